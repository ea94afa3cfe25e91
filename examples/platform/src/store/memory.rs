//! A store in memory: for tests, for modes that need no durability, and as the model the log is compared with.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use bytes::Bytes;

use super::{
    api::MessageStore,
    error::StoreError,
    message::{Applied, Due, Enqueued, Final, Lookup, Message, NewMessage, Summary, Transition},
};

/// The plainest [`MessageStore`]: ordered maps, nothing durable, `commit` always succeeds.
#[derive(Clone, Debug)]
pub struct MemoryStore {
    next_id: u64,
    max_messages: usize,
    messages: BTreeMap<u64, Message>,
    /// Messages that wait, as (due_at, higher priority first, id); leased ones are not in it.
    waiting: BTreeSet<(i64, Reverse<u8>, u64)>,
    keys: BTreeMap<Bytes, KeyHolder>,
    summaries: BTreeMap<u64, Summary>,
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
            messages: BTreeMap::new(),
            waiting: BTreeSet::new(),
            keys: BTreeMap::new(),
            summaries: BTreeMap::new(),
        }
    }

    fn enqueue_one(&mut self, now_ms: i64, new: &NewMessage) -> Enqueued {
        if let Some(key) = &new.key {
            if let Some(holder) = self.keys.get(&key.octets).filter(|holder| holder.expires_at > now_ms) {
                return Enqueued::Duplicate(holder.id);
            }
            let holder = KeyHolder { id: self.next_id, expires_at: key.expires_at };
            self.keys.insert(key.octets.clone(), holder);
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
        self.waiting.insert(order(&message));
        self.messages.insert(id, message);
        Enqueued::Accepted(id)
    }

    fn transition_one(&mut self, change: &Transition) -> Applied {
        let Some(message) = self.messages.get_mut(&change.id) else {
            return Applied::Unknown;
        };
        self.waiting.remove(&order(message));
        message.due_at = change.due_at;
        message.state = change.state;
        if let Some(meta) = &change.meta {
            message.meta = meta.clone();
        }
        if let Some(body) = &change.body {
            message.body = body.clone();
        }
        self.waiting.insert(order(message));
        Applied::Done
    }

    fn finalize_one(&mut self, end: &Final) -> Applied {
        let Some(message) = self.messages.remove(&end.id) else {
            return Applied::Unknown;
        };
        self.waiting.remove(&order(&message));
        if let Some(summary) = end.summary() {
            self.summaries.insert(end.id, summary);
        }
        Applied::Done
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
            if let Some(message) = self.messages.get(&id) {
                taken.push(Due { id, due_at, priority, state: message.state });
            }
        }
        Ok(taken)
    }

    fn release(&mut self, ids: &[u64]) {
        for message in ids.iter().filter_map(|id| self.messages.get(id)) {
            self.waiting.insert(order(message));
        }
    }

    fn next_due(&self) -> Option<i64> {
        self.waiting.first().map(|&(due_at, ..)| due_at)
    }

    fn get(&self, now_ms: i64, id: u64) -> Result<Lookup, StoreError> {
        if let Some(message) = self.messages.get(&id) {
            return Ok(Lookup::Live(message.clone()));
        }
        let summary = self.summaries.get(&id).filter(|summary| summary.retain_until > now_ms);
        Ok(summary.map_or(Lookup::Unknown, |summary| Lookup::Final(summary.clone())))
    }

    fn snapshot(&self, visit: &mut dyn FnMut(Message)) -> Result<(), StoreError> {
        self.messages.values().cloned().for_each(visit);
        Ok(())
    }

    fn live(&self) -> usize {
        self.messages.len()
    }

    fn maintain(&mut self, now_ms: i64, _budget: usize) -> Result<bool, StoreError> {
        self.keys.retain(|_, holder| holder.expires_at > now_ms);
        self.summaries.retain(|_, summary| summary.retain_until > now_ms);
        Ok(false)
    }
}
