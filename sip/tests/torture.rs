//! The messages of RFC 4475 and RFC 5118: each is taken, answered or discarded as the standard says, and the header fields
//! of those that are taken can be written from what was read.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test reads files and may fail loudly

#[path = "torture/meaning.rs"]
mod meaning;

use std::path::PathBuf;

use brivas_sip::header::{
    CSeq, CallId, Contact, ContentLength, Expires, From, HeaderField, HeaderName, MaxForwards, RecordRoute,
    Route, To, Via,
};
use brivas_sip::uri::Uri;
use brivas_sip::{DecodeError, DecodeErrorKind, Message, StatusCode};
use bytes::Bytes;
use meaning::Meaning;

/// What becomes of a message on a datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is taken; what it asks for may be refused later.
    Taken,
    /// It is a request with a fault, answered with this status.
    Answered(u16),
    /// It is a response with a fault, or nothing at all.
    Discarded,
}

use Fate::{Answered, Discarded, Taken};

/// Every message, by its name.
const FATES: [(&str, Fate); 62] = [
    // RFC 4475 §3.1.1: valid.
    ("wsinv", Taken),
    ("intmeth", Taken),
    ("esc01", Taken),
    ("escnull", Taken),
    ("esc02", Taken),
    ("lwsdisp", Taken),
    ("longreq", Taken),
    ("dblreq", Taken),
    ("semiuri", Taken),
    ("transports", Taken),
    ("mpart01", Taken),
    ("unreason", Taken),
    ("noreason", Taken),
    // §3.1.2: invalid. The fault of baddate is in a field that nothing relies on.
    ("badinv01", Answered(400)),
    ("clerr", Answered(400)),
    ("ncl", Answered(400)),
    ("scalar02", Answered(400)),
    ("scalarlg", Discarded),
    ("quotbal", Answered(400)),
    ("ltgtruri", Answered(400)),
    ("lwsruri", Answered(400)),
    ("lwsstart", Answered(400)),
    ("trws", Answered(400)),
    ("escruri", Answered(400)),
    ("baddate", Taken),
    ("regbadct", Answered(400)),
    ("badaspec", Answered(400)),
    ("baddn", Answered(400)),
    ("badvers", Answered(505)),
    ("mismatch01", Answered(400)),
    ("mismatch02", Answered(400)),
    ("bigcode", Discarded),
    // §3.2 and §3.3: it is for the transaction or the application to judge.
    ("badbranch", Taken),
    ("insuf", Answered(400)),
    ("unkscm", Taken),
    ("novelsc", Taken),
    ("unksm2", Taken),
    ("bext01", Taken),
    ("invut", Taken),
    ("regaut01", Taken),
    ("multi01", Answered(400)),
    ("mcl01", Answered(400)),
    ("bcast", Taken),
    ("zeromf", Taken),
    ("cparam01", Taken),
    ("cparam02", Taken),
    ("regescrt", Taken),
    ("sdp01", Taken),
    // §3.4: of RFC 2543. The last is named in no section.
    ("inv2543", Taken),
    ("test", Answered(400)),
    // RFC 5118 §4.
    ("ipv6-good", Taken),
    ("ipv6-bad", Answered(400)),
    ("port-ambiguous", Taken),
    ("port-unambiguous", Taken),
    ("via-received-param-with-delim", Taken),
    ("via-received-param-no-delim", Taken),
    ("ipv6-in-sdp", Taken),
    ("mult-ip-in-header", Taken),
    ("mult-ip-in-sdp", Taken),
    ("ipv4-mapped-ipv6", Taken),
    ("ipv6-bug-abnf-3-colons", Taken),
    ("ipv6-correct-abnf-2-colons", Taken),
];

/// The messages, by name.
fn messages() -> Vec<(String, Bytes)> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/vectors/sip"));
    let index = std::fs::read(folder.join("index.json")).unwrap();
    let index: serde_json::Value = serde_json::from_slice(&index).unwrap();
    let read = |case: &serde_json::Value| {
        let octets = std::fs::read(folder.join(case["file"].as_str().unwrap())).unwrap();
        (case["name"].as_str().unwrap().to_string(), octets.into())
    };
    index["cases"].as_array().unwrap().iter().map(read).collect()
}

fn octets(name: &str) -> Bytes {
    messages().into_iter().find(|(found, _)| found == name).unwrap().1
}

fn message(name: &str) -> Message {
    Message::read(octets(name)).unwrap_or_else(|bad| panic!("{name}: {}", bad.error))
}

/// What an element does with a message, and why.
fn fate(octets: &Bytes) -> (Fate, Option<DecodeError>) {
    let (message, fault) = match Message::read(octets.clone()) {
        Ok(message) => {
            let fault = message.check().err();
            (Some(Box::new(message)), fault)
        }
        Err(bad) => (bad.message, Some(bad.error)),
    };
    let is_request = message.is_some_and(|message| message.request().is_some());
    match fault {
        None => (Taken, None),
        Some(error) if is_request => (Answered(error.status_code().0), Some(error)),
        Some(error) => (Discarded, Some(error)),
    }
}

#[test]
fn every_message_has_the_fate_that_the_standard_says() {
    let messages = messages();
    assert_eq!(messages.len(), FATES.len());
    for (name, octets) in messages {
        let expected = FATES.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{name}"));
        let (found, why) = fate(&octets);
        assert_eq!(found, expected.1, "{name}: {why:?}");
    }
}

fn rebuilt<'a, H: HeaderField<'a> + Meaning>(name: &str, message: &'a Message) {
    for value in message.all::<H>() {
        let value = value.unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut out = Vec::new();
        value.write(&mut out);
        // The text lives no longer than this; a second reading of it is compared by what it means.
        let text: &'static [u8] = Box::leak(out.into_boxed_slice());
        let again = H::read(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(again.meaning(), value.meaning(), "{name}: {}", String::from_utf8_lossy(text));
    }
}

#[test]
fn typed_header_fields_are_written_with_the_meaning_that_was_read() {
    for (name, octets) in messages() {
        if fate(&octets).0 != Taken {
            continue;
        }
        let message = Message::read(octets.clone()).unwrap();
        rebuilt::<Via<'_>>(&name, &message);
        rebuilt::<From<'_>>(&name, &message);
        rebuilt::<To<'_>>(&name, &message);
        rebuilt::<CSeq<'_>>(&name, &message);
        rebuilt::<CallId<'_>>(&name, &message);
        rebuilt::<Contact<'_>>(&name, &message);
        rebuilt::<Route<'_>>(&name, &message);
        rebuilt::<RecordRoute<'_>>(&name, &message);
        rebuilt::<MaxForwards>(&name, &message);
        rebuilt::<ContentLength>(&name, &message);
        rebuilt::<Expires>(&name, &message);
        assert_eq!(message.octets(), octets.get(..message.octets().len()).unwrap(), "{name}");
    }
}

/// §3.1.1.1.
#[test]
fn a_short_tortuous_invite_is_read_as_it_is_meant() {
    let message = message("wsinv");
    let vias: Vec<_> = message.all::<Via<'_>>().map(Result::unwrap).collect();
    let hops: Vec<_> = vias.iter().map(|via| (via.transport.0, via.host.0)).collect();
    assert_eq!(
        hops,
        [
            (b"UDP".as_slice(), b"192.0.2.2".as_slice()),
            (b"TCP", b"spindle.example.com"),
            (b"UDP", b"192.168.255.111")
        ]
    );
    assert_eq!(vias[0].transaction(), None, "no magic cookie");
    assert_eq!(vias[1].transaction(), Some(b"z9hG4bK9ikj8".as_slice()));
    assert_eq!(vias[2].transaction(), Some(b"z9hG4bK30239".as_slice()));
    assert_eq!(message.need::<MaxForwards>().unwrap().0, 68);
    assert_eq!(message.need::<CSeq<'_>>().unwrap().number, 9);
    assert_eq!(message.need::<To<'_>>().unwrap().tag, Some(b"1918181833n".as_slice()));
    let from = message.need::<From<'_>>().unwrap();
    assert_eq!(from.addr.display_name, br#""J Rosenberg \\\"""#);
    assert_eq!(from.tag, Some(b"98asjd8".as_slice()));
    let contact = message.need::<Contact<'_>>().unwrap();
    assert_eq!(contact.q(), Ok(Some(330)));
    assert!(contact.addr().unwrap().params.has(b"secondparam"));
    let unknown: Vec<_> = message.rows(HeaderName::OTHER).map(|row| row.name_text).collect();
    assert_eq!(unknown, [b"NewFangledHeader".as_slice(), b"UnknownHeaderWithUnusualValue"]);
}

/// §3.1.1.2, §3.1.1.5: methods are known by their octets alone.
#[test]
fn methods_have_any_character_of_a_token_and_no_escapes() {
    let unusual = message("intmeth");
    assert_eq!(unusual.method().unwrap().0, b"!interesting-Method0123456789_*+`.%indeed'~");
    assert!(!unusual.method().unwrap().is_known());
    assert_eq!(message("esc02").method().unwrap().0, b"RE%47IST%45R");
}

/// §3.1.1.3, §3.1.1.4.
#[test]
fn escapes_are_the_characters_they_stand_for_where_uris_are_compared() {
    let message = message("esc01");
    let to = message.need::<To<'_>>().unwrap().addr.uri;
    assert!(to.is_same(&Uri::read(b"sip:user@example.com").unwrap()));
    let uri = message.request().unwrap().uri().unwrap();
    assert_eq!(uri.sip().unwrap().user, Some(b"sips%3Auser%40example.com".as_slice()));
    assert!(!uri.sip().unwrap().secure);

    let nulls: Vec<_> =
        self::message("escnull").all::<Contact<'_>>().map(|it| format!("{:?}", it.is_ok())).collect();
    assert_eq!(nulls.len(), 2);
    let [one, two] = [b"sip:%00@host5.example.com".as_slice(), b"sip:%00%00@host5.example.com"];
    assert!(!Uri::read(one).unwrap().is_same(&Uri::read(two).unwrap()));
}

/// §3.1.1.8.
#[test]
fn what_is_behind_the_body_in_a_datagram_is_left_out() {
    let octets = octets("dblreq");
    let message = Message::read(octets.clone()).unwrap();
    assert_eq!(message.body(), b"");
    assert!(message.octets().len() < octets.len());
    assert!(message.octets().ends_with(b"\r\n\r\n"));
}

/// §3.1.1.9.
#[test]
fn a_semicolon_before_the_at_sign_is_of_the_user() {
    let message = message("semiuri");
    let uri = message.request().unwrap().uri().unwrap();
    let uri = uri.sip().unwrap();
    assert_eq!(uri.user, Some(b"user;par=u%40example.net".as_slice()));
    assert!(uri.params.is_empty());
}

/// §3.3.2, §3.3.3: a request for another scheme is taken, and refused by whoever needs a SIP URI.
#[test]
fn another_scheme_is_for_the_server_to_refuse() {
    for name in ["unkscm", "novelsc"] {
        let message = message(name);
        let error = message.request().unwrap().uri().unwrap().sip().map(drop).unwrap_err();
        assert_eq!(error.status_code(), StatusCode::UNSUPPORTED_URI_SCHEME, "{name}");
    }
}

/// §3.2.1, §3.4.1: such transactions are known by the rules of RFC 2543.
#[test]
fn a_branch_that_says_nothing_names_no_transaction() {
    assert_eq!(message("badbranch").need::<Via<'_>>().unwrap().transaction(), None);
    let old = message("inv2543");
    assert_eq!(old.need::<Via<'_>>().unwrap().branch, None);
    assert_eq!(old.need::<From<'_>>().unwrap().tag, None);
    assert!(old.get::<MaxForwards>().unwrap().is_none());
    assert!(old.body().starts_with(b"v=0"), "without Content-Length it goes to the end");
}

/// §3.3.12, §3.3.13.
#[test]
fn a_parameter_of_a_contact_is_of_the_field_outside_of_the_brackets_and_of_the_uri_inside() {
    for (name, of_field) in [("cparam01", true), ("cparam02", false)] {
        let message = message(name);
        let contact = message.need::<Contact<'_>>().unwrap();
        let addr = contact.addr().unwrap();
        assert_eq!(addr.params.has(b"unknownparam"), of_field, "{name}");
        assert_eq!(addr.uri.sip().unwrap().params.has(b"unknownparam"), !of_field, "{name}");
    }
}

/// RFC 5118 §4.3, §4.4, §4.5, §4.10.
#[test]
fn addresses_of_version_6_are_read() {
    let uri_of = |name: &str| {
        let message = message(name);
        let uri = message.request().unwrap().uri().unwrap();
        let uri = uri.sip().unwrap();
        (uri.host.ip().unwrap().to_string(), uri.port)
    };
    assert_eq!(uri_of("port-ambiguous"), ("2001:db8::10:5070".to_string(), None));
    assert_eq!(uri_of("port-unambiguous"), ("2001:db8::10".to_string(), Some(5070)));
    for name in ["via-received-param-with-delim", "via-received-param-no-delim"] {
        let message = message(name);
        let via = message.need::<Via<'_>>().unwrap();
        assert_eq!(via.received_ip().unwrap().to_string(), "2001:db8::9:255", "{name}");
    }
    for name in ["ipv6-bug-abnf-3-colons", "ipv6-correct-abnf-2-colons"] {
        let message = message(name);
        let via = message.all::<Via<'_>>().map(Result::unwrap).next().unwrap();
        let uri = message.request().unwrap().uri().unwrap();
        assert!(via.host.ip().is_some() || uri.sip().unwrap().host.ip().is_some(), "{name}");
    }
    assert_eq!(
        Uri::read(b"sip:user@[2001:db8:::192.0.2.1]").unwrap().sip().unwrap().host.ip(),
        "2001:db8::192.0.2.1".parse().ok()
    );
}

#[test]
fn a_fault_is_told_by_its_place_and_part() {
    let (_, error) = fate(&octets("multi01"));
    let error = error.unwrap();
    assert_eq!(error.kind, DecodeErrorKind::Repeated);
    let (_, error) = fate(&octets("insuf"));
    assert_eq!(error.unwrap().kind, DecodeErrorKind::MandatoryMissing);
    let quotbal = octets("quotbal");
    let (_, error) = fate(&quotbal);
    let error = error.unwrap();
    assert_eq!((error.kind, error.field), (DecodeErrorKind::Unterminated, "display-name"));
    assert_eq!(quotbal[error.offset], b'"', "the quote that is not closed");
}
