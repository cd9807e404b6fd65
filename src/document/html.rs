//! Raw HTML to nodes.
