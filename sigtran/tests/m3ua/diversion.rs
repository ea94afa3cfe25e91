//! Sequences keep their order when their way changes (Q.704 §6.4).

use std::time::Duration;

use brivas_sigtran::m3ua::{AsId, Config, MessageType, Role, TrafficModeType, UsageError};

use crate::node::{Node, config, local, short, to_network};

const WAIT: Duration = Duration::from_millis(800);

/// An ASP that is active at two gateways, whose traffic waits when its way changes.
fn asp(change: impl FnOnce(&mut Config)) -> (Node, AsId) {
    let mut config = config(Role::Asp);
    config.set_t_diversion(WAIT);
    change(&mut config);
    let server = local(1).with_traffic_mode(TrafficModeType::LOADSHARE);
    let (mut node, id) = Node::with_asps(config, server, 2);
    for number in [1, 2] {
        node.hear(number, MessageType::ASPUP_ACK, &[]);
        node.hear(number, MessageType::ASPAC_ACK, &[]);
    }
    node.told();
    (node, id)
}

#[test]
fn a_sequence_waits_for_what_went_by_the_other_way_and_others_do_not() {
    let (mut node, _) = asp(|_| {});
    node.transfer(to_network(0), b"one").unwrap();
    node.transfer(to_network(1), b"other").unwrap();
    assert_eq!(short(&node.sent()), ["1 DATA rc=[1] one", "2 DATA rc=[1] other"]);
    node.down(1);
    node.transfer(to_network(0), b"two").unwrap();
    node.transfer(to_network(0), b"three").unwrap();
    node.transfer(to_network(1), b"more").unwrap();
    node.transfer(to_network(4), b"new").unwrap();
    assert_eq!(
        short(&node.sent()),
        ["2 DATA rc=[1] more", "2 DATA rc=[1] new"],
        "what is new has no other way"
    );
    assert_eq!(short(&node.pass(WAIT - Duration::from_millis(1))), [""; 0]);
    assert_eq!(short(&node.pass(Duration::from_millis(2))), ["2 DATA rc=[1] two", "2 DATA rc=[1] three"]);
    node.transfer(to_network(0), b"four").unwrap();
    assert_eq!(short(&node.sent()), ["2 DATA rc=[1] four"], "that is its way now");
}

#[test]
fn what_waits_has_a_limit_and_is_told_when_there_is_no_way_any_more() {
    let (mut node, _) = asp(|config| {
        config.set_max_pending(2).set_t_r(Duration::from_secs(5));
    });
    node.transfer(to_network(0), b"one").unwrap();
    node.sent();
    node.down(1);
    node.transfer(to_network(0), b"two").unwrap();
    node.transfer(to_network(0), b"three").unwrap();
    assert_eq!(node.transfer(to_network(0), b"four"), Err(UsageError::PendingFull));
    node.down(2);
    // It is AS-PENDING now: they wait on, and are given up with T(r).
    node.pass(Duration::from_secs(4));
    assert_eq!(node.undelivered(), Vec::<Vec<u8>>::new());
    node.pass(Duration::from_secs(2));
    assert_eq!(node.undelivered(), [b"two".to_vec(), b"three".to_vec()]);
}

#[test]
fn by_default_nothing_waits() {
    let (mut node, _) = asp(|config| {
        config.set_t_diversion(Duration::ZERO);
    });
    node.transfer(to_network(0), b"one").unwrap();
    assert_eq!(short(&node.sent()), ["1 DATA rc=[1] one"]);
    node.down(1);
    node.transfer(to_network(0), b"two").unwrap();
    assert_eq!(short(&node.sent()), ["2 DATA rc=[1] two"]);
}
