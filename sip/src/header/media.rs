//! Kinds of bodies (RFC 3261 §20.1, §20.15).

use std::fmt;

use super::{HeaderField, HeaderName};
use crate::DecodeError;
use crate::params::Params;
use crate::scan::Scan;

/// A kind of body, with its parameters (RFC 3261 §25.1, `media-type`).
#[derive(Clone, Copy)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct MediaType<'a> {
    /// `application`, `multipart`, `text` and others; `*` in a range.
    pub main: &'a [u8],
    /// `sdp`, `mixed`, `plain` and others; `*` in a range.
    pub sub: &'a [u8],
    /// Its parameters; of a multipart body `boundary` says where its parts end.
    pub params: Params<'a>,
}

impl<'a> MediaType<'a> {
    /// `application/sdp`.
    pub const SDP: MediaType<'static> = MediaType { main: b"application", sub: b"sdp", params: Params::NONE };

    fn read(value: &'a [u8], field: &'static str) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let main = scan.token(field)?;
        if !scan.eat_spaced(b'/') {
            return Err(scan.unexpected(field));
        }
        let sub = scan.token(field)?;
        let params = Params::read(&mut scan, |_| {})?;
        scan.end(field)?;
        Ok(Self { main, sub, params })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.main);
        out.push(b'/');
        out.extend_from_slice(self.sub);
        out.extend_from_slice(self.params.octets());
    }

    /// Whether it is of this kind, in any case, whatever its parameters.
    #[must_use]
    pub fn is(&self, main: &str, sub: &str) -> bool {
        self.main.eq_ignore_ascii_case(main.as_bytes()) && self.sub.eq_ignore_ascii_case(sub.as_bytes())
    }

    /// Whether a kind of body is in this range (RFC 3261 §20.1).
    #[must_use]
    pub fn takes(&self, kind: &MediaType<'_>) -> bool {
        let fits = |range: &[u8], found: &[u8]| range == b"*" || range.eq_ignore_ascii_case(found);
        fits(self.main, kind.main) && fits(self.sub, kind.sub)
    }
}

impl PartialEq for MediaType<'_> {
    /// The same kind, in any case, with the same parameters as they stand.
    fn eq(&self, other: &Self) -> bool {
        self.main.eq_ignore_ascii_case(other.main)
            && self.sub.eq_ignore_ascii_case(other.sub)
            && self.params == other.params
    }
}

impl Eq for MediaType<'_> {}

impl fmt::Debug for MediaType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", String::from_utf8_lossy(self.main), String::from_utf8_lossy(self.sub))
    }
}

/// Declares a header field that is a kind of body.
macro_rules! kinds {
    ($( $(#[$meta:meta])* $type:ident = $name:ident; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(clippy::exhaustive_structs)] // a kind of body
        pub struct $type<'a>(pub MediaType<'a>);

        impl<'a> HeaderField<'a> for $type<'a> {
            const NAME: HeaderName = HeaderName::$name;

            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                MediaType::read(value, Self::NAME.text()).map(Self)
            }

            fn write(&self, out: &mut Vec<u8>) {
                self.0.write(out);
            }
        }
    )* };
}

kinds! {
    /// A range of kinds that are taken; the parameter `q` says how gladly (RFC 3261 §20.1).
    Accept = ACCEPT;
    /// Of which kind the body is (RFC 3261 §20.15).
    ContentType = CONTENT_TYPE;
}
