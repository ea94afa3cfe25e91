//! How a session ends in good order (SMPP 5.0 §4.1.1.8): what is under way is answered first.

use std::time::Instant;

use super::{CloseReason, Session, SessionState, Timer, UsageError};
use crate::{CommandId, CommandStatus, Unbind, UnbindResp, encode};

/// Where the unbind stands.
#[derive(Debug, Default)]
pub(super) enum Unbinding {
    #[default]
    No,
    /// We want to: our requests are awaiting their responses still.
    Draining(CloseReason),
    /// We have sent `unbind`.
    Sent(CloseReason),
    /// The peer has sent `unbind` with this number: its requests are awaiting our responses still.
    Asked(u32),
}

impl Unbinding {
    pub(super) fn has_begun(&self) -> bool {
        !matches!(self, Self::No)
    }

    pub(super) fn is_asked(&self) -> bool {
        matches!(self, Self::Asked(_))
    }
}

impl Session {
    /// Ends the session in good order: takes no new requests of ours, waits for the responses to those under way on both
    /// sides, `response_timer` at most, sends `unbind`, and closes when it is answered. The peer's requests are refused from here on.
    ///
    /// # Errors
    /// [`UsageError::State`] where the session is not bound or is being unbound.
    pub fn unbind(&mut self, now: Instant) -> Result<(), UsageError> {
        self.advance(now);
        self.check_may_send(CommandId::unbind)?;
        self.begin_unbind(CloseReason::Unbound);
        Ok(())
    }

    pub(super) fn begin_unbind(&mut self, reason: CloseReason) {
        if !self.unbinding.has_begun() {
            self.unbinding = Unbinding::Draining(reason);
            self.wheel.arm(self.now + self.config.response_timer(), Timer::UnbindGrace);
            self.continue_unbind();
        }
    }

    /// Sends what could not be sent before, once nothing is under way.
    pub(super) fn continue_unbind(&mut self) {
        match self.unbinding {
            Unbinding::Draining(reason) if self.window.owners() == 0 && self.inbound.is_empty() => {
                self.send_unbind(reason);
            }
            Unbinding::Asked(_) if self.inbound.is_empty() => self.finish_peer_unbind(),
            _ => {}
        }
    }

    /// What is under way has had its time: the unbind does not wait for it any longer.
    pub(super) fn on_unbind_grace(&mut self) {
        match self.unbinding {
            Unbinding::Draining(reason) => self.send_unbind(reason),
            Unbinding::Asked(_) => self.finish_peer_unbind(),
            Unbinding::No | Unbinding::Sent(_) => {}
        }
    }

    fn send_unbind(&mut self, reason: CloseReason) {
        self.unbinding = Unbinding::Sent(reason);
        if self.send_request(&Unbind::default()).is_err() {
            self.close(reason);
        }
    }

    /// The peer asks to unbind: the answer waits for ours to its requests, `response_timer` at most.
    pub(super) fn on_unbind(&mut self, sequence_number: u32) {
        self.unbinding = Unbinding::Asked(sequence_number);
        self.wheel.arm(self.now + self.config.response_timer(), Timer::UnbindGrace);
        self.continue_unbind();
    }

    /// Answers the peer's `unbind`. It is for the peer to close the connection now; `session_init_timer` bounds that.
    fn finish_peer_unbind(&mut self) {
        let Unbinding::Asked(sequence_number) = self.unbinding else {
            return;
        };
        if self.state == SessionState::UNBOUND {
            return;
        }
        let body = UnbindResp::default();
        if encode(&body, CommandStatus::ESME_ROK, sequence_number, self.dialect, &mut self.out).is_ok() {
            self.stats.pdus_sent += 1;
        }
        self.state = SessionState::UNBOUND;
        self.start_session_init();
    }

    /// Our `unbind` was answered.
    pub(super) fn on_unbind_resp(&mut self) {
        let reason = match self.unbinding {
            Unbinding::Sent(reason) => reason,
            _ => CloseReason::Unbound,
        };
        self.close(reason);
    }
}
