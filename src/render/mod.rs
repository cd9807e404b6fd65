//! From a site to pages.
pub mod view;
