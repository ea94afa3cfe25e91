//! A user agent with a fault between it and the wire.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Instant;

use brivas_sip::UserAgent;
use brivas_sip::agent::Event;
use brivas_sip::endpoint::{self, Endpoint, PathEvent, PathId, Transmit};
use brivas_sip::io::Machine;
use bytes::{Bytes, BytesMut};

use super::fault::Fault;

pub(super) struct Spoiled {
    pub(super) agent: UserAgent,
    fault: Option<&'static Fault>,
    /// The start line, Via and CSeq of what has gone out.
    seen: Vec<String>,
    out: VecDeque<Transmit>,
}

impl Spoiled {
    pub(super) fn new(agent: UserAgent, fault: Option<&'static Fault>) -> Self {
        Self { agent, fault, seen: Vec::new(), out: VecDeque::new() }
    }

    fn spoil(&mut self, transmit: Transmit) {
        let Some(fault) = self.fault else { return self.out.push_back(transmit) };
        let text = String::from_utf8_lossy(&transmit.octets).into_owned();
        let key = format!("{} {:?} {:?}", line(&text, ""), line(&text, "Via:"), line(&text, "CSeq:"));
        let times = self.seen.iter().filter(|seen| **seen == key).count();
        self.seen.push(key);
        for text in (fault.spoil)(text, times) {
            let mut spoiled = transmit.clone();
            spoiled.octets = Bytes::from(with_length(&text));
            self.out.push_back(spoiled);
        }
    }
}

/// The first row that begins so.
fn line<'a>(text: &'a str, beginning: &str) -> &'a str {
    text.split("\r\n").find(|line| line.starts_with(beginning)).unwrap_or_default()
}

/// A body that was changed has another length.
fn with_length(text: &str) -> String {
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return text.into() };
    let rows = head.split("\r\n").map(|row| match row.strip_prefix("Content-Length: ") {
        Some(_) => format!("Content-Length: {}", body.len()),
        None => row.to_owned(),
    });
    format!("{}\r\n\r\n{body}", rows.collect::<Vec<_>>().join("\r\n"))
}

impl Machine for Spoiled {
    type Event = Event;

    fn endpoint(&mut self) -> &mut Endpoint {
        self.agent.endpoint()
    }

    fn endpoint_event(event: &Event) -> Option<&endpoint::Event> {
        <UserAgent as Machine>::endpoint_event(event)
    }

    fn handle_datagram(&mut self, now: Instant, path: PathId, from: SocketAddr, octets: Bytes) {
        let Some(fault) = self.fault else { return self.agent.handle_datagram(now, path, from, octets) };
        if let Some(heard) = (fault.hear)(String::from_utf8_lossy(&octets).into_owned()) {
            self.agent.handle_datagram(now, path, from, Bytes::from(with_length(&heard)));
        }
    }

    fn handle_message(&mut self, now: Instant, path: PathId, octets: Bytes) {
        self.agent.handle_message(now, path, octets);
    }

    fn handle_input(&mut self, now: Instant, path: PathId, input: &mut BytesMut) {
        self.agent.handle_input(now, path, input);
    }

    fn handle_path(&mut self, now: Instant, path: PathId, event: PathEvent) {
        self.agent.handle_path(now, path, event);
    }

    fn handle_unreachable(&mut self, now: Instant, path: PathId, peer: SocketAddr) {
        self.agent.handle_unreachable(now, path, peer);
    }

    fn handle_timeout(&mut self, now: Instant) {
        self.agent.handle_timeout(now);
    }

    fn poll_transmit(&mut self) -> Option<Transmit> {
        while let Some(transmit) = self.agent.poll_transmit() {
            self.spoil(transmit);
        }
        self.out.pop_front()
    }

    fn poll_event(&mut self) -> Option<Event> {
        self.agent.poll_event()
    }

    fn poll_timeout(&self) -> Option<Instant> {
        self.agent.poll_timeout()
    }

    fn wants_input(&self) -> bool {
        self.agent.wants_input()
    }
}
