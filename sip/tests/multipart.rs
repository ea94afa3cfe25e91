//! Bodies of several parts: those of others are taken apart, ours are read by others, and what is broken is told.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test reads files and may fail loudly

use brivas_sip::header::{ContentDisposition, ContentType, HeaderField, MediaType};
use brivas_sip::message::Rows;
use brivas_sip::multipart::{Builder, Multipart, Part, find};
use brivas_sip::{DecodeErrorKind, Message};
use proptest::prelude::*;

const NESTED: &[u8] = include_bytes!("multipart/nested.txt");

/// A message with this body; its Content-Type is all that there is before the empty line.
fn message(body: &[u8]) -> Message {
    let mut octets = b"INVITE sip:b@example.com SIP/2.0\r\nc: ".to_vec();
    octets.extend_from_slice(body);
    Message::read(octets.into()).unwrap()
}

fn nested() -> Message {
    message(NESTED.strip_prefix(b"Content-Type: ").unwrap())
}

fn multipart<'a>(kind: &'a str, body: &'a [u8]) -> Multipart<'a> {
    Multipart::new(&ContentType::read(kind.as_bytes()).unwrap().0, body).unwrap()
}

/// The bodies of the parts, up to the first fault.
fn bodies(body: &str) -> Vec<Result<String, (DecodeErrorKind, usize)>> {
    let parts = multipart("multipart/mixed;boundary=b", body.as_bytes()).parts();
    let text = |part: Part<'_>| String::from_utf8(part.body.to_vec()).unwrap();
    parts.map(|part| part.map(text).map_err(|error| (error.kind, error.offset))).collect()
}

/// RFC 4475 §3.1.1.11.
#[test]
fn the_torture_message_has_text_and_octets() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/vectors/sip/rfc4475/");
    let octets = std::fs::read(format!("{folder}mpart01.dat")).unwrap();
    let message = Message::read(octets.into()).unwrap();
    let kind: ContentType<'_> = message.need().unwrap();
    let parts: Result<Vec<_>, _> = Multipart::new(&kind.0, message.body()).unwrap().parts().collect();
    let parts = parts.unwrap();
    assert_eq!(parts.len(), 2);
    assert_eq!((parts[0].body, parts[0].offset), (b"Hello".as_slice(), 83));
    assert!(parts[1].kind().unwrap().unwrap().is("application", "octet-stream"));
    assert_eq!(parts[1].fields().count(), 2);
    // A signature in ASN.1, whose length is in its second to fourth octet, and which has NUL and line feeds.
    let signature = parts[1].body;
    let length = usize::from(u16::from_be_bytes([signature[2], signature[3]]));
    assert_eq!(signature.len(), length + 4);
    assert!(signature.contains(&0) && signature.contains(&b'\n'));
    let found = find(Part::of(&message), "Application", "Octet-Stream").unwrap().unwrap();
    assert_eq!(found.body, signature);
    assert_eq!(&message.octets()[found.offset..found.offset + signature.len()], signature);
}

#[test]
fn what_python_put_together_is_taken_apart() {
    let message = nested();
    let whole = Part::of(&message);
    let outer = Multipart::new(&whole.kind().unwrap().unwrap(), whole.body).unwrap();
    let parts: Result<Vec<_>, _> = outer.parts().collect();
    let parts = parts.unwrap();
    let kinds: Vec<_> = parts.iter().map(|part| format!("{:?}", part.kind().unwrap().unwrap())).collect();
    assert_eq!(kinds, ["text/plain", "multipart/related", "application/isup"]);
    assert_eq!(parts[0].body, b"Hello\r\n\r\nthere");
    assert_eq!(parts[2].body, [0; 9]);

    let sdp = find(whole, "application", "sdp").unwrap().unwrap();
    assert_eq!(sdp.body, b"v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\n");
    assert!(message.octets()[sdp.offset..].starts_with(sdp.body));
    let picture = find(whole, "text", "x-picture").unwrap().unwrap();
    assert_eq!(picture.content_id(), Some(b"picture@example.com".as_slice()));
    assert_eq!(picture.body, b"--outer is not a boundary\r\n\r\n--inner\r\n");
    let disposition: ContentDisposition<'_> = picture.get().unwrap().unwrap();
    assert!(disposition.is_optional() && disposition.disposition == b"render");
    assert_eq!(find(whole, "application", "pidf+xml").unwrap(), None);
}

#[test]
fn a_body_that_is_of_the_kind_itself_is_found() {
    let sdp = message(b"application/sdp\r\n\r\nv=0\r\n");
    assert_eq!(find(Part::of(&sdp), "application", "sdp").unwrap().unwrap().body, b"v=0\r\n");
    assert_eq!(find(Part::of(&sdp), "text", "plain").unwrap(), None);
    let none = Message::read(b"INVITE sip:b@example.com SIP/2.0\r\n\r\nhello".as_slice().into()).unwrap();
    assert_eq!(find(Part::of(&none), "text", "plain").unwrap().unwrap().body, b"hello");
    let bad = message(b"nothing\r\n\r\nv=0\r\n");
    let error = find(Part::of(&bad), "application", "sdp").unwrap_err();
    assert_eq!((error.kind, error.offset), (DecodeErrorKind::Missing, 44));
}

#[test]
fn delimiters_have_padding_and_lines_like_them_are_no_delimiters() {
    let ok = |text: &str| Ok(text.to_string());
    for (body, parts) in [
        ("--b\r\n\r\none\r\n--b--", vec![ok("one")]),
        (
            "before\r\n--b \t\r\n\r\none\r\n--b\t\r\n\r\ntwo\r\n--b-- \r\nbehind\r\n--b\r\n",
            vec![ok("one"), ok("two")],
        ),
        (
            "--b\r\n\r\n--bx\r\n--b x\r\n --b\r\n--b-\r\n--B\r\n--b--",
            vec![ok("--bx\r\n--b x\r\n --b\r\n--b-\r\n--B")],
        ),
        ("--b\r\n\r\n\n--b\nx\r--b\r\r\n--b--\r\n", vec![ok("\n--b\nx\r--b\r")]),
        ("--b\r\n\r\n\r\n--b--", vec![ok("")]),
        ("--b\r\n\r\n--b--", vec![ok("")]),
        ("--b\r\n--b\r\n--b--", vec![ok(""), ok("")]),
        ("--b\r\nX: 1\r\n--b--", vec![ok("")]),
        ("--b\r\nX: 1\r\n\r\n\r\n\r\nx\r\n--b--", vec![ok("\r\n\r\nx")]),
        ("--b--", vec![]),
        ("\r\n--b--\r\n", vec![]),
        ("", vec![Err((DecodeErrorKind::Missing, 0))]),
        ("nothing", vec![Err((DecodeErrorKind::Missing, 7))]),
        ("--b\r\n\r\none\r\n--b\r\n\r\ntwo", vec![ok("one"), Err((DecodeErrorKind::Unterminated, 17))]),
    ] {
        assert_eq!(bodies(body), parts, "{body:?}");
    }
}

#[test]
fn a_boundary_must_be_there_and_be_one() {
    let new = |kind: &str| {
        let kind = ContentType::read(kind.as_bytes()).unwrap();
        Multipart::new(&kind.0, b"").map(drop).map_err(|error| (error.kind, error.field))
    };
    assert_eq!(new("text/plain;boundary=b"), Err((DecodeErrorKind::Mismatch, "boundary")));
    assert_eq!(new("multipart/mixed"), Err((DecodeErrorKind::Missing, "boundary")));
    assert_eq!(new("multipart/mixed;boundary=\"\""), Err((DecodeErrorKind::Value, "boundary")));
    for (length, is_one) in [(70, true), (71, false)] {
        let kind = format!("multipart/mixed;boundary=\"{}\"", "a".repeat(length));
        assert_eq!(new(&kind).is_ok(), is_one, "{length}");
    }
}

#[test]
fn there_are_at_most_256_parts_in_each_other_eight_deep() {
    for (count, is_taken) in [(256, true), (257, false)] {
        let body = "--b\r\n\r\nx\r\n".repeat(count) + "--b--";
        let parts = bodies(&body);
        assert_eq!(parts.last().unwrap().is_ok(), is_taken);
        assert_eq!(parts.len(), count);
    }
    for (depth, is_taken) in [(8, true), (9, false)] {
        let mut body = "text/x\r\n\r\nfound".to_string();
        for level in 0..depth {
            body = format!(
                "multipart/mixed;boundary=b{level}\r\n\r\n--b{level}\r\nContent-Type: {body}\r\n--b{level}--"
            );
        }
        let message = message(body.as_bytes());
        match find(Part::of(&message), "text", "x") {
            Ok(found) => assert!(is_taken && found.unwrap().body == b"found", "{depth}"),
            Err(error) => assert!(!is_taken && error.kind == DecodeErrorKind::TooLarge, "{depth}: {error}"),
        }
    }
}

#[test]
fn header_fields_of_parts_are_folded_and_named_in_any_case() {
    let body = b"--b\r\nCONTENT-type :\r\n multipart/mixed;\r\n\tboundary=c\r\nnothing\r\ncontent-ID: <1@a>\r\n\r\nx\r\n--b--";
    let part = multipart("multipart/mixed;boundary=b", body).parts().next().unwrap().unwrap();
    assert!(part.kind().unwrap().unwrap().is("multipart", "mixed"));
    let fields: Vec<_> = part.fields().collect();
    assert_eq!(fields.len(), 2);
    assert!(body[fields[0].offset..].starts_with(b"multipart/mixed;"));
    assert_eq!((fields[1].value, part.content_id()), (b"<1@a>".as_slice(), Some(b"1@a".as_slice())));
    assert_eq!(format!("{part:?}"), "Part(1 octets)");
}

/// Python reads the same file as these parts: see `make_bodies.py`.
#[test]
fn what_is_put_together_is_the_same_each_time() {
    let (mut sdp, mut isup, plain) = (Rows::new(), Rows::new(), Rows::new());
    sdp.put(&ContentType(MediaType::SDP));
    isup.put_text("Content-Type", b"application/isup;version=itu-t92+");
    isup.put_text("Content-Disposition", b"signal;handling=optional");
    let build = || {
        Builder::new("mixed")
            .put(&sdp, b"v=0\r\n")
            .put(&isup, &[1, 0, 13, 10, 45, 45])
            .put(&plain, b"")
            .build()
    };
    let built = build();
    assert!(built == build());
    let mut octets = b"Content-Type: ".to_vec();
    octets.extend_from_slice(&built.content_type);
    octets.extend_from_slice(b"\r\n\r\n");
    octets.extend_from_slice(&built.body);
    assert_eq!(
        String::from_utf8_lossy(&octets),
        String::from_utf8_lossy(include_bytes!("multipart/built.txt"))
    );
}

proptest! {
    #[test]
    fn parts_are_what_was_put_in(bodies in prop::collection::vec(prop::collection::vec(prop_oneof![Just(b'\r'), Just(b'\n'), Just(b'-'), any::<u8>()], 0..40), 1..9)) {
        let rows = Rows::new();
        let mut builder = Builder::new("mixed");
        for body in &bodies {
            builder.put(&rows, body);
        }
        let built = builder.build();
        let kind = ContentType::read(&built.content_type).unwrap();
        let parts: Result<Vec<_>, _> = Multipart::new(&kind.0, &built.body).unwrap().parts().collect();
        let found: Vec<_> = parts.unwrap().iter().map(|part| part.body.to_vec()).collect();
        prop_assert_eq!(found, bodies);
    }

    #[test]
    fn nothing_panics_and_every_part_is_where_it_says(body in "(--b|--|\r\n|-|b|:|Content-Type| |multipart/x;boundary=b|x){0,40}") {
        for part in multipart("multipart/mixed;boundary=b", body.as_bytes()).parts().flatten() {
            prop_assert!(body.as_bytes()[part.offset..].starts_with(part.body));
            prop_assert!(part.fields().all(|field| body.as_bytes()[field.offset..].starts_with(field.value)));
            let _ = find(part, "a", "b");
        }
    }
}
