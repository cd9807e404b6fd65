//! What a site and its write-ups say of rules: off, on, how grave, and not here.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, RULES, Rule};
use crate::config::RuleSetting;
use crate::diagnostic::{Diagnostic, Place, Severity, did_you_mean};
use crate::document::{Block, BlockKind, Inline, InlineKind, Node, walk};
use crate::site::Site;
use crate::source::{FileId, Glob, RepoPath, Source};
use crate::toolbox::Tools;

/// The settings of a site, ready to be asked.
pub(super) struct Settings<'a> {
    site: &'a Site<'a>,
    rules: Vec<(&'a RuleSetting, Option<Glob>)>,
    /// By file and rule: the lines in which it is allowed to be broken.
    allowed: BTreeMap<(FileId, String), Vec<(usize, usize)>>,
    /// What is wrong with the settings themselves.
    pub(super) faults: Vec<Diagnostic>,
}

impl<'a> Settings<'a> {
    pub(super) fn of(site: &'a Site) -> Self {
        let mut settings = Self { site, rules: Vec::new(), allowed: BTreeMap::new(), faults: Vec::new() };
        site.config.rules.iter().for_each(|setting| settings.take(setting));
        settings.tables();
        settings.tools();
        for report in site.reports {
            let source = site.sources.text(report.document.file);
            // Most notes have no remark at all.
            if !source.text.as_bytes().contains(&b'<') {
                continue;
            }
            walk(&report.document.blocks, &mut |node| settings.remark(&node, source));
        }
        settings
    }

    fn take(&mut self, setting: &'a RuleSetting) {
        let Some(file) = self.site.sources.config else { return };
        let fault = |message: String| Diagnostic::error("config", Place::Text(file, setting.span), message);
        if !is_rule(&setting.rule) {
            self.faults.push(unknown(fault(format!("there is no rule `{}`", setting.rule)), &setting.rule));
            return;
        }
        match setting.files.as_deref().map(Glob::new).transpose() {
            Ok(files) => self.rules.push((setting, files)),
            Err(why) => self.faults.push(fault(why)),
        }
    }

    /// Says of tables for some files that there are no such files.
    fn tables(&mut self) {
        let Some(file) = self.site.sources.config else { return };
        let sources = self.site.sources;
        let mut said = BTreeSet::new();
        for (setting, glob) in &self.rules {
            let (Some(glob), Some(span), Some(pattern)) = (glob, setting.files_span, &setting.files) else { continue };
            let mut reports = sources.reports.iter().map(|&id| &sources.text(id).path);
            let is_used = reports.any(|path| glob.matches(path))
                || sources.files.iter().any(|path| glob.matches(path))
                || sources.skipped.iter().any(|skipped| glob.matches(&skipped.path));
            if is_used || !said.insert(span) {
                continue;
            }
            let fault = Diagnostic::warning(
                "config",
                Place::Text(file, span),
                format!("`{pattern}` means no file or folder here"),
            );
            let meant = did_you_mean(pattern, RULES.iter().map(|rule| rule.id));
            self.faults.push(match meant {
                Some(meant) => fault
                    .help(format!("a rule is set by a line, and not by a table: `{meant} = \"note\"` below `[rules]`")),
                None => fault.help("a table of rules is named by a pattern of files, as in `[rules.\"drafts/**\"]`"),
            });
        }
    }

    /// Says of tools that a subcommand has flags and is none of the tool's.
    fn tools(&mut self) {
        let Some(file) = self.site.sources.config else { return };
        let known = Tools::default();
        for (name, tool) in &self.site.config.tools {
            for (subcommand, &span) in &tool.flag_places {
                let is_declared = tool.subcommands.contains(subcommand) || known.has_subcommand(name, subcommand);
                // Flags of a nested subcommand stand below both words.
                let is_nested = subcommand.split_once(' ').is_some_and(|(first, _)| {
                    tool.subcommands.iter().any(|known| known == first) || known.has_subcommand(name, first)
                });
                if is_declared || is_nested || matches!(subcommand.as_str(), "" | "*") {
                    continue;
                }
                let fault = Diagnostic::warning(
                    "config",
                    Place::Text(file, span),
                    format!("`{name}` has no subcommand `{subcommand}`, whose flags these are"),
                );
                let declared = tool.subcommands.iter().map(String::as_str);
                self.faults.push(match did_you_mean(subcommand, declared.chain(known.subcommands(name))) {
                    Some(meant) => fault.help(format!("did you mean `{meant}`?")),
                    None => fault.help(format!("add `\"{subcommand}\"` to `subcommands`")),
                });
            }
        }
    }

    /// `<!-- labpress: allow missing-image -->`
    fn remark(&mut self, node: &Node, source: &Source) {
        let (span, text, is_block) = match node {
            Node::Block(Block { span, kind: BlockKind::Comment(text) }) => (*span, text, true),
            Node::Inline(Inline { span, kind: InlineKind::Comment(text) }) => (*span, text, false),
            _ => return,
        };
        let Some(names) = text.trim().strip_prefix("labpress:").and_then(|rest| rest.trim().strip_prefix("allow "))
        else {
            return;
        };
        let line = source.lines.line(span.start);
        let last = if is_block { end_of_next(source, source.lines.line(span.end)) } else { line };
        for name in names.split([' ', ',']).filter(|name| !name.is_empty()) {
            if is_rule(name) {
                self.allowed.entry((source.id, name.to_owned())).or_default().push((line, last));
            } else {
                let place = Place::Text(source.id, span);
                let fault = Diagnostic::warning("unknown-rule", place, format!("there is no rule `{name}`"));
                self.faults.push(unknown(fault, name));
            }
        }
    }

    /// Returns whether a rule is to be looked at at all: it is on, asked for, or the site says something about it.
    pub(super) fn wants(&self, rule: &Rule, asked: &[String]) -> bool {
        let is_set = || self.rules.iter().any(|(setting, _)| setting.rule == rule.id);
        rule.severity.is_some() || asked.iter().any(|id| id == rule.id) || is_set()
    }

    /// Returns what is said of what a rule found; `asked` names rules that are wanted even where they are off.
    pub(super) fn said(&self, rule: &'static Rule, asked: &[String], found: Vec<Finding>) -> Vec<Diagnostic> {
        let is_asked = || asked.iter().any(|id| id == rule.id);
        let usual = rule.severity.or_else(|| is_asked().then_some(Severity::Note));
        let diagnostic = |finding: Finding| {
            let severity = self.severity(rule.id, &finding.place, finding.severity.or(usual))?;
            let Finding { place, message, help, fix, .. } = finding;
            Some(Diagnostic { code: rule.id, severity, place, message, help, fix: fix.map(Box::new) })
        };
        found.into_iter().filter_map(diagnostic).collect()
    }

    /// Returns how grave a finding is, or `None` when nobody wants to hear of it.
    fn severity(&self, rule: &str, place: &Place, usual: Option<Severity>) -> Option<Severity> {
        let (path, line) = match place {
            Place::Text(id, span) => {
                let source = self.site.sources.text(*id);
                (Some(&source.path), Some((*id, source.lines.line(span.start))))
            }
            Place::File(path) => (Some(path), None),
            Place::Site => (None, None),
        };
        if let Some((file, line)) = line
            && let Some(allowed) = self.allowed.get(&(file, rule.to_owned()))
            && allowed.iter().any(|&(first, last)| first <= line && line <= last)
        {
            return None;
        }
        let is_for = |files: &Option<Glob>, path: Option<&RepoPath>| match files {
            Some(files) => path.is_some_and(|path| files.matches(path)),
            None => true,
        };
        let mut settings = self.rules.iter().rev();
        let set = settings.find(|(setting, files)| setting.rule == rule && is_for(files, path));
        set.map_or(usual, |(setting, _)| setting.severity)
    }
}

/// Returns the last line of what stands below a line: up to the next blank one.
fn end_of_next(source: &Source, line: usize) -> usize {
    let is_blank = |line: usize| {
        let start = source.lines.start(line);
        source.text[start..].lines().next().unwrap_or("").trim().is_empty()
    };
    let last = source.lines.count();
    let first = (line + 1..=last).find(|&line| !is_blank(line)).unwrap_or(last);
    (first..=last).take_while(|&line| !is_blank(line)).last().unwrap_or(line)
}

fn is_rule(name: &str) -> bool {
    RULES.iter().any(|rule| rule.id == name)
}

fn unknown(fault: Diagnostic, name: &str) -> Diagnostic {
    match did_you_mean(name, RULES.iter().map(|rule| rule.id)) {
        Some(meant) => fault.help(format!("did you mean `{meant}`?")),
        None => fault.help("`labpress check --list` names all rules"),
    }
}
