//! Going through the octets of a segment.

use crate::store::error::Damage;

use super::{
    COMMIT_OCTETS, RECORD_HEAD,
    record::{COMMIT_LENGTH, MAX_LENGTH, Record, decode},
};

/// Goes from record to record in a window of a segment.
#[derive(Debug)]
pub(crate) struct Walk<'a> {
    seed: u32,
    octets: &'a [u8],
    at: usize,
}

/// What [`Walk::next_record`] found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Scanned<'a> {
    /// A valid record.
    Record {
        /// Where its head begins in the window.
        at: usize,
        /// Octets, head included.
        octets: usize,
        /// Its check sum.
        crc: u32,
        /// What it says.
        record: Record<'a>,
    },
    /// No record here.
    End(End),
}

/// Why there is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// A length of zero: the data ends.
    Zero,
    /// The window ends before the record does.
    Cut,
    /// Something that is no record.
    Bad(Damage),
}

impl<'a> Walk<'a> {
    /// Begins at `at` of the window `octets`.
    pub(crate) fn new(seed: u32, octets: &'a [u8], at: usize) -> Self {
        Self { seed, octets, at }
    }

    /// Where the next record begins in the window.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The record here, stepping over it; at an end it stays where it is.
    pub(crate) fn next_record(&mut self) -> Scanned<'a> {
        match self.stated() {
            Ok(octets) => self.read(octets),
            Err(end) => Scanned::End(end),
        }
    }

    /// Steps over a record that is not valid, if its length can be and the record behind it is valid.
    pub(crate) fn skip_damaged(&mut self) -> bool {
        let Ok(octets) = self.stated() else { return false };
        let behind = Walk::new(self.seed, self.octets, self.at + octets).next_record();
        let valid = matches!(behind, Scanned::Record { .. });
        if valid {
            self.at += octets;
        }
        valid
    }

    /// Goes on at `at`.
    pub(crate) fn jump(&mut self, at: usize) {
        self.at = at;
    }

    /// Octets of the record here, by what its head says.
    fn stated(&self) -> Result<usize, End> {
        let rest = self.octets.get(self.at..).unwrap_or_default();
        let Some(length) = rest.first_chunk::<4>() else { return Err(End::Cut) };
        match u32::from_le_bytes(*length) as usize {
            0 => Err(End::Zero),
            length if length > MAX_LENGTH => Err(End::Bad(Damage::Length)),
            length if length + RECORD_HEAD > rest.len() => Err(End::Cut),
            length => Ok(length + RECORD_HEAD),
        }
    }

    fn read(&mut self, octets: usize) -> Scanned<'a> {
        let at = self.at;
        match decode(self.seed, self.octets.get(at..at + octets).unwrap_or_default()) {
            Ok((record, crc)) => {
                self.at += octets;
                Scanned::Record { at, octets, crc, record }
            }
            Err(damage) => Scanned::End(End::Bad(damage)),
        }
    }
}

/// The running sum over the check sums of a commit's records. It ties the records of one commit together: after a torn
/// write, a record left from another commit at the same place would be valid by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chain {
    /// How many records.
    pub(crate) records: u32,
    /// The sum.
    pub(crate) sum: u32,
}

impl Chain {
    /// Adds a record by its check sum.
    pub(crate) fn add(&mut self, crc: u32) {
        let mut hasher = crc32fast::Hasher::new_with_initial(self.sum);
        hasher.update(&crc.to_le_bytes());
        self.sum = hasher.finalize();
        self.records = self.records.saturating_add(1);
    }
}

/// A valid commit record behind `from`, with its place: the one with the highest sequence number of at least `sequence`.
///
/// Whoever finds the end of the data asks this: the writer has one commit at most under way, so a *later* commit behind
/// an end proves that the end is damage and not the mark of a crash. Time is linear in the octets whatever they are,
/// because only records of the one fixed length are tried.
pub(crate) fn last_commit_after(
    seed: u32,
    octets: &[u8],
    from: usize,
    sequence: u64,
) -> Option<(usize, u64)> {
    commits_after(seed, octets, from).filter(|&(_, found)| found >= sequence).max_by_key(|&(_, found)| found)
}

/// The valid commit records behind `from`, as places and sequence numbers.
pub(crate) fn commits_after(seed: u32, octets: &[u8], from: usize) -> impl Iterator<Item = (usize, u64)> {
    const BLOCK: usize = 4096;
    let rest = octets.get(from..).unwrap_or_default();
    let blocks = rest.chunks(BLOCK).enumerate();
    // Most of a segment's rest is zeros; a block without any other octet is passed over at memory speed.
    let blocks = blocks.filter(|(_, block)| block.iter().fold(0, |any, octet| any | octet) != 0);
    let places =
        blocks.flat_map(move |(number, block)| (0..block.len()).map(move |at| from + number * BLOCK + at));
    places.filter_map(move |at| commit_at(seed, octets, at).map(|sequence| (at, sequence)))
}

fn commit_at(seed: u32, octets: &[u8], at: usize) -> Option<u64> {
    if usize::from(*octets.get(at)?) != COMMIT_LENGTH {
        return None;
    }
    match decode(seed, octets.get(at..at + COMMIT_OCTETS)?) {
        Ok((Record::Commit { sequence, .. }, _)) => Some(sequence),
        _ => None,
    }
}
