//! What the store keeps: messages, their changes and what remains of them at the end.
//!
//! Numbers of subscribers and texts are private data: `Debug` shows how long an octet string is, never what it says.

use std::fmt;

use bytes::Bytes;

use super::error::StoreError;

/// Longest idempotency key, in octets.
pub const MAX_KEY: usize = 64;
/// Longest queue key, in octets.
pub const MAX_QUEUE: usize = 255;
/// Longest `meta` of a message and `summary` of a finished one, in octets.
pub const MAX_META: usize = 4096;
/// Longest body, in octets.
pub const MAX_BODY: usize = 128 * 1024;

/// A key under which the same message is accepted once only.
#[derive(Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// The key: 1 to [`MAX_KEY`] octets.
    pub octets: Bytes,
    /// Until when the key holds, Unix ms. It outlives the message if that ends earlier.
    pub expires_at: i64,
}

/// A message as it is handed in.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NewMessage {
    /// With a key, a second message of the same key is answered [`Enqueued::Duplicate`] until the key expires.
    pub key: Option<IdempotencyKey>,
    /// When it is to be delivered first, Unix ms.
    pub due_at: i64,
    /// Among messages due at the same time the higher priority comes first.
    pub priority: u8,
    /// The owner's state number.
    pub state: u8,
    /// What it queues for (a destination), up to [`MAX_QUEUE`] octets.
    pub queue: Bytes,
    /// The owner's opaque notes (attempts, last error), up to [`MAX_META`] octets; replaced by a [`Transition`].
    pub meta: Bytes,
    /// The owner's opaque message, up to [`MAX_BODY`] octets.
    pub body: Bytes,
    /// Whether the owner has it at once, as if [`due`](super::MessageStore::due) had given it: for what is to be delivered
    /// right away.
    pub leased: bool,
}

/// A live message as the store knows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// The store's number for it; never given twice.
    pub id: u64,
    /// When it is due, Unix ms.
    pub due_at: i64,
    /// See [`NewMessage::priority`].
    pub priority: u8,
    /// The owner's state number.
    pub state: u8,
    /// What it queues for.
    pub queue: Bytes,
    /// The owner's notes.
    pub meta: Bytes,
    /// The owner's message.
    pub body: Bytes,
}

/// The answer for one message of an enqueued batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the caller must answer each of them")]
pub enum Enqueued {
    /// Stored under this id (durable after the next commit).
    Accepted(u64),
    /// The key is held by this earlier message, live or finished; nothing was stored.
    Duplicate(u64),
}

/// A change of a live message. It ends the lease given by [`due`](super::MessageStore::due).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Transition {
    /// Which message.
    pub id: u64,
    /// Its new state number.
    pub state: u8,
    /// When it is due next, Unix ms.
    pub due_at: i64,
    /// New notes; `None` keeps the present ones.
    pub meta: Option<Bytes>,
    /// A new body (replace_sm); `None` keeps the present one.
    pub body: Option<Bytes>,
}

/// The end of a message.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Final {
    /// Which message.
    pub id: u64,
    /// Its final state number.
    pub state: u8,
    /// When it ended, Unix ms.
    pub done_at: i64,
    /// Until when its [`Summary`] can be asked for, Unix ms; not after `done_at`: it is forgotten at once.
    pub retain_until: i64,
    /// The owner's opaque summary (error code, addresses to match), up to [`MAX_META`] octets.
    pub summary: Bytes,
}

/// The answer for one [`Transition`] or [`Final`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "it was done or there was nothing to do it to")]
pub enum Applied {
    /// Done (durable after the next commit).
    Done,
    /// No live message has this id; nothing was changed.
    Unknown,
}

/// A message whose time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which message.
    pub id: u64,
    /// When it was due, Unix ms.
    pub due_at: i64,
    /// Its priority.
    pub priority: u8,
    /// Its state number.
    pub state: u8,
}

/// What remains of a finished message.
#[derive(Clone, PartialEq, Eq)]
pub struct Summary {
    /// The id it had.
    pub id: u64,
    /// Its final state number.
    pub state: u8,
    /// When it ended, Unix ms.
    pub done_at: i64,
    /// Until when this summary is kept, Unix ms.
    pub retain_until: i64,
    /// The owner's opaque summary.
    pub summary: Bytes,
}

/// What the store knows of an id.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "an id is live, finished or unknown")]
pub enum Lookup {
    /// The message waits or is being delivered.
    Live(Message),
    /// It ended and its summary is still kept.
    Final(Summary),
    /// Never given, or finished and forgotten.
    Unknown,
}

impl NewMessage {
    /// Checks the lengths against the limits above; `item` is the position in the batch, for the error.
    pub(super) fn check(&self, item: usize) -> Result<(), StoreError> {
        if let Some(key) = &self.key {
            within(item, "key", key.octets.len(), MAX_KEY)?;
            if key.octets.is_empty() {
                return Err(StoreError::Limit { item, field: "key", length: 0, limit: MAX_KEY });
            }
        }
        within(item, "queue", self.queue.len(), MAX_QUEUE)?;
        within(item, "meta", self.meta.len(), MAX_META)?;
        within(item, "body", self.body.len(), MAX_BODY)
    }
}

impl Transition {
    /// As [`NewMessage::check`].
    pub(super) fn check(&self, item: usize) -> Result<(), StoreError> {
        within(item, "meta", self.meta.as_ref().map_or(0, Bytes::len), MAX_META)?;
        within(item, "body", self.body.as_ref().map_or(0, Bytes::len), MAX_BODY)
    }
}

impl Final {
    /// As [`NewMessage::check`].
    pub(super) fn check(&self, item: usize) -> Result<(), StoreError> {
        within(item, "summary", self.summary.len(), MAX_META)
    }

    /// What is kept of it; `None` if it asks to be forgotten at once.
    pub(super) fn summary(&self) -> Option<Summary> {
        (self.retain_until > self.done_at).then(|| Summary {
            id: self.id,
            state: self.state,
            done_at: self.done_at,
            retain_until: self.retain_until,
            summary: self.summary.clone(),
        })
    }
}

fn within(item: usize, field: &'static str, length: usize, limit: usize) -> Result<(), StoreError> {
    if length > limit { Err(StoreError::Limit { item, field, length, limit }) } else { Ok(()) }
}

/// Shows the length only.
struct Redacted<'a>(&'a [u8]);

impl fmt::Debug for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} octets]", self.0.len())
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdempotencyKey")
            .field("octets", &Redacted(&self.octets))
            .field("expires_at", &self.expires_at)
            .finish()
    }
}

impl fmt::Debug for NewMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewMessage")
            .field("key", &self.key)
            .field("due_at", &self.due_at)
            .field("priority", &self.priority)
            .field("state", &self.state)
            .field("queue", &Redacted(&self.queue))
            .field("meta", &Redacted(&self.meta))
            .field("body", &Redacted(&self.body))
            .field("leased", &self.leased)
            .finish()
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("id", &self.id)
            .field("due_at", &self.due_at)
            .field("priority", &self.priority)
            .field("state", &self.state)
            .field("queue", &Redacted(&self.queue))
            .field("meta", &Redacted(&self.meta))
            .field("body", &Redacted(&self.body))
            .finish()
    }
}

impl fmt::Debug for Transition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transition")
            .field("id", &self.id)
            .field("state", &self.state)
            .field("due_at", &self.due_at)
            .field("meta", &self.meta.as_deref().map(Redacted))
            .field("body", &self.body.as_deref().map(Redacted))
            .finish()
    }
}

impl fmt::Debug for Final {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Final")
            .field("id", &self.id)
            .field("state", &self.state)
            .field("done_at", &self.done_at)
            .field("retain_until", &self.retain_until)
            .field("summary", &Redacted(&self.summary))
            .finish()
    }
}

impl fmt::Debug for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Summary")
            .field("id", &self.id)
            .field("state", &self.state)
            .field("done_at", &self.done_at)
            .field("retain_until", &self.retain_until)
            .field("summary", &Redacted(&self.summary))
            .finish()
    }
}
