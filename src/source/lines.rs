//! From byte offsets to lines and columns.

/// Where each line of a text begins.
#[derive(Debug, Clone)]
pub struct Lines {
    /// A text of more than 4 GB is none that a person wrote.
    starts: Box<[u32]>,
}

impl Lines {
    /// Finds the lines of `text`, which end in `\n`.
    pub fn new(text: &str) -> Self {
        let after = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(after).map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect() }
    }

    /// Returns the 1-based line that holds the byte at `offset`.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset)
    }

    /// Returns the 1-based line and column of `offset`; columns count characters.
    pub fn place(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let start = self.starts[line - 1] as usize;
        let column = text.get(start..offset).map_or(0, |before| before.chars().count());
        (line, column + 1)
    }

    /// Returns the byte offset at which the 1-based `line` begins; the text's last line for later ones.
    pub fn start(&self, line: usize) -> usize {
        let last = self.starts.len() - 1;
        self.starts[line.saturating_sub(1).min(last)] as usize
    }

    /// Returns how many lines the text has; at least 1.
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}
