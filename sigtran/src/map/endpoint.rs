//! MAP over TCAP: dialogues with a context and a version (3GPP TS 29.002 §7, §15.1).

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;

use super::primitive::{Event, Parameter, Refusal, UserInformation};
use super::{
    ApplicationContext, Argument, ContextCode, DialoguePdu, ErrorCode, MapError, OperationClass,
    OperationCode, ResultParameter, UserAbortChoice, UserAbortInfo,
};
use crate::Buffer;
use crate::sccp::Address;
use crate::tcap::{
    self, AbortCause, AbortReason, Class, Code, ComponentIndication, DialogueId, DialogueIndication,
    DialogueInfo, Invoke, OwnedCode, PAbortCause, Problem, Tcap, Termination, Transmit, UsageError,
};

/// MAP at one node, without I/O.
#[derive(Debug)]
pub struct Map {
    tcap: Tcap,
    dialogues: BTreeMap<DialogueId, Dialogue>,
    events: VecDeque<Event>,
}

/// What MAP knows of a dialogue beside TCAP.
#[derive(Debug)]
struct Dialogue {
    context: Option<ApplicationContext>,
    phase: Phase,
}

#[derive(Debug, PartialEq, Eq)]
enum Phase {
    /// We have opened it, and sent nothing; what goes with it as user information.
    Opening(Vec<u8>),
    /// We have begun, and wait for the answer.
    Opened,
    /// The peer has opened it, or has accepted.
    Open,
}

impl Dialogue {
    fn version(&self) -> u8 {
        self.context.map_or(1, |context| context.version)
    }
}

impl Map {
    /// No dialogue. The seed decides the transaction ids.
    #[must_use]
    pub fn new(config: Arc<tcap::Config>, seed: [u8; 32], now: Instant) -> Self {
        Self { tcap: Tcap::new(config, seed, now), dialogues: BTreeMap::new(), events: VecDeque::new() }
    }

    /// N-UNITDATA indication: a message of the network (Q.711 §6.2.2.3).
    pub fn handle_unitdata(&mut self, now: Instant, called: Address, calling: Address, octets: &Bytes) {
        self.tcap.backlog = self.events.len();
        self.tcap.handle_unitdata(now, called, calling, octets);
        self.pump();
    }

    /// N-NOTICE indication: a message of ours came back (Q.711 §6.2.2.3).
    pub fn handle_notice(&mut self, now: Instant, return_cause: u8, octets: &Bytes) {
        self.tcap.handle_notice(now, return_cause, octets);
        self.pump();
    }

    /// Runs what is due.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.tcap.handle_timeout(now);
        self.pump();
    }

    /// When [`Self::handle_timeout`] is to be called.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.tcap.poll_timeout()
    }

    /// The next thing to be sent.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        self.tcap.poll_transmit()
    }

    /// The next thing that the user must know.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// How many dialogues are open.
    #[must_use]
    pub fn dialogues(&self) -> usize {
        self.tcap.dialogues()
    }

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

    /// A service's request: goes with the next message. Gives its number (3GPP TS 29.002 §7.4).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::TooManyComponents`].
    pub fn invoke(
        &mut self,
        dialogue: DialogueId,
        operation: OperationCode,
        linked_id: Option<i8>,
        argument: Option<&Argument<'_>>,
    ) -> Result<i8, UsageError> {
        let mut parameter = Buffer::new();
        argument.into_iter().for_each(|argument| argument.write(&mut parameter));
        let class = match operation.class() {
            OperationClass::Both => Class::Both,
            OperationClass::Failure => Class::Failure,
            OperationClass::Success => Class::Success,
            OperationClass::None => Class::None,
        };
        let (timeout, operation) = (operation.timer(), Code::Local(operation.0.into()));
        self.tcap.tc_invoke(dialogue, &Invoke { class, linked_id, operation, timeout }, parameter)
    }

    /// A service's response: it was done (3GPP TS 29.002 §7.4).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::TooManyComponents`].
    pub fn result(
        &mut self,
        dialogue: DialogueId,
        invoke_id: i8,
        operation: OperationCode,
        result: Option<&ResultParameter<'_>>,
    ) -> Result<(), UsageError> {
        let mut parameter = Buffer::new();
        result.into_iter().for_each(|result| result.write(&mut parameter));
        let code = Code::Local(operation.0.into());
        // What brings nothing needs no code (Q.773 §3.2.2).
        self.tcap.tc_result(dialogue, invoke_id, true, result.map(|_| &code), parameter)
    }

    /// A service's response: a part of what it brings; [`Self::result`] brings the rest (3GPP TS 29.002 §7.4; Q.771 §3.1.3).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::TooManyComponents`].
    pub fn partial_result(
        &mut self,
        dialogue: DialogueId,
        invoke_id: i8,
        operation: OperationCode,
        result: &ResultParameter<'_>,
    ) -> Result<(), UsageError> {
        let mut parameter = Buffer::new();
        result.write(&mut parameter);
        let code = Code::Local(operation.0.into());
        self.tcap.tc_result(dialogue, invoke_id, false, Some(&code), parameter)
    }

    /// A service's response: it failed (3GPP TS 29.002 §7.4).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::TooManyComponents`].
    pub fn error(
        &mut self,
        dialogue: DialogueId,
        invoke_id: i8,
        error: &MapError<'_>,
    ) -> Result<(), UsageError> {
        let mut parameter = Buffer::new();
        error.write_parameter(&mut parameter);
        self.tcap.tc_u_error(dialogue, invoke_id, &Code::Local(error.code.0.into()), parameter)
    }

    /// Rejects a component of the peer's: a service that is not known, a parameter that cannot be read
    /// (Q.774 §3.2.2.2).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::TooManyComponents`].
    pub fn reject(
        &mut self,
        dialogue: DialogueId,
        invoke_id: i8,
        problem: Problem,
    ) -> Result<(), UsageError> {
        self.tcap.tc_u_reject(dialogue, Some(invoke_id), problem)
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
                let info = DialogueInfo {
                    application_context: name.as_ref().map(<[u8; 7]>::as_slice),
                    user_information: Some(information.as_slice())
                        .filter(|information| !information.is_empty()),
                };
                self.tcap.tc_begin(now, dialogue, &info)
            }
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
        self.tcap.tc_end(now, dialogue, &DialogueInfo::default(), termination)?;
        self.dialogues.remove(&dialogue);
        Ok(())
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
        let information = DialoguePdu::UserAbort(info).to_user_information();
        let reason = AbortReason::UserSpecific { user_information: Some(information.as_slice()) };
        self.tcap.tc_u_abort(now, dialogue, &reason)?;
        self.dialogues.remove(&dialogue);
        Ok(())
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
        let reason = AbortReason::DialogueRefused { user_information: Some(information.as_slice()) };
        self.tcap.tc_u_abort(now, dialogue, &reason)?;
        self.dialogues.remove(&dialogue);
        Ok(())
    }

    /// Makes MAP's events of TCAP's.
    fn pump(&mut self) {
        let mut delimiter = None;
        while let Some(event) = self.tcap.poll_event() {
            if !matches!(event, tcap::Event::Component { .. }) {
                self.events.extend(delimiter.take());
            }
            match event {
                tcap::Event::Begin { dialogue, called, calling, indication } => {
                    let context = context_of(&indication);
                    // Version 1 has the context of its first operation, which is the next event.
                    let first = if context.is_none() { self.tcap.poll_event() } else { None };
                    let context = context.or_else(|| first.as_ref().and_then(context_of_version_1));
                    self.dialogues.insert(dialogue, Dialogue { context, phase: Phase::Open });
                    let user_information = UserInformation(indication.user_information);
                    self.events.push_back(Event::Open {
                        dialogue,
                        called,
                        calling,
                        context,
                        user_information,
                    });
                    if let Some(tcap::Event::Component { component, .. }) = first {
                        self.on_component(dialogue, component);
                    }
                    delimiter = Some(Event::Delimiter { dialogue });
                }
                tcap::Event::Continue { dialogue, indication } => {
                    self.accepted(dialogue, indication);
                    delimiter = Some(Event::Delimiter { dialogue });
                }
                tcap::Event::End { dialogue, indication } => {
                    self.accepted(dialogue, indication);
                    delimiter = Some(Event::Closed { dialogue });
                }
                tcap::Event::Component { dialogue: Some(dialogue), component } => {
                    self.on_component(dialogue, component);
                }
                // MAP has no dialogues without a transaction.
                tcap::Event::Component { dialogue: None, .. } | tcap::Event::Unidirectional { .. } => {}
                tcap::Event::UAbort { dialogue, context_not_supported, indication } => {
                    self.on_u_abort(dialogue, context_not_supported, indication);
                }
                tcap::Event::PAbort { dialogue, cause } => self.on_p_abort(dialogue, cause),
                tcap::Event::Notice { dialogue, return_cause } => {
                    self.events.push_back(Event::Notice { dialogue, return_cause });
                }
                tcap::Event::Cancelled { dialogue, invoke_id } => {
                    self.events.push_back(Event::TimedOut { dialogue, invoke_id });
                }
            }
        }
        if let Some(Event::Closed { dialogue }) = &delimiter {
            self.dialogues.remove(dialogue);
        }
        self.events.extend(delimiter);
    }

    /// The peer's first answer accepts the dialogue.
    fn accepted(&mut self, dialogue: DialogueId, indication: DialogueIndication) {
        let Some(known) = self.dialogues.get_mut(&dialogue) else { return };
        if known.phase == Phase::Opened {
            known.phase = Phase::Open;
            known.context = context_of(&indication).or(known.context);
            let context = known.context;
            let user_information = UserInformation(indication.user_information);
            self.events.push_back(Event::Accepted { dialogue, context, user_information });
        }
    }

    fn on_component(&mut self, dialogue: DialogueId, component: ComponentIndication) {
        let version = self.dialogues.get(&dialogue).map_or(1, Dialogue::version);
        let parameter = |octets| Parameter { octets, version };
        let event = match component {
            ComponentIndication::Invoke { invoke_id, linked_id, operation, parameter: octets } => {
                let Some(operation) = local(&operation) else {
                    // MAP's operations have numbers. A dialogue that is gone needs no answer.
                    let _ = self.reject(dialogue, invoke_id, Problem::UNRECOGNIZED_OPERATION);
                    return;
                };
                let operation = OperationCode(operation);
                Event::Invoke { dialogue, invoke_id, linked_id, operation, parameter: parameter(octets) }
            }
            ComponentIndication::ReturnResult { invoke_id, last, operation, parameter: octets } => {
                let operation = operation.as_ref().and_then(local).map(OperationCode);
                Event::Result { dialogue, invoke_id, last, operation, parameter: parameter(octets) }
            }
            ComponentIndication::ReturnError { invoke_id, error, parameter: octets } => {
                let error = ErrorCode(local(&error).unwrap_or_default());
                Event::Error { dialogue, invoke_id, error, parameter: parameter(octets) }
            }
            ComponentIndication::Reject { invoke_id, problem } => {
                Event::Rejected { dialogue, invoke_id, problem, local: false }
            }
            ComponentIndication::LocalReject { invoke_id, problem } => {
                Event::Rejected { dialogue, invoke_id, problem, local: true }
            }
        };
        self.events.push_back(event);
    }

    fn on_u_abort(
        &mut self,
        dialogue: DialogueId,
        context_not_supported: bool,
        indication: DialogueIndication,
    ) {
        let known = self.dialogues.remove(&dialogue);
        let alternative = context_of(&indication);
        let user_information = UserInformation(indication.user_information);
        let opened = known.filter(|known| known.phase == Phase::Opened);
        let event = match opened.and_then(|known| known.context) {
            Some(asked_for) if context_not_supported => {
                let fallback = fallback(asked_for, alternative);
                let refusal = Refusal::ContextNotSupported { fallback };
                Event::Refused { dialogue, refusal, user_information }
            }
            Some(_) if is_refusal(&user_information) => {
                Event::Refused { dialogue, refusal: Refusal::Other, user_information }
            }
            _ => Event::UAbort { dialogue, user_information },
        };
        self.events.push_back(event);
    }

    /// A peer that knows version 1 alone takes a dialogue portion for a fault (3GPP TS 29.002 §15.1.3).
    fn on_p_abort(&mut self, dialogue: DialogueId, cause: AbortCause) {
        let known = self.dialogues.remove(&dialogue);
        let opened = known.filter(|known| known.phase == Phase::Opened && known.version() > 1);
        let fault = matches!(
            cause,
            AbortCause::NoCommonDialoguePortion
                | AbortCause::Peer(
                    PAbortCause::INCORRECT_TRANSACTION_PORTION
                        | PAbortCause::BADLY_FORMATTED_TRANSACTION_PORTION
                )
        );
        let event = match opened.and_then(|known| known.context).filter(|_| fault) {
            Some(asked_for) => {
                let lower = std::iter::successors(asked_for.lower(), |context| context.lower());
                let fallback = lower.last().filter(|context| context.version == 1);
                let refusal = Refusal::ContextNotSupported { fallback };
                Event::Refused { dialogue, refusal, user_information: UserInformation::default() }
            }
            None => Event::PAbort { dialogue, cause },
        };
        self.events.push_back(event);
    }
}

/// The context to try next: what the peer names, if that is lower than what was asked for, else the next lower one. So no
/// version is tried twice.
fn fallback(
    asked_for: ApplicationContext,
    alternative: Option<ApplicationContext>,
) -> Option<ApplicationContext> {
    let is_lower = |other: &ApplicationContext| {
        other.context == asked_for.context && (1..asked_for.version).contains(&other.version)
    };
    alternative.filter(is_lower).or_else(|| asked_for.lower())
}

fn context_of(indication: &DialogueIndication) -> Option<ApplicationContext> {
    ApplicationContext::from_object_identifier(indication.application_context.as_deref()?)
}

fn local(code: &OwnedCode) -> Option<u8> {
    code.as_code().local()
}

fn is_refusal(user_information: &UserInformation) -> bool {
    matches!(user_information.pdu(), Ok(Some(DialoguePdu::Refuse(_))))
}

/// The context that an operation has in version 1 (3GPP TS 29.002 §17.3.2, version 1).
fn context_of_version_1(event: &tcap::Event) -> Option<ApplicationContext> {
    let tcap::Event::Component { component: ComponentIndication::Invoke { operation, .. }, .. } = event
    else {
        return None;
    };
    let context = match OperationCode(local(operation)?) {
        OperationCode::updateLocation => ContextCode::networkLocUpContext,
        OperationCode::cancelLocation => ContextCode::locationCancellationContext,
        OperationCode::provideRoamingNumber => ContextCode::roamingNumberEnquiryContext,
        OperationCode::sendRoutingInfo => ContextCode::locationInfoRetrievalContext,
        OperationCode::reset => ContextCode::resetContext,
        OperationCode::performHandover => ContextCode::handoverControlContext,
        OperationCode::checkIMEI => ContextCode::equipmentMngtContext,
        OperationCode::sendParameters => ContextCode::infoRetrievalContext,
        OperationCode::insertSubscriberData | OperationCode::deleteSubscriberData => {
            ContextCode::subscriberDataMngtContext
        }
        OperationCode::activateTraceMode | OperationCode::deactivateTraceMode => ContextCode::tracingContext,
        OperationCode::sendRoutingInfoForSM | OperationCode::reportSM_DeliveryStatus => {
            ContextCode::shortMsgGatewayContext
        }
        OperationCode::forwardSM => ContextCode::shortMsgMO_RelayContext,
        OperationCode::alertServiceCentreWithoutResult => ContextCode::shortMsgAlertContext,
        OperationCode::noteSubscriberPresent => ContextCode::mwdMngtContext,
        OperationCode::beginSubscriberActivity
        | OperationCode::processUnstructuredSS_Data
        | OperationCode::registerSS
        | OperationCode::eraseSS
        | OperationCode::activateSS
        | OperationCode::deactivateSS
        | OperationCode::interrogateSS => ContextCode::networkFunctionalSsContext,
        _ => return None,
    };
    Some(ApplicationContext::new(context, 1))
}
