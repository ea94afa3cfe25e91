//! The octets of the log, version 1: no files, no clock, only octets in and records out. `STORE.md` has the tables.
//!
//! A segment is one header and then *commits*. A commit is a run of records that ends with a [`Record::Commit`]; it counts
//! as a whole or not at all. Every record carries a CRC-32 that starts from a value made of the log's salt and the
//! segment's number, so the records that a recycled file still holds from its former life never validate.

mod header;
mod record;
mod scan;

pub(crate) use header::{DATA_START, HEADER_OCTETS, Header, VERSION};
pub(crate) use record::{
    BASE_OCTETS, COMMIT_OCTETS, MESSAGE_OVERHEAD, OLDEST_OCTETS, Record, TRANSITION_OVERHEAD, append,
    append_payload_unchecked, decode, final_record_octets, key_record_octets,
};
pub(crate) use scan::{Chain, End, Scanned, Walk, commits_after, last_commit_after};

/// A record of length zero: here the data ends.
pub(crate) const END_OCTETS: usize = 4;
/// Length and check sum in front of every record.
pub(crate) const RECORD_HEAD: usize = 8;

/// Where a record lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Location {
    /// Number of the segment.
    pub(crate) segment: u32,
    /// Where its head begins in that segment.
    pub(crate) offset: u32,
    /// Octets, head included.
    pub(crate) octets: u32,
}
