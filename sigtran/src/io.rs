//! The tokio adapter: drives a [`Node`], as [`M3ua`](crate::m3ua::M3ua) is one, over an [`Sctp`] (feature `tokio`).
//!
//! | file | what |
//! |---|---|
//! | `io.rs` | [`Driver`] |
//! | `io/udp.rs` | [`UdpSctp`]: SCTP over a UDP socket (feature `dcsctp`) |
//! | `io/kernel.rs` | [`KernelSctp`]: the kernel's SCTP (feature `kernel-sctp`) |
#![allow(clippy::disallowed_methods)] // this module is the one that reads the clock

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::time::Sleep;

use crate::m3ua::{AssociationId, Transmit};
use crate::sctp::{self, DownReason, Node, PPID_M3UA, Remote, Sctp, UsageError};

#[cfg(feature = "kernel-sctp")]
mod kernel;
#[cfg(feature = "dcsctp")]
mod udp;

#[cfg(feature = "kernel-sctp")]
pub use kernel::{KernelConfig, KernelSctp};
#[cfg(feature = "dcsctp")]
pub use udp::UdpSctp;

/// How often the loop goes round before the runtime gets a chance to run something else.
const TURN: usize = 32;
/// Messages each way in one round.
const BATCH: usize = 64;

/// What the owner of a [`Driver`] hears, in the order in which it came to be.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<E> {
    /// What the node tells.
    Node(E),
    /// A peer opens an association. Make it known to the node before the next await, or abort it.
    Incoming {
        /// The number that it was given.
        association: AssociationId,
        /// Who.
        remote: Remote,
    },
    /// An association is no more; the node has been told.
    Down {
        /// Which.
        association: AssociationId,
        /// Why.
        reason: DownReason,
    },
}

/// A node and the SCTP that it runs over.
///
/// Await [`next_event`](Self::next_event) in a loop, and call the node's own verbs through [`node`](Self::node) whenever you
/// like: what they send goes out at the next await.
#[derive(Debug)]
pub struct Driver<N: Node, S> {
    node: N,
    sctp: S,
    /// A message that the association did not take yet. Until it does nothing more is asked of the node, whose own limits
    /// hold then.
    held: Option<Transmit>,
    /// What the owner hears after all that the node had to tell before it.
    next: Option<Event<N::Event>>,
    alarm: Alarm,
}

impl<N: Node, S: Sctp> Driver<N, S> {
    /// Joins a node and its transport.
    #[must_use]
    pub fn new(node: N, sctp: S) -> Self {
        Self { node, sctp, held: None, next: None, alarm: Alarm::new() }
    }

    /// The node, to call its verbs.
    pub const fn node(&mut self) -> &mut N {
        &mut self.node
    }

    /// The transport, to abort associations.
    pub const fn sctp(&mut self) -> &mut S {
        &mut self.sctp
    }

    /// Opens an association; the node must know its number.
    ///
    /// # Errors
    /// As [`Sctp::open`].
    pub fn open(&mut self, association: AssociationId, remote: &Remote) -> Result<(), UsageError> {
        self.sctp.open(association, remote)
    }

    /// The next event. Dropping the future loses nothing, so it can stand in a `select!`.
    ///
    /// # Errors
    /// What the sockets give.
    pub async fn next_event(&mut self) -> io::Result<Event<N::Event>> {
        poll_fn(|context| self.poll_next_event(context)).await
    }

    /// As [`Self::next_event`], for those who write futures by hand.
    ///
    /// # Errors
    /// What the sockets give.
    pub fn poll_next_event(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Event<N::Event>>> {
        for _ in 0..TURN {
            let now = Instant::now();
            let mut moved = self.run_timers(now, context);
            if let Some(event) = self.node.poll_event() {
                return Poll::Ready(Ok(Event::Node(event)));
            }
            if let Some(event) = self.next.take() {
                return Poll::Ready(Ok(event));
            }
            // Before events are taken: an owner that ends with the last one shall leave nothing unsent.
            match self.sctp.poll_run(context) {
                Poll::Ready(Ok(())) => moved = true,
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => {}
            }
            for _ in 0..BATCH {
                if !self.node.wants_input() {
                    break;
                }
                let Some(event) = self.sctp.poll_event() else { break };
                moved = true;
                self.next = self.take(now, event);
                if self.next.is_some() {
                    break;
                }
            }
            moved |= self.send(now);
            if !moved {
                return Poll::Pending;
            }
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }

    fn run_timers(&mut self, now: Instant, context: &mut Context<'_>) -> bool {
        match self.node.poll_timeout() {
            None => false,
            Some(deadline) if deadline <= now => {
                self.node.handle_timeout(now);
                true
            }
            Some(deadline) => self.alarm.poll(deadline, context),
        }
    }

    /// Gives an event of the transport to the node, or to the owner.
    fn take(&mut self, now: Instant, event: sctp::Event) -> Option<Event<N::Event>> {
        if let Some((id, event)) = event.association_event() {
            self.node.handle_association(now, id, event);
        }
        match event {
            sctp::Event::Incoming { association, remote } => Some(Event::Incoming { association, remote }),
            sctp::Event::Down { association, reason } => Some(Event::Down { association, reason }),
            sctp::Event::Unsent { ppid: PPID_M3UA, octets, .. } => {
                self.node.handle_unsent(now, &octets);
                None
            }
            sctp::Event::Message { association, stream_id, ppid: PPID_M3UA, octets } => {
                self.node.handle_message(now, association, stream_id, octets);
                None
            }
            // Another protocol's; there is none that we speak (RFC 4666 §7.1).
            sctp::Event::Message { .. } | sctp::Event::Unsent { .. } => None,
            sctp::Event::Up { .. } | sctp::Event::Restart { .. } => None,
        }
    }

    /// Hands messages of the node to the transport; gives whether there were any.
    fn send(&mut self, now: Instant) -> bool {
        let mut moved = false;
        for _ in 0..BATCH {
            let Some(transmit) = self.held.take().or_else(|| self.node.poll_transmit()) else { break };
            let Transmit { association, stream_id, ref octets } = transmit;
            match self.sctp.send(association, stream_id, PPID_M3UA, octets.clone()) {
                Ok(()) => moved = true,
                Err(UsageError::SendQueueFull) => {
                    self.held = Some(transmit);
                    break;
                }
                // The association has ended and the node does not know yet.
                Err(_) => {
                    self.node.handle_unsent(now, octets);
                    moved = true;
                }
            }
        }
        moved
    }
}

/// A sleep that is set anew only when the deadline has moved.
#[derive(Debug)]
struct Alarm {
    sleep: Pin<Box<Sleep>>,
    until: Option<Instant>,
}

impl Alarm {
    fn new() -> Self {
        Self { sleep: Box::pin(tokio::time::sleep(Duration::ZERO)), until: None }
    }

    /// Whether the deadline has come; the task is woken when it does.
    fn poll(&mut self, deadline: Instant, context: &mut Context<'_>) -> bool {
        if self.until != Some(deadline) {
            self.until = Some(deadline);
            self.sleep.as_mut().reset(deadline.into());
        }
        self.sleep.as_mut().poll(context).is_ready()
    }
}
