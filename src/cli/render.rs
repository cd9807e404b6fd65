//! `labpress render`: one Markdown text as HTML.

use std::io::Read;
use std::path::Path;

use super::Exit;
use super::terminal::Terminal;
use crate::document::{Dialect, parse};
use crate::render::html::{Extras, Page, write};
use crate::source::{Sources, decode, read_file};
use crate::toolbox::Tools;
use crate::words::{Language, Words};

pub(super) fn run(file: &Path, commonmark: bool, terminal: &Terminal) -> Exit {
    let bytes = if file == Path::new("-") { standard_input() } else { read_file(file) };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => return terminal.failed(format_args!("cannot read `{}`: {error}", file.display())),
    };
    let Some(text) = decode(bytes).into_text() else {
        return terminal.failed(format_args!("`{}` is no text", file.display()));
    };
    let sources = Sources::of_text(&file.to_string_lossy(), &text);
    let source = sources.text(sources.reports[0]);
    let html = if commonmark {
        write(&parse(source, Dialect::CommonMark), Extras::None)
    } else {
        let (tools, words) = (Tools::default(), Words::of(Language::English));
        write(&parse(source, Dialect::GitHub), Extras::Page(&Page::plain(&tools, &words)))
    };
    terminal.result(&html)
}

fn standard_input() -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}
