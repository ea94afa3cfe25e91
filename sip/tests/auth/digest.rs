//! Digests are those of the standards' examples and of Python's hashlib.

use brivas_sip::auth::{Algorithm, Claim, Ha1, Reading, Verdict, Verifier, VerifierConfig, user_hash};
use brivas_sip::{Message, auth::Asker};
use std::sync::Arc;

use crate::{SEED, request, start, text};

/// A verifier for a realm that takes whatever there is.
fn judge(realm: &[u8]) -> Verifier {
    let mut config = VerifierConfig::new(Asker::Server, realm);
    config.set_algorithms(&Algorithm::ALL).set_auth_int(true).set_userhash(true);
    Verifier::new(Arc::new(config), SEED, start())
}

fn claim<'a>(verifier: &Verifier, request: &'a Message) -> Claim<'a> {
    match verifier.read(request) {
        Reading::Claim(claim) => claim,
        other => panic!("{other:?}"),
    }
}

/// The nonce of another is none of ours: the right password makes it stale, any other is wrong.
fn judged(verifier: &mut Verifier, request: &Message, user: &[u8], realm: &[u8], password: &[u8]) -> Verdict {
    let claim = claim(verifier, request);
    let ha1 = Ha1::of_password(claim.algorithm(), user, realm, password);
    verifier.verify(start(), &claim, Some(&ha1))
}

#[test]
fn the_examples_of_the_standards_are_right() {
    let rfc2617 = "Digest username=\"Mufasa\", realm=\"testrealm@host.com\", \
        nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\", qop=auth, nc=00000001, \
        cnonce=\"0a4f113b\", response=\"6629fae49393a05397450978507c4ef1\", \
        opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";
    let md5 = "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", \
        algorithm=MD5, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, \
        cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, \
        response=\"8ca523f5e9506fed4657c9700eebdbec\", \
        opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
    let sha256 = md5.replace("=MD5", "=SHA-256").replace(
        "8ca523f5e9506fed4657c9700eebdbec",
        "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
    );
    for (credentials, realm, password) in [
        (rfc2617, "testrealm@host.com", "Circle Of Life"),
        (md5, "http-auth@example.org", "Circle of Life"),
        (&sha256, "http-auth@example.org", "Circle of Life"),
    ] {
        let rows = format!("Authorization: {credentials}\r\n");
        let request = request("GET", "/dir/index.html", rows.as_bytes(), b"");
        let verifier = &mut judge(realm.as_bytes());
        let mut judged =
            |password: &str| judged(verifier, &request, b"Mufasa", realm.as_bytes(), password.as_bytes());
        assert_eq!(judged(password), Verdict::Stale, "{credentials}");
        assert_eq!(judged("circle of life"), Verdict::Wrong);
    }
}

/// RFC 7616 §3.9.2 with the digests of its erratum 4897.
#[test]
fn a_hashed_user_is_right_with_sha_512_256() {
    let hash = "793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b";
    let (user, realm) = ("J\u{e4}s\u{f8}n Doe".as_bytes(), b"api@example.org");
    assert_eq!(user_hash(Algorithm::Sha512_256, user, realm), hash.as_bytes());
    let rest = "realm=\"api@example.org\", uri=\"/doe.json\", algorithm=SHA-512-256, \
        nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", nc=00000001, \
        cnonce=\"NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v\", qop=auth, \
        response=\"3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5\", \
        opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\"";
    for (name, is_hashed, found) in [
        (format!("username=\"{hash}\", userhash=true"), true, hash.as_bytes()),
        ("username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, userhash=false".to_string(), false, user),
    ] {
        let rows = format!("Authorization: Digest {name}, {rest}\r\n");
        let request = request("GET", "/doe.json", rows.as_bytes(), b"");
        let mut verifier = judge(realm);
        let claim = claim(&verifier, &request);
        assert_eq!((&*claim.username(), claim.is_hashed()), (found, is_hashed));
        let ha1 = Ha1::of_password(Algorithm::Sha512_256, user, realm, b"Secret, or not?");
        assert_eq!(verifier.verify(start(), &claim, Some(&ha1)), Verdict::Stale);
    }
}

/// RFC 2069 with the digest of its erratum 749.
#[test]
fn credentials_without_a_protection_are_right() {
    let rows = "Authorization: Digest username=\"Mufasa\", realm=\"testrealm@host.com\", \
        nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\", \
        response=\"1949323746fe6a43ef61f9606e7febea\"\r\n";
    let request = request("GET", "/dir/index.html", rows.as_bytes(), b"");
    let mut verifier = judge(b"testrealm@host.com");
    let judged = judged(&mut verifier, &request, b"Mufasa", b"testrealm@host.com", b"CircleOfLife");
    assert_eq!(judged, Verdict::Stale);
}

#[test]
fn every_algorithm_and_protection_makes_the_digests_of_python() {
    let cases: Vec<serde_json::Value> = serde_json::from_slice(include_bytes!("digests.json")).unwrap();
    assert_eq!(cases.len(), 90);
    for case in cases {
        let get = |name: &str| case[name].as_str().unwrap_or_default();
        let mut rows = format!(
            "Authorization: Digest username=\"{}\", realm=\"{}\", nonce=\"{}\", uri=\"{}\", response=\"{}\", \
             algorithm={}",
            get("user"),
            get("realm"),
            get("nonce"),
            get("uri"),
            get("response"),
            get("algorithm")
        );
        if !get("qop").is_empty() {
            rows += &format!(", qop={}, nc={}, cnonce=\"{}\"", get("qop"), get("nc"), get("cnonce"));
        }
        rows += "\r\n";
        let request = request(get("method"), get("uri"), rows.as_bytes(), get("body").as_bytes());
        let (user, realm) = (get("user").as_bytes(), get("realm").as_bytes());
        let mut verifier = judge(realm);
        let claim = claim(&verifier, &request);
        let ha1 = Ha1::of_hex(claim.algorithm(), get("ha1").to_uppercase().as_bytes()).unwrap();
        let made = Ha1::of_password(claim.algorithm(), user, realm, get("password").as_bytes());
        assert_eq!(made.hex(), ha1.hex(), "{case}");
        assert_eq!(verifier.verify(start(), &claim, Some(&ha1)), Verdict::Stale, "{case}");
        let info = text(&verifier.info(start(), &claim, &ha1, get("answer").as_bytes()));
        assert_eq!(
            info.contains(&format!("rspauth=\"{}\"", get("rspauth"))),
            !get("qop").is_empty(),
            "{case}"
        );
    }
}

#[test]
fn what_is_kept_of_a_password_must_be_as_long_as_its_hash() {
    assert!(Ha1::of_hex(Algorithm::Md5Sess, &[b'a'; 32]).is_some());
    assert!(Ha1::of_hex(Algorithm::Md5, &[b'a'; 31]).is_none());
    assert!(Ha1::of_hex(Algorithm::Sha256, &[b'a'; 32]).is_none());
    assert!(Ha1::of_hex(Algorithm::Sha256, &[b'g'; 64]).is_none());
    assert_eq!(
        format!("{:?}", Ha1::of_hex(Algorithm::Sha512_256Sess, &[b'a'; 64]).unwrap()),
        "Ha1(SHA-512-256)"
    );
}
