//! What user agents get wrong, where no other test shows it: see the table in `tests/README.md`.

use std::collections::BTreeSet;

use brivas_sip::agent::{EndReason, Failure};
use brivas_sip::header::{CSeq, From, RSeq, RetryAfter, SessionExpires};
use brivas_sip::{Dialog, Method};
use bytes::BytesMut;

use super::usages::{code, response, text};
use super::*;

impl Pair {
    fn asks_within(&mut self, side: Side, dialog: DialogId, method: Method<'_>) {
        let now = self.now;
        self.agent(side).request(now, dialog, method, None, None).unwrap();
    }

    fn next_event(&mut self, side: Side) -> Option<Event> {
        self.agent(side).poll_event()
    }

    /// A calls a hand, which answers so.
    fn calls_a_hand(&mut self, rows: &str) -> DialogId {
        self.call_with(None, Some(&offer()));
        let invite = self.sent(A);
        self.give(A, &response(&invite, 200, "hand", rows));
        let Some(Event::Answered { dialog, .. }) = self.next_event(A) else { panic!() };
        self.ack(A, dialog);
        self.sent(A);
        dialog
    }
}

#[test]
fn trying_is_never_sent_reliably() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    let now = pair.now;
    pair.agent(B).answer(now, theirs, &Response::new(StatusCode::TRYING), true).unwrap();
    let trying = pair.sent(B);
    assert_eq!(code(&trying), 100);
    assert!(trying.rows(HeaderName::RSEQ).next().is_none() && !trying.has_to_tag());
}

#[test]
fn another_request_that_nobody_answers_ends_no_session() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    pair.lost = vec!["INFO>"; 11];
    pair.asks_within(A, ours, Method::INFO);
    pair.at(32_000);
    let events = pair.events(A);
    assert!(matches!(&events[..], [Event::Settled { .. }, Event::RequestFailed { .. }]), "{events:?}");
    assert!(pair.agent(A).dialog(ours).is_some() && pair.agent(B).dialog(theirs).is_some());
}

#[test]
fn a_2xx_to_a_change_goes_again_and_without_its_ack_the_session_is_over() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    pair.asks_within(A, ours, Method::INVITE);
    pair.events(B);
    pair.log();
    pair.answer(B, theirs, 200);
    pair.at(31_999);
    assert_eq!(pair.log().split(' ').filter(|entry| *entry == "<200").count(), 11);
    assert!(pair.agent(B).dialog(theirs).is_some(), "confirmed until then");
    pair.at(32_000);
    assert!(matches!(pair.events(B).last(), Some(Event::Ended { reason: EndReason::NoAck, .. })));
    assert!(pair.log().starts_with("<BYE"));
}

#[test]
fn a_2xx_goes_again_on_a_connection_too() {
    let mut pair = Pair::new();
    let now = pair.now;
    let agent = pair.agent(B);
    let listener = agent.endpoint().listen(Transport::TCP, b"192.0.2.2:5060").unwrap();
    let path = agent.endpoint().accept(now, listener, address(A)).unwrap();
    let mut input = BytesMut::from(
        "INVITE sip:bob@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/TCP 192.0.2.1:5060;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n\
         From: <sip:alice@192.0.2.1>;tag=a\r\nTo: <sip:bob@192.0.2.2>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n\
         Contact: <sip:alice@192.0.2.1;transport=tcp>\r\nContent-Length: 0\r\n\r\n",
    );
    agent.handle_input(now, path, &mut input);
    let Some(Event::Incoming { dialog, .. }) = agent.poll_event() else { panic!() };
    agent.answer(now, dialog, &Response::new(StatusCode::OK), false).unwrap();
    let mut times = Vec::new();
    while let Some(sent) = agent.poll_transmit() {
        assert_eq!((sent.path, code(&Message::read(sent.octets).unwrap())), (path, 200));
        times.push(0);
    }
    while let Some(due) = agent.poll_timeout().filter(|due| *due < now + Duration::from_secs(8)) {
        agent.handle_timeout(due);
        times.extend(std::iter::from_fn(|| agent.poll_transmit()).map(|_| (due - now).as_millis()));
    }
    assert_eq!(times, [0, 500, 1500, 3500, 7500]);
}

#[test]
fn a_call_that_is_answered_before_its_cancel_could_go_is_acknowledged_and_ended() {
    let mut pair = Pair::new();
    let (call, theirs) = pair.call();
    let now = pair.now;
    pair.agent(A).cancel(now, call, None).unwrap();
    pair.answer(B, theirs, 200);
    assert_eq!(pair.log(), "INVITE> <200 ACK> BYE> <200", "there was no provisional response to wait for");
    let events = pair.events(A);
    assert!(matches!(&events[..], [Event::Failed { failure: Failure::Cancelled, .. }, Event::Ended { .. }]));
    pair.nothing_is_left();
}

#[test]
fn a_peer_without_a_tag_has_a_dialog_that_a_tag_does_not_match() {
    let request = |method: &str, from: &str, to: &str, cseq: u32| {
        format!(
            "{method} sip:bob@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK{cseq}{}\r\n\
             Max-Forwards: 70\r\nFrom: <sip:old@192.0.2.1>{from}\r\nTo: <sip:bob@192.0.2.2>{to}\r\nCall-ID: c\r\n\
             CSeq: {cseq} {method}\r\nContact: <sip:old@192.0.2.1>\r\nContent-Length: 0\r\n\r\n",
            from.len()
        )
    };
    let mut pair = Pair::new();
    pair.give(B, &request("INVITE", "", "", 1));
    let Some(Event::Incoming { dialog, .. }) = pair.next_event(B) else { panic!() };
    pair.answer(B, dialog, 200);
    let to = format!(";tag={}", text(&tag(&pair.sent(B))));
    assert_eq!(pair.agents[1].dialog(dialog).unwrap().remote_tag(), b"");
    pair.give(B, &request("ACK", "", &to, 1));
    assert!(matches!(pair.next_event(B), Some(Event::Acknowledged { .. })));
    pair.give(B, &request("BYE", ";tag=some", &to, 2));
    assert_eq!(code(&pair.sent(B)), 481);
    let now = pair.now;
    pair.agent(B).request(now, dialog, Method::INFO, None, None).unwrap();
    assert!(!pair.sent(B).has_to_tag(), "nor has what is sent there one, not even an empty one");
    pair.give(B, &request("BYE", "", &to, 3));
    assert_eq!(code(&pair.sent(B)), 200);
}

#[test]
fn a_record_route_within_a_dialog_changes_no_route() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.talk();
    let rows = "Record-Route: <sip:192.0.2.77;lr>\r\nContact: <sip:new@192.0.2.1:5060>\r\n";
    pair.by_hand(theirs, "INVITE", 9, rows, "");
    assert!(matches!(pair.event(B), Event::Reinvite { .. }));
    pair.answer(B, theirs, 200);
    let dialog = pair.agents[1].dialog(theirs).unwrap();
    assert_eq!(
        (dialog.route_set().count(), dialog.remote_target()),
        (0, b"sip:new@192.0.2.1:5060".as_slice())
    );
    // And in the response to one of ours.
    let mut pair = Pair::new();
    let dialog = pair.calls_a_hand("Contact: <sip:192.0.2.2>\r\n");
    pair.asks_within(A, dialog, Method::INVITE);
    let invite = pair.sent(A);
    pair.give(A, &response(&invite, 200, "hand", rows));
    assert_eq!(pair.agents[0].dialog(dialog).unwrap().route_set().count(), 0);
}

#[test]
fn a_strict_route_is_the_same_in_each_request_also_after_a_challenge() {
    let mut pair = Pair::new();
    let dialog = pair.calls_a_hand(
        "Record-Route: <sip:192.0.2.33;lr>, <sip:192.0.2.2>\r\nContact: <sip:bob@203.0.113.9>\r\n",
    );
    for status in [401, 407, 200] {
        pair.asks_within(A, dialog, Method::INFO);
        let info = pair.sent(A);
        let routes: Vec<_> = info.rows(HeaderName::ROUTE).map(|row| text(row.value)).collect();
        assert_eq!(info.request().unwrap().request_uri, b"sip:192.0.2.2");
        assert_eq!(routes, ["<sip:192.0.2.33;lr>", "<sip:bob@203.0.113.9>"]);
        pair.give(A, &response(&info, status, "hand", ""));
        assert!(matches!(pair.next_event(A), Some(Event::Response { .. })));
    }
}

#[test]
fn every_number_of_32_bits_is_taken_and_ours_stay_below_2_to_the_31() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.talk();
    pair.by_hand(theirs, "INFO", 0x8000_0000, "", "");
    assert!(matches!(pair.event(B), Event::Request { .. }));
    pair.by_hand(theirs, "INFO", u32::MAX, "", "");
    assert!(matches!(pair.event(B), Event::Request { .. }));
    pair.by_hand(theirs, "INFO", 7, "", "");
    assert_eq!(code(&pair.sent(B)), 500);

    let invite = Message::read(Bytes::from_static(
        b"INVITE sip:bob@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n\
          From: <sip:a@b>;tag=a\r\nTo: <sip:bob@192.0.2.2>\r\nCall-ID: c\r\nCSeq: 2147483647 INVITE\r\n\r\n",
    ))
    .unwrap();
    let answer = Message::read(Bytes::from(response(&invite, 200, "b", ""))).unwrap();
    let mut dialog = Dialog::caller(&invite, &answer).unwrap();
    let next = Message::read(dialog.request(Method::BYE).to_bytes(b"")).unwrap();
    assert!(next.need::<CSeq<'_>>().unwrap().number < 1 << 31);
}

#[test]
fn what_is_asked_while_the_offer_is_open_is_not_wrong() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    pair.answer(B, theirs, 180);
    let Event::Progress { dialog: Some(ours), .. } = pair.event(A) else { panic!() };
    for (side, other, mine, its) in [(A, B, ours, theirs), (B, A, theirs, ours)] {
        pair.asks_within(side, mine, Method::INFO);
        let Event::Request { dialog, id, .. } = pair.event(other) else { panic!() };
        assert_eq!(dialog, Some(its));
        let now = pair.now;
        pair.agent(other).respond(now, id, &Response::new(StatusCode::OK)).unwrap();
        assert!(matches!(pair.event(side), Event::Response { .. }));
    }
}

#[test]
fn tags_and_call_ids_are_long_of_one_case_and_never_twice() {
    let mut pair = Pair::new();
    let mut seen = BTreeSet::new();
    for _ in 0..200 {
        pair.call_with(None, None);
        let invite = pair.sent(A);
        let call_id = value(&invite, HeaderName::CALL_ID).unwrap();
        let from = text(invite.need::<From<'_>>().unwrap().tag.unwrap());
        for word in [call_id, from] {
            let is_plain = |octet: u8| octet.is_ascii_lowercase() || octet.is_ascii_digit();
            assert!(word.len() >= 16 && word.bytes().all(is_plain), "{word}");
            assert!(seen.insert(word));
        }
    }
}

#[test]
fn an_invite_while_the_one_before_is_open_is_answered_500_and_when_to_come_again() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.talk();
    let contact = "Contact: <sip:192.0.2.1:5060>\r\n";
    let mut waits = BTreeSet::new();
    pair.by_hand(theirs, "INVITE", 10, contact, "");
    assert!(matches!(pair.event(B), Event::Reinvite { .. }));
    for number in 11..80 {
        pair.by_hand(theirs, "INVITE", number, contact, "");
        let refusal = pair.sent(B);
        assert_eq!(code(&refusal), 500);
        waits.insert(refusal.need::<RetryAfter<'_>>().unwrap().seconds);
    }
    assert!(waits.len() > 3 && waits.iter().all(|seconds| *seconds <= 10), "{waits:?}");
    // The first is not touched by that.
    pair.answer(B, theirs, 200);
    assert_eq!(code(&pair.sent(B)), 200);
}

#[test]
fn a_gap_in_reliable_responses_is_waited_for() {
    let mut pair = Pair::new();
    pair.call_with(None, Some(&offer()));
    let invite = pair.sent(A);
    let ringing = |rseq: u32| {
        let rows = format!("Require: 100rel\r\nRSeq: {rseq}\r\nContact: <sip:192.0.2.2>\r\n");
        response(&invite, 180, "t", &rows)
    };
    for (rseq, is_told) in [(7, true), (9, false), (7, false), (8, true), (9, true)] {
        pair.give(A, &ringing(rseq));
        let told = pair.next_event(A);
        assert_eq!(told.is_some(), is_told, "{rseq}");
        if let Some(Event::Progress { response, .. }) = told {
            assert_eq!(response.need::<RSeq>().unwrap().0, rseq);
            assert_eq!(pair.sent(A).method(), Some(Method::PRACK));
        }
        assert!(pair.agent(A).poll_transmit().is_none());
    }
}

#[test]
fn a_refresh_that_is_too_short_is_sent_again_for_longer() {
    let mut config = Config::new();
    config.set_session_expires(Some(200));
    let mut pair = Pair::with(config, Config::new());
    pair.calls_a_hand("Allow: UPDATE\r\nContact: <sip:192.0.2.2>\r\nSession-Expires: 200;refresher=uac\r\n");
    while pair.agents[0].poll_timeout().unwrap() < pair.start + Duration::from_secs(100) {
        let due = pair.agents[0].poll_timeout().unwrap();
        pair.agents[0].handle_timeout(due);
    }
    pair.agents[0].handle_timeout(pair.start + Duration::from_secs(100));
    let update = pair.sent(A);
    assert_eq!(update.need::<SessionExpires<'_>>().unwrap().seconds, 200);
    pair.give(A, &response(&update, 422, "hand", "Min-SE: 300\r\n"));
    let again = pair.sent(A);
    assert_eq!(
        (again.method(), again.need::<SessionExpires<'_>>().unwrap().seconds),
        (Some(Method::UPDATE), 300)
    );
    assert!(pair.events(A).iter().all(|event| matches!(event, Event::Settled { .. })));
}

#[test]
fn a_session_that_is_being_ended_cannot_be_replaced() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.talk();
    let dialog = pair.agents[1].dialog(theirs).unwrap().clone();
    let now = pair.now;
    pair.agent(B).bye(now, theirs, None).unwrap();
    pair.sent(B);
    let invite = format!(
        "INVITE sip:bob@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKr\r\nMax-Forwards: 70\r\n\
         From: <sip:c@192.0.2.1>;tag=c\r\nTo: <sip:bob@192.0.2.2>\r\nCall-ID: r\r\nCSeq: 1 INVITE\r\n\
         Contact: <sip:c@192.0.2.1>\r\nReplaces: {};to-tag={};from-tag={}\r\nContent-Length: 0\r\n\r\n",
        text(dialog.call_id()),
        text(dialog.local_tag()),
        text(dialog.remote_tag()),
    );
    pair.give(B, &invite);
    assert_eq!(code(&pair.sent(B)), 603);
    assert!(pair.next_event(B).is_none());
}
