//! Messages from handsets: mo-ForwardSM, or forwardSM of versions 1 and 2 (3GPP TS 29.002 §12.2, §23.2).

use std::time::Instant;

use brivas_timer::Handle;
use bytes::Bytes;

use super::{Event, Purpose, SmsGateway, SubmissionId, UsageError, dialogue_of};
use crate::ber::Octets;
use crate::map::{
    self, Argument, ErrorCode, ErrorParameter, Map, MapError, MoForwardSmRes, OperationCode, ResultParameter,
    SmDeliveryFailureCause, SmEnumeratedDeliveryFailureCause, SmRpOa, UserAbortChoice,
};
use crate::tcap::{self, DialogueId, Problem, Termination};

/// A message that waits for the owner's word.
#[derive(Debug)]
pub(super) struct Submission {
    dialogue: DialogueId,
    invoke_id: i8,
    operation: OperationCode,
    version: u8,
}

/// How far a dialogue is in which a message comes. What is said of it is complete at its delimiter.
#[derive(Debug)]
pub(super) enum Origin {
    /// Nothing came in it.
    Opened,
    /// A message came: from whom, and what; or something that is none.
    Came(Submission, Result<(String, Bytes), Problem>),
    /// The owner was told.
    Waits(Handle),
}

impl SmsGateway {
    /// The message is ours from here on. `report`: an SMS-SUBMIT-REPORT, if the handset is to have one
    /// (3GPP TS 29.002 §12.2).
    ///
    /// # Errors
    /// [`UsageError::Gone`]: the handset's switching centre has given up meanwhile. [`UsageError::Tcap`]: it has sent so much
    /// else that there is no room for an answer, and was told that the dialogue is given up.
    pub fn accept(
        &mut self,
        now: Instant,
        map: &mut Map,
        id: SubmissionId,
        report: Option<&[u8]>,
    ) -> Result<(), UsageError> {
        let submission = self.submissions.remove(id.0).ok_or(UsageError::Gone)?;
        let Submission { dialogue, invoke_id, operation, version } = submission;
        self.dialogues.remove(&dialogue);
        let result = report.filter(|_| version >= 3).map(|report| {
            let sm_rp_ui = Some(Octets(report));
            ResultParameter::MoForwardSm(MoForwardSmRes { sm_rp_ui, ..Default::default() })
        });
        let answered = map.result(dialogue, invoke_id, operation, result.as_ref());
        Ok(finish(now, map, dialogue, answered)?)
    }

    /// The message is not taken, for this reason (3GPP TS 29.002 §12.2). The report, an SMS-SUBMIT-REPORT with its
    /// TP-Failure-Cause, tells the handset more; version 1 has no room for it.
    ///
    /// # Errors
    /// [`UsageError::Gone`]: the handset's switching centre has given up meanwhile. [`UsageError::Tcap`]: it has sent so much
    /// else that there is no room for an answer, and was told that the dialogue is given up.
    pub fn refuse(
        &mut self,
        now: Instant,
        map: &mut Map,
        id: SubmissionId,
        cause: SmEnumeratedDeliveryFailureCause,
        report: Option<&[u8]>,
    ) -> Result<(), UsageError> {
        let submission = self.submissions.remove(id.0).ok_or(UsageError::Gone)?;
        self.dialogues.remove(&submission.dialogue);
        Ok(refuse(now, map, &submission, cause, report)?)
    }

    pub(super) fn on_originated(&mut self, now: Instant, map: &mut Map, event: map::Event) {
        let dialogue = dialogue_of(&event);
        let Some(Purpose::Originated(origin)) = self.dialogues.get_mut(&dialogue) else { return };
        match event {
            map::Event::Invoke { invoke_id, operation, parameter, .. } => match origin {
                Origin::Opened => {
                    let version = parameter.version();
                    let submission = Submission { dialogue, invoke_id, operation, version };
                    *origin = Origin::Came(submission, read(operation, &parameter));
                }
                // One message at a time. A dialogue that is gone needs no answer.
                Origin::Came(..) | Origin::Waits(_) => {
                    let _ = map.reject(dialogue, invoke_id, Problem::RESOURCE_LIMITATION);
                }
            },
            map::Event::Delimiter { .. } => match std::mem::replace(origin, Origin::Opened) {
                // A dialogue is opened for a message that did not fit into its first one.
                Origin::Opened => {
                    let _ = map.delimiter(now, dialogue);
                }
                Origin::Came(submission, Ok((msisdn, tpdu))) => {
                    self.submitted(now, map, submission, msisdn, tpdu);
                }
                Origin::Came(submission, Err(problem)) => {
                    let _ = map.reject(dialogue, submission.invoke_id, problem);
                    self.leave(now, map, Some(dialogue));
                }
                Origin::Waits(handle) => *origin = Origin::Waits(handle),
            },
            map::Event::Closed { .. } | map::Event::UAbort { .. } | map::Event::PAbort { .. } => {
                if let Origin::Waits(handle) = *origin {
                    self.submissions.remove(handle);
                }
                self.dialogues.remove(&dialogue);
            }
            _ => {}
        }
    }

    fn submitted(
        &mut self,
        now: Instant,
        map: &mut Map,
        submission: Submission,
        msisdn: String,
        tpdu: Bytes,
    ) {
        let dialogue = submission.dialogue;
        match self.submissions.insert(submission) {
            Ok(handle) => {
                self.dialogues.insert(dialogue, Purpose::Originated(Origin::Waits(handle)));
                self.events.push_back(Event::Submitted { id: SubmissionId(handle), msisdn, tpdu });
            }
            Err(submission) => {
                self.dialogues.remove(&dialogue);
                let _ = refuse(now, map, &submission, SmEnumeratedDeliveryFailureCause::SC_CONGESTION, None);
            }
        }
    }
}

/// Who sends what.
fn read(operation: OperationCode, parameter: &map::Parameter) -> Result<(String, Bytes), Problem> {
    if operation != OperationCode::mo_ForwardSM {
        return Err(Problem::UNRECOGNIZED_OPERATION);
    }
    let argument = parameter.argument(operation).map_err(|_| Problem::MISTYPED_PARAMETER)?;
    let (sender, tpdu) = match argument {
        Some(Argument::MoForwardSm(read)) => (read.sm_rp_oa, read.sm_rp_ui),
        Some(Argument::ForwardSm(read)) => (read.sm_rp_oa, read.sm_rp_ui),
        _ => return Err(Problem::MISTYPED_PARAMETER),
    };
    let (SmRpOa::Msisdn(msisdn), Some(octets)) = (sender, parameter.octets()) else {
        return Err(Problem::MISTYPED_PARAMETER);
    };
    Ok((msisdn.digits().to_string(), octets.slice_ref(tpdu.0)))
}

fn refuse(
    now: Instant,
    map: &mut Map,
    submission: &Submission,
    cause: SmEnumeratedDeliveryFailureCause,
    report: Option<&[u8]>,
) -> Result<(), tcap::UsageError> {
    let parameter = match submission.version {
        1 => ErrorParameter::SmDeliveryFailureV1(cause),
        _ => ErrorParameter::SmDeliveryFailure(SmDeliveryFailureCause {
            sm_enumerated_delivery_failure_cause: cause,
            diagnostic_info: report.map(Octets),
            ..Default::default()
        }),
    };
    let error = MapError { code: ErrorCode::sm_DeliveryFailure, parameter: Some(parameter) };
    let answered = map.error(submission.dialogue, submission.invoke_id, &error);
    finish(now, map, submission.dialogue, answered)
}

/// Ends a dialogue whose message was answered. Where there is no room for the answer, since the peer has sent so much that
/// was rejected, it is given up.
fn finish(
    now: Instant,
    map: &mut Map,
    dialogue: DialogueId,
    answered: Result<(), tcap::UsageError>,
) -> Result<(), tcap::UsageError> {
    let ended = answered.and_then(|()| map.close(now, dialogue, Termination::Basic));
    if ended.is_err() {
        // One that is gone needs no end.
        let _ = map.u_abort(now, dialogue, UserAbortChoice::default());
    }
    ended
}
