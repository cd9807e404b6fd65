//! A merge was never settled: the lines that git wrote into the file are still there.
//!
//! Keep one of the two versions, and delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`.

use super::Finding;
use super::checked::Checked;

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let help = "keep one of the two versions, and delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`";
    let places = checked.report.found.conflicts.iter();
    places.map(|&span| checked.at(checked.first_line(span), "a merge was never settled here").help(help)).collect()
}
