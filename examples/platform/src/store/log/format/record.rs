//! The records: what can be said in the log.

use crate::store::{
    error::Damage,
    message::{MAX_BODY, MAX_KEY, MAX_META, MAX_QUEUE},
};

use super::RECORD_HEAD;

const MESSAGE: u8 = 1;
const TRANSITION: u8 = 2;
const FINAL: u8 = 3;
const KEY: u8 = 4;
const BASE: u8 = 5;
const COMMIT: u8 = 6;
const OLDEST: u8 = 7;

/// Kind and fixed fields of a message record.
const MESSAGE_FIXED: usize = 31;
/// Octets of a message record beside key, queue, meta and body.
pub(crate) const MESSAGE_OVERHEAD: usize = RECORD_HEAD + MESSAGE_FIXED;
/// The largest length that a record can state.
pub(super) const MAX_LENGTH: usize = MESSAGE_FIXED + MAX_KEY + MAX_QUEUE + MAX_META + MAX_BODY;
/// The length that a commit record states.
pub(super) const COMMIT_LENGTH: usize = 17;
/// Octets of a commit record.
pub(crate) const COMMIT_OCTETS: usize = RECORD_HEAD + COMMIT_LENGTH;

/// Octets of a transition record beside the notes.
pub(crate) const TRANSITION_OVERHEAD: usize = RECORD_HEAD + 19;
/// Octets of a record of the oldest segment.
pub(crate) const OLDEST_OCTETS: usize = RECORD_HEAD + 5;
/// Octets of a base record.
pub(crate) const BASE_OCTETS: usize = RECORD_HEAD + 17;

/// Octets of a key record for a key of this length.
pub(crate) fn key_record_octets(key: usize) -> usize {
    RECORD_HEAD + 17 + key
}

/// Octets of a final record for a summary of this length.
pub(crate) fn final_record_octets(summary: usize) -> usize {
    RECORD_HEAD + 26 + summary
}

/// One record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Record<'a> {
    /// A live message in full: as enqueued, replaced, or copied forward. The latest one of an id counts.
    Message {
        id: u64,
        due_at: i64,
        priority: u8,
        state: u8,
        /// Empty: none.
        key: &'a [u8],
        /// Of the key; 0 without one.
        key_expires_at: i64,
        queue: &'a [u8],
        meta: &'a [u8],
        body: &'a [u8],
    },
    /// A change of a message that is in the log already.
    Transition { id: u64, due_at: i64, state: u8, meta: Option<&'a [u8]> },
    /// The end of a message.
    Final { id: u64, state: u8, done_at: i64, retain_until: i64, summary: &'a [u8] },
    /// An idempotency key that outlived its message, carried forward.
    Key { id: u64, expires_at: i64, key: &'a [u8] },
    /// The first record of every segment: what must not be lost with the segments before it.
    Base { next_id: u64, first_commit: u64 },
    /// The last record of every commit: how many records stand before it, and the chain of their check sums.
    Commit { sequence: u64, records: u32, chain: u32 },
    /// The segments before this one are not needed any more. Written before they go: a later one missing is a loss.
    Oldest { segment: u32 },
}

impl Record<'_> {
    /// Octets that the record takes, head included.
    pub(crate) fn octets(&self) -> usize {
        match self {
            Self::Message { key, queue, meta, body, .. } => {
                MESSAGE_OVERHEAD + key.len() + queue.len() + meta.len() + body.len()
            }
            Self::Transition { meta, .. } => TRANSITION_OVERHEAD + meta.map_or(0, <[u8]>::len),
            Self::Final { summary, .. } => final_record_octets(summary.len()),
            Self::Key { key, .. } => key_record_octets(key.len()),
            Self::Base { .. } => BASE_OCTETS,
            Self::Commit { .. } => COMMIT_OCTETS,
            Self::Oldest { .. } => OLDEST_OCTETS,
        }
    }
}

/// Ids and numbers of commits stay below this, so that adding to one never overflows; a log that says otherwise is damaged.
const NUMBERS_END: u64 = 1 << 63;

/// What [`append`] wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Append {
    /// Octets of the record, head included.
    pub(crate) octets: u32,
    /// Its check sum.
    pub(crate) crc: u32,
}

/// Writes `record` behind what `buffer` holds. The caller has checked the limits.
pub(crate) fn append(buffer: &mut Vec<u8>, seed: u32, record: &Record<'_>) -> Append {
    let start = buffer.len();
    buffer.reserve(record.octets());
    buffer.extend_from_slice(&[0; RECORD_HEAD]);
    append_payload(buffer, record);
    seal(buffer, start, seed)
}

/// Fills in the head of the record that begins at `start` and ends the buffer.
fn seal(buffer: &mut [u8], start: usize, seed: u32) -> Append {
    let octets = buffer.len() - start;
    let length = long(octets - RECORD_HEAD).to_le_bytes();
    let (head, payload) = buffer[start..].split_at_mut(RECORD_HEAD);
    let crc = checksum(seed, length, payload);
    head[..4].copy_from_slice(&length);
    head[4..].copy_from_slice(&crc.to_le_bytes());
    Append { octets: long(octets), crc }
}

/// Writes a record with this payload, kind included, whatever it says; gives its check sum. For fuzzing.
pub(crate) fn append_payload_unchecked(buffer: &mut Vec<u8>, seed: u32, payload: &[u8]) -> u32 {
    let start = buffer.len();
    buffer.extend_from_slice(&[0; RECORD_HEAD]);
    buffer.extend_from_slice(payload);
    seal(buffer, start, seed).crc
}

fn append_payload(buffer: &mut Vec<u8>, record: &Record<'_>) {
    match *record {
        Record::Message { id, due_at, priority, state, key, key_expires_at, queue, meta, body } => {
            buffer.push(MESSAGE);
            buffer.extend_from_slice(&id.to_le_bytes());
            buffer.extend_from_slice(&due_at.to_le_bytes());
            buffer.extend_from_slice(&key_expires_at.to_le_bytes());
            buffer.extend_from_slice(&[priority, state, octet(key.len()), octet(queue.len())]);
            buffer.extend_from_slice(&short(meta.len()));
            for part in [key, queue, meta, body] {
                buffer.extend_from_slice(part);
            }
        }
        Record::Transition { id, due_at, state, meta } => {
            buffer.push(TRANSITION);
            buffer.extend_from_slice(&id.to_le_bytes());
            buffer.extend_from_slice(&due_at.to_le_bytes());
            buffer.extend_from_slice(&[state, u8::from(meta.is_some())]);
            buffer.extend_from_slice(meta.unwrap_or_default());
        }
        Record::Final { id, state, done_at, retain_until, summary } => {
            buffer.push(FINAL);
            buffer.extend_from_slice(&id.to_le_bytes());
            buffer.extend_from_slice(&done_at.to_le_bytes());
            buffer.extend_from_slice(&retain_until.to_le_bytes());
            buffer.push(state);
            buffer.extend_from_slice(summary);
        }
        Record::Key { id, expires_at, key } => {
            buffer.push(KEY);
            buffer.extend_from_slice(&id.to_le_bytes());
            buffer.extend_from_slice(&expires_at.to_le_bytes());
            buffer.extend_from_slice(key);
        }
        Record::Base { next_id, first_commit } => {
            buffer.push(BASE);
            buffer.extend_from_slice(&next_id.to_le_bytes());
            buffer.extend_from_slice(&first_commit.to_le_bytes());
        }
        Record::Oldest { segment } => {
            buffer.push(OLDEST);
            buffer.extend_from_slice(&segment.to_le_bytes());
        }
        Record::Commit { sequence, records, chain } => {
            buffer.push(COMMIT);
            buffer.extend_from_slice(&sequence.to_le_bytes());
            buffer.extend_from_slice(&records.to_le_bytes());
            buffer.extend_from_slice(&chain.to_le_bytes());
        }
    }
}

/// Reads one whole record, head included.
pub(crate) fn decode(seed: u32, octets: &[u8]) -> Result<(Record<'_>, u32), Damage> {
    let Some((length, rest)) = octets.split_first_chunk::<4>() else { return Err(Damage::Length) };
    let Some((crc, payload)) = rest.split_first_chunk::<4>() else { return Err(Damage::Length) };
    if u32::from_le_bytes(*length) as usize != payload.len() {
        return Err(Damage::Length);
    }
    let crc = u32::from_le_bytes(*crc);
    if checksum(seed, *length, payload) != crc {
        return Err(Damage::Checksum);
    }
    let record = decode_payload(payload).ok_or(Damage::Content)?;
    Ok((record, crc))
}

fn decode_payload(payload: &[u8]) -> Option<Record<'_>> {
    let mut fields = Cursor(payload);
    let kind = fields.u8()?;
    let record = match kind {
        MESSAGE => return decode_message(fields),
        TRANSITION => {
            let (id, due_at, state) = (fields.number()?, fields.i64()?, fields.u8()?);
            let meta = match fields.u8()? {
                0 if fields.0.is_empty() => None,
                1 => Some(fields.rest(MAX_META)?),
                _ => return None,
            };
            Record::Transition { id, due_at, state, meta }
        }
        FINAL => Record::Final {
            id: fields.number()?,
            done_at: fields.i64()?,
            retain_until: fields.i64()?,
            state: fields.u8()?,
            summary: fields.rest(MAX_META)?,
        },
        KEY => Record::Key { id: fields.number()?, expires_at: fields.i64()?, key: fields.rest(MAX_KEY)? },
        BASE => Record::Base { next_id: fields.number()?, first_commit: fields.number()? },
        COMMIT => Record::Commit { sequence: fields.number()?, records: fields.u32()?, chain: fields.u32()? },
        OLDEST => Record::Oldest { segment: fields.u32()? },
        _ => return None,
    };
    fields.0.is_empty().then_some(record)
}

fn decode_message(mut fields: Cursor<'_>) -> Option<Record<'_>> {
    let (id, due_at, key_expires_at) = (fields.number()?, fields.i64()?, fields.i64()?);
    let (priority, state) = (fields.u8()?, fields.u8()?);
    let (key, queue, meta) = (fields.u8()?, fields.u8()?, fields.u16()?);
    if usize::from(key) > MAX_KEY || usize::from(meta) > MAX_META {
        return None;
    }
    Some(Record::Message {
        id,
        due_at,
        priority,
        state,
        key_expires_at,
        key: fields.take(key.into())?,
        queue: fields.take(queue.into())?,
        meta: fields.take(meta.into())?,
        body: fields.rest(MAX_BODY)?,
    })
}

fn checksum(seed: u32, length: [u8; 4], payload: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new_with_initial(seed);
    hasher.update(&length);
    hasher.update(payload);
    hasher.finalize()
}

/// A length in its field. The limits keep it in range (a constant below proves it), so nothing is ever cut off.
#[expect(clippy::cast_possible_truncation, reason = "see _LIMITS_FIT")]
fn octet(length: usize) -> u8 {
    length as u8
}

/// As [`octet`], two octets.
#[expect(clippy::cast_possible_truncation, reason = "see _LIMITS_FIT")]
fn short(length: usize) -> [u8; 2] {
    (length as u16).to_le_bytes()
}

/// As [`octet`], four octets.
#[expect(clippy::cast_possible_truncation, reason = "see _LIMITS_FIT")]
fn long(length: usize) -> u32 {
    length as u32
}

const _LIMITS_FIT: () =
    assert!(MAX_KEY <= 0xff && MAX_QUEUE <= 0xff && MAX_META <= 0xffff && MAX_LENGTH <= 0xff_ffff);

/// Takes fields off the front; `None` when there is not enough.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (field, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*field)
    }

    fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn number(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes).filter(|number| *number < NUMBERS_END)
    }

    fn i64(&mut self) -> Option<i64> {
        self.array().map(i64::from_le_bytes)
    }

    fn take(&mut self, octets: usize) -> Option<&'a [u8]> {
        let (field, rest) = self.0.split_at_checked(octets)?;
        self.0 = rest;
        Some(field)
    }

    fn rest(&mut self, limit: usize) -> Option<&'a [u8]> {
        let octets = self.0.len();
        if octets > limit { None } else { self.take(octets) }
    }
}

#[cfg(test)]
mod tests;
