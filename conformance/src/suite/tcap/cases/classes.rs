//! Operations of the four classes (Q.774 §3.2.1).

use std::time::Duration;

use crate::suite::tcap::message::{OPERATION, PARAMETER, RESULT, empty_result, error, reject, result};
use crate::suite::tcap::node::Node;
use crate::suite::tcap::primitive::{Class, Indication, Request};
use crate::suite::tcap::steps::Talk;
use crate::suite::tcap::{Case, TcapLayer};
use crate::suite::tester::Tester;
use crate::suite::verdict::Outcome;

/// Problems (Q.773 §3.2.3).
const RESULT_UNRECOGNIZED: [u8; 2] = [0x82, 0];
const RESULT_UNEXPECTED: [u8; 2] = [0x82, 1];
const ERROR_UNEXPECTED: [u8; 2] = [0x83, 1];

/// A class, its number, and whether success and failure are told.
const CLASSES: [(Class, u8, bool, bool); 4] = [
    (Class::One, 1, true, true),
    (Class::Two, 2, false, true),
    (Class::Three, 3, true, false),
    (Class::Four, 4, false, false),
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (class, number, success, failure) in CLASSES {
        let clauses = if number == 1 { "Q.774 §3.2.1; Q.787 2.1.1.1.1" } else { "Q.774 §3.2.1" };
        cases.push(
            Case::new(format!("tcap.csl.class_{number}_result"), clauses, move |t| {
                let heard = Indication::Result(0, true, Some((OPERATION, RESULT.to_vec())));
                ends_by(t, class, |id| result(id, true), success.then_some(heard), RESULT_UNEXPECTED)
            })
            .purpose("a result ends an invocation of class 1 or 3, and is rejected for any other"),
        );
        cases.push(
            Case::new(format!("tcap.csl.class_{number}_error"), "Q.774 §3.2.1", move |t| {
                let heard = Indication::Error(0, 33, PARAMETER.to_vec());
                ends_by(t, class, |id| error(id, 33), failure.then_some(heard), ERROR_UNEXPECTED)
            })
            .purpose("an error ends an invocation of class 1 or 2, and is rejected for any other"),
        );
        cases.push(
            Case::new(format!("tcap.csl.class_{number}_reject"), "Q.774 §3.2.1", move |t| {
                let heard = Indication::Reject(Some(0), [0x81, 1]);
                ends_by(t, class, |id| reject(Some(id), [0x81, 1]), Some(heard), [0, 0])
            })
            .purpose("a Reject ends an invocation of any class, and is told to the user"),
        );
        if success {
            cases.push(
                Case::new(
                    format!("tcap.csl.class_{number}_result_in_parts"),
                    "Q.774 §3.2.1.1.2",
                    move |t| in_parts(t, class),
                )
                .purpose("results that are not the last leave the invocation open, and the last ends it"),
            );
        }
    }
    cases.push(
        Case::new("tcap.csl.class_1_empty_result", "Q.773 §3.2", |t| {
            let talk = t.talks(Class::One)?;
            t.sends(&talk.continues(&[empty_result(talk.invoke)]));
            t.tells(&Indication::Continue(talk.dialogue, None))?;
            t.tells(&Indication::Result(talk.invoke, true, None))
        })
        .purpose("a result without operation and parameter is told to the user"),
    );
    cases
}

/// Gives an indication the number that the invocation has.
fn of(indication: Indication, id: u8) -> Indication {
    match indication {
        Indication::Result(_, last, result) => Indication::Result(id, last, result),
        Indication::Error(_, error, parameter) => Indication::Error(id, error, parameter),
        Indication::Reject(_, problem) => Indication::Reject(Some(id), problem),
        other => other,
    }
}

/// The lower tester's component comes twice in answer to an invocation: the user hears of the first what is said, or that it
/// was rejected for this problem; the invocation is gone either way. A Reject is not rejected.
fn ends_by(
    t: &Tester<TcapLayer>,
    class: Class,
    component: impl Fn(u8) -> Node,
    heard: Option<Indication>,
    problem: [u8; 2],
) -> Outcome {
    let talk = t.talks(class)?;
    let component = component(talk.invoke);
    t.sends(&talk.continues(std::slice::from_ref(&component)));
    t.tells(&Indication::Continue(talk.dialogue, None))?;
    match heard {
        Some(heard) => t.tells(&of(heard, talk.invoke))?,
        None => {
            t.tells(&Indication::LocalReject(Some(talk.invoke), problem))?;
            answers_with(t, &talk, &[reject(Some(talk.invoke), problem)])?;
        }
    }
    is_over(t, &talk)
}

/// The next message of the user's takes these components along.
pub(super) fn answers_with(t: &Tester<TcapLayer>, talk: &Talk, components: &[Node]) -> Outcome {
    t.gives_nothing()?;
    t.asks(Request::Continue(talk.dialogue))?;
    t.gets(&talk.answer(components))
}

/// The invocation is gone: a result for it is rejected, and its timer does not run.
pub(super) fn is_over(t: &Tester<TcapLayer>, talk: &Talk) -> Outcome {
    t.pass(Duration::from_secs(11));
    t.is_quiet()?;
    t.sends(&talk.continues(&[result(talk.invoke, true)]));
    t.tells(&Indication::Continue(talk.dialogue, None))?;
    t.tells(&Indication::LocalReject(Some(talk.invoke), RESULT_UNRECOGNIZED))?;
    answers_with(t, talk, &[reject(Some(talk.invoke), RESULT_UNRECOGNIZED)])
}

fn in_parts(t: &Tester<TcapLayer>, class: Class) -> Outcome {
    let talk = t.talks(class)?;
    for last in [false, false, true] {
        t.sends(&talk.continues(&[result(talk.invoke, last)]));
        t.tells(&Indication::Continue(talk.dialogue, None))?;
        t.tells(&Indication::Result(talk.invoke, last, Some((OPERATION, RESULT.to_vec()))))?;
    }
    is_over(t, &talk)
}
