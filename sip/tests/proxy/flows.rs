//! Flows of user agents that are behind us (RFC 5626 §5).

use brivas_sip::endpoint::PathEvent;
use bytes::BytesMut;
use proptest::prelude::*;

use super::*;

/// Where the user agent's connection comes from, which nobody can connect to.
fn behind_nat() -> SocketAddr {
    address("203.0.113.7:40123")
}

/// The proxy of another domain, on UDP.
fn core() -> SocketAddr {
    callee(1)
}

fn edge() -> Test {
    let mut config = Config::new();
    config.set_edge(true).set_path(true);
    Test::with(&config)
}

/// A request of the user agent's on its connection.
fn by_agent(method: &str, uri: &str, rows: &str) -> String {
    request_with(method, uri, rows)
        .replace("SIP/2.0/UDP 192.0.2.1:5060", "SIP/2.0/TCP agent.invalid")
        .replace("Contact: <sip:alice@192.0.2.1>\r\n", "")
}

fn contact(params: &str) -> String {
    format!("Contact: <sip:alice@agent.invalid;transport=tcp{params}\r\nMax-Forwards: 70\r\n")
}

impl Test {
    fn connection(&mut self) -> PathId {
        let (now, tcp) = (self.now, self.tcp);
        self.proxy.endpoint().accept(now, tcp, behind_nat()).unwrap()
    }

    fn stream(&mut self, path: PathId, text: &str) {
        let mut input = BytesMut::from(text);
        self.proxy.handle_input(self.now, path, &mut input);
        assert!(input.is_empty());
    }

    /// What is sent: on which path, and what.
    fn transmits(&mut self) -> Vec<(PathId, SocketAddr, Message)> {
        std::iter::from_fn(|| self.proxy.poll_transmit())
            .map(|sent| (sent.path, sent.to, Message::read(sent.octets).unwrap()))
            .collect()
    }

    fn transmit(&mut self) -> (PathId, SocketAddr, Message) {
        let mut sent = self.transmits();
        assert_eq!(sent.len(), 1, "{sent:?}");
        sent.remove(0)
    }

    /// The owner lets a request go on as it stands, or to the core.
    fn let_on(&mut self, to_core: bool) {
        let (context, request, _) = self.request();
        let uri = if to_core {
            b"sip:core.example.com;maddr=192.0.2.101".to_vec()
        } else {
            request.request().unwrap().request_uri.to_vec()
        };
        let target = ForkTarget::new(&Uri::read(&uri).unwrap());
        self.proxy.forward(self.now, context, &[&[target]]).unwrap();
    }

    /// The Path of a registration by this connection.
    fn register(&mut self, path: PathId, contact_params: &str) -> String {
        let branch = format!("z9hG4bKregister{}", self.proxy.contexts().0);
        let text = by_agent("REGISTER", "sip:example.com", &contact(contact_params));
        self.stream(path, &text.replace("z9hG4bKcaller", &branch));
        self.let_on(true);
        let (_, to, register) = self.transmit();
        assert_eq!(to, core());
        values(&register, HeaderName::PATH).remove(0)
    }

    /// A request of the core's by this Route, with the branch to tell it by.
    fn by_core(&mut self, method: &str, route: &str, is_within: bool, branch: &str) {
        let rows = format!("Max-Forwards: 70\r\nRoute: {route}\r\n");
        let uri = "sip:alice@agent.invalid;transport=tcp";
        let text = if is_within { in_dialog(method, uri, &rows) } else { request_with(method, uri, &rows) };
        let text = text
            .replace("192.0.2.1:5060;branch=z9hG4bKcaller", &format!("{};branch=z9hG4bK{branch}", core()));
        self.from(core(), text);
    }
}

#[test]
fn a_registration_of_a_flow_gets_a_path_with_its_token_and_ob() {
    let mut test = edge();
    let path = test.connection();
    let value = test.register(path, ">;reg-id=1;+sip.instance=\"<urn:uuid:1>\"");
    let (user, rest) = value.strip_prefix("<sip:").unwrap().split_once('@').unwrap();
    assert_eq!(rest, "192.0.2.9:5060;lr;ob>", "as the core reaches us");
    assert!(user.starts_with("flow-") && user.len() > 32, "{user}");
    // The same flow has the same token, another one another.
    let mut test = edge();
    let (first, second) = (test.connection(), test.connection());
    let tokens = [first, second].map(|path| test.register(path, ">;reg-id=1;+sip.instance=\"<urn:uuid:1>\""));
    assert_ne!(tokens[0], tokens[1]);
    assert_eq!(tokens[0], value);
}

#[test]
fn who_registers_no_flow_or_through_another_proxy_gets_a_plain_path() {
    let mut test = edge();
    let path = test.connection();
    assert_eq!(test.register(path, ">"), "<sip:192.0.2.9:5060;lr>");
    let mut test = edge();
    let path = test.connection();
    let second = format!("{}Via: SIP/2.0/UDP 192.0.2.77;branch=z9hG4bKx\r\n", contact(">;reg-id=1"));
    test.stream(path, &by_agent("REGISTER", "sip:example.com", &second));
    test.let_on(true);
    assert_eq!(
        values(&test.transmit().2, HeaderName::PATH),
        ["<sip:192.0.2.9:5060;lr>"],
        "not the first hop"
    );
}

#[test]
fn a_request_with_the_path_goes_by_the_flow_and_so_does_what_follows() {
    let mut test = edge();
    let path = test.connection();
    let value = test.register(path, ">;reg-id=1;+sip.instance=\"<urn:uuid:1>\"");
    test.by_core("INVITE", &value, false, "1");
    test.let_on(false);
    let (on, to, invite) = test.transmit();
    assert_eq!((on, to), (path, behind_nat()));
    assert_eq!(uri_of(&invite), "sip:alice@agent.invalid;transport=tcp");
    assert!(values(&invite, HeaderName::ROUTE).is_empty());
    let routes = values(&invite, HeaderName::RECORD_ROUTE);
    assert_eq!(routes.len(), 2, "TCP on one side, UDP on the other (RFC 5658): {routes:?}");
    let token = value.split('@').next().unwrap();
    assert_eq!(routes[0], format!("{token}@192.0.2.9:5060;transport=tcp;lr>"), "without ob");
    assert_eq!(routes[1], "<sip:192.0.2.9:5060;lr>");

    // Within the dialog, from the core.
    let route = format!("{}, {}", routes[1], routes[0]);
    test.by_core("BYE", &route, true, "2");
    assert!(test.events().is_empty(), "nobody is asked");
    let (on, _, bye) = test.transmit();
    assert_eq!((on, what(&bye).as_str()), (path, "BYE"));
    // From the user agent: it goes out.
    let rows = format!("Max-Forwards: 70\r\nRoute: {}, {}\r\n", routes[0], routes[1]);
    let text = by_agent("INFO", "sip:bob@192.0.2.101", &rows)
        .replace("example.com>\r\nCall", "example.com>;tag=b\r\nCall");
    test.stream(path, &text);
    let (_, to, info) = test.transmit();
    assert_eq!((to, what(&info).as_str()), (core(), "INFO"));
    // Nobody answers an ACK, which takes the same way.
    test.by_core("ACK", &route, true, "3");
    let (on, _, ack) = test.transmit();
    assert_eq!((on, what(&ack).as_str()), (path, "ACK"));
}

#[test]
fn a_call_of_an_agent_that_asks_for_it_is_answered_by_the_flow() {
    for (params, has_token) in [(";ob>", true), (">", false)] {
        let mut test = edge();
        let path = test.connection();
        test.stream(path, &by_agent("INVITE", "sip:bob@example.com", &contact(params)));
        test.let_on(true);
        let routes = values(&test.transmit().2, HeaderName::RECORD_ROUTE);
        assert_eq!(routes.len(), 2);
        assert_eq!(routes[0], "<sip:192.0.2.9:5060;lr>");
        assert_eq!(routes[1].contains("flow-"), has_token, "{routes:?}");
        assert!(routes[1].ends_with("192.0.2.9:5060;transport=tcp;lr>"));
        if has_token {
            test.by_core("BYE", &routes.join(", "), true, "1");
            assert_eq!(test.transmit().0, path);
        }
    }
}

#[test]
fn on_one_transport_one_record_route_is_enough() {
    let mut test = edge();
    let text = request_with("INVITE", "sip:bob@example.com", "Max-Forwards: 70\r\n")
        .replace("<sip:alice@192.0.2.1>", "<sip:alice@192.0.2.1;ob>");
    // From behind a NAT: the address is none of the message.
    test.from(behind_nat(), text.replace("caller\r\n", "caller;rport\r\n"));
    test.let_on(true);
    let routes = values(&test.transmit().2, HeaderName::RECORD_ROUTE);
    assert_eq!(routes.len(), 1);
    test.by_core("BYE", &routes[0], true, "1");
    let (on, to, _) = test.transmit();
    assert_eq!((on, to), (test.udp, behind_nat()));
    // The agent's own request with the same Route goes out.
    let rows = format!("Route: {}\r\n", routes[0]);
    test.from(behind_nat(), in_dialog("INFO", "sip:bob@192.0.2.102", &rows));
    assert_eq!(test.transmit().1, callee(2));
}

#[test]
fn both_may_be_behind_us() {
    let mut test = edge();
    let (alice, bob) = (test.connection(), test.connection());
    let value = test.register(bob, ">;reg-id=1;+sip.instance=\"<urn:uuid:1>\"");
    let rows = format!("{}Route: {value}\r\n", contact(";ob>"));
    test.stream(alice, &by_agent("INVITE", "sip:bob@agent.invalid;transport=tcp", &rows));
    test.let_on(false);
    let (on, _, invite) = test.transmit();
    assert_eq!(on, bob);
    let routes = values(&invite, HeaderName::RECORD_ROUTE);
    assert_eq!(routes.iter().filter(|route| route.contains("flow-")).count(), 2, "{routes:?}");
    let within = |method: &str, route: &str| {
        by_agent(
            method,
            "sip:x@agent.invalid;transport=tcp",
            &format!("Max-Forwards: 70\r\nRoute: {route}\r\n"),
        )
        .replace("example.com>\r\nCall", "example.com>;tag=b\r\nCall")
    };
    test.stream(bob, &within("INFO", &routes.join(", ")));
    assert_eq!(test.transmit().0, alice);
    let reversed: Vec<_> = routes.iter().rev().cloned().collect();
    test.stream(alice, &within("OPTIONS", &reversed.join(", ")));
    assert_eq!(test.transmit().0, bob);
}

#[test]
fn a_flow_that_is_gone_is_430_and_a_token_that_is_not_ours_403() {
    let mut test = edge();
    let path = test.connection();
    let value = test.register(path, ">;reg-id=1;+sip.instance=\"<urn:uuid:1>\"");
    for (at, to) in [("flow-0", "flow-1"), ("flow-", "flow-0"), (";lr", ";x=1;lr")] {
        let forged = value.replacen(at, to, 1);
        test.by_core("INVITE", &forged, false, to);
        if at == ";lr" {
            test.let_on(false);
            assert_eq!(test.transmit().0, path, "what else stands there is nothing to us");
        } else {
            assert_eq!(test.back(), 403, "{forged}");
        }
    }
    let last = value.rfind('@').unwrap() - 1;
    let digit = if value.as_bytes()[last] == b'0' { "1" } else { "0" };
    let forged = format!("{}{digit}{}", &value[..last], &value[last + 1..]);
    test.by_core("INVITE", &forged, false, "mac");
    assert_eq!(test.back(), 403);
    test.by_core("ACK", &forged, true, "ack");
    assert!(test.transmits().is_empty(), "nobody answers an ACK");

    test.proxy.handle_path(test.now, path, PathEvent::Down);
    test.sent();
    test.events();
    for (method, is_within) in [("INVITE", false), ("BYE", true)] {
        test.by_core(method, &value, is_within, method);
        assert_eq!(test.back(), 430);
    }
    // A connection that comes later at its place is another one.
    test.connection();
    test.by_core("OPTIONS", &value, false, "anew");
    assert_eq!(test.back(), 430);
}

#[test]
fn a_flow_that_fails_under_a_request_is_430_too() {
    let mut test = edge();
    let path = test.connection();
    let value = test.register(path, ">;reg-id=1;+sip.instance=\"<urn:uuid:1>\"");
    test.by_core("INVITE", &value, false, "1");
    test.let_on(false);
    test.transmit();
    test.proxy.handle_path(test.now, path, PathEvent::Down);
    let codes: Vec<_> =
        test.transmits().iter().filter_map(|(.., sent)| sent.status().map(|it| it.code.0)).collect();
    assert_eq!(codes, [430]);
}

#[test]
fn who_is_no_edge_makes_no_tokens_and_reads_none() {
    let mut test = edge();
    let path = test.connection();
    let value = test.register(path, ">;reg-id=1;+sip.instance=\"<urn:uuid:1>\"");
    let mut config = Config::new();
    config.set_path(true);
    let mut test = Test::with(&config);
    let path = test.connection();
    assert_eq!(test.register(path, ">;reg-id=1;+sip.instance=\"<urn:uuid:1>\""), "<sip:192.0.2.9:5060;lr>");
    test.by_core("INVITE", &value.replace("flow-0", "flow-1"), false, "1");
    test.request();
}

#[test]
fn a_proxy_without_state_takes_flows_too() {
    let mut config = Config::new();
    config.set_edge(true).set_stateless(true);
    let mut test = Test::with(&config);
    let path = test.connection();
    test.stream(path, &by_agent("INVITE", "sip:bob@example.com", &contact(";ob>")));
    let events = test.events();
    let [Event::Stateless { request, source }] = &events[..] else { panic!("{events:?}") };
    test.proxy.relay(test.now, request, *source, target(1)).unwrap();
    let routes = values(&test.transmit().2, HeaderName::RECORD_ROUTE);
    test.by_core("BYE", &routes.join(", "), true, "1");
    assert_eq!(test.transmit().0, path);
    test.proxy.handle_path(test.now, path, PathEvent::Down);
    test.by_core("BYE", &routes.join(", "), true, "2");
    assert_eq!(test.back(), 430);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever stands there: it is a token of ours to the octet, or leads nowhere.
    #[test]
    fn no_other_token_is_taken(place in 0..100_usize, digit in "[0-9a-zA-F~]", more in "[0-9a-f]{0,3}", cut in 0..8_usize) {
        let mut test = edge();
        let path = test.connection();
        let value = test.register(path, ">;reg-id=1;+sip.instance=\"<urn:uuid:1>\"");
        let (before, behind) = value.split_once("flow-").unwrap();
        let (token, rest) = behind.split_once('@').unwrap();
        let mut forged = token.to_owned();
        let place = place % forged.len();
        forged.replace_range(place..=place, &digit);
        forged.truncate(forged.len() - cut);
        forged.push_str(&more);
        prop_assume!(!forged.eq_ignore_ascii_case(token));
        test.by_core("OPTIONS", &format!("{before}flow-{forged}@{rest}"), false, "forged");
        prop_assert_eq!(test.back(), 403);
    }
}
