//! enquire_link, unbind, generic_nack, and requests that no message centre sends.

use brivas_smpp::{CommandId, CommandStatus as S};

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::connection::Incoming;
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, check, fail};

const ENQUIRE: &str = "SMPP 5.0 §4.1.2; SMPP 3.4 §4.11";
const UNBIND: &str = "SMPP 5.0 §4.1.1.8; SMPP 3.4 §4.2";
const NUMBER: &str = "SMPP 5.0 §4.7.24; SMPP 3.4 §5.1.4";
const NACK: &str = "SMPP 5.0 §4.1.4; SMPP 3.4 §4.3";
const MATRIX: &str = "SMPP 5.0 §2.4; SMPP 3.4 §2.3";
const UNKNOWN: &str = "SMPP 5.0 §2.8.2, §4.7.5; SMPP 3.4 §3.3";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new("esme.link.enquire_link_is_answered", ENQUIRE, |t| t.accepted()?.alive()),
        Case::new("esme.link.enquire_link_ten_in_one_segment", ENQUIRE, ten_in_one),
        Case::new("esme.link.enquire_link_octet_by_octet", "SMPP 5.0 §3.2; SMPP 3.4 §3.2", in_pieces),
        Case::new("esme.link.largest_sequence_number", NUMBER, |t| {
            let mut c = t.accepted()?;
            c.accepts(&Message::header(CommandId::enquire_link).sequence(0x7FFF_FFFF)).map(drop)
        }),
        Case::new("esme.link.unbind_is_answered", UNBIND, |t| {
            t.accepted()?.accepts(&Message::header(CommandId::unbind)).map(drop)
        }),
        Case::new("esme.link.nothing_after_unbind", UNBIND, nothing_after),
        Case::new("esme.link.comes_again_after_unbind", "SMPP 5.0 §2.8.1", |t| {
            t.accepted()?.accepts(&Message::header(CommandId::unbind))?;
            t.accepted_again()?.alive()
        })
        .needs(Feature::EsmeReconnects),
        Case::new("esme.link.generic_nack_is_not_answered", NACK, |t| {
            let nack =
                Message::header(CommandId::generic_nack).status(S::ESME_RINVCMDID).sequence(0x7000_0000);
            t.accepted()?.ignores(&nack)
        }),
        Case::new("esme.link.unknown_response_is_not_answered", NACK, |t| {
            t.accepted()?.ignores(&Message::header(CommandId(0x8000_00F7)).sequence(0x7000_0000))
        }),
        Case::new("esme.link.unknown_command", UNKNOWN, |t| {
            let mut c = t.accepted()?;
            c.nacked(&Message::header(CommandId(0x0000_01F3)), S::ESME_RINVCMDID)?;
            c.alive()
        }),
        Case::new("esme.link.alert_notification_has_no_response", "SMPP 5.0 §4.1.3; SMPP 3.4 §4.12", |t| {
            let alert =
                Message::header(CommandId::alert_notification).add("addresses", *b"\x01\x0144\0\x01\x0155\0");
            t.accepted_receiver()?.ignores_or_nacks(&alert)
        }),
    ];
    let stray = [CommandId::submit_sm_resp, CommandId::enquire_link_resp, CommandId::unbind_resp];
    for id in stray {
        let name = format!("esme.link.stray_{}", id.name().unwrap_or_default());
        let case = Case::new(name, "SMPP 5.0 §2.6.4; SMPP 3.4 §2.5.2", move |t| {
            let message = Message::header(id).sequence(0x7000_0000);
            let message =
                if id == CommandId::submit_sm_resp { message.add("message_id", *b"17\0") } else { message };
            t.accepted()?.ignores(&message)
        });
        cases.push(case);
    }
    let backwards: [(CommandId, fn() -> Message); 3] = [
        (CommandId::submit_sm, || Message::submit_sm("447700900123")),
        (CommandId::query_sm, || Message::query_sm(b"1")),
        (CommandId::bind_transceiver, || Message::bind(CommandId::bind_transceiver, "mc", "", 0x34)),
    ];
    for (id, make) in backwards {
        let name = format!("esme.link.{}_is_refused", id.name().unwrap_or_default());
        cases.push(Case::new(name, MATRIX, move |t| {
            let mut c = t.accepted()?;
            c.refuses_somehow(&make())?;
            c.alive()
        }));
    }
    cases
}

fn ten_in_one(t: &Context<'_>) -> Outcome {
    let mut c = t.accepted()?;
    let octets = (51..61).flat_map(|number| Message::header(CommandId::enquire_link).octets(number));
    c.send_octets(&octets.collect::<Vec<u8>>())?;
    for number in 51..61 {
        let pdu = c.response()?;
        let right = pdu.command_id() == CommandId::enquire_link_resp && pdu.header.sequence_number == number;
        check(right, format!("enquire_link_resp #{number}"), describe(pdu.octets()))?;
    }
    Ok(())
}

fn in_pieces(t: &Context<'_>) -> Outcome {
    let mut c = t.accepted()?;
    c.send_in_pieces(&Message::header(CommandId::enquire_link).octets(51), 1)?;
    let pdu = c.response()?;
    check(pdu.header.sequence_number == 51, "enquire_link_resp #51", describe(pdu.octets()))
}

/// After unbind_resp the ESME sends nothing but the end.
fn nothing_after(t: &Context<'_>) -> Outcome {
    let mut c = t.accepted()?;
    c.accepts(&Message::header(CommandId::unbind))?;
    match c.next_within(t.target.timers.quiet)? {
        Incoming::Closed | Incoming::Silence => Ok(()),
        Incoming::Pdu(pdu) if pdu.command_id() == CommandId::enquire_link => Ok(()),
        Incoming::Pdu(pdu) => fail("nothing after unbind_resp", describe(pdu.octets())),
    }
}
