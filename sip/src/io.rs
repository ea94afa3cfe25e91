//! The tokio adapter: drives a [`Machine`], as [`Endpoint`](crate::Endpoint) and [`UserAgent`](crate::UserAgent) are, over UDP, TCP, TLS and
//! WebSocket (feature `tokio`).
//!
//! | file | what |
//! |---|---|
//! | `io.rs` | [`Driver`]: one loop for the machine, its timers, its sockets and its listeners |
//! | `io/machine.rs` | [`Machine`]: the verbs that are driven |
//! | `io/config.rs` | [`Config`]: limits, and TLS as a client |
//! | `io/udp.rs` | datagram sockets |
//! | `io/listener.rs` | [`Accept`]: what is spoken on a listener |
//! | `io/opening.rs` | how a connection is made: TCP, then TLS, then WebSocket |
//! | `io/connection.rs` | a connection, as the driver and as its task see it |
//! | `io/links.rs` | the driver's connections: made, accepted, read and forgotten |
//! | `io/wire.rs` | octets and messages on it |
//! | `io/alarm.rs` | a sleep |
//!
//! Datagrams are read and written by the driver itself. Each connection has a task, so that one that waits costs nothing and
//! one that is encrypted can use another core; it reads once, and not again until the machine has taken what it read.
//!
//! **More than one core.** A machine lives on one thread at a time; for N cores run N drivers, each with a machine of its own.
//! Let each have a socket, a port and so a Contact of its own: what belongs to a dialog then comes back to the machine that has
//! it. Where all must share one port, [`bind_udp`] shares it (`SO_REUSEPORT`): the kernel keeps to one socket what comes from
//! one address, so that is right for peers that send all of a dialog from one address, and for no others.
#![allow(clippy::disallowed_methods)] // this module is the one that reads the clock

mod alarm;
mod config;
mod connection;
mod links;
mod listener;
mod machine;
mod opening;
mod udp;
mod wire;

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::net::{TcpListener, UdpSocket};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

pub use config::Config;
pub use listener::Accept;
pub use machine::Machine;
pub use udp::bind_udp;

use alarm::Alarm;
use connection::{Arrival, Connection};
use listener::Listener;
use udp::Udp;

use crate::endpoint::{self, PathId, Transmit, UsageError};
use crate::header::Transport;

/// How often the loop goes round before the runtime gets a chance to run something else.
const TURN: usize = 32;
/// What is taken of each socket, of each listener and of all connections in one round.
const BATCH: usize = 64;

/// A machine, and the sockets, listeners and connections that it speaks on.
///
/// Await [`next_event`](Self::next_event) in a loop, and call the machine's own verbs through [`machine`](Self::machine)
/// whenever you like: what they send goes out at the next await. Connections are made, and closed, as the machine asks for it;
/// those events never come to the owner. It must be used within a runtime of tokio's, since it spawns; dropping it closes all.
pub struct Driver<M> {
    machine: M,
    config: Config,
    sockets: Vec<Udp>,
    listeners: Vec<Listener>,
    connections: BTreeMap<PathId, Connection>,
    /// The connection whose last octets the machine has not taken yet. There is one at most: nothing more is given to the
    /// machine meanwhile.
    stalled: Option<PathId>,
    arrivals: mpsc::UnboundedReceiver<Arrival>,
    /// What the tasks tell by.
    teller: mpsc::UnboundedSender<Arrival>,
    tasks: JoinSet<()>,
    /// Room for a datagram.
    buffer: Box<[u8]>,
    alarm: Alarm,
    /// When it is over at the latest, once it is to end.
    end: Option<Instant>,
    errors: VecDeque<io::Error>,
}

impl<M: Machine> Driver<M> {
    /// A driver without sockets.
    #[must_use]
    pub fn new(machine: M, config: Config) -> Self {
        let (teller, arrivals) = mpsc::unbounded_channel();
        Self {
            machine,
            config,
            sockets: Vec::new(),
            listeners: Vec::new(),
            connections: BTreeMap::new(),
            stalled: None,
            arrivals,
            teller,
            tasks: JoinSet::new(),
            buffer: vec![0; udp::LONGEST].into(),
            alarm: Alarm::new(),
            end: None,
            errors: VecDeque::new(),
        }
    }

    /// The machine, to call its verbs.
    pub const fn machine(&mut self) -> &mut M {
        &mut self.machine
    }

    /// Adds a datagram socket. `sent_by` is the host and port that others reach it by, such as `192.0.2.1:5060`.
    ///
    /// # Errors
    /// As of [`Endpoint::listen`](crate::Endpoint::listen).
    pub fn add_socket(&mut self, socket: UdpSocket, sent_by: &[u8]) -> Result<PathId, UsageError> {
        let path = self.machine.endpoint().listen(Transport::UDP, sent_by)?;
        self.sockets.push(Udp::new(path, socket));
        Ok(path)
    }

    /// Adds a listener, and says what is spoken on it. A client that nobody connects to needs none: it calls
    /// [`Endpoint::listen`](crate::Endpoint::listen) alone, to have a name.
    ///
    /// # Errors
    /// As of [`Endpoint::listen`](crate::Endpoint::listen).
    pub fn add_listener(
        &mut self,
        listener: TcpListener,
        accept: Accept,
        sent_by: &[u8],
    ) -> Result<PathId, UsageError> {
        let path = self.machine.endpoint().listen(accept.transport(), sent_by)?;
        self.listeners.push(Listener::new(path, listener, accept));
        Ok(path)
    }

    /// How many connections there are, those included that are being made.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.connections.len()
    }

    /// Octets that wait for connections to take them.
    #[must_use]
    pub fn unsent(&self) -> usize {
        self.connections.values().map(Connection::unsent).sum()
    }

    /// What a socket, a listener or a connection failed with, the oldest of the last 64. The machine has been told already.
    pub fn take_error(&mut self) -> Option<io::Error> {
        self.errors.pop_front()
    }

    /// Begins to end: no connection is accepted any more, and once no transaction is left, or after this time,
    /// [`Self::next_event`] gives `None`. New requests still come as events: refuse them.
    pub fn shut_down(&mut self, limit: Duration) {
        self.listeners.clear();
        self.end = Some(Instant::now() + limit);
    }

    /// The next event; `None` at the end of [`Self::shut_down`]. Dropping the future loses nothing, so it can stand in a
    /// `select!`.
    pub async fn next_event(&mut self) -> Option<M::Event> {
        poll_fn(|context| self.poll_next_event(context)).await
    }

    /// As [`Self::next_event`], for those who write futures by hand.
    pub fn poll_next_event(&mut self, context: &mut Context<'_>) -> Poll<Option<M::Event>> {
        for _ in 0..TURN {
            let now = Instant::now();
            let mut moved = self.run_timers(now, context);
            while let Some(event) = self.machine.poll_event() {
                match M::endpoint_event(&event) {
                    Some(&endpoint::Event::Connect { path, transport, to }) => {
                        self.connect(path, transport, to);
                    }
                    Some(&endpoint::Event::Disconnect { path }) => {
                        // What was sent on it before goes out before it is closed.
                        self.transmit(now);
                        self.connections.remove(&path);
                    }
                    _ => return Poll::Ready(Some(event)),
                }
                moved = true;
            }
            moved |= self.transmit(now);
            if self.end.is_some_and(|end| self.has_ended(now, end, context)) {
                return Poll::Ready(None);
            }
            moved |= self.take_sockets(now, context);
            moved |= self.take_arrivals(now, context);
            moved |= self.take_connections(now, context);
            if !moved {
                return Poll::Pending;
            }
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }

    /// Runs what is due, and sets the alarm for what is not.
    fn run_timers(&mut self, now: Instant, context: &mut Context<'_>) -> bool {
        let due = self.machine.poll_timeout().filter(|due| *due <= now);
        if due.is_some() {
            self.machine.handle_timeout(now);
        }
        let resting = self.listeners.iter().filter_map(Listener::rests_until);
        let deadline = self.machine.poll_timeout().into_iter().chain(self.end).chain(resting).min();
        let Some(deadline) = deadline else { return due.is_some() };
        deadline <= now || self.alarm.poll(deadline, context) || due.is_some()
    }

    /// Hands out what the machine has to send. A connection that does not take it is given up.
    fn transmit(&mut self, now: Instant) -> bool {
        let mut moved = false;
        while let Some(Transmit { path, to, octets }) = self.machine.poll_transmit() {
            moved = true;
            if let Some(socket) = self.sockets.iter_mut().find(|socket| socket.path == path) {
                if socket.send(to, octets) {
                    self.machine.handle_unreachable(now, path, to);
                }
            } else if let Some(connection) = self.connections.get(&path)
                && !connection.send(octets, self.config.max_unsent())
            {
                connection.abort();
                self.forget(now, path, Some(io::ErrorKind::WriteZero.into()));
            }
        }
        moved
    }

    fn take_sockets(&mut self, now: Instant, context: &mut Context<'_>) -> bool {
        let mut moved = false;
        for socket in &mut self.sockets {
            while let Some(unreachable) = socket.write(context) {
                moved = true;
                if let Some(to) = unreachable {
                    self.machine.handle_unreachable(now, socket.path, to);
                }
            }
            for _ in 0..BATCH {
                if !self.machine.wants_input() {
                    break;
                }
                match socket.read(&mut self.buffer, context) {
                    Poll::Ready(Ok((from, octets))) => {
                        self.machine.handle_datagram(now, socket.path, from, octets);
                        moved = true;
                    }
                    Poll::Ready(Err(error)) => note(&mut self.errors, error),
                    Poll::Pending => break,
                }
            }
        }
        moved
    }

    /// Whether nothing is left to be done, and what was sent is out.
    fn has_ended(&mut self, now: Instant, end: Instant, context: &mut Context<'_>) -> bool {
        if now >= end {
            return true;
        }
        if self.machine.endpoint().transactions() != (0, 0) || self.sockets.iter().any(Udp::is_waiting) {
            return false;
        }
        self.connections.clear();
        matches!(self.tasks.poll_join_next(context), Poll::Ready(None))
    }
}

impl<M: fmt::Debug> fmt::Debug for Driver<M> {
    /// How much there is of what, and nothing of what came or goes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sockets, connections) = (self.sockets.len(), self.connections.len());
        write!(f, "Driver({sockets} sockets, {connections} connections, {:?})", self.machine)
    }
}

/// Keeps an error for the owner, and not more than 64.
fn note(errors: &mut VecDeque<io::Error>, error: io::Error) {
    if errors.len() >= BATCH {
        errors.pop_front();
    }
    errors.push_back(error);
}
