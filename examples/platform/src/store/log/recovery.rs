//! Reading the log back.
//!
//! The writer has one commit at most under way. So a crash can leave one commit that is not whole, and it is the very last
//! thing in the log: a *torn tail*, cut off and reported. Anything else that is not as it was written cannot come from a
//! crash: it is damage, and then the log is not opened.

use crate::store::error::{Damage, DiskError, StoreError};

use super::{
    disk::{Disk, FileName, ReadDisk},
    format::{
        COMMIT_OCTETS, Chain, DATA_START, END_OCTETS, End, Header, Location, Record, Scanned, Walk,
        last_commit_after,
    },
    index::Index,
    segment::{Segment, read_header, read_segment, segment_numbers},
};

/// What opening a log found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Opened {
    /// Live messages.
    pub messages: usize,
    /// Summaries of finished messages.
    pub summaries: usize,
    /// Idempotency keys.
    pub keys: usize,
    /// Segments with data.
    pub segments: usize,
    /// The commit that a crash left unfinished, if there was one. Nothing in it had been acknowledged.
    pub torn: Option<Torn>,
}

/// Where a torn tail was cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Torn {
    /// Number of the segment.
    pub segment: u32,
    /// Where the first commit that was not whole begins in it.
    pub offset: u32,
    /// What is wrong with that commit.
    pub damage: Damage,
}

/// A log that was read back.
#[derive(Debug)]
pub(super) struct Recovered {
    pub(super) index: Index,
    /// The segments that hold data.
    pub(super) segments: Vec<Segment>,
    /// Empty segments behind them: the next one, prepared ahead.
    pub(super) empty: Vec<Header>,
    /// Where the last commit begins in the last of the segments.
    pub(super) last_commit: u32,
    /// The number of the next commit.
    pub(super) sequence: u64,
    pub(super) torn: Option<Torn>,
}

impl Recovered {
    /// Makes durable what was read back. A process that was killed, or whose sync failed, may have left the last commit in the
    /// page cache only, and after a failed sync the operating system takes what is there for clean: so that commit is written once
    /// more, as it is, and synced. What another commit follows, even a torn one, was durable before that was begun.
    pub(super) fn settle(&self, disk: &mut impl Disk) -> Result<(), DiskError> {
        disk.sync_directory()?;
        let Some(last) = self.segments.last().filter(|_| self.torn.is_none()) else { return Ok(()) };
        let name = FileName::Segment(last.header.segment);
        let end = (last.end as usize + END_OCTETS).min(last.header.capacity as usize);
        let mut octets = vec![0; end.saturating_sub(self.last_commit as usize)];
        disk.read_at(name, self.last_commit.into(), &mut octets)?;
        disk.write_at(name, self.last_commit.into(), &octets)?;
        disk.sync(name)
    }
}

/// Reads all segments.
pub(super) fn recover(
    disk: &impl ReadDisk,
    seed: u64,
    max_summaries: usize,
) -> Result<Recovered, StoreError> {
    let mut index = Index::new(seed, max_summaries);
    let (mut segments, mut empty) = (Vec::new(), Vec::<Header>::new());
    let numbers = segment_numbers(disk)?;
    // The very first commit has the number one; later ones follow from it or from the base record of the oldest segment.
    let mut expected = numbers.first().filter(|first| **first == 1).map(|_| 1);
    let mut oldest = 1;
    let mut torn: Option<Torn> = None;
    let mut last_commit = DATA_START;
    let mut octets = Vec::new();
    let mut salt = None;
    for number in numbers.iter().copied() {
        let header = read_header(disk, number)?;
        if *salt.get_or_insert(header.salt) != header.salt {
            return Err(StoreError::Corrupt { segment: number, offset: 0, damage: Damage::Header });
        }
        read_segment(disk, &header, &mut octets)?;
        let mut learn = |record: &Record<'_>, location| {
            if let Record::Oldest { segment } = *record {
                oldest = segment;
            }
            index.replay(record, location);
        };
        let read = read_commits(&header, &octets, expected, &mut learn);
        let used = read.as_ref().is_ok_and(|read| read.end > DATA_START || read.torn.is_some());
        if let Some(earlier) = torn
            && (used || read.is_err())
        {
            return Err(earlier.damaged());
        }
        let read = read?;
        if used && let Some(lost) = empty.first() {
            return Err(StoreError::Corrupt {
                segment: lost.segment,
                offset: DATA_START,
                damage: Damage::Sequence,
            });
        }
        torn = torn.or(read.torn);
        expected = Some(read.expected);
        if used {
            last_commit = read.last_commit;
            segments.push(Segment { header, end: read.end });
        } else {
            empty.push(header);
        }
    }
    if numbers.first().is_some_and(|first| *first > oldest) {
        return Err(StoreError::Corrupt { segment: oldest, offset: 0, damage: Damage::MissingSegment });
    }
    index.rebuild_waiting();
    Ok(Recovered { index, segments, empty, last_commit, sequence: expected.unwrap_or(1), torn })
}

impl Torn {
    fn damaged(&self) -> StoreError {
        StoreError::Corrupt { segment: self.segment, offset: self.offset, damage: self.damage }
    }
}

/// What one segment held.
#[derive(Debug)]
pub(super) struct Read {
    /// Where the last whole commit begins.
    pub(super) last_commit: u32,
    /// Where the whole commits end.
    pub(super) end: u32,
    /// The number of the commit after them.
    pub(super) expected: u64,
    /// What comes behind, if it is not simply the end.
    pub(super) torn: Option<Torn>,
}

impl Read {
    /// Whether anything is in the segment.
    pub(super) fn used(&self) -> bool {
        self.end > DATA_START || self.torn.is_some()
    }
}

/// Gives the records of all whole commits to `learn`, in order. `expected` is the number the first commit must have; `None`
/// for the oldest segment, which says it itself.
pub(super) fn read_commits(
    header: &Header,
    octets: &[u8],
    expected: Option<u64>,
    learn: &mut dyn FnMut(&Record<'_>, Location),
) -> Result<Read, StoreError> {
    let mut walk = Walk::new(header.seed(), octets, DATA_START as usize);
    let mut reader =
        CommitReader { segment: header.segment, expected, records: Vec::new(), chain: Chain::default() };
    let (mut last_commit, mut end) = (walk.at(), walk.at());
    let damage = loop {
        match walk.next_record() {
            Scanned::Record { at, octets, crc, record } => match reader.take(at, octets, crc, record) {
                Ok(true) => {
                    reader.records.drain(..).for_each(|(record, location)| learn(&record, location));
                    (last_commit, end) = (end, walk.at());
                }
                Ok(false) => {}
                Err(damage) => break Some(damage),
            },
            Scanned::End(End::Zero) if reader.records.is_empty() => break None,
            Scanned::End(End::Zero) => break Some(Damage::Commit),
            Scanned::End(End::Cut) => break Some(Damage::Length),
            Scanned::End(End::Bad(damage)) => break Some(damage),
        }
    };
    let torn_here = |damage| Torn { segment: header.segment, offset: as_u32(end), damage };
    let Some(next) = reader.expected.filter(|_| expected.is_some() || end > DATA_START as usize) else {
        // The oldest segment, and its beginning is not there: it has held commits since it became a segment.
        return Err(torn_here(damage.unwrap_or(Damage::Sequence)).damaged());
    };
    let behind = last_commit_after(header.seed(), octets, end, next).map(|(_, sequence)| sequence);
    let torn = damage.or(behind.map(|_| Damage::Commit)).map(torn_here);
    let later = behind.is_some_and(|sequence| sequence > next);
    let no_room = end + COMMIT_OCTETS + END_OCTETS > octets.len();
    match torn {
        Some(torn) if later || no_room => Err(torn.damaged()),
        _ => Ok(Read { last_commit: as_u32(last_commit), end: as_u32(end), expected: next, torn }),
    }
}

/// Collects records until their commit is whole.
struct CommitReader<'a> {
    segment: u32,
    expected: Option<u64>,
    records: Vec<(Record<'a>, Location)>,
    chain: Chain,
}

impl<'a> CommitReader<'a> {
    /// Takes one record; `true`: it completed the commit.
    fn take(&mut self, at: usize, octets: usize, crc: u32, record: Record<'a>) -> Result<bool, Damage> {
        match record {
            Record::Commit { sequence, records, chain } => {
                if (Chain { records, sum: chain }) != std::mem::take(&mut self.chain) {
                    return Err(Damage::Commit);
                }
                if self.expected != Some(sequence) {
                    return Err(Damage::Sequence);
                }
                self.expected = Some(sequence + 1);
                return Ok(true);
            }
            Record::Base { first_commit, .. } => {
                if at != DATA_START as usize {
                    return Err(Damage::Content);
                }
                if *self.expected.get_or_insert(first_commit) != first_commit {
                    return Err(Damage::Sequence);
                }
            }
            _ if at == DATA_START as usize => return Err(Damage::Content),
            _ => {}
        }
        self.chain.add(crc);
        let location = Location { segment: self.segment, offset: as_u32(at), octets: as_u32(octets) };
        self.records.push((record, location));
        Ok(false)
    }
}

fn as_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::log::format::append;

    /// A segment with a base record and empty commits of these numbers.
    fn segment(numbers: &[u64]) -> (Header, Vec<u8>) {
        let header = Header { segment: 1, capacity: 16384, salt: 1 };
        let mut octets = vec![0; DATA_START as usize];
        let base = Record::Base { next_id: 1, first_commit: 1 };
        let mut chain = Chain::default();
        chain.add(append(&mut octets, header.seed(), &base).crc);
        for sequence in numbers {
            let Chain { records, sum } = std::mem::take(&mut chain);
            append(&mut octets, header.seed(), &Record::Commit { sequence: *sequence, records, chain: sum });
        }
        octets.resize(16384, 0);
        (header, octets)
    }

    #[test]
    fn commits_are_numbered_without_a_gap() {
        let read = |numbers: &[u64]| {
            let (header, octets) = segment(numbers);
            read_commits(&header, &octets, Some(1), &mut |_, _| {})
                .map(|read| (read.expected, read.torn.is_some()))
        };
        assert_eq!(read(&[1, 2, 3]), Ok((4, false)));
        let gap = StoreError::Corrupt { segment: 1, offset: DATA_START + 75, damage: Damage::Sequence };
        assert_eq!(read(&[1, 2, 4]), Err(gap));
        assert_eq!(read(&[1, 2, 2]), Ok((3, true)), "the leftover of an earlier crash");
    }

    #[test]
    fn a_commit_of_other_records_is_not_whole() {
        let (header, mut octets) = segment(&[1]);
        let other = Record::Base { next_id: 9, first_commit: 1 };
        let mut replaced = Vec::new();
        append(&mut replaced, header.seed(), &other);
        octets[DATA_START as usize..][..replaced.len()].copy_from_slice(&replaced);
        let mut learned = 0;
        let read = read_commits(&header, &octets, Some(1), &mut |_, _| learned += 1).unwrap();
        assert_eq!((read.torn.map(|torn| torn.damage), learned), (Some(Damage::Commit), 0));
    }
}
