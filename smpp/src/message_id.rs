//! Whether the id in a response and the id in a receipt name the same message: some message centres write one in
//! hexadecimal and the other in decimal, or pad one with zeros.

use std::fmt;

/// How a peer writes a `message_id`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Radix {
    /// A name, to be compared octet by octet.
    #[default]
    AsIs,
    /// A decimal number; zeros in front do not count.
    Decimal,
    /// A hexadecimal number in either case; zeros in front do not count.
    Hexadecimal,
}

/// How a peer writes ids in its responses and in its receipts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // there are these two places
pub struct MessageIdFormat {
    /// In `submit_sm_resp` and its like.
    pub response: Radix,
    /// In receipts.
    pub receipt: Radix,
}

impl MessageIdFormat {
    /// The key of an id that came in a response.
    #[must_use]
    pub fn of_response<'a>(&self, id: &'a [u8]) -> MessageIdKey<'a> {
        MessageIdKey::new(id, self.response)
    }

    /// The key of an id that came in a receipt.
    #[must_use]
    pub fn of_receipt<'a>(&self, id: &'a [u8]) -> MessageIdKey<'a> {
        MessageIdKey::new(id, self.receipt)
    }
}

/// What two ids of one message have in common however they are written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_enums)] // a number or a name
pub enum MessageIdKey<'a> {
    /// An id that is a number of at most 128 bits.
    Number(u128),
    /// Any other id, as it stands.
    Name(&'a [u8]),
}

impl<'a> MessageIdKey<'a> {
    /// The key of an id. One that is no number in this radix, or too large, is taken as a name.
    #[must_use]
    pub fn new(id: &'a [u8], radix: Radix) -> Self {
        let radix = match radix {
            Radix::AsIs => return Self::Name(id),
            Radix::Decimal => 10,
            Radix::Hexadecimal => 16,
        };
        let digits =
            std::str::from_utf8(id).ok().filter(|text| text.bytes().all(|octet| octet.is_ascii_hexdigit()));
        match digits.and_then(|digits| u128::from_str_radix(digits, radix).ok()) {
            Some(number) => Self::Number(number),
            None => Self::Name(id),
        }
    }
}

impl fmt::Debug for MessageIdKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Name(name) => write!(f, "{}", name.escape_ascii()),
        }
    }
}
