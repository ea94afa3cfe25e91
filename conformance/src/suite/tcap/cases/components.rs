//! Components that the user sends, several at a time, and linked operations (Q.774 §3.2.1.1).

use crate::suite::tcap::cases::classes::{answers_with, is_over};
use crate::suite::tcap::message::{
    OPERATION, PARAMETER, RESULT, begin, empty_result, end, error, invoke, reject, result,
};
use crate::suite::tcap::node::Node;
use crate::suite::tcap::primitive::{Class, Indication, Request};
use crate::suite::tcap::steps::OURS;
use crate::suite::tcap::{Case, PEER, TcapLayer};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("tcap.csl.user_sends_result", "Q.774 §3.2.1.1.1", |t| {
            let result_of = Some((OPERATION, RESULT.to_vec()));
            sends(
                t,
                |dialogue| Request::Result { dialogue, invoke: 1, last: true, result: result_of.clone() },
                &result(1, true),
            )
        })
        .purpose("TC-RESULT-L sends Return Result Last"),
        Case::new("tcap.csl.user_sends_part_of_result", "Q.774 §3.2.1.1.1", |t| {
            let result_of = Some((OPERATION, RESULT.to_vec()));
            sends(
                t,
                |dialogue| Request::Result { dialogue, invoke: 1, last: false, result: result_of.clone() },
                &result(1, false),
            )
        })
        .purpose("TC-RESULT-NL sends Return Result Not Last"),
        Case::new("tcap.csl.user_sends_empty_result", "Q.773 §3.2", |t| {
            sends(
                t,
                |dialogue| Request::Result { dialogue, invoke: 1, last: true, result: None },
                &empty_result(1),
            )
        })
        .purpose("a result that brings nothing names no operation"),
        Case::new("tcap.csl.user_sends_error", "Q.774 §3.2.1.1.1", |t| {
            let parameter = PARAMETER.to_vec();
            sends(
                t,
                |dialogue| Request::Error { dialogue, invoke: 1, error: 33, parameter: parameter.clone() },
                &error(1, 33),
            )
        })
        .purpose("TC-U-ERROR sends Return Error"),
        Case::new("tcap.csl.user_sends_reject", "Q.774 §3.2.1.1.1", |t| {
            sends(
                t,
                |dialogue| Request::Reject { dialogue, invoke: 1, problem: [0x81, 1] },
                &reject(Some(1), [0x81, 1]),
            )
        })
        .purpose("TC-U-REJECT sends Reject with the user's problem"),
        Case::new("tcap.csl.user_rejects_result", "Q.774 §3.2.1.1.2", |t| {
            let talk = t.talks(Class::One)?;
            t.sends(&talk.continues(&[result(talk.invoke, false)]));
            t.tells(&Indication::Continue(talk.dialogue, None))?;
            t.must_tell("TC-RESULT-NL indication")?;
            let problem = [0x82, 2];
            t.asks(Request::Reject { dialogue: talk.dialogue, invoke: talk.invoke, problem })?;
            answers_with(t, &talk, &[reject(Some(talk.invoke), problem)])?;
            is_over(t, &talk)
        })
        .purpose("a user that rejects a result ends the invocation"),
        Case::new("tcap.csl.order_of_requests", "Q.774 §3.2.1.1.1", in_order)
            .purpose("components go in the order in which the user asked for them"),
        Case::new("tcap.csl.order_of_components", "Q.774 §3.2.1.1.2", |t| {
            let components: Vec<_> = (1..=5).map(|id| invoke(id, None, &PARAMETER)).collect();
            t.sends(&begin(&OURS, &components));
            t.hears_begin(None)?;
            (1..=5).try_for_each(|id| t.tells(&heard(id, None)))?;
            t.is_quiet()
        })
        .purpose("components are told to the user in the order in which they stand"),
        Case::new("tcap.csl.answers_in_any_order", "Q.774 §3.2.1", answers)
            .purpose("three invocations are answered in one message, the last first"),
        Case::new("tcap.csl.components_wait_for_a_message", "Q.774 §3.2.1.1.1", |t| {
            let talk = t.talks(Class::One)?;
            t.invokes(talk.dialogue, Class::One, 10)?;
            t.is_quiet()
        })
        .purpose("a component goes with the dialogue's next message and not before"),
        Case::new("tcap.csl.invoke_ids_are_kept", "Q.773 §3.2", |t| {
            for id in [0, 1, 0x7F, 0x80, 0xFF] {
                t.sends(&begin(&OURS, &[invoke(id, None, &PARAMETER)]));
                let dialogue = t.hears_begin(None)?;
                t.tells(&heard(id, None))?;
                t.asks(Request::Result { dialogue, invoke: id, last: true, result: None })?;
                t.asks(Request::End(dialogue))?;
                t.gets(&end(&OURS, &[empty_result(id)]))?;
            }
            Ok(())
        })
        .purpose("invoke ids from -128 to 127 come back as they were"),
        Case::new("tcap.csl.invoke_without_parameter", "Q.773 §3.2", |t| {
            t.sends(&begin(&OURS, &[invoke(1, None, &[])]));
            t.hears_begin(None)?;
            t.tells(&Indication::Invoke(1, None, OPERATION, Vec::new()))
        })
        .purpose("an invocation needs no parameter"),
        Case::new("tcap.csl.linked_operation_received", "Q.774 §3.2.1; Q.771 §3.1.3.2", |t| {
            let talk = t.talks(Class::One)?;
            t.sends(&talk.continues(&[invoke(7, Some(talk.invoke), &PARAMETER)]));
            t.tells(&Indication::Continue(talk.dialogue, None))?;
            t.tells(&heard(7, Some(talk.invoke)))
        })
        .purpose("an invocation that is linked to the user's is told with its link"),
        Case::new("tcap.csl.linked_operation_sent", "Q.774 §3.2.1", |t| {
            let talk = t.is_asked(None)?;
            let (operation, parameter) = (OPERATION, PARAMETER.to_vec());
            let request = Request::Invoke {
                dialogue: talk.dialogue,
                class: Class::One,
                linked: Some(1),
                operation,
                parameter,
                seconds: 10,
            };
            let id = u8::try_from(t.asks(request)?).unwrap_or(0);
            t.asks(Request::End(talk.dialogue))?;
            t.gets(&end(&OURS, &[invoke(id, Some(1), &PARAMETER)]))
        })
        .purpose("an invocation of the user's that is linked to the peer's says so"),
    ]
}

fn heard(id: u8, linked: Option<u8>) -> Indication {
    Indication::Invoke(id, linked, OPERATION, PARAMETER.to_vec())
}

/// The user answers the lower tester's invocation by this, and ends the dialogue with it.
fn sends(t: &Tester<TcapLayer>, request: impl Fn(u32) -> Request, component: &Node) -> Outcome {
    let talk = t.is_asked(None)?;
    t.asks(request(talk.dialogue))?;
    t.gives_nothing()?;
    t.asks(Request::End(talk.dialogue))?;
    t.gets(&end(&OURS, std::slice::from_ref(component)))
}

fn in_order(t: &Tester<TcapLayer>) -> Outcome {
    let talk = t.is_asked(None)?;
    let dialogue = talk.dialogue;
    t.asks(Request::Result { dialogue, invoke: 1, last: false, result: Some((OPERATION, RESULT.to_vec())) })?;
    let id = t.invokes(dialogue, Class::One, 10)?;
    t.asks(Request::Error { dialogue, invoke: 1, error: 33, parameter: PARAMETER.to_vec() })?;
    t.asks(Request::End(dialogue))?;
    t.gets(&end(&OURS, &[result(1, false), invoke(id, None, &PARAMETER), error(1, 33)]))
}

fn answers(t: &Tester<TcapLayer>) -> Outcome {
    let dialogue = t.asks(Request::Open(PEER))?;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(t.invokes(dialogue, Class::One, 10)?);
    }
    t.asks(Request::Begin(dialogue, None))?;
    let node = t.next_to(PEER, "Begin")?;
    let theirs = node.children().first().map(|id| id.content().to_vec()).unwrap_or_default();
    let components: Vec<_> = ids.iter().map(|id| invoke(*id, None, &PARAMETER)).collect();
    let expected = begin(&theirs, &components);
    check(node == expected, expected.to_string(), node.to_string())?;
    let back: Vec<_> = ids.iter().rev().map(|id| result(*id, true)).collect();
    t.sends(&end(&theirs, &back));
    t.tells(&Indication::End(dialogue, None))?;
    let heard = |id: &u8| Indication::Result(*id, true, Some((OPERATION, RESULT.to_vec())));
    ids.iter().rev().try_for_each(|id| t.tells(&heard(id)))
}
