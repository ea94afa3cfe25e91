//! Attributes: by name, and typed (RFC 8866 §5.13, §6).
//!
//! A typed value borrows from the line that it was read from, and is what a line is written from.

mod candidate;
mod crypto;
mod direction;
mod dtls;
mod extmap;
mod fax;
mod flag;
mod format;
mod group;
mod ice;
mod packet_time;
mod precondition;
mod rtcp;
mod source;
mod telephone_event;

use std::fmt;

pub use candidate::Candidate;
pub use crypto::{Crypto, KeyParam};
pub use direction::Direction;
pub use dtls::{Fingerprint, Setup, TlsId};
pub use extmap::Extmap;
pub use fax::{
    T38FaxFillBitRemoval, T38FaxMaxBuffer, T38FaxMaxDatagram, T38FaxRateManagement, T38FaxTranscodingJbig,
    T38FaxTranscodingMmr, T38FaxUdpEc, T38FaxVersion, T38MaxBitRate,
};
pub use flag::{EndOfCandidates, IceLite, RtcpMux, RtcpReducedSize};
pub use format::{Fmtp, Rtpmap};
pub use group::{Group, Mid, Msid};
pub use ice::{IceOptions, IcePwd, IceUfrag};
pub use packet_time::{MaxPtime, Ptime};
pub use precondition::{
    ConfirmStatus, CurrentStatus, DesiredStatus, PreconditionDirection, StatusType, Strength,
};
pub use rtcp::{Rtcp, RtcpFeedback};
pub use source::{Ssrc, SsrcGroup};
pub use telephone_event::TelephoneEvents;

use super::line::Section;
use crate::DecodeError;

/// An attribute that is read as a typed value.
pub trait AttributeValue<'a>: Sized {
    /// Its name.
    const NAME: &'static str;

    /// Reads the value, which is behind the colon; empty if there is no colon.
    ///
    /// # Errors
    /// It is against the grammar of the attribute; the offset counts from its start.
    fn read(value: &'a [u8]) -> Result<Self, DecodeError>;

    /// Puts the value behind what is there, without a name, a colon and an end of line; nothing for an attribute that has no
    /// value.
    fn write(&self, out: &mut Vec<u8>);
}

/// An attribute: a name, some with a value behind a colon (RFC 8866 §5.13).
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attribute<'a> {
    /// Its name.
    pub name: &'a [u8],
    /// What is behind the colon; `None` without one.
    pub value: Option<&'a [u8]>,
    /// Where the name begins in the description.
    pub offset: usize,
}

impl<'a> Attribute<'a> {
    #[inline]
    pub(super) fn split(text: &'a [u8], offset: usize) -> Self {
        match text.iter().position(|octet| *octet == b':') {
            None => Self { name: text.trim_ascii_end(), value: None, offset },
            Some(colon) => {
                let (name, value) = text.split_at_checked(colon).unwrap_or_default();
                Self { name, value: value.get(1..), offset }
            }
        }
    }

    /// Whether it has this name.
    #[inline]
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }

    /// The typed value; `None` if it has another name. The offset of an error counts from the start of the description.
    #[inline]
    pub fn typed<A: AttributeValue<'a>>(&self) -> Option<Result<A, DecodeError>> {
        let behind = self.offset + self.name.len() + usize::from(self.value.is_some());
        let read = || A::read(self.value.unwrap_or_default()).map_err(|error| error.behind(behind));
        self.is(A::NAME).then(read)
    }
}

impl fmt::Debug for Attribute<'_> {
    /// Without the value: it can be a key, or say who somebody is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(self.name))
    }
}

/// The attributes of a session, or of one of its media.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Attributes<'a> {
    section: Section<'a>,
}

impl<'a> Attributes<'a> {
    pub(super) const fn of(section: Section<'a>) -> Self {
        Self { section }
    }

    /// The attributes in their order.
    pub fn iter(&self) -> impl Iterator<Item = Attribute<'a>> + Clone + use<'a> {
        self.section.of(b'a').map(|line| Attribute::split(line.value, line.offset))
    }

    /// The first value of a typed attribute; `None` if there is none.
    ///
    /// # Errors
    /// It is against its grammar. The offset counts from the start of the description.
    #[inline]
    pub fn get<A: AttributeValue<'a>>(&self) -> Result<Option<A>, DecodeError> {
        self.all().next().transpose()
    }

    /// Every value of a typed attribute. The offset of an error counts from the start of the description.
    #[inline]
    pub fn all<A: AttributeValue<'a>>(&self) -> impl Iterator<Item = Result<A, DecodeError>> + use<'a, A> {
        self.section.of(b'a').filter_map(|line| {
            let value = value_of(line.value, A::NAME)?;
            let offset = line.offset + line.value.len() - value.len();
            Some(A::read(value).map_err(|error| error.behind(offset)))
        })
    }

    /// The first value of this name, empty without a colon; `None` if there is none.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&'a [u8]> {
        let found = self.iter().find(|attribute| attribute.is(name))?;
        Some(found.value.unwrap_or_default())
    }

    /// Whether there is one of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// Which way media go, if an attribute says so; the last of several.
    #[must_use]
    pub fn direction(&self) -> Option<Direction> {
        self.iter().filter_map(|attribute| Direction::of(attribute.name)).last()
    }
}

/// The value of an attribute, empty without a colon, if it has this name. Looking at the name alone is quicker than cutting
/// every attribute at its colon.
#[inline]
fn value_of<'a>(attribute: &'a [u8], name: &'static str) -> Option<&'a [u8]> {
    let (text, rest) = attribute.split_at_checked(name.len())?;
    if text != name.as_bytes() && !text.eq_ignore_ascii_case(name.as_bytes()) {
        return None;
    }
    match rest.split_first() {
        Some((b':', value)) => Some(value),
        _ => rest.iter().all(u8::is_ascii_whitespace).then(|| rest.get(rest.len()..).unwrap_or_default()),
    }
}

impl fmt::Debug for Attributes<'_> {
    /// The names alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
