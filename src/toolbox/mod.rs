//! What we know of command-line tools, and how a shell line is cut into pieces.
//!
//! In comes text that may be typed into a terminal, out come tokens with their places in it, the prompt before it,
//! the program it runs. Nothing here knows Markdown, and nothing is ever run.

mod facts;
mod judge;
mod lex;
mod prompt;
mod roles;
mod session;
mod shapes;
mod split;
mod token;
mod tools;

pub use facts::Specification;
pub use judge::{Verdict, is_sql};
pub use prompt::{continuation_prompt, prompt, root_prompt};
pub use session::{SessionLine, SessionPart, is_session};
pub use split::is_unfinished;
pub use token::{Kind, Token};
pub use tools::Tools;
