//! Where the parts of a message end.

use super::{SplitError, graphemes, units};
use crate::coding::Coding;

/// The most parts that a part number of one octet can count.
const MOST_PARTS: usize = 255;

/// The ends of the parts, each of at most `room` octets; linear in the message.
pub(super) fn plan(
    encoded: &[u8],
    coding: Coding,
    room: usize,
    keep_graphemes: bool,
) -> Result<Vec<usize>, SplitError> {
    if room == 0 {
        return Err(SplitError::HeaderTooLong);
    }
    let plain = ends(encoded, room, |start, want| units::boundary(encoded, coding, start, want));
    let plain = plain.ok_or(SplitError::TooManyParts)?;
    if !keep_graphemes {
        return Ok(plain);
    }
    let whole = ends(encoded, room, |start, want| {
        let boundary = units::boundary(encoded, coding, start, want);
        graphemes::boundary(encoded, coding, start, boundary)
    });
    // Whole graphemes only where they cost no part more.
    Ok(whole.filter(|whole| whole.len() == plain.len()).unwrap_or(plain))
}

/// Cuts greedily where `boundary` says, given the start of the part and the latest end; `None` beyond 255 parts.
fn ends(encoded: &[u8], room: usize, boundary: impl Fn(usize, usize) -> usize) -> Option<Vec<usize>> {
    let mut ends = Vec::new();
    let mut start = 0;
    while encoded.len() - start > room {
        start = boundary(start, start + room);
        ends.push(start);
        // One more part is still to come.
        if ends.len() == MOST_PARTS {
            return None;
        }
    }
    ends.push(encoded.len());
    Some(ends)
}
