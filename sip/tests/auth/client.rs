//! A client answers what it can, as often as it may, and keeps what later requests need.

use std::sync::Arc;

use brivas_sip::auth::{
    Account, Algorithm, Answer, Asker, Attempt, Client, Covered, GivenUp, Ha1, Proof, Reading, Verdict,
    Verifier, VerifierConfig, may_challenge, repeated,
};
use brivas_sip::header::{Authorization, Credentials, DigestCredentials, HeaderName, ProxyAuthorization};
use brivas_sip::message::Rows;
use brivas_sip::{Message, Method};

use crate::{SEED, request, response, start, text};

const COVERED: Covered<'_> = Covered { method: Method::REGISTER, uri: b"sip:example.com", body: b"" };

fn client() -> Client {
    Client::new(Arc::new([Account::with_password(None, b"alice", b"secret")]), SEED)
}

/// A response with these rows to a REGISTER.
fn challenged(code: u16, rows: &[(&str, &str)]) -> Message {
    let mut put = Rows::new();
    rows.iter().for_each(|(name, value)| {
        put.put_text(name, value.as_bytes());
    });
    response(&request("REGISTER", "sip:example.com", b"", b""), code, &put, b"")
}

fn www(value: &str) -> Message {
    challenged(401, &[("WWW-Authenticate", value)])
}

/// The request that is sent next.
fn retried(answer: Answer) -> Message {
    match answer {
        Answer::Retry(rows) => request("REGISTER", "sip:example.com", rows.octets(), b""),
        Answer::GiveUp(why) => panic!("{why:?}"),
    }
}

fn given_up(answer: Answer) -> GivenUp {
    match answer {
        Answer::Retry(rows) => panic!("{}", text(&rows)),
        Answer::GiveUp(why) => why,
    }
}

fn sent(message: &Message) -> Vec<DigestCredentials<'_>> {
    let server = message.all::<Authorization<'_>>().map(|field| field.unwrap().0);
    let proxy = message.all::<ProxyAuthorization<'_>>().map(|field| field.unwrap().0);
    let digest = |credentials| match credentials {
        Credentials::Digest(digest) => digest,
        Credentials::Other(_) => panic!(),
    };
    server.chain(proxy).map(digest).collect()
}

#[test]
fn the_first_challenge_that_is_supported_is_answered_in_each_realm() {
    let response = challenged(
        401,
        &[
            ("WWW-Authenticate", "Bearer scope=\"sip\""),
            ("WWW-Authenticate", "Digest realm=\"a\", nonce=\"1\", algorithm=AKAv2-SHA-256, qop=\"auth\""),
            ("WWW-Authenticate", "Digest realm=\"a\", nonce=\"2\", algorithm=SHA-256, qop=\"token\""),
            ("WWW-Authenticate", "Digest realm=\"a\", nonce=\"3\", algorithm=SHA-256, qop=\"auth-int,auth\""),
            ("WWW-Authenticate", "Digest realm=\"a\", nonce=\"4\", algorithm=MD5, qop=\"auth\""),
            ("Proxy-Authenticate", "Digest realm=\"b\", nonce=\"5\", opaque=\"o\\\"p\""),
            ("Proxy-Authenticate", "Digest realm=\"a\", nonce=\"6\", qop=\"auth-int\""),
        ],
    );
    let request = retried(client().answer(&mut Attempt::default(), &COVERED, &response));
    let sent = sent(&request);
    let nonces: Vec<_> = sent.iter().map(|sent| (sent.realm, sent.nonce, sent.qop, sent.algorithm)).collect();
    assert_eq!(
        nonces,
        [
            (b"a".as_slice(), b"3".as_slice(), Some(b"auth".as_slice()), Some(b"SHA-256".as_slice())),
            (b"b", b"5", None, None),
            (b"a", b"6", Some(b"auth-int"), None),
        ]
    );
    assert_eq!((sent[1].nc, sent[1].cnonce, sent[1].opaque), (None, None, Some(b"o\\\"p".as_slice())));
    assert_eq!(request.rows(HeaderName::PROXY_AUTHORIZATION).count(), 2);
}

#[test]
fn the_nonce_is_counted_with_each_use() {
    let mut client = client();
    assert_eq!(client.authorize(&COVERED).octets(), b"");
    let first = retried(client.answer(
        &mut Attempt::default(),
        &COVERED,
        &www("Digest realm=\"a\", nonce=\"1\", qop=\"auth\""),
    ));
    let second = client.authorize(&Covered { method: Method::INVITE, ..COVERED });
    let second_rows = second.octets();
    let invite = request("INVITE", "sip:example.com", second_rows, b"");
    let (first, second) = (sent(&first)[0], sent(&invite)[0]);
    assert_eq!((first.nc, second.nc), (Some(b"00000001".as_slice()), Some(b"00000002".as_slice())));
    assert_eq!((first.cnonce, first.nonce), (second.cnonce, second.nonce));
    assert_ne!(first.response, second.response);
    // An ACK has the rows of its INVITE, to the octet.
    assert_eq!(repeated(&invite).octets(), second_rows);
    let ack = request("ACK", "sip:example.com", repeated(&invite).octets(), b"");
    assert_eq!(sent(&ack), sent(&invite));
    assert!(!may_challenge(Method::ACK) && !may_challenge(Method::CANCEL) && may_challenge(Method::BYE));
}

#[test]
fn a_nonce_that_comes_again_is_counted_on() {
    let mut client = client();
    for count in 1..4 {
        let challenge = www("Digest realm=\"a\", nonce=\"1\", qop=\"auth\"");
        let request = retried(client.answer(&mut Attempt::default(), &COVERED, &challenge));
        assert_eq!(sent(&request)[0].count(), Some(count));
    }
}

#[test]
fn credentials_of_one_realm_stay_when_another_asks() {
    let (mut client, mut attempt) = (client(), Attempt::default());
    let proxy = |realm: &str, nonce: &str| {
        challenged(407, &[("Proxy-Authenticate", &format!("Digest realm=\"{realm}\", nonce=\"{nonce}\""))])
    };
    retried(client.answer(&mut attempt, &COVERED, &proxy("a", "1")));
    let second = retried(client.answer(&mut attempt, &COVERED, &proxy("b", "2")));
    let third = retried(client.answer(&mut attempt, &COVERED, &www("Digest realm=\"a\", nonce=\"3\"")));
    let realms = |message: &Message| sent(message).iter().map(|sent| sent.nonce.to_vec()).collect::<Vec<_>>();
    assert_eq!(realms(&second), [b"1", b"2"]);
    assert_eq!(realms(&third), [b"3", b"1", b"2"]);
}

#[test]
fn a_nonce_that_is_too_old_is_replaced_and_a_wrong_password_is_not_tried_again() {
    let (mut client, mut attempt) = (client(), Attempt::default());
    let mut answer = |attempt: &mut Attempt, value: &str| client.answer(attempt, &COVERED, &www(value));
    retried(answer(&mut attempt, "Digest realm=\"a\", nonce=\"1\""));
    let again = retried(answer(&mut attempt, "Digest realm=\"a\", nonce=\"2\", stale=TRUE"));
    assert_eq!(sent(&again)[0].nonce, b"2");
    // The same nonce cannot be too old and new at once.
    assert_eq!(
        given_up(answer(&mut attempt, "Digest realm=\"a\", nonce=\"2\", stale=true")),
        GivenUp::Refused
    );
    assert_eq!(given_up(answer(&mut attempt, "Digest realm=\"a\", nonce=\"3\"")), GivenUp::Refused);
    // Another request may begin with an old nonce and be asked anew.
    retried(answer(&mut Attempt::default(), "Digest realm=\"a\", nonce=\"3\""));
}

#[test]
fn challenges_of_both_kinds_are_answered_so_often_together() {
    let (mut client, mut attempt) = (client(), Attempt::new(3));
    for number in 0..3 {
        let value = format!("Digest realm=\"a\", nonce=\"{number}\", stale=true");
        let (code, name) =
            if number % 2 == 0 { (401, "WWW-Authenticate") } else { (407, "Proxy-Authenticate") };
        retried(client.answer(&mut attempt, &COVERED, &challenged(code, &[(name, &value)])));
    }
    assert_eq!(attempt.left(), 0);
    let last = www("Digest realm=\"a\", nonce=\"9\", stale=true");
    assert_eq!(given_up(client.answer(&mut attempt, &COVERED, &last)), GivenUp::TooOften);
}

#[test]
fn what_cannot_be_answered_is_told_apart() {
    let accounts = Arc::new([Account::with_ha1s(
        b"a",
        b"alice",
        &[Ha1::of_password(Algorithm::Md5, b"alice", b"a", b"secret")],
    )]);
    let mut client = Client::new(accounts, SEED);
    let mut answer = |message: &Message| client.answer(&mut Attempt::default(), &COVERED, message);
    for (value, why) in [
        ("Bearer scope=\"sip\"", GivenUp::NoChallenge),
        ("Digest realm=\"a\"", GivenUp::NoChallenge),
        ("Digest realm=\"a\", nonce=\"1\", algorithm=X", GivenUp::NotSupported),
        ("Digest realm=\"a\", nonce=\"1\", algorithm=MD5-sess", GivenUp::NotSupported),
        ("Digest realm=\"b\", nonce=\"1\"", GivenUp::NoAccount),
        ("Digest realm=\"a\", nonce=\"1\", algorithm=SHA-256", GivenUp::NoAccount),
    ] {
        assert_eq!(given_up(answer(&www(value))), why, "{value}");
    }
    // What there is an account for is answered, even behind another.
    let both = challenged(
        401,
        &[
            ("WWW-Authenticate", "Digest realm=\"a\", nonce=\"1\", algorithm=SHA-256"),
            ("WWW-Authenticate", "Digest realm=\"a\", nonce=\"1\", algorithm=MD5"),
            ("WWW-Authenticate", "Digest realm=\"b\", nonce=\"1\""),
        ],
    );
    assert_eq!(sent(&retried(answer(&both))).len(), 1);
}

#[test]
fn at_most_eight_realms_are_answered_and_known() {
    let mut client = client();
    let many: Vec<_> = (0..20)
        .map(|number| ("Proxy-Authenticate", format!("Digest realm=\"r{number}\", nonce=\"1\"")))
        .collect();
    let many: Vec<_> = many.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let first = retried(client.answer(&mut Attempt::default(), &COVERED, &challenged(407, &many)));
    assert_eq!(sent(&first).len(), 8);
    let more = www("Digest realm=\"x\", nonce=\"1\"");
    let second = retried(client.answer(&mut Attempt::default(), &COVERED, &more));
    let realms: Vec<_> = sent(&second).iter().map(|sent| sent.realm.to_vec()).collect();
    assert!(realms.len() == 8 && realms[0] == b"x" && !realms.contains(&b"r0".to_vec()), "{realms:?}");
}

#[test]
fn a_user_can_hold_what_must_be_escaped_and_no_row_breaks() {
    let accounts = Arc::new([Account::with_password(Some(b"a"), b"al\"i\\c\r\ne", b"secret")]);
    let mut client = Client::new(accounts, SEED);
    let request = retried(client.answer(
        &mut Attempt::default(),
        &COVERED,
        &www("Digest realm=\"a\", nonce=\"1\", qop=\"auth\""),
    ));
    let written = b"al\\\"i\\\\c  e";
    assert_eq!(sent(&request)[0].username, written);
    // What is hashed is what is written.
    let mut config = VerifierConfig::new(Asker::Server, b"a");
    config.set_algorithms(&[Algorithm::Md5]);
    let mut verifier = Verifier::new(Arc::new(config), SEED, start());
    let Reading::Claim(claim) = verifier.read(&request) else { panic!() };
    let ha1 = Ha1::of_password(Algorithm::Md5, written, b"a", b"secret");
    assert_eq!(verifier.verify(start(), &claim, Some(&ha1)), Verdict::Stale);
    assert!(!format!("{client:?}").contains("secret"));
}

#[test]
fn the_same_seed_makes_the_same_credentials_and_another_does_not() {
    let made = |seed| {
        let mut client =
            Client::new(Arc::new([Account::with_password(None, b"alice", b"secret")]), [seed; 32]);
        let challenge =
            www("Digest realm=\"a\", nonce=\"1\", qop=\"auth\", userhash=true, algorithm=SHA-256");
        retried(client.answer(&mut Attempt::default(), &COVERED, &challenge)).octets().to_vec()
    };
    assert_eq!(made(1), made(1));
    assert_ne!(made(1), made(2));
}

#[test]
fn a_server_that_proves_nothing_is_told_from_one_that_proves_something_wrong() {
    let mut client = client();
    let challenge = www("Digest realm=\"a\", nonce=\"1\", qop=\"auth\"");
    let request = retried(client.answer(&mut Attempt::default(), &COVERED, &challenge));
    let cnonce = String::from_utf8(sent(&request)[0].cnonce.unwrap().to_vec()).unwrap();
    for (info, proof) in [
        ("nextnonce=\"2\"".to_string(), Proof::Absent),
        (format!("rspauth=\"00\", cnonce=\"{cnonce}\", nc=00000001, qop=auth"), Proof::Wrong),
        (format!("rspauth=\"00\", cnonce=\"{cnonce}\", nextnonce=\"3\""), Proof::Wrong),
        ("rspauth=\"00\", cnonce=\"other\"".to_string(), Proof::Wrong),
    ] {
        let answer = challenged(200, &[("Authentication-Info", &info)]);
        assert_eq!(client.handle_success(&request, &answer), proof, "{info}");
    }
    assert_eq!(client.handle_success(&request, &challenged(200, &[])), Proof::Absent);
    // The nonce beside a wrong proof is not taken, the other is, and its count begins anew.
    let rows = client.authorize(&COVERED);
    let next = crate::request("REGISTER", "sip:example.com", rows.octets(), b"");
    assert_eq!((sent(&next)[0].nonce, sent(&next)[0].count()), (b"2".as_slice(), Some(1)));
}

#[test]
fn a_proof_is_of_one_realm_and_one_count() {
    let mut client = client();
    let challenge = www("Digest realm=\"a\", nonce=\"1\", qop=\"auth\"");
    let request = retried(client.answer(&mut Attempt::default(), &COVERED, &challenge));
    // What the server of this realm makes of it.
    let mut config = VerifierConfig::new(Asker::Server, b"a");
    config.set_algorithms(&[Algorithm::Md5]);
    let mut verifier = Verifier::new(Arc::new(config), SEED, start());
    let Reading::Claim(claim) = verifier.read(&request) else { panic!() };
    let ha1 = Ha1::of_password(Algorithm::Md5, b"alice", b"a", b"secret");
    let info = text(&verifier.info(start(), &claim, &ha1, b""));
    let info = info.trim_end().strip_prefix("Authentication-Info: ").unwrap();
    let mut judge = |request: &Message, info: &str| {
        client.handle_success(request, &challenged(200, &[("Authentication-Info", info)]))
    };
    assert_eq!(
        judge(&request, &info.to_uppercase().replace("QOP=AUTH", "qop=auth").replace("CNONCE=", "x=")),
        Proof::Right
    );
    assert_eq!(judge(&request, info), Proof::Right);
    assert_eq!(judge(&request, &info.replace("nc=00000001", "nc=00000002")), Proof::Wrong);
    // Without a cnonce it cannot be told which of two realms it is about.
    let both = www("Digest realm=\"b\", nonce=\"1\", qop=\"auth\"");
    let request = retried(client.answer(&mut Attempt::default(), &COVERED, &both));
    assert_eq!(sent(&request).len(), 2);
    let bare = challenged(200, &[("Authentication-Info", "rspauth=\"00\"")]);
    assert_eq!(client.handle_success(&request, &bare), Proof::Absent);
}
