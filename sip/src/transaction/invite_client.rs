//! A client's INVITE (RFC 3261 §17.1.1, figure 5; RFC 6026 §7.2, §8.4).

use std::time::{Duration, Instant};

use super::clock::{Clock, Due};
use super::{Send, State, Step, Tell, Timers};
use crate::StatusCode;

/// An INVITE that was sent.
#[derive(Clone, Copy, Debug)]
pub struct InviteClient {
    state: State,
    clock: Clock,
    reliable: bool,
    /// How long copies of the final response are taken in.
    timer_d: Duration,
    timer_m: Duration,
}

impl InviteClient {
    /// The INVITE is being sent for the first time. `reliable` says whether the transport brings it, so that nothing need be
    /// sent again (RFC 3261 §17.1.1.2).
    #[must_use]
    pub fn new(now: Instant, timers: &Timers, reliable: bool) -> Self {
        let mut clock = Clock::default();
        if !reliable {
            // Timer A is doubled without an end, and ends with Timer B.
            clock.repeat(now, timers.t1(), None);
        }
        clock.end_after(now, timers.transaction());
        let (timer_d, timer_m) = (timers.timer_d(), timers.transaction());
        Self { state: State::Calling, clock, reliable, timer_d, timer_m }
    }

    /// Where it stands: Calling, Proceeding, Accepted, Completed or Terminated.
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
            // In Proceeding only a CANCEL lets it end.
            (Due::End, State::Calling | State::Proceeding) => {
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
        match (self.state, code.class()) {
            (State::Calling, 1) => {
                self.state = State::Proceeding;
                // From here on its user decides how long it rings: by CANCEL, or a proxy by Timer C.
                self.clock.stop();
                Step::tell(Tell::This)
            }
            // What a CANCEL has set an end to keeps it.
            (State::Proceeding, 1) => Step::tell(Tell::This),
            (State::Calling | State::Proceeding, 2) => {
                self.state = State::Accepted;
                self.clock.stop();
                self.clock.end_after(now, self.timer_m);
                Step::tell(Tell::This)
            }
            // Of each fork one may come, and copies of each: all of them are for the user.
            (State::Accepted, 2) => Step::tell(Tell::This),
            (State::Calling | State::Proceeding, _) => {
                self.clock.stop();
                if self.reliable {
                    self.terminate();
                } else {
                    self.state = State::Completed;
                    self.clock.end_after(now, self.timer_d);
                }
                Step { send: Send::Ack, tell: Tell::This }
            }
            (State::Completed, 3..) => Step::send(Send::Ack),
            _ => Step::NOTHING,
        }
    }

    /// A CANCEL is being sent: the INVITE ends in 64 T1 if no final response comes (RFC 3261 §9.1). It must have had a
    /// provisional response.
    pub fn on_cancel(&mut self, now: Instant, timers: &Timers) {
        if self.state == State::Proceeding {
            self.clock.end_after(now, timers.transaction());
        }
    }

    /// The transport could not send the INVITE or the ACK (RFC 3261 §17.1.4).
    pub const fn on_transport_error(&mut self) -> Step {
        match self.state {
            State::Calling | State::Proceeding | State::Completed => {
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
