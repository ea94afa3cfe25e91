//! What comes late, twice or at once: found by the simulated network.

use brivas_sip::Method;
use brivas_sip::agent::{EndReason, Failure};

use super::*;

impl Pair {
    /// Gives one side once more what the other has sent.
    fn copy(&mut self, to: Side, from: Side, message: &Message) {
        let (now, path) = (self.now, self.paths[to as usize]);
        self.agent(to).handle_datagram(now, path, address(from), Bytes::copy_from_slice(message.octets()));
    }

    fn ask(&mut self, side: Side, dialog: DialogId, method: Method<'_>) {
        let now = self.now;
        self.agent(side).request(now, dialog, method, None, None).unwrap();
    }
}

#[test]
fn a_late_copy_of_a_2xx_gets_its_own_ack_though_the_session_was_changed_since() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    pair.answer(B, theirs, 200);
    let Event::Answered { dialog: ours, .. } = pair.event(A) else { panic!() };
    let first = pair.last.take().unwrap();
    pair.ack(A, ours);
    pair.events(B);
    pair.ask(A, ours, Method::INVITE);
    pair.events(B);
    pair.answer(B, theirs, 200);
    assert!(matches!(pair.event(A), Event::Response { .. }));
    let second = pair.last.take().unwrap();
    pair.ack(A, ours);
    pair.events(B);
    pair.log();
    for (message, number) in [(&first, 1), (&second, 2)] {
        pair.copy(A, B, message);
        assert!(pair.events(A).is_empty(), "a copy is no news");
        assert_eq!(pair.log(), "ACK>");
        let ack = pair.last.take().unwrap();
        assert_eq!(ack.need::<brivas_sip::header::CSeq<'_>>().unwrap().number, number);
    }
}

#[test]
fn a_late_copy_of_a_2xx_begins_no_dialog_that_is_over() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    pair.answer(B, theirs, 200);
    let Event::Answered { dialog: ours, .. } = pair.event(A) else { panic!() };
    let answer = pair.last.take().unwrap();
    pair.ack(A, ours);
    let now = pair.now;
    pair.agent(A).bye(now, ours, None).unwrap();
    assert!(matches!(pair.event(A), Event::Ended { .. }));
    pair.copy(A, B, &answer);
    assert!(pair.events(A).is_empty());
    assert_eq!(pair.agent(A).dialogs(), 0);
}

#[test]
fn a_call_that_was_answered_as_it_was_cancelled_is_told_once() {
    let mut pair = Pair::new();
    let (call, theirs) = pair.call();
    pair.answer(B, theirs, 180);
    pair.events(A);
    let now = pair.now;
    pair.agent(A).cancel(now, call, None).unwrap();
    pair.answer(B, theirs, 200);
    let events = pair.events(A);
    assert!(matches!(&events[..], [Event::Failed { failure: Failure::Cancelled, .. }, Event::Ended { .. }]));
    pair.at(100_000);
    assert!(pair.events(A).is_empty(), "it is not settled as well");
}

#[test]
fn a_call_is_refused_when_its_early_dialog_is_unknown_to_the_caller() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.call();
    // The caller knows of no dialog before a response makes it.
    pair.ask(B, theirs, Method::INFO);
    let events = pair.events(B);
    assert!(matches!(&events[..], [Event::Response { .. }, Event::Ended { reason: EndReason::Unknown, .. }]));
    assert_eq!(pair.log(), "INVITE> <INFO 481> <487 ACK>");
    pair.nothing_is_left();
}

#[test]
fn a_change_that_is_never_answered_is_cancelled_when_the_session_ends() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    pair.ask(A, ours, Method::INVITE);
    pair.events(B);
    pair.answer(B, theirs, 180);
    pair.events(A);
    pair.log();
    // The refusal that goes with the BYE is lost, each time.
    pair.lost = vec!["<487"; 20];
    let now = pair.now;
    pair.agent(B).bye(now, theirs, None).unwrap();
    assert!(matches!(pair.event(A), Event::Ended { .. }));
    assert_eq!(pair.log(), "<487 <BYE 200> CANCEL> <200");
    pair.at(100_000);
    let events = pair.events(A);
    assert!(events.iter().any(|event| matches!(event, Event::RequestFailed { .. })), "{events:?}");
    pair.nothing_is_left();
}

#[test]
fn what_is_asked_in_a_dialog_that_is_being_ended_is_answered_481() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    let now = pair.now;
    pair.lost = vec!["BYE>"];
    pair.agent(A).bye(now, ours, None).unwrap();
    pair.run();
    pair.ask(B, theirs, Method::INFO);
    assert!(pair.events(A).is_empty());
    assert_eq!(pair.log(), "BYE> <INFO 481>");
    assert!(matches!(&pair.events(B)[..], [Event::Response { .. }, Event::Ended { .. }]));
}

#[test]
fn two_requests_that_fail_at_once_are_told_each_with_its_dialog() {
    let mut pair = Pair::new();
    let (ours, _) = pair.talk();
    let (second, _) = pair.talk();
    pair.at(40_000);
    pair.events(A);
    pair.lost = vec!["INVITE>"; 14];
    // The failure of a change ends its session by a BYE, which takes the place of a transaction that is over.
    for dialog in [ours, second] {
        pair.ask(A, dialog, Method::INVITE);
    }
    pair.at(72_000);
    let failed: Vec<_> = pair
        .events(A)
        .into_iter()
        .filter_map(|event| match event {
            Event::RequestFailed { dialog, .. } => Some(dialog),
            _ => None,
        })
        .collect();
    assert_eq!(failed, [Some(ours), Some(second)]);
}

#[test]
fn a_stream_is_left_unread_while_as_many_events_wait_as_may() {
    let mut below = brivas_sip::endpoint::Config::new();
    below.set_max_events(2);
    let mut config = Config::new();
    config.set_endpoint(Arc::new(below));
    let mut pair = Pair::with(config, Config::new());
    let now = pair.now;
    let agent = pair.agent(A);
    let listener = agent.endpoint().listen(Transport::TCP, b"192.0.2.1:5060").unwrap();
    let path = agent.endpoint().accept(now, listener, address(B)).unwrap();
    let mut input = bytes::BytesMut::new();
    for number in 0..6 {
        input.extend_from_slice(
            format!(
                "OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP b;branch=z9hG4bK{number}\r\nFrom: <sip:b@b>;tag=1\r\n\
                 To: <sip:a@b>\r\nCall-ID: {number}\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
            )
            .as_bytes(),
        );
    }
    let whole = input.len();
    for _ in 0..3 {
        agent.handle_input(now, path, &mut input);
        assert_eq!(input.len() * 6, whole * 4, "two are taken and no more");
    }
    assert_eq!(std::iter::from_fn(|| agent.poll_event()).count(), 2);
    agent.handle_input(now, path, &mut input);
    assert_eq!(input.len() * 6, whole * 2);
}
