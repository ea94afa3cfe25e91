//! Where requests go, and where messages came from.

use std::net::SocketAddr;
use std::sync::Arc;

use super::{Endpoint, Event, PathId, UsageError};
use crate::header::Transport;
use crate::uri::{Host, SipUri};

/// Where a message came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// The socket or connection.
    pub path: PathId,
    /// What carried it.
    pub transport: Transport<'static>,
    /// The address of the other end.
    pub addr: SocketAddr,
}

/// Where a request is to go: what the procedures of RFC 3263 have found, or a path that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    transport: Transport<'static>,
    addr: SocketAddr,
    path: Option<PathId>,
    /// Whether nothing but the path leads there.
    is_flow: bool,
}

impl Target {
    /// An address: from the first socket of this transport, or on a connection, which is made if there is none.
    #[must_use]
    pub const fn new(transport: Transport<'static>, addr: SocketAddr) -> Self {
        Self { transport, addr, path: None, is_flow: false }
    }

    /// The other end of where a message came from, on the same socket or connection: the flow of RFC 5626.
    #[must_use]
    pub const fn back_to(source: Source) -> Self {
        Self { transport: source.transport, addr: source.addr, path: Some(source.path), is_flow: true }
    }

    /// What a SIP URI with an address in it leads to, without asking anybody (RFC 3263 §4.1, §4.2); a `sips` URI by TLS on what it
    /// names (RFC 5630 §3.1.3). `None` for a name, which is to be resolved, or for a transport that is not known.
    #[must_use]
    pub fn of_uri(uri: &SipUri<'_>) -> Option<Self> {
        let ip = uri.maddr().unwrap_or(uri.host).ip()?;
        let transport = transport_of(uri)?;
        Some(Self::new(transport, SocketAddr::new(ip, uri.port.unwrap_or(transport.default_port()))))
    }

    /// The same from this socket, or on this connection or one made from this listener.
    #[must_use]
    pub const fn on(mut self, path: PathId) -> Self {
        self.path = Some(path);
        self
    }

    /// Another address, from the same socket.
    pub(crate) fn elsewhere(self, addr: SocketAddr) -> Self {
        let path = self.path.filter(|_| !self.transport.is_reliable());
        Self { addr, path, is_flow: false, ..self }
    }

    /// The path that is named.
    pub(crate) const fn path(&self) -> Option<PathId> {
        self.path
    }

    /// What is to carry the request.
    #[must_use]
    pub const fn transport(&self) -> Transport<'static> {
        self.transport
    }

    /// The address.
    #[must_use]
    pub const fn addr(&self) -> SocketAddr {
        self.addr
    }
}

/// What a URI with an address is reached by.
pub(crate) fn transport_of(uri: &SipUri<'_>) -> Option<Transport<'static>> {
    let named = match uri.transport() {
        Some(name) => Some(Transport(name).known()?),
        None => None,
    };
    Some(match (named, uri.secure) {
        (None, false) => Transport::UDP,
        (Some(named), false) => named,
        (Some(named), true) if named == Transport::WS => Transport::WSS,
        (Some(named), true) if named == Transport::SCTP => Transport::TLS_SCTP,
        (_, true) => Transport::TLS,
    })
}

/// How a URI says by what we are reached (RFC 3261 §19.1.1, RFC 4168 §4, RFC 7118 §5.2).
pub(crate) fn transport_param(transport: Transport<'_>, is_secure: bool) -> &'static [u8] {
    match transport {
        it if it == Transport::UDP => b"",
        it if it == Transport::TLS && is_secure => b"",
        it if it == Transport::TCP => b";transport=tcp",
        it if it == Transport::TLS => b";transport=tls",
        it if it == Transport::SCTP => b";transport=sctp",
        it if it == Transport::WS || it == Transport::WSS => b";transport=ws",
        _ => b"",
    }
}

/// A path and the address at its other end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hop {
    pub(super) path: PathId,
    pub(super) to: SocketAddr,
}

impl Endpoint {
    /// The path to a target for a request of so many octets; and the one that it takes if the first cannot be made.
    pub(super) fn hop(&mut self, target: Target, octets: usize) -> Result<(Hop, Option<Hop>), UsageError> {
        let Target { transport, addr: to, path, is_flow } = target;
        let listener = match path {
            Some(path) if self.paths.carries(path) => Some(path),
            Some(path) => return Ok((self.connected(path, to)?, None)),
            None => self.paths.local(transport, to),
        };
        if transport.is_reliable() {
            if let (Some(path), Some(_)) = (path, listener) {
                return Ok((Hop { path, to }, None));
            }
            return Ok((self.connection_to(transport, to)?, None));
        }
        let hop = Hop { path: listener.ok_or(UsageError::NoPath)?, to };
        // A connection to the same address and port, as RFC 3261 §18.1.1 has it.
        let is_long = !is_flow && octets > self.config.max_datagram();
        match is_long.then(|| self.connection_to(Transport::TCP, to)) {
            Some(Ok(stream)) => Ok((stream, Some(hop))),
            _ => Ok((hop, None)),
        }
    }

    /// What we are called by whoever a request to this target reaches: transport and `sent-by`.
    pub(crate) fn names_towards(&self, target: Target) -> Option<(Transport<'static>, Arc<[u8]>)> {
        let local = || self.paths.local(target.transport, target.addr);
        let named = target.path.and_then(|path| self.paths.names(path));
        named.or_else(|| self.paths.names(local()?))
    }

    /// The connection that a request to this target goes on, if there is one: to keep it alive, say.
    #[must_use]
    pub fn connection(&self, target: Target) -> Option<PathId> {
        let named = target.path.filter(|path| self.paths.connection(*path).is_some());
        named.or_else(|| self.paths.to(target.transport, target.addr))
    }

    /// The flow to there by the path of this number, if it is there still.
    pub(crate) fn flow(&self, number: u64, addr: SocketAddr) -> Option<Target> {
        self.paths.flow(number, addr).map(Target::back_to)
    }

    /// Whether a host and port are those of a socket or listener of ours.
    pub(crate) fn is_named(&self, host: &Host<'_>, port: u16) -> bool {
        self.paths.is_named(host, port)
    }

    /// The connection to there, which is made if there is none.
    pub(super) fn connection_to(
        &mut self,
        transport: Transport<'static>,
        to: SocketAddr,
    ) -> Result<Hop, UsageError> {
        if let Some(path) = self.paths.to(transport, to) {
            return Ok(Hop { path, to });
        }
        let listener = self.paths.local(transport, to).ok_or(UsageError::NoPath)?;
        self.connected(listener, to)
    }

    /// A connection made from this listener, or one that is there.
    fn connected(&mut self, listener: PathId, to: SocketAddr) -> Result<Hop, UsageError> {
        let (transport, _) = self.paths.names(listener).ok_or(UsageError::Gone)?;
        if let Some(path) = self.paths.to(transport, to) {
            return Ok(Hop { path, to });
        }
        let path = self.paths.open(listener, to, self.config.max_body())?;
        if self.config.keep_alives() {
            self.keep_alive(self.now, path, None)?;
        }
        self.events.push_back(Event::Connect { path, transport, to });
        Ok(Hop { path, to })
    }
}
