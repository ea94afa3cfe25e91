//! One SIP endpoint: its paths to others, and the client and server transactions on them (RFC 3261 §17, §18). The machine
//! behind the verbs that all crates of the family share; it owns no socket and reads no clock.
//!
//! | file | what |
//! |---|---|
//! | `endpoint/config.rs` | [`Config`]: timers and limits |
//! | `endpoint/event.rs` | [`Event`]: what the owner must know, and what went wrong |
//! | `endpoint/path.rs` | [`PathId`]: sockets, listeners and connections |
//! | `endpoint/hop.rs` | [`Target`], and the path that a request takes to it |
//! | `endpoint/ping.rs` | keep-alives of ours |
//! | `endpoint/receive.rs` | what becomes of a message that came |
//! | `endpoint/client.rs` | requests that were sent |
//! | `endpoint/server.rs` | requests that came |
//! | `endpoint/cancel.rs` | CANCEL, both ways |
//! | `endpoint/derived.rs` | ACK and CANCEL as they follow from the INVITE |
//! | `endpoint/room.rs` | where messages of ours are written |
//! | `endpoint/table.rs` | transactions by key and by handle |

mod cancel;
mod client;
mod config;
mod derived;
mod event;
mod hop;
mod path;
mod ping;
mod receive;
mod room;
mod server;
mod table;

use std::collections::VecDeque;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use brivas_timer::{TimerHandle, Wheel};
use bytes::{Bytes, BytesMut};

pub use client::{ClientId, Sent};
pub use config::Config;
pub use event::{Event, Failure, Stats, UsageError};
pub use hop::{Source, Target};
pub(crate) use hop::{transport_of, transport_param};
pub use path::{PathEvent, PathId};
pub use server::ServerId;
pub(crate) use table::Map;

use client::Client;
use path::Paths;
use room::Room;
use server::Server;
use table::Table;

use crate::token::Tokens;
use crate::transaction::{ClientKey, Keys, MergeKey, ServerKey};

/// A message to be sent: on a datagram socket to this address, or on a connection, whose other end it is.
#[derive(Clone)]
#[non_exhaustive]
pub struct Transmit {
    /// The socket or connection.
    pub path: PathId,
    /// Where it goes.
    pub to: SocketAddr,
    /// The whole message.
    pub octets: Bytes,
}

impl fmt::Debug for Transmit {
    /// Without the message: it is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Transmit({} octets on {:?})", self.octets.len(), self.path)
    }
}

/// What a timer is of.
#[derive(Clone, Copy, Debug)]
enum Timer {
    Client(ClientId),
    Server(ServerId),
    Ping(PathId),
}

/// A SIP element as far as its transactions go: what user agents, proxies and others are built on.
///
/// The owner loops: [`handle_datagram`](Self::handle_datagram), [`handle_input`](Self::handle_input) or
/// [`handle_message`](Self::handle_message) with what came, [`handle_timeout`](Self::handle_timeout) when
/// [`poll_timeout`](Self::poll_timeout) is due, then [`poll_event`](Self::poll_event) and
/// [`poll_transmit`](Self::poll_transmit) until they give `None`. The ten rules of the project's README hold.
pub struct Endpoint {
    config: Arc<Config>,
    now: Instant,
    keys: Keys,
    tokens: Tokens,
    wheel: Wheel<Timer>,
    paths: Paths,
    clients: Table<ClientKey, Client>,
    servers: Table<ServerKey, Server>,
    /// The requests without a To tag, by which one that came twice is known (RFC 3261 §8.2.2.2).
    merged: Map<MergeKey, ServerId>,
    out: VecDeque<Transmit>,
    events: VecDeque<Event>,
    stats: Stats,
    /// Room for a Via.
    scratch: Vec<u8>,
    /// Room for messages.
    room: Room,
    /// Whether responses are for us alone: one with another Via below ours went astray.
    is_last_hop: bool,
}

impl Endpoint {
    /// An endpoint without paths. Branches, tags and keys come from the seed, which nobody else may know.
    #[must_use]
    pub fn new(config: Arc<Config>, seed: [u8; 32], now: Instant) -> Self {
        let mut tokens = Tokens::new(seed);
        Self {
            now,
            keys: Keys::new(tokens.key()),
            tokens,
            wheel: Wheel::new(now),
            paths: Paths::new(),
            clients: Table::with_limit(config.max_clients()),
            servers: Table::with_limit(config.max_servers()),
            merged: Map::default(),
            out: VecDeque::new(),
            events: VecDeque::new(),
            stats: Stats::default(),
            scratch: Vec::new(),
            room: Room::default(),
            is_last_hop: false,
            config,
        }
    }

    /// Discards responses with more than one Via, before their transaction sees them: they went astray (RFC 3261 §8.1.3.3).
    pub(crate) const fn expect_one_via(&mut self) {
        self.is_last_hop = true;
    }

    /// Takes a datagram that came on this socket. Its octets are kept as long as the transaction: let them be a piece of their
    /// own, not one of a large buffer.
    pub fn handle_datagram(&mut self, now: Instant, path: PathId, from: SocketAddr, octets: Bytes) {
        self.advance(now);
        let Some(transport) = self.paths.socket(path) else { return };
        self.on_octets(Source { path, transport, addr: from }, octets);
    }

    /// Takes a whole message that came on this connection, if it is one that keeps messages apart: WebSocket (RFC 7118 §5).
    pub fn handle_message(&mut self, now: Instant, path: PathId, octets: Bytes) {
        self.advance(now);
        let Some(connection) = self.paths.connection(path) else { return };
        let source = Source { path, transport: connection.transport, addr: connection.remote };
        self.on_octets(source, octets);
    }

    /// Takes every whole message off the front of what came on this connection; the rest stays.
    pub fn handle_input(&mut self, now: Instant, path: PathId, input: &mut BytesMut) {
        self.advance(now);
        while self.wants_input() {
            let Some(connection) = self.paths.connection_mut(path) else {
                input.clear();
                return;
            };
            let source = Source { path, transport: connection.transport, addr: connection.remote };
            let Some(frame) = connection.framer.next(input) else { return };
            self.on_frame(source, frame);
        }
    }

    /// Tells what became of a connection.
    pub fn handle_path(&mut self, now: Instant, path: PathId, event: PathEvent) {
        self.advance(now);
        match event {
            PathEvent::Up => self.on_up(path),
            PathEvent::Down => self.on_down(path),
        }
    }

    /// Runs every timer that is due, in the order of their deadlines.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.advance(now);
        while let Some((_, timer)) = self.wheel.pop_due(self.now) {
            match timer {
                Timer::Client(id) => self.on_client_timer(id),
                Timer::Server(id) => self.on_server_timer(id),
                Timer::Ping(path) => self.on_ping_timer(path),
            }
        }
    }

    /// The next message to be sent.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        self.out.pop_front()
    }

    /// The next thing that the owner must know.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// When [`Self::handle_timeout`] is to be called next.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.wheel.next_deadline()
    }

    /// Whether more of the peers will be taken. While not, leave sockets and connections unread: that is the backpressure. A
    /// request on a datagram that is given all the same is answered 503.
    #[must_use]
    pub fn wants_input(&self) -> bool {
        self.events.len() < self.config.max_events() && self.out.len() < self.config.max_transmit()
    }

    /// How many requests that were sent, and how many that came, have a transaction.
    #[must_use]
    pub fn transactions(&self) -> (usize, usize) {
        (self.clients.len(), self.servers.len())
    }

    /// What has been counted so far.
    #[must_use]
    pub const fn stats(&self) -> Stats {
        self.stats
    }

    /// The settings.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// What makes the keys of transactions and dialogs.
    pub(crate) const fn keys(&self) -> &Keys {
        &self.keys
    }

    fn advance(&mut self, now: Instant) {
        self.now = self.now.max(now);
    }

    fn send(&mut self, path: PathId, to: SocketAddr, octets: Bytes) {
        if !self.paths.carries(path) {
            return;
        }
        self.stats.messages_sent += 1;
        match self.paths.connection_mut(path) {
            // What is too much is lost as on the way: whoever has sent it fails in time.
            Some(connection) if !connection.is_up => {
                if connection.queue.len() < self.config.max_transmit() {
                    connection.queue.push(octets);
                }
            }
            Some(connection) => self.out.push_back(Transmit { path, to: connection.remote, octets }),
            None => self.out.push_back(Transmit { path, to, octets }),
        }
    }
}

impl fmt::Debug for Endpoint {
    /// How much there is of what, and nothing of a message or a key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (clients, servers) = self.transactions();
        write!(f, "Endpoint({clients} requests sent, {servers} received)")
    }
}

/// Lets a transaction have one timer, at its next deadline.
fn rearm(wheel: &mut Wheel<Timer>, timer: &mut Option<TimerHandle>, next: Option<Instant>, of: Timer) {
    match (*timer, next) {
        (Some(armed), Some(next)) => {
            wheel.rearm(armed, next);
        }
        (None, Some(next)) => *timer = Some(wheel.arm(next, of)),
        (Some(armed), None) => {
            wheel.cancel(armed);
            *timer = None;
        }
        (None, None) => {}
    }
}
