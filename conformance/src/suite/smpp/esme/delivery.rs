//! Messages and receipts that an ESME takes.

use brivas_smpp::{CommandId, CommandStatus as S, Tag};

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::pdus::sme_address;
use crate::suite::smpp::statuses::TLV_STREAM;
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, check};

const DELIVER: &str = "SMPP 5.0 §4.3.1; SMPP 3.4 §4.6";
const DATA: &str = "SMPP 5.0 §4.2.2; SMPP 3.4 §4.7";
const SHORT_MESSAGE: &str = "SMPP 5.0 §4.7.26; SMPP 3.4 §5.2.21";
const PAYLOAD: &str = "SMPP 5.0 §4.8.4.36; SMPP 3.4 §5.3.2.32";
const UNKNOWN: &str = "SMPP 5.0 §2.11.1; SMPP 3.4 §3.3";
const RECEIPT: &str = "SMPP 5.0 §4.8.4.47; SMPP 3.4 Appendix B, §5.3.2.12";
const FAULTS: &str = "SMPP 5.0 §2.8.2, §4.7.6; SMPP 3.4 §2.8, §5.1.3";

const RECEIPT_TEXT: &[u8] =
    b"id:0000000017 sub:001 dlvrd:001 submit date:2611211200 done date:2611211201 stat:DELIVRD err:000 Text:test";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        taken("a_message", DELIVER, deliver),
        taken("an_empty_message", SHORT_MESSAGE, || deliver().short_message(b"")),
        taken("a_message_of_254", SHORT_MESSAGE, || deliver().short_message(&[b'x'; 254])),
        taken("ucs2", "SMPP 5.0 §4.7.7; SMPP 3.4 §5.2.19", || {
            deliver().octet("data_coding", 8).short_message(&[4, 0x1F, 4, 0x40])
        }),
        taken("a_user_data_header", "SMPP 5.0 §4.7.12; SMPP 3.4 §5.2.12", || {
            deliver().octet("esm_class", 0x40).short_message(b"\x05\0\x03\x2a\x02\x01part")
        }),
        taken("a_source_of_letters", "SMPP 5.0 §4.7.1; SMPP 3.4 §5.2.5", || {
            deliver().octet("source_addr_ton", 5).octet("source_addr_npi", 0).text("source_addr", "Brivas")
        }),
        taken("an_empty_source", "SMPP 5.0 §4.7.29; SMPP 3.4 §5.2.8", || deliver().text("source_addr", "")),
        taken("message_payload", PAYLOAD, || {
            deliver().short_message(b"").tlv(Tag::message_payload, &[b'x'; 1000])
        }),
        taken("an_unknown_tlv", UNKNOWN, || deliver().tlv(Tag(0x1405), b"vendor").tlv(Tag(0x4001), b"")),
        taken("a_receipt", RECEIPT, || {
            receipt().tlv(Tag::receipted_message_id, b"17\0").tlv(Tag::message_state, &[2])
        }),
        taken("a_receipt_without_tlvs", RECEIPT, receipt),
        taken("a_receipt_of_no_text", RECEIPT, || {
            receipt().short_message(b"").tlv(Tag::receipted_message_id, b"17\0").tlv(Tag::message_state, &[5])
        }),
        Case::new("esme.delivery.data_sm", DATA, |t| {
            let message = Message::data_sm("447700900124").tlv(Tag::message_payload, b"test");
            t.accepted_receiver()?.accepts(&message).map(drop)
        })
        .needs(Feature::EsmeDataSm),
        Case::new("esme.delivery.octet_by_octet", "SMPP 5.0 §3.2; SMPP 3.4 §3.2", in_pieces),
        Case::new("esme.delivery.ten_in_one_segment", "SMPP 5.0 §2.9; SMPP 3.4 §2.6.2", ten_in_one),
        Case::new("esme.delivery.largest_sequence_number", "SMPP 5.0 §4.7.24; SMPP 3.4 §5.1.4", |t| {
            t.accepted_receiver()?.answered(&deliver().sequence(0x7FFF_FFFF)).map(drop)
        }),
        Case::new("esme.delivery.truncated", FAULTS, |t| refused(t, &deliver().truncated(9), &[])),
        Case::new("esme.delivery.sm_length_beyond_the_end", FAULTS, |t| {
            refused(t, &deliver().octet("sm_length", 200), &[S::ESME_RINVMSGLEN, S::ESME_RINVCMDLEN])
        }),
        Case::new("esme.delivery.stray_octets", FAULTS, |t| {
            refused(t, &deliver().tail(&[4, 0x24]), TLV_STREAM)
        }),
        Case::new("esme.delivery.tlv_beyond_the_end", FAULTS, |t| {
            refused(t, &deliver().tail(&[0x14, 5, 0, 9, 1]), TLV_STREAM)
        }),
        Case::new("esme.delivery.a_source_one_over", FAULTS, |t| {
            refused(t, &deliver().text("source_addr", "7".repeat(21)), &[S::ESME_RINVSRCADR])
        }),
    ];
    cases.push(Case::new("esme.delivery.submit_multi_is_refused", "SMPP 5.0 §2.4; SMPP 3.4 §2.3", |t| {
        let message = Message::submit_multi(&[sme_address("447700900123")]);
        let mut c = t.accepted_receiver()?;
        c.refuses_somehow(&message)?;
        c.alive()
    }));
    cases.into_iter().map(|case| case.needs(Feature::EsmeReceives)).collect()
}

fn deliver() -> Message {
    Message::deliver_sm("447700900123", "4477009")
}

fn receipt() -> Message {
    deliver().octet("esm_class", 0x04).short_message(RECEIPT_TEXT)
}

/// A delivery that a willing ESME accepts.
fn taken(name: &str, clauses: &'static str, make: fn() -> Message) -> Case {
    Case::new(format!("esme.delivery.{name}"), clauses, move |t| {
        let mut c = t.accepted_receiver()?;
        c.accepts(&make())?;
        c.alive()
    })
}

/// A broken delivery is refused by its own response, and the session goes on.
fn refused(t: &Context<'_>, message: &Message, statuses: &[S]) -> Outcome {
    let mut c = t.accepted_receiver()?;
    if statuses.is_empty() {
        c.refuses_somehow(message)?;
    } else {
        c.refuses(message, statuses)?;
    }
    c.alive()
}

fn in_pieces(t: &Context<'_>) -> Outcome {
    let mut c = t.accepted_receiver()?;
    c.send_in_pieces(&deliver().octets(51), 1)?;
    let pdu = c.response()?;
    let right = pdu.command_id() == CommandId::deliver_sm_resp && pdu.header.sequence_number == 51;
    check(right, "deliver_sm_resp #51", describe(pdu.octets()))
}

fn ten_in_one(t: &Context<'_>) -> Outcome {
    let mut c = t.accepted_receiver()?;
    c.send_octets(&(51..61).flat_map(|number| deliver().octets(number)).collect::<Vec<u8>>())?;
    let mut came = Vec::new();
    for _ in 0..10 {
        let pdu = c.response()?;
        check(pdu.command_id() == CommandId::deliver_sm_resp, "deliver_sm_resp", describe(pdu.octets()))?;
        came.push(pdu.header.sequence_number);
    }
    came.sort_unstable();
    check(came == (51..61).collect::<Vec<u32>>(), "one answer to each of #51 to #60", format!("{came:?}"))
}
