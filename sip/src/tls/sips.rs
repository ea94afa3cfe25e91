//! Where a URI must be `sips` (RFC 5630, RFC 3261).

use crate::header::{Contact, RecordRoute, Route, Transport};
use crate::uri::{SipUri, Uri};
use crate::{DecodeError, Message, Method, StatusCode};

/// Why a request is not sent on to a contact: 480, with this in Warning (RFC 5630 §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are two
pub enum SipsRefusal {
    /// The contact is `sip` alone and the request is for `sips`: 380.
    NotAllowed,
    /// The contact is `sips` alone and the request is for `sip`: 381.
    Required,
}

impl SipsRefusal {
    /// 480 (RFC 5630 §5.3).
    pub const STATUS: StatusCode = StatusCode::TEMPORARILY_UNAVAILABLE;

    /// The code in Warning (RFC 5630 §6).
    #[must_use]
    pub const fn warn_code(self) -> u16 {
        match self {
            Self::NotAllowed => 380,
            Self::Required => 381,
        }
    }

    /// The text in Warning (RFC 5630 §6).
    #[must_use]
    pub const fn warn_text(self) -> &'static str {
        match self {
            Self::NotAllowed => "SIPS Not Allowed",
            Self::Required => "SIPS Required",
        }
    }
}

/// Whether a request is to go over TLS: its Request-URI or its first Route is `sips`. Then the Contact of its sender must be
/// `sips` (RFC 3261 §8.1.1.8, RFC 5630 §5.1.1.2), and so the Record-Route of a proxy that has done with its own Route (RFC
/// 3261 §16.6.4).
///
/// # Errors
/// Either cannot be read.
pub fn request_needs_sips(request: &Message) -> Result<bool, DecodeError> {
    let uri = request.request().map(|request| request.uri()).transpose()?;
    let route: Option<Route<'_>> = request.get()?;
    Ok(uri.is_some_and(|uri| is_sips(&uri)) || route.is_some_and(|route| is_sips(&route.0.uri)))
}

/// Whether the Contact of whoever answers a request must be `sips`: the Request-URI is, or the first Record-Route, or without
/// any the Contact (RFC 3261 §12.1.1, RFC 5630 §5.1.2).
///
/// # Errors
/// One of them cannot be read.
pub fn answer_needs_sips(request: &Message) -> Result<bool, DecodeError> {
    let uri = request.request().map(|request| request.uri()).transpose()?;
    if uri.is_some_and(|uri| is_sips(&uri)) {
        return Ok(true);
    }
    if let Some(route) = request.get::<RecordRoute<'_>>()? {
        return Ok(is_sips(&route.0.uri));
    }
    let contact: Option<Contact<'_>> = request.get()?;
    Ok(contact.is_some_and(|contact| contact.addr().is_some_and(|addr| is_sips(&addr.uri))))
}

/// Whether the Contact of a request is as [`request_needs_sips`] wants it. One of a registration says where somebody else's
/// requests go, and is not judged.
///
/// # Errors
/// The Request-URI, Route or Contact cannot be read.
pub fn contact_is_allowed(request: &Message) -> Result<bool, DecodeError> {
    if request.method() == Some(Method::REGISTER) || !request_needs_sips(request)? {
        return Ok(true);
    }
    let contact: Option<Contact<'_>> = request.get()?;
    Ok(contact.is_none_or(|contact| contact.addr().is_some_and(|addr| is_sips(&addr.uri))))
}

/// Whether a proxy may send a request for the one on to the other: a `sips` URI stays `sips`, and a `sip` URI is made none (RFC
/// 5630 §5.3).
///
/// # Errors
/// It may not; the answer is in [`SipsRefusal`].
pub const fn may_retarget(request_uri: &SipUri<'_>, contact: &SipUri<'_>) -> Result<(), SipsRefusal> {
    match (request_uri.secure, contact.secure) {
        (true, false) => Err(SipsRefusal::NotAllowed),
        (false, true) => Err(SipsRefusal::Required),
        _ => Ok(()),
    }
}

/// Whether a URI has `transport=tls`, which is to be read but not to be written any more: `sips` says it, with `transport=tcp`
/// or without (RFC 5630 §3.1.4).
#[must_use]
pub fn is_tls_parameter(uri: &SipUri<'_>) -> bool {
    uri.transport().is_some_and(|transport| Transport(transport) == Transport::TLS)
}

const fn is_sips(uri: &Uri<'_>) -> bool {
    matches!(uri, Uri::Sip(uri) if uri.secure)
}
