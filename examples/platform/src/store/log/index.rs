//! What the store knows without reading the disk.

use std::{cmp::Reverse, collections::BTreeSet};

use crate::{
    paged::PagedMap,
    store::message::{Due, Summary},
};

use super::{
    format::{Location, Record},
    keys::{Holder, Keys},
};

/// The index over the log: made again from the log at every start.
///
/// Memory of a live message: an [`Entry`], its place among the waiting, its key. Queue, body and the notes it came with
/// stay in the log and are read when asked for (the page cache holds what is recent); only notes that a transition
/// replaced are kept here, which spares cleaning and `get` a second read.
#[derive(Debug)]
pub(crate) struct Index {
    /// The next id to give.
    pub(crate) next_id: u64,
    /// The live messages.
    pub(crate) messages: PagedMap<Entry>,
    /// The idempotency keys.
    pub(crate) keys: Keys,
    /// Messages that wait, as (due_at, higher priority first, id); leased ones are not in it. A tree, because it grows and shrinks without pauses.
    waiting: BTreeSet<(i64, Reverse<u8>, u64)>,
    summaries: PagedMap<Summary>,
    /// When summaries are to be forgotten.
    retained: BTreeSet<(i64, u64)>,
    max_summaries: usize,
    /// Octets of the records of live messages and kept summaries.
    live_octets: u64,
}

/// What is known of a live message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// When it is due.
    pub(crate) due_at: i64,
    /// Its notes, if a transition replaced those in the record.
    pub(crate) meta: Option<Box<[u8]>>,
    /// Its latest full record.
    pub(crate) location: Location,
    /// Its priority.
    pub(crate) priority: u8,
    /// Its state number.
    pub(crate) state: u8,
    /// Whether it waits for its time, and is not leased.
    pub(crate) waits: bool,
}

impl Index {
    /// Nothing known yet.
    pub(crate) fn new(seed: u64, max_summaries: usize) -> Self {
        Self {
            next_id: 1,
            messages: PagedMap::new(),
            keys: Keys::new(seed),
            waiting: BTreeSet::new(),
            summaries: PagedMap::new(),
            retained: BTreeSet::new(),
            max_summaries,
            live_octets: 0,
        }
    }

    /// Octets that would have to be written to carry everything forward.
    pub(crate) fn live_octets(&self) -> u64 {
        self.live_octets + self.keys.octets()
    }

    /// How many summaries are kept.
    pub(crate) fn summaries(&self) -> usize {
        self.summaries.len()
    }

    /// Learns from one record of the log, in the order of the log. Afterwards [`rebuild_waiting`](Self::rebuild_waiting).
    pub(crate) fn replay(&mut self, record: &Record<'_>, location: Location) {
        match *record {
            Record::Message { id, due_at, priority, state, key, key_expires_at, .. } => {
                self.next_id = self.next_id.max(id.saturating_add(1));
                if !key.is_empty() {
                    self.keys.insert(key, Holder { id, expires_at: key_expires_at });
                }
                self.forget_summary(id);
                self.put(id, Entry { due_at, meta: None, location, priority, state, waits: true });
            }
            Record::Transition { id, due_at, state, meta } => {
                // Unknown: the full record was copied forward and comes later, with this change in it.
                if let Some(entry) = self.messages.get_mut(id) {
                    entry.due_at = due_at;
                    entry.state = state;
                    if let Some(meta) = meta {
                        entry.meta = Some(meta.into());
                    }
                }
            }
            Record::Final { id, state, done_at, retain_until, summary } => {
                self.next_id = self.next_id.max(id.saturating_add(1));
                self.take(id);
                if retain_until > done_at {
                    let summary =
                        Summary { id, state, done_at, retain_until, summary: summary.to_vec().into() };
                    self.keep_summary(summary);
                }
            }
            Record::Key { id, expires_at, key } => self.keys.insert(key, Holder { id, expires_at }),
            Record::Base { next_id, .. } => self.next_id = self.next_id.max(next_id),
            Record::Commit { .. } | Record::Oldest { .. } => {}
        }
    }

    /// Makes every live message wait: after a replay, which leaves the order alone because sorting once is cheaper.
    pub(crate) fn rebuild_waiting(&mut self) {
        self.waiting = self.messages.iter().map(|(id, entry)| order(id, entry)).collect();
    }

    /// A new live message, or a full record that replaces an older one.
    fn put(&mut self, id: u64, entry: Entry) {
        self.live_octets += u64::from(entry.location.octets);
        if let Some(old) = self.messages.insert(id, entry) {
            self.live_octets -= u64::from(old.location.octets);
        }
    }

    /// A new live message, waiting for its time or leased at once.
    pub(crate) fn admit(&mut self, id: u64, entry: Entry) {
        if entry.waits {
            self.waiting.insert(order(id, &entry));
        }
        self.put(id, entry);
    }

    /// The full record of `id` was written again, at `location`.
    pub(crate) fn moved(&mut self, id: u64, location: Location) {
        if let Some(entry) = self.messages.get_mut(id) {
            self.live_octets += u64::from(location.octets);
            self.live_octets -= u64::from(entry.location.octets);
            entry.location = location;
        }
    }

    /// Lets `id` wait for its time.
    pub(crate) fn wait(&mut self, id: u64) {
        if let Some(entry) = self.messages.get_mut(id) {
            entry.waits = true;
            self.waiting.insert(order(id, entry));
        }
    }

    /// Takes `id` from the waiting, so that its time can be changed.
    pub(crate) fn stop_waiting(&mut self, id: u64) {
        if let Some(entry) = self.messages.get_mut(id).filter(|entry| entry.waits) {
            entry.waits = false;
            self.waiting.remove(&order(id, entry));
        }
    }

    /// Removes a live message.
    pub(crate) fn take(&mut self, id: u64) -> Option<Entry> {
        let entry = self.messages.remove(id)?;
        if entry.waits {
            self.waiting.remove(&order(id, &entry));
        }
        self.live_octets -= u64::from(entry.location.octets);
        Some(entry)
    }

    /// Leases the first of the waiting, if its time has come.
    pub(crate) fn lease(&mut self, now_ms: i64) -> Option<Due> {
        let &(due_at, Reverse(priority), id) = self.waiting.first().filter(|first| first.0 <= now_ms)?;
        self.waiting.pop_first();
        let entry = self.messages.get_mut(id)?;
        entry.waits = false;
        Some(Due { id, due_at, priority, state: entry.state })
    }

    /// When the first of the waiting is due.
    pub(crate) fn next_due(&self) -> Option<i64> {
        self.waiting.first().map(|first| first.0)
    }

    /// Keeps the summary of a finished message; where there are too many, the one that would go next goes.
    pub(crate) fn keep_summary(&mut self, summary: Summary) {
        let id = summary.id;
        self.forget_summary(id);
        self.live_octets += summary_octets(&summary);
        self.retained.insert((summary.retain_until, id));
        self.summaries.insert(id, summary);
        while self.summaries.len() > self.max_summaries {
            self.forget_next();
        }
    }

    /// All summaries, in the order of ids.
    pub(crate) fn all_summaries(&self) -> impl Iterator<Item = &Summary> {
        self.summaries.iter().map(|(_, summary)| summary)
    }

    /// The summary of a finished message, expired or not.
    pub(crate) fn summary(&self, id: u64) -> Option<&Summary> {
        self.summaries.get(id)
    }

    /// Forgets up to `max` summaries that expired; whether there are more.
    pub(crate) fn expire_summaries(&mut self, now_ms: i64, max: usize) -> bool {
        for _ in 0..max {
            if !self.has_expired_summary(now_ms) {
                return false;
            }
            self.forget_next();
        }
        self.has_expired_summary(now_ms)
    }

    fn has_expired_summary(&self, now_ms: i64) -> bool {
        self.retained.first().is_some_and(|next| next.0 <= now_ms)
    }

    fn forget_next(&mut self) {
        if let Some(&(_, id)) = self.retained.first() {
            self.forget_summary(id);
        }
    }

    fn forget_summary(&mut self, id: u64) {
        if let Some(summary) = self.summaries.remove(id) {
            self.live_octets -= summary_octets(&summary);
            self.retained.remove(&(summary.retain_until, id));
        }
    }
}

fn order(id: u64, entry: &Entry) -> (i64, Reverse<u8>, u64) {
    (entry.due_at, Reverse(entry.priority), id)
}

fn summary_octets(summary: &Summary) -> u64 {
    super::format::final_record_octets(summary.summary.len()) as u64
}
