//! What is printed where: results on standard output, everything about them on standard error.

use std::fmt::Display;
use std::io::{ErrorKind, IsTerminal, Write};

use serde::Serialize;

use super::{Color, Exit};
use crate::diagnostic::{Diagnostics, Look, render};
use crate::source::Sources;

/// The terminal, or whatever stands in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    /// Standard error takes colours.
    pub(super) colour: bool,
    /// Standard output takes them.
    result_colour: bool,
    /// Somebody watches standard error.
    pub(super) watched: bool,
}

impl Terminal {
    pub(super) fn new(color: Color) -> Self {
        let watched = std::io::stderr().is_terminal();
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let takes = |is_terminal: bool| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal && !refused,
        };
        Self { colour: takes(watched), result_colour: takes(std::io::stdout().is_terminal()), watched }
    }

    /// Writes a result to standard output. A reader that went away, as `head` does, is no failure; a full disk is.
    #[must_use]
    pub(super) fn result(&self, text: &str) -> Exit {
        let mut out = std::io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                self.failed(format_args!("cannot write to standard output: {error}"))
            }
            _ => Exit::Done,
        }
    }

    /// Writes a value to standard output as JSON.
    #[must_use]
    pub(super) fn json(&self, value: &impl Serialize) -> Exit {
        match serde_json::to_string_pretty(value) {
            Ok(json) => self.result(&format!("{json}\n")),
            Err(error) => self.failed(format_args!("cannot write JSON: {error}")),
        }
    }

    /// Writes a line to standard error.
    pub(super) fn say(&self, text: impl Display) {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }

    /// Says what the machine failed at.
    pub(super) fn failed(&self, what: impl Display) -> Exit {
        let (on, off) = if self.colour { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
        self.say(format_args!("{on}error{off}: {what}"));
        Exit::Machine
    }

    /// Shows diagnostics with their excerpts.
    pub(super) fn diagnostics(&self, diagnostics: &Diagnostics, sources: &Sources) {
        let text = self.excerpts(diagnostics, sources);
        if !text.is_empty() {
            self.say(text);
        }
    }

    /// Writes diagnostics with their excerpts to standard output, where they are what was asked for.
    #[must_use]
    pub(super) fn findings(&self, diagnostics: &Diagnostics, sources: &Sources) -> Exit {
        let look = Look { colour: self.result_colour, width: self.width() };
        let text = render(diagnostics, sources, look);
        if text.is_empty() { Exit::Done } else { self.result(&format!("{}\n", text.trim_end())) }
    }

    /// Returns diagnostics with their excerpts, as this terminal shows them.
    pub(super) fn excerpts(&self, diagnostics: &Diagnostics, sources: &Sources) -> String {
        let look = Look { colour: self.colour, width: self.width() };
        render(diagnostics, sources, look).trim_end().to_owned()
    }

    /// Returns a name for how this terminal shows things.
    pub(super) fn manner(&self) -> String {
        format!("{} {}", self.colour, self.width())
    }

    /// Columns, as the environment knows them.
    fn width(&self) -> usize {
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        columns.filter(|&columns| columns >= 40).unwrap_or(100)
    }
}
