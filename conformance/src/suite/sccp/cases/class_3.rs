//! Connections of class 3 (Q.714 §3.5.2, §3.6, §3.7), for who claims them.

use crate::suite::sccp::calls::Call;
use crate::suite::sccp::pdu::{AK, CC, DT2, EA, ED, Pdu, RSC, RSR};
use crate::suite::sccp::primitive::{Indication, Request};
use crate::suite::sccp::steps::{REFERENCE, by_ssn, cr, fixed};
use crate::suite::sccp::{Case, Feature, HERE, NEAR, SccpLayer, USER};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check};

/// The optional parameter for it (Q.713 §3.10).
const CREDIT: u8 = 0x09;

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sccp.co.class_3.credit", "Q.714 §3.1.3.2", |t| connected(t).map(drop))
            .purpose("CR of class 3 is confirmed as of class 3, with a credit of at most that asked for"),
        Case::new("sccp.co.class_3.data", "Q.714 §3.5.2", |t| {
            let call = connected(t)?;
            t.sends(&Pdu::new(DT2, &fixed(&[call.theirs], &[0, 0]), &[b"first"]));
            t.tells(&Indication::Data { connection: call.connection, data: b"first".to_vec() })?;
            let pdu = t.next_to(NEAR, "AK")?;
            let right =
                pdu.message_type == AK && pdu.reference(0) == REFERENCE && pdu.fixed.get(3) == Some(&2);
            check(right, "AK with P(R) 1", pdu.to_string())
        })
        .purpose("DT2 reaches the user and is acknowledged"),
        Case::new("sccp.co.class_3.window", "Q.714 §3.5.2", |t| {
            let call = connected(t)?;
            for _ in 0..3 {
                t.asks(Request::Data { connection: call.connection, data: vec![1] })?;
            }
            let count = t.all_given().len();
            check(count == 1, "one DT2, for the credit is 1", format!("{count} messages"))?;
            t.sends(&Pdu::new(AK, &fixed(&[call.theirs], &[2, 1]), &[]));
            let pdu = t.next_to(NEAR, "the second DT2")?;
            check(pdu.message_type == DT2 && pdu.fixed.get(3) == Some(&2), "DT2 with P(S) 1", pdu.to_string())
        })
        .purpose("no more DT2 go than the credit allows"),
        Case::new("sccp.co.class_3.expedited_data", "Q.714 §3.6", |t| {
            let call = connected(t)?;
            t.sends(&Pdu::new(ED, &fixed(&[call.theirs], &[]), &[b"now"]));
            t.gets(&Pdu::new(EA, &fixed(&[REFERENCE], &[]), &[]))
        })
        .purpose("ED is acknowledged by EA"),
        Case::new("sccp.co.class_3.reset", "Q.714 §3.7", |t| {
            let call = connected(t)?;
            t.sends(&call.message(RSR, &[1]));
            t.gets(&call.answer(RSC, &[]))
        })
        .purpose("RSR is confirmed by RSC"),
    ];
    cases.into_iter().map(|case| case.needs(Feature::Class3)).collect()
}

/// The lower tester has asked for a connection of class 3 and a credit of 1, and has it.
fn connected(t: &Tester<SccpLayer>) -> Outcome<Call> {
    let connection = t.is_asked(&cr(3, &by_ssn(HERE, USER)).with(CREDIT, &[1]))?;
    t.asks(Request::Accept { connection, data: Vec::new() })?;
    let pdu = t.next_to(NEAR, "CC")?;
    let call = Call { connection, theirs: pdu.reference(1), ours: REFERENCE };
    let expected = call.answer(CC, &[3]).with(CREDIT, &[1]);
    check(pdu == expected, expected.to_string(), pdu.to_string())?;
    Ok(call)
}
