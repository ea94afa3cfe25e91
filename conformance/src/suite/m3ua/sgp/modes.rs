//! Traffic modes: override, loadshare, broadcast, with two ASPs (RFC 4666 §4.3.4.3).

use std::collections::BTreeSet;

use brivas_sigtran::m3ua::{MessageType as M, Status, Tag, TrafficModeType};

use crate::suite::m3ua::context::Context;
use crate::suite::m3ua::link::{Incoming, Link};
use crate::suite::m3ua::{Case, Feature};
use crate::suite::verdict::{Outcome, check};

const OVERRIDE: &str = "RFC 4666 §4.3.4.3";
const LOADSHARE: &str = "RFC 4666 §4.3.4.3";
const BROADCAST: &str = "RFC 4666 §4.3.4.3";

pub(super) fn cases() -> Vec<Case> {
    let overriding = [
        Case::new(
            "m3ua.sgp.modes.override_tells_the_old_one",
            "RFC 4666 §4.3.4.3; TS 102 381 SGP_ASPTM_V_014",
            |t| {
                let (mut first, _second) = two(t, TrafficModeType::OVERRIDE)?;
                first.notified(Status::ALTERNATE_ASP_ACTIVE).map(drop)
            },
        ),
        Case::new(
            "m3ua.sgp.modes.override_names_the_new_one",
            "RFC 4666 §3.8.2; TS 102 381 SGP_ASPTM_V_015",
            |t| {
                let (mut first, _second) = two(t, TrafficModeType::OVERRIDE)?;
                let received = first.notified(Status::ALTERNATE_ASP_ACTIVE)?;
                let wanted = Some(t.settings().asp_identifier + 1);
                let right = received.word(Tag::ASP_IDENTIFIER) == wanted;
                check(right, format!("the ASP Identifier {wanted:?}"), received.describe())
            },
        )
        .needs(Feature::AspIdentifier),
        Case::new("m3ua.sgp.modes.override_moves_the_traffic", OVERRIDE, |t| {
            let (mut first, mut second) = two(t, TrafficModeType::OVERRIDE)?;
            (0..4).try_for_each(|sls| second.ask(&t.data(sls, b"to the new one"), M::DATA).map(drop))?;
            first.quiet()
        })
        .needs(Feature::Relays),
        Case::new("m3ua.sgp.modes.override_makes_the_old_one_inactive", OVERRIDE, |t| {
            let (mut first, _second) = two(t, TrafficModeType::OVERRIDE)?;
            first.notified(Status::ALTERNATE_ASP_ACTIVE)?;
            first.unexpected(&t.data(0, b"from the old one"))
        }),
        Case::new("m3ua.sgp.modes.override_back", OVERRIDE, |t| {
            let (mut first, mut second) = two(t, TrafficModeType::OVERRIDE)?;
            first.notified(Status::ALTERNATE_ASP_ACTIVE)?;
            first.ask(&t.asp_active().mode(TrafficModeType::OVERRIDE), M::ASPAC_ACK)?;
            second.notified(Status::ALTERNATE_ASP_ACTIVE).map(drop)
        }),
        Case::new(
            "m3ua.sgp.modes.the_failure_of_the_old_one_is_told",
            "RFC 4666 §3.8.2; TS 102 381 SGP_ASPTM_I_009",
            |t| {
                let (first, mut second) = two(t, TrafficModeType::OVERRIDE)?;
                first.abort();
                second.notified(Status::ASP_FAILURE).map(drop)
            },
        )
        .should(),
    ];
    let loadshare = [
        Case::new("m3ua.sgp.modes.loadshare_uses_both", LOADSHARE, loadshare_uses_both),
        Case::new("m3ua.sgp.modes.loadshare_keeps_a_selection_at_one", "RFC 4666 §1.4.7", keeps_selection)
            .should(),
        Case::new("m3ua.sgp.modes.loadshare_ack_has_the_mode", "RFC 4666 §3.7.2", |t| {
            let request = t.asp_active().mode(TrafficModeType::LOADSHARE);
            let received = t.inactive()?.ask(&request, M::ASPAC_ACK)?;
            let mode = received.word(Tag::TRAFFIC_MODE_TYPE);
            check(mode == Some(TrafficModeType::LOADSHARE.0), "Loadshare", received.describe())
        }),
    ];
    let broadcast = [
        Case::new("m3ua.sgp.modes.broadcast_reaches_both", BROADCAST, |t| {
            let (mut first, mut second) = two(t, TrafficModeType::BROADCAST)?;
            first.send(&t.data(1, b"to all"));
            first.answer(M::DATA)?;
            second.answer(M::DATA).map(drop)
        }),
        Case::new("m3ua.sgp.modes.broadcast_marks_the_first", "RFC 4666 §4.3.4.3, §3.3.1", |t| {
            let (mut first, mut second) = two(t, TrafficModeType::BROADCAST)?;
            first.send(&t.data(1, b"to all"));
            for c in [&mut first, &mut second] {
                let received = c.answer(M::DATA)?;
                let marked = received.value(Tag::CORRELATION_ID).is_some();
                check(marked, "a Correlation Id in the first message of a flow", received.describe())?;
            }
            Ok(())
        })
        .should(),
    ];
    let with = |cases: Vec<Case>, feature| cases.into_iter().map(move |case: Case| case.needs(feature));
    with(overriding.into(), Feature::Override)
        .map(|case| case.needs(Feature::SecondAsp))
        .chain(
            with(loadshare.into(), Feature::Loadshare)
                .map(|case| case.needs(Feature::Relays).needs(Feature::SecondAsp)),
        )
        .chain(
            with(broadcast.into(), Feature::Broadcast)
                .map(|case| case.needs(Feature::Relays).needs(Feature::SecondAsp)),
        )
        .collect()
}

/// Two ASPs that became active in this mode one after the other.
fn two<'a>(t: &'a Context<'_>, mode: TrafficModeType) -> Outcome<(Link<'a>, Link<'a>)> {
    let request = t.asp_active().mode(mode);
    let mut first = t.active_as(1, &request)?;
    first.notified(Status::AS_ACTIVE)?;
    let second = t.active_as(2, &request)?;
    Ok((first, second))
}

/// Which of two ASPs gets the answer to DATA of the first.
fn who_gets<'a>(first: &mut Link<'a>, second: &mut Link<'a>, sls: u8) -> Outcome<Option<u32>> {
    let t = first.t;
    first.send(&t.data(sls, &[sls]));
    let mut to = None;
    for c in [first, second] {
        if let Incoming::Message(received) = c.next(t.target.timers.quiet)? {
            check(received.message_type == M::DATA, "DATA", received.describe())?;
            check(to.is_none(), "DATA at one ASP", "at both")?;
            to = Some(c.number);
        }
    }
    Ok(to)
}

fn loadshare_uses_both(t: &Context<'_>) -> Outcome {
    let (mut first, mut second) = two(t, TrafficModeType::LOADSHARE)?;
    let mut used = BTreeSet::new();
    for sls in 0..16 {
        let to = who_gets(&mut first, &mut second, sls)?;
        check(to.is_some(), format!("DATA with sls {sls} at one of both"), "nothing")?;
        used.extend(to);
    }
    check(used.len() == 2, "both are used", format!("{used:?}"))
}

fn keeps_selection(t: &Context<'_>) -> Outcome {
    let (mut first, mut second) = two(t, TrafficModeType::LOADSHARE)?;
    for sls in [3, 4] {
        let to = who_gets(&mut first, &mut second, sls)?;
        for _ in 0..4 {
            let again = who_gets(&mut first, &mut second, sls)?;
            check(again == to && to.is_some(), format!("{to:?} for sls {sls}"), format!("{again:?}"))?;
        }
    }
    Ok(())
}
