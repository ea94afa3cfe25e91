//! The request as it goes on (RFC 3261 §16.6).

use super::{ForkTarget, Proxy};
use crate::endpoint::{Source, Target, transport_param};
use crate::header::{HeaderField, HeaderName, MaxBreadth, MaxForwards, NameAddr, Route};
use crate::message::{Draft, Rows};
use crate::uri::Uri;
use crate::{Message, Method};

/// A request, as it came, and where it is to go.
pub(super) struct Onward<'a> {
    pub(super) request: &'a Message,
    pub(super) source: Source,
    pub(super) target: &'a ForkTarget,
    /// What is left for those behind (RFC 5393 §5.3); none of an ACK.
    pub(super) breadth: Option<u32>,
}

impl<'a> Onward<'a> {
    /// The URI that says where the next hop is: the first of Route, whether or not it routes strictly, or that of the request.
    pub(super) fn next_hop(&self) -> Uri<'a> {
        match self.route().next().map(Route::read) {
            Some(Ok(Route(first))) => first.uri,
            _ => self.target.uri().get(),
        }
    }

    fn route(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let rows = self.request.rows(HeaderName::ROUTE);
        self.target.route().chain(rows.flat_map(|row| row.values()).map(|(_, value)| value))
    }

    fn method(&self) -> Method<'a> {
        self.request.method().unwrap_or(Method(b""))
    }
}

impl Proxy {
    /// The request as it goes to this place, without its Via.
    pub(super) fn draft(&self, onward: &Onward<'_>, hop: Target) -> Draft {
        let (method, request, next) = (onward.method(), onward.request, onward.next_hop());
        let uri = onward.target.uri().get();
        let is_strict = onward.route().next().is_some() && !matches!(&next, Uri::Sip(next) if next.lr());
        // Who routes strictly looks for himself in the request line, and the rest of the way behind it.
        let stripped = super::UriText::of_request(&next);
        let mut draft = Draft::new(method, &if is_strict { stripped.get() } else { uri });
        let hops = request.get::<MaxForwards>().ok().flatten().map_or(70, |hops| hops.0.saturating_sub(1));
        draft.put(&MaxForwards(hops));
        draft.put_rows(&self.own_rows(onward, hop, &[&uri, &next]));
        for value in onward.route().skip(usize::from(is_strict)) {
            draft.put_raw(b"Route: ").put_raw(value).put_raw(b"\r\n");
        }
        if is_strict {
            draft.put(&Route(NameAddr::new(uri)));
        }
        if let Some(breadth) = onward.breadth {
            draft.put(&MaxBreadth(breadth));
        }
        draft.copy(request, |field| {
            let is_ours = match field.name {
                HeaderName::ROUTE | HeaderName::MAX_FORWARDS => true,
                HeaderName::MAX_BREADTH => onward.breadth.is_some(),
                _ => false,
            };
            !is_ours && onward.target.keeps(field)
        });
        draft.put_rows(onward.target.rows()).set_body_of(request);
        draft
    }

    /// Record-Route and Path, which are ours (RFC 3261 §16.6, step 4; RFC 3327 §5.2). Where the request leaves by another transport or
    /// address than it came by, each side has its own, that of the next hop first (RFC 5658 §5.1).
    fn own_rows(&self, onward: &Onward<'_>, hop: Target, uris: &[&Uri<'_>]) -> Rows {
        let mut rows = Rows::new();
        let name = match onward.method() {
            Method::REGISTER if self.config.path() => HeaderName::PATH.text(),
            Method::INVITE | Method::SUBSCRIBE | Method::REFER | Method::NOTIFY
                if self.config.record_route() =>
            {
                HeaderName::RECORD_ROUTE.text()
            }
            _ => return rows,
        };
        let is_secure = uris.iter().any(|uri| matches!(uri, Uri::Sip(uri) if uri.secure));
        let out = self.own_uri(hop, is_secure);
        let back = self.own_uri(Target::back_to(onward.source), is_secure);
        let is_same = out == back || name == HeaderName::PATH.text();
        for uri in out.iter().chain(back.iter().filter(|_| !is_same)) {
            rows.put_text(name, uri);
        }
        rows
    }

    /// Where we are reached from this side, in angle brackets; `None` if that is closed.
    fn own_uri(&self, side: Target, is_secure: bool) -> Option<Vec<u8>> {
        let (transport, sent_by) = self.endpoint.names_towards(side)?;
        let mut text = Vec::with_capacity(64);
        text.extend_from_slice(if is_secure { b"<sips:" } else { b"<sip:" });
        text.extend_from_slice(&sent_by);
        text.extend_from_slice(transport_param(transport, is_secure));
        text.extend_from_slice(b";lr>");
        Some(text)
    }
}
