//! Data on connections, and their end (Q.714 §3.3, §3.5; Q.786).

use brivas_sigtran::sccp::{
    ConnectResponse, ConnectionMessage, Event, Message, MessageType, ReleaseCause, UsageError, Variant,
};

use crate::calls::{CAUSE, ended};
use crate::net::{A, B, Net, hlr};

#[test]
fn data_go_both_ways_in_order_on_one_link() {
    let mut net = Net::new();
    let (ours, theirs) = net.connected();
    for number in 0..10 {
        net.send_on(A, ours, &[number]).unwrap();
        net.send_on(B, theirs, &[number, 1]).unwrap();
    }
    let sent: Vec<Vec<u8>> = (0..10).map(|number| vec![number]).collect();
    assert_eq!(net.data_on(B, theirs), sent);
    assert_eq!(net.data_on(A, ours).len(), 10);
    let from_a: Vec<u8> = net.seen.iter().filter(|(it, _)| it.opc == A).map(|(it, _)| it.sls).collect();
    assert!(from_a.windows(2).all(|pair| pair[0] == pair[1]), "{from_a:?}");
}

#[test]
fn long_data_go_in_segments_all_but_the_last_marked_and_come_out_whole() {
    for (length, segments) in [(1, 1), (255, 1), (256, 2), (510, 2), (511, 3), (65_535, 257)] {
        let mut net = Net::new();
        let (ours, theirs) = net.connected();
        let data: Vec<u8> = (0..length).map(|place| u8::try_from(place % 251).unwrap()).collect();
        net.send_on(A, ours, &data).unwrap();
        assert_eq!(net.data_on(B, theirs), [data], "{length}");
        let marked: Vec<bool> = net
            .seen
            .iter()
            .map(|(_, octets)| match Message::read(octets, Variant::Itu) {
                Ok(Message::Connection(ConnectionMessage::DataForm1 { more, .. })) => more,
                other => panic!("{other:?}"),
            })
            .collect();
        let mut expected = vec![true; segments];
        expected[segments - 1] = false;
        assert_eq!(marked, expected, "{length}");
        assert!(net.seen.iter().all(|(_, octets)| octets.len() <= 272));
    }
}

#[test]
fn segments_are_as_short_as_the_network_wants_them() {
    let mut net = Net::with(|_, config| {
        config.set_longest_message(107);
    });
    let (ours, theirs) = net.connected();
    net.send_on(A, ours, &[1; 201]).unwrap();
    assert_eq!(net.data_on(B, theirs), [vec![1; 201]]);
    let lengths: Vec<usize> = net.seen.iter().map(|(_, octets)| octets.len()).collect();
    assert_eq!(lengths, [107, 107, 8]);
}

#[test]
fn either_side_ends_a_connection_with_data_and_its_number_is_gone() {
    for first in [A, B] {
        let mut net = Net::new();
        let (ours, theirs) = net.connected();
        let (ending, ended, other) = if first == A { (ours, theirs, B) } else { (theirs, ours, A) };
        let now = net.now;
        net.at(first).n_disconnect(now, ending, CAUSE, b"bye").unwrap();
        net.settle();
        let data = b"bye"[..].into();
        assert_eq!(net.events(other), [Event::Disconnected { connection: ended, cause: CAUSE, data }]);
        assert_eq!(net.events(first), []);
        assert_eq!(net.types(), [MessageType::RLSD, MessageType::RLC]);
        assert_eq!(net.send_on(first, ending, b"x"), Err(UsageError::Gone));
        assert_eq!(net.send_on(other, ended, b"x"), Err(UsageError::Gone));
        assert_eq!(net.end(other, ended), Err(UsageError::Gone));
        assert_eq!((net.at(A).poll_timeout(), net.at(B).poll_timeout()), (None, None));
    }
}

#[test]
fn when_both_sides_release_at_once_each_takes_the_others_for_its_answer() {
    let mut net = Net::new();
    let (ours, theirs) = net.connected();
    let now = net.now;
    net.at(A).n_disconnect(now, ours, CAUSE, b"").unwrap();
    net.at(B).n_disconnect(now, theirs, CAUSE, b"").unwrap();
    net.settle();
    assert_eq!(net.types(), [MessageType::RLSD, MessageType::RLSD]);
    assert_eq!((net.events(A), net.events(B)), (vec![], vec![]));
    assert_eq!((net.at(A).connections(), net.at(B).connections()), (0, 0));
}

#[test]
fn what_was_begun_in_segments_is_dropped_when_the_connection_ends() {
    let mut net = Net::with(|_, config| {
        config.set_max_partial_data(600);
    });
    for _ in 0..5 {
        let (ours, theirs) = net.connected();
        let (destination, more) = (theirs.local_reference(), true);
        net.forge(A, B, ConnectionMessage::DataForm1 { destination, more, data: &[1; 255] });
        net.end(A, ours).unwrap();
        assert_eq!(net.events(B), [ended(theirs, ReleaseCause::END_USER_ORIGINATED)]);
    }
    let (ours, theirs) = net.connected();
    net.send_on(A, ours, &[2; 600]).unwrap();
    assert_eq!(net.data_on(B, theirs), [vec![2; 600]], "nothing of before takes up room");
}

#[test]
fn data_too_long_or_none_are_refused_and_nothing_is_sent() {
    let mut net = Net::new();
    let (ours, theirs) = net.connected();
    assert_eq!(net.send_on(A, ours, &[]), Err(UsageError::Empty));
    assert_eq!(net.send_on(A, ours, &[0; 65_536]), Err(UsageError::TooLong));
    let (now, long) = (net.now, [0; 129]);
    assert_eq!(net.at(A).n_disconnect(now, ours, CAUSE, &long), Err(UsageError::TooLong));
    assert_eq!(net.ask(hlr(B), &long), Err(UsageError::TooLong));
    assert!(net.seen.is_empty());
    net.at(A).n_disconnect(now, ours, CAUSE, &long[1..]).unwrap();
    net.settle();
    let data = long[1..].to_vec().into();
    assert_eq!(net.events(B), [Event::Disconnected { connection: theirs, cause: CAUSE, data }]);
    let asked = net.ask(hlr(B), &long[1..]).unwrap();
    let pending = net.asked();
    let response = ConnectResponse { data: &long, ..Default::default() };
    assert_eq!(net.at(B).n_connect_response(now, pending, &response), Err(UsageError::TooLong));
    let response = ConnectResponse { data: &long[1..], ..Default::default() };
    net.at(B).n_connect_response(now, pending, &response).unwrap();
    net.settle();
    assert!(
        matches!(&net.events(A)[..], [Event::Connected { connection, data, .. }] if *connection == asked && data.len() == 128)
    );
}

#[test]
fn an_event_keeps_no_number_alive_that_comes_again_for_another_connection() {
    let mut net = Net::new();
    let (first, _) = net.connected();
    net.end(A, first).unwrap();
    net.events(B);
    let (second, _) = net.connected();
    assert_ne!(first, second);
    assert_ne!(first.local_reference(), second.local_reference());
    assert_eq!(net.send_on(A, first, b"x"), Err(UsageError::Gone));
}

#[test]
fn what_users_say_to_each_other_is_not_shown() {
    let data = || b"secret"[..].into();
    let mut net = Net::new();
    let (connection, _) = net.connected();
    let (called, calling, responding) = (hlr(B), hlr(A), None);
    let cause = ReleaseCause::UNQUALIFIED;
    let message = ConnectionMessage::DataForm1 {
        destination: connection.local_reference(),
        more: false,
        data: b"secret",
    };
    let shown = [
        format!("{:?}", Event::Unitdata { called, calling, in_sequence: true, data: data() }),
        format!("{:?}", Event::Connected { connection, responding, data: data() }),
        format!("{:?}", Event::Data { connection, data: data() }),
        format!("{:?}", Event::Disconnected { connection, cause, data: data() }),
        format!("{:?}", ConnectResponse { data: b"secret", ..Default::default() }),
        format!("{message:?}"),
    ];
    for text in shown {
        assert!(!text.contains("secret") && !text.contains("115"), "{text}");
    }
}
