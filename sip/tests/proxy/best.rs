//! Which response goes back (RFC 3261 §16.7, steps 6 and 7).

use brivas_sip::message::Rows;

use super::*;

/// What goes back when targets answer this at once; 0 stands for one that does not answer.
fn best(method: &str, codes: &[u16]) -> u16 {
    let mut test = Test::new();
    let numbers: Vec<u8> = (1..).take(codes.len()).collect();
    let (_, sent) = test.fork(&request(method), &[&numbers]);
    for ((number, code), request) in (1..).zip(codes).zip(&sent) {
        if *code > 0 {
            test.answer(number, request, *code);
        }
    }
    let mut back: Vec<_> = test.sent();
    test.at(32_000);
    back.extend(test.sent());
    let codes = back.iter().filter_map(|(_, it)| it.status()).map(|status| status.code.0);
    let mut found: Vec<_> = codes.filter(|code| *code >= 200).collect();
    // Copies of it, since nobody acknowledges it.
    found.dedup();
    let [code] = found[..] else { panic!("{found:?}") };
    test.nothing_is_left();
    code
}

#[test]
fn the_best_response_goes_back() {
    for (codes, expected) in [
        (&[404][..], 404),
        // The lowest class.
        (&[500, 404], 404),
        (&[404, 302], 302),
        (&[500, 486, 302, 580], 302),
        // But 6xx before all.
        (&[302, 603], 603),
        (&[404, 500, 606], 606),
        // Of a class the first.
        (&[486, 404], 486),
        (&[404, 486], 404),
        (&[501, 500], 501),
        // But before it what helps to ask again.
        (&[404, 401], 401),
        (&[404, 407, 401], 407),
        (&[486, 415], 415),
        (&[486, 420], 420),
        (&[404, 484], 484),
        (&[488, 421], 488),
        // And behind it what says nothing of whom it was for.
        (&[408, 486], 486),
        (&[487, 480], 480),
        // One that does not serve is not this proxy.
        (&[503], 500),
        (&[503, 503], 500),
        (&[503, 504], 504),
        (&[503, 404], 404),
        // None in time is worse than any that came.
        (&[0], 408),
        (&[0, 503], 500),
        (&[0, 500], 500),
        (&[580, 0], 580),
        (&[0, 404], 404),
    ] {
        assert_eq!(best("INVITE", codes), expected, "{codes:?}");
    }
}

#[test]
fn a_2xx_goes_back_whatever_came_before() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1, 2]]);
    test.answer(1, &sent[0], 404);
    assert_eq!(test.log(), "ACK>101");
    test.answer(2, &sent[1], 200);
    assert_eq!(test.log(), "200>1");
    test.nothing_is_left();
}

#[test]
fn nobody_waits_for_a_408_to_another_request() {
    let mut test = Test::new();
    test.fork(&request("OPTIONS"), &[&[1]]);
    test.at(40_000);
    assert!(test.sent().iter().all(|(_, it)| it.status().is_none_or(|it| it.code.0 == 100)));
    test.nothing_is_left();
}

fn challenge(test: &mut Test, number: u8, request: &Message, code: u16, rows: &[(&str, &str)]) {
    let mut all = Rows::new();
    for (name, value) in rows {
        all.put_text(name, value.as_bytes());
    }
    let response = Response { rows: Some(&all), ..Response::new(StatusCode(code)) };
    test.from(callee(number), response.to_bytes(request, b"b"));
}

#[test]
fn the_challenges_of_all_go_back_with_the_best_each_in_its_row() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1, 2, 3, 4]]);
    let (www, proxy) = ("WWW-Authenticate", "Proxy-Authenticate");
    challenge(&mut test, 1, &sent[0], 407, &[(proxy, "Digest realm=\"one\", nonce=\"1\""), ("X-Own", "1")]);
    challenge(
        &mut test,
        2,
        &sent[1],
        401,
        &[
            (www, "Digest realm=\"two\", nonce=\"2\", algorithm=SHA-256"),
            (www, "Digest realm=\"two\", nonce=\"2\""),
            ("X-Own", "2"),
        ],
    );
    challenge(&mut test, 3, &sent[2], 404, &[(www, "Digest realm=\"none\", nonce=\"0\"")]);
    challenge(&mut test, 4, &sent[3], 407, &[(proxy, "Digest realm=\"four\", nonce=\"4\"")]);
    let (_, response) = test.sent().pop().unwrap();
    assert_eq!(what(&response), "407");
    assert_eq!(
        values(&response, HeaderName::PROXY_AUTHENTICATE),
        ["Digest realm=\"one\", nonce=\"1\"", "Digest realm=\"four\", nonce=\"4\"",]
    );
    assert_eq!(
        values(&response, HeaderName::WWW_AUTHENTICATE),
        ["Digest realm=\"two\", nonce=\"2\", algorithm=SHA-256", "Digest realm=\"two\", nonce=\"2\"",]
    );
    let own: Vec<_> = response.fields().filter(|field| field.name_text == b"X-Own").collect();
    assert_eq!(own.len(), 1);
    test.call(&request("ACK"));
    test.nothing_is_left();
}
