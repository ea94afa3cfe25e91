//! enquire_link, unbind, generic_nack, and responses that nobody asked for.

use brivas_smpp::{CommandId, CommandStatus as S};

use crate::suite::smpp::Case;
use crate::suite::smpp::connection::Incoming;
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::statuses::WRONG_STATE;
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, check, fail};

const ENQUIRE: &str = "SMPP 5.0 §4.1.2; SMPP 3.4 §4.11";
const UNBIND: &str = "SMPP 5.0 §4.1.1.8; SMPP 3.4 §4.2";
const NACK: &str = "SMPP 5.0 §4.1.4; SMPP 3.4 §4.3";
const RESPONSE: &str = "SMPP 5.0 §2.6.4; SMPP 3.4 §2.5.2";

const KINDS: [(&str, CommandId); 3] = [
    ("transmitter", CommandId::bind_transmitter),
    ("receiver", CommandId::bind_receiver),
    ("transceiver", CommandId::bind_transceiver),
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new("smpp.link.enquire_link_has_no_body", ENQUIRE, no_body),
        Case::new("smpp.link.enquire_link_many_times", ENQUIRE, many_times),
        Case::new("smpp.link.enquire_link_with_octets_behind", ENQUIRE, octets_behind).once().should(),
        Case::new("smpp.link.nothing_after_unbind", UNBIND, nothing_after),
        Case::new("smpp.link.unbind_answers_what_is_open_first", UNBIND, open_first).should(),
        Case::new("smpp.link.generic_nack_is_not_answered", NACK, |t| ignored(t, CommandId::generic_nack)),
        Case::new("smpp.link.generic_nack_of_0_is_not_answered", NACK, nack_of_0),
        Case::new("smpp.link.generic_nack_before_bind_is_not_answered", NACK, nack_before_bind).once(),
        Case::new("smpp.link.unknown_response_is_not_answered", RESPONSE, |t| {
            ignored(t, CommandId(0x8000_00F7))
        })
        .once(),
    ];
    for (name, kind) in KINDS {
        let case =
            Case::new(format!("smpp.link.enquire_link_as_{name}"), ENQUIRE, move |t| t.bound(kind)?.alive());
        cases.push(case);
        cases.push(Case::new(format!("smpp.link.unbind_as_{name}"), UNBIND, move |t| unbind(t, kind)));
    }
    for id in STRAYS {
        let name = format!("smpp.link.stray_{}", id.name().unwrap_or_default());
        cases.push(Case::new(name, RESPONSE, |t| ignored(t, *id)).once());
    }
    cases
}

/// Responses that answer nothing.
const STRAYS: &[CommandId] = &[
    CommandId::enquire_link_resp,
    CommandId::submit_sm_resp,
    CommandId::deliver_sm_resp,
    CommandId::data_sm_resp,
    CommandId::bind_transceiver_resp,
    CommandId::unbind_resp,
];

fn no_body(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    let pdu = c.accepts(&Message::header(CommandId::enquire_link))?;
    let body = pdu.octets().len() - 16;
    let tlvs_alone = pdu.any_body().is_ok_and(|read| read.tlvs().as_octets().len() == body);
    let right = body == 0 || (t.version.is_5_0() && tlvs_alone);
    check(right, "enquire_link_resp without a body", describe(pdu.octets()))
}

fn many_times(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    (0..20).try_for_each(|_| c.alive())
}

/// Whether it is answered as it is or refused, the octets must not be taken for the next PDU.
fn octets_behind(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    c.ask(&Message::header(CommandId::enquire_link).tail(b"stray"))?;
    c.alive()
}

fn unbind(t: &Context<'_>, kind: CommandId) -> Outcome {
    let mut c = t.bound(kind)?;
    c.accepts(&Message::header(CommandId::unbind)).map(drop)
}

/// After unbind_resp the session is over: nothing is taken any more, and nothing comes.
fn nothing_after(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    c.accepts(&Message::header(CommandId::unbind))?;
    match c.next_within(t.target.timers.quiet)? {
        Incoming::Closed => return Ok(()),
        Incoming::Pdu(pdu) => return fail("nothing after unbind_resp", describe(pdu.octets())),
        Incoming::Silence => {}
    }
    c.refuses(&t.submit_sm(), WRONG_STATE).map(drop)
}

fn open_first(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    let messages = (11..16).map(|number| t.submit_sm().octets(number));
    let mut octets: Vec<u8> = messages.flatten().collect();
    octets.extend(Message::header(CommandId::unbind).octets(16));
    c.send_octets(&octets)?;
    let mut answered = Vec::new();
    loop {
        let pdu = c.response()?;
        answered.push(pdu.header.sequence_number);
        if pdu.command_id() == CommandId::unbind_resp {
            break;
        }
    }
    answered.sort_unstable();
    check(
        answered == [11, 12, 13, 14, 15, 16],
        "answers to 11 to 15 before unbind_resp",
        format!("{answered:?}"),
    )
}

fn ignored(t: &Context<'_>, id: CommandId) -> Outcome {
    let mut c = t.transceiver()?;
    let message = Message::header(id).sequence(4711);
    let message = match id {
        CommandId::submit_sm_resp | CommandId::deliver_sm_resp | CommandId::data_sm_resp => {
            message.add("message_id", *b"17\0")
        }
        CommandId::bind_transceiver_resp => message.add("system_id", *b"mc\0"),
        CommandId::generic_nack => message.status(S::ESME_RINVCMDID),
        _ => message,
    };
    c.ignores(&message)
}

fn nack_of_0(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    c.ignores(&Message::header(CommandId::generic_nack).status(S::ESME_RINVCMDLEN).sequence(0))
}

fn nack_before_bind(t: &Context<'_>) -> Outcome {
    let mut c = t.connect()?;
    c.send(&Message::header(CommandId::generic_nack).status(S::ESME_RINVCMDID))?;
    match c.next_within(t.target.timers.quiet)? {
        Incoming::Pdu(pdu) => fail("no answer", describe(pdu.octets())),
        Incoming::Closed | Incoming::Silence => Ok(()),
    }
}
