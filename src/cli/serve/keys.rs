//! Single keys from the terminal, as they are pressed.
//!
//! On Unix the terminal is told to give them at once and without showing them, and gets its old manners back at the end,
//! whichever key or signal ended the preview, but for one that no program can hear (`kill -9`). Elsewhere a key counts when Enter follows.

use std::io::{IsTerminal, Read};

use crate::cli::terminal::Terminal;

/// A terminal that gives single keys, until this is dropped.
pub(super) struct Keys {
    #[cfg(unix)]
    manners: rustix::termios::Termios,
}

impl Keys {
    /// Calls `press` with every key, from another thread. `None` when there is nobody to press any.
    pub(super) fn listen(terminal: &Terminal, press: impl Fn(char) + Send + 'static) -> Option<Self> {
        if !std::io::stdin().is_terminal() || !terminal.watched {
            return None;
        }
        let keys = Self::begin()?;
        std::thread::spawn(move || {
            for byte in std::io::stdin().lock().bytes().map_while(Result::ok) {
                press(char::from(byte.to_ascii_lowercase()));
            }
        });
        Some(keys)
    }

    #[cfg(unix)]
    fn begin() -> Option<Self> {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        if !is_in_front() {
            return None;
        }
        let manners = tcgetattr(std::io::stdin()).ok()?;
        let mut plain = manners.clone();
        // Ctrl-C stays what it is.
        plain.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO);
        tcsetattr(std::io::stdin(), OptionalActions::Now, &plain).ok()?;
        Some(Self { manners })
    }

    #[cfg(not(unix))]
    fn begin() -> Option<Self> {
        Some(Self {})
    }
}

#[cfg(unix)]
impl Drop for Keys {
    fn drop(&mut self) {
        if is_in_front() {
            // A terminal that is gone has no manners.
            let _ = rustix::termios::tcsetattr(std::io::stdin(), rustix::termios::OptionalActions::Now, &self.manners);
        }
    }
}

/// Returns whether the terminal's keys are for this process: one in the background is stopped when it touches them.
#[cfg(unix)]
fn is_in_front() -> bool {
    rustix::termios::tcgetpgrp(std::io::stdin()).is_ok_and(|group| group == rustix::process::getpgrp())
}
