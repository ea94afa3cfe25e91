//! A back-to-back user agent: for each call that comes it makes another, and maps what happens in one to the other (RFC 3261 §6,
//! RFC 7092). Each side knows nothing of the other's addresses, tags and routes. The verbs and the ten rules are those of the
//! endpoint.
//!
//! | file | what |
//! |---|---|
//! | `b2bua/config.rs` | [`Config`] |
//! | `b2bua/event.rs` | [`Event`] |
//! | `b2bua/bridge.rs` | two legs, and what goes on between them |
//! | `b2bua/begin.rs` | a call that comes, and how it is refused |
//! | `b2bua/ring.rs` | the attempts to connect it, several at once or one after another |
//! | `b2bua/answer.rs` | ringing, early media, answer, ACK and PRACK |
//! | `b2bua/relay.rs` | what one side asks within the session goes to the other |
//! | `b2bua/replace.rs` | a call that takes the place of one side of another |
//! | `b2bua/meet.rs` | two sides that are to agree on media after all |
//! | `b2bua/refer.rs` | REFER, and what follows from it |
//! | `b2bua/end.rs` | how a call ends |
//! | `b2bua/pass.rs` | what of a header passes |
//! | `b2bua/body.rs` | bodies, and whose description of a session they are |
//! | `b2bua/pump.rs` | what becomes of the user agent's events |

mod answer;
mod begin;
mod body;
mod bridge;
mod config;
mod end;
mod event;
mod meet;
mod pass;
mod pump;
mod refer;
mod relay;
mod replace;
mod ring;

use std::collections::VecDeque;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use brivas_timer::{Slab, Wheel};
use bytes::{Bytes, BytesMut};

pub use begin::{Leg, refusal};
pub use bridge::{BridgeId, Side};
pub use config::Config;
pub use event::{Cause, Event};

use bridge::Bridge;
use relay::Relay;

use crate::UserAgent;
use crate::agent;
use crate::endpoint::{PathEvent, PathId, Transmit};

/// What a timer is of.
#[derive(Clone, Copy, Debug)]
enum Timer {
    /// It has rung long enough.
    Ring(BridgeId),
    /// Both sides are asked once more to agree.
    Meet(BridgeId),
}

/// A back-to-back user agent.
pub struct B2bua {
    agent: UserAgent,
    config: Arc<Config>,
    now: Instant,
    wheel: Wheel<Timer>,
    bridges: Slab<Bridge>,
    /// The calls that dialogs belong to, and their side.
    legs: agent::Side<(BridgeId, Side)>,
    /// The calls that attempts belong to.
    attempts: agent::Side<BridgeId>,
    /// What requests of ours bring from one side to the other.
    relays: agent::Side<Relay>,
    events: VecDeque<Event>,
}

impl B2bua {
    /// One without paths.
    #[must_use]
    pub fn new(config: Arc<Config>, seed: [u8; 32], now: Instant) -> Self {
        // What one side asks or tells in its dialog is the other side's to answer.
        let mut below = agent::Config::clone(config.agent());
        below.set_subscriptions(false);
        let mut agent = UserAgent::new(Arc::new(below), seed, now);
        agent.leave_replaces();
        Self {
            agent,
            now,
            wheel: Wheel::new(now),
            bridges: Slab::new(),
            legs: agent::Side::default(),
            attempts: agent::Side::default(),
            relays: agent::Side::default(),
            events: VecDeque::new(),
            config,
        }
    }

    /// The user agent below: for paths, and for what belongs to no call.
    pub const fn agent(&mut self) -> &mut UserAgent {
        &mut self.agent
    }

    /// As [`crate::Endpoint::handle_datagram`].
    pub fn handle_datagram(&mut self, now: Instant, path: PathId, from: SocketAddr, octets: Bytes) {
        self.advance(now);
        self.agent.handle_datagram(now, path, from, octets);
        self.pump();
    }

    /// As [`crate::Endpoint::handle_message`].
    pub fn handle_message(&mut self, now: Instant, path: PathId, octets: Bytes) {
        self.advance(now);
        self.agent.handle_message(now, path, octets);
        self.pump();
    }

    /// As [`crate::Endpoint::handle_input`].
    pub fn handle_input(&mut self, now: Instant, path: PathId, input: &mut BytesMut) {
        self.advance(now);
        if self.wants_input() {
            self.agent.handle_input(now, path, input);
            self.pump();
        }
    }

    /// As [`crate::Endpoint::handle_path`].
    pub fn handle_path(&mut self, now: Instant, path: PathId, event: PathEvent) {
        self.advance(now);
        self.agent.handle_path(now, path, event);
        self.pump();
    }

    /// As [`crate::Endpoint::handle_unreachable`].
    pub fn handle_unreachable(&mut self, now: Instant, path: PathId, peer: SocketAddr) {
        self.advance(now);
        self.agent.handle_unreachable(now, path, peer);
        self.pump();
    }

    /// Runs every timer that is due.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.advance(now);
        self.agent.handle_timeout(now);
        self.pump();
        while let Some((_, timer)) = self.wheel.pop_due(self.now) {
            match timer {
                Timer::Ring(bridge) => self.on_unanswered(bridge),
                Timer::Meet(bridge) => self.on_meet_timer(bridge),
            }
        }
    }

    /// The next message to be sent.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        self.agent.poll_transmit()
    }

    /// The next thing that the owner must know.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.pump();
        self.events.pop_front()
    }

    /// When [`Self::handle_timeout`] is to be called next.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.agent.poll_timeout().into_iter().chain(self.wheel.next_deadline()).min()
    }

    /// As [`crate::Endpoint::wants_input`].
    #[must_use]
    pub fn wants_input(&self) -> bool {
        self.events.len() < self.config.agent().endpoint().max_events() && self.agent.wants_input()
    }

    /// How many calls there are.
    #[must_use]
    pub fn calls(&self) -> usize {
        self.bridges.len()
    }

    fn advance(&mut self, now: Instant) {
        self.now = self.now.max(now);
    }
}

impl fmt::Debug for B2bua {
    /// How much there is of what, and nothing of a message or a key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "B2bua({} calls, {:?})", self.calls(), self.agent)
    }
}
