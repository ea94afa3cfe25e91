//! Dialogues: opened, accepted, refused, ended, given up (3GPP TS 29.002 §7.3).

use std::time::Instant;

use super::{Dialogue, Map, Phase};
use crate::map::{
    AcceptInfo, ApplicationContext, CloseInfo, DialoguePdu, ProviderAbortInfo, UserAbortChoice, UserAbortInfo,
};
use crate::sccp::Address;
use crate::tcap::{AbortReason, DialogueId, DialogueInfo, Termination, UsageError};

impl Map {
    /// MAP-OPEN request. Nothing is sent before [`Self::delimiter`]. Version 1 has neither context nor references on the
    /// wire (3GPP TS 29.002 §7.3.1).
    ///
    /// # Errors
    /// [`UsageError::TooManyDialogues`].
    pub fn open(
        &mut self,
        now: Instant,
        called: Address,
        calling: Address,
        context: ApplicationContext,
        open: Option<&DialoguePdu<'_>>,
    ) -> Result<DialogueId, UsageError> {
        let dialogue = self.tcap.open(now, called, calling)?;
        let information = open.map(|open| open.to_user_information().as_slice().to_vec());
        let phase = Phase::Opening(information.unwrap_or_default());
        self.dialogues.insert(dialogue, Dialogue { context: Some(context), phase });
        Ok(dialogue)
    }

    /// MAP-DELIMITER request: sends what waits (3GPP TS 29.002 §7.3.3).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::State`] before the peer's first answer.
    pub fn delimiter(&mut self, now: Instant, dialogue: DialogueId) -> Result<(), UsageError> {
        let known = self.dialogues.get_mut(&dialogue).ok_or(UsageError::Gone)?;
        let name = known.context.filter(|context| context.version > 1).map(|it| it.object_identifier());
        match std::mem::replace(&mut known.phase, Phase::Open) {
            Phase::Opening(information) => {
                known.phase = Phase::Opened;
                let application_context = name.as_ref().map(<[u8; 7]>::as_slice);
                let info = DialogueInfo { application_context, ..with(&information) };
                self.tcap.tc_begin(now, dialogue, &info)
            }
            Phase::Asked(information) => self.tcap.tc_continue(now, dialogue, &with(&information)),
            phase => {
                known.phase = phase;
                self.tcap.tc_continue(now, dialogue, &DialogueInfo::default())
            }
        }
    }

    /// MAP-CLOSE request: sends what waits, and ends the dialogue (3GPP TS 29.002 §7.3.2).
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] of a basic end before the peer's first answer.
    pub fn close(
        &mut self,
        now: Instant,
        dialogue: DialogueId,
        termination: Termination,
    ) -> Result<(), UsageError> {
        let information = match self.dialogues.get(&dialogue).map(|known| &known.phase) {
            Some(Phase::Asked(information)) => with(information),
            _ => DialogueInfo::default(),
        };
        self.tcap.tc_end(now, dialogue, &information, termination)?;
        self.dialogues.remove(&dialogue);
        Ok(())
    }

    /// MAP-CLOSE request with what operators and vendors add: a basic end in answer to the peer's opening, which alone has
    /// room for that. It goes in place of what [`Self::accept`] has said (3GPP TS 29.002 §7.3.2, §17.4).
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] unless the peer waits for our first answer;
    /// [`UsageError::NotInVersion`] in version 1.
    pub fn close_with(
        &mut self,
        now: Instant,
        dialogue: DialogueId,
        close: CloseInfo<'_>,
    ) -> Result<(), UsageError> {
        self.answer(dialogue, "map-close", &DialoguePdu::Close(close))?;
        self.close(now, dialogue, Termination::Basic)
    }

    /// MAP-U-ABORT request (3GPP TS 29.002 §7.3.4).
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    pub fn u_abort(
        &mut self,
        now: Instant,
        dialogue: DialogueId,
        why: UserAbortChoice<'_>,
    ) -> Result<(), UsageError> {
        let info = UserAbortInfo { map_user_abort_choice: why, ..Default::default() };
        self.abort(now, dialogue, info)
    }

    /// MAP-U-ABORT request with all that it can say: the reason, and what operators and vendors add
    /// (3GPP TS 29.002 §7.3.4, §17.4).
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    pub fn abort(
        &mut self,
        now: Instant,
        dialogue: DialogueId,
        abort: UserAbortInfo<'_>,
    ) -> Result<(), UsageError> {
        self.give_up(now, dialogue, &DialoguePdu::UserAbort(abort))
    }

    /// Gives a dialogue up for MAP's own reason: the peer has broken its rules, or has said what cannot be read
    /// (3GPP TS 29.002 §7.3.5, §17.4).
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    pub fn provider_abort(
        &mut self,
        now: Instant,
        dialogue: DialogueId,
        abort: ProviderAbortInfo<'_>,
    ) -> Result<(), UsageError> {
        self.give_up(now, dialogue, &DialoguePdu::ProviderAbort(abort))
    }

    fn give_up(
        &mut self,
        now: Instant,
        dialogue: DialogueId,
        abort: &DialoguePdu<'_>,
    ) -> Result<(), UsageError> {
        let information = abort.to_user_information();
        let user_information = Some(information.as_slice()).filter(|_| self.has_portion(dialogue));
        let reason = AbortReason::UserSpecific { user_information };
        self.tcap.tc_u_abort(now, dialogue, &reason)?;
        self.dialogues.remove(&dialogue);
        Ok(())
    }

    /// MAP-OPEN response: the dialogue is accepted, with what operators and vendors add. Nothing is sent before
    /// [`Self::delimiter`] or [`Self::close`], which accept without it, too (3GPP TS 29.002 §7.3.1, §17.4).
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] unless the peer waits for our first answer;
    /// [`UsageError::NotInVersion`] in version 1, which has no room for it.
    pub fn accept(&mut self, dialogue: DialogueId, accept: AcceptInfo<'_>) -> Result<(), UsageError> {
        self.answer(dialogue, "map-accept", &DialoguePdu::Accept(accept))
    }

    /// Keeps what goes with the first answer.
    fn answer(
        &mut self,
        dialogue: DialogueId,
        field: &'static str,
        pdu: &DialoguePdu<'_>,
    ) -> Result<(), UsageError> {
        let known = self.dialogues.get_mut(&dialogue).ok_or(UsageError::Gone)?;
        let is_version_1 = known.version() == 1;
        match &mut known.phase {
            Phase::Asked(_) if is_version_1 => Err(UsageError::NotInVersion { field }),
            Phase::Asked(information) => {
                *information = pdu.to_user_information().as_slice().to_vec();
                Ok(())
            }
            _ => Err(UsageError::State),
        }
    }

    /// MAP-OPEN response: the dialogue is refused, since its context is not supported, or not in this version
    /// (3GPP TS 29.002 §7.3.1).
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    pub fn refuse_context(
        &mut self,
        now: Instant,
        dialogue: DialogueId,
        alternative: Option<ApplicationContext>,
    ) -> Result<(), UsageError> {
        let name = alternative.map(ApplicationContext::object_identifier);
        let alternative = name.as_ref().map(<[u8; 7]>::as_slice);
        let reason = AbortReason::ApplicationContextNotSupported { alternative, user_information: None };
        self.tcap.tc_u_abort(now, dialogue, &reason)?;
        self.dialogues.remove(&dialogue);
        Ok(())
    }

    /// MAP-OPEN response: the dialogue is refused for a reason of MAP's own (3GPP TS 29.002 §7.3.1).
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    pub fn refuse(
        &mut self,
        now: Instant,
        dialogue: DialogueId,
        refuse: &DialoguePdu<'_>,
    ) -> Result<(), UsageError> {
        let information = refuse.to_user_information();
        let user_information = Some(information.as_slice()).filter(|_| self.has_portion(dialogue));
        let reason = AbortReason::DialogueRefused { user_information };
        self.tcap.tc_u_abort(now, dialogue, &reason)?;
        self.dialogues.remove(&dialogue);
        Ok(())
    }

    /// Version 1 has no dialogue portion on the wire, and so nothing that user information could go with.
    fn has_portion(&self, dialogue: DialogueId) -> bool {
        self.dialogues.get(&dialogue).is_some_and(|known| known.version() > 1)
    }
}

/// User information, if there is any.
fn with(information: &[u8]) -> DialogueInfo<'_> {
    let user_information = Some(information).filter(|information| !information.is_empty());
    DialogueInfo { user_information, ..Default::default() }
}
