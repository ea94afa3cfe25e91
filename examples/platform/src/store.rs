//! The durable store-and-forward store.
//!
//! [`MessageStore`] is the one trait; [`MemoryStore`] keeps everything in memory.

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
