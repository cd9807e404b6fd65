//! Commands, wherever students put them: code blocks, inline code, labelled items, bare lines.
//!
//! The toolbox says whether a text is a command; the carrier says how sure that must be. Output, configuration files
//! and scripts in code blocks are left alone.

use std::borrow::Cow;

use super::blocks::{Entry, entries, is_shell_name};
use super::flow::{Line, Piece, PieceKind};
use super::label::{BARE, label};
use super::{Carrier, Command, OtherCode};
use crate::document::{Block, BlockKind, Cell, Inline, InlineKind, Table, children, plain, plain_block};
use crate::source::{Source, Span};
use crate::toolbox::{Kind, Token, Tools, Verdict, is_sql, prompt};

/// Finds the commands, in document order, and the code blocks without any.
pub(super) fn find(flow: &[Piece], source: &Source, tools: &Tools) -> (Vec<Command>, Vec<OtherCode>) {
    let mut found = Vec::new();
    let mut others = Vec::new();
    for piece in flow {
        match &piece.kind {
            PieceKind::Code(code) => {
                let read = entries(code, source, tools);
                others.extend(read.why_none.map(|why| OtherCode { span: piece.span, why: why.into() }));
                found.extend(read.entries.into_iter().map(|entry| of_block(entry, tools)));
            }
            PieceKind::Line(line) => of_line(line, piece, tools, &mut found),
            PieceKind::Table(table) => of_table(table, tools, &mut found),
            _ => {}
        }
    }
    found.sort_by_key(|command| command.span);
    (announced(found), others)
}

/// `- multipass launch`, and right below it the same in a code block: the item only names what follows.
fn announced(found: Vec<Command>) -> Vec<Command> {
    let names_next = |at: usize| {
        let (command, next) = (&found[at], found.get(at + 1));
        command.carrier == Carrier::BareLine
            && next.is_some_and(|next| next.carrier != Carrier::BareLine && next.text.starts_with(&*command.text))
    };
    let kept: Vec<bool> = (0..found.len()).map(|at| !names_next(at)).collect();
    found.into_iter().zip(kept).filter_map(|(command, kept)| kept.then_some(command)).collect()
}

fn of_block(entry: Entry, tools: &Tools) -> Command {
    command(tools, &entry.text, entry.input, entry.span, entry.label, Carrier::CodeBlock)
}

/// Makes a command of a text that is one.
fn command(
    tools: &Tools,
    text: &str,
    input: Option<String>,
    span: Span,
    label: Option<String>,
    carrier: Carrier,
) -> Command {
    let plain = plain_blanks(text);
    let tokens = tools.split(&plain);
    let (text, comment) = without_comment(&plain, &tokens);
    let label = label.map(String::into_boxed_str).or_else(|| comment.map(Box::from));
    let input = input.map(String::into_boxed_str);
    // Without a comment behind it, it is cut already.
    let said = (text.len() == plain.len()).then(|| tools.program_among(text, &tokens));
    let said = said.unwrap_or_else(|| tools.program_of(text));
    if is_sql(text) && tools.judge(text) == Verdict::No {
        return Command { text: text.into(), input, tool: "sql".into(), subcommand: None, span, label, carrier };
    }
    let (tool, subcommand) = said.unwrap_or((text, None));
    let tool = tool.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(tool).into();
    Command { text: text.into(), input, tool, subcommand: subcommand.map(Box::from), span, label, carrier }
}

/// Makes blanks that look like one a space, and drops what has no width: a shell takes neither.
fn plain_blanks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let is_thin = |c: char| matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    let plain = |c: char| if c.is_whitespace() && !c.is_ascii() { ' ' } else { c };
    text.chars().filter(|&c| !is_thin(c)).map(plain).collect()
}

/// Cuts `# what it does` off the end.
fn without_comment<'t>(text: &'t str, tokens: &[Token]) -> (&'t str, Option<&'t str>) {
    let code = tokens.iter().filter(|token| !matches!(token.kind, Kind::Comment | Kind::Space));
    let end = code.map(|token| token.span.end).max().unwrap_or(text.len());
    let comments = tokens.iter().filter(|token| token.kind == Kind::Comment && token.span.start >= end);
    let comment = comments.map(|token| token.span.of(text).trim_start_matches('#').trim()).next_back();
    (text[..end].trim(), comment.filter(|said| !said.is_empty()))
}

fn of_line(line: &Line, piece: &Piece, tools: &Tools, found: &mut Vec<Command>) {
    let codes = inline_codes(line.inlines);
    if !codes.is_empty() {
        of_inline_codes(line, &codes, tools, found);
        return;
    }
    if line.inlines.iter().any(|inline| matches!(inline.kind, InlineKind::Image(_))) && line.text.len() < 3 {
        return;
    }
    if of_label(line, piece, tools, found) {
        return;
    }
    if let Some(labelled) = line.labelled.as_ref().filter(|labelled| !labelled.rest.is_empty()) {
        let typed = without_prompt(&labelled.rest, tools);
        let enough = match tools.judge(typed) {
            Verdict::Certain => true,
            Verdict::Possible => asks_for_command(&labelled.label) && is_single_tool(typed),
            Verdict::Doubtful | Verdict::No => false,
        };
        if enough {
            let label = Some(labelled.label.clone());
            found.push(command(tools, typed, None, labelled.rest_span, label, Carrier::LabelledItem));
            return;
        }
    }
    if !bare(line, piece, tools, found) && !behind_sentence(line, piece, tools, found) {
        marked(line, tools, found);
    }
}

/// `Q2) docker ps`: an answer that is a command.
fn of_label(line: &Line, piece: &Piece, tools: &Tools, found: &mut Vec<Command>) -> bool {
    let Some(label) = label(&line.text).filter(|label| label.separated && label.family != BARE) else { return false };
    // As written: the name of a label has lost signs at its end.
    let Some(at) = label.name.split_whitespace().next().and_then(|first| line.text.find(first)) else { return false };
    let typed = without_prompt(line.text[at..].trim(), tools);
    let enough = tools.judge(typed) == Verdict::Certain;
    if enough {
        found.push(command(tools, typed, None, piece.span, Some(label.marker), Carrier::LabelledItem));
    }
    enough
}

/// A whole line, or the whole of a list item, that is a command and nothing else.
fn bare(line: &Line, piece: &Piece, tools: &Tools, found: &mut Vec<Command>) -> bool {
    let (text, remark) = without_remark(&line.text);
    let typed = without_prompt(text, tools);
    let enough = match tools.judge(typed) {
        Verdict::Certain => true,
        Verdict::Possible => {
            let alone = is_single_tool(typed) && (piece.item.is_none() && line.alone || piece.only_item);
            // `bash` above pasted code is the name of its language.
            typed.len() < text.len() || alone && !is_shell_name(typed)
        }
        Verdict::Doubtful | Verdict::No => false,
    };
    if enough {
        found.push(command(tools, typed, None, piece.span, remark.map(str::to_owned), Carrier::BareLine));
    }
    enough
}

/// Cuts a remark in brackets off the end: `docker run -d nginx (in the background)`.
fn without_remark(text: &str) -> (&str, Option<&str>) {
    let cut = text.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match cut {
        Some((typed, remark)) if remark.contains(' ') && !remark.contains(['$', '|', '=']) => (typed, Some(remark)),
        _ => (text, None),
    }
}

/// `.. and if so, reboot: sudo reboot`: a command behind the last colon of a sentence.
fn behind_sentence(line: &Line, piece: &Piece, tools: &Tools, found: &mut Vec<Command>) -> bool {
    let Some((sentence, rest)) = line.text.rsplit_once(": ") else { return false };
    let typed = without_prompt(rest, tools);
    if !sentence.contains(' ') || tools.judge(typed) != Verdict::Certain {
        return false;
    }
    found.push(command(tools, typed, None, piece.span, None, Carrier::LabelledItem));
    true
}

/// Commands in bold or italics inside a sentence: what nobody writes but types.
fn marked(line: &Line, tools: &Tools, found: &mut Vec<Command>) {
    for inline in line.inlines {
        let (InlineKind::Strong(inner) | InlineKind::Emphasis(inner)) = &inline.kind else { continue };
        let text = plain(inner);
        if tools.judge(&text) == Verdict::Certain && tools.is_typed(&text) {
            found.push(command(tools, text.trim(), None, inline.span, None, Carrier::InlineCode));
        }
    }
}

/// Commands that fill a cell of a table; the cell beside it says what they do.
fn of_table(table: &Table, tools: &Tools, found: &mut Vec<Command>) {
    for row in &table.rows {
        for (at, cell) in row.cells.iter().enumerate() {
            let [Block { kind: BlockKind::Plain(content), .. }] = cell.content.as_slice() else { continue };
            let mut said = content.iter().filter(|inline| !is_blank(inline));
            let (Some(inline), None) = (said.next(), said.next()) else { continue };
            let text = match &inline.kind {
                InlineKind::Code(code) => code.clone(),
                InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => plain(inner),
                _ => continue,
            };
            let typed = without_prompt(&text, tools);
            if tools.judge(typed) == Verdict::Certain && typed.contains(' ') {
                let beside = row.cells.get(at + 1).map(plain_block_text);
                let label = beside.filter(|label| !label.is_empty());
                found.push(command(tools, typed, None, inline.span, label, Carrier::InlineCode));
            }
        }
    }
}

fn plain_block_text(cell: &Cell) -> String {
    cell.content.iter().map(plain_block).collect::<Vec<_>>().join(" ").trim().to_owned()
}

fn is_blank(inline: &Inline) -> bool {
    matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty())
}

/// `Inside the shell, run`
fn asks_for_command(label: &str) -> bool {
    let last = label.split_whitespace().next_back().unwrap_or("").to_lowercase();
    matches!(last.as_str(), "run" | "command" | "commands" | "type" | "execute" | "enter" | "typed" | "ran")
}

/// `snapcraft`, `cd my-snap`, `mkdir lab`: short, and of a tool whose name is no word of a sentence.
fn is_single_tool(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words <= 3 && text.split_whitespace().all(|word| word.chars().all(|c| !c.is_uppercase()))
}

fn without_prompt<'t>(text: &'t str, tools: &Tools) -> &'t str {
    // `$lxc list`: a variable is no command.
    let glued = text.strip_prefix('$').filter(|rest| tools.judge(rest) == Verdict::Certain);
    glued.unwrap_or_else(|| prompt(text).map_or(text, |length| &text[length..])).trim()
}

fn inline_codes(inlines: &[Inline]) -> Vec<(&str, Span)> {
    let mut codes = Vec::new();
    for inline in inlines {
        if let InlineKind::Code(code) = &inline.kind {
            codes.push((code.as_str(), inline.span));
        }
        codes.extend(inline_codes(children(inline)));
    }
    codes
}

fn of_inline_codes(line: &Line, codes: &[(&str, Span)], tools: &Tools, found: &mut Vec<Command>) {
    let only_code = codes.len() == 1 && line.text == codes[0].0.trim();
    let label = line.labelled.as_ref().map(|labelled| &labelled.label);
    for &(code, span) in codes {
        let typed = without_prompt(code, tools);
        let enough = match tools.judge(typed) {
            Verdict::Certain => typed.contains(char::is_whitespace),
            Verdict::Possible => only_code || typed.len() < code.trim().len() || label.is_some() && typed.contains(' '),
            Verdict::Doubtful | Verdict::No => is_sql(typed),
        };
        if enough {
            found.push(command(tools, typed, None, span, label.cloned(), Carrier::InlineCode));
        }
    }
}
