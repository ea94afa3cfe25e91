//! Header fields that are a token, or a list of tokens (RFC 3261 §20.5, §20.32 and others).

use std::fmt;

use super::{HeaderField, HeaderName};
use crate::scan::Scan;
use crate::{DecodeError, Method};

/// A method that is allowed (RFC 3261 §20.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // a token on the wire
pub struct Allow<'a>(pub Method<'a>);

impl<'a> HeaderField<'a> for Allow<'a> {
    const NAME: HeaderName = HeaderName::ALLOW;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        token(value, "Allow").map(Method).map(Self)
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.0.0);
    }
}

/// A token that is all of the value.
fn token<'a>(value: &'a [u8], field: &'static str) -> Result<&'a [u8], DecodeError> {
    let mut scan = Scan::new(value);
    let token = scan.token(field)?;
    scan.end(field)?;
    Ok(token)
}

/// Declares a header field that is a token, or a list of them.
macro_rules! tokens {
    ($( $(#[$meta:meta])* $type:ident = $name:ident; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy)]
        #[allow(clippy::exhaustive_structs)] // a token on the wire
        pub struct $type<'a>(pub &'a [u8]);

        impl<'a> HeaderField<'a> for $type<'a> {
            const NAME: HeaderName = HeaderName::$name;

            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                token(value, Self::NAME.text()).map(Self)
            }

            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(self.0);
            }
        }

        impl PartialEq for $type<'_> {
            /// In any case (RFC 3261 §7.3.1).
            fn eq(&self, other: &Self) -> bool {
                self.0.eq_ignore_ascii_case(other.0)
            }
        }

        impl Eq for $type<'_> {}

        impl fmt::Debug for $type<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&String::from_utf8_lossy(self.0))
            }
        }
    )* };
}

tokens! {
    /// A package of events that is known (RFC 6665 §8.2.2).
    AllowEvents = ALLOW_EVENTS;
    /// How the body is packed (RFC 3261 §20.12).
    ContentEncoding = CONTENT_ENCODING;
    /// The language of the body (RFC 3261 §20.13).
    ContentLanguage = CONTENT_LANGUAGE;
    /// How urgent it is for people (RFC 3261 §20.26).
    Priority = PRIORITY;
    /// An extension that a proxy must know (RFC 3261 §20.29).
    ProxyRequire = PROXY_REQUIRE;
    /// An extension that the server must know (RFC 3261 §20.32).
    Require = REQUIRE;
    /// What names the state of a publication (RFC 3903 §11.3.1).
    SipEtag = SIP_ETAG;
    /// Which state of a publication is meant (RFC 3903 §11.3.2).
    SipIfMatch = SIP_IF_MATCH;
    /// An extension that is known (RFC 3261 §20.37).
    Supported = SUPPORTED;
    /// An extension that is not known (RFC 3261 §20.40).
    Unsupported = UNSUPPORTED;
}

/// What is to be kept private (RFC 3323 §4.2): tokens with semicolons between them, or with commas, which an erratum has
/// and senders use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Privacy<'a>(&'a [u8]);

impl<'a> Privacy<'a> {
    /// The tokens, such as `id`, `user`, `header`, `session`, `critical`, `none`.
    pub fn values(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.0.split(|octet| matches!(octet, b';' | b',')).map(<[u8]>::trim_ascii)
    }

    /// Whether this is to be kept private.
    #[must_use]
    pub fn has(&self, value: &[u8]) -> bool {
        self.values().any(|found| found.eq_ignore_ascii_case(value))
    }
}

impl<'a> HeaderField<'a> for Privacy<'a> {
    const NAME: HeaderName = HeaderName::PRIVACY;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        loop {
            scan.token("Privacy")?;
            if !scan.eat_spaced(b';') && !scan.eat_spaced(b',') {
                scan.end("Privacy")?;
                return Ok(Self(value));
            }
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        for (number, value) in self.values().enumerate() {
            out.extend_from_slice(if number == 0 { b"" } else { b";" });
            out.extend_from_slice(value);
        }
    }
}

impl fmt::Debug for Privacy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.values().map(String::from_utf8_lossy)).finish()
    }
}
