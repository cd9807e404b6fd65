//! labpress: a folder of Markdown lab notes and screenshots becomes a finished static site.
//!
//! The layers, lowest first; a module imports only from layers above it in this list:
//! `source`, `cache`, `vocabulary` / `diagnostic` / `document`, `config`, `toolbox`, `words` / `extract`, `images`,
//! `highlight` / `site` / `render`, `rules` / `output` / `pipeline` / `cli`.

pub mod cache;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod extract;
pub mod highlight;
pub mod images;
pub mod output;
pub mod pipeline;
pub mod render;
pub mod rules;
pub mod site;
pub mod source;
pub mod toolbox;
pub mod vocabulary;
pub mod words;
