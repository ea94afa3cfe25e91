//! One session of the model: its state, its bind, and which request goes where.

use std::sync::Arc;

use brivas_smpp::{
    Bind, BindKind, CommandId, CommandStatus as S, Dialect, Header, InterfaceVersion, Leniency, Pdu, Role,
    SessionState, Tag, is_allowed,
};

use super::centre::{Centre, SessionId};
use super::smsc::{Flow, Output, PASSWORD, SYSTEM_ID, write};
use super::smsc_fault::SmscFault;
use crate::suite::smpp::Message;

/// What `congestion_state` says of a centre that is never busy.
const IDLE: u8 = 1;

pub(super) struct Session {
    pub(super) centre: Arc<Centre>,
    pub(super) version: InterfaceVersion,
    fault: Option<SmscFault>,
    output: Output,
    state: SessionState,
    id: Option<SessionId>,
}

/// What a request comes to: the rest of its response, or the status that refuses it.
pub(super) type Answer = Result<Message, S>;

impl Session {
    pub(super) fn new(centre: Arc<Centre>, fault: Option<SmscFault>, output: Output) -> Self {
        let (version, state) = (InterfaceVersion::V5_0, SessionState::OPEN);
        Self { centre, version, fault, output, state, id: None }
    }

    pub(super) fn has(&self, fault: SmscFault) -> bool {
        self.fault == Some(fault)
    }

    /// What is put up with: nothing but what a fault brings.
    pub(super) fn dialect(&self) -> Dialect {
        let leniency = match self.fault {
            Some(SmscFault::TakesShortBinds) => Leniency::SHORT_BIND,
            Some(SmscFault::TakesOneOver) => Leniency::LONG_STRING,
            Some(SmscFault::TakesStrayOctets) => Leniency::STRAY_OCTETS,
            Some(SmscFault::TakesAnyTlvLength) => Leniency::TLV_LENGTH,
            _ => Leniency::STRICT,
        };
        let lax = self.has(SmscFault::Takes255In34) || self.has(SmscFault::Takes255DestinationsIn34);
        Dialect::new(if lax { InterfaceVersion::V5_0 } else { self.version }, leniency)
    }

    pub(super) fn end(&mut self) {
        if let Some(id) = self.id.take() {
            self.centre.leave(id);
        }
    }

    pub(super) fn handle(&mut self, pdu: &Pdu) -> Flow {
        let id = pdu.command_id();
        if id.is_response() {
            let answers = match id {
                CommandId::generic_nack => self.has(SmscFault::AnswersNacks),
                _ => self.has(SmscFault::AnswersResponses),
            };
            if answers {
                self.nack(pdu.header);
            }
            return Flow::Goes;
        }
        if id.name().is_none() {
            if self.has(SmscFault::IgnoresUnknownCommands) {
                return Flow::Goes;
            }
            self.nack(pdu.header);
            return if self.has(SmscFault::ClosesAfterNack) { Flow::Ends } else { Flow::Goes };
        }
        if id.response().is_none() {
            return Flow::Goes; // outbind and alert_notification have no answer
        }
        let body = pdu.any_body();
        let broken = body.is_err();
        let unknown = body.is_ok_and(|body| body.tlvs().iter().any(|tlv| tlv.tag.name().is_none()));
        let ends = (id == CommandId::unbind && self.has(SmscFault::ClosesOnUnbind))
            || (unknown && self.has(SmscFault::ClosesOnUnknownTlv))
            || (broken && self.has(SmscFault::ClosesOnShortBody));
        if ends {
            return Flow::Ends;
        }
        let refuses = unknown && self.has(SmscFault::RefusesUnknownTlv);
        let answer = if refuses { Err(S::ESME_RTLVNOTALLWD) } else { self.answer(pdu) };
        let bound = id.is_bind() && answer.is_ok();
        self.send(pdu.header, answer);
        if bound {
            // What waits for a receiver may come right behind the answer, not before it.
            let receives = id != CommandId::bind_transmitter || self.has(SmscFault::ReceiptToTransmitter);
            self.id = Some(self.centre.join(self.output.clone(), receives, self.version));
        }
        Flow::Goes
    }

    fn answer(&mut self, pdu: &Pdu) -> Answer {
        let id = pdu.command_id();
        if !self.may_come(id) {
            return Err(if id.is_bind() && self.state.is_bound() {
                S::ESME_RALYBND
            } else {
                S::ESME_RINVBNDSTS
            });
        }
        if let Err(error) = pdu.any_body() {
            return Err(self.status_of(&error));
        }
        match id {
            _ if id.is_bind() => self.bind(pdu),
            CommandId::enquire_link => Ok(ok(pdu)),
            CommandId::unbind => {
                self.state = SessionState::UNBOUND;
                self.end();
                Ok(ok(pdu))
            }
            _ => self.request(pdu),
        }
    }

    fn status_of(&self, error: &brivas_smpp::DecodeError) -> S {
        let address = matches!(error.field, "source_addr" | "destination_addr");
        if address && self.has(SmscFault::WrongStatusForLongAddress) {
            return S::ESME_RSYSERR;
        }
        error.command_status()
    }

    /// Whether the matrix has this request in this state, or the fault of this centre takes it nevertheless.
    fn may_come(&self, id: CommandId) -> bool {
        let submits = id == CommandId::submit_sm;
        is_allowed(id, Role::Esme, self.state, self.version)
            || (id == CommandId::replace_sm && self.state == SessionState::BOUND_TRX)
            || (id.is_bind() && self.has(SmscFault::TakesSecondBind))
            || (id == CommandId::deliver_sm && self.has(SmscFault::TakesDeliverSm))
            || match self.state {
                SessionState::OPEN => submits && self.has(SmscFault::TakesBeforeBind),
                SessionState::BOUND_RX => submits && self.has(SmscFault::TakesFromReceiver),
                SessionState::UNBOUND => submits && self.has(SmscFault::TakesAfterUnbind),
                _ => false,
            }
    }

    fn bind(&mut self, pdu: &Pdu) -> Answer {
        let bind = pdu.body::<Bind<'_>>().map_err(|error| error.command_status())?;
        let known = bind.system_id == SYSTEM_ID.as_bytes() || self.has(SmscFault::TakesAnySystemId);
        let right = bind.password == PASSWORD.as_bytes() || self.has(SmscFault::TakesAnyPassword);
        if !known || !right {
            if self.has(SmscFault::BoundAfterRefusal) {
                self.state = state_of(bind.kind);
            }
            return Err(S::ESME_RBINDFAIL);
        }
        self.version = InterfaceVersion::V5_0.common(bind.interface_version);
        self.state = state_of(bind.kind);
        self.end();
        let message = ok(pdu).add("system_id", *b"model\0");
        let told = (self.version.has_tlvs() && !self.has(SmscFault::NoScInterfaceVersion))
            || self.has(SmscFault::TlvsTo33);
        Ok(if told { message.tlv(Tag::sc_interface_version, &[0x50]) } else { message })
    }

    fn nack(&self, asked: Header) {
        let number = if self.has(SmscFault::NackWithoutNumber) { 0 } else { asked.sequence_number };
        let nack = Message::header(CommandId::generic_nack).status(S::ESME_RINVCMDID);
        write(&self.output, &nack.octets(number));
    }

    /// Sends an answer, and spoils it as the fault has it.
    fn send(&self, asked: Header, answer: Answer) {
        let id = asked.command_id;
        let silent = (id == CommandId::enquire_link && self.has(SmscFault::IgnoresEnquireLink))
            || (answer.is_err() && self.has(SmscFault::SilentOnError));
        if silent {
            return;
        }
        if id == CommandId::query_sm && self.has(SmscFault::NacksKnownCommand) {
            return self.nack(asked);
        }
        let message = self.with_congestion_state(answer.unwrap_or_else(|status| self.refusal(asked, status)));
        let number = match asked.sequence_number {
            0x7FFF_FFFF if self.has(SmscFault::WrapsSequenceEarly) => 0,
            number if id == CommandId::submit_sm && self.has(SmscFault::WrongSequenceNumber) => number + 1,
            number => number,
        };
        let message = message.sequence(number);
        let length = u32::try_from(16 + message.body().len()).unwrap_or(u32::MAX);
        let short = self.has(SmscFault::CountsLengthWithoutItself);
        let message = if short { message.length(length - 4) } else { message };
        write(&self.output, &message.octets(0));
    }

    fn refusal(&self, asked: Header, status: S) -> Message {
        let message = Message::answer(asked, status);
        let bind = asked.command_id.is_bind() && self.has(SmscFault::BodyInRefusedBind);
        let submit = asked.command_id == CommandId::submit_sm && self.has(SmscFault::BodyOnError);
        if bind || submit { message.add("body", [0]) } else { message }
    }

    fn with_congestion_state(&self, message: Message) -> Message {
        let bound = self.state.is_bound() && message.command_id().is_response();
        let known = self.version.is_5_0() || self.has(SmscFault::CongestionStateIn34);
        let over = self.has(SmscFault::CongestionStateOver);
        // A response with an error has no body, and so no TLV.
        let right = bound && known && message.is_ok();
        if right { message.tlv(Tag::congestion_state, &[if over { 101 } else { IDLE }]) } else { message }
    }
}

fn state_of(kind: BindKind) -> SessionState {
    match kind {
        BindKind::Transmitter => SessionState::BOUND_TX,
        BindKind::Receiver => SessionState::BOUND_RX,
        _ => SessionState::BOUND_TRX,
    }
}

/// The response of this request, without a body yet.
pub(super) fn ok(pdu: &Pdu) -> Message {
    let response = pdu.command_id().response().unwrap_or(CommandId::generic_nack);
    Message::header(response).sequence(pdu.header.sequence_number)
}
