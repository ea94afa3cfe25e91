//! What the user does with a dialogue, and the dialogue portion that goes with it (Q.774 §3.2.2).

use std::time::{Duration, Instant};

use brivas_timer::Handle;

use super::endpoint::{State, Tcap};
use super::{
    AbortReason, Diagnostic, Dialogue, DialogueAbort, DialogueId, DialogueInfo, DialogueRequest,
    DialogueResponse, Message, MessageType, Termination, UsageError,
};
use crate::ber::Explicit;
use crate::sccp::Address;

impl Tcap {
    /// Opens a dialogue between these addresses. Nothing is sent before [`Self::tc_begin`] or [`Self::tc_uni`].
    ///
    /// # Errors
    /// [`UsageError::TooManyDialogues`].
    pub fn open(
        &mut self,
        now: Instant,
        called: Address,
        calling: Address,
    ) -> Result<DialogueId, UsageError> {
        self.advance(now);
        let handle = self.insert(calling, called, State::Idle).ok_or(UsageError::TooManyDialogues)?;
        Ok(DialogueId(handle))
    }

    /// Gives a dialogue another time than all have: seconds for an operation, days for one that waits for a subscriber.
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    pub fn set_dialogue_timer(
        &mut self,
        now: Instant,
        dialogue: DialogueId,
        timeout: Duration,
    ) -> Result<(), UsageError> {
        self.advance(now);
        self.known(dialogue)?.timeout = timeout;
        self.touch(dialogue.0);
        Ok(())
    }

    /// TC-UNI request: sends the waiting components without a transaction. The dialogue is gone then.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] once anything was sent.
    pub fn tc_uni(
        &mut self,
        now: Instant,
        dialogue: DialogueId,
        info: &DialogueInfo<'_>,
    ) -> Result<(), UsageError> {
        self.advance(now);
        self.check_state(dialogue, &[State::Idle])?;
        let components = self.take_components(dialogue.0);
        let request = |name| DialogueRequest::new(name, info.user_information);
        let portion = info.application_context.map(|name| Dialogue::Unidirectional(request(name)));
        let message = Message { dialogue: portion, ..Default::default() };
        if let Some(known) = self.remove(dialogue.0) {
            self.send((known.remote, known.local), dialogue.0.index(), &message, components);
        }
        Ok(())
    }

    /// TC-BEGIN request.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] once anything was sent.
    pub fn tc_begin(
        &mut self,
        now: Instant,
        dialogue: DialogueId,
        info: &DialogueInfo<'_>,
    ) -> Result<(), UsageError> {
        self.advance(now);
        let known = self.check_state(dialogue, &[State::Idle])?;
        known.state = State::InitiationSent;
        known.context = info.application_context.map(Box::from);
        known.is_in_context = info.application_context.is_some();
        let request = |name| DialogueRequest::new(name, info.user_information);
        let message = Message {
            message_type: MessageType::Begin,
            dialogue: info.application_context.map(|name| Dialogue::Request(request(name))),
            ..Default::default()
        };
        self.send_on(dialogue.0, message);
        Ok(())
    }

    /// TC-CONTINUE request.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] before anything came from the peer.
    pub fn tc_continue(
        &mut self,
        now: Instant,
        dialogue: DialogueId,
        info: &DialogueInfo<'_>,
    ) -> Result<(), UsageError> {
        self.advance(now);
        let known = self.check_state(dialogue, &[State::InitiationReceived, State::Active])?;
        known.state = State::Active;
        let asked_for = known.context.take();
        let message = Message {
            message_type: MessageType::Continue,
            dialogue: accepted(asked_for.as_deref(), info),
            ..Default::default()
        };
        self.send_on(dialogue.0, message);
        Ok(())
    }

    /// TC-END request. The dialogue is gone then.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] of a basic end before anything came from the peer.
    pub fn tc_end(
        &mut self,
        now: Instant,
        dialogue: DialogueId,
        info: &DialogueInfo<'_>,
        termination: Termination,
    ) -> Result<(), UsageError> {
        self.advance(now);
        if termination == Termination::PreArranged {
            return self.remove(dialogue.0).map(drop).ok_or(UsageError::Gone);
        }
        let known = self.check_state(dialogue, &[State::InitiationReceived, State::Active])?;
        let asked_for = known.context.take();
        let message = Message {
            message_type: MessageType::End,
            dialogue: accepted(asked_for.as_deref(), info),
            ..Default::default()
        };
        self.send_last(dialogue.0, message);
        Ok(())
    }

    /// TC-U-ABORT request: the dialogue is gone then. A peer that has not answered cannot be told.
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    pub fn tc_u_abort(
        &mut self,
        now: Instant,
        dialogue: DialogueId,
        reason: &AbortReason<'_>,
    ) -> Result<(), UsageError> {
        self.advance(now);
        let known = self.known(dialogue)?;
        known.components.clear();
        let asked_for = known.context.take();
        if known.peer.is_none() {
            self.remove(dialogue.0);
            return Ok(());
        }
        let asked_for = asked_for.as_deref().filter(|_| known.state == State::InitiationReceived);
        // Without an application context there are no APDUs of dialogues, and the user's information stands alone.
        let portion = if known.is_in_context {
            Some(abort_portion(asked_for, reason))
        } else {
            reason.user_information().map(Dialogue::Other)
        };
        let message = Message { message_type: MessageType::Abort, dialogue: portion, ..Default::default() };
        self.send_last(dialogue.0, message);
        Ok(())
    }

    fn check_state(
        &mut self,
        dialogue: DialogueId,
        allowed: &[State],
    ) -> Result<&mut super::endpoint::Dialogue, UsageError> {
        let known = self.known(dialogue)?;
        if allowed.contains(&known.state) { Ok(known) } else { Err(UsageError::State) }
    }

    /// Sends a message of a dialogue that goes on.
    fn send_on(&mut self, handle: Handle, mut message: Message<'_>) {
        let components = self.take_components(handle);
        let Some(known) = self.table.get(handle) else { return };
        (message.otid, message.dtid) = (Some(self.numbers.of(handle)), known.peer);
        let addresses = (known.remote, known.local);
        self.touch(handle);
        self.send(addresses, handle.index(), &message, components);
    }

    /// Sends the last message of a dialogue.
    pub(super) fn send_last(&mut self, handle: Handle, mut message: Message<'_>) {
        let components = self.take_components(handle);
        let Some(known) = self.remove(handle) else { return };
        message.dtid = known.peer;
        self.send((known.remote, known.local), handle.index(), &message, components);
    }
}

/// The dialogue portion of a message that goes on: an AARE in the first answer to an AARQ, and else nothing. User
/// information alone goes nowhere, since there is no APDU for it.
fn accepted<'a>(asked_for: Option<&'a [u8]>, info: &DialogueInfo<'a>) -> Option<Dialogue<'a>> {
    let name = info.application_context.or(asked_for);
    let response = |name| Dialogue::Response(DialogueResponse::new(name, None, info.user_information));
    asked_for.and(name).map(response)
}

/// The dialogue portion of an abort: an AARE that refuses where there was an AARQ without an answer, else an ABRT.
fn abort_portion<'a>(asked_for: Option<&'a [u8]>, reason: &AbortReason<'a>) -> Dialogue<'a> {
    match (*reason, asked_for) {
        (AbortReason::ApplicationContextNotSupported { alternative, user_information }, Some(name)) => {
            let why = Diagnostic::User(Explicit(2));
            let name = alternative.unwrap_or(name);
            Dialogue::Response(DialogueResponse::new(name, Some(why), user_information))
        }
        (AbortReason::DialogueRefused { user_information }, Some(name)) => {
            let why = Diagnostic::User(Explicit(1));
            Dialogue::Response(DialogueResponse::new(name, Some(why), user_information))
        }
        _ => Dialogue::Abort(DialogueAbort::by_user(reason.user_information())),
    }
}
