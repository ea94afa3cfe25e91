//! The timers of a session (SMPP 5.0 §2.7; SMPP 3.4 §7.2) and what happens when they run out.

use std::time::{Duration, Instant};

use brivas_timer::{TimerHandle, Wheel};

use super::{CloseReason, Event, RequestFailure, RequestId, Session, SessionState};
use crate::{CommandId, Config};

/// What a timer of the wheel is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Timer {
    SessionInit,
    EnquireLink,
    Inactivity,
    /// The response to the request with this number.
    Response(u32),
    /// The rest of a PDU that has begun.
    Pdu,
    /// What is under way when one side wants to unbind.
    UnbindGrace,
}

/// What the timers need to know. `enquire_link_timer` and `inactivity_timer` are not re-armed with every PDU: they run
/// out at the earliest possible time and are then set to the rest.
#[derive(Debug)]
pub(super) struct Timers {
    session_init: Option<TimerHandle>,
    pdu: Option<TimerHandle>,
    /// 1 to 256, by the seed.
    share: u32,
    enquire_link_period: Option<Duration>,
    last_input: Instant,
    last_transaction: Instant,
    /// When the last `enquire_link` went out.
    enquired_at: Instant,
}

impl Timers {
    pub(super) fn new(config: &Config, seed: [u8; 32], now: Instant, wheel: &mut Wheel<Timer>) -> Self {
        let share = u32::from(seed[0]) + 1;
        Self {
            share,
            session_init: Some(wheel.arm(now + config.session_init_timer(), Timer::SessionInit)),
            pdu: None,
            enquire_link_period: config.enquire_link_timer().map(|period| period - period / 2560 * share),
            last_input: now,
            last_transaction: now,
            enquired_at: now,
        }
    }

    pub(super) fn configure(&mut self, config: &Config) {
        self.enquire_link_period = enquire_link_period(config, self.share);
    }

    pub(super) fn pdu_is_incomplete(&self) -> bool {
        self.pdu.is_some()
    }
}

/// The configured time less up to a tenth.
fn enquire_link_period(config: &Config, share: u32) -> Option<Duration> {
    config.enquire_link_timer().map(|period| period - period / 2560 * share)
}

impl Session {
    /// Notes that a PDU came or went; `enquire_link` is no transaction.
    #[inline]
    pub(super) fn note_activity(&mut self, command_id: CommandId, received: bool) {
        if received {
            self.timers.last_input = self.now;
        }
        match command_id {
            CommandId::enquire_link if !received => self.timers.enquired_at = self.now,
            CommandId::enquire_link | CommandId::enquire_link_resp => {}
            _ => self.timers.last_transaction = self.now,
        }
    }

    /// A bind was accepted: from now on silence counts.
    pub(super) fn start_bound_timers(&mut self) {
        self.stop_session_init();
        if let Some(period) = self.timers.enquire_link_period {
            self.wheel.arm(self.now + period, Timer::EnquireLink);
        }
        if let Some(period) = self.config.inactivity_timer() {
            self.wheel.arm(self.now + period, Timer::Inactivity);
        }
    }

    pub(super) fn start_session_init(&mut self) {
        self.stop_session_init();
        let deadline = self.now + self.config.session_init_timer();
        self.timers.session_init = Some(self.wheel.arm(deadline, Timer::SessionInit));
    }

    pub(super) fn stop_session_init(&mut self) {
        if let Some(timer) = self.timers.session_init.take() {
            self.wheel.cancel(timer);
        }
    }

    /// Arms or stops the timer of a PDU that is not there whole. Each new PDU gets the full time.
    pub(super) fn watch_incomplete(&mut self, incomplete: bool) {
        match (incomplete, self.timers.pdu) {
            (true, None) => {
                let deadline = self.now + self.config.pdu_timer();
                self.timers.pdu = Some(self.wheel.arm(deadline, Timer::Pdu));
            }
            (false, Some(timer)) => {
                self.wheel.cancel(timer);
                self.timers.pdu = None;
            }
            _ => {}
        }
    }

    /// A PDU has been taken whole, so whatever is incomplete after it has just begun.
    #[inline]
    pub(super) fn pdu_completed(&mut self) {
        if let Some(timer) = self.timers.pdu.take() {
            self.wheel.cancel(timer);
        }
    }

    pub(super) fn on_timer(&mut self, handle: TimerHandle, timer: Timer) {
        match timer {
            Timer::SessionInit if self.state == SessionState::UNBOUND => self.close(CloseReason::Unbound),
            Timer::SessionInit => self.close(CloseReason::SessionInitTimer),
            Timer::EnquireLink => self.on_enquire_link_timer(),
            Timer::Inactivity => self.on_inactivity_timer(),
            Timer::Response(sequence_number) => self.on_response_timer(sequence_number),
            Timer::Pdu if self.timers.pdu == Some(handle) => self.close(CloseReason::PduTimer),
            Timer::Pdu => {}
            Timer::UnbindGrace => self.on_unbind_grace(),
        }
    }

    fn on_enquire_link_timer(&mut self) {
        let Some(period) = self.timers.enquire_link_period else {
            return;
        };
        if !self.state.is_bound() {
            return;
        }
        let mut deadline = self.timers.last_input + period;
        if deadline <= self.now {
            self.send_enquire_link();
            deadline = self.now + period;
        }
        self.wheel.arm(deadline, Timer::EnquireLink);
    }

    fn on_inactivity_timer(&mut self) {
        let Some(period) = self.config.inactivity_timer() else {
            return;
        };
        if !self.state.is_bound() {
            return;
        }
        let deadline = self.timers.last_transaction + period;
        if deadline > self.now {
            self.wheel.arm(deadline, Timer::Inactivity);
        } else {
            self.begin_unbind(CloseReason::InactivityTimer);
        }
    }

    fn on_response_timer(&mut self, sequence_number: u32) {
        let Some(outstanding) = self.window.remove(sequence_number) else {
            return;
        };
        self.stats.response_timeouts += 1;
        match outstanding.command_id {
            // Any PDU shows that the peer is there, not the response alone (SMPP 5.0 §4.1.2).
            CommandId::enquire_link if self.timers.last_input > self.timers.enquired_at => {}
            CommandId::enquire_link => self.close(CloseReason::EnquireLink),
            CommandId::unbind => self.close(CloseReason::UnbindTimeout),
            command_id => {
                if command_id.is_bind() {
                    self.bind.forget();
                }
                let id = RequestId(sequence_number);
                self.events.push_back(Event::RequestFailed { id, reason: RequestFailure::Timeout });
                self.after_window_change();
            }
        }
    }
}
