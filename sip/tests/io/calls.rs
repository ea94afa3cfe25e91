//! A call between two user agents over each transport.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::agent::{Content, EndReason, Event, Invite};
use brivas_sip::endpoint::Target;
use brivas_sip::header::{NameAddr, Transport};
use brivas_sip::io::{Accept, Config, Driver, bind_udp};
use brivas_sip::message::{Response, Rows};
use brivas_sip::uri::Uri;
use brivas_sip::{StatusCode, UserAgent};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};

use super::{LONG, agent, description, listening};

#[tokio::test]
async fn a_call_goes_over_udp() {
    let (ours, theirs) = (udp(1), udp(2));
    talk(ours.0, theirs.0, Transport::UDP, theirs.1, "").await;
}

#[tokio::test]
async fn a_call_goes_over_tcp() {
    let (ours, _) = listening(1, Accept::Tcp, Config::new()).await;
    let (theirs, to) = listening(2, Accept::Tcp, Config::new()).await;
    talk(ours, theirs, Transport::TCP, to, ";transport=tcp").await;
}

#[tokio::test]
async fn a_call_goes_over_tls() {
    let (server, client) = tls();
    let (ours, _) = listening(1, Accept::Tls(Arc::clone(&server)), trusting(&client)).await;
    let (theirs, to) = listening(2, Accept::Tls(server), trusting(&client)).await;
    talk(ours, theirs, Transport::TLS, to, ";transport=tls").await;
}

#[tokio::test]
async fn a_call_goes_over_websocket() {
    let (theirs, to) = listening(2, Accept::Ws, Config::new()).await;
    talk(unreachable(Transport::WS, Config::new()), theirs, Transport::WS, to, ";transport=ws").await;
}

#[tokio::test]
async fn a_call_goes_over_websocket_with_tls() {
    let (server, client) = tls();
    let (theirs, to) = listening(2, Accept::Wss(server), Config::new()).await;
    talk(unreachable(Transport::WSS, trusting(&client)), theirs, Transport::WSS, to, ";transport=ws").await;
}

/// RFC 5922 §4: its certificate is not for the domain that led there.
#[tokio::test]
async fn a_server_with_a_certificate_of_another_domain_is_not_talked_to() {
    let (server, client) = tls();
    let (mut theirs, to) = listening(2, Accept::Tls(server), Config::new()).await;
    let mut config = trusting(&client);
    config.set_name(to, "example.com").unwrap();
    let mut ours = unreachable(Transport::TLS, config);
    invite(&mut ours, Transport::TLS, to, ";transport=tls");
    let event = tokio::select! {
        event = ours.next_event() => event,
        event = theirs.next_event() => event,
        () = tokio::time::sleep(LONG) => None,
    };
    assert!(matches!(event, Some(Event::Failed { .. })), "{event:?}");
    assert_eq!(ours.take_error().unwrap().kind(), std::io::ErrorKind::InvalidData);
}

/// A request that is too long for a datagram goes by TCP, which is made for it (RFC 3261 §18.1.1).
#[tokio::test]
async fn a_request_too_long_for_a_datagram_goes_over_tcp() {
    let (mut ours, _) = listening(1, Accept::Tcp, Config::new()).await;
    let socket = bind_udp("127.0.0.1:0".parse().unwrap(), false).unwrap();
    ours.add_socket(socket, b"127.0.0.1:5060").unwrap();
    ours.machine().endpoint();
    let (theirs, to) = listening(2, Accept::Tcp, Config::new()).await;
    let mut rows = Rows::new();
    rows.put_text("Subject", &[b'x'; 2000]);
    let bob = format!("sip:bob@{to};transport=tcp");
    let (alice, bob) = (address("sip:alice@127.0.0.1"), address(&bob));
    let invite = Invite { rows: Some(&rows), ..Invite::new(bob.uri, alice, bob) };
    ours.machine().invite(Instant::now(), &invite, Target::new(Transport::UDP, to)).unwrap();
    carry(ours, theirs).await;
}

fn udp(seed: u8) -> (Driver<UserAgent>, SocketAddr) {
    let socket = bind_udp("127.0.0.1:0".parse().unwrap(), false).unwrap();
    let at = socket.local_addr().unwrap();
    let mut driver = Driver::new(agent(seed), Config::new());
    driver.add_socket(socket, at.to_string().as_bytes()).unwrap();
    (driver, at)
}

/// A user agent that nobody can connect to.
fn unreachable(transport: Transport<'static>, config: Config) -> Driver<UserAgent> {
    let mut driver = Driver::new(agent(1), config);
    driver.machine().endpoint().listen(transport, b"df7jal23ls0d.invalid").unwrap();
    driver
}

/// TLS of a server at 127.0.0.1, and of clients that trust it.
fn tls() -> (Arc<ServerConfig>, Arc<ClientConfig>) {
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_string()]).unwrap();
    let certificate: CertificateDer<'static> = made.cert.der().clone();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let server = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key.into())
        .unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(certificate).unwrap();
    let client = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    (Arc::new(server), Arc::new(client))
}

fn trusting(client: &Arc<ClientConfig>) -> Config {
    let mut config = Config::new();
    config.set_tls_client(Arc::clone(client));
    config
}

fn address(text: &str) -> NameAddr<'_> {
    NameAddr::new(Uri::read(text.as_bytes()).unwrap())
}

fn invite(driver: &mut Driver<UserAgent>, transport: Transport<'static>, to: SocketAddr, suffix: &str) {
    let bob = format!("sip:bob@{to}{suffix}");
    let (alice, bob) = (address("sip:alice@127.0.0.1"), address(&bob));
    let body = description();
    let invite = Invite { content: Some(Content::sdp(&body)), ..Invite::new(bob.uri, alice, bob) };
    driver.machine().invite(Instant::now(), &invite, Target::new(transport, to)).unwrap();
}

async fn talk(
    mut ours: Driver<UserAgent>,
    theirs: Driver<UserAgent>,
    transport: Transport<'static>,
    to: SocketAddr,
    suffix: &str,
) {
    invite(&mut ours, transport, to, suffix);
    carry(ours, theirs).await;
}

/// Runs both until the call is over: it rings, is answered, and ended by its caller.
async fn carry(mut ours: Driver<UserAgent>, mut theirs: Driver<UserAgent>) {
    let mut seen = Vec::new();
    let (mut we_are_done, mut they_are_done) = (false, false);
    while !we_are_done || !they_are_done {
        tokio::select! {
            event = ours.next_event() => {
                let now = Instant::now();
                match event.unwrap() {
                    Event::Progress { response, .. } => {
                        seen.push(response.status().unwrap().code.0);
                    }
                    Event::Answered { dialog, response, .. } => {
                        seen.push(200);
                        assert_eq!(response.body(), description());
                        ours.machine().ack(now, dialog, None, None).unwrap();
                        ours.machine().bye(now, dialog, None).unwrap();
                    }
                    Event::Ended { reason: EndReason::Hangup, .. } => we_are_done = true,
                    other => panic!("{other:?}, {:?}", ours.take_error()),
                }
            }
            event = theirs.next_event() => {
                let now = Instant::now();
                match event.unwrap() {
                    Event::Incoming { dialog, .. } => {
                        let mut rows = Rows::new();
                        rows.put_text("Content-Type", b"application/sdp");
                        let body = description();
                        let ok = Response { rows: Some(&rows), body: &body, ..Response::new(StatusCode::OK) };
                        theirs.machine().answer(now, dialog, &Response::new(StatusCode::RINGING), false).unwrap();
                        theirs.machine().answer(now, dialog, &ok, false).unwrap();
                    }
                    Event::Acknowledged { .. } => {}
                    Event::Ended { reason: EndReason::Bye(_), .. } => they_are_done = true,
                    other => panic!("{other:?}"),
                }
            }
            () = tokio::time::sleep(LONG) => panic!("it hangs after {seen:?}"),
        }
    }
    seen.retain(|code| *code != 100);
    assert_eq!(seen, [180, 200]);
    assert_eq!(ours.machine().endpoint().stats().bad_messages, 0);
    assert_eq!(theirs.machine().endpoint().stats().bad_messages, 0);
    ours.shut_down(Duration::ZERO);
    assert!(ours.next_event().await.is_none());
}
