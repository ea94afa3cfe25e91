//! query_sm, cancel_sm and replace_sm: matched by id and source address, and by the ESME that submitted the message
//! (SMPP 5.0 §4.5).

use brivas_platform::store::{Lookup, Message, Transition};
use brivas_smpp::{
    CancelSm, CommandStatus, DataCoding, InterfaceVersion, MessageState, Pdu, QuerySm, ReplaceSm, SmppTime,
    SubmitSm, Tag,
};

use super::notes::Epitaph;
use super::submit::{Asker, octets_of, same_addresses};
use super::{Answer, Engine, Moment, Notes, admission, index};
use crate::envelope::{Address, Envelope, Kind, Parts};
use crate::message_id;

impl Engine {
    pub(super) fn on_query_sm(&mut self, now: Moment, asker: &Asker, pdu: &Pdu) -> Result<(), CommandStatus> {
        let body = pdu.body::<QuerySm<'_>>().map_err(|error| error.command_status())?;
        self.apply_enqueues(now);
        let id =
            message_id::parse(body.message_id, asker.sender.version).ok_or(CommandStatus::ESME_RINVMSGID)?;
        let Report { final_date, state, error_code, .. } =
            self.report(now, id, &asker.sender.origin, Some(body.source_addr), asker.sender.version)?;
        let message_id = message_id::format(id, asker.sender.version);
        let answer = Answer::QuerySm { message_id, final_date, state, error_code };
        self.answer(asker.connection, asker.id, answer);
        Ok(())
    }

    /// What is known of a message from this origin, and from this source address if one is given.
    pub(super) fn report(
        &self,
        now: Moment,
        id: u64,
        origin: &[u8],
        source: Option<&[u8]>,
        version: InterfaceVersion,
    ) -> Result<Report, CommandStatus> {
        match self.store.get(now.unix_ms, id).map_err(|_| CommandStatus::ESME_RSYSERR)? {
            Lookup::Live(message) => {
                let envelope = own(&message, origin).ok_or(CommandStatus::ESME_RINVMSGID)?;
                source.map_or(Ok(()), |source| check_source(&envelope, source))?;
                let notes = Notes::read(&message.meta);
                let untried = notes.attempts == 0 && notes.handed.is_none();
                let scheduled = untried && message.due_at > now.unix_ms && version.is_5_0();
                let state = if scheduled { MessageState::SCHEDULED } else { MessageState::ENROUTE };
                let submitted_at = Some(envelope.head.submitted_at);
                Ok(Report { submitted_at, final_date: None, state, error_code: error_code(notes.error) })
            }
            Lookup::Final(summary) => {
                let epitaph = Epitaph::read(&summary.summary).ok_or(CommandStatus::ESME_RQUERYFAIL)?;
                if epitaph.origin != origin {
                    return Err(CommandStatus::ESME_RINVMSGID);
                }
                if source.is_some_and(|source| source != epitaph.source) {
                    return Err(CommandStatus::ESME_RQUERYFAIL);
                }
                Ok(Report {
                    submitted_at: epitaph.submitted_at,
                    final_date: Some(summary.done_at),
                    state: MessageState(summary.state),
                    error_code: epitaph.error_code,
                })
            }
            Lookup::Unknown => Err(CommandStatus::ESME_RINVMSGID),
        }
    }

    /// With a message_id that message, and the others of its submit_multi; without, all that match addresses and
    /// service_type. A message that is being delivered right now cannot be taken back.
    pub(super) fn on_cancel_sm(
        &mut self,
        now: Moment,
        asker: &Asker,
        pdu: &Pdu,
    ) -> Result<(), CommandStatus> {
        let body = pdu.body::<CancelSm<'_>>().map_err(|error| error.command_status())?;
        let origin = &asker.sender.origin;
        self.apply_enqueues(now);
        let cancelled = if body.message_id.is_empty() {
            let source = Address::new(body.source_addr_ton, body.source_addr_npi, body.source_addr);
            let destination = Address::new(body.dest_addr_ton, body.dest_addr_npi, body.destination_addr);
            let key = index::key(origin, source, destination, body.service_type);
            let ids: Vec<u64> = self.index.find(key).collect();
            let matching = |engine: &Self, id: u64| {
                let found = engine.load(now, id);
                found.is_some_and(|(_, it)| same_addresses(&it, source, destination, body.service_type))
            };
            ids.into_iter()
                .filter(|id| matching(self, *id) && self.cancel(now, origin, *id, body.source_addr).is_ok())
                .count()
        } else {
            let id = message_id::parse(body.message_id, asker.sender.version)
                .ok_or(CommandStatus::ESME_RINVMSGID)?;
            self.cancel(now, origin, id, body.source_addr)?;
            let mut cancelled = 1;
            // The messages of one submit_multi have numbers that follow each other.
            for other in id + 1.. {
                match self.load(now, other) {
                    Some((_, envelope)) if envelope.head.group == Some(id) => {
                        cancelled += usize::from(self.cancel(now, origin, other, body.source_addr).is_ok());
                    }
                    _ => break,
                }
            }
            cancelled
        };
        if cancelled == 0 {
            return Err(CommandStatus::ESME_RCANCELFAIL);
        }
        self.answer(asker.connection, asker.id, Answer::CancelSm);
        Ok(())
    }

    /// Ends a message from this origin and source address, unless it is being delivered right now.
    pub(super) fn cancel(
        &mut self,
        now: Moment,
        origin: &[u8],
        id: u64,
        source: &[u8],
    ) -> Result<(), CommandStatus> {
        let found = self.store.get(now.unix_ms, id).map_err(|_| CommandStatus::ESME_RSYSERR)?;
        let Lookup::Live(message) = found else {
            let known = matches!(found, Lookup::Final(_));
            return Err(if known { CommandStatus::ESME_RCANCELFAIL } else { CommandStatus::ESME_RINVMSGID });
        };
        let envelope = own(&message, origin).ok_or(CommandStatus::ESME_RINVMSGID)?;
        check_source(&envelope, source).map_err(|_| CommandStatus::ESME_RCANCELFAIL)?;
        if self.is_out(id) || self.finals.iter().any(|end| end.id == id) {
            return Err(CommandStatus::ESME_RCANCELFAIL);
        }
        self.forget_wait(id);
        self.finish(now, id, &envelope, MessageState::DELETED, CommandStatus::ESME_ROK);
        self.apply_changes(now);
        Ok(())
    }

    /// Gives a message that is not being delivered right now another text (SMPP 5.0 §4.5.3).
    pub(super) fn on_replace_sm(
        &mut self,
        now: Moment,
        asker: &Asker,
        pdu: &Pdu,
    ) -> Result<(), CommandStatus> {
        let body = pdu.body::<ReplaceSm<'_>>().map_err(|error| error.command_status())?;
        self.apply_enqueues(now);
        let id =
            message_id::parse(body.message_id, asker.sender.version).ok_or(CommandStatus::ESME_RINVMSGID)?;
        let (message, envelope) = self.load(now, id).ok_or(CommandStatus::ESME_RINVMSGID)?;
        if envelope.origin() != asker.sender.origin || envelope.head.kind != Kind::Message {
            return Err(CommandStatus::ESME_RINVMSGID);
        }
        check_source(&envelope, body.source_addr).map_err(|_| CommandStatus::ESME_RREPLACEFAIL)?;
        if self.is_out(id) {
            return Err(CommandStatus::ESME_RREPLACEFAIL);
        }
        let due_at = match SmppTime::parse(body.schedule_delivery_time) {
            Ok(time) => time.map_or(message.due_at, |time| time.resolve(now.unix_ms).max(now.unix_ms)),
            Err(_) => return Err(CommandStatus::ESME_RINVSCHED),
        };
        let mut head = envelope.head;
        match SmppTime::parse(body.validity_period) {
            Ok(Some(time)) => {
                let asked = Some(time.resolve(now.unix_ms));
                head.expires_at = admission::expiry(asked, now.unix_ms, due_at, &self.settings.message)?;
            }
            Ok(None) => {}
            Err(_) => return Err(CommandStatus::ESME_RINVEXPIRY),
        }
        let pdu = self.replaced(&envelope, &body)?;
        let replaced = Envelope::new(head, envelope.origin(), envelope.target(), &pdu);
        self.change(now, &message, due_at, &replaced);
        self.answer(asker.connection, asker.id, Answer::ReplaceSm);
        Ok(())
    }

    /// Puts another envelope in the place of that of a message which is not being delivered right now.
    pub(super) fn change(&mut self, now: Moment, message: &Message, due_at: i64, envelope: &Envelope) {
        self.transitions.push(Transition {
            id: message.id,
            state: message.state,
            due_at,
            meta: None,
            body: Some(envelope.octets().clone()),
        });
        self.apply_changes(now);
        self.forget_wait(message.id);
    }

    /// The old PDU with what a replace_sm changes: text, registered_delivery, canned message.
    fn replaced(&self, envelope: &Envelope, body: &ReplaceSm<'_>) -> Result<bytes::Bytes, CommandStatus> {
        let fault = CommandStatus::ESME_RREPLACEFAIL;
        let pdu = envelope.pdu().map_err(|_| fault)?;
        let old = pdu.body::<SubmitSm<'_>>().map_err(|_| fault)?;
        let canned = self.settings.canned.get(&body.sm_default_msg_id);
        if body.sm_default_msg_id != 0 && canned.is_none() {
            return Err(CommandStatus::ESME_RINVDFTMSGID);
        }
        let mut tlvs = brivas_smpp::TlvBuf::new();
        for tlv in old.tlvs.iter().filter(|tlv| tlv.tag != Tag::message_payload) {
            tlvs.push(tlv.tag, tlv.value);
        }
        if let Some(payload) = body.tlvs.get(Tag::message_payload) {
            tlvs.push(Tag::message_payload, payload);
        }
        octets_of(&SubmitSm {
            short_message: canned.map_or(body.short_message, Vec::as_slice),
            registered_delivery: body.registered_delivery,
            data_coding: if canned.is_some() { DataCoding::MC_DEFAULT } else { old.data_coding },
            tlvs: tlvs.as_tlvs(),
            ..old
        })
    }
}

/// What is known of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Report {
    /// When it came, Unix ms; of one that has ended it is known if a handset had sent it.
    pub(crate) submitted_at: Option<i64>,
    /// When it ended, Unix ms.
    pub(crate) final_date: Option<i64>,
    pub(crate) state: MessageState,
    /// The `command_status` of the last attempt, 0 for none, 255 for a larger one.
    pub(crate) error_code: u8,
}

/// The envelope of a message, if it is from this origin.
fn own(message: &Message, origin: &[u8]) -> Option<Envelope> {
    let envelope = Envelope::from_octets(message.body.clone())?;
    (envelope.head.kind == Kind::Message && envelope.origin() == origin).then_some(envelope)
}

/// The source address must be that of the message.
fn check_source(envelope: &Envelope, source: &[u8]) -> Result<(), CommandStatus> {
    let pdu = envelope.pdu().map_err(|_| CommandStatus::ESME_RQUERYFAIL)?;
    let parts = Parts::of(&pdu).map_err(|_| CommandStatus::ESME_RQUERYFAIL)?;
    if parts.source.digits == source { Ok(()) } else { Err(CommandStatus::ESME_RQUERYFAIL) }
}

/// A `command_status` as the one octet of `error_code`; a larger one is 255.
pub(super) fn error_code(status: u32) -> u8 {
    u8::try_from(status).unwrap_or(u8::MAX)
}
