//! The durable store-and-forward store.
//!
//! [`MessageStore`] is the one trait: messages are enqueued, become due, change and end; `commit` makes it durable.
//! [`LogStore`](log::LogStore) keeps them in a segmented log on a disk, [`MemoryStore`] in memory (for tests, and as the
//! model that the log is held against).
//!
//! ```
//! use brivas_platform::store::{Enqueued, Final, MemoryStore, MessageStore, NewMessage};
//!
//! let mut store = MemoryStore::new(1000);
//! let message = NewMessage { due_at: 5, body: "text".into(), ..NewMessage::default() };
//! assert_eq!(store.enqueue(0, &[message])?, [Enqueued::Accepted(1)]);
//! store.commit()?; // now it may be acknowledged
//! let due = store.due(5, 10)?;
//! store.finalize(&[Final { id: due[0].id, state: 2, ..Final::default() }])?;
//! store.commit()?;
//! # Ok::<(), brivas_platform::store::StoreError>(())
//! ```

mod api;
mod error;
pub mod log;
mod memory;
mod message;

pub use api::MessageStore;
pub use error::{Damage, DiskError, DiskErrorKind, StoreError};
pub use memory::MemoryStore;
pub use message::{
    Applied, Due, Enqueued, Final, IdempotencyKey, Lookup, MAX_BODY, MAX_KEY, MAX_META, MAX_QUEUE, Message,
    NewMessage, Summary, Transition,
};
