//! Tests that see labpress from outside.

mod layers;
mod oracle;
