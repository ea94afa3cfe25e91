//! The one trait that every store implements.

use super::{
    error::StoreError,
    message::{Applied, Due, Enqueued, Final, Lookup, Message, NewMessage, Transition},
};

/// A store-and-forward store driven by one owner.
///
/// `enqueue`, `transition` and `finalize` take effect in memory at once and are *not* durable when they return: that is
/// what [`commit`](Self::commit) is for. Hand in as much as is there, commit once, then answer: whatever queued
/// while one commit ran is the next one (group commit). Each call's batch is durable as a whole or not at all.
///
/// An `Err` of an operation means that nothing of its batch was applied. An `Err` of `commit` means that nothing handed
/// in since the last good commit is accepted; the store is then read-only until it is opened again.
///
/// Times are Unix milliseconds and come from the caller; the store never reads a clock.
pub trait MessageStore {
    /// Takes new messages; one answer an item, in order.
    ///
    /// # Errors
    /// [`StoreError::Limit`], [`StoreError::BatchTooLarge`], [`StoreError::Full`], [`StoreError::ReadOnly`].
    fn enqueue(&mut self, now_ms: i64, batch: &[NewMessage]) -> Result<Vec<Enqueued>, StoreError>;

    /// Changes live messages and ends their leases; one answer an item, in order.
    ///
    /// # Errors
    /// As [`enqueue`](Self::enqueue), except `Full`; also a damaged or unreadable log where a body is replaced.
    fn transition(&mut self, batch: &[Transition]) -> Result<Vec<Applied>, StoreError>;

    /// Ends messages; one answer an item, in order. The idempotency key stays until it expires.
    ///
    /// # Errors
    /// As [`enqueue`](Self::enqueue), except `Full`.
    fn finalize(&mut self, batch: &[Final]) -> Result<Vec<Applied>, StoreError>;

    /// Makes everything handed in so far durable. Nothing may be acknowledged before it returned `Ok`.
    ///
    /// # Errors
    /// [`StoreError::Disk`] when it fails now, [`StoreError::ReadOnly`] ever after.
    fn commit(&mut self) -> Result<(), StoreError>;

    /// Leases up to `max` messages with `due_at <= now_ms`, ordered by (`due_at`, higher priority, id).
    ///
    /// A leased message is not given again until a transition or [`release`](Self::release). Leases live in memory only:
    /// after a restart every message that was not finalized is due again.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`]: what could not be recorded should not be tried.
    fn due(&mut self, now_ms: i64, max: usize) -> Result<Vec<Due>, StoreError>;

    /// Ends the leases of these messages without a change; ids that are not leased are passed over.
    fn release(&mut self, ids: &[u64]);

    /// When the next message that is not leased is due; `None` if there is none.
    fn next_due(&self) -> Option<i64>;

    /// What is known of `id` at `now_ms`.
    ///
    /// # Errors
    /// [`StoreError::Disk`], [`StoreError::Corrupt`] when the message cannot be read back.
    fn get(&self, now_ms: i64, id: u64) -> Result<Lookup, StoreError>;

    /// The message that holds this idempotency key at `now_ms`, live or finished.
    fn holder(&self, now_ms: i64, key: &[u8]) -> Option<u64>;

    /// Shows every live message in the order of ids: what an owner rebuilds its own indexes from.
    ///
    /// # Errors
    /// As [`get`](Self::get); the messages before the unreadable one were shown.
    fn snapshot(&self, visit: &mut dyn FnMut(Message)) -> Result<(), StoreError>;

    /// How many messages are live.
    fn live(&self) -> usize;

    /// Does a slice of housekeeping: forgets what expired, prepares room ahead, cleans. Called after each commit it keeps up
    /// with what was committed; `budget` is how many octets may be read and written beyond that, when there is time. Gives
    /// whether more may be waiting.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    fn maintain(&mut self, now_ms: i64, budget: usize) -> Result<bool, StoreError>;

    /// Commits for the last time before the store is dropped.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    fn close(&mut self) -> Result<(), StoreError> {
        self.commit()
    }
}
