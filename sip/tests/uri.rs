//! URIs: their parts, what is none, and which are the same.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use brivas_sip::uri::{Host, SipUri, TelUri, Uri};
use brivas_sip::{DecodeErrorKind, Params};
use proptest::prelude::*;

fn uri(text: &str) -> Uri<'_> {
    Uri::read(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn sip(text: &str) -> SipUri<'_> {
    *uri(text).sip().unwrap()
}

#[test]
fn a_sip_uri_has_its_parts_as_they_stand() {
    let text =
        "sips:alice;day=tuesday:se%20cret@atlanta.example.com:5062;transport=tcp;lr?to=a&subject=b%20c";
    let read = sip(text);
    assert!(read.secure && read.lr());
    assert_eq!(read.user, Some(b"alice;day=tuesday".as_slice()));
    assert_eq!(read.password, Some(b"se%20cret".as_slice()));
    assert_eq!((read.host, read.port), (Host(b"atlanta.example.com"), Some(5062)));
    assert_eq!(read.transport(), Some(b"tcp".as_slice()));
    let headers: Vec<_> = read.headers().collect();
    assert_eq!(headers, [(b"to".as_slice(), b"a".as_slice()), (b"subject", b"b%20c")]);
    assert_eq!(uri(text).to_string(), text);

    let made = SipUri {
        user: Some(b"bob"),
        params: Params::new(b";lr").unwrap(),
        ..SipUri::new(Host(b"b.example"))
    };
    assert_eq!(Uri::Sip(made).to_string(), "sip:bob@b.example;lr");
    assert_eq!(sip("sip:192.0.2.1").host.ip(), "192.0.2.1".parse().ok());
    assert_eq!(sip("sip:a@[2001:db8::1]:5060").host.ip(), "2001:db8::1".parse().ok());
    assert_eq!(sip("sip:a@1and1.example").host.ip(), None);
}

#[test]
fn what_is_no_uri_is_told_by_its_place() {
    for (text, kind, offset) in [
        ("", DecodeErrorKind::Missing, 0),
        ("sip", DecodeErrorKind::Missing, 3),
        ("sip:", DecodeErrorKind::Missing, 4),
        ("sip:@example.com", DecodeErrorKind::Syntax, 4),
        ("sip:a@", DecodeErrorKind::Missing, 6),
        ("sip:a@b:", DecodeErrorKind::Missing, 8),
        ("sip:a@b:65536", DecodeErrorKind::Value, 8),
        ("sip:a@[2001:db8::g]", DecodeErrorKind::Value, 6),
        ("sip:a@[2001:db8::1", DecodeErrorKind::Value, 6),
        ("sip:a@2001:db8::1", DecodeErrorKind::Syntax, 11),
        ("sip:a@b;", DecodeErrorKind::Missing, 8),
        ("sip:a@b;lr=", DecodeErrorKind::Missing, 11),
        ("sip:a b@c", DecodeErrorKind::Syntax, 5),
        ("tel:+", DecodeErrorKind::Missing, 5),
        ("tel:911", DecodeErrorKind::MandatoryMissing, 7),
        ("tel:+49x", DecodeErrorKind::Syntax, 7),
    ] {
        let error = Uri::read(text.as_bytes()).unwrap_err();
        assert_eq!((error.kind, error.offset), (kind, offset), "{text}: {error}");
    }
}

#[test]
fn a_number_is_global_or_has_a_context() {
    let global = uri("TEL:+1-201-555-0123;rn=+12015550100;npdi");
    let Uri::Tel(number) = global else { panic!("{global:?}") };
    assert!(number.is_global() && number.params.has(b"npdi"));
    assert_eq!(number.digits().collect::<Vec<_>>(), b"+12015550123");
    let Uri::Tel(local) = uri("tel:7042;phone-context=example.com") else { panic!() };
    assert!(!local.is_global());
    assert_eq!(TelUri { number: b"112", params: Params::NONE }.digits().count(), 3);
}

/// RFC 3261 §19.1.4.
#[test]
fn uris_are_the_same_by_the_rules_of_sip() {
    for (one, other) in [
        ("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp"),
        ("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5"),
        ("sip:carol@chicago.com", "sip:carol@chicago.com;security=on"),
        ("sip:carol@chicago.com;newparam=5", "sip:carol@chicago.com;security=on"),
        (
            "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
            "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
        ),
        (
            "sip:alice@atlanta.com?subject=project%20x&priority=urgent",
            "sip:alice@atlanta.com?priority=urgent&subject=project%20x",
        ),
        ("sip:a@[2001:db8::0:1]", "sip:a@[2001:DB8::1]"),
        ("tel:+1-201-555-0123", "tel:+12015550123"),
        ("urn:service:sos", "URN:service:sos"),
    ] {
        assert!(uri(one).is_same(&uri(other)) && uri(other).is_same(&uri(one)), "{one} {other}");
    }
    for (one, other) in [
        ("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP"),
        ("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060"),
        ("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp"),
        ("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp"),
        ("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting"),
        ("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4"),
        ("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off"),
        ("sip:a@b", "sips:a@b"),
        ("sip:b", "sip:a@b"),
        ("sip:a%40c@b", "sip:a&c@b"),
        ("tel:+12015550123", "tel:+12015550124"),
        ("tel:+12015550123", "tel:+12015550123;ext=1"),
        ("urn:service:sos", "urn:service:SOS"),
        ("tel:+49", "sip:+49@b"),
    ] {
        assert!(!uri(one).is_same(&uri(other)) && !uri(other).is_same(&uri(one)), "{one} {other}");
    }
}

proptest! {
    #[test]
    fn what_is_read_is_written_as_it_was(text in "(sips?|tel|urn):[a-z0-9%:;=?@.+\\[\\]&-]{0,30}") {
        if let Ok(read) = Uri::read(text.as_bytes()) {
            prop_assert_eq!(read.to_string(), text.as_str());
            prop_assert!(read.is_same(&read));
        }
    }

    #[test]
    fn no_octets_do_harm(octets in prop::collection::vec(any::<u8>(), 0..60)) {
        let _ = Uri::read(&octets);
        let _ = Uri::read(&[b"sip:", octets.as_slice()].concat());
        let _ = Params::new(&octets);
    }
}
