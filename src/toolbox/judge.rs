//! Whether a text is a command that somebody would type, or prose that only talks about one.
//!
//! In comes one line (or a command over several), out comes a [`Verdict`]. Where the line stands is the caller's to
//! weigh: in a shell fence a [`Verdict::Possible`] is enough, in a paragraph nothing less than a certain one is.

use super::roles::is_grammar;
use super::token::{Kind, Token};
use super::{Tools, is_unfinished};
use crate::vocabulary::WordList;

/// How sure it is that a text is a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Prose, output, or something that no shell takes.
    No,
    /// A program whose name is a word of the language, and more words: `echo done`, `time needed`. It is a command only
    /// where commands are expected.
    Doubtful,
    /// It could be typed: a known program and words, or an unknown one with flags.
    Possible,
    /// A known program, used as one uses it.
    Certain,
}

/// Programs whose names are English words: a sentence may begin with them.
static ENGLISH: WordList = WordList::new(
    "at|cat|clear|code|command|cut|date|echo|exit|file|find|fold|free|go|head|history|host|install|join|kill|last|less|\
    make|more|mount|paste|patch|screen|service|set|sort|source|split|tail|test|time|top|touch|type|which",
);

/// Programs whose names mean nothing but the command: no tool, no subject, no thing one has.
static TYPED_ONLY: WordList = WordList::new(
    "adduser|addgroup|apt-mark|cd|chgrp|chmod|chown|cp|deluser|groupadd|groupdel|ipconfig|journalctl|ln|lsblk|lscpu|\
    lsmod|lspci|lsusb|mkdir|mkfs|modprobe|mv|newgrp|nslookup|pwd|rm|rmdir|sysctl|umount|uname|useradd|userdel|usermod|\
    visudo|wget|whoami",
);

/// Words that stand between the words of a sentence, not between the arguments of a command.
static PROSE: WordList = WordList::new(
    "a|an|and|are|as|be|because|but|by|can|for|from|had|has|have|how|i|if|in|into|is|it|its|my|of|on|or|our|so|that|\
    the|their|then|this|to|use|used|using|was|we|were|which|will|with|you|your",
);

/// Longest first line that is looked at, in bytes; no command that a person types is longer.
const LONGEST: usize = 2000;

impl Tools {
    /// Says how sure it is that `text` is a command.
    pub fn judge(&self, text: &str) -> Verdict {
        let text = text.trim();
        let first = text.lines().next().unwrap_or("");
        if first.is_empty() || first.len() > LONGEST {
            return Verdict::No;
        }
        if !self.may_begin(first) {
            return Verdict::No;
        }
        let line = if is_unfinished(first) { text } else { first };
        if is_loop(line) {
            return Verdict::Certain;
        }
        let tokens = self.split(line);
        let Some((program, subcommand)) = self.program_among(line, &tokens) else { return Verdict::No };
        if !self.is_program_name(program) {
            return Verdict::No;
        }
        let mut shape = Shape::of(line, program, &tokens);
        // `lxc image list images:` names a server.
        shape.sentence &= !(matches!(program, "lxc" | "incus") && shape.words == 1 && line.trim_end().ends_with(':'));
        if shape.reads_as_prose() {
            return Verdict::No;
        }
        let known = self.knows(program);
        let english = ENGLISH.has(program);
        match (known, subcommand) {
            (true, Some(_)) => Verdict::Certain,
            // `docker engine`: the tool takes a subcommand, and this is none.
            (true, None) if shape.words > 0 && !shape.typed && self.has_subcommands(program) => Verdict::No,
            // `top 5 reasons`
            (true, None) if english && shape.counted && shape.words > 0 => Verdict::Doubtful,
            (true, None) if shape.typed || shape.prefixed => Verdict::Certain,
            (true, None) if TYPED_ONLY.has(program) && shape.operands_are_names() => Verdict::Certain,
            (true, None) if shape.words == 0 && !english => Verdict::Possible,
            (true, None) if !english && shape.words <= 3 => Verdict::Possible,
            (true, None) if shape.words <= 4 => Verdict::Doubtful,
            (true, None) => Verdict::No,
            (false, _) if is_cmdlet(program) && shape.flagged => Verdict::Certain,
            (false, _) if is_cmdlet(program) => Verdict::Possible,
            (false, _) if program.starts_with("./") || program.starts_with('/') => Verdict::Possible,
            (false, _) if shape.prefixed || shape.flagged => Verdict::Possible,
            (false, _) => Verdict::No,
        }
    }

    /// Most lines are sentences, and begin with a capital or a sign that no command begins with, or hold nothing but
    /// words, of which the first is no program.
    fn may_begin(&self, line: &str) -> bool {
        let word = line.split_whitespace().next().unwrap_or("");
        let begins = word.starts_with(|c: char| c.is_ascii_lowercase() || "./~$({[!\"'\\".contains(c));
        if !begins {
            return word.contains(['=', '-', '\\', '.']) || self.knows(word);
        }
        !is_words(line) || self.knows(word) || is_grammar(word)
    }

    /// Returns whether a line holds something that people type and do not write: a flag, a path, a variable.
    pub fn is_typed(&self, line: &str) -> bool {
        self.program_of(line).is_some_and(|(program, _)| Shape::of(line, program, &self.split(line)).typed)
    }

    /// `docker`, `./run.sh`, `my-snap.hello`, `g++`.
    fn is_program_name(&self, word: &str) -> bool {
        let starts = word.starts_with(|c: char| c.is_ascii_lowercase() || matches!(c, '.' | '/' | '~'));
        let windows = word.ends_with(".exe") || self.knows(word);
        let windows = windows || is_cmdlet(word);
        let rest = word.chars().all(|c| c.is_ascii_alphanumeric() || "._-+/~".contains(c));
        (starts || windows) && rest && word.chars().any(|c| c.is_ascii_alphabetic()) && !word.ends_with('.')
    }
}

/// Nothing stands in it but words with commas and points: no flag, no path, no sign of the shell.
fn is_words(line: &str) -> bool {
    line.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'\t' | b',' | b'.' | b':' | b'_'))
}

/// `for i in 1 2 3; do echo $i; done`
fn is_loop(line: &str) -> bool {
    let begins = ["for ", "while ", "until "].iter().any(|word| line.starts_with(word));
    begins && line.contains("do ") && line.trim_end().ends_with("done")
}

/// `Get-ChildItem`, a command of PowerShell.
fn is_cmdlet(word: &str) -> bool {
    static VERBS: WordList = WordList::new(
        "add|clear|compress|convertto|copy|disable|enable|enter|expand|export|format|get|import|install|invoke|move|\
        new|out|read|remove|rename|restart|resume|select|set|start|stop|suspend|test|uninstall|update|wait|write",
    );
    let Some((verb, noun)) = word.split_once('-') else { return false };
    let is_noun = noun.starts_with(|c: char| c.is_ascii_uppercase()) && noun.chars().all(|c| c.is_ascii_alphanumeric());
    is_noun && verb.starts_with(|c: char| c.is_ascii_uppercase()) && VERBS.has_in_any_case(verb)
}

/// What a line is made of.
#[derive(Default)]
struct Shape {
    /// Bare words behind the program that are no subcommand.
    words: usize,
    /// Something that people type and do not write: a flag, a path, a value, a variable, an operator.
    typed: bool,
    /// All of that is bare numbers.
    counted: bool,
    /// A flag among it.
    flagged: bool,
    /// `sudo` or its like stands before the program.
    prefixed: bool,
    /// Whether the first two of them may be names; where there is one, only that counts.
    operands: [bool; 2],
    /// Bare words that belong to sentences.
    prose: usize,
    /// It ends as a sentence does, or goes on after a comma.
    sentence: bool,
}

impl Shape {
    fn of(line: &str, program: &str, tokens: &[Token]) -> Self {
        let mut shape = Self::default();
        let (mut signs, mut values, mut comma) = (false, false, false);
        let mut code = "";
        for token in tokens {
            let text = token.span.of(line);
            match token.kind {
                Kind::Word => {
                    shape.add_word(text);
                    comma |= text.len() > 1 && text.ends_with([',', ';']);
                    signs |= is_image_or_address(text);
                }
                Kind::Flag => (shape.flagged, signs) = (true, true),
                Kind::Path | Kind::Variable | Kind::Placeholder | Kind::HeredocStart | Kind::Operator => signs = true,
                Kind::Quoted => signs |= token.span.start > 0,
                Kind::Value => values = true,
                Kind::Program => shape.prefixed |= text != program && matches!(text, "sudo" | "doas"),
                Kind::Space | Kind::Comment | Kind::Subcommand | Kind::Keyword | Kind::Heredoc => {}
            }
            if !matches!(token.kind, Kind::Comment | Kind::Space) {
                code = &line[..token.span.end];
            }
        }
        shape.typed = signs || values;
        shape.counted = values && !signs;
        let ends = code.ends_with(['.', '?', '!', ',', ';', ':']) && !code.ends_with(" .") && !code.ends_with("..");
        shape.sentence = ends || comma;
        shape
    }

    fn add_word(&mut self, word: &str) {
        match self.words {
            0 => self.operands = [is_name(word), true],
            1 => self.operands[1] = is_name(word),
            _ => {}
        }
        self.words += 1;
        self.prose += usize::from(PROSE.has_in_any_case(word));
    }

    /// `mkdir lab`, `newgrp docker`, not `mkdir command` or `mkdir creates folders`.
    fn operands_are_names(&self) -> bool {
        let [first, second] = self.operands;
        first && (self.words == 1 || self.words == 2 && second)
    }

    /// `make sure that it is on the list`, `cat is a program.`
    fn reads_as_prose(&self) -> bool {
        self.prose > 1 || self.prose == 1 && !self.flagged || self.sentence && !self.flagged && self.words > 0
    }
}

/// A word that may name a file or a user; a verb in a sentence ends in `s`.
fn is_name(word: &str) -> bool {
    let verb = word.ends_with('s') && word.len() > 4;
    !(verb || matches!(word, "command" | "utility" | "tool" | "option"))
}

/// `nginx:latest`, `https://..`, `user@host`: words that only a command line holds.
fn is_image_or_address(word: &str) -> bool {
    word.trim_end_matches(':').contains([':', '@'])
}

/// Words that begin an SQL statement, and what must follow somewhere in it.
const SQL: [(&str, &[&str]); 14] = [
    ("SELECT", &[]),
    ("INSERT", &["INTO"]),
    ("UPDATE", &["SET"]),
    ("DELETE", &["FROM"]),
    ("CREATE", &["TABLE", "DATABASE", "USER", "VIEW", "INDEX", "SCHEMA", "FUNCTION", "PROCEDURE", "TRIGGER", "ROLE"]),
    ("ALTER", &["TABLE", "DATABASE", "USER", "ROLE"]),
    ("DROP", &["TABLE", "DATABASE", "USER", "VIEW", "INDEX", "SCHEMA", "ROLE"]),
    ("TRUNCATE", &["TABLE"]),
    ("GRANT", &["TO"]),
    ("REVOKE", &["FROM"]),
    ("SHOW", &["TABLES", "DATABASES", "GRANTS", "COLUMNS", "INDEX"]),
    ("DESCRIBE", &[]),
    ("DESC", &[]),
    ("USE", &[]),
];

/// Returns whether `text` begins as an SQL statement and, outside a block that says `sql`, is written as one: its
/// keyword in capitals, or a semicolon at the end.
pub fn is_sql(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return false };
    let Some((_, follow)) = SQL.iter().find(|(word, _)| first.eq_ignore_ascii_case(word)) else { return false };
    let mut words = words.take(400).peekable();
    let more = words.peek().is_some();
    let followed = follow.is_empty() || words.any(|word| follow.iter().any(|known| word.eq_ignore_ascii_case(known)));
    let ends = text.trim_end().ends_with(';');
    more && followed && (ends || first.len() > 4 && first.chars().all(|c| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(verdict: Verdict, lines: &[&str]) {
        let tools = Tools::default();
        let wrong: Vec<_> =
            lines.iter().filter(|line| tools.judge(line) != verdict).map(|line| (line, tools.judge(line))).collect();
        assert!(wrong.is_empty(), "not {verdict:?}: {wrong:#?}");
    }

    #[test]
    fn commands_are_certain() {
        check(
            Verdict::Certain,
            &[
                "multipass list",
                "multipass launch --nanme web",
                "docker run -d -p 8080:80 nginx",
                "docker build -t site .",
                "sudo apt install snapd -y",
                "apt update && apt upgrade -y",
                "lxc exec box -- bash",
                "mkdir ~/shared",
                "ls -la /mnt",
                "nano cloud-init.yaml",
                "echo \"hello\" > index.html",
                "cat >user-data <<EOF",
                "curl http://localhost:8080",
                "docker stop <container-id>",
                "docker exec -it web bash # look inside",
                "sudo systemctl enable --now docker",
                "ssh student@10.0.0.2",
                "sudo usermod -aG lxd $USER",
                "kubectl get pods",
                "mkdir lab",
                "cd lab",
                "newgrp docker",
                "lxc image list images:",
                "git clone https://example.org/x.git",
                "for i in 1 2 3; do echo $i; done",
                "Get-ChildItem -Path C:\\",
            ],
        );
    }

    #[test]
    fn commands_may_be_possible() {
        check(
            Verdict::Possible,
            &[
                "ls",
                "./install.sh",
                "frobnicate --all",
                "snapcraft",
                "ps aux",
                "New-VM",
                "mkdir creates folders",
                "chmod command",
            ],
        );
    }

    #[test]
    fn english_words_are_doubtful() {
        check(Verdict::Doubtful, &["echo done", "set up LXD", "touch screen", "top 5 reasons", "clear"]);
    }

    #[test]
    fn prose_is_no_command() {
        check(
            Verdict::No,
            &[
                "",
                "docker is an open platform for applications.",
                "docker engine",
                "multipass instance",
                "make sure that the service runs",
                "find the container id",
                "test the connection",
                "install docker engine",
                "Docker containers share the kernel",
                "created a project directory",
                "mount the folder, then look inside",
                "more efficient use",
                "which one is faster?",
                "time needed",
                "stop and delete",
                "Share the host OS kernel and run as isolated processes.",
                "git is a tool",
                "host and guest",
                "visit web server",
                "FROM ubuntu:24.04",
                "for each machine do this",
                "name: web",
                "- nginx",
            ],
        );
    }

    #[test]
    fn sql_statements_are_known() {
        let statements =
            ["SELECT a FROM b;", "select a\nfrom b;", "CREATE TABLE x (id INT)", "INSERT INTO a VALUES (1);"];
        assert!(statements.iter().all(|text| is_sql(text)));
        let others = ["Select the best one", "use the force", "Create a table", "show me", "drop it", "select"];
        assert!(others.iter().all(|text| !is_sql(text)));
    }
}
