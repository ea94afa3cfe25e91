//! A verifier challenges, and takes each proof once.

use std::time::Duration;

use brivas_sip::auth::{Algorithm, Asker, Claim, Covered, Ha1, Reading, Verdict, Verifier};
use brivas_sip::header::{Challenge, DigestChallenge, WwwAuthenticate};
use brivas_sip::message::Rows;
use brivas_sip::{DecodeErrorKind, Message, StatusCode};

use crate::{at, request, response, start, text, verifier};

/// The HA1 of alice, by MD5.
fn ha1() -> Ha1 {
    Ha1::of_password(Algorithm::Md5, b"alice", b"example.com", b"secret")
}

/// The nonce of a challenge.
fn nonce(rows: &Rows) -> String {
    text(rows).split("nonce=\"").nth(1).unwrap().split('"').next().unwrap().to_string()
}

/// What a client makes, by MD5: an own calculation would prove nothing, so the digests come from those parts of the crate
/// that `digest.rs` holds against Python.
fn credentials(nonce: &str, nc: u32, password: &str) -> String {
    use brivas_sip::auth::{Account, Answer, Attempt, Client};
    let account = Account::with_password(None, b"alice", password.as_bytes());
    let mut client = Client::new(std::sync::Arc::new([account]), crate::SEED);
    let mut rows = Rows::new();
    rows.put(&WwwAuthenticate(Challenge::Digest(DigestChallenge {
        qop: Some(b"auth"),
        ..DigestChallenge::new(b"example.com", nonce.as_bytes())
    })));
    let request = request("REGISTER", "sip:example.com", b"", b"");
    let covered = Covered::of(&request).unwrap();
    let challenge = response(&request, 401, &rows, b"");
    let Answer::Retry(mut rows) = client.answer(&mut Attempt::default(), &covered, &challenge) else {
        panic!()
    };
    for _ in 1..nc {
        rows = client.authorize(&covered);
    }
    text(&rows)
}

fn registering(rows: &str) -> Message {
    request("REGISTER", "sip:example.com", rows.as_bytes(), b"")
}

fn claim<'a>(verifier: &Verifier, request: &'a Message) -> Claim<'a> {
    match verifier.read(request) {
        Reading::Claim(claim) => claim,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_algorithms_are_offered_in_the_order_of_preference() {
    let now = start();
    let rows = text(&verifier(now, |_| {}).challenge(now, false));
    let rows: Vec<_> = rows.lines().collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].contains("algorithm=SHA-256, qop=\"auth\"") && rows[1].contains("algorithm=MD5, qop"));
    assert!(rows[0].starts_with("WWW-Authenticate: Digest realm=\"example.com\", nonce=\""), "{rows:?}");
    assert!(!rows[0].contains("stale"));
    let mut other = verifier(now, |config| {
        *config = brivas_sip::auth::VerifierConfig::new(Asker::Proxy, b"ex\"am\r\nple");
        config.set_auth_int(true).set_userhash(true).set_domain(b"sip:a.example");
    });
    let rows = text(&other.challenge(now, true));
    assert!(rows.starts_with("Proxy-Authenticate: Digest realm=\"ex\\\"am  ple\", domain=\"sip:a.example\""));
    assert!(rows.contains("stale=true") && rows.contains("auth-int") && rows.contains("userhash=true"));
    assert_eq!((Asker::Server.status_code(), Asker::Proxy.status_code()), (StatusCode(401), StatusCode(407)));
}

#[test]
fn the_right_password_is_taken_once_with_each_count() {
    let now = start();
    let mut verifier = verifier(now, |_| {});
    let nonce = nonce(&verifier.challenge(now, false));
    for (nc, verdict) in [
        (1, Verdict::Granted),
        (1, Verdict::Stale),
        (5, Verdict::Granted),
        (3, Verdict::Granted),
        (3, Verdict::Stale),
        (69, Verdict::Granted),
        (5, Verdict::Stale),
        (6, Verdict::Granted),
        (4, Verdict::Stale),
    ] {
        let request = registering(&credentials(&nonce, nc, "secret"));
        let claim = claim(&verifier, &request);
        assert_eq!(verifier.verify(now, &claim, Some(&ha1())), verdict, "{nc}");
    }
}

#[test]
fn a_wrong_digest_uses_up_no_count() {
    let now = start();
    let mut verifier = verifier(now, |_| {});
    let nonce = nonce(&verifier.challenge(now, false));
    let wrong = registering(&credentials(&nonce, 1, "guess"));
    assert_eq!(verifier.verify(now, &claim(&verifier, &wrong), Some(&ha1())), Verdict::Wrong);
    let right = registering(&credentials(&nonce, 1, "secret"));
    assert_eq!(verifier.verify(now, &claim(&verifier, &right), None), Verdict::Wrong);
    let other = Ha1::of_password(Algorithm::Sha256, b"alice", b"example.com", b"secret");
    assert_eq!(verifier.verify(now, &claim(&verifier, &right), Some(&other)), Verdict::Wrong);
    assert_eq!(verifier.verify(now, &claim(&verifier, &right), Some(&ha1())), Verdict::Granted);
}

#[test]
fn a_nonce_lives_as_long_as_is_set_and_time_never_goes_back() {
    let now = start();
    let set = |config: &mut brivas_sip::auth::VerifierConfig| {
        config.set_nonce_lifetime(Duration::from_millis(1000));
    };
    let mut verifier = verifier(now, set);
    let nonce = nonce(&verifier.challenge(at(now, 500), false));
    for (time, nc, verdict) in
        [(1500, 1, Verdict::Granted), (1501, 2, Verdict::Stale), (600, 3, Verdict::Stale)]
    {
        let request = registering(&credentials(&nonce, nc, "secret"));
        let claim = claim(&verifier, &request);
        assert_eq!(verifier.verify(at(now, time), &claim, Some(&ha1())), verdict, "{time}");
    }
}

#[test]
fn a_nonce_of_another_or_a_changed_one_is_stale() {
    let now = start();
    let mut own = verifier(now, |_| {});
    let nonce = nonce(&own.challenge(now, false));
    let mut others = vec!["".to_string(), "x".to_string(), format!("{nonce}0"), nonce.to_uppercase()];
    others.push(format!("0000000000000001{}", &nonce[16..]));
    others.push(format!("+{}", &nonce[1..]));
    for other in others {
        let request = registering(&credentials(&other, 1, "secret"));
        let verdict = own.verify(now, &claim(&own, &request), Some(&ha1()));
        // Without letters the upper case is the same.
        assert!(verdict == Verdict::Stale || other == nonce, "{other}");
    }
}

#[test]
fn at_most_so_many_nonces_are_counted_and_none_is_taken_twice_beyond() {
    let now = start();
    let mut verifier = verifier(now, |config| {
        config.set_most_nonces(2);
    });
    let nonces: Vec<_> = (0..4).map(|_| nonce(&verifier.challenge(now, false))).collect();
    let mut judge = |place: usize, nc| {
        let request = registering(&credentials(&nonces[place], nc, "secret"));
        verifier.verify(now, &claim(&verifier, &request), Some(&ha1()))
    };
    assert_eq!([judge(1, 1), judge(2, 1), judge(1, 2)], [Verdict::Granted; 3]);
    // The third pushes out the oldest, and what was made before that.
    assert_eq!(judge(3, 1), Verdict::Granted);
    assert_eq!([judge(1, 3), judge(0, 1), judge(1, 1)], [Verdict::Stale; 3]);
    assert_eq!([judge(2, 2), judge(3, 2)], [Verdict::Granted; 2]);
}

/// The first nonce of the seed.
const FIRST_NONCE: &str = "000000000000000000000000000000003626bdea1123ef376035c93b2e92c56c";

/// MD5(HA1:nonce:MD5("REGISTER:sip:example.com")) by Python's hashlib.
const FIRST_DIGEST: &str = "bbcfed42c760f5f6f25769d243bd6f30";

#[test]
fn credentials_without_a_count_are_taken_once() {
    let now = start();
    for most in [65_536, 0] {
        let mut verifier = verifier(now, |config| {
            config.set_most_nonces(most);
        });
        assert_eq!(nonce(&verifier.challenge(now, false)), FIRST_NONCE);
        let request = registering(&format!(
            "Authorization: Digest username=\"alice\", realm=\"example.com\", nonce=\"{FIRST_NONCE}\", \
         uri=\"sip:example.com\", response=\"{FIRST_DIGEST}\"\r\n"
        ));
        let claim = claim(&verifier, &request);
        let verdicts = [(); 2].map(|()| verifier.verify(now, &claim, Some(&ha1())));
        assert_eq!(verdicts, [Verdict::Granted, Verdict::Stale]);
    }
}

#[test]
fn only_what_was_offered_is_read_and_the_rest_is_bad_or_nothing() {
    let now = start();
    let own = verifier(now, |_| {});
    let digest = |rest: &str| {
        format!("Authorization: Digest username=\"alice\", nonce=\"1\", response=\"2\", {rest}\r\n")
    };
    let ours = "realm=\"example.com\", uri=\"sip:example.com\"";
    for rest in [
        "realm=\"example.org\", uri=\"sip:example.com\"".to_string(),
        format!("{ours}, algorithm=SHA-512-256"),
        format!("{ours}, algorithm=MD5-sess, qop=auth, nc=00000001, cnonce=\"3\""),
        format!("{ours}, algorithm=X"),
        format!("{ours}, qop=auth-int, nc=00000001, cnonce=\"3\""),
        format!("{ours}, qop=x, nc=00000001, cnonce=\"3\""),
        format!("{ours}, userhash=true"),
    ] {
        let request = registering(&digest(&rest));
        assert!(matches!(own.read(&request), Reading::Nothing), "{rest}");
    }
    let proxy = digest(ours).replace("Authorization", "Proxy-Authorization");
    for rows in ["", "Authorization: Basic YTpi\r\n", &proxy] {
        assert!(matches!(own.read(&registering(rows)), Reading::Nothing), "{rows}");
    }
    // The first of ours counts, behind those of others.
    let both = format!("{}{}", digest("realm=\"a\", uri=\"sip:a\""), digest(ours));
    assert!(matches!(own.read(&registering(&both)), Reading::Claim(_)));
    let request = registering("Authorization: Digest realm=\"example.com\"\r\n");
    let Reading::Bad(error) = own.read(&request) else { panic!() };
    assert_eq!((error.kind, error.status_code()), (DecodeErrorKind::Missing, StatusCode::BAD_REQUEST));
    assert!(request.octets()[..error.offset].ends_with(b"Digest realm=\"example.com\""));
}

#[test]
fn the_uri_must_mean_the_same_as_that_of_the_request() {
    let now = start();
    let with = |uri: &str| {
        format!(
            "Authorization: Digest username=\"alice\", realm=\"example.com\", nonce=\"1\", response=\"2\", \
             uri=\"{uri}\"\r\n"
        )
    };
    for (uri, is_same) in [
        ("sip:Bob@Example.com;transport=tcp", false),
        ("sip:bob@EXAMPLE.com", true),
        ("sip:%62ob@example.com;x=1", true),
        ("sip:bob@example.com:5060", false),
        ("sip:carol@example.com", false),
        ("nothing", false),
    ] {
        let rows = with(uri);
        let request = request("INVITE", "sip:bob@example.com", rows.as_bytes(), b"");
        match verifier(now, |_| {}).read(&request) {
            Reading::Claim(_) => assert!(is_same, "{uri}"),
            Reading::Bad(error) => {
                assert!(!is_same, "{uri}");
                assert_eq!(
                    (error.kind, error.status_code()),
                    (DecodeErrorKind::Mismatch, StatusCode::BAD_REQUEST)
                );
            }
            Reading::Nothing => panic!("{uri}"),
        }
        let lenient = verifier(now, |config| {
            config.set_check_uri(false);
        });
        assert!(matches!(lenient.read(&request), Reading::Claim(_)));
    }
}

#[test]
fn the_next_nonce_is_given_where_the_key_does_not_hang_on_the_first() {
    let now = start();
    for (algorithm, is_given) in [(Algorithm::Md5, true), (Algorithm::Md5Sess, false)] {
        let mut verifier = verifier(now, |config| {
            config.set_algorithms(&[algorithm]);
        });
        let rows = format!(
            "Authorization: Digest username=\"alice\", realm=\"example.com\", nonce=\"{FIRST_NONCE}\", \
             uri=\"sip:example.com\", response=\"0\", qop=auth, nc=00000001, cnonce=\"c\", algorithm={}\r\n",
            algorithm.text()
        );
        let request = registering(&rows);
        for (seconds, is_old) in [(150, false), (151, true)] {
            let later = now + Duration::from_secs(seconds);
            let info = text(&verifier.info(later, &claim(&verifier, &request), &ha1(), b""));
            assert_eq!(info.contains("nextnonce"), is_given && is_old, "{info}");
            assert!(info.contains("cnonce=\"c\", nc=00000001"), "{info}");
        }
    }
}
