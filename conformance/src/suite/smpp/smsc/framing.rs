//! Where a PDU begins and ends: every way in which a stream can cut it, and lengths that cannot be right.

use brivas_smpp::{CommandId, CommandStatus as S};

use crate::suite::smpp::Case;
use crate::suite::smpp::connection::{Connection, Incoming};
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, check, fail};

const LENGTH: &str = "SMPP 5.0 §2.8.2, §4.7.4; SMPP 3.4 §3.2, §5.1.1";
const STREAM: &str = "SMPP 5.0 §3.2; SMPP 3.4 §3.2";
const UNKNOWN: &str = "SMPP 5.0 §2.8.2, §4.7.5; SMPP 3.4 §3.3, §4.3";
const BODY: &str = "SMPP 5.0 §2.8.2; SMPP 3.4 §2.8";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new("smpp.framing.octet_by_octet", STREAM, octet_by_octet).once(),
        Case::new("smpp.framing.two_in_one_segment", STREAM, |t| many_in_one(t, 2)).once(),
        Case::new("smpp.framing.five_in_one_segment", STREAM, |t| many_in_one(t, 5)).once(),
        Case::new("smpp.framing.one_and_a_half", STREAM, one_and_a_half).once(),
        Case::new("smpp.framing.half_is_not_answered", STREAM, half).once(),
        Case::new("smpp.framing.unknown_command_with_a_body", UNKNOWN, |t| {
            let mut c = t.transceiver()?;
            c.nacked(&Message::header(CommandId(0x0000_01F3)).tail(&[7; 300]), S::ESME_RINVCMDID)?;
            c.alive()
        })
        .once(),
        Case::new("smpp.framing.unknown_command_before_bind", UNKNOWN, unknown_before_bind).once(),
        Case::new("smpp.framing.unknown_commands_in_a_row", UNKNOWN, |t| {
            let mut c = t.transceiver()?;
            for id in 0x0000_01E0..0x0000_01F0 {
                c.nacked(&Message::header(CommandId(id)), S::ESME_RINVCMDID)?;
            }
            c.alive()
        })
        .once(),
        Case::new("smpp.framing.submit_sm_without_a_body", BODY, |t| {
            let mut c = t.transceiver()?;
            c.refuses_somehow(&t.submit_sm().truncated(0))?;
            c.alive()
        }),
        Case::new("smpp.framing.truncated_at_every_octet", BODY, truncated),
        Case::new("smpp.framing.truncated_data_sm_at_every_octet", BODY, truncated_data_sm),
    ];
    for piece in [3, 4, 7, 15, 16, 17] {
        let name = format!("smpp.framing.pieces_of_{piece}");
        cases.push(Case::new(name, STREAM, move |t| in_pieces(t, piece)).once());
    }
    for length in [0, 1, 4, 12, 15] {
        let name = format!("smpp.framing.command_length_of_{length}");
        cases.push(Case::new(name, LENGTH, move |t| t.transceiver()?.loses_framing(length)).once());
    }
    for (name, length) in
        [("2_to_the_31", 0x8000_0000), ("2_to_the_32", 0xFFFF_FFFF), ("16_million", 0x0100_0000)]
    {
        let case = Case::new(format!("smpp.framing.command_length_of_{name}"), LENGTH, move |t| {
            t.transceiver()?.loses_framing(length)
        });
        cases.push(case.once().should());
    }
    for (name, length) in [("8", 8), ("2_to_the_32", 0xFFFF_FFFF)] {
        let name = format!("smpp.framing.command_length_of_{name}_before_bind");
        cases.push(Case::new(name, LENGTH, move |t| t.connect()?.loses_framing(length)).once().should());
    }
    for id in [0x0000_0000, 0x0000_000A, 0x0000_0022, 0x0000_0101, 0x0000_01FF, 0x0001_0200, 0x7FFF_FFFF] {
        let case = Case::new(format!("smpp.framing.unknown_command_{id:08x}"), UNKNOWN, move |t| {
            let mut c = t.transceiver()?;
            c.nacked(&Message::header(CommandId(id)), S::ESME_RINVCMDID)?;
            c.alive()
        });
        cases.push(case.once());
    }
    cases
}

fn octet_by_octet(t: &Context<'_>) -> Outcome {
    in_pieces(t, 1)
}

fn in_pieces(t: &Context<'_>, piece: usize) -> Outcome {
    let mut c = t.transceiver()?;
    let number = c.number();
    c.send_in_pieces(&t.submit_sm().octets(number), piece)?;
    accepted(&mut c, number)
}

fn accepted(c: &mut Connection, number: u32) -> Outcome {
    let pdu = c.response()?;
    let right = pdu.command_id() == CommandId::submit_sm_resp
        && pdu.header.sequence_number == number
        && pdu.header.command_status.is_ok();
    check(right, format!("submit_sm_resp ESME_ROK #{number}"), describe(pdu.octets()))
}

fn many_in_one(t: &Context<'_>, count: u32) -> Outcome {
    let mut c = t.transceiver()?;
    let octets: Vec<u8> = (11..11 + count).flat_map(|number| t.submit_sm().octets(number)).collect();
    c.send_octets(&octets)?;
    let mut came = Vec::new();
    for _ in 0..count {
        let pdu = c.response()?;
        check(pdu.command_id() == CommandId::submit_sm_resp, "submit_sm_resp", describe(pdu.octets()))?;
        came.push(pdu.header.sequence_number);
    }
    came.sort_unstable();
    let expected: Vec<u32> = (11..11 + count).collect();
    check(came == expected, format!("answers to {expected:?}"), format!("{came:?}"))
}

/// A whole PDU and the first half of another in one segment, the rest later.
fn one_and_a_half(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    let octets = [t.submit_sm().octets(11), t.submit_sm().octets(12)].concat();
    let (first, second) = octets.split_at(octets.len() * 3 / 4);
    c.send_octets(first)?;
    accepted(&mut c, 11)?;
    c.send_octets(second)?;
    accepted(&mut c, 12)
}

fn half(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    let octets = t.submit_sm().octets(11);
    let (first, second) = octets.split_at(octets.len() / 2);
    c.send_octets(first)?;
    match c.next_within(t.target.timers.quiet)? {
        Incoming::Silence => {}
        Incoming::Pdu(pdu) if !pdu.command_id().is_response() => c.serve(pdu)?,
        Incoming::Pdu(pdu) => return fail("nothing before the PDU is whole", describe(pdu.octets())),
        Incoming::Closed => return fail("nothing before the PDU is whole", "the connection was closed"),
    }
    c.send_octets(second)?;
    accepted(&mut c, 11)
}

fn unknown_before_bind(t: &Context<'_>) -> Outcome {
    let mut c = t.connect()?;
    let number = c.send(&Message::header(CommandId(0x0000_01F3)))?;
    match c.next()? {
        Incoming::Closed => Ok(()),
        Incoming::Pdu(pdu) => {
            let right = pdu.command_id() == CommandId::generic_nack && pdu.header.sequence_number == number;
            check(right, format!("generic_nack #{number}"), describe(pdu.octets()))
        }
        Incoming::Silence => fail("generic_nack, or the end", "nothing"),
    }
}

/// Wherever a submit_sm ends before its end, it is refused with its own number and the next PDU is found.
fn truncated(t: &Context<'_>) -> Outcome {
    every_truncation(t, &t.submit_sm().text("validity_period", "000001000000000R"))
}

fn truncated_data_sm(t: &Context<'_>) -> Outcome {
    every_truncation(t, &t.data_sm())
}

fn every_truncation(t: &Context<'_>, message: &Message) -> Outcome {
    let mut c = t.transmitter()?;
    for length in 0..message.body().len() {
        c.refuses_somehow(&message.clone().truncated(length))?;
    }
    c.alive()
}
