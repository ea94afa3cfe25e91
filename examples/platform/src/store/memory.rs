//! A store in memory: for tests, for modes that need no durability, and as the model the log is compared with.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use bytes::Bytes;

use crate::paged::PagedMap;

use super::{
    api::MessageStore,
    error::StoreError,
    message::{Applied, Due, Enqueued, Final, Lookup, Message, NewMessage, Summary, Transition},
};

/// Summaries of finished messages that are kept; beyond that the ones that would expire first go.
const MAX_SUMMARIES: usize = 1_000_000;

/// The plainest [`MessageStore`]: ordered maps, nothing durable, `commit` always succeeds.
#[derive(Clone, Debug)]
pub struct MemoryStore {
    next_id: u64,
    max_messages: usize,
    messages: PagedMap<Held>,
    /// Messages that wait, as (due_at, higher priority first, id); leased ones are not in it.
    waiting: BTreeSet<(i64, Reverse<u8>, u64)>,
    keys: BTreeMap<Bytes, KeyHolder>,
    /// When which key ends, in the order in which they do.
    key_ends: BTreeSet<(i64, Bytes)>,
    summaries: PagedMap<Summary>,
    /// When summaries are to be forgotten.
    retained: BTreeSet<(i64, u64)>,
}

/// A live message; small, since there may be millions. Its body is a copy: shared octets take 48 more of them, and of fresh memory
/// the first touch is what costs most (a virtual machine may get it from its host page by page).
#[derive(Clone, Debug)]
struct Held {
    due_at: i64,
    body: Box<[u8]>,
    /// Queue and notes, where there are any.
    rest: Option<Box<(Bytes, Bytes)>>,
    priority: u8,
    state: u8,
    /// Whether it waits for its time, and is not leased.
    waits: bool,
}

impl Held {
    fn message(&self, id: u64) -> Message {
        let (queue, meta) = self.rest.as_deref().cloned().unwrap_or_default();
        let Self { due_at, priority, state, ref body, .. } = *self;
        Message { id, due_at, priority, state, queue, meta, body: Bytes::copy_from_slice(body) }
    }

    /// Its place among those that wait.
    fn order(&self, id: u64) -> (i64, Reverse<u8>, u64) {
        (self.due_at, Reverse(self.priority), id)
    }
}

#[derive(Clone, Copy, Debug)]
struct KeyHolder {
    id: u64,
    expires_at: i64,
}

impl MemoryStore {
    /// An empty store that takes up to `max_messages` live messages.
    pub fn new(max_messages: usize) -> Self {
        Self {
            next_id: 1,
            max_messages,
            messages: PagedMap::new(),
            waiting: BTreeSet::new(),
            keys: BTreeMap::new(),
            key_ends: BTreeSet::new(),
            summaries: PagedMap::new(),
            retained: BTreeSet::new(),
        }
    }

    fn enqueue_one(&mut self, now_ms: i64, new: &NewMessage) -> Enqueued {
        if let Some(key) = &new.key {
            if let Some(holder) = self.keys.get(&key.octets).filter(|holder| holder.expires_at > now_ms) {
                return Enqueued::Duplicate(holder.id);
            }
            let holder = KeyHolder { id: self.next_id, expires_at: key.expires_at };
            if let Some(ended) = self.keys.insert(key.octets.clone(), holder) {
                self.key_ends.remove(&(ended.expires_at, key.octets.clone()));
            }
            self.key_ends.insert((key.expires_at, key.octets.clone()));
        }
        let id = self.next_id;
        self.next_id += 1;
        let plain = new.queue.is_empty() && new.meta.is_empty();
        let held = Held {
            due_at: new.due_at,
            body: new.body.as_ref().into(),
            rest: (!plain).then(|| Box::new((new.queue.clone(), new.meta.clone()))),
            priority: new.priority,
            state: new.state,
            waits: !new.leased,
        };
        if held.waits {
            self.waiting.insert(held.order(id));
        }
        self.messages.insert(id, held);
        Enqueued::Accepted(id)
    }

    fn transition_one(&mut self, change: &Transition) -> Applied {
        self.stop_waiting(change.id);
        let Some(held) = self.messages.get_mut(change.id) else {
            return Applied::Unknown;
        };
        held.due_at = change.due_at;
        held.state = change.state;
        if let Some(meta) = &change.meta {
            held.rest.get_or_insert_default().1 = meta.clone();
        }
        if let Some(body) = &change.body {
            held.body = body.as_ref().into();
        }
        held.waits = true;
        self.waiting.insert(held.order(change.id));
        Applied::Done
    }

    fn stop_waiting(&mut self, id: u64) {
        if let Some(held) = self.messages.get_mut(id).filter(|held| held.waits) {
            held.waits = false;
            self.waiting.remove(&held.order(id));
        }
    }

    fn finalize_one(&mut self, end: &Final) -> Applied {
        self.stop_waiting(end.id);
        if self.messages.remove(end.id).is_none() {
            return Applied::Unknown;
        }
        if let Some(summary) = end.summary() {
            self.retained.insert((summary.retain_until, end.id));
            self.summaries.insert(end.id, summary);
        }
        Applied::Done
    }

    fn forget_summaries(&mut self, now_ms: i64) {
        while let Some(&(retain_until, id)) = self.retained.first()
            && (retain_until <= now_ms || self.summaries.len() > MAX_SUMMARIES)
        {
            self.retained.pop_first();
            self.summaries.remove(id);
        }
    }

    fn forget_keys(&mut self, now_ms: i64) {
        while self.key_ends.first().is_some_and(|(ends, _)| *ends <= now_ms)
            && let Some((_, key)) = self.key_ends.pop_first()
        {
            self.keys.remove(&key);
        }
    }
}

impl MessageStore for MemoryStore {
    fn enqueue(&mut self, now_ms: i64, batch: &[NewMessage]) -> Result<Vec<Enqueued>, StoreError> {
        for (item, new) in batch.iter().enumerate() {
            new.check(item)?;
        }
        if self.messages.len() + batch.len() > self.max_messages {
            return Err(StoreError::Full);
        }
        Ok(batch.iter().map(|new| self.enqueue_one(now_ms, new)).collect())
    }

    fn transition(&mut self, batch: &[Transition]) -> Result<Vec<Applied>, StoreError> {
        for (item, change) in batch.iter().enumerate() {
            change.check(item)?;
        }
        Ok(batch.iter().map(|change| self.transition_one(change)).collect())
    }

    fn finalize(&mut self, batch: &[Final]) -> Result<Vec<Applied>, StoreError> {
        for (item, end) in batch.iter().enumerate() {
            end.check(item)?;
        }
        Ok(batch.iter().map(|end| self.finalize_one(end)).collect())
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    fn due(&mut self, now_ms: i64, max: usize) -> Result<Vec<Due>, StoreError> {
        let mut taken = Vec::new();
        while taken.len() < max {
            let Some(&(due_at, Reverse(priority), id)) = self.waiting.first() else {
                break;
            };
            if due_at > now_ms {
                break;
            }
            self.waiting.pop_first();
            if let Some(held) = self.messages.get_mut(id) {
                held.waits = false;
                taken.push(Due { id, due_at, priority, state: held.state });
            }
        }
        Ok(taken)
    }

    fn release(&mut self, ids: &[u64]) {
        for id in ids {
            if let Some(held) = self.messages.get_mut(*id) {
                held.waits = true;
                self.waiting.insert(held.order(*id));
            }
        }
    }

    fn next_due(&self) -> Option<i64> {
        self.waiting.first().map(|&(due_at, ..)| due_at)
    }

    fn get(&self, now_ms: i64, id: u64) -> Result<Lookup, StoreError> {
        if let Some(held) = self.messages.get(id) {
            return Ok(Lookup::Live(held.message(id)));
        }
        let summary = self.summaries.get(id).filter(|summary| summary.retain_until > now_ms);
        Ok(summary.map_or(Lookup::Unknown, |summary| Lookup::Final(summary.clone())))
    }

    fn holder(&self, now_ms: i64, key: &[u8]) -> Option<u64> {
        self.keys.get(key).filter(|holder| holder.expires_at > now_ms).map(|holder| holder.id)
    }

    fn snapshot(&self, visit: &mut dyn FnMut(Message)) -> Result<(), StoreError> {
        self.messages.iter().for_each(|(id, held)| visit(held.message(id)));
        Ok(())
    }

    fn live(&self) -> usize {
        self.messages.len()
    }

    fn maintain(&mut self, now_ms: i64, _budget: usize) -> Result<bool, StoreError> {
        self.forget_keys(now_ms);
        self.forget_summaries(now_ms);
        Ok(false)
    }
}
