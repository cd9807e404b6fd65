//! Everybody who is told of what happens.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio_stream::wrappers::UnboundedReceiverStream;

/// Browsers that listen, and what each is told first.
#[derive(Clone)]
pub struct Listeners {
    senders: Arc<Mutex<Vec<UnboundedSender<Arc<str>>>>>,
    greeting: Arc<dyn Fn() -> Arc<str> + Send + Sync>,
}

impl Listeners {
    /// Begins without anybody. `greeting` gives what somebody who joins is told first: the state of things.
    pub fn new(greeting: impl Fn() -> Arc<str> + Send + Sync + 'static) -> Self {
        Self { senders: Arc::default(), greeting: Arc::new(greeting) }
    }

    /// Tells a text, if there is one, to all; who is gone is forgotten.
    pub fn tell(&self, text: Option<String>) {
        let Some(text) = text.map(Arc::<str>::from) else { return };
        self.lock().retain(|sender| sender.send(Arc::clone(&text)).is_ok());
    }

    /// Joins one more. Whatever is told after its greeting was made reaches it: nothing is lost in between.
    pub(super) fn join(&self) -> UnboundedReceiverStream<Arc<str>> {
        let (sender, receiver) = unbounded_channel();
        let mut senders = self.lock();
        // The other end is in this hand, so it takes the greeting.
        let _ = sender.send((self.greeting)());
        senders.push(sender);
        UnboundedReceiverStream::new(receiver)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<UnboundedSender<Arc<str>>>> {
        self.senders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
