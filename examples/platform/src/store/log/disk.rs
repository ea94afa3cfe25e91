//! What the log needs of a disk.

use crate::store::error::DiskError;

use super::errand::{Errand, ErrandState};

/// The files of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "a disk stores both kinds and no other")]
pub enum FileName {
    /// The segment of this number: part of the log.
    Segment(u32),
    /// A file kept ready to become a segment; its content means nothing.
    Spare(u32),
}

/// A directory of files that can be read.
pub trait ReadDisk {
    /// All files, in the order of names.
    ///
    /// # Errors
    /// Like every call here: when the operating system refuses.
    fn list(&self) -> Result<Vec<FileName>, DiskError>;

    /// Octets of a file.
    ///
    /// # Errors
    /// The operating system refuses.
    fn length(&self, name: FileName) -> Result<u64, DiskError>;

    /// Reads `buffer.len()` octets from `offset`.
    ///
    /// # Errors
    /// The operating system refuses, or the file ends before.
    fn read_at(&self, name: FileName, offset: u64, buffer: &mut [u8]) -> Result<(), DiskError>;
}

/// A directory of files that can be written in place.
///
/// What is written is durable after [`sync`](Self::sync) of that file, and which names there are after
/// [`sync_directory`](Self::sync_directory); before that a crash may keep any part of it. The one assumption beyond that: a
/// sector of 512 octets is either the old one or the new one.
pub trait Disk: ReadDisk {
    /// Makes an empty file, in place of one that has the name.
    ///
    /// # Errors
    /// Like every call here: when the operating system refuses.
    fn create(&mut self, name: FileName) -> Result<(), DiskError>;

    /// Writes all `octets` from `offset`; beyond the end the file grows.
    ///
    /// # Errors
    /// The operating system refuses, the disk is full.
    fn write_at(&mut self, name: FileName, offset: u64, octets: &[u8]) -> Result<(), DiskError>;

    /// Makes what was written to the file durable.
    ///
    /// # Errors
    /// The operating system refuses. What was written may then be lost even if a second sync succeeds.
    fn sync(&mut self, name: FileName) -> Result<(), DiskError>;

    /// Renames a file, in place of one that has the new name.
    ///
    /// # Errors
    /// The operating system refuses.
    fn rename(&mut self, from: FileName, to: FileName) -> Result<(), DiskError>;

    /// Removes a file.
    ///
    /// # Errors
    /// The operating system refuses.
    fn remove(&mut self, name: FileName) -> Result<(), DiskError>;

    /// Makes creations, renames and removals durable.
    ///
    /// # Errors
    /// The operating system refuses.
    fn sync_directory(&mut self) -> Result<(), DiskError>;
}

/// A disk on which a log is written: it does [`Errand`]s beside that, one at a time.
///
/// On a real disk they wait for the device for most of their time, so they have a thread of their own. A simulated one does
/// a step whenever it is asked how far it is, so that a run is the same every time.
pub trait LogDisk: Disk {
    /// Begins an errand; none is under way.
    ///
    /// # Errors
    /// The operating system refuses, for want of a thread.
    fn begin_errand(&mut self, errand: Errand) -> Result<(), DiskError>;

    /// How far the errand under way is. It keeps pace with the log, of which `committed` octets were written since the last
    /// call.
    fn poll_errand(&mut self, committed: u64) -> ErrandState;

    /// Waits for the end of the errand under way.
    ///
    /// # Errors
    /// Why it failed.
    fn finish_errand(&mut self) -> Result<(), DiskError>;
}
