//! Data on connections of class 2 (Q.714 §3.5).

use crate::suite::sccp::calls::Call;
use crate::suite::sccp::pdu::{CR, Pdu};
use crate::suite::sccp::primitive::{Indication, Request};
use crate::suite::sccp::steps::{by_ssn, dt1, fixed, octets};
use crate::suite::sccp::{Case, Feature, HERE, NEAR, SccpLayer, USER};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check};

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sccp.co.data.sent", "Q.714 §3.5.1", |t| {
            let call = t.connects()?;
            for length in [1, 100, 255] {
                asks(t, &call, length)?;
                t.gets(&dt1(call.ours, 0, &octets(length)))?;
            }
            t.is_quiet()
        })
        .purpose("the user's data go as DT1 with the other side's reference"),
        Case::new("sccp.co.data.received", "Q.714 §3.5.1", |t| {
            let call = t.is_connected()?;
            for length in [1, 100, 255] {
                t.sends(&dt1(call.theirs, 0, &octets(length)));
                t.tells(&Indication::Data { connection: call.connection, data: octets(length) })?;
            }
            t.is_quiet()
        })
        .purpose("the data of DT1 reach the user"),
        Case::new("sccp.co.data.received_in_order", "Q.714 §3.5.1", |t| {
            let call = t.is_connected()?;
            (0..8).for_each(|number| t.sends(&dt1(call.theirs, 0, &[number])));
            let heard = |number| Indication::Data { connection: call.connection, data: vec![number] };
            (0..8).try_for_each(|number| t.tells(&heard(number)))
        })
        .purpose("data reach the user in the order in which they came"),
        Case::new("sccp.co.data.sent_in_segments", "Q.714 §3.5.3", sends_segments).purpose(
            "600 octets go as DT1 of which all but the last say that more follows, by one link selection",
        ),
        Case::new("sccp.co.data.received_in_segments", "Q.714 §3.5.3", |t| {
            let call = t.is_connected()?;
            for (more, data) in [(1, &b"one "[..]), (1, b"two "), (0, b"three")] {
                t.is_quiet()?;
                t.sends(&dt1(call.theirs, more, data));
            }
            t.tells(&Indication::Data { connection: call.connection, data: b"one two three".to_vec() })?;
            t.lives(&call)
        })
        .purpose("DT1 that say more follows are put together with the one that does not"),
        Case::new("sccp.co.data.of_two_connections", "Q.714 §3.5.3", two_connections)
            .purpose("segments on two connections at a time are kept apart"),
        Case::new("sccp.co.data.before_the_confirm", "Q.714 §3.5.1", |t| {
            let call = t.asks_for_connection(b"")?;
            let request = Request::Data { connection: call.connection, data: vec![1] };
            // Refused or thrown away: it must not go.
            let _ = t.tries(request);
            t.gives_nothing()
        })
        .purpose("no data go before the connection is confirmed"),
    ];
    cases.into_iter().map(|case| case.needs(Feature::Class2)).collect()
}

fn asks(t: &Tester<SccpLayer>, call: &Call, length: usize) -> Outcome {
    t.asks(Request::Data { connection: call.connection, data: octets(length) }).map(drop)
}

fn sends_segments(t: &Tester<SccpLayer>) -> Outcome {
    let call = t.connects()?;
    asks(t, &call, 600)?;
    let sent = t.all_given();
    let mut whole = Vec::new();
    for (place, one) in (1..).zip(&sent) {
        let pdu = t.read(one, NEAR)?;
        let data = pdu.variable.first().cloned().unwrap_or_default();
        let expected = dt1(call.ours, u8::from(place < sent.len()), &data);
        check(pdu == expected, expected.to_string(), pdu.to_string())?;
        let same = sent.first().is_some_and(|first| first.label.sls == one.label.sls);
        check(same, "one link selection", one.to_string())?;
        whole.extend(data);
    }
    check(whole == octets(600), "DT1 that hold all the data", format!("{} octets", whole.len()))
}

fn two_connections(t: &Tester<SccpLayer>) -> Outcome {
    let one = t.is_connected()?;
    let reference = [9, 9, 9];
    let request = Pdu::new(CR, &fixed(&[reference], &[2]), &[&by_ssn(HERE, USER)]);
    let two = t.is_connected_by(&request, reference)?;
    for (call, more, data) in [(&one, 1, b"1a"), (&two, 1, b"2a"), (&one, 0, b"1b"), (&two, 0, b"2b")] {
        t.sends(&dt1(call.theirs, more, data));
    }
    t.tells(&Indication::Data { connection: one.connection, data: b"1a1b".to_vec() })?;
    t.tells(&Indication::Data { connection: two.connection, data: b"2a2b".to_vec() })
}
