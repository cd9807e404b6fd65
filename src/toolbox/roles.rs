//! The part each word plays in a command line.

use std::sync::LazyLock;

use super::Tools;
use super::facts::{Subcommand, Tool};
use super::lex::Cut;
use super::shapes::{argument, is_assignment, is_flag, is_path};
use super::token::{Kind, Token};
use crate::source::Span;
use crate::vocabulary::QuickMap;

/// What the next word is likely to be.
#[derive(Clone, Copy)]
enum Expect<'t> {
    Program,
    /// Flags and operands of a program that runs another one; then that program.
    Prefixed(&'static Prefix, Waiting),
    /// A subcommand of this tool, below the outer one.
    Subcommand(&'t Tool, Option<&'t Subcommand>, Waiting),
    /// Flags and operands of a tool or of its subcommand, when that is known.
    Arguments(Option<Of<'t>>, Waiting),
}

/// A tool, and its subcommand when there is one.
type Of<'t> = (&'t Tool, Option<&'t Subcommand>);

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

/// What a first word is that is no common program.
#[derive(Clone, Copy)]
enum First {
    Prefix(&'static Prefix),
    BeforeCommand,
    BeforeWords,
}

static FIRSTS: LazyLock<QuickMap<&str, First>> = LazyLock::new(|| {
    let prefixes = PREFIXES.iter().map(|prefix| (prefix.0, First::Prefix(prefix)));
    let words = BEFORE_COMMAND.iter().map(|&word| (word, First::BeforeCommand));
    prefixes.chain(words).chain(BEFORE_WORDS.iter().map(|&word| (word, First::BeforeWords))).collect()
});

/// Returns whether a command goes on behind this first word: `sudo`, `if`, `for`.
pub(super) fn is_grammar(word: &str) -> bool {
    FIRSTS.contains_key(word)
}

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
        self.expect = match FIRSTS.get(word) {
            Some(First::BeforeCommand) => return Kind::Keyword,
            Some(First::BeforeWords) => {
                self.awaits_in = matches!(word, "for" | "case" | "select");
                self.expect = ARGUMENTS;
                return Kind::Keyword;
            }
            Some(First::Prefix(prefix)) if prefix.2 > 0 => Expect::Prefixed(prefix, Waiting::ForValue),
            Some(First::Prefix(prefix)) => Expect::Prefixed(prefix, Waiting::ForNothing),
            None => match self.tools.tool(word) {
                Some(tool) if tool.has_subcommands() => Expect::Subcommand(tool, None, Waiting::ForNothing),
                tool => Expect::Arguments(tool.map(|tool| (tool, None)), Waiting::ForNothing),
            },
        };
        self.runs_inside = false;
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

    fn subcommand(&mut self, tool: &'a Tool, outer: Option<&'a Subcommand>, waiting: Waiting, word: &str) -> Kind {
        if waiting == Waiting::ForValue {
            self.expect = Expect::Subcommand(tool, outer, Waiting::ForNothing);
            return value(word);
        }
        if is_flag(word) {
            self.expect = Expect::Subcommand(tool, outer, waiting_for((tool, outer), word));
            return if word == "--" { self.argument(word) } else { Kind::Flag };
        }
        let known = match outer {
            None => tool.subcommand(word),
            Some(outer) => outer.nested(word),
        };
        match known {
            Some(known) => {
                self.runs_inside = matches!(word, "exec" | "run");
                self.expect = if outer.is_none() && known.has_nested() {
                    Expect::Subcommand(tool, Some(known), Waiting::ForNothing)
                } else {
                    Expect::Arguments(Some((tool, Some(known))), Waiting::ForNothing)
                };
                Kind::Subcommand
            }
            None if waiting == Waiting::Perhaps => argument(word),
            None => {
                let of = Some((tool, outer));
                self.expect = Expect::Arguments(of, Waiting::ForNothing);
                self.operand(of, Waiting::ForNothing, word)
            }
        }
    }

    /// A word behind the program, or behind its subcommand.
    fn operand(&mut self, of: Option<Of<'a>>, waiting: Waiting, word: &str) -> Kind {
        if waiting == Waiting::ForValue {
            self.expect = Expect::Arguments(of, Waiting::ForNothing);
            return value(word);
        }
        if is_flag(word)
            && word != "--"
            && let Some(known) = of
        {
            self.expect = Expect::Arguments(of, waiting_for(known, word));
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

/// Returns whether a flag waits for a value.
fn waiting_for((tool, subcommand): Of, flag: &str) -> Waiting {
    let alone = flag == "--" || flag.contains('=');
    if alone { Waiting::ForNothing } else { Waiting::of(tool.takes_value(subcommand, flag)) }
}

/// What a flag takes: a path, or a value however it is written.
fn value(word: &str) -> Kind {
    if is_path(word) { Kind::Path } else { Kind::Value }
}
