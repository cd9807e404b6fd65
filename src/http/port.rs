//! The place at which the server is reached: 127.0.0.1 and a port.

use std::io;
use std::net::{Ipv4Addr, TcpListener};

/// Which port is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// This one and no other; 0 is whichever the system gives.
    Exactly(u16),
    /// This one, or one of the next when it is taken.
    From(u16),
}

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// Another program has the port.
    #[error("port {0} is taken by another program: leave out `--port`, and the next free one is taken")]
    Taken(u16),
    /// The system keeps the port for itself.
    #[error("port {0} may only be used by the administrator: choose one above 1023, or leave out `--port`")]
    Forbidden(u16),
    /// The system refused.
    #[error("cannot listen on 127.0.0.1 port {0}: {1}")]
    System(u16, io::Error),
}

/// A server that has its port, so that a browser may be sent there, and does not answer yet.
#[derive(Debug)]
pub struct Server {
    pub(super) listener: TcpListener,
    pub(super) port: u16,
}

/// So many ports are tried before the system is asked for any.
const TRIED: u16 = 100;

impl Server {
    /// Takes a port.
    ///
    /// # Errors
    /// When it is not to be had.
    pub fn bind(port: Port) -> Result<Self, BindError> {
        match port {
            Port::Exactly(port) => Self::on(port),
            Port::From(first) => {
                let tried = (first..first.saturating_add(TRIED)).map(Self::on).find_map(Result::ok);
                tried.map_or_else(|| Self::on(0), Ok)
            }
        }
    }

    fn on(port: u16) -> Result<Self, BindError> {
        let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).and_then(|listener| {
            listener.set_nonblocking(true)?;
            let port = listener.local_addr()?.port();
            Ok(Self { listener, port })
        });
        bound.map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => BindError::Taken(port),
            io::ErrorKind::PermissionDenied => BindError::Forbidden(port),
            _ => BindError::System(port, error),
        })
    }

    /// Returns where a browser finds it: `http://127.0.0.1:8000/`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_an_error_only_for_who_asked_for_it() {
        let first = Server::bind(Port::Exactly(0)).unwrap();
        assert!(first.port > 0 && first.listener.local_addr().unwrap().ip().is_loopback());
        let refused = Server::bind(Port::Exactly(first.port)).unwrap_err();
        assert!(matches!(refused, BindError::Taken(port) if port == first.port), "{refused}");
        let next = Server::bind(Port::From(first.port)).unwrap();
        assert_ne!(next.port, first.port);
        assert_eq!(next.url(), format!("http://127.0.0.1:{}/", next.port));
    }
}
