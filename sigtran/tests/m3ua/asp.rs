//! The ASP's side: what it asks for, again and again, and what unasked answers do to it (RFC 4666 §4.3.4; the purposes of
//! ETSI TS 102 381 for ASPs).

use std::time::Duration;

use brivas_sigtran::m3ua::{
    ApplicationServer, AsId, AsState, AspState, ErrorCode, Event, MessageType, Opaque, Parameter, Peer, Role,
    RoutingKey, Side, Status, TrafficModeType,
};
use brivas_sigtran::mtp::PointCode;

use crate::node::{
    Node, Pair, association, config, contexts, local, octets, remote, short, to_network, to_server,
};

fn asp() -> (Node, AsId) {
    Node::with_asps(config(Role::Asp), local(1), 1)
}

/// One that is active.
fn active() -> (Node, AsId) {
    let (mut node, id) = asp();
    node.hear(1, MessageType::ASPUP_ACK, &[]);
    node.hear(1, MessageType::ASPAC_ACK, &[]);
    node.told();
    (node, id)
}

#[test]
fn it_comes_up_and_active_by_itself() {
    let (mut node, id) = asp();
    assert_eq!(short(&node.sent()), ["1 ASPUP"]);
    assert_eq!(short(&node.hear(1, MessageType::ASPUP_ACK, &[])), ["1 ASPAC rc=[1]"]);
    assert_eq!((node.asp(1, id), node.state(id)), (AspState::Inactive, AsState::Inactive));
    assert_eq!(short(&node.hear(1, MessageType::ASPAC_ACK, &[contexts(&[1])])), [""; 0]);
    assert_eq!((node.asp(1, id), node.state(id)), (AspState::Active, AsState::Active));
    assert!(node.m3ua.poll_timeout().is_none(), "T(ack) has been stopped");
}

#[test]
fn asp_up_carries_the_asp_identifier_and_asp_active_the_traffic_mode() {
    let mut config = config(Role::Asp);
    config.set_asp_identifier(Some(5));
    let server = local(1).with_traffic_mode(TrafficModeType::LOADSHARE);
    let (mut node, _) = Node::with_asps(config, server, 1);
    assert_eq!(short(&node.sent()), ["1 ASPUP asp=5"]);
    assert_eq!(short(&node.hear(1, MessageType::ASPUP_ACK, &[])), ["1 ASPAC Loadshare rc=[1]"]);
}

#[test]
fn every_request_is_sent_again_after_t_ack() {
    let t_ack = Duration::from_secs(2);
    let (mut node, id) = asp();
    node.sent();
    assert_eq!(short(&node.pass(Duration::from_millis(1999))), [""; 0]);
    assert_eq!(short(&node.pass(Duration::from_millis(1))), ["1 ASPUP"]);
    assert_eq!(short(&node.pass(t_ack)), ["1 ASPUP"]);
    node.hear(1, MessageType::ASPUP_ACK, &[]);
    assert_eq!(short(&node.pass(t_ack)), ["1 ASPAC rc=[1]"]);
    node.hear(1, MessageType::ASPAC_ACK, &[]);
    node.m3ua.asp_inactive(node.now, association(1), id).unwrap();
    assert_eq!(short(&node.sent()), ["1 ASPIA rc=[1]"]);
    assert_eq!(short(&node.pass(t_ack)), ["1 ASPIA rc=[1]"]);
    node.hear(1, MessageType::ASPIA_ACK, &[]);
    assert_eq!(node.asp(1, id), AspState::Inactive);
    node.m3ua.asp_down(node.now, association(1)).unwrap();
    assert_eq!(short(&node.sent()), ["1 ASPDN"]);
    assert_eq!(short(&node.pass(t_ack)), ["1 ASPDN"]);
    node.hear(1, MessageType::ASPDN_ACK, &[]);
    assert_eq!(node.asp(1, id), AspState::Down);
    assert_eq!(short(&node.pass(Duration::from_secs(60))), [""; 0]);
}

#[test]
fn an_owner_that_changes_its_mind_takes_an_unanswered_request_back() {
    let t_ack = Duration::from_secs(2);
    let (mut node, id) = asp();
    let at = association(1);
    node.m3ua.asp_down(node.now, at).unwrap();
    assert_eq!(short(&node.pass(t_ack)), ["1 ASPUP", "1 ASPDN"], "the peer may have taken ASP Up");
    node.m3ua.asp_active(node.now, at, id).unwrap();
    assert_eq!(short(&node.pass(t_ack)), ["1 ASPUP"]);
    node.hear(1, MessageType::ASPUP_ACK, &[]);
    node.m3ua.asp_inactive(node.now, at, id).unwrap();
    assert_eq!(short(&node.pass(t_ack)), ["1 ASPIA rc=[1]"]);
    node.m3ua.asp_active(node.now, at, id).unwrap();
    assert_eq!(short(&node.pass(t_ack)), ["1 ASPAC rc=[1]"]);
    node.hear(1, MessageType::ASPAC_ACK, &[]);
    assert_eq!(node.asp(1, id), AspState::Active);
}

#[test]
fn after_the_last_retry_the_owner_hears_that_there_is_no_answer() {
    let mut config = config(Role::Asp);
    config.set_t_ack_retries(Some(2));
    let (mut node, _) = Node::with_asps(config, local(1), 1);
    node.sent();
    assert_eq!(short(&node.pass(Duration::from_secs(60))), ["1 ASPUP", "1 ASPUP"]);
    let told = node.told();
    assert!(matches!(told[..], [Event::NoAnswer { request: MessageType::ASPUP, .. }]), "{told:?}");
    node.m3ua.asp_up(node.now, association(1)).unwrap();
    assert_eq!(short(&node.sent()), ["1 ASPUP"]);
}

#[test]
fn an_acknowledgement_may_be_split_by_routing_context() {
    let mut node = Node::new(config(Role::Asp));
    let server = |code, context| {
        ApplicationServer::new(Side::Local, RoutingKey::new(PointCode(code))).with_routing_context(context)
    };
    let one = node.m3ua.add_application_server(server(1, 10)).unwrap();
    let two = node.m3ua.add_application_server(server(2, 20)).unwrap();
    node.add(1, Peer::new().with_application_server(one).with_application_server(two));
    assert_eq!(short(&node.hear(1, MessageType::ASPUP_ACK, &[])), ["1 ASPUP", "1 ASPAC rc=[10, 20]"]);
    node.hear(1, MessageType::ASPAC_ACK, &[contexts(&[20])]);
    assert_eq!((node.asp(1, one), node.asp(1, two)), (AspState::Inactive, AspState::Active));
    assert_eq!(short(&node.pass(Duration::from_secs(2))), ["1 ASPAC rc=[10]"], "the rest alone");
    node.hear(1, MessageType::ASPAC_ACK, &[contexts(&[10])]);
    assert_eq!(node.asp(1, one), AspState::Active);
    // Doubled: known already.
    assert_eq!(short(&node.hear(1, MessageType::ASPAC_ACK, &[contexts(&[10])])), [""; 0]);
    // A routing context that nobody has.
    assert_eq!(
        short(&node.hear(1, MessageType::ASPAC_ACK, &[contexts(&[99])])),
        ["1 ERR Invalid Routing Context rc=[99]"]
    );
}

#[test]
fn application_servers_of_different_modes_are_activated_one_after_the_other() {
    let mut node = Node::new(config(Role::Asp));
    let server = |context, mode| local(context).with_traffic_mode(mode);
    let one = node.m3ua.add_application_server(server(10, TrafficModeType::LOADSHARE)).unwrap();
    let two = node.m3ua.add_application_server(server(20, TrafficModeType::OVERRIDE)).unwrap();
    node.add(1, Peer::new().with_application_server(one).with_application_server(two));
    let sent = short(&node.hear(1, MessageType::ASPUP_ACK, &[]));
    assert_eq!(sent, ["1 ASPUP", "1 ASPAC Loadshare rc=[10]"]);
    assert_eq!(short(&node.hear(1, MessageType::ASPAC_ACK, &[])), ["1 ASPAC Override rc=[20]"]);
}

#[test]
fn an_unasked_asp_inactive_ack_makes_it_inactive_and_it_comes_back_after_t_ack() {
    let (mut node, id) = active();
    assert_eq!(short(&node.hear(1, MessageType::ASPIA_ACK, &[])), [""; 0]);
    assert_eq!((node.asp(1, id), node.state(id)), (AspState::Inactive, AsState::Pending));
    assert_eq!(short(&node.pass(Duration::from_secs(2))), ["1 ASPAC rc=[1]"]);
}

#[test]
fn an_unasked_asp_down_ack_makes_it_down_and_it_comes_back_after_t_ack() {
    let (mut node, id) = active();
    assert_eq!(short(&node.hear(1, MessageType::ASPDN_ACK, &[])), [""; 0]);
    assert_eq!(node.asp(1, id), AspState::Down);
    assert_eq!(short(&node.pass(Duration::from_secs(2))), ["1 ASPUP"]);
}

#[test]
fn an_unexpected_asp_up_ack_in_asp_active_is_answered_with_an_error_and_it_comes_back() {
    let (mut node, id) = active();
    assert_eq!(short(&node.hear(1, MessageType::ASPUP_ACK, &[])), ["1 ERR Unexpected Message"]);
    assert_eq!(node.asp(1, id), AspState::Inactive);
    assert_eq!(short(&node.pass(Duration::from_secs(2))), ["1 ASPAC rc=[1]"]);
}

#[test]
fn an_asp_active_ack_before_asp_up_is_unexpected() {
    let (mut node, id) = asp();
    assert_eq!(short(&node.hear(1, MessageType::ASPAC_ACK, &[])), ["1 ASPUP", "1 ERR Unexpected Message"]);
    assert_eq!(node.asp(1, id), AspState::Down);
}

#[test]
fn alternate_asp_active_makes_it_inactive_and_it_does_not_take_back() {
    let (mut node, id) = active();
    let status = Parameter::Status(Status::ALTERNATE_ASP_ACTIVE);
    assert_eq!(short(&node.hear(1, MessageType::NTFY, &[status, contexts(&[1])])), [""; 0]);
    assert_eq!(node.asp(1, id), AspState::Inactive);
    assert_eq!(short(&node.pass(Duration::from_secs(60))), [""; 0]);
    node.m3ua.asp_active(node.now, association(1), id).unwrap();
    assert_eq!(short(&node.sent()), ["1 ASPAC rc=[1]"]);
}

#[test]
fn a_request_that_is_refused_is_not_repeated() {
    let (mut node, id) = asp();
    let up = octets(MessageType::ASPUP, &[]);
    let error = [
        Parameter::ErrorCode(ErrorCode::REFUSED_MANAGEMENT_BLOCKING),
        Parameter::DiagnosticInformation(Opaque(&up)),
    ];
    node.sent();
    assert_eq!(short(&node.hear(1, MessageType::ERR, &error)), [""; 0], "no Error for an Error");
    assert_eq!(short(&node.pass(Duration::from_secs(60))), [""; 0]);
    assert_eq!(node.asp(1, id), AspState::Down);
    let refused = |event: &Event| {
        matches!(
            event,
            Event::PeerError {
                code: ErrorCode::REFUSED_MANAGEMENT_BLOCKING,
                request: Some(MessageType::ASPUP),
                ..
            }
        )
    };
    assert!(node.told().iter().any(refused));
}

#[test]
fn an_asp_that_begins_anew_where_the_peer_knew_it_active_comes_up_in_spite_of_the_error() {
    let (mut node, id) = asp();
    let up = node.sent().remove(0).transmit.octets;
    let (mut gateway, _) = Node::sgp(remote(1), 1);
    gateway.activate(1);
    for answer in gateway.hear_octets(1, 0, up) {
        node.hear_octets(1, 0, answer.transmit.octets);
    }
    assert_eq!(node.asp(1, id), AspState::Inactive);
}

#[test]
fn an_error_about_something_else_does_not_end_the_request() {
    let (mut node, _) = asp();
    let data = octets(MessageType::ASPIA, &[]);
    let error = [
        Parameter::ErrorCode(ErrorCode::UNEXPECTED_MESSAGE),
        Parameter::DiagnosticInformation(Opaque(&data)),
    ];
    node.sent();
    node.hear(1, MessageType::ERR, &error);
    assert_eq!(short(&node.pass(Duration::from_secs(2))), ["1 ASPUP"]);
}

#[test]
fn the_routing_context_that_an_error_names_is_given_up_alone() {
    let mut node = Node::new(config(Role::Asp));
    let one = node.m3ua.add_application_server(local(10)).unwrap();
    let two = node.m3ua.add_application_server(local(20)).unwrap();
    node.add(1, Peer::new().with_application_server(one).with_application_server(two));
    node.hear(1, MessageType::ASPUP_ACK, &[]);
    let code = Parameter::ErrorCode(ErrorCode::INVALID_ROUTING_CONTEXT);
    node.hear(1, MessageType::ERR, &[code, contexts(&[10])]);
    assert_eq!(short(&node.pass(Duration::from_secs(2))), ["1 ASPAC rc=[20]"]);
    node.hear(1, MessageType::ASPAC_ACK, &[contexts(&[20])]);
    assert_eq!((node.asp(1, one), node.asp(1, two)), (AspState::Inactive, AspState::Active));
}

#[test]
fn data_that_overtakes_the_acknowledgement_is_taken() {
    let (mut sgp, _) = Node::sgp(remote(1), 1);
    sgp.activate(1);
    sgp.transfer(to_server(3), b"early").unwrap();
    let data = sgp.sent().pop().unwrap().transmit;
    let (mut node, _) = asp();
    node.hear(1, MessageType::ASPUP_ACK, &[]);
    node.hear_octets(1, data.stream_id, data.octets);
    assert_eq!(node.received(), [b"early"]);
}

#[test]
fn an_asp_and_a_gateway_carry_messages_both_ways() {
    let (a, asp) = asp();
    let (b, served) = Node::sgp(remote(1), 1);
    let mut pair = Pair { a, b };
    pair.exchange();
    assert_eq!((pair.a.state(asp), pair.b.state(served)), (AsState::Active, AsState::Active));
    pair.a.transfer(to_network(1), b"up").unwrap();
    pair.b.transfer(to_server(1), b"down").unwrap();
    pair.exchange();
    assert_eq!(pair.a.received(), [b"down"]);
    assert_eq!(pair.b.received(), [b"up"]);
}

#[test]
fn heartbeats_begin_when_up_and_two_unanswered_ones_are_the_end() {
    let mut config = config(Role::Asp);
    config.set_t_beat(Some(Duration::from_secs(30)));
    let (mut node, id) = Node::with_asps(config, local(1), 1);
    node.sent();
    let beats = |sent: Vec<crate::node::Sent>| {
        sent.into_iter().filter(|sent| sent.message().message_type == MessageType::BEAT).collect::<Vec<_>>()
    };
    assert!(beats(node.pass(Duration::from_secs(60))).is_empty(), "none before ASP Up is acknowledged");
    node.hear(1, MessageType::ASPUP_ACK, &[]);
    node.hear(1, MessageType::ASPAC_ACK, &[]);
    let first = beats(node.pass(Duration::from_secs(30)));
    assert_eq!(first.len(), 1);
    let data: Vec<Parameter<'_>> = first[0].message().parameters.iter().collect();
    node.hear(1, MessageType::BEAT_ACK, &data);
    assert_eq!(beats(node.pass(Duration::from_secs(60))).len(), 2);
    node.told();
    node.hear(1, MessageType::BEAT_ACK, &[Parameter::HeartbeatData(b"not ours")]);
    node.pass(Duration::from_secs(30));
    let told = node.told();
    assert!(matches!(told[0], Event::HeartbeatLost { .. }), "{told:?}");
    assert_eq!(node.asp(1, id), AspState::Down);
}
