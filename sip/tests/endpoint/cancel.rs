//! CANCEL, both ways.

use brivas_sip::endpoint::{Event, Failure, UsageError};
use brivas_sip::header::{CSeq, HeaderName, To, Via};
use brivas_sip::message::Rows;

use super::*;

#[test]
fn a_cancel_waits_for_the_first_provisional_response_and_is_made_of_its_invite() {
    let mut test = Test::new();
    let id = test.send(Method::INVITE);
    let invite = test.sent_one();
    let mut rows = Rows::new();
    rows.put_text("Reason", b"SIP;cause=200");
    test.endpoint.cancel(test.now, id, Some(&rows)).unwrap();
    test.endpoint.cancel(test.now, id, None).unwrap();
    assert!(test.sent().is_empty());

    test.answer(&invite, 180);
    let cancel = test.sent_one();
    assert_eq!(cancel.method(), Some(Method::CANCEL));
    assert_eq!(cancel.request().unwrap().request_uri, invite.request().unwrap().request_uri);
    assert_eq!(cancel.need::<Via<'_>>(), invite.need::<Via<'_>>());
    assert_eq!(cancel.all::<Via<'_>>().count(), 1);
    assert_eq!(cancel.need::<CSeq<'_>>().unwrap().number, 7);
    assert_eq!(cancel.need::<To<'_>>().unwrap().tag, None, "no tag, not even an empty one");
    for name in [HeaderName::ROUTE, HeaderName::FROM, HeaderName::CALL_ID] {
        assert_eq!(cancel.rows(name).next().unwrap().value, invite.rows(name).next().unwrap().value);
    }
    assert_eq!(cancel.rows(HeaderName::REASON).next().unwrap().value, b"SIP;cause=200");

    test.answer(&invite, 183);
    test.endpoint.cancel(test.now, id, None).unwrap();
    assert!(test.sent().is_empty(), "it goes once");
    test.answer(&cancel, 200);
    test.answer(&invite, 487);
    assert_eq!(test.sent_one().method(), Some(Method::ACK));
    assert_eq!(test.responses(), [180, 183, 487], "of the CANCEL the owner hears nothing");
    assert_eq!(test.endpoint.cancel(test.now, id, None), Err(UsageError::State));
    assert!(test.sends().is_empty());
    assert_eq!(test.endpoint.transactions(), (0, 0));
}

#[test]
fn a_cancel_and_an_ack_require_nothing_of_what_their_invite_does() {
    let mut test = Test::new();
    let mut draft = draft(Method::INVITE);
    draft.put_text("Require", b"100rel").put_text("Proxy-Require", b"foo").put_text("Subject", b"x");
    let id = test.endpoint.request(test.now, &draft, Target::new(Transport::UDP, peer())).unwrap();
    let invite = test.sent_one();
    test.answer(&invite, 180);
    test.endpoint.cancel(test.now, id, None).unwrap();
    let cancel = test.sent_one();
    test.answer(&invite, 487);
    for message in [cancel, test.sent_one()] {
        for name in [HeaderName::REQUIRE, HeaderName::PROXY_REQUIRE, HeaderName::SUBJECT] {
            assert!(message.rows(name).next().is_none(), "{:?}", message.method());
        }
    }
}

#[test]
fn a_final_response_before_any_provisional_one_leaves_nothing_to_cancel() {
    let mut test = Test::new();
    let id = test.send(Method::INVITE);
    let invite = test.sent_one();
    test.endpoint.cancel(test.now, id, None).unwrap();
    test.answer(&invite, 200);
    assert_eq!(test.responses(), [200]);
    assert!(test.sent().is_empty());
}

#[test]
fn an_accepted_invite_may_cross_its_cancel() {
    let mut test = Test::new();
    let id = test.send(Method::INVITE);
    let invite = test.sent_one();
    test.answer(&invite, 180);
    test.endpoint.cancel(test.now, id, None).unwrap();
    let cancel = test.sent_one();
    test.answer(&invite, 200);
    test.answer(&cancel, 200);
    assert_eq!(test.responses(), [180, 200]);
}

#[test]
fn a_cancelled_invite_without_an_answer_fails_after_64_t1() {
    let mut test = Test::new();
    let id = test.send(Method::INVITE);
    let invite = test.sent_one();
    test.answer(&invite, 180);
    test.at(1000);
    test.endpoint.cancel(test.now, id, None).unwrap();
    let cancel = test.sent_one();
    test.answer(&cancel, 200);
    test.at(32_999);
    assert_eq!(test.responses(), [180]);
    test.at(33_000);
    assert!(matches!(test.events().as_slice(), [Event::Failed { failure: Failure::Timeout, .. }]));
    assert_eq!(test.endpoint.transactions(), (0, 0));
}

#[test]
fn nothing_but_an_invite_is_cancelled() {
    let mut test = Test::new();
    let id = test.send(Method::OPTIONS);
    assert_eq!(test.endpoint.cancel(test.now, id, None), Err(UsageError::Method));
}

#[test]
fn a_cancel_that_comes_is_answered_with_the_tag_of_its_invite_and_told_once() {
    let mut test = Test::new();
    test.datagram(&request("INVITE"));
    let (id, ..) = test.request();
    test.respond(id, 180);
    let ringing = test.sent_one();
    for _ in 0..2 {
        test.datagram(&request("CANCEL"));
        let ok = test.sent_one();
        assert_eq!(first_line(&ok), "200");
        assert_eq!(ok.need::<CSeq<'_>>().unwrap().method, Method::CANCEL);
        assert_eq!(ok.need::<To<'_>>().unwrap().tag, ringing.need::<To<'_>>().unwrap().tag);
    }
    assert!(matches!(test.events().as_slice(), [Event::Cancelled { id: of, .. }] if *of == id));
    test.respond(id, 487);
    assert_eq!(first_line(&test.sent_one()), "487");
}

#[test]
fn a_cancel_too_late_is_answered_and_changes_nothing() {
    let mut test = Test::new();
    test.datagram(&request("INVITE"));
    let (id, ..) = test.request();
    test.respond(id, 200);
    let _ = test.sent_one();
    test.datagram(&request("CANCEL"));
    assert_eq!(first_line(&test.sent_one()), "200");
    assert!(test.events().is_empty());
}

#[test]
fn a_cancel_of_nothing_is_answered_481() {
    let mut test = Test::new();
    test.datagram(&request("CANCEL"));
    assert_eq!(first_line(&test.sent_one()), "481");
    assert!(test.events().is_empty());
}
