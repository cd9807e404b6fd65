//! A write-up as a tree: [`parse`] reads it once, everything else only looks.

mod front_matter;
mod html;
mod parse;
mod slug;
mod text;
mod tree;
mod walk;

pub use front_matter::FrontMatter;
pub use parse::{Dialect, parse};
pub use text::{children, plain, plain_block};
pub use tree::*;
pub use walk::{Node, each_child, inlines, walk, walk_inlines};
