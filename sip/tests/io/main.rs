//! The tokio adapter over loopback: calls over each transport, and peers that misbehave.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test has a clock and may fail loudly

mod calls;
mod ends;
mod faults;
mod floods;
#[path = "../../examples/no_runtime.rs"]
mod no_runtime;
mod sockets;
mod websocket;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::UserAgent;
use brivas_sip::agent::{self, Event};
use brivas_sip::io::{Accept, Config, Driver};
use brivas_sip::message::Response;
use brivas_sip::{Message, StatusCode};
use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::net::TcpListener;

/// Nothing here takes as long; it ends a test that would wait for ever.
const LONG: Duration = Duration::from_secs(60);

fn agent(seed: u8) -> UserAgent {
    UserAgent::new(Arc::new(agent::Config::new()), [seed; 32], Instant::now())
}

/// A driver that listens for this, and where.
async fn listening(seed: u8, accept: Accept, config: Config) -> (Driver<UserAgent>, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let mut driver = Driver::new(agent(seed), config);
    driver.add_listener(listener, accept, address.to_string().as_bytes()).unwrap();
    (driver, address)
}

/// Answers all requests with 200, until the driver ends.
async fn answer_all(mut driver: Driver<UserAgent>) -> Driver<UserAgent> {
    while let Some(event) = driver.next_event().await {
        if let Event::Request { id, .. } = event {
            let _ = driver.machine().respond(Instant::now(), id, &Response::new(StatusCode::OK));
        }
    }
    driver
}

/// An OPTIONS of this number, as it goes over TCP.
fn options(number: usize) -> String {
    format!(
        "OPTIONS sip:bob@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:9;branch=z9hG4bK{number}\r\n\
         From: <sip:alice@127.0.0.1>;tag=a{number}\r\nTo: <sip:bob@127.0.0.1>\r\nCall-ID: c{number}@127.0.0.1\r\n\
         CSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
    )
}

/// Reads whole responses off a stream, so many octets at a time.
async fn responses(stream: &mut (impl AsyncRead + Unpin), count: usize, at_a_time: usize) -> Vec<Message> {
    let mut framer = brivas_sip::message::Framer::new();
    let (mut input, mut found) = (BytesMut::new(), Vec::new());
    let mut buffer = vec![0; at_a_time];
    while found.len() < count {
        let read = stream.read(&mut buffer).await.unwrap();
        assert!(read > 0, "closed after {} responses", found.len());
        input.extend_from_slice(&buffer[..read]);
        while let Some(frame) = framer.next(&mut input) {
            let brivas_sip::message::Frame::Message(message) = frame else { panic!("{frame:?}") };
            found.push(message);
        }
    }
    found
}

fn description() -> Bytes {
    Bytes::from_static(
        b"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n",
    )
}

#[test]
fn the_example_without_a_runtime_calls_and_is_called() {
    no_runtime::main().unwrap();
}
