//! `labpress check --fix`: what is certain is mended in the author's own files, or shown as a diff.

use std::path::Path;

use similar::TextDiff;

use crate::cli::terminal::Terminal;
use crate::cli::{Exit, counted};
use crate::diagnostic::Diagnostics;
use crate::output::{Rewrite, rewrites};
use crate::source::Sources;

/// What became of the fixes.
pub(super) struct Fixes {
    /// So many were made, or would be.
    pub(super) made: usize,
    /// In so many files.
    pub(super) files: usize,
    /// Files that could not be fixed were named.
    pub(super) failed: bool,
}

impl Fixes {
    /// Returns `3 problems in 2 files`.
    pub(super) fn counted(&self) -> String {
        match self.made {
            0 => "nothing".to_owned(),
            made => format!("{} in {}", counted(made, "problem"), counted(self.files, "file")),
        }
    }
}

/// Makes the fixes of these diagnostics.
pub(super) fn make(found: &Diagnostics, sources: &Sources, terminal: &Terminal) -> Fixes {
    each(found, sources, terminal, |rewrite, root| rewrite.write(root).map_err(|error| error.to_string()))
}

/// Prints the fixes of these diagnostics as a unified diff, which `patch -p1` takes, and changes nothing.
pub(super) fn show(found: &Diagnostics, sources: &Sources, terminal: &Terminal) -> Fixes {
    each(found, sources, terminal, |rewrite, _| {
        // `patch` takes a name up to the first blank, unless a tab ends it.
        let end = if rewrite.path.as_str().contains(' ') { "\t" } else { "" };
        let (old, new) = (format!("a/{}{end}", rewrite.path), format!("b/{}{end}", rewrite.path));
        let diff = TextDiff::from_lines(&rewrite.before, &rewrite.after);
        match terminal.result(&diff.unified_diff().header(&old, &new).to_string()) {
            Exit::Done => Ok(()),
            Exit::Notes | Exit::Machine => Err(format!("the changes of `{}` are not shown", rewrite.path)),
        }
    })
}

fn each(
    found: &Diagnostics,
    sources: &Sources,
    terminal: &Terminal,
    act: impl Fn(&Rewrite, &Path) -> Result<(), String>,
) -> Fixes {
    let mut fixes = Fixes { made: 0, files: 0, failed: false };
    for rewrite in rewrites(found, sources) {
        let done = rewrite.map_err(|error| error.to_string()).and_then(|rewrite| {
            act(&rewrite, &sources.root)?;
            Ok(rewrite.fixes)
        });
        match done {
            Ok(made) => {
                fixes.made += made;
                fixes.files += 1;
            }
            Err(why) => {
                terminal.failed(why);
                fixes.failed = true;
            }
        }
    }
    fixes
}
