//! Header fields that are text.

use std::fmt;

use super::{HeaderField, HeaderName};
use crate::DecodeError;
use crate::chars::SPACE;
use crate::scan::Scan;

/// Declares a header field that is a Call-ID.
macro_rules! call_ids {
    ($( $(#[$meta:meta])* $type:ident = $name:ident; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(clippy::exhaustive_structs)] // text on the wire
        pub struct $type<'a>(pub &'a [u8]);

        impl<'a> HeaderField<'a> for $type<'a> {
            const NAME: HeaderName = HeaderName::$name;

            #[inline]
            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                let mut scan = Scan::new(value);
                match value.iter().position(|octet| SPACE.has(*octet)) {
                    None if !value.is_empty() => Ok(Self(value)),
                    at => {
                        scan.skip(at.unwrap_or(0));
                        Err(scan.unexpected(Self::NAME.text()))
                    }
                }
            }

            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(self.0);
            }
        }

        impl fmt::Debug for $type<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&String::from_utf8_lossy(self.0))
            }
        }
    )* };
}

call_ids! {
    /// Call-ID: by which all messages of a dialog, or all registrations of a client, are known (RFC 3261 §20.8). Upper and
    /// lower case differ.
    CallId = CALL_ID;
    /// In-Reply-To: the Call-ID of a call that this one answers (RFC 3261 §20.21).
    InReplyTo = IN_REPLY_TO;
}

/// Declares a header field that is text for people.
macro_rules! texts {
    ($( $(#[$meta:meta])* $type:ident = $name:ident; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq)]
        #[allow(clippy::exhaustive_structs)] // text on the wire
        pub struct $type<'a>(pub &'a [u8]);

        impl<'a> HeaderField<'a> for $type<'a> {
            const NAME: HeaderName = HeaderName::$name;

            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                Ok(Self(value))
            }

            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(self.0);
            }
        }

        impl fmt::Debug for $type<'_> {
            /// How long it is: it can be private.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($type), "({} octets)"), self.0.len())
            }
        }
    )* };
}

texts! {
    /// To whom the sender belongs (RFC 3261 §20.25).
    Organization = ORGANIZATION;
    /// The software of a server (RFC 3261 §20.35).
    Server = SERVER;
    /// What it is about (RFC 3261 §20.36).
    Subject = SUBJECT;
    /// The software of a client (RFC 3261 §20.41).
    UserAgent = USER_AGENT;
}
