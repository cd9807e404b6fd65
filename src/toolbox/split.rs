//! What each piece of a command line is: program, subcommand, flag, value, path and so on.
//!
//! In comes a command line, or a whole script, without prompts; out come [`Token`]s that cover it in order.
//! Total: any text gives an answer, and prose gives a harmless one.

use super::Tools;
use super::lex::{Cut, lex};
use crate::source::Span;

/// What a piece of a command line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Spaces, no-break spaces and line ends.
    Space,
    /// `# to the end of the line`
    Comment,
    /// What is run: `docker`, and also `sudo` before it.
    Program,
    /// `launch` in `multipass launch`; only where the tool is known to have it. `network` and `create` are one each.
    Subcommand,
    /// `-d`, `--name`, `--name=`, and the same with a dash that a word processor made of it.
    Flag,
    /// A number, a size, a port pair, what follows `--name=`.
    Value,
    /// `<container-id>`
    Placeholder,
    /// `/etc/hosts`, `~/x`, `cloud-init.yaml`, the target of a redirection.
    Path,
    /// `'text'` and `"text"`.
    Quoted,
    /// `$X`, `${X}`, `$(command)`, `X=1`.
    Variable,
    /// `|`, `&&`, `;`, `>`, `2>&1`, and the `\` that continues a line.
    Operator,
    /// `if`, `then`, `done` and the other words of the shell's own grammar.
    Keyword,
    /// Any other word.
    Word,
    /// `<<EOF`
    HeredocStart,
    /// The lines of a here-document, with the one that ends it.
    Heredoc,
}

/// A piece of a command line. Tokens with no [`Kind::Space`] or [`Kind::Operator`] between them are one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it lies in the line.
    pub span: Span,
}

/// Cuts a command line, or several, into tokens that cover it without gap or overlap.
pub fn split(line: &str) -> Vec<Token> {
    let (pieces, _) = lex(line);
    let mut roles = Roles::new(line);
    let mut rest = pieces.as_slice();
    while let Some(&(cut, start, end)) = rest.first() {
        let kind = match cut {
            Cut::Quoted | Cut::Variable | Cut::Placeholder | Cut::Bare => {
                let length = rest.iter().take_while(|(cut, ..)| is_word(*cut)).count();
                roles.word(&rest[..length]);
                rest = &rest[length..];
                continue;
            }
            Cut::Blank => Kind::Space,
            Cut::Newline => {
                roles.expect = Expect::Program;
                Kind::Space
            }
            Cut::Comment => Kind::Comment,
            Cut::HeredocStart => Kind::HeredocStart,
            Cut::Heredoc => Kind::Heredoc,
            Cut::Operator => {
                roles.operator(&line[start..end]);
                Kind::Operator
            }
        };
        roles.push(kind, start, end);
        rest = &rest[1..];
    }
    roles.tokens
}

/// Returns whether `text` ends in the middle of a command: inside a string or here-document, or with a `\`.
pub fn is_unfinished(text: &str) -> bool {
    lex(text).1
}

/// Returns the program that a line runs and its subcommand, looking through `sudo`, `time` and `X=1`.
///
/// The program is the line's own first word even when nobody knows it: ask [`Tools::knows`]. The subcommand is one
/// that the toolbox knows (`launch`, `network create`). `None` when the line has no command, as in a comment.
pub fn program_of(line: &str) -> Option<(&str, Option<&'static str>)> {
    let tokens = split(line);
    let is_program = |token: &&Token| token.kind == Kind::Program;
    let first = tokens.iter().find(is_program)?;
    let end_of_command = |token: &&Token| token.kind != Kind::Operator || token.span.of(line) == "\\";
    let own: Vec<&Token> = tokens.iter().take_while(end_of_command).collect();
    let program = own.iter().rev().find(|token| token.kind == Kind::Program).map_or(first, |token| token);
    // `multipass exec vm -- bash`: the line runs multipass; bash runs in the machine.
    let dashes = own.iter().position(|token| token.span.of(line) == "--").unwrap_or(own.len());
    let program = own[..dashes].iter().rev().find(|token| token.kind == Kind::Program).map_or(program, |token| token);
    let words = own.iter().filter(|token| token.kind == Kind::Subcommand && token.span.start > program.span.start);
    let words: Vec<&str> = words.map(|token| token.span.of(line)).take(2).collect();
    let name = program.span.of(line);
    Some((name, Tools::builtin().subcommand(name, &words)))
}

fn is_word(cut: Cut) -> bool {
    matches!(cut, Cut::Quoted | Cut::Variable | Cut::Placeholder | Cut::Bare)
}

/// What the next word is likely to be.
#[derive(Clone, Copy)]
enum Expect {
    Program,
    /// Flags and operands of a program that runs another one; then that program.
    Prefixed(&'static Prefix, Waiting),
    /// A subcommand of this tool, below the outer one.
    Subcommand(&'static str, Option<&'static str>, Waiting),
    Arguments,
}

/// Whether the word before may take the next one as its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waiting {
    ForValue,
    ForNothing,
}

/// A program that runs another: its name, its flags that take a value, how many operands come first.
struct Prefix(&'static str, &'static [&'static str], usize);

const PREFIXES: [Prefix; 12] = [
    Prefix("sudo", &["-u", "-g", "-h", "-p", "-C", "-D", "-R", "-T", "-U", "--user", "--group"], 0),
    Prefix("doas", &["-u", "-C"], 0),
    Prefix("env", &["-u", "-C", "-S"], 0),
    Prefix("time", &["-f", "-o"], 0),
    Prefix("nohup", &[], 0),
    Prefix("nice", &["-n"], 0),
    Prefix("exec", &["-a"], 0),
    Prefix("command", &[], 0),
    Prefix("xargs", &["-n", "-I", "-L", "-P", "-d"], 0),
    Prefix("watch", &["-n", "--interval"], 0),
    Prefix("timeout", &["-s", "-k"], 1),
    Prefix("stdbuf", &["-i", "-o", "-e"], 0),
];

/// Words of the shell's grammar after which a command follows.
const BEFORE_COMMAND: [&str; 10] = ["if", "then", "else", "elif", "do", "while", "until", "!", "{", "}"];
/// Words of the shell's grammar after which none follows.
const BEFORE_WORDS: [&str; 9] = ["fi", "done", "for", "case", "esac", "function", "select", "[[", "["];

struct Roles<'a> {
    line: &'a str,
    tokens: Vec<Token>,
    expect: Expect,
    /// The next word is the target of `>`.
    redirected: bool,
    /// `for x in`, `case x in`
    awaits_in: bool,
    /// `multipass exec x -- program`
    runs_inside: bool,
}

impl<'a> Roles<'a> {
    fn new(line: &'a str) -> Self {
        let (redirected, awaits_in, runs_inside) = (false, false, false);
        Self { line, tokens: Vec::new(), expect: Expect::Program, redirected, awaits_in, runs_inside }
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        if start < end {
            self.tokens.push(Token { kind, span: Span::new(start, end) });
        }
    }

    fn operator(&mut self, sign: &str) {
        match sign {
            "\\" => {}
            sign if sign.contains(['>', '<']) => {
                self.redirected = !sign.ends_with(|c: char| c.is_ascii_digit() || c == '-')
            }
            _ => self.expect = Expect::Program,
        }
    }

    fn word(&mut self, pieces: &[(Cut, usize, usize)]) {
        let (start, end) = (pieces[0].1, pieces[pieces.len() - 1].2);
        let word = &self.line[start..end];
        let bare = if std::mem::take(&mut self.redirected) { Kind::Path } else { self.role(word) };
        for &(cut, start, end) in pieces {
            match cut {
                Cut::Quoted => self.push(Kind::Quoted, start, end),
                Cut::Variable => self.push(Kind::Variable, start, end),
                Cut::Placeholder => self.push(Kind::Placeholder, start, end),
                _ if bare == Kind::Flag => self.flag(start, end),
                _ => self.push(bare, start, end),
            }
        }
    }

    /// Cuts `--name=value` behind its `=`.
    fn flag(&mut self, start: usize, end: usize) {
        let piece = &self.line[start..end];
        let name = if is_flag(piece) { piece.find('=').map_or(end, |at| start + at + 1) } else { start };
        self.push(Kind::Flag, start, name);
        let value = if is_path(&self.line[name..end]) { Kind::Path } else { Kind::Value };
        self.push(value, name, end);
    }

    fn role(&mut self, word: &str) -> Kind {
        match self.expect {
            Expect::Program => self.program(word),
            Expect::Prefixed(prefix, waiting) => self.prefixed(prefix, waiting, word),
            Expect::Subcommand(tool, outer, waiting) => self.subcommand(tool, outer, waiting, word),
            Expect::Arguments => self.argument(word),
        }
    }

    fn program(&mut self, word: &str) -> Kind {
        if is_assignment(word) {
            return Kind::Variable;
        }
        if BEFORE_COMMAND.contains(&word) {
            return Kind::Keyword;
        }
        if BEFORE_WORDS.contains(&word) {
            self.awaits_in = matches!(word, "for" | "case" | "select");
            self.expect = Expect::Arguments;
            return Kind::Keyword;
        }
        let tools = Tools::builtin();
        self.runs_inside = false;
        self.expect = match (PREFIXES.iter().find(|prefix| prefix.0 == word), tools.with_subcommands(word)) {
            (Some(prefix), _) if prefix.2 > 0 => Expect::Prefixed(prefix, Waiting::ForValue),
            (Some(prefix), _) => Expect::Prefixed(prefix, Waiting::ForNothing),
            (None, Some(tool)) => Expect::Subcommand(tool, None, Waiting::ForNothing),
            (None, None) => Expect::Arguments,
        };
        Kind::Program
    }

    fn prefixed(&mut self, prefix: &'static Prefix, waiting: Waiting, word: &str) -> Kind {
        if is_flag(word) {
            let takes_value = prefix.1.contains(&word) || prefix.2 > 0;
            let waiting = if takes_value { Waiting::ForValue } else { Waiting::ForNothing };
            self.expect = Expect::Prefixed(prefix, waiting);
            return Kind::Flag;
        }
        if waiting == Waiting::ForValue {
            self.expect = Expect::Prefixed(prefix, Waiting::ForNothing);
            return Kind::Value;
        }
        self.program(word)
    }

    fn subcommand(&mut self, tool: &'static str, outer: Option<&'static str>, waiting: Waiting, word: &str) -> Kind {
        if is_flag(word) {
            let alone = word == "--" || word.contains('=');
            let waiting = if alone { Waiting::ForNothing } else { Waiting::ForValue };
            self.expect = Expect::Subcommand(tool, outer, waiting);
            return if word == "--" { self.argument(word) } else { Kind::Flag };
        }
        let tools = Tools::builtin();
        let known = match outer {
            None => tools.subcommand(tool, &[word]),
            Some(outer) => tools.subcommand(tool, &[outer, word]).filter(|name| name.contains(' ')),
        };
        match known {
            Some(name) if outer.is_none() => {
                self.runs_inside = matches!(name, "exec" | "run");
                let nested = tools.has_nested(tool, name);
                self.expect =
                    if nested { Expect::Subcommand(tool, Some(name), Waiting::ForNothing) } else { Expect::Arguments };
                Kind::Subcommand
            }
            Some(name) => {
                self.runs_inside = name.ends_with(" exec") || name.ends_with(" run");
                self.expect = Expect::Arguments;
                Kind::Subcommand
            }
            None if waiting == Waiting::ForValue => argument(word),
            None => {
                self.expect = Expect::Arguments;
                self.argument(word)
            }
        }
    }

    fn argument(&mut self, word: &str) -> Kind {
        match word {
            "in" if std::mem::take(&mut self.awaits_in) => Kind::Keyword,
            "--" => {
                if std::mem::take(&mut self.runs_inside) {
                    self.expect = Expect::Program;
                }
                Kind::Flag
            }
            _ => argument(word),
        }
    }
}

fn argument(word: &str) -> Kind {
    let named = word.split_once('=').is_some_and(|(name, _)| !name.contains(|c: char| c.is_lowercase()));
    match word {
        _ if is_flag(word) => Kind::Flag,
        _ if named && is_assignment(word) => Kind::Variable,
        _ if is_value(word) => Kind::Value,
        _ if is_path(word) => Kind::Path,
        _ => Kind::Word,
    }
}

/// `-x`, `--name`, and with the en or em dash that a word processor made of the hyphens.
fn is_flag(word: &str) -> bool {
    let name = word.trim_start_matches(['-', '–', '—', '−']);
    name.len() < word.len() && (name.starts_with(|c: char| c.is_alphanumeric() || c == '?') || word == "--")
}

/// `NAME=..`
fn is_assignment(word: &str) -> bool {
    let Some((name, _)) = word.split_once('=') else { return false };
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// `2G`, `8080:80`, `10.0.0.1/24`
fn is_value(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let unit = |c: char| "kKmMgGtTiBbs%".contains(c);
    digits > 0
        && word.starts_with(|c: char| c.is_ascii_digit() || c == '+')
        && word.trim_end_matches(unit).chars().all(|c| c.is_ascii_digit() || ".:/+,-".contains(c))
}

/// Endings that make a bare name a file.
const FILE_ENDINGS: [&str; 46] = [
    "bak",
    "bat",
    "c",
    "cfg",
    "conf",
    "cpp",
    "css",
    "csv",
    "deb",
    "env",
    "gz",
    "html",
    "img",
    "ini",
    "iso",
    "jar",
    "java",
    "jpg",
    "js",
    "json",
    "key",
    "list",
    "lock",
    "log",
    "md",
    "out",
    "pdf",
    "pem",
    "php",
    "png",
    "properties",
    "ps1",
    "pub",
    "py",
    "qcow2",
    "service",
    "sh",
    "snap",
    "sock",
    "sql",
    "tar",
    "tf",
    "toml",
    "txt",
    "xml",
    "yaml",
];

fn is_path(word: &str) -> bool {
    let drive = word.as_bytes().get(1..3) == Some(b":\\");
    let rooted = ["/", "./", "../", "~/", ".\\", "..\\"].iter().any(|start| word.starts_with(start));
    let inside = word.contains('/') && !word.contains("://");
    let ending = word.rsplit_once('.').filter(|(stem, _)| !stem.contains("://")).map_or("", |(_, ending)| ending);
    drive
        || rooted
        || inside
        || matches!(word, "." | ".." | "~" | "Dockerfile" | "Makefile" | "Vagrantfile")
        || ending == "yml"
        || FILE_ENDINGS.contains(&ending)
}
