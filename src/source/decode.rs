//! From the bytes of a file to text.

/// A text, and whether its bytes had to be guessed at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decoded {
    /// UTF-8, with or without a byte order mark.
    Text(String),
    /// Bytes that are no UTF-8 stand as U+FFFD.
    Damaged(String),
    /// Not text at all.
    Binary,
}

/// Reads `bytes` as text.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    if bytes.iter().take(8192).any(|&byte| byte == 0) {
        return Decoded::Binary;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded::Text(without_mark(text)),
        Err(error) => Decoded::Damaged(without_mark(String::from_utf8_lossy(error.as_bytes()).into_owned())),
    }
}

fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}
