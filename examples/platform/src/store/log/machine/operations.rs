//! Taking messages, changes and ends.

use bytes::Bytes;

use crate::store::{
    error::StoreError,
    log::{
        clean::current,
        disk::LogDisk,
        format::{Location, MESSAGE_OVERHEAD, Record, TRANSITION_OVERHEAD, final_record_octets},
        index::Entry,
        keys::Holder,
        read::{decode_message, read_record},
    },
    message::{Applied, Enqueued, Final, NewMessage, Transition},
};

use super::LogStore;

impl<D: LogDisk> LogStore<D> {
    pub(super) fn enqueue_batch(
        &mut self,
        now_ms: i64,
        batch: &[NewMessage],
    ) -> Result<Vec<Enqueued>, StoreError> {
        self.writable()?;
        let mut octets = 0;
        for (item, new) in batch.iter().enumerate() {
            new.check(item)?;
            octets += message_octets(new);
        }
        let messages = self.index.messages.len() + batch.len();
        if messages > self.config.get_max_messages() || !self.room.accepts(self.segments.len()) {
            return Err(StoreError::Full);
        }
        self.tail.reserve(octets, self.index.next_id)?;
        Ok(batch.iter().map(|new| self.enqueue_one(now_ms, new)).collect())
    }

    fn enqueue_one(&mut self, now_ms: i64, new: &NewMessage) -> Enqueued {
        let id = self.index.next_id;
        if let Some(key) = &new.key {
            let claim = Holder { id, expires_at: key.expires_at };
            if let Some(holder) = self.index.keys.claim(&key.octets, claim, now_ms) {
                return Enqueued::Duplicate(holder.id);
            }
        }
        self.index.next_id = id.saturating_add(1);
        let location = self.tail.add(&Record::Message {
            id,
            due_at: new.due_at,
            priority: new.priority,
            state: new.state,
            key: new.key.as_ref().map_or(&[], |key| &key.octets),
            key_expires_at: new.key.as_ref().map_or(0, |key| key.expires_at),
            queue: &new.queue,
            meta: &new.meta,
            body: &new.body,
        });
        let (due_at, priority, state, waits) = (new.due_at, new.priority, new.state, !new.leased);
        self.index.admit(id, Entry { due_at, meta: None, location, priority, state, waits });
        Enqueued::Accepted(id)
    }

    pub(super) fn transition_batch(&mut self, batch: &[Transition]) -> Result<Vec<Applied>, StoreError> {
        self.writable()?;
        let mut octets = 0;
        // Everything that can fail comes first: what replaces a body needs the record that it replaces.
        let mut replaced = Vec::with_capacity(batch.len());
        for (item, change) in batch.iter().enumerate() {
            change.check(item)?;
            let old = self.record_to_replace(change)?;
            octets += TRANSITION_OVERHEAD + change.meta.as_ref().map_or(0, Bytes::len);
            octets +=
                change.body.as_ref().map_or(0, Bytes::len) + old.as_ref().map_or(0, |old| old.octets.len());
            replaced.push(old);
        }
        self.tail.reserve(octets, self.index.next_id)?;
        Ok(batch
            .iter()
            .zip(&replaced)
            .map(|(change, old)| self.transition_one(change, old.as_ref()))
            .collect())
    }

    /// The present full record, where the body is to be replaced.
    fn record_to_replace(&self, change: &Transition) -> Result<Option<Replaced>, StoreError> {
        let Some(entry) = self.index.messages.get(change.id).filter(|_| change.body.is_some()) else {
            return Ok(None);
        };
        let octets = read_record(&self.disk, &self.tail, entry.location)?;
        decode_message(&octets, self.salt, change.id, entry.location)?;
        Ok(Some(Replaced { octets, location: entry.location }))
    }

    fn transition_one(&mut self, change: &Transition, old: Option<&Replaced>) -> Applied {
        self.index.stop_waiting(change.id);
        let Some(entry) = self.index.messages.get_mut(change.id) else { return Applied::Unknown };
        entry.due_at = change.due_at;
        entry.state = change.state;
        if let Some(meta) = &change.meta {
            entry.meta = Some(meta.as_ref().into());
        }
        match (old, &change.body) {
            (Some(old), Some(body)) => self.replace_body(change.id, old, body),
            _ => {
                let (id, due_at, state) = (change.id, change.due_at, change.state);
                self.tail.add(&Record::Transition { id, due_at, state, meta: change.meta.as_deref() });
            }
        }
        self.index.wait(change.id);
        Applied::Done
    }

    /// Writes the message in full again, with this body.
    fn replace_body(&mut self, id: u64, old: &Replaced, new_body: &Bytes) {
        let Some(entry) = self.index.messages.get(id) else { return };
        // It was valid when it was read, before anything of this batch was applied.
        let Ok(record) = decode_message(&old.octets, self.salt, id, old.location) else { return };
        let Record::Message { key, .. } = record else { return };
        let holder = self.index.keys.get(key);
        let mut record = current(&record, entry, holder, i64::MIN);
        if let Record::Message { body, .. } = &mut record {
            *body = new_body;
        }
        let location = self.tail.add(&record);
        self.index.moved(id, location);
    }

    pub(super) fn finalize_batch(&mut self, batch: &[Final]) -> Result<Vec<Applied>, StoreError> {
        self.writable()?;
        let mut octets = 0;
        for (item, end) in batch.iter().enumerate() {
            end.check(item)?;
            octets += final_record_octets(end.summary.len());
        }
        self.tail.reserve(octets, self.index.next_id)?;
        Ok(batch.iter().map(|end| self.finalize_one(end)).collect())
    }

    fn finalize_one(&mut self, end: &Final) -> Applied {
        if self.index.take(end.id).is_none() {
            return Applied::Unknown;
        }
        let Final { id, state, done_at, retain_until, ref summary } = *end;
        self.tail.add(&Record::Final { id, state, done_at, retain_until, summary });
        if let Some(summary) = end.summary() {
            self.index.keep_summary(summary);
        }
        Applied::Done
    }
}

impl<D: LogDisk> LogStore<D> {
    /// Takes a record of another log, as it is; for repair.
    pub(in crate::store::log) fn import(&mut self, record: &Record<'_>) -> Result<(), StoreError> {
        self.writable()?;
        self.tail.reserve(record.octets(), self.index.next_id)?;
        let location = self.tail.add(record);
        self.index.replay(record, location);
        if self.tail.pending_octets() > IMPORT_STEP { self.flush() } else { Ok(()) }
    }
}

/// A full record that is to be replaced.
struct Replaced {
    octets: Bytes,
    location: Location,
}

/// How much an import hands to one commit, octets.
const IMPORT_STEP: usize = 1 << 20;

fn message_octets(new: &NewMessage) -> usize {
    let key = new.key.as_ref().map_or(0, |key| key.octets.len());
    MESSAGE_OVERHEAD + key + new.queue.len() + new.meta.len() + new.body.len()
}
