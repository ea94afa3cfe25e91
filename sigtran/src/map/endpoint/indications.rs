//! What TCAP tells, made what MAP tells: opening, acceptance and refusal of dialogues, and the fall to a lower version
//! (3GPP TS 29.002 §7.3, §15.1).

use super::{Dialogue, Map, Phase};
use crate::map::primitive::{Event, Parameter, Refusal, UserInformation};
use crate::map::{ApplicationContext, ContextCode, DialoguePdu, ErrorCode, OperationCode};
use crate::tcap::{
    self, AbortCause, ComponentIndication, DialogueId, DialogueIndication, OwnedCode, PAbortCause, Problem,
};

impl Map {
    /// Makes MAP's events of TCAP's.
    pub(super) fn pump(&mut self) {
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
                    self.dialogues.insert(dialogue, Dialogue { context, phase: Phase::Asked(Vec::new()) });
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
