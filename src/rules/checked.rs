//! A report as the rules see it, with what several of them ask of it found once.

use super::{Finding, absent_image, at, placeholder_text, unresolved};
use crate::document::{Block, BlockKind, CodeBlock, InlineKind, Node, walk};
use crate::extract::{Piece, flow};
use crate::site::{Report, Site};
use crate::source::{Source, Span};
use crate::toolbox::Tools;
use crate::vocabulary::PhraseLists;

/// A report that is being checked: nothing but what its key stands for, for what a rule makes of it is kept.
pub(super) struct Checked<'a> {
    pub(super) report: &'a Report,
    /// The tools that its site knows.
    pub(super) tools: &'a Tools,
    pub(super) source: &'a Source,
    /// Its lines, headings, code blocks, tables and pictures in reading order.
    pub(super) flow: Vec<Piece<'a>>,
    /// Its code blocks, in order.
    pub(super) code: Vec<(Span, &'a CodeBlock)>,
    /// Where it speaks of what a rule looks for, in order.
    spoken: Vec<(Span, [bool; 3])>,
}

/// What texts may speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// What a template says.
    Template,
    /// What was not solved.
    Unsolved,
    /// A picture.
    Picture,
}

/// By [`Topic`].
static TOPICS: PhraseLists<3> = PhraseLists::of([placeholder_text::PHRASES, unresolved::PHRASES, absent_image::WORDS]);

impl<'a> Checked<'a> {
    pub(super) fn of(site: &Site<'a>, index: usize) -> Self {
        let report = &site.reports[index];
        let (mut code, mut spoken) = (Vec::new(), Vec::new());
        walk(&report.document.blocks, &mut |node| match node {
            Node::Block(Block { span, kind: BlockKind::Code(block) }) => code.push((*span, &**block)),
            Node::Inline(inline) => {
                if let InlineKind::Text(text) = &inline.kind {
                    let topics = TOPICS.found_in(text);
                    spoken.extend(topics.contains(&true).then_some((inline.span, topics)));
                }
            }
            Node::Block(_) => {}
        });
        Self {
            report,
            tools: site.toolbox,
            source: site.sources.text(report.document.file),
            flow: flow(&report.document.blocks),
            code,
            spoken,
        }
    }

    /// Returns the texts that speak of something, in order.
    pub(super) fn speaking_of(&self, topic: Topic) -> impl Iterator<Item = Span> {
        self.spoken.iter().filter(move |(_, topics)| topics[topic as usize]).map(|&(span, _)| span)
    }

    /// A finding at a place in it.
    pub(super) fn at(&self, span: Span, message: impl Into<String>) -> Finding {
        at(self.report, span, message)
    }

    /// Returns the first line of a place.
    pub(super) fn first_line(&self, span: Span) -> Span {
        let first = span.of(&self.source.text).lines().next().unwrap_or("");
        Span::new(span.start, span.start + first.trim_end().len())
    }
}
