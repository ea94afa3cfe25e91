//! Header fields that name a dialog or a request.

use std::fmt;

use super::number::write;
use super::{HeaderField, HeaderName};
use crate::chars::SPACE;
use crate::params::Params;
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind, Method};

/// Declares a header field that names a dialog: a Call-ID, and a tag for each side as a parameter.
macro_rules! dialogs {
    ($( $(#[$meta:meta])* $type:ident = $name:ident, $first:literal $second:literal,
        $(#[$first_meta:meta])* $first_field:ident, $(#[$second_meta:meta])* $second_field:ident; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq)]
        #[allow(clippy::exhaustive_structs)] // frozen by the standard
        pub struct $type<'a> {
            /// Its Call-ID.
            pub call_id: &'a [u8],
            $(#[$first_meta])*
            pub $first_field: &'a [u8],
            $(#[$second_meta])*
            pub $second_field: &'a [u8],
            /// All parameters as they stood. Both tags are written from their own fields.
            pub params: Params<'a>,
        }

        impl<'a> HeaderField<'a> for $type<'a> {
            const NAME: HeaderName = HeaderName::$name;

            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                let (mut $first_field, mut $second_field) = (None, None);
                let mut scan = Scan::new(value);
                let end = value.iter().position(|octet| *octet == b';' || SPACE.has(*octet));
                scan.skip(end.unwrap_or(value.len()));
                let call_id = scan.since(0);
                if call_id.is_empty() {
                    return Err(scan.unexpected(Self::NAME.text()));
                }
                let params = Params::read(&mut scan, |param| {
                    if param.is($first) {
                        $first_field = param.value;
                    } else if param.is($second) {
                        $second_field = param.value;
                    }
                })?;
                scan.end(Self::NAME.text())?;
                let missing = DecodeError::new(DecodeErrorKind::Missing, value.len(), Self::NAME.text());
                let ($first_field, $second_field) =
                    ($first_field.ok_or(missing)?, $second_field.ok_or(missing)?);
                Ok(Self { call_id, $first_field, $second_field, params })
            }

            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(self.call_id);
                super::write_param($first, Some(self.$first_field), out);
                super::write_param($second, Some(self.$second_field), out);
                self.params.write_without(&[$first, $second], out);
            }
        }

        impl fmt::Debug for $type<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($type), "({})"), String::from_utf8_lossy(self.call_id))
            }
        }
    )* };
}

dialogs! {
    /// The dialog that the new one is to join (RFC 3911 §7).
    Join = JOIN, b"to-tag" b"from-tag",
        /// The tag of the side that gets this.
        to_tag,
        /// The tag of its peer.
        from_tag;
    /// The dialog that the new one takes the place of (RFC 3891 §6); the parameter `early-only` spares one that is confirmed.
    Replaces = REPLACES, b"to-tag" b"from-tag",
        /// The tag of the side that gets this.
        to_tag,
        /// The tag of its peer.
        from_tag;
    /// The dialog that the request has to do with (RFC 4538 §7).
    TargetDialog = TARGET_DIALOG, b"local-tag" b"remote-tag",
        /// The tag of the side that sends this.
        local_tag,
        /// The tag of its peer.
        remote_tag;
}

/// Which provisional response is acknowledged (RFC 3262 §7.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct RAck<'a> {
    /// Its RSeq.
    pub rseq: u32,
    /// The number in its CSeq.
    pub cseq: u32,
    /// The method in its CSeq.
    pub method: Method<'a>,
}

impl<'a> HeaderField<'a> for RAck<'a> {
    const NAME: HeaderName = HeaderName::RACK;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let rseq = scan.number(u32::MAX, "RAck")?;
        scan.some(SPACE, "RAck")?;
        let cseq = scan.number(u32::MAX, "RAck")?;
        scan.some(SPACE, "RAck")?;
        let method = Method(scan.token("RAck")?);
        scan.end("RAck")?;
        Ok(Self { rseq, cseq, method })
    }

    fn write(&self, out: &mut Vec<u8>) {
        write(self.rseq, out);
        out.push(b' ');
        write(self.cseq, out);
        out.push(b' ');
        out.extend_from_slice(self.method.0);
    }
}
