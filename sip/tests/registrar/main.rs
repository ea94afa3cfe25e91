//! The registrar on a clock of the test's own.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod gruu;
mod instances;
mod limits;
mod lookup;
mod memory;
mod model;
mod outbound;
mod path;
mod steps;
mod store;

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::message::Response;
use brivas_sip::registrar::{
    Access, Aor, Change, Config, EventKind, Flow, Origin, Prepared, Registrar, Target,
};
use brivas_sip::uri::Uri;
use brivas_sip::{Message, StatusCode};
use bytes::Bytes;

const SEED: [u8; 32] = [7; 32];

fn config() -> Config {
    Config::new().with_domain("example.com")
}

/// A registrar whose changes hold at once, and the instant that it is.
struct Test {
    registrar: Registrar,
    now: Instant,
    /// What became of the bindings, in its order.
    events: Vec<(EventKind, String)>,
}

impl Test {
    fn new() -> Self {
        Self::with(config())
    }

    #[allow(clippy::disallowed_methods)] // a test has a clock
    fn with(config: Config) -> Self {
        let now = Instant::now();
        Self { registrar: Registrar::new(Arc::new(config), 100, SEED, now), now, events: Vec::new() }
    }

    /// Answers a request of whoever may change everything.
    fn send(&mut self, request: &Register) -> Message {
        self.send_from(request, &Origin::new(Flow(1), Access::Any))
    }

    fn send_from(&mut self, request: &Register, origin: &Origin<'_>) -> Message {
        let request = request.message();
        let prepared = self.registrar.prepare(&request, origin, self.now);
        if let Some(change) = &prepared.change {
            self.registrar.commit(change).unwrap();
            self.note(change);
        }
        response(&request, &prepared)
    }

    fn note(&mut self, change: &Change) {
        let text = |uri: &[u8]| String::from_utf8_lossy(uri).into_owned();
        self.events.extend(change.events().iter().map(|event| (event.kind, text(event.binding.uri_text()))));
    }

    /// Lets so many seconds go by.
    fn wait(&mut self, seconds: u64) {
        self.now += Duration::from_secs(seconds);
        while let Some(change) = self.registrar.expire(self.now) {
            self.note(&change);
        }
    }

    /// The URIs that are bound to Alice.
    fn bound(&mut self) -> Vec<String> {
        contacts(&self.send(&Register::new()))
    }

    fn targets(&self, uri: &str) -> Result<Vec<Target>, StatusCode> {
        self.registrar.targets(&Uri::read(uri.as_bytes()).unwrap(), self.now)
    }

    /// The targets as URIs, the ways of each with a bar between them.
    fn target_uris(&self, uri: &str) -> Vec<String> {
        let way = |uri: &[u8]| String::from_utf8(uri.to_vec()).unwrap();
        let ways =
            |it: Target| it.ways.iter().map(|binding| way(binding.uri_text())).collect::<Vec<_>>().join("|");
        self.targets(uri).unwrap().into_iter().map(ways).collect()
    }
}

fn response(request: &Message, prepared: &Prepared) -> Message {
    let response = Response { rows: Some(&prepared.rows), ..Response::new(prepared.code) };
    let message = Message::read(response.to_bytes(request, b"1")).unwrap();
    message.check().unwrap();
    message
}

/// A REGISTER of Alice, to be altered.
#[derive(Clone)]
struct Register {
    uri: String,
    to: String,
    call_id: String,
    cseq: u32,
    rows: String,
}

impl Register {
    fn new() -> Self {
        Self {
            uri: "sip:example.com".into(),
            to: "<sip:alice@example.com>".into(),
            call_id: "a".into(),
            cseq: 1,
            rows: String::new(),
        }
    }

    fn contact(contact: &str) -> Self {
        Self::new().row("Contact", contact)
    }

    fn row(mut self, name: &str, value: &str) -> Self {
        self.rows += &format!("{name}: {value}\r\n");
        self
    }

    fn by(mut self, call_id: &str, cseq: u32) -> Self {
        (self.call_id, self.cseq) = (call_id.into(), cseq);
        self
    }

    fn to(mut self, to: &str) -> Self {
        self.to = to.into();
        self
    }

    fn at(mut self, uri: &str) -> Self {
        self.uri = uri.into();
        self
    }

    fn message(&self) -> Message {
        let Self { uri, to, call_id, cseq, rows } = self;
        let text = format!(
            "REGISTER {uri} SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n\
             From: <sip:alice@example.com>;tag=2\r\nTo: {to}\r\nCall-ID: {call_id}\r\nCSeq: {cseq} REGISTER\r\n\
             {rows}Content-Length: 0\r\n\r\n"
        );
        Message::read(Bytes::from(text.into_bytes())).unwrap()
    }
}

fn code(response: &Message) -> u16 {
    response.status().unwrap().code.0
}

/// The values of the rows of a name.
fn values(response: &Message, name: &str) -> Vec<String> {
    let is_it = |text: &[u8]| text.eq_ignore_ascii_case(name.as_bytes());
    let rows = response.fields().filter(|row| is_it(row.name_text));
    rows.map(|row| String::from_utf8(row.value.to_vec()).unwrap()).collect()
}

/// The URIs of the contacts.
fn contacts(response: &Message) -> Vec<String> {
    let uri = |value: String| value[1..value.find('>').unwrap()].to_string();
    values(response, "Contact").into_iter().map(uri).collect()
}

fn aor(text: &str) -> Aor {
    Aor::read(text.as_bytes()).unwrap()
}

/// A parameter of a Contact, without its quotes.
fn param(contact: &str, name: &str) -> Option<String> {
    let from = contact.find(&format!(";{name}="))? + name.len() + 2;
    let rest = &contact[from..];
    Some(match rest.strip_prefix('"') {
        Some(rest) => rest[..rest.find('"').unwrap()].to_string(),
        None => rest[..rest.find(';').unwrap_or(rest.len())].to_string(),
    })
}
