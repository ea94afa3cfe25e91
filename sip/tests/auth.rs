//! Digest authentication: the digests are those of others, a client answers challenges, and a verifier judges.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test reads files and clocks and may fail loudly

#[path = "auth/client.rs"]
mod client;
#[path = "auth/digest.rs"]
mod digest;
#[path = "auth/headers.rs"]
mod headers;
#[path = "auth/race.rs"]
mod race;
#[path = "auth/verifier.rs"]
mod verifier;

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::Message;
use brivas_sip::auth::{Asker, Verifier, VerifierConfig};
use brivas_sip::message::{Response, Rows};

const SEED: [u8; 32] = [7; 32];

/// Some instant, and so many milliseconds later.
fn at(start: Instant, milliseconds: u64) -> Instant {
    start + Duration::from_millis(milliseconds)
}

/// The instant at which tests begin: which one it is changes nothing.
fn start() -> Instant {
    Instant::now()
}

/// A request with these rows.
fn request(method: &str, uri: &str, rows: &[u8], body: &[u8]) -> Message {
    let mut octets = format!(
        "{method} {uri} SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nFrom: <sip:a@example.com>;tag=1\r\n\
         To: <sip:b@example.com>\r\nCall-ID: 1\r\nCSeq: 1 {method}\r\nContent-Length: {}\r\n",
        body.len()
    )
    .into_bytes();
    octets.extend_from_slice(rows);
    octets.extend_from_slice(b"\r\n");
    octets.extend_from_slice(body);
    Message::read(octets.into()).unwrap()
}

/// A response to it with these rows.
fn response(request: &Message, code: u16, rows: &Rows, body: &[u8]) -> Message {
    let response = Response { rows: Some(rows), body, ..Response::new(brivas_sip::StatusCode(code)) };
    Message::read(response.to_bytes(request, b"b")).unwrap()
}

/// The rows in text.
fn text(rows: &Rows) -> String {
    String::from_utf8(rows.octets().to_vec()).unwrap()
}

/// A verifier as it is without settings, for `example.com`.
fn verifier(now: Instant, set: impl FnOnce(&mut VerifierConfig)) -> Verifier {
    let mut config = VerifierConfig::new(Asker::Server, b"example.com");
    set(&mut config);
    Verifier::new(Arc::new(config), SEED, now)
}
