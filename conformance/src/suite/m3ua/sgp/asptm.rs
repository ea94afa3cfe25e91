//! ASP traffic maintenance: active and inactive (RFC 4666 §4.3.4.3, §4.3.4.4).

use brivas_sigtran::m3ua::{ErrorCode as E, MessageType as M, Status, Tag, TrafficModeType};

use crate::suite::m3ua::context::Context;
use crate::suite::m3ua::{Case, Feature, Message};
use crate::suite::verdict::{Outcome, check};

const ACTIVE: &str = "RFC 4666 §4.3.4.3";
const INACTIVE: &str = "RFC 4666 §4.3.4.4";
const NO_SUCH_CONTEXT: u32 = 0xdead;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(
            "m3ua.sgp.asptm.active_is_acknowledged",
            "RFC 4666 §4.3.4.3; TS 102 381 SGP_ASPTM_V_001",
            |t| t.active().map(drop),
        ),
        Case::new(
            "m3ua.sgp.asptm.active_is_notified",
            "RFC 4666 §4.3.4.5; TS 102 381 SGP_ASPTM_V_003",
            |t| t.active()?.notified(Status::AS_ACTIVE).map(drop),
        ),
        Case::new(
            "m3ua.sgp.asptm.active_ack_names_the_routing_context",
            "RFC 4666 §3.7.2; TS 102 381 SGP_ASPTM_V_005",
            ack_names_context,
        ),
        Case::new("m3ua.sgp.asptm.notify_names_the_routing_context", "RFC 4666 §3.8.2", notify_names_context)
            .needs(Feature::SecondAs),
        Case::new(
            "m3ua.sgp.asptm.inactive_is_acknowledged",
            "RFC 4666 §4.3.4.4; TS 102 381 SGP_ASPTM_V_006",
            |t| t.active()?.ask(&t.asp_inactive(), M::ASPIA_ACK).map(drop),
        ),
        Case::new("m3ua.sgp.asptm.inactive_ack_names_the_routing_context", "RFC 4666 §3.7.4", |t| {
            let received = t.active()?.ask(&t.asp_inactive(), M::ASPIA_ACK)?;
            names(&received.contexts(), &[t.settings().routing_context])
        })
        .should(),
        Case::new(
            "m3ua.sgp.asptm.inactive_is_notified_as_pending",
            "RFC 4666 §4.3.2, §4.3.4.5; TS 102 381 SGP_ASPTM_V_008",
            |t| {
                let mut c = t.active()?;
                c.ask(&t.asp_inactive(), M::ASPIA_ACK)?;
                c.notified(Status::AS_PENDING).map(drop)
            },
        ),
        Case::new("m3ua.sgp.asptm.active_again_after_inactive", ACTIVE, |t| {
            let mut c = t.active()?;
            c.ask(&t.asp_inactive(), M::ASPIA_ACK)?;
            c.ask(&t.asp_active(), M::ASPAC_ACK).map(drop)
        }),
        Case::new("m3ua.sgp.asptm.active_with_info_string", "RFC 4666 §3.7.1", |t| {
            let request = t.asp_active().octets_of(Tag::INFO_STRING, *b"hello");
            t.inactive()?.ask(&request, M::ASPAC_ACK).map(drop)
        }),
        Case::new("m3ua.sgp.asptm.active_without_a_routing_context", ACTIVE, |t| {
            t.inactive()?.ask(&Message::new(M::ASPAC), M::ASPAC_ACK)?;
            t.was_active.set(true);
            Ok(())
        }),
        Case::new("m3ua.sgp.asptm.active_for_both", ACTIVE, active_for_both).needs(Feature::SecondAs),
        Case::new("m3ua.sgp.asptm.inactive_for_one_of_both", INACTIVE, inactive_for_one)
            .needs(Feature::SecondAs)
            .needs(Feature::Relays),
        Case::new("m3ua.sgp.asptm.inactive_without_a_routing_context", INACTIVE, |t| {
            let mut c = t.active()?;
            c.ask(&Message::new(M::ASPIA), M::ASPIA_ACK)?;
            c.unexpected(&t.data(0, b"data"))
        }),
        Case::new(
            "m3ua.sgp.asptm.active_when_active",
            "RFC 4666 §4.3.4.3; TS 102 381 SGP_ASPTM_O_001",
            |t| t.active()?.ask(&t.asp_active(), M::ASPAC_ACK).map(drop),
        ),
        Case::new(
            "m3ua.sgp.asptm.inactive_when_inactive",
            "RFC 4666 §4.3.4.4; TS 102 381 SGP_ASPTM_O_003, SGP_ASPTM_I_010",
            |t| t.inactive()?.ask(&t.asp_inactive(), M::ASPIA_ACK).map(drop),
        ),
        Case::new("m3ua.sgp.asptm.active_when_down", "RFC 4666 §4.3.1, §3.8.1", |t| {
            t.link()?.unexpected(&t.asp_active())
        }),
        Case::new("m3ua.sgp.asptm.inactive_when_down", "RFC 4666 §4.3.1, §3.8.1", |t| {
            t.link()?.unexpected(&t.asp_inactive())
        }),
        Case::new(
            "m3ua.sgp.asptm.unknown_traffic_mode",
            "RFC 4666 §3.8.1; TS 102 381 SGP_ASPTM_I_003",
            |t| {
                let request = t.asp_active().mode(TrafficModeType(9));
                t.inactive()?.refused(&request, &[E::UNSUPPORTED_TRAFFIC_MODE_TYPE]).map(drop)
            },
        ),
        Case::new(
            "m3ua.sgp.asptm.another_traffic_mode",
            "RFC 4666 §3.8.1, §4.3.4.3; TS 102 381 SGP_ASPTM_I_004",
            another_mode,
        )
        .needs(Feature::SecondAsp)
        .needs(Feature::Loadshare),
        Case::new(
            "m3ua.sgp.asptm.unknown_routing_context",
            "RFC 4666 §3.8.1; TS 102 381 SGP_ASPTM_I_005",
            |t| {
                let request = Message::new(M::ASPAC).contexts(&[NO_SUCH_CONTEXT]);
                let codes = [E::INVALID_ROUTING_CONTEXT, E::NO_CONFIGURED_AS_FOR_ASP];
                t.inactive()?.refused(&request, &codes).map(drop)
            },
        ),
        Case::new("m3ua.sgp.asptm.unknown_routing_context_is_named", "RFC 4666 §3.8.1", |t| {
            let request = Message::new(M::ASPAC).contexts(&[NO_SUCH_CONTEXT]);
            let received = t.inactive()?.refused(&request, &[E::INVALID_ROUTING_CONTEXT])?;
            names(&received.contexts(), &[NO_SUCH_CONTEXT])
        }),
        Case::new("m3ua.sgp.asptm.one_of_two_routing_contexts_is_unknown", ACTIVE, one_is_unknown).should(),
        Case::new("m3ua.sgp.asptm.inactive_with_an_unknown_routing_context", "RFC 4666 §3.8.1", |t| {
            let request = Message::new(M::ASPIA).contexts(&[NO_SUCH_CONTEXT]);
            let codes = [E::INVALID_ROUTING_CONTEXT, E::NO_CONFIGURED_AS_FOR_ASP];
            let mut c = t.active()?;
            c.refused(&request, &codes)?;
            c.ask(&t.asp_active(), M::ASPAC_ACK).map(drop)
        })
        .should(),
    ]
}

fn names(came: &[u32], wanted: &[u32]) -> Outcome {
    let (mut sorted, mut expected) = (came.to_vec(), wanted.to_vec());
    sorted.sort_unstable();
    expected.sort_unstable();
    check(sorted == expected, format!("Routing Context {expected:?}"), format!("{came:?}"))
}

fn ack_names_context(t: &Context<'_>) -> Outcome {
    let received = t.inactive()?.ask(&t.asp_active(), M::ASPAC_ACK)?;
    names(&received.contexts(), &[t.settings().routing_context])
}

/// With two application servers nothing else tells which one is meant.
fn notify_names_context(t: &Context<'_>) -> Outcome {
    let received = t.active()?.notified(Status::AS_ACTIVE)?;
    names(&received.contexts(), &[t.settings().routing_context])
}

/// The acknowledgement may come in parts.
fn active_for_both(t: &Context<'_>) -> Outcome {
    let wanted = [t.settings().routing_context, t.settings().second_routing_context];
    let mut c = t.inactive()?;
    c.send(&Message::new(M::ASPAC).contexts(&wanted));
    let mut came = c.answer(M::ASPAC_ACK)?.contexts();
    while came.len() < wanted.len() {
        came.extend(c.answer(M::ASPAC_ACK)?.contexts());
    }
    names(&came, &wanted)
}

fn inactive_for_one(t: &Context<'_>) -> Outcome {
    let second = t.settings().second_routing_context;
    let mut c = t.active()?;
    c.ask(&Message::new(M::ASPAC).contexts(&[second]), M::ASPAC_ACK)?;
    c.ask(&Message::new(M::ASPIA).contexts(&[second]), M::ASPIA_ACK)?;
    c.ask(&t.data(0, b"still here"), M::DATA).map(drop)
}

/// The one that is active has chosen the mode.
fn another_mode(t: &Context<'_>) -> Outcome {
    let _first = t.active_as(1, &t.asp_active().mode(TrafficModeType::LOADSHARE))?;
    let mut second = t.inactive_as(2)?;
    let request = t.asp_active().mode(TrafficModeType::OVERRIDE);
    second.refused(&request, &[E::UNSUPPORTED_TRAFFIC_MODE_TYPE]).map(drop)
}

/// The known one is acknowledged, the other refused, in whatever order.
fn one_is_unknown(t: &Context<'_>) -> Outcome {
    let known = t.settings().routing_context;
    let mut c = t.inactive()?;
    c.send(&Message::new(M::ASPAC).contexts(&[known, NO_SUCH_CONTEXT]));
    let mut came = Vec::new();
    for _ in 0..2 {
        match c.next(t.target.timers.answer)? {
            crate::suite::m3ua::link::Incoming::Message(received) => came.push(received),
            _ => break,
        }
    }
    let acknowledged = came.iter().any(|one| one.message_type == M::ASPAC_ACK && one.contexts() == [known]);
    let refused = came.iter().any(|one| one.code() == Some(E::INVALID_ROUTING_CONTEXT));
    let text: Vec<String> = came.iter().map(|one| one.describe()).collect();
    check(
        acknowledged && refused,
        format!("ASPAC_ACK [{known}] and ERR Invalid Routing Context"),
        text.join(", "),
    )
}
