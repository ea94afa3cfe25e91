//! Messages arrive once and in order, and short ones in one piece.

use std::collections::BTreeMap;
use std::time::Duration;

use brivas_sigtran::sctp::udp::Config;
use bytes::Bytes;

use crate::net::{Net, WHOLE, Weather, data_chunks};

const STREAMS: u16 = 17;

/// Of this length, beginning with its number.
fn message(number: u32, length: usize) -> Bytes {
    let mut octets = number.to_be_bytes().to_vec();
    octets.resize(length.max(4), 0x5A);
    octets.into()
}

fn number(octets: &[u8]) -> u32 {
    u32::from_be_bytes(octets[..4].try_into().unwrap())
}

/// Sends messages of these lengths both ways, and checks that each arrives once, whole, in the order of its stream.
fn carry(net: &mut Net, lengths: &[usize]) {
    let mut expected: BTreeMap<u16, Vec<(u32, usize)>> = BTreeMap::new();
    for (index, length) in lengths.iter().enumerate() {
        let (n, stream) = (u32::try_from(index).unwrap(), u16::try_from(index).unwrap() % STREAMS);
        expected.entry(stream).or_default().push((n, (*length).max(4)));
        for host in [1, 2] {
            net.send(host, stream, message(n, *length)).unwrap();
        }
        if index % 7 == 0 {
            net.run(Duration::from_millis(1));
        }
    }
    net.run(Duration::from_secs(7200));
    for host in [1, 2] {
        let mut got: BTreeMap<u16, Vec<(u32, usize)>> = BTreeMap::new();
        for (stream, octets) in net.messages(host) {
            got.entry(stream).or_default().push((number(&octets), octets.len()));
        }
        assert!(got == expected, "host {host} got {} of {}", got.values().flatten().count(), lengths.len());
    }
}

/// Lengths from 4 to the fragmentation point, in no order.
fn lengths(count: usize) -> Vec<usize> {
    let longest = Config::new().fragmentation_point(false);
    (0..count).map(|n| 4 + (n * 7919) % (longest - 3)).collect()
}

fn assert_whole(net: &Net) {
    let chunks: Vec<_> = net.log.iter().flat_map(|(_, octets)| data_chunks(octets)).collect();
    assert!(!chunks.is_empty());
    for (flags, user_data) in chunks {
        assert_eq!(flags & WHOLE, WHOLE, "a piece of {} octets", user_data.len());
    }
}

#[test]
fn messages_below_the_path_mtu_are_never_fragmented() {
    let mut net = Net::connected(Config::new(), Config::new());
    carry(&mut net, &lengths(3000));
    assert_whole(&net);
    assert!(net.log.iter().all(|(_, octets)| octets.len() <= 1472));
}

#[test]
fn messages_below_the_path_mtu_are_never_fragmented_when_packets_are_lost() {
    for (lost, repeated, late) in [(2, 0, 0), (10, 5, 10), (15, 0, 30), (0, 30, 50)] {
        let mut net = Net::connected(Config::new(), Config::new());
        net.weather = Weather { lost, repeated, late };
        carry(&mut net, &lengths(1000));
        assert_whole(&net);
    }
}

#[test]
fn messages_below_the_path_mtu_are_never_fragmented_when_the_window_of_the_peer_is_small() {
    let mut config = Config::new();
    config.set_receive_window(4000);
    let mut net = Net::connected(config.clone(), config);
    net.weather = Weather { lost: 5, ..Weather::default() };
    carry(&mut net, &lengths(300));
    assert_whole(&net);
}

#[test]
fn messages_below_the_path_mtu_are_never_fragmented_when_more_was_lost_than_a_burst_repairs() {
    let mut net = Net::connected(Config::new(), Config::new());
    // The congestion window grows.
    for n in 0..1000 {
        net.send(1, 1, message(n, 1000)).unwrap();
    }
    net.run(Duration::from_secs(10));
    assert_eq!(net.messages(2).len(), 1000);
    // Six bursts at once, of which those in the middle are lost; what is left of the window is wide.
    for burst in 0..6 {
        net.weather.lost = if (1..5).contains(&burst) { 100 } else { 0 };
        for n in 0..4 {
            net.send(1, 1, message(n, 1400)).unwrap();
        }
        net.drain();
    }
    // These wait for the first SACK, and must not fill up the packets of what is sent again.
    net.weather.lost = 0;
    for n in 0..200 {
        net.send(1, 2, message(n, 300)).unwrap();
    }
    net.run(Duration::from_secs(10));
    assert_eq!(net.messages(2).len(), 224);
    assert_whole(&net);
}

#[test]
fn short_messages_of_a_turn_share_packets() {
    let mut net = Net::connected(Config::new(), Config::new());
    net.log.clear();
    for n in 0..70 {
        net.send(1, 1, message(n, 100)).unwrap();
    }
    net.run(Duration::from_secs(1));
    assert_eq!(net.messages(2).len(), 70);
    let packets = net.log.iter().filter(|(_, octets)| !data_chunks(octets).is_empty()).count();
    // 116 octets each, 12 a packet.
    assert_eq!(packets, 6);
}

#[test]
fn a_message_at_the_fragmentation_point_goes_whole_and_one_above_it_in_pieces() {
    let longest = Config::new().fragmentation_point(false);
    assert_eq!(longest, 1428);
    let mut net = Net::connected(Config::new(), Config::new());
    net.log.clear();
    net.send(1, 1, message(1, longest)).unwrap();
    net.run(Duration::from_secs(1));
    assert_whole(&net);
    net.log.clear();
    net.send(1, 1, message(2, longest + 17)).unwrap();
    net.run(Duration::from_secs(1));
    let chunks: usize = net.log.iter().map(|(_, octets)| data_chunks(octets).len()).sum();
    assert_eq!(chunks, 2);
    assert_eq!(net.messages(2).len(), 2);
}

#[test]
fn long_messages_arrive_between_short_ones_whose_pieces_stay_whole() {
    let mut net = Net::connected(Config::new(), Config::new());
    net.weather = Weather { lost: 3, late: 10, ..Weather::default() };
    let lengths: Vec<usize> = (0..400).map(|n| if n % 10 == 3 { 5000 + n } else { 200 }).collect();
    carry(&mut net, &lengths);
    const BEGINNING: u8 = 2;
    let chunks = net.log.iter().flat_map(|(_, octets)| data_chunks(octets));
    let first_pieces: Vec<_> = chunks.filter(|(flags, _)| flags & WHOLE == BEGINNING).collect();
    assert!(first_pieces.len() >= 80);
    for (_, user_data) in first_pieces {
        assert_eq!(number(user_data) % 10, 3, "a short message was cut");
    }
}

#[test]
fn the_same_seed_and_calls_give_the_same_octets() {
    let run = || {
        let mut net = Net::connected(Config::new(), Config::new());
        net.weather = Weather { lost: 5, repeated: 5, late: 5 };
        carry(&mut net, &lengths(200));
        net.log
    };
    assert_eq!(run(), run());
}
