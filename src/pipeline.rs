//! The stages in their order: the table of contents of the program.

use std::path::Path;

use crate::cache::Cache;
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::document::{Dialect, parse};
use crate::extract::{extract, reports};
use crate::images::Pictures;
use crate::output::{Outcome, PublishError, archive, publish, refuse};
use crate::render::File;
use crate::site::{Report, assemble, wanted_pictures};
use crate::source::{Index, ScanError, Sources};
use crate::toolbox::{Specification, Tools};
use crate::words::{OwnWord, Words};
use crate::{images, render, rules};

/// The write-ups of a site, read.
#[derive(Debug)]
pub struct Notes {
    /// The files they were read from.
    pub sources: Sources,
    /// The site's settings.
    pub config: Config,
    /// The tools that it knows.
    pub tools: Tools,
    /// The words of its interface.
    pub words: Words,
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
    let tools = tools(&config);
    let (words, faults) = words(&sources, &config);
    diagnostics.extend(faults);
    let reports = understand(&sources, &tools, &words);
    Ok(Notes { sources, config, tools, words, reports, diagnostics })
}

/// Returns the tools that labpress knows, and those of the site.
fn tools(config: &Config) -> Tools {
    let own = config.tools.iter().map(|(name, own)| {
        let (subcommands, flags) = (own.subcommands.iter().cloned().collect(), own.flags.clone());
        (name.clone(), Specification { subcommands, flags, ..Specification::default() })
    });
    Tools::new(own.collect())
}

/// Returns the words in the language of the site, its own among them.
fn words(sources: &Sources, config: &Config) -> (Words, Vec<Diagnostic>) {
    let own = config.words.iter().map(|own| {
        let place = sources.config.map_or(Place::Site, |id| Place::Text(id, own.span));
        OwnWord { key: own.key.clone(), form: own.form.clone(), text: own.text.clone(), place }
    });
    Words::of_site(&config.lang, &own.collect::<Vec<_>>())
}

/// Reads what the texts of `sources` say.
pub fn understand(sources: &Sources, tools: &Tools, words: &Words) -> Vec<Report> {
    let index = Index::new(sources);
    let documents = sources.reports.iter().flat_map(|&id| reports(parse(sources.text(id), Dialect::GitHub)));
    let understood = documents.map(|document| {
        let found = extract(&document, sources.text(document.file), &index, tools, words);
        Report { document, found }
    });
    understood.collect()
}

/// A site that was built, or why it was not.
#[derive(Debug)]
pub struct Built {
    /// The write-ups, and everything that an author should know.
    pub notes: Notes,
    /// How many pages there are.
    pub pages: usize,
    /// What publishing did; `None` when an error in the notes prevented it, and the old site stays.
    pub outcome: Option<Outcome>,
}

/// Why a build failed although the notes may be fine.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The notes could not be opened.
    #[error(transparent)]
    Scan(#[from] ScanError),
    /// The site could not be written.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

/// Somebody who waits for pictures.
pub trait Progress: Sync {
    /// So many pictures are about to be made.
    fn begin(&self, pictures: usize);
    /// One of them is done.
    fn one_done(&self);
    /// All are.
    fn end(&self);
}

/// Reads the notes of the folder `root` and looks at them by every rule, without making a site. What lies in `_site` is
/// none of them. `asked` names rules that are wanted even where they are off by themselves.
///
/// # Errors
/// When the folder cannot be read at all.
pub fn check(root: &Path, asked: &[String], progress: &dyn Progress) -> Result<Notes, ScanError> {
    let mut notes = read(root, Some(&root.join("_site")))?;
    let pictures = pictures(&notes, &Cache::open(Cache::folder_for(root)), progress);
    let site = assemble(&notes.sources, &notes.config, &notes.tools, &notes.words, &notes.reports, &pictures);
    let found = rules::check(&site, asked);
    notes.diagnostics.extend(found);
    Ok(notes)
}

/// Makes all pictures that the notes want.
fn pictures(notes: &Notes, cache: &Cache, progress: &dyn Progress) -> Pictures {
    let wanted = wanted_pictures(&notes.sources, &notes.reports);
    progress.begin(wanted.len());
    let done = || progress.one_done();
    let pictures = images::prepare(&wanted, &notes.config.widths, &notes.sources, cache, &done);
    progress.end();
    pictures
}

/// What is built of the notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// The site, for everybody.
    Site,
    /// The notes with what was found in them, for their author alone.
    Review,
}

/// Builds the site of the folder `root` into `folder`; both are absolute.
///
/// # Errors
/// When the machine fails, or the folder must not be written to.
pub fn build(root: &Path, folder: &Path, edition: Edition, progress: &dyn Progress) -> Result<Built, BuildError> {
    refuse(root, folder)?;
    let Rendered { notes, pages, files, cache } = rendered(root, folder, edition, progress)?;
    let Some(files) = files else { return Ok(Built { notes, pages, outcome: None }) };
    let outcome = publish(&files, &notes.sources, folder)?;
    cache.sweep();
    Ok(Built { notes, pages, outcome: Some(outcome) })
}

/// A site in one file, or why there is none.
#[derive(Debug)]
pub struct Bundled {
    /// The notes, and everything that an author should know.
    pub notes: Notes,
    /// How many pages there are.
    pub pages: usize,
    /// Size of the file in bytes; `None` when an error in the notes prevented it, and an old file stays.
    pub size: Option<u64>,
}

/// Writes the site of the folder `root` as the ZIP file `file`; both are absolute.
///
/// # Errors
/// When the machine fails.
pub fn bundle(root: &Path, file: &Path, progress: &dyn Progress) -> Result<Bundled, BuildError> {
    let Rendered { notes, pages, files, cache } = rendered(root, file, Edition::Site, progress)?;
    let Some(files) = files else { return Ok(Bundled { notes, pages, size: None }) };
    let size = archive(&files, &notes.sources, file)?;
    cache.sweep();
    Ok(Bundled { notes, pages, size: Some(size) })
}

/// A site that is ready to be written.
struct Rendered {
    notes: Notes,
    pages: usize,
    /// `None` when an error in the notes prevents it.
    files: Option<Vec<File>>,
    cache: Cache,
}

/// Makes all files of the site of `root`; `output`, when it lies there, is none of the notes.
fn rendered(root: &Path, output: &Path, edition: Edition, progress: &dyn Progress) -> Result<Rendered, ScanError> {
    let mut notes = read(root, Some(output))?;
    let cache = Cache::open(Cache::folder_for(root));
    if notes.reports.is_empty() {
        notes.diagnostics.push(no_pages(root));
        return Ok(Rendered { notes, pages: 0, files: None, cache });
    }
    let pictures = pictures(&notes, &cache, progress);
    let site = assemble(&notes.sources, &notes.config, &notes.tools, &notes.words, &notes.reports, &pictures);
    notes.diagnostics.extend(rules::check(&site, &[]));
    let (site, (files, faults)) = match edition {
        Edition::Site => {
            let rendered = render::render(&site);
            (site, rendered)
        }
        Edition::Review => {
            let site = site.without_sheets();
            let rendered = render::review(&site, &notes.diagnostics);
            (site, rendered)
        }
    };
    let pages = site.pages.len();
    let is_spoilt = !faults.is_empty();
    notes.diagnostics.extend(faults);
    // Errors in the notes are what a review is for.
    let is_refused = is_spoilt || edition == Edition::Site && notes.diagnostics.count(Severity::Error) > 0;
    Ok(Rendered { notes, pages, files: (!is_refused).then_some(files), cache })
}

fn no_pages(root: &Path) -> Diagnostic {
    let message = format!("no Markdown file in `{}`", root.display());
    let help = "a site needs at least one file that ends in `.md`, such as `README.md`";
    Diagnostic::error("no-pages", Place::Site, message).help(help)
}
