//! Long data in segments (Q.714 §4.1.1).

use std::time::Duration;

use crate::suite::layer::Denied;
use crate::suite::sccp::pdu::{Pdu, XUDT, XUDTS};
use crate::suite::sccp::primitive::Indication;
use crate::suite::sccp::steps::{PEER_USER, SEGMENTATION, by_ssn, heard, octets, unitdata, xudt};
use crate::suite::sccp::{Case, FAR, Feature, HERE, NEAR, SccpLayer, USER};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check, fail, inconclusive};

/// The reference of the lower tester's segments.
const MESSAGE: [u8; 3] = [7, 8, 9];

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sccp.seg.send_class_0", "Q.714 §4.1.1.1", |t| sends(t, None)).purpose(
            "600 octets go in segments of one reference, counted down, in sequence, and say class 0",
        ),
        Case::new("sccp.seg.send_class_1", "Q.714 §4.1.1.1", |t| sends(t, Some(5)))
            .purpose("600 octets of class 1 go in segments that say class 1"),
        Case::new("sccp.seg.send_references_differ", "Q.714 §4.1.1.1", references_differ)
            .purpose("the segments of two messages have two references"),
        Case::new("sccp.seg.send_too_much", "Q.714 §4.1.1.1", sends_too_much)
            .purpose("data that 16 segments do not hold are not sent"),
        Case::new("sccp.seg.receive_class_0", "Q.714 §4.1.1.2", |t| receives(t, 3, 0))
            .purpose("three segments are put together and delivered as of class 0"),
        Case::new("sccp.seg.receive_class_1", "Q.714 §4.1.1.2", |t| receives(t, 3, 0x40))
            .purpose("three segments are put together and delivered as of class 1"),
        Case::new("sccp.seg.receive_sixteen", "Q.714 §4.1.1.2", |t| receives(t, 16, 0))
            .purpose("sixteen segments are put together"),
        Case::new("sccp.seg.receive_one_alone", "Q.714 §4.1.1.2", |t| {
            t.sends(&segment(0x80, b"alone"));
            t.tells(&heard(by_ssn(HERE, USER), false, b"alone"))
        })
        .purpose("a first segment that none follows is delivered"),
        Case::new("sccp.seg.receive_two_references", "Q.714 §4.1.1.2", |t| {
            interleaved(t, |t, bits, data| t.sends(&segment(bits, data).with(SEGMENTATION, &[bits, 1, 1, 1])))
        })
        .purpose("segments of two references, one after the other, make two messages"),
        Case::new("sccp.seg.receive_two_points", "Q.714 §4.1.1.2", |t| {
            interleaved(t, |t, remaining, data| {
                let mut other = segment(remaining, data);
                other.variable[1] = by_ssn(FAR, PEER_USER);
                t.sends_from(FAR, &other);
            })
        })
        .purpose("segments of one reference from two points make two messages"),
        Case::new("sccp.seg.receive_with_one_missing", "Q.714 §4.1.1.2", |t| broken(t, &[0x82, 0x00], 1))
            .purpose("data with a hole are not delivered, and the segment that shows it may come back"),
        Case::new("sccp.seg.receive_without_the_first", "Q.714 §4.1.1.2", |t| broken(t, &[0x01], 1))
            .purpose("a segment of nothing that began is not delivered"),
        Case::new("sccp.seg.receive_first_twice", "Q.714 §4.1.1.2", |t| broken(t, &[0x81, 0x81, 0x00], 2))
            .purpose("data that begin twice are not delivered"),
        Case::new("sccp.seg.receive_out_of_order", "Q.714 §4.1.1.2", |t| broken(t, &[0x82, 0x00, 0x01], 2))
            .purpose("segments out of order are not put together"),
        Case::new("sccp.seg.receive_after_t_reass", "Q.714 §4.1.1.2, annex C", |t| {
            t.sends(&segment(0x81, b"begun"));
            t.pass(Duration::from_secs(21));
            t.is_quiet()?;
            broken(t, &[0x00], 1)
        })
        .purpose("a segment that comes after T(reass), at most 20 s, completes nothing"),
    ];
    cases.into_iter().map(|case| case.needs(Feature::Segments)).collect()
}

/// A segment of the lower tester's, with these bits before the reference: first, class, remaining.
fn segment(bits: u8, data: &[u8]) -> Pdu {
    let [one, two, three] = MESSAGE;
    xudt(0x81, 15, &by_ssn(HERE, USER), data).with(SEGMENTATION, &[bits, one, two, three])
}

fn sends(t: &Tester<SccpLayer>, control: Option<u32>) -> Outcome {
    let whole = octets(600);
    t.asks(unitdata(by_ssn(NEAR, PEER_USER), control, &whole))?;
    let sent = t.all_given();
    let (mut data, count) = (Vec::new(), sent.len());
    let class = if control.is_some() { 0x40 } else { 0 };
    let selection = sent.first().map(|sent| sent.label.sls);
    let mut reference = None;
    for (place, sent) in sent.iter().enumerate() {
        let pdu = t.read(sent, NEAR)?;
        let hops = pdu.fixed.get(1).copied().unwrap_or(0);
        let told = pdu.optional.get(&SEGMENTATION).cloned().unwrap_or_default();
        let part = pdu.variable.get(2).cloned().unwrap_or_default();
        let rest = u8::try_from(count - 1 - place).unwrap_or(u8::MAX);
        let first = if place == 0 { 0x80 } else { 0 };
        let reference = reference.get_or_insert_with(|| told.get(1..).unwrap_or_default().to_vec());
        let expected = Pdu::new(XUDT, &[1, hops], &[&by_ssn(NEAR, PEER_USER), &by_ssn(HERE, USER), &part])
            .with(SEGMENTATION, &[&[first | class | rest][..], reference].concat());
        check(pdu == expected && reference.len() == 3, expected.to_string(), pdu.to_string())?;
        check(Some(sent.label.sls) == selection, "one link selection", sent.to_string())?;
        data.extend(part);
    }
    check(
        data == whole && count > 1,
        "segments that hold all the data",
        format!("{count} messages, {} octets", data.len()),
    )
}

fn references_differ(t: &Tester<SccpLayer>) -> Outcome {
    let mut references = Vec::new();
    for _ in 0..2 {
        t.asks(unitdata(by_ssn(NEAR, PEER_USER), None, &octets(600)))?;
        let pdu = t.next_to(NEAR, "a segment")?;
        references.push(pdu.optional.get(&SEGMENTATION).and_then(|it| it.get(1..)).map(<[u8]>::to_vec));
        t.all_given();
    }
    check(
        references[0].is_some() && references[0] != references[1],
        "two references",
        format!("{references:?}"),
    )
}

fn sends_too_much(t: &Tester<SccpLayer>) -> Outcome {
    match t.tries(unitdata(by_ssn(NEAR, PEER_USER), None, &octets(5000))) {
        Err(Denied::NoUpperTester) => inconclusive("there is no upper tester"),
        _ => t.gives_nothing(),
    }
}

fn receives(t: &Tester<SccpLayer>, count: u8, class: u8) -> Outcome {
    let mut whole = Vec::new();
    for remaining in (0..count).rev() {
        t.is_quiet()?;
        let first = if remaining == count - 1 { 0x80 } else { 0 };
        let part = vec![remaining; 100];
        t.sends(&segment(first | class | remaining, &part));
        whole.extend(part);
    }
    t.tells(&heard(by_ssn(HERE, USER), class != 0, &whole))?;
    t.is_quiet()
}

/// Two messages of two segments each; the second is sent by `other`.
fn interleaved(t: &Tester<SccpLayer>, other: impl Fn(&Tester<SccpLayer>, u8, &[u8])) -> Outcome {
    t.sends(&segment(0x81, b"one "));
    other(t, 0x81, b"two ");
    t.sends(&segment(0x00, b"message"));
    t.tells(&heard(by_ssn(HERE, USER), false, b"one message"))?;
    other(t, 0x00, b"messages");
    match t.must_tell("the second message")? {
        Indication::Unitdata { data, .. } if data == b"two messages" => t.is_quiet(),
        other => fail("the second message", format!("{other:?}")),
    }
}

/// Segments with these bits before the reference bring the user nothing. Up to `most` of them come back, for a reason
/// that tells of it: which of three is a matter of opinion.
fn broken(t: &Tester<SccpLayer>, segments: &[u8], most: usize) -> Outcome {
    for bits in segments {
        t.sends(&segment(*bits, b"part"));
    }
    t.tells_nothing()?;
    let (messages, _) = t.sorted()?;
    check(messages.len() <= most, format!("at most {most} that come back"), format!("{messages:?}"))?;
    for (_, pdu) in messages {
        let reasons = [8, 10, 14];
        let right =
            pdu.message_type == XUDTS && pdu.fixed.first().is_some_and(|cause| reasons.contains(cause));
        check(right, "XUDTS with a cause of transport or reassembly", pdu.to_string())?;
    }
    t.delivers()
}
