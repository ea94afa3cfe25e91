//! Purposes of ETSI TS 102 381 by their names, as far as the other tests do not have them already: a message of another
//! version or of a reserved type in each state, and two ASPs at a gateway.

use brivas_sigtran::m3ua::{AsId, AspState, MessageType, Parameter, Role, TrafficModeType};
use bytes::Bytes;

use crate::node::{Node, config, contexts, local, octets, remote, short};

/// The same message of version 2.
fn of_version_2(message_type: MessageType) -> Bytes {
    let mut octets = octets(message_type, &[]).to_vec();
    octets[0] = 2;
    octets.into()
}

/// A message without parameters whose type its class does not have.
fn reserved(class: u8) -> Bytes {
    vec![1, 0, class, 9, 0, 0, 0, 8].into()
}

const VERSION: [&str; 1] = ["1 ERR Invalid Version"];
const TYPE: [&str; 1] = ["1 ERR Unsupported Message Type"];

fn asp() -> (Node, AsId) {
    let (mut node, id) = Node::with_asps(config(Role::Asp), local(1), 1);
    node.sent();
    (node, id)
}

#[test]
fn sgp_aspsm_i_001_to_004_another_version_and_a_reserved_type_before_and_after_asp_up() {
    let (mut node, id) = Node::sgp(remote(1), 1);
    assert_eq!(short(&node.hear_octets(1, 0, of_version_2(MessageType::ASPUP))), VERSION);
    assert_eq!(short(&node.hear_octets(1, 0, reserved(3))), TYPE);
    node.hear(1, MessageType::ASPUP, &[]);
    assert_eq!(short(&node.hear_octets(1, 0, reserved(3))), TYPE);
    assert_eq!(node.asp(1, id), AspState::Inactive);
}

#[test]
fn sgp_asptm_i_001_006_008_another_version_and_a_reserved_type_change_no_state() {
    let (mut node, id) = Node::sgp(remote(1), 1);
    node.hear(1, MessageType::ASPUP, &[]);
    assert_eq!(short(&node.hear_octets(1, 0, of_version_2(MessageType::ASPAC))), VERSION);
    assert_eq!(short(&node.hear_octets(1, 0, reserved(4))), TYPE);
    assert_eq!(node.asp(1, id), AspState::Inactive);
    node.hear(1, MessageType::ASPAC, &[]);
    assert_eq!(short(&node.hear_octets(1, 0, reserved(4))), TYPE);
    assert_eq!(node.asp(1, id), AspState::Active);
}

#[test]
fn sgp_mtr_i_001_to_003_data_of_another_version_class_or_type_is_refused() {
    let (mut node, _) = Node::sgp(remote(1), 1);
    node.activate(1);
    let with = |at: usize, octet| {
        let label = crate::node::to_network(4);
        let user_data = brivas_sigtran::m3ua::Opaque(b"data");
        let mut octets = octets(MessageType::DATA, &[Parameter::ProtocolData { label, user_data }]).to_vec();
        octets[at] = octet;
        Bytes::from(octets)
    };
    assert_eq!(short(&node.hear_octets(1, 1, with(0, 2))), VERSION);
    assert_eq!(short(&node.hear_octets(1, 1, with(2, 10))), ["1 ERR Unsupported Message Class"]);
    assert_eq!(short(&node.hear_octets(1, 1, with(3, 2))), TYPE);
    assert!(node.received().is_empty());
}

#[test]
fn sgp_asptm_v_013_insufficient_resources_are_told_to_the_one_that_left() {
    let server = remote(1).with_traffic_mode(TrafficModeType::BROADCAST).with_minimum_active(2);
    let (mut node, _) = Node::sgp(server, 2);
    node.activate(1);
    node.activate(2);
    let sent = short(&node.hear(1, MessageType::ASPIA, &[]));
    assert_eq!(sent, ["1 ASPIA_ACK", "1 NTFY 2/1 rc=[1]"]);
}

#[test]
fn sgp_asptm_i_009_the_failure_of_an_overridden_asp_is_told_to_the_active_one() {
    let (mut node, id) = Node::sgp(remote(1).with_traffic_mode(TrafficModeType::OVERRIDE), 2);
    node.hear(1, MessageType::ASPUP, &[Parameter::AspIdentifier(11)]);
    node.hear(1, MessageType::ASPAC, &[]);
    node.activate(2);
    node.down(1);
    assert_eq!(short(&node.sent()), ["2 NTFY 2/3 asp=11 rc=[1]"]);
    assert_eq!(node.asp(2, id), AspState::Active);
}

#[test]
fn asp_aspsm_i_001_to_003_bad_answers_to_asp_up_leave_it_down() {
    let (mut node, id) = asp();
    assert_eq!(short(&node.hear_octets(1, 0, of_version_2(MessageType::ASPUP_ACK))), VERSION);
    assert_eq!(short(&node.hear_octets(1, 0, reserved(3))), TYPE);
    assert_eq!(node.asp(1, id), AspState::Down);
}

#[test]
fn asp_aspsm_o_001_asp_down_ack_in_place_of_asp_up_ack_brings_no_asp_active() {
    let (mut node, id) = asp();
    assert_eq!(short(&node.hear(1, MessageType::ASPDN_ACK, &[])), [""; 0]);
    assert_eq!(node.asp(1, id), AspState::Down);
}

#[test]
fn asp_asptm_i_001_to_003_bad_answers_to_asp_active_leave_it_inactive() {
    let (mut node, id) = asp();
    node.hear(1, MessageType::ASPUP_ACK, &[]);
    assert_eq!(short(&node.hear_octets(1, 0, of_version_2(MessageType::ASPAC_ACK))), VERSION);
    assert_eq!(short(&node.hear_octets(1, 0, reserved(4))), TYPE);
    assert_eq!(node.asp(1, id), AspState::Inactive);
}

#[test]
fn asp_asptm_o_001_a_second_asp_up_ack_does_not_make_it_active() {
    let (mut node, id) = asp();
    node.hear(1, MessageType::ASPUP_ACK, &[]);
    assert_eq!(short(&node.hear(1, MessageType::ASPUP_ACK, &[])), [""; 0]);
    assert_eq!(node.asp(1, id), AspState::Inactive);
    node.hear(1, MessageType::ASPAC_ACK, &[contexts(&[1])]);
    assert_eq!(node.asp(1, id), AspState::Active);
}

#[test]
fn asp_asptm_v_007_and_008_a_long_heartbeat_is_echoed_unchanged() {
    let (mut node, _) = asp();
    for length in [600, 5000, 65_531] {
        let data = vec![0x5a; length];
        let parameter = [Parameter::HeartbeatData(&data)];
        let sent = node.hear(1, MessageType::BEAT, &parameter);
        assert_eq!(sent[0].transmit.octets, octets(MessageType::BEAT_ACK, &parameter));
    }
}
