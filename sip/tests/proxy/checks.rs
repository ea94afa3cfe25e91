//! What is answered before anybody is asked, in the order of the standard (RFC 3261 §16.3).

use super::*;

fn answered(config: &Config, text: &str) -> Message {
    let mut test = Test::with(config);
    test.call(text);
    assert!(test.events().is_empty());
    let (to, response) = test.sent_one();
    assert_eq!(to, caller());
    response
}

fn code(text: &str) -> u16 {
    answered(&Config::new(), text).status().unwrap().code.0
}

#[test]
fn a_scheme_that_is_not_understood_is_refused_and_tel_is_not() {
    assert_eq!(code(&request_with("OPTIONS", "soap.beep://192.0.2.103:3002", "")), 416);
    let mut test = Test::new();
    test.call(&request_with("OPTIONS", "tel:+12025550101", ""));
    let (context, request, _) = test.request();
    assert_eq!(uri_of(&request), "tel:+12025550101");
    // As it stands it leads nowhere.
    let target = ForkTarget::new(&request.request().unwrap().uri().unwrap());
    test.proxy.forward(test.now, context, &[&[target]]).unwrap();
    assert_eq!(test.back(), 416);
}

#[test]
fn a_request_that_may_go_no_further_is_refused() {
    assert_eq!(code(&request_with("INVITE", "sip:bob@example.com", "Max-Forwards: 0\r\n")), 483);
    assert_eq!(
        code(&in_dialog("BYE", "sip:bob@192.0.2.101", "Max-Forwards: 0\r\nRoute: <sip:192.0.2.9;lr>\r\n")),
        483
    );
    let rows = "Max-Forwards: 0\r\nRoute: <sip:192.0.2.9;lr>\r\n";
    assert_eq!(code(&in_dialog("OPTIONS", "sip:bob@192.0.2.101", rows)), 483);
}

#[test]
fn options_and_register_that_may_go_no_further_may_be_for_the_owner() {
    for method in ["OPTIONS", "REGISTER"] {
        let text = request_with(method, "sip:192.0.2.9", "Max-Forwards: 0\r\n");
        let mut test = Test::new();
        test.call(&text);
        let (context, ..) = test.request();
        test.proxy.respond(test.now, context, &Response::new(StatusCode::OK)).unwrap();
        assert_eq!(test.back(), 200);
        test.nothing_is_left();

        let (_, sent) = Test::new().fork(&text, &[&[1]]);
        assert_eq!(what(&sent[0]), "483", "it is not handed on");
    }
}

#[test]
fn an_extension_that_is_not_known_is_named_and_all_of_them() {
    let mut config = Config::new();
    config.add_option(b"foo");
    let rows = "Proxy-Require: foo, bar\r\nProxy-Require: baz\r\nRequire: nobody\r\n";
    let response = answered(&config, &request_with("INVITE", "sip:bob@example.com", rows));
    assert_eq!(response.status().unwrap().code, StatusCode::BAD_EXTENSION);
    assert_eq!(values(&response, HeaderName::UNSUPPORTED), ["bar", "baz"]);
    let mut test = Test::with(&config);
    test.call(&request_with("INVITE", "sip:bob@example.com", "Proxy-Require: FOO\r\nRequire: nobody\r\n"));
    test.request();
}

#[test]
fn the_scheme_comes_before_the_hops_and_those_before_extensions() {
    let both = "Max-Forwards: 0\r\nProxy-Require: bar\r\n";
    assert_eq!(code(&request_with("INVITE", "soap.beep://192.0.2.103", both)), 416);
    assert_eq!(code(&request_with("INVITE", "sip:bob@example.com", both)), 483);
}

#[test]
fn a_message_with_a_fault_is_answered_before_the_proxy_sees_it() {
    let mut test = Test::new();
    test.call(&request("INVITE").replace("CSeq: 3 INVITE", "CSeq: 3 BYE"));
    assert_eq!(test.back(), 400);
    assert!(matches!(&test.events()[..], [Event::Endpoint(_)]));
}

#[test]
fn the_owner_may_refuse_and_challenge() {
    let mut test = Test::new();
    test.call(&request("INVITE"));
    let (context, ..) = test.request();
    let mut rows = brivas_sip::message::Rows::new();
    rows.put_text("Proxy-Authenticate", b"Digest realm=\"example.com\", nonce=\"1\"");
    let response = Response { rows: Some(&rows), ..Response::new(StatusCode(407)) };
    test.proxy.respond(test.now, context, &response).unwrap();
    let (_, sent) = test.sent_one();
    assert_eq!((what(&sent).as_str(), sent.rows(HeaderName::PROXY_AUTHENTICATE).count()), ("407", 1));
    let events = test.events();
    assert!(matches!(&events[..], [Event::Answered { code: StatusCode(407), .. }, Event::Over { .. }]));
}

#[test]
fn a_proxy_is_no_user_agent() {
    let mut test = Test::new();
    test.call(&request("INVITE"));
    let (context, ..) = test.request();
    let ok = Response::new(StatusCode::OK);
    let refused = test.proxy.respond(test.now, context, &ok);
    assert_eq!(refused, Err(brivas_sip::proxy::UsageError::State));
    test.proxy.respond(test.now, context, &Response::new(StatusCode(181))).unwrap();
    assert_eq!(test.back(), 181);
}
