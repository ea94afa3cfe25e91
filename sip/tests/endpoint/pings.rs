//! Keep-alives of ours (RFC 5626 §4.4.1).

use brivas_sip::endpoint::{Event, Failure, PathEvent, UsageError};
use bytes::BytesMut;

use super::*;

/// A connection that is up, and is kept alive with this Flow-Timer.
fn kept(seconds: Option<u64>) -> (Test, PathId) {
    let mut test = Test::new();
    let path = test.endpoint.accept(test.now, test.tcp, peer()).unwrap();
    test.endpoint.keep_alive(test.now, path, seconds.map(Duration::from_secs)).unwrap();
    (test, path)
}

impl Test {
    /// The milliseconds at which the next thing is due.
    fn due(&self) -> u128 {
        (self.endpoint.poll_timeout().unwrap() - self.start).as_millis()
    }

    /// Runs what is due next.
    fn step(&mut self) {
        let due = u64::try_from(self.due()).unwrap();
        self.at(due);
    }

    fn octets(&mut self) -> Vec<Bytes> {
        std::iter::from_fn(|| self.endpoint.poll_transmit()).map(|sent| sent.octets).collect()
    }

    fn input(&mut self, path: PathId, text: &str) {
        let mut input = BytesMut::from(text);
        self.endpoint.handle_input(self.now, path, &mut input);
    }
}

#[test]
fn pings_go_at_random_times_within_what_the_standard_says() {
    for (told, least, most) in [(None, 95_000, 120_000), (Some(30), 24_000, 30_000), (Some(0), 800, 1_000)] {
        let (mut test, path) = kept(told);
        let mut waits = Vec::new();
        for _ in 0..50 {
            let began = (test.now - test.start).as_millis();
            test.step();
            waits.push((test.now - test.start).as_millis() - began);
            assert_eq!(test.octets(), [&b"\r\n\r\n"[..]]);
            test.input(path, "\r\n");
        }
        assert!(waits.iter().all(|wait| (least..=most).contains(wait)), "{waits:?}");
        waits.sort_unstable();
        waits.dedup();
        assert!(waits.len() > 20, "they differ: {waits:?}");
        assert!(test.events().is_empty());
    }
}

#[test]
fn a_flow_without_an_answer_for_ten_seconds_has_failed() {
    let (mut test, path) = kept(Some(100));
    test.step();
    test.octets();
    let pinged = u64::try_from((test.now - test.start).as_millis()).unwrap();
    let waits = test.endpoint.request(
        test.now,
        &draft(Method::OPTIONS),
        Target::new(Transport::TCP, peer()).on(path),
    );
    let waits = waits.unwrap();
    test.at(pinged + 9_999);
    assert!(test.events().is_empty());
    // What else comes is no answer to it.
    test.input(path, &request_by("OPTIONS", "TCP 192.0.2.1:5062;branch=z9hG4bK1"));
    test.request();
    test.at(pinged + 10_000);
    let events = test.events();
    assert!(
        matches!(&events[..], [
            Event::Disconnect { path: closed },
            Event::Failed { id, failure: Failure::Transport },
            Event::FlowFailed { path: failed },
        ] if *closed == path && *failed == path && *id == waits),
        "{events:?}"
    );
    assert_eq!(test.endpoint.keep_alive(test.now, path, None), Err(UsageError::Gone));
}

#[test]
fn a_connection_that_ends_is_told_to_whoever_keeps_it_alive() {
    let (mut test, path) = kept(None);
    test.endpoint.handle_path(test.now, path, PathEvent::Down);
    assert!(matches!(test.events().as_slice(), [Event::FlowFailed { path: failed }] if *failed == path));
    assert_eq!(test.endpoint.poll_timeout(), None);
}

#[test]
fn an_answer_and_a_ping_of_the_other_side_are_told_from_each_other() {
    let (mut test, path) = kept(Some(100));
    test.input(path, "\r\n\r\n");
    assert_eq!(test.octets(), [&b"\r\n"[..]], "it pings");
    test.step();
    assert_eq!(test.octets(), [&b"\r\n\r\n"[..]], "so do we");
    // Its next ping crosses ours: the answer comes in the end, and it has one, too.
    test.input(path, "\r\n\r\n\r\n");
    assert_eq!(test.octets(), [&b"\r\n"[..]]);
    test.step();
    assert_eq!(test.octets(), [&b"\r\n\r\n"[..]]);
    assert!(test.events().is_empty());
}

#[test]
fn connections_that_we_make_are_kept_alive_if_that_is_set_from_when_they_are_up() {
    let mut config = Config::new();
    config.set_keep_alives(true);
    let mut test = Test::with(config);
    test.endpoint.request(test.now, &draft(Method::OPTIONS), Target::new(Transport::TCP, peer())).unwrap();
    let events = test.events();
    let [Event::Connect { path, .. }] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(test.endpoint.connection(Target::new(Transport::TCP, peer())), Some(*path));
    assert_eq!(test.endpoint.connection(Target::new(Transport::UDP, peer())), None);
    test.at(5_000);
    test.endpoint.handle_path(test.now, *path, PathEvent::Up);
    let request = test.sent_one();
    let response = Response::new(StatusCode::OK).to_bytes(&request, b"x");
    test.input(*path, std::str::from_utf8(&response).unwrap());
    assert_eq!(test.responses(), [200]);
    assert!((100_000..=125_000).contains(&test.due()));
    test.step();
    assert_eq!(test.octets(), [&b"\r\n\r\n"[..]]);
}

#[test]
fn on_websocket_a_ping_is_a_message() {
    let mut test = Test::new();
    let ws = test.endpoint.listen(Transport::WS, b"192.0.2.9:5066").unwrap();
    let path = test.endpoint.accept(test.now, ws, peer()).unwrap();
    test.endpoint.keep_alive(test.now, path, None).unwrap();
    test.step();
    assert_eq!(test.octets(), [&b"\r\n\r\n"[..]]);
    let before = test.due();
    test.endpoint.handle_message(test.now, path, Bytes::from_static(b"\r\n"));
    assert!(test.due() > before + 80_000);
    assert!(test.octets().is_empty() && test.events().is_empty());
}

#[test]
fn any_flow_timer_is_taken() {
    for seconds in [u64::MAX, 21_474_836, 21_474_837, 1 << 40] {
        kept(Some(seconds));
    }
    let (test, _) = kept(Some(86_400));
    assert!((69_120_000..=86_400_000).contains(&test.due()));
}

#[test]
fn sockets_and_listeners_are_no_flows_to_be_kept() {
    let mut test = Test::new();
    for path in [test.udp, test.tcp] {
        assert_eq!(test.endpoint.keep_alive(test.now, path, None), Err(UsageError::Gone));
    }
}
