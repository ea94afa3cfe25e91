//! Invocations, their classes, their timers and their answers (Q.774 §3.2.1.1).

use brivas_sigtran::Buffer;
use brivas_sigtran::tcap::{
    Class, Code, Component, ComponentIndication, Event, Message, Problem, UsageError,
};

use crate::pair::{PLAIN, Pair, SECOND, address, components, events, invoke, parameter};

#[test]
fn components_go_out_in_the_order_of_their_requests() {
    let mut pair = Pair::new();
    let a = pair.a.open(pair.now, address(2), address(1)).unwrap();
    for _ in 0..3 {
        pair.a.tc_invoke(a, &invoke(Class::Both), Buffer::new()).unwrap();
    }
    pair.a.tc_u_reject(a, None, Problem::BADLY_STRUCTURED_COMPONENT).unwrap();
    pair.a.tc_begin(pair.now, a, &PLAIN).unwrap();
    pair.exchange();
    let ids: Vec<_> = components(&mut pair.b)
        .into_iter()
        .map(|component| match component {
            ComponentIndication::Invoke { invoke_id, .. } => Some(invoke_id),
            ComponentIndication::Reject { invoke_id, .. } => invoke_id,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(ids, [Some(0), Some(1), Some(2), None]);
}

#[test]
fn an_invocations_time_counts_from_when_it_is_sent_and_can_begin_anew() {
    let mut pair = Pair::new();
    let a = pair.a.open(pair.now, address(2), address(1)).unwrap();
    let id = pair.a.tc_invoke(a, &invoke(Class::Both), Buffer::new()).unwrap();
    pair.pass(60 * SECOND);
    assert_eq!(events(&mut pair.a), [], "it was not sent");
    pair.a.tc_begin(pair.now, a, &PLAIN).unwrap();
    pair.pass(9 * SECOND);
    pair.a.tc_timer_reset(pair.now, a, id).unwrap();
    pair.pass(9 * SECOND);
    assert_eq!(events(&mut pair.a), []);
    pair.pass(SECOND);
    assert_eq!(events(&mut pair.a), [Event::Cancelled { dialogue: a, invoke_id: id }]);
    assert_eq!(pair.a.tc_timer_reset(pair.now, a, id), Err(UsageError::NoInvocation));
    let second = pair.a.tc_invoke(a, &invoke(Class::Both), Buffer::new()).unwrap();
    pair.a.tc_u_cancel(a, second).unwrap();
    assert_eq!(pair.a.tc_u_cancel(a, second), Err(UsageError::NoInvocation));
}

/// Begins with an invocation of a class, has the other end answer by hand, and gives what A hears.
fn after(class: Class, answer: &Component<'_>) -> (Vec<ComponentIndication>, Vec<Problem>) {
    let mut pair = Pair::new();
    let (a, b) = pair.begun(class, &PLAIN);
    pair.b.tc_continue(pair.now, b, &PLAIN).unwrap();
    let sent = pair.b.poll_transmit().unwrap().octets.into_bytes();
    let continued = Message::read(&sent).unwrap();
    let mut out = Buffer::new();
    answer.write(&mut out);
    let portion = [&[0x6C, u8::try_from(out.len()).unwrap()], out.as_slice()].concat();
    let mut octets = Buffer::new();
    continued.write(&mut octets);
    let mut octets = octets.as_slice().to_vec();
    octets.extend_from_slice(&portion);
    octets[1] += u8::try_from(portion.len()).unwrap();
    pair.a.handle_unitdata(pair.now, address(1), address(2), &octets.into());
    let heard = components(&mut pair.a);
    // What A rejects goes out with its next message.
    pair.a.tc_continue(pair.now, a, &PLAIN).unwrap();
    pair.exchange();
    let rejected = components(&mut pair.b).into_iter().filter_map(|component| match component {
        ComponentIndication::Reject { problem, .. } => Some(problem),
        _ => None,
    });
    (heard, rejected.collect())
}

#[test]
fn answers_that_the_class_of_an_operation_does_not_have_are_rejected() {
    let result = Component::ReturnResult { invoke_id: 0, last: true, result: None };
    let error = Component::ReturnError { invoke_id: 0, error: Code::Local(27), parameter: None };
    for (class, answer, problem) in [
        (Class::Both, &result, None),
        (Class::Both, &error, None),
        (Class::Failure, &result, Some(Problem::RETURN_RESULT_UNEXPECTED)),
        (Class::Failure, &error, None),
        (Class::Success, &result, None),
        (Class::Success, &error, Some(Problem::RETURN_ERROR_UNEXPECTED)),
        (Class::None, &result, Some(Problem::RETURN_RESULT_UNEXPECTED)),
        (Class::None, &error, Some(Problem::RETURN_ERROR_UNEXPECTED)),
    ] {
        let (heard, rejected) = after(class, answer);
        assert_eq!(rejected, Vec::from_iter(problem), "{class:?} {answer:?}");
        let is_local = matches!(heard[..], [ComponentIndication::LocalReject { .. }]);
        assert_eq!(is_local, problem.is_some());
    }
}

#[test]
fn components_for_invocations_that_are_not_there_are_rejected() {
    for (answer, problem) in [
        (
            Component::ReturnResult { invoke_id: 5, last: true, result: None },
            Problem::RESULT_UNRECOGNIZED_INVOKE_ID,
        ),
        (
            Component::ReturnError { invoke_id: 5, error: Code::Local(1), parameter: None },
            Problem::ERROR_UNRECOGNIZED_INVOKE_ID,
        ),
        (
            Component::Invoke {
                invoke_id: 9,
                linked_id: Some(5),
                operation: Code::Local(1),
                parameter: None,
            },
            Problem::UNRECOGNIZED_LINKED_ID,
        ),
    ] {
        assert_eq!(after(Class::Both, &answer).1, [problem]);
    }
    let linked =
        Component::Invoke { invoke_id: 9, linked_id: Some(0), operation: Code::Local(1), parameter: None };
    assert!(matches!(
        after(Class::Both, &linked).0[..],
        [ComponentIndication::Invoke { linked_id: Some(0), .. }]
    ));
    let reject = Component::Reject { invoke_id: Some(0), problem: Problem::UNRECOGNIZED_OPERATION };
    assert_eq!(after(Class::Both, &reject).1, [], "a reject is not answered");
}

#[test]
fn results_that_are_not_the_last_leave_the_invocation_open() {
    let mut pair = Pair::new();
    let (a, b) = pair.begun(Class::Both, &PLAIN);
    for last in [false, false, true] {
        pair.b.tc_result(b, 0, last, Some(&Code::Local(45)), parameter(&[4, 0])).unwrap();
        pair.b.tc_continue(pair.now, b, &PLAIN).unwrap();
        pair.exchange();
        assert!(matches!(components(&mut pair.a)[..], [ComponentIndication::ReturnResult { .. }]));
    }
    assert_eq!(pair.a.tc_u_cancel(a, 0), Err(UsageError::NoInvocation));
}
