//! Provisional responses that are acknowledged.

use brivas_sip::agent::{EndReason, UsageError};
use brivas_sip::header::{RAck, RSeq};

use super::*;

impl Pair {
    fn reliably(&mut self, dialog: DialogId, code: u16, has_offer: bool) {
        let (rows, body) = (sdp_rows(), offer());
        let plain = Response::new(StatusCode(code));
        let response = if has_offer { Response { rows: Some(&rows), body: &body, ..plain } } else { plain };
        let now = self.now;
        self.agent(B).answer(now, dialog, &response, true).unwrap();
    }
}

#[test]
fn a_reliable_response_is_acknowledged_and_the_next_is_one_more() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    pair.reliably(theirs, 183, true);
    let Event::Progress { response, wants_prack: false, .. } = pair.event(A) else { panic!() };
    let first: RSeq = response.need().unwrap();
    assert!(first.0 > 0 && first.0 < 1 << 31);
    let Event::Pracked { prack, id: None, .. } = pair.event(B) else { panic!() };
    let rack: RAck<'_> = prack.need().unwrap();
    assert_eq!((rack.rseq, rack.cseq, rack.method), (first.0, 1, brivas_sip::Method::INVITE));
    pair.reliably(theirs, 180, false);
    let Event::Progress { response, .. } = pair.event(A) else { panic!() };
    assert_eq!(response.need::<RSeq>().unwrap().0, first.0 + 1);
    assert_eq!(pair.log(), "INVITE> <183 PRACK> <200 <180 PRACK> <200");
}

#[test]
fn a_reliable_response_goes_again_until_its_prack_and_copies_are_no_news() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    pair.log();
    pair.lost = vec!["<183", "<183", "PRACK>", "PRACK>"];
    pair.reliably(theirs, 183, true);
    pair.at(2500);
    assert_eq!(pair.events(A).len(), 1);
    assert_eq!(pair.events(B).len(), 1);
    let log = pair.log();
    assert_eq!(log, "<183 INVITE> <183 <183 PRACK> PRACK> <183 PRACK> <200");
}

#[test]
fn an_answer_waits_for_the_prack() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    pair.log();
    pair.lost = vec!["PRACK>"];
    pair.reliably(theirs, 183, true);
    pair.run();
    pair.answer(B, theirs, 200);
    assert_eq!(pair.log(), "<183 PRACK>");
    pair.at(499);
    assert_eq!(pair.log(), "");
    pair.at(500);
    assert_eq!(pair.log(), "PRACK> <183 <200 <200", "the PRACK's, then the INVITE's");
    assert!(matches!(&pair.events(A)[..], [Event::Progress { .. }, Event::Answered { .. }]));
}

#[test]
fn without_a_prack_the_invite_is_refused_after_64_t1() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    pair.answer(B, theirs, 180);
    pair.events(A);
    pair.lost = vec!["<183"; 20];
    pair.reliably(theirs, 183, true);
    pair.at(32_000);
    let events = pair.events(B);
    assert!(matches!(&events[..], [Event::Ended { reason: EndReason::NoPrack, .. }]), "{events:?}");
    let events = pair.events(A);
    assert!(
        matches!(&events[..], [.., Event::Refused { response, .. }]
        if response.status().unwrap().code == StatusCode::SERVER_TIMEOUT),
        "{events:?}"
    );
    pair.nothing_is_left();
}

#[test]
fn an_offer_in_a_reliable_response_is_answered_by_the_owners_prack() {
    let mut pair = Pair::new();
    let call = pair.call_with(None, None);
    let Event::Incoming { dialog: theirs, .. } = pair.event(B) else { panic!() };
    pair.reliably(theirs, 183, true);
    let Event::Progress { call: of, dialog: Some(ours), wants_prack: true, .. } = pair.event(A) else {
        panic!()
    };
    assert_eq!(of, call);
    assert!(pair.events(B).is_empty());
    let now = pair.now;
    pair.agent(A).prack(now, ours, None, Some(Content::sdp(&offer()))).unwrap();
    assert_eq!(pair.agent(A).prack(now, ours, None, None), Err(UsageError::State));
    let Event::Pracked { prack, id: None, .. } = pair.event(B) else { panic!() };
    assert_eq!(prack.body(), offer());
    // Nothing is open: the 2xx needs no offer, and the ACK no answer.
    pair.agent(B).answer(now, theirs, &Response::new(StatusCode::OK), false).unwrap();
    let events = pair.events(A);
    assert!(matches!(&events[..], [Event::Response { .. }, Event::Answered { .. }]), "{events:?}");
}

#[test]
fn a_prack_for_nothing_is_answered_481() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    pair.reliably(theirs, 183, true);
    pair.run();
    let prack = pair.log.clone();
    assert_eq!(prack.last().map(String::as_str), Some("<200"));
    let text = {
        let dialog = pair.agents[1].dialog(theirs).unwrap();
        let text = |s: &[u8]| String::from_utf8_lossy(s).into_owned();
        format!(
            "PRACK sip:192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKp\r\nMax-Forwards: 70\r\nFrom: {}\r\n\
             To: {}\r\nCall-ID: {}\r\nCSeq: 9 PRACK\r\nRAck: 1 1 INVITE\r\nContent-Length: 0\r\n\r\n",
            text(dialog.remote()),
            text(dialog.local()),
            text(dialog.call_id())
        )
    };
    let (now, path) = (pair.now, pair.paths[1]);
    pair.agent(B).handle_datagram(now, path, address(A), Bytes::from(text));
    let answer = Message::read(pair.agent(B).poll_transmit().unwrap().octets).unwrap();
    assert_eq!(answer.status().unwrap().code.0, 481);
}

#[test]
fn responses_go_reliably_where_that_is_required_and_not_where_it_is_not_supported() {
    let mut pair = Pair::new();
    let mut rows = Rows::new();
    rows.put_text("Require", b"100rel");
    pair.call_with(Some(&rows), Some(&offer()));
    let Event::Incoming { dialog, .. } = pair.event(B) else { panic!() };
    pair.answer(B, dialog, 180);
    assert!(pair.log().contains("PRACK>"));

    let mut pair = Pair::new();
    let text = "INVITE sip:bob@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n\
         From: <sip:alice@192.0.2.1>;tag=a\r\nTo: <sip:bob@192.0.2.2>\r\nCall-ID: c\r\nContact: <sip:192.0.2.1>\r\n\
         CSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n";
    let (now, path) = (pair.now, pair.paths[1]);
    pair.agent(B).handle_datagram(now, path, address(A), Bytes::from(text));
    let Event::Incoming { dialog, .. } = pair.agent(B).poll_event().unwrap() else { panic!() };
    let ringing = Response::new(StatusCode::RINGING);
    assert_eq!(pair.agent(B).answer(now, dialog, &ringing, true), Err(UsageError::Unsupported));
    assert_eq!(pair.agent(B).answer(now, dialog, &ringing, false), Ok(()));
}
