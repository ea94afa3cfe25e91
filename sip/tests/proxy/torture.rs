//! What a proxy does with those messages of RFC 4475 that are written for one.
#![allow(clippy::disallowed_methods)] // a test reads files

use super::*;

/// The proxy takes one of them, from where its Via says that it came.
fn taken(name: &str) -> Test {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/vectors/sip");
    let octets = std::fs::read(format!("{folder}/rfc4475/{name}.dat")).unwrap();
    let mut test = Test::new();
    test.from(caller(), octets);
    test
}

#[test]
fn without_hops_left_a_request_for_another_is_483_and_options_may_be_for_us() {
    let mut test = taken("zeromf");
    let (context, request, _) = test.request();
    let target = ForkTarget::new(&request.request().unwrap().uri().unwrap());
    test.proxy.forward(test.now, context, &[&[target]]).unwrap();
    assert_eq!(test.back(), 483);
}

#[test]
fn extensions_that_a_proxy_must_know_are_named_and_those_of_others_are_not() {
    let mut test = taken("bext01");
    let (_, response) = test.sent_one();
    assert_eq!(what(&response), "420");
    assert_eq!(
        values(&response, HeaderName::UNSUPPORTED),
        ["noProxiesSupportThis", "norDoAnyProxiesSupportThis"]
    );
}

#[test]
fn schemes_that_nobody_can_route_by_are_refused() {
    for name in ["unkscm", "novelsc"] {
        assert_eq!(taken(name).back(), 416, "{name}");
    }
}

#[test]
fn a_method_and_scheme_parts_that_nobody_knows_are_handed_on_as_they_came() {
    let mut test = taken("intmeth");
    let (context, request, _) = test.request();
    test.proxy.forward(test.now, context, &[&[target(1)]]).unwrap();
    let (_, sent) = test.sent_one();
    assert_eq!(sent.method(), request.method());
    assert_eq!(values(&sent, HeaderName::TO), values(&request, HeaderName::TO));
    let other = |message: &Message| -> Vec<Vec<u8>> {
        message.rows(HeaderName::OTHER).map(|field| field.row.to_vec()).collect()
    };
    assert_eq!(other(&sent), other(&request));
}
