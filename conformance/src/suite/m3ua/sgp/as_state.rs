//! The states of an application server: pending, T(r), several ASPs (RFC 4666 §4.3.2, §4.3.4.5).

use brivas_sigtran::m3ua::{MessageType as M, Status};

use crate::suite::m3ua::context::Context;
use crate::suite::m3ua::{Case, Feature, Message};
use crate::suite::verdict::{Outcome, check};

const STATES: &str = "RFC 4666 §4.3.2";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("m3ua.sgp.as_state.recovers_in_t_r", STATES, |t| {
            let mut c = t.active()?;
            c.ask(&t.asp_inactive(), M::ASPIA_ACK)?;
            c.notified(Status::AS_PENDING)?;
            c.forget();
            c.ask(&t.asp_active(), M::ASPAC_ACK)?;
            c.notified(Status::AS_ACTIVE).map(drop)
        }),
        Case::new("m3ua.sgp.as_state.t_r_ends_in_inactive", STATES, |t| {
            let mut c = t.active()?;
            c.ask(&t.asp_inactive(), M::ASPIA_ACK)?;
            c.notified(Status::AS_PENDING)?;
            c.forget();
            c.notified_within(Status::AS_INACTIVE, t.target.timers.t_r * 2).map(drop)
        }),
        Case::new("m3ua.sgp.as_state.a_new_asp_hears_that_it_is_pending", "RFC 4666 §4.3.4.5", |t| {
            t.active()?.abort();
            t.inactive()?.notified(Status::AS_PENDING).map(drop)
        })
        .should(),
        Case::new("m3ua.sgp.as_state.after_t_r_a_new_asp_hears_that_it_is_inactive", STATES, |t| {
            t.active()?.abort();
            t.pass(t.target.timers.t_r);
            t.inactive()?.notified(Status::AS_INACTIVE).map(drop)
        }),
        Case::new("m3ua.sgp.as_state.pending_messages_are_kept_in_order", STATES, pending_are_kept)
            .needs(Feature::SecondAs)
            .needs(Feature::Relays),
        Case::new("m3ua.sgp.as_state.after_t_r_nothing_is_kept", STATES, nothing_after_t_r)
            .needs(Feature::SecondAs)
            .needs(Feature::Relays),
        Case::new("m3ua.sgp.as_state.a_second_asp_changes_nothing", STATES, |t| {
            let mut first = t.active()?;
            first.notified(Status::AS_ACTIVE)?;
            let _second = t.inactive_as(2)?;
            first.forget();
            first.not_notified(Status::AS_INACTIVE)
        })
        .needs(Feature::SecondAsp),
        Case::new("m3ua.sgp.as_state.stays_active_while_one_is", STATES, stays_active)
            .needs(Feature::SecondAsp)
            .needs(Feature::Loadshare)
            .needs(Feature::Relays),
        Case::new("m3ua.sgp.as_state.the_other_takes_over_from_pending", STATES, |t| {
            t.active()?.abort();
            let mut second = t.active_as(2, &t.asp_active())?;
            second.notified(Status::AS_ACTIVE).map(drop)
        })
        .needs(Feature::SecondAsp),
        Case::new("m3ua.sgp.as_state.the_end_of_an_asp_is_told_to_the_others", "RFC 4666 §3.8.2", |t| {
            let first = t.active()?;
            let mut second = t.inactive_as(2)?;
            second.forget();
            first.abort();
            let received = second.notified(Status::ASP_FAILURE)?;
            let identifier = received.word(brivas_sigtran::m3ua::Tag::ASP_IDENTIFIER);
            let wanted = Some(t.settings().asp_identifier);
            check(identifier == wanted, format!("the ASP Identifier {wanted:?}"), received.describe())
        })
        .should()
        .needs(Feature::SecondAsp)
        .needs(Feature::AspIdentifier),
        Case::new(
            "m3ua.sgp.as_state.waits_for_the_second_asp",
            "RFC 4666 §4.3.2, §4.3.4.3",
            waits_for_second,
        )
        .needs(Feature::SecondAsp)
        .needs(Feature::SecondAsWantsTwo),
        Case::new(
            "m3ua.sgp.as_state.insufficient_resources",
            "RFC 4666 §3.8.2; TS 102 381 SGP_ASPTM_V_013",
            insufficient,
        )
        .needs(Feature::SecondAsp)
        .needs(Feature::SecondAsWantsTwo),
    ]
}

/// Our ASP is active for the second application server too, so that it can send to the first one.
fn active_for_second<'a>(t: &'a Context<'_>) -> Outcome<crate::suite::m3ua::link::Link<'a>> {
    let mut c = t.active()?;
    let second = t.settings().second_routing_context;
    c.ask(&Message::new(M::ASPAC).contexts(&[second]), M::ASPAC_ACK)?;
    c.ask(&t.asp_inactive(), M::ASPIA_ACK)?;
    c.notified(Status::AS_PENDING)?;
    Ok(c)
}

/// DATA that the ASP sends as the second application server, to the first one.
fn from_second(t: &Context<'_>, text: &[u8]) -> Message {
    t.data(1, text)
        .without(brivas_sigtran::m3ua::Tag::ROUTING_CONTEXT)
        .contexts(&[t.settings().second_routing_context])
}

fn pending_are_kept(t: &Context<'_>) -> Outcome {
    let mut c = active_for_second(t)?;
    let texts: [&[u8]; 3] = [b"first", b"second", b"third"];
    for text in texts {
        c.ignores(&from_second(t, text))?;
    }
    c.ask(&t.asp_active(), M::ASPAC_ACK)?;
    for text in texts {
        let received = c.answer(M::DATA)?;
        let came = received.data().map(|(_, user_data)| user_data);
        check(came.as_deref() == Some(text), String::from_utf8_lossy(text), received.describe())?;
    }
    Ok(())
}

fn nothing_after_t_r(t: &Context<'_>) -> Outcome {
    let mut c = active_for_second(t)?;
    c.ignores(&from_second(t, b"too late"))?;
    c.quiet_for(t.target.timers.t_r * 2)?;
    c.ask(&t.asp_active(), M::ASPAC_ACK)?;
    c.quiet()
}

fn stays_active(t: &Context<'_>) -> Outcome {
    let request = t.asp_active().mode(brivas_sigtran::m3ua::TrafficModeType::LOADSHARE);
    let mut first = t.active_as(1, &request)?;
    let second = t.active_as(2, &request)?;
    second.abort();
    first.forget();
    for sls in 0..4 {
        first.ask(&t.data(sls, b"all to the one"), M::DATA)?;
    }
    Ok(())
}

/// Messages of the second application server alone tell of it.
fn second_request(t: &Context<'_>) -> Message {
    Message::new(M::ASPAC).contexts(&[t.settings().second_routing_context])
}

fn waits_for_second(t: &Context<'_>) -> Outcome {
    let mut first = t.active_as(1, &second_request(t))?;
    first.not_notified(Status::AS_ACTIVE)?;
    let mut second = t.active_as(2, &second_request(t))?;
    second.notified(Status::AS_ACTIVE)?;
    first.notified(Status::AS_ACTIVE).map(drop)
}

/// The one that left is told that it is wanted.
fn insufficient(t: &Context<'_>) -> Outcome {
    let _first = t.active_as(1, &second_request(t))?;
    let mut second = t.active_as(2, &second_request(t))?;
    let leaves = Message::new(M::ASPIA).contexts(&[t.settings().second_routing_context]);
    second.ask(&leaves, M::ASPIA_ACK)?;
    second.notified(Status::INSUFFICIENT_ASP_RESOURCES_ACTIVE_IN_AS)?;
    second.unexpected(&from_second(t, b"inactive"))
}
