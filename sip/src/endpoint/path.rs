//! Sockets, listeners and connections, as far as an endpoint knows them.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use brivas_timer::{Handle, Slab};
use bytes::Bytes;

use super::hop::Hop;
use super::ping::Ping;
use super::{ClientId, Endpoint, Event, Source, Transmit, UsageError};
use crate::header::Transport;
use crate::message::Framer;
use crate::scan::Scan;
use crate::uri::Host;

/// A datagram socket, a listener for connections, or a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathId(Handle);

impl PathId {
    /// A number that no other path of the endpoint has or had.
    pub(crate) fn number(self) -> u64 {
        number(self.0)
    }
}

/// What became of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathEvent {
    /// It is made, and messages can be sent.
    Up,
    /// It could not be made, or is closed. Nothing more is to be told of it.
    Down,
}

/// All of them.
#[derive(Debug)]
pub(super) struct Paths {
    slab: Slab<Path>,
    /// The connections that requests can be sent on, by transport and other end.
    by_remote: BTreeMap<(usize, SocketAddr), PathId>,
    /// All by their numbers.
    by_number: BTreeMap<u64, PathId>,
    /// Sockets and listeners in their order.
    locals: Vec<PathId>,
    /// The requests on datagrams that nothing was heard of yet, by socket and other end.
    unheard: BTreeMap<(PathId, SocketAddr, u64), ClientId>,
}

/// One of them.
#[derive(Debug)]
struct Path {
    transport: Transport<'static>,
    sent_by: Arc<[u8]>,
    connection: Option<Connection>,
}

/// A connection.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) transport: Transport<'static>,
    pub(super) remote: SocketAddr,
    pub(super) is_up: bool,
    /// What waits until it is made.
    pub(super) queue: Vec<Bytes>,
    pub(super) framer: Framer,
    /// Whether one CR LF came since the last message: the second makes a ping (RFC 5626 §4.4.1).
    pub(super) half_ping: bool,
    /// The requests on it that nothing was heard of yet.
    pub(super) waiting: BTreeSet<ClientId>,
    /// The pings of ours on it.
    pub(super) ping: Option<Box<Ping>>,
    /// The other end as requests are sent to it, if they can be.
    reached_as: Option<SocketAddr>,
}

impl Paths {
    pub(super) fn new() -> Self {
        let (by_remote, by_number, unheard) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { slab: Slab::new(), by_remote, by_number, locals: Vec::new(), unheard }
    }

    fn add(&mut self, path: Path) -> Result<PathId, UsageError> {
        let path = self.slab.insert(path).map(PathId).map_err(|_| UsageError::Full)?;
        self.by_number.insert(path.number(), path);
        Ok(path)
    }

    /// What leads to there on the path of this number, and is there still: a socket, or the connection from there.
    pub(super) fn flow(&self, number: u64, addr: SocketAddr) -> Option<Source> {
        let path = *self.by_number.get(&number)?;
        let transport = match self.connection(path) {
            Some(connection) => (connection.remote == addr).then_some(connection.transport)?,
            None => self.socket(path)?,
        };
        Some(Source { path, transport, addr })
    }

    /// What comes on this datagram socket is carried by.
    pub(super) fn socket(&self, path: PathId) -> Option<Transport<'static>> {
        let path = self.slab.get(path.0)?;
        (path.connection.is_none() && !path.transport.is_reliable()).then_some(path.transport)
    }

    pub(super) fn connection(&self, path: PathId) -> Option<&Connection> {
        self.slab.get(path.0)?.connection.as_ref()
    }

    pub(super) fn connection_mut(&mut self, path: PathId) -> Option<&mut Connection> {
        self.slab.get_mut(path.0)?.connection.as_mut()
    }

    pub(super) fn ping_mut(&mut self, path: PathId) -> Option<&mut Ping> {
        self.connection_mut(path)?.ping.as_deref_mut()
    }

    /// Whether something can be sent on it.
    pub(super) fn carries(&self, path: PathId) -> bool {
        let found = self.slab.get(path.0);
        found.is_some_and(|path| path.connection.is_some() || !path.transport.is_reliable())
    }

    /// What it says of itself in Via: transport and `sent-by`.
    pub(super) fn names(&self, path: PathId) -> Option<(Transport<'static>, Arc<[u8]>)> {
        self.slab.get(path.0).map(|path| (path.transport, Arc::clone(&path.sent_by)))
    }

    /// The first socket or listener of this transport whose address is of the same family, or is a name.
    pub(super) fn local(&self, transport: Transport<'_>, to: SocketAddr) -> Option<PathId> {
        let fits = |path: &&PathId| {
            let Some(path) = self.slab.get(path.0) else { return false };
            let ip = read_sent_by(&path.sent_by).and_then(|(host, _)| host.ip());
            path.transport == transport && ip.is_none_or(|ip| ip.is_ipv4() == to.is_ipv4())
        };
        self.locals.iter().find(fits).copied()
    }

    /// Whether a socket or listener says of itself that it is this.
    pub(super) fn is_named(&self, host: &Host<'_>, port: u16) -> bool {
        self.locals.iter().filter_map(|path| self.slab.get(path.0)).any(|path| {
            let own_port = |port: Option<u16>| port.unwrap_or(path.transport.default_port());
            let own = read_sent_by(&path.sent_by);
            own.is_some_and(|(own, own_named)| own.is_same(host) && own_port(own_named) == port)
        })
    }

    /// The connection to there.
    pub(super) fn to(&self, transport: Transport<'_>, to: SocketAddr) -> Option<PathId> {
        self.by_remote.get(&(transport.number()?, to)).copied()
    }

    /// Makes a connection from this listener, and says that requests to there go on it.
    pub(super) fn open(
        &mut self,
        listener: PathId,
        to: SocketAddr,
        max_body: usize,
    ) -> Result<PathId, UsageError> {
        let path = self.connect(listener, to, false, max_body)?;
        self.reach(path, to)?;
        Ok(path)
    }

    fn connect(
        &mut self,
        listener: PathId,
        remote: SocketAddr,
        is_up: bool,
        max_body: usize,
    ) -> Result<PathId, UsageError> {
        let (transport, sent_by) = self.names(listener).ok_or(UsageError::Gone)?;
        let connection = Connection {
            transport,
            remote,
            is_up,
            queue: Vec::new(),
            framer: Framer::new().with_longest_body(max_body),
            half_ping: false,
            waiting: BTreeSet::new(),
            ping: None,
            reached_as: None,
        };
        self.add(Path { transport, sent_by, connection: Some(connection) })
    }

    /// A request was sent on this way, and waits for what is heard of it.
    pub(super) fn wait(&mut self, hop: Hop, id: ClientId) {
        match self.connection_mut(hop.path) {
            Some(connection) => {
                connection.waiting.insert(id);
            }
            None => {
                self.unheard.insert((hop.path, hop.to, number(id.handle())), id);
            }
        }
    }

    /// Something was heard of it, or it is over.
    pub(super) fn heard(&mut self, hop: Hop, id: ClientId) {
        match self.connection_mut(hop.path) {
            Some(connection) => {
                connection.waiting.remove(&id);
            }
            None => {
                self.unheard.remove(&(hop.path, hop.to, number(id.handle())));
            }
        }
    }

    /// Lets requests to there go on this connection.
    fn reach(&mut self, path: PathId, to: SocketAddr) -> Result<(), UsageError> {
        let connection = self.connection_mut(path).ok_or(UsageError::Gone)?;
        let number = connection.transport.number().ok_or(UsageError::NoPath)?;
        let before = connection.reached_as.replace(to);
        if let Some(before) = before {
            self.by_remote.remove(&(number, before));
        }
        self.by_remote.insert((number, to), path);
        Ok(())
    }

    fn remove(&mut self, path: PathId) -> Option<Connection> {
        let connection = self.slab.get_mut(path.0)?.connection.take()?;
        self.slab.remove(path.0);
        self.by_number.remove(&path.number());
        if let (Some(number), Some(to)) = (connection.transport.number(), connection.reached_as) {
            let key = (number, to);
            if self.by_remote.get(&key) == Some(&path) {
                self.by_remote.remove(&key);
            }
        }
        Some(connection)
    }
}

/// A handle as a number.
fn number(handle: Handle) -> u64 {
    u64::from(handle.index()) << 32 | u64::from(handle.generation())
}

/// A host, and a port maybe.
pub(super) fn read_sent_by(text: &[u8]) -> Option<(Host<'_>, Option<u16>)> {
    let mut scan = Scan::new(text);
    let found = Host::read_with_port(&mut scan).ok()?;
    scan.is_empty().then_some(found)
}

impl Endpoint {
    /// Adds a datagram socket, or a listener for connections: what others reach us by. `sent_by` is the host and port that is
    /// told to them, such as `192.0.2.1:5060` (RFC 3261 §18.1.1).
    ///
    /// A user agent on WebSocket, which nobody can reach, has a listener too: with a name that ends in `.invalid` (RFC 7118
    /// §5).
    ///
    /// # Errors
    /// [`UsageError::SentBy`].
    pub fn listen(&mut self, transport: Transport<'static>, sent_by: &[u8]) -> Result<PathId, UsageError> {
        read_sent_by(sent_by).ok_or(UsageError::SentBy)?;
        let path = self.paths.add(Path { transport, sent_by: sent_by.into(), connection: None })?;
        self.paths.locals.push(path);
        Ok(path)
    }

    /// Adds a connection that a peer has made to this listener. Requests go out on it only by name
    /// ([`Target::on`](super::Target::on)), unless [`Self::alias`] is called (RFC 5923).
    ///
    /// # Errors
    /// [`UsageError::Gone`]: no such listener.
    pub fn accept(
        &mut self,
        now: Instant,
        listener: PathId,
        remote: SocketAddr,
    ) -> Result<PathId, UsageError> {
        self.advance(now);
        let max_body = self.config.max_body();
        self.paths.connect(listener, remote, true, max_body)
    }

    /// Lets requests to this address go out on a connection that the peer has made: its Via has `alias`, and both sides have
    /// proved who they are (RFC 5923 §5). `remote` is where the peer listens.
    ///
    /// # Errors
    /// [`UsageError::Gone`]: no such connection.
    pub fn alias(&mut self, path: PathId, remote: SocketAddr) -> Result<(), UsageError> {
        self.paths.reach(path, remote)
    }

    pub(super) fn on_up(&mut self, path: PathId) {
        let Some(connection) = self.paths.connection_mut(path) else { return };
        connection.is_up = true;
        let to = connection.remote;
        let waiting = std::mem::take(&mut connection.queue);
        self.out.extend(waiting.into_iter().map(|octets| Transmit { path, to, octets }));
        self.arm_ping(path);
    }

    /// The requests on it that nothing was heard of take another way, or have failed. Others go on: their responses come on
    /// another connection, which the peer makes (RFC 3261 §18.2.2).
    pub(super) fn on_down(&mut self, path: PathId) {
        let Some(connection) = self.paths.remove(path) else { return };
        for id in connection.waiting {
            self.on_lost(id, !connection.is_up);
        }
        self.end_ping(path, connection.ping);
    }

    /// Tells that a datagram from this socket to there was not delivered: the network has said so (ICMP: host, network, port or
    /// protocol unreachable, or a parameter problem), or the system would not send it. The requests to there that nothing was heard of
    /// fail at once, so that another place can be tried (RFC 3261 §18.4, §8.1.3.1). That a datagram has lived too long, or that there are
    /// too many, is not to be told.
    pub fn handle_unreachable(&mut self, now: Instant, path: PathId, peer: SocketAddr) {
        self.advance(now);
        let range = (path, peer, 0)..=(path, peer, u64::MAX);
        let unheard: Vec<_> = self.paths.unheard.range(range).map(|(_, id)| *id).collect();
        for id in unheard {
            self.on_lost(id, false);
        }
    }

    /// Nobody knows where the next message begins.
    pub(super) fn disconnect(&mut self, path: PathId) {
        self.events.push_back(Event::Disconnect { path });
        self.on_down(path);
    }
}
