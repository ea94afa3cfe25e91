//! Datagrams that were not delivered, as the network has told (RFC 3261 §18.4).

use brivas_sip::endpoint::{Event, Failure};

use super::*;

impl Test {
    fn unreachable(&mut self, peer: SocketAddr) {
        let (now, udp) = (self.now, self.udp);
        self.endpoint.handle_unreachable(now, udp, peer);
    }
}

#[test]
fn what_nothing_was_heard_of_fails_at_once_and_nothing_else() {
    let mut test = Test::new();
    let (silent, invite) = (test.send(Method::OPTIONS), test.send(Method::INVITE));
    test.sent();
    test.send(Method::INVITE);
    let ringing = test.sent_one();
    test.answer(&ringing, 180);
    assert_eq!(test.responses(), [180]);
    let elsewhere: SocketAddr = "192.0.2.1:5063".parse().unwrap();
    let other = test
        .endpoint
        .request(test.now, &draft(Method::OPTIONS), Target::new(Transport::UDP, elsewhere))
        .unwrap();
    test.sent();

    test.unreachable(peer());
    let events = test.events();
    let failed: Vec<_> = events
        .iter()
        .map(|event| match event {
            Event::Failed { id, failure: Failure::Transport } => *id,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(failed, [silent, invite]);
    assert_eq!(test.endpoint.transactions().0, 2, "the one that rings, and the one to another port");
    test.unreachable(peer());
    assert!(test.events().is_empty());
    test.unreachable(elsewhere);
    assert!(matches!(test.events().as_slice(), [Event::Failed { id, .. }] if *id == other));
    test.answer(&ringing, 486);
    assert_eq!(test.responses(), [486]);
}

#[test]
fn another_socket_and_what_is_over_are_not_concerned() {
    let mut test = Test::new();
    let second = test.endpoint.listen(Transport::UDP, b"192.0.2.9:5070").unwrap();
    test.send(Method::OPTIONS);
    let request = test.sent_one();
    test.endpoint.handle_unreachable(test.now, second, peer());
    test.endpoint.handle_unreachable(test.now, test.tcp, peer());
    assert!(test.events().is_empty());
    test.answer(&request, 200);
    assert_eq!(test.responses(), [200]);
    test.unreachable(peer());
    assert!(test.events().is_empty());
    test.at(10_000);
    assert_eq!(test.endpoint.transactions(), (0, 0));
}

#[test]
fn a_long_request_that_fell_back_to_datagrams_fails_by_them() {
    let mut test = Test::new();
    let mut long = draft(Method::MESSAGE);
    long.put_text("X-Long", &[b'x'; 1200]);
    let id = test.endpoint.request(test.now, &long, Target::new(Transport::UDP, peer())).unwrap();
    let events = test.events();
    let [Event::Connect { path, .. }] = events.as_slice() else { panic!("{events:?}") };
    test.unreachable(peer());
    assert!(test.events().is_empty(), "it waits for the connection");
    test.endpoint.handle_path(test.now, *path, brivas_sip::endpoint::PathEvent::Down);
    test.sent_one();
    test.unreachable(peer());
    assert!(matches!(test.events().as_slice(), [Event::Failed { id: of, .. }] if *of == id));
    assert_eq!(test.endpoint.transactions(), (0, 0));
}
