//! Telephone numbers as URIs (RFC 3966).

use std::fmt;

use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind, Params};

/// A `tel` URI (RFC 3966 §3).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct TelUri<'a> {
    /// The number with its visual separators: global if it begins with `+`, else local.
    pub number: &'a [u8],
    /// Its parameters.
    pub params: Params<'a>,
}

/// What makes a number easier to read, and no other number (RFC 3966 §5.1.1).
const fn is_separator(octet: u8) -> bool {
    matches!(octet, b'-' | b'.' | b'(' | b')')
}

impl<'a> TelUri<'a> {
    pub(super) fn read(scan: &mut Scan<'a>) -> Result<Self, DecodeError> {
        let from = scan.offset();
        let is_global = scan.eat(b'+');
        while let Some(octet) = scan.peek() {
            let is_local_digit = octet.is_ascii_hexdigit() || matches!(octet, b'*' | b'#');
            if !(octet.is_ascii_digit() || is_separator(octet) || !is_global && is_local_digit) {
                break;
            }
            scan.skip(1);
        }
        let number = scan.since(from);
        if !number.iter().any(|octet| octet.is_ascii_hexdigit() || matches!(octet, b'*' | b'#')) {
            return Err(scan.unexpected("telephone-subscriber"));
        }
        let params = Params::read_of_uri(scan)?;
        if !scan.is_empty() {
            return Err(scan.unexpected("tel URI"));
        }
        if !is_global && !params.has(b"phone-context") {
            let kind = DecodeErrorKind::MandatoryMissing;
            return Err(DecodeError::new(kind, scan.offset(), "phone-context"));
        }
        Ok(Self { number, params })
    }

    /// Whether it is a global number, with country code (RFC 3966 §5.1.4).
    #[must_use]
    pub fn is_global(&self) -> bool {
        self.number.starts_with(b"+")
    }

    /// The number without its visual separators.
    pub fn digits(&self) -> impl Iterator<Item = u8> + Clone + use<'a> {
        self.number.iter().copied().filter(|octet| !is_separator(*octet))
    }

    /// Puts it behind what is there.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"tel:");
        out.extend_from_slice(self.number);
        out.extend_from_slice(self.params.octets());
    }
}

impl fmt::Debug for TelUri<'_> {
    /// How many digits there are: they are private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tel:<{} digits>", self.digits().count())
    }
}
