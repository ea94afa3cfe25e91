//! What strangers and attackers send.

use std::time::Duration;

use brivas_sigtran::sctp::udp::Config;
use bytes::Bytes;
use proptest::prelude::*;

use crate::net::{CALL, Net, address};

/// A packet of these chunks to the port 2905, its checksum right.
fn packet(tag: u32, chunks: &[u8]) -> Bytes {
    let mut octets = vec![0x0B, 0x59, 0x0B, 0x59];
    octets.extend(tag.to_be_bytes());
    octets.extend([0; 4]);
    octets.extend(chunks);
    with_checksum(octets)
}

fn with_checksum(mut octets: Vec<u8>) -> Bytes {
    if octets.len() >= 12 {
        octets[8..12].fill(0);
        let mut crc = u32::MAX;
        for octet in &octets {
            crc ^= u32::from(*octet);
            for _ in 0..8 {
                crc = (crc >> 1) ^ (0x82F6_3B78 & 0_u32.wrapping_sub(crc & 1));
            }
        }
        octets[8..12].copy_from_slice(&(!crc).to_le_bytes());
    }
    octets.into()
}

fn listening() -> Config {
    let mut config = Config::new();
    config.set_accept(true);
    config
}

/// Host 2 listens; host 1 has sent its COOKIE ECHO, which is returned and has not arrived.
fn echoed() -> (Net, Bytes) {
    let mut net = Net::new();
    net.add(1, Config::new());
    net.add(2, listening());
    net.open();
    let now = net.now;
    let (_, init) = net.host(1).poll_transmit().unwrap();
    net.host(2).handle_datagram(now, address(1), init);
    let (_, init_ack) = net.host(2).poll_transmit().unwrap();
    net.host(1).handle_datagram(now, address(2), init_ack);
    let (_, echo) = net.host(1).poll_transmit().unwrap();
    assert_eq!(echo[12], 10);
    (net, echo)
}

/// How host 2 answers a datagram of host 1: the chunk type and flags.
fn answer(net: &mut Net, from: u8, octets: Bytes) -> Option<(u8, u8)> {
    let now = net.now;
    net.host(2).handle_datagram(now, address(from), octets);
    net.host(2).poll_transmit().map(|(_, octets)| (octets[12], octets[13]))
}

const COOKIE_ACK: u8 = 11;

#[test]
fn a_cookie_of_ours_opens_an_association() {
    let (mut net, echo) = echoed();
    assert_eq!(answer(&mut net, 1, echo), Some((COOKIE_ACK, 0)));
    assert_eq!(net.host(2).associations(), 1);
}

#[test]
fn a_cookie_that_was_changed_in_any_octet_opens_nothing() {
    let (mut net, echo) = echoed();
    for index in 16..echo.len() {
        let mut changed = echo.to_vec();
        changed[index] ^= 1;
        assert_eq!(answer(&mut net, 1, with_checksum(changed)), None, "octet {index}");
    }
    assert_eq!(net.host(2).associations(), 0);
}

#[test]
fn a_cookie_without_our_signature_opens_nothing() {
    let (mut net, echo) = echoed();
    let mut bare = echo[..echo.len() - 16].to_vec();
    let length = u16::try_from(bare.len() - 12).unwrap();
    bare[14..16].copy_from_slice(&length.to_be_bytes());
    assert_eq!(answer(&mut net, 1, with_checksum(bare)), None);
    assert_eq!(net.host(2).associations(), 0);
}

#[test]
fn a_cookie_of_ours_under_another_tag_opens_nothing_and_leaves_nothing() {
    let (mut net, echo) = echoed();
    let mut other = echo.to_vec();
    other[4] ^= 1;
    assert_eq!(answer(&mut net, 1, with_checksum(other)), None);
    assert_eq!((net.host(2).associations(), net.host(2).poll_event()), (0, None));
}

#[test]
fn a_cookie_that_comes_again_changes_nothing() {
    let (mut net, echo) = echoed();
    assert_eq!(answer(&mut net, 1, echo.clone()), Some((COOKIE_ACK, 0)));
    while net.host(2).poll_event().is_some() {}
    assert_eq!(answer(&mut net, 1, echo), Some((COOKIE_ACK, 0)));
    assert_eq!((net.host(2).associations(), net.host(2).poll_event()), (1, None));
}

#[test]
fn a_cookie_from_another_address_opens_nothing() {
    let (mut net, echo) = echoed();
    assert_eq!(answer(&mut net, 3, echo), None);
}

#[test]
fn a_cookie_lives_as_long_as_valid_cookie_life() {
    let (mut net, echo) = echoed();
    net.now += Duration::from_secs(60);
    assert_eq!(answer(&mut net, 1, echo), Some((COOKIE_ACK, 0)));
    let (mut net, echo) = echoed();
    net.now += Duration::from_millis(60_001);
    assert_eq!(answer(&mut net, 1, echo), None);
}

#[test]
fn a_damaged_packet_is_dropped() {
    let (mut net, echo) = echoed();
    let mut damaged = echo.to_vec();
    damaged[8] ^= 1;
    assert_eq!(answer(&mut net, 1, damaged.into()), None);
}

#[test]
fn packets_out_of_the_blue_are_answered_as_rfc_9260_has_it() {
    let mut net = Net::new();
    net.add(2, listening());
    let data = [0, 3, 0, 17, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 3, 1, 0, 0, 0];
    // ABORT and SHUTDOWN COMPLETE with the T bit; §8.4.
    assert_eq!(answer(&mut net, 1, packet(5, &data)), Some((6, 1)));
    assert_eq!(answer(&mut net, 1, packet(5, &[8, 0, 0, 4])), Some((14, 1)));
    assert_eq!(answer(&mut net, 1, packet(5, &[6, 0, 0, 4])), None);
    assert_eq!(answer(&mut net, 1, packet(5, &[14, 0, 0, 4])), None);
    // No INIT with a tag or without one to answer to, none to another port, nothing without a chunk.
    let init = [1, 0, 0, 20, 0, 0, 0, 9, 0, 1, 0, 0, 0, 5, 0, 5, 0, 0, 0, 1];
    assert_eq!(answer(&mut net, 1, packet(0, &init)), Some((2, 0)));
    assert_eq!(answer(&mut net, 1, packet(5, &init)), None);
    let mut without_tag = init;
    without_tag[7] = 0;
    assert_eq!(answer(&mut net, 1, packet(0, &without_tag)), None);
    let mut elsewhere = packet(0, &init).to_vec();
    elsewhere[3] = 0;
    assert_eq!(answer(&mut net, 1, with_checksum(elsewhere)), None);
    assert_eq!(answer(&mut net, 1, packet(5, &[])), None);
    assert_eq!(net.host(2).associations(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_datagram_makes_it_panic(octets in prop::collection::vec(any::<u8>(), 0..100), fix in any::<bool>()) {
        let mut net = Net::connected(listening(), Config::new());
        let now = net.now;
        let octets = if fix { packet(0, &octets) } else { octets.into() };
        for host in [1, 2] {
            net.host(host).handle_datagram(now, address(3 - host), octets.clone());
        }
        net.run(Duration::from_secs(10));
    }

    #[test]
    fn no_change_of_a_packet_under_way_makes_it_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..20),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut net = Net::connected(listening(), Config::new());
        for n in 0..20 {
            net.send(1, n % 5, vec![7; usize::from(n) * 100 + 1]).unwrap();
            net.send(2, n % 5, vec![7; usize::from(n) * 100 + 1]).unwrap();
        }
        net.run(Duration::from_millis(300));
        let now = net.now;
        net.host(1).close(now, CALL).unwrap();
        net.run(Duration::from_secs(1));
        let log = net.log.clone();
        // All that was said before, each packet changed: heard again by an endpoint in the midst of the same.
        let mut net = Net::connected(listening(), Config::new());
        net.send(1, 1, "x").unwrap();
        for (which, place, octet) in &changes {
            let (from, octets) = &log[which.index(log.len())];
            let mut octets = octets.to_vec();
            let at = place.index(octets.len());
            octets[at] = *octet;
            if cut.index(4) == 0 {
                octets.truncate(at);
            }
            // The tags are the same in both runs, as the seeds are.
            let now = net.now;
            net.host(3 - *from).handle_datagram(now, address(*from), with_checksum(octets));
            net.run(Duration::from_millis(20));
        }
        net.run(Duration::from_secs(100));
    }
}
