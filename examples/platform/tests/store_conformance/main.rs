//! One suite for every store: what the trait promises, held against each implementation.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod accepting;
mod delivering;
mod support;

use brivas_platform::store::{
    MemoryStore, MessageStore,
    log::{FileDisk, LogConfig, LogStore, SimDisk},
};

/// How to get a store, and how to get the same one again after the process ended.
trait Factory {
    type Store: MessageStore;
    fn open(&self) -> Self::Store;
    /// Drops the store after its last commit and opens it again; `None` if it is not durable.
    fn reopen(&self, store: Self::Store) -> Option<Self::Store>;
}

struct Memory;

impl Factory for Memory {
    type Store = MemoryStore;

    fn open(&self) -> MemoryStore {
        MemoryStore::new(1000)
    }

    fn reopen(&self, _store: MemoryStore) -> Option<MemoryStore> {
        None
    }
}

fn config() -> LogConfig {
    LogConfig::new(1).segment_octets(256 * 1024).max_messages(1000)
}

struct Simulated(SimDisk);

impl Factory for Simulated {
    type Store = LogStore<SimDisk>;

    fn open(&self) -> Self::Store {
        LogStore::open(self.0.clone(), config()).unwrap().0
    }

    fn reopen(&self, store: Self::Store) -> Option<Self::Store> {
        drop(store);
        self.0.crash();
        Some(self.open())
    }
}

struct Files(tempfile::TempDir);

impl Factory for Files {
    type Store = LogStore<FileDisk>;

    fn open(&self) -> Self::Store {
        LogStore::open(FileDisk::open(self.0.path()).unwrap(), config()).unwrap().0
    }

    fn reopen(&self, store: Self::Store) -> Option<Self::Store> {
        drop(store);
        Some(self.open())
    }
}

/// Each promise is a function over any factory; this makes a test of each promise for each store.
macro_rules! conformance {
    ($($part:ident: $($promise:ident)*;)*) => {
        mod memory {
            $($(#[test] fn $promise() { crate::$part::$promise(crate::Memory); })*)*
        }
        mod log_on_simulated_disk {
            $($(#[test] fn $promise() { crate::$part::$promise(crate::Simulated(crate::SimDisk::new(1))); })*)*
        }
        mod log_on_files {
            $($(#[test] fn $promise() { crate::$part::$promise(crate::Files(tempfile::tempdir().unwrap())); })*)*
        }
    };
}

conformance! {
    accepting:
        a_key_is_accepted_once_until_it_expires
        a_key_outlives_its_message
        a_duplicate_within_a_batch_is_noticed
        the_holder_of_a_key_is_told_while_it_holds
        limits_hold_at_their_bounds
        a_full_store_takes_changes_and_ends
        a_refused_batch_changes_nothing
        ids_are_never_given_twice
        an_empty_batch_is_nothing;
    delivering:
        due_messages_come_in_order
        a_leased_message_is_given_once
        a_message_may_be_leased_from_the_start
        transitions_change_what_they_name
        a_transition_ends_the_lease
        a_body_can_be_replaced
        a_finished_message_leaves_its_summary_until_its_time
        unknown_messages_are_said_to_be_unknown
        the_snapshot_shows_every_live_message
        reopening_gives_the_same_state;
}
