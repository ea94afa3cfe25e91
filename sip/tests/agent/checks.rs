//! What is answered before anybody is asked.

use brivas_sip::Method;

use super::*;

impl Pair {
    /// A message as if from A, and what B sends.
    fn ask_b(&mut self, text: &str) -> Message {
        let (now, path) = (self.now, self.paths[B as usize]);
        self.agent(B).handle_datagram(now, path, address(A), Bytes::copy_from_slice(text.as_bytes()));
        Message::read(self.agent(B).poll_transmit().unwrap().octets).unwrap()
    }
}

fn request(method: &str, to_tag: &str, more: &str) -> String {
    format!(
        "{method} sip:bob@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK{method}\r\n\
         Max-Forwards: 70\r\nFrom: <sip:alice@192.0.2.1>;tag=a\r\nTo: <sip:bob@192.0.2.2>{to_tag}\r\nCall-ID: c\r\n\
         CSeq: 1 {method}\r\n{more}Content-Length: 0\r\n\r\n"
    )
}

fn code(message: &Message) -> u16 {
    message.status().unwrap().code.0
}

#[test]
fn a_request_in_a_dialog_that_nobody_knows_is_answered_481() {
    for method in ["BYE", "INVITE", "INFO", "NOTIFY", "UPDATE", "PRACK"] {
        let mut pair = Pair::new();
        assert_eq!(code(&pair.ask_b(&request(method, ";tag=x", ""))), 481, "{method}");
    }
    let mut pair = Pair::new();
    assert_eq!(code(&pair.ask_b(&request("BYE", "", ""))), 481, "a BYE is always in one");
    assert!(pair.events(B).is_empty());
}

#[test]
fn what_is_required_and_not_supported_is_named() {
    let mut pair = Pair::new();
    let refusal = pair.ask_b(&request(
        "INVITE",
        "",
        "Require: timer, foo\r\nRequire: bar\r\nContact: <sip:a@192.0.2.1>\r\n",
    ));
    assert_eq!(code(&refusal), 420);
    let unsupported: Vec<_> = refusal.rows(HeaderName::UNSUPPORTED).map(|row| row.value.to_vec()).collect();
    assert_eq!(unsupported, [b"foo".to_vec(), b"bar".to_vec()]);
    assert!(pair.events(B).is_empty());
}

#[test]
fn a_uri_of_a_scheme_that_nobody_knows_is_answered_416() {
    for method in ["INVITE", "OPTIONS"] {
        let mut pair = Pair::new();
        let text = request(method, "", "Contact: <sip:a@192.0.2.1>\r\nRequire: foo\r\n");
        let text = text.replacen("sip:bob@192.0.2.2 SIP", "nobody:knows SIP", 1);
        assert_eq!(code(&pair.ask_b(&text)), 416, "{method}, before what is required");
        assert!(pair.events(B).is_empty());
    }
    for known in ["tel:+447700900123", "urn:service:sos", "SIPS:bob@192.0.2.2"] {
        let mut pair = Pair::new();
        let text = request("OPTIONS", "", "").replacen("sip:bob@192.0.2.2 SIP", &format!("{known} SIP"), 1);
        let (now, path) = (pair.now, pair.paths[B as usize]);
        pair.agent(B).handle_datagram(now, path, address(A), Bytes::from(text));
        assert!(!pair.events(B).is_empty(), "{known}");
    }
}

#[test]
fn an_invite_without_a_contact_is_answered_400() {
    let mut pair = Pair::new();
    assert_eq!(code(&pair.ask_b(&request("INVITE", "", ""))), 400);
}

#[test]
fn a_request_out_of_order_is_answered_500() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.talk();
    let dialog = pair.agents[1].dialog(theirs).unwrap().clone();
    let (local, remote) = (dialog.local().to_vec(), dialog.remote().to_vec());
    let text = |number: u32, branch: &str| {
        format!(
            "INFO sip:192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK{branch}\r\nMax-Forwards: 70\r\n\
             From: {}\r\nTo: {}\r\nCall-ID: {}\r\nCSeq: {number} INFO\r\nContent-Length: 0\r\n\r\n",
            String::from_utf8_lossy(&remote),
            String::from_utf8_lossy(&local),
            String::from_utf8_lossy(dialog.call_id()),
        )
    };
    let (now, path) = (pair.now, pair.paths[1]);
    pair.agent(B).handle_datagram(now, path, address(A), Bytes::from(text(9, "gap")));
    assert!(matches!(pair.event(B), Event::Request { dialog: Some(_), .. }), "a gap is none of our business");
    assert_eq!(code(&pair.ask_b(&text(8, "lower"))), 500);
    assert_eq!(code(&pair.ask_b(&text(9, "equal"))), 500);
    assert!(pair.events(B).is_empty());
}

#[test]
fn requests_without_a_dialog_are_the_owners() {
    let mut pair = Pair::new();
    let (now, path) = (pair.now, pair.paths[1]);
    for method in ["OPTIONS", "MESSAGE", "REGISTER", "PUBLISH", "FOO"] {
        let text = request(method, "", "Contact: <sip:a@192.0.2.1>\r\n");
        pair.agent(B).handle_datagram(now, path, address(A), Bytes::from(text));
        let Event::Request { dialog: None, id, request, .. } = pair.agent(B).poll_event().unwrap() else {
            panic!()
        };
        assert_eq!(request.method(), Some(Method(method.as_bytes())));
        pair.agent(B).respond(now, id, &Response::new(StatusCode::OK)).unwrap();
        let answer = Message::read(pair.agent(B).poll_transmit().unwrap().octets).unwrap();
        assert_eq!(code(&answer), 200);
        assert!(!tag(&answer).is_empty());
    }
}

#[test]
fn an_invite_may_take_the_place_of_a_dialog_that_is_there() {
    let mut pair = Pair::new();
    let (_, theirs) = pair.talk();
    let dialog = pair.agents[1].dialog(theirs).unwrap().clone();
    let text = |s: &[u8]| String::from_utf8_lossy(s).into_owned();
    let (call_id, to, from) = (text(dialog.call_id()), text(dialog.local_tag()), text(dialog.remote_tag()));
    let replaces = |what: String| {
        let more = format!("Replaces: {what}\r\nRequire: replaces\r\nContact: <sip:c@192.0.2.1>\r\n");
        request("INVITE", "", &more)
    };
    let known = format!("{call_id};to-tag={to};from-tag={from}");
    let early_only = pair.ask_b(
        &replaces(format!("{known};early-only")).replace("KINVITE", "K2").replace("Call-ID: c", "Call-ID: d"),
    );
    assert_eq!(code(&early_only), 486);
    let unknown = pair.ask_b(
        &replaces(format!("{call_id};to-tag={from};from-tag={to}"))
            .replace("KINVITE", "K3")
            .replace("Call-ID: c", "Call-ID: e"),
    );
    assert_eq!(code(&unknown), 481);
    assert!(pair.events(B).is_empty());
    let (now, path) = (pair.now, pair.paths[1]);
    pair.agent(B).handle_datagram(now, path, address(A), Bytes::from(replaces(known)));
    assert!(matches!(pair.event(B), Event::Incoming { replaces: Some(of), .. } if of == theirs));
}

#[test]
fn a_dialog_too_many_is_answered_503() {
    let mut config = Config::new();
    config.set_max_dialogs(1);
    let mut pair = Pair::with(Config::new(), config);
    pair.call();
    pair.call_with(None, None);
    assert!(pair.log().contains("<503"));
    assert!(pair.events(B).is_empty());
}
