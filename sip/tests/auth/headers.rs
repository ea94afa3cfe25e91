//! The header fields: each is read, means what it should, and is written so that it means the same.

use brivas_sip::auth::Algorithm;
use brivas_sip::header::*;
use brivas_sip::{DecodeErrorKind, Message};
use proptest::prelude::*;

/// Read, written from its fields, and read again as the same.
fn read<'a, H: HeaderField<'a> + std::fmt::Debug>(value: &'a str, written: &str) -> H {
    let read = H::read(value.as_bytes()).unwrap_or_else(|error| panic!("{value}: {error}"));
    let mut out = Vec::new();
    read.write(&mut out);
    assert_eq!(String::from_utf8_lossy(&out), written);
    read
}

fn refused<'a, H: HeaderField<'a> + std::fmt::Debug>(value: &'a str, kind: DecodeErrorKind, offset: usize) {
    let error = H::read(value.as_bytes()).unwrap_err();
    assert_eq!((error.kind, error.offset), (kind, offset), "{value}: {error}");
}

/// RFC 3261 §20.44.
#[test]
fn a_challenge_has_its_parts_in_any_order() {
    let written = "Digest realm=\"atlanta.com\", domain=\"sip:boxesbybob.com\", \
        nonce=\"f84f1cec41e6cbe5aea9c8e88d359\", opaque=\"\", algorithm=MD5, qop=\"auth\"";
    let value = "Digest realm=\"atlanta.com\",\r\n domain=\"sip:boxesbybob.com\", qop=\"auth\",\r\n \
        nonce=\"f84f1cec41e6cbe5aea9c8e88d359\",\r\n opaque=\"\", stale=FALSE, algorithm=MD5";
    let WwwAuthenticate(Challenge::Digest(challenge)) = read(value, written) else { panic!() };
    assert_eq!((challenge.realm, challenge.opaque), (b"atlanta.com".as_slice(), Some(b"".as_slice())));
    assert!(challenge.offers(b"AUTH") && !challenge.offers(b"auth-int") && !challenge.stale);
    assert_eq!(challenge.known_algorithm(), Some(Algorithm::Md5));

    let value = "digest nonce=\"a\\\"b\" ,realm = \"\", qop=\"auth-int , auth,token\",stale=true,\
        algorithm=\"sha-256\",userhash=TRUE,x=\"1\"";
    let written = "Digest realm=\"\", nonce=\"a\\\"b\", stale=true, algorithm=sha-256, \
        qop=\"auth-int , auth,token\", userhash=true, x=\"1\"";
    let ProxyAuthenticate(Challenge::Digest(challenge)) = read(value, written) else { panic!() };
    assert!(
        challenge.stale && challenge.userhash && challenge.offers(b"auth") && challenge.offers(b"auth-int")
    );
    assert_eq!(challenge.nonce, b"a\\\"b");
    assert_eq!(challenge.known_algorithm(), Some(Algorithm::Sha256));
    let unknown = "Digest realm=\"a\", nonce=\"b\", algorithm=AKAv1-MD5";
    let WwwAuthenticate(Challenge::Digest(challenge)) = read(unknown, unknown) else { panic!() };
    assert_eq!(challenge.known_algorithm(), None);
}

#[test]
fn what_is_no_challenge_is_told_by_its_place() {
    refused::<WwwAuthenticate<'_>>("", DecodeErrorKind::Missing, 0);
    refused::<WwwAuthenticate<'_>>("Digest", DecodeErrorKind::Missing, 6);
    refused::<WwwAuthenticate<'_>>("Digest realm=\"a\"", DecodeErrorKind::Missing, 16);
    refused::<WwwAuthenticate<'_>>("Digest realm=\"a\" nonce=\"b\"", DecodeErrorKind::Syntax, 17);
    refused::<WwwAuthenticate<'_>>("Digest realm=\"a\", nonce=\"b", DecodeErrorKind::Unterminated, 24);
    refused::<WwwAuthenticate<'_>>("Digest realm=\"a\",, nonce=\"b\"", DecodeErrorKind::Syntax, 17);
    refused::<WwwAuthenticate<'_>>(
        "Digest realm=\"a\", nonce=\"b\", Realm=\"c\"",
        DecodeErrorKind::Repeated,
        29,
    );
    refused::<WwwAuthenticate<'_>>(
        "Digest realm=\"a\", nonce=\"b\", Digest realm=\"c\"",
        DecodeErrorKind::Syntax,
        35,
    );
}

/// RFC 3261 §20.7.
#[test]
fn credentials_have_their_parts_in_any_order() {
    let value = "Digest username=\"Alice\", realm=\"atlanta.com\", nonce=\"84a4cc6f3082121f32b42a2187831a9e\", \
        response=\"7587245234b3434cc3412213e5f113a5432\"";
    refused::<Authorization<'_>>(value, DecodeErrorKind::Missing, value.len());
    let value = "Digest uri=\"sip:b@c;x=1\", nc=0000000A, qop=\"auth\",cnonce=\"c,\" , username=\"Al\\\\ice\", \
        realm=\"atlanta.com\", nonce=\"84\", response=\"75\", auts=\"z\"";
    let written = "Digest username=\"Al\\\\ice\", realm=\"atlanta.com\", nonce=\"84\", uri=\"sip:b@c;x=1\", \
        response=\"75\", cnonce=\"c,\", qop=auth, nc=0000000A, auts=\"z\"";
    let ProxyAuthorization(Credentials::Digest(credentials)) = read(value, written) else { panic!() };
    assert_eq!((credentials.count(), credentials.username), (Some(10), b"Al\\\\ice".as_slice()));
    assert_eq!(credentials.params.get(b"AUTS").unwrap().value, b"z");
    assert_eq!(credentials.known_algorithm(), Some(Algorithm::Md5));
    let shown = format!("{credentials:?}");
    assert!(!shown.contains("Al") && !shown.contains("75") && shown.contains("atlanta.com"), "{shown}");
}

#[test]
fn what_are_no_credentials_is_told_by_its_place() {
    let with = |rest: &str| {
        format!("Digest username=\"a\", realm=\"b\", nonce=\"c\", uri=\"d\", response=\"e\", {rest}")
    };
    let before = with("").len();
    for (rest, kind, offset) in [
        ("qop=auth, cnonce=\"f\", nc=1", DecodeErrorKind::Missing, 26),
        ("nc=0000000g", DecodeErrorKind::Syntax, 10),
        ("nc=\"000000001\"", DecodeErrorKind::Syntax, 12),
        ("qop=auth, cnonce=\"f\"", DecodeErrorKind::Missing, 20),
        ("qop=auth, nc=00000001", DecodeErrorKind::Missing, 21),
        ("nonce=\"c\"", DecodeErrorKind::Repeated, 0),
        ("x", DecodeErrorKind::Missing, 1),
    ] {
        refused::<Authorization<'_>>(&with(rest), kind, before + offset);
    }
    for missing in ["username", "realm", "nonce", "uri", "response"] {
        let value = with("x=y").replace(&format!("{missing}="), "other=");
        let error = Authorization::read(value.as_bytes()).unwrap_err();
        assert_eq!((error.kind, error.offset), (DecodeErrorKind::Missing, value.len()), "{missing}");
    }
}

#[test]
fn parameters_of_other_names_are_put_behind_those_that_are_known() {
    let params = AuthParams::new(b"Realm=\"other\" , x = \"1, 2\",y=3").unwrap();
    assert_eq!(
        params.get(b"X").map(|param| (param.value, param.is_quoted)),
        Some((b"1, 2".as_slice(), true))
    );
    assert_eq!(format!("{params:?}"), "[Realm, x, y]");
    let challenge = DigestChallenge { params, ..DigestChallenge::new(b"r", b"n") };
    let mut out = Vec::new();
    WwwAuthenticate(Challenge::Digest(challenge)).write(&mut out);
    assert_eq!(out, b"Digest realm=\"r\", nonce=\"n\", x=\"1, 2\", y=3");
    assert_eq!(AuthParams::new(b""), Ok(AuthParams::NONE));
    let error = AuthParams::new(b"x=1,").unwrap_err();
    assert_eq!((error.kind, error.offset), (DecodeErrorKind::Missing, 4));
}

#[test]
fn other_schemes_are_kept() {
    let octets = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../conformance/vectors/sip/rfc4475/regaut01.dat"
    ));
    let message = Message::read(octets.unwrap().into()).unwrap();
    let Authorization(Credentials::Other(scheme)) = message.need().unwrap() else { panic!() };
    assert_eq!(scheme, AuthScheme { name: b"NoOneKnowsThisScheme", rest: b"opaque-data=here" });
    let value = "Bearer authz_server=\"https://example.com/\", scope=\"sip\"";
    assert!(matches!(read(value, value), WwwAuthenticate(Challenge::Other(_))));
}

#[test]
fn what_came_of_credentials_is_told() {
    let written =
        "nextnonce=\"47364c23432d2e131a5fb210812c\", qop=auth, rspauth=\"ab\", cnonce=\"c\", nc=00000002";
    let info: AuthenticationInfo<'_> = read(written, written);
    assert_eq!(info.nextnonce, Some(b"47364c23432d2e131a5fb210812c".as_slice()));
    read::<ProxyAuthenticationInfo<'_>>("rspauth=\"ab\" ,x=y", "rspauth=\"ab\", x=y");
    refused::<AuthenticationInfo<'_>>("", DecodeErrorKind::Missing, 0);
    refused::<AuthenticationInfo<'_>>("qop=auth, qop=auth", DecodeErrorKind::Repeated, 10);
    assert!(!format!("{info:?}").contains("ab\""));
}

proptest! {
    #[test]
    fn nothing_that_is_read_panics_and_what_is_written_means_the_same(text in "(Digest )?([a-z*]{1,9}=(\"[ -~]{0,9}\"|[a-z0-9]{1,9})(, )?){0,12}") {
        for value in [text.clone(), format!("Digest realm=\"r\", nonce=\"n\", {text}")] {
            if let Ok(WwwAuthenticate(Challenge::Digest(challenge))) = WwwAuthenticate::read(value.as_bytes()) {
                let mut out = Vec::new();
                WwwAuthenticate(Challenge::Digest(challenge)).write(&mut out);
                let again = WwwAuthenticate::read(&out);
                let Ok(WwwAuthenticate(Challenge::Digest(again))) = again else { panic!("{out:?}") };
                let same = DigestChallenge { params: challenge.params, ..again };
                prop_assert_eq!(same, challenge);
            }
            let _ = Authorization::read(value.as_bytes());
            let _ = AuthenticationInfo::read(value.as_bytes());
        }
    }
}
