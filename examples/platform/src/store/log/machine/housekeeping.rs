//! What is done between commits: forgetting, preparing, cleaning.

use crate::store::{
    error::StoreError,
    log::{
        clean::Cleaning,
        disk::LogDisk,
        format::{Header, OLDEST_OCTETS, Record},
    },
};

use super::LogStore;

/// How many expired summaries are forgotten at a time.
const EXPIRE_STEP: usize = 2048;

/// Octets that are read or written at a time.
const STEP: usize = 1 << 20;

/// Where housekeeping stands.
#[derive(Debug, Default)]
pub(super) struct Housekeeping {
    cleaning: Option<Cleaning>,
    /// All that lived in the oldest segment was carried out of it, which is to become durable.
    emptied: bool,
    /// The oldest segment was found damaged: it stays, and everything after it.
    blocked: bool,
    pub(super) cleaned: u64,
    /// Octets committed since the last call.
    pub(super) committed: u64,
    /// Octets that may be moved.
    credit: usize,
}

impl<D: LogDisk> LogStore<D> {
    /// Expiry is cheap and done at every call, files are the disk's to see to. Cleaning is saved up until a step is worth it: as
    /// much as was asked for, and twice what was committed, so that it keeps up with the work.
    pub(super) fn keep_house(&mut self, now_ms: i64, budget: usize) -> Result<bool, StoreError> {
        self.writable()?;
        self.index.keys.sweep(now_ms);
        let expiring = self.index.expire_summaries(now_ms, EXPIRE_STEP);
        let committed = std::mem::take(&mut self.housekeeping.committed);
        let preparing = self.prepare(now_ms, committed)?;
        let moved = usize::try_from(committed).unwrap_or(usize::MAX).saturating_mul(2);
        let cleaning = self.clean(now_ms, budget.saturating_add(moved))?;
        Ok(expiring || preparing || cleaning)
    }

    fn prepare(&mut self, now_ms: i64, committed: u64) -> Result<bool, StoreError> {
        // A log without any commit has its first segment prepared already.
        let head = self.segments.last().map_or(0, |head| head.header.segment);
        let next = Header {
            segment: head.saturating_add(1),
            capacity: self.config.get_segment_octets(),
            salt: self.salt,
        };
        let prepared = self.room.prepare(&mut self.disk, &next, self.segments.len(), now_ms, committed);
        self.guard(prepared)
    }

    /// Does about so many octets of cleaning, or saves them up. Gives whether there is more to do.
    fn clean(&mut self, now_ms: i64, octets: usize) -> Result<bool, StoreError> {
        let enough = STEP.min(self.config.get_segment_octets() as usize);
        if self.housekeeping.emptied {
            self.free_oldest()?;
        } else if self.housekeeping.cleaning.is_none() && !self.wants_cleaning() {
            self.housekeeping.credit = 0;
        } else {
            self.housekeeping.credit = self.housekeeping.credit.saturating_add(octets);
            if self.housekeeping.credit >= enough {
                self.clean_oldest(now_ms)?;
            }
        }
        Ok(self.housekeeping.emptied || self.housekeeping.cleaning.is_some() || self.wants_cleaning())
    }

    fn clean_oldest(&mut self, now_ms: i64) -> Result<(), StoreError> {
        let Some(oldest) = self.segments.first().copied() else { return Ok(()) };
        let budget = std::mem::take(&mut self.housekeeping.credit);
        let mut cleaning = self.housekeeping.cleaning.take().unwrap_or(Cleaning::new());
        match cleaning.step(&self.disk, &oldest, &mut self.index, &mut self.tail, now_ms, budget) {
            Ok(true) => {
                let record = Record::Oldest { segment: oldest.header.segment.saturating_add(1) };
                self.tail.reserve(OLDEST_OCTETS, self.index.next_id)?;
                self.tail.add(&record);
                self.housekeeping.emptied = true;
            }
            Ok(false) => self.housekeeping.cleaning = Some(cleaning),
            Err(StoreError::Disk(error)) => return self.guard(Err(error)),
            Err(damaged) => {
                self.housekeeping.blocked = true;
                return Err(damaged);
            }
        }
        Ok(())
    }

    /// Once less than half of the log is needed (two segments are left alone), the oldest segment is to be cleaned. So the
    /// log never takes more than twice what it must, and cleaning never writes more than about what it frees.
    fn wants_cleaning(&self) -> bool {
        let used: u64 = self.segments.iter().map(|segment| u64::from(segment.header.capacity)).sum();
        let slack = 2 * u64::from(self.config.get_segment_octets());
        !self.housekeeping.blocked && self.segments.len() > 2 && used > 2 * self.index.live_octets() + slack
    }

    /// The oldest segment goes, after all that was carried out of it is durable elsewhere: mostly it is by now, since the
    /// owner has committed meanwhile.
    fn free_oldest(&mut self) -> Result<(), StoreError> {
        self.flush()?;
        self.housekeeping.emptied = false;
        self.housekeeping.cleaned += 1;
        self.room.retire(self.segments.remove(0).header);
        Ok(())
    }
}
