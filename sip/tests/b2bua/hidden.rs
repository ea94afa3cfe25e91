//! What passes from one side to the other, and what does not.

use super::*;

#[test]
fn nothing_of_the_callers_side_reaches_the_callee_but_what_is_meant_for_it() {
    let mut net = Net::new();
    let mut rows = Rows::new();
    rows.put_text("P-Asserted-Identity", b"<sip:+4930123@example.com>")
        .put_text("X-Note", b"hello")
        .put_text("s", b"lunch")
        .put_text("Route", b"<sip:192.0.2.2;lr>")
        .put_text("Record-Route", b"<sip:192.0.2.77;lr>")
        .put_text(
            "Authorization",
            b"Digest username=\"alice\", realm=\"r\", nonce=\"n\", uri=\"sip:x\", response=\"00\"",
        )
        .put_text("Path", b"<sip:192.0.2.78;lr>");
    let (_, bridge) = net.call(Some(&rows), Some(&offer("alice")));
    net.connect(bridge, Bob);
    let (_, request) = net.incoming(Bob);
    let text = String::from_utf8_lossy(request.octets()).into_owned();
    for passes in [
        "P-Asserted-Identity: <sip:+4930123@example.com>",
        "X-Note: hello",
        "s: lunch",
        "Content-Type: application/sdp",
    ] {
        assert!(text.contains(passes), "{passes}");
    }
    let head = text.split("\r\n\r\n").next().unwrap();
    for hidden in ["192.0.2.1", "192.0.2.77", "192.0.2.78", "username", "Route:", "Path:"] {
        assert!(!head.contains(hidden), "{hidden} in {text}");
    }
    let alices = net.message(Alice, Middle, "INVITE").clone();
    for name in [HeaderName::CALL_ID, HeaderName::FROM, HeaderName::CONTACT, HeaderName::VIA] {
        assert_ne!(value(&request, name), value(&alices, name), "{name:?}");
    }
    assert!(value(&request, HeaderName::FROM).unwrap().starts_with("<sip:alice@home.example.com>;tag="));
    assert_eq!(value(&request, HeaderName::MAX_FORWARDS).as_deref(), Some("69"));
}

#[test]
fn the_owner_may_say_who_calls_and_what_does_not_pass() {
    let mut net = Net::new();
    let mut rows = Rows::new();
    rows.put_text("P-Asserted-Identity", b"<sip:+4930123@example.com>").put_text("X-Secret", b"1");
    let (_, bridge) = net.call(Some(&rows), None);
    let from = NameAddr::new(Uri::read(b"sip:anonymous@anonymous.invalid").unwrap());
    let mut more = Rows::new();
    more.put_text("Privacy", b"id");
    let leg = Leg {
        from: Some(from),
        rows: Some(&more),
        without: &["p-asserted-identity", "x-secret"],
        ..Leg::new(Uri::read(b"sip:b@192.0.2.3").unwrap(), Target::new(Transport::UDP, address(Bob)))
    };
    let now = net.now;
    net.middle.connect(now, bridge, &leg).unwrap();
    let (_, request) = net.incoming(Bob);
    assert!(value(&request, HeaderName::FROM).unwrap().contains("anonymous"));
    assert_eq!(value(&request, HeaderName::PRIVACY).as_deref(), Some("id"));
    let text = String::from_utf8_lossy(request.octets()).into_owned();
    assert!(!text.contains("4930123") && !text.contains("Secret"), "{text}");
}
