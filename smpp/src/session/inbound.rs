//! What the peer sends: each PDU is judged by the standard, answered where the answer is plain, and else handed over.

use super::{
    Event, InboundId, RefusalReason, RequestFailure, RequestId, Role, Session, SessionState, is_allowed,
};
use crate::{CommandId, CommandStatus, DecodeError, Leniency, Pdu};

/// A request of the peer that awaits our response.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inbound {
    pub(super) command_id: CommandId,
    pub(super) sequence_number: u32,
}

impl Inbound {
    pub(super) fn of(pdu: &Pdu) -> Self {
        Self { command_id: pdu.command_id(), sequence_number: pdu.header.sequence_number }
    }
}

impl Session {
    #[inline]
    pub(super) fn on_pdu(&mut self, pdu: Pdu) {
        self.pdu_completed();
        self.note_activity(pdu.command_id(), true);
        if pdu.command_id().is_response() {
            self.on_response(pdu);
        } else {
            self.on_request(pdu);
        }
    }

    fn on_request(&mut self, pdu: Pdu) {
        let id = pdu.command_id();
        let vendors = self.config.vendor_commands() && id.is_vendor_specific() && self.state.is_bound();
        if id.name().is_none() && !vendors {
            self.nack(CommandStatus::ESME_RINVCMDID, pdu.header.sequence_number);
            self.stats.refused += 1;
            self.report_refusal(&pdu, RefusalReason::UnknownCommand, Some(CommandStatus::ESME_RINVCMDID));
            return;
        }
        let allowed = vendors || self.may_be_received(id);
        if !allowed {
            let already = id.is_bind() && self.state.is_bound();
            let status = if already { CommandStatus::ESME_RALYBND } else { CommandStatus::ESME_RINVBNDSTS };
            return self.refuse_by_itself(&pdu, RefusalReason::State, status);
        }
        if !vendors && let Err(error) = pdu.check_body() {
            return self.refuse_by_itself(&pdu, RefusalReason::Body(error), error.command_status());
        }
        match id {
            CommandId::enquire_link => self.answer_header_alone(Inbound::of(&pdu), CommandStatus::ESME_ROK),
            CommandId::alert_notification => self.events.push_back(Event::AlertNotification(pdu)),
            CommandId::outbind => self.on_outbind(pdu),
            CommandId::unbind if self.unbinding.is_asked() => {
                self.refuse_by_itself(&pdu, RefusalReason::State, CommandStatus::ESME_RINVBNDSTS);
            }
            CommandId::unbind => self.on_unbind(pdu.header.sequence_number),
            _ if id.is_bind() => self.on_bind(pdu),
            _ => self.hand_over(pdu),
        }
    }

    /// Whether the matrix, or the leniency towards this peer, has this request in this state.
    fn may_be_received(&self, id: CommandId) -> bool {
        is_allowed(id, self.config.role().peer(), self.state, self.dialect.version)
            || (id == CommandId::replace_sm
                && self.state == SessionState::BOUND_TRX
                && self.config.role() == Role::Mc
                && self.dialect.allows(Leniency::REPLACE_SM_IN_TRX))
    }

    /// Gives a request to the owner, unless a limit stands against it.
    #[inline]
    fn hand_over(&mut self, pdu: Pdu) {
        if self.unbinding.has_begun() {
            let status = CommandStatus::ESME_RINVBNDSTS;
            return self.refuse_by_itself(&pdu, RefusalReason::Unbinding, status);
        }
        if self.inbound.is_full() {
            return self.throttle(&pdu, RefusalReason::Window);
        }
        let now = self.now;
        if self.throttle.as_mut().is_some_and(|throttle| !throttle.admit(now)) {
            return self.throttle(&pdu, RefusalReason::Rate);
        }
        if let Ok(handle) = self.inbound.insert(Inbound::of(&pdu)) {
            self.stats.requests_received += 1;
            self.events.push_back(Event::Request { id: InboundId(handle), pdu });
        }
    }

    fn on_response(&mut self, pdu: Pdu) {
        let sequence_number = pdu.header.sequence_number;
        let Some(outstanding) = self.window.get(sequence_number) else {
            return self.on_stray(pdu);
        };
        let nacked = pdu.command_id() == CommandId::generic_nack;
        if !nacked && outstanding.command_id.response() != Some(pdu.command_id()) {
            return self.on_stray(pdu);
        }
        self.window.remove(sequence_number);
        self.wheel.cancel(outstanding.timer);
        self.stats.responses_received += 1;
        let id = RequestId(sequence_number);
        let asked = outstanding.command_id;
        match pdu.check_body() {
            _ if nacked => self.on_nack(id, asked, pdu),
            Err(error) => self.on_bad_response(id, asked, error),
            Ok(tlvs) => {
                let congestion_state = tlvs.congestion_state();
                let version = if asked.is_bind() { Self::sc_interface_version(tlvs) } else { None };
                match asked {
                    CommandId::enquire_link => {}
                    CommandId::unbind => self.on_unbind_resp(),
                    _ if asked.is_bind() => self.on_bind_resp(pdu, version),
                    _ => self.events.push_back(Event::Response { id, pdu }),
                }
                self.on_congestion_state(congestion_state);
            }
        }
        self.after_window_change();
    }

    /// The response cannot be read. That it came is answer enough to what the session asks by itself.
    fn on_bad_response(&mut self, id: RequestId, asked: CommandId, error: DecodeError) {
        match asked {
            CommandId::enquire_link => {}
            CommandId::unbind => self.on_unbind_resp(),
            _ => {
                if asked.is_bind() {
                    self.bind.forget();
                }
                let reason = RequestFailure::BadResponse(error);
                self.events.push_back(Event::RequestFailed { id, reason });
            }
        }
    }

    /// The peer could not make sense of our request's header.
    fn on_nack(&mut self, id: RequestId, asked: CommandId, pdu: Pdu) {
        match asked {
            CommandId::enquire_link => {}
            CommandId::unbind => self.on_unbind_resp(),
            _ if asked.is_bind() => {
                self.bind.forget();
                self.events.push_back(Event::BindRefused(pdu));
            }
            _ => {
                let reason = RequestFailure::Nacked(pdu.header.command_status);
                self.events.push_back(Event::RequestFailed { id, reason });
            }
        }
    }

    /// A response to nothing is not answered: a `generic_nack` to it could be answered in turn, for ever.
    fn on_stray(&mut self, pdu: Pdu) {
        self.stats.stray_responses += 1;
        self.events.push_back(Event::StrayResponse(pdu));
    }

    fn on_congestion_state(&mut self, congestion_state: Option<u8>) {
        let closed = self.state == SessionState::CLOSED;
        if let Some(state) = congestion_state
            && !closed
            && self.peer_congestion_state != Some(state)
        {
            self.peer_congestion_state = Some(state);
            self.events.push_back(Event::CongestionState(state));
        }
    }

    fn throttle(&mut self, pdu: &Pdu, reason: RefusalReason) {
        self.stats.throttled += 1;
        self.refuse_by_itself(pdu, reason, CommandStatus::ESME_RTHROTTLED);
    }

    /// Answers a request without the owner, who is told. `outbind` and `alert_notification` have no answer.
    fn refuse_by_itself(&mut self, pdu: &Pdu, reason: RefusalReason, status: CommandStatus) {
        self.stats.refused += 1;
        let answer = pdu.command_id().response().map(|_| status);
        if answer.is_some() {
            self.answer_header_alone(Inbound::of(pdu), status);
        }
        self.report_refusal(pdu, reason, answer);
    }

    fn report_refusal(&mut self, pdu: &Pdu, reason: RefusalReason, answer: Option<CommandStatus>) {
        self.events.push_back(Event::Refused { header: pdu.header, reason, answer });
    }
}
