//! Files prepared ahead.
//!
//! Writing into a file that grows makes every commit wait for the file system's own journal (measured: 40 to 210 us more on
//! top of 100). So segments are written full of zeros beforehand and used again when they are emptied: the commit path only
//! ever overwrites. All that is [`Errand`]s, which the disk does beside the log; here is decided which one is next.

use std::collections::VecDeque;

use crate::store::error::{DiskError, DiskErrorKind};

use super::{
    config::LogConfig,
    disk::{Disk, FileName, LogDisk},
    errand::{Errand, ErrandState, Kind},
    format::Header,
};

/// How long to wait before trying again after the disk was full, ms.
const RETRY_MS: i64 = 1000;

/// The files that are not part of the log yet, or not any more.
#[derive(Debug)]
pub(super) struct Room {
    segment_octets: u32,
    wanted: usize,
    max_segments: usize,
    /// Whether the segment behind the head is there already.
    next_ready: bool,
    /// Whole files, to become segments.
    spares: Vec<u32>,
    /// Segments that the log does not need any more; their files are to become spares.
    retired: VecDeque<Header>,
    under_way: Option<Kind>,
    next_spare: u32,
    /// When the disk was found full.
    full_at: Option<i64>,
    /// How often a commit had to wait for a new segment.
    pub(super) waited: u64,
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
            retired: VecDeque::new(),
            under_way: None,
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
            || matches!(self.under_way, Some(Kind::Promote { .. }))
            || (self.full_at.is_none() && self.files(segments) < self.max_segments)
    }

    /// How many files are ready to become segments, the next one included.
    pub(super) fn ready(&self) -> usize {
        self.spares.len() + usize::from(self.next_ready)
    }

    /// Sees to the next segment and the spares, of which more are needed the more was `committed` since the last call. Gives
    /// whether it should be called again soon.
    pub(super) fn prepare(
        &mut self,
        disk: &mut impl LogDisk,
        next: &Header,
        segments: usize,
        now_ms: i64,
        mut committed: u64,
    ) -> Result<bool, DiskError> {
        loop {
            if let Some(kind) = self.under_way {
                match disk.poll_errand(std::mem::take(&mut committed)) {
                    ErrandState::UnderWay => return Ok(false),
                    ErrandState::Waiting => return Ok(true),
                    ErrandState::Ended(ended) => self.ended(disk, kind, ended, now_ms)?,
                }
            } else if let Some(kind) = self.next_errand(disk, next, segments, now_ms)? {
                self.begin(disk, kind)?;
            } else {
                return Ok(false);
            }
        }
    }

    /// Makes the file of this segment be there. With a prepared one there is nothing to do.
    pub(super) fn take_next(&mut self, disk: &mut impl LogDisk, next: &Header) -> Result<(), DiskError> {
        if !self.next_ready {
            self.waited += 1;
            self.make_next(disk, next)?;
        }
        self.next_ready = false;
        Ok(())
    }

    /// Prepares the next segment now, whatever it takes.
    pub(super) fn make_next(&mut self, disk: &mut impl LogDisk, next: &Header) -> Result<(), DiskError> {
        loop {
            if let Some(kind) = self.under_way {
                disk.finish_errand()?;
                self.book(kind);
            } else if self.next_ready {
                return Ok(());
            } else {
                let kind = match self.promotion(next) {
                    Some(promotion) => promotion,
                    None => self.retirement(disk)?.unwrap_or_else(|| self.filling()),
                };
                self.begin(disk, kind)?;
            }
        }
    }

    /// Takes a segment out of the log: its file becomes a spare, or goes if there are enough.
    pub(super) fn retire(&mut self, segment: Header) {
        self.retired.push_back(segment);
    }

    fn files(&self, segments: usize) -> usize {
        segments + self.ready() + self.retired.len() + usize::from(self.under_way.is_some())
    }

    fn begin(&mut self, disk: &mut impl LogDisk, kind: Kind) -> Result<(), DiskError> {
        self.under_way = Some(kind);
        disk.begin_errand(Errand::new(kind))
    }

    /// A disk that is full while a spare is filled is no failure: the spare is given up, and tried again later.
    fn ended(
        &mut self,
        disk: &mut impl LogDisk,
        kind: Kind,
        ended: Result<(), DiskError>,
        now_ms: i64,
    ) -> Result<(), DiskError> {
        match (kind, ended) {
            (Kind::Fill { spare, .. }, Err(DiskError { kind: DiskErrorKind::Full, .. })) => {
                self.full_at = Some(now_ms);
                self.begin(disk, Kind::Remove { spare })
            }
            (_, Err(failed)) => Err(failed),
            (done, Ok(())) => {
                self.book(done);
                Ok(())
            }
        }
    }

    /// What an errand brought.
    fn book(&mut self, done: Kind) {
        self.under_way = None;
        match done {
            Kind::Fill { spare, .. } => self.spares.push(spare),
            Kind::Promote { .. } => self.next_ready = true,
            Kind::Retire { spare, .. } => {
                self.spares.extend(spare);
                self.full_at = None;
            }
            Kind::Remove { .. } => {}
        }
    }

    /// What is to be done, if anything is.
    fn next_errand(
        &mut self,
        disk: &impl LogDisk,
        next: &Header,
        segments: usize,
        now_ms: i64,
    ) -> Result<Option<Kind>, DiskError> {
        if !self.next_ready
            && let Some(promotion) = self.promotion(next)
        {
            return Ok(Some(promotion));
        }
        if let Some(retirement) = self.retirement(disk)? {
            return Ok(Some(retirement));
        }
        // A clock that was set back counts as a time that has passed: nobody waits for a year.
        if self.full_at.is_some_and(|at| (0..RETRY_MS).contains(&now_ms.saturating_sub(at))) {
            return Ok(None);
        }
        self.full_at = None;
        let enough = self.ready() > self.wanted;
        Ok((!enough && self.files(segments) < self.max_segments).then(|| self.filling()))
    }

    fn promotion(&mut self, next: &Header) -> Option<Kind> {
        let header = *next;
        self.spares.pop().map(|spare| Kind::Promote { spare, header })
    }

    fn retirement(&mut self, disk: &impl LogDisk) -> Result<Option<Kind>, DiskError> {
        let Some(Header { segment, capacity, .. }) = self.retired.pop_front() else { return Ok(None) };
        let fits = capacity == self.segment_octets
            && disk.length(FileName::Segment(segment))? == u64::from(capacity);
        let keep = fits && self.spares.len() <= self.wanted;
        Ok(Some(Kind::Retire { segment, spare: keep.then(|| self.new_number()) }))
    }

    fn filling(&mut self) -> Kind {
        Kind::Fill { spare: self.new_number(), octets: self.segment_octets }
    }

    fn new_number(&mut self) -> u32 {
        let number = self.next_spare;
        self.next_spare = number.wrapping_add(1);
        number
    }
}
