#!/usr/bin/env bash
# Made by `labpress init`. Run at the top of the repository by a host that has neither Rust nor labpress; the site is
# in `_site` then.
set -euo pipefail

# The folder of the notes.
NOTES={notes}
LABPRESS={version}

curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal --no-modify-path
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
cargo +stable install --locked --version "$LABPRESS" labpress
labpress check -- "$NOTES"
labpress build --output _site -- "$NOTES"
