//! Two IP server processes, by one exchange of messages or by two (RFC 4666 §4.3.1, §5.6).

use brivas_sigtran::m3ua::{
    ApplicationServer, AsState, Event, MessageType, Peer, Role, RoutingKey, Side, UsageError,
};
use brivas_sigtran::mtp::MtpStatus;

use crate::node::{FAR, Node, Pair, config, local, remote, short, to_network, to_server};

#[test]
fn a_single_exchange_opens_both_ways() {
    let (a, ours) = Node::with_asps(config(Role::IpspSingleExchange), local(1), 1);
    let (b, theirs) = Node::with_asps(config(Role::IpspSingleExchange), remote(1), 1);
    let mut pair = Pair { a, b };
    pair.exchange();
    assert_eq!((pair.a.state(ours), pair.b.state(theirs)), (AsState::Active, AsState::Active));
    pair.a.transfer(to_network(2), b"there").unwrap();
    pair.b.transfer(to_server(2), b"and back").unwrap();
    pair.exchange();
    assert_eq!(pair.a.received(), [b"and back"]);
    assert_eq!(pair.b.received(), [b"there"]);
}

#[test]
fn congestion_is_told_both_ways() {
    let (a, _) = Node::with_asps(config(Role::IpspSingleExchange), local(1), 1);
    let (b, _) = Node::with_asps(config(Role::IpspSingleExchange), remote(1), 1);
    let mut pair = Pair { a, b };
    pair.exchange();
    let congestion = MtpStatus::Congestion(FAR, 2);
    for node in [&mut pair.a, &mut pair.b] {
        node.told();
        node.m3ua.mtp_status(node.now, FAR.into(), congestion).unwrap();
    }
    pair.exchange();
    for node in [&mut pair.a, &mut pair.b] {
        let told = node.told();
        assert!(matches!(told[..], [Event::Status { status, .. }] if status == congestion), "{told:?}");
    }
}

/// A double-exchange node: its own application server at `own`, the peer's at the other point code.
fn double(own: u32, other: u32) -> (Node, brivas_sigtran::m3ua::AsId, brivas_sigtran::m3ua::AsId) {
    let mut node = Node::new(config(Role::IpspDoubleExchange));
    let code = |context| if context == 1 { crate::node::OURS } else { FAR };
    let server = |side, context| {
        ApplicationServer::new(side, RoutingKey::new(code(context))).with_routing_context(context)
    };
    let ours = node.m3ua.add_application_server(server(Side::Local, own)).unwrap();
    let theirs = node.m3ua.add_application_server(server(Side::Remote, other)).unwrap();
    node.add(1, Peer::new().with_application_server(ours).with_application_server(theirs));
    (node, ours, theirs)
}

#[test]
fn a_double_exchange_opens_each_way_by_itself() {
    let (a, a_ours, a_theirs) = double(1, 2);
    let (b, b_ours, b_theirs) = double(2, 1);
    let mut pair = Pair { a, b };
    pair.exchange();
    for (node, ids) in [(&pair.a, [a_ours, a_theirs]), (&pair.b, [b_ours, b_theirs])] {
        assert_eq!(ids.map(|id| node.state(id)), [AsState::Active; 2]);
    }
    pair.a.transfer(to_network(2), b"there").unwrap();
    assert_eq!(short(&pair.a.sent()), ["1 DATA rc=[2] there"], "by the routing context of the other side");
    pair.a.transfer(to_network(2), b"again").unwrap();
    pair.b.transfer(to_server(2), b"and back").unwrap();
    pair.exchange();
    assert_eq!(pair.a.received(), [b"and back"]);
    assert_eq!(pair.b.received(), [b"again"]);
}

#[test]
fn in_double_exchange_our_own_activity_does_not_let_us_send() {
    let (mut node, ..) = double(1, 2);
    node.hear(1, MessageType::ASPUP_ACK, &[]);
    node.hear(1, MessageType::ASPAC_ACK, &[]);
    assert_eq!(node.transfer(to_network(0), b"x"), Err(UsageError::NotActive));
    node.activate(1);
    assert_eq!(node.transfer(to_network(0), b"x"), Ok(()));
}
