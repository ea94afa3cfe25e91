//! URIs that are ours, taken out of a request (RFC 3261 §16.4).

use std::sync::Arc;

use super::Proxy;
use crate::endpoint::{Source, Target, transport_of};
use crate::header::{HeaderField, HeaderName, Route};
use crate::uri::{Host, SipUri, Uri};
use crate::{Message, StatusCode};

/// A request without what in its way was ours.
pub(super) struct Preprocessed {
    pub(super) request: Arc<Message>,
    /// Whether a Route of ours has brought it here.
    pub(super) is_routed: bool,
    /// The flow that it is to take, or what it is answered with.
    pub(super) flow: Option<Result<Target, StatusCode>>,
}

impl Proxy {
    /// Takes what is ours out of the way of a request.
    pub(super) fn preprocess(&self, request: Arc<Message>, source: Source) -> Preprocessed {
        let (changed, is_routed, flow) = match request.request().map(|line| line.uri()) {
            Some(Ok(uri)) => self.without_ours(&request, uri, source),
            _ => (None, false, None),
        };
        Preprocessed { request: changed.map_or(request, Arc::new), is_routed, flow }
    }

    fn without_ours<'a>(
        &self,
        request: &'a Message,
        uri: Uri<'a>,
        source: Source,
    ) -> (Option<Message>, bool, Option<Result<Target, StatusCode>>) {
        let rows = request.rows(HeaderName::ROUTE);
        let mut route: Vec<&[u8]> = rows.flat_map(|row| row.values()).map(|(_, value)| value).collect();
        let (mut uri, mut ours) = (uri, Vec::new());
        // A strict router has put what stood first in Route, and is ours, into the request line.
        if let Uri::Sip(sip) = uri
            && sip.lr()
            && sip.user.is_none_or(|user| self.is_token(user))
            && self.is_ours(&sip)
            && let Some(Ok(Route(last))) = route.last().map(|last| Route::read(last))
        {
            ours.push(sip);
            uri = last.uri;
            route.pop();
        }
        let mut text = Vec::new();
        if let Uri::Sip(sip) = uri
            && self.has_our_maddr(&sip, source)
        {
            without_maddr(&sip, &mut text);
        }
        // With two entries for two realms both are ours (RFC 5658 §5).
        let before = ours.len();
        ours.extend(route.iter().map_while(|value| self.our_route(value)));
        route.drain(..ours.len() - before);
        let is_routed = !ours.is_empty();
        if !text.is_empty() {
            uri = Uri::read(&text).unwrap_or(uri);
        }
        let is_changed = is_routed || !text.is_empty();
        let changed = if is_changed { request.rerouted(&uri, &route) } else { None };
        (changed, is_routed, self.flow_of(&ours, source))
    }

    /// A value of Route that is ours. More than one in a row have no other meaning than one.
    fn our_route<'a>(&self, value: &'a [u8]) -> Option<SipUri<'a>> {
        match Route::read(value).ok()?.0.uri {
            Uri::Sip(uri) => self.is_ours(&uri).then_some(uri),
            _ => None,
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
