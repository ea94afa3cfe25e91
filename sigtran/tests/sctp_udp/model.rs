//! Random calls over a bad network: what the owner hears of an association is always in order, and comes to an end.

use std::collections::BTreeMap;
use std::time::Duration;

use brivas_sigtran::m3ua::AssociationId;
use brivas_sigtran::sctp::udp::Config;
use brivas_sigtran::sctp::{Event, PPID_M3UA};
use proptest::prelude::*;

use crate::net::{Net, Weather, remote};

#[derive(Clone, Debug)]
enum Op {
    Open { host: u8, id: u32 },
    Send { host: u8, id: u32, stream: u16, length: u16 },
    Close { host: u8, id: u32 },
    Abort { host: u8, id: u32 },
    Begin { host: u8 },
    Kill { host: u8 },
    Heal,
    Pass { millis: u16 },
}

fn op() -> impl Strategy<Value = Op> {
    let host = 1..=2_u8;
    // Ours, and the first that a peer opens.
    let id = prop_oneof![1..3_u32, Just(1 << 31), Just((1 << 31) + 1)];
    prop_oneof![
        3 => (host.clone(), 1..3_u32).prop_map(|(host, id)| Op::Open { host, id }),
        10 => (host.clone(), id.clone(), 0..20_u16, 0..4000_u16)
            .prop_map(|(host, id, stream, length)| Op::Send { host, id, stream, length }),
        1 => (host.clone(), id.clone()).prop_map(|(host, id)| Op::Close { host, id }),
        1 => (host.clone(), id).prop_map(|(host, id)| Op::Abort { host, id }),
        1 => host.clone().prop_map(|host| Op::Begin { host }),
        1 => host.prop_map(|host| Op::Kill { host }),
        2 => Just(Op::Heal),
        8 => (1..3000_u16).prop_map(|millis| Op::Pass { millis }),
    ]
}

/// How far an association is, by what was told of it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    Begun,
    Up,
}

/// What the owner of a host knows.
#[derive(Default)]
struct Owner {
    associations: BTreeMap<AssociationId, Stage>,
}

impl Owner {
    fn hear(&mut self, event: &Event) {
        match event {
            Event::Incoming { association, .. } => {
                assert_eq!(self.associations.insert(*association, Stage::Begun), None);
            }
            Event::Up { association, streams } => {
                assert_eq!(self.associations.insert(*association, Stage::Up), Some(Stage::Begun));
                assert_eq!(*streams, 17);
            }
            Event::Down { association, .. } => assert!(self.associations.remove(association).is_some()),
            Event::Restart { association }
            | Event::Message { association, .. }
            | Event::Unsent { association, .. } => {
                assert_eq!(self.associations.get(association), Some(&Stage::Up), "{event:?}");
            }
            other => panic!("{other:?}"),
        }
    }
}

fn config() -> Config {
    let mut config = Config::new();
    config.set_accept(true).set_max_associations(3).set_association_max_retrans(4);
    config.set_hb_interval(Duration::from_secs(5));
    config
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn what_is_told_of_an_association_is_in_order_and_ends_once(
        ops in prop::collection::vec(op(), 1..60),
        lost in 0..20_u32,
        repeated in 0..20_u32,
        late in 0..40_u32,
    ) {
        let mut net = Net::new();
        let mut owners: BTreeMap<u8, Owner> = BTreeMap::new();
        for host in [1, 2] {
            net.add(host, config());
            owners.insert(host, Owner::default());
        }
        net.weather = Weather { lost, repeated, late };
        let hear = |net: &mut Net, owners: &mut BTreeMap<u8, Owner>| {
            net.drain();
            for (host, owner) in owners.iter_mut() {
                net.told(*host).iter().for_each(|event| owner.hear(event));
                assert_eq!(net.host(*host).associations(), owner.associations.len(), "host {host}");
            }
        };
        for op in ops {
            let now = net.now;
            match op {
                Op::Open { host, id } => {
                    let id = AssociationId(id);
                    if net.host(host).open(now, id, &remote(3 - host)).is_ok() {
                        owners.get_mut(&host).unwrap().associations.insert(id, Stage::Begun);
                    }
                }
                Op::Send { host, id, stream, length } => {
                    let octets = vec![0; usize::from(length)].into();
                    let taken = net.host(host).send(now, AssociationId(id), stream, PPID_M3UA, octets).is_ok();
                    let up = owners[&host].associations.get(&AssociationId(id)) == Some(&Stage::Up);
                    prop_assert!(up || !taken);
                }
                Op::Close { host, id } => {
                    let known = owners[&host].associations.contains_key(&AssociationId(id));
                    prop_assert_eq!(net.host(host).close(now, AssociationId(id)).is_ok(), known);
                }
                Op::Abort { host, id } => {
                    let known = owners[&host].associations.contains_key(&AssociationId(id));
                    prop_assert_eq!(net.host(host).abort(now, AssociationId(id)).is_ok(), known);
                }
                Op::Begin { host } => {
                    // What it had to say is lost with it.
                    net.add(host, config());
                    owners.insert(host, Owner::default());
                }
                Op::Kill { host } => net.dead.push(host),
                Op::Heal => net.dead.clear(),
                Op::Pass { millis } => net.run(Duration::from_millis(millis.into())),
            }
            hear(&mut net, &mut owners);
        }
        // In good weather everything comes to an end.
        net.dead.clear();
        net.weather = Weather::default();
        net.run(Duration::from_secs(600));
        hear(&mut net, &mut owners);
        for host in [1, 2] {
            let ids: Vec<_> = owners[&host].associations.keys().copied().collect();
            let now = net.now;
            for id in ids {
                net.host(host).close(now, id).unwrap();
            }
        }
        net.run(Duration::from_secs(600));
        hear(&mut net, &mut owners);
        for host in [1, 2] {
            prop_assert!(owners[&host].associations.is_empty(), "{:?}", owners[&host].associations);
            prop_assert_eq!(net.host(host).poll_timeout(), None);
        }
    }
}
