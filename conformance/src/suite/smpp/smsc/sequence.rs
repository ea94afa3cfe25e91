//! sequence_number: a response bears that of its request, whatever it is.

use std::collections::BTreeSet;

use brivas_smpp::{CommandId, CommandStatus as S};

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, check};

const NUMBER: &str = "SMPP 5.0 §4.7.24; SMPP 3.4 §5.1.4";
const ORDER: &str = "SMPP 5.0 §2.6.4; SMPP 3.4 §2.5.2";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new("smpp.sequence.falling", ORDER, |t| in_order(t, &[900, 800, 700, 600])).once(),
        Case::new("smpp.sequence.with_gaps", ORDER, |t| in_order(t, &[5, 5_000, 50, 500_000])).once(),
        Case::new("smpp.sequence.again_after_its_answer", NUMBER, |t| in_order(t, &[42, 42, 42])).once(),
        Case::new("smpp.sequence.from_the_last_to_the_first", NUMBER, |t| {
            in_order(t, &[0x7FFF_FFFE, 0x7FFF_FFFF, 1, 2])
        })
        .once(),
        Case::new("smpp.sequence.again_while_open", NUMBER, while_open).once().should(),
        Case::new("smpp.sequence.of_an_error", NUMBER, |t| {
            let mut c = t.transceiver()?;
            c.refuses(&t.submit_sm().octet("priority_flag", 9).sequence(0x1234_5678), &[S::ESME_RINVPRTFLG])?;
            c.nacked(&Message::header(CommandId(0x1F3)).sequence(0x2345_6789), S::ESME_RINVCMDID)
        })
        .once(),
        Case::new("smpp.sequence.of_0", NUMBER, |t| outside(t, 0)).once().should(),
        Case::new("smpp.sequence.of_2_to_the_31", NUMBER, |t| outside(t, 0x8000_0000)).once().should(),
        Case::new("smpp.sequence.of_2_to_the_32", NUMBER, |t| outside(t, 0xFFFF_FFFF)).once().should(),
        Case::new("smpp.sequence.the_same_on_two_sessions", NUMBER, two_sessions)
            .once()
            .needs(Feature::SeveralBinds),
    ];
    for number in [1, 0x7FFF_FFFF, 0x0102_0304] {
        let name = format!("smpp.sequence.of_{number:08x}");
        cases.push(Case::new(name, NUMBER, move |t| in_order(t, &[number])).once());
    }
    cases
}

fn in_order(t: &Context<'_>, numbers: &[u32]) -> Outcome {
    let mut c = t.transceiver()?;
    for number in numbers {
        c.accepts(&t.submit_sm().sequence(*number))?;
        c.accepts(&Message::header(CommandId::enquire_link).sequence(*number))?;
    }
    Ok(())
}

/// Two requests of one number, sent together: both are answered, the second as the centre likes.
fn while_open(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    c.send_octets(&[t.submit_sm().octets(31), t.submit_sm().octets(31)].concat())?;
    for _ in 0..2 {
        let pdu = c.response()?;
        check(pdu.header.sequence_number == 31, "a response #31", describe(pdu.octets()))?;
    }
    c.alive()
}

/// A number that no request may have is answered with it, or by generic_nack; the session goes on.
fn outside(t: &Context<'_>, number: u32) -> Outcome {
    let mut c = t.transceiver()?;
    c.ask(&t.submit_sm().sequence(number))?;
    c.alive()
}

fn two_sessions(t: &Context<'_>) -> Outcome {
    let (mut first, mut second) = (t.transceiver()?, t.transceiver()?);
    let mut ids = BTreeSet::new();
    for c in [&mut first, &mut second] {
        c.send(&t.submit_sm().sequence(500))?;
    }
    for c in [&mut first, &mut second] {
        let pdu = c.response()?;
        let right = pdu.header.sequence_number == 500 && pdu.header.command_status.is_ok();
        check(right, "submit_sm_resp ESME_ROK #500", describe(pdu.octets()))?;
        ids.insert(super::submission::message_id(&pdu)?);
    }
    check(ids.len() == 2, "two messages", format!("{} message_id", ids.len()))
}
