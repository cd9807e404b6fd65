//! A picture has no alternative text.
//!
//! Who cannot see it, or whose connection is slow, learns nothing. Write between the brackets what it shows:
//! `![the container answers on port 8080](image/1.png)`. labpress never publishes words of its own for yours: the page says
//! only which step the picture belongs to.

use super::checked::Checked;
use super::{Finding, shows};
use crate::extract::Screenshot;

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let missing = checked.report.found.screenshots.iter().filter(|shot| shot.alt.trim().is_empty());
    let finding = |shot: &Screenshot| checked.at(shot.span, "this picture has no alternative text").help(shows(shot));
    missing.map(finding).collect()
}
