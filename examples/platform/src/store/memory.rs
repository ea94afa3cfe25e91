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

#[derive(Clone, Debug)]
struct Held {
    message: Message,
    /// Whether it waits for its time, and is not leased.
    waits: bool,
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
        let message = Message {
            id,
            due_at: new.due_at,
            priority: new.priority,
            state: new.state,
            queue: new.queue.clone(),
            meta: new.meta.clone(),
            body: new.body.clone(),
        };
        if !new.leased {
            self.waiting.insert(order(&message));
        }
        self.messages.insert(id, Held { message, waits: !new.leased });
        Enqueued::Accepted(id)
    }

    fn transition_one(&mut self, change: &Transition) -> Applied {
        self.stop_waiting(change.id);
        let Some(Held { message, waits }) = self.messages.get_mut(change.id) else {
            return Applied::Unknown;
        };
        message.due_at = change.due_at;
        message.state = change.state;
        if let Some(meta) = &change.meta {
            message.meta = meta.clone();
        }
        if let Some(body) = &change.body {
            message.body = body.clone();
        }
        *waits = true;
        self.waiting.insert(order(message));
        Applied::Done
    }

    fn stop_waiting(&mut self, id: u64) {
        if let Some(held) = self.messages.get_mut(id).filter(|held| held.waits) {
            held.waits = false;
            self.waiting.remove(&order(&held.message));
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

fn order(message: &Message) -> (i64, Reverse<u8>, u64) {
    (message.due_at, Reverse(message.priority), message.id)
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
                taken.push(Due { id, due_at, priority, state: held.message.state });
            }
        }
        Ok(taken)
    }

    fn release(&mut self, ids: &[u64]) {
        for id in ids {
            if let Some(held) = self.messages.get_mut(*id) {
                held.waits = true;
                self.waiting.insert(order(&held.message));
            }
        }
    }

    fn next_due(&self) -> Option<i64> {
        self.waiting.first().map(|&(due_at, ..)| due_at)
    }

    fn get(&self, now_ms: i64, id: u64) -> Result<Lookup, StoreError> {
        if let Some(held) = self.messages.get(id) {
            return Ok(Lookup::Live(held.message.clone()));
        }
        let summary = self.summaries.get(id).filter(|summary| summary.retain_until > now_ms);
        Ok(summary.map_or(Lookup::Unknown, |summary| Lookup::Final(summary.clone())))
    }

    fn holder(&self, now_ms: i64, key: &[u8]) -> Option<u64> {
        self.keys.get(key).filter(|holder| holder.expires_at > now_ms).map(|holder| holder.id)
    }

    fn snapshot(&self, visit: &mut dyn FnMut(Message)) -> Result<(), StoreError> {
        self.messages.iter().for_each(|(_, held)| visit(held.message.clone()));
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
