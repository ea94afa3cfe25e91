//! Going through a log that may be damaged.

use crate::store::{
    error::{Damage, StoreError},
    log::{
        disk::{FileName, ReadDisk},
        format::{DATA_START, HEADER_OCTETS, Header, Location, Record},
        recovery::read_commits,
        salvage::{Problem, salvage},
    },
};

/// What was found beside the records.
#[derive(Debug)]
pub(super) struct Survey {
    /// Segment files.
    pub(super) segments: usize,
    /// Segments that are missing or damaged.
    pub(super) lost: u64,
    /// Octets of the largest segment.
    pub(super) largest_segment: u32,
    /// The salt of the log.
    pub(super) salt: u64,
    /// Everything that is not as it was written.
    pub(super) problems: Vec<Problem>,
}

/// A segment file as far as it can be read.
#[derive(Debug)]
struct Surveyed {
    header: Header,
    /// The commits before it, as far as is known.
    expected: Option<u64>,
    state: State,
}

#[derive(Debug)]
enum State {
    /// As written, and nothing in it.
    Empty,
    /// As written.
    Whole,
    /// Whole up to a commit that a crash may have left, if nothing follows in later segments.
    Torn(Problem),
    /// Not as written.
    Damaged(Problem),
}

/// Gives every record that is still valid to `learn`, in the order of the log.
pub(super) fn survey(
    disk: &impl ReadDisk,
    learn: &mut dyn FnMut(&Record<'_>, Location),
) -> Result<Survey, StoreError> {
    let mut problems = Vec::new();
    let mut oldest = 1;
    let learn = &mut |record: &Record<'_>, location| {
        if let Record::Oldest { segment } = *record {
            oldest = segment;
        }
        learn(record, location);
    };
    let headers = headers(disk, &mut problems)?;
    let surveyed = judge_all(disk, &headers)?;
    let last_used = surveyed.iter().rposition(|segment| !matches!(segment.state, State::Empty));
    for (place, segment) in surveyed.iter().enumerate() {
        let octets = read(disk, &segment.header)?;
        match segment.state {
            State::Empty if Some(place) > last_used => {}
            State::Empty => problems.push(problem(segment.header.segment, DATA_START, Damage::Sequence)),
            State::Whole => learn_whole(segment, &octets, learn),
            State::Torn(problem) if Some(place) == last_used => {
                learn_whole(segment, &octets, learn);
                problems.push(Problem { torn: true, ..problem });
            }
            State::Torn(problem) | State::Damaged(problem) => {
                let found =
                    salvage(&segment.header, &octets, segment.expected.unwrap_or(1).saturating_sub(1));
                found.records.iter().for_each(|(record, location)| learn(record, *location));
                let places = if found.problems.is_empty() { vec![problem] } else { found.problems };
                problems.extend(places);
            }
        }
    }
    if headers.first().is_some_and(|first| first.segment > oldest) {
        problems.push(problem(oldest, 0, Damage::MissingSegment));
    }
    let damaged = problems.iter().filter(|problem| !problem.torn).count() as u64;
    let span = headers
        .first()
        .zip(headers.last())
        .map_or(0, |(first, last)| u64::from(last.segment) - u64::from(first.segment) + 1);
    Ok(Survey {
        segments: headers.len(),
        lost: damaged + span - headers.len() as u64,
        largest_segment: headers.iter().map(|header| header.capacity).max().unwrap_or(0),
        salt: headers.first().map_or(0, |header| header.salt),
        problems,
    })
}

/// The headers of all segments. One that is damaged is made from its neighbours: number and size are known from the file.
fn headers(disk: &impl ReadDisk, problems: &mut Vec<Problem>) -> Result<Vec<Header>, StoreError> {
    let mut found = Vec::new();
    for name in disk.list()? {
        let FileName::Segment(segment) = name else { continue };
        let capacity = u32::try_from(disk.length(name)?).unwrap_or(u32::MAX);
        let mut front = vec![0; HEADER_OCTETS.min(capacity as usize)];
        disk.read_at(name, 0, &mut front)?;
        match Header::decode(segment, &front) {
            Ok(header) => found.push((
                Header { capacity: capacity.min(header.capacity), ..header },
                header.capacity,
                true,
            )),
            Err(StoreError::Corrupt { .. }) => {
                found.push((Header { segment, capacity, salt: 0 }, capacity, false));
            }
            Err(other) => return Err(other),
        }
    }
    let Some(salt) = found.iter().find(|(_, _, valid)| *valid).map(|(header, ..)| header.salt) else {
        return match found.first() {
            Some((header, ..)) => {
                Err(StoreError::Corrupt { segment: header.segment, offset: 0, damage: Damage::Header })
            }
            None => Ok(Vec::new()),
        };
    };
    let mut headers: Vec<Header> = Vec::new();
    for (header, stated, valid) in found {
        if let Some(before) = headers.last()
            && before.segment + 1 < header.segment
        {
            problems.push(problem(before.segment + 1, 0, Damage::MissingSegment));
        }
        if !valid || header.salt != salt {
            problems.push(problem(header.segment, 0, Damage::Header));
        }
        if header.capacity < stated {
            problems.push(problem(header.segment, header.capacity, Damage::ShortFile));
        }
        headers.push(Header { salt, ..header });
    }
    Ok(headers)
}

fn judge_all(disk: &impl ReadDisk, headers: &[Header]) -> Result<Vec<Surveyed>, StoreError> {
    let mut surveyed = Vec::new();
    let mut expected = headers.first().filter(|first| first.segment == 1).map(|_| 1);
    for header in headers {
        let octets = read(disk, header)?;
        let (state, next) = judge(header, &octets, expected);
        surveyed.push(Surveyed { header: *header, expected, state });
        expected = Some(next);
    }
    Ok(surveyed)
}

/// The state of one segment, and the number of the commit after it.
fn judge(header: &Header, octets: &[u8], expected: Option<u64>) -> (State, u64) {
    match read_commits(header, octets, expected, &mut |_, _| {}) {
        Ok(read) => {
            let state = match read.torn {
                Some(torn) => State::Torn(problem(torn.segment, torn.offset, torn.damage)),
                None if read.used() => State::Whole,
                None => State::Empty,
            };
            (state, read.expected)
        }
        Err(error) => {
            let before = expected.unwrap_or(1).saturating_sub(1);
            let next = salvage(header, octets, before).sequence.saturating_add(1);
            let place = match error {
                StoreError::Corrupt { offset, damage, .. } => problem(header.segment, offset, damage),
                _ => problem(header.segment, DATA_START, Damage::Content),
            };
            (State::Damaged(place), next)
        }
    }
}

fn learn_whole(segment: &Surveyed, octets: &[u8], learn: &mut dyn FnMut(&Record<'_>, Location)) {
    // It was read before, so it can be read again.
    let _ = read_commits(&segment.header, octets, segment.expected, learn);
}

fn read(disk: &impl ReadDisk, header: &Header) -> Result<Vec<u8>, StoreError> {
    let mut octets = vec![0; header.capacity as usize];
    disk.read_at(FileName::Segment(header.segment), 0, &mut octets)?;
    Ok(octets)
}

fn problem(segment: u32, offset: u32, damage: Damage) -> Problem {
    Problem { segment, offset, octets: 0, damage, torn: false }
}
