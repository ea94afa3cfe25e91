//! The characters of encoded text: how long each is, so that no cut goes through one.

use crate::coding::{Coding, is_high_surrogate, is_low_surrogate};
use crate::gsm7::ESCAPE;
use crate::septets;

/// Octets of one code unit in the unpacked coding.
pub(super) fn size(coding: Coding) -> usize {
    match coding {
        Coding::Ucs2 => 2,
        _ => 1,
    }
}

/// Octets of the longest character.
fn longest(coding: Coding) -> usize {
    match coding {
        Coding::Gsm7(_) | Coding::Gsm7Packed(_) => 2,
        Coding::Ucs2 | Coding::Utf8 => 4,
        _ => 1,
    }
}

/// Room for text after `header` octets of `limit`, in octets of the unpacked coding; `None` if no character is sure to fit.
pub(super) fn room(coding: Coding, limit: usize, header: usize) -> Option<usize> {
    let octets = limit.checked_sub(header)?;
    let room = match coding {
        Coding::Gsm7(_) | Coding::Gsm7Packed(_) => septets::capacity(octets, header),
        _ => octets - octets % size(coding),
    };
    (room >= longest(coding)).then_some(room)
}

/// The latest cut at or before `want` that goes through no character.
pub(super) fn boundary(encoded: &[u8], coding: Coding, part_start: usize, want: usize) -> usize {
    let start = before(encoded, coding, part_start, want);
    if start + length(encoded, coding, start) > want { start } else { want }
}

/// Octets of the character that starts at `at`.
pub(super) fn length(encoded: &[u8], coding: Coding, at: usize) -> usize {
    let unit = |at| unit(encoded, at);
    match coding {
        Coding::Gsm7(_) | Coding::Gsm7Packed(_) if encoded.get(at) == Some(&ESCAPE) => 2,
        Coding::Ucs2 if is_high_surrogate(unit(at)) && is_low_surrogate(unit(at + 2)) => 4,
        Coding::Ucs2 => 2,
        Coding::Utf8 => match encoded.get(at) {
            Some(0xc0..=0xdf) => 2,
            Some(0xe0..=0xef) => 3,
            Some(0xf0..=0xff) => 4,
            _ => 1,
        },
        _ => 1,
    }
}

/// Where the character starts that has the code unit before `at`, whether it ends there or goes on. A character starts at
/// `part_start`, so nothing before that is looked at.
pub(super) fn before(encoded: &[u8], coding: Coding, part_start: usize, at: usize) -> usize {
    let last = at.saturating_sub(size(coding));
    match coding {
        Coding::Gsm7(_) | Coding::Gsm7Packed(_) => {
            let escapes = encoded.get(part_start..last).unwrap_or_default().iter().rev();
            // Two escapes are a character of their own: only an odd number of them reaches over to the next septet.
            let is_escaped = escapes.take_while(|&&septet| septet == ESCAPE).count() % 2 == 1;
            last - usize::from(is_escaped)
        }
        Coding::Ucs2 if last >= 2 && is_low_surrogate(unit(encoded, last)) => {
            if is_high_surrogate(unit(encoded, last - 2)) { last - 2 } else { last }
        }
        Coding::Utf8 => {
            let is_start = |&at: &usize| encoded.get(at).is_none_or(|octet| octet & 0xc0 != 0x80);
            // Of octets that are no UTF-8 each is its own character.
            (last.saturating_sub(3)..=last).rev().find(is_start).unwrap_or(last)
        }
        _ => last,
    }
}

/// The UCS-2 code unit at `at`; 0, which is no surrogate, beyond the end.
fn unit(encoded: &[u8], at: usize) -> u16 {
    let octets = encoded.get(at..).and_then(|rest| rest.first_chunk::<2>());
    octets.map_or(0, |octets| u16::from_be_bytes(*octets))
}
