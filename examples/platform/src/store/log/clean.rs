//! Cleaning: what still lives in the oldest segment is written again at the end of the log, and the segment is free.
//!
//! Always the oldest, because then nothing has to be kept against something older: when a segment is cleaned, every record
//! that its ends and changes could apply to is gone or has been written again behind them. So changes are never carried
//! forward (the message is, as it now is), and an end only as long as its summary is kept.

use crate::store::{
    error::{Damage, StoreError},
    message::{MAX_BODY, Summary},
};

use super::{
    disk::{FileName, ReadDisk},
    format::{DATA_START, End, Location, Record, Scanned, Walk},
    index::{Entry, Index},
    keys::Holder,
    segment::Segment,
    tail::Tail,
};

/// Octets read at a time at least: more than the longest record.
const WINDOW: usize = 2 * MAX_BODY;

/// How far the cleaning of a segment got.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cleaning {
    /// Where the next record begins.
    at: u32,
}

impl Cleaning {
    /// At the beginning of a segment.
    pub(super) fn new() -> Self {
        Self { at: DATA_START }
    }

    /// Carries forward what lives in the next `budget` octets of `segment`; whether its end was reached.
    pub(super) fn step(
        &mut self,
        disk: &impl ReadDisk,
        segment: &Segment,
        index: &mut Index,
        tail: &mut Tail,
        now_ms: i64,
        budget: usize,
    ) -> Result<bool, StoreError> {
        let left = segment.end.saturating_sub(self.at) as usize;
        let mut window = vec![0; left.min(budget.max(WINDOW))];
        disk.read_at(FileName::Segment(segment.header.segment), self.at.into(), &mut window)?;
        let mut walk = Walk::new(segment.header.seed(), &window, 0);
        let mut taken = 0;
        while taken < window.len() {
            match walk.next_record() {
                Scanned::Record { at, octets, record, .. } => {
                    let location = Location {
                        segment: segment.header.segment,
                        offset: self.at + as_u32(at),
                        octets: as_u32(octets),
                    };
                    carry(&record, location, index, tail, now_ms)?;
                    taken = at + octets;
                }
                Scanned::End(End::Cut) if window.len() < left && taken > 0 => break,
                Scanned::End(end) => return Err(self.damaged(segment, taken, end)),
            }
        }
        self.at += as_u32(taken);
        Ok(self.at == segment.end)
    }

    fn damaged(&self, segment: &Segment, taken: usize, end: End) -> StoreError {
        let damage = match end {
            End::Bad(damage) => damage,
            End::Cut => Damage::Length,
            End::Zero => Damage::Sequence,
        };
        StoreError::Corrupt { segment: segment.header.segment, offset: self.at + as_u32(taken), damage }
    }
}

/// Writes what `record` stands for again, if it is still wanted.
fn carry(
    record: &Record<'_>,
    location: Location,
    index: &mut Index,
    tail: &mut Tail,
    now_ms: i64,
) -> Result<(), StoreError> {
    match *record {
        Record::Message { id, key, key_expires_at, .. } => {
            let live = index.messages.get(id).filter(|entry| entry.location == location);
            if let Some(entry) = live {
                let current = current(record, entry, index.keys.get(key), now_ms);
                tail.reserve(
                    location.octets as usize + entry.meta.as_ref().map_or(0, |meta| meta.len()),
                    index.next_id,
                )?;
                let moved = tail.add(&current);
                index.moved(id, moved);
            } else {
                carry_key(Holder { id, expires_at: key_expires_at }, key, index, tail, now_ms)?;
            }
        }
        Record::Key { id, expires_at, key } => {
            carry_key(Holder { id, expires_at }, key, index, tail, now_ms)?;
        }
        Record::Final { id, .. } => {
            if let Some(summary) = index.summary(id).filter(|summary| summary.retain_until > now_ms) {
                tail.reserve(location.octets as usize, index.next_id)?;
                tail.add(&final_record(summary));
            }
        }
        Record::Transition { .. } | Record::Base { .. } | Record::Commit { .. } | Record::Oldest { .. } => {}
    }
    Ok(())
}

/// The message of a full record as it is now: with the changes since, and with its key only if it still holds it.
pub(super) fn current<'a>(
    record: &Record<'a>,
    entry: &'a Entry,
    holder: Option<Holder>,
    now_ms: i64,
) -> Record<'a> {
    let Record::Message { id, priority, key, key_expires_at, queue, meta, body, .. } = *record else {
        return *record;
    };
    let holds = holder.is_some_and(|holder| holder.id == id && holder.expires_at > now_ms);
    Record::Message {
        id,
        due_at: entry.due_at,
        priority,
        state: entry.state,
        key: if holds { key } else { &[] },
        key_expires_at: if holds { key_expires_at } else { 0 },
        queue,
        meta: entry.meta.as_deref().unwrap_or(meta),
        body,
    }
}

/// The record of a finished message.
pub(super) fn final_record(summary: &Summary) -> Record<'_> {
    Record::Final {
        id: summary.id,
        state: summary.state,
        done_at: summary.done_at,
        retain_until: summary.retain_until,
        summary: &summary.summary,
    }
}

fn carry_key(
    holder: Holder,
    key: &[u8],
    index: &Index,
    tail: &mut Tail,
    now_ms: i64,
) -> Result<(), StoreError> {
    if !key.is_empty() && holder.expires_at > now_ms && index.keys.get(key) == Some(holder) {
        tail.reserve(super::format::key_record_octets(key.len()), index.next_id)?;
        tail.add(&Record::Key { id: holder.id, expires_at: holder.expires_at, key });
    }
    Ok(())
}

fn as_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
