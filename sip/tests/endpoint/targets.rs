//! What a URI with an address leads to, and messages without transactions.

use super::*;

fn target(uri: &str) -> Option<String> {
    let Uri::Sip(uri) = Uri::read(uri.as_bytes()).unwrap() else { panic!() };
    let found = Target::of_uri(&uri)?;
    Some(format!("{:?} {}", found.transport(), found.addr()))
}

#[test]
fn an_address_in_a_uri_is_a_target() {
    for (uri, expected) in [
        ("sip:bob@192.0.2.4", Some("UDP 192.0.2.4:5060")),
        ("sip:bob@192.0.2.4:5070;transport=tcp", Some("TCP 192.0.2.4:5070")),
        ("sip:192.0.2.4;transport=TLS", Some("TLS 192.0.2.4:5061")),
        ("sips:192.0.2.4", Some("TLS 192.0.2.4:5061")),
        ("sips:192.0.2.4;transport=tcp", Some("TLS 192.0.2.4:5061")),
        ("sips:192.0.2.4;transport=ws", Some("WSS 192.0.2.4:443")),
        ("sips:192.0.2.4;transport=sctp", Some("TLS-SCTP 192.0.2.4:5061")),
        ("sip:[2001:db8::1]:5080", Some("UDP [2001:db8::1]:5080")),
        ("sip:example.com;maddr=192.0.2.7", Some("UDP 192.0.2.7:5060")),
        ("sip:192.0.2.4;maddr=example.com", None),
        ("sip:example.com", None),
        ("sip:192.0.2.4;transport=pigeon", None),
    ] {
        assert_eq!(target(uri).as_deref(), expected, "{uri}");
    }
}

#[test]
fn without_transactions_every_message_is_told_and_none_answered() {
    let mut config = Config::new();
    config.set_transactions(false).set_max_events(4);
    let mut test = Test::with(config);
    let response = request("INVITE").replace("INVITE sip:bob@192.0.2.9 SIP/2.0", "SIP/2.0 200 OK");
    for text in [&request("INVITE"), &request("INVITE"), &request("CANCEL"), &response, &response] {
        test.datagram(text);
    }
    let events = test.events();
    assert_eq!(events.len(), 4, "what there is no room for is lost");
    assert!(events.iter().all(|event| matches!(event, Event::Stray { .. })));
    assert!(test.sent().is_empty());
    assert_eq!((test.endpoint.transactions(), test.endpoint.poll_timeout()), ((0, 0), None));
}
