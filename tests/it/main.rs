//! Tests that see labpress from outside.

mod aliases;
mod assets;
mod check;
mod command_line;
mod facts;
mod incremental;
mod init;
mod layers;
mod oracle;
mod promises;
mod reading;
#[cfg(feature = "serve")]
mod serve;
mod settings;
mod single;
mod site;
mod sites;
mod words;
