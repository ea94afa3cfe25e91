//! Datagram sockets.

use std::net::SocketAddr;
use std::time::Instant;

use brivas_sip::agent::{Event, Invite};
use brivas_sip::endpoint::Target;
use brivas_sip::header::{NameAddr, Transport};
use brivas_sip::io::{Config, Driver, bind_udp};
use brivas_sip::message::Response;
use brivas_sip::uri::Uri;
use brivas_sip::{Endpoint, StatusCode, UserAgent};
use tokio::net::UdpSocket;

use super::{LONG, agent, options};

fn driver(address: SocketAddr, is_shared: bool) -> (Driver<UserAgent>, SocketAddr) {
    let socket = bind_udp(address, is_shared).unwrap();
    let address = socket.local_addr().unwrap();
    let mut driver = Driver::new(agent(2), Config::new());
    driver.add_socket(socket, address.to_string().as_bytes()).unwrap();
    (driver, address)
}

fn any() -> SocketAddr {
    "127.0.0.1:0".parse().unwrap()
}

/// As it goes over UDP.
fn request(number: usize) -> String {
    options(number).replace("/TCP 127.0.0.1:9;", "/UDP 127.0.0.1:9;rport;")
}

#[tokio::test]
async fn the_longest_datagram_is_taken_whole() {
    let (mut driver, to) = driver(any(), false);
    let peer = UdpSocket::bind(any()).await.unwrap();
    // 65,507 octets are all that UDP over IPv4 carries.
    let short = request(1).replace("Content-Length: 0\r\n", "Content-Length: 64000\r\nSubject: ");
    let head = short.trim_end();
    let subject = 65_507 - 64_000 - head.len() - 4;
    let long = format!("{head}{}\r\n\r\n{}", "s".repeat(subject), "b".repeat(64_000));
    assert_eq!(peer.send_to(long.as_bytes(), to).await.unwrap(), 65_507);
    let event = tokio::time::timeout(LONG, driver.next_event()).await.unwrap();
    let Some(Event::Request { id, request, .. }) = event else { panic!("{event:?}") };
    assert_eq!(request.body().len(), 64_000);
    driver.machine().respond(Instant::now(), id, &Response::new(StatusCode::OK)).unwrap();
    let mut answer = vec![0; 65_535];
    tokio::select! {
        read = peer.recv(&mut answer) => assert!(answer[..read.unwrap()].starts_with(b"SIP/2.0 200 ")),
        event = driver.next_event() => panic!("{event:?}"),
        () = tokio::time::sleep(LONG) => panic!("no answer"),
    }
}

#[cfg(unix)]
#[tokio::test]
async fn two_drivers_share_a_port_if_both_say_so() {
    let (mut first, at) = driver(any(), true);
    let (mut second, _) = driver(at, true);
    bind_udp(at, false).unwrap_err();
    let mut seen = [0, 0];
    // What comes from one address stays with one of them; of many addresses each gets some.
    for number in 0..64 {
        let peer = UdpSocket::bind(any()).await.unwrap();
        peer.send_to(request(number).as_bytes(), at).await.unwrap();
        tokio::select! {
            event = first.next_event() => {
                assert!(matches!(event, Some(Event::Request { .. })));
                seen[0] += 1;
            }
            event = second.next_event() => {
                assert!(matches!(event, Some(Event::Request { .. })));
                seen[1] += 1;
            }
            () = tokio::time::sleep(LONG) => panic!("a datagram is lost"),
        }
    }
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
}

/// An endpoint is driven as well, its own events and all.
#[tokio::test]
async fn an_endpoint_is_driven_too() {
    let socket = bind_udp(any(), false).unwrap();
    let to = socket.local_addr().unwrap();
    let endpoint = Endpoint::new(std::sync::Arc::default(), [3; 32], Instant::now());
    let mut driver = Driver::new(endpoint, Config::new());
    driver.add_socket(socket, to.to_string().as_bytes()).unwrap();
    let peer = UdpSocket::bind(any()).await.unwrap();
    peer.send_to(b"no message", to).await.unwrap();
    let event = tokio::time::timeout(LONG, driver.next_event()).await.unwrap();
    assert!(matches!(event, Some(brivas_sip::endpoint::Event::Bad { .. })), "{event:?}");
}

/// Nobody may send to all without having asked for it.
#[tokio::test]
async fn what_the_system_does_not_send_fails_at_once() {
    let (mut driver, _) = driver("0.0.0.0:0".parse().unwrap(), false);
    let target = Target::new(Transport::UDP, "255.255.255.255:5060".parse().unwrap());
    let uri = Uri::read(b"sip:all@255.255.255.255").unwrap();
    let invite = Invite::new(uri, NameAddr::new(uri), NameAddr::new(uri));
    let call = driver.machine().invite(Instant::now(), &invite, target).unwrap();
    let event = tokio::time::timeout(LONG, driver.next_event()).await.unwrap();
    let Some(Event::Failed { call: of, failure }) = event else { panic!("{event:?}") };
    // Timer B would make it 408.
    assert_eq!((of, failure.status_code()), (call, StatusCode::SERVICE_UNAVAILABLE));
}
