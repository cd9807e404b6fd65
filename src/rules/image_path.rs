//! A picture was found, but not where the path leads.
//!
//! GitHub does not show it: `\` is no separator in addresses, a path begins at the write-up's own folder, a leading `/` is the
//! repository's root, and the address of a page about a picture is not the picture. The message says which it is and what to
//! write instead.

use super::{Finding, at, paths};
use crate::site::Site;
use crate::source::{Rule, is_own_disk};

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let others = [Rule::Exact, Rule::LetterCase, Rule::HostFile];
    let found = paths::rescued_pictures(site).filter(|rescued| !others.contains(&rescued.rule));
    let finding = |rescued: paths::Rescued| {
        let message = match rescued.rule {
            Rule::HostPage => "this is the address of a page about the picture, not of the picture".to_owned(),
            _ if is_own_disk(&rescued.shot.target) => {
                "GitHub does not show this picture: the path leads into your own disk".to_owned()
            }
            rule => format!("GitHub does not show this picture: {}", rule.in_words()),
        };
        at(rescued.report, rescued.shot.span, message).help(rescued.write(site)).fix(rescued.fix(site))
    };
    found.map(finding).collect()
}
