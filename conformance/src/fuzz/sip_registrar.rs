//! A registrar that is sent any REGISTERs.

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::Message;
use brivas_sip::message::Response;
use brivas_sip::registrar::{Access, Aor, Config, Flow, Origin, Registrar};
use brivas_sip::uri::Uri;
use bytes::Bytes;

const MOST_RECORDS: u32 = 4;
/// What all requests have: a line that says who is bound and how often was asked, and what else there is.
const BEGIN: &[u8] = b"REGISTER sip:example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n\
    From: <sip:a@example.com>;tag=1\r\nMax-Forwards: 70\r\n";

/// Takes texts with a NUL between them: the rows of a REGISTER each, after an octet that says how long after the one before it
/// comes and by which connection. Each is answered so that the answer can be read, what is refused changes nothing, and once all
/// time is over nobody is bound.
///
/// # Panics
/// When a rule is broken.
#[allow(clippy::disallowed_methods)] // a clock is to begin somewhere
pub fn sip_registrar(octets: &[u8]) {
    let mut now = Instant::now();
    let config = Arc::new(Config::new().with_domain("example.com"));
    let mut registrar = Registrar::new(config, MOST_RECORDS, [7; 32], now);
    for text in octets.split(|octet| *octet == 0).take(32) {
        let Some((head, rows)) = text.split_first() else { continue };
        now += Duration::from_secs(u64::from(*head) * 8);
        let flow = Flow(u64::from(head % 3));
        register(&mut registrar, rows, flow, now);
        while registrar.expire(now).is_some() {}
        assert!(registrar.poll_timeout().is_none_or(|at| at > now), "a binding is past its end");
        if let Ok(uri) = Uri::read(b"sip:a@example.com") {
            let _ = registrar.targets(&uri, now).map(|targets| targets.len());
            if let Ok(aor) = Aor::of(&uri)
                && head % 16 == 0
            {
                registrar.remove_flow(&aor, flow);
            }
        }
    }
    for _ in 0..1000 {
        let Some(next) = registrar.poll_timeout() else { return };
        while registrar.expire(next).is_some() {}
    }
    panic!("bindings that do not end");
}

fn register(registrar: &mut Registrar, rows: &[u8], flow: Flow, now: Instant) {
    let octets = Bytes::from([BEGIN, rows, b"\r\n\r\n"].concat());
    let Ok(request) = Message::read(octets) else { return };
    if request.check().is_err() {
        return;
    }
    let origin = Origin::new(flow, Access::Any);
    let prepared = registrar.prepare(&request, &origin, now);
    let again = registrar.prepare(&request, &origin, now);
    assert_eq!((prepared.code, prepared.rows.octets()), (again.code, again.rows.octets()), "asked twice");
    let response = Response { rows: Some(&prepared.rows), ..Response::new(prepared.code) };
    let response = Message::read(response.to_bytes(&request, b"1")).map_err(|bad| bad.error);
    let response = response.unwrap_or_else(|error| panic!("an answer that cannot be read: {error}"));
    assert_eq!(response.check(), Ok(()), "an answer with a fault");
    match &prepared.change {
        Some(change) if prepared.code.is_success() => {
            let _ = registrar.commit(change);
            assert!(registrar.commit(change).is_err(), "what was done already is done again");
        }
        Some(_) => panic!("what is refused changes something"),
        None => {}
    }
}
