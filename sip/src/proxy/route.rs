//! URIs that are ours, taken out of a request (RFC 3261 §16.4).

use std::sync::Arc;

use super::Proxy;
use crate::Message;
use crate::endpoint::{Source, transport_of};
use crate::header::{HeaderField, HeaderName, Route};
use crate::uri::{Host, SipUri, Uri};

impl Proxy {
    /// The request without what in its way is ours, and whether a Route of ours has brought it here.
    pub(super) fn preprocess(&self, request: Arc<Message>, source: Source) -> (Arc<Message>, bool) {
        let (changed, is_routed) = self.without_ours(&request, source);
        (changed.map_or(request, Arc::new), is_routed)
    }

    fn without_ours(&self, request: &Message, source: Source) -> (Option<Message>, bool) {
        let Some(Ok(mut uri)) = request.request().map(|line| line.uri()) else { return (None, false) };
        let rows = request.rows(HeaderName::ROUTE);
        let mut route: Vec<&[u8]> = rows.flat_map(|row| row.values()).map(|(_, value)| value).collect();
        let mut is_routed = false;
        // A strict router has put what stood first in Route, and is ours, into the request line.
        if let Uri::Sip(sip) = uri
            && sip.lr()
            && sip.user.is_none()
            && self.is_ours(&sip)
            && let Some(Ok(Route(last))) = route.last().map(|last| Route::read(last))
        {
            uri = last.uri;
            route.pop();
            is_routed = true;
        }
        let mut text = Vec::new();
        if let Uri::Sip(sip) = uri
            && self.has_our_maddr(&sip, source)
        {
            without_maddr(&sip, &mut text);
        }
        // With two entries for two realms both are ours (RFC 5658 §6).
        let ours = route.iter().take_while(|value| self.is_our_route(value)).count();
        route.drain(..ours);
        is_routed |= ours > 0;
        if !text.is_empty() {
            uri = Uri::read(&text).unwrap_or(uri);
        }
        let is_changed = is_routed || !text.is_empty();
        (if is_changed { request.rerouted(&uri, &route) } else { None }, is_routed)
    }

    /// Whether a value of Route is ours. More than one in a row have no other meaning than one.
    fn is_our_route(&self, value: &[u8]) -> bool {
        match Route::read(value) {
            Ok(Route(addr)) => matches!(addr.uri, Uri::Sip(uri) if self.is_ours(&uri)),
            Err(_) => false,
        }
    }

    /// Whether a URI leads to us, whoever its user is.
    pub(super) fn is_ours(&self, uri: &SipUri<'_>) -> bool {
        self.is_our_host(&uri.host, port(uri))
    }

    fn is_our_host(&self, host: &Host<'_>, port: u16) -> bool {
        let is_it = |(own, own_port): (&[u8], Option<u16>)| {
            Host(own).is_same(host) && own_port.is_none_or(|own_port| own_port == port)
        };
        self.endpoint.is_named(host, port) || self.config.hosts().any(is_it)
    }

    /// Whether `maddr` is ours, and the request has come by what the URI says.
    fn has_our_maddr(&self, uri: &SipUri<'_>, source: Source) -> bool {
        uri.maddr().is_some_and(|maddr| self.is_our_host(&maddr, port(uri)))
            && transport_of(uri) == Some(source.transport)
    }
}

/// The same URI without `maddr`, and without the port and transport that belong to it.
fn without_maddr(uri: &SipUri<'_>, text: &mut Vec<u8>) {
    SipUri { port: None, params: crate::Params::NONE, headers: b"", ..*uri }.write(text);
    uri.params.write_without(&[b"maddr", b"transport"], text);
}

/// The port that a URI means (RFC 3261 §19.1.2).
fn port(uri: &SipUri<'_>) -> u16 {
    uri.port.unwrap_or(transport_of(uri).map_or(5060, |transport| transport.default_port()))
}
