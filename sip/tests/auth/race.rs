//! A client and a verifier with each other: through the wire, with every algorithm and protection.

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::Message;
use brivas_sip::auth::{
    Account, Algorithm, Answer, Asker, Attempt, Client, Covered, GivenUp, Ha1, Proof, Reading, Verdict,
    Verifier, VerifierConfig, user_hash,
};
use proptest::prelude::*;

use crate::{SEED, at, request, response, start, verifier};

const USER: &[u8] = b"alice";

/// What a server does with a request.
fn serve(verifier: &mut Verifier, now: Instant, request: &Message, password: &[u8]) -> Message {
    let realm = verifier.config().realm().to_vec();
    let code = verifier.config().asker().status_code().0;
    let stale = match verifier.read(request) {
        Reading::Nothing => false,
        Reading::Bad(error) => return response(request, error.status_code().0, &Default::default(), b""),
        Reading::Claim(claim) => {
            let wanted = match claim.is_hashed() {
                true => user_hash(claim.algorithm(), USER, &realm),
                false => USER.to_vec(),
            };
            let ha1 = Ha1::of_password(claim.algorithm(), USER, &realm, password);
            let is_known = *claim.username() == wanted;
            match verifier.verify(now, &claim, Some(&ha1).filter(|_| is_known)) {
                Verdict::Granted => {
                    let rows = verifier.info(now, &claim, &ha1, b"body");
                    return response(request, 200, &rows, b"body");
                }
                verdict => verdict == Verdict::Stale,
            }
        }
    };
    let rows = verifier.challenge(now, stale);
    response(request, code, &rows, b"")
}

/// A request is sent until it is granted or given up: what came at the end, and how often it was sent.
fn exchange(
    client: &mut Client,
    verifier: &mut Verifier,
    now: Instant,
    password: &[u8],
) -> (Result<Proof, GivenUp>, u32) {
    let bare = request("MESSAGE", "sip:example.com", b"", b"hello");
    let covered = Covered::of(&bare).unwrap();
    let mut attempt = Attempt::default();
    let mut rows = client.authorize(&covered);
    for sent in 1.. {
        let request = request("MESSAGE", "sip:example.com", rows.octets(), b"hello");
        let response = serve(verifier, now, &request, password);
        if response.status().is_some_and(|status| status.code.0 == 200) {
            return (Ok(client.handle_success(&request, &response)), sent);
        }
        match client.answer(&mut attempt, &covered, &response) {
            Answer::Retry(again) => rows = again,
            Answer::GiveUp(why) => return (Err(why), sent),
        }
    }
    unreachable!()
}

fn client(password: &[u8]) -> Client {
    Client::new(Arc::new([Account::with_password(None, USER, password)]), [1; 32])
}

#[test]
fn both_sides_prove_themselves_with_every_algorithm_and_protection() {
    let now = start();
    for asker in [Asker::Server, Asker::Proxy] {
        for algorithm in Algorithm::ALL {
            for (auth_int, userhash) in [(false, false), (true, true)] {
                let mut config = VerifierConfig::new(asker, b"a realm");
                config.set_algorithms(&[algorithm]).set_auth_int(auth_int).set_userhash(userhash);
                let mut verifier = Verifier::new(Arc::new(config), SEED, now);
                let mut client = client(b"secret");
                client.set_prefers_auth_int(auth_int);
                let (first, second) = (
                    exchange(&mut client, &mut verifier, now, b"secret"),
                    exchange(&mut client, &mut verifier, now, b"secret"),
                );
                assert_eq!((first, second), ((Ok(Proof::Right), 2), (Ok(Proof::Right), 1)), "{algorithm:?}");
            }
        }
    }
}

#[test]
fn a_wrong_password_is_sent_once_and_no_more() {
    let now = start();
    let mut verifier = verifier(now, |_| {});
    assert_eq!(exchange(&mut client(b"guess"), &mut verifier, now, b"secret"), (Err(GivenUp::Refused), 2));
}

#[test]
fn an_old_nonce_costs_one_more_request_and_no_question() {
    let now = start();
    let (mut client, mut own) = (client(b"secret"), verifier(now, |_| {}));
    assert_eq!(exchange(&mut client, &mut own, now, b"secret"), (Ok(Proof::Right), 2));
    let late = at(now, 301_000);
    assert_eq!(exchange(&mut client, &mut own, late, b"secret"), (Ok(Proof::Right), 2));
    // After a restart the nonce is that of another.
    let mut restarted = Verifier::new(Arc::new(own.config().clone()), [9; 32], late);
    assert_eq!(exchange(&mut client, &mut restarted, late, b"secret"), (Ok(Proof::Right), 2));
}

#[test]
fn the_next_nonce_comes_before_the_present_one_is_too_old() {
    let now = start();
    let (mut client, mut own) = (client(b"secret"), verifier(now, |_| {}));
    for (seconds, sent) in [(0, 2), (149, 1), (200, 1), (340, 1), (480, 1), (900, 2)] {
        let now = now + Duration::from_secs(seconds);
        assert_eq!(exchange(&mut client, &mut own, now, b"secret"), (Ok(Proof::Right), sent), "{seconds}");
    }
}

proptest! {
    /// Whatever comes in whatever order: no credentials are granted twice.
    #[test]
    fn no_credentials_are_granted_twice(
        order in prop::collection::vec((0..12_usize, 0..4000_u64), 1..80),
        most in 0..6_usize,
    ) {
        let now = start();
        let mut verifier = verifier(now, |config| {
            config.set_most_nonces(most).set_nonce_lifetime(Duration::from_secs(60));
        });
        let bare = request("MESSAGE", "sip:example.com", b"", b"hello");
        let covered = Covered::of(&bare).unwrap();
        let mut requests = Vec::new();
        for _ in 0..4 {
            let mut client = client(b"secret");
            let challenge = serve(&mut verifier, now, &bare, b"secret");
            let Answer::Retry(mut rows) = client.answer(&mut Attempt::default(), &covered, &challenge) else {
                panic!()
            };
            for _ in 0..3 {
                requests.push(request("MESSAGE", "sip:example.com", rows.octets(), b"hello"));
                rows = client.authorize(&covered);
            }
        }
        let mut granted = Vec::new();
        let mut time = 0;
        for (place, later) in order {
            time += later;
            let answer = serve(&mut verifier, at(now, time), &requests[place], b"secret");
            if answer.status().unwrap().code.0 == 200 {
                prop_assert!(time <= 60_000 && !granted.contains(&place));
                granted.push(place);
            }
        }
    }
}
