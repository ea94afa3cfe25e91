//! The engine's answers as the response PDUs of the standard.

use std::time::Instant;

use brivas_smpp::{
    AbsoluteTime, CancelSmResp, CommandStatus, DataSmResp, InboundId, QuerySmResp, ReplaceSmResp, Session,
    SubmitMultiResp, SubmitSmResp, Tag, TlvBuf, UnsuccessSme, UnsuccessSmes, UsageError,
};

use crate::engine::Answer;

/// Answers a request. One that has gone meanwhile needs no answer.
pub(crate) fn send(
    session: &mut Session,
    now: Instant,
    id: InboundId,
    answer: Answer,
) -> Result<(), UsageError> {
    const OK: CommandStatus = CommandStatus::ESME_ROK;
    match answer {
        Answer::Refuse(status) => session.refuse(now, id, status),
        Answer::SubmitSm { message_id } => session.submit_sm_resp(now, id, message_id.as_bytes()),
        Answer::DataSm { message_id } => session.data_sm_resp(now, id, message_id.as_bytes()),
        Answer::SubmitMulti { message_id, failed } => {
            let list: Vec<UnsuccessSme<'_>> = failed
                .iter()
                .map(|failed| UnsuccessSme {
                    dest_addr_ton: failed.ton,
                    dest_addr_npi: failed.npi,
                    destination_addr: &failed.address,
                    error_status_code: failed.status,
                })
                .collect();
            let unsuccess_smes = UnsuccessSmes::from(list.as_slice());
            let body =
                SubmitMultiResp { message_id: message_id.as_bytes(), unsuccess_smes, ..Default::default() };
            session.respond(now, id, OK, &body)
        }
        Answer::QuerySm { message_id, final_date, state, error_code } => {
            let date = final_date.and_then(AbsoluteTime::from_unix_millis).map(AbsoluteTime::to_octets);
            let body = QuerySmResp {
                message_id: message_id.as_bytes(),
                final_date: date.as_ref().map_or(&[], |date| &date[..]),
                message_state: state,
                error_code,
                ..Default::default()
            };
            session.respond(now, id, OK, &body)
        }
        Answer::CancelSm => session.respond(now, id, OK, &CancelSmResp::default()),
        Answer::ReplaceSm => session.respond(now, id, OK, &ReplaceSmResp::default()),
        Answer::Received { data_sm: false } => session.deliver_sm_resp(now, id),
        Answer::Received { data_sm: true } => session.data_sm_resp(now, id, b""),
        Answer::TransactionFailed { data_sm, status, reason } => {
            let mut tlvs = TlvBuf::new();
            tlvs.push_u8(Tag::delivery_failure_reason, reason);
            if data_sm {
                let body = DataSmResp { tlvs: tlvs.as_tlvs(), ..Default::default() };
                session.respond(now, id, status, &body)
            } else {
                let body = SubmitSmResp { tlvs: tlvs.as_tlvs(), ..Default::default() };
                session.respond(now, id, status, &body)
            }
        }
    }
}
