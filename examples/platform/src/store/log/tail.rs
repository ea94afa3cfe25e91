//! The end of the log: records that were handed in and are not durable yet.

use crate::store::error::{DiskError, StoreError};

use super::{
    disk::{Disk, FileName, LogDisk},
    format::{BASE_OCTETS, COMMIT_OCTETS, Chain, DATA_START, END_OCTETS, Header, Location, Record, append},
    room::Room,
    segment::Segment,
};

/// What is pending. Records get their final place, and with it their check sum, when they are added; a batch that does not
/// fit into the segment any more begins the next one, so that one commit call may write two or more commits.
#[derive(Debug)]
pub(super) struct Tail {
    /// Pending commits; all but the last are complete. Never empty.
    commits: Vec<Pending>,
    /// The number of the last of them.
    sequence: u64,
    /// Octets of a new segment.
    segment_octets: u32,
}

/// A commit that is being put together.
#[derive(Debug)]
struct Pending {
    header: Header,
    /// Where it begins in its segment.
    start: u32,
    octets: Vec<u8>,
    chain: Chain,
    /// Whether anything but the base record is in it.
    dirty: bool,
}

impl Tail {
    /// The end of a log that goes on at `end`; `sequence` is the number of the next commit.
    pub(super) fn new(end: Segment, sequence: u64, next_id: u64, segment_octets: u32) -> Self {
        let pending = Pending::new(end, sequence, next_id);
        Self { commits: vec![pending], sequence, segment_octets }
    }

    /// The most octets of records that one batch may have.
    pub(super) fn max_batch(&self) -> usize {
        room_for_records(self.segment_octets)
    }

    /// Makes sure that the next `octets` of records come to lie in one commit.
    pub(super) fn reserve(&mut self, octets: usize, next_id: u64) -> Result<(), StoreError> {
        let limit = self.max_batch();
        if octets > limit {
            return Err(StoreError::BatchTooLarge { octets, limit });
        }
        let Some(open) = self.commits.last_mut() else { return Ok(()) };
        if open.fits(octets) {
            return Ok(());
        }
        let Some(segment) = open.header.segment.checked_add(1) else { return Err(StoreError::Full) };
        let header = Header { segment, capacity: self.segment_octets, salt: open.header.salt };
        if open.dirty {
            open.complete(self.sequence);
            self.sequence += 1;
        } else {
            self.commits.pop();
        }
        let next = Segment { header, end: DATA_START };
        self.commits.push(Pending::new(next, self.sequence, next_id));
        Ok(())
    }

    /// Adds a record behind the others and gives its place.
    pub(super) fn add(&mut self, record: &Record<'_>) -> Location {
        match self.commits.last_mut() {
            Some(open) => {
                open.dirty = true;
                open.add(record)
            }
            None => Location { segment: 0, offset: 0, octets: 0 },
        }
    }

    /// The octets of a record that is still pending, with the value its check sum starts from.
    pub(super) fn read(&self, location: Location) -> Option<&[u8]> {
        let pending = self.commits.iter().find(|commit| commit.header.segment == location.segment)?;
        let at = location.offset.checked_sub(pending.start)? as usize;
        pending.octets.get(at..at + location.octets as usize)
    }

    /// Whether nothing is pending.
    pub(super) fn is_empty(&self) -> bool {
        !self.commits.iter().any(|commit| commit.dirty)
    }

    /// Octets pending.
    pub(super) fn pending_octets(&self) -> usize {
        self.commits.iter().filter(|commit| commit.dirty).map(|commit| commit.octets.len()).sum()
    }

    /// Marks the last commit to be written even with nothing in it: it then ends the data here for good.
    pub(super) fn force(&mut self) {
        if let Some(open) = self.commits.last_mut() {
            open.dirty = true;
        }
    }

    /// Writes and syncs the pending commits, one after the other: at most one commit is under way at any time, which is what
    /// recovery relies on to tell a crash from damage.
    ///
    /// After an error nothing may be written any more; the caller sees to that.
    pub(super) fn flush(
        &mut self,
        disk: &mut impl LogDisk,
        room: &mut Room,
        segments: &mut Vec<Segment>,
    ) -> Result<(), DiskError> {
        if let Some(open) = self.commits.last_mut()
            && open.dirty
        {
            open.complete(self.sequence);
            self.sequence += 1;
        }
        for commit in self.commits.iter_mut().filter(|commit| commit.dirty) {
            if segments.last().is_none_or(|head| head.header.segment != commit.header.segment) {
                room.take_next(disk, &commit.header)?;
                segments.push(Segment { header: commit.header, end: DATA_START });
            }
            let end = commit.write(disk)?;
            if let Some(head) = segments.last_mut() {
                head.end = end;
            }
        }
        self.commits.drain(..self.commits.len().saturating_sub(1));
        if let Some(open) = self.commits.last_mut()
            && open.dirty
        {
            open.start += as_u32(open.octets.len());
            open.octets.clear();
            open.chain = Chain::default();
            open.dirty = false;
        }
        Ok(())
    }
}

impl Pending {
    fn new(place: Segment, sequence: u64, next_id: u64) -> Self {
        let mut pending = Self {
            header: place.header,
            start: place.end,
            octets: Vec::new(),
            chain: Chain::default(),
            dirty: false,
        };
        if place.end == DATA_START {
            pending.add(&Record::Base { next_id, first_commit: sequence });
        }
        pending
    }

    fn add(&mut self, record: &Record<'_>) -> Location {
        let offset = self.start + as_u32(self.octets.len());
        let wrote = append(&mut self.octets, self.header.seed(), record);
        self.chain.add(wrote.crc);
        Location { segment: self.header.segment, offset, octets: wrote.octets }
    }

    fn complete(&mut self, sequence: u64) {
        let Chain { records, sum } = self.chain;
        append(&mut self.octets, self.header.seed(), &Record::Commit { sequence, records, chain: sum });
    }

    /// Whether so many octets of records still fit, with what ends a commit.
    fn fits(&self, octets: usize) -> bool {
        let used = self.start as usize + self.octets.len();
        used + octets + COMMIT_OCTETS + END_OCTETS <= self.header.capacity as usize
    }

    /// Writes the commit and the mark that the data ends behind it, and syncs. Gives where it ends.
    fn write(&mut self, disk: &mut impl Disk) -> Result<u32, DiskError> {
        let name = FileName::Segment(self.header.segment);
        let octets = self.octets.len();
        self.octets.extend_from_slice(&[0; END_OCTETS]);
        let written = disk.write_at(name, self.start.into(), &self.octets);
        self.octets.truncate(octets);
        written?;
        disk.sync(name)?;
        Ok(self.start + as_u32(octets))
    }
}

/// How many octets of records fit into a fresh segment.
fn room_for_records(capacity: u32) -> usize {
    (capacity as usize).saturating_sub(DATA_START as usize + BASE_OCTETS + COMMIT_OCTETS + END_OCTETS)
}

/// Octets within a segment: segments are smaller than 4 GiB.
fn as_u32(octets: usize) -> u32 {
    u32::try_from(octets).unwrap_or(u32::MAX)
}
