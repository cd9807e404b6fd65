//! The pieces that a command line is cut into.

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
