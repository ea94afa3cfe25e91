//! Binds: who is let in, as what, and who is not.

use brivas_smpp::{BindResp, CommandId, CommandStatus as S};

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::connection::Connection;
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::statuses::{WRONG_CREDENTIALS, WRONG_STATE};
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, check, fail};

const BIND: &str = "SMPP 5.0 §4.1.1; SMPP 3.4 §4.1";
const STATUS: &str = "SMPP 5.0 §4.7.6; SMPP 3.4 §5.1.3";
const STATES: &str = "SMPP 5.0 §2.3; SMPP 3.4 §2.2";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new("smpp.bind.same_kind_twice", STATUS, |t| twice(t, CommandId::bind_transceiver)),
        Case::new("smpp.bind.transmitter_on_transceiver", STATUS, |t| twice(t, CommandId::bind_transmitter)),
        Case::new("smpp.bind.receiver_on_transceiver", STATUS, |t| twice(t, CommandId::bind_receiver)),
        Case::new("smpp.bind.receiver_on_transmitter", STATUS, receiver_on_transmitter),
        Case::new("smpp.bind.second_bind_leaves_the_first", STATES, second_leaves_first),
        Case::new("smpp.bind.two_sessions", BIND, two_sessions).needs(Feature::SeveralBinds),
        Case::new("smpp.bind.again_after_close", BIND, again_after_close),
        Case::new("smpp.bind.again_after_unbind", "SMPP 5.0 §4.1.1.8; SMPP 3.4 §4.2", again_after_unbind),
        Case::new("smpp.bind.octet_by_octet", "SMPP 5.0 §3.1; SMPP 3.4 §3.1", octet_by_octet).once(),
        Case::new("smpp.bind.large_sequence_number", "SMPP 5.0 §4.7.24; SMPP 3.4 §5.1.4", large_number)
            .once(),
        Case::new("smpp.bind.with_a_request_behind_it", STATES, request_behind),
    ];
    cases.extend(failing());
    let kinds = [
        ("transmitter", CommandId::bind_transmitter, Feature::BindTransmitter),
        ("receiver", CommandId::bind_receiver, Feature::BindReceiver),
        ("transceiver", CommandId::bind_transceiver, Feature::BindTransceiver),
    ];
    for (name, kind, feature) in kinds {
        let id = format!("smpp.bind.{name}");
        cases.push(Case::new(id, BIND, move |t| accepted(t, kind)).needs(feature));
    }
    cases
}

/// Binds that must fail. They are few, come last and alone: a centre may answer later and later after such binds, and all
/// that come from the same address with them.
fn failing() -> Vec<Case> {
    let cases = vec![
        Case::new("smpp.bind.wrong_password", STATUS, |t| refused(t, &wrong(t)).map(drop)),
        Case::new("smpp.bind.wrong_system_id", STATUS, |t| {
            refused(t, &t.bind(CommandId::bind_transceiver).text("system_id", "nobody-here")).map(drop)
        }),
        Case::new("smpp.bind.refused_stays_open", STATES, refused_stays_open).should(),
        Case::new("smpp.bind.refused_is_not_bound", STATES, refused_is_not_bound),
        Case::new("smpp.bind.password_one_over", "SMPP 5.0 §4.7.18; SMPP 3.4 §5.2.2", |t| {
            let bind = t.bind(CommandId::bind_transceiver).text("password", "7".repeat(9));
            t.connect()?.refuses(&bind, &[S::ESME_RINVPASWD, S::ESME_RBINDFAIL]).map(drop)
        }),
    ];
    let mut cases: Vec<Case> = cases.into_iter().map(Case::once).collect();
    let without_body = "SMPP 3.4 §4.1.2, §4.1.4";
    cases.push(Case::new("smpp.bind.refused_without_body", without_body, refused_without_body).only_3_4());
    cases.into_iter().map(Case::alone).collect()
}

fn wrong(t: &Context<'_>) -> Message {
    t.bind(CommandId::bind_transceiver).text("password", "wr0ng!")
}

fn accepted(t: &Context<'_>, kind: CommandId) -> Outcome {
    let mut c = t.connect()?;
    let pdu = c.accepts(&t.bind(kind))?;
    check(pdu.body::<BindResp<'_>>().is_ok(), "a bind response", describe(pdu.octets()))?;
    c.alive()
}

fn refused(t: &Context<'_>, bind: &Message) -> Outcome<Connection> {
    let mut c = t.connect()?;
    c.refuses(bind, WRONG_CREDENTIALS)?;
    Ok(c)
}

fn refused_stays_open(t: &Context<'_>) -> Outcome {
    let mut c = refused(t, &wrong(t))?;
    c.accepts(&t.bind(CommandId::bind_transceiver))?;
    c.alive()
}

/// A refused bind leaves the session unbound, or the connection closed.
fn refused_is_not_bound(t: &Context<'_>) -> Outcome {
    let mut c = refused(t, &wrong(t))?;
    if c.ends_within(t.target.timers.quiet)? {
        return Ok(());
    }
    c.refuses(&t.submit_sm(), WRONG_STATE).map(drop)
}

fn refused_without_body(t: &Context<'_>) -> Outcome {
    let mut c = t.connect()?;
    let pdu = c.refuses(&wrong(t), WRONG_CREDENTIALS)?;
    check(pdu.octets().len() == 16, "no body in a response with an error", describe(pdu.octets()))
}

fn twice(t: &Context<'_>, second: CommandId) -> Outcome {
    let mut c = t.transceiver()?;
    c.refuses(&t.bind(second), &[S::ESME_RALYBND]).map(drop)
}

fn receiver_on_transmitter(t: &Context<'_>) -> Outcome {
    let mut c = t.transmitter()?;
    c.refuses(&t.bind(CommandId::bind_receiver), &[S::ESME_RALYBND]).map(drop)
}

fn second_leaves_first(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    c.answered(&t.bind(CommandId::bind_transceiver))?;
    c.accepts(&t.submit_sm()).map(drop)
}

fn two_sessions(t: &Context<'_>) -> Outcome {
    let mut sender = t.transmitter()?;
    let mut receiver = t.receiver()?;
    sender.alive()?;
    receiver.alive()?;
    sender.accepts(&t.submit_sm()).map(drop)
}

fn again_after_close(t: &Context<'_>) -> Outcome {
    for _ in 0..3 {
        t.transceiver()?.alive()?;
    }
    Ok(())
}

fn again_after_unbind(t: &Context<'_>) -> Outcome {
    t.transceiver()?.accepts(&Message::header(CommandId::unbind))?;
    t.transceiver()?.alive()
}

fn octet_by_octet(t: &Context<'_>) -> Outcome {
    let mut c = t.connect()?;
    let number = c.number();
    c.send_in_pieces(&t.bind(CommandId::bind_transceiver).octets(number), 1)?;
    let pdu = c.response()?;
    let right = pdu.command_id() == CommandId::bind_transceiver_resp && pdu.header.command_status.is_ok();
    check(right, "bind_transceiver_resp ESME_ROK", describe(pdu.octets()))?;
    c.alive()
}

fn large_number(t: &Context<'_>) -> Outcome {
    let mut c = t.connect()?;
    c.accepts(&t.bind(CommandId::bind_transceiver).sequence(0x7FFF_FFFF))?;
    c.alive()
}

/// A request right behind the bind comes before its answer: it is answered after it, by ESME_ROK or a state violation.
fn request_behind(t: &Context<'_>) -> Outcome {
    let mut c = t.connect()?;
    let octets = [t.bind(CommandId::bind_transceiver).octets(1), t.submit_sm().octets(2)].concat();
    c.send_octets(&octets)?;
    let first = c.response()?;
    if first.header.sequence_number != 1 || !first.header.command_status.is_ok() {
        return fail("bind_transceiver_resp ESME_ROK #1", describe(first.octets()));
    }
    let second = c.response()?;
    let status = second.header.command_status;
    let known = status.is_ok() || WRONG_STATE.contains(&status);
    let right =
        second.command_id() == CommandId::submit_sm_resp && second.header.sequence_number == 2 && known;
    check(right, "submit_sm_resp #2, ESME_ROK or ESME_RINVBNDSTS", describe(second.octets()))?;
    c.number();
    c.number();
    c.alive()
}
