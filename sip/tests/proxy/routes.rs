//! Route information before and behind us (RFC 3261 §16.4, §16.6 step 6, §16.12.1).

use super::*;

/// What goes on of a request within a dialog.
fn onward(uri: &str, route: &[&str]) -> (SocketAddr, Message) {
    let mut test = Test::new();
    let rows: String = route.iter().map(|value| format!("Route: {value}\r\n")).collect();
    test.call(&in_dialog("BYE", uri, &rows));
    assert!(test.events().is_empty());
    test.sent_one()
}

#[test]
fn our_route_is_taken_out_and_the_next_says_where_it_goes() {
    let (to, bye) = onward("sip:bob@home.example.com", &["<sip:192.0.2.9;lr>", "<sip:192.0.2.101;lr>"]);
    assert_eq!((to, uri_of(&bye).as_str()), (callee(1), "sip:bob@home.example.com"));
    assert_eq!(values(&bye, HeaderName::ROUTE), ["<sip:192.0.2.101;lr>"]);
}

#[test]
fn without_a_route_left_the_request_uri_says_where_it_goes() {
    let (to, bye) = onward("sip:bob@192.0.2.101", &["<sip:192.0.2.9:5060;lr>"]);
    assert_eq!((to, uri_of(&bye).as_str()), (callee(1), "sip:bob@192.0.2.101"));
    assert!(values(&bye, HeaderName::ROUTE).is_empty());
}

#[test]
fn both_of_our_routes_are_taken_out_in_one_row_or_two() {
    for route in [
        &["<sip:192.0.2.9;lr>", "<sip:[2001:db8::9];lr>", "<sip:192.0.2.101;lr>"][..],
        &["<sip:192.0.2.9;lr>, <sip:[2001:0db8::0009];lr>,<sip:192.0.2.101;lr>"],
    ] {
        let (to, bye) = onward("sip:bob@home.example.com", route);
        assert_eq!(
            (to, values(&bye, HeaderName::ROUTE)),
            (callee(1), vec!["<sip:192.0.2.101;lr>".to_owned()])
        );
    }
}

/// As in §16.12.1.2: a strict router has put our URI into the request line, and the other side behind the route.
#[test]
fn what_a_strict_router_did_to_the_request_line_is_undone() {
    let route = ["<sip:192.0.2.101;lr>", "<sip:callee@home.example.com>"];
    let (to, bye) = onward("sip:192.0.2.9;lr", &route);
    assert_eq!((to, uri_of(&bye).as_str()), (callee(1), "sip:callee@home.example.com"));
    assert_eq!(values(&bye, HeaderName::ROUTE), ["<sip:192.0.2.101;lr>"]);
}

/// As in §16.12.1.1 where the next hop has no `lr`.
#[test]
fn a_strict_router_behind_us_finds_itself_in_the_request_line() {
    let route = ["<sip:192.0.2.9;lr>", "<sip:192.0.2.101;method=BYE>", "<sip:last.example.com;lr>"];
    let (to, bye) = onward("sip:bob@home.example.com", &route);
    assert_eq!((to, uri_of(&bye).as_str()), (callee(1), "sip:192.0.2.101"));
    assert_eq!(values(&bye, HeaderName::ROUTE), ["<sip:last.example.com;lr>", "<sip:bob@home.example.com>"]);
}

#[test]
fn a_strict_router_before_us_and_one_behind_us() {
    let (to, bye) = onward("sip:192.0.2.9;lr", &["<sip:192.0.2.101>", "<sip:callee@home.example.com>"]);
    assert_eq!((to, uri_of(&bye).as_str()), (callee(1), "sip:192.0.2.101"));
    assert_eq!(values(&bye, HeaderName::ROUTE), ["<sip:callee@home.example.com>"]);
}

#[test]
fn a_request_uri_that_names_us_is_no_loop_and_asks_the_owner() {
    let mut test = Test::new();
    test.call(&in_dialog("BYE", "sip:192.0.2.9:5060", "Route: <sip:192.0.2.9;lr>\r\n"));
    let (_, request, _) = test.request();
    assert_eq!(uri_of(&request), "sip:192.0.2.9:5060");
    assert!(values(&request, HeaderName::ROUTE).is_empty());
}

#[test]
fn our_maddr_is_taken_out_with_its_port_and_transport() {
    for (uri, expected) in [
        ("sip:bob@example.com:5060;maddr=192.0.2.9;transport=udp;x=1", "sip:bob@example.com;x=1"),
        (
            "sip:bob@example.com;maddr=192.0.2.9;transport=tcp",
            "sip:bob@example.com;maddr=192.0.2.9;transport=tcp",
        ),
        ("sip:bob@example.com:5080;maddr=192.0.2.9", "sip:bob@example.com:5080;maddr=192.0.2.9"),
        ("sip:bob@example.com;maddr=192.0.2.77", "sip:bob@example.com;maddr=192.0.2.77"),
    ] {
        let mut test = Test::new();
        test.call(&request_with("OPTIONS", uri, ""));
        assert_eq!(uri_of(&test.request().1), expected);
    }
}

#[test]
fn a_host_of_ours_by_name_is_ours_on_its_port_or_on_all() {
    let mut config = Config::new();
    config.add_host(b"proxy.example.com", None).add_host(b"other.example.com", Some(5070));
    for (route, is_ours) in [
        ("<sip:PROXY.example.com:7000;lr>", true),
        ("<sip:other.example.com:5070;lr>", true),
        ("<sip:other.example.com;lr>", false),
        ("<sip:192.0.2.9:5061;lr>", false),
        ("<sip:192.0.2.9;transport=tcp;lr>", true),
    ] {
        let mut test = Test::with(&config);
        test.call(&request_with("OPTIONS", "sip:bob@example.com", &format!("Route: {route}\r\n")));
        assert_eq!(values(&test.request().1, HeaderName::ROUTE).is_empty(), is_ours, "{route}");
    }
}

#[test]
fn what_no_route_of_ours_has_brought_is_for_the_owner_even_in_a_dialog() {
    let mut test = Test::new();
    test.call(&in_dialog("BYE", "sip:bob@192.0.2.101", ""));
    test.request();
    test.call(&request_with("INVITE", "sip:bob@192.0.2.101", "Route: <sip:192.0.2.9;lr>\r\n"));
    test.request();
    assert!(test.sent().is_empty());
}

#[test]
fn the_owner_can_be_asked_for_every_request() {
    let mut config = Config::new();
    config.set_asks_in_dialog(true);
    let mut test = Test::with(&config);
    test.call(&in_dialog("BYE", "sip:bob@192.0.2.101", "Route: <sip:192.0.2.9;lr>\r\n"));
    let (context, request, _) = test.request();
    let target = ForkTarget::new(&request.request().unwrap().uri().unwrap());
    test.proxy.forward(test.now, context, &[&[target]]).unwrap();
    assert_eq!(test.log(), "BYE>101");
}

#[test]
fn a_request_uri_with_a_user_is_none_that_we_have_put_into_record_route() {
    let mut test = Test::new();
    test.call(&in_dialog("BYE", "sip:bob@192.0.2.9;lr", "Route: <sip:192.0.2.101;lr>\r\n"));
    let (_, request, _) = test.request();
    assert_eq!(uri_of(&request), "sip:bob@192.0.2.9;lr");
    assert_eq!(values(&request, HeaderName::ROUTE), ["<sip:192.0.2.101;lr>"]);
}
