//! How often each server of one priority comes first (RFC 2782, "Usage rules").

use std::collections::BTreeMap;

use brivas_sip::resolver::{Destination, Resolver};
use brivas_sip::uri::Uri;
use proptest::prelude::*;

use crate::world::{World, a, options, srv};

const TRIES: u32 = 20_000;

/// How often each order of servers comes of so many seeds.
fn orders(weights: &[u16]) -> BTreeMap<Vec<u16>, u32> {
    let mut world = World::default();
    for (number, weight) in (0..).zip(weights) {
        let name = format!("s{number}.example.com");
        world = world.with("_sip._udp.example.com", srv(1, *weight, 6000 + number, &name)).with(&name, a(1));
    }
    let mut counts = BTreeMap::new();
    for number in 0..TRIES {
        let mut seed = [0; 16];
        seed[..4].copy_from_slice(&number.to_le_bytes());
        let uri = Uri::read(b"sip:example.com;transport=udp").unwrap();
        let destination = Destination::of(uri.sip().unwrap());
        let run = world.run(&mut Resolver::new(&destination, &options(), seed));
        let order =
            run.targets.iter().map(|it| it.rsplit(':').next().unwrap().parse::<u16>().unwrap() - 6000);
        *counts.entry(order.collect()).or_insert(0) += 1;
    }
    counts
}

/// The chance of each order by the words of the standard: those of weight 0 first, a number from 0 to the sum of all, the
/// first whose running sum reaches it, and so on with those that are left.
fn chances(left: &[(u16, u16)], order: &mut Vec<u16>, chance: f64, all: &mut BTreeMap<Vec<u16>, f64>) {
    if left.is_empty() {
        *all.entry(order.clone()).or_insert(0.0) += chance;
        return;
    }
    let total: u32 = left.iter().map(|(_, weight)| u32::from(*weight)).sum();
    for number in 0..=total {
        let mut sum = 0;
        let place = left.iter().position(|(_, weight)| {
            sum += u32::from(*weight);
            sum >= number
        });
        let mut rest = left.to_vec();
        let (server, _) = rest.remove(place.unwrap());
        order.push(server);
        chances(&rest, order, chance / f64::from(total + 1), all);
        order.pop();
    }
}

#[test]
fn each_order_of_servers_comes_as_often_as_its_weights_say() {
    for weights in [[0, 1, 3].as_slice(), &[1, 1], &[0, 0, 4], &[10, 20, 70], &[5]] {
        let mut servers: Vec<_> = (0..).zip(weights.iter().copied()).collect();
        servers.sort_by_key(|(_, weight)| *weight != 0);
        let mut expected = BTreeMap::new();
        chances(&servers, &mut vec![], 1.0, &mut expected);
        let found = orders(weights);
        assert!(found.keys().all(|order| expected.contains_key(order)), "{weights:?}");
        for (order, chance) in expected {
            let count = f64::from(found.get(&order).copied().unwrap_or(0));
            let tries = f64::from(TRIES);
            let deviation = (tries * chance * (1.0 - chance)).sqrt().max(1.0);
            assert!((count - tries * chance).abs() < 4.5 * deviation, "{weights:?} {order:?}: {count}");
        }
    }
}

#[test]
fn the_lowest_priority_comes_first_whatever_its_weight() {
    let world = World::default()
        .with("_sip._udp.example.com", srv(2, 65_535, 6002, "b.example.com"))
        .with("_sip._udp.example.com", srv(1, 0, 6001, "b.example.com"))
        .with("_sip._udp.example.com", srv(3, 65_535, 6003, "b.example.com"))
        .with("b.example.com", a(1));
    let run = world.request("sip:example.com;transport=udp", &options());
    assert_eq!(run.targets, ["UDP 192.0.2.1:6001", "UDP 192.0.2.1:6002", "UDP 192.0.2.1:6003"]);
}

proptest! {
    /// Every server comes, none twice, by priority; and the same seed gives the same order.
    #[test]
    fn every_server_comes_once(servers in prop::collection::vec((0_u16..4, any::<u16>()), 1..20), seed: [u8; 16]) {
        let mut world = World::default().with("b.example.com", a(1));
        for (number, (priority, weight)) in (0..).zip(&servers) {
            world = world.with("_sip._udp.example.com", srv(*priority, *weight, number, "b.example.com"));
        }
        let uri = Uri::read(b"sip:example.com;transport=udp").unwrap();
        let destination = Destination::of(uri.sip().unwrap());
        let run = || world.run(&mut Resolver::new(&destination, &options(), seed)).targets;
        let targets = run();
        prop_assert_eq!(&targets, &run());
        let ports: Vec<usize> = targets.iter().map(|it| it.rsplit(':').next().unwrap().parse().unwrap()).collect();
        prop_assert!(ports.is_sorted_by_key(|port| servers[*port].0));
        let mut sorted = ports;
        sorted.sort_unstable();
        prop_assert_eq!(sorted, (0..servers.len()).collect::<Vec<_>>());
    }
}
