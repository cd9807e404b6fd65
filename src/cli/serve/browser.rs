//! Opens an address in the user's browser.

use std::process::{Command, Stdio};

/// Opens an address by the means of the system; where there are none, nothing happens: the address was printed.
pub(super) fn open(url: &str) {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        Command::new("xdg-open")
    };
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // A browser that begins with this must not end with the Ctrl-C that ends the preview.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    if let Ok(mut child) = command.spawn() {
        // Somebody has to ask how it ended, or the system keeps it.
        std::thread::spawn(move || child.wait());
    }
}
