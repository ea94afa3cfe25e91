//! A server's INVITE (RFC 3261 §17.2.1, figure 7; RFC 6026 §7.1, §8.5).

use std::time::Instant;

use super::clock::{Clock, Due};
use super::{Send, State, Step, Tell, Timers};
use crate::StatusCode;

/// An INVITE that came.
#[derive(Clone, Copy, Debug)]
pub struct InviteServer {
    state: State,
    clock: Clock,
    reliable: bool,
    timers: Timers,
    /// Whether a response was sent, so that there is one to be sent again.
    has_sent: bool,
}

impl InviteServer {
    /// The INVITE has just come, and its user is told. `reliable` says whether the transport brings responses, so that none
    /// need be sent again.
    #[must_use]
    pub fn new(now: Instant, timers: &Timers, reliable: bool) -> Self {
        let mut clock = Clock::default();
        clock.end_after(now, timers.trying());
        Self { state: State::Proceeding, clock, reliable, timers: *timers, has_sent: false }
    }

    /// Where it stands: Proceeding, Accepted, Completed, Confirmed or Terminated.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }

    /// When [`Self::handle_timeout`] is to be called.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.clock.next()
    }

    /// The next thing that is due; `None` if nothing more is.
    pub fn handle_timeout(&mut self, now: Instant) -> Option<Step> {
        Some(match (self.clock.due(now)?, self.state) {
            (Due::Repeat, _) => Step::send(Send::Again),
            (Due::End, State::Proceeding) => {
                self.has_sent = true;
                Step::send(Send::Trying)
            }
            (Due::End, State::Completed) => {
                self.terminate();
                Step::tell(Tell::NoAck)
            }
            (Due::End, _) => {
                self.terminate();
                Step::NOTHING
            }
        })
    }

    /// Says what a copy came by, if that may be another transport than that of the INVITE: on one that is not reliable more may
    /// come behind the ACK.
    pub const fn set_reliable(&mut self, reliable: bool) {
        self.reliable &= reliable;
    }

    /// A copy of the INVITE came.
    pub const fn on_copy(&mut self) -> Step {
        match self.state {
            State::Proceeding if self.has_sent => Step::send(Send::Again),
            State::Completed => Step::send(Send::Again),
            // A 2xx is its user's to send again (RFC 6026 §7.1).
            _ => Step::NOTHING,
        }
    }

    /// An ACK of this transaction came: one with its branch, or one for a 2xx with its dialog.
    pub fn on_ack(&mut self, now: Instant) -> Step {
        match self.state {
            State::Completed if self.reliable => {
                self.terminate();
                Step::NOTHING
            }
            State::Completed => {
                self.state = State::Confirmed;
                self.clock.stop();
                self.clock.end_after(now, self.timers.t4());
                Step::NOTHING
            }
            State::Accepted => Step::tell(Tell::This),
            _ => Step::NOTHING,
        }
    }

    /// The user responds. [`Send::Nothing`] says that it is too late: a final response was sent.
    pub fn respond(&mut self, now: Instant, code: StatusCode) -> Step {
        match (self.state, code.class()) {
            (State::Proceeding, 1) => {
                self.has_sent = true;
                self.clock.stop();
                Step::send(Send::This)
            }
            (State::Proceeding, 2) => {
                self.state = State::Accepted;
                self.clock.stop();
                self.clock.end_after(now, self.timers.transaction());
                Step::send(Send::This)
            }
            (State::Accepted, 2) => Step::send(Send::This),
            (State::Proceeding, _) => {
                self.state = State::Completed;
                self.clock.stop();
                if !self.reliable {
                    self.clock.repeat(now, self.timers.t1(), Some(self.timers.t2()));
                }
                self.clock.end_after(now, self.timers.transaction());
                Step::send(Send::This)
            }
            _ => Step::NOTHING,
        }
    }

    /// The transport could not send a response. The transaction goes on: a copy of the INVITE may bring a way that works
    /// (RFC 6026 §8.8).
    pub const fn on_transport_error(&mut self) -> Step {
        match self.state {
            State::Terminated => Step::NOTHING,
            _ => Step::tell(Tell::TransportError),
        }
    }

    const fn terminate(&mut self) {
        self.state = State::Terminated;
        self.clock.stop();
    }
}
