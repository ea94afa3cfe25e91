//! Reading one segment of a log that goes on being written.
//!
//! The check sums tell whether what was read is whole. What they cannot tell is whether a place that is not whole is damage
//! or a commit that was just being written; so such a place is read again. The writer has one commit at most under way and
//! writes the next one after it. If a later commit was there already at the first reading, then the place was whole by
//! then, and a second reading that still finds it broken proves damage.

use crate::store::{
    error::{Damage, StoreError},
    log::{
        disk::{FileName, ReadDisk},
        format::{BASE_OCTETS, DATA_START, Header, Record, Scanned, Walk},
        recovery::{Read, read_commits},
        segment::read_header,
    },
};

/// One segment that is being read.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) header: Header,
    /// The number of its first commit, if the segments before tell it.
    expected: Option<u64>,
    /// The number of the first commit behind it, if there was one before the reading began: then this segment is sealed.
    sealed: Option<u64>,
    octets: Vec<u8>,
    /// How much of it was read.
    at: usize,
    /// The broken place that the first reading found.
    broken: Option<StoreError>,
}

/// A segment that was read.
#[derive(Debug)]
pub(super) struct Whole {
    pub(super) header: Header,
    /// The whole commits, and zeros behind them.
    pub(super) octets: Vec<u8>,
    /// Where the commits end.
    pub(super) end: usize,
    /// The number of the commit after them, where another segment follows.
    pub(super) next: Option<u64>,
}

/// What became of a reading.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It is read.
    Whole(Whole),
    /// It has to be read again.
    Again(Reading),
}

impl Reading {
    /// Begins with segment `number`. `buffer` is memory to use again.
    pub(super) fn begin(
        disk: &impl ReadDisk,
        number: u32,
        expected: Option<u64>,
        buffer: Vec<u8>,
    ) -> Result<Self, StoreError> {
        let sealed = match number.checked_add(1) {
            Some(next) => first_commit(disk, next)?,
            None => None,
        };
        let header = read_header(disk, number)?;
        let mut octets = buffer;
        octets.resize(header.capacity as usize, 0);
        Ok(Self { header, expected, sealed, octets, at: 0, broken: None })
    }

    /// Reads up to `step` octets more; whether that was all.
    pub(super) fn step(&mut self, disk: &impl ReadDisk, step: usize) -> Result<bool, StoreError> {
        let rest = self.octets.get_mut(self.at..).unwrap_or_default();
        let length = rest.len().min(step.max(1));
        if let Some(part) = rest.get_mut(..length) {
            disk.read_at(FileName::Segment(self.header.segment), self.at as u64, part)?;
        }
        self.at += length;
        Ok(self.at == self.octets.len())
    }

    /// Judges what was read to the end.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] with the place that is damaged.
    pub(super) fn judge(mut self) -> Result<Outcome, StoreError> {
        let read = read_commits(&self.header, &self.octets, self.expected, &mut |_, _| {});
        match (self.fault(&read), self.broken, read) {
            (None, _, Ok(read)) => Ok(Outcome::Whole(self.cut(read.end, Some(read.expected)))),
            (Some(broken), None, _) => {
                self.broken = Some(broken);
                self.at = 0;
                Ok(Outcome::Again(self))
            }
            // The first reading was ahead of the writer, and so may this one be: what it found whole is whole.
            (
                Some(StoreError::Corrupt { offset, .. }),
                Some(StoreError::Corrupt { offset: before, .. }),
                _,
            ) if before < offset && self.sealed.is_none() => Ok(Outcome::Whole(self.cut(offset, None))),
            (Some(damaged), ..) | (None, _, Err(damaged)) => Err(damaged),
        }
    }

    /// What is not as it must be. A sealed segment ends with a whole commit, the one before the next segment's first.
    fn fault(&self, read: &Result<Read, StoreError>) -> Option<StoreError> {
        let read = match read {
            Ok(read) => read,
            Err(error) => return Some(*error),
        };
        let next = self.sealed?;
        let damage = match read.torn {
            Some(torn) => torn.damage,
            None if read.expected != next => Damage::Sequence,
            None => return None,
        };
        Some(StoreError::Corrupt { segment: self.header.segment, offset: read.end, damage })
    }

    fn cut(self, end: u32, next: Option<u64>) -> Whole {
        let Self { header, mut octets, .. } = self;
        let end = end as usize;
        octets.iter_mut().skip(end).for_each(|octet| *octet = 0);
        Whole { header, octets, end, next }
    }
}

/// The number of the first commit in a segment; `None` if there is nothing in it, or no such segment.
pub(super) fn first_commit(disk: &impl ReadDisk, segment: u32) -> Result<Option<u64>, StoreError> {
    let name = FileName::Segment(segment);
    if !disk.list()?.contains(&name) {
        return Ok(None);
    }
    let header = read_header(disk, segment)?;
    let mut octets = [0; BASE_OCTETS];
    disk.read_at(name, DATA_START.into(), &mut octets)?;
    Ok(match Walk::new(header.seed(), &octets, 0).next_record() {
        Scanned::Record { record: Record::Base { first_commit, .. }, .. } => Some(first_commit),
        _ => None,
    })
}
