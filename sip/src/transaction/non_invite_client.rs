//! A client's request that is no INVITE (RFC 3261 §17.1.2, figure 6).

use std::time::{Duration, Instant};

use super::clock::{Clock, Due};
use super::{Send, State, Step, Tell, Timers};
use crate::StatusCode;

/// A request that was sent, and is no INVITE and no ACK.
#[derive(Clone, Copy, Debug)]
pub struct NonInviteClient {
    state: State,
    clock: Clock,
    reliable: bool,
    t2: Duration,
    t4: Duration,
}

impl NonInviteClient {
    /// The request is being sent for the first time. `reliable` says whether the transport brings it, so that nothing need be
    /// sent again (RFC 3261 §17.1.2.2).
    #[must_use]
    pub fn new(now: Instant, timers: &Timers, reliable: bool) -> Self {
        let mut clock = Clock::default();
        if !reliable {
            clock.repeat(now, timers.t1(), Some(timers.t2()));
        }
        clock.end_after(now, timers.transaction());
        Self { state: State::Trying, clock, reliable, t2: timers.t2(), t4: timers.t4() }
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
        Some(match (self.clock.due(now)?, self.state) {
            (Due::Repeat, _) => Step::send(Send::Again),
            (Due::End, State::Trying | State::Proceeding) => {
                self.terminate();
                Step::tell(Tell::Timeout)
            }
            (Due::End, _) => {
                self.terminate();
                Step::NOTHING
            }
        })
    }

    /// A response of this transaction came.
    pub fn on_response(&mut self, now: Instant, code: StatusCode) -> Step {
        match self.state {
            State::Trying | State::Proceeding if code.is_provisional() => {
                if self.state == State::Trying && !self.reliable {
                    // From here on a copy goes every T2; Timer F goes on (RFC 3261 §17.1.2.2).
                    self.clock.repeat(now, self.t2, Some(self.t2));
                }
                self.state = State::Proceeding;
                Step::tell(Tell::This)
            }
            State::Trying | State::Proceeding => {
                self.clock.stop();
                if self.reliable {
                    self.terminate();
                } else {
                    self.state = State::Completed;
                    self.clock.end_after(now, self.t4);
                }
                Step::tell(Tell::This)
            }
            _ => Step::NOTHING,
        }
    }

    /// The transport could not send the request (RFC 3261 §17.1.4).
    pub const fn on_transport_error(&mut self) -> Step {
        match self.state {
            State::Trying | State::Proceeding => {
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
