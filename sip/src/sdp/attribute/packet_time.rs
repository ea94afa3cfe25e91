//! How much time is in a packet (RFC 8866 §6.4, §6.5).

use super::AttributeValue;
use crate::scan::Scan;
use crate::sdp::words;
use crate::{DecodeError, DecodeErrorKind};

/// Reads milliseconds with decimals or none, as microseconds. Decimals below a microsecond are left out.
fn read(value: &[u8], field: &'static str) -> Result<u32, DecodeError> {
    let mut scan = Scan::new(value);
    scan.skip_space();
    let from = scan.offset();
    let mut micros = scan.number(u32::MAX / 1000 - 1, field)? * 1000;
    if scan.eat(b'.') {
        let mut weight = 100;
        while let Some(digit) = scan.peek().filter(u8::is_ascii_digit) {
            micros += u32::from(digit - b'0') * weight;
            weight /= 10;
            scan.skip(1);
        }
    }
    scan.end(field)?;
    if micros == 0 { Err(DecodeError::new(DecodeErrorKind::Value, from, field)) } else { Ok(micros) }
}

/// Writes microseconds as milliseconds, with as many decimals as it takes.
fn write(micros: u32, out: &mut Vec<u8>) {
    words::write_number(micros / 1000, out);
    if !micros.is_multiple_of(1000) {
        let decimals = format!(".{:03}", micros % 1000);
        out.extend_from_slice(decimals.trim_end_matches('0').as_bytes());
    }
}

/// Declares an attribute that is a time in milliseconds.
macro_rules! packet_times {
    ($( $(#[$meta:meta])* $type:ident = $name:literal; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(clippy::exhaustive_structs)] // a number on the wire
        pub struct $type {
            /// In microseconds; it stands in milliseconds on the line.
            pub micros: u32,
        }

        impl $type {
            /// Of so many milliseconds.
            #[must_use]
            pub const fn from_millis(millis: u16) -> Self {
                Self { micros: millis as u32 * 1000 }
            }
        }

        impl<'a> AttributeValue<'a> for $type {
            const NAME: &'static str = $name;

            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                read(value, Self::NAME).map(|micros| Self { micros })
            }

            fn write(&self, out: &mut Vec<u8>) {
                write(self.micros, out);
            }
        }
    )* };
}

packet_times! {
    /// How much time is in a packet that the sender of the description would like to get (RFC 8866 §6.4).
    Ptime = "ptime";
    /// How much time is in a packet at the most (RFC 8866 §6.5).
    MaxPtime = "maxptime";
}
