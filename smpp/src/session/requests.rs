//! What we ask: any request by [`Session::request`], and what the session asks by itself.

use std::time::Instant;

use super::window::Outstanding;
use super::{Event, RequestId, Session, Timer, UsageError, is_allowed};
use crate::{AlertNotification, Body, CommandId, CommandStatus, EnquireLink, Outbind, SessionState, encode};

impl Session {
    /// Sends a request other than a bind, `unbind`, `outbind` and `alert_notification`, which have verbs of their own.
    /// Its outcome comes as [`Event::Response`] or [`Event::RequestFailed`] with the id given here.
    ///
    /// # Errors
    /// [`UsageError::State`], [`UsageError::WindowFull`], [`UsageError::TransmitFull`], [`UsageError::Encode`], and
    /// [`UsageError::WrongVerb`] for a body that is no such request.
    #[inline]
    pub fn request<'a, B: Body<'a>>(&mut self, now: Instant, body: &B) -> Result<RequestId, UsageError> {
        self.advance(now);
        let id = body.command_id();
        if id.response().is_none() || id.is_bind() || id == CommandId::unbind {
            return Err(UsageError::WrongVerb);
        }
        self.check_may_send(id)?;
        if self.window.is_full() {
            return Err(UsageError::WindowFull);
        }
        self.send_request(body)
    }

    /// Asks the peer whether it is there; the answer is no event, its absence ends the session.
    ///
    /// # Errors
    /// [`UsageError::State`] where the version has no `enquire_link` in this state, [`UsageError::WindowFull`] while two
    /// are unanswered, [`UsageError::TransmitFull`].
    pub fn enquire_link(&mut self, now: Instant) -> Result<RequestId, UsageError> {
        self.advance(now);
        self.check_may_send(CommandId::enquire_link)?;
        self.send_request(&EnquireLink::default())
    }

    /// Asks an ESME to bind to us (SMPP 5.0 §2.2.4).
    ///
    /// # Errors
    /// [`UsageError::State`], [`UsageError::Encode`].
    pub fn outbind(&mut self, now: Instant, body: &Outbind<'_>) -> Result<(), UsageError> {
        self.advance(now);
        self.send_unanswered(body)?;
        if self.dialect.version.is_5_0() {
            self.state = SessionState::OUTBOUND;
        }
        Ok(())
    }

    /// Tells an ESME that a subscriber can be reached again (SMPP 5.0 §4.1.3).
    ///
    /// # Errors
    /// [`UsageError::State`], [`UsageError::TransmitFull`], [`UsageError::Encode`].
    pub fn alert_notification(
        &mut self,
        now: Instant,
        body: &AlertNotification<'_>,
    ) -> Result<(), UsageError> {
        self.advance(now);
        self.send_unanswered(body)
    }

    /// Whether this PDU is ours to send now.
    pub(super) fn check_may_send(&self, id: CommandId) -> Result<(), UsageError> {
        let allowed = is_allowed(id, self.config.role(), self.state, self.dialect.version);
        if allowed && !self.unbinding.has_begun() { Ok(()) } else { Err(UsageError::State) }
    }

    /// Encodes a request, and arms its response timer.
    pub(super) fn send_request<'a>(&mut self, body: &impl Body<'a>) -> Result<RequestId, UsageError> {
        let command_id = body.command_id();
        if command_id == CommandId::enquire_link && !self.window.has_room_to_enquire() {
            return Err(UsageError::WindowFull);
        }
        let sequence_number = self.encode_request(body)?;
        let deadline = self.now + self.config.response_timer();
        let timer = self.wheel.arm(deadline, Timer::Response(sequence_number));
        self.window.insert(Outstanding { sequence_number, command_id, timer });
        Ok(RequestId(sequence_number))
    }

    pub(super) fn send_enquire_link(&mut self) {
        // Where it cannot be sent, much is waiting for the transport, or two are unanswered: the next timer tries again.
        let _ = self.send_request(&EnquireLink::default());
    }

    /// A request has left the window: those who wait for that are told or served.
    pub(super) fn after_window_change(&mut self) {
        if self.window.take_opened() {
            self.events.push_back(Event::WindowOpen);
        }
        self.continue_unbind();
    }

    fn send_unanswered<'a>(&mut self, body: &impl Body<'a>) -> Result<(), UsageError> {
        self.check_may_send(body.command_id())?;
        self.encode_request(body)?;
        self.window.skip();
        Ok(())
    }

    /// Encodes a request under the next number, which is used up by what the caller does with the window.
    fn encode_request<'a>(&mut self, body: &impl Body<'a>) -> Result<u32, UsageError> {
        if self.out.len() >= self.config.max_transmit() {
            return Err(UsageError::TransmitFull);
        }
        let sequence_number = self.window.next_sequence_number();
        encode(body, CommandStatus::ESME_ROK, sequence_number, self.dialect, &mut self.out)?;
        self.stats.pdus_sent += 1;
        self.note_activity(body.command_id(), false);
        Ok(sequence_number)
    }
}
