//! The tokio adapter over an in-memory pipe.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test has a clock and may fail loudly

use std::sync::Arc;
use std::time::Instant;

use brivas_smpp::{
    AnyBody, Bind, CodecError, CommandStatus, Config, Dialect, Driver, EnquireLink, Event, PduCodec, Role,
    Session, SubmitSm,
};
use bytes::BytesMut;
use tokio_util::codec::{Decoder, Encoder};

fn session(role: Role) -> Session {
    let mut config = Config::new(role);
    config.set_window(100).set_inbound_window(1000);
    Session::new(Arc::new(config), [3; 32], Instant::now())
}

/// A pipe of 300 octets is full after a few PDUs: each side must read while its writes wait.
#[tokio::test]
async fn two_peers_with_full_buffers_do_not_deadlock() {
    const MESSAGES: usize = 5000;
    let (ours, theirs) = tokio::io::duplex(300);
    let server = tokio::spawn(async move {
        let mut driver = Driver::new(session(Role::Mc), theirs);
        while let Some(event) = driver.next_event().await {
            let now = Instant::now();
            match event {
                Event::Bind { id, .. } => driver.session().accept_bind(now, id, b"mc").unwrap(),
                Event::Request { id, .. } => driver.session().submit_sm_resp(now, id, b"id").unwrap(),
                _ => {}
            }
        }
    });
    let mut driver = Driver::new(session(Role::Esme), ours);
    driver.session().bind(Instant::now(), &Bind { system_id: b"esme", ..Default::default() }).unwrap();
    let message = SubmitSm { short_message: &[b'x'; 150], ..Default::default() };
    let (mut sent, mut answered) = (0, 0);
    while let Some(event) = driver.next_event().await {
        if matches!(event, Event::Response { .. }) {
            answered += 1;
        }
        while sent < MESSAGES && driver.session().submit_sm(Instant::now(), &message).is_ok() {
            sent += 1;
        }
        if answered == MESSAGES && driver.session().state().is_bound() {
            let _ = driver.session().unbind(Instant::now());
        }
    }
    assert_eq!(answered, MESSAGES);
    drop(driver);
    server.await.unwrap();
}

#[test]
fn the_codec_cuts_a_stream_into_pdus_and_stops_where_framing_is_lost() {
    let mut codec = PduCodec::new(Dialect::V3_4, 1000);
    let mut stream = BytesMut::new();
    let body = SubmitSm { short_message: b"hello", ..Default::default() };
    codec.encode((AnyBody::SubmitSm(body), CommandStatus::ESME_ROK, 5), &mut stream).unwrap();
    codec
        .encode((AnyBody::EnquireLink(EnquireLink::default()), CommandStatus::ESME_ROK, 6), &mut stream)
        .unwrap();
    let mut rest = stream.split_off(20);
    assert!(codec.decode(&mut stream).unwrap().is_none(), "not whole yet");
    stream.unsplit(rest.split());
    let first = codec.decode(&mut stream).unwrap().unwrap();
    assert_eq!(first.body::<SubmitSm<'_>>().unwrap(), body);
    assert_eq!(codec.decode(&mut stream).unwrap().unwrap().header.sequence_number, 6);
    codec.encode(first.octets().clone(), &mut stream).unwrap();
    assert_eq!(stream, first.octets(), "whole PDUs pass as they are");
    let too_long = SubmitSm { source_addr: &[b'1'; 30], ..Default::default() };
    let refused = codec.encode((AnyBody::SubmitSm(too_long), CommandStatus::ESME_ROK, 7), &mut stream);
    assert!(matches!(refused, Err(CodecError::Encode(_))));
    for length in [15_u32, 1001] {
        let mut stream = BytesMut::from(&[&length.to_be_bytes()[..], &[0; 12]].concat()[..]);
        assert!(matches!(codec.decode(&mut stream), Err(CodecError::Framing(found)) if found == length));
    }
}
