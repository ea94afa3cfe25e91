//! However a stream is cut into pieces, the session says the same and sends the same (rules 2, 5 and 9).
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test has a clock and may fail loudly

mod common;

use brivas_smpp::{CommandId, CommandStatus, Config, DataSm, DeliverSm, Event, Role, Tag, TlvBuf};
use common::{ROK, Side, bind_pdu, message, pdu, request};
use proptest::prelude::*;

const PIECES: [usize; 9] = [1, 2, 3, 7, 15, 16, 17, 64, 4096];

/// Everything that can be seen of a session from outside.
#[derive(Debug, PartialEq)]
struct Transcript {
    events: Vec<(String, Vec<u8>)>,
    sent: Vec<u8>,
}

/// Runs one side over the stream, cut at these places. The owner accepts a bind at once, since nothing more is read
/// before; it answers requests when the stream has ended: what it does earlier is not the stream's doing.
fn run(role: Role, stream: &[u8], cuts: &[usize], drain_each: bool) -> Transcript {
    let mut side = prepared(role);
    let mut transcript = Transcript { events: Vec::new(), sent: Vec::new() };
    let mut requests = Vec::new();
    let mut from = 0;
    for cut in cuts.iter().copied().chain([stream.len()]) {
        side.feed(&stream[from..cut]);
        from = cut;
        if drain_each || !side.session.wants_input() {
            drain(&mut side, &mut transcript, &mut requests);
        }
    }
    drain(&mut side, &mut transcript, &mut requests);
    for id in requests {
        let _ = side.session.refuse(side.now, id, CommandStatus::ESME_RSYSERR);
    }
    side.session.handle_eof(side.now);
    drain(&mut side, &mut transcript, &mut Vec::new());
    transcript
}

/// A message centre before the bind; an ESME with four requests under way.
fn prepared(role: Role) -> Side {
    if role == Role::Mc {
        return Side::open(Config::new(Role::Mc));
    }
    let mut side = Side::bound(Config::new(Role::Esme));
    for _ in 0..4 {
        side.submit();
    }
    side
}

fn drain(side: &mut Side, transcript: &mut Transcript, requests: &mut Vec<brivas_smpp::InboundId>) {
    loop {
        let events = side.events();
        if events.is_empty() {
            break;
        }
        for event in events {
            let octets = match &event {
                Event::Bind { pdu, .. } | Event::Request { pdu, .. } | Event::Response { pdu, .. } => {
                    pdu.octets().to_vec()
                }
                Event::StrayResponse(pdu) | Event::AlertNotification(pdu) => pdu.octets().to_vec(),
                _ => Vec::new(),
            };
            transcript.events.push((format!("{event:?}"), octets));
            match event {
                Event::Bind { id, .. } => side.session.accept_bind(side.now, id, b"mc").unwrap(),
                Event::Request { id, .. } => requests.push(id),
                _ => {}
            }
        }
        side.feed(&[]);
    }
    transcript.sent.extend(side.sent_octets());
}

fn assert_the_same_however_cut(role: Role, stream: &[u8]) -> Transcript {
    let whole = run(role, stream, &[], true);
    for piece in PIECES {
        let cuts: Vec<_> = (1..stream.len()).filter(|at| at % piece == 0).collect();
        for drain_each in [true, false] {
            assert_eq!(run(role, stream, &cuts, drain_each), whole, "pieces of {piece}");
        }
    }
    for cut in 0..=stream.len() {
        assert_eq!(run(role, stream, &[cut], true), whole, "cut at {cut}");
    }
    whole
}

/// The kinds of the events.
fn names(transcript: &Transcript) -> Vec<&str> {
    transcript.events.iter().map(|(event, _)| event.split([' ', '(']).next().unwrap()).collect()
}

/// What an ESME sends to a message centre: good, bad and out of place.
fn stream_of_an_esme() -> Vec<u8> {
    let mut tlvs = TlvBuf::new();
    tlvs.push(Tag(0x1501), b"vendor").push(Tag::message_payload, &[0; 70]);
    [
        bind_pdu(CommandId::bind_transceiver, 1, 0x50),
        request(&message(), 2),
        pdu(CommandId::enquire_link, ROK, 3, &[]),
        request(&DataSm { tlvs: tlvs.as_tlvs(), ..Default::default() }, 4),
        pdu(CommandId::submit_sm, ROK, 5, b"no NUL in here, therefore no service_type"),
        pdu(CommandId(0x0999), ROK, 6, b"unknown"),
        pdu(CommandId::bind_transmitter, ROK, 7, &[0; 7]),
        pdu(CommandId::deliver_sm_resp, ROK, 8, &[0]),
        pdu(CommandId::deliver_sm, ROK, 9, &[]),
        request(&message(), 10),
    ]
    .concat()
}

/// What a message centre sends to an ESME with requests 2 to 5 under way.
fn stream_of_a_centre() -> Vec<u8> {
    let receipt = DeliverSm { short_message: b"id:7 stat:DELIVRD", ..Default::default() };
    [
        pdu(CommandId::submit_sm_resp, ROK, 3, b"id3\0"),
        request(&receipt, 1),
        pdu(CommandId::submit_sm_resp, CommandStatus::ESME_RTHROTTLED, 2, &[]),
        pdu(CommandId::submit_sm_resp, ROK, 3, b"again\0"),
        pdu(CommandId::generic_nack, CommandStatus::ESME_RINVCMDID, 4, &[]),
        pdu(CommandId::submit_sm_resp, ROK, 5, b"id5\0\x04\x28\0\x01\x50"),
        pdu(CommandId::alert_notification, ROK, 2, &[1, 1, b'4', 0, 1, 1, b'5', 0]),
        pdu(CommandId::enquire_link, ROK, 3, &[]),
        pdu(CommandId::unbind, ROK, 4, &[]),
    ]
    .concat()
}

#[test]
fn a_message_centre_reads_the_same_from_every_split() {
    let transcript = assert_the_same_however_cut(Role::Mc, &stream_of_an_esme());
    assert_eq!(
        names(&transcript),
        [
            "Bind",
            "Request",
            "Request",
            "Refused",
            "Refused",
            "Refused",
            "StrayResponse",
            "Refused",
            "Request",
            "Closed",
        ]
    );
}

#[test]
fn an_esme_reads_the_same_from_every_split() {
    let transcript = assert_the_same_however_cut(Role::Esme, &stream_of_a_centre());
    assert_eq!(
        names(&transcript),
        [
            "Response",
            "Request",
            "Response",
            "StrayResponse",
            "RequestFailed",
            "Response",
            "CongestionState",
            "AlertNotification",
            "Closed",
        ]
    );
}

#[test]
fn a_broken_stream_ends_the_same_from_every_split() {
    let oversized = [&[0, 1, 0x20, 1, 0, 0, 0, 4], [0_u8; 8].as_slice(), &[0xFF; 40]].concat();
    let broken: [&[u8]; 5] = [
        b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03 a TLS hello",
        &[0, 0, 0, 15, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 9],
        &[0, 0, 0, 0, 0, 0, 0, 0],
        &oversized,
    ];
    for (role, good) in [(Role::Mc, stream_of_an_esme()), (Role::Esme, stream_of_a_centre())] {
        for end in broken {
            let transcript = assert_the_same_however_cut(role, &[&good, end].concat());
            let last = &transcript.events.last().unwrap().0;
            assert!(last.contains("Framing"), "{last}");
            assert_eq!(transcript.events.iter().filter(|(event, _)| event.contains("Closed")).count(), 1);
        }
    }
    for end in broken.into_iter().take(4) {
        let transcript = assert_the_same_however_cut(Role::Mc, end);
        assert_eq!(transcript.events.len(), 1, "before the bind: {transcript:?}");
    }
}

#[test]
fn a_stream_that_ends_within_a_pdu_ends_the_same_from_every_split() {
    let stream = stream_of_an_esme();
    for end in 0..stream.len() {
        let whole = run(Role::Mc, &stream[..end], &[], true);
        for piece in [1, 7, 16] {
            let cuts: Vec<_> = (1..end).filter(|at| at % piece == 0).collect();
            assert_eq!(
                run(Role::Mc, &stream[..end], &cuts, true),
                whole,
                "{end} octets in pieces of {piece}"
            );
        }
    }
}

proptest! {
    #[test]
    fn any_octets_are_read_the_same_from_any_split(
        octets in prop::collection::vec(prop_oneof![Just(0_u8), 0_u8..=32, any::<u8>()], 0..200),
        cuts in prop::collection::btree_set(0_usize..800, 0..12),
        esme in any::<bool>(),
    ) {
        let (role, good) =
            if esme { (Role::Esme, stream_of_a_centre()) } else { (Role::Mc, stream_of_an_esme()) };
        let stream = [good, octets].concat();
        let cuts: Vec<_> = cuts.into_iter().filter(|cut| *cut <= stream.len()).collect();
        prop_assert_eq!(run(role, &stream, &cuts, true), run(role, &stream, &[], true));
    }
}
