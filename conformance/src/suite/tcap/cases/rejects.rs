//! Components that cannot be taken (Q.774 §3.2.1.1.2, §3.2.2.2): the user is told, and the peer with the next message.

use crate::suite::tcap::cases::classes::answers_with;
use crate::suite::tcap::message::{
    COMPONENTS, OPERATION, PARAMETER, end, error, invoke, reject, result, with,
};
use crate::suite::tcap::node::Node;
use crate::suite::tcap::primitive::{Class, Indication, Request};
use crate::suite::tcap::steps::OURS;
use crate::suite::tcap::{Case, Feature, TcapLayer};
use crate::suite::tester::Tester;
use crate::suite::verdict::Outcome;

/// Problems (Q.773 §3.2.3): general, of Invoke, of Return Result, of Return Error.
const UNRECOGNIZED_COMPONENT: [u8; 2] = [0x80, 0];
const MISTYPED_COMPONENT: [u8; 2] = [0x80, 1];
const BADLY_STRUCTURED_COMPONENT: [u8; 2] = [0x80, 2];
const DUPLICATE_INVOKE_ID: [u8; 2] = [0x81, 0];
const UNRECOGNIZED_LINKED_ID: [u8; 2] = [0x81, 5];
const RESULT_UNRECOGNIZED: [u8; 2] = [0x82, 0];
const ERROR_UNRECOGNIZED: [u8; 2] = [0x83, 0];

pub(super) fn cases() -> Vec<Case> {
    let number = |number: u8| Node::leaf(0x02, &[number]);
    let rejected = [
        (
            "unknown_component",
            Node::branch(0xA5, [number(1)]),
            None,
            UNRECOGNIZED_COMPONENT,
            "a component of an unknown type",
        ),
        (
            "invoke_without_id",
            Node::branch(0xA1, [Node::leaf(0x04, &[1])]),
            None,
            MISTYPED_COMPONENT,
            "an Invoke without a number",
        ),
        (
            "invoke_without_operation",
            Node::branch(0xA1, [number(5)]),
            Some(5),
            MISTYPED_COMPONENT,
            "an Invoke without an operation",
        ),
        (
            "invoke_id_too_long",
            Node::branch(0xA1, [Node::leaf(0x02, &[1, 0]), number(OPERATION)]),
            None,
            MISTYPED_COMPONENT,
            "an Invoke whose number has two octets",
        ),
        (
            "result_of_no_invocation",
            result(99, true),
            Some(99),
            RESULT_UNRECOGNIZED,
            "a result for an invocation that is not there",
        ),
        (
            "part_of_result_of_no_invocation",
            result(99, false),
            Some(99),
            RESULT_UNRECOGNIZED,
            "a part of a result for an invocation that is not there",
        ),
        (
            "error_of_no_invocation",
            error(99, 33),
            Some(99),
            ERROR_UNRECOGNIZED,
            "an error for an invocation that is not there",
        ),
        (
            "linked_to_no_invocation",
            invoke(5, Some(99), &PARAMETER),
            Some(5),
            UNRECOGNIZED_LINKED_ID,
            "an invocation that is linked to one that is not there",
        ),
        (
            "error_without_code",
            Node::branch(0xA3, [number(0)]),
            Some(0),
            MISTYPED_COMPONENT,
            "a Return Error without an error",
        ),
    ];
    let rejected = rejected.into_iter().map(|(name, component, id, problem, what)| {
        Case::new(format!("tcap.csl.rejected_{name}"), "Q.774 §3.2.1.1.2, §3.2.2.2", move |t| {
            is_rejected(t, &component, id, problem)
        })
        .purpose(what)
    });
    let more = vec![
        Case::new("tcap.csl.rejected_component_cut_off", "Q.774 §3.2.2.2", |t| {
            let octets = invoke(5, None, &PARAMETER).octets();
            let portion = Node::Leaf(COMPONENTS, octets[..octets.len() - 2].to_vec());
            let talk = t.talks(Class::One)?;
            t.sends(&with(talk.continues(&[]), portion));
            t.tells(&Indication::Continue(talk.dialogue, None))?;
            t.tells(&Indication::LocalReject(None, BADLY_STRUCTURED_COMPONENT))?;
            answers_with(t, &talk, &[reject(None, BADLY_STRUCTURED_COMPONENT)])
        })
        .purpose("a component that is longer than what holds it"),
        Case::new("tcap.csl.good_before_bad", "Q.774 §3.2.2.2", |t| {
            let talk = t.talks(Class::One)?;
            let (good, bad) = (invoke(4, None, &PARAMETER), Node::branch(0xA5, [Node::leaf(0x02, &[1])]));
            t.sends(&talk.continues(&[good, bad, invoke(6, None, &PARAMETER)]));
            t.tells(&Indication::Continue(talk.dialogue, None))?;
            t.tells(&Indication::Invoke(4, None, OPERATION, PARAMETER.to_vec()))?;
            t.tells(&Indication::LocalReject(None, UNRECOGNIZED_COMPONENT))?;
            t.is_quiet()
        })
        .purpose("what stands before a bad component is taken, what stands behind it is not"),
        Case::new("tcap.csl.reject_of_no_invocation", "Q.774 §3.2.1.1.2", |t| {
            let talk = t.talks(Class::One)?;
            t.sends(&talk.continues(&[reject(Some(99), [0x81, 1]), reject(None, UNRECOGNIZED_COMPONENT)]));
            t.tells(&Indication::Continue(talk.dialogue, None))?;
            while t.told().is_some() {}
            answers_with(t, &talk, &[])
        })
        .purpose("a Reject is never answered by a Reject"),
        Case::new("tcap.csl.bad_reject", "Q.774 §3.2.2.2", |t| {
            let talk = t.talks(Class::One)?;
            t.sends(&talk.continues(&[Node::branch(0xA4, [Node::leaf(0x04, &[1])])]));
            t.tells(&Indication::Continue(talk.dialogue, None))?;
            while t.told().is_some() {}
            answers_with(t, &talk, &[])
        })
        .purpose("a Reject that cannot be read is not answered by a Reject"),
        Case::new("tcap.csl.rejected_in_the_last_message", "Q.774 §3.2.1.1.2", |t| {
            let talk = t.talks(Class::One)?;
            t.sends(&talk.end(&[result(99, true)]));
            t.tells(&Indication::End(talk.dialogue, None))?;
            t.tells(&Indication::LocalReject(Some(99), RESULT_UNRECOGNIZED))?;
            t.is_quiet()
        })
        .purpose("what is wrong in an End is told to the user alone"),
        Case::new("tcap.csl.reject_goes_with_the_end", "Q.774 §3.2.1.1.2", |t| {
            let talk = t.talks(Class::One)?;
            t.sends(&talk.continues(&[result(99, true)]));
            t.tells(&Indication::Continue(talk.dialogue, None))?;
            t.tells(&Indication::LocalReject(Some(99), RESULT_UNRECOGNIZED))?;
            t.asks(Request::End(talk.dialogue))?;
            t.gets(&end(&OURS, &[reject(Some(99), RESULT_UNRECOGNIZED)]))
        })
        .purpose("a Reject goes with whatever message is the next"),
        Case::new("tcap.csl.duplicate_invoke_id", "Q.774 §3.2.1.1.2", |t| {
            let talk = t.is_asked(None)?;
            let mut talk = talk;
            t.answers(&mut talk, None)?;
            t.sends(&talk.continues(&[invoke(1, None, &PARAMETER)]));
            t.tells(&Indication::Continue(talk.dialogue, None))?;
            t.tells(&Indication::LocalReject(Some(1), DUPLICATE_INVOKE_ID))
        })
        .should()
        .needs(Feature::RejectsDuplicates)
        .purpose("an invoke id that is in use is rejected without the user"),
    ];
    rejected.chain(more).collect()
}

fn is_rejected(t: &Tester<TcapLayer>, component: &Node, id: Option<u8>, problem: [u8; 2]) -> Outcome {
    let talk = t.talks(Class::One)?;
    t.sends(&talk.continues(std::slice::from_ref(component)));
    t.tells(&Indication::Continue(talk.dialogue, None))?;
    t.tells(&Indication::LocalReject(id, problem))?;
    t.tells_nothing()?;
    answers_with(t, &talk, &[reject(id, problem)])
}
