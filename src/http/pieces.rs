//! Sends a body while it is read, so that a large file is never held as a whole.

use std::io::{self, Read};

use axum::body::{Body, Bytes};
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

/// How much is read at once, in bytes.
const PIECE: u64 = 64 * 1024;
/// How many pieces wait until the browser takes them.
const AHEAD: usize = 4;

/// Returns a body of `length` bytes, which another thread reads.
pub(super) fn body(length: u64, bytes: Box<dyn Read + Send>) -> Body {
    let (sender, receiver) = channel(AHEAD);
    tokio::task::spawn_blocking(move || send(length, bytes, &sender));
    Body::from_stream(ReceiverStream::new(receiver))
}

/// Reads until the end, or until nobody wants any more of it.
fn send(length: u64, mut bytes: impl Read, sender: &Sender<io::Result<Bytes>>) {
    let mut left = length;
    while left > 0 {
        let mut piece = Vec::new();
        let read = bytes.by_ref().take(PIECE.min(left)).read_to_end(&mut piece);
        let read = match read {
            // It was cut off since its size was known: the answer must not look whole.
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            read => read.map(|_| Bytes::from(piece)),
        };
        left -= read.as_ref().map_or(left, |piece| piece.len() as u64);
        if sender.blocking_send(read).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns how many bytes are sent of a file with `there` bytes, and whether they are whole.
    fn sent(length: u64, there: usize) -> (usize, bool) {
        let (sender, mut receiver) = channel(1000);
        send(length, &vec![7; there][..], &sender);
        drop(sender);
        let (mut bytes, mut is_whole) = (0, true);
        while let Some(piece) = receiver.blocking_recv() {
            is_whole &= piece.is_ok();
            bytes += piece.map_or(0, |piece| piece.len());
        }
        (bytes, is_whole)
    }

    #[test]
    fn as_much_is_sent_as_was_said() {
        assert_eq!(sent(0, 0), (0, true));
        assert_eq!(sent(200_000, 200_000), (200_000, true));
        // It grew, and it was cut off.
        assert_eq!(sent(100_000, 200_000), (100_000, true));
        assert_eq!(sent(200_000, 100_000), (100_000, false));
    }
}
