//! query_sm, cancel_sm and replace_sm: which message they find, and what they do with it.

use brivas_smpp::{CommandStatus as S, MessageState, QuerySmResp};

use super::submission::message_id;
use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::connection::Connection;
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::statuses::{NOT_CANCELLED, NOT_FOUND, NOT_REPLACED};
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, check};

const QUERY: &str = "SMPP 5.0 §4.5.2; SMPP 3.4 §4.8";
const CANCEL: &str = "SMPP 5.0 §4.5.1; SMPP 3.4 §4.9";
const REPLACE: &str = "SMPP 5.0 §4.5.3; SMPP 3.4 §4.10";
const IF_PRESENT: &str = "SMPP 5.0 §4.7.22; SMPP 3.4 §5.2.18";

pub(super) fn cases() -> Vec<Case> {
    [query_cases(), cancel_cases(), replace_cases()]
        .into_iter()
        .flatten()
        .map(|case| case.needs(Feature::ScheduledDelivery))
        .collect()
}

fn query_cases() -> Vec<Case> {
    let cases = vec![
        Case::new("smpp.operations.query_tells_the_state", QUERY, query_waiting),
        Case::new("smpp.operations.query_of_an_unknown_id", QUERY, |t| {
            t.transmitter()?.refuses(&Message::query_sm(b"999999999999"), NOT_FOUND).map(drop)
        }),
        Case::new("smpp.operations.query_of_an_empty_id", QUERY, |t| {
            t.transmitter()?.refuses(&Message::query_sm(b""), NOT_FOUND).map(drop)
        }),
        Case::new("smpp.operations.query_from_another_source", QUERY, |t| {
            let (mut c, id) = waiting(t)?;
            c.refuses(&Message::query_sm(&id).text("source_addr", "4477001"), NOT_FOUND).map(drop)
        }),
        Case::new("smpp.operations.query_on_another_session", QUERY, |t| {
            let (_first, id) = waiting(t)?;
            t.transmitter()?.accepts(&Message::query_sm(&id)).map(drop)
        })
        .needs(Feature::SeveralBinds),
    ];
    cases.into_iter().map(|case| case.needs(Feature::QuerySm)).collect()
}

fn cancel_cases() -> Vec<Case> {
    let cases = vec![
        Case::new("smpp.operations.cancel_takes_back", CANCEL, |t| {
            let (mut c, id) = waiting(t)?;
            c.accepts(&Message::cancel_sm(&id)).map(drop)
        }),
        Case::new("smpp.operations.cancel_makes_it_deleted", CANCEL, cancelled_is_deleted)
            .needs(Feature::QuerySm),
        Case::new("smpp.operations.cancel_twice", CANCEL, |t| {
            let (mut c, id) = waiting(t)?;
            c.accepts(&Message::cancel_sm(&id))?;
            c.refuses(&Message::cancel_sm(&id), NOT_CANCELLED).map(drop)
        }),
        Case::new("smpp.operations.cancel_of_an_unknown_id", CANCEL, |t| {
            t.transmitter()?.refuses(&Message::cancel_sm(b"999999999999"), NOT_CANCELLED).map(drop)
        }),
        Case::new("smpp.operations.cancel_from_another_source", CANCEL, |t| {
            let (mut c, id) = waiting(t)?;
            c.refuses(&Message::cancel_sm(&id).text("source_addr", "4477001"), NOT_CANCELLED)?;
            c.accepts(&Message::cancel_sm(&id)).map(drop)
        }),
        Case::new("smpp.operations.cancel_by_addresses", CANCEL, by_addresses)
            .needs(Feature::AnySourceAddress),
        Case::new("smpp.operations.cancel_by_addresses_leaves_others", CANCEL, leaves_others)
            .needs(Feature::AnySourceAddress),
        Case::new("smpp.operations.cancel_by_addresses_of_nothing", CANCEL, |t| {
            t.transmitter()?.refuses(&group(t, "4477008880"), NOT_CANCELLED).map(drop)
        }),
    ];
    cases.into_iter().map(|case| case.needs(Feature::CancelSm)).collect()
}

fn replace_cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new("smpp.operations.replace_gives_another_text", REPLACE, |t| {
            let (mut c, id) = waiting(t)?;
            c.accepts(&Message::replace_sm(&id)).map(drop)
        }),
        Case::new("smpp.operations.replace_of_an_unknown_id", REPLACE, |t| {
            t.transmitter()?.refuses(&Message::replace_sm(b"999999999999"), NOT_REPLACED).map(drop)
        }),
        Case::new("smpp.operations.replace_from_another_source", REPLACE, |t| {
            let (mut c, id) = waiting(t)?;
            c.refuses(&Message::replace_sm(&id).text("source_addr", "4477001"), NOT_REPLACED).map(drop)
        }),
        Case::new("smpp.operations.replace_of_a_cancelled_message", REPLACE, |t| {
            let (mut c, id) = waiting(t)?;
            c.accepts(&Message::cancel_sm(&id))?;
            c.refuses(&Message::replace_sm(&id), NOT_REPLACED).map(drop)
        })
        .needs(Feature::CancelSm),
        Case::new("smpp.operations.replace_leaves_the_message_waiting", REPLACE, |t| {
            let (mut c, id) = waiting(t)?;
            c.accepts(&Message::replace_sm(&id))?;
            state_is(&mut c, &id, WAITING)
        })
        .needs(Feature::QuerySm),
        Case::new("smpp.operations.replace_with_a_bad_schedule", REPLACE, |t| {
            let (mut c, id) = waiting(t)?;
            let message = Message::replace_sm(&id).text("schedule_delivery_time", "000001240000000R");
            c.refuses(&message, &[S::ESME_RINVSCHED]).map(drop)
        }),
        Case::new("smpp.operations.replace_with_a_bad_validity", REPLACE, |t| {
            let (mut c, id) = waiting(t)?;
            let message = Message::replace_sm(&id).text("validity_period", "991332000000000+");
            c.refuses(&message, &[S::ESME_RINVEXPIRY]).map(drop)
        }),
        Case::new("smpp.operations.replace_with_sm_length_beyond_the_end", REPLACE, |t| {
            let (mut c, id) = waiting(t)?;
            let message = Message::replace_sm(&id).octet("sm_length", 99);
            c.refuses(&message, &[S::ESME_RINVMSGLEN, S::ESME_RINVCMDLEN]).map(drop)
        }),
    ];
    cases = cases.into_iter().map(|case| case.needs(Feature::ReplaceSm)).collect();
    cases.push(
        Case::new("smpp.operations.replace_if_present", IF_PRESENT, replace_if_present)
            .needs(Feature::ReplaceIfPresent)
            .needs(Feature::AnySourceAddress)
            .needs(Feature::CancelSm),
    );
    cases
}

/// Not delivered yet. 5.0 knows a message that is scheduled from one that is under way.
const WAITING: &[MessageState] = &[MessageState::SCHEDULED, MessageState::ENROUTE, MessageState::ACCEPTED];

/// A message that waits for a day, on a transmitter's session.
fn waiting(t: &Context<'_>) -> Outcome<(Connection, Vec<u8>)> {
    let mut c = t.transmitter()?;
    let id = message_id(&c.accepts(&t.scheduled())?)?;
    Ok((c, id))
}

fn state_is(c: &mut Connection, id: &[u8], states: &[MessageState]) -> Outcome {
    let pdu = c.accepts(&Message::query_sm(id))?;
    let Ok(body) = pdu.body::<QuerySmResp<'_>>() else {
        return check(false, "a query_sm_resp", describe(pdu.octets()));
    };
    check(body.message_id == id, "the message_id that was asked for", describe(pdu.octets()))?;
    let expected = format!("message_state {states:?}");
    check(states.contains(&body.message_state), expected, describe(pdu.octets()))?;
    let ended = body.message_state.is_final() && !states.contains(&MessageState::ACCEPTED);
    let dated = body.final_date.len() == if ended { 16 } else { 0 };
    check(dated, "a final_date for a final state alone", describe(pdu.octets()))
}

fn query_waiting(t: &Context<'_>) -> Outcome {
    let (mut c, id) = waiting(t)?;
    state_is(&mut c, &id, WAITING)
}

/// The message is gone for good: told as deleted, or not known any more.
fn cancelled_is_deleted(t: &Context<'_>) -> Outcome {
    let (mut c, id) = waiting(t)?;
    c.accepts(&Message::cancel_sm(&id))?;
    let pdu = c.answered(&Message::query_sm(&id))?;
    if NOT_FOUND.contains(&pdu.header.command_status) {
        return Ok(());
    }
    state_is(&mut c, &id, &[MessageState::DELETED])
}

/// A cancel_sm of every message from this source to the usual destination.
fn group(t: &Context<'_>, source: &str) -> Message {
    Message::cancel_sm(b"")
        .text("source_addr", source)
        .octet("dest_addr_ton", 1)
        .octet("dest_addr_npi", 1)
        .text("destination_addr", &t.target.destination)
}

/// A source address that only this case and this version use.
fn source(t: &Context<'_>, case: &str) -> String {
    format!("447700{case}{}", t.version.octet())
}

fn by_addresses(t: &Context<'_>) -> Outcome {
    let source = source(t, "811");
    let mut c = t.transmitter()?;
    let message = t.scheduled().text("source_addr", &source);
    let first = message_id(&c.accepts(&message)?)?;
    let second = message_id(&c.accepts(&message)?)?;
    c.accepts(&group(t, &source))?;
    for id in [first, second] {
        c.refuses(&Message::cancel_sm(&id).text("source_addr", &source), NOT_CANCELLED)?;
    }
    Ok(())
}

fn leaves_others(t: &Context<'_>) -> Outcome {
    let (source, other) = (source(t, "822"), source(t, "833"));
    let mut c = t.transmitter()?;
    c.accepts(&t.scheduled().text("source_addr", &source))?;
    let kept = message_id(&c.accepts(&t.scheduled().text("source_addr", &other))?)?;
    c.accepts(&group(t, &source))?;
    c.accepts(&Message::cancel_sm(&kept).text("source_addr", &other)).map(drop)
}

/// The second message takes the place of the first: after it is taken back, neither is there.
fn replace_if_present(t: &Context<'_>) -> Outcome {
    let source = source(t, "844");
    let mut c = t.transmitter()?;
    let message = t.scheduled().text("source_addr", &source);
    let first = message_id(&c.accepts(&message)?)?;
    let second = message_id(&c.accepts(&message.octet("replace_if_present_flag", 1))?)?;
    c.accepts(&Message::cancel_sm(&second).text("source_addr", &source))?;
    c.refuses(&Message::cancel_sm(&first).text("source_addr", &source), NOT_CANCELLED).map(drop)
}
