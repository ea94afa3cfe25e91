//! Registration of routing keys from both sides, and every status (RFC 4666 §3.6, §4.4).

use std::time::Duration;

use brivas_sigtran::m3ua::{
    AffectedPointCode, ApplicationServer, AsId, AsState, Config, DeregistrationStatus, Event, MessageType,
    Parameter, Parameters, Peer, RegistrationStatus, Role, RoutingKey, Side, Tag, TrafficModeType,
    UsageError,
};
use brivas_sigtran::mtp::PointCode;

use crate::node::{Node, Pair, Sent, association, config, contexts, remote, short, to_server};

fn open() -> Config {
    let mut config = config(Role::Sgp);
    config.set_dynamic_registration(true);
    config
}

/// A gateway with so many peers that may register, all up.
fn registrar(config: Config, peers: u32) -> Node {
    let mut node = Node::new(config);
    for number in 1..=peers {
        node.add(number, Peer::new().with_registration());
        node.hear(number, MessageType::ASPUP, &[]);
    }
    node
}

fn key(code: u32) -> [Parameter<'static>; 2] {
    let destination = AffectedPointCode::new(PointCode(code), 0);
    [Parameter::LocalRkIdentifier(7), Parameter::DestinationPointCode(destination)]
}

/// The status and the routing context of each result.
fn results(sent: &[Sent]) -> Vec<(RegistrationStatus, u32)> {
    let message = sent[0].message();
    assert_eq!(message.message_type, MessageType::REG_RSP);
    let result = |result: Parameter<'_>| {
        let result = result.inner().unwrap();
        let Some(Parameter::RegistrationStatus(status)) = result.get(Tag::REGISTRATION_STATUS) else {
            panic!("no status");
        };
        let Some(Parameter::RoutingContext(list)) = result.get(Tag::ROUTING_CONTEXT) else {
            panic!("no context");
        };
        (status, list.get(0).unwrap())
    };
    message.parameters.iter().map(result).collect()
}

#[track_caller]
fn register(node: &mut Node, number: u32, key: &[Parameter<'_>]) -> (RegistrationStatus, u32) {
    let request = [Parameter::RoutingKey(Parameters::new(key))];
    results(&node.hear(number, MessageType::REG_REQ, &request))[0]
}

#[test]
fn a_new_key_gets_a_routing_context_and_traffic() {
    let mut node = registrar(open(), 1);
    let two = [key(5), key(6)];
    let request = two.each_ref().map(|key| Parameter::RoutingKey(Parameters::new(key)));
    let sent = node.hear(1, MessageType::REG_REQ, &request);
    let ok = RegistrationStatus::SUCCESSFULLY_REGISTERED;
    assert_eq!(results(&sent), [(ok, 1), (ok, 2)]);
    assert_eq!(short(&sent)[1..], ["1 NTFY 1/2 rc=[1]", "1 NTFY 1/2 rc=[2]"]);
    node.hear(1, MessageType::ASPAC, &[contexts(&[2])]);
    let label = brivas_sigtran::mtp::RoutingLabel { dpc: PointCode(6), ..to_server(0) };
    node.transfer(label, b"x").unwrap();
    assert_eq!(short(&node.sent()), ["1 DATA rc=[2] x"]);
}

#[test]
fn a_second_asp_joins_the_key_and_the_first_is_told_that_it_has_it() {
    let mut node = registrar(open(), 2);
    assert_eq!(register(&mut node, 1, &key(5)), (RegistrationStatus::SUCCESSFULLY_REGISTERED, 1));
    assert_eq!(register(&mut node, 2, &key(5)), (RegistrationStatus::SUCCESSFULLY_REGISTERED, 1));
    assert_eq!(register(&mut node, 1, &key(5)), (RegistrationStatus::ROUTING_KEY_ALREADY_REGISTERED, 1));
}

#[test]
fn every_refusal_has_its_status() {
    use RegistrationStatus as Is;
    let mut open = open();
    open.set_network_appearance(Some(6)).set_registrable(vec![AffectedPointCode::new(PointCode(0), 4)]);
    open.set_max_application_servers(3);
    let mut node = Node::new(open);
    let fixed = ApplicationServer::new(Side::Remote, RoutingKey::new(PointCode(9))).with_routing_context(90);
    node.m3ua.add_application_server(fixed).unwrap();
    node.add(1, Peer::new().with_registration());
    node.add(2, Peer::new());
    node.hear(1, MessageType::ASPUP, &[]);
    node.hear(2, MessageType::ASPUP, &[]);
    let [identifier, destination] = key(5);
    let mode = Parameter::TrafficModeType;
    let unknown = Parameter::Unknown { tag: Tag(0x0777), value: b"" };
    let refusals: &[(&[Parameter<'_>], RegistrationStatus)] = &[
        (&key(99), Is::INVALID_DPC),
        (&[identifier, destination, Parameter::NetworkAppearance(7)], Is::INVALID_NETWORK_APPEARANCE),
        (&[identifier], Is::INVALID_ROUTING_KEY),
        (&[destination], Is::INVALID_ROUTING_KEY),
        (&key(9), Is::PERMISSION_DENIED),
        (&[identifier, destination, unknown], Is::UNSUPPORTED_RK_PARAMETER_FIELD),
        (&[identifier, mode(TrafficModeType(8)), destination], Is::UNSUPPORTED_TRAFFIC_HANDLING_MODE),
        (&[identifier, contexts(&[90]), destination], Is::ROUTING_KEY_CHANGE_REFUSED),
    ];
    for (key, status) in refusals {
        assert_eq!(register(&mut node, 1, key), (*status, 0), "{key:?}");
    }
    assert_eq!(register(&mut node, 2, &key(5)), (Is::PERMISSION_DENIED, 0));
    let loadshare = [identifier, mode(TrafficModeType::LOADSHARE), destination];
    assert_eq!(register(&mut node, 1, &loadshare).0, Is::SUCCESSFULLY_REGISTERED);
    let overriding = [identifier, mode(TrafficModeType::OVERRIDE), destination];
    assert_eq!(register(&mut node, 1, &overriding), (Is::UNSUPPORTED_TRAFFIC_HANDLING_MODE, 0));
    let narrower = [identifier, destination, Parameter::ServiceIndicators(&[3])];
    assert_eq!(register(&mut node, 1, &narrower), (Is::CANNOT_SUPPORT_UNIQUE_ROUTING, 0));
    assert_eq!(register(&mut node, 1, &key(6)).0, Is::SUCCESSFULLY_REGISTERED);
    assert_eq!(register(&mut node, 1, &key(7)), (Is::INSUFFICIENT_RESOURCES, 0), "three are the limit");
}

#[test]
fn without_dynamic_registration_configured_keys_alone_are_registered() {
    let (mut node, _) = Node::sgp(remote(1), 1);
    let configured = key(100);
    let request = [Parameter::RoutingKey(Parameters::new(&configured))];
    assert_eq!(short(&node.hear(1, MessageType::REG_REQ, &request)), ["1 ERR Unexpected Message"]);
    node.hear(1, MessageType::ASPUP, &[]);
    assert_eq!(register(&mut node, 1, &key(100)), (RegistrationStatus::SUCCESSFULLY_REGISTERED, 1));
    assert_eq!(
        register(&mut node, 1, &key(5)),
        (RegistrationStatus::ROUTING_KEY_NOT_CURRENTLY_PROVISIONED, 0)
    );
}

#[test]
fn every_deregistration_has_its_status() {
    use DeregistrationStatus as Is;
    let mut node = registrar(open(), 2);
    let fixed = node.m3ua.add_application_server(remote(90)).unwrap();
    node.add(3, Peer::new().with_application_server(fixed));
    node.hear(3, MessageType::ASPUP, &[]);
    register(&mut node, 1, &key(5));
    let mut deregister = |number, context| {
        let sent = node.hear(number, MessageType::DEREG_REQ, &[contexts(&[context])]);
        let result = sent[0].message().parameters.iter().next().unwrap().inner().unwrap();
        let Some(Parameter::DeregistrationStatus(status)) = result.get(Tag::DEREGISTRATION_STATUS) else {
            panic!("no status");
        };
        if context == 1 && status == Is::NOT_REGISTERED {
            node.hear(1, MessageType::ASPAC, &[contexts(&[1])]);
        } else if status == Is::ASP_CURRENTLY_ACTIVE {
            node.hear(1, MessageType::ASPIA, &[]);
        }
        status
    };
    assert_eq!(deregister(1, 77), Is::INVALID_ROUTING_CONTEXT);
    assert_eq!(deregister(3, 90), Is::PERMISSION_DENIED);
    assert_eq!(deregister(2, 1), Is::NOT_REGISTERED);
    assert_eq!(deregister(1, 1), Is::ASP_CURRENTLY_ACTIVE);
    assert_eq!(deregister(1, 1), Is::SUCCESSFULLY_DEREGISTERED);
    assert_eq!(deregister(1, 1), Is::NOT_REGISTERED, "it is there until T(r) ends");
}

#[test]
fn what_an_asp_registered_goes_with_its_association_once_t_r_has_ended() {
    let mut node = registrar(open(), 1);
    register(&mut node, 1, &key(100));
    node.hear(1, MessageType::ASPAC, &[]);
    node.transfer(to_server(0), b"x").unwrap();
    node.down(1);
    assert_eq!(node.transfer(to_server(0), b"kept"), Ok(()), "pending");
    node.told();
    node.pass(Duration::from_secs(2));
    assert_eq!(node.undelivered(), [b"kept"]);
    assert_eq!(node.transfer(to_server(0), b"x"), Err(UsageError::NoRoute));
}

fn registering(config: Config) -> (Node, AsId) {
    let server = ApplicationServer::new(Side::Local, RoutingKey::new(PointCode(100))).with_registration();
    Node::with_asps(config, server, 1)
}

#[test]
fn an_asp_registers_before_it_becomes_active_and_gives_the_key_back() {
    let (a, id) = registering(config(Role::Asp));
    let mut b = Node::new(open());
    b.add(1, Peer::new().with_registration());
    let mut pair = Pair { a, b };
    pair.exchange();
    assert_eq!(pair.a.state(id), AsState::Active);
    assert_eq!(pair.a.m3ua.routing_context(association(1), id), Some(1));
    pair.b.transfer(to_server(4), b"registered").unwrap();
    pair.exchange();
    assert_eq!(pair.a.received(), [b"registered"]);
    pair.a.m3ua.deregister(pair.a.now, association(1), id).unwrap();
    pair.exchange();
    let status = DeregistrationStatus::SUCCESSFULLY_DEREGISTERED;
    assert!(
        pair.a
            .told()
            .iter()
            .any(|event| matches!(event, Event::Deregistration { status: s, .. } if *s == status))
    );
    assert_eq!(pair.a.m3ua.routing_context(association(1), id), None);
}

#[test]
fn an_asp_whose_key_is_refused_is_told_and_does_not_become_active() {
    let (a, id) = registering(config(Role::Asp));
    let mut b = Node::new(config(Role::Sgp));
    b.add(1, Peer::new().with_registration());
    let mut pair = Pair { a, b };
    pair.exchange();
    assert_eq!(pair.a.state(id), AsState::Inactive);
    let status = RegistrationStatus::ROUTING_KEY_NOT_CURRENTLY_PROVISIONED;
    assert!(
        pair.a
            .told()
            .iter()
            .any(|event| matches!(event, Event::Registration { status: s, .. } if *s == status))
    );
    assert!(pair.a.m3ua.poll_timeout().is_none());
}

#[test]
fn a_registration_is_asked_for_again_after_t_ack() {
    let (mut node, _) = registering(config(Role::Asp));
    assert_eq!(short(&node.hear(1, MessageType::ASPUP_ACK, &[])), ["1 ASPUP", "1 REG_REQ"]);
    assert_eq!(short(&node.pass(Duration::from_secs(2))), ["1 REG_REQ"]);
}
