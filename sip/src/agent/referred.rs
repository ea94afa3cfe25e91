//! What a REFER asks for: the request to be made of its Refer-To (RFC 3515 §2.4.2, RFC 3261 §19.1.5).

use std::fmt;

use bytes::Bytes;

use crate::header::{HeaderName, ReferTo};
use crate::message::Rows;
use crate::uri::{SipUri, Uri, unescaped};
use crate::{DecodeError, Message, Method};

/// The request that a REFER asks for.
#[derive(Clone)]
#[non_exhaustive]
pub struct Referred {
    /// Whom it is for: Refer-To without a method and header fields, as text.
    pub request_uri: Vec<u8>,
    /// Its method, INVITE if none is named.
    pub method: Vec<u8>,
    /// The header fields that the URI names, such as Replaces, and Referred-By of the REFER (RFC 3892 §2.2). Those that say who
    /// asks, which way it goes, or what dialog it is of are left out (RFC 3261 §19.1.5), as are credentials.
    pub rows: Rows,
    /// Its body; what it is of is among the rows.
    pub body: Bytes,
}

impl Referred {
    /// What this REFER asks for.
    ///
    /// # Errors
    /// It has no Refer-To, or more than one, or it is no address: 400.
    pub fn read(refer: &Message) -> Result<Self, DecodeError> {
        let ReferTo(refer_to) = refer.need()?;
        let mut referred = Self {
            request_uri: Vec::new(),
            method: Method::INVITE.0.to_vec(),
            rows: Rows::new(),
            body: Bytes::new(),
        };
        let Uri::Sip(uri) = refer_to.uri else {
            refer_to.uri.write(&mut referred.request_uri);
            return Ok(referred.by(refer));
        };
        if let Some(method) = uri.params.get(b"method").and_then(|param| param.value) {
            referred.method = method.to_vec();
        }
        referred.put_uri(&uri);
        for (name, value) in uri.headers() {
            let plain = |text: &[u8]| unescaped(text).map(|(octet, _)| octet).collect::<Vec<_>>();
            let (name, value) = (plain(name), plain(value));
            if name.eq_ignore_ascii_case(b"body") {
                referred.body = value.into();
            } else if is_taken(&name)
                && let Ok(name) = std::str::from_utf8(&name)
            {
                referred.rows.put_text(name, &value);
            }
        }
        Ok(referred.by(refer))
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> Method<'_> {
        Method(&self.method)
    }

    fn put_uri(&mut self, uri: &SipUri<'_>) {
        let mut params = Vec::new();
        uri.params.write_without(&[b"method"], &mut params);
        let bare = SipUri { headers: b"", params: crate::Params::NONE, ..*uri };
        bare.write(&mut self.request_uri);
        self.request_uri.extend_from_slice(&params);
    }

    fn by(mut self, refer: &Message) -> Self {
        if !self.rows.has(HeaderName::REFERRED_BY.text().as_bytes()) {
            self.rows.copy(refer, |field| field.name == HeaderName::REFERRED_BY);
        }
        self
    }
}

/// Whether a header field that a URI names may stand in the request.
fn is_taken(name: &[u8]) -> bool {
    let is_token = !name.is_empty() && crate::chars::TOKEN.count(name) == name.len();
    is_token
        && !matches!(
            HeaderName::of(name),
            HeaderName::VIA
                | HeaderName::FROM
                | HeaderName::TO
                | HeaderName::CALL_ID
                | HeaderName::CSEQ
                | HeaderName::CONTACT
                | HeaderName::MAX_FORWARDS
                | HeaderName::ROUTE
                | HeaderName::RECORD_ROUTE
                | HeaderName::CONTENT_LENGTH
                | HeaderName::ALLOW
                | HeaderName::SUPPORTED
                | HeaderName::SESSION_EXPIRES
                | HeaderName::MIN_SE
                | HeaderName::USER_AGENT
                | HeaderName::AUTHORIZATION
                | HeaderName::PROXY_AUTHORIZATION
        )
}

impl fmt::Debug for Referred {
    /// Without whom it is for and its header: they are private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Referred({}, {:?})", self.method(), self.rows)
    }
}
