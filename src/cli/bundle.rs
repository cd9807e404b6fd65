//! `labpress bundle`: the site in one file.

use std::path::{Path, PathBuf};

use super::build::{findings, report_lines};
use super::progress::Bar;
use super::terminal::Terminal;
use super::{Exit, counted};
use crate::diagnostic::Severity;
use crate::pipeline::bundle;

pub(super) fn run(dir: &Path, output: Option<&Path>, quiet: bool, terminal: &Terminal) -> Exit {
    let root = match dir.canonicalize() {
        Ok(root) if root.is_dir() => root,
        Ok(_) => return terminal.failed(format_args!("`{}` is no folder", dir.display())),
        Err(error) => return terminal.failed(format_args!("cannot open `{}`: {error}", dir.display())),
    };
    let shown = output.map_or_else(|| PathBuf::from(usual_name(&root)), Path::to_owned);
    let file = match std::path::absolute(&shown) {
        Ok(file) if !file.is_dir() => file,
        Ok(_) => return terminal.failed(format_args!("`{}` is a folder; `-o` names a file", shown.display())),
        Err(error) => return terminal.failed(format_args!("`{}`: {error}", shown.display())),
    };
    let bundled = match bundle(&root, &file, &Bar::new(terminal)) {
        Ok(bundled) => bundled,
        Err(error) => return terminal.failed(error),
    };
    if !quiet {
        report_lines(&bundled.notes).iter().for_each(|line| terminal.say(line));
    }
    findings(&bundled.notes, quiet, terminal);
    let Some(size) = bundled.size else {
        terminal.say("nothing was written");
        return Exit::Notes;
    };
    if !quiet {
        let (pages, kilobytes) = (counted(bundled.pages, "page"), size.div_ceil(1000));
        terminal.say(format_args!("wrote {}: {pages}, {kilobytes} kB; unpacked, index.html opens it", shown.display()));
    }
    if bundled.notes.diagnostics.count(Severity::Error) > 0 { Exit::Notes } else { Exit::Done }
}

/// Returns `lab7.zip` for the folder `lab7`.
fn usual_name(root: &Path) -> String {
    let name = root.file_name().map_or_else(|| "site".to_owned(), |name| name.to_string_lossy().into_owned());
    format!("{name}.zip")
}
