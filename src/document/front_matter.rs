//! Placeholder until it lands.

/// What stood at the very top of a write-up.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// The title it gives.
    pub title: Option<String>,
    /// The author it names.
    pub author: Option<String>,
    /// The date it gives, as written.
    pub date: Option<String>,
    /// One sentence on the report.
    pub description: Option<String>,
}
