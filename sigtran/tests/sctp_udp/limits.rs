//! Every limit at its bound.

use std::time::Duration;

use brivas_sigtran::m3ua::AssociationId;
use brivas_sigtran::sctp::udp::Config;
use brivas_sigtran::sctp::{DownReason, UsageError};

use crate::net::{CALL, Net, address, data_chunks, remote};

#[test]
fn the_send_queue_takes_its_octets_and_no_more() {
    let mut config = Config::new();
    config.set_max_send_queue(1000).set_max_message(500);
    let mut net = Net::connected(config, Config::new());
    assert_eq!(net.send(1, 1, vec![0; 501]), Err(UsageError::Length));
    assert_eq!(net.send(1, 1, vec![]), Err(UsageError::Length));
    assert_eq!(net.send(1, 1, vec![0; 500]), Ok(()));
    assert_eq!(net.send(1, 1, vec![0; 499]), Ok(()));
    assert_eq!(net.send(1, 1, vec![0; 2]), Err(UsageError::SendQueueFull));
    assert_eq!(net.send(1, 1, vec![0; 1]), Ok(()));
    net.run(Duration::from_secs(1));
    assert_eq!(net.messages(2).len(), 3);
    assert_eq!(net.send(1, 1, vec![0; 500]), Ok(()));
}

#[test]
fn there_are_so_many_associations_and_the_next_is_refused() {
    let mut config = Config::new();
    config.set_max_associations(2).set_accept(true);
    let mut net = Net::new();
    net.add(2, config.clone());
    for host in [3, 4, 5] {
        net.add(host, Config::new());
        let now = net.now;
        net.host(host).open(now, CALL, &remote(2)).unwrap();
        net.run(Duration::from_secs(1));
    }
    assert_eq!((net.down(3), net.down(4)), (None, None));
    assert_eq!(net.down(5), Some(DownReason::AbortedByPeer));
    let now = net.now;
    assert_eq!(net.host(2).open(now, CALL, &remote(9)), Err(UsageError::Full));
    net.host(4).abort(now, CALL).unwrap();
    net.run(Duration::from_secs(1));
    assert_eq!(net.host(2).open(now, CALL, &remote(9)), Ok(()));
}

#[test]
fn what_the_owner_does_not_take_closes_the_window_and_nothing_is_lost() {
    let mut slow = Config::new();
    slow.set_max_events(4).set_receive_window(8000);
    let mut net = Net::connected(Config::new(), slow);
    for n in 0..200_u8 {
        net.send(1, 1, vec![n; 500]).unwrap();
    }
    // Host 2 is asked for nothing for a while: only datagrams go to and fro.
    for _ in 0..200 {
        let now = net.now;
        while let Some((_, octets)) = net.host(1).poll_transmit() {
            net.host(2).handle_datagram(now, address(1), octets);
        }
        while let Some((_, octets)) = net.host(2).poll_transmit() {
            net.host(1).handle_datagram(now, address(2), octets);
        }
        net.now += Duration::from_millis(100);
        let now = net.now;
        net.host(1).handle_timeout(now);
        net.host(2).handle_timeout(now);
    }
    net.drain();
    let taken = net.messages(2).len();
    assert!(taken < 200, "the window never closed");
    assert!(taken >= 8000 / 500, "{taken}");
    net.run(Duration::from_secs(600));
    let rest = net.messages(2);
    assert_eq!(taken + rest.len(), 200);
    assert_eq!(rest.last().unwrap().1[0], 199);
}

#[test]
fn what_comes_is_dropped_while_too_much_waits_to_go() {
    let mut config = Config::new();
    config.set_max_transmit(3).set_accept(true);
    let mut net = Net::new();
    net.add(2, config);
    for host in 10..20 {
        net.add(host, Config::new());
        let now = net.now;
        net.host(host).open(now, CALL, &remote(2)).unwrap();
        let (_, octets) = net.host(host).poll_transmit().unwrap();
        net.host(2).handle_datagram(now, address(host), octets);
    }
    let answers = std::iter::from_fn(|| net.host(2).poll_transmit()).count();
    assert_eq!(answers, 3);
}

#[test]
fn no_association_begins_while_too_many_events_wait() {
    let mut config = Config::new();
    config.set_max_events(2).set_accept(true);
    let mut net = Net::new();
    net.add(2, config);
    for host in [3, 4] {
        net.add(host, Config::new());
        let now = net.now;
        net.host(host).open(now, CALL, &remote(2)).unwrap();
        for _ in 0..2 {
            let (_, octets) = net.host(host).poll_transmit().unwrap();
            net.host(2).handle_datagram(now, address(host), octets);
            while let Some((_, octets)) = net.host(2).poll_transmit() {
                net.host(host).handle_datagram(now, address(2), octets);
            }
        }
    }
    assert_eq!(net.host(2).associations(), 1);
    // Once the owner has taken the events the next try succeeds.
    net.run(Duration::from_secs(5));
    assert_eq!(net.host(2).associations(), 2);
}

#[test]
fn a_flood_of_inits_leaves_nothing_behind() {
    let mut config = Config::new();
    config.set_accept(true);
    let mut net = Net::new();
    net.add(2, config);
    net.add(1, Config::new());
    net.open();
    let (_, octets) = net.host(1).poll_transmit().unwrap();
    let now = net.now;
    for host in 3..=250 {
        net.host(2).handle_datagram(now, address(host), octets.clone());
        assert!(net.host(2).poll_transmit().is_some());
    }
    assert_eq!((net.host(2).associations(), net.host(2).poll_timeout()), (0, None));
    assert_eq!(net.host(2).poll_event(), None);
}

#[test]
fn no_more_than_a_burst_of_packets_goes_out_at_once() {
    let mut net = Net::connected(Config::new(), Config::new());
    for _ in 0..40 {
        net.send(1, 1, vec![0; 1000]).unwrap();
    }
    let packets: Vec<_> = std::iter::from_fn(|| net.host(1).poll_transmit()).collect();
    assert_eq!(packets.iter().map(|(_, octets)| data_chunks(octets).len()).sum::<usize>(), 4);
}

#[test]
fn calls_for_an_association_that_is_not_there_are_refused() {
    let mut net = Net::new();
    net.add(1, Config::new());
    let (now, none) = (net.now, AssociationId(7));
    assert_eq!(net.host(1).send(now, none, 0, 3, "x".into()), Err(UsageError::Gone));
    assert_eq!(net.host(1).close(now, none), Err(UsageError::Gone));
    assert_eq!(net.host(1).abort(now, none), Err(UsageError::Gone));
    net.open();
    assert_eq!(net.send(1, 0, "x"), Err(UsageError::NotUp));
}
