//! Where messages go, by which stream, and what becomes of them when an ASP dies (RFC 4666 §1.4.7, §4.3.4.3).

use brivas_sigtran::m3ua::{
    ApplicationServer, MessageType, Parameter, Role, RoutingKey, Side, TrafficModeType, UsageError,
};
use brivas_sigtran::mtp::{PointCode, RoutingLabel};

use crate::node::{Node, STREAMS, config, remote, short, to_server};

#[test]
fn loadshare_goes_by_sls_and_the_same_sls_by_the_same_asp_and_stream() {
    let (mut node, _) = Node::sgp(remote(1).with_traffic_mode(TrafficModeType::LOADSHARE), 2);
    node.activate(1);
    node.activate(2);
    let mut ways = std::collections::BTreeMap::new();
    for round in 0..3 {
        for sls in 0..=255 {
            node.transfer(to_server(sls), b"x").unwrap();
            let transmit = node.sent().pop().unwrap().transmit;
            assert!((1..STREAMS).contains(&transmit.stream_id), "{}", transmit.stream_id);
            let way = (transmit.association.0, transmit.stream_id);
            let first = *ways.entry(sls).or_insert(way);
            assert_eq!(first, way, "round {round}");
        }
    }
    let first = ways.values().filter(|(association, _)| *association == 1).count();
    assert_eq!(first, 128);
}

#[test]
fn with_one_stream_data_goes_on_it() {
    let (mut node, _) = Node::sgp(remote(1), 0);
    let id = node.m3ua.add_application_server(remote(1)).unwrap();
    let peer = brivas_sigtran::m3ua::Peer::new().with_application_server(id);
    let number = crate::node::association(9);
    node.m3ua.add_association(number, peer).unwrap();
    let event = brivas_sigtran::m3ua::AssociationEvent::Up { streams: 1 };
    node.m3ua.handle_association(node.now, number, event);
    node.activate(9);
    node.transfer(to_server(200), b"x").unwrap();
    let sent = node.sent().pop().unwrap().transmit;
    assert_eq!(sent.stream_id, 0);
    assert_eq!(short(&node.hear_octets(9, 0, sent.octets)), [""; 0], "and is taken on it");
}

#[test]
fn broadcast_goes_to_all_and_marks_the_first_of_each_flow_after_an_activation() {
    let (mut node, _) = Node::sgp(remote(1).with_traffic_mode(TrafficModeType::BROADCAST), 2);
    node.activate(1);
    node.transfer(to_server(1), b"a").unwrap();
    node.transfer(to_server(1), b"b").unwrap();
    assert_eq!(short(&node.sent()), ["1 DATA rc=[1] a corr=1", "1 DATA rc=[1] b"]);
    node.activate(2);
    node.transfer(to_server(1), b"c").unwrap();
    node.transfer(to_server(2), b"d").unwrap();
    node.transfer(to_server(1), b"e").unwrap();
    let mut sent = short(&node.sent());
    sent.sort();
    assert_eq!(
        sent,
        [
            "1 DATA rc=[1] c corr=2",
            "1 DATA rc=[1] d corr=3",
            "1 DATA rc=[1] e",
            "2 DATA rc=[1] c corr=2",
            "2 DATA rc=[1] d corr=3",
            "2 DATA rc=[1] e"
        ]
    );
}

#[test]
fn the_routing_key_decides_by_destination_service_and_origin() {
    let mut node = Node::new(config(Role::Sgp));
    let mut by_origin = RoutingKey::new(PointCode(5));
    by_origin.originating_point_codes = vec![PointCode(70).into()];
    let mut by_service = RoutingKey::new(PointCode(5));
    by_service.service_indicators = vec![5];
    for (number, key) in [(1, by_origin), (2, by_service)] {
        let server = ApplicationServer::new(Side::Remote, key).with_routing_context(number);
        let id = node.m3ua.add_application_server(server).unwrap();
        node.add(number, brivas_sigtran::m3ua::Peer::new().with_application_server(id));
        node.activate(number);
    }
    let label = |opc, dpc, si| RoutingLabel {
        opc: PointCode(opc),
        dpc: PointCode(dpc),
        si,
        ..RoutingLabel::default()
    };
    node.transfer(label(70, 5, 3), b"origin").unwrap();
    node.transfer(label(71, 5, 5), b"service").unwrap();
    assert_eq!(short(&node.sent()), ["1 DATA rc=[1] origin", "2 DATA rc=[2] service"]);
    assert_eq!(node.transfer(label(71, 5, 3), b"none"), Err(UsageError::NoRoute));
    assert_eq!(node.transfer(label(70, 6, 3), b"none"), Err(UsageError::NoRoute));
}

#[test]
fn of_several_application_servers_with_a_key_the_one_nearest_to_active_takes_the_message() {
    let mut node = Node::new(config(Role::Sgp));
    for number in [1, 2] {
        let id = node.m3ua.add_application_server(remote(number)).unwrap();
        node.add(number, brivas_sigtran::m3ua::Peer::new().with_application_server(id));
        node.hear(number, MessageType::ASPUP, &[]);
    }
    assert_eq!(node.transfer(to_server(0), b"x"), Err(UsageError::NotActive));
    node.hear(2, MessageType::ASPAC, &[]);
    node.transfer(to_server(0), b"active").unwrap();
    assert_eq!(short(&node.sent()), ["2 DATA rc=[2] active"]);
    node.hear(2, MessageType::ASPIA, &[]);
    assert_eq!(node.transfer(to_server(0), b"pending"), Ok(()));
    node.hear(1, MessageType::ASPAC, &[]);
    node.transfer(to_server(0), b"active").unwrap();
    assert_eq!(short(&node.sent()), ["1 DATA rc=[1] active"]);
}

#[test]
fn what_waits_for_an_association_that_dies_is_told_message_by_message_and_the_rest_is_sent() {
    let (mut node, _) = Node::sgp(remote(1).with_traffic_mode(TrafficModeType::LOADSHARE), 2);
    node.activate(1);
    node.activate(2);
    for sls in 0..4_u8 {
        node.transfer(to_server(sls), &[sls]).unwrap();
    }
    node.told();
    node.down(1);
    assert_eq!(node.undelivered(), [[0], [2]]);
    let data = |sent: &crate::node::Sent| sent.message().message_type == MessageType::DATA;
    assert_eq!(node.sent().into_iter().filter(data).count(), 2);
}

#[test]
fn messages_are_handed_over_in_the_order_in_which_they_came() {
    let (mut sgp, _) = Node::sgp(remote(1), 1);
    sgp.activate(1);
    let (mut far, _) = Node::sgp(remote(1), 1);
    far.activate(1);
    for number in 0..50_u8 {
        far.transfer(to_server(number), &[number]).unwrap();
    }
    for sent in far.sent() {
        sgp.hear_octets(1, sent.transmit.stream_id, sent.transmit.octets);
    }
    assert_eq!(sgp.received(), (0..50_u8).map(|number| vec![number]).collect::<Vec<_>>());
}

#[test]
fn a_removed_application_server_is_gone_and_its_pending_messages_are_told() {
    let (mut node, id) = Node::sgp(remote(1), 1);
    node.activate(1);
    node.hear(1, MessageType::ASPIA, &[]);
    node.transfer(to_server(1), b"kept").unwrap();
    node.told();
    node.m3ua.remove_application_server(node.now, id).unwrap();
    assert_eq!(node.undelivered(), [b"kept"]);
    assert_eq!(node.m3ua.as_state(id), Err(UsageError::Gone));
    assert_eq!(node.m3ua.remove_application_server(node.now, id), Err(UsageError::Gone));
    let again = node.m3ua.add_application_server(remote(1)).unwrap();
    assert_ne!(again, id);
    assert!(node.m3ua.poll_timeout().is_none());
    let sent =
        short(&node.hear(1, MessageType::ASPAC, &[Parameter::TrafficModeType(TrafficModeType::LOADSHARE)]));
    assert_eq!(sent, ["1 ERR No Configured AS for ASP"]);
}
