//! A write-up as a tree: [`parse`] reads it once, everything else only looks.

mod autolink;
mod compact;
mod front_matter;
mod html;
mod inlines;
mod parse;
mod slug;
mod text;
mod tree;
mod walk;
mod weave;
mod yaml;

pub use front_matter::{Alias, FrontMatter, KEYS as FRONT_MATTER_KEYS, Problem, day_of};
pub use parse::{Dialect, parse};
pub use text::{children, plain, plain_block};
pub use tree::*;
pub use walk::{Node, each_child, inlines, walk, walk_inlines};
