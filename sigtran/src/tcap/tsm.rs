//! What messages of the peer do to transactions (Q.774 §3.3).

use std::time::Instant;

use brivas_timer::Handle;
use bytes::Bytes;

use super::endpoint::{State, Tcap};
use super::{
    AbortCause, BadMessage, Diagnostic, Dialogue, DialogueAbort, DialogueId, DialogueIndication,
    DialogueRequest, DialogueResponse, Event, Message, MessageType, PAbortCause, TransactionId,
};
use crate::ber::{Bits, Explicit};
use crate::sccp::Address;

impl Tcap {
    /// N-UNITDATA indication: a message of the network.
    pub fn handle_unitdata(&mut self, now: Instant, called: Address, calling: Address, octets: &Bytes) {
        self.advance(now);
        // Its answers go back to where it came from.
        let back = (calling, called);
        let message = match Message::read(octets) {
            Ok(message) => message,
            Err(bad) => return self.on_bad(back, &bad),
        };
        match message.message_type {
            MessageType::Unidirectional => self.on_unidirectional(called, calling, octets, &message),
            MessageType::Begin => self.on_begin(called, calling, octets, &message),
            MessageType::Continue => self.on_continue(back, octets, &message),
            MessageType::End => self.on_end(octets, &message),
            MessageType::Abort => self.on_abort(octets, &message),
        }
    }

    /// N-NOTICE indication: a message of ours came back.
    pub fn handle_notice(&mut self, now: Instant, return_cause: u8, octets: &Bytes) {
        self.advance(now);
        let otid = match Message::read(octets) {
            Ok(message) => message.otid,
            Err(bad) => bad.otid,
        };
        if let Some(handle) = otid.and_then(|otid| self.numbers.find(otid, &self.table)) {
            self.events.push_back(Event::Notice { dialogue: DialogueId(handle), return_cause });
        }
    }

    /// A message that cannot be read: the peer is told if its transaction is known, and our dialogue is given up
    /// (Q.774 §3.3.4).
    fn on_bad(&mut self, back: (Address, Address), bad: &BadMessage) {
        if let Some(otid) = bad.otid
            && !matches!(bad.message_type, Some(MessageType::End | MessageType::Abort))
        {
            self.send_p_abort(back, otid, bad.p_abort_cause);
        }
        if let Some(handle) = self.find(bad.dtid)
            && self.remove(handle).is_some()
        {
            let cause = AbortCause::Peer(bad.p_abort_cause);
            self.events.push_back(Event::PAbort { dialogue: DialogueId(handle), cause });
        }
    }

    fn on_unidirectional(
        &mut self,
        called: Address,
        calling: Address,
        octets: &Bytes,
        message: &Message<'_>,
    ) {
        let request = match &message.dialogue {
            None => None,
            Some(Dialogue::Unidirectional(request)) => Some(request),
            // There is nobody to tell.
            Some(_) => return,
        };
        if self.is_full() {
            return;
        }
        let indication = requested(octets, message, request);
        self.events.push_back(Event::Unidirectional { called, calling, indication });
        // Components that belong to no invocation of ours need a place for a moment.
        if let Some(handle) = self.insert(called, calling, State::Idle)
            && let Some(dialogue) = self.remove(handle)
        {
            self.on_last_components(None, dialogue, octets, &message.components);
        }
    }

    fn on_begin(&mut self, called: Address, calling: Address, octets: &Bytes, message: &Message<'_>) {
        let Some(otid) = message.otid else { return };
        let back = (calling, called);
        let request = match &message.dialogue {
            None => None,
            Some(Dialogue::Request(request)) => Some(request),
            Some(_) => {
                return self.send_p_abort(back, otid, PAbortCause::INCORRECT_TRANSACTION_PORTION);
            }
        };
        if let Some(request) = request
            && !speaks_version_1(request.protocol_version)
        {
            return self.refuse_version(back, otid, request);
        }
        let room = !self.is_full();
        let inserted = if room { self.insert(called, calling, State::InitiationReceived) } else { None };
        let Some(handle) = inserted else {
            return self.send_p_abort(back, otid, PAbortCause::RESOURCE_LIMITATION);
        };
        if let Some(known) = self.table.get_mut(handle) {
            known.peer = Some(otid);
            known.context = request.map(|request| request.application_context_name.0.0.into());
            known.is_in_context = request.is_some();
        }
        let indication = requested(octets, message, request);
        let dialogue = DialogueId(handle);
        self.events.push_back(Event::Begin { dialogue, called, calling, indication });
        self.on_components(handle, octets, &message.components);
    }

    fn on_continue(&mut self, back: (Address, Address), octets: &Bytes, message: &Message<'_>) {
        let Some(otid) = message.otid else { return };
        let Some(handle) = self.find(message.dtid) else {
            return self.send_p_abort(back, otid, PAbortCause::UNRECOGNIZED_TRANSACTION_ID);
        };
        let Some(known) = self.table.get_mut(handle) else { return };
        match known.state {
            State::InitiationSent => {
                known.peer = Some(otid);
                // The peer may have answered from another address than it was called by: there it is from now on.
                known.remote = back.0;
            }
            State::Active => {}
            State::Idle | State::InitiationReceived => return self.give_up(handle),
        }
        let Some(indication) = self.answered(handle, octets, message) else { return };
        if let Some(known) = self.table.get_mut(handle) {
            known.state = State::Active;
        }
        self.touch(handle);
        self.events.push_back(Event::Continue { dialogue: DialogueId(handle), indication });
        self.on_components(handle, octets, &message.components);
    }

    fn on_end(&mut self, octets: &Bytes, message: &Message<'_>) {
        let Some(handle) = self.find(message.dtid) else { return };
        let Some(indication) = self.answered(handle, octets, message) else { return };
        let Some(dialogue) = self.remove(handle) else { return };
        let id = DialogueId(handle);
        self.events.push_back(Event::End { dialogue: id, indication });
        self.on_last_components(Some(id), dialogue, octets, &message.components);
    }

    fn on_abort(&mut self, octets: &Bytes, message: &Message<'_>) {
        let Some(handle) = self.find(message.dtid) else { return };
        self.remove(handle);
        let dialogue = DialogueId(handle);
        let owned = |octets_of: &[u8]| octets.slice_ref(octets_of);
        let event = match (message.p_abort_cause, &message.dialogue) {
            (Some(cause), _) => Event::PAbort { dialogue, cause: AbortCause::Peer(cause) },
            (None, Some(Dialogue::Response(response))) => {
                let provider = Diagnostic::Provider(Explicit(2));
                if response.result_source_diagnostic == provider {
                    Event::PAbort { dialogue, cause: AbortCause::NoCommonDialoguePortion }
                } else {
                    let indication = DialogueIndication {
                        application_context: Some(owned(response.application_context_name.0.0)),
                        user_information: response.user_information.map(|information| owned(information.0)),
                        components_present: false,
                    };
                    let context_not_supported =
                        response.result_source_diagnostic == Diagnostic::User(Explicit(2));
                    Event::UAbort { dialogue, context_not_supported, indication }
                }
            }
            (None, Some(Dialogue::Abort(abort))) if abort.abort_source == 1 => {
                Event::PAbort { dialogue, cause: AbortCause::AbnormalDialogue }
            }
            (None, other) => {
                let information = match other {
                    Some(Dialogue::Abort(abort)) => abort.user_information.map(|it| owned(it.0)),
                    Some(Dialogue::Other(content)) => Some(owned(content)),
                    _ => None,
                };
                let indication = DialogueIndication { user_information: information, ..Default::default() };
                Event::UAbort { dialogue, context_not_supported: false, indication }
            }
        };
        self.events.push_back(event);
    }

    /// What the peer says of the dialogue in a Continue or End; `None` if that is against the rules, and the dialogue was
    /// given up.
    fn answered(
        &mut self,
        handle: Handle,
        octets: &Bytes,
        message: &Message<'_>,
    ) -> Option<DialogueIndication> {
        let known = self.table.get_mut(handle)?;
        let is_first = known.state == State::InitiationSent;
        let asked_for = if is_first { known.context.take() } else { None };
        let response = match &message.dialogue {
            None if asked_for.is_some() && self.config.needs_response_apdu() => {
                self.give_up(handle);
                return None;
            }
            None => None,
            Some(Dialogue::Response(response)) if asked_for.is_some() && response.is_accepted() => {
                Some(response)
            }
            Some(_) => {
                self.give_up(handle);
                return None;
            }
        };
        let owned = |part: &[u8]| octets.slice_ref(part);
        Some(DialogueIndication {
            application_context: response.map(|response| owned(response.application_context_name.0.0)),
            user_information: response.and_then(|it| it.user_information).map(|it| owned(it.0)),
            components_present: !message.components.is_empty(),
        })
    }

    /// The peer's message is against the rules of dialogues: both users are told (Q.774 §3.2.2).
    fn give_up(&mut self, handle: Handle) {
        if let Some(known) = self.table.get_mut(handle) {
            known.components.clear();
        }
        let abort = DialogueAbort { abort_source: 1, ..Default::default() };
        let portion = Some(Dialogue::Abort(abort));
        let message = Message { message_type: MessageType::Abort, dialogue: portion, ..Default::default() };
        match self.table.get(handle).and_then(|known| known.peer) {
            Some(_) => self.send_last(handle, message),
            None => drop(self.remove(handle)),
        }
        let cause = AbortCause::AbnormalDialogue;
        self.events.push_back(Event::PAbort { dialogue: DialogueId(handle), cause });
    }

    /// The peer speaks another version of the protocol: its dialogue is refused (Q.774 §3.2.2).
    fn refuse_version(
        &mut self,
        back: (Address, Address),
        otid: TransactionId,
        request: &DialogueRequest<'_>,
    ) {
        let why = Some(Diagnostic::Provider(Explicit(2)));
        let response = DialogueResponse::new(request.application_context_name.0.0, why, None);
        let message = Message {
            message_type: MessageType::Abort,
            dtid: Some(otid),
            dialogue: Some(Dialogue::Response(response)),
            ..Default::default()
        };
        self.send(back, 0, &message, Vec::new());
    }

    fn find(&self, dtid: Option<TransactionId>) -> Option<Handle> {
        self.numbers.find(dtid?, &self.table)
    }
}

fn requested(
    octets: &Bytes,
    message: &Message<'_>,
    request: Option<&DialogueRequest<'_>>,
) -> DialogueIndication {
    let owned = |part: &[u8]| octets.slice_ref(part);
    DialogueIndication {
        application_context: request.map(|request| owned(request.application_context_name.0.0)),
        user_information: request.and_then(|it| it.user_information).map(|it| owned(it.0)),
        components_present: !message.components.is_empty(),
    }
}

/// Version 1 is what is meant where none is named (Q.773 §4.2.2).
fn speaks_version_1(version: Option<Bits<'_>>) -> bool {
    version.is_none_or(|version| version.has(0))
}
