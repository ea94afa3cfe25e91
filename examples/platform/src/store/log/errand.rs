//! Work on files that are not part of the log: making spares, giving one the name of the next segment, taking back the file of
//! an emptied segment.
//!
//! Nothing of it is needed by the commit under way, so a disk does it beside the log ([`LogDisk`](super::LogDisk)). Stopped
//! anywhere it leaves files that opening takes as spares, or removes.

use crate::store::error::DiskError;

use super::{
    disk::{Disk, FileName},
    format::{DATA_START, Header},
};

/// One such piece of work, and how far it got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Errand {
    pub(super) kind: Kind,
    /// Octets written so far.
    filled: u32,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Make a spare of so many octets, all zero.
    Fill { spare: u32, octets: u32 },
    /// Make a spare the segment of this header, empty.
    Promote { spare: u32, header: Header },
    /// Take a segment out of the log, for good: its file becomes this spare, or goes.
    Retire { segment: u32, spare: Option<u32> },
    /// Remove a spare that was not filled to its end.
    Remove { spare: u32 },
}

/// How far an errand is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a log must act on each")]
pub enum ErrandState {
    /// It goes on by itself.
    UnderWay,
    /// It goes on when asked again.
    Waiting,
    /// It is over, and this is how it ended.
    Ended(Result<(), DiskError>),
}

impl Errand {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, filled: 0 }
    }

    /// Does the next step, which writes about so many `octets` at most. Gives whether it was the last.
    ///
    /// # Errors
    /// The operating system refuses; the errand is over then.
    pub fn step(&mut self, disk: &mut impl Disk, octets: u32) -> Result<bool, DiskError> {
        match self.kind {
            Kind::Fill { spare, octets: end } => {
                let step = octets.max(1).min(end.saturating_sub(self.filled));
                self.fill(disk, FileName::Spare(spare), step)?;
                return Ok(self.filled == end);
            }
            Kind::Promote { spare, header } => promote(disk, spare, &header)?,
            Kind::Retire { segment, spare } => retire(disk, FileName::Segment(segment), spare)?,
            Kind::Remove { spare } => remove(disk, FileName::Spare(spare))?,
        }
        Ok(true)
    }

    fn fill(&mut self, disk: &mut impl Disk, name: FileName, octets: u32) -> Result<(), DiskError> {
        if self.filled == 0 {
            disk.create(name)?;
        }
        disk.write_at(name, self.filled.into(), &vec![0; octets as usize])?;
        // At once: a commit's sync that met a segment of zeros to be written would wait for all of them.
        disk.sync(name)?;
        self.filled += octets;
        Ok(())
    }
}

/// It gets its name last and durably: a segment always has a header, and its size. The size of a spare that was found at the
/// start may never have become durable.
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

fn retire(disk: &mut impl Disk, segment: FileName, spare: Option<u32>) -> Result<(), DiskError> {
    match spare {
        Some(spare) => disk.rename(segment, FileName::Spare(spare))?,
        None => disk.remove(segment)?,
    }
    disk.sync_directory()
}

/// On a full disk it may be that not even its name was made.
fn remove(disk: &mut impl Disk, spare: FileName) -> Result<(), DiskError> {
    if disk.list()?.contains(&spare) { disk.remove(spare) } else { Ok(()) }
}
