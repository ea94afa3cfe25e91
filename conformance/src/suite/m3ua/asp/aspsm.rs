//! ASP state maintenance: how an ASP comes up, and what it makes of the answers (RFC 4666 §4.3.4.1, §4.3.4.2).

use brivas_sigtran::m3ua::{ErrorCode as E, MessageType as M};

use crate::suite::m3ua::context::{Context, acknowledgement};
use crate::suite::m3ua::link::Incoming;
use crate::suite::m3ua::network::Wish;
use crate::suite::m3ua::{Case, Message};
use crate::suite::verdict::{Outcome, Stop, check, fail};

const UP: &str = "RFC 4666 §4.3.4.1";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("m3ua.asp.aspsm.up_comes_first", "RFC 4666 §4.3.4.1; TS 102 381 ASP_ASPSM_V_002", |t| {
            t.asked_up().map(drop)
        }),
        Case::new("m3ua.asp.aspsm.nothing_before_the_answer", UP, |t| {
            let mut c = t.asked_up()?;
            c.quiet()
        }),
        Case::new("m3ua.asp.aspsm.up_is_repeated_after_t_ack", UP, |t| {
            let mut c = t.asked_up()?;
            let wait = t.target.timers.t_ack * 2;
            c.comes(M::ASPUP, wait)?;
            c.comes(M::ASPUP, wait).map(drop)
        }),
        Case::new("m3ua.asp.aspsm.answer_with_asp_identifier_and_info_string", "RFC 4666 §3.5.2", |t| {
            let mut c = t.asked_up()?;
            let answer = Message::new(M::ASPUP_ACK).asp_identifier(5);
            c.send(&answer.octets_of(brivas_sigtran::m3ua::Tag::INFO_STRING, *b"welcome"));
            c.comes(M::ASPAC, t.target.timers.patience).map(drop)
        }),
        Case::new("m3ua.asp.aspsm.down", "RFC 4666 §4.3.4.2; TS 102 381 ASP_ASPSM_V_005", down),
        Case::new("m3ua.asp.aspsm.down_is_repeated_after_t_ack", "RFC 4666 §4.3.4.2", |t| {
            let mut c = t.activated()?;
            c.quiet()?;
            t.wish(Wish::Down)?;
            passes_inactive(&mut c)?;
            c.comes(M::ASPDN, t.target.timers.t_ack * 2).map(drop)
        }),
        Case::new(
            "m3ua.asp.aspsm.answer_of_another_version",
            "RFC 4666 §3.8.1; TS 102 381 ASP_ASPSM_I_001",
            |t| {
                let mut c = t.asked_up()?;
                c.ignores_requests = true;
                c.refused(&Message::new(M::ASPUP_ACK).version(2), &[E::INVALID_VERSION])?;
                c.ignores_requests = false;
                c.comes(M::ASPUP, t.target.timers.t_ack * 2).map(drop)
            },
        ),
        Case::new(
            "m3ua.asp.aspsm.answer_of_another_version_to_down",
            "RFC 4666 §3.8.1; TS 102 381 ASP_ASPSM_I_002",
            |t| {
                let mut c = t.activated()?;
                c.quiet()?;
                t.wish(Wish::Down)?;
                passes_inactive(&mut c)?;
                c.refused(&Message::new(M::ASPDN_ACK).version(2), &[E::INVALID_VERSION]).map(drop)
            },
        ),
        Case::new(
            "m3ua.asp.aspsm.answer_of_a_reserved_type",
            "RFC 4666 §3.8.1; TS 102 381 ASP_ASPSM_I_003",
            |t| {
                let mut c = t.asked_up()?;
                let message = Message::new(M { class: 3, number: 7 });
                c.refused(&message, &[E::UNSUPPORTED_MESSAGE_TYPE])?;
                c.comes(M::ASPUP, t.target.timers.t_ack * 2).map(drop)
            },
        ),
        Case::new(
            "m3ua.asp.aspsm.down_ack_in_place_of_up_ack",
            "RFC 4666 §4.3.4.1; TS 102 381 ASP_ASPSM_O_001",
            down_ack_in_place_of_up_ack,
        ),
        Case::new(
            "m3ua.asp.aspsm.up_ack_when_active_is_unexpected",
            "RFC 4666 §4.3.4.1; TS 102 381 ASP_ASPSM_O_002",
            |t| t.activated()?.refused(&Message::new(M::ASPUP_ACK), &[E::UNEXPECTED_MESSAGE]).map(drop),
        )
        .should(),
        Case::new("m3ua.asp.aspsm.comes_back_after_an_unexpected_up_ack", UP, |t| {
            let mut c = t.activated()?;
            c.refused(&Message::new(M::ASPUP_ACK), &[E::UNEXPECTED_MESSAGE])?;
            c.comes(M::ASPAC, t.target.timers.patience).map(drop)
        })
        .should(),
        Case::new("m3ua.asp.aspsm.comes_back_after_an_unasked_down_ack", "RFC 4666 §4.3.4.2", |t| {
            let mut c = t.activated()?;
            c.send(&Message::new(M::ASPDN_ACK));
            c.comes(M::ASPUP, t.target.timers.patience).map(drop)
        }),
        Case::new("m3ua.asp.aspsm.comes_back_after_the_association_is_lost", "RFC 4666 §4.3.1", |t| {
            t.activated()?.abort();
            match t.activated() {
                Err(Stop::Inconclusive(reason)) => fail("the ASP comes again", reason),
                other => other.map(drop),
            }
        }),
        Case::new("m3ua.asp.aspsm.a_refusal_is_not_hammered", UP, refused).should(),
        Case::new("m3ua.asp.aspsm.up_ack_on_another_stream", "RFC 4666 §1.4.7, §3.8.1", |t| {
            let mut c = t.asked_up()?;
            let answer = Message::new(M::ASPUP_ACK).on_stream(1);
            c.refused(&answer, &[E::INVALID_STREAM_IDENTIFIER]).map(drop)
        })
        .should(),
    ]
}

/// An ASP may become inactive before it goes down.
fn passes_inactive(c: &mut crate::suite::m3ua::link::Link<'_>) -> Outcome {
    match c.next(c.t.target.timers.patience)? {
        Incoming::Message(received) if received.message_type == M::ASPIA => {
            c.send(&acknowledgement(&received.octets));
            c.comes(M::ASPDN, c.t.target.timers.patience).map(drop)
        }
        Incoming::Message(received) => check(received.message_type == M::ASPDN, "ASPDN", received.describe()),
        Incoming::Lost => fail("ASPDN", "the association ended"),
        Incoming::Silence => fail("ASPDN", "nothing"),
    }
}

/// It is thrown away or called unexpected, and leads to no ASP Active.
fn down_ack_in_place_of_up_ack(t: &Context<'_>) -> Outcome {
    let mut c = t.asked_up()?;
    c.send(&Message::new(M::ASPDN_ACK));
    match c.next(t.target.timers.quiet)? {
        Incoming::Silence => Ok(()),
        Incoming::Message(received) => {
            let right = received.message_type == M::ASPUP || received.code() == Some(E::UNEXPECTED_MESSAGE);
            check(right, "ASPUP, ERR Unexpected Message, or nothing", received.describe())
        }
        Incoming::Lost => fail("an association that goes on", "it ended"),
    }
}

/// Down, and not up again by itself.
fn down(t: &Context<'_>) -> Outcome {
    let mut c = t.activated()?;
    c.quiet()?;
    t.wish(Wish::Down)?;
    passes_inactive(&mut c)?;
    c.send(&Message::new(M::ASPDN_ACK));
    c.quiet_for(t.target.timers.t_ack * 2)
}

/// After "Refused - Management Blocking" nobody asks again at once.
fn refused(t: &Context<'_>) -> Outcome {
    let mut c = t.asked_up()?;
    let up = Message::new(M::ASPUP).octets();
    let error = Message::new(M::ERR).code(E::REFUSED_MANAGEMENT_BLOCKING);
    c.send(&error.octets_of(brivas_sigtran::m3ua::Tag::DIAGNOSTIC_INFORMATION, up));
    let wait = t.target.timers.t_ack * 4;
    let deadline = t.now() + wait;
    let mut again = 0;
    while let Incoming::Message(received) = c.next(deadline.saturating_duration_since(t.now()))? {
        check(received.message_type == M::ASPUP, "nothing but ASPUP", received.describe())?;
        again += 1;
    }
    check(again <= 1, "at most one ASPUP in four T(ack)", again.to_string())
}
