//! The words behind fences: what they mean and what they are called.

use std::sync::LazyLock;

use crate::vocabulary::{QuickMap, lower};

/// How a language is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A terminal session.
    Session,
    /// Commands, unless there are prompts.
    Shell,
    /// No word: commands when it looks like them.
    Unnamed,
    /// By what labpress knows of the language itself.
    Own(Own),
    /// By the grammar of this name.
    Grammar(&'static str),
    /// Not at all.
    Plain,
}

/// A language that lab notes are full of: cut by hand, it costs a hundredth of what a grammar does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    Dockerfile,
    Ini,
    Json,
    Yaml,
}

/// Words, what they are called, and how they are coloured. The grammar's name is empty where there is none.
const LANGUAGES: &[(&str, &str, &str)] = &[
    ("asm nasm", "Assembly", ""),
    ("c", "C", "C"),
    ("cpp c++ cc cxx hpp", "C++", "C++"),
    ("csharp cs c#", "C#", "C#"),
    ("css", "CSS", "CSS"),
    ("diff patch", "Diff", "Diff"),
    ("docker dockerfile containerfile", "Dockerfile", "Dockerfile"),
    ("env dotenv", "Environment", "DotENV"),
    ("git-config gitconfig", "Git config", "Git Config"),
    ("go golang", "Go", "Go"),
    ("hcl terraform tf", "Terraform", "Terraform"),
    ("html htm", "HTML", "HTML"),
    ("http", "HTTP", "HTTP Request and Response"),
    ("ini cfg conf config systemd service desktop properties", "Configuration", "INI"),
    ("java", "Java", "Java"),
    ("javascript js node jsx mjs", "JavaScript", "JavaScript"),
    ("json jsonc json5", "JSON", "JSON"),
    ("kotlin kt", "Kotlin", "Kotlin"),
    ("latex tex", "LaTeX", "LaTeX"),
    ("lua", "Lua", "Lua"),
    ("makefile make", "Makefile", "Makefile"),
    ("markdown md", "Markdown", "Markdown"),
    ("mermaid", "Mermaid diagram", ""),
    ("nginx", "nginx", "nginx"),
    ("output out log logs result", "Output", ""),
    ("perl pl", "Perl", "Perl"),
    ("php", "PHP", "PHP"),
    ("python py python3", "Python", "Python"),
    ("r", "R", "R"),
    ("ruby rb", "Ruby", "Ruby"),
    ("rust rs", "Rust", "Rust"),
    ("sql mysql postgresql psql sqlite plsql", "SQL", "SQL"),
    ("text txt plain plaintext none", "Text", ""),
    ("toml", "TOML", "TOML"),
    ("typescript ts tsx", "TypeScript", "TypeScript"),
    ("vb vbnet", "Visual Basic", ""),
    ("vim viml", "Vim script", "VimL"),
    ("xml svg", "XML", "XML"),
    ("yaml yml cloud-config cloud-init compose netplan", "YAML", "YAML"),
];

const SESSIONS: &[(&str, &str)] =
    &[("console terminal shell-session shellsession sh-session bash-session pycon", "Terminal")];
const SHELLS: &[(&str, &str)] = &[
    ("bash", "Bash"),
    ("sh shell zsh ksh fish ash command commands cli linux", "Shell"),
    ("cmd bat batch dos", "Command prompt"),
    ("powershell ps1 pwsh ps posh", "PowerShell"),
];

/// What a word behind a fence means, and what that is called.
static MEANINGS: LazyLock<QuickMap<&str, (Kind, &str)>> = LazyLock::new(|| {
    let sessions = SESSIONS.iter().map(|&(words, name)| (words, name, Kind::Session));
    let shells = SHELLS.iter().map(|&(words, name)| (words, name, Kind::Shell));
    let others = LANGUAGES.iter().map(|&(words, name, grammar)| (words, name, by_grammar(grammar)));
    let all = others.chain(shells).chain(sessions);
    all.flat_map(|(words, name, kind)| words.split(' ').map(move |word| (word, (kind, name)))).collect()
});

fn by_grammar(name: &'static str) -> Kind {
    match name {
        "" => Kind::Plain,
        "Dockerfile" => Kind::Own(Own::Dockerfile),
        "DotENV" | "INI" => Kind::Own(Own::Ini),
        "JSON" => Kind::Own(Own::Json),
        "YAML" => Kind::Own(Own::Yaml),
        _ => Kind::Grammar(name),
    }
}

/// Returns how a language is coloured.
pub(super) fn kind(language: &str) -> Kind {
    match lower(language.trim()).as_ref() {
        "" => Kind::Unnamed,
        word => MEANINGS.get(word).map_or(Kind::Plain, |&(kind, _)| kind),
    }
}

/// Longest unknown word that is shown, in characters.
const LONGEST: usize = 24;

/// Returns what a language is called, as written when nobody knows it; `None` for no word.
pub fn label(language: &str) -> Option<String> {
    let word = language.trim();
    let known = MEANINGS.get(lower(word).as_ref()).map(|&(_, name)| name.to_owned());
    known.or_else(|| (!word.is_empty()).then(|| word.chars().take(LONGEST).collect()))
}

/// Returns every word behind a fence that means something.
pub fn words() -> impl Iterator<Item = &'static str> {
    let shells = SESSIONS.iter().chain(SHELLS).map(|(words, _)| *words);
    shells.chain(LANGUAGES.iter().map(|(words, ..)| *words)).flat_map(|words| words.split(' '))
}

/// Returns whether a word behind a fence, in lower case, means something.
pub fn is_language(word: &str) -> bool {
    MEANINGS.contains_key(word)
}

/// Returns the names of all grammars that are used.
#[cfg(test)]
pub(super) fn grammars() -> impl Iterator<Item = &'static str> {
    let names = LANGUAGES.iter().map(|&(_, _, grammar)| grammar);
    names.filter(|name| matches!(by_grammar(name), Kind::Grammar(_)))
}
