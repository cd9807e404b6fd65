//! Tests that see labpress from outside.

mod oracle;
