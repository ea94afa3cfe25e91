//! One SMPP session over one connection, for either side: the machine behind the verbs that all crates of the family
//! share. It owns no socket and reads no clock; the owner brings octets and instants and carries away octets and events.

mod bind;
mod event;
mod inbound;
mod matrix;
mod requests;
mod responses;
mod state;
mod throttle;
mod timers;
mod unbind;
mod verbs;
mod window;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use brivas_timer::{Slab, Wheel};
use bytes::{Bytes, BytesMut};

pub use event::{CloseReason, Event, InboundId, RefusalReason, RequestFailure, RequestId, UsageError};
pub use matrix::is_allowed;
pub use state::{Role, SessionState};

use crate::{CommandId, CommandStatus, Config, Dialect, Pdu, Stats, frame};
use inbound::Inbound;
use throttle::Throttle;
use timers::{Timer, Timers};
use unbind::Unbinding;
use window::Window;

/// One session, ESME or message centre by its [`Config`].
///
/// The owner loops: [`handle_input`](Self::handle_input) with what came, [`handle_timeout`](Self::handle_timeout) when
/// [`poll_timeout`](Self::poll_timeout) is due, then [`poll_event`](Self::poll_event) and
/// [`poll_transmit`](Self::poll_transmit) until they give `None`. The ten rules of the project's README hold.
#[derive(Debug)]
pub struct Session {
    config: Arc<Config>,
    state: SessionState,
    dialect: Dialect,
    now: Instant,
    timers: Timers,
    wheel: Wheel<Timer>,
    out: BytesMut,
    events: VecDeque<Event>,
    /// Our unanswered requests.
    window: Window,
    /// The peer's unanswered requests.
    inbound: Slab<Inbound>,
    throttle: Option<Throttle>,
    bind: bind::Binding,
    unbinding: Unbinding,
    congestion_state: Option<u8>,
    peer_congestion_state: Option<u8>,
    stats: Stats,
}

impl Session {
    /// A session on a connection that has just been made. The seed spreads the `enquire_link` timers of many sessions.
    #[must_use]
    pub fn new(config: Arc<Config>, seed: [u8; 32], now: Instant) -> Self {
        let mut wheel = Wheel::new(now);
        let timers = Timers::new(&config, seed, now, &mut wheel);
        Self {
            state: SessionState::OPEN,
            dialect: Dialect::new(config.version(), config.leniency()),
            now,
            timers,
            wheel,
            out: BytesMut::new(),
            events: VecDeque::new(),
            window: Window::new(config.window()),
            inbound: Slab::with_limit(u32::from(config.inbound_window()).max(1)),
            throttle: config.inbound_rate().map(|rate| Throttle::new(rate, now)),
            bind: bind::Binding::default(),
            unbinding: Unbinding::default(),
            congestion_state: None,
            peer_congestion_state: None,
            stats: Stats::default(),
            config,
        }
    }

    /// Takes every whole PDU off the front of `input`, as long as [`Self::wants_input`]; the rest stays. After
    /// [`Event::Closed`] everything is thrown away.
    pub fn handle_input(&mut self, now: Instant, input: &mut BytesMut) {
        self.advance(now);
        let mut incomplete = false;
        while self.wants_input() {
            let bound = self.state.is_bound();
            let max = if bound { self.config.max_pdu() } else { self.config.max_pdu_before_bind() };
            match frame::take(input, max) {
                Ok(Some((header, octets))) => {
                    self.stats.pdus_received += 1;
                    self.stats.octets_received += u64::from(header.command_length);
                    self.on_pdu(Pdu::framed(header, octets, self.dialect));
                }
                Ok(None) => {
                    incomplete = !input.is_empty();
                    break;
                }
                Err(lost) => {
                    self.nack(CommandStatus::ESME_RINVCMDLEN, lost.sequence_number);
                    self.close(CloseReason::Framing { command_length: lost.command_length });
                }
            }
        }
        if self.state == SessionState::CLOSED {
            input.clear();
        } else {
            self.watch_incomplete(incomplete);
        }
    }

    /// The peer will send no more. Everything it sent must have been given to [`Self::handle_input`] before.
    pub fn handle_eof(&mut self, now: Instant) {
        self.advance(now);
        let reason = match self.state {
            SessionState::UNBOUND => CloseReason::Unbound,
            _ => CloseReason::PeerClosed { mid_pdu: self.timers.pdu_is_incomplete() },
        };
        self.close(reason);
    }

    /// Runs every timer that is due, in the order of their deadlines.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.advance(now);
        while let Some((handle, timer)) = self.wheel.pop_due(self.now) {
            self.on_timer(handle, timer);
        }
    }

    /// Everything that is to be sent, in one piece; `None` when there is nothing.
    pub fn poll_transmit(&mut self) -> Option<Bytes> {
        if self.out.is_empty() {
            return None;
        }
        self.stats.octets_sent += self.out.len() as u64;
        Some(self.out.split().freeze())
    }

    /// The next thing that the owner must know. [`Event::Closed`] is the last.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// When [`Self::handle_timeout`] is to be called next.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.wheel.next_deadline()
    }

    /// Whether octets of the peer will be taken. While not, leave the socket unread: that is the backpressure.
    #[must_use]
    pub fn wants_input(&self) -> bool {
        self.state != SessionState::CLOSED
            && self.events.len() < self.config.max_events()
            && self.out.len() < self.config.max_transmit()
            && !self.bind.awaits_owner()
    }

    /// Takes other settings while the session is not bound: those of the ESME that has just asked to bind, for one. Timers
    /// that run already keep their time.
    ///
    /// # Errors
    /// [`UsageError::State`] once bound or closed, or for settings of the other role.
    pub fn configure(&mut self, now: Instant, config: Arc<Config>) -> Result<(), UsageError> {
        self.advance(now);
        let early = matches!(self.state, SessionState::OPEN | SessionState::OUTBOUND);
        if !early || config.role() != self.config.role() {
            return Err(UsageError::State);
        }
        self.dialect = Dialect::new(config.version(), config.leniency());
        self.window.set_limit(config.window());
        self.inbound.set_limit(u32::from(config.inbound_window()).max(1));
        self.throttle = config.inbound_rate().map(|rate| Throttle::new(rate, self.now));
        self.timers.configure(&config);
        self.config = config;
        Ok(())
    }

    /// Ends the session at once, without a word to the peer. Nothing happens if it has ended already.
    pub fn abort(&mut self, now: Instant) {
        self.advance(now);
        self.close(CloseReason::Aborted);
    }

    /// The state as the standard has it.
    #[must_use]
    pub const fn state(&self) -> SessionState {
        self.state
    }

    /// The version and the leniency that hold now; the version is agreed on by the bind.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// How many of our requests await a response.
    #[must_use]
    pub fn outstanding(&self) -> usize {
        self.window.owners()
    }

    /// How many of the peer's requests await our response.
    #[must_use]
    pub fn unanswered(&self) -> usize {
        self.inbound.len()
    }

    /// What has been counted so far.
    #[must_use]
    pub const fn stats(&self) -> Stats {
        self.stats
    }

    /// What to put into `congestion_state` of every response from here on, 0 to 100; `None` for no such TLV. It is sent
    /// to peers of 5.0 alone (SMPP 5.0 §2.9, §4.8.4.18).
    pub fn set_congestion_state(&mut self, congestion_state: Option<u8>) {
        self.congestion_state = congestion_state.map(|state| state.min(100));
    }

    /// Rule 4: a `now` before the last one counts as the last one.
    fn advance(&mut self, now: Instant) {
        self.now = self.now.max(now);
    }

    /// Ends the session: what awaited a response fails, and the last event follows.
    fn close(&mut self, reason: CloseReason) {
        if self.state == SessionState::CLOSED {
            return;
        }
        self.state = SessionState::CLOSED;
        self.unbinding = Unbinding::No;
        for outstanding in self.window.drain() {
            if matches!(outstanding.command_id, CommandId::enquire_link | CommandId::unbind) {
                continue; // the session's own affair
            }
            let id = RequestId(outstanding.sequence_number);
            self.events.push_back(Event::RequestFailed { id, reason: RequestFailure::Closed });
        }
        self.inbound = Slab::with_limit(1);
        self.wheel = Wheel::new(self.now);
        self.events.push_back(Event::Closed(reason));
    }
}
