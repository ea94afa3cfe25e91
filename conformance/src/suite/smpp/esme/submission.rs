//! What an ESME submits by itself, and what it does with the answers.

use std::collections::BTreeSet;
use std::time::Instant;

use brivas_smpp::{CommandId, CommandStatus as S, Pdu, SubmitSm};

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::connection::{Connection, Incoming};
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::{Message, c_octet_string};
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, Stop, check, fail};

const SUBMIT: &str = "SMPP 5.0 §4.2.1; SMPP 3.4 §4.4";
const NUMBER: &str = "SMPP 5.0 §4.7.24; SMPP 3.4 §5.1.4";
const WINDOW: &str = "SMPP 5.0 §2.9; SMPP 3.4 §2.6.2";
const RESPONSE: &str = "SMPP 5.0 §2.6.4, §3.2.1.3; SMPP 3.4 §2.5.2, §4.4.2";

/// As many requests under way as 3.4 recommends.
const GUIDELINE: usize = 10;

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("esme.submission.is_legal", SUBMIT, is_legal),
        Case::new("esme.submission.numbers_differ", NUMBER, numbers_differ),
        Case::new("esme.submission.window_is_bounded", WINDOW, window).should(),
        Case::new("esme.submission.goes_on_after_a_throttle", "SMPP 5.0 §4.7.6; SMPP 3.4 §5.1.3", |t| {
            answered_by(t, |asked| Message::answer(asked.header, S::ESME_RTHROTTLED))
        }),
        Case::new(
            "esme.submission.goes_on_after_an_unknown_status",
            "SMPP 5.0 §4.7.6; SMPP 3.4 §5.1.3",
            |t| answered_by(t, |asked| Message::answer(asked.header, S(0x0000_0432))),
        ),
        Case::new("esme.submission.goes_on_after_an_error_with_a_body", RESPONSE, |t| {
            answered_by(t, |asked| Message::answer(asked.header, S::ESME_RSUBMITFAIL).add("message_id", [0]))
        }),
        Case::new("esme.submission.goes_on_after_generic_nack", "SMPP 5.0 §4.1.4; SMPP 3.4 §4.3", |t| {
            answered_by(t, |asked| {
                let nack = Message::header(CommandId::generic_nack).status(S::ESME_RINVCMDID);
                nack.sequence(asked.header.sequence_number)
            })
        }),
        Case::new("esme.submission.message_id_of_64", "SMPP 5.0 §4.7.14; SMPP 3.4 §5.2.23", |t| {
            answered_by(t, |asked| accept(asked, &[b'7'; 64]))
        }),
        Case::new("esme.submission.message_id_of_letters", "SMPP 5.0 §4.7.14; SMPP 3.4 §5.2.23", |t| {
            answered_by(t, |asked| accept(asked, b"0f8fad5b-d9cb-469f-a165-70867728950e"))
        }),
        Case::new("esme.submission.answer_twice_is_not_answered", RESPONSE, twice),
        Case::new("esme.submission.delivery_of_the_same_number", NUMBER, same_number)
            .needs(Feature::EsmeReceives),
    ];
    cases.into_iter().map(|case| case.needs(Feature::EsmeSubmits)).collect()
}

/// The next submit_sm of an ESME that is bound to send.
fn submitted(t: &Context<'_>) -> Outcome<(Connection, Pdu)> {
    let mut c = t.accepted()?;
    if t.bound_as() == Some(CommandId::bind_receiver) {
        return Err(Stop::Inconclusive("the ESME binds as a receiver, and sends no messages".into()));
    }
    let pdu = t.request(&mut c, CommandId::submit_sm)?;
    Ok((c, pdu))
}

fn accept(asked: &Pdu, message_id: &[u8]) -> Message {
    Message::header(CommandId::submit_sm_resp)
        .sequence(asked.header.sequence_number)
        .add("message_id", c_octet_string(message_id))
}

fn is_legal(t: &Context<'_>) -> Outcome {
    let (_c, pdu) = submitted(t)?;
    let Ok(body) = pdu.body::<SubmitSm<'_>>() else {
        return fail("a legal submit_sm", describe(pdu.octets()));
    };
    check(!body.destination_addr.is_empty(), "a destination_addr", describe(pdu.octets()))?;
    check(pdu.header.command_status.is_ok(), "command_status 0 in a request", describe(pdu.octets()))
}

fn numbers_differ(t: &Context<'_>) -> Outcome {
    let (mut c, first) = submitted(t)?;
    let mut numbers = BTreeSet::from([first.header.sequence_number]);
    let mut last = first;
    for _ in 0..3 {
        c.send(&accept(&last, b"17"))?;
        last = t.request(&mut c, CommandId::submit_sm)?;
        let new = numbers.insert(last.header.sequence_number);
        check(new, "a sequence_number of its own for each request", describe(last.octets()))?;
    }
    Ok(())
}

/// Nothing is answered: after some requests the ESME waits.
fn window(t: &Context<'_>) -> Outcome {
    let (mut c, _) = submitted(t)?;
    c.serves = false;
    let mut open = 1;
    let deadline = Instant::now() + t.target.timers.quiet * 4;
    loop {
        match c.next_within(deadline.saturating_duration_since(Instant::now()))? {
            Incoming::Pdu(pdu) if pdu.command_id() == CommandId::submit_sm => open += 1,
            Incoming::Pdu(_) => {}
            Incoming::Closed | Incoming::Silence => break,
        }
    }
    check(open <= GUIDELINE, format!("at most {GUIDELINE} requests without an answer"), open.to_string())
}

fn answered_by(t: &Context<'_>, answer: fn(&Pdu) -> Message) -> Outcome {
    let (mut c, pdu) = submitted(t)?;
    c.send(&answer(&pdu))?;
    c.alive()
}

fn twice(t: &Context<'_>) -> Outcome {
    let (mut c, pdu) = submitted(t)?;
    c.send(&accept(&pdu, b"17"))?;
    c.ignores(&accept(&pdu, b"17"))
}

/// Each side numbers by itself: a delivery may bear the number of a request of the ESME that is not answered yet.
fn same_number(t: &Context<'_>) -> Outcome {
    let (mut c, pdu) = submitted(t)?;
    if t.bound_as() != Some(CommandId::bind_transceiver) {
        return Err(Stop::Inconclusive("the ESME binds as a transmitter, and takes no messages".into()));
    }
    let number = pdu.header.sequence_number;
    c.answered(&Message::deliver_sm("447700900123", "4477009").sequence(number))?;
    c.send(&accept(&pdu, b"17"))?;
    c.alive()
}
