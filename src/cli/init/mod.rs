//! `labpress init`: a file of settings in which every line is a comment, and a workflow that publishes the site.

use std::path::{Path, PathBuf};

use super::Exit;
use super::terminal::Terminal;
use crate::output::{Created, create};
use crate::source::repository_around;

const SETTINGS: &str = include_str!("labpress.toml");
const WORKFLOW: &str = include_str!("workflow.yml");

pub(super) fn run(dir: &Path, github: bool, terminal: &Terminal) -> Exit {
    let root = match dir.canonicalize() {
        Ok(root) if root.is_dir() => root,
        Ok(_) => return terminal.failed(format_args!("`{}` is no folder", dir.display())),
        Err(error) => return terminal.failed(format_args!("cannot open `{}`: {error}", dir.display())),
    };
    let mut files = vec![(root.join("labpress.toml"), SETTINGS.to_owned())];
    if github {
        let repository = repository_around(&root);
        if repository.is_none() {
            terminal.say(format_args!("`{}` lies in no git repository: make it the root of one", dir.display()));
        }
        let top = repository.unwrap_or_else(|| root.clone());
        files.push((top.join(".github/workflows/labpress.yml"), workflow(&top, &root)));
    }
    for (path, text) in files {
        let shown = shown(&path);
        match create(&path, text.as_bytes()) {
            Ok(Created::New) => terminal.say(format_args!("wrote {shown}")),
            Ok(Created::WasThere) => terminal.say(format_args!("{shown} is there already, and stays as it is")),
            Err(error) => return terminal.failed(error),
        }
    }
    if github {
        terminal.say("in the repository's settings, under `Pages`, choose `GitHub Actions` as the source, then push");
    }
    Exit::Done
}

/// Returns the workflow for notes in a folder of a repository.
fn workflow(repository: &Path, notes: &Path) -> String {
    let below = notes.strip_prefix(repository).unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
    let below = if below.is_empty() { "." } else { below.as_str() };
    // A string of JSON is one of YAML too.
    let quoted = serde_json::Value::from(below).to_string();
    WORKFLOW.replace("{notes}", &quoted).replace("{version}", env!("CARGO_PKG_VERSION"))
}

/// Returns a path as somebody in the current folder would write it.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_else(|_| PathBuf::new());
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
}
