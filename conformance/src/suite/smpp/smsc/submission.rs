//! A message handed over in each of its forms, and what the answer must hold.

use std::collections::BTreeSet;

use brivas_smpp::{CommandId, CommandStatus as S, DataSmResp, Pdu, SubmitSmResp, Tag};

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::statuses::TWO_MESSAGES;
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, check};

const SUBMIT: &str = "SMPP 5.0 §4.2.1; SMPP 3.4 §4.4";
const DATA: &str = "SMPP 5.0 §4.2.2; SMPP 3.4 §4.7";
const SHORT_MESSAGE: &str = "SMPP 5.0 §4.7.26, §4.7.28; SMPP 3.4 §5.2.21, §5.2.22";
const PAYLOAD: &str = "SMPP 5.0 §4.2.4, §4.8.4.36; SMPP 3.4 §5.3.2.32";
const MODES: &str = "SMPP 5.0 §4.2.10, §4.7.12; SMPP 3.4 §2.10, §5.2.12";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("smpp.submission.submit_sm_gives_a_message_id", SUBMIT, gives_id),
        Case::new("smpp.submission.as_transmitter", SUBMIT, |t| {
            t.transmitter()?.accepts(&t.submit_sm()).map(drop)
        }),
        Case::new("smpp.submission.ids_are_of_one_message_each", SUBMIT, ids_differ),
        Case::new("smpp.submission.data_sm_gives_a_message_id", DATA, data_gives_id).needs(Feature::DataSm),
        Case::new("smpp.submission.data_sm_with_payload", DATA, data_with_payload).needs(Feature::DataSm),
        Case::new("smpp.submission.error_without_body", "SMPP 3.4 §4.4.2", error_without_body).only_3_4(),
        length("empty_short_message", 0),
        length("short_message_of_1", 1),
        length("short_message_of_140", 140),
        length("short_message_of_254", 254),
        length("short_message_of_255", 255).only_5_0(),
        Case::new("smpp.submission.short_message_of_255_in_3_4", SHORT_MESSAGE, |t| {
            t.transceiver()?
                .refuses(&t.submit_sm().short_message(&[b'x'; 255]), &[S::ESME_RINVMSGLEN])
                .map(drop)
        })
        .only_3_4(),
        Case::new("smpp.submission.sm_length_beyond_the_end", SHORT_MESSAGE, |t| {
            let message = t.submit_sm().octet("sm_length", 200);
            t.transceiver()?.refuses(&message, &[S::ESME_RINVMSGLEN, S::ESME_RINVCMDLEN]).map(drop)
        }),
        Case::new("smpp.submission.sm_length_one_too_large", SHORT_MESSAGE, |t| {
            let message = t.submit_sm().octet("sm_length", 5);
            t.transceiver()?.refuses(&message, &[S::ESME_RINVMSGLEN, S::ESME_RINVCMDLEN]).map(drop)
        }),
        Case::new("smpp.submission.sm_length_one_too_small", SHORT_MESSAGE, |t| {
            let statuses = &[S::ESME_RINVMSGLEN, S::ESME_RINVCMDLEN, S::ESME_RINVTLVSTREAM];
            t.transceiver()?.refuses(&t.submit_sm().octet("sm_length", 3), statuses).map(drop)
        }),
        payload("message_payload", 500).needs(Feature::MessagePayload),
        payload("message_payload_of_nothing", 0).needs(Feature::MessagePayload),
        payload("message_payload_of_64000", 64_000)
            .needs(Feature::MessagePayload)
            .needs(Feature::LongPayload),
        Case::new("smpp.submission.message_payload_with_short_message", PAYLOAD, |t| {
            let message = t.submit_sm().tlv(Tag::message_payload, b"twice");
            t.transceiver()?.refuses(&message, TWO_MESSAGES).map(drop)
        })
        .needs(Feature::MessagePayload),
        Case::new("smpp.submission.store_and_forward", MODES, |t| {
            t.transceiver()?.accepts(&t.submit_sm().octet("esm_class", 3)).map(drop)
        }),
        Case::new("smpp.submission.datagram", MODES, |t| {
            t.transceiver()?.accepts(&t.submit_sm().octet("esm_class", 1)).map(drop)
        })
        .needs(Feature::DatagramMode),
        Case::new("smpp.submission.transaction_by_submit_sm_not_in_3_4", MODES, |t| {
            t.transceiver()?.refuses(&t.submit_sm().octet("esm_class", 2), &[S::ESME_RINVESMCLASS]).map(drop)
        })
        .only_3_4()
        .should(),
        Case::new("smpp.submission.transaction_by_submit_sm", MODES, |t| {
            transaction(t, &t.submit_sm().octet("esm_class", 2))
        })
        .only_5_0()
        .needs(Feature::TransactionMode),
        Case::new("smpp.submission.transaction_by_data_sm", MODES, |t| {
            transaction(t, &t.data_sm().octet("esm_class", 2))
        })
        .needs(Feature::TransactionMode)
        .needs(Feature::DataSm),
    ]
}

fn length(name: &str, length: usize) -> Case {
    Case::new(format!("smpp.submission.{name}"), SHORT_MESSAGE, move |t| {
        let mut c = t.transceiver()?;
        c.accepts(&t.submit_sm().short_message(&vec![b'x'; length]))?;
        c.alive()
    })
}

fn payload(name: &str, length: usize) -> Case {
    Case::new(format!("smpp.submission.{name}"), PAYLOAD, move |t| {
        let mut c = t.transceiver()?;
        let payload = vec![b'x'; length];
        c.accepts(&t.submit_sm().short_message(b"").tlv(Tag::message_payload, &payload))?;
        c.alive()
    })
}

/// The message_id of a submit_sm_resp, 1 to 64 characters that can be printed.
pub(super) fn message_id(pdu: &Pdu) -> Outcome<Vec<u8>> {
    let id = match pdu.command_id() {
        CommandId::data_sm_resp => pdu.body::<DataSmResp<'_>>().map(|body| body.message_id.to_vec()),
        CommandId::submit_multi_resp => {
            pdu.body::<brivas_smpp::SubmitMultiResp<'_>>().map(|body| body.message_id.to_vec())
        }
        _ => pdu.body::<SubmitSmResp<'_>>().map(|body| body.message_id.to_vec()),
    };
    let id = id.unwrap_or_default();
    let right = (1..=64).contains(&id.len()) && id.iter().all(u8::is_ascii_graphic);
    check(right, "a message_id of 1 to 64 characters", describe(pdu.octets()))?;
    Ok(id)
}

fn gives_id(t: &Context<'_>) -> Outcome {
    message_id(&t.transceiver()?.accepts(&t.submit_sm())?).map(drop)
}

fn ids_differ(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    let mut ids = BTreeSet::new();
    for _ in 0..10 {
        ids.insert(message_id(&c.accepts(&t.submit_sm())?)?);
    }
    check(ids.len() == 10, "10 different message_ids", format!("{}", ids.len()))
}

fn data_gives_id(t: &Context<'_>) -> Outcome {
    let message = t.data_sm().tlv(Tag::message_payload, b"test");
    message_id(&t.transceiver()?.accepts(&message)?).map(drop)
}

fn data_with_payload(t: &Context<'_>) -> Outcome {
    let message = t.data_sm().tlv(Tag::message_payload, &[b'x'; 1000]);
    t.transceiver()?.accepts(&message).map(drop)
}

fn error_without_body(t: &Context<'_>) -> Outcome {
    let pdu = t.transceiver()?.refuses(&t.submit_sm().octet("priority_flag", 9), &[S::ESME_RINVPRTFLG])?;
    check(pdu.octets().len() == 16, "no body in a response with an error", describe(pdu.octets()))
}

/// The answer tells the outcome: accepted, or what became of the message.
fn transaction(t: &Context<'_>, message: &Message) -> Outcome {
    let mut c = t.transceiver()?;
    let pdu = c.answered(message)?;
    let status = pdu.header.command_status;
    let right = status.is_ok() || status == S::ESME_RDELIVERYFAILURE;
    check(right, "ESME_ROK or ESME_RDELIVERYFAILURE", describe(pdu.octets()))
}
