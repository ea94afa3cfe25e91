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
    /// The flow that it goes by.
    pub(super) flow: Option<Target>,
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
    /// address than it came by, each side has its own, that of the next hop first (RFC 5658 §5). Those of user agents that are behind us
    /// have the token of their flow (RFC 5626 §5).
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
        let source = Target::back_to(onward.source);
        let bare = |side| self.own_uri(side, is_secure, None);
        let token = self.token_of_source(onward);
        if name == HeaderName::PATH.text() {
            if let Some(mut uri) = self.own_uri(hop, is_secure, token.as_deref()) {
                uri.extend_from_slice(if token.is_some() { b";ob>" } else { b">" });
                rows.put_text(name, &uri);
            }
            return rows;
        }
        let token_of_flow = self.token_of_flow(onward, hop);
        let is_same = bare(hop) == bare(source);
        // One is enough where one of them says all that both do.
        let has_out = !is_same || token_of_flow.is_some() || token.is_none();
        let has_back = !is_same || token.is_some();
        for (side, token, has) in [(hop, token_of_flow, has_out), (source, token, has_back)] {
            if let Some(mut uri) = self.own_uri(side, is_secure, token.as_deref()).filter(|_| has) {
                uri.push(b'>');
                rows.put_text(name, &uri);
            }
        }
        rows
    }

    /// Where we are reached from this side, up to the end of angle brackets, with this user; `None` if that is closed.
    fn own_uri(&self, side: Target, is_secure: bool, user: Option<&[u8]>) -> Option<Vec<u8>> {
        let (transport, sent_by) = self.endpoint.names_towards(side)?;
        let mut text = Vec::with_capacity(64);
        text.extend_from_slice(if is_secure { b"<sips:" } else { b"<sip:" });
        if let Some(user) = user {
            text.extend_from_slice(user);
            text.push(b'@');
        }
        text.extend_from_slice(&sent_by);
        text.extend_from_slice(transport_param(transport, is_secure));
        text.extend_from_slice(b";lr");
        Some(text)
    }
}
