//! The tokio adapter: M3UA over SCTP over UDP between sockets of this host.
#![cfg(all(feature = "dcsctp", feature = "tokio"))]
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test has a clock and may fail loudly

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::Buffer;
use brivas_sigtran::io::{Driver, Event, UdpSctp};
use brivas_sigtran::m3ua::{
    ApplicationServer, AsId, AspState, AssociationId, Config as M3uaConfig, Event as M3uaEvent, M3ua, Peer,
    Role, RoutingKey, Side,
};
use brivas_sigtran::mtp::{PointCode, RoutingLabel};
use brivas_sigtran::sctp::udp::Config;
use brivas_sigtran::sctp::{DownReason, Remote, Sctp};
use tokio::net::UdpSocket;

const CALL: AssociationId = AssociationId(1);
const MESSAGES: usize = 20_000;

struct Station {
    driver: Driver<M3ua, UdpSctp>,
    server: AsId,
    address: SocketAddr,
}

async fn side(role: Role) -> Station {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = socket.local_addr().unwrap();
    let mut m3ua = M3ua::new(Arc::new(M3uaConfig::new(role)), [1; 32], Instant::now());
    let side = if role == Role::Asp { Side::Local } else { Side::Remote };
    let server = ApplicationServer::new(side, RoutingKey::new(PointCode(100))).with_routing_context(1);
    let server = m3ua.add_application_server(server).unwrap();
    let mut config = Config::new();
    config.set_accept(role == Role::Sgp);
    let seed = [u8::try_from(address.port() % 251).unwrap(); 32];
    Station { driver: Driver::new(m3ua, UdpSctp::new(Arc::new(config), seed, socket)), server, address }
}

/// An ASP that is active at a gateway, and what the gateway calls the association.
async fn active() -> (Station, Station, AssociationId) {
    let (mut asp, mut gateway) = (side(Role::Asp).await, side(Role::Sgp).await);
    let remote = Remote::new([Ipv4Addr::LOCALHOST.into()]).with_udp_port(gateway.address.port());
    asp.driver.node().add_association(CALL, Peer::new().with_application_server(asp.server)).unwrap();
    asp.driver.open(CALL, &remote).unwrap();
    let (mut answer, mut ready) = (None, 0);
    while ready < 2 {
        tokio::select! {
            event = asp.driver.next_event() => {
                let event = event.unwrap();
                ready += usize::from(is_active(&event));
            }
            event = gateway.driver.next_event() => match event.unwrap() {
                Event::Incoming { association, .. } => {
                    let peer = Peer::new().with_application_server(gateway.server);
                    gateway.driver.node().add_association(association, peer).unwrap();
                    answer = Some(association);
                }
                event => ready += usize::from(is_active(&event)),
            },
        }
    }
    (asp, gateway, answer.unwrap())
}

fn is_active(event: &Event<M3uaEvent>) -> bool {
    matches!(event, Event::Node(M3uaEvent::Asp { state: AspState::Active, .. }))
}

fn transfer(m3ua: &mut M3ua, number: usize) -> bool {
    let sls = u8::try_from(number % 16).unwrap();
    let label = RoutingLabel { opc: PointCode(200), dpc: PointCode(100), si: 3, ni: 2, mp: 0, sls };
    let mut user_data = Buffer::new();
    user_data.prepend(&number.to_be_bytes());
    m3ua.mtp_transfer(Instant::now(), label, &mut user_data).is_ok()
}

/// Runs the test, and fails if it takes for ever.
fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { tokio::time::timeout(Duration::from_secs(120), test).await.unwrap() });
}

#[test]
fn many_messages_arrive_once_and_in_the_sequence_of_their_signalling_link_selection() {
    run(async {
        let (mut asp, mut gateway, _) = active().await;
        let (mut sent, mut got, mut last) = (0, 0, [None; 16]);
        while got < MESSAGES {
            // As many as it takes: then its own limit says no, until the association has taken some.
            while sent < MESSAGES && transfer(gateway.driver.node(), sent) {
                sent += 1;
            }
            tokio::select! {
                event = asp.driver.next_event() => {
                    if let Event::Node(M3uaEvent::Transfer(transfer)) = event.unwrap() {
                        let number = usize::from_be_bytes(transfer.user_data[..].try_into().unwrap());
                        let sls = usize::from(transfer.label.sls);
                        assert_eq!(number, last[sls].map_or(sls, |last| last + 16));
                        last[sls] = Some(number);
                        got += 1;
                    }
                }
                event = gateway.driver.next_event() => {
                    let event = event.unwrap();
                    assert!(!matches!(event, Event::Down { .. } | Event::Node(M3uaEvent::Undelivered(_))));
                }
                () = tokio::time::sleep(Duration::from_millis(1)), if sent < MESSAGES => {}
            }
        }
    });
}

#[test]
fn a_shutdown_is_told_to_both_owners_and_nodes() {
    run(async {
        let (mut asp, mut gateway, answer) = active().await;
        asp.driver.sctp().close(CALL).unwrap();
        let (mut ours, mut theirs) = (None, None);
        while ours.is_none() || theirs.is_none() {
            tokio::select! {
                event = asp.driver.next_event() => {
                    if let Event::Down { association, reason } = event.unwrap() {
                        ours = Some((association, reason));
                    }
                }
                event = gateway.driver.next_event() => {
                    if let Event::Down { association, reason } = event.unwrap() {
                        theirs = Some((association, reason));
                    }
                }
            }
        }
        assert_eq!(ours, Some((CALL, DownReason::Shutdown)));
        assert_eq!(theirs, Some((answer, DownReason::Shutdown)));
        let (node, server) = (gateway.driver.node(), gateway.server);
        assert_eq!(node.asp_state(answer, server), Ok(AspState::Down));
    });
}

#[test]
fn an_abort_is_told_to_both_owners() {
    run(async {
        let (mut asp, mut gateway, answer) = active().await;
        gateway.driver.sctp().abort(answer).unwrap();
        let (mut ours, mut theirs) = (None, None);
        while ours.is_none() || theirs.is_none() {
            tokio::select! {
                event = asp.driver.next_event() => {
                    if let Event::Down { reason, .. } = event.unwrap() { ours = Some(reason) }
                }
                event = gateway.driver.next_event() => {
                    if let Event::Down { reason, .. } = event.unwrap() { theirs = Some(reason) }
                }
            }
        }
        assert_eq!((ours, theirs), (Some(DownReason::AbortedByPeer), Some(DownReason::Aborted)));
    });
}

#[test]
fn what_the_transport_took_and_never_sent_comes_back_to_its_owner() {
    run(async {
        let (mut asp, mut gateway, answer) = active().await;
        // Nobody reads them: what the peer's window does not take stays with SCTP, the rest with M3UA.
        let mut sent = 0;
        while transfer(gateway.driver.node(), sent) {
            sent += 1;
            if sent % 1000 == 0 {
                let moment = Duration::from_millis(1);
                assert!(tokio::time::timeout(moment, gateway.driver.next_event()).await.is_err());
            }
        }
        gateway.driver.sctp().abort(answer).unwrap();
        let mut told: BTreeSet<usize> = BTreeSet::new();
        let (mut ours, mut theirs) = (None, None);
        while ours.is_none() || theirs.is_none() {
            let transfer = tokio::select! {
                event = asp.driver.next_event() => match event.unwrap() {
                    Event::Down { reason, .. } => { ours = Some(reason); continue }
                    Event::Node(M3uaEvent::Transfer(transfer)) => transfer,
                    _ => continue,
                },
                event = gateway.driver.next_event() => match event.unwrap() {
                    Event::Down { reason, .. } => { theirs = Some(reason); continue }
                    Event::Node(M3uaEvent::Undelivered(transfer)) => transfer,
                    _ => continue,
                },
            };
            told.insert(usize::from_be_bytes(transfer.user_data[..].try_into().unwrap()));
        }
        let lost: Vec<usize> = (0..sent).filter(|number| !told.contains(number)).collect();
        assert!(lost.is_empty(), "{lost:?} of {sent}");
    });
}

#[test]
fn a_gateway_that_is_not_there_is_told() {
    run(async {
        let mut asp = side(Role::Asp).await;
        let nobody = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let remote = Remote::new([Ipv4Addr::LOCALHOST.into()]);
        let remote = remote.with_udp_port(nobody.local_addr().unwrap().port());
        asp.driver.open(CALL, &remote).unwrap();
        asp.driver.sctp().abort(CALL).unwrap();
        let event = asp.driver.next_event().await.unwrap();
        assert!(matches!(event, Event::Down { association: CALL, reason: DownReason::Aborted }), "{event:?}");
    });
}
