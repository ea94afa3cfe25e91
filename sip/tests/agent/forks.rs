//! One INVITE that several answer, and the ways that dialogs take.

use brivas_sip::agent::EndReason;
use brivas_sip::header::{CSeq, Contact, RecordRoute};

use super::*;

impl Pair {
    /// The INVITE of a call to a peer whose responses are made by hand.
    fn invite_by_hand(&mut self) -> (CallId, Message) {
        let call = self.call_with(None, Some(&offer()));
        let sent = self.agent(A).poll_transmit().unwrap();
        (call, Message::read(sent.octets).unwrap())
    }

    fn tell_a(&mut self, request: &Message, code: u16, tag: &[u8], rows: &Rows) {
        let response = Response { rows: Some(rows), ..Response::new(StatusCode(code)) };
        let (now, path) = (self.now, self.paths[0]);
        let octets = response.to_bytes(request, tag);
        self.agent(A).handle_datagram(now, path, address(B), octets);
    }

    fn sent_by_a(&mut self) -> Vec<Message> {
        std::iter::from_fn(|| self.agent(A).poll_transmit())
            .map(|sent| Message::read(sent.octets).unwrap())
            .collect()
    }
}

fn contact(uri: &str) -> Rows {
    let text = format!("<{uri}>");
    rows(&Contact::read(text.as_bytes()).unwrap())
}

#[test]
fn each_that_answers_is_a_dialog_of_its_own_and_each_is_acknowledged() {
    let mut pair = Pair::new();
    let (call, invite) = pair.invite_by_hand();
    for tag in [b"one", b"two"] {
        pair.tell_a(&invite, 180, tag, &contact("sip:192.0.2.2"));
    }
    let early: Vec<_> = std::iter::from_fn(|| pair.agent(A).poll_event())
        .map(|event| match event {
            Event::Progress { dialog: Some(dialog), .. } => dialog,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_ne!(early[0], early[1]);
    pair.tell_a(&invite, 200, b"two", &contact("sip:192.0.2.22"));
    pair.tell_a(&invite, 200, b"three", &contact("sip:192.0.2.23"));
    let answered: Vec<_> = std::iter::from_fn(|| pair.agent(A).poll_event())
        .map(|event| match event {
            Event::Answered { call: of, dialog, .. } if of == call => dialog,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!((answered[0], answered.len()), (early[1], 2));
    for dialog in &answered {
        pair.ack(A, *dialog);
    }
    let acks: Vec<_> =
        pair.sent_by_a().iter().map(|ack| String::from_utf8_lossy(&tag(ack)).into_owned()).collect();
    assert_eq!(acks, ["two", "three"]);

    // The one that has not answered is over with the transaction.
    pair.at(32_000);
    let ended: Vec<_> = pair.events(A);
    assert!(
        matches!(&ended[..], [Event::Ended { dialog, reason: EndReason::Abandoned }, Event::Settled { .. }] if *dialog == early[0]),
        "{ended:?}"
    );
    assert_eq!(pair.agent(A).dialogs(), 2);
}

#[test]
fn a_response_with_two_vias_has_gone_astray() {
    let mut pair = Pair::new();
    let (_, invite) = pair.invite_by_hand();
    let mut rows = contact("sip:192.0.2.2");
    rows.put_text("Via", b"SIP/2.0/UDP elsewhere.example.com;branch=z9hG4bKx");
    for code in [180, 486, 200] {
        pair.tell_a(&invite, code, b"one", &rows);
        assert!(pair.sent_by_a().is_empty() && pair.events(A).is_empty(), "{code}");
    }
    // The transaction has not seen them: the call goes on to its real end.
    pair.tell_a(&invite, 486, b"two", &Rows::new());
    assert_eq!(pair.sent_by_a().len(), 1, "the ACK of the refusal");
    assert!(matches!(pair.events(A)[..], [Event::Refused { .. }]));
}

/// A talks to a peer by these proxies, the nearest to A last in the row as the standard has it, and hangs up.
fn bye_by(record_routes: &[&str]) -> Message {
    let mut pair = Pair::new();
    let (_, invite) = pair.invite_by_hand();
    let mut answer = contact("sip:bob@203.0.113.9");
    for route in record_routes {
        answer.put_text("Record-Route", route.as_bytes());
    }
    pair.tell_a(&invite, 200, b"one", &answer);
    let Some(Event::Answered { dialog, .. }) = pair.agent(A).poll_event() else { panic!() };
    pair.ack(A, dialog);
    let now = pair.now;
    pair.agent(A).bye(now, dialog, None).unwrap();
    let sent = pair.sent_by_a();
    let [ack, bye] = &sent[..] else { panic!() };
    assert_eq!(ack.request().unwrap().request_uri, bye.request().unwrap().request_uri);
    assert_eq!(bye.need::<CSeq<'_>>().unwrap().number, 2);
    bye.clone()
}

fn routes(message: &Message) -> Vec<String> {
    message
        .rows(HeaderName::ROUTE)
        .flat_map(|row| row.values())
        .map(|(_, value)| String::from_utf8_lossy(value).into_owned())
        .collect()
}

fn uri(message: &Message) -> String {
    String::from_utf8_lossy(message.request().unwrap().request_uri).into_owned()
}

#[test]
fn the_route_set_of_the_caller_is_turned_round_value_by_value() {
    let bye = bye_by(&["<sip:192.0.2.33;lr>, <sip:192.0.2.32;lr>", "<sip:192.0.2.31;lr>"]);
    assert_eq!(routes(&bye), ["<sip:192.0.2.31;lr>", "<sip:192.0.2.32;lr>", "<sip:192.0.2.33;lr>"]);
    assert_eq!(uri(&bye), "sip:bob@203.0.113.9");
}

#[test]
fn a_strict_router_becomes_the_request_uri_and_the_peer_the_last_route() {
    let bye = bye_by(&["<sip:192.0.2.33;lr>, <sip:192.0.2.31>"]);
    assert_eq!(uri(&bye), "sip:192.0.2.31");
    assert_eq!(routes(&bye), ["<sip:192.0.2.33;lr>", "<sip:bob@203.0.113.9>"]);
}

#[test]
fn a_callee_takes_the_route_as_it_stands_and_a_preloaded_route_is_none() {
    let mut pair = Pair::new();
    let mut rows = Rows::new();
    rows.put(&RecordRoute::read(b"<sip:192.0.2.41;lr>").unwrap());
    rows.put(&RecordRoute::read(b"<sip:192.0.2.42;lr>").unwrap());
    rows.put_text("Route", b"<sip:192.0.2.99;lr>");
    pair.call_with(Some(&rows), None);
    let Event::Incoming { dialog, .. } = pair.event(B) else { panic!() };
    let dialog = pair.agents[1].dialog(dialog).unwrap();
    let routes: Vec<_> =
        dialog.route_set().map(|route| String::from_utf8_lossy(route).into_owned()).collect();
    assert_eq!(routes, ["<sip:192.0.2.41;lr>", "<sip:192.0.2.42;lr>"]);
}

#[test]
fn the_route_set_of_an_early_dialog_is_made_anew_by_the_2xx() {
    let mut pair = Pair::new();
    let (_, invite) = pair.invite_by_hand();
    let mut early = contact("sip:bob@203.0.113.8");
    early.put_text("Record-Route", b"<sip:192.0.2.31;lr>");
    pair.tell_a(&invite, 180, b"one", &early);
    let mut last = contact("sip:bob@203.0.113.9");
    last.put_text("Record-Route", b"<sip:192.0.2.32;lr>");
    pair.tell_a(&invite, 200, b"one", &last);
    let events: Vec<_> = std::iter::from_fn(|| pair.agent(A).poll_event()).collect();
    let [_, Event::Answered { dialog, .. }] = &events[..] else { panic!("{events:?}") };
    pair.ack(A, *dialog);
    let ack = pair.sent_by_a().remove(0);
    assert_eq!(
        (routes(&ack), uri(&ack).as_str()),
        (vec!["<sip:192.0.2.32;lr>".to_owned()], "sip:bob@203.0.113.9")
    );
}

#[test]
fn requests_go_to_the_address_in_the_next_uri() {
    let mut pair = Pair::new();
    let (_, invite) = pair.invite_by_hand();
    pair.tell_a(&invite, 200, b"one", &contact("sip:bob@203.0.113.9:5080"));
    let Some(Event::Answered { dialog, .. }) = pair.agent(A).poll_event() else { panic!() };
    pair.ack(A, dialog);
    assert_eq!(pair.agent(A).poll_transmit().unwrap().to, "203.0.113.9:5080".parse().unwrap());
    // Of a name nobody knows the address here: it goes where the INVITE went.
    let (_, invite) = pair.invite_by_hand();
    pair.tell_a(&invite, 200, b"one", &contact("sip:bob@pc.example.com"));
    let Some(Event::Answered { dialog, .. }) = pair.agent(A).poll_event() else { panic!() };
    pair.ack(A, dialog);
    assert_eq!(pair.agent(A).poll_transmit().unwrap().to, address(B));
}
