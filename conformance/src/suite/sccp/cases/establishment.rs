//! How connections begin (Q.714 §3.1).

use std::time::Duration;

use crate::suite::sccp::calls::Call;
use crate::suite::sccp::pdu::{CC, CR, CREF, Pdu, RLC, RLSD};
use crate::suite::sccp::primitive::{Indication, Request};
use crate::suite::sccp::steps::{
    CALLING, DATA, HOPS, PEER_USER, REFERENCE, by_ssn, by_title, cr, dt1, fixed, octets,
};
use crate::suite::sccp::{Case, FAR, Feature, HERE, NEAR, SccpLayer, USER};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check};

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sccp.co.est.user_asks", "Q.714 §3.1.4.1", |t| t.asks_for_connection(b"").map(drop))
            .purpose("N-CONNECT request sends CR of class 2 with both addresses"),
        Case::new("sccp.co.est.user_asks_with_data", "Q.714 §3.1.4.1; Q.713 §4.2", |t| {
            t.asks_for_connection(&octets(128)).map(drop)
        })
        .purpose("CR carries 128 octets of the user's data"),
        Case::new("sccp.co.est.confirmed", "Q.714 §3.1.4.2", |t| {
            let call = t.connects()?;
            t.lives(&call)
        })
        .purpose("CC is confirmed to the user, and data go both ways"),
        Case::new("sccp.co.est.confirmed_with_data", "Q.714 §3.1.4.2", |t| {
            let call = t.asks_for_connection(b"")?;
            t.sends(&call.message(CC, &[2]).with(DATA, b"welcome"));
            t.tells(&Indication::Connected { connection: call.connection, data: b"welcome".to_vec() })
        })
        .purpose("the data of CC reach the user"),
        Case::new("sccp.co.est.confirmed_by_another_point", "Q.714 §3.1.4.2", |t| {
            let call = t.asks_for_connection(b"")?;
            t.sends_from(FAR, &call.message(CC, &[2]));
            t.tells(&Indication::Connected { connection: call.connection, data: Vec::new() })?;
            t.asks(Request::Data { connection: call.connection, data: b"there".to_vec() })?;
            t.gets_at(FAR, &dt1(call.ours, 0, b"there"))
        })
        .purpose("the connection is with the point that CC comes from"),
        Case::new("sccp.co.est.refused", "Q.714 §3.2.1", |t| {
            let call = t.asks_for_connection(b"")?;
            t.sends(&refusal(&call, 1).with(DATA, b"no"));
            t.tells(&Indication::Refused { connection: call.connection, cause: 1, data: b"no".to_vec() })?;
            t.is_quiet()?;
            t.is_gone(&call)
        })
        .purpose("CREF is told to the user with its cause and data, and the connection is gone"),
        Case::new("sccp.co.est.never_answered", "Q.714 §3.1.4.2, annex C", |t| {
            let call = t.asks_for_connection(b"")?;
            t.pass(Duration::from_secs(59));
            t.is_quiet()?;
            t.pass(Duration::from_secs(62));
            t.tells(&Indication::Refused { connection: call.connection, cause: 12, data: Vec::new() })?;
            t.is_quiet()
        })
        .purpose("after T(conn est), 1 to 2 min, the user is told that nobody answered"),
        Case::new("sccp.co.est.user_leaves_before_confirm", "Q.714 §3.1.4.2", |t| {
            let call = t.asks_for_connection(b"")?;
            t.asks(Request::Disconnect { connection: call.connection, cause: 3, data: Vec::new() })?;
            t.is_quiet()?;
            t.sends(&call.message(CC, &[2]));
            t.gets(&call.answer(RLSD, &[3]))?;
            t.sends(&call.message(RLC, &[]));
            t.is_quiet()?;
            t.is_gone(&call)
        })
        .purpose("a connection that the user has given up is released once CC comes"),
        Case::new("sccp.co.est.user_leaves_before_refusal", "Q.714 §3.1.4.2", |t| {
            let call = t.asks_for_connection(b"")?;
            t.asks(Request::Disconnect { connection: call.connection, cause: 3, data: Vec::new() })?;
            t.sends(&refusal(&call, 0));
            t.is_quiet()
        })
        .purpose("a connection that the user has given up is forgotten once CREF comes"),
        Case::new("sccp.co.est.confirmed_as_class_3", "Q.714 §3.1.3.1", |t| {
            let call = t.asks_for_connection(b"")?;
            t.sends(&call.message(CC, &[3]).with(0x09, &[1]));
            t.gets(&call.answer(RLSD, &[5]))?;
            t.tells(&Indication::Disconnected { connection: call.connection, cause: 5, data: Vec::new() })
        })
        .should()
        .purpose("a class that was not asked for ends the connection: inconsistent connection data"),
        Case::new("sccp.co.est.asked", "Q.714 §3.1.6", |t| {
            let call = t.is_connected()?;
            t.lives(&call)
        })
        .purpose("CR is told to the user, whose answer sends CC, and data go both ways"),
        Case::new("sccp.co.est.asked_with_all", "Q.714 §3.1.6; Q.713 §4.2", |t| {
            let request = cr(2, &by_ssn(HERE, USER)).with(CALLING, &by_ssn(NEAR, PEER_USER));
            let connection = t.is_asked(&request.with(DATA, &octets(128)).with(0x12, &[3]))?;
            t.asks(Request::Accept { connection, data: octets(100) })?;
            let pdu = t.next_to(NEAR, "CC")?;
            let expected =
                Pdu::new(CC, &fixed(&[REFERENCE, pdu.reference(1)], &[2]), &[]).with(DATA, &octets(100));
            check(pdu == expected, expected.to_string(), pdu.to_string())
        })
        .purpose("sender and data of CR reach the user, and the user's data go with CC"),
        Case::new("sccp.co.est.asked_by_title", "Q.714 §3.1.6, §2.4", |t| {
            let request = cr(2, &by_title("12", USER));
            t.is_connected_by(&request, REFERENCE).and_then(|call| t.lives(&call))
        })
        .needs(Feature::Translates)
        .purpose("CR by a title of a user here is taken like any other"),
        Case::new("sccp.co.est.asked_for_class_3", "Q.714 §3.1.3.1", |t| {
            let mut request = cr(3, &by_ssn(HERE, USER));
            request.optional.insert(0x09, vec![5]);
            t.is_connected_by(&request, REFERENCE).and_then(|call| t.lives(&call))
        })
        .should()
        .purpose("a point without class 3 takes a connection of class 3 as one of class 2"),
        Case::new("sccp.co.est.many", "Q.714 §3.1.2", many)
            .purpose("each of twenty connections has a reference of its own and its own data"),
        Case::new("sccp.co.est.passed_on", "Q.714 §3.1.5, §3.1.6.1", passed_on)
            .needs(Feature::Relays)
            .needs(Feature::Translates)
            .purpose("CR by a title of another point goes on, with the first point in the sender's address"),
        Case::new("sccp.co.est.passed_on_counts_hops", "Q.714 §2.3.2, §2.8", hops)
            .needs(Feature::Relays)
            .needs(Feature::Translates)
            .purpose(
                "each translation takes one off the hop counter of CR, and one that is used up is refused",
            ),
        Case::new("sccp.co.est.sections_are_coupled", "Q.714 §3.1.5", coupled)
            .needs(Feature::Relays)
            .needs(Feature::CouplesSections)
            .purpose("a relay that couples answers each section with references of its own"),
    ];
    cases.into_iter().map(|case| case.needs(Feature::Class2)).collect()
}

fn refusal(call: &Call, cause: u8) -> Pdu {
    Pdu::new(CREF, &fixed(&[call.theirs], &[cause]), &[])
}

fn many(t: &Tester<SccpLayer>) -> Outcome {
    let mut calls = Vec::new();
    for number in 0..20 {
        let ours = [number, 0x55, 1];
        let request = Pdu::new(CR, &fixed(&[ours], &[2]), &[&by_ssn(HERE, USER)]);
        calls.push(t.is_connected_by(&request, ours)?);
    }
    for call in &calls {
        let same = calls.iter().filter(|other| other.theirs == call.theirs).count();
        check(same == 1, "references that differ", format!("{:02x?} {same} times", call.theirs))?;
        t.lives(call)?;
    }
    Ok(())
}

fn passed_on(t: &Tester<SccpLayer>) -> Outcome {
    t.sends_from(FAR, &cr(2, &by_title("25", PEER_USER)).with(DATA, b"far"));
    let pdu = t.next_to(NEAR, "CR, on its way")?;
    let [low, high, ..] = FAR.to_le_bytes();
    let sender = pdu.optional.get(&CALLING).cloned().unwrap_or_default();
    let mut expected = cr(2, &by_title("25", PEER_USER)).with(DATA, b"far").with(CALLING, &sender);
    if let Some(hops) = pdu.optional.get(&HOPS) {
        expected = expected.with(HOPS, hops);
    }
    check(pdu == expected, expected.to_string(), pdu.to_string())?;
    check(sender.get(1..3) == Some(&[low, high]), format!("a sender at {FAR}"), pdu.to_string())?;
    t.is_quiet()
}

fn hops(t: &Tester<SccpLayer>) -> Outcome {
    let request = cr(2, &by_title("25", PEER_USER)).with(CALLING, &by_ssn(NEAR, PEER_USER));
    t.sends(&request.clone().with(HOPS, &[7]));
    t.gets(&request.clone().with(HOPS, &[6]))?;
    t.sends(&request.with(HOPS, &[1]));
    t.gets(&Pdu::new(CREF, &fixed(&[REFERENCE], &[16]), &[]))
}

fn coupled(t: &Tester<SccpLayer>) -> Outcome {
    t.sends_from(FAR, &cr(2, &by_title("25", PEER_USER)));
    let onward = t.next_to(NEAR, "CR of the second section")?.reference(0);
    check(onward != REFERENCE, "a reference of the relay's own", "that of the first section")?;
    let far = [9, 9, 9];
    t.sends(&Pdu::new(CC, &fixed(&[onward, far], &[2]), &[]));
    let confirm = t.next_to(FAR, "CC of the first section")?;
    let expected = Pdu::new(CC, &fixed(&[REFERENCE, confirm.reference(1)], &[2]), &[]);
    check(confirm == expected, expected.to_string(), confirm.to_string())?;
    t.sends_from(FAR, &dt1(confirm.reference(1), 0, b"through"));
    t.gets(&dt1(far, 0, b"through"))
}
