//! REFER and the subscription that follows from it (RFC 3515, RFC 4488), and what lives in one dialog (RFC 5057).

use brivas_sip::Method;
use brivas_sip::agent::{
    EndReason, NotifierEnd, NotifierId, Refer, Referred, Standing, SubscriptionEnd, SubscriptionId,
    Termination, UsageError, Whom,
};
use brivas_sip::header::{NameAddr, ReferSub, Replaces};

use super::usages::*;
use super::*;

fn carol() -> NameAddr<'static> {
    NameAddr::new(Uri::read(b"sip:carol@192.0.2.3").unwrap())
}

fn refer(rows: &str) -> String {
    format!(
        "REFER sip:bob@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKrefer\r\n\
         Max-Forwards: 70\r\nFrom: <sip:alice@192.0.2.1>;tag=a\r\nTo: <sip:bob@192.0.2.2>\r\nCall-ID: c\r\n\
         CSeq: 93809823 REFER\r\nContact: <sip:alice@192.0.2.1:5060>\r\n{rows}Content-Length: 0\r\n\r\n"
    )
}

impl Pair {
    fn refers(&mut self, refer: &Refer<'_>) -> SubscriptionId {
        let now = self.now;
        self.agent(A).refer(now, refer).unwrap()
    }

    /// A asks B, whose owner hears of it.
    fn referred(&mut self, whom: Whom<'_>) -> (SubscriptionId, NotifierId, Arc<Message>) {
        let ours = self.refers(&Refer::new(whom, carol()));
        let Event::Refer { notifier, request, .. } = self.event(B) else { panic!() };
        (ours, notifier, request)
    }

    fn accepts_refer(&mut self, notifier: NotifierId) {
        let now = self.now;
        self.agent(B).accept_refer(now, notifier).unwrap();
    }

    fn report(&mut self, notifier: NotifierId, code: u16) {
        let now = self.now;
        self.agent(B).report(now, notifier, StatusCode(code), b"").unwrap();
    }
}

#[test]
fn whoever_refers_is_told_how_it_gets_on_until_the_final_response() {
    let mut pair = Pair::new();
    let (ours, theirs, request) = pair.referred(bob());
    assert_eq!(value(&request, HeaderName::REFER_TO).unwrap(), "<sip:carol@192.0.2.3>");
    pair.accepts_refer(theirs);
    let events = pair.events(A);
    let [Event::Accepted { response, .. }, Event::Notified { subscription, standing, status, request, .. }] =
        &events[..]
    else {
        panic!("{events:?}")
    };
    assert_eq!((code(response), *subscription, *status), (200, ours, Some(StatusCode::TRYING)));
    assert_eq!((*standing, state(request).as_str()), (Standing::Active, "active;expires=180"));
    assert_eq!(value(request, HeaderName::CONTENT_TYPE).unwrap(), "message/sipfrag;version=2.0");
    assert_eq!(
        (value(request, HeaderName::EVENT).unwrap().as_str(), request.body()),
        ("refer", &b"SIP/2.0 100 Trying\r\n"[..])
    );
    pair.report(theirs, 180);
    assert!(matches!(pair.event(A), Event::Notified { status: Some(StatusCode::RINGING), .. }));
    pair.report(theirs, 200);
    let events = pair.events(A);
    let [
        Event::Notified { status: Some(StatusCode::OK), request, .. },
        Event::SubscriptionEnded { reason, .. },
    ] = &events[..]
    else {
        panic!("{events:?}")
    };
    assert_eq!(
        (state(request).as_str(), request.body()),
        ("terminated;reason=noresource", &b"SIP/2.0 200 OK\r\n"[..])
    );
    assert!(matches!(reason, SubscriptionEnd::Terminated { reason: Termination::NoResource, .. }));
    assert!(matches!(pair.event(B), Event::NotifierEnded { .. }));
    assert_eq!(pair.log(), "REFER> <200 <NOTIFY 200> <NOTIFY 200> <NOTIFY 200>");
    pair.nothing_is_left();
}

#[test]
fn the_flow_of_the_standard_by_hand_is_understood_on_both_sides() {
    // RFC 3515 §4.1, as its agents A and B have it.
    let mut pair = Pair::new();
    pair.refers(&Refer::new(bob(), carol()));
    let sent = pair.sent(A);
    pair.give(A, &response(&sent, 202, "4992881234", "Contact: <sip:b@192.0.2.2>\r\n"));
    let frag = "Content-Type: message/sipfrag;version=2.0\r\n";
    let first = format!("Event: refer\r\nSubscription-State: active;expires=60\r\n{frag}");
    pair.give(A, &notify(&sent, "4992881234", 1_993_402, &first, "SIP/2.0 100 Trying\r\n"));
    assert_eq!(code(&pair.sent(A)), 200);
    let last = format!("Event: refer\r\nSubscription-State: terminated;reason=noresource\r\n{frag}");
    pair.give(A, &notify(&sent, "4992881234", 1_993_403, &last, "SIP/2.0 200 OK\r\nTo: <sip:c@c>\r\n"));
    assert_eq!(code(&pair.sent(A)), 200);
    let events: Vec<_> = std::iter::from_fn(|| pair.agents[0].poll_event()).collect();
    assert!(matches!(
        &events[..],
        [
            Event::Accepted { .. },
            Event::Notified { status: Some(StatusCode::TRYING), .. },
            Event::Notified { status: Some(StatusCode::OK), .. },
            Event::SubscriptionEnded { .. }
        ]
    ));

    pair.give(B, &refer("Refer-To: <sip:carol@192.0.2.3>\r\n"));
    let Some(Event::Refer { notifier, dialog: None, .. }) = pair.agent(B).poll_event() else {
        panic!()
    };
    pair.accepts_refer(notifier);
    let answer = pair.sent(B);
    assert_eq!(code(&answer), 200);
    assert!(answer.rows(HeaderName::REFER_SUB).next().is_none());
    let told = pair.sent(B);
    assert_eq!((told.method(), told.body()), (Some(Method::NOTIFY), &b"SIP/2.0 100 Trying\r\n"[..]));
    assert_eq!(tag(&told), b"a");
}

#[test]
fn bodies_that_are_no_status_line_tell_no_status() {
    let frag = "Event: refer\r\nSubscription-State: active\r\nContent-Type: message/sipfrag\r\n";
    let cases = [
        ("SIP/2.0 603 Declined\r\n", frag, Some(603)),
        ("sip/2.0 486", frag, Some(486)),
        ("SIP/2.0 99 X\r\n", frag, None),
        ("SIP/2.0 700 X\r\n", frag, None),
        ("SIP/2.0 2000 X\r\n", frag, None),
        ("SIP/2.0 2x0 X\r\n", frag, None),
        ("INVITE sip:a@b SIP/2.0\r\n", frag, None),
        ("", frag, None),
        (
            "SIP/2.0 200 OK\r\n",
            "Event: refer\r\nSubscription-State: active\r\nContent-Type: text/plain\r\n",
            None,
        ),
    ];
    for (body, rows, expected) in cases {
        let mut pair = Pair::new();
        pair.refers(&Refer::new(bob(), carol()));
        let sent = pair.sent(A);
        pair.give(A, &notify(&sent, "n", 1, rows, body));
        let Some(Event::Notified { status, .. }) = pair.agents[0].poll_event() else { panic!("{body}") };
        assert_eq!(status.map(|code| code.0), expected, "{body}");
    }
}

#[test]
fn a_refer_without_whom_to_ask_or_with_several_is_answered_400() {
    for rows in [
        "",
        "Refer-To: <sip:a@b>\r\nRefer-To: <sip:c@d>\r\n",
        "Refer-To: <sip:a@b>, <sip:c@d>\r\n",
        "Refer-To: nobody\r\n",
    ] {
        let mut pair = Pair::new();
        pair.give(B, &refer(rows));
        assert_eq!(code(&pair.sent(B)), 400, "{rows}");
        assert!(pair.agent(B).poll_event().is_none());
        assert_eq!((pair.agent(B).dialogs(), pair.agent(B).subscriptions()), (0, 0));
    }
}

#[test]
fn a_refer_that_wants_not_to_be_told_leaves_nothing() {
    let mut pair = Pair::new();
    let mut wish = Refer::new(bob(), carol());
    wish.is_followed = false;
    pair.refers(&wish);
    let Event::Refer { notifier, request, .. } = pair.event(B) else { panic!() };
    assert!(!request.need::<ReferSub<'_>>().unwrap().is_wanted);
    pair.accepts_refer(notifier);
    let events = pair.events(A);
    let [
        Event::Accepted { response, .. },
        Event::SubscriptionEnded { reason: SubscriptionEnd::NotFollowed, .. },
    ] = &events[..]
    else {
        panic!("{events:?}")
    };
    assert!(!response.need::<ReferSub<'_>>().unwrap().is_wanted);
    assert_eq!(pair.log(), "REFER> <200");
    assert!(matches!(pair.event(B), Event::NotifierEnded { reason: NotifierEnd::NotFollowed, .. }));
    let now = pair.now;
    assert_eq!(pair.agent(B).report(now, notifier, StatusCode::OK, b""), Err(UsageError::Gone));
    pair.is_clear();
    // It may be required.
    pair.give(B, &refer("Refer-To: <sip:a@b>\r\nRefer-Sub: false\r\nRequire: norefersub\r\n"));
    assert!(matches!(pair.agent(B).poll_event(), Some(Event::Refer { .. })));
}

#[test]
fn whoever_is_told_all_the_same_hears_it() {
    let mut pair = Pair::new();
    let mut wish = Refer::new(bob(), carol());
    wish.is_followed = false;
    pair.refers(&wish);
    let sent = pair.sent(A);
    // A server that does not know Refer-Sub leaves it out (RFC 4488 §4).
    pair.give(A, &response(&sent, 202, "n", ""));
    pair.give(A, &notify(&sent, "n", 1, "Event: refer;id=1\r\nSubscription-State: active;expires=9\r\n", ""));
    assert_eq!(code(&pair.sent(A)), 200);
}

#[test]
fn a_refer_that_is_declined_is_told_with_its_response() {
    let mut pair = Pair::new();
    let (_, theirs, _) = pair.referred(bob());
    let now = pair.now;
    pair.agent(B).decline(now, theirs, &Response::new(StatusCode::DECLINE)).unwrap();
    let Event::SubscriptionEnded { reason: SubscriptionEnd::Refused { response, .. }, .. } = pair.event(A)
    else {
        panic!()
    };
    assert_eq!(code(&response), 603);
    pair.is_clear();
}

#[test]
fn the_second_refer_in_a_dialog_has_its_number_as_id() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    let (first, one, request) = pair.referred(Whom::Within(ours));
    let (second, two, again) = pair.referred(Whom::Within(ours));
    assert_eq!((request.has_to_tag(), again.has_to_tag()), (true, true));
    for notifier in [one, two] {
        pair.accepts_refer(notifier);
        assert_eq!(pair.agent(B).notifier_dialog(notifier), Some(theirs));
    }
    let number = again.need::<brivas_sip::header::CSeq<'_>>().unwrap().number;
    let mut told: Vec<_> = pair
        .events(A)
        .into_iter()
        .filter_map(|event| match event {
            Event::Notified { subscription, request, .. } => {
                Some((subscription, value(&request, HeaderName::EVENT).unwrap()))
            }
            _ => None,
        })
        .collect();
    told.sort();
    assert_eq!(told, [(first, "refer".to_owned()), (second, format!("refer;id={number}"))]);
}

#[test]
fn the_bye_ends_the_session_and_the_dialog_lives_until_its_last_subscription_ends() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    let (_, notifier, _) = pair.referred(Whom::Within(ours));
    pair.accepts_refer(notifier);
    pair.events(A);
    let now = pair.now;
    pair.agent(A).bye(now, ours, None).unwrap();
    assert!(matches!(pair.event(B), Event::Ended { reason: EndReason::Bye(_), .. }));
    assert!(matches!(pair.event(A), Event::Ended { reason: EndReason::Hangup, .. }));
    assert_eq!((pair.agent(A).dialogs(), pair.agent(B).dialogs()), (1, 1));
    for (side, dialog) in [(A, ours), (B, theirs)] {
        assert!(pair.agent(side).dialog(dialog).is_some());
        assert_eq!(pair.agent(side).bye(now, dialog, None), Err(UsageError::State), "there is no session");
        assert_eq!(pair.agent(side).request(now, dialog, Method::INVITE, None, None), Err(UsageError::State));
        assert_eq!(pair.agent(side).request(now, dialog, Method::INFO, None, None), Err(UsageError::State));
    }
    pair.log();
    pair.report(notifier, 180);
    assert!(matches!(pair.event(A), Event::Notified { status: Some(StatusCode::RINGING), .. }));
    pair.report(notifier, 200);
    assert_eq!(pair.events(A).len(), 2);
    assert!(matches!(pair.event(B), Event::NotifierEnded { reason: NotifierEnd::Terminated(_), .. }));
    assert_eq!(pair.log(), "<NOTIFY 200> <NOTIFY 200>");
    pair.is_clear();
    pair.at(100_000);
    pair.events(A);
    pair.nothing_is_left();
}

#[test]
fn a_notify_that_crosses_the_bye_is_taken() {
    let mut pair = Pair::new();
    let (ours, _) = pair.talk();
    let (_, notifier, _) = pair.referred(Whom::Within(ours));
    pair.accepts_refer(notifier);
    pair.events(A);
    pair.log();
    pair.lost = vec!["BYE>"];
    let now = pair.now;
    pair.agent(A).bye(now, ours, None).unwrap();
    pair.report(notifier, 200);
    let events = pair.events(A);
    assert!(matches!(&events[..], [Event::Notified { .. }, Event::SubscriptionEnded { .. }]), "{events:?}");
    assert_eq!(pair.log(), "BYE> <NOTIFY 200>");
    pair.at(1000);
    assert!(matches!(pair.event(A), Event::Ended { .. }));
    pair.events(B);
    pair.is_clear();
}

#[test]
fn what_is_asked_of_a_session_that_is_over_is_answered_481_though_a_subscription_lives() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    let (_, notifier, _) = pair.referred(Whom::Within(ours));
    pair.accepts_refer(notifier);
    pair.events(A);
    let now = pair.now;
    pair.agent(A).bye(now, ours, None).unwrap();
    pair.events(B);
    pair.log();
    let dialog = pair.agent(B).dialog(theirs).unwrap().clone();
    for method in ["BYE", "INVITE", "INFO", "UPDATE"] {
        let number = 100 + method.len();
        let request = format!(
            "{method} sip:192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK{method}\r\n\
             Max-Forwards: 70\r\nFrom: {}\r\nTo: {}\r\nCall-ID: {}\r\nCSeq: {number} {method}\r\n\
             Contact: <sip:a@192.0.2.1>\r\nContent-Length: 0\r\n\r\n",
            text(dialog.remote()),
            text(dialog.local()),
            text(dialog.call_id()),
        );
        pair.give(
            B,
            &request.replace(&format!("CSeq: {number}"), &format!("CSeq: {}", 100 + method.as_bytes()[0])),
        );
        let answer = pair.sent(B);
        assert!([481, 500].contains(&code(&answer)), "{method}");
    }
    assert!(pair.events(B).is_empty());
}

#[test]
fn what_is_answered_once_the_session_is_over_begins_no_time_of_it() {
    for status in [200, 422, 500] {
        let mut config = Config::new();
        config.set_session_expires(Some(100));
        let mut pair = Pair::with(config, Config::new());
        let (ours, _) = pair.talk();
        let (_, notifier, _) = pair.referred(Whom::Within(ours));
        pair.accepts_refer(notifier);
        pair.events(A);
        pair.at(49_999);
        // The refresh is slow, and the session ends meanwhile.
        let due = pair.agents[0].poll_timeout().unwrap();
        pair.now = due;
        pair.agents[0].handle_timeout(due);
        let update = pair.sent(A);
        assert_eq!(update.method(), Some(Method::UPDATE));
        pair.agent(A).bye(due, ours, None).unwrap();
        assert!(pair.events(A).iter().any(|event| matches!(event, Event::Ended { .. })));
        pair.give(A, &response(&update, status, "", "Session-Expires: 100;refresher=uac\r\nMin-SE: 200\r\n"));
        pair.at(170_000);
        pair.events(B);
        let told = pair.events(A);
        assert!(told.iter().all(|event| matches!(event, Event::Settled { .. })), "{status}: {told:?}");
        assert!(!pair.log().contains("UPDATE"), "{status}");
        assert_eq!(pair.agent(A).dialogs(), 1, "the subscription lives");
    }
}

#[test]
fn a_481_to_a_notify_ends_the_subscription_and_not_the_session() {
    let mut pair = Pair::new();
    let (ours, theirs) = pair.talk();
    let (id, notifier, _) = pair.referred(Whom::Within(ours));
    pair.accepts_refer(notifier);
    pair.events(A);
    // Whoever has referred does not wait for its end.
    let now = pair.now;
    pair.agent(A).unsubscribe(now, id).unwrap();
    let Event::Subscribe { notifier: of, expires: 0, .. } = pair.event(B) else { panic!() };
    assert_eq!(of, notifier);
    pair.agent(B)
        .decline(now, notifier, &Response::new(StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST))
        .unwrap();
    assert!(matches!(pair.event(A), Event::SubscriptionEnded { .. }));
    pair.report(notifier, 200);
    assert!(matches!(pair.event(B), Event::NotifierEnded { reason: NotifierEnd::Refused(_), .. }));
    assert!(pair.agent(A).dialog(ours).is_some() && pair.agent(B).dialog(theirs).is_some());
    pair.agent(A).bye(now, ours, None).unwrap();
    pair.events(B);
    pair.events(A);
    pair.is_clear();
}

#[test]
fn a_refer_that_nobody_reports_on_is_over_in_time_on_both_sides() {
    let mut pair = Pair::new();
    let (_, theirs, _) = pair.referred(bob());
    pair.accepts_refer(theirs);
    pair.events(A);
    pair.at(180_000);
    let events = pair.events(A);
    assert!(matches!(events.last(), Some(Event::SubscriptionEnded { .. })), "{events:?}");
    pair.at(220_000);
    assert!(matches!(pair.events(B).last(), Some(Event::NotifierEnded { .. })));
    pair.is_clear();
}

#[test]
fn what_is_asked_for_is_read_from_refer_to() {
    let read = |rows: &str| {
        let refer = Message::read(Bytes::from(refer(rows))).unwrap();
        Referred::read(&refer).unwrap()
    };
    let plain = read("Refer-To: <sip:carol@192.0.2.3;transport=tcp>\r\nReferred-By: <sip:alice@a>\r\n");
    assert_eq!(text(&plain.request_uri), "sip:carol@192.0.2.3;transport=tcp");
    assert_eq!(
        (plain.method(), text(plain.rows.octets()).as_str()),
        (Method::INVITE, "Referred-By: <sip:alice@a>\r\n")
    );

    // RFC 5589 §7.3: an attended transfer.
    let attended = read(
        "Refer-To: <sips:sdjfdjfskdf@chicago.example.com?Replaces=090459243588173445%3Bto-tag%3D9m2n3wq%3Bfrom-tag%3D763231&Require=replaces>\r\n",
    );
    assert_eq!(text(&attended.request_uri), "sips:sdjfdjfskdf@chicago.example.com");
    let rows = text(attended.rows.octets());
    let line = rows.lines().next().unwrap().strip_prefix("Replaces: ").unwrap();
    let replaces = Replaces::read(line.as_bytes()).unwrap();
    assert_eq!(
        (text(replaces.call_id), replaces.to_tag),
        ("090459243588173445".to_owned(), b"9m2n3wq".as_slice())
    );
    assert!(rows.ends_with("Require: replaces\r\n"));

    let odd = read(
        "Refer-To: <sip:c@d;method=MESSAGE?Subject=a%0D%0AVia%3A%20x&From=x&route=x&Call-ID=1&a%20b=x&body=hi>\r\n",
    );
    assert_eq!(
        (odd.method(), text(&odd.request_uri).as_str(), &odd.body[..]),
        (Method::MESSAGE, "sip:c@d", &b"hi"[..])
    );
    assert_eq!(
        text(odd.rows.octets()),
        "Subject: a  Via: x\r\n",
        "no row begins by an escape, and no dialog is named"
    );

    let other = read("Refer-To: <tel:+4930123456>\r\n");
    assert_eq!((other.method(), text(&other.request_uri).as_str()), (Method::INVITE, "tel:+4930123456"));
    assert!(!format!("{other:?}").contains("123456"));
}
