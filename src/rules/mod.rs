//! What an author should know about a site: one file for each rule.

mod files;
mod front_matter;
mod links;
mod markdown;
mod paths;
mod pictures;

use crate::diagnostic::Diagnostic;
use crate::site::Site;

/// Checks a site by every rule.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let rules = [front_matter::check, markdown::check, pictures::check, links::check, files::check];
    rules.iter().flat_map(|rule| rule(site)).collect()
}
