//! The request as it goes on, step by step (RFC 3261 §16.6), and the response as it comes back.

use brivas_sip::endpoint::Target;
use brivas_sip::header::{MaxBreadth, MaxForwards, NameAddr};
use brivas_sip::message::Rows;

use super::*;

#[test]
fn everything_that_is_not_ours_goes_on_as_it_came() {
    let mut test = Test::new();
    let rows =
        "Max-Forwards: 70\r\nx-odd :  a, b\r\nSubject: Hi\r\nRecord-Route: <sip:edge.example.com;lr>\r\n";
    let text =
        request_with("INVITE", "sip:bob@example.com", rows).replace("Content-Length: 0", "l: 4") + "body";
    let (_, sent) = test.fork(&text, &[&[1]]);
    let [invite] = &sent[..] else { panic!() };
    assert_eq!(uri_of(invite), "sip:bob@192.0.2.101:5060");
    assert_eq!(invite.need::<MaxForwards>().unwrap().0, 69);
    let vias: Vec<_> = invite.all::<Via<'_>>().map(Result::unwrap).collect();
    assert_eq!(vias.len(), 2);
    assert_eq!((vias[0].host.0, vias[0].port), (&b"192.0.2.9"[..], Some(5060)));
    assert_eq!(vias[1].branch, Some(&b"z9hG4bKcaller"[..]));
    let routes = values(invite, HeaderName::RECORD_ROUTE);
    assert_eq!(routes, ["<sip:192.0.2.9:5060;lr>", "<sip:edge.example.com;lr>"]);
    assert_eq!(invite.body(), b"body");
    for row in [&b"x-odd :  a, b\r\n"[..], b"Subject: Hi\r\n", b"From: <sip:alice@example.com>;tag=a\r\n"] {
        assert!(invite.fields().any(|field| field.row == row));
    }
    assert_eq!(values(invite, HeaderName::CONTENT_LENGTH), ["4"]);
    assert_eq!(invite.need::<MaxBreadth>().unwrap().0, 60);
}

#[test]
fn a_request_without_max_forwards_gets_70() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request_with("OPTIONS", "sip:bob@example.com", ""), &[&[1]]);
    assert_eq!(sent[0].need::<MaxForwards>().unwrap().0, 70);
}

#[test]
fn a_target_loses_what_a_request_line_cannot_have() {
    let mut test = Test::new();
    test.call(&request("OPTIONS"));
    let (context, ..) = test.request();
    let uri = Uri::read(b"sip:bob@192.0.2.101;method=INVITE;transport=udp?Subject=hi").unwrap();
    test.proxy.forward(test.now, context, &[&[ForkTarget::new(&uri)]]).unwrap();
    assert_eq!(uri_of(&test.sent_one().1), "sip:bob@192.0.2.101;transport=udp");
}

#[test]
fn only_requests_that_make_dialogs_get_a_record_route_and_only_if_wanted() {
    for (method, wanted, count) in [
        ("INVITE", true, 1),
        ("SUBSCRIBE", true, 1),
        ("INVITE", false, 0),
        ("MESSAGE", true, 0),
        ("REGISTER", true, 0),
    ] {
        let mut config = Config::new();
        config.set_record_route(wanted);
        let mut test = Test::with(&config);
        let (_, sent) = test.fork(&request(method), &[&[1]]);
        assert_eq!(sent[0].rows(HeaderName::RECORD_ROUTE).count(), count, "{method} {wanted}");
    }
}

#[test]
fn each_side_has_its_own_record_route_where_transport_or_family_differs() {
    for (uri, expected) in [
        ("sip:bob@192.0.2.101", &["<sip:192.0.2.9:5060;lr>"][..]),
        ("sip:bob@[2001:db8::1]", &["<sip:[2001:db8::9]:5060;lr>", "<sip:192.0.2.9:5060;lr>"]),
        (
            "sip:bob@192.0.2.101;transport=tcp",
            &["<sip:192.0.2.9:5060;transport=tcp;lr>", "<sip:192.0.2.9:5060;lr>"],
        ),
    ] {
        let mut test = Test::new();
        test.call(&request("INVITE"));
        let (context, ..) = test.request();
        let target = ForkTarget::new(&Uri::read(uri.as_bytes()).unwrap());
        test.proxy.forward(test.now, context, &[&[target]]).unwrap();
        if let Some(Event::Endpoint(brivas_sip::endpoint::Event::Connect { path, .. })) =
            test.proxy.poll_event()
        {
            test.proxy.handle_path(test.now, path, brivas_sip::endpoint::PathEvent::Up);
        }
        assert_eq!(values(&test.sent_one().1, HeaderName::RECORD_ROUTE), expected);
    }
}

#[test]
fn what_came_on_a_connection_goes_back_on_it_and_has_its_own_record_route() {
    let mut test = Test::new();
    let path = test.proxy.endpoint().accept(test.now, test.tcp, caller()).unwrap();
    let text = request("INVITE").replace("SIP/2.0/UDP", "SIP/2.0/TCP");
    let mut input = bytes::BytesMut::from(text.as_bytes());
    test.proxy.handle_input(test.now, path, &mut input);
    let (context, ..) = test.request();
    test.proxy.forward(test.now, context, &[&[target(1)]]).unwrap();
    let (_, invite) = test.sent_one();
    let routes = values(&invite, HeaderName::RECORD_ROUTE);
    assert_eq!(routes, ["<sip:192.0.2.9:5060;lr>", "<sip:192.0.2.9:5060;transport=tcp;lr>"]);
    test.answer(1, &invite, 200);
    assert_eq!(test.proxy.poll_transmit().unwrap().path, path);
}

#[test]
fn sips_asks_for_a_record_route_of_sips() {
    let mut test = Test::new();
    test.proxy.endpoint().listen(Transport::TLS, b"proxy.example.com").unwrap();
    test.call(&request("INVITE"));
    let (context, ..) = test.request();
    let target = ForkTarget::new(&Uri::read(b"sips:bob@192.0.2.101").unwrap());
    test.proxy.forward(test.now, context, &[&[target]]).unwrap();
    let Some(Event::Endpoint(brivas_sip::endpoint::Event::Connect { path, transport, to })) =
        test.proxy.poll_event()
    else {
        panic!()
    };
    assert_eq!((transport, to), (Transport::TLS, address("192.0.2.101:5061")));
    test.proxy.handle_path(test.now, path, brivas_sip::endpoint::PathEvent::Up);
    let routes = values(&test.sent_one().1, HeaderName::RECORD_ROUTE);
    assert_eq!(routes, ["<sips:proxy.example.com;lr>", "<sips:192.0.2.9:5060;lr>"]);
}

#[test]
fn a_register_gets_a_path_if_that_is_wanted() {
    let mut config = Config::new();
    config.set_path(true);
    let mut test = Test::with(&config);
    let rows = "Path: <sip:edge.example.com;lr>\r\nSupported: path\r\n";
    let text = request_with("REGISTER", "sip:example.com", rows);
    let (_, sent) = test.fork(&text, &[&[1]]);
    assert_eq!(values(&sent[0], HeaderName::PATH), ["<sip:192.0.2.9:5060;lr>", "<sip:edge.example.com;lr>"]);
    assert_eq!(sent[0].rows(HeaderName::RECORD_ROUTE).count(), 0);

    // It is one, by which the registrar reaches us, wherever the request came from.
    test.call(&text.replace("bKcaller", "bKother"));
    let (context, ..) = test.request();
    let registrar = ForkTarget::new(&Uri::read(b"sip:[2001:db8::1]").unwrap());
    test.proxy.forward(test.now, context, &[&[registrar]]).unwrap();
    let paths = values(&test.sent_one().1, HeaderName::PATH);
    assert_eq!(paths, ["<sip:[2001:db8::9]:5060;lr>", "<sip:edge.example.com;lr>"]);
}

#[test]
fn the_owner_adds_a_route_and_rows_and_takes_rows_out() {
    let mut test = Test::new();
    let text =
        request_with("INVITE", "sip:bob@example.com", "Proxy-Authorization: Digest username=\"a\"\r\n");
    test.call(&text);
    let (context, ..) = test.request();
    let mut rows = Rows::new();
    rows.put_text("P-Asserted-Identity", b"<sip:alice@example.com>");
    let edge = NameAddr::new(Uri::read(b"sip:192.0.2.103;lr").unwrap());
    let second = NameAddr::new(Uri::read(b"sip:second.example.com;lr").unwrap());
    let target = target(1)
        .with_route(&edge)
        .with_route(&second)
        .with_rows(&rows)
        .without(HeaderName::PROXY_AUTHORIZATION);
    test.proxy.forward(test.now, context, &[&[target]]).unwrap();
    let (to, invite) = test.sent_one();
    assert_eq!(to, callee(3), "the route says where it goes");
    assert_eq!(uri_of(&invite), "sip:bob@192.0.2.101:5060");
    assert_eq!(values(&invite, HeaderName::ROUTE), ["<sip:192.0.2.103;lr>", "<sip:second.example.com;lr>"]);
    assert_eq!(values(&invite, HeaderName::P_ASSERTED_IDENTITY), ["<sip:alice@example.com>"]);
    assert_eq!(invite.rows(HeaderName::PROXY_AUTHORIZATION).count(), 0);
}

#[test]
fn a_place_that_the_owner_names_is_where_it_goes() {
    let mut test = Test::new();
    test.call(&request("INVITE"));
    let (context, ..) = test.request();
    let bob = ForkTarget::new(&Uri::read(b"sip:bob@home.example.com").unwrap());
    let target = bob.with_hops(&[Target::new(Transport::UDP, callee(4))]);
    test.proxy.forward(test.now, context, &[&[target]]).unwrap();
    let (to, invite) = test.sent_one();
    assert_eq!((to, uri_of(&invite).as_str()), (callee(4), "sip:bob@home.example.com"));
}

#[test]
fn a_response_goes_back_without_our_via_and_otherwise_as_it_came() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1]]);
    let mut rows = Rows::new();
    rows.put_text("X-More", b"1").put_text("Contact", b"<sip:bob@192.0.2.101>");
    let response = Response { rows: Some(&rows), body: b"body", ..Response::new(StatusCode(183)) };
    test.from(callee(1), response.to_bytes(&sent[0], b"b"));
    let (to, response) = test.sent_one();
    assert_eq!(to, caller());
    assert_eq!(values(&response, HeaderName::VIA), ["SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKcaller"]);
    assert_eq!(response.body(), b"body");
    assert_eq!(values(&response, HeaderName::RECORD_ROUTE), ["<sip:192.0.2.9:5060;lr>"]);
    assert_eq!(values(&response, HeaderName::CONTACT), ["<sip:bob@192.0.2.101>"]);
}

#[test]
fn vias_in_one_row_are_parted() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("OPTIONS"), &[&[1]]);
    let vias = values(&sent[0], HeaderName::VIA);
    let text = String::from_utf8(Response::new(StatusCode::OK).to_bytes(&sent[0], b"b").to_vec()).unwrap();
    let joined = text.replace(&format!("{}\r\nVia: ", vias[0]), &format!("{}, ", vias[0]));
    assert_ne!(joined, text);
    test.from(callee(1), joined);
    assert_eq!(values(&test.sent_one().1, HeaderName::VIA), vias[1..]);
}

#[test]
fn a_response_for_nobody_else_counts_as_a_bad_gateway() {
    for code in [200, 404] {
        let mut test = Test::new();
        let (_, sent) = test.fork(&request("OPTIONS"), &[&[1]]);
        let vias = values(&sent[0], HeaderName::VIA);
        let text =
            String::from_utf8(Response::new(StatusCode(code)).to_bytes(&sent[0], b"b").to_vec()).unwrap();
        test.from(callee(1), text.replace(&format!("Via: {}\r\n", vias[1]), ""));
        assert_eq!(test.back(), 502);
        test.nothing_is_left();
    }
}

#[test]
fn a_stray_response_is_dropped() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("OPTIONS"), &[&[1]]);
    let text = String::from_utf8(Response::new(StatusCode::OK).to_bytes(&sent[0], b"b").to_vec()).unwrap();
    test.from(callee(1), text.replacen("z9hG4bK", "z9hG4bKx", 1));
    assert!(test.sent().is_empty());
    assert_eq!(test.proxy.endpoint().stats().stray_responses, 1);
}
