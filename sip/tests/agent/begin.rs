//! How a session begins.

use brivas_sip::Method;
use brivas_sip::agent::{EndReason, Failure, UsageError};
use brivas_sip::header::CSeq;

use super::*;

#[test]
fn a_call_rings_is_answered_acknowledged_and_ended() {
    let mut pair = Pair::new();
    let (call, theirs) = pair.call();
    pair.answer(B, theirs, 180);
    let Event::Progress { call: of, dialog: Some(early), response, wants_prack: false } = pair.event(A)
    else {
        panic!()
    };
    assert_eq!((of, response.status().unwrap().code), (call, StatusCode::RINGING));
    assert!(pair.agent(A).dialog(early).unwrap().is_early());
    pair.answer(B, theirs, 200);
    let Event::Answered { dialog: ours, response, .. } = pair.event(A) else { panic!() };
    assert_eq!(ours, early);
    assert!(!pair.agent(A).dialog(ours).unwrap().is_early());
    assert_eq!(response.body(), offer());
    pair.ack(A, ours);
    let Event::Acknowledged { dialog, .. } = pair.event(B) else { panic!() };
    assert_eq!(dialog, theirs);

    let now = pair.now;
    pair.agent(B).bye(now, theirs, None).unwrap();
    assert!(matches!(pair.event(A), Event::Ended { reason: EndReason::Bye(_), .. }));
    assert!(matches!(pair.event(B), Event::Ended { reason: EndReason::Hangup, .. }));
    assert_eq!(pair.log(), "INVITE> <180 <200 ACK> <BYE 200>");
    pair.at(32_000);
    assert!(matches!(pair.event(A), Event::Settled { call: of } if of == call));
    pair.nothing_is_left();
}

#[test]
fn both_sides_know_the_same_dialog() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    let (a, b) = (pair.agents[0].dialog(ours).unwrap(), pair.agents[1].dialog(theirs).unwrap());
    assert_eq!(a.call_id(), b.call_id());
    assert_eq!((a.local_tag(), a.remote_tag()), (b.remote_tag(), b.local_tag()));
    assert_eq!((a.local(), a.remote()), (b.remote(), b.local()));
    assert_eq!(a.remote_target(), b"sip:192.0.2.2:5060");
    assert_eq!(b.remote_target(), b"sip:192.0.2.1:5060");
    assert!(!a.is_callee() && b.is_callee());
}

#[test]
fn a_2xx_goes_again_until_its_ack_which_goes_for_each_copy() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    pair.answer(B, theirs, 180);
    pair.events(A);
    pair.log();
    pair.lost = vec!["<200", "<200", "ACK>", "ACK>"];
    pair.answer(B, theirs, 200);
    pair.at(1500);
    let Event::Answered { dialog, .. } = pair.event(A) else { panic!() };
    pair.ack(A, dialog);
    pair.at(20_000);
    assert_eq!(pair.log(), "<200 <200 <200 ACK> <200 ACK> <200 ACK>");
    assert!(pair.events(A).is_empty(), "copies are no news");
    assert!(matches!(pair.event(B), Event::Acknowledged { .. }));
}

#[test]
fn copies_of_a_2xx_before_the_owner_acknowledges_it_are_no_news() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    pair.answer(B, theirs, 200);
    pair.at(3600);
    let Event::Answered { dialog, .. } = pair.event(A) else { panic!() };
    pair.ack(A, dialog);
    pair.log();
    pair.at(10_000);
    assert_eq!(pair.log(), "");
}

#[test]
fn an_offer_may_come_late_and_its_answer_in_the_ack() {
    let mut pair = Pair::new();
    pair.call_with(None, None);
    let Event::Incoming { dialog: theirs, request, .. } = pair.event(B) else { panic!() };
    assert!(request.body().is_empty());
    pair.answer(B, theirs, 200);
    let Event::Answered { dialog, response, .. } = pair.event(A) else { panic!() };
    assert_eq!(response.body(), offer());
    let now = pair.now;
    pair.agent(A).ack(now, dialog, None, Some(Content::sdp(&offer()))).unwrap();
    let Event::Acknowledged { ack, .. } = pair.event(B) else { panic!() };
    assert_eq!(ack.body(), offer());
    assert_eq!(pair.agent(A).ack(now, dialog, None, None), Err(UsageError::State));
}

#[test]
fn a_refused_call_can_be_tried_again_as_the_same_call() {
    let mut pair = Pair::new();
    let (call, theirs) = pair.call();
    pair.answer(B, theirs, 180);
    pair.answer(B, theirs, 407);
    let mut events = pair.events(A);
    assert_eq!(events.len(), 3);
    let Event::Refused { call: of, response, retry } = events.remove(2) else { panic!() };
    assert!(matches!(events.remove(1), Event::Ended { reason: EndReason::Abandoned, .. }));
    assert_eq!((of, response.status().unwrap().code.0), (call, 407));
    assert_eq!(pair.agent(A).dialogs() + pair.agent(B).dialogs(), 0);

    let now = pair.now;
    let mut rows = Rows::new();
    rows.put_text("Proxy-Authorization", b"Digest username=\"alice\"").put_text("s", b"again");
    pair.agent(A).invite_again(now, &retry, &rows).unwrap();
    let Event::Incoming { request, dialog, .. } = pair.event(B) else { panic!() };
    let first = retry.request();
    assert_eq!(value(&request, HeaderName::CALL_ID), value(first, HeaderName::CALL_ID));
    assert_eq!(value(&request, HeaderName::FROM), value(first, HeaderName::FROM));
    assert_eq!(request.need::<CSeq<'_>>().unwrap().number, 2);
    assert_eq!(request.body(), offer());
    assert_eq!(request.rows(HeaderName::VIA).count(), 1);
    assert!(!request.has_to_tag());

    // The ACK shows what the INVITE has shown.
    pair.answer(B, dialog, 200);
    let Event::Answered { dialog: ours, .. } = pair.event(A) else { panic!() };
    pair.ack(A, ours);
    let Event::Acknowledged { ack, .. } = pair.event(B) else { panic!() };
    assert!(ack.rows(HeaderName::PROXY_AUTHORIZATION).next().is_some());
    assert_eq!(ack.need::<CSeq<'_>>().unwrap(), CSeq { number: 2, method: Method::ACK });
}

#[test]
fn a_call_taken_back_while_it_rings_is_over_on_both_sides() {
    let mut pair = Pair::new();
    let (call, theirs) = pair.call();
    pair.answer(B, theirs, 180);
    pair.events(A);
    let now = pair.now;
    let reason = brivas_sip::header::Reason { protocol: b"SIP", params: brivas_sip::Params::NONE };
    pair.agent(A).cancel(now, call, Some(&rows(&reason))).unwrap();
    let Event::Cancelled { dialog, cancel } = pair.event(B) else { panic!() };
    assert_eq!((dialog, value(&cancel, HeaderName::REASON).unwrap().as_str()), (theirs, "SIP"));
    let events = pair.events(A);
    assert!(matches!(&events[..], [Event::Ended { .. }, Event::Refused { response, .. }]
        if response.status().unwrap().code == StatusCode::REQUEST_TERMINATED));
    assert_eq!(pair.log(), "INVITE> <180 CANCEL> <200 <487 ACK>");
    pair.nothing_is_left();
}

#[test]
fn an_answer_that_crosses_the_cancel_is_acknowledged_and_ended() {
    let mut pair = Pair::new();
    let (call, theirs) = pair.call();
    pair.answer(B, theirs, 180);
    pair.events(A);
    pair.log();
    // Both act before either hears of the other.
    let now = pair.now;
    pair.agent(A).cancel(now, call, None).unwrap();
    pair.answer(B, theirs, 200);
    let events = pair.events(A);
    assert!(matches!(&events[..], [Event::Failed { failure: Failure::Cancelled, .. }, Event::Ended { .. }]));
    let events = pair.events(B);
    assert!(matches!(
        &events[..],
        [Event::Acknowledged { .. }, Event::Ended { reason: EndReason::Bye(_), .. }]
    ));
    assert_eq!(pair.log(), "CANCEL> <200 <200 ACK> BYE> <200");
    pair.nothing_is_left();
}

#[test]
fn a_call_that_nobody_hears_fails() {
    let mut pair = Pair::new();
    pair.lost = vec!["INVITE>"; 7];
    let call = pair.call_with(None, None);
    pair.at(32_000);
    let Event::Failed { call: of, failure } = pair.event(A) else { panic!() };
    assert_eq!((of, failure.status_code()), (call, StatusCode::REQUEST_TIMEOUT));
    let now = pair.now;
    assert_eq!(pair.agent(A).cancel(now, call, None), Err(UsageError::Gone));
    pair.nothing_is_left();
}
