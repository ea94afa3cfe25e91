//! How connections end (Q.714 §3.3).

use std::time::Duration;

use crate::suite::sccp::calls::Call;
use crate::suite::sccp::pdu::{RLC, RLSD};
use crate::suite::sccp::primitive::{Inbound, Indication, Request};
use crate::suite::sccp::steps::{DATA, octets};
use crate::suite::sccp::{Case, Feature, NEAR, SccpLayer, USER};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check};

/// Release causes (Q.713 §3.11).
const SUBSYSTEM_FAILURE: u8 = 8;
const MTP_FAILURE: u8 = 10;
const SCCP_FAILURE: u8 = 16;

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sccp.co.rel.by_user", "Q.714 §3.3.3.1", |t| {
            let call = t.connects()?;
            leaves(t, &call, 3, &octets(128))?;
            t.sends(&call.message(RLC, &[]));
            t.is_quiet()?;
            t.is_gone(&call)
        })
        .purpose("the user's N-DISCONNECT sends RLSD with its cause and data, and RLC ends it"),
        Case::new("sccp.co.rel.by_the_other_side", "Q.714 §3.3.5", |t| {
            let call = t.is_connected()?;
            t.sends(&call.message(RLSD, &[3]).with(DATA, b"bye"));
            t.gets(&call.answer(RLC, &[]))?;
            t.tells(&Indication::Disconnected {
                connection: call.connection,
                cause: 3,
                data: b"bye".to_vec(),
            })?;
            t.is_quiet()?;
            t.is_gone(&call)
        })
        .purpose("RLSD is answered by RLC and told to the user with its cause and data"),
        Case::new("sccp.co.rel.both_at_once", "Q.714 §3.3.3.2", |t| {
            let call = t.connects()?;
            leaves(t, &call, 3, b"")?;
            t.sends(&call.message(RLSD, &[3]));
            // An RLC may answer it; the release must not be repeated.
            t.all_given();
            t.tells_nothing()?;
            t.pass(Duration::from_secs(120));
            t.is_quiet()
        })
        .purpose("RLSD while RLC is awaited ends the connection"),
        Case::new("sccp.co.rel.repeated", "Q.714 §3.3.3.2, annex C", |t| {
            let call = t.connects()?;
            leaves(t, &call, 3, b"")?;
            for _ in 0..2 {
                t.pass(Duration::from_secs(9));
                t.is_quiet()?;
                t.pass(Duration::from_secs(11));
                t.gets(&call.answer(RLSD, &[3]))?;
                t.all_given();
            }
            t.sends(&call.message(RLC, &[]));
            t.pass(Duration::from_secs(300));
            t.is_quiet()
        })
        .purpose("RLSD is repeated after T(rel) and T(repeat rel), 10 to 20 s, until RLC"),
        Case::new("sccp.co.rel.never_answered", "Q.714 §3.3.3.2, annex C", |t| {
            let call = t.connects()?;
            leaves(t, &call, 3, b"")?;
            t.pass(Duration::from_secs(150));
            let count = t.all_given().len();
            check((3..=8).contains(&count), "3 to 8 repetitions", format!("{count}"))?;
            t.tells(&Indication::ReleaseUnanswered { connection: call.connection })?;
            t.pass(Duration::from_secs(300));
            t.is_quiet()
        })
        .purpose("after T(int), 1 min, the release is given up and maintenance is told"),
        Case::new("sccp.co.rel.point_goes", "Q.714 §5.2.2; annex C", |t| {
            ends_by(t, MTP_FAILURE, Inbound::Pause(NEAR))
        })
        .purpose("connections with a point that cannot be reached any more end"),
        Case::new("sccp.co.rel.sccp_goes", "Q.714 §5.2.2; annex C", |t| {
            ends_by(t, SCCP_FAILURE, Inbound::UserPartUnavailable(NEAR))
        })
        .should()
        .purpose("connections with a point that has no SCCP any more end"),
        Case::new("sccp.co.rel.user_goes", "Q.714 §3.3", |t| {
            let call = t.connects()?;
            t.asks(Request::State { ssn: USER, in_service: false })?;
            t.gets_beside_management(&call.answer(RLSD, &[SUBSYSTEM_FAILURE]))
        })
        .should()
        .purpose("connections of a user that goes out of service are released"),
        Case::new("sccp.co.rel.reference_is_frozen", "Q.714 §3.3.2", frozen)
            .purpose("the reference of a connection that has ended is not used by the next"),
    ];
    cases.into_iter().map(|case| case.needs(Feature::Class2)).collect()
}

/// The user disconnects, and RLSD has come.
fn leaves(t: &Tester<SccpLayer>, call: &Call, cause: u8, data: &[u8]) -> Outcome {
    t.asks(Request::Disconnect { connection: call.connection, cause, data: data.to_vec() })?;
    let expected = call.answer(RLSD, &[cause]);
    t.gets(&if data.is_empty() { expected } else { expected.with(DATA, data) })
}

fn ends_by(t: &Tester<SccpLayer>, cause: u8, inbound: Inbound) -> Outcome {
    let call = t.connects()?;
    t.gives(inbound);
    t.tells(&Indication::PointCodeState { point_code: NEAR, accessible: false })?;
    t.tells(&Indication::Disconnected { connection: call.connection, cause, data: Vec::new() })?;
    t.pass(Duration::from_secs(300));
    t.is_quiet()
}

fn frozen(t: &Tester<SccpLayer>) -> Outcome {
    let mut seen = Vec::new();
    for _ in 0..10 {
        let call = t.is_connected()?;
        check(
            !seen.contains(&call.theirs),
            "a reference that was not used before",
            format!("{:02x?}", call.theirs),
        )?;
        seen.push(call.theirs);
        t.sends(&call.message(RLSD, &[3]));
        t.gets(&call.answer(RLC, &[]))?;
        t.must_tell("N-DISCONNECT indication")?;
    }
    Ok(())
}
