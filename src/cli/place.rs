//! Which folder a command is about, and which file of it.

use std::path::{Path, PathBuf};

use crate::source::{RepoPath, SkipReason, Sources, repository_around};

/// Returns the folder of the notes that was named, as an absolute path free of links.
pub(super) fn folder(dir: &Path, command: &str) -> Result<PathBuf, String> {
    let root = dir.canonicalize().map_err(|error| format!("cannot open `{}`: {error}", dir.display()))?;
    if root.is_dir() {
        return Ok(root);
    }
    Err(format!("`{}` is no folder; `labpress {command}` takes the folder that holds it", dir.display()))
}

/// Returns the site's root, as an absolute path free of links, and the file in it when `path` is one.
pub(super) fn place(path: &Path) -> Result<(PathBuf, Option<RepoPath>), String> {
    let open = |path: &Path| path.canonicalize().map_err(|error| format!("cannot open `{}`: {error}", path.display()));
    if path.is_dir() {
        return Ok((open(path)?, None));
    }
    if !path.is_file() {
        return Err(format!("there is no file or folder `{}`", path.display()));
    }
    let around = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = open(around)?;
    let root = root_of(&folder, std::env::current_dir().and_then(|here| here.canonicalize()).ok().as_deref());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let names = folder.strip_prefix(&root).unwrap_or(Path::new("")).iter().map(|name| name.to_string_lossy());
    let below: Vec<_> = names.chain([name]).collect();
    Ok((root, Some(RepoPath::new(below.join("/")))))
}

/// Returns the folder of the site that a file in `folder` belongs to: the nearest one around it that holds
/// `labpress.toml`; else the one whose `content` holds it; else the current folder when it is in that; else its own.
/// Neither is sought outside the git repository, and nobody's home is a site.
fn root_of(folder: &Path, here: Option<&Path>) -> PathBuf {
    let top = repository_around(folder);
    let is_inside = |around: &&Path| top.as_ref().is_none_or(|top| around.starts_with(top));
    let around = || folder.ancestors().take_while(is_inside);
    let is_home = |here: &Path| here.parent().is_none() || std::env::home_dir().is_some_and(|home| home == here);
    let may_be = |root: &&Path| is_inside(root) && !is_home(root);
    let with_settings = around().find(|root| may_be(root) && root.join("labpress.toml").symlink_metadata().is_ok());
    let with_content = || around().find(|around| around.ends_with("content"))?.parent().filter(may_be);
    // With a `content` that does not hold it, it is no file of the site that is here.
    let is_site = |here: &Path| !is_home(here) && !here.join("content").is_dir();
    let current = || here.filter(|here| folder.starts_with(here) && is_site(here));
    with_settings.or_else(with_content).or_else(current).unwrap_or(folder).to_owned()
}

/// Returns why a file is none of the write-ups of a site.
pub(super) fn why_no_report(only: &RepoPath, sources: &Sources) -> String {
    let is_around = |path: &RepoPath| path == only || only.below(path).is_some();
    let skipped = sources.skipped.iter().find(|skipped| is_around(&skipped.path)).map(|skipped| &skipped.reason);
    let own = format!("`{only}` is no Markdown file that belongs to a site");
    match skipped {
        Some(SkipReason::Excluded) => format!("`{only}` is left out by `exclude` in `labpress.toml`"),
        Some(SkipReason::SymbolicLink) => format!("`{only}` lies behind a link, which is not followed"),
        Some(SkipReason::NotContent) => format!("`{only}` lies where no notes are looked for"),
        Some(SkipReason::Binary) => format!("`{only}` is no text"),
        Some(SkipReason::Empty) => format!("nothing is in `{only}`"),
        Some(SkipReason::Unreadable(why)) => format!("`{only}` cannot be read: {why}"),
        Some(SkipReason::Encoding(_)) | None => match sources.content.as_str() {
            "" => own,
            content if only.below(&sources.content).is_none() => {
                format!("{own}: the notes of `{}` are in `{content}`", sources.root.display())
            }
            _ => own,
        },
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests make their folders")]
mod tests {
    use super::*;

    #[test]
    fn a_file_belongs_to_the_nearest_site() {
        let disk = tempfile::tempdir().unwrap();
        let disk = disk.path().canonicalize().unwrap();
        for folder in ["repo/.git", "repo/site/week 1", "repo/labs/content/a", "repo/plain/deep", "loose/a"] {
            std::fs::create_dir_all(disk.join(folder)).unwrap();
        }
        std::fs::write(disk.join("repo/site/labpress.toml"), "").unwrap();
        // Above the repository: nobody's.
        std::fs::write(disk.join("labpress.toml"), "").unwrap();
        let cases = [
            ("repo/site/week 1", "repo", "repo/site"),
            ("repo/labs/content/a", "repo/labs/content", "repo/labs"),
            ("repo/plain/deep", "repo/plain", "repo/plain"),
            ("repo/plain/deep", "loose", "repo/plain/deep"),
            ("loose/a", "repo", ""),
        ];
        for (folder, here, root) in cases {
            let found = root_of(&disk.join(folder), Some(&disk.join(here)));
            assert_eq!(found, disk.join(root).components().collect::<PathBuf>(), "{folder} from {here}");
        }
    }
}
