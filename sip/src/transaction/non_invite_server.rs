//! A server's request that is no INVITE (RFC 3261 §17.2.2, figure 8; RFC 4320).

use std::time::{Duration, Instant};

use super::clock::{Clock, Due};
use super::{Send, State, Step, Tell, Timers};
use crate::StatusCode;

/// A request that came, and is no INVITE and no ACK.
#[derive(Clone, Copy, Debug)]
pub struct NonInviteServer {
    state: State,
    clock: Clock,
    reliable: bool,
    timer_j: Duration,
}

impl NonInviteServer {
    /// The request has just come, and its user is told. `reliable` says whether the transport brings responses, so that none
    /// need be sent again.
    ///
    /// If nothing was sent by the time at which a client's Timer E has reached T2, 100 Trying goes, on every transport
    /// (RFC 4320 §4.1).
    #[must_use]
    pub fn new(now: Instant, timers: &Timers, reliable: bool) -> Self {
        let mut clock = Clock::default();
        clock.end_after(now, timers.late_trying());
        Self { state: State::Trying, clock, reliable, timer_j: timers.transaction() }
    }

    /// Where it stands: Trying, Proceeding, Completed or Terminated.
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
        self.clock.due(now).map(|due| match (due, self.state) {
            (Due::End, State::Trying) => {
                self.state = State::Proceeding;
                Step::send(Send::Trying)
            }
            _ => {
                self.terminate();
                Step::NOTHING
            }
        })
    }

    /// A copy of the request came.
    pub const fn on_copy(&mut self) -> Step {
        match self.state {
            State::Proceeding | State::Completed => Step::send(Send::Again),
            _ => Step::NOTHING,
        }
    }

    /// The user responds. [`Send::Nothing`] says that nothing goes: a final response was sent, or this is a provisional one
    /// but 100, which nobody may send here (RFC 4320 §4.1), or 408, which would come too late (RFC 4320 §4.2).
    pub fn respond(&mut self, now: Instant, code: StatusCode) -> Step {
        let is_open = matches!(self.state, State::Trying | State::Proceeding);
        match code {
            _ if !is_open => Step::NOTHING,
            StatusCode::TRYING => {
                self.state = State::Proceeding;
                self.clock.stop();
                Step::send(Send::This)
            }
            code if code.is_provisional() => Step::NOTHING,
            StatusCode::REQUEST_TIMEOUT => {
                self.terminate();
                Step::NOTHING
            }
            _ => {
                self.clock.stop();
                if self.reliable {
                    self.terminate();
                } else {
                    self.state = State::Completed;
                    self.clock.end_after(now, self.timer_j);
                }
                Step::send(Send::This)
            }
        }
    }

    /// The transport could not send a response (RFC 3261 §17.2.4).
    pub const fn on_transport_error(&mut self) -> Step {
        match self.state {
            State::Proceeding | State::Completed => {
                self.terminate();
                Step::tell(Tell::TransportError)
            }
            _ => Step::NOTHING,
        }
    }

    const fn terminate(&mut self) {
        self.state = State::Terminated;
        self.clock.stop();
    }
}
