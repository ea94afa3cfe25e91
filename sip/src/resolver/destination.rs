//! What a URI or a Via says of where to go.

use std::net::SocketAddr;

use crate::header::{Transport, Via};
use crate::uri::{Host, SipUri};

/// Where to go, before anything was looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Destination<'a> {
    /// The name or address that is looked up: of a URI the parameter `maddr`, or else its host (RFC 3263 §4, TARGET).
    pub host: Host<'a>,
    /// The domain that a certificate must be for: the host of the URI, whatever is looked up (RFC 5922 §7.3).
    pub domain: Host<'a>,
    /// The port, if it is named.
    pub port: Option<u16>,
    /// The transport, if it is named. Where TLS alone is used it is that transport with TLS on it.
    pub transport: Option<Named>,
    /// Whether TLS alone is used.
    pub secure: bool,
    /// An address that is tried before anything is looked up: where a response's request came from (RFC 3261 §18.2.2).
    pub first: Option<SocketAddr>,
}

/// A transport that is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Named {
    /// One that this crate knows.
    Known(Transport<'static>),
    /// Any other.
    Unknown,
}

impl<'a> Destination<'a> {
    /// Where a request goes whose next hop is this URI: its first Route, or else its Request-URI (RFC 3261 §8.1.2).
    #[must_use]
    pub fn of(uri: &SipUri<'a>) -> Self {
        Self {
            host: uri.maddr().unwrap_or(uri.host),
            domain: uri.host,
            port: uri.port,
            transport: uri.transport().map(named),
            secure: uri.secure,
            first: None,
        }
    }

    /// Where a response goes by its first Via when there is no connection that its request came by (RFC 3261 §18.2.2, RFC
    /// 3581 §4, RFC 3263 §5): `maddr` of datagrams; the address that the request came from; at last what its sender calls
    /// itself. `None` over WebSocket: nobody can be called back there (RFC 7118 §5).
    #[must_use]
    pub fn of_response(via: &Via<'a>) -> Option<Self> {
        if via.transport == Transport::WS || via.transport == Transport::WSS {
            return None;
        }
        let is_udp = via.transport == Transport::UDP;
        let sent_by_port = via.port.unwrap_or(via.transport.default_port());
        let maddr = via.maddr().filter(|_| is_udp);
        let received = via.received_ip().filter(|_| maddr.is_none());
        let port = via.rport.flatten().filter(|_| is_udp).unwrap_or(sent_by_port);
        Some(Self {
            host: maddr.unwrap_or(via.host),
            domain: via.host,
            // A group is no service whose servers are listed.
            port: via.port.or(maddr.map(|_| sent_by_port)),
            transport: Some(named(via.transport.0)),
            secure: super::options::is_secure(via.transport),
            first: received.map(|ip| SocketAddr::new(ip, port)),
        })
    }
}

/// The transport of this name. `tls`, which nobody is to write any more, is TLS on TCP (RFC 5630 §3.1.4).
fn named(text: &[u8]) -> Named {
    Transport(text).known().map_or(Named::Unknown, Named::Known)
}
