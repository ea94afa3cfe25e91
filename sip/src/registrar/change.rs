//! What a request or the time changes.

use std::sync::Arc;

use super::aor::Aor;
use super::binding::Binding;
use super::record::Record;

/// A change of one record: what a store is to keep, and what watchers are to be told.
#[derive(Clone, Debug)]
pub struct Change {
    pub(super) record: Record,
    pub(super) events: Vec<Event>,
    /// The version of the record that it was made from.
    pub(super) before: u64,
}

impl Change {
    /// The record as it is with this change. One that is empty is to be deleted.
    #[must_use]
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// The address-of-record that it is of.
    #[must_use]
    pub const fn aor(&self) -> &Aor {
        &self.record.aor
    }

    /// What became of each binding that is touched by it.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }
}

/// What became of a binding.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs)] // a binding and what became of it
pub struct Event {
    /// What.
    pub kind: EventKind,
    /// The binding as it is now; as it was, if it is no more.
    pub binding: Arc<Binding>,
}

/// What became of a binding, by the name that the registration event package has for it (RFC 3680).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// A request made it: `registered`.
    Registered,
    /// A request made it last longer, or changed it: `refreshed`.
    Refreshed,
    /// A request made it end earlier: `shortened`.
    Shortened,
    /// A request removed it: `unregistered`.
    Unregistered,
    /// Its time is over: `expired`.
    Expired,
    /// The owner removed it, and the user agent may register again: `deactivated`.
    Deactivated,
}
