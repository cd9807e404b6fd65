//! A server for the browser on this machine, and for nobody else.
//!
//! In come a function from addresses to answers and texts to send to whoever listens; out come HTTP answers on
//! 127.0.0.1. What other sites make a browser ask, by whatever trick, is refused (`guard`). It never looks at the disk:
//! an address is a name that the function knows, or does not.

mod guard;
mod listeners;
mod pieces;
mod port;

use std::convert::Infallible;
use std::io::{self, Read};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use tokio::sync::Notify;
use tokio_stream::StreamExt;

pub use listeners::Listeners;
pub use port::{BindError, Port, Server};

/// What is sent back.
pub struct Answer {
    /// How the question went.
    pub status: Status,
    /// The content type of the body: `text/html; charset=utf-8`.
    pub kind: &'static str,
    /// How long a browser may keep the body.
    pub keep: Keep,
    /// The body; empty with [`Status::Moved`].
    pub body: Content,
}

/// What is in the body of an answer.
pub enum Content {
    /// All of it.
    Whole(Arc<[u8]>),
    /// So many bytes, which are read and sent piece by piece.
    Pieces(u64, Box<dyn Read + Send>),
}

/// How a question went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Here it is.
    Found,
    /// It has another address, which is given relative to the one asked for.
    Moved(String),
    /// There is nothing at this address.
    Missing,
    /// There may be something soon.
    NotYet,
    /// There is something, and the machine would not give it.
    Failed,
}

/// How long a browser may keep a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Not at all: it may be different the next time.
    Never,
    /// For ever: its name says what is in it.
    Always,
}

/// Returns what is at an address: `notes/a.html` for `/notes/a.html`, decoded, and `""` for the front page. A part of it
/// is never `..`, and its query is left out. May take its time.
pub type Answers = dyn Fn(&str) -> Answer + Send + Sync;

/// Ends a server, from any thread.
#[derive(Clone, Default)]
pub struct Stop(Arc<Notify>);

impl Stop {
    /// Ends the server, now or as soon as it runs.
    pub fn now(&self) {
        self.0.notify_one();
    }
}

/// What all connections share.
struct Shared {
    port: u16,
    answers: Box<Answers>,
    /// Where a browser listens for texts.
    news: &'static str,
    listeners: Listeners,
}

impl Server {
    /// Answers until `stop`, or until the process is asked to end (Ctrl-C, Ctrl-\\, a closed terminal). Who asks for the address
    /// `news` gets the texts of `listeners` as server-sent events.
    ///
    /// # Errors
    /// When the machine has no means to run a server.
    pub fn run(self, answers: Box<Answers>, news: &'static str, listeners: Listeners, stop: &Stop) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let shared = Arc::new(Shared { port: self.port, answers, news, listeners });
        let ended: io::Result<()> = runtime.block_on(async {
            // A text for a listener is small and must not wait for the next one.
            let listener = tokio::net::TcpListener::from_std(self.listener)?.tap_io(|stream| {
                let _ = stream.set_nodelay(true);
            });
            let router = Router::new().fallback(respond).with_state(shared);
            tokio::select! {
                ended = axum::serve(listener, router) => ended,
                () = stop.0.notified() => Ok(()),
                () = told_to_end() => Ok(()),
            }
        });
        // Whoever is still waiting for an answer waits in vain.
        runtime.shutdown_background();
        ended
    }
}

/// Waits for a signal that ends programs.
#[cfg(unix)]
async fn told_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let kinds = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup(), SignalKind::quit()];
    let [Ok(mut interrupt), Ok(mut terminate), Ok(mut hangup), Ok(mut quit)] = kinds.map(signal) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        _ = hangup.recv() => {}
        _ = quit.recv() => {}
    }
}

#[cfg(not(unix))]
async fn told_to_end() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn respond(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let mut response = match guard::address(&request, shared.port) {
        Err(refusal) => refused(refusal),
        Ok(address) if address == shared.news => listen(&shared.listeners),
        Ok(address) => answer(shared, address).await,
    };
    for (name, value) in ALWAYS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Nothing is guessed from content, shown inside other sites, or lent to them.
const ALWAYS: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

const TEXT: &str = "text/plain; charset=utf-8";

fn refused(refusal: guard::Refusal) -> Response {
    let status = match refusal {
        guard::Refusal::Method => StatusCode::METHOD_NOT_ALLOWED,
        guard::Refusal::Address => StatusCode::BAD_REQUEST,
        guard::Refusal::Host | guard::Refusal::Origin => StatusCode::FORBIDDEN,
    };
    let allow = [(header::ALLOW, "GET, HEAD"), (header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, TEXT)];
    (status, allow, refusal.words()).into_response()
}

/// Sends the texts of `listeners` as they come.
fn listen(listeners: &Listeners) -> Response {
    let texts = listeners.join().map(|text| Ok::<_, Infallible>(Event::default().data(&*text)));
    let mut response = Sse::new(texts).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn answer(shared: Arc<Shared>, address: String) -> Response {
    // Pictures are read from the disk, and the first page has to be built: other questions do not wait for that.
    let answer = tokio::task::spawn_blocking(move || (shared.answers)(&address)).await;
    let Ok(answer) = answer else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let keep = match answer.keep {
        Keep::Never => "no-store",
        Keep::Always => "private, max-age=31536000, immutable",
    };
    let status = match &answer.status {
        Status::Found => StatusCode::OK,
        Status::Moved(_) => StatusCode::TEMPORARY_REDIRECT,
        Status::Missing => StatusCode::NOT_FOUND,
        Status::NotYet => StatusCode::SERVICE_UNAVAILABLE,
        Status::Failed => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let headers = [(header::CONTENT_TYPE, answer.kind), (header::CACHE_CONTROL, keep)];
    let mut response = (status, headers).into_response();
    match answer.body {
        Content::Whole(bytes) => *response.body_mut() = Body::from(Bytes::from_owner(bytes)),
        Content::Pieces(length, bytes) => {
            response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
            *response.body_mut() = pieces::body(length, bytes);
        }
    }
    if let Status::Moved(to) = &answer.status
        && let Ok(to) = HeaderValue::from_str(to)
    {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

/// Returns whether a question only asks.
fn only_asks(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}
