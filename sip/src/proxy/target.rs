//! Where a request is to go (RFC 3261 §16.5).

use std::fmt;

use bytes::Bytes;

use crate::endpoint::Target;
use crate::header::{HeaderName, NameAddr};
use crate::message::{Field, Rows};
use crate::uri::{SipUri, Uri};

/// A URI that is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct UriText(Bytes);

impl UriText {
    fn new(uri: &Uri<'_>) -> Self {
        let mut text = Vec::with_capacity(64);
        uri.write(&mut text);
        Self(text.into())
    }

    /// As it may stand in a request line: without a method and header fields (RFC 3261 §19.1.1).
    pub(super) fn of_request(uri: &Uri<'_>) -> Self {
        let Uri::Sip(sip) = uri else { return Self::new(uri) };
        let mut params = Vec::new();
        sip.params.write_without(&[b"method"], &mut params);
        let bare = SipUri { params: crate::Params::NONE, headers: b"", ..*sip };
        let mut text = Vec::with_capacity(64);
        bare.write(&mut text);
        text.extend_from_slice(&params);
        Self(text.into())
    }

    /// The URI.
    #[must_use]
    pub fn get(&self) -> Uri<'_> {
        Uri::read(&self.0).unwrap_or(Uri::Other { scheme: b"sip", rest: &self.0 })
    }
}

impl fmt::Debug for UriText {
    /// Without the user: it is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

/// One of those whom a request is for.
#[derive(Clone, Debug)]
pub struct ForkTarget {
    uri: UriText,
    hops: Vec<Target>,
    route: Vec<Bytes>,
    rows: Rows,
    left_out: Vec<HeaderName>,
}

impl ForkTarget {
    /// A URI, which becomes that of the request. Header fields and a method in it are left out (RFC 3261 §16.6, step 2).
    #[must_use]
    pub fn new(uri: &Uri<'_>) -> Self {
        Self {
            uri: UriText::of_request(uri),
            hops: Vec::new(),
            route: Vec::new(),
            rows: Rows::new(),
            left_out: Vec::new(),
        }
    }

    /// Where it is to be tried, one place after another, instead of where Route and URI lead (RFC 3261 §16.6, step 7).
    #[must_use]
    pub fn with_hops(mut self, hops: &[Target]) -> Self {
        self.hops = hops.to_vec();
        self
    }

    /// Adds a proxy that the request is to go through, behind those that were added before and in front of its own Route: each value
    /// of Path that was registered, say (RFC 3327 §5.3).
    #[must_use]
    pub fn with_route(mut self, route: &NameAddr<'_>) -> Self {
        let mut text = Vec::new();
        crate::header::HeaderField::write(&crate::header::Route(*route), &mut text);
        self.route.push(text.into());
        self
    }

    /// Rows that go with the request; with the same names in it they stand behind (RFC 3261 §16.6, step 5).
    #[must_use]
    pub fn with_rows(mut self, rows: &Rows) -> Self {
        self.rows.put_rows(rows);
        self
    }

    /// A header field of the request that does not go on: Proxy-Authorization that was for us, say (RFC 3261 §22.3).
    #[must_use]
    pub fn without(mut self, name: HeaderName) -> Self {
        self.left_out.push(name);
        self
    }

    /// The URI.
    #[must_use]
    pub const fn uri(&self) -> &UriText {
        &self.uri
    }

    pub(super) fn hops(&self) -> &[Target] {
        &self.hops
    }

    pub(super) fn route(&self) -> impl Iterator<Item = &[u8]> {
        self.route.iter().map(AsRef::as_ref)
    }

    pub(super) const fn rows(&self) -> &Rows {
        &self.rows
    }

    pub(super) fn keeps(&self, field: &Field<'_>) -> bool {
        !self.left_out.contains(&field.name)
    }
}
