//! How things look: the document tree as HTML, and pages from templates.

pub mod html;
mod math;
pub mod view;
