//! Why the store refused.

use std::{error, fmt, io};

/// Why an operation of the store was refused. Nothing of a refused batch was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreError {
    /// A field of an item is empty where it must not be, or longer than the store takes.
    Limit {
        /// The item's position in the batch.
        item: usize,
        /// Which field.
        field: &'static str,
        /// How long it is, octets.
        length: usize,
        /// How long it may be, octets.
        limit: usize,
    },
    /// The batch as a whole does not fit into one segment: hand in fewer.
    BatchTooLarge {
        /// Octets the batch would take at most.
        octets: usize,
        /// Octets one batch may take.
        limit: usize,
    },
    /// The configured room is used up. Messages can still be changed and finished, which makes room.
    Full,
    /// A write or a sync failed earlier: nothing is accepted until the store is opened again.
    ReadOnly(DiskError),
    /// The disk failed now. After a failed commit nothing handed in since the last good one is accepted.
    Disk(DiskError),
    /// The log is damaged where a crash cannot have done it. `check` lists all such places, `repair` salvages.
    Corrupt {
        /// Number of the segment.
        segment: u32,
        /// Offset in that segment, octets.
        offset: u32,
        /// What is wrong there.
        damage: Damage,
    },
    /// The log was written by a newer program.
    Version {
        /// Number of the segment.
        segment: u32,
        /// The format version found there.
        found: u32,
        /// The newest format version this program reads.
        supported: u32,
    },
    /// The configuration cannot work; the text says why.
    Config(&'static str),
    /// The store's thread has ended.
    Closed,
}

/// What a damaged place in the log looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Damage {
    /// The segment does not begin with a valid header.
    Header,
    /// The segment file is shorter than its header says.
    ShortFile,
    /// A segment between two others is not there.
    MissingSegment,
    /// A record's length cannot be.
    Length,
    /// A record's check sum does not fit.
    Checksum,
    /// A record is whole but says what no record says.
    Content,
    /// A commit does not hold the records it says it holds.
    Commit,
    /// Commits are missing: the numbers do not follow each other.
    Sequence,
}

/// A failed disk operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiskError {
    /// What was tried.
    pub operation: &'static str,
    /// How it failed.
    pub kind: DiskErrorKind,
}

/// How a disk operation failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DiskErrorKind {
    /// No space left, or the quota is used up.
    Full,
    /// Another process has the directory open.
    Locked,
    /// Anything else, as the operating system names it.
    Io(io::ErrorKind),
}

impl DiskError {
    /// The error of `operation` from what the operating system said.
    pub fn from_io(operation: &'static str, error: &io::Error) -> Self {
        let kind = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => DiskErrorKind::Full,
            other => DiskErrorKind::Io(other),
        };
        Self { operation, kind }
    }
}

impl From<DiskError> for StoreError {
    fn from(error: DiskError) -> Self {
        Self::Disk(error)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Limit { item, field, length, limit } => {
                write!(f, "item {item}: {field} has {length} octets, allowed are 1 to {limit}")
            }
            Self::BatchTooLarge { octets, limit } => {
                write!(f, "the batch takes {octets} octets, one segment holds {limit}")
            }
            Self::Full => f.write_str("the store is full"),
            Self::ReadOnly(cause) => write!(f, "the store is read-only since an earlier failure: {cause}"),
            Self::Disk(cause) => write!(f, "{cause}"),
            Self::Corrupt { segment, offset, damage } => {
                write!(f, "segment {segment} is damaged at offset {offset}: {damage}")
            }
            Self::Version { segment, found, supported } => {
                write!(
                    f,
                    "segment {segment} has format version {found}, this program reads up to {supported}"
                )
            }
            Self::Config(why) => write!(f, "store configuration: {why}"),
            Self::Closed => f.write_str("the store is closed"),
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Header => "no valid segment header",
            Self::ShortFile => "the file is too short",
            Self::MissingSegment => "the segment is missing",
            Self::Length => "a record of impossible length",
            Self::Checksum => "a record with a wrong check sum",
            Self::Content => "a record of unknown content",
            Self::Commit => "a commit that does not hold what it says",
            Self::Sequence => "commits are missing",
        })
    }
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            DiskErrorKind::Full => write!(f, "{}: no space left", self.operation),
            DiskErrorKind::Locked => write!(f, "{}: in use by another process", self.operation),
            DiskErrorKind::Io(kind) => write!(f, "{}: {kind}", self.operation),
        }
    }
}

impl error::Error for StoreError {}
impl error::Error for DiskError {}
