//! `labpress init`: a file of settings in which every line is a comment, and what hosts need to publish the site.

mod hosts;

use std::path::{Path, PathBuf};

use super::Exit;
use super::terminal::Terminal;
use crate::output::{Created, create};
use crate::source::repository_around;

pub(super) use hosts::Host;
use hosts::Repository;

const SETTINGS: &str = include_str!("labpress.toml");

pub(super) fn run(dir: &Path, hosts: &[Host], terminal: &Terminal) -> Exit {
    let root = match dir.canonicalize() {
        Ok(root) if root.is_dir() => root,
        Ok(_) => return terminal.failed(format_args!("`{}` is no folder", dir.display())),
        Err(error) => return terminal.failed(format_args!("cannot open `{}`: {error}", dir.display())),
    };
    let around = repository_around(&root);
    if around.is_none() && !hosts.is_empty() {
        terminal.say(format_args!("`{}` lies in no git repository: make it the root of one", dir.display()));
    }
    let repository = Repository::new(around.unwrap_or_else(|| root.clone()), &root);
    let mut files = vec![(root.join("labpress.toml"), SETTINGS.to_owned())];
    for (path, text) in hosts.iter().flat_map(|host| host.files(&repository)) {
        let path = repository.top.join(path);
        // Two hosts may share a file.
        if files.iter().all(|(other, _)| *other != path) {
            files.push((path, text));
        }
    }
    for (path, text) in files {
        let shown = shown(&path);
        match create(&path, text.as_bytes()) {
            Ok(Created::New) => terminal.say(format_args!("wrote {shown}")),
            Ok(Created::WasThere) => terminal.say(format_args!("{shown} is there already, and stays as it is")),
            Err(error) => return terminal.failed(error),
        }
    }
    hosts.iter().for_each(|host| terminal.say(host.by_hand(&repository)));
    Exit::Done
}

/// Returns a path as somebody in the current folder would write it.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_else(|_| PathBuf::new());
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
}
