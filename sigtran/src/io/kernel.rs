//! SCTP of the Linux kernel, by the crate `sctp-rs`: associations with several paths.
//!
//! Each association is a socket of its own. The kernel sees to everything that `sctp/udp.rs` does; its settings are those of
//! the system (`net.sctp.*`). Each message asks to be acknowledged at once (RFC 7053), since `sctp-rs` cannot switch off the
//! delay of small messages behind unacknowledged ones (RFC 6458 §8.1.5), which would be as long as the peer's SACK delay.

mod config;
mod link;

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use sctp_rs::{
    BindxFlags, ConnectedSocket, Event as Notification, Listener, Socket, SocketToAssociation,
    SubscribeEventAssocId,
};

use crate::m3ua::AssociationId;
use crate::sctp::{DownReason, Event, FIRST_INCOMING, Remote, Sctp, UsageError};
pub use config::KernelConfig;
use link::Link;

/// A future of `sctp-rs`, kept until it is ready.
type Later<T> = Pin<Box<dyn Future<Output = io::Result<T>>>>;

/// How many peers may wait to be accepted.
const BACKLOG: i32 = 128;

/// What the kernel tells of an association, besides its messages.
const NOTIFICATIONS: [Notification; 3] =
    [Notification::Association, Notification::Shutdown, Notification::SenderDry];

/// The kernel's SCTP at some local addresses. It lives on one thread, as `sctp-rs` has it.
pub struct KernelSctp {
    config: KernelConfig,
    local: Vec<SocketAddr>,
    accepting: Option<Accepting>,
    opening: BTreeMap<AssociationId, Opening>,
    links: BTreeMap<AssociationId, Link>,
    next_incoming: u32,
    events: VecDeque<Event>,
}

struct Opening {
    future: Later<(ConnectedSocket, sctp_rs::AssociationId)>,
    /// The owner has ended it. The kernel must come to an end first, as `sctp-rs` closes no socket before.
    abandoned: bool,
}

struct Accepting {
    listener: Arc<Listener>,
    next: Later<(ConnectedSocket, SocketAddr)>,
}

impl KernelSctp {
    /// At these addresses, all with the same port; listening if the settings say so. Associations that we open have
    /// this port if we do not listen, so that there can be one of them; with the port 0, or listening, each has another.
    ///
    /// # Errors
    /// What the kernel gives: that it has no SCTP, an address that is not ours, a port that is taken.
    pub fn new(config: KernelConfig, local: &[SocketAddr]) -> io::Result<Self> {
        let accepting = if config.listen() {
            let listener = Arc::new(bound(&config, local)?.listen(BACKLOG)?);
            listener.sctp_subscribe_events(&NOTIFICATIONS, SubscribeEventAssocId::Future)?;
            let next = accept(&listener);
            Some(Accepting { listener, next })
        } else {
            None
        };
        Ok(Self {
            config,
            local: local.to_vec(),
            accepting,
            opening: BTreeMap::new(),
            links: BTreeMap::new(),
            next_incoming: FIRST_INCOMING.0,
            events: VecDeque::new(),
        })
    }

    /// The addresses of the peer that an association may use.
    ///
    /// # Errors
    /// What the kernel gives; that there is no such association.
    pub fn peer_addresses(&self, association: AssociationId) -> io::Result<Vec<SocketAddr>> {
        self.links.get(&association).ok_or(io::ErrorKind::NotConnected)?.peer_addresses()
    }

    fn is_full(&self) -> bool {
        self.opening.len() + self.links.len() >= self.config.max_associations()
    }

    fn accept(&mut self, context: &mut Context<'_>) -> io::Result<bool> {
        if self.is_full() || self.events.len() >= self.config.max_events() {
            return Ok(false);
        }
        let Some(accepting) = &mut self.accepting else { return Ok(false) };
        let Poll::Ready(accepted) = accepting.next.as_mut().poll(context) else { return Ok(false) };
        accepting.next = accept(&accepting.listener);
        let (socket, from) = accepted?;
        let association = self.free_incoming();
        // A peer that has gone already is none.
        if let Ok(link) = Link::new(&self.config, socket, 0) {
            let addresses = link.peer_addresses().unwrap_or_else(|_| vec![from]);
            let addresses: Vec<_> = addresses.iter().map(SocketAddr::ip).collect();
            let remote = Remote::new(addresses).with_port(from.port());
            self.events.push_back(Event::Incoming { association, remote });
            self.up(association, link);
        }
        Ok(true)
    }

    fn free_incoming(&mut self) -> AssociationId {
        loop {
            let id = AssociationId(self.next_incoming);
            self.next_incoming = self.next_incoming.wrapping_add(1).max(FIRST_INCOMING.0);
            if !self.links.contains_key(&id) && !self.opening.contains_key(&id) {
                return id;
            }
        }
    }

    fn up(&mut self, association: AssociationId, link: Link) {
        self.events.push_back(Event::Up { association, streams: link.streams() });
        self.links.insert(association, link);
    }

    fn finish_opening(&mut self, context: &mut Context<'_>) -> bool {
        let mut done = Vec::new();
        for (id, opening) in &mut self.opening {
            if let Poll::Ready(outcome) = opening.future.as_mut().poll(context) {
                done.push((*id, outcome, opening.abandoned));
            }
        }
        let moved = !done.is_empty();
        for (association, outcome, abandoned) in done {
            self.opening.remove(&association);
            let reason = match outcome.and_then(|(socket, id)| Link::new(&self.config, socket, id)) {
                Ok(link) if !abandoned => {
                    self.up(association, link);
                    continue;
                }
                Ok(_) => DownReason::Aborted,
                Err(_) if abandoned => DownReason::Aborted,
                Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => DownReason::AbortedByPeer,
                Err(_) => DownReason::Lost,
            };
            self.events.push_back(Event::Down { association, reason });
        }
        moved
    }

    fn run_links(&mut self, context: &mut Context<'_>) -> bool {
        let (mut moved, mut down) = (false, Vec::new());
        for (association, link) in &mut self.links {
            moved |= link.write(context);
            while self.events.len() < self.config.max_events() {
                match link.read(*association, context) {
                    Poll::Ready(Some(event)) => {
                        if matches!(event, Event::Down { .. }) {
                            down.push((*association, event));
                            break;
                        }
                        self.events.push_back(event);
                    }
                    Poll::Ready(None) => {}
                    Poll::Pending => break,
                }
                moved = true;
            }
        }
        moved |= !down.is_empty();
        for (association, event) in down {
            if let Some(link) = self.links.remove(&association) {
                self.events.extend(link.unsent(association));
            }
            self.events.push_back(event);
        }
        moved
    }
}

fn bound(config: &KernelConfig, local: &[SocketAddr]) -> io::Result<Socket> {
    let first = local.first().ok_or(io::ErrorKind::AddrNotAvailable)?;
    let kind = SocketToAssociation::OneToOne;
    let socket = if first.is_ipv4() { Socket::new_v4(kind) } else { Socket::new_v6(kind) }?;
    let made = socket
        .sctp_setup_init_params(config.streams(), config.streams(), 0, 0)
        .and_then(|()| socket.sctp_request_rcvinfo(true))
        .and_then(|()| socket.sctp_bindx(local, BindxFlags::Add));
    if let Err(error) = made {
        // Only as a listener does `sctp-rs` close it.
        drop(socket.listen(1));
        return Err(error);
    }
    Ok(socket)
}

fn accept(listener: &Arc<Listener>) -> Later<(ConnectedSocket, SocketAddr)> {
    let listener = Arc::clone(listener);
    Box::pin(async move { listener.accept().await })
}

impl Sctp for KernelSctp {
    fn open(&mut self, association: AssociationId, remote: &Remote) -> Result<(), UsageError> {
        if self.links.contains_key(&association) || self.opening.contains_key(&association) {
            return Err(UsageError::Exists);
        }
        if self.is_full() {
            return Err(UsageError::Full);
        }
        let addresses = remote.transport_addresses();
        if addresses.is_empty() {
            return Err(UsageError::NoAddress);
        }
        let mut local = self.local.clone();
        if self.accepting.is_some() {
            local.iter_mut().for_each(|address| address.set_port(0));
        }
        let socket = bound(&self.config, &local);
        let future = Box::pin(async move { socket?.sctp_connectx(&addresses).await });
        self.opening.insert(association, Opening { future, abandoned: false });
        Ok(())
    }

    fn send(
        &mut self,
        association: AssociationId,
        stream_id: u16,
        ppid: u32,
        octets: Bytes,
    ) -> Result<(), UsageError> {
        if self.opening.contains_key(&association) {
            return Err(UsageError::NotUp);
        }
        self.links.get_mut(&association).ok_or(UsageError::Gone)?.send(stream_id, ppid, octets)
    }

    fn close(&mut self, association: AssociationId) -> Result<(), UsageError> {
        if let Some(opening) = self.opening.get_mut(&association) {
            opening.abandoned = true;
            return Ok(());
        }
        self.links.get_mut(&association).ok_or(UsageError::Gone)?.close();
        Ok(())
    }

    /// Closes the socket. Unless something of the peer's is unread the kernel tells it by SHUTDOWN rather than ABORT:
    /// `sctp-rs` cannot ask for the other (SO_LINGER, RFC 6458 §8.1.4).
    fn abort(&mut self, association: AssociationId) -> Result<(), UsageError> {
        if self.opening.contains_key(&association) {
            return self.close(association);
        }
        let link = self.links.remove(&association).ok_or(UsageError::Gone)?;
        self.events.extend(link.unsent(association));
        self.events.push_back(Event::Down { association, reason: DownReason::Aborted });
        Ok(())
    }

    fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    fn poll_run(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut moved = match self.accept(context) {
            Ok(moved) => moved,
            Err(error) => return Poll::Ready(Err(error)),
        };
        moved |= self.finish_opening(context);
        moved |= self.run_links(context);
        if moved { Poll::Ready(Ok(())) } else { Poll::Pending }
    }
}

impl fmt::Debug for KernelSctp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KernelSctp").field("associations", &self.links.len()).finish_non_exhaustive()
    }
}
