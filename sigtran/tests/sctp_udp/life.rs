//! How associations begin and end.

use std::time::Duration;

use brivas_sigtran::m3ua::{AssociationEvent, AssociationId};
use brivas_sigtran::sctp::udp::{Config, Udp};
use brivas_sigtran::sctp::{DownReason, Event, PPID_M3UA, UsageError};

use crate::net::{ANSWER, CALL, Net, address, remote};

fn net() -> Net {
    Net::connected(Config::new(), Config::new())
}

#[test]
fn the_events_are_those_of_an_association_of_m3ua() {
    let up = Event::Up { association: CALL, streams: 17 };
    assert_eq!(up.association_event(), Some((CALL, AssociationEvent::Up { streams: 17 })));
    let restart = Event::Restart { association: CALL };
    assert_eq!(restart.association_event(), Some((CALL, AssociationEvent::Restart)));
    let down = Event::Down { association: CALL, reason: DownReason::Lost };
    assert_eq!(down.association_event(), Some((CALL, AssociationEvent::Down)));
}

#[test]
fn the_streams_are_the_fewest_of_both_sides() {
    let mut few = Config::new();
    few.set_streams(5).set_accept(true);
    let mut net = Net::new();
    net.add(1, Config::new());
    net.add(2, few);
    net.open();
    net.run(Duration::from_secs(1));
    assert_eq!(net.told(1), [Event::Up { association: CALL, streams: 5 }]);
    assert_eq!(net.told(2)[1], Event::Up { association: ANSWER, streams: 5 });
    assert_eq!(net.send(1, 5, "x"), Err(UsageError::Stream));
    assert_eq!(net.send(1, 4, "x"), Ok(()));
}

#[test]
fn a_shutdown_delivers_what_was_taken_before() {
    let mut net = net();
    for n in 0..500_u16 {
        net.send(1, 1, n.to_be_bytes().to_vec()).unwrap();
    }
    let now = net.now;
    net.host(1).close(now, CALL).unwrap();
    assert_eq!(net.send(1, 1, "late"), Err(UsageError::NotUp));
    net.run(Duration::from_secs(5));
    assert_eq!(net.told(1), [Event::Down { association: CALL, reason: DownReason::Shutdown }]);
    let told = net.told(2);
    assert_eq!(told.len(), 501);
    assert_eq!(told[500], Event::Down { association: ANSWER, reason: DownReason::Shutdown });
    assert_eq!((net.host(1).associations(), net.host(2).associations()), (0, 0));
    assert_eq!(net.host(1).poll_timeout(), None);
}

#[test]
fn an_abort_tells_both_sides_at_once() {
    let mut net = net();
    let now = net.now;
    net.host(2).abort(now, ANSWER).unwrap();
    assert_eq!(net.host(2).abort(now, ANSWER), Err(UsageError::Gone));
    net.run(Duration::from_secs(1));
    assert_eq!(net.down(1), Some(DownReason::AbortedByPeer));
    assert_eq!(net.down(2), Some(DownReason::Aborted));
}

#[test]
fn a_peer_that_is_not_there_is_given_up_after_max_init_retransmits() {
    let mut net = Net::new();
    net.add(1, Config::new());
    net.open();
    net.run(Duration::from_secs(3600));
    assert_eq!(net.down(1), Some(DownReason::Lost));
    // The INIT and eight more.
    assert_eq!(net.log.len(), 9);
}

#[test]
fn a_peer_that_takes_no_associations_refuses_by_abort() {
    let mut net = Net::new();
    net.add(1, Config::new());
    net.add(2, Config::new());
    net.open();
    net.run(Duration::from_secs(1));
    assert_eq!(net.down(1), Some(DownReason::AbortedByPeer));
    assert!(net.told(2).is_empty());
}

#[test]
fn an_idle_peer_that_dies_is_found_out_by_heartbeats() {
    let mut config = Config::new();
    config.set_association_max_retrans(2).set_hb_interval(Duration::from_secs(5));
    let mut net = Net::connected(config, Config::new());
    net.run(Duration::from_secs(600));
    assert_eq!(net.told(1), []);
    net.dead.push(2);
    net.run(Duration::from_secs(60));
    assert_eq!(net.down(1), Some(DownReason::Lost));
}

#[test]
fn a_peer_that_dies_with_messages_under_way_is_found_out_and_what_never_went_out_comes_back() {
    let mut config = Config::new();
    config.set_association_max_retrans(3);
    let mut net = Net::connected(config, Config::new());
    net.dead.push(2);
    for n in 0..100 {
        net.send(1, 1, vec![n; 1000]).unwrap();
    }
    net.run(Duration::from_secs(120));
    let told = net.told(1);
    let (last, unsent) = told.split_last().unwrap();
    assert_eq!(*last, Event::Down { association: CALL, reason: DownReason::Lost });
    let numbers: Vec<u8> = unsent
        .iter()
        .map(|event| match event {
            Event::Unsent { association: CALL, stream_id: 1, ppid: PPID_M3UA, octets } => octets[0],
            other => panic!("{other:?}"),
        })
        .collect();
    // The congestion window of ten packets went out.
    assert_eq!(numbers, (u8::try_from(100 - numbers.len()).unwrap()..100).collect::<Vec<_>>());
    assert!(numbers.len() > 50 && numbers.len() < 100, "{}", numbers.len());
}

#[test]
fn a_peer_that_begins_anew_restarts_the_association() {
    let mut net = net();
    net.add(1, Config::new());
    net.open();
    net.run(Duration::from_secs(1));
    assert_eq!(net.told(1), [Event::Up { association: CALL, streams: 17 }]);
    assert_eq!(net.told(2), [Event::Restart { association: ANSWER }]);
    net.send(2, 3, "still there").unwrap();
    net.send(1, 3, "so am I").unwrap();
    net.run(Duration::from_secs(1));
    assert_eq!((net.messages(1).len(), net.messages(2).len()), (1, 1));
}

#[test]
fn both_sides_may_open_at_the_same_time() {
    let mut listening = Config::new();
    listening.set_accept(true);
    let mut net = Net::new();
    net.add(1, listening.clone());
    net.add(2, listening);
    net.open();
    let now = net.now;
    net.host(2).open(now, CALL, &remote(1)).unwrap();
    net.run(Duration::from_secs(10));
    assert!(net.told(1).contains(&Event::Up { association: CALL, streams: 17 }));
    assert!(net.told(2).contains(&Event::Up { association: CALL, streams: 17 }));
    assert_eq!((net.host(1).associations(), net.host(2).associations()), (1, 1));
    net.send(1, 1, "hello").unwrap();
    net.run(Duration::from_secs(1));
    assert_eq!(net.messages(2).len(), 1);
}

#[test]
fn a_peer_whose_udp_port_changes_is_followed() {
    let mut net = net();
    net.send(1, 1, "from another port").unwrap();
    let now = net.now;
    let other = std::net::SocketAddr::new(address(1).ip(), 4444);
    let (_, octets) = net.host(1).poll_transmit().unwrap();
    net.host(2).handle_datagram(now, other, octets);
    assert_eq!(net.host(2).poll_transmit().unwrap().0, other);
    net.send(2, 1, "there").unwrap();
    assert_eq!(net.host(2).poll_transmit().unwrap().0, other);
}

#[test]
fn a_packet_with_the_right_tag_is_taken_from_another_address_and_answered_there() {
    let mut net = net();
    net.send(1, 1, "from another address").unwrap();
    let now = net.now;
    let (_, octets) = net.host(1).poll_transmit().unwrap();
    net.host(2).handle_datagram(now, address(7), octets);
    assert_eq!(net.host(2).poll_transmit().unwrap().0, address(7));
    net.send(2, 1, "there").unwrap();
    assert_eq!(net.host(2).poll_transmit().unwrap().0, address(1));
}

#[test]
fn there_is_one_association_with_a_peer() {
    let mut net = net();
    let now = net.now;
    assert_eq!(net.host(1).open(now, CALL, &remote(3)), Err(UsageError::Exists));
    assert_eq!(net.host(1).open(now, AssociationId(2), &remote(2)), Err(UsageError::Exists));
    assert_eq!(net.host(1).open(now, AssociationId(2), &remote(3)), Ok(()));
}

#[test]
fn time_that_goes_back_is_the_latest_time() {
    let mut net = net();
    let earlier = net.now - Duration::from_millis(500);
    net.host(1).send(earlier, CALL, 1, PPID_M3UA, "x".into()).unwrap();
    net.host(1).handle_timeout(earlier);
    assert!(Udp::poll_transmit(net.host(1)).is_some());
}
