//! The stages in their order: the table of contents of the program.

mod build;
mod files;
mod preview;
mod shelf;
mod timings;
mod understood;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::cache::{Asked, Cache};
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::images::Pictures;
use crate::output::{PublishError, archive, write_chunks};
use crate::render::{File, OneFile, Take};
use crate::site::{Material, Report, Site, assemble, wanted_by, wanted_pictures};
use crate::source::{FileId, RepoPath, ScanError, Sources};
use crate::toolbox::{Specification, Tools};
use crate::words::{OwnWord, Words};
use crate::{images, render, rules};

pub use build::{Build, Built};
pub use files::Files;
pub use preview::{Preview, Previewed};
pub use shelf::Wake;
pub use timings::Timings;
use understood::{Reader, Understood};

/// The write-ups of a site, read.
#[derive(Debug, Default)]
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
    read_again(root, output, None, &Cache::none())
}

/// The same, when the notes were read before, or `cache` knows them: write-ups that say what they said are not understood
/// anew.
fn read_again(root: &Path, output: Option<&Path>, before: Option<Notes>, cache: &Cache) -> Result<Notes, ScanError> {
    let mut sources = Sources::open(root)?;
    let (config, faults) = config::of(&sources);
    let mut diagnostics = Diagnostics::default();
    diagnostics.extend(faults);
    if let Err(ScanError::Pattern(pattern, why)) = sources.scan(&config.exclude, output) {
        let at = config.exclude.iter().position(|other| *other == pattern);
        let span = at.and_then(|at| config.exclude_places.get(at)).copied();
        let place = sources.config.zip(span).map_or(Place::Site, |(id, span)| Place::Text(id, span));
        diagnostics.push(Diagnostic::error("config", place, why));
        sources.scan(&[], output)?;
    }
    diagnostics.extend(config::idle(&config, &sources));
    let tools = tools(&config);
    let (words, faults) = words(&sources, &config);
    diagnostics.extend(faults);
    let known = before.map(Understood::of).unwrap_or_default();
    let reports = Reader::new(&sources, &tools, &words, cache).all(known);
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
    Reader::new(sources, tools, words, &Cache::none()).all(Understood::default())
}

/// Names this very labpress: another one may make other pages. It is asked for once, for the file may be replaced while
/// this one runs.
fn program() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let looks = std::env::current_exe().map(|path| Cache::looks(&path).hex()).unwrap_or_default();
        format!("{} {looks}", env!("CARGO_PKG_VERSION"))
    })
}

impl Notes {
    /// Returns what a site is made of.
    fn material<'a>(&'a self, pictures: &'a Pictures) -> Material<'a> {
        Material {
            sources: &self.sources,
            config: &self.config,
            toolbox: &self.tools,
            words: &self.words,
            reports: &self.reports,
            pictures,
        }
    }

    /// Reads the write-ups again that are among `touched`, absolute paths, and returns those that say something else
    /// now, with whether they want other pictures; `None` when more may have changed, and all must be read again.
    fn reread(&mut self, touched: &BTreeSet<PathBuf>, cache: &Cache) -> Option<(BTreeSet<FileId>, bool)> {
        let changed = self.sources.reread(touched)?;
        let reader = Reader::new(&self.sources, &self.tools, &self.words, cache);
        let mut wants_others = false;
        for &id in &changed {
            let own: Vec<usize> = (0..self.reports.len()).filter(|&at| self.reports[at].document.file == id).collect();
            let (Some(&first), Some(&last)) = (own.first(), own.last()) else { continue };
            let new = reader.one(id);
            let wanted = |reports: &[Report]| -> BTreeSet<RepoPath> {
                reports.iter().flat_map(|report| wanted_by(report, &self.sources, reader.index())).collect()
            };
            wants_others |= wanted(&new) != wanted(&self.reports[first..=last]);
            self.reports.splice(first..=last, new);
        }
        Some((changed, wants_others))
    }
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
    /// It does not fit into one file, even without its pictures.
    #[error("the text alone takes {size} bytes, more than the {limit} that one file may have")]
    TooLarge {
        /// Size in bytes without any picture.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
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
    let cache = Cache::open(Cache::folder_for(root));
    let mut notes = read_again(root, Some(&root.join("_site")), None, &cache)?;
    let pictures = pictures(&notes, &cache, progress);
    let site = assemble(notes.material(&pictures));
    let found = rules::check(&site, asked, &cache);
    cache.tidy();
    notes.diagnostics.extend(found);
    if notes.reports.is_empty() && !notes.sources.is_site {
        notes.diagnostics.push(no_pages(root));
    }
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

/// A site in one file, or why there is none.
#[derive(Debug)]
pub struct Bundled {
    /// The notes, and everything that an author should know.
    pub notes: Notes,
    /// How many pages there are.
    pub pages: usize,
    /// Size of the file in bytes; `None` when an error in the notes prevented it, and an old file stays.
    pub size: Option<u64>,
    /// What is in it and what is not, when it is one HTML file.
    pub single: Option<OneFile>,
}

/// Writes the site of the folder `root` as the ZIP file `file`; both are absolute.
///
/// # Errors
/// When the machine fails.
pub fn bundle(root: &Path, file: &Path, progress: &dyn Progress) -> Result<Bundled, BuildError> {
    let cache = Cache::open(Cache::folder_for(root));
    let mut notes = read_again(root, Some(file), None, &cache)?;
    let files: Mutex<Vec<File>> = Mutex::default();
    let take = |file| files.lock().unwrap_or_else(PoisonError::into_inner).push(file);
    let render = |site: &Site, is_refused| {
        let take: Take = if is_refused { &drop } else { &take };
        (site.pages.len(), render::render(site, &cache, &|_, _| false, take))
    };
    let made = made(&notes, &cache, progress, &Timings::default(), render);
    notes.diagnostics.extend(made.found);
    if made.is_refused {
        return Ok(Bundled { notes, pages: made.pages, size: None, single: None });
    }
    let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let size = archive(&files, &notes.sources, file)?;
    cache.sweep(Asked::Everything);
    Ok(Bundled { notes, pages: made.pages, size: Some(size), single: None })
}

/// Writes the site of the folder `root` as one HTML file of at most `limit` bytes; both paths are absolute.
///
/// # Errors
/// When the machine fails, or the limit is too low for the text alone.
pub fn single_file(root: &Path, file: &Path, limit: u64, progress: &dyn Progress) -> Result<Bundled, BuildError> {
    let cache = Cache::open(Cache::folder_for(root));
    let mut notes = read_again(root, Some(file), None, &cache)?;
    let mut single = None;
    let render = |site: &Site, _| match render::single(site, limit) {
        Ok(made) => (single.insert(made).pages, Vec::new()),
        Err(faults) => (0, faults),
    };
    let made = made(&notes, &cache, progress, &Timings::default(), render);
    notes.diagnostics.extend(made.found);
    let Some(single) = single.filter(|_| !made.is_refused) else {
        return Ok(Bundled { notes, pages: made.pages, size: None, single: None });
    };
    let size = single.size;
    if size > limit {
        return Err(BuildError::TooLarge { size, limit });
    }
    write_chunks(&single.chunks, file)?;
    cache.sweep(Asked::Part);
    Ok(Bundled { notes, pages: made.pages, size: Some(size), single: Some(single) })
}

/// What became of making the files of a site.
struct Made {
    pages: usize,
    /// An error in the notes prevents that they are published.
    is_refused: bool,
    found: Vec<Diagnostic>,
}

/// Assembles a site of the notes, and makes something of it.
fn made_of(
    notes: &Notes,
    cache: &Cache,
    progress: &dyn Progress,
    timings: &Timings,
    make: impl FnOnce(Site) -> Made,
) -> Made {
    if notes.reports.is_empty() {
        return Made { pages: 0, is_refused: true, found: vec![no_pages(&notes.sources.root)] };
    }
    let pictures = timings.take("pictures", || pictures(notes, cache, progress));
    make(timings.take("assemble", || assemble(notes.material(&pictures))))
}

/// Makes of a site what `render` makes, which returns how many pages that has and what is wrong with the site's templates.
/// It is told when nothing of it will be wanted, because there are errors in the notes.
fn made(
    notes: &Notes,
    cache: &Cache,
    progress: &dyn Progress,
    timings: &Timings,
    render: impl FnOnce(&Site, bool) -> (usize, Vec<Diagnostic>) + Send,
) -> Made {
    made_of(notes, cache, progress, timings, |site| {
        let check = || timings.take("check", || rules::check(&site, &[], cache));
        let has_errors = |found: &[Diagnostic]| {
            notes.diagnostics.count(Severity::Error) > 0 || found.iter().any(Diagnostic::is_error)
        };
        let render = |is_refused| timings.take("render", || render(&site, is_refused));
        // No finding is an error unless the site wants it so. Else neither needs the other, and each has moments in which
        // one core works alone.
        let (mut found, (pages, faults)) = if notes.config.rules.is_empty() {
            rayon::join(check, || render(has_errors(&[])))
        } else {
            let found = check();
            let is_refused = has_errors(&found);
            (found, render(is_refused))
        };
        let is_refused = has_errors(&found) || !faults.is_empty();
        found.extend(faults);
        Made { pages, is_refused, found }
    })
}

/// Makes a review, which shows what was found; errors in the notes are what it is for.
fn made_review(notes: &Notes, cache: &Cache, progress: &dyn Progress, timings: &Timings, take: Take) -> Made {
    made_of(notes, cache, progress, timings, |site| {
        let mut found = timings.take("check", || rules::check(&site, &[], cache));
        let mut all = notes.diagnostics.clone();
        all.extend(found.clone());
        let site = site.without_sheets();
        let faults = timings.take("render", || render::review(&site, &all, take));
        let is_refused = !faults.is_empty();
        found.extend(faults);
        Made { pages: site.pages.len(), is_refused, found }
    })
}

fn no_pages(root: &Path) -> Diagnostic {
    let message = format!("no Markdown file in `{}`", root.display());
    let help = "a site needs at least one file that ends in `.md`, such as `README.md`";
    Diagnostic::error("no-pages", Place::Site, message).help(help)
}
