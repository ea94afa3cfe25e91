//! Which messages belong to one transaction (RFC 3261 §17.1.3, §17.2.3).
#![allow(clippy::unwrap_used)] // a test may fail loudly

use brivas_sip::transaction::Keys;
use brivas_sip::{Message, Method};
use bytes::Bytes;

const INVITE: &str = "INVITE sip:bob@example.com SIP/2.0\r\n\
    Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKabc\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKfar\r\n\
    From: <sip:alice@example.com>;tag=1\r\nTo: <sip:bob@example.com>\r\nCall-ID: a@192.0.2.1\r\n\
    CSeq: 7 INVITE\r\nContent-Length: 0\r\n\r\n";

fn keys() -> Keys {
    Keys::new([7; 16])
}

fn message(text: &str) -> Message {
    Message::read(Bytes::copy_from_slice(text.as_bytes())).unwrap()
}

/// The INVITE with some parts altered.
fn altered(parts: &[(&str, &str)]) -> Message {
    message(&parts.iter().fold(INVITE.to_string(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    }))
}

fn is_same(one: &Message, other: &Message) -> bool {
    keys().server(one).unwrap() == keys().server(other).unwrap()
}

#[test]
fn a_request_is_known_by_branch_sent_by_and_method() {
    let invite = altered(&[]);
    for parts in [
        &[("z9hG4bKabc", "Z9HG4BKABC")][..],
        &[("192.0.2.1:5060", "192.0.2.1")],
        // All else may be other: a copy is a copy.
        &[
            ("alice", "carol"),
            ("tag=1", "tag=2"),
            ("a@192", "b@192"),
            ("CSeq: 7", "CSeq: 8"),
            ("far", "near"),
        ],
        &[
            ("INVITE sip:bob@example.com", "ACK sip:bob@example.com"),
            ("7 INVITE", "7 ACK"),
            ("bob@example.com>", "bob@example.com>;tag=9"),
        ],
    ] {
        assert!(is_same(&invite, &altered(parts)), "{parts:?}");
    }
    for parts in [
        &[("z9hG4bKabc", "z9hG4bKabd")][..],
        &[("192.0.2.1:5060", "192.0.2.2:5060")],
        &[("192.0.2.1:5060", "192.0.2.1:5062")],
        &[("INVITE", "CANCEL")],
        &[("z9hG4bKabc", "abc")],
    ] {
        assert!(!is_same(&invite, &altered(parts)), "{parts:?}");
    }
}

#[test]
fn a_cancel_is_a_transaction_of_its_own_that_names_the_invites() {
    let (invite, cancel) = (altered(&[]), altered(&[("INVITE", "CANCEL")]));
    assert!(!is_same(&invite, &cancel));
    assert_eq!(keys().cancelled(&cancel).unwrap(), keys().server(&invite).unwrap());
}

#[test]
fn a_request_of_rfc_2543_is_known_by_all_that_makes_it_what_it_is() {
    let old = [(";branch=z9hG4bKabc", "")];
    let with = |parts: &[(&'static str, &'static str)]| altered(&[&old, parts].concat());
    let invite = with(&[]);
    let ack =
        [("INVITE sip", "ACK sip"), ("7 INVITE", "7 ACK"), ("bob@example.com>", "bob@example.com>;tag=ours")];
    assert!(is_same(&invite, &with(&ack)), "with the tag of our response");
    assert!(is_same(&invite, &with(&[("far", "near")])), "the Via below the first does not count");
    for parts in [
        [("sip:bob@example.com SIP", "sip:bob@192.0.2.7 SIP")],
        [("tag=1", "tag=2")],
        [("a@192.0.2.1", "b@192.0.2.1")],
        [("CSeq: 7", "CSeq: 8")],
        [("192.0.2.1:5060", "192.0.2.2:5060")],
        [("INVITE", "BYE")],
    ] {
        assert!(!is_same(&invite, &with(&parts)), "{parts:?}");
    }
    let bye = |tag: &'static str| with(&[("INVITE", "BYE"), ("bob@example.com>", tag)]);
    assert!(!is_same(&bye("bob@example.com>;tag=1"), &bye("bob@example.com>;tag=2")));
    // A branch that is the cookie and nothing else is none (RFC 4475 §3.2.1).
    let cookie = |tag: &'static str| altered(&[("z9hG4bKabc", "z9hG4bK"), ("tag=1", tag)]);
    assert!(!is_same(&cookie("tag=1"), &cookie("tag=2")));
}

#[test]
fn a_response_is_known_by_branch_and_method() {
    let response = |code: &str, parts: &[(&str, &str)]| {
        let text = parts.iter().fold(INVITE.to_string(), |text, (from, to)| text.replace(from, to));
        message(&text.replace("INVITE sip:bob@example.com SIP/2.0", code))
    };
    let keys = keys();
    let sent = keys.client_of(b"z9hG4bKabc", Method::INVITE);
    assert_eq!(keys.client(&response("SIP/2.0 200 OK", &[])).unwrap(), sent);
    assert_eq!(keys.client(&response("SIP/2.0 180 Ringing", &[("192.0.2.1", "192.0.2.3")])).unwrap(), sent);
    assert_ne!(keys.client(&response("SIP/2.0 200 OK", &[("7 INVITE", "7 CANCEL")])).unwrap(), sent);
    assert_ne!(keys.client(&response("SIP/2.0 200 OK", &[("z9hG4bKabc", "z9hG4bKx")])).unwrap(), sent);
}

#[test]
fn a_request_that_came_by_two_ways_is_known_by_its_origin() {
    let keys = keys();
    let first = keys.merge(&altered(&[])).unwrap();
    assert_eq!(
        keys.merge(&altered(&[("z9hG4bKabc", "z9hG4bKother"), ("bob@example.com SIP", "bob@192.0.2.5 SIP")]))
            .unwrap(),
        first
    );
    for parts in [
        [("tag=1", "tag=2")],
        [("a@192.0.2.1", "b@192.0.2.1")],
        [("CSeq: 7", "CSeq: 8")],
        [("INVITE", "OPTIONS")],
    ] {
        assert_ne!(keys.merge(&altered(&parts)).unwrap(), first, "{parts:?}");
    }
}

#[test]
fn keys_are_those_of_their_seed_alone_and_need_their_header_fields() {
    let invite = altered(&[]);
    assert_eq!(keys().server(&invite).unwrap(), keys().server(&invite).unwrap());
    assert_ne!(Keys::new([8; 16]).server(&invite).unwrap(), keys().server(&invite).unwrap());
    assert!(keys().server(&altered(&[("Via: ", "X: ")])).is_err());
    assert!(keys().merge(&altered(&[("CSeq: ", "X: ")])).is_err());
}
