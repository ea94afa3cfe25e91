//! The Basic Encoding Rules (X.690) as far as TCAP and MAP use them: any definite or indefinite length is read, the
//! shortest definite one is written.

mod boxed;
pub(crate) mod define;
mod describe;
mod element;
mod field;
mod fields;
mod list;
mod object_identifier;
mod reader;
mod types;
mod write;

pub use describe::{Describe, Description};
pub use element::Element;
pub(crate) use field::{Field, field_fits, read_field, write_field};
pub use fields::Extensions;
pub(crate) use fields::Fields;
pub use list::List;
pub use object_identifier::ObjectIdentifier;
pub use reader::Reader;
pub use types::{Bits, Explicit, Null, Octets, Raw};
pub(crate) use write::{close, write_integer, write_null, write_primitive};

/// A tag as its octets stand on the wire: `Tag(0x30)` is SEQUENCE, `Tag(0xA0)` constructed \[0\], `Tag(0x9F1F)` primitive
/// \[31\] (X.690 §8.1.2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // a number on the wire
pub struct Tag(pub u32);

impl Tag {
    /// BOOLEAN.
    pub const BOOLEAN: Self = Self(0x01);
    /// INTEGER.
    pub const INTEGER: Self = Self(0x02);
    /// BIT STRING.
    pub const BIT_STRING: Self = Self(0x03);
    /// OCTET STRING.
    pub const OCTET_STRING: Self = Self(0x04);
    /// NULL.
    pub const NULL: Self = Self(0x05);
    /// OBJECT IDENTIFIER.
    pub const OBJECT_IDENTIFIER: Self = Self(0x06);
    /// EXTERNAL.
    pub const EXTERNAL: Self = Self(0x28);
    /// ENUMERATED.
    pub const ENUMERATED: Self = Self(0x0A);
    /// SEQUENCE and SEQUENCE OF.
    pub const SEQUENCE: Self = Self(0x30);
    /// SET and SET OF.
    pub const SET: Self = Self(0x31);

    /// A context-specific tag of a primitive encoding, number 0 to 127.
    #[must_use]
    pub const fn primitive(number: u8) -> Self {
        Self::context(0x80, number)
    }

    /// A context-specific tag of a constructed encoding, number 0 to 127.
    #[must_use]
    pub const fn constructed(number: u8) -> Self {
        Self::context(0xA0, number)
    }

    const fn context(first: u32, number: u8) -> Self {
        if number < 31 { Self(first | number as u32) } else { Self((first | 0x1F) << 8 | number as u32) }
    }

    /// Whether the content is elements again.
    #[must_use]
    pub const fn is_constructed(self) -> bool {
        let mut first = self.0;
        while first > 0xFF {
            first >>= 8;
        }
        first & 0x20 != 0
    }
}

impl std::fmt::Debug for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#04x}", self.0)
    }
}
