//! The events that a format `telephone-event` has (RFC 4733 §2.4.1).

use std::fmt;

use crate::scan::Scan;
use crate::sdp::words;
use crate::{DecodeError, DecodeErrorKind};

/// A set of events, each a number from 0 to 255: 0 to 15 are the keys of a telephone (RFC 4733 §3.2).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct TelephoneEvents {
    bits: [u64; 4],
}

impl TelephoneEvents {
    /// The keys of a telephone, which those have that say nothing (RFC 4733 §2.4.1).
    pub const KEYS: Self = Self { bits: [0xFFFF, 0, 0, 0] };

    /// Reads a list such as `0-15,66,70`.
    ///
    /// # Errors
    /// Something else than numbers from 0 to 255 and ranges of them.
    pub fn read(text: &[u8]) -> Result<Self, DecodeError> {
        const FIELD: &str = "telephone-event";
        let (mut scan, mut events) = (Scan::new(text), Self::default());
        loop {
            let from = scan.offset();
            let first = scan.number(255, FIELD)?;
            let last = if scan.eat_spaced(b'-') { scan.number(255, FIELD)? } else { first };
            if last < first {
                return Err(DecodeError::new(DecodeErrorKind::Value, from, FIELD));
            }
            (first..=last).for_each(|event| events.put(event));
            if !scan.eat_spaced(b',') {
                break;
            }
        }
        scan.end(FIELD)?;
        Ok(events)
    }

    fn put(&mut self, event: u32) {
        let word = usize::try_from(event / 64).ok().and_then(|at| self.bits.get_mut(at));
        word.into_iter().for_each(|word| *word |= 1 << (event % 64));
    }

    /// Whether it has this event.
    #[must_use]
    pub fn has(&self, event: u8) -> bool {
        self.bits.get(usize::from(event / 64)).is_some_and(|word| word >> (event % 64) & 1 == 1)
    }

    /// The events that both have.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut events = *self;
        events.bits.iter_mut().zip(other.bits).for_each(|(word, other)| *word &= other);
        events
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bits == [0; 4]
    }

    /// Puts the list behind what is there, with ranges as long as they can be.
    pub fn write(&self, out: &mut Vec<u8>) {
        let mut next = 0_u16;
        let has = |event: u16| u8::try_from(event).is_ok_and(|event| self.has(event));
        let mut is_first = true;
        while next < 256 {
            let first = next;
            while has(next) {
                next += 1;
            }
            if next > first {
                if !is_first {
                    out.push(b',');
                }
                is_first = false;
                words::write_number(first, out);
                if next - first > 1 {
                    out.push(b'-');
                    words::write_number(next - 1, out);
                }
            }
            next += 1;
        }
    }
}

impl fmt::Debug for TelephoneEvents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Vec::new();
        self.write(&mut text);
        f.write_str(&String::from_utf8_lossy(&text))
    }
}
