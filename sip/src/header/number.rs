//! Header fields that are one number.

use super::{HeaderField, HeaderName};
use crate::DecodeError;
use crate::scan::Scan;

/// The decimal digits of a number.
pub(crate) struct Digits {
    octets: [u8; 10],
    from: usize,
}

impl Digits {
    pub(crate) fn of(number: u32) -> Self {
        let mut digits = Self { octets: [0; 10], from: 10 };
        let mut left = number;
        loop {
            digits.from -= 1;
            if let Some(place) = digits.octets.get_mut(digits.from) {
                *place = b'0' + u8::try_from(left % 10).unwrap_or(0);
            }
            left /= 10;
            if left == 0 {
                return digits;
            }
        }
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        self.octets.get(self.from..).unwrap_or_default()
    }
}

/// Writes a number in decimal digits.
pub(crate) fn write(number: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(Digits::of(number).as_slice());
}

/// A number from 0 to 1 with at most three decimals, in thousandths (`qvalue`, RFC 3261 §25.1).
pub(super) fn thousandths(text: &[u8]) -> Result<u16, DecodeError> {
    let mut scan = Scan::new(text);
    let whole = scan.number(1, "qvalue")?;
    let mut number = whole * 1000;
    if scan.eat(b'.') {
        let decimals = scan.rest();
        let mut weight = 100;
        for digit in decimals.iter().take(3).take_while(|digit| digit.is_ascii_digit()) {
            number += u32::from(digit - b'0') * weight;
            weight /= 10;
            scan.skip(1);
        }
    }
    scan.end("qvalue")?;
    u16::try_from(number).ok().filter(|number| *number <= 1000).ok_or(scan.unexpected("qvalue"))
}

/// Declares a header field that is one number up to a limit.
macro_rules! numbers {
    ($( $(#[$meta:meta])* $type:ident = $name:ident to $most:expr; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(clippy::exhaustive_structs)] // a number on the wire
        pub struct $type(pub u32);

        impl<'a> HeaderField<'a> for $type {
            const NAME: HeaderName = HeaderName::$name;

            #[inline]
            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                let mut scan = Scan::new(value);
                let number = scan.number($most, Self::NAME.text())?;
                scan.end(Self::NAME.text())?;
                Ok(Self(number))
            }

            fn write(&self, out: &mut Vec<u8>) {
                write(self.0, out);
            }
        }
    )* };
}

numbers! {
    /// How many octets the body has (RFC 3261 §20.14).
    ContentLength = CONTENT_LENGTH to u32::MAX;
    /// After how many seconds of silence a flow counts as lost (RFC 5626 §10).
    FlowTimer = FLOW_TIMER to u32::MAX;
    /// How many branches the request may still be forked into (RFC 5393 §5.3.1).
    MaxBreadth = MAX_BREADTH to u32::MAX;
    /// How many more hops the request may take, 0 to 255 (RFC 3261 §20.22).
    MaxForwards = MAX_FORWARDS to 255;
    /// The shortest time in seconds that a registrar takes (RFC 3261 §20.23).
    MinExpires = MIN_EXPIRES to u32::MAX;
    /// The number of a reliable provisional response, 1 to 2^31 - 1 when it is the first (RFC 3262 §7.1).
    RSeq = RSEQ to u32::MAX;
}

/// For how many seconds something holds; more than 2^32 - 1 counts as that (RFC 3261 §20.19).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // a number on the wire
pub struct Expires(pub u32);

impl<'a> HeaderField<'a> for Expires {
    const NAME: HeaderName = HeaderName::EXPIRES;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        if !value.is_empty() && value.iter().all(u8::is_ascii_digit) {
            let number = Scan::new(value).number(u32::MAX, "Expires");
            return Ok(Self(number.unwrap_or(u32::MAX)));
        }
        let mut scan = Scan::new(value);
        scan.skip(value.iter().take_while(|octet| octet.is_ascii_digit()).count());
        Err(scan.unexpected("Expires"))
    }

    fn write(&self, out: &mut Vec<u8>) {
        write(self.0, out);
    }
}
