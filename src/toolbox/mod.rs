//! What we know of command-line tools, and how a shell line is cut into pieces. (placeholder)
