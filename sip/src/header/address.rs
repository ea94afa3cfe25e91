//! Header fields that are a URI with a display name and parameters (RFC 3261 §20.10).

use std::fmt;

use super::{HeaderField, HeaderName};
use crate::chars::DISPLAY;
use crate::params::{Param, Params};
use crate::scan::Scan;
use crate::uri::Uri;
use crate::{DecodeError, DecodeErrorKind};

/// A URI, with a display name or none, and with the parameters of the header field (`name-addr` and `addr-spec`, RFC 3261
/// §25.1).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct NameAddr<'a> {
    /// The display name as it stands, with its quotes if it is quoted; empty if there is none.
    pub display_name: &'a [u8],
    /// The URI.
    pub uri: Uri<'a>,
    /// The parameters of the header field.
    pub params: Params<'a>,
}

impl<'a> NameAddr<'a> {
    /// A URI alone.
    #[must_use]
    pub const fn new(uri: Uri<'a>) -> Self {
        Self { display_name: b"", uri, params: Params::NONE }
    }

    /// Reads one, and shows each parameter.
    #[inline]
    fn read(value: &'a [u8], field: &'static str, visit: impl FnMut(Param<'a>)) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let display_name = display_name(&mut scan, field)?;
        let uri = match display_name {
            Some(_) => bracketed(&mut scan, field)?,
            None => bare(&mut scan, field)?,
        };
        let params = Params::read(&mut scan, visit)?;
        scan.end(field)?;
        Ok(Self { display_name: display_name.unwrap_or_default(), uri, params })
    }

    /// Writes it without a tag.
    pub(crate) fn write_untagged(&self, out: &mut Vec<u8>) {
        self.write(|out| self.params.write_without(&[b"tag"], out), out);
    }

    fn write(&self, params: impl FnOnce(&mut Vec<u8>), out: &mut Vec<u8>) {
        if !self.display_name.is_empty() {
            out.extend_from_slice(self.display_name);
            out.push(b' ');
        }
        out.push(b'<');
        self.uri.write(out);
        out.push(b'>');
        params(out);
    }
}

/// The display name, if angle brackets follow; `None` if the URI stands bare.
#[inline]
fn display_name<'a>(scan: &mut Scan<'a>, field: &'static str) -> Result<Option<&'a [u8]>, DecodeError> {
    match scan.peek() {
        Some(b'<') => return Ok(Some(b"")),
        Some(b'"') => {
            let name = scan.quoted("display-name")?;
            scan.skip_space();
            return if scan.peek() == Some(b'<') { Ok(Some(name)) } else { Err(scan.unexpected(field)) };
        }
        _ => {}
    }
    let name = DISPLAY.count(scan.rest());
    match scan.rest().get(name) {
        Some(b'<') => {
            let name = scan.take(DISPLAY);
            Ok(Some(name.trim_ascii_end()))
        }
        // A URI begins with its scheme, in which there is no space.
        Some(b':') => Ok(None),
        _ => {
            scan.skip(name);
            Err(scan.unexpected(field))
        }
    }
}

/// A URI in angle brackets.
#[inline]
pub(super) fn bracketed<'a>(scan: &mut Scan<'a>, field: &'static str) -> Result<Uri<'a>, DecodeError> {
    let from = scan.offset() + 1;
    Uri::read(bracketed_text(scan, field)?).map_err(|error| error.behind(from))
}

/// What stands in angle brackets.
#[inline]
pub(super) fn bracketed_text<'a>(scan: &mut Scan<'a>, field: &'static str) -> Result<&'a [u8], DecodeError> {
    let Some(end) = memchr::memchr(b'>', scan.rest()) else {
        return Err(DecodeError::new(DecodeErrorKind::Unterminated, scan.offset(), field));
    };
    let text = scan.rest().get(1..end).unwrap_or_default();
    scan.skip(end + 1);
    Ok(text)
}

/// A URI without angle brackets: what is behind a semicolon is of the header field, and a comma or a question mark cannot be
/// in it (RFC 3261 §20.10).
fn bare<'a>(scan: &mut Scan<'a>, field: &'static str) -> Result<Uri<'a>, DecodeError> {
    let (from, text) = (scan.offset(), scan.rest());
    let ends = |octet: &u8| matches!(octet, b';' | b',' | b'?' | b' ' | b'\t' | b'\r' | b'\n');
    let end = text.iter().position(ends).unwrap_or(text.len());
    scan.skip(end);
    if matches!(scan.peek(), Some(b',' | b'?')) {
        return Err(scan.unexpected(field));
    }
    Uri::read(text.get(..end).unwrap_or_default()).map_err(|error| error.behind(from))
}

impl fmt::Debug for NameAddr<'_> {
    /// Without the display name: it is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{:?}>{:?}", self.uri, self.params)
    }
}

/// Declares a header field that is an address with parameters of no name of its own.
macro_rules! addresses {
    ($( $(#[$meta:meta])* $type:ident = $name:ident; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(clippy::exhaustive_structs)] // an address
        pub struct $type<'a>(pub NameAddr<'a>);

        impl<'a> HeaderField<'a> for $type<'a> {
            const NAME: HeaderName = HeaderName::$name;

            #[inline]
            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                NameAddr::read(value, Self::NAME.text(), |_| {}).map(Self)
            }

            fn write(&self, out: &mut Vec<u8>) {
                self.0.write(|out| out.extend_from_slice(self.0.params.octets()), out);
            }
        }
    )* };
}

addresses! {
    /// Who had the call diverted, the newest first (RFC 5806).
    Diversion = DIVERSION;
    /// Where a request has been, in the order of its parameter `index` (RFC 7044 §5.1).
    HistoryInfo = HISTORY_INFO;
    /// Who asks, as a network that is trusted says (RFC 3325 §9.1).
    PAssertedIdentity = P_ASSERTED_IDENTITY;
    /// Another URI of the registered user (RFC 7315 §5.1).
    PAssociatedUri = P_ASSOCIATED_URI;
    /// The URI that the request was for before it was the user's own (RFC 7315 §5.2).
    PCalledPartyId = P_CALLED_PARTY_ID;
    /// As whom he who asks wants to be known (RFC 3325 §9.2).
    PPreferredIdentity = P_PREFERRED_IDENTITY;
    /// Who asks, as older networks say it; it never was a standard.
    RemotePartyId = REMOTE_PARTY_ID;
    /// A proxy that a request of the registered user goes through on its way to him (RFC 3327 §4).
    Path = PATH;
    /// A proxy that stays on the way of a dialog (RFC 3261 §20.30).
    RecordRoute = RECORD_ROUTE;
    /// Whom the peer is to ask (RFC 3515 §2.1).
    ReferTo = REFER_TO;
    /// Who had somebody ask (RFC 3892).
    ReferredBy = REFERRED_BY;
    /// Where an answer of a person goes (RFC 3261 §20.31).
    ReplyTo = REPLY_TO;
    /// A proxy that the request is to go through (RFC 3261 §20.34).
    Route = ROUTE;
    /// A proxy that requests of the registered user go through on their way from him (RFC 3608).
    ServiceRoute = SERVICE_ROUTE;
}

/// Declares From and To: an address with a tag.
macro_rules! tagged {
    ($( $(#[$meta:meta])* $type:ident = $name:ident; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(clippy::exhaustive_structs)] // frozen by the standard
        pub struct $type<'a> {
            /// Who.
            pub addr: NameAddr<'a>,
            /// The parameter `tag`: this side of the dialog (RFC 3261 §19.3). The one among the parameters of `addr` is not
            /// written.
            pub tag: Option<&'a [u8]>,
        }

        impl<'a> HeaderField<'a> for $type<'a> {
            const NAME: HeaderName = HeaderName::$name;

            #[inline]
            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                let mut tag = None;
                let addr = NameAddr::read(value, Self::NAME.text(), |param| {
                    if tag.is_none() && param.is(b"tag") {
                        tag = param.value;
                    }
                })?;
                Ok(Self { addr, tag })
            }

            fn write(&self, out: &mut Vec<u8>) {
                let params = |out: &mut Vec<u8>| {
                    self.addr.params.write_without(&[b"tag"], out);
                    super::write_param(b"tag", self.tag, out);
                };
                self.addr.write(params, out);
            }
        }
    )* };
}

tagged! {
    /// Who asks (RFC 3261 §20.20).
    From = FROM;
    /// Who is asked (RFC 3261 §20.39).
    To = TO;
}

/// Where the sender is to be reached, or where somebody else is (RFC 3261 §20.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are two forms
#[allow(clippy::large_enum_variant)] // the other is rare
pub enum Contact<'a> {
    /// `*`: all that are registered (RFC 3261 §10.2.2).
    All,
    /// An address.
    Addr(NameAddr<'a>),
}

impl<'a> Contact<'a> {
    /// The address; `None` for `*`.
    #[must_use]
    pub const fn addr(&self) -> Option<&NameAddr<'a>> {
        match self {
            Self::All => None,
            Self::Addr(addr) => Some(addr),
        }
    }

    /// The parameter `expires`: for how many seconds it holds (RFC 3261 §20.10); what is no number counts as an hour, as the
    /// standard has it (RFC 3261 §10.3).
    #[must_use]
    pub fn expires(&self) -> Option<u32> {
        let value = self.addr()?.params.get(b"expires")?.value?;
        let mut scan = Scan::new(value);
        let number = scan.number(u32::MAX, "expires").ok();
        Some(number.filter(|_| scan.is_empty()).unwrap_or(3600))
    }

    /// The parameter `q`: which of several is preferred, in thousandths (RFC 3261 §20.10).
    ///
    /// # Errors
    /// It is no number from 0 to 1 with at most three decimals.
    pub fn q(&self) -> Result<Option<u16>, DecodeError> {
        let value = self.addr().and_then(|addr| addr.params.get(b"q")).and_then(|param| param.value);
        value.map(super::number::thousandths).transpose()
    }
}

impl<'a> HeaderField<'a> for Contact<'a> {
    const NAME: HeaderName = HeaderName::CONTACT;

    #[inline]
    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        if value == b"*" {
            return Ok(Self::All);
        }
        NameAddr::read(value, "Contact", |_| {}).map(Self::Addr)
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::All => out.push(b'*'),
            Self::Addr(addr) => addr.write(|out| out.extend_from_slice(addr.params.octets()), out),
        }
    }
}
