//! How an ESME binds, and what it does with the answer.

use brivas_smpp::{Bind, CommandId, CommandStatus as S, InterfaceVersion, Tag};

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::connection::Incoming;
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, Stop, check, fail};

const BIND: &str = "SMPP 5.0 §4.1.1; SMPP 3.4 §4.1";
const STATES: &str = "SMPP 5.0 §2.3; SMPP 3.4 §2.2";
const RECOVERY: &str = "SMPP 5.0 §2.8.1";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("esme.bind.comes_first", STATES, |t| t.accept_bind().map(drop)),
        Case::new("esme.bind.is_legal", BIND, is_legal),
        Case::new("esme.bind.number_is_of_a_request", "SMPP 5.0 §4.7.24; SMPP 3.4 §5.1.4", number),
        Case::new("esme.bind.version_is_known", "SMPP 5.0 §4.7.13; SMPP 3.4 §5.2.4", version),
        Case::new("esme.bind.nothing_before_the_answer", STATES, nothing_before).should(),
        Case::new(
            "esme.bind.answer_with_sc_interface_version",
            "SMPP 5.0 §4.8.4.51; SMPP 3.4 §5.3.2.25",
            |t| answered_by(t, |message| message.tlv(Tag::sc_interface_version, &[0x34])),
        ),
        Case::new("esme.bind.answer_with_an_unknown_tlv", "SMPP 5.0 §2.11.1; SMPP 3.4 §3.3", |t| {
            answered_by(t, |message| message.tlv(Tag(0x1405), b"vendor"))
        }),
        Case::new("esme.bind.answer_with_a_system_id_of_15", "SMPP 5.0 §4.7.30; SMPP 3.4 §5.2.1", |t| {
            answered_by(t, |message| message.text("system_id", "fifteen-letters"))
        }),
        Case::new("esme.bind.answer_without_a_system_id", "SMPP 5.0 §4.7.30; SMPP 3.4 §5.2.1", |t| {
            answered_by(t, |message| message.text("system_id", ""))
        }),
        Case::new("esme.bind.answer_octet_by_octet", "SMPP 5.0 §3.2; SMPP 3.4 §3.2", answer_in_pieces),
        Case::new("esme.bind.refused_is_not_bound", STATES, |t| refused(t, false)),
        Case::new("esme.bind.nacked_is_not_bound", STATES, |t| refused(t, true)),
        Case::new("esme.bind.comes_again_after_a_refusal", RECOVERY, comes_again)
            .needs(Feature::EsmeReconnects),
        Case::new("esme.bind.comes_again_after_the_connection_is_lost", RECOVERY, after_a_loss)
            .needs(Feature::EsmeReconnects),
    ]
}

fn is_legal(t: &Context<'_>) -> Outcome {
    let (_c, pdu) = t.accept_bind()?;
    let Ok(bind) = pdu.body::<Bind<'_>>() else { return fail("a legal bind", describe(pdu.octets())) };
    check(!bind.system_id.is_empty(), "a system_id", describe(pdu.octets()))?;
    let status = pdu.header.command_status;
    check(status.is_ok(), "command_status 0 in a request", format!("{status:?}"))
}

fn number(t: &Context<'_>) -> Outcome {
    let (_c, pdu) = t.accept_bind()?;
    let number = pdu.header.sequence_number;
    check((1..=0x7FFF_FFFF).contains(&number), "a sequence_number of 1 to 0x7FFFFFFF", number.to_string())
}

fn version(t: &Context<'_>) -> Outcome {
    let (_c, pdu) = t.accept_bind()?;
    let version = pdu.body::<Bind<'_>>().map(|bind| bind.interface_version.0).unwrap_or_default();
    let right = version <= 0x34 || version == InterfaceVersion::V5_0.0;
    check(right, "interface_version of 0x00 to 0x34 or 0x50", format!("{version:#04x}"))
}

fn nothing_before(t: &Context<'_>) -> Outcome {
    let (mut c, pdu) = t.accept_bind()?;
    match c.next_within(t.target.timers.quiet)? {
        Incoming::Silence => c.send(&t.bind_resp(&pdu)).map(drop),
        Incoming::Pdu(pdu) if pdu.command_id() == CommandId::enquire_link => Ok(()),
        Incoming::Pdu(pdu) => fail("nothing before the bind is answered", describe(pdu.octets())),
        Incoming::Closed => Err(Stop::Inconclusive("the ESME did not wait for an answer".into())),
    }
}

fn answered_by(t: &Context<'_>, change: fn(Message) -> Message) -> Outcome {
    let (mut c, pdu) = t.accept_bind()?;
    c.send(&change(t.bind_resp(&pdu)))?;
    c.alive()
}

fn answer_in_pieces(t: &Context<'_>) -> Outcome {
    let (mut c, pdu) = t.accept_bind()?;
    c.send_in_pieces(&t.bind_resp(&pdu).octets(1), 1)?;
    c.alive()
}

/// After a refusal only another bind may come, or the end.
fn refused(t: &Context<'_>, by_nack: bool) -> Outcome {
    let (mut c, pdu) = t.accept_bind()?;
    let answer = if by_nack {
        Message::header(CommandId::generic_nack)
            .status(S::ESME_RINVCMDID)
            .sequence(pdu.header.sequence_number)
    } else {
        Message::answer(pdu.header, S::ESME_RBINDFAIL)
    };
    c.send(&answer)?;
    match c.next_within(t.target.timers.quiet)? {
        Incoming::Closed | Incoming::Silence => Ok(()),
        Incoming::Pdu(pdu) => {
            let id = pdu.command_id();
            let allowed = id.is_bind() || matches!(id, CommandId::enquire_link | CommandId::unbind);
            check(allowed, "another bind, or the end", describe(pdu.octets()))
        }
    }
}

fn comes_again(t: &Context<'_>) -> Outcome {
    let (mut c, pdu) = t.accept_bind()?;
    c.send(&Message::answer(pdu.header, S::ESME_RBINDFAIL))?;
    drop(c);
    t.accepted_again().map(drop)
}

fn after_a_loss(t: &Context<'_>) -> Outcome {
    drop(t.accepted()?);
    t.accepted_again()?.alive()
}
