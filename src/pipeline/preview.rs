//! A site as its author sees it while writing: built again and again, kept in memory, never written beside the notes.
//!
//! Most rebuilds are for one write-up that was saved. Then only that is read, most of the site before is taken over, and
//! its page is given away before lists and sheets are made.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::files::{Files, Held};
use super::shelf::{Shelf, Wake};
use super::{Notes, no_pages, read_again};
use crate::cache::{Cache, Key};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::images::Pictures;
use crate::render::{Known, Memory, Renderer, Take, different, pictures};
use crate::rules;
use crate::site::{Again, Kept, Page, PageKind, assemble, assemble_again, wanted_pictures};
use crate::source::{RepoPath, ScanError};

/// A site that is looked at while its notes are written.
pub struct Preview {
    root: PathBuf,
    files: Arc<Files>,
    /// What the last rebuild read.
    notes: Notes,
    /// What there was to say of that.
    read: Diagnostics,
    /// What became of their pictures.
    pictures: Pictures,
    /// Where they point to; `None` when the last rebuild did not come so far.
    kept: Option<Kept>,
    /// What pages of write-ups show beside these, when the last site was a good one.
    around: Option<Key>,
    memory: Memory,
    shelf: Shelf,
    cache: Arc<Cache>,
    /// What each page was made from.
    pages: BTreeMap<RepoPath, Key>,
}

/// What a rebuild came to.
#[derive(Debug)]
pub struct Previewed {
    /// The site; when the new one is refused, the last good one, which at first is empty.
    pub files: Arc<Files>,
    /// Where `files` differs from what was given before, in address order.
    pub changed: BTreeSet<RepoPath>,
    /// How many pages there are; 0 when the site is refused.
    pub pages: usize,
    /// Errors in the settings or templates prevent a new site.
    pub is_refused: bool,
}

/// What is made in a rebuild, by many threads.
#[derive(Default)]
struct Making {
    files: Mutex<Vec<(RepoPath, Held)>>,
    /// Pages that are as they were.
    same: Mutex<Vec<RepoPath>>,
    keys: Mutex<BTreeMap<RepoPath, Key>>,
}

impl Making {
    /// Takes pages over that are known to be as they were.
    fn take_over<'a>(&self, pages: impl Iterator<Item = &'a Page>, keys: &BTreeMap<RepoPath, Key>) {
        let known = pages.filter_map(|page| keys.get_key_value(&page.address));
        known.for_each(|(address, key)| self.note(address, *key, true));
    }

    /// Notes what a page is made from, and whether it is as it was.
    fn note(&self, address: &RepoPath, key: Key, is_same: bool) {
        lock(&self.keys).insert(address.clone(), key);
        if is_same {
            lock(&self.same).push(address.clone());
        }
    }
}

impl Preview {
    /// Begins a preview of the notes in `root`, an absolute path. Nothing is read before [`Preview::rebuild`].
    pub fn open(root: &Path, wake: Wake) -> Self {
        Self::with(root, Cache::open(Cache::folder_for(root)), wake)
    }

    fn with(root: &Path, cache: Cache, wake: Wake) -> Self {
        let cache = Arc::new(cache);
        let shelf = Shelf::new(Arc::clone(&cache), wake);
        Self {
            root: root.to_owned(),
            files: Arc::default(),
            notes: Notes::default(),
            read: Diagnostics::default(),
            pictures: Pictures::new(),
            kept: None,
            around: None,
            memory: Memory::default(),
            shelf,
            cache,
            pages: BTreeMap::new(),
        }
    }

    /// Builds the site anew and says what is different. `touched` are the only files and folders that may have changed,
    /// as absolute paths; `None` means that anything may have. Pictures that are not made yet are shown as they lie on
    /// the disk. Where it can, it gives away pages that are ready `soon`, before the site as a whole is.
    ///
    /// # Errors
    /// When the folder cannot be read at all. The preview may go on: the folder may be back in a moment.
    pub fn rebuild(
        &mut self,
        touched: Option<&BTreeSet<PathBuf>>,
        soon: &dyn Fn(Previewed),
    ) -> Result<Previewed, ScanError> {
        let kept = self.kept.take();
        // Without what is kept of it, the last site was none.
        let changed = touched.filter(|_| kept.is_some()).and_then(|touched| self.notes.reread(touched, &self.cache));
        if changed.is_none() {
            self.read_all()?;
        }
        self.notes.diagnostics = self.read.clone();
        if self.notes.reports.is_empty() {
            return Ok(self.refused(vec![no_pages(&self.root)]));
        }
        if self.read.count(Severity::Error) > 0 {
            return Ok(self.refused(Vec::new()));
        }
        let again = kept.zip(changed.as_ref()).filter(|(_, (_, wants_others))| !wants_others);
        let again = again.map(|(kept, (changed, _))| Again { kept, changed });
        if again.is_none() {
            self.find_pictures();
        }
        let whole = Arc::clone(&self.files);
        Ok(self.make(again, soon).unwrap_or_else(|faults| {
            // Pages that were given away already are taken back.
            let given = std::mem::replace(&mut self.files, whole);
            let changed = self.files.differences(&given);
            Previewed { changed, ..self.refused(different(faults)) }
        }))
    }

    /// Makes the site of what was read. When that is the one before but for some texts, it is made `again`.
    fn make(&mut self, again: Option<Again>, soon: &dyn Fn(Previewed)) -> Result<Previewed, Vec<Diagnostic>> {
        let is_small = again.is_some();
        let material = self.notes.material(&self.pictures);
        let site = match again {
            Some(again) => assemble_again(material, again),
            None => assemble(material),
        };
        let making = Making::default();
        let (files, pages, before) = (Arc::clone(&self.files), &self.pages, self.around.take());
        let take: Take = &|file| lock(&making.files).push((file.path, Held::of(file.content, site.sources)));
        let known: Known = &|page, key| {
            let is_same = pages.get(&page.address) == Some(&key) && files.has(&page.address);
            making.note(&page.address, key, is_same);
            is_same
        };
        let renderer = Renderer::new(&site, &self.cache, Some(&self.memory), take).map_err(|fault| vec![fault])?;
        let is_report = |page: &Page| page.kind == PageKind::Report;
        let around = renderer.around();
        if is_small && before == Some(around) {
            making.take_over(site.pages.iter().filter(|page| is_report(page) && site.shows_as_before(page)), pages);
        }
        let is_to_make = |page: &Page| !lock(&making.keys).contains_key(&page.address);
        let mut faults = renderer.pages(|page| is_report(page) && is_to_make(page), known, take);
        if is_small && faults.is_empty() {
            let ready = site.pages.iter().filter(|page| is_report(page)).map(|page| page.address.clone()).collect();
            give_ready(&mut self.files, &lock(&making.files), ready, site.pages.len(), soon);
        }
        faults.extend(renderer.pages(|page| !is_report(page), known, take));
        faults.extend(renderer.others(take));
        if !faults.is_empty() {
            return Err(faults);
        }
        if !is_small {
            pictures(&site, take);
        }
        let Making { files, same, keys } = making;
        let files = Files::new(into_inner(files), into_inner(same), &self.files, is_small);
        let changed = files.differences(&self.files);
        let pages = site.pages.len();
        self.around = Some(around);
        self.kept = Some(site.into_kept());
        self.files = Arc::new(files);
        self.pages = into_inner(keys);
        Ok(Previewed { files: Arc::clone(&self.files), changed, pages, is_refused: false })
    }

    /// Reads everything anew.
    fn read_all(&mut self) -> Result<(), ScanError> {
        let before = std::mem::take(&mut self.notes);
        self.notes = read_again(&self.root, Some(&self.root.join("_site")), Some(before), &self.cache)?;
        // Wherever the site will be published, here it lies at the top of the host.
        self.notes.config.base_path = Some("/".to_owned());
        self.read = self.notes.diagnostics.clone();
        Ok(())
    }

    /// Finds the pictures of the notes.
    fn find_pictures(&mut self) {
        let notes = &self.notes;
        let wanted = wanted_pictures(&notes.sources, &notes.reports);
        self.pictures = self.shelf.pictures(&wanted, &notes.config.widths, &notes.sources);
    }

    /// Keeps the last good site.
    fn refused(&mut self, faults: Vec<Diagnostic>) -> Previewed {
        self.notes.diagnostics.extend(faults);
        Previewed { files: Arc::clone(&self.files), changed: BTreeSet::new(), pages: 0, is_refused: true }
    }

    /// Returns where its results are kept, to be tidied at its end.
    pub fn cache(&self) -> Arc<Cache> {
        Arc::clone(&self.cache)
    }

    /// Returns what the last rebuild read, and everything that it has to say to the author.
    pub fn notes(&self) -> &Notes {
        &self.notes
    }

    /// Looks at the notes by every rule. That takes longer than a rebuild, and nobody waits for it.
    pub fn check(&mut self) {
        let found = match self.kept.take() {
            Some(kept) => {
                let again = Again { kept, changed: &BTreeSet::new() };
                let site = assemble_again(self.notes.material(&self.pictures), again);
                let found = rules::check(&site, &[], &self.cache);
                self.kept = Some(site.into_kept());
                found
            }
            None => {
                self.find_pictures();
                rules::check(&assemble(self.notes.material(&self.pictures)), &[], &self.cache)
            }
        };
        self.notes.diagnostics.extend(found);
    }
}

/// Gives away the pages that are `ready`, when any of them is another one than before.
fn give_ready(
    files: &mut Arc<Files>,
    made: &[(RepoPath, Held)],
    ready: BTreeSet<RepoPath>,
    pages: usize,
    soon: &dyn Fn(Previewed),
) {
    let new = files.with(made, ready);
    let changed = new.differences(files);
    if !changed.is_empty() {
        *files = Arc::new(new);
        soon(Previewed { files: Arc::clone(files), changed, pages, is_refused: false });
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn into_inner<T>(shared: Mutex<T>) -> T {
    shared.into_inner().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "the notes of a test are written by it")]

    use super::*;

    /// A preview of the notes in this folder that knows nothing from earlier.
    fn anew(root: &Path) -> Preview {
        Preview::with(root, Cache::none(), Box::new(|| ()))
    }

    /// Writes files, rebuilds, and returns the changed addresses, or `refused`.
    fn changed(preview: &mut Preview, files: &[(&str, &str)]) -> String {
        for (path, text) in files {
            std::fs::write(preview.root.join(path), text).unwrap();
        }
        let previewed = preview.rebuild(None, &drop).unwrap();
        if previewed.is_refused {
            assert!(previewed.changed.is_empty());
            return "refused".to_owned();
        }
        previewed.changed.iter().map(RepoPath::as_str).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn only_what_differs_is_changed_and_a_refused_site_leaves_the_last_good_one() {
        let folder = tempfile::tempdir().unwrap();
        let mut preview = anew(folder.path());
        assert_eq!(changed(&mut preview, &[]), "refused");
        assert!(preview.files.is_empty());
        let notes = [("README.md", "# Lab\n\n[t](t.txt)\n"), ("a.md", "# A\n\none\n"), ("t.txt", "1")];
        assert!(changed(&mut preview, &notes).contains("a.html"));
        assert_eq!(changed(&mut preview, &notes[..2]), "");
        assert_eq!(changed(&mut preview, &[("t.txt", "2")]), "files/t.txt");
        assert_eq!(&*preview.files.read(&RepoPath::new("files/t.txt")).unwrap().unwrap(), b"2");
        let edited = changed(&mut preview, &[("a.md", "# A\n\ntwo\n")]);
        assert!(edited.contains("a.html") && !edited.contains("files/t.txt"), "{edited}");
        assert_eq!(changed(&mut preview, &[("labpress.toml", "lang = 3")]), "refused");
        assert!(preview.files.has(&RepoPath::new("a.html")));
        assert_eq!(changed(&mut preview, &[("labpress.toml", "")]), "");
        std::fs::remove_file(folder.path().join("a.md")).unwrap();
        assert!(changed(&mut preview, &[]).contains("a.html"));
        assert!(preview.files.read(&RepoPath::new("a.html")).is_none());
    }

    #[test]
    fn a_site_that_goes_by_what_was_touched_is_the_one_that_reads_everything() {
        const LAB: &str =
            "# Lab\n\n## Part 1: Boxes\n\n```bash\ndocker ps\n```\n\nSee [the other](b.md#part-2-more).\n";
        const OTHER: &str = "# Other\n\n## Part 2: More\n\n| | VMs | Containers |\n|-|-|-|\n| Boot | slow | fast |\n";
        const COURSE: &str = "# Course\n\n## Lab 1\n\n### Part 1\n\nx\n\n## Lab 2\n\n### Part 1\n\nx\n";
        let rows = |count| (0..count).map(|row| format!("| Aspect {row} | slow | fast |\n")).collect::<String>();
        let table = |count| format!("# Other\n\n| | VMs | Containers |\n|-|-|-|\n{}", rows(count));
        let edits: [&[(&str, Option<&str>)]; 23] = [
            &[("a.md", Some(LAB)), ("b.md", Some(OTHER)), ("README.md", Some("# Home\n\n[a](a.md)\n"))],
            &[("a.md", Some("# Lab\n\nwords\n\n## Part 1: Boxes\n\n```bash\ndocker ps -a\n```\n"))],
            &[("a.md", Some(LAB))],
            &[("b.md", Some("# Other\n\n## Part 2: Less\n\n| | VMs | Containers |\n|-|-|-|\n| Boot | s | f |\n"))],
            &[("b.md", Some("no heading, and `snap list`\n\n## Part 2: More\n"))],
            &[("b.md", Some(OTHER)), ("a.md", Some("---\ntitle: New\naliases: [old.html]\n---\n\n[b](b.md)\n"))],
            &[("README.md", Some("# Another home\n\n[a](a.md) [gone](c.md)\n"))],
            &[("b.md", Some("# Lab 1\n\ntext\n\n## Part 1\n\nx\n\n# Lab 2\n\ntext\n\n## Part 1\n\nx\n"))],
            &[("c.md", Some("# C\n\n![](1.png)\n")), ("b.md", Some(OTHER))],
            &[("c.md", Some("# C\n\n![](2.png)\n")), (".c.md.swp", Some("x"))],
            &[("a.md", None), ("b.md", Some("# Other\n\n[a](a.md)\n"))],
            // A link to what is the title of its page, or is not.
            &[("a.md", Some("# A\n\n[b](b.md#b)\n")), ("b.md", Some("# B\n\nx\n"))],
            &[("b.md", Some("intro\n\n# B\n\nx\n"))],
            &[("b.md", Some("# B\n\nx\n"))],
            // Words come, and then a heading goes to which a link leads.
            &[("a.md", Some("# A\n\n[b](b.md#more)\n")), ("b.md", Some("# B\n\n## More\n"))],
            &[("b.md", Some("# B\n\nwords\n\n## More\n"))],
            &[("b.md", Some("# B\n\nwords\n\n## Less\n"))],
            // A link into a file of several, another of which gets the heading.
            &[("a.md", Some("# A\n\n[b](b.md#new-thing)\n")), ("b.md", Some(COURSE))],
            &[("b.md", Some(&[COURSE, "\n### New thing\n\nx\n"].concat()))],
            // A page that takes the address of another.
            &[("lab-1.md", Some("# Own\n\nown words\n"))],
            &[("b.md", Some(&COURSE.replace("Lab 1", "Lab 3")))],
            // A comparison that becomes two pages, and one again.
            &[("b.md", Some(&table(751)))],
            &[("b.md", Some(&table(750)))],
        ];
        let folder = tempfile::tempdir().unwrap();
        let kept = tempfile::tempdir().unwrap();
        let mut preview = Preview::with(folder.path(), Cache::open(Some(kept.path().to_owned())), Box::new(|| ()));
        let soon = std::cell::Cell::new(0);
        for (at, edit) in edits.iter().enumerate() {
            for (path, text) in *edit {
                match text {
                    Some(text) => std::fs::write(folder.path().join(path), text).unwrap(),
                    None => std::fs::remove_file(folder.path().join(path)).unwrap(),
                }
            }
            let touched = edit.iter().map(|(path, _)| folder.path().join(path)).collect();
            let early = |previewed: Previewed| {
                assert!(!previewed.files.is_ready(&RepoPath::new("index.html")));
                soon.set(soon.get() + 1);
            };
            let previewed = preview.rebuild(Some(&touched), &early).unwrap();
            let mut from_nothing = anew(folder.path());
            let all = from_nothing.rebuild(None, &drop).unwrap();
            if at % 3 > 0 {
                preview.check();
                from_nothing.check();
                let said = |preview: &Preview| format!("{:?}", preview.notes().diagnostics.sorted());
                assert_eq!(said(&preview), said(&from_nothing), "edit {at}");
            }
            assert_eq!(previewed.files.differences(&all.files), BTreeSet::new(), "edit {at}");
            assert!(previewed.files.is_ready(&RepoPath::new("index.html")) && previewed.pages == all.pages);
        }
        // When there was no site yet, or a file came or went, everything is read.
        assert_eq!(soon.get(), 18);
    }

    #[test]
    fn pages_that_were_shown_too_soon_are_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut preview = anew(folder.path());
        std::fs::create_dir(folder.path().join("templates")).unwrap();
        let faulty =
            "{% extends \"default/commands.html\" %}{% block main %}{{ commands.none.such }}{% endblock main %}";
        let first = [("README.md", "# Home\n"), ("a.md", "# A\n\nfirst\n"), ("templates/commands.html", faulty)];
        changed(&mut preview, &first);
        let page = |preview: &Preview| {
            let page = preview.files.read(&RepoPath::new("a.html")).unwrap().unwrap();
            if String::from_utf8_lossy(&page).contains("first") { "first" } else { "second" }
        };
        for text in ["# A\n\nsecond\n\n```bash\ndocker ps\n```\n", "# A\n\nfirst\n"] {
            std::fs::write(folder.path().join("a.md"), text).unwrap();
            let touched = BTreeSet::from([folder.path().join("a.md")]);
            let previewed = preview.rebuild(Some(&touched), &drop).unwrap();
            assert_eq!(previewed.is_refused, text.contains("second"));
            // Who was shown the second is told that it is the first again.
            assert_eq!(previewed.changed.contains(&RepoPath::new("a.html")), previewed.is_refused);
            assert_eq!(page(&preview), "first");
        }
    }

    #[test]
    fn a_folder_that_is_gone_may_come_back() {
        let parent = tempfile::tempdir().unwrap();
        let root = parent.path().join("notes");
        let mut preview = anew(&root);
        assert!(preview.rebuild(None, &drop).is_err());
        std::fs::create_dir(&root).unwrap();
        assert!(changed(&mut preview, &[("README.md", "# Lab\n\ntext\n")]).contains("index.html"));
    }
}
