//! The stages in their order: the table of contents of the program.

use std::path::Path;

use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::document::{Dialect, parse};
use crate::extract::extract;
use crate::site::Report;
use crate::source::{Index, ScanError, Sources};

/// The write-ups of a site, read.
#[derive(Debug)]
pub struct Notes {
    /// The files they were read from.
    pub sources: Sources,
    /// The site's settings.
    pub config: Config,
    /// The write-ups, in path order.
    pub reports: Vec<Report>,
    /// What went wrong so far.
    pub diagnostics: Diagnostics,
}

/// Reads all write-ups of the folder `root`; what lies in `output` is none of them.
///
/// # Errors
/// When the folder cannot be read at all.
pub fn read(root: &Path, output: Option<&Path>) -> Result<Notes, ScanError> {
    let mut sources = Sources::open(root)?;
    let (config, faults) = sources.config.map(|id| config::read(sources.text(id))).unwrap_or_default();
    let mut diagnostics = Diagnostics::default();
    diagnostics.extend(faults);
    if let Err(ScanError::Pattern(pattern, why)) = sources.scan(&config.exclude, output) {
        let place = sources.config.zip(config.exclude_place).map_or(Place::Site, |(id, span)| Place::Text(id, span));
        diagnostics.push(Diagnostic::error("config", place, format!("`{pattern}` is no glob: {why}")));
        sources.scan(&[], output)?;
    }
    let reports = understand(&sources);
    Ok(Notes { sources, config, reports, diagnostics })
}

/// Reads what the texts of `sources` say.
pub fn understand(sources: &Sources) -> Vec<Report> {
    let index = Index::new(sources);
    let understood = sources.reports.iter().map(|&id| {
        let source = sources.text(id);
        let document = parse(source, Dialect::GitHub);
        let found = extract(&document, source, &index);
        Report { document, found }
    });
    understood.collect()
}
