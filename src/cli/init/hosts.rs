//! What hosts need to build and publish a site by themselves.

use std::path::{Path, PathBuf};

/// A host that publishes what is pushed to a repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Host {
    GitHub,
    GitLab,
    Netlify,
    Cloudflare,
}

/// The repository, and where the notes are in it.
pub(super) struct Repository {
    /// Its folder.
    pub(super) top: PathBuf,
    /// The folder of the notes below it, with `/` between names; `.` for the top itself.
    pub(super) notes: String,
}

const BUILD: &str = "labpress-build.sh";

impl Repository {
    pub(super) fn new(top: PathBuf, notes: &Path) -> Self {
        let below = notes.strip_prefix(&top).unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
        Self { top, notes: if below.is_empty() { ".".to_owned() } else { below } }
    }

    /// Returns a name for the site that is an address too: letters, digits and hyphens.
    fn name(&self) -> String {
        let own = Path::new(&self.notes).file_name().or(self.top.file_name());
        let own = own.map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        // A name that loses its letters is nobody's.
        let is_foreign = own.chars().any(|c| c.is_alphanumeric() && !c.is_ascii());
        let plain: String =
            own.chars().map(|c| if c.is_ascii_alphanumeric() && !is_foreign { c } else { ' ' }).collect();
        let name = plain.split_whitespace().collect::<Vec<_>>().join("-");
        // Cloudflare takes no longer names.
        let name = name.get(..58).unwrap_or(&name).trim_matches('-');
        if name.is_empty() { "lab-notes".to_owned() } else { name.to_owned() }
    }
}

/// Returns a text as a shell takes it for one word.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-');
    if text.chars().all(is_plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

impl Host {
    /// Returns the files that a host needs, by their paths below the repository's top.
    pub(super) fn files(self, repository: &Repository) -> Vec<(&'static str, String)> {
        // A string of JSON is one of YAML too.
        let quoted = serde_json::Value::from(repository.notes.as_str()).to_string();
        let yaml =
            |text: &str, notes: &str| text.replace("{notes}", notes).replace("{version}", env!("CARGO_PKG_VERSION"));
        let script = || {
            let notes = format!("'{}'", repository.notes.replace('\'', "'\\''"));
            let text = include_str!("build.sh").replace("{notes}", &notes);
            (BUILD, text.replace("{version}", env!("CARGO_PKG_VERSION")))
        };
        match self {
            Self::GitHub => vec![(".github/workflows/labpress.yml", yaml(include_str!("workflow.yml"), &quoted))],
            // GitLab looks for variables in the values of variables.
            Self::GitLab => vec![(".gitlab-ci.yml", yaml(include_str!("gitlab.yml"), &quoted.replace('$', "$$")))],
            Self::Netlify => vec![("netlify.toml", include_str!("netlify.toml").to_owned()), script()],
            Self::Cloudflare => {
                vec![("wrangler.toml", include_str!("wrangler.toml").replace("{name}", &repository.name())), script()]
            }
        }
    }

    /// Says what files that stay as they are must do instead of ours; `kept` are their paths below the repository's top.
    pub(super) fn instead(self, kept: &[&str], repository: &Repository) -> String {
        let notes = quoted(&repository.notes);
        let out = if self == Self::GitLab { "public" } else { "_site" };
        let commands = format!("`labpress check -- {notes}` and `labpress build --output {out} -- {notes}`");
        let (files, publish) = (kept.join("` and `"), format!("publish the folder `{out}`"));
        match self {
            Self::GitHub | Self::GitLab => {
                format!("with your own `{files}`, let the host run {commands}, and {publish}")
            }
            Self::Netlify | Self::Cloudflare if kept.contains(&BUILD) => {
                format!("with your own `{files}`, let the host run {commands}, and {publish}")
            }
            Self::Netlify | Self::Cloudflare => {
                format!("with your own `{files}`, let the host run `bash {BUILD}`, and {publish}")
            }
        }
    }

    /// Says what is left to be done by hand, when these files of others stay.
    pub(super) fn by_hand(self, kept: &[&str], repository: &Repository) -> String {
        match self {
            Self::Netlify if !kept.is_empty() => {
                "push; then add a project in Netlify that imports this repository, with that command and that folder".to_owned()
            }
            Self::Cloudflare if !kept.is_empty() => {
                "push; then create a Pages project in Cloudflare, under `Workers & Pages`, that imports this repository, with that \
                 command and that folder"
                    .to_owned()
            }
            Self::GitHub => {
                "in the repository's settings, under `Pages`, choose `GitHub Actions` as the source, then push"
                    .to_owned()
            }
            Self::GitLab => "push to GitLab; then `Deploy`, `Pages` in the project names the site's address".to_owned(),
            Self::Netlify => {
                "push; then add a project in Netlify that imports this repository, and change no setting".to_owned()
            }
            Self::Cloudflare => format!(
                "push; then create a Pages project in Cloudflare, under `Workers & Pages`, that imports this repository, \
                 with the name `{}` and the build command `bash {BUILD}`",
                repository.name()
            ),
        }
    }
}
