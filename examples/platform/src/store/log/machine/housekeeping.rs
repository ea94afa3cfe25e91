//! What is done between commits: forgetting, preparing, cleaning.

use crate::store::{
    error::StoreError,
    log::{
        clean::Cleaning,
        disk::Disk,
        format::{Header, OLDEST_OCTETS, Record},
    },
};

use super::LogStore;

/// How many expired summaries are forgotten at a time.
const EXPIRE_STEP: usize = 4096;

/// Octets that are read or written at a time.
const STEP: usize = 1 << 20;

/// Where housekeeping stands.
#[derive(Debug, Default)]
pub(super) struct Housekeeping {
    cleaning: Option<Cleaning>,
    /// The oldest segment was found damaged: it stays, and everything after it.
    blocked: bool,
    pub(super) cleaned: u64,
    /// Octets committed since the last call.
    pub(super) committed: u64,
    /// Octets that may be moved.
    credit: usize,
}

impl<D: Disk> LogStore<D> {
    /// Expiry and the next segment's name are cheap and done at every call. What moves octets is saved up until a step is
    /// worth its sync: as much as was asked for, and twice what was committed, so that it keeps up with the work.
    pub(super) fn keep_house(&mut self, now_ms: i64, budget: usize) -> Result<bool, StoreError> {
        self.writable()?;
        self.index.keys.sweep(now_ms);
        let expiring = self.index.expire_summaries(now_ms, EXPIRE_STEP);
        let next = self.next_header();
        let promoted = self.room.promote_spare(&mut self.disk, &next);
        self.guard(promoted)?;
        let committed =
            usize::try_from(std::mem::take(&mut self.housekeeping.committed)).unwrap_or(usize::MAX);
        let credit = &mut self.housekeeping.credit;
        *credit = credit.saturating_add(budget).saturating_add(committed.saturating_mul(2));
        if *credit < STEP.min(self.config.get_segment_octets() as usize) {
            return Ok(true);
        }
        let budget = std::mem::take(credit);
        let preparing = self.prepare(&next, now_ms, budget)?;
        let cleaning = self.clean(now_ms, budget)?;
        Ok(expiring || preparing || cleaning)
    }

    /// The header of the segment behind the head. A log without any commit has its first segment prepared already.
    fn next_header(&self) -> Header {
        let head = self.segments.last().map_or(0, |head| head.header.segment);
        Header {
            segment: head.saturating_add(1),
            capacity: self.config.get_segment_octets(),
            salt: self.salt,
        }
    }

    fn prepare(&mut self, next: &Header, now_ms: i64, budget: usize) -> Result<bool, StoreError> {
        let prepared = self.room.prepare(&mut self.disk, next, self.segments.len(), now_ms, budget);
        self.guard(prepared)
    }

    fn clean(&mut self, now_ms: i64, budget: usize) -> Result<bool, StoreError> {
        if self.housekeeping.cleaning.is_none() && !self.wants_cleaning() {
            return Ok(false);
        }
        let Some(oldest) = self.segments.first().copied() else { return Ok(false) };
        let mut cleaning = self.housekeeping.cleaning.take().unwrap_or(Cleaning::new());
        let index = &mut self.index;
        match cleaning.step(&self.disk, &oldest, index, &mut self.tail, now_ms, budget) {
            Ok(true) => self.free_oldest(&oldest.header)?,
            Ok(false) => self.housekeeping.cleaning = Some(cleaning),
            Err(StoreError::Disk(error)) => return self.guard(Err(error)),
            Err(damaged) => {
                self.housekeeping.blocked = true;
                return Err(damaged);
            }
        }
        Ok(self.housekeeping.cleaning.is_some() || self.wants_cleaning())
    }

    /// Once less than half of the log is needed (two segments are left alone), the oldest segment is to be cleaned. So the
    /// log never takes more than twice what it must, and cleaning never writes more than about what it frees.
    fn wants_cleaning(&self) -> bool {
        let used: u64 = self.segments.iter().map(|segment| u64::from(segment.header.capacity)).sum();
        let slack = 2 * u64::from(self.config.get_segment_octets());
        !self.housekeeping.blocked && self.segments.len() > 2 && used > 2 * self.index.live_octets() + slack
    }

    /// The oldest segment goes, after all that was carried out of it is durable elsewhere.
    fn free_oldest(&mut self, oldest: &Header) -> Result<(), StoreError> {
        let record = Record::Oldest { segment: oldest.segment.saturating_add(1) };
        self.tail.reserve(OLDEST_OCTETS, self.index.next_id)?;
        self.tail.add(&record);
        self.flush()?;
        self.segments.remove(0);
        self.housekeeping.cleaned += 1;
        let recycled = self.room.recycle(&mut self.disk, oldest);
        self.guard(recycled)
    }
}
