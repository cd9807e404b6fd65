# The chores of this repository. `just --list` shows them.

set positional-arguments

# Build labpress, then the sample site into _site/
build *args:
    cargo run --release -- build "$@"

# Show the sample site, or any folder, and keep it new
serve *args:
    cargo run --release -- serve "$@"

# All tests that need nothing but Rust
test *args:
    cargo test "$@"

# Format, lints, documentation
lint:
    cargo fmt --check
    cargo clippy --all-targets --locked -- -D warnings
    RUSTDOCFLAGS=-Dwarnings cargo doc --no-deps --locked

# Everything that must hold
ci:
    .ci/run

# Licences, advisories and sources of all dependencies (needs cargo-deny)
deny:
    cargo deny check

# How long labpress takes, beside others that do the same: `just bench --texts 1000 --screenshots 0`
bench *args:
    tests/bench/run "$@"

# What each stage takes
stages *args:
    cargo bench --bench stages -- "$@"

# Check the pages of a built site: `just pages`, `just pages _site axe links`
pages site="_site" *checks:
    npm install --prefix tests/pages --no-package-lock --ignore-scripts --no-audit --no-fund
    node tests/pages/check.mjs "$@"

# Take pictures of the pages of a built site, light and dark, wide and narrow, into a folder
screenshots site="_site" folder="target/screenshots":
    npm install --prefix tests/pages --no-package-lock --ignore-scripts --no-audit --no-fund
    node tests/pages/screenshots.mjs "$@"
