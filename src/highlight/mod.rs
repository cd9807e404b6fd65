//! Code to safe HTML with classes for colours; the colours are the theme's.
//!
//! Shell lines are cut by the toolbox, terminal sessions into prompts, commands and output. What lab notes are full of
//! besides has a file of its own; everything else goes through the grammars of `code.rs`. Without its tags the HTML is
//! the code, character for character.

mod code;
mod dockerfile;
mod ini;
mod json;
mod languages;
mod painter;
mod shell;
mod values;
mod yaml;

use languages::{Kind, Own, kind};

pub use languages::{is_language, label, words};

use crate::toolbox::Tools;

/// Longest block that is coloured, in bytes.
const MOST: usize = 128 * 1024;

/// Returns code as safe HTML. `language` is the word behind the fence, in lower case, or `""`.
pub fn highlight(language: &str, code: &str, tools: &Tools) -> String {
    if code.len() > MOST {
        return escaped(code);
    }
    match kind(language) {
        Kind::Session => shell::session(code, tools),
        Kind::Shell => shell::commands(code, tools),
        Kind::Unnamed => shell::unnamed(code, tools),
        Kind::Own(Own::Dockerfile) => dockerfile::highlight(code, tools),
        Kind::Own(Own::Ini) => ini::highlight(code),
        Kind::Own(Own::Json) => json::highlight(code),
        Kind::Own(Own::Yaml) => yaml::highlight(code),
        Kind::Grammar(name) => code::highlight(name, code).unwrap_or_else(|| escaped(code)),
        Kind::Plain => escaped(code),
    }
}

/// Returns whether a language is what one types into a terminal, perhaps with what comes back.
pub fn is_shell(language: &str) -> bool {
    matches!(kind(language), Kind::Session | Kind::Shell)
}

/// Returns one command as safe HTML.
pub fn command(line: &str, tools: &Tools) -> String {
    shell::line(line, tools)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(text, &mut out);
    out
}

fn escape_into(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Writes a piece of code with its class; none for `""`.
fn span_into(class: &str, text: &str, out: &mut String) {
    if class.is_empty() || text.trim().is_empty() {
        escape_into(text, out);
        return;
    }
    out.push_str("<span class=\"");
    out.push_str(class);
    out.push_str("\">");
    escape_into(text, out);
    out.push_str("</span>");
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;

    /// What a reader sees of the HTML.
    fn seen(html: &str) -> String {
        let mut out = String::new();
        let mut inside = false;
        for c in html.chars() {
            match c {
                '<' => inside = true,
                '>' if inside => inside = false,
                c if !inside => out.push(c),
                _ => {}
            }
        }
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
        entities.iter().fold(out, |out, (entity, sign)| out.replace(entity, sign))
    }

    const LANGUAGES: [&str; 16] = [
        "",
        "console",
        "bash",
        "cmd",
        "dockerfile",
        "yaml",
        "json",
        "ini",
        "env",
        "python",
        "sql",
        "nginx",
        "html",
        "diff",
        "mermaid",
        "no-such-language",
    ];

    #[test]
    fn code_is_coloured_by_what_it_is() {
        let cases = [
            ("console", "student@lab:~$ docker ps -a\nCONTAINER ID   IMAGE\nstudent@lab:~$ \n"),
            ("bash", "# list them\nsudo docker run -d -p 8080:80 --name web nginx | tee \"$LOG\"\n"),
            ("", "$ cat > a.txt <<EOF\n> hello <you>\n> EOF\n"),
            ("", "Just some output, 3 lines long\n"),
            ("cmd", "ipconfig /all\n"),
            ("dockerfile", "FROM nginx:1.27 AS web\nCOPY . /usr/share/nginx/html\nRUN apt-get update\n"),
            ("yaml", "services:\n  web:\n    image: \"nginx\" # why\n    ports: [80, true]\n"),
            ("python", "def f(x: int) -> str:\n    return f\"{x}\" # c\n"),
            ("json", "{\"a\": [1, null, \"x\"]}\n"),
        ];
        let shown = cases
            .map(|(language, code)| format!("{language}\n{code}\n{}", highlight(language, code, &Tools::default())));
        insta::assert_snapshot!(shown.join("\n----\n"));
    }

    /// HTML as a person reads it: `‹class text›`.
    fn short(html: &str) -> String {
        let short = html.replace("<span class=\"", "‹").replace("\">", " ").replace("</span>", "›");
        seen(&short)
    }

    #[test]
    fn files_of_lab_notes_are_coloured_by_hand() {
        let cases = [
            (
                "yaml",
                "#cloud-config\nwrite_files:\n  - path: /a # here\n    content: |\n      key: text\n\n      # text\n    mode: 0644\n",
            ),
            (
                "yaml",
                "- {a: \"x\\ty\", 'b': it's, c:d}\n- [ls, -l,\n  true, 2.5G]\n- \"two\n  lines\"\n- 'it''s': ~\n  \"k\" : >-\n     t\n  n: y\n",
            ),
            (
                "yaml",
                "%YAML 1.2\n--- &top\n? <<\n: *top\nurl: http://a.b/c#d\nwhen: 2024-01-31\ntag: !!str -1e3\n...\n",
            ),
            ("json", "{\n  // why\n  \"a\\n\": -1.5e+3, /* and */ \"open\n  b: [nil, false]}"),
            (
                "dockerfile",
                "# syntax=x\nFROM --platform=linux/amd64 r:5000/a/b:${V} as base\nENV A=\"b c\" \\\n  P=$P:/x\n",
            ),
            (
                "dockerfile",
                "run apt-get update && \\\n    # more\n    apt-get install -y curl\nCMD [\"nginx\", \"-g\"]\nONBUILD RUN <<EOF\nx\nEOF\nwhat\n",
            ),
            ("dockerfile", "HEALTHCHECK --interval=5m CMD curl -f http://a || exit 1\nEXPOSE 80/tcp\nFROM scratch\n"),
            (
                "ini",
                "; why\n[Unit]\nAfter = network.target ; here\nExecStart=/bin/a;b -c\nRestart=\"a # b\"\nPort 22\nn=42\n",
            ),
            ("env", "export A='b' # c\nB=true\n = x\n"),
        ];
        let shown = cases
            .map(|(language, code)| format!("{language}\n{}", short(&highlight(language, code, &Tools::default()))));
        insta::assert_snapshot!(shown.join("\n----\n"));
    }

    #[test]
    fn one_command_is_coloured_alone() {
        let html = command("lxc exec box -- ls /mnt", &Tools::default());
        assert!(html.starts_with("<span class=\"program\">lxc</span> <span class=\"sub\">exec</span> box"), "{html}");
    }

    /// The shortest of three runs: whatever else the machine does only makes one longer.
    fn cost(language: &str, code: &str) -> Duration {
        let tools = Tools::default();
        let run = |_| {
            let began = Instant::now();
            highlight(language, code, &tools);
            began.elapsed()
        };
        (0..3).map(run).min().unwrap()
    }

    #[test]
    fn long_lines_cost_no_more_than_their_length() {
        let cases = [
            ("yaml", "[,"),
            ("yaml", "{a: 1,"),
            ("yaml", "- "),
            ("yaml", "\"a\" "),
            ("yaml", "&a "),
            ("dockerfile", "ONBUILD "),
            ("dockerfile", "HEALTHCHECK --a "),
            ("dockerfile", "ENV $A"),
            ("json", "[/"),
            ("json", "{\"a\":"),
            ("ini", "a='b' ; "),
            ("env", "export a="),
        ];
        for (language, piece) in cases {
            let code = |length: usize| piece.repeat(length / piece.len());
            let (short, long) = (cost(language, &code(MOST / 32)), cost(language, &code(MOST)));
            // Where each piece is looked for the line's end, this is 32 times 32.
            assert!(long < short * 150, "{language} {piece}: {short:?}, 32 times that takes {long:?}");
        }
    }

    #[test]
    fn long_lines_lose_nothing() {
        let line = "echo 'x' && ".repeat(10_000);
        let tools = Tools::default();
        for language in LANGUAGES {
            assert_eq!(seen(&highlight(language, &line, &tools)), line);
        }
    }

    #[test]
    fn every_grammar_is_there() {
        let missing: Vec<&str> = languages::grammars().filter(|name| code::highlight(name, "x\n").is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn languages_have_names() {
        let names = ["", "sh", "YAML", "docker", "py", "c++", "strange"].map(|word| label(word).unwrap_or_default());
        assert_eq!(names, ["", "Shell", "YAML", "Dockerfile", "Python", "C++", "strange"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn no_character_is_lost(language in 0..LANGUAGES.len(), code in "([$#>a-z<&\"'\\\\:{}=/.\\[\\]() \t-]{0,12}\n?){0,6}") {
            let html = highlight(LANGUAGES[language], &code, &Tools::default());
            prop_assert_eq!(seen(&html), code);
            prop_assert_eq!(html.matches("<span").count(), html.matches("</span>").count());
        }
    }
}
