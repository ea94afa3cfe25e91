//! A binding: one contact of an address-of-record (RFC 3261 §10.2).

use std::fmt;
use std::num::NonZeroU32;
use std::ops::Range;
use std::time::{Duration, Instant};

use super::gruu::instance_of;
use crate::header::{HeaderField, NameAddr, Route};
use crate::message::Rows;
use crate::uri::{SipUri, Uri};
use crate::{DecodeError, DecodeErrorKind, Params};

/// By what the owner knows a flow: a connection, or the pair of addresses of a datagram (RFC 5626 §3.1). It means nothing
/// here; after a restart the flows that were kept are gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // a number of the owner's
pub struct Flow(pub u64);

/// A contact that is bound to an address-of-record, with all that belongs to it. Its text is one piece of memory.
#[derive(Clone)]
pub struct Binding {
    /// URI, parameters, Call-ID, and the values of Path with a line feed behind each.
    text: Box<[u8]>,
    uri_end: u16,
    params_end: u16,
    call_id_end: u16,
    /// Where the instance is in the text; empty if there is none.
    instance: (u16, u16),
    q: u16,
    cseq: u32,
    reg_id: Option<NonZeroU32>,
    flow: Flow,
    expires_at: Instant,
    /// Which change it is of.
    sequence: u64,
}

/// What a binding is made of.
pub(super) struct Parts<'a> {
    pub(super) contact: NameAddr<'a>,
    pub(super) q: u16,
    pub(super) call_id: &'a [u8],
    pub(super) cseq: u32,
    pub(super) path: &'a [u8],
    pub(super) reg_id: Option<NonZeroU32>,
    pub(super) flow: Flow,
    pub(super) expires_at: Instant,
    pub(super) sequence: u64,
}

/// Parameters of a Contact that are not kept as they came: the registrar says what they are.
const OWN_PARAMS: [&[u8]; 3] = [b"expires", b"pub-gruu", b"temp-gruu"];

/// Writes those that are kept; where in the text the name of the instance is then, empty if there is none.
fn write_params(params: &Params<'_>, out: &mut Vec<u8>) -> Range<usize> {
    let mut place = 0..0;
    for param in params.iter().filter(|param| !OWN_PARAMS.iter().any(|name| param.is(name))) {
        out.push(b';');
        out.extend_from_slice(param.name);
        let Some(value) = param.value else { continue };
        out.push(b'=');
        out.extend_from_slice(value);
        if place.is_empty() && param.is(b"+sip.instance") {
            let behind = out.len() - b">\"".len();
            place = instance_of(value).map_or(0..0, |instance| behind - instance.len()..behind);
        }
    }
    place
}

impl Binding {
    /// Puts a binding together.
    ///
    /// # Errors
    /// Its text is longer than so many octets.
    pub(super) fn new(parts: &Parts<'_>, longest: usize) -> Result<Self, DecodeError> {
        let mut text = Vec::with_capacity(parts.contact.params.octets().len() + parts.path.len() + 128);
        parts.contact.uri.write(&mut text);
        let uri_end = text.len();
        let instance = write_params(&parts.contact.params, &mut text);
        let params_end = text.len();
        text.extend_from_slice(parts.call_id);
        let call_id_end = text.len();
        // A value that was folded would end its row where it is written.
        text.iter_mut().filter(|octet| matches!(octet, b'\r' | b'\n')).for_each(|octet| *octet = b' ');
        text.extend_from_slice(parts.path);
        let too_large = DecodeError::new(DecodeErrorKind::TooLarge, longest, "Contact");
        if text.len() > longest {
            return Err(too_large);
        }
        let end = |end: usize| u16::try_from(end).map_err(|_| too_large);
        Ok(Self {
            uri_end: end(uri_end)?,
            params_end: end(params_end)?,
            call_id_end: end(call_id_end)?,
            instance: (end(instance.start)?, end(instance.end)?),
            q: parts.q,
            cseq: parts.cseq,
            reg_id: parts.reg_id,
            flow: parts.flow,
            expires_at: parts.expires_at,
            sequence: parts.sequence,
            text: text.into(),
        })
    }

    /// The URI as it was registered, with its parameters and header fields.
    #[must_use]
    pub fn uri_text(&self) -> &[u8] {
        self.part(0, self.uri_end)
    }

    /// The URI as it was registered. A request cannot be sent to the header fields in it: [`Self::request_uri`] is without
    /// them.
    ///
    /// # Errors
    /// None that can be: it was read when it was registered.
    pub fn uri(&self) -> Result<Uri<'_>, DecodeError> {
        Uri::read(self.uri_text())
    }

    /// What becomes the Request-URI of a request for this contact: the URI without header fields (RFC 3261 §19.1.5).
    ///
    /// # Errors
    /// As [`Self::uri`].
    pub fn request_uri(&self) -> Result<Uri<'_>, DecodeError> {
        Ok(match self.uri()? {
            Uri::Sip(uri) => Uri::Sip(SipUri { headers: b"", ..uri }),
            other => other,
        })
    }

    /// The parameters of the Contact as they came, but for `expires`.
    #[must_use]
    pub fn params(&self) -> Params<'_> {
        Params::new(self.params_text()).unwrap_or_default()
    }

    pub(super) fn params_text(&self) -> &[u8] {
        self.part(self.uri_end, self.params_end)
    }

    /// The Call-ID of the request that registered it last.
    #[must_use]
    pub fn call_id(&self) -> &[u8] {
        self.part(self.params_end, self.call_id_end)
    }

    /// The number in the CSeq of that request.
    #[must_use]
    pub const fn cseq(&self) -> u32 {
        self.cseq
    }

    /// The Path that requests to it go, from this registrar on: what becomes their Route (RFC 3327 §5.4).
    pub fn path(&self) -> impl Iterator<Item = &[u8]> {
        let values = self.text.get(usize::from(self.call_id_end)..).unwrap_or_default();
        values.split(|octet| *octet == b'\n').filter(|value| !value.is_empty())
    }

    /// Puts its Path behind the rows as the Route of a request for it.
    pub fn put_route(&self, rows: &mut Rows) {
        for route in self.path() {
            rows.put_text(Route::NAME.text(), route);
        }
    }

    /// The instance of the user agent, such as `urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6` (RFC 5626 §4.1).
    #[must_use]
    pub fn instance(&self) -> Option<&[u8]> {
        Some(self.part(self.instance.0, self.instance.1)).filter(|instance| !instance.is_empty())
    }

    /// Which of the flows of its instance it is; `None` if it was not registered with outbound (RFC 5626 §4.2).
    #[must_use]
    pub fn reg_id(&self) -> Option<u32> {
        self.reg_id.map(NonZeroU32::get)
    }

    /// How much it is preferred, in thousandths; without a `q` as much as can be.
    #[must_use]
    pub const fn q(&self) -> u16 {
        self.q
    }

    /// The flow that the request came by.
    #[must_use]
    pub const fn flow(&self) -> Flow {
        self.flow
    }

    /// When it ends.
    #[must_use]
    pub const fn expires_at(&self) -> Instant {
        self.expires_at
    }

    /// For how many seconds it still holds; a second that has begun counts as a whole.
    #[must_use]
    pub fn expires(&self, now: Instant) -> u32 {
        let left = self.expires_at.saturating_duration_since(now);
        let begun = u64::from(left > Duration::from_secs(left.as_secs()));
        u32::try_from(left.as_secs() + begun).unwrap_or(u32::MAX)
    }

    pub(super) fn is_live(&self, now: Instant) -> bool {
        self.expires_at > now
    }

    pub(super) const fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Whether a request comes in the order of its Call-ID: with another one, or with a higher CSeq (RFC 3261 §10.3).
    pub(super) fn is_before(&self, call_id: &[u8], cseq: u32) -> bool {
        self.call_id() != call_id || self.cseq < cseq
    }

    fn part(&self, from: u16, to: u16) -> &[u8] {
        self.text.get(from.into()..to.into()).unwrap_or_default()
    }
}

impl fmt::Debug for Binding {
    /// The URI without its user, and which flow it is: all else is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.uri() {
            Ok(uri) => write!(f, "Binding({uri:?}, reg-id {:?}, {:?})", self.reg_id(), self.flow),
            Err(error) => write!(f, "Binding({error})"),
        }
    }
}
