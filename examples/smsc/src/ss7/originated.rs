//! What handsets send, on its way to the engine, and the engine's word on its way back.

use std::time::Instant;

use brivas_sigtran::Buffer;
use brivas_sigtran::gateway::SubmissionId;
use brivas_sigtran::sms::{FailureCause, SmsSubmitReport};
use brivas_smpp::Pdu;
use bytes::Bytes;
use tokio::sync::oneshot;

use super::from_handset::{self, Sent};
use super::refused::Refused;
use super::run::Node;
use super::to_handset::time_stamp;
use crate::engine::{Input, KnownBy, MOBILE_NETWORK, Refusal, Submission};
use crate::shared::moment;

/// What became of something that a handset sent.
pub(super) struct Answered {
    pub(super) id: SubmissionId,
    /// When it came, Unix ms, if it was taken.
    pub(super) result: Result<i64, Refused>,
}

impl Node {
    /// A TPDU of a handset: it is answered once what it asks for is durable.
    pub(super) fn submitted(&mut self, id: SubmissionId, msisdn: &str, tpdu: &[u8]) {
        let came_at = moment().unix_ms;
        let sent = match from_handset::read(msisdn, tpdu, came_at) {
            Ok(sent) if self.ss7.from_handsets => sent,
            // Another try would not help it.
            Ok(_) => return self.answer(Answered { id, result: Err(Refused::NO_SUBSCRIPTION) }),
            Err(refused) => return self.answer(Answered { id, result: Err(refused) }),
        };
        let metrics = &self.desk.shared.metrics.mobile_network;
        match sent {
            Sent::Message { pdu, reject_duplicates } => {
                metrics.submitted();
                let (reply, answer) = oneshot::channel();
                let admit = Box::new(|_: &[Pdu]| Ok(()));
                self.desk.push(Input::Submit(Submission {
                    origin: MOBILE_NETWORK.to_vec(),
                    by_http: false,
                    known_by: KnownBy::Reference { reject_duplicates },
                    parts: vec![pdu],
                    admit,
                    reply,
                }));
                self.await_answer(id, answer, |answer| match answer {
                    // As it is kept, so that a status report tells the same time.
                    Ok(taken) => Ok(taken.at),
                    Err(Refusal::Status(status)) => Err(Refused::of_message(status)),
                    // The message is here already.
                    Err(Refusal::KeyUsed) => Err(Refused::DUPLICATE),
                });
            }
            Sent::Command(command) => {
                metrics.commanded();
                let (reply, answer) = oneshot::channel();
                self.desk.push(Input::Command { command, reply });
                self.await_answer(id, answer, move |answer| {
                    answer.map(|()| came_at).map_err(Refused::of_command)
                });
            }
        }
    }

    /// Has the handset answered once the engine has answered.
    fn await_answer<T: Send + 'static>(
        &self,
        id: SubmissionId,
        answer: oneshot::Receiver<T>,
        read: impl FnOnce(T) -> Result<i64, Refused> + Send + 'static,
    ) {
        let answers = self.answers.clone();
        tokio::spawn(async move {
            // An engine that is gone has taken nothing.
            let result = answer.await.map_or(Err(Refused::BUSY), read);
            // Whoever is not there any more needs no answer.
            let _ = answers.send(Answered { id, result });
        });
    }

    pub(super) fn answer(&mut self, answered: Answered) {
        let Answered { id, result } = answered;
        let (now, gateway) = (Instant::now(), &mut self.gateway);
        // A handset whose dialogue has ended meanwhile sends its message again.
        let _ = self.driver.node().with_map(now, |map| match result {
            Ok(came_at) => gateway.accept(now, map, id, report(came_at, None).as_deref()),
            Err(Refused { cause, failure_cause }) => {
                let report = report(moment().unix_ms, Some(failure_cause));
                gateway.refuse(now, map, id, cause, report.as_deref())
            }
        });
    }
}

/// An SMS-SUBMIT-REPORT: what it acknowledges or refuses came at this time (3GPP TS 23.040 §9.2.2.2a).
fn report(came_at: i64, failure_cause: Option<FailureCause>) -> Option<Bytes> {
    let mut out = Buffer::new();
    let service_centre_time_stamp = time_stamp(came_at);
    let report = SmsSubmitReport { failure_cause, service_centre_time_stamp, ..Default::default() };
    report.write(&mut out).ok().map(|()| out.into_bytes())
}
