//! What happens within a session.

use brivas_sip::Method;
use brivas_sip::agent::UsageError;

use super::*;

impl Pair {
    fn reinvite(&mut self, side: Side, dialog: DialogId) -> Result<(), UsageError> {
        let now = self.now;
        self.agent(side).request(now, dialog, Method::INVITE, None, Some(Content::sdp(&offer()))).map(drop)
    }

    fn update(&mut self, side: Side, dialog: DialogId) -> Result<(), UsageError> {
        let now = self.now;
        self.agent(side).request(now, dialog, Method::UPDATE, None, Some(Content::sdp(&offer()))).map(drop)
    }

    /// Gives the callee a request of the other side that the agent there would not write.
    pub(crate) fn by_hand(&mut self, theirs: DialogId, method: &str, cseq: u32, rows: &str, body: &str) {
        let dialog = self.agents[1].dialog(theirs).unwrap();
        let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
        let request = format!(
            "{method} sip:192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK{method}{cseq}\r\n\
             Max-Forwards: 70\r\nFrom: {}\r\nTo: {}\r\nCall-ID: {}\r\nCSeq: {cseq} {method}\r\n{rows}\
             Content-Length: {}\r\n\r\n{body}",
            text(dialog.remote()),
            text(dialog.local()),
            text(dialog.call_id()),
            body.len()
        );
        let (now, path) = (self.now, self.paths[1]);
        self.agent(B).handle_datagram(now, path, address(A), Bytes::from(request));
    }
}

/// The status of a response that came to a request in a dialog.
fn status(event: &Event) -> u16 {
    match event {
        Event::Response { response, .. } => response.status().unwrap().code.0,
        other => panic!("{other:?}"),
    }
}

#[test]
fn either_side_changes_the_session_by_another_invite() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    for (side, other, mine, its) in [(A, B, ours, theirs), (B, A, theirs, ours)] {
        pair.reinvite(side, mine).unwrap();
        assert_eq!(pair.reinvite(side, mine), Err(UsageError::Pending));
        assert!(matches!(pair.event(other), Event::Reinvite { dialog, .. } if dialog == its));
        pair.answer(other, its, 200);
        assert_eq!(status(&pair.event(side)), 200);
        pair.ack(side, mine);
        assert!(matches!(pair.event(other), Event::Acknowledged { .. }));
    }
    assert_eq!(pair.log(), "INVITE> <200 ACK> <INVITE 200> <ACK");
}

#[test]
fn a_refused_change_leaves_the_session_as_it_was() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    pair.reinvite(A, ours).unwrap();
    pair.events(B);
    pair.answer(B, theirs, 488);
    assert_eq!(status(&pair.event(A)), 488);
    assert_eq!((pair.agent(A).dialogs(), pair.agent(B).dialogs()), (1, 1));
    pair.reinvite(B, theirs).unwrap();
    assert!(matches!(pair.event(A), Event::Reinvite { .. }));
}

#[test]
fn invites_that_cross_are_both_refused_with_491() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    pair.reinvite(A, ours).unwrap();
    pair.reinvite(B, theirs).unwrap();
    assert_eq!(status(&pair.event(A)), 491);
    assert_eq!(status(&pair.event(B)), 491);
    pair.log();
    pair.reinvite(A, ours).unwrap();
    assert!(matches!(pair.event(B), Event::Reinvite { .. }));
}

#[test]
fn the_owner_of_the_call_id_waits_longer_after_a_glare() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    for _ in 0..100 {
        let wait = pair.agent(A).glare_wait(ours).unwrap().as_millis();
        assert!((2100..=4000).contains(&wait) && wait.is_multiple_of(10), "{wait}");
        let wait = pair.agent(B).glare_wait(theirs).unwrap().as_millis();
        assert!(wait <= 2000 && wait.is_multiple_of(10), "{wait}");
    }
}

#[test]
fn the_target_follows_the_contact_of_what_refreshes_it() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.talk();
    let target = |pair: &Pair| pair.agents[1].dialog(theirs).unwrap().remote_target().to_vec();
    let contact = |user: &str| format!("Contact: <sip:{user}@192.0.2.1:5060>\r\n");
    // An INFO does not; what it names is no news.
    pair.by_hand(theirs, "INFO", 7, &contact("info"), "");
    let Event::Request { id, .. } = pair.event(B) else { panic!() };
    let now = pair.now;
    pair.agent(B).respond(now, id, &Response::new(StatusCode::OK)).unwrap();
    assert_eq!(target(&pair), b"sip:192.0.2.1:5060");
    pair.by_hand(theirs, "UPDATE", 8, &contact("update"), "");
    assert_eq!(target(&pair), b"sip:update@192.0.2.1:5060");
    // One that is refused changes nothing; one of an old number is (RFC 3261 §12.2.2).
    pair.by_hand(theirs, "UPDATE", 8, &contact("late"), "");
    assert_eq!(target(&pair), b"sip:update@192.0.2.1:5060");
    pair.by_hand(theirs, "INVITE", 9, &contact("invite"), "");
    assert!(matches!(pair.event(B), Event::Reinvite { .. }));
    pair.answer(B, theirs, 200);
    assert_eq!(target(&pair), b"sip:invite@192.0.2.1:5060");
}

#[test]
fn an_update_with_an_offer_is_answered_by_the_owner_and_one_without_at_once() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    pair.update(A, ours).unwrap();
    assert_eq!(pair.update(A, ours), Err(UsageError::Pending));
    let Event::Request { dialog, id, .. } = pair.event(B) else { panic!() };
    assert_eq!(dialog, Some(theirs));
    let (now, rows, body) = (pair.now, sdp_rows(), offer());
    let response = Response { rows: Some(&rows), body: &body, ..Response::new(StatusCode::OK) };
    pair.agent(B).respond(now, id, &response).unwrap();
    assert_eq!(status(&pair.event(A)), 200);
    pair.agent(A).request(now, ours, Method::UPDATE, None, None).unwrap();
    assert!(pair.events(B).is_empty());
    assert_eq!(status(&pair.event(A)), 200);
    pair.update(B, theirs).unwrap();
}

#[test]
fn offers_that_cross_in_updates_are_refused_with_491() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    pair.update(A, ours).unwrap();
    pair.update(B, theirs).unwrap();
    assert_eq!(status(&pair.event(A)), 491);
    assert_eq!(status(&pair.event(B)), 491);
}

#[test]
fn an_offer_while_one_of_the_same_side_is_open_is_refused_with_500_and_when_to_come_again() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    pair.answer(B, theirs, 180);
    let Event::Progress { dialog: Some(ours), .. } = pair.event(A) else { panic!() };
    // The INVITE's own offer is open: ours is not sent, and a peer that sends one all the same is refused.
    assert_eq!(pair.update(A, ours), Err(UsageError::Pending));
    pair.by_hand(
        theirs,
        "UPDATE",
        9,
        "Contact: <sip:192.0.2.1>\r\nContent-Type: application/sdp\r\n",
        "v=0\r\n",
    );
    let answer = Message::read(pair.agent(B).poll_transmit().unwrap().octets).unwrap();
    assert_eq!(answer.status().unwrap().code.0, 500);
    assert!(answer.rows(HeaderName::RETRY_AFTER).next().is_some());
}

#[test]
fn other_requests_go_either_way_with_their_bodies() {
    let mut pair = Pair::new();
    let (ours, _) = pair.talk();
    let now = pair.now;
    let body = Bytes::from_static(b"Signal=5\r\n");
    let content = Content { content_type: b"application/dtmf-relay", body: &body };
    let sent = pair.agent(A).request(now, ours, Method::INFO, None, Some(content)).unwrap();
    let Event::Request { id, request, .. } = pair.event(B) else { panic!() };
    assert_eq!(request.body(), body);
    pair.agent(B).respond(now, id, &Response::new(StatusCode::OK)).unwrap();
    assert!(matches!(pair.event(A), Event::Response { id, .. } if id == sent));
    for method in [Method::BYE, Method::ACK, Method::PRACK, Method::CANCEL] {
        assert_eq!(pair.agent(A).request(now, ours, method, None, None), Err(UsageError::State));
    }
}
