//! The switching centre: messages to handsets (3GPP TS 29.002 §23.3.2).

use std::time::Instant;

use brivas_sigtran::map::{
    AbsentSubscriberSmParam, ApplicationContext, Argument, ErrorCode, ErrorParameter, Map, MapError,
    OperationCode, Parameter, SmDeliveryFailureCause, SmEnumeratedDeliveryFailureCause, SmRpDa,
};
use brivas_sigtran::sms::{Direction, Tpdu};
use brivas_sigtran::tcap::{DialogueId, Problem};
use rand_chacha::rand_core::Rng;

use crate::Reach;
use crate::network::{Event, Network, Purpose};

/// A dialogue in which messages come for a handset.
#[derive(Debug)]
pub(crate) struct Incoming {
    context: ApplicationContext,
    /// Whose, once that is known: the messages after the first do not say.
    imsi: Option<String>,
    /// What the handset has still to answer.
    answer: Option<Answer>,
    /// Whether another message is to come.
    more: bool,
    /// Whether it was opened, in its version, before it was known for whom.
    is_accepted: bool,
}

/// What a handset answers.
#[derive(Clone, Copy, Debug)]
enum Answer {
    Taken(i8, OperationCode),
    Refused(i8, ErrorCode, Option<SmEnumeratedDeliveryFailureCause>),
    Rejected(i8, Problem),
    /// Nothing: it was lost.
    Nothing,
    /// The node does not speak this version.
    WrongVersion(u8),
}

impl Incoming {
    pub(crate) const fn new(context: ApplicationContext) -> Self {
        Self { context, imsi: None, answer: None, more: false, is_accepted: false }
    }
}

impl Network {
    /// A TPDU for a handset.
    pub(crate) fn hear_message(
        &mut self,
        dialogue: DialogueId,
        invoke_id: i8,
        operation: OperationCode,
        parameter: &Parameter,
    ) {
        let (to, tpdu, more) = match parameter.argument(operation) {
            Ok(Some(Argument::MtForwardSm(read))) => {
                (read.sm_rp_da, read.sm_rp_ui, read.more_messages_to_send)
            }
            Ok(Some(Argument::ForwardSm(read))) => (read.sm_rp_da, read.sm_rp_ui, read.more_messages_to_send),
            _ => {
                return self.will_answer(
                    dialogue,
                    Answer::Rejected(invoke_id, Problem::MISTYPED_PARAMETER),
                    false,
                );
            }
        };
        let imsi = match (to, self.dialogues.get_mut(&dialogue)) {
            (SmRpDa::Imsi(imsi), Some(Purpose::ToHandset(incoming))) => {
                incoming.imsi = Some(imsi.0.to_string());
                incoming.imsi.clone()
            }
            (SmRpDa::None(_), Some(Purpose::ToHandset(incoming))) => incoming.imsi.clone(),
            _ => None,
        };
        let answer = self.judge(dialogue, invoke_id, operation, imsi.as_deref(), tpdu.0);
        self.will_answer(dialogue, answer, more.is_some());
    }

    fn will_answer(&mut self, dialogue: DialogueId, answer: Answer, more: bool) {
        if let Some(Purpose::ToHandset(incoming)) = self.dialogues.get_mut(&dialogue) {
            (incoming.answer, incoming.more) = (Some(answer), more);
        }
    }

    /// What the handset makes of it.
    fn judge(
        &mut self,
        dialogue: DialogueId,
        invoke_id: i8,
        operation: OperationCode,
        imsi: Option<&str>,
        tpdu: &[u8],
    ) -> Answer {
        let lot = self.random.next_u32() % 100;
        // What is to be judged by its version; one that was accepted is not taken back.
        let version = match self.dialogues.get(&dialogue) {
            Some(Purpose::ToHandset(incoming)) if !incoming.is_accepted => incoming.context.version,
            _ => 1,
        };
        let Some(subscriber) = imsi.and_then(|imsi| self.subscribers.of_imsi(imsi)) else {
            return Answer::Refused(invoke_id, ErrorCode::unidentifiedSubscriber, None);
        };
        if version > subscriber.max_version {
            return Answer::WrongVersion(subscriber.max_version);
        }
        if lot < subscriber.lossy_percent.into() {
            return Answer::Nothing;
        }
        let failure = |cause| Answer::Refused(invoke_id, ErrorCode::sm_DeliveryFailure, Some(cause));
        match subscriber.reach {
            Reach::Absent => return Answer::Refused(invoke_id, ErrorCode::absentSubscriberSM, None),
            Reach::Busy => return Answer::Refused(invoke_id, ErrorCode::subscriberBusyForMT_SMS, None),
            Reach::Illegal => return Answer::Refused(invoke_id, ErrorCode::illegalSubscriber, None),
            Reach::Full => return failure(SmEnumeratedDeliveryFailureCause::MEMORY_CAPACITY_EXCEEDED),
            Reach::Unequipped => return failure(SmEnumeratedDeliveryFailureCause::EQUIPMENT_NOT_SM_EQUIPPED),
            Reach::Reachable => {}
        }
        let msisdn = subscriber.msisdn.clone();
        let event = match Tpdu::read(tpdu, Direction::ToMobile) {
            Ok(Tpdu::Deliver(deliver)) => Event::Received {
                msisdn,
                from: deliver.originating_address.to_text(),
                text: deliver.user_data.to_text().unwrap_or_default(),
            },
            Ok(Tpdu::StatusReport(report)) => Event::Reported {
                msisdn,
                message_reference: report.message_reference,
                status: report.status.0,
                is_answer: report.status_report_qualifier,
            },
            _ => return failure(SmEnumeratedDeliveryFailureCause::EQUIPMENT_PROTOCOL_ERROR),
        };
        self.events.push_back(event);
        Answer::Taken(invoke_id, operation)
    }

    /// What the handset has decided goes out.
    pub(crate) fn answer_for_handset(&mut self, now: Instant, map: &mut Map, dialogue: DialogueId) {
        let Some(Purpose::ToHandset(incoming)) = self.dialogues.get_mut(&dialogue) else { return };
        let (context, more, answer) = (incoming.context, incoming.more, incoming.answer.take());
        // A dialogue that is gone needs no answer.
        let _ = match answer {
            Some(Answer::Nothing) => return,
            // A dialogue is opened for a message that did not fit into its first one.
            None => {
                incoming.is_accepted = true;
                map.delimiter(now, dialogue)
            }
            Some(Answer::WrongVersion(version)) => {
                let lower = std::iter::successors(Some(context), |context| context.lower());
                let ours = lower.into_iter().find(|context| context.version <= version);
                self.dialogues.remove(&dialogue);
                map.refuse_context(now, dialogue, ours)
            }
            Some(Answer::Taken(invoke_id, operation)) if more => {
                map.result(dialogue, invoke_id, operation, None).and_then(|()| map.delimiter(now, dialogue))
            }
            Some(Answer::Taken(invoke_id, operation)) => {
                let _ = map.result(dialogue, invoke_id, operation, None);
                return self.end(now, map, dialogue);
            }
            Some(Answer::Rejected(invoke_id, problem)) => {
                let _ = map.reject(dialogue, invoke_id, problem);
                return self.end(now, map, dialogue);
            }
            Some(Answer::Refused(invoke_id, code, cause)) => {
                let _ = map.error(dialogue, invoke_id, &error(code, cause, context.version));
                return self.end(now, map, dialogue);
            }
        };
    }
}

/// An error with the parameter that it has in this version.
fn error(code: ErrorCode, cause: Option<SmEnumeratedDeliveryFailureCause>, version: u8) -> MapError<'static> {
    let parameter = match (code, cause, version) {
        (_, Some(cause), 1) => Some(ErrorParameter::SmDeliveryFailureV1(cause)),
        (_, Some(cause), _) => Some(ErrorParameter::SmDeliveryFailure(SmDeliveryFailureCause {
            sm_enumerated_delivery_failure_cause: cause,
            ..Default::default()
        })),
        (ErrorCode::absentSubscriberSM, _, 3..) => {
            Some(ErrorParameter::AbsentSubscriberSm(AbsentSubscriberSmParam {
                absent_subscriber_diagnostic_sm: Some(1),
                ..Default::default()
            }))
        }
        _ => None,
    };
    // Versions 1 and 2 have the error of calls in its place (GSM 09.02).
    let code =
        if code == ErrorCode::absentSubscriberSM && version < 3 { ErrorCode::absentSubscriber } else { code };
    MapError { code, parameter }
}
