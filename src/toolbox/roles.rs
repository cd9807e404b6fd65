//! The part each word plays in a command line.

use super::Tools;
use super::lex::Cut;
use super::shapes::{argument, is_assignment, is_flag, is_path};
use super::token::{Kind, Token};
use crate::source::Span;

/// What the next word is likely to be.
#[derive(Clone, Copy)]
enum Expect<'t> {
    Program,
    /// Flags and operands of a program that runs another one; then that program.
    Prefixed(&'static Prefix, Waiting),
    /// A subcommand of this tool, below the outer one.
    Subcommand(&'t str, Option<&'t str>, Waiting),
    /// Flags and operands of a tool or of its subcommand, when that is known.
    Arguments(Option<(&'t str, &'t str)>, Waiting),
}

/// Whether the word before takes the next one as its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waiting {
    /// It does.
    ForValue,
    /// Nobody knows.
    Perhaps,
    ForNothing,
}

impl Waiting {
    fn of(takes_value: Option<bool>) -> Self {
        match takes_value {
            Some(true) => Self::ForValue,
            Some(false) => Self::ForNothing,
            None => Self::Perhaps,
        }
    }
}

/// What follows when nothing is known of it.
const ARGUMENTS: Expect<'static> = Expect::Arguments(None, Waiting::ForNothing);

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

/// Collects tokens, deciding each by what came before it.
pub(super) struct Roles<'a> {
    tools: &'a Tools,
    line: &'a str,
    /// What was decided so far.
    pub(super) tokens: Vec<Token>,
    expect: Expect<'a>,
    /// The next word is the target of `>`.
    redirected: bool,
    /// `for x in`, `case x in`
    awaits_in: bool,
    /// `multipass exec x -- program`
    runs_inside: bool,
}

impl<'a> Roles<'a> {
    pub(super) fn new(tools: &'a Tools, line: &'a str) -> Self {
        let (redirected, awaits_in, runs_inside) = (false, false, false);
        Self { tools, line, tokens: Vec::new(), expect: Expect::Program, redirected, awaits_in, runs_inside }
    }

    pub(super) fn push(&mut self, kind: Kind, start: usize, end: usize) {
        if start < end {
            self.tokens.push(Token { kind, span: Span::new(start, end) });
        }
    }

    /// A sign of the shell's grammar; also tells what follows it.
    pub(super) fn operator(&mut self, sign: &str) {
        match sign {
            "\\" => {}
            sign if sign.contains(['>', '<']) => {
                self.redirected = !sign.ends_with(|c: char| c.is_ascii_digit() || c == '-')
            }
            _ => self.expect = Expect::Program,
        }
    }

    /// A word, made of pieces without a space between them.
    pub(super) fn word(&mut self, pieces: &[(Cut, usize, usize)]) {
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
            Expect::Arguments(of, waiting) => self.operand(of, waiting, word),
        }
    }

    /// A new command begins here.
    pub(super) fn newline(&mut self) {
        self.expect = Expect::Program;
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
            self.expect = ARGUMENTS;
            return Kind::Keyword;
        }
        self.runs_inside = false;
        self.expect = match (PREFIXES.iter().find(|prefix| prefix.0 == word), self.tools.with_subcommands(word)) {
            (Some(prefix), _) if prefix.2 > 0 => Expect::Prefixed(prefix, Waiting::ForValue),
            (Some(prefix), _) => Expect::Prefixed(prefix, Waiting::ForNothing),
            (None, Some(tool)) => Expect::Subcommand(tool, None, Waiting::ForNothing),
            (None, None) => Expect::Arguments(self.tools.name(word).map(|name| (name, "")), Waiting::ForNothing),
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

    fn subcommand(&mut self, tool: &'a str, outer: Option<&'a str>, waiting: Waiting, word: &str) -> Kind {
        if waiting == Waiting::ForValue {
            self.expect = Expect::Subcommand(tool, outer, Waiting::ForNothing);
            return value(word);
        }
        if is_flag(word) {
            self.expect = Expect::Subcommand(tool, outer, self.waiting(tool, outer.unwrap_or(""), word));
            return if word == "--" { self.argument(word) } else { Kind::Flag };
        }
        let known = match outer {
            None => self.tools.subcommand(tool, &[word]),
            Some(outer) => self.tools.subcommand(tool, &[outer, word]).filter(|name| name.contains(' ')),
        };
        match known {
            Some(name) if outer.is_none() => {
                self.runs_inside = matches!(name, "exec" | "run");
                let nested = self.tools.has_nested(tool, name);
                self.expect = if nested {
                    Expect::Subcommand(tool, Some(name), Waiting::ForNothing)
                } else {
                    Expect::Arguments(Some((tool, name)), Waiting::ForNothing)
                };
                Kind::Subcommand
            }
            Some(name) => {
                self.runs_inside = name.ends_with(" exec") || name.ends_with(" run");
                self.expect = Expect::Arguments(Some((tool, name)), Waiting::ForNothing);
                Kind::Subcommand
            }
            None if waiting == Waiting::Perhaps => argument(word),
            None => {
                let of = Some((tool, outer.unwrap_or("")));
                self.expect = Expect::Arguments(of, Waiting::ForNothing);
                self.operand(of, Waiting::ForNothing, word)
            }
        }
    }

    fn waiting(&self, tool: &str, subcommand: &str, flag: &str) -> Waiting {
        let alone = flag == "--" || flag.contains('=');
        if alone { Waiting::ForNothing } else { Waiting::of(self.tools.takes_value(tool, subcommand, flag)) }
    }

    /// A word behind the program, or behind its subcommand.
    fn operand(&mut self, of: Option<(&'a str, &'a str)>, waiting: Waiting, word: &str) -> Kind {
        if waiting == Waiting::ForValue {
            self.expect = Expect::Arguments(of, Waiting::ForNothing);
            return value(word);
        }
        if is_flag(word)
            && word != "--"
            && let Some((tool, subcommand)) = of
        {
            self.expect = Expect::Arguments(of, self.waiting(tool, subcommand, word));
            return Kind::Flag;
        }
        self.argument(word)
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

/// What a flag takes: a path, or a value however it is written.
fn value(word: &str) -> Kind {
    if is_path(word) { Kind::Path } else { Kind::Value }
}
