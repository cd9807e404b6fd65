//! The commands of a code block, told from the output, files and scripts that stand in code blocks too.

use std::cell::LazyCell;

use crate::document::CodeBlock;
use crate::source::{Source, Span};
use crate::toolbox::{SessionPart, Tools, Verdict, is_session, is_sql, is_unfinished};
use crate::vocabulary::WordList;

/// A command of a code block.
pub(super) struct Entry {
    pub(super) text: String,
    /// The lines of its here-document.
    pub(super) input: Option<String>,
    pub(super) span: Span,
    /// The comment right above it.
    pub(super) label: Option<String>,
}

/// Languages that people give to blocks of commands.
static SHELLS: WordList = WordList::new(
    "bash|sh|shell|zsh|fish|console|terminal|shell-session|shellsession|sh-session|bash-session|cmd|bat|\
    batch|powershell|ps1|pwsh|ps|linux|command|commands|cli",
);

/// Returns whether a word is the name of a language that blocks of commands have.
pub fn is_shell_name(word: &str) -> bool {
    SHELLS.has_in_any_case(word)
}

/// A line of a block with its place in the source.
struct Line<'a> {
    text: &'a str,
    span: Span,
}

/// The commands of a code block.
pub(super) struct Entries {
    pub(super) entries: Vec<Entry>,
    /// Why there are none.
    pub(super) why_none: Option<&'static str>,
}

/// Returns the commands of a code block.
pub(super) fn entries(code: &CodeBlock, source: &Source, tools: &Tools) -> Entries {
    let found = |entries: Vec<Entry>, why| {
        let why_none = entries.is_empty().then_some(why);
        Entries { entries, why_none }
    };
    let language = code.language();
    let is_shell = is_shell_name(&language);
    let is_plain = matches!(language.as_str(), "" | "text" | "txt" | "plain" | "plaintext");
    let lines = lines(code, source);
    let begins_sql = lines.iter().find(|line| !line.text.trim().is_empty()).is_some_and(|line| is_sql_start(line.text));
    if matches!(language.as_str(), "sql" | "mysql" | "postgresql" | "psql") || (is_plain && begins_sql) {
        return found(statements(&lines), "no statement in it is whole");
    }
    if !is_shell && !is_plain {
        return found(Vec::new(), "its language is none that commands are written in");
    }
    let (mut entries, why) = if is_session(&code.text) {
        (typed(code, &lines, tools), "nothing was typed behind its prompts")
    } else if is_file(&lines, tools) {
        (Vec::new(), "it holds a file or a script")
    } else {
        (list(&lines, is_shell, tools), "no line in it is a command that labpress knows")
    };
    // A command in the info string: ```bash sudo snap install x
    if let Some(entry) = info_string(code, source, tools) {
        entries.insert(0, entry);
    }
    found(entries, why)
}

fn lines<'a>(code: &'a CodeBlock, source: &Source) -> Vec<Line<'a>> {
    let first = source.lines.line(code.text_span.start);
    let place = |at: usize| {
        let start = source.lines.start(first + at).max(code.text_span.start);
        let end =
            if first + at < source.lines.count() { source.lines.start(first + at + 1) } else { source.text.len() };
        let end = end.min(code.text_span.end).max(start);
        let whole = Span::new(start, end).of(&source.text);
        let trimmed = whole.trim();
        let from = if trimmed.is_empty() { 0 } else { whole.len() - whole.trim_start().len() };
        Span::new(start + from, start + from + trimmed.len())
    };
    code.text.lines().enumerate().map(|(at, text)| Line { text, span: place(at) }).collect()
}

fn info_string(code: &CodeBlock, source: &Source, tools: &Tools) -> Option<Entry> {
    let fence = code.fence.as_deref()?;
    let (_, words) = fence.split_once(' ')?;
    let words = words.trim();
    if tools.judge(words) != Verdict::Certain {
        return None;
    }
    let line = source.lines.line(code.text_span.start).saturating_sub(1).max(1);
    let start = source.lines.start(line);
    let at = source.text[start..].find(words).map_or(start, |at| start + at);
    let span = Span::new(at, at + words.len());
    Some(Entry { text: words.to_owned(), input: None, span, label: None })
}

/// A terminal session: what follows a prompt was typed, the rest was printed.
fn typed(code: &CodeBlock, lines: &[Line], tools: &Tools) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let mut comment = None;
    let mut open: Option<(String, Span)> = None;
    let mut finish = |open: &mut Option<(String, Span)>, comment: &mut Option<String>| {
        let Some((text, span)) = open.take() else { return };
        // At a database's prompt stands SQL, and anything else that was typed is a command too.
        if is_typed(&text, tools) || is_sql(&text) {
            found.push(entry(&text, span, comment.take()));
        }
    };
    for (said, line) in tools.session(&code.text).iter().zip(lines) {
        let text = said.span.of(&code.text);
        match said.part {
            SessionPart::More(length) => {
                if let Some((whole, _)) = &mut open {
                    whole.push('\n');
                    whole.push_str(&text[length..]);
                }
            }
            SessionPart::Typed(length) => {
                finish(&mut open, &mut comment);
                let text = text[length..].trim();
                match comment_of(text) {
                    Some(said) => comment = Some(said),
                    None => open = Some((text.to_owned(), line.span)),
                }
            }
            SessionPart::Printed => {
                finish(&mut open, &mut comment);
                comment = comment_of(text).or(comment);
            }
        }
    }
    finish(&mut open, &mut comment);
    found
}

/// Behind a prompt everything is a command that begins as one.
fn is_typed(text: &str, tools: &Tools) -> bool {
    tools
        .program_of(text)
        .is_some_and(|(program, _)| program.starts_with(|c: char| c.is_alphanumeric() || "./~_".contains(c)))
}

/// Commands without prompts, one below the other.
fn list(lines: &[Line], is_shell: bool, tools: &Tools) -> Vec<Entry> {
    let alone = lines.iter().filter(|line| !line.text.trim().is_empty()).count() == 1;
    let said = || lines.iter().filter(|line| !line.text.trim().is_empty() && comment_of(line.text).is_none());
    let certain = LazyCell::new(|| {
        said().any(|line| tools.judge(line.text) == Verdict::Certain)
            || said().all(|line| tools.judge(line.text) >= Verdict::Possible)
    });
    let mut found: Vec<Entry> = Vec::new();
    let mut comment = None;
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        at += 1;
        if line.text.trim().is_empty() || is_pasted_button(lines, at - 1) {
            continue;
        }
        if let Some(said) = comment_of(line.text) {
            comment = Some(said);
            continue;
        }
        let (text, taken) = whole(bullet(line.text, tools).unwrap_or(line.text), &lines[at..]);
        let enough = match tools.judge(&text) {
            Verdict::Certain => true,
            Verdict::Possible => is_shell || lines.len() == 1 || *certain,
            Verdict::Doubtful => is_shell,
            Verdict::No => {
                (is_shell || alone) && is_own_program(line.text, tools) || is_shell && is_misspelt(line.text, tools)
            }
        };
        if enough {
            at += taken;
            found.push(entry(&text, line.span, comment.take()));
        }
    }
    found
}

/// What files' names end in, and hosts'.
static ENDINGS: WordList = WordList::new(
    "c|cfg|com|conf|cpp|css|csv|deb|env|fi|go|html|ini|io|iso|java|jpg|js|json|local|log|md|net|org|pdf|\
    php|png|py|rb|rs|service|sh|snap|sql|tar|toml|ts|txt|xml|yaml|yml|zip",
);

/// `bash`, `Copy`, `Edit`: what comes along when one copies a block of code from a chat.
fn is_pasted_button(lines: &[Line], at: usize) -> bool {
    let says = |at: usize, word: &str| lines.get(at).is_some_and(|line| line.text.trim().starts_with(word));
    is_shell_name(lines[at].text.trim()) && says(at + 1, "Copy")
}

/// `my-snap.hello`, `hello-world`: a program nobody knows, alone on its line of a shell block.
fn is_own_program(line: &str, tools: &Tools) -> bool {
    let word = line.trim();
    word.contains(['-', '.', '_'])
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c))
        && !word.ends_with(['.', ':'])
        && !tools.knows(word)
        && !word.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.names(ending))
}

/// `docker imges`: the program is known, and what follows is nearly one of its subcommands. Output begins like this too,
/// but then it is a sentence.
fn is_misspelt(line: &str, tools: &Tools) -> bool {
    let mut words = line.split_whitespace();
    let (Some(program), Some(second)) = (words.next(), words.next()) else { return false };
    let is_short = words.count() < 3 && !line.trim_end().ends_with(['.', ',', ':', '!', '?']);
    is_short && tools.meant_subcommand(program, second).is_some()
}

/// A list that was indented too far: nothing but items, commands among them. Files have keys.
fn is_list_of_commands(said: &[&str], tools: &Tools) -> bool {
    said.iter().all(|line| line.trim_start().starts_with("- ") && !line.trim_end().ends_with(':'))
        && said.iter().filter(|line| bullet(line, tools).is_some()).count() * 2 >= said.len()
}

/// Returns the command of a list item that stands in a block.
fn bullet<'t>(line: &'t str, tools: &Tools) -> Option<&'t str> {
    let rest = line.trim_start().strip_prefix("- ")?;
    (tools.judge(rest) == Verdict::Certain && !rest.contains(": ")).then_some(rest)
}

/// Returns a command with the lines that belong to it, and how many of `rest` these are.
fn whole(first: &str, rest: &[Line]) -> (String, usize) {
    /// A string that somebody forgot to close must not swallow the block.
    const MOST: usize = 60;
    let mut text = first.trim().to_owned();
    for (taken, line) in rest.iter().take(MOST).enumerate() {
        if !is_unfinished(&text) {
            return (text, taken);
        }
        text.push('\n');
        text.push_str(line.text);
    }
    let taken = rest.len().min(MOST);
    if is_unfinished(&text) && !first.contains("<<") { (first.trim().to_owned(), 0) } else { (text, taken) }
}

/// Takes the lines of a here-document apart from the command that reads them.
fn entry(text: &str, span: Span, label: Option<String>) -> Entry {
    let (command, input) = match text.split_once('\n') {
        Some((command, input)) if command.contains("<<") => (command, Some(input.to_owned())),
        _ => (text, None),
    };
    Entry { text: command.trim().to_owned(), input, span, label }
}

fn comment_of(line: &str) -> Option<String> {
    let line = line.trim();
    let signs = ["#", "//", "REM ", "> "];
    let said = signs.iter().find_map(|sign| line.strip_prefix(sign))?;
    let said = said.trim_start_matches(['#', '!']).trim();
    Some(said.to_owned())
}

/// Returns whether a block holds a file: YAML, a Dockerfile, a script, JSON, an INI file.
fn is_file(lines: &[Line], tools: &Tools) -> bool {
    let said: Vec<&str> = lines.iter().map(|line| line.text).filter(|line| !line.trim().is_empty()).collect();
    let Some(first) = said.first() else { return true };
    let first = first.trim();
    let code: Vec<&str> = said.iter().copied().filter(|line| !line.trim_start().starts_with('#')).collect();
    let share = |is: fn(&str) -> bool| code.iter().filter(|line| is(line)).count() * 5 >= code.len() * 3;
    first.starts_with("#!")
        || first.starts_with("#cloud-config")
        || matches!(first, "{" | "[" | "---" | "<?xml" | "<?php")
        || first.starts_with('[') && first.ends_with(']')
        || code.first().is_some_and(|line| line.starts_with("FROM ") || line.starts_with("ARG "))
        || share(is_yaml) && !is_list_of_commands(&said, tools)
        || share(is_instruction)
        || code.iter().any(|line| opens_script(line))
}

fn is_yaml(line: &str) -> bool {
    let line = line.trim_start();
    let item = line.strip_prefix("- ");
    let key = item.unwrap_or(line).split_once(':').filter(|(key, rest)| {
        let plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-.\"'/".contains(c));
        plain && (rest.is_empty() || rest.starts_with(' '))
    });
    item.is_some() || key.is_some()
}

/// `RUN apt-get update`, a line of a Dockerfile.
fn is_instruction(line: &str) -> bool {
    const WORDS: [&str; 15] = [
        "FROM",
        "RUN",
        "CMD",
        "COPY",
        "ADD",
        "EXPOSE",
        "WORKDIR",
        "ENTRYPOINT",
        "ENV",
        "ARG",
        "USER",
        "VOLUME",
        "LABEL",
        "MAINTAINER",
        "HEALTHCHECK",
    ];
    line.split_whitespace().next().is_some_and(|word| WORDS.contains(&word))
}

/// A line that only a script has.
fn opens_script(line: &str) -> bool {
    let line = line.trim_end();
    line.ends_with("() {")
        || line.ends_with("(){")
        || line.starts_with("function ")
        || line == "fi"
        || line == "esac"
        || (line.starts_with("if [") || line.starts_with("case ")) && !line.contains("; fi")
        || ["for ", "while ", "until "].iter().any(|word| line.starts_with(word)) && !line.ends_with("done")
        || line.starts_with("def ")
        || line.starts_with("import ") && !line.contains('-')
}

fn is_sql_start(line: &str) -> bool {
    const WORDS: [&str; 10] =
        ["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP", "GRANT", "TRUNCATE", "WITH"];
    line.split_whitespace().next().is_some_and(|word| WORDS.contains(&word))
}

/// SQL: a statement goes on until its semicolon.
fn statements(lines: &[Line]) -> Vec<Entry> {
    let mut found = Vec::new();
    let mut open: Option<(String, Span)> = None;
    let mut comment = None;
    for line in lines {
        let text = line.text.trim();
        if text.is_empty() || text.starts_with("--") {
            comment = text.strip_prefix("--").map(|said| said.trim().to_owned()).or(comment);
            continue;
        }
        let (mut statement, span) = open.take().unwrap_or((String::new(), line.span));
        if !statement.is_empty() {
            statement.push('\n');
        }
        statement.push_str(line.text.trim_end());
        let code = text.split_once("--").map_or(text, |(code, _)| code.trim_end());
        if code.ends_with(';') {
            found.push(Entry { text: statement.trim().to_owned(), input: None, span, label: comment.take() });
        } else {
            open = Some((statement, span));
        }
    }
    if let Some((statement, span)) = open.filter(|(statement, _)| is_sql(statement)) {
        found.push(Entry { text: statement.trim().to_owned(), input: None, span, label: comment });
    }
    found
}
