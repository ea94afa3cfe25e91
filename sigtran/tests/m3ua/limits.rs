//! Every limit at its bound, and every misuse by its name.

use brivas_sigtran::Buffer;
use brivas_sigtran::m3ua::{MessageType, Parameter, Peer, Role, TrafficModeType, UsageError};

use crate::node::{Node, association, config, local, octets, remote, short, to_network, to_server};

#[test]
fn pending_messages_are_refused_beyond_their_limit_and_none_is_lost() {
    let mut config = config(Role::Sgp);
    config.set_max_pending(3);
    let (mut node, _) = Node::with_asps(config, remote(1), 1);
    node.activate(1);
    node.hear(1, MessageType::ASPIA, &[]);
    for number in 0..3_u8 {
        assert_eq!(node.transfer(to_server(0), &[number]), Ok(()));
    }
    assert_eq!(node.transfer(to_server(0), b"one more"), Err(UsageError::PendingFull));
    let sent = node.hear(1, MessageType::ASPAC, &[]);
    assert_eq!(sent.iter().filter(|sent| sent.message().message_type == MessageType::DATA).count(), 3);
}

#[test]
fn messages_for_the_transport_are_refused_beyond_their_limit() {
    let mut config = config(Role::Sgp);
    config.set_max_transmit(3);
    let (mut node, _) = Node::with_asps(config, remote(1), 1);
    node.activate(1);
    for _ in 0..3 {
        assert_eq!(node.transfer(to_server(0), b"x"), Ok(()));
    }
    assert!(!node.m3ua.wants_input());
    assert_eq!(node.transfer(to_server(0), b"x"), Err(UsageError::TransmitFull));
    assert_eq!(node.sent().len(), 3);
    assert!(node.m3ua.wants_input());
    assert_eq!(node.transfer(to_server(0), b"x"), Ok(()));
}

#[test]
fn a_broadcast_needs_room_for_every_copy() {
    let mut config = config(Role::Sgp);
    config.set_max_transmit(5);
    let (mut node, _) = Node::with_asps(config, remote(1).with_traffic_mode(TrafficModeType::BROADCAST), 2);
    node.activate(1);
    node.activate(2);
    assert_eq!(node.transfer(to_server(0), b"x"), Ok(()));
    assert_eq!(node.transfer(to_server(0), b"x"), Ok(()));
    assert_eq!(node.transfer(to_server(0), b"x"), Err(UsageError::TransmitFull));
    assert_eq!(node.sent().len(), 4);
}

#[test]
fn a_message_to_a_peer_costs_no_allocation_beyond_its_buffer() {
    let (mut node, _) = Node::sgp(remote(1), 1);
    node.activate(1);
    node.transfer(to_server(0), b"the queue has its room").unwrap();
    node.sent();
    let mut user_data = Buffer::new();
    user_data.prepend(b"a message");
    let counted = allocation_counter::measure(|| {
        node.m3ua.mtp_transfer(node.now, to_server(0), &mut user_data).unwrap();
        drop(node.m3ua.poll_transmit());
    });
    assert_eq!(counted.count_total, 0);
}

#[test]
fn messages_of_peers_are_refused_and_counted_while_the_owner_does_not_listen() {
    let mut config = config(Role::Sgp);
    config.set_max_events(2);
    let (mut node, _) = Node::with_asps(config, remote(1), 1);
    assert!(node.m3ua.wants_input());
    node.activate(1);
    assert!(!node.m3ua.wants_input());
    assert_eq!(node.m3ua.refused(), 1, "ASP Active came too early");
    assert_eq!(short(&node.hear(1, MessageType::BEAT, &[])), [""; 0]);
    node.told();
    assert_eq!(short(&node.hear(1, MessageType::ASPAC, &[])).len(), 2);
}

#[test]
fn associations_and_application_servers_have_limits() {
    let mut config = config(Role::Sgp);
    config.set_max_application_servers(1).set_max_associations(1);
    let mut node = Node::new(config);
    let id = node.m3ua.add_application_server(remote(1)).unwrap();
    assert_eq!(node.m3ua.add_application_server(remote(2)), Err(UsageError::Full));
    assert_eq!(node.m3ua.add_application_server(local(2)), Err(UsageError::Role));
    node.add(1, Peer::new().with_application_server(id));
    assert_eq!(node.m3ua.add_association(association(1), Peer::new()), Err(UsageError::Exists));
    assert_eq!(node.m3ua.add_association(association(2), Peer::new()), Err(UsageError::Full));
    node.m3ua.remove_association(node.now, association(1)).unwrap();
    assert_eq!(node.m3ua.remove_association(node.now, association(1)), Err(UsageError::Gone));
    node.m3ua.remove_application_server(node.now, id).unwrap();
    let gone = Peer::new().with_application_server(id);
    assert_eq!(node.m3ua.add_association(association(2), gone), Err(UsageError::Gone));
}

#[test]
fn verbs_are_for_their_role_and_for_what_is_there() {
    let (mut sgp, id) = Node::sgp(remote(1), 1);
    let now = sgp.now;
    assert_eq!(sgp.m3ua.asp_up(now, association(1)), Err(UsageError::Role));
    assert_eq!(sgp.m3ua.asp_up(now, association(5)), Err(UsageError::Gone));
    assert_eq!(sgp.m3ua.asp_active(now, association(1), id), Err(UsageError::Role));
    assert_eq!(sgp.m3ua.audit(now, association(1), &[]), Err(UsageError::Role));
    let (mut asp, _) = Node::with_asps(config(Role::Asp), local(1), 1);
    assert_eq!(asp.m3ua.block(now, association(1), true), Err(UsageError::Role));
    assert_eq!(asp.m3ua.mtp_restricted(now, crate::node::FAR.into()), Err(UsageError::Role));
    assert_eq!(asp.transfer(to_network(0), b"x"), Err(UsageError::NotActive));
    assert_eq!(asp.transfer(to_server(0), b"x"), Err(UsageError::NoRoute));
}

#[test]
fn user_data_that_is_too_long_is_refused_before_anything_is_done() {
    let (mut node, _) = Node::sgp(remote(1), 1);
    node.activate(1);
    let mut user_data = Buffer::new();
    user_data.prepend(&vec![0; 65_520]);
    let refused = node.m3ua.mtp_transfer(node.now, to_server(0), &mut user_data);
    assert!(matches!(refused, Err(UsageError::Encode(_))));
    assert_eq!(node.transfer(to_server(0), &vec![0; 65_519]), Ok(()));
}

#[test]
fn messages_for_unknown_or_lost_associations_are_nothing() {
    let (mut node, _) = Node::sgp(remote(1), 1);
    assert_eq!(short(&node.hear(9, MessageType::ASPUP, &[])), [""; 0]);
    node.down(1);
    let beat = octets(MessageType::BEAT, &[Parameter::HeartbeatData(b"x")]);
    assert_eq!(short(&node.hear_octets(1, 0, beat)), [""; 0]);
    node.down(1);
    node.down(9);
    assert!(node.told().is_empty());
}

#[test]
fn an_earlier_now_counts_as_the_last_one() {
    let (mut node, _) = Node::with_asps(config(Role::Asp), local(1), 1);
    node.sent();
    let late = node.now + std::time::Duration::from_secs(2);
    node.m3ua.handle_timeout(late);
    assert_eq!(short(&node.sent()), ["1 ASPUP"]);
    node.m3ua.handle_timeout(node.now);
    assert_eq!(short(&node.sent()), [""; 0]);
    assert_eq!(node.m3ua.poll_timeout(), Some(late + std::time::Duration::from_secs(2)));
}
