//! Streams: connections that are made, lost and asked for.

use brivas_sip::endpoint::{Event, Failure, PathEvent};
use brivas_sip::header::Via;
use bytes::BytesMut;

use super::*;

fn tcp() -> Target {
    Target::new(Transport::TCP, peer())
}

impl Test {
    /// The connection that is asked for.
    fn connect(&mut self) -> PathId {
        let events = self.events();
        let [Event::Connect { path, transport, to }] = events.as_slice() else { panic!("{events:?}") };
        assert_eq!((*transport, *to), (Transport::TCP, peer()));
        *path
    }

    fn stream(&mut self, path: PathId, text: &str) {
        let mut input = BytesMut::from(text);
        self.endpoint.handle_input(self.now, path, &mut input);
        assert!(input.is_empty());
    }
}

#[test]
fn requests_wait_for_a_connection_which_is_asked_for_once() {
    let mut test = Test::new();
    test.endpoint.request(test.now, &draft(Method::OPTIONS), tcp()).unwrap();
    let path = test.connect();
    test.endpoint.request(test.now, &draft(Method::INVITE), tcp()).unwrap();
    assert!(test.events().is_empty() && test.sent().is_empty());
    test.endpoint.handle_path(test.now, path, PathEvent::Up);
    let sent = test.sent();
    assert_eq!(sent.iter().map(first_line).collect::<Vec<_>>(), ["OPTIONS", "INVITE"]);
    assert_eq!(sent[0].need::<Via<'_>>().unwrap().transport, Transport::TCP);
    test.at(31_999);
    assert!(test.sent().is_empty(), "nothing is sent again");
    test.at(32_000);
    assert_eq!(test.events().len(), 2, "Timers B and F");
}

#[test]
fn a_response_on_a_connection_belongs_to_its_request_however_it_is_cut() {
    let mut test = Test::new();
    test.endpoint.request(test.now, &draft(Method::OPTIONS), tcp()).unwrap();
    let path = test.connect();
    test.endpoint.handle_path(test.now, path, PathEvent::Up);
    let request = test.sent_one();
    let response = Response::new(StatusCode::OK).to_bytes(&request, b"x");
    let mut input = BytesMut::new();
    for octet in &response {
        input.extend_from_slice(&[*octet]);
        test.endpoint.handle_input(test.now, path, &mut input);
    }
    assert_eq!(test.responses(), [200]);
    assert_eq!(test.endpoint.transactions(), (0, 0), "Timer K is zero");
}

#[test]
fn a_connection_that_fails_lets_those_fail_that_nothing_was_heard_of() {
    let mut test = Test::new();
    let ringing = test.endpoint.request(test.now, &draft(Method::INVITE), tcp()).unwrap();
    let path = test.connect();
    test.endpoint.handle_path(test.now, path, PathEvent::Up);
    let invite = test.sent_one();
    let octets = Response::new(StatusCode::RINGING).to_bytes(&invite, b"x");
    test.stream(path, std::str::from_utf8(&octets).unwrap());
    let silent = test.endpoint.request(test.now, &draft(Method::OPTIONS), tcp()).unwrap();
    assert_eq!(test.responses(), [180]);

    test.endpoint.handle_path(test.now, path, PathEvent::Down);
    assert!(
        matches!(test.events().as_slice(), [Event::Failed { id, failure: Failure::Transport }] if *id == silent)
    );
    assert_eq!(Failure::Transport.status_code(), StatusCode::SERVICE_UNAVAILABLE);

    // The response of the other comes by a connection that the peer makes.
    let other = test.endpoint.accept(test.now, test.tcp, "192.0.2.1:40000".parse().unwrap()).unwrap();
    let octets = Response::new(StatusCode::OK).to_bytes(&invite, b"x");
    test.stream(other, std::str::from_utf8(&octets).unwrap());
    assert!(matches!(test.events().as_slice(), [Event::Response { id, .. }] if *id == ringing));
}

#[test]
fn a_long_request_goes_over_tcp_and_over_udp_if_there_is_no_connection() {
    let mut test = Test::new();
    let mut long = draft(Method::MESSAGE);
    long.put_text("X-Long", &[b'x'; 1200]);
    let id = test.endpoint.request(test.now, &long, Target::new(Transport::UDP, peer())).unwrap();
    let path = test.connect();
    test.endpoint.handle_path(test.now, path, PathEvent::Down);
    let sent = test.sent_one();
    let via: Via<'_> = sent.need().unwrap();
    assert_eq!((via.transport, via.rport), (Transport::UDP, Some(None)));
    test.at(500);
    assert_eq!(test.sent_one().octets(), sent.octets(), "over UDP it is sent again");
    test.answer(&sent, 200);
    assert!(matches!(test.events().as_slice(), [Event::Response { id: of, .. }] if *of == id));

    // The next one tries anew, and the connection stays.
    test.endpoint.request(test.now, &long, Target::new(Transport::UDP, peer())).unwrap();
    let path = test.connect();
    test.endpoint.handle_path(test.now, path, PathEvent::Up);
    assert_eq!(test.sent_one().need::<Via<'_>>().unwrap().transport, Transport::TCP);
    test.send(Method::OPTIONS);
    assert_eq!(test.sent_one().need::<Via<'_>>().unwrap().transport, Transport::UDP, "only what is long");
}

#[test]
fn a_long_request_that_went_by_a_connection_does_not_go_once_more_when_that_is_lost() {
    let mut test = Test::new();
    let mut long = draft(Method::MESSAGE);
    long.put_text("X-Long", &[b'x'; 1200]);
    let id = test.endpoint.request(test.now, &long, Target::new(Transport::UDP, peer())).unwrap();
    let path = test.connect();
    test.endpoint.handle_path(test.now, path, PathEvent::Up);
    test.sent_one();
    // It may have come, and be done.
    test.endpoint.handle_path(test.now, path, PathEvent::Down);
    assert!(test.sent().is_empty());
    let events = test.events();
    assert!(matches!(events[..], [Event::Failed { id: of, failure: Failure::Transport }] if of == id));
}

#[test]
fn an_invite_whose_copies_come_by_datagrams_takes_them_in_behind_its_ack() {
    let mut test = Test::new();
    let path = test.endpoint.accept(test.now, test.tcp, "192.0.2.1:40000".parse().unwrap()).unwrap();
    test.stream(path, &request_by("INVITE", "TCP 192.0.2.1:5062;branch=z9hG4bK1"));
    let (id, ..) = test.request();
    test.respond(id, 486);
    assert_eq!(first_line(&test.sent_one()), "486");
    let copy = request_by("INVITE", "UDP 192.0.2.1:5062;branch=z9hG4bK1");
    test.datagram(&copy);
    assert_eq!(first_line(&test.sent_one()), "486");
    test.datagram(&request_by("ACK", "UDP 192.0.2.1:5062;branch=z9hG4bK1"));
    test.datagram(&copy);
    assert!(test.sent().is_empty() && test.events().is_empty(), "no other call");
    test.at(5_000);
    assert_eq!(test.endpoint.transactions(), (0, 0), "Timer I is T4");
}

#[test]
fn responses_go_back_on_the_connection_and_on_another_if_it_is_closed() {
    let mut test = Test::new();
    let from: SocketAddr = "192.0.2.1:40000".parse().unwrap();
    let path = test.endpoint.accept(test.now, test.tcp, from).unwrap();
    test.stream(path, &request_by("INVITE", "TCP 192.0.2.1:5062;branch=z9hG4bK1"));
    let (id, ..) = test.request();
    test.respond(id, 180);
    let ringing = test.endpoint.poll_transmit().unwrap();
    assert_eq!((ringing.path, ringing.to), (path, from));

    test.endpoint.handle_path(test.now, path, PathEvent::Down);
    test.respond(id, 486);
    let path = test.connect();
    test.endpoint.handle_path(test.now, path, PathEvent::Up);
    assert_eq!(first_line(&test.sent_one()), "486");
    test.stream(path, &request_by("ACK", "TCP 192.0.2.1:5062;branch=z9hG4bK1"));
    assert_eq!(test.endpoint.transactions(), (0, 0), "Timer I is zero");
}

#[test]
fn a_ping_is_two_line_ends_and_its_answer_is_one() {
    let mut test = Test::new();
    let path = test.endpoint.accept(test.now, test.tcp, peer()).unwrap();
    test.stream(path, "\r\n");
    assert!(test.endpoint.poll_transmit().is_none(), "one alone is an answer");
    test.stream(path, &request_by("OPTIONS", "TCP 192.0.2.1:5062;branch=z9hG4bK1"));
    test.stream(path, "\r\n\r\n\r\n");
    assert_eq!(test.endpoint.poll_transmit().unwrap().octets, b"\r\n"[..]);
    assert!(test.endpoint.poll_transmit().is_none());
}

#[test]
fn a_stream_without_a_length_is_answered_and_ended() {
    let mut test = Test::new();
    let path = test.endpoint.accept(test.now, test.tcp, peer()).unwrap();
    let text =
        request_by("OPTIONS", "TCP 192.0.2.1:5062;branch=z9hG4bK1").replace("Content-Length: 0\r\n", "");
    test.stream(path, &text);
    assert_eq!(first_line(&test.sent_one()), "400");
    assert!(
        matches!(test.events().as_slice(), [Event::Bad { .. }, Event::Disconnect { path: of }] if *of == path)
    );
    test.stream(path, &text);
    assert!(test.events().is_empty(), "nothing more is read");
}

#[test]
fn an_accepted_connection_takes_requests_by_name_or_by_alias() {
    let mut test = Test::new();
    let from: SocketAddr = "192.0.2.1:40000".parse().unwrap();
    let path = test.endpoint.accept(test.now, test.tcp, from).unwrap();
    test.endpoint
        .request(test.now, &draft(Method::OPTIONS), Target::new(Transport::TCP, from).on(path))
        .unwrap();
    assert_eq!(test.endpoint.poll_transmit().unwrap().path, path);

    test.endpoint.alias(path, peer()).unwrap();
    test.endpoint.request(test.now, &draft(Method::OPTIONS), tcp()).unwrap();
    let sent = test.endpoint.poll_transmit().unwrap();
    assert_eq!((sent.path, sent.to), (path, from));
    test.endpoint.handle_path(test.now, path, PathEvent::Down);
    test.events();
    test.endpoint.request(test.now, &draft(Method::OPTIONS), tcp()).unwrap();
    assert_ne!(test.connect(), path, "the alias is gone with it");
}

#[test]
fn a_websocket_carries_one_message_each_time() {
    let mut test = Test::new();
    let ws = test.endpoint.listen(Transport::WS, b"192.0.2.9:5066").unwrap();
    let path = test.endpoint.accept(test.now, ws, peer()).unwrap();
    let text = request_by("REGISTER", "WS df7jal23ls0d.invalid;branch=z9hG4bK1")
        .replace("Content-Length: 0\r\n", "");
    test.endpoint.handle_message(test.now, path, Bytes::from(text));
    let (id, _, source) = test.request();
    assert_eq!(source.transport, Transport::WS);
    test.respond(id, 200);
    assert_eq!(test.endpoint.poll_transmit().unwrap().path, path);
    test.endpoint.handle_message(test.now, path, Bytes::from_static(b"\r\n\r\n"));
    assert_eq!(test.endpoint.poll_transmit().unwrap().octets, b"\r\n"[..]);
}
