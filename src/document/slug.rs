//! GitHub's heading ids.
