//! Many requests under way at once: each is answered once, in whatever order.

use std::collections::BTreeMap;

use brivas_smpp::CommandId;

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::connection::Connection;
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::statuses::TOO_MUCH;
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, check};

const WINDOW: &str = "SMPP 5.0 §2.6.4, §2.9; SMPP 3.4 §2.5.2, §2.6.2";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("smpp.window.10_in_one_write", WINDOW, |t| all_taken(t, 10)),
        Case::new("smpp.window.100_in_one_write", WINDOW, |t| taken_or_throttled(t, 100, None)).once(),
        Case::new("smpp.window.1000_in_one_write", WINDOW, |t| taken_or_throttled(t, 1000, None)).once(),
        Case::new("smpp.window.10_octet_by_octet", WINDOW, |t| taken_or_throttled(t, 10, Some(1))).once(),
        Case::new("smpp.window.30_in_pieces_of_33", WINDOW, |t| taken_or_throttled(t, 30, Some(33))).once(),
        Case::new("smpp.window.mixed_requests", WINDOW, mixed)
            .needs(Feature::QuerySm)
            .needs(Feature::CancelSm),
        Case::new("smpp.window.errors_between", WINDOW, errors_between),
        Case::new("smpp.window.enquire_link_between", WINDOW, enquire_between),
    ]
}

/// Reads the response to each of these numbers.
fn answers(c: &mut Connection, numbers: &[u32]) -> Outcome<BTreeMap<u32, brivas_smpp::Pdu>> {
    let mut answers = BTreeMap::new();
    while answers.len() < numbers.len() {
        let pdu = c.response()?;
        let number = pdu.header.sequence_number;
        let (asked, came) = (numbers.contains(&number), describe(pdu.octets()));
        check(asked, "a response to what was asked", came.clone())?;
        check(answers.insert(number, pdu).is_none(), format!("one response to #{number}"), came)?;
    }
    c.alive()?;
    Ok(answers)
}

fn numbers(count: u32) -> Vec<u32> {
    (1001..1001 + count).collect()
}

fn all_taken(t: &Context<'_>, count: u32) -> Outcome {
    let mut c = t.transceiver()?;
    let numbers = numbers(count);
    c.send_octets(&numbers.iter().flat_map(|number| t.submit_sm().octets(*number)).collect::<Vec<u8>>())?;
    for pdu in answers(&mut c, &numbers)?.into_values() {
        let right = pdu.command_id() == CommandId::submit_sm_resp && pdu.header.command_status.is_ok();
        check(right, "submit_sm_resp ESME_ROK", describe(pdu.octets()))?;
    }
    Ok(())
}

/// More than a centre need take at once; what it does not take it must refuse, not forget.
fn taken_or_throttled(t: &Context<'_>, count: u32, piece: Option<usize>) -> Outcome {
    let mut c = t.transceiver()?;
    let numbers = numbers(count);
    let octets: Vec<u8> = numbers.iter().flat_map(|number| t.submit_sm().octets(*number)).collect();
    match piece {
        Some(piece) => c.send_in_pieces(&octets, piece)?,
        None => c.send_octets(&octets)?,
    }
    for pdu in answers(&mut c, &numbers)?.into_values() {
        let status = pdu.header.command_status;
        let right = status.is_ok() || TOO_MUCH.contains(&status);
        check(right, "ESME_ROK, ESME_RTHROTTLED or ESME_RMSGQFUL", describe(pdu.octets()))?;
    }
    Ok(())
}

fn mixed(t: &Context<'_>) -> Outcome {
    let mut c = t.transmitter()?;
    let requests = [
        t.submit_sm(),
        Message::query_sm(b"1"),
        Message::header(CommandId::enquire_link),
        Message::cancel_sm(b"1"),
        t.submit_sm(),
        Message::header(CommandId(0x0000_01F3)),
    ];
    let numbers = numbers(6);
    let octets = requests.iter().zip(&numbers).flat_map(|(request, number)| request.octets(*number));
    c.send_octets(&octets.collect::<Vec<u8>>())?;
    let answers = answers(&mut c, &numbers)?;
    for ((number, pdu), request) in answers.iter().zip(&requests) {
        let expected = match request.command_id() {
            CommandId(0x0000_01F3) => CommandId::generic_nack,
            id => id.response().unwrap_or_default(),
        };
        let right = pdu.command_id() == expected;
        check(right, format!("{expected:?} #{number}"), describe(pdu.octets()))?;
    }
    Ok(())
}

/// A bad request spoils none of its neighbours.
fn errors_between(t: &Context<'_>) -> Outcome {
    let mut c = t.transmitter()?;
    let numbers = numbers(9);
    let octets = numbers.iter().flat_map(|number| match number % 3 {
        0 => t.submit_sm().truncated(9).octets(*number),
        _ => t.submit_sm().octets(*number),
    });
    c.send_octets(&octets.collect::<Vec<u8>>())?;
    for (number, pdu) in answers(&mut c, &numbers)? {
        let right = pdu.header.command_status.is_ok() == (number % 3 != 0);
        check(right, "ESME_ROK for whole requests alone", describe(pdu.octets()))?;
    }
    Ok(())
}

fn enquire_between(t: &Context<'_>) -> Outcome {
    let mut c = t.transmitter()?;
    let numbers = numbers(12);
    let octets = numbers.iter().flat_map(|number| match number % 2 {
        0 => Message::header(CommandId::enquire_link).octets(*number),
        _ => t.submit_sm().octets(*number),
    });
    c.send_octets(&octets.collect::<Vec<u8>>())?;
    for (number, pdu) in answers(&mut c, &numbers)? {
        let expected = if number % 2 == 0 { CommandId::enquire_link_resp } else { CommandId::submit_sm_resp };
        check(pdu.command_id() == expected, format!("{expected:?} #{number}"), describe(pdu.octets()))?;
    }
    Ok(())
}
