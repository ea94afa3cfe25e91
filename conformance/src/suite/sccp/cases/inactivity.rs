//! Whether the other side is still there (Q.714 §3.4).

use std::time::Duration;

use crate::suite::sccp::calls::Call;
use crate::suite::sccp::pdu::{IT, RLSD};
use crate::suite::sccp::primitive::{Indication, Request};
use crate::suite::sccp::steps::dt1;
use crate::suite::sccp::{Case, Feature, NEAR, SccpLayer};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check, fail};

const MINUTE: Duration = Duration::from_secs(60);
/// Release causes (Q.713 §3.11).
const INCONSISTENT_CONNECTION_DATA: u8 = 5;
const RECEIVE_INACTIVITY_TIMER: u8 = 13;

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sccp.co.it.sent", "Q.714 §3.4, annex C", |t| {
            let call = t.connects()?;
            t.pass(4 * MINUTE);
            t.is_quiet()?;
            t.pass(6 * MINUTE);
            let pdu = t.next_to(NEAR, "IT")?;
            // Sequencing and credit have no meaning in class 2.
            let rest = pdu.fixed.get(7..).unwrap_or_default();
            let expected = call.answer(IT, &[&[2][..], rest].concat());
            check(pdu == expected, expected.to_string(), pdu.to_string())
        })
        .purpose("after T(ias), 5 to 10 min without a message of its own, the point sends IT"),
        Case::new("sccp.co.it.put_off_by_data", "Q.714 §3.4", |t| {
            let call = t.connects()?;
            for _ in 0..5 {
                t.pass(4 * MINUTE);
                t.gives_nothing()?;
                t.asks(Request::Data { connection: call.connection, data: vec![1] })?;
                t.gets(&dt1(call.ours, 0, &[1]))?;
                t.sends(&call.message(IT, &[2, 0, 0, 0]));
            }
            t.is_quiet()
        })
        .purpose("data that are sent put off IT"),
        Case::new("sccp.co.it.received", "Q.714 §3.4", |t| {
            let call = t.connects()?;
            for _ in 0..8 {
                t.pass(5 * MINUTE);
                t.sends(&call.message(IT, &[2, 0, 0, 0]));
            }
            t.all_given();
            t.lives(&call)
        })
        .purpose("IT keeps a connection alive for 40 min"),
        Case::new("sccp.co.it.silence", "Q.714 §3.4, annex C", silence).purpose(
            "after T(iar), 11 to 21 min without a message of the other side, the connection is released",
        ),
        Case::new("sccp.co.it.of_another_class", "Q.714 §3.4", |t| {
            let call = t.connects()?;
            t.sends(&call.message(IT, &[3, 0, 0, 1]));
            t.gets(&call.answer(RLSD, &[INCONSISTENT_CONNECTION_DATA]))?;
            t.tells(&ended(call.connection, INCONSISTENT_CONNECTION_DATA))
        })
        .purpose("IT of another class ends the connection: inconsistent connection data"),
        Case::new("sccp.co.it.of_another_source", "Q.714 §3.4; table B.2", |t| {
            let call = t.connects()?;
            let stranger = Call { ours: [5, 5, 5], ..call };
            t.sends(&stranger.message(IT, &[2, 0, 0, 0]));
            t.gets(&call.answer(RLSD, &[INCONSISTENT_CONNECTION_DATA]))?;
            t.tells(&ended(call.connection, INCONSISTENT_CONNECTION_DATA))
        })
        .purpose("IT with another source reference ends the connection: inconsistent connection data"),
    ];
    cases.into_iter().map(|case| case.needs(Feature::Class2)).collect()
}

fn ended(connection: u32, cause: u8) -> Indication {
    Indication::Disconnected { connection, cause, data: Vec::new() }
}

fn silence(t: &Tester<SccpLayer>) -> Outcome {
    let call = t.connects()?;
    t.pass(10 * MINUTE);
    t.tells_nothing()?;
    t.pass(12 * MINUTE);
    t.tells(&ended(call.connection, RECEIVE_INACTIVITY_TIMER))?;
    let expected = call.answer(RLSD, &[RECEIVE_INACTIVITY_TIMER]);
    for sent in t.all_given() {
        let pdu = t.read(&sent, NEAR)?;
        if pdu.message_type != IT {
            return check(pdu == expected, expected.to_string(), pdu.to_string());
        }
    }
    fail(expected.to_string(), "IT alone")
}
