//! `labpress init`: a file of settings in which every line is a comment, and what hosts need to publish the site.

mod hosts;

use std::path::{Path, PathBuf};

use super::Exit;
use super::place::folder;
use super::terminal::Terminal;
use crate::output::{Created, create};
use crate::source::{read_file, repository_around};

pub(super) use hosts::Host;
use hosts::Repository;

const SETTINGS: &str = include_str!("labpress.toml");

pub(super) fn run(dir: &Path, hosts: &[Host], terminal: &Terminal) -> Exit {
    let root = match folder(dir, "init") {
        Ok(root) => root,
        Err(why) => return terminal.failed(why),
    };
    let around = repository_around(&root);
    if around.is_none() && !hosts.is_empty() {
        terminal.say(format_args!("`{}` lies in no git repository: make it the root of one", dir.display()));
    }
    let repository = Repository::new(around.unwrap_or_else(|| root.clone()), &root);
    let settings = root.join("labpress.toml");
    let mut files = vec![(settings, SETTINGS.to_owned())];
    for (path, text) in hosts.iter().flat_map(|host| host.files(&repository)) {
        let path = repository.top.join(path);
        // Two hosts may share a file.
        if files.iter().all(|(other, _)| *other != path) {
            files.push((path, text));
        }
    }
    let mut foreign: Vec<PathBuf> = Vec::new();
    for (path, text) in files {
        let shown = shown(&path);
        match create(&path, text.as_bytes()) {
            Ok(Created::New) => terminal.say(format_args!("wrote {shown}")),
            Ok(Created::WasThere) => {
                terminal.say(format_args!("{shown} is there already, and stays as it is"));
                if !read_file(&path).is_ok_and(|bytes| bytes == text.as_bytes()) {
                    foreign.push(path);
                }
            }
            Err(error) => return terminal.failed(error),
        }
    }
    for host in hosts {
        let own = host.files(&repository);
        let kept = own.iter().map(|(path, _)| *path).filter(|path| foreign.contains(&repository.top.join(path)));
        let kept: Vec<&str> = kept.collect();
        if !kept.is_empty() {
            terminal.say(host.instead(&kept, &repository));
        }
        terminal.say(host.by_hand(&kept, &repository));
    }
    Exit::Done
}

/// Returns a path as somebody in the current folder would write it.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_else(|_| PathBuf::new());
    let shared = path.iter().zip(&here).take_while(|(a, b)| a == b).count();
    // On another disk there is no way from here.
    if shared == 0 {
        return path.display().to_string();
    }
    let up = here.iter().skip(shared).map(|_| "..".as_ref());
    up.chain(path.iter().skip(shared)).collect::<PathBuf>().display().to_string()
}
