//! Peers that close, that come too often, or are not there.

use std::time::{Duration, Instant};

use brivas_sip::agent::{Event, Failure, Invite};
use brivas_sip::endpoint::{self, Target};
use brivas_sip::header::{NameAddr, Transport};
use brivas_sip::io::{Accept, Config};
use brivas_sip::uri::Uri;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{LONG, answer_all, listening, options, responses};

/// Every prefix of a request, and then the end: with and without our answers unread.
#[tokio::test]
async fn a_peer_that_closes_at_any_moment_leaves_nothing_behind() {
    let (driver, to) = listening(2, Accept::Tcp, Config::new()).await;
    let server = tokio::spawn(answer_all_until(driver, 300));
    let request = options(1);
    for length in 0..request.len() {
        let mut stream = TcpStream::connect(to).await.unwrap();
        stream.write_all(&request.as_bytes()[..length]).await.unwrap();
        if length % 2 == 0 {
            // An end without a word: RST.
            socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
        }
    }
    let mut last = TcpStream::connect(to).await.unwrap();
    for number in 0..300 {
        last.write_all(options(1000 + number).as_bytes()).await.unwrap();
        let found = responses(&mut last, 1, 4096).await;
        assert_eq!(found[0].status().unwrap().code.0, 200);
    }
    let driver = tokio::time::timeout(LONG, server).await.unwrap().unwrap();
    assert_eq!(driver.connections(), 1, "the last one");
}

/// Answers until so many requests have come, and until but one connection is left.
async fn answer_all_until(
    mut driver: brivas_sip::io::Driver<brivas_sip::UserAgent>,
    count: usize,
) -> brivas_sip::io::Driver<brivas_sip::UserAgent> {
    let mut seen = 0;
    while seen < count || driver.connections() > 1 {
        let soon = tokio::time::sleep(Duration::from_millis(20));
        tokio::select! {
            event = driver.next_event() => {
                if let Some(Event::Request { id, .. }) = event {
                    seen += 1;
                    let ok = brivas_sip::message::Response::new(brivas_sip::StatusCode::OK);
                    let _ = driver.machine().respond(Instant::now(), id, &ok);
                }
            }
            () = soon => {}
        }
    }
    // The last answer goes out.
    let _ = tokio::time::timeout(Duration::from_millis(1), driver.next_event()).await;
    driver
}

#[tokio::test]
async fn a_call_to_nobody_fails_and_the_owner_can_ask_why() {
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let (mut driver, _) = listening(1, Accept::Tcp, Config::new()).await;
    let bob = NameAddr::new(Uri::read(b"sip:bob@127.0.0.1;transport=tcp").unwrap());
    let target = Target::new(Transport::TCP, nobody);
    driver.machine().invite(Instant::now(), &Invite::new(bob.uri, bob, bob), target).unwrap();
    let event = tokio::time::timeout(LONG, driver.next_event()).await.unwrap();
    let Some(Event::Failed { failure, .. }) = event else { panic!("{event:?}") };
    assert_eq!(failure, Failure::Request(endpoint::Failure::Transport));
    assert_eq!(driver.take_error().unwrap().kind(), std::io::ErrorKind::ConnectionRefused);
    assert_eq!(driver.connections(), 0);
}

#[tokio::test]
async fn a_transport_without_its_settings_fails_like_a_peer_that_is_not_there() {
    let (mut driver, to) = listening(1, Accept::Tcp, Config::new()).await;
    driver.machine().endpoint().listen(Transport::TLS, b"127.0.0.1:5061").unwrap();
    let bob = NameAddr::new(Uri::read(b"sip:bob@127.0.0.1;transport=tls").unwrap());
    let target = Target::new(Transport::TLS, to);
    driver.machine().invite(Instant::now(), &Invite::new(bob.uri, bob, bob), target).unwrap();
    let event = tokio::time::timeout(LONG, driver.next_event()).await.unwrap();
    assert!(matches!(event, Some(Event::Failed { .. })), "{event:?}");
    assert_eq!(driver.take_error().unwrap().kind(), std::io::ErrorKind::Unsupported);
}

#[tokio::test]
async fn no_more_connections_are_accepted_than_may_be() {
    let mut config = Config::new();
    config.set_max_connections(2);
    let (driver, to) = listening(2, Accept::Tcp, config).await;
    let server = tokio::spawn(answer_all(driver));
    let mut streams = Vec::new();
    for number in 0..3 {
        let mut stream = TcpStream::connect(to).await.unwrap();
        stream.write_all(options(number).as_bytes()).await.unwrap();
        streams.push(stream);
    }
    let mut third = streams.pop().unwrap();
    for stream in &mut streams {
        responses(stream, 1, 4096).await;
    }
    let mut octet = [0];
    tokio::time::timeout(Duration::from_millis(50), third.read(&mut octet)).await.unwrap_err();
    drop(streams);
    tokio::time::timeout(LONG, responses(&mut third, 1, 4096)).await.unwrap();
    server.abort();
}

/// The rest of a connection is of no use once nobody knows where its next message begins (RFC 3261 §18.3).
#[tokio::test]
async fn a_stream_without_content_length_is_answered_and_closed() {
    let (driver, to) = listening(2, Accept::Tcp, Config::new()).await;
    let server = tokio::spawn(answer_all(driver));
    let mut stream = TcpStream::connect(to).await.unwrap();
    let request = options(1).replace("Content-Length: 0\r\n", "");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut said = Vec::new();
    tokio::time::timeout(LONG, stream.read_to_end(&mut said)).await.unwrap().unwrap();
    assert!(said.starts_with(b"SIP/2.0 400 "), "{}", String::from_utf8_lossy(&said));
    server.abort();
}

/// What comes behind it is thrown away, and does not take the answer away from its reader.
#[tokio::test]
async fn an_answer_before_the_end_arrives_though_more_is_sent() {
    let (driver, to) = listening(2, Accept::Tcp, Config::new()).await;
    let server = tokio::spawn(answer_all(driver));
    let mut stream = TcpStream::connect(to).await.unwrap();
    let request = options(1).replace("Content-Length: 0\r\n", "");
    let much = [request.as_bytes(), &vec![b'x'; 1 << 20]].concat();
    let (mut reading, mut writing) = stream.split();
    let mut said = Vec::new();
    let both = async { tokio::join!(writing.write_all(&much), reading.read_to_end(&mut said)) };
    let (written, read) = tokio::time::timeout(LONG, both).await.unwrap();
    written.unwrap();
    read.unwrap();
    assert!(said.starts_with(b"SIP/2.0 400 "), "{}", String::from_utf8_lossy(&said));
    server.abort();
}

#[tokio::test]
async fn a_ping_between_messages_gets_its_pong() {
    let (driver, to) = listening(2, Accept::Tcp, Config::new()).await;
    let server = tokio::spawn(answer_all(driver));
    let mut stream = TcpStream::connect(to).await.unwrap();
    stream.write_all(b"\r\n\r\n").await.unwrap();
    let mut pong = [0; 2];
    tokio::time::timeout(LONG, stream.read_exact(&mut pong)).await.unwrap().unwrap();
    assert_eq!(&pong, b"\r\n");
    server.abort();
}
