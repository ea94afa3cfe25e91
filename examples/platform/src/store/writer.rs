//! One thread that owns the store.
//!
//! Callers hand in operations from anywhere and are answered after the commit that covers them. Whatever queued while one
//! commit ran is applied together and made durable by the next: group commit forms by itself, and a linger can only save CPU
//! time at low rates.
//!
//! An answer is given by calling a function that the caller handed in, on the store's thread. With a channel for one value
//! that is all a server with an asynchronous runtime needs: `Box::new(move |answer| { let _ = sender.send(answer); })`.
//! Such a function must be short, and must not wait for the store.

use std::{
    fmt,
    sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, TrySendError, sync_channel},
    thread::{self, JoinHandle},
    time::{Duration, SystemTime},
};

use super::{
    api::MessageStore,
    error::StoreError,
    message::{Applied, Due, Enqueued, Final, Lookup, NewMessage, Transition},
};

mod turn;

/// What is called with the answer.
pub type Reply<T> = Box<dyn FnOnce(Result<T, StoreError>) + Send>;

/// Something to do, and whom to tell.
#[non_exhaustive]
pub enum Request {
    /// See [`MessageStore::enqueue`].
    Enqueue(Vec<NewMessage>, Reply<Vec<Enqueued>>),
    /// See [`MessageStore::transition`].
    Transition(Vec<Transition>, Reply<Vec<Applied>>),
    /// See [`MessageStore::finalize`].
    Finalize(Vec<Final>, Reply<Vec<Applied>>),
    /// See [`MessageStore::due`]: up to so many, due now.
    Due(usize, Reply<Vec<Due>>),
    /// See [`MessageStore::release`].
    Release(Vec<u64>),
    /// See [`MessageStore::next_due`].
    NextDue(Reply<Option<i64>>),
    /// See [`MessageStore::get`].
    Get(u64, Reply<Lookup>),
}

/// How the thread works.
#[derive(Clone, Debug)]
pub struct WriterConfig {
    queue: usize,
    linger: Duration,
    clock: fn() -> i64,
    trouble: fn(StoreError),
}

/// The thread. Dropping it ends it after everything handed in was answered.
#[derive(Debug)]
pub struct Writer<S> {
    handle: Handle,
    thread: Option<JoinHandle<(S, Result<(), StoreError>)>>,
}

/// A way to hand in requests; cloned for each caller.
#[derive(Clone)]
pub struct Handle(SyncSender<Command>);

/// Why a request was not taken; it comes back.
#[derive(Debug)]
#[expect(clippy::exhaustive_enums, reason = "the caller must tell busy from gone")]
pub enum Refused {
    /// The queue is full: try later, or tell the peer to.
    Busy(Request),
    /// The thread has ended.
    Closed(Request),
}

enum Command {
    Do(Request),
    End,
}

impl Default for WriterConfig {
    /// 1,024 requests in the queue, no linger, the clock of the system, nobody to tell about trouble.
    fn default() -> Self {
        Self {
            queue: 1024,
            linger: Duration::ZERO,
            clock: wall_clock,
            trouble: |_| {},
        }
    }
}

impl WriterConfig {
    /// How many requests (batches) may wait; one more is refused. At least 1.
    #[must_use]
    pub fn queue(mut self, requests: usize) -> Self {
        self.queue = requests.max(1);
        self
    }

    /// How long to wait for more after the first request of a turn.
    #[must_use]
    pub fn linger(mut self, linger: Duration) -> Self {
        self.linger = linger;
        self
    }

    /// Where the time comes from, Unix ms.
    #[must_use]
    pub fn clock(mut self, clock: fn() -> i64) -> Self {
        self.clock = clock;
        self
    }
}

impl WriterConfig {
    /// Whom to tell when housekeeping fails, on the store's thread. The log is damaged then, or the store has turned
    /// read-only, which is told once.
    #[must_use]
    pub fn trouble(mut self, trouble: fn(StoreError)) -> Self {
        self.trouble = trouble;
        self
    }

    /// Housekeeping; whether more is waiting.
    fn maintain(&self, store: &mut impl MessageStore, budget: usize) -> bool {
        match store.maintain((self.clock)(), budget) {
            Ok(more) => more,
            Err(StoreError::ReadOnly(_)) => false,
            Err(error) => {
                (self.trouble)(error);
                false
            }
        }
    }
}

impl<S: MessageStore + Send + 'static> Writer<S> {
    /// Starts the thread.
    ///
    /// # Errors
    /// [`StoreError::Closed`] if the operating system gives no thread.
    pub fn start(store: S, config: WriterConfig) -> Result<Self, StoreError> {
        let (sender, receiver) = sync_channel(config.queue);
        let spawned = thread::Builder::new()
            .name("store".into())
            .spawn(move || run(store, &receiver, &config));
        let thread = spawned.map_err(|_| StoreError::Closed)?;
        Ok(Self {
            handle: Handle(sender),
            thread: Some(thread),
        })
    }

    /// A way to hand in requests.
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// Ends the thread: everything handed in before is done and answered, the store is closed and given back.
    ///
    /// # Errors
    /// What closing the store says; [`StoreError::Closed`] if the thread died, which only a panic of a reply can do.
    pub fn close(mut self) -> Result<S, StoreError> {
        let (store, closed) = self.end().ok_or(StoreError::Closed)?;
        closed.map(|()| store)
    }
}

impl<S> Writer<S> {
    fn end(&mut self) -> Option<(S, Result<(), StoreError>)> {
        let thread = self.thread.take()?;
        // It only fails if the thread is gone, and then there is nothing to tell it.
        let _ = self.handle.0.send(Command::End);
        thread.join().ok()
    }
}

impl<S> Drop for Writer<S> {
    fn drop(&mut self) {
        self.end();
    }
}

impl Handle {
    /// Hands in a request without waiting.
    ///
    /// # Errors
    /// [`Refused`], with the request; its reply was not called.
    pub fn try_submit(&self, request: Request) -> Result<(), Refused> {
        self.0
            .try_send(Command::Do(request))
            .map_err(|refused| match refused {
                TrySendError::Full(command) => Refused::Busy(command.request()),
                TrySendError::Disconnected(command) => Refused::Closed(command.request()),
            })
    }

    /// Hands in a request, waiting while the queue is full; for threads that may.
    ///
    /// # Errors
    /// [`Refused::Closed`], with the request.
    pub fn submit(&self, request: Request) -> Result<(), Refused> {
        self.0
            .send(Command::Do(request))
            .map_err(|refused| Refused::Closed(refused.0.request()))
    }
}

impl Command {
    fn request(self) -> Request {
        match self {
            Self::Do(request) => request,
            Self::End => Request::Release(Vec::new()),
        }
    }
}

/// How long to sleep at most when nothing is handed in, so that what expires is forgotten.
const IDLE: Duration = Duration::from_millis(100);
/// Octets of housekeeping in one go when nothing is handed in.
const IDLE_BUDGET: usize = 1 << 20;
fn run<S: MessageStore>(
    mut store: S,
    receiver: &Receiver<Command>,
    config: &WriterConfig,
) -> (S, Result<(), StoreError>) {
    let mut waiting = true;
    loop {
        // With housekeeping left over, only look whether there is a request.
        let wait = if waiting { IDLE } else { Duration::ZERO };
        let first = match receiver.recv_timeout(wait) {
            Ok(Command::Do(request)) => request,
            Err(RecvTimeoutError::Timeout) => {
                waiting = !config.maintain(&mut store, IDLE_BUDGET);
                continue;
            }
            Ok(Command::End) | Err(RecvTimeoutError::Disconnected) => break,
        };
        if !config.linger.is_zero() {
            thread::sleep(config.linger);
        }
        let mut turn = turn::Turn::new((config.clock)());
        turn.apply(&mut store, first);
        let ended = gather(&mut store, receiver, &mut turn);
        turn.finish(&mut store);
        waiting = !config.maintain(&mut store, 0);
        if ended {
            break;
        }
    }
    let closed = store.close();
    (store, closed)
}

/// Applies what queued in the meantime, up to a bound; whether the end was among it.
fn gather<S: MessageStore>(store: &mut S, receiver: &Receiver<Command>, turn: &mut turn::Turn) -> bool {
    while !turn.is_full() {
        match receiver.try_recv() {
            Ok(Command::Do(request)) => turn.apply(store, request),
            Ok(Command::End) | Err(TryRecvError::Disconnected) => return true,
            Err(TryRecvError::Empty) => return false,
        }
    }
    false
}

fn wall_clock() -> i64 {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Handle")
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Enqueue(batch, _) => write!(f, "Enqueue({})", batch.len()),
            Self::Transition(batch, _) => write!(f, "Transition({})", batch.len()),
            Self::Finalize(batch, _) => write!(f, "Finalize({})", batch.len()),
            Self::Due(max, _) => write!(f, "Due({max})"),
            Self::Release(ids) => write!(f, "Release({})", ids.len()),
            Self::NextDue(_) => f.write_str("NextDue"),
            Self::Get(id, _) => write!(f, "Get({id})"),
        }
    }
}
