//! A folder of results that are dear to compute, each under the hash of what it was computed from. (placeholder)
