//! The log store: operations in, records out.

use crate::store::{
    api::MessageStore,
    error::{DiskError, StoreError},
    message::{Applied, Due, Enqueued, Final, Lookup, Message, NewMessage, Transition},
};

use super::{
    config::LogConfig,
    disk::{Disk, FileName, LogDisk},
    format::{DATA_START, Header},
    index::Index,
    read::{read_message, read_record},
    recovery::{Opened, recover},
    room::Room,
    segment::Segment,
    tail::Tail,
};

mod housekeeping;
mod operations;

/// A durable [`MessageStore`] on a [`LogDisk`].
#[derive(Debug)]
pub struct LogStore<D> {
    disk: D,
    config: LogConfig,
    salt: u64,
    index: Index,
    /// The segments that hold data, oldest first; the last is written to.
    segments: Vec<Segment>,
    tail: Tail,
    room: Room,
    housekeeping: housekeeping::Housekeeping,
    commits: u64,
    /// Why nothing is accepted any more.
    failed: Option<DiskError>,
}

/// Figures of a log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogStats {
    /// Live messages.
    pub messages: usize,
    /// Summaries of finished messages.
    pub summaries: usize,
    /// Idempotency keys, expired ones that were not swept yet included.
    pub keys: usize,
    /// Octets of records that are still needed.
    pub live_octets: u64,
    /// Segments that hold data.
    pub segments: usize,
    /// Octets handed in since the last commit.
    pub pending_octets: usize,
    /// Commits since the log was opened.
    pub commits: u64,
    /// Segments cleaned since the log was opened.
    pub cleaned: u64,
    /// Files that are ready to become segments, the next one included.
    pub ready_segments: usize,
    /// How often a commit had to wait until a new segment was made: call `maintain` more often if this grows.
    pub waited_for_segment: u64,
    /// Whether nothing is accepted any more.
    pub read_only: bool,
}

impl<D: LogDisk> LogStore<D> {
    /// Opens the log on `disk`, or begins one on an empty disk.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] and [`StoreError::Version`] if the log is not to be trusted (nothing was changed then),
    /// [`StoreError::Config`], [`StoreError::Disk`].
    pub fn open(disk: D, config: LogConfig) -> Result<(Self, Opened), StoreError> {
        Self::open_from(disk, config, 1)
    }

    /// As [`open`](Self::open); no id below `first_id` is given. A new log remembers that in its first record.
    pub(super) fn open_from(
        mut disk: D,
        config: LogConfig,
        first_id: u64,
    ) -> Result<(Self, Opened), StoreError> {
        config.check()?;
        let mut found = recover(&disk, config.get_seed(), config.get_max_summaries())?;
        found.index.next_id = found.index.next_id.max(first_id);
        found.settle(&mut disk)?;
        let next = keep_next(&mut disk, &config, &found.empty)?;
        let mut room = Room::open(&mut disk, &config, next.is_some())?;
        let end = match found.segments.last() {
            Some(last) => *last,
            None => Segment { header: first_segment(&mut disk, &config, &mut room, next)?, end: DATA_START },
        };
        let opened = Opened {
            messages: found.index.messages.len(),
            summaries: found.index.summaries(),
            keys: found.index.keys.len(),
            segments: found.segments.len(),
            torn: found.torn,
        };
        let mut store = Self {
            salt: end.header.salt,
            tail: Tail::new(end, found.sequence, found.index.next_id, config.get_segment_octets()),
            index: found.index,
            segments: found.segments,
            room,
            housekeeping: housekeeping::Housekeeping::default(),
            commits: 0,
            failed: None,
            disk,
            config,
        };
        if opened.torn.is_some() {
            store.end_here()?;
        }
        Ok((store, opened))
    }

    /// Figures of this log.
    pub fn stats(&self) -> LogStats {
        LogStats {
            messages: self.index.messages.len(),
            summaries: self.index.summaries(),
            keys: self.index.keys.len(),
            live_octets: self.index.live_octets(),
            segments: self.segments.len(),
            pending_octets: self.tail.pending_octets(),
            commits: self.commits,
            cleaned: self.housekeeping.cleaned,
            ready_segments: self.room.ready(),
            waited_for_segment: self.room.waited,
            read_only: self.failed.is_some(),
        }
    }

    /// Where the latest full record of a live message is: file, offset, octets.
    pub fn locate(&self, id: u64) -> Option<(FileName, u64, u64)> {
        let location = self.index.messages.get(id)?.location;
        Some((FileName::Segment(location.segment), location.offset.into(), location.octets.into()))
    }

    /// Gives the disk back; what was not committed is lost.
    pub fn into_disk(self) -> D {
        self.disk
    }

    /// Writes a commit even with nothing in it. Behind a torn tail it ends the data for good; at the end of a clean run
    /// it makes damage to the commit before it tell itself from a crash.
    fn end_here(&mut self) -> Result<(), StoreError> {
        self.tail.reserve(0, self.index.next_id)?;
        self.tail.force();
        self.flush()
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        self.writable()?;
        if self.tail.is_empty() {
            return Ok(());
        }
        self.housekeeping.committed += self.tail.pending_octets() as u64;
        let flushed = self.tail.flush(&mut self.disk, &mut self.room, &mut self.segments);
        self.commits += 1;
        self.guard(flushed)
    }

    /// After a failed write or sync nothing is known about what is on the disk: the store stops accepting.
    fn guard<T>(&mut self, done: Result<T, DiskError>) -> Result<T, StoreError> {
        if let Err(error) = done {
            self.failed = Some(error);
        }
        Ok(done?)
    }

    fn writable(&self) -> Result<(), StoreError> {
        self.failed.map_or(Ok(()), |error| Err(StoreError::ReadOnly(error)))
    }
}

/// Of the empty segments behind the data the first is the next one, if it has the size wanted now. Others go.
fn keep_next(
    disk: &mut impl Disk,
    config: &LogConfig,
    empty: &[Header],
) -> Result<Option<Header>, StoreError> {
    let next = empty.first().filter(|header| header.capacity == config.get_segment_octets());
    for header in empty.iter().rev().filter(|header| Some(*header) != next) {
        disk.remove(FileName::Segment(header.segment))?;
        disk.sync_directory()?;
    }
    Ok(next.copied())
}

/// The first segment of a new log.
fn first_segment(
    disk: &mut impl LogDisk,
    config: &LogConfig,
    room: &mut Room,
    prepared: Option<Header>,
) -> Result<Header, StoreError> {
    if let Some(header) = prepared {
        return Ok(header);
    }
    let header = Header { segment: 1, capacity: config.get_segment_octets(), salt: config.get_seed() };
    room.make_next(disk, &header)?;
    Ok(header)
}

impl<D: LogDisk> MessageStore for LogStore<D> {
    fn enqueue(&mut self, now_ms: i64, batch: &[NewMessage]) -> Result<Vec<Enqueued>, StoreError> {
        self.enqueue_batch(now_ms, batch)
    }

    fn transition(&mut self, batch: &[Transition]) -> Result<Vec<Applied>, StoreError> {
        self.transition_batch(batch)
    }

    fn finalize(&mut self, batch: &[Final]) -> Result<Vec<Applied>, StoreError> {
        self.finalize_batch(batch)
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.flush()
    }

    fn due(&mut self, now_ms: i64, max: usize) -> Result<Vec<Due>, StoreError> {
        self.writable()?;
        let mut taken = Vec::new();
        while taken.len() < max
            && let Some(due) = self.index.lease(now_ms)
        {
            taken.push(due);
        }
        Ok(taken)
    }

    fn release(&mut self, ids: &[u64]) {
        for id in ids {
            self.index.wait(*id);
        }
    }

    fn next_due(&self) -> Option<i64> {
        self.index.next_due()
    }

    fn get(&self, now_ms: i64, id: u64) -> Result<Lookup, StoreError> {
        if let Some(entry) = self.index.messages.get(id) {
            let record = read_record(&self.disk, &self.tail, entry.location)?;
            return Ok(Lookup::Live(read_message(&record, self.salt, id, entry)?));
        }
        let summary = self.index.summary(id).filter(|summary| summary.retain_until > now_ms);
        Ok(summary.map_or(Lookup::Unknown, |summary| Lookup::Final(summary.clone())))
    }

    fn holder(&self, now_ms: i64, key: &[u8]) -> Option<u64> {
        self.index.keys.get(key).filter(|holder| holder.expires_at > now_ms).map(|holder| holder.id)
    }

    fn snapshot(&self, visit: &mut dyn FnMut(Message)) -> Result<(), StoreError> {
        for (id, entry) in self.index.messages.iter() {
            let record = read_record(&self.disk, &self.tail, entry.location)?;
            visit(read_message(&record, self.salt, id, entry)?);
        }
        Ok(())
    }

    fn live(&self) -> usize {
        self.index.messages.len()
    }

    fn maintain(&mut self, now_ms: i64, budget: usize) -> Result<bool, StoreError> {
        self.keep_house(now_ms, budget)
    }

    fn close(&mut self) -> Result<(), StoreError> {
        self.flush()?;
        self.end_here()
    }
}
