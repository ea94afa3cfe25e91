//! Every error code of RFC 4666 §3.8.1 by what causes it. Those of the octets alone are in `faults.rs`, and those of single
//! requests beside the requests.

use brivas_sigtran::Buffer;
use brivas_sigtran::m3ua::{
    ApplicationServer, Data, ErrorCode, Event, MessageType, Parameter, Peer, Role, RoutingKey, Side,
};
use brivas_sigtran::mtp::PointCode;
use bytes::Bytes;

use crate::node::{Node, config, contexts, octets, remote, short, to_network};

fn hear_hex(node: &mut Node, octets: &'static [u8]) -> Vec<String> {
    short(&node.hear_octets(1, 0, Bytes::from_static(octets)))
}

fn data(routing_context: Option<u32>, network_appearance: Option<u32>) -> Bytes {
    let mut buffer = Buffer::new();
    buffer.prepend(b"data");
    let data = Data { routing_context, network_appearance, label: to_network(0), correlation_id: None };
    data.write(&mut buffer).unwrap();
    buffer.into_bytes()
}

#[test]
fn octets_that_cannot_be_read_are_answered_with_their_code_and_given_back() {
    let (mut node, _) = Node::sgp(remote(1), 1);
    let version = b"\x02\0\x03\x01\0\0\0\x08";
    let sent = node.hear_octets(1, 0, Bytes::from_static(version));
    assert_eq!(short(&sent), ["1 ERR Invalid Version"]);
    let back = Parameter::DiagnosticInformation(brivas_sigtran::m3ua::Opaque(version));
    assert_eq!(sent[0].message().parameters.iter().last(), Some(back));
    assert_eq!(hear_hex(&mut node, b"\x01\0\x07\x01\0\0\0\x08"), ["1 ERR Unsupported Message Class"]);
    assert_eq!(hear_hex(&mut node, b"\x01\0\x03\x0f\0\0\0\x08"), ["1 ERR Unsupported Message Type"]);
    assert_eq!(hear_hex(&mut node, b"\x01\0\x03\x01\0\0\0\x58"), ["1 ERR Protocol Error"]);
    assert_eq!(hear_hex(&mut node, b"\x01\0\x03\x01\0\0\0\x0c\0\x11\0\x04"), ["1 ERR Parameter Field Error"]);
    assert_eq!(
        hear_hex(&mut node, b"\x01\0\x03\x01\0\0\0\x10\0\x06\0\x08\0\0\0\x01"),
        ["1 ERR Unexpected Parameter"]
    );
    assert_eq!(hear_hex(&mut node, b"\x01\0\x09\x03\0\0\0\x08"), ["1 ERR Missing Parameter"]);
    assert_eq!(hear_hex(&mut node, b"\x01\0\x01\x01\0\0\0\x08"), ["1 ERR Missing Parameter"]);
}

#[test]
fn an_error_gives_back_40_octets_at_most() {
    let (mut node, _) = Node::sgp(remote(1), 1);
    let long = octets(MessageType::ASPAC, &[Parameter::InfoString(&[b'x'; 200])]);
    let sent = node.hear_octets(1, 0, long.clone());
    let Some(Parameter::DiagnosticInformation(back)) = sent[0].message().parameters.iter().last() else {
        panic!("no diagnostic");
    };
    assert_eq!(back.0, &long[..40]);
}

#[test]
fn an_error_is_never_answered_with_an_error() {
    let (mut node, _) = Node::sgp(remote(1), 1);
    assert_eq!(hear_hex(&mut node, b"\x01\0\0\0\0\0\0\x08"), [""; 0], "without its mandatory parameter");
    assert_eq!(hear_hex(&mut node, b"\x07\0\0\0\0\0\0\x08"), [""; 0], "of another version");
    let told = node.told();
    assert!(matches!(told[0], Event::Faulted { code: ErrorCode::MISSING_PARAMETER, .. }), "{told:?}");
    let error = octets(MessageType::ERR, &[Parameter::ErrorCode(ErrorCode::PROTOCOL_ERROR)]);
    assert_eq!(short(&node.hear_octets(1, 3, error)), [""; 0], "on another stream");
}

#[test]
fn messages_of_management_come_on_stream_0_and_data_on_another() {
    let (mut node, _) = Node::sgp(remote(1), 1);
    let wrong = ["1 ERR Invalid Stream Identifier"];
    for message_type in [MessageType::ASPUP, MessageType::ASPDN] {
        assert_eq!(short(&node.hear_octets(1, 1, octets(message_type, &[]))), wrong);
    }
    node.activate(1);
    assert_eq!(short(&node.hear_octets(1, 0, data(Some(1), None))), wrong);
    assert_eq!(short(&node.hear_octets(1, 1, data(Some(1), None))), [""; 0]);
    let beat = octets(MessageType::BEAT, &[Parameter::HeartbeatData(b"tick")]);
    let sent = node.hear_octets(1, 2, beat);
    assert_eq!((short(&sent), sent[0].transmit.stream_id), (vec!["1 BEAT_ACK tick".to_owned()], 2));
}

#[test]
fn a_heartbeat_is_echoed_with_its_data_in_any_state() {
    let (mut node, _) = Node::sgp(remote(1), 1);
    assert_eq!(short(&node.hear(1, MessageType::BEAT, &[])), ["1 BEAT_ACK"]);
    assert_eq!(short(&node.hear(1, MessageType::BEAT, &[Parameter::HeartbeatData(b"x")])), ["1 BEAT_ACK x"]);
}

#[test]
fn data_outside_asp_active_is_unexpected_and_not_handed_over() {
    let (mut node, _) = Node::sgp(remote(1), 1);
    assert_eq!(short(&node.hear_octets(1, 1, data(Some(1), None))), ["1 ERR Unexpected Message"]);
    node.hear(1, MessageType::ASPUP, &[]);
    assert_eq!(short(&node.hear_octets(1, 1, data(Some(1), None))), ["1 ERR Unexpected Message"]);
    assert!(node.received().is_empty());
}

#[test]
fn data_with_an_unknown_routing_context_or_network_appearance_is_refused() {
    let (mut node, _) = Node::sgp(remote(1).with_network_appearance(6), 1);
    node.activate(1);
    let sent = short(&node.hear_octets(1, 1, data(Some(2), None)));
    assert_eq!(sent, ["1 ERR Invalid Routing Context rc=[2]"]);
    let sent = short(&node.hear_octets(1, 1, data(Some(1), Some(7))));
    assert_eq!(sent, ["1 ERR Invalid Network Appearance na=7"]);
    assert_eq!(short(&node.hear_octets(1, 1, data(Some(1), Some(6)))), [""; 0]);
    assert_eq!(short(&node.hear_octets(1, 1, data(None, None))), [""; 0], "there is only one");
}

#[test]
fn data_without_a_routing_context_is_refused_where_there_are_several() {
    let mut node = Node::new(config(Role::Sgp));
    let mut peer = Peer::new();
    for code in [1, 2] {
        let key = RoutingKey::new(PointCode(code));
        let server = ApplicationServer::new(Side::Remote, key).with_routing_context(code);
        peer = peer.with_application_server(node.m3ua.add_application_server(server).unwrap());
    }
    node.add(1, peer);
    node.activate(1);
    let sent = short(&node.hear_octets(1, 1, data(None, None)));
    assert_eq!(sent, ["1 ERR No Configured AS for ASP"]);
}

#[test]
fn asp_active_of_an_asp_without_an_application_server_is_refused() {
    let mut node = Node::new(config(Role::Sgp));
    node.add(1, Peer::new());
    assert_eq!(short(&node.hear(1, MessageType::ASPUP, &[])), ["1 ASPUP_ACK"]);
    assert_eq!(short(&node.hear(1, MessageType::ASPAC, &[])), ["1 ERR No Configured AS for ASP"]);
    let sent = short(&node.hear(1, MessageType::ASPAC, &[contexts(&[5])]));
    assert_eq!(sent, ["1 ERR Invalid Routing Context rc=[5]"]);
}

#[test]
fn messages_that_go_the_other_way_are_unexpected() {
    let (mut sgp, _) = Node::sgp(remote(1), 1);
    let unexpected = ["1 ERR Unexpected Message"];
    for message_type in
        [MessageType::ASPUP_ACK, MessageType::ASPDN_ACK, MessageType::ASPAC_ACK, MessageType::ASPIA_ACK]
    {
        assert_eq!(short(&sgp.hear(1, message_type, &[])), unexpected);
    }
    let (mut asp, _) = Node::with_asps(config(Role::Asp), crate::node::local(1), 1);
    asp.sent();
    for message_type in [MessageType::ASPUP, MessageType::ASPDN, MessageType::ASPAC, MessageType::ASPIA] {
        assert_eq!(short(&asp.hear(1, message_type, &[])), unexpected);
    }
}
