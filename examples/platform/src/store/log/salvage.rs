//! Reading a damaged segment: everything that is still valid, and where it is not.

use crate::store::error::Damage;

use super::format::{DATA_START, End, Header, Location, Record, Scanned, Walk, commits_after};

/// A place of a log that is not as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Number of the segment.
    pub segment: u32,
    /// Where the damage begins in it, octets.
    pub offset: u32,
    /// How many octets could not be read as records; 0 where it is not known what is missing.
    pub octets: u32,
    /// What is wrong there.
    pub damage: Damage,
    /// Whether a crash can have done it: then nothing that was acknowledged is lost.
    pub torn: bool,
}

/// What one segment still holds.
#[derive(Debug)]
pub(super) struct Salvaged<'a> {
    /// The valid records, in order.
    pub(super) records: Vec<(Record<'a>, Location)>,
    /// The places that were passed over.
    pub(super) problems: Vec<Problem>,
    /// The highest number of a commit seen.
    pub(super) sequence: u64,
}

/// Reads all that is valid. `sequence` is the number of the last commit of the segments before; commit records that are not
/// later than what was seen are leftovers of an earlier crash and count for nothing.
pub(super) fn salvage<'a>(header: &Header, octets: &'a [u8], sequence: u64) -> Salvaged<'a> {
    let mut walk = Walk::new(header.seed(), octets, DATA_START as usize);
    let mut found = Salvaged { records: Vec::new(), problems: Vec::new(), sequence };
    loop {
        match walk.next_record() {
            Scanned::Record { at, octets, record, .. } => {
                let location =
                    Location { segment: header.segment, offset: as_u32(at), octets: as_u32(octets) };
                found.records.push((record, location));
                if let Record::Commit { sequence, .. } = record {
                    found.sequence = found.sequence.max(sequence);
                }
            }
            Scanned::End(end) => {
                let at = walk.at();
                let resumed = resume(header, octets, &mut walk, found.sequence);
                if resumed || end != End::Zero {
                    let behind = if resumed { walk.at() } else { octets.len() };
                    let octets = as_u32(behind - at);
                    let offset = as_u32(at);
                    let problem =
                        Problem { segment: header.segment, offset, octets, damage: damage(end), torn: false };
                    found.problems.push(problem);
                }
                if !resumed {
                    return found;
                }
            }
        }
    }
}

/// Goes on behind something that is no record: at the next record if the length can be trusted, else at the next commit.
fn resume(header: &Header, octets: &[u8], walk: &mut Walk<'_>, sequence: u64) -> bool {
    if walk.skip_damaged() {
        return true;
    }
    let next = commits_after(header.seed(), octets, walk.at()).find(|&(_, found)| found > sequence);
    if let Some((at, _)) = next {
        walk.jump(at);
    }
    next.is_some()
}

fn damage(end: End) -> Damage {
    match end {
        End::Zero => Damage::Commit,
        End::Cut => Damage::Length,
        End::Bad(damage) => damage,
    }
}

fn as_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
