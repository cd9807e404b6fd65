//! From the bytes of a file to text.
//!
//! Notes are UTF-8, but PowerShell writes UTF-16 and old editors write Windows-1252. What is not UTF-8 is told by its
//! byte order mark or its zero bytes; the rest is taken for Windows-1252, in which every byte means something.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text, and how its bytes had to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decoded {
    /// UTF-8, with or without a byte order mark.
    Text(String),
    /// In another encoding, of this name.
    Other(String, &'static str),
    /// Not text at all.
    Binary,
}

impl Decoded {
    /// Returns the text, whatever its encoding was.
    pub fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Other(text, _) => Some(text),
            Self::Binary => None,
        }
    }
}

/// How many bytes are looked at to tell what a file is.
const START: usize = 8192;

/// Reads `bytes` as text.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes).filter(|(encoding, _)| encoding.name() != "UTF-8") {
        return other(encoding, &bytes[mark..]);
    }
    let start = &bytes[..bytes.len().min(START)];
    if start.contains(&0) {
        return match zeros(start) {
            // Letters of most languages have a zero byte in every pair.
            (low, high) if high * 4 > start.len() && low * 20 < start.len() => other(UTF_16LE, &bytes),
            (low, high) if low * 4 > start.len() && high * 20 < start.len() => other(UTF_16BE, &bytes),
            _ => Decoded::Binary,
        };
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded::Text(without_mark(text)),
        Err(error) if is_text(error.as_bytes()) => other(WINDOWS_1252, error.as_bytes()),
        Err(_) => Decoded::Binary,
    }
}

/// Returns `text` as bytes in the encoding in which `bytes` are written, its byte order mark too; `None` when that
/// encoding has no sign for something, or `bytes` would not come out the same again.
pub fn encode_as(bytes: &[u8], text: &str) -> Option<Vec<u8>> {
    let same = encoded_as(bytes, &decode(bytes.to_vec()).into_text()?)?;
    (same == bytes).then(|| encoded_as(bytes, text)).flatten()
}

fn encoded_as(bytes: &[u8], text: &str) -> Option<Vec<u8>> {
    let mark = Encoding::for_bom(bytes).map_or(0, |(_, length)| length);
    let mut out = bytes[..mark].to_vec();
    match decode(bytes.to_vec()) {
        Decoded::Text(_) => out.extend(text.as_bytes()),
        Decoded::Other(_, name) if name == UTF_16LE.name() => {
            out.extend(text.encode_utf16().flat_map(u16::to_le_bytes))
        }
        Decoded::Other(_, name) if name == UTF_16BE.name() => {
            out.extend(text.encode_utf16().flat_map(u16::to_be_bytes))
        }
        Decoded::Other(..) => match WINDOWS_1252.encode(text) {
            (encoded, _, false) => out.extend_from_slice(&encoded),
            _ => return None,
        },
        Decoded::Binary => return None,
    }
    Some(out)
}

/// Counts the zero bytes at even and at odd places.
fn zeros(bytes: &[u8]) -> (usize, usize) {
    let count = |first: usize| bytes.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    (count(0), count(1))
}

/// Control characters are what tells a picture or a program from a text.
fn is_text(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(START)];
    let controls = start.iter().filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b));
    controls.count() * 50 <= start.len()
}

fn other(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded::Other(without_mark(text.into_owned()), encoding.name())
}

fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let utf16 = |text: &str, mark: bool| -> Vec<u8> {
            let mark = mark.then_some(0xfeff).into_iter();
            mark.chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        };
        let big: Vec<u8> = "# Größe\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let cases: [(Vec<u8>, &str, &str); 7] = [
            ("# Größe\n".into(), "# Größe\n", ""),
            ("\u{feff}# A".into(), "# A", ""),
            (utf16("# Größe\r\n", true), "# Größe\r\n", "UTF-16LE"),
            (utf16("# Größe\n", false), "# Größe\n", "UTF-16LE"),
            (big, "# Größe\n", "UTF-16BE"),
            (b"caf\xe9 \x96 au lait".to_vec(), "café – au lait", "windows-1252"),
            (Vec::new(), "", ""),
        ];
        for (bytes, text, name) in cases {
            // A changed text keeps its encoding, and its mark.
            let longer = encode_as(&bytes, &format!("{text}x")).unwrap();
            assert!(longer.starts_with(&bytes) && longer.len() - bytes.len() <= 2, "{text}");
            match decode(bytes) {
                Decoded::Text(read) => assert_eq!((read.as_str(), ""), (text, name)),
                Decoded::Other(read, encoding) => assert_eq!((read.as_str(), encoding), (text, name)),
                Decoded::Binary => panic!("{text} is no text"),
            }
        }
        for binary in [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], b"\0\0\0\0", b"\xff\x01\x02\x03\x04\x05"] {
            assert_eq!(decode(binary.to_vec()), Decoded::Binary);
            assert_eq!(encode_as(binary, "x"), None);
        }
        // Windows-1252 has no sign for these.
        assert_eq!(encode_as(b"caf\xe9", "中文"), None);
    }
}
