//! How a session ends.

use brivas_sip::Method;
use brivas_sip::agent::{EndReason, UsageError};

use super::*;

#[test]
fn a_2xx_without_an_ack_ends_the_session_after_64_t1() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    pair.log();
    pair.answer(B, theirs, 200);
    pair.at(31_999);
    let sent = pair.log();
    assert_eq!(
        sent.split(' ').filter(|entry| *entry == "<200").count(),
        11,
        "0, .5, 1.5, 3.5, then each 4 s"
    );
    pair.events(A);
    pair.at(32_000);
    let events = pair.events(B);
    assert!(matches!(&events[..], [Event::Ended { reason: EndReason::NoAck, .. }]), "{events:?}");
    assert!(pair.log().starts_with("<BYE 200>"));
    pair.nothing_is_left();
}

#[test]
fn a_callee_hangs_up_only_once_the_ack_has_come() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    pair.answer(B, theirs, 200);
    let Event::Answered { dialog, .. } = pair.event(A) else { panic!() };
    let now = pair.now;
    pair.agent(B).bye(now, theirs, None).unwrap();
    pair.agent(B).bye(now, theirs, None).unwrap();
    assert_eq!(pair.log(), "INVITE> <200");
    pair.ack(A, dialog);
    assert_eq!(pair.log(), "ACK> <BYE 200>");
    assert!(matches!(&pair.events(B)[..], [Event::Acknowledged { .. }, Event::Ended { .. }]));
    pair.nothing_is_left();
}

#[test]
fn a_caller_that_hangs_up_before_its_ack_acknowledges_first() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    pair.answer(B, theirs, 200);
    let Event::Answered { dialog, .. } = pair.event(A) else { panic!() };
    pair.log();
    let now = pair.now;
    pair.agent(A).bye(now, dialog, None).unwrap();
    assert_eq!(pair.log(), "ACK> BYE> <200");
    pair.nothing_is_left();
}

#[test]
fn two_byes_that_cross_are_both_answered() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    let now = pair.now;
    pair.agent(A).bye(now, ours, None).unwrap();
    pair.agent(B).bye(now, theirs, None).unwrap();
    assert!(matches!(&pair.events(A)[..], [Event::Ended { .. }]));
    assert!(matches!(&pair.events(B)[..], [Event::Ended { .. }]));
    pair.nothing_is_left();
}

#[test]
fn a_bye_that_nobody_answers_is_the_end_all_the_same() {
    let mut pair = Pair::new();
    let (ours, _) = pair.talk();
    pair.lost = vec!["BYE>"; 11];
    let now = pair.now;
    pair.agent(A).bye(now, ours, None).unwrap();
    pair.at(32_000);
    assert!(
        pair.events(A).iter().any(|event| matches!(event, Event::Ended { reason: EndReason::Hangup, .. }))
    );
    assert_eq!(pair.agent(A).dialogs(), 0);
}

#[test]
fn an_early_dialog_has_no_bye_and_one_that_is_over_has_nothing() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    let now = pair.now;
    assert_eq!(pair.agent(B).bye(now, theirs, None), Err(UsageError::State));
    pair.answer(B, theirs, 486);
    assert_eq!(pair.agent(B).bye(now, theirs, None), Err(UsageError::Gone));
    let gone = pair.agent(B).answer(now, theirs, &Response::new(StatusCode::OK), false);
    assert_eq!(gone, Err(UsageError::Gone));
}

#[test]
fn a_481_to_any_request_ends_the_dialog() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    let now = pair.now;
    pair.agent(A).request(now, ours, Method::INFO, None, None).unwrap();
    let Event::Request { id, dialog, .. } = pair.event(B) else { panic!() };
    assert_eq!(dialog, Some(theirs));
    let response = Response::new(StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST);
    pair.agent(B).respond(now, id, &response).unwrap();
    let events = pair.events(A);
    assert!(
        matches!(&events[..], [Event::Response { .. }, Event::Ended { reason: EndReason::Unknown, .. }]),
        "{events:?}"
    );
}

#[test]
fn a_bye_refuses_an_invite_that_is_open() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    let now = pair.now;
    pair.agent(A).request(now, ours, Method::INVITE, None, Some(Content::sdp(&offer()))).unwrap();
    assert!(matches!(pair.event(B), Event::Reinvite { dialog, .. } if dialog == theirs));
    pair.agent(A).bye(now, ours, None).unwrap();
    assert!(pair.log().ends_with("INVITE> BYE> <200 <487 ACK>"), "{:?}", pair.log);
    pair.nothing_is_left();
}
