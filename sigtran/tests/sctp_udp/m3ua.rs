//! M3UA over it: an ASP and a signalling gateway.

use std::sync::Arc;
use std::time::Duration;

use brivas_sigtran::Buffer;
use brivas_sigtran::m3ua::{
    ApplicationServer, AsState, Config as M3uaConfig, Event as M3uaEvent, M3ua, Peer, Role, RoutingKey, Side,
};
use brivas_sigtran::mtp::{PointCode, RoutingLabel};
use brivas_sigtran::sctp::udp::Config;
use brivas_sigtran::sctp::{Event, Node, PPID_M3UA};

use crate::net::{ANSWER, CALL, Net};

/// Carries what the transport told to the machine, and what the machine sends to the transport.
fn turn(net: &mut Net, host: u8, m3ua: &mut M3ua) {
    for event in net.told(host) {
        if let Some((id, event)) = event.association_event() {
            m3ua.handle_association(net.now, id, event);
        } else if let Event::Message { association, stream_id, ppid: PPID_M3UA, octets } = event {
            m3ua.handle_message(net.now, association, stream_id, octets);
        }
    }
    let now = net.now;
    Node::handle_timeout(m3ua, now);
    while let Some(transmit) = Node::poll_transmit(m3ua) {
        net.host(host)
            .send(now, transmit.association, transmit.stream_id, PPID_M3UA, transmit.octets)
            .unwrap();
    }
}

#[test]
fn an_asp_becomes_active_and_messages_of_the_network_pass() {
    let mut net = Net::new();
    let mut listening = Config::new();
    listening.set_accept(true);
    net.add(1, Config::new());
    net.add(2, listening);
    let key = RoutingKey::new(PointCode(100));
    let mut asp = M3ua::new(Arc::new(M3uaConfig::new(Role::Asp)), [1; 32], net.now);
    let mut gateway = M3ua::new(Arc::new(M3uaConfig::new(Role::Sgp)), [2; 32], net.now);
    let ours = asp
        .add_application_server(ApplicationServer::new(Side::Local, key.clone()).with_routing_context(1))
        .unwrap();
    let theirs = gateway
        .add_application_server(ApplicationServer::new(Side::Remote, key).with_routing_context(1))
        .unwrap();
    asp.add_association(CALL, Peer::new().with_application_server(ours)).unwrap();
    gateway.add_association(ANSWER, Peer::new().with_application_server(theirs)).unwrap();

    net.open();
    let mut run = |net: &mut Net| {
        for _ in 0..100 {
            net.run(Duration::from_millis(10));
            turn(net, 1, &mut asp);
            turn(net, 2, &mut gateway);
        }
        let mut texts = Vec::new();
        while let Some(event) = Node::poll_event(&mut asp) {
            if let M3uaEvent::Transfer(transfer) = event {
                texts.push(transfer.user_data);
            }
        }
        if gateway.as_state(theirs) == Ok(AsState::Active) && texts.is_empty() {
            let label =
                RoutingLabel { opc: PointCode(200), dpc: PointCode(100), si: 3, ni: 2, mp: 0, sls: 5 };
            let mut user_data = Buffer::new();
            user_data.prepend(b"to the ASP");
            gateway.mtp_transfer(net.now, label, &mut user_data).unwrap();
        }
        texts
    };
    assert!(run(&mut net).is_empty());
    assert_eq!(run(&mut net), ["to the ASP"]);
}
