//! The `labpress` command.

fn main() {}
