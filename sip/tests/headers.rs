//! Typed header fields: each is read, means what it should, and is written so that it means the same.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use std::fmt::Debug;

use brivas_sip::header::*;
use brivas_sip::{DecodeErrorKind, Method};

/// Read, and written as it is told to be.
fn read<'a, H: HeaderField<'a> + Debug>(value: &'a str, written: &str) -> H {
    let read = H::read(value.as_bytes()).unwrap_or_else(|error| panic!("{value}: {error}"));
    let mut out = Vec::new();
    read.write(&mut out);
    assert_eq!(String::from_utf8_lossy(&out), written);
    read
}

fn refused<'a, H: HeaderField<'a> + Debug>(value: &'a str, kind: DecodeErrorKind, offset: usize) {
    let error = H::read(value.as_bytes()).unwrap_err();
    assert_eq!((error.kind, error.offset), (kind, offset), "{value}: {error}");
}

#[test]
fn tokens_are_the_same_in_any_case_but_methods_are_not() {
    assert_eq!(read::<Supported<'_>>("100rel", "100rel"), Supported(b"100REL"));
    assert_eq!(read::<Allow<'_>>("INVITE", "INVITE"), Allow(Method::INVITE));
    assert_ne!(read::<Allow<'_>>("invite", "invite"), Allow(Method::INVITE));
    refused::<Require<'_>>("a b", DecodeErrorKind::Syntax, 2);
    refused::<ContentEncoding<'_>>("", DecodeErrorKind::Missing, 0);
}

#[test]
fn privacy_has_semicolons_or_commas() {
    for value in ["id;critical", "id , critical", "id; critical"] {
        let privacy: Privacy<'_> = read(value, "id;critical");
        assert!(privacy.has(b"ID") && privacy.has(b"critical") && !privacy.has(b"none"), "{value}");
    }
    refused::<Privacy<'_>>("id;", DecodeErrorKind::Missing, 3);
}

#[test]
fn kinds_of_bodies_are_told_from_each_other() {
    let kind: ContentType<'_> = read("Application / SDP", "Application/SDP");
    assert!(kind.0.is("application", "sdp") && kind.0 == MediaType::SDP);
    let mixed: ContentType<'_> = read("multipart/mixed;boundary=\"a b\"", "multipart/mixed;boundary=\"a b\"");
    assert_eq!(mixed.0.params.get(b"Boundary").unwrap().value, Some(b"\"a b\"".as_slice()));
    for (range, takes) in [("*/*", true), ("application/*;q=0.2", true), ("text/plain", false)] {
        assert_eq!(read::<Accept<'_>>(range, range).0.takes(&kind.0), takes, "{range}");
    }
    refused::<ContentType<'_>>("application", DecodeErrorKind::Missing, 11);
}

#[test]
fn seconds_and_tokens_have_parameters() {
    let timer: SessionExpires<'_> = read("1800;refresher=UAS", "1800;refresher=UAS");
    assert_eq!((timer.seconds, timer.refresher()), (1800, Some(Refresher::Uas)));
    assert_eq!(read::<SessionExpires<'_>>("90", "90").refresher(), None);
    assert_eq!(read::<MinSe<'_>>("120;x=1", "120;x=1").seconds, 120);
    refused::<MinSe<'_>>("99999999999", DecodeErrorKind::Value, 0);

    let reason: Reason<'_> = read("Q.850;cause=16;text=\"Terminated\"", "Q.850;cause=16;text=\"Terminated\"");
    assert_eq!((reason.protocol, reason.cause()), (b"Q.850".as_slice(), Some(16)));
    assert_eq!(read::<Event<'_>>("presence.winfo;id=7", "presence.winfo;id=7").package, b"presence.winfo");
    let state: SubscriptionState<'_> = read("active;expires=60", "active;expires=60");
    assert_eq!(state.params.get(b"expires").unwrap().value, Some(b"60".as_slice()));
    assert_eq!(read::<ContentDisposition<'_>>("session", "session").disposition, b"session");
}

#[test]
fn dialogs_are_named_by_call_id_and_both_tags_in_any_order() {
    let text = "98732@sip.example.com;to-tag=r33;from-tag=ff87;early-only";
    let replaces: Replaces<'_> = read("98732@sip.example.com ;from-tag=ff87 ;early-only;to-tag=r33", text);
    assert_eq!((replaces.to_tag, replaces.from_tag), (b"r33".as_slice(), b"ff87".as_slice()));
    assert!(replaces.params.has(b"early-only"));
    read::<Join<'_>>("a@b;to-tag=1;from-tag=2", "a@b;to-tag=1;from-tag=2");
    let target: TargetDialog<'_> = read("a@b;local-tag=1;remote-tag=2", "a@b;local-tag=1;remote-tag=2");
    assert_eq!((target.local_tag, target.remote_tag), (b"1".as_slice(), b"2".as_slice()));
    refused::<Replaces<'_>>("a@b;to-tag=1", DecodeErrorKind::Missing, 12);
    refused::<Replaces<'_>>(";to-tag=1;from-tag=2", DecodeErrorKind::Syntax, 0);
}

#[test]
fn a_provisional_response_is_acknowledged_by_its_three_numbers() {
    let rack: RAck<'_> = read("776656  1\r\n INVITE", "776656 1 INVITE");
    assert_eq!(rack, RAck { rseq: 776_656, cseq: 1, method: Method::INVITE });
    refused::<RAck<'_>>("1 INVITE", DecodeErrorKind::Syntax, 2);
}

#[test]
fn who_calls_is_told_by_addresses_of_several_kinds() {
    let asserted: PAssertedIdentity<'_> =
        read("\"Bob\" <tel:+1-201-555-0123>", "\"Bob\" <tel:+1-201-555-0123>");
    assert_eq!(asserted.0.display_name, b"\"Bob\"");
    read::<PPreferredIdentity<'_>>("sip:bob@example.com", "<sip:bob@example.com>");
    let history: HistoryInfo<'_> =
        read("<sip:a@example.com>;index=1.1;rc=1", "<sip:a@example.com>;index=1.1;rc=1");
    assert_eq!(history.0.params.get(b"index").unwrap().value, Some(b"1.1".as_slice()));
    read::<Diversion<'_>>("<sip:a@b>;reason=user-busy;counter=1", "<sip:a@b>;reason=user-busy;counter=1");
}

#[test]
fn a_contact_holds_as_long_and_is_preferred_as_much_as_it_says() {
    let contact: Contact<'_> = read("<sip:a@b>;q=0.25;expires=60", "<sip:a@b>;q=0.25;expires=60");
    assert_eq!((contact.q(), contact.expires()), (Ok(Some(250)), Some(60)));
    assert_eq!(read::<Contact<'_>>("<sip:a@b>;expires=soon", "<sip:a@b>;expires=soon").expires(), Some(3600));
    for (value, q) in
        [("1", Some(1000)), ("1.000", Some(1000)), ("0", Some(0)), ("0.5", Some(500)), ("0.", Some(0))]
    {
        assert_eq!(
            Contact::read(format!("<sip:a@b>;q={value}").as_bytes()).unwrap().q().ok().flatten(),
            q,
            "{value}"
        );
    }
    for value in ["1.1", "2", "0.1234", "x", "-1"] {
        assert!(Contact::read(format!("<sip:a@b>;q={value}").as_bytes()).unwrap().q().is_err(), "{value}");
    }
    assert_eq!(read::<Contact<'_>>("*", "*"), Contact::All);
}
