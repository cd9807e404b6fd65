//! labpress: a folder of Markdown lab notes and screenshots becomes a finished static site.
//!
//! The layers, lowest first; a module imports only from layers above it in this list:
//! `source`, `cache`, `vocabulary` / `diagnostic` / `document`, `config`, `toolbox`, `words` / `extract`, `images`,
//! `highlight` / `site` / `render`, `rules` / `output`, `http` / `pipeline` / `serve` / `cli`.

pub mod cache;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod extract;
pub mod highlight;
#[cfg(feature = "serve")]
pub mod http;
pub mod images;
pub mod output;
pub mod pipeline;
pub mod render;
pub mod rules;
#[cfg(feature = "serve")]
pub mod serve;
pub mod site;
pub mod source;
pub mod toolbox;
pub mod vocabulary;
pub mod words;
