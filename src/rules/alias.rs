//! An old address in the front matter cannot lead to its report.
//!
//! `aliases` lists addresses that a report once had, such as `old/name.html` or `/old/`. At each of them stands a small
//! page that leads to the report. There is room for one page at one address, below the front page of this site: take off
//! the list what another page has, what lies elsewhere, or what two reports claim.

use super::{Finding, at};
use crate::site::{AliasFault, BadAlias, Site};
use crate::source::FileId;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let file = |alias: &BadAlias| site.reports.iter().find(|report| report.document.file == alias.file);
    let found = site.bad_aliases.iter().filter_map(|alias| {
        let (message, help) = words(site, alias);
        let finding = at(file(alias)?, alias.span, message).help(help);
        Some(if alias.fault == AliasFault::Itself { finding.note() } else { finding })
    });
    found.collect()
}

fn words(site: &Site, alias: &BadAlias) -> (String, String) {
    let written = &alias.written;
    let path = |file: FileId| &site.sources.text(file).path;
    match &alias.fault {
        AliasFault::Outside => (
            format!("`{written}` leads out of the site"),
            "write it from the front page on: `old/name.html`".to_owned(),
        ),
        AliasFault::OtherHost => {
            let help = match &site.config.base_url {
                Some(base) => format!("only addresses below `{base}` can lead here"),
                None => "write it from the front page on, without a host: `old/name.html`".to_owned(),
            };
            (format!("`{written}` is on another host"), help)
        }
        AliasFault::PartOfPage => {
            let whole = written.split(['#', '?']).next().unwrap_or_default();
            (format!("`{written}` is a part of a page"), format!("write `{whole}`; a whole page can lead here"))
        }
        AliasFault::Unnameable => {
            let help = "leave out control characters and `<>:\"|?*\\`, and a full stop or blank at the end of a name";
            (format!("`{written}` cannot be a file on every disk"), help.to_owned())
        }
        AliasFault::Reserved => {
            (format!("`{written}` is an address of labpress's own"), "take it off the list".to_owned())
        }
        AliasFault::Itself => (format!("`{written}` is where this report is"), "take it off the list".to_owned()),
        AliasFault::Page(Some(file)) => {
            (format!("`{written}` is the address of `{}`", path(*file)), "take it off the list".to_owned())
        }
        AliasFault::Page(None) => {
            (format!("there is a page at `{written}` already"), "take it off the list".to_owned())
        }
        AliasFault::Claimed(file) => {
            (format!("`{written}` is an old address of `{}` too", path(*file)), "keep it in one of the two".to_owned())
        }
    }
}
