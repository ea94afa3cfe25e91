//! Messages on datagrams and streams, and the responses to them.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use brivas_sip::header::{Contact, ContentLength, HeaderField, HeaderName, To};
use brivas_sip::message::{BadMessage, Frame, Framer, Response, Rows};
use brivas_sip::{DecodeErrorKind, Message, StatusCode};
use bytes::{Bytes, BytesMut};

const INVITE: &[u8] = include_bytes!("../benches/invite.dat");
const OPTIONS: &[u8] = b"OPTIONS sip:b@example.com SIP/2.0\r\n\
    Via: SIP/2.0/TCP a.example.com;branch=z9hG4bK1\r\n\
    f: <sip:a@example.com>;tag=1\r\nTo: <sip:b@example.com>\r\ni: 1@a\r\nCSeq: 1 OPTIONS\r\nl: 0\r\n\r\n";

fn frames(framer: &mut Framer, input: &mut BytesMut) -> Vec<String> {
    let mut all = Vec::new();
    while let Some(frame) = framer.next(input) {
        all.push(match frame {
            Frame::Message(message) => {
                format!("{:?} {} {:?}", message, message.octets().len(), message.body())
            }
            Frame::Bad(BadMessage { error, .. }) => format!("bad {error}"),
            Frame::Crlf => "crlf".to_string(),
            Frame::Broken(BadMessage { error, message, .. }) => {
                format!("broken {error} {}", message.is_some())
            }
        });
    }
    all
}

/// OPTIONS with something else in place of a part of it.
fn altered(from: &str, to: &str) -> Bytes {
    String::from_utf8_lossy(OPTIONS).replace(from, to).into()
}

/// Pings, messages, one with a bad row, and one without Content-Length, after which nothing can be known.
fn stream() -> Vec<u8> {
    let (bad, endless) = (altered("To: ", "To; "), altered("l: 0\r\n", ""));
    [b"\r\n\r\n", INVITE, b"\r\n", OPTIONS, &bad, INVITE, &endless, OPTIONS].concat()
}

#[test]
fn a_stream_has_the_same_frames_however_it_is_split() {
    let octets = stream();
    let whole = frames(&mut Framer::new(), &mut BytesMut::from(octets.as_slice()));
    assert_eq!(whole.len(), 8, "{whole:#?}");
    assert!(whole[5].starts_with("bad message-header at octet"), "{whole:#?}");
    assert!(whole[7].starts_with("broken Content-Length at octet"), "{whole:#?}");
    for at in 0..octets.len() {
        let (mut framer, mut input) = (Framer::new(), BytesMut::from(&octets[..at]));
        let mut found = frames(&mut framer, &mut input);
        input.extend_from_slice(&octets[at..]);
        found.extend(frames(&mut framer, &mut input));
        assert_eq!(found, whole, "split at {at}");
    }
    let (mut framer, mut input, mut found) = (Framer::new(), BytesMut::new(), Vec::new());
    for octet in &octets {
        input.extend_from_slice(&[*octet]);
        found.extend(frames(&mut framer, &mut input));
    }
    assert_eq!(found, whole, "octet by octet");
}

#[test]
fn a_stream_breaks_where_nobody_can_know_how_it_goes_on() {
    let with = |row: &str| altered("l: 0", row);
    for (octets, kind) in [
        (with("Content-Length: -1"), DecodeErrorKind::Syntax),
        (with("Content-Length: 0\r\nl: 0"), DecodeErrorKind::Repeated),
        (with("l: 99999999999"), DecodeErrorKind::Value),
        (with("l: 2000000"), DecodeErrorKind::TooLarge),
        (vec![b'x'; 70_000].into(), DecodeErrorKind::TooLarge),
        (Bytes::from_static(b"nonsense\r\n\r\n"), DecodeErrorKind::Missing),
    ] {
        let mut input = BytesMut::from(octets);
        let mut framer = Framer::new();
        match framer.next(&mut input) {
            Some(Frame::Broken(bad)) => assert_eq!(bad.error.kind, kind, "{}", bad.error),
            other => panic!("{kind:?}: {other:?}"),
        }
        input.extend_from_slice(OPTIONS);
        assert!(framer.next(&mut input).is_none(), "nothing comes after it");
        assert!(input.is_empty(), "and nothing is kept");
    }
}

#[test]
fn a_message_of_many_rows_is_read_and_one_of_too_many_is_not() {
    let with = |rows: usize| {
        let rows: String = (0..rows).map(|number| format!("X-{number}: {number}\r\n")).collect();
        Message::read(altered("l: 0\r\n", &format!("{rows}l: 0\r\n")))
    };
    let message = with(900).unwrap();
    assert_eq!(message.rows(HeaderName::OTHER).count(), 900);
    assert_eq!(message.rows(HeaderName::OTHER).last().unwrap().value, b"899");
    assert_eq!(message.get::<ContentLength>(), Ok(Some(ContentLength(0))));
    assert_eq!(with(1000).unwrap_err().error.kind, DecodeErrorKind::TooLarge);
}

#[test]
fn line_ends_that_others_would_read_otherwise_are_refused() {
    for (from, to) in [("CSeq: 1 OPTIONS\r\n", "CSeq: 1 OPTIONS\n"), ("i: 1@a\r\n", "i: 1@a\rX: 1\r\n")] {
        let read = Message::read(altered(from, to));
        let error = read.map_err(|bad| bad.error).and_then(|message| message.check()).unwrap_err();
        assert_eq!((error.kind, error.status_code()), (DecodeErrorKind::LineEnd, StatusCode::BAD_REQUEST));
    }
    let folded = altered("CSeq: 1 OPTIONS", "CSeq:\r\n 1\r\n\tOPTIONS");
    assert_eq!(Message::read(folded).unwrap().check(), Ok(()));
}

#[test]
fn a_response_has_what_the_standard_copies_from_the_request_in_one_allocation() {
    let request = Message::read(Bytes::from_static(INVITE)).unwrap();
    let contact = Contact::read(b"<sip:b@192.0.2.9>").unwrap();
    let mut rows = Rows::new();
    rows.put(&contact).put_text("X-Note", b"one\r\nX-Evil: two");
    let response =
        Response { rows: Some(&rows), body: b"v=0\r\n", ..Response::new(StatusCode::SESSION_PROGRESS) };
    let mut octets = Bytes::new();
    let counted = allocation_counter::measure(|| octets = response.to_bytes(&request, b"8321234356"));
    assert_eq!(counted.count_total, 1);
    let text = std::str::from_utf8(&octets).unwrap();
    assert!(text.starts_with("SIP/2.0 183 Session Progress\r\nVia: SIP/2.0/UDP proxy.example.net"), "{text}");
    let read = Message::read(octets.clone()).unwrap();
    assert_eq!(read.check(), Ok(()));
    for name in
        [HeaderName::VIA, HeaderName::RECORD_ROUTE, HeaderName::FROM, HeaderName::CALL_ID, HeaderName::CSEQ]
    {
        let rows = |message: &Message| message.rows(name).map(|row| row.row.to_vec()).collect::<Vec<_>>();
        assert_eq!(rows(&read), rows(&request), "{name:?}");
    }
    assert_eq!(read.need::<To<'_>>().unwrap().tag, Some(b"8321234356".as_slice()));
    assert_eq!(read.body(), b"v=0\r\n");
    assert_eq!(read.rows(HeaderName::OTHER).count(), 1, "a value makes no row");

    let again = Message::read(octets).unwrap();
    assert!(again.has_to_tag());
}

#[test]
fn what_is_shown_of_a_message_has_nothing_of_a_subscriber() {
    let message = Message::read(Bytes::from_static(INVITE)).unwrap();
    let shown =
        format!("{message:?} {:?} {:?}", message.need::<To<'_>>().unwrap(), message.request().unwrap().uri());
    assert!(!shown.contains("4930") && !shown.contains("Alice") && !shown.contains("alice"), "{shown}");
}
