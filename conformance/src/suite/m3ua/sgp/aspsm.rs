//! ASP state maintenance: up and down (RFC 4666 §4.3.4.1, §4.3.4.2).

use brivas_sigtran::m3ua::{ErrorCode as E, MessageType as M, Status, Tag};

use crate::suite::m3ua::context::Context;
use crate::suite::m3ua::link::Incoming;
use crate::suite::m3ua::network::Wish;
use crate::suite::m3ua::{Case, Feature, Message};
use crate::suite::verdict::{Outcome, check, fail};

const UP: &str = "RFC 4666 §4.3.4.1";
const DOWN: &str = "RFC 4666 §4.3.4.2";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(
            "m3ua.sgp.aspsm.up_is_acknowledged",
            "RFC 4666 §4.3.4.1; TS 102 381 SGP_ASPSM_V_001",
            |t| t.inactive().map(drop),
        ),
        Case::new("m3ua.sgp.aspsm.up_is_notified", "RFC 4666 §4.3.4.5; TS 102 381 SGP_ASPSM_V_003", |t| {
            t.inactive()?.notified(Status::AS_INACTIVE).map(drop)
        }),
        Case::new(
            "m3ua.sgp.aspsm.down_is_acknowledged",
            "RFC 4666 §4.3.4.2; TS 102 381 SGP_ASPSM_V_005",
            |t| t.inactive()?.ask(&Message::new(M::ASPDN), M::ASPDN_ACK).map(drop),
        ),
        Case::new("m3ua.sgp.aspsm.blocked", "RFC 4666 §4.3.4.1; TS 102 381 SGP_ASPSM_V_009", blocked),
        Case::new("m3ua.sgp.aspsm.block_makes_it_down", DOWN, block_makes_it_down),
        Case::new("m3ua.sgp.aspsm.up_with_info_string", "RFC 4666 §3.5.1", |t| {
            let up = t.asp_up(1).octets_of(Tag::INFO_STRING, vec![b'i'; 255]);
            t.link()?.ask(&up, M::ASPUP_ACK).map(drop)
        }),
        Case::new("m3ua.sgp.aspsm.up_after_down", UP, |t| {
            let mut c = t.inactive()?;
            c.ask(&Message::new(M::ASPDN), M::ASPDN_ACK)?;
            c.ask(&t.asp_up(1), M::ASPUP_ACK).map(drop)
        }),
        Case::new("m3ua.sgp.aspsm.down_with_info_string", "RFC 4666 §3.5.3", |t| {
            let down = Message::new(M::ASPDN).octets_of(Tag::INFO_STRING, *b"bye");
            t.inactive()?.ask(&down, M::ASPDN_ACK).map(drop)
        }),
        Case::new("m3ua.sgp.aspsm.down_from_active", DOWN, down_from_active),
        Case::new("m3ua.sgp.aspsm.up_when_inactive", "RFC 4666 §4.3.4.1; TS 102 381 SGP_ASPSM_O_001", |t| {
            t.inactive()?.ask(&t.asp_up(1), M::ASPUP_ACK).map(drop)
        }),
        Case::new(
            "m3ua.sgp.aspsm.up_when_active_is_unexpected",
            "RFC 4666 §4.3.4.1; TS 102 381 SGP_ASPSM_O_003",
            |t| {
                let mut c = t.active()?;
                c.send(&t.asp_up(1));
                both_answers(&mut c)
            },
        ),
        Case::new("m3ua.sgp.aspsm.up_when_active_makes_it_inactive", UP, |t| {
            let mut c = t.active()?;
            c.send(&t.asp_up(1));
            both_answers(&mut c)?;
            c.unexpected(&t.data(0, b"data"))
        }),
        Case::new("m3ua.sgp.aspsm.down_when_down", "RFC 4666 §4.3.4.2; TS 102 381 SGP_ASPSM_O_004", |t| {
            t.link()?.ask(&Message::new(M::ASPDN), M::ASPDN_ACK).map(drop)
        }),
        Case::new("m3ua.sgp.aspsm.down_twice", DOWN, |t| {
            let mut c = t.inactive()?;
            c.ask(&Message::new(M::ASPDN), M::ASPDN_ACK)?;
            c.ask(&Message::new(M::ASPDN), M::ASPDN_ACK).map(drop)
        }),
        Case::new("m3ua.sgp.aspsm.up_on_another_stream", "RFC 4666 §1.4.7, §3.8.1", |t| {
            t.link()?.refused(&t.asp_up(1).on_stream(1), &[E::INVALID_STREAM_IDENTIFIER]).map(drop)
        })
        .should(),
        Case::new("m3ua.sgp.aspsm.a_new_association_begins_down", "RFC 4666 §4.3.1", |t| {
            t.active()?.abort();
            let mut c = t.link()?;
            c.unexpected(&t.asp_active())
        }),
        Case::new("m3ua.sgp.aspsm.asp_identifier_in_use", "RFC 4666 §3.8.1", identifier_in_use)
            .needs(Feature::SecondAsp)
            .needs(Feature::AspIdentifier),
        Case::new("m3ua.sgp.aspsm.asp_identifier_in_use_changes_nothing", "RFC 4666 §3.8.1", |t| {
            let mut first = t.active()?;
            let mut second = t.link_as(2)?;
            second.refused(&t.asp_up(1), &[E::INVALID_ASP_IDENTIFIER])?;
            first.quiet()?;
            second.ask(&t.asp_up(2), M::ASPUP_ACK).map(drop)
        })
        .needs(Feature::SecondAsp)
        .needs(Feature::AspIdentifier),
    ]
}

/// Both the Error and the acknowledgement come, in whatever order.
fn both_answers(c: &mut crate::suite::m3ua::link::Link<'_>) -> Outcome {
    let (mut acknowledged, mut unexpected) = (false, false);
    while !(acknowledged && unexpected) {
        match c.next(c.t.target.timers.answer)? {
            Incoming::Message(received) if received.message_type == M::ASPUP_ACK => acknowledged = true,
            Incoming::Message(received) if received.code() == Some(E::UNEXPECTED_MESSAGE) => {
                unexpected = true;
            }
            Incoming::Message(received) => {
                return fail("ASPUP_ACK and ERR Unexpected Message", received.describe());
            }
            Incoming::Lost => return fail("ASPUP_ACK and ERR Unexpected Message", "the end"),
            Incoming::Silence => {
                let came = match (acknowledged, unexpected) {
                    (true, _) => "ASPUP_ACK alone",
                    (_, true) => "ERR alone",
                    _ => "nothing",
                };
                return fail("ASPUP_ACK and ERR Unexpected Message", came);
            }
        }
    }
    Ok(())
}

fn blocked(t: &Context<'_>) -> Outcome {
    let mut c = t.link()?;
    t.wish(Wish::Block)?;
    c.lets_pass = true;
    c.refused(&t.asp_up(1), &[E::REFUSED_MANAGEMENT_BLOCKING]).map(drop)
}

/// The peer says so unasked.
fn block_makes_it_down(t: &Context<'_>) -> Outcome {
    let mut c = t.inactive()?;
    t.wish(Wish::Block)?;
    c.answer(M::ASPDN_ACK)?;
    c.refused(&t.asp_active(), &[E::REFUSED_MANAGEMENT_BLOCKING, E::UNEXPECTED_MESSAGE]).map(drop)
}

fn down_from_active(t: &Context<'_>) -> Outcome {
    let mut c = t.active()?;
    c.ask(&Message::new(M::ASPDN), M::ASPDN_ACK)?;
    c.unexpected(&t.asp_active())
}

fn identifier_in_use(t: &Context<'_>) -> Outcome {
    let _first = t.inactive()?;
    let mut second = t.link_as(2)?;
    let received = second.refused(&t.asp_up(1), &[E::INVALID_ASP_IDENTIFIER])?;
    check(received.contexts().is_empty(), "no routing context", received.describe())
}
