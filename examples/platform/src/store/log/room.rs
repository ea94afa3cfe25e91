//! Files prepared ahead.
//!
//! Writing into a file that grows makes every commit wait for the file system's own journal (measured: 40 to 210 us more on
//! top of 100). So segments are written full of zeros beforehand, in small steps when there is time, and used again when
//! they are emptied: the commit path only ever overwrites.

use crate::store::error::{DiskError, DiskErrorKind};

use super::{
    config::LogConfig,
    disk::{Disk, FileName},
    format::{DATA_START, Header},
};

/// Octets written at a time when a file is filled with zeros.
const FILL_STEP: u32 = 1 << 20;
/// How long to wait before trying again after the disk was full, ms.
const RETRY_MS: i64 = 1000;

/// The files that are not part of the log yet.
#[derive(Debug)]
pub(super) struct Room {
    segment_octets: u32,
    wanted: usize,
    max_segments: usize,
    /// Whether the segment behind the head is there already.
    next_ready: bool,
    /// Whole files, to become segments.
    spares: Vec<u32>,
    filling: Option<Filling>,
    next_spare: u32,
    /// When the disk was found full.
    full_at: Option<i64>,
    /// How often a commit had to wait for a new segment.
    pub(super) waited: u64,
}

/// A spare that is being written full of zeros.
#[derive(Debug)]
struct Filling {
    number: u32,
    filled: u32,
}

impl Room {
    /// Takes stock of the spares on the disk; those of another size are removed.
    pub(super) fn open(
        disk: &mut impl Disk,
        config: &LogConfig,
        next_ready: bool,
    ) -> Result<Self, DiskError> {
        let mut room = Self {
            segment_octets: config.get_segment_octets(),
            wanted: config.get_spares(),
            max_segments: config.get_max_segments(),
            next_ready,
            spares: Vec::new(),
            filling: None,
            next_spare: 0,
            full_at: None,
            waited: 0,
        };
        for name in disk.list()? {
            let FileName::Spare(number) = name else { continue };
            room.next_spare = room.next_spare.max(number.wrapping_add(1));
            if disk.length(name)? == u64::from(room.segment_octets) {
                room.spares.push(number);
            } else {
                disk.remove(name)?;
            }
        }
        Ok(room)
    }

    /// Whether new messages may be taken: there is a next segment, or nothing speaks against making one. Without, what is
    /// left of the present segment is for changes, ends and cleaning, which make room again.
    pub(super) fn accepts(&self, segments: usize) -> bool {
        self.next_ready
            || !self.spares.is_empty()
            || (self.full_at.is_none() && self.files(segments) < self.max_segments)
    }

    /// Makes a spare the next segment, if there is none and there is one to take.
    pub(super) fn promote_spare(&mut self, disk: &mut impl Disk, next: &Header) -> Result<(), DiskError> {
        if !self.next_ready
            && let Some(spare) = self.spares.pop()
        {
            promote(disk, spare, next)?;
            self.next_ready = true;
        }
        Ok(())
    }

    /// Does about `budget` octets of work on the next segment and the spares; whether there is more to do.
    pub(super) fn prepare(
        &mut self,
        disk: &mut impl Disk,
        next: &Header,
        segments: usize,
        now_ms: i64,
        budget: usize,
    ) -> Result<bool, DiskError> {
        self.promote_spare(disk, next)?;
        // A clock that was set back counts as a time that has passed: nobody waits for a year.
        if self.full_at.is_some_and(|at| (0..RETRY_MS).contains(&now_ms.saturating_sub(at))) {
            return Ok(false);
        }
        self.full_at = None;
        match self.fill(disk, segments, budget) {
            Err(DiskError { kind: DiskErrorKind::Full, .. }) => {
                self.full_at = Some(now_ms);
                self.give_up_filling(disk)?;
                Ok(false)
            }
            done => done,
        }
    }

    /// Makes the file of this segment be there. With a prepared one there is nothing to do.
    pub(super) fn take_next(&mut self, disk: &mut impl Disk, next: &Header) -> Result<(), DiskError> {
        if !self.next_ready {
            self.waited += 1;
            self.make_next(disk, next)?;
        }
        self.next_ready = false;
        Ok(())
    }

    /// Prepares the next segment now, whatever it takes.
    pub(super) fn make_next(&mut self, disk: &mut impl Disk, next: &Header) -> Result<(), DiskError> {
        let spare = match self.spares.pop() {
            Some(spare) => spare,
            None => self.finish(disk)?,
        };
        promote(disk, spare, next)?;
        self.next_ready = true;
        Ok(())
    }

    /// Takes a segment out of the log. Its file becomes a spare, or goes if there are enough.
    pub(super) fn recycle(&mut self, disk: &mut impl Disk, segment: &Header) -> Result<(), DiskError> {
        let name = FileName::Segment(segment.segment);
        let fits =
            segment.capacity == self.segment_octets && disk.length(name)? == u64::from(segment.capacity);
        if fits && self.spares.len() <= self.wanted {
            let spare = self.new_number();
            disk.rename(name, FileName::Spare(spare))?;
            self.spares.push(spare);
        } else {
            disk.remove(name)?;
        }
        self.full_at = None;
        disk.sync_directory()
    }

    fn files(&self, segments: usize) -> usize {
        segments + usize::from(self.next_ready) + self.spares.len() + usize::from(self.filling.is_some())
    }

    /// Fills a spare with zeros, if one is wanted.
    fn fill(&mut self, disk: &mut impl Disk, segments: usize, budget: usize) -> Result<bool, DiskError> {
        let mut left = budget;
        loop {
            let wanted = self.spares.len() + usize::from(self.next_ready) <= self.wanted;
            if self.filling.is_none() && (!wanted || self.files(segments) >= self.max_segments) {
                return Ok(false);
            }
            if left == 0 {
                return Ok(true);
            }
            let mut filling = match self.filling.take() {
                Some(filling) => filling,
                None => self.begin(disk)?,
            };
            let step = FILL_STEP.min(self.segment_octets - filling.filled);
            let filled = filling.step(disk, step);
            left = left.saturating_sub(step as usize);
            if filled.is_ok() && filling.filled == self.segment_octets {
                self.spares.push(filling.number);
            } else {
                self.filling = Some(filling);
            }
            filled?;
        }
    }

    /// Fills a spare to its end now.
    fn finish(&mut self, disk: &mut impl Disk) -> Result<u32, DiskError> {
        let mut filling = match self.filling.take() {
            Some(filling) => filling,
            None => self.begin(disk)?,
        };
        while filling.filled < self.segment_octets {
            filling.step(disk, FILL_STEP.min(self.segment_octets - filling.filled))?;
        }
        Ok(filling.number)
    }

    fn begin(&mut self, disk: &mut impl Disk) -> Result<Filling, DiskError> {
        let number = self.new_number();
        disk.create(FileName::Spare(number))?;
        Ok(Filling { number, filled: 0 })
    }

    fn give_up_filling(&mut self, disk: &mut impl Disk) -> Result<(), DiskError> {
        self.filling.take().map_or(Ok(()), |filling| disk.remove(FileName::Spare(filling.number)))
    }

    fn new_number(&mut self) -> u32 {
        let number = self.next_spare;
        self.next_spare = number.wrapping_add(1);
        number
    }
}

impl Filling {
    fn step(&mut self, disk: &mut impl Disk, octets: u32) -> Result<(), DiskError> {
        let name = FileName::Spare(self.number);
        disk.write_at(name, self.filled.into(), &vec![0; octets as usize])?;
        // At once, so that the next commit's sync does not have to wait for a segment of zeros.
        disk.sync(name)?;
        self.filled += octets;
        Ok(())
    }
}

/// Makes a spare the segment of this header, empty. It gets its name last and durably: a segment always has a header, and its
/// size. The size of a spare that was found at the start may never have become durable.
fn promote(disk: &mut impl Disk, spare: u32, header: &Header) -> Result<(), DiskError> {
    let name = FileName::Spare(spare);
    let mut front = header.encode().to_vec();
    // What was there before is not valid under the new number; the zero says that it is not even there.
    front.resize(DATA_START as usize + 512, 0);
    disk.write_at(name, 0, &front)?;
    disk.write_at(name, u64::from(header.capacity).saturating_sub(1), &[0])?;
    disk.sync(name)?;
    disk.rename(name, FileName::Segment(header.segment))?;
    disk.sync_directory()
}
