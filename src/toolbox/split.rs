//! What each piece of a command line is: program, subcommand, flag, value, path and so on.
//!
//! In comes a command line, or a whole script, without prompts; out come [`Token`]s that cover it in order.
//! Total: any text gives an answer, and prose gives a harmless one.

use super::Tools;
use super::lex::{Cut, lex};
use super::roles::Roles;
use super::token::{Kind, Token};

impl Tools {
    /// Cuts a command line, or several, into tokens that cover it without gap or overlap.
    pub fn split(&self, line: &str) -> Vec<Token> {
        let (pieces, _) = lex(line);
        let mut roles = Roles::new(self, line);
        roles.tokens.reserve(pieces.len());
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
                    roles.newline();
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

    /// Returns the program that a line runs and its subcommand, looking through `sudo`, `time` and `X=1`.
    ///
    /// The program is the line's own first word even when nobody knows it: ask [`Tools::knows`]. The subcommand is one
    /// that the toolbox knows (`launch`, `network create`). `None` when the line has no command, as in a comment.
    pub fn program_of<'t>(&'t self, line: &'t str) -> Option<(&'t str, Option<&'t str>)> {
        self.program_among(line, &self.split(line))
    }

    /// Returns the program and its subcommand as [`Tools::program_of`] does, of a line that is cut already.
    pub fn program_among<'t>(&'t self, line: &'t str, tokens: &[Token]) -> Option<(&'t str, Option<&'t str>)> {
        let first = tokens.iter().find(|token| token.kind == Kind::Program)?;
        // Up to the end of the command; `sudo` and its like stand before the program.
        let own = tokens.iter().take_while(|token| token.kind != Kind::Operator || token.span.of(line) == "\\");
        let (mut before, mut last, mut inside) = (None, None, false);
        for token in own.clone() {
            // `multipass exec vm -- bash`: the line runs multipass; bash runs in the machine.
            inside |= token.span.of(line) == "--";
            if token.kind == Kind::Program {
                last = Some(token);
                before = last.filter(|_| !inside).or(before);
            }
        }
        let program = before.or(last).unwrap_or(first);
        let mut words = own.filter(|token| token.kind == Kind::Subcommand && token.span.start > program.span.start);
        let name = program.span.of(line);
        let subcommand = self.tool(name).and_then(|tool| {
            let outer = tool.subcommand(words.next()?.span.of(line))?;
            let inner = words.next().and_then(|word| outer.nested(word.span.of(line)));
            Some(inner.unwrap_or(outer).name())
        });
        Some((name, subcommand))
    }
}

/// Returns whether `text` ends in the middle of a command: inside a string or here-document, or with a `\`.
pub fn is_unfinished(text: &str) -> bool {
    // Only these signs leave anything open.
    text.bytes().any(|byte| matches!(byte, b'\\' | b'\'' | b'"' | b'<' | b'(')) && lex(text).1
}

fn is_word(cut: Cut) -> bool {
    matches!(cut, Cut::Quoted | Cut::Variable | Cut::Placeholder | Cut::Bare)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The words of a line, each with the first letters of what it is.
    fn kinds(line: &str) -> String {
        let spoken = Tools::default().split(line).into_iter().filter(|token| token.kind != Kind::Space);
        let words = spoken.map(|token| format!("{:.4}:{}", format!("{:?}", token.kind), token.span.of(line)));
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_told_apart() {
        let cases = [
            ("multipass launch --name web", "Prog:multipass Subc:launch Flag:--name Valu:web"),
            ("kubectl -n kube-system get pods", "Prog:kubectl Flag:-n Valu:kube-system Subc:get Word:pods"),
            ("docker compose -f a.yaml up -d", "Prog:docker Subc:compose Flag:-f Path:a.yaml Subc:up Flag:-d"),
            ("sudo apt install -y nginx", "Prog:sudo Prog:apt Subc:install Flag:-y Word:nginx"),
            ("docker run -p 8080:80 nginx", "Prog:docker Subc:run Flag:-p Valu:8080:80 Word:nginx"),
            ("docker network create lab", "Prog:docker Subc:network Subc:create Word:lab"),
            ("docker stop <container-id>", "Prog:docker Subc:stop Plac:<container-id>"),
            ("lxc exec box -- ls /mnt", "Prog:lxc Subc:exec Word:box Flag:-- Prog:ls Path:/mnt"),
            ("a && b | c > out.txt", "Prog:a Oper:&& Prog:b Oper:| Prog:c Oper:> Path:out.txt"),
            ("X=1 echo \"$X\" # why", "Vari:X=1 Prog:echo Quot:\"$X\" Comm:# why"),
            ("docker run –d nginx", "Prog:docker Subc:run Flag:–d Word:nginx"),
            ("cat <<EOF\nx\nEOF", "Prog:cat Here:<<EOF Here:x\nEOF"),
            ("curl --output=page.html x", "Prog:curl Flag:--output= Path:page.html Word:x"),
        ];
        for (line, expected) in cases {
            assert_eq!(kinds(line), expected, "{line}");
        }
    }

    #[test]
    fn the_program_is_found_behind_sudo() {
        let cases = [
            ("sudo -u root snap install x", Some(("snap", Some("install")))),
            ("time ls", Some(("ls", None))),
            ("docker compose up -d", Some(("docker", Some("compose up")))),
            ("multipass exec vm -- bash", Some(("multipass", Some("exec")))),
            ("# only a comment", None),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(Tools::default().program_of(line), expected, "{line}");
        }
    }

    #[test]
    fn an_open_end_is_noticed() {
        let open = ["echo \\", "cat <<EOF", "cat <<EOF\na", "echo 'a"];
        assert!(open.iter().all(|text| is_unfinished(text)));
        let closed = ["echo a", "cat <<EOF\na\nEOF", "echo 'a'", "it's"];
        assert!(closed.iter().all(|text| !is_unfinished(text)));
    }

    proptest! {
        #[test]
        fn tokens_cover_any_text(text in "[a-z<>|&;$(){}'\"\\\\ \n`#=/.–éEOF-]{0,60}") {
            let mut at = 0;
            let tools = Tools::default();
            for token in tools.split(&text) {
                prop_assert_eq!(token.span.start, at);
                at = token.span.end;
            }
            prop_assert_eq!(at, text.len());
            let _ = (is_unfinished(&text), tools.program_of(&text), tools.judge(&text));
        }
    }
}
