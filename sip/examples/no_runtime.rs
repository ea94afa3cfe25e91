//! The six calls on `std::net`, without a runtime: what an owner with epoll, io_uring or DPDK copies. A user agent that is
//! called in one thread, and one that calls in another. `cargo run --example no_runtime`
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // an owner has the clock and the sockets

use std::error::Error;
use std::io::ErrorKind;
use std::net::UdpSocket;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::agent::{Config, Content, EndReason, Event, Invite, UsageError};
use brivas_sip::endpoint::{PathId, Target};
use brivas_sip::header::{NameAddr, Transport};
use brivas_sip::message::{Response, Rows};
use brivas_sip::uri::Uri;
use brivas_sip::{StatusCode, UserAgent};
use bytes::Bytes;

type Handler = fn(&mut UserAgent, Instant, Event) -> Result<(), UsageError>;
type Failure = Box<dyn Error + Send + Sync>;

const DESCRIPTION: &[u8] =
    b"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n";

/// A user agent on this socket.
fn agent(socket: &UdpSocket, seed: [u8; 32]) -> Result<(UserAgent, PathId), Failure> {
    let mut agent = UserAgent::new(Arc::new(Config::new()), seed, Instant::now());
    let path = agent.endpoint().listen(Transport::UDP, socket.local_addr()?.to_string().as_bytes())?;
    Ok((agent, path))
}

/// Carries datagrams, instants and events between a user agent and its socket until its call is over.
fn run((mut agent, path): (UserAgent, PathId), socket: &UdpSocket, handle: Handler) -> Result<(), Failure> {
    let mut buffer = vec![0; 65_535];
    loop {
        let mut is_over = false;
        while let Some(event) = agent.poll_event() {
            is_over |= matches!(event, Event::Ended { .. } | Event::Failed { .. });
            handle(&mut agent, Instant::now(), event)?;
        }
        while let Some(transmit) = agent.poll_transmit() {
            socket.send_to(&transmit.octets, transmit.to)?;
        }
        if is_over {
            return Ok(());
        }
        let wait = agent.poll_timeout().map(|at| at.saturating_duration_since(Instant::now()));
        let wait = wait.unwrap_or(Duration::MAX);
        socket.set_read_timeout(Some(wait.clamp(Duration::from_millis(1), Duration::from_secs(3600))))?;
        if agent.wants_input() {
            match socket.recv_from(&mut buffer) {
                // The octets are kept for a while: a piece of their own.
                Ok((length, from)) => {
                    let octets = Bytes::copy_from_slice(&buffer[..length]);
                    agent.handle_datagram(Instant::now(), path, from, octets);
                }
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(error) => return Err(error.into()),
            }
        }
        agent.handle_timeout(Instant::now());
    }
}

fn is_called(agent: &mut UserAgent, now: Instant, event: Event) -> Result<(), UsageError> {
    match event {
        Event::Incoming { dialog, .. } => {
            agent.answer(now, dialog, &Response::new(StatusCode::RINGING), false)?;
            let mut rows = Rows::new();
            rows.put_text("Content-Type", b"application/sdp");
            let ok = Response { rows: Some(&rows), body: DESCRIPTION, ..Response::new(StatusCode::OK) };
            agent.answer(now, dialog, &ok, false)
        }
        Event::Request { id, .. } => agent.respond(now, id, &Response::new(StatusCode::OK)),
        Event::Ended { reason: EndReason::Bye(_), .. } => {
            println!("the call was ended by its caller");
            Ok(())
        }
        _ => Ok(()),
    }
}

fn calls(agent: &mut UserAgent, now: Instant, event: Event) -> Result<(), UsageError> {
    match event {
        Event::Answered { dialog, response, .. } => {
            println!("answered with {} octets of SDP", response.body().len());
            agent.ack(now, dialog, None, None)?;
            agent.bye(now, dialog, None)
        }
        Event::Failed { failure, .. } => {
            println!("failed: {failure:?}");
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Calls once.
#[allow(unreachable_pub)] // a test runs it, too
pub fn main() -> Result<(), Failure> {
    let (ours, theirs) = (UdpSocket::bind("127.0.0.1:0")?, UdpSocket::bind("127.0.0.1:0")?);
    let to = theirs.local_addr()?;
    let bob = format!("sip:bob@{to}");
    let bob = NameAddr::new(Uri::read(bob.as_bytes())?);
    let alice = NameAddr::new(Uri::read(b"sip:alice@127.0.0.1")?);

    let server = std::thread::spawn(move || run(agent(&theirs, [2; 32])?, &theirs, is_called));
    let mut client = agent(&ours, [1; 32])?;
    let body = Bytes::from_static(DESCRIPTION);
    let invite = Invite { content: Some(Content::sdp(&body)), ..Invite::new(bob.uri, alice, bob) };
    client.0.invite(Instant::now(), &invite, Target::new(Transport::UDP, to))?;
    run(client, &ours, calls)?;
    server.join().map_err(|_| "the user agent that is called panicked")?
}
