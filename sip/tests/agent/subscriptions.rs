//! Subscriptions of ours (RFC 6665 §4.1, §4.4).

use brivas_sip::Method;
use brivas_sip::agent::{Standing, Subscribe, SubscriptionEnd, Termination, UsageError, Whom};
use brivas_sip::header::{CSeq, Expires};

use super::usages::*;
use super::*;

const ACTIVE: &str = "Event: presence\r\nSubscription-State: active;expires=3600\r\n";

/// The end of a subscription, which is the last that is told.
fn end(events: &[Event]) -> &SubscriptionEnd {
    match events.last() {
        Some(Event::SubscriptionEnded { reason, .. }) => reason,
        other => panic!("{other:?}"),
    }
}

impl Pair {
    /// A subscribes to what a hand plays.
    fn asks(&mut self, expires: u32) -> (brivas_sip::agent::SubscriptionId, Message) {
        let id = self.subscribe(&Subscribe::new(bob(), event("presence"), expires));
        (id, self.sent(A))
    }

    fn told(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.agents[0].poll_event()).collect()
    }

    /// What A answers to octets by hand.
    fn answer_to(&mut self, octets: &str) -> Message {
        self.give(A, octets);
        self.sent(A)
    }

    /// Lets time pass on A's side alone, and gives what it sends.
    fn alone(&mut self, millis: u64) -> Vec<Message> {
        let end = self.start + Duration::from_millis(millis);
        while let Some(due) = self.agents[0].poll_timeout().filter(|due| *due <= end) {
            self.agents[0].handle_timeout(due);
        }
        self.now = end;
        std::iter::from_fn(|| self.agents[0].poll_transmit())
            .map(|sent| Message::read(sent.octets).unwrap())
            .collect()
    }
}

#[test]
fn a_subscription_is_asked_for_accepted_told_refreshed_and_ended() {
    let mut pair = Pair::watched();
    let mut subscribe = Subscribe::new(bob(), event("presence;id=7"), 600);
    subscribe.accept = b"application/pidf+xml";
    let ours = pair.subscribe(&subscribe);
    let Event::Subscribe { notifier, is_new: true, expires: 600, request, .. } = pair.event(B) else {
        panic!()
    };
    assert_eq!(value(&request, HeaderName::EVENT).unwrap(), "presence;id=7");
    assert_eq!(value(&request, HeaderName::ACCEPT).unwrap(), "application/pidf+xml");
    pair.accept(notifier, 600, Standing::Pending);
    let events = pair.events(A);
    let [Event::Accepted { response, .. }, Event::Notified { standing, request, fork_of: None, .. }] =
        &events[..]
    else {
        panic!("{events:?}")
    };
    assert_eq!(response.need::<Expires>().unwrap().0, 600);
    assert!(response.rows(HeaderName::CONTACT).next().is_some());
    assert_eq!((*standing, state(request).as_str()), (Standing::Pending, "pending;expires=600"));
    assert_eq!(value(request, HeaderName::EVENT).unwrap(), "presence;id=7");
    pair.tell(notifier, Standing::Active);
    assert!(matches!(pair.event(A), Event::Notified { standing: Standing::Active, .. }));
    assert_eq!(pair.log(), "SUBSCRIBE> <200 <NOTIFY 200> <NOTIFY 200>");

    // As early as 32 seconds before its end.
    pair.at(567_999);
    assert_eq!(pair.log(), "");
    pair.at(568_000);
    let Event::Subscribe { is_new: false, expires: 600, request, .. } = pair.event(B) else { panic!() };
    assert_eq!(value(&request, HeaderName::ACCEPT).unwrap(), "application/pidf+xml");
    pair.accept(notifier, 300, Standing::Active);
    let events = pair.events(A);
    assert!(matches!(&events[..], [Event::Accepted { .. }, Event::Notified { .. }]), "{events:?}");

    let now = pair.now;
    pair.agent(A).unsubscribe(now, ours).unwrap();
    let Event::Subscribe { is_new: false, expires: 0, .. } = pair.event(B) else { panic!() };
    pair.accept(notifier, 600, Standing::Active);
    let events = pair.events(A);
    let [.., Event::Notified { request, .. }, Event::SubscriptionEnded { reason, .. }] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!(state(request), "terminated;reason=timeout");
    assert!(matches!(
        reason,
        SubscriptionEnd::Terminated { reason: Termination::Timeout, retry_after: None }
    ));
    pair.events(B);
    pair.is_clear();
    assert_eq!(pair.agent(A).unsubscribe(now, ours), Err(UsageError::Gone));
}

#[test]
fn a_notify_may_come_before_the_2xx_and_makes_the_dialog() {
    let mut pair = Pair::new();
    let (id, subscribe) = pair.asks(3600);
    assert_eq!(pair.agent(A).subscription_dialog(id), None);
    let route = "Record-Route: <sip:192.0.2.2:5070;lr>, <sip:192.0.2.2:5071;lr>\r\n";
    let answer = pair.answer_to(&notify(&subscribe, "n", 9, &format!("{route}{ACTIVE}"), ""));
    assert_eq!(code(&answer), 200);
    assert!(matches!(&pair.told()[..], [Event::Notified { standing: Standing::Active, .. }]));
    let dialog = pair.agent(A).subscription_dialog(id).unwrap();
    let dialog = pair.agent(A).dialog(dialog).unwrap();
    assert_eq!(
        (dialog.remote_tag(), dialog.remote_target()),
        (b"n".as_slice(), b"sip:n@192.0.2.2:5060".as_slice())
    );
    let routes: Vec<_> = dialog.route_set().map(text).collect();
    assert_eq!(routes, ["<sip:192.0.2.2:5070;lr>", "<sip:192.0.2.2:5071;lr>"], "in the order of a request");
    assert!(!dialog.is_early() && !dialog.is_callee());
    // The 2xx is late, and shortens it.
    pair.give(A, &response(&subscribe, 200, "n", "Expires: 100\r\nContact: <sip:moved@192.0.2.2>\r\n"));
    assert!(matches!(&pair.told()[..], [Event::Accepted { .. }]));
    let refresh = pair.alone(68_000);
    assert_eq!(refresh[0].need::<CSeq<'_>>().unwrap(), CSeq { number: 2, method: Method::SUBSCRIBE });
    assert_eq!(refresh[0].request().unwrap().request_uri, b"sip:moved@192.0.2.2");
}

#[test]
fn a_subscription_that_nobody_notifies_of_is_over_after_timer_n() {
    let mut pair = Pair::new();
    let (_, subscribe) = pair.asks(3600);
    pair.give(A, &response(&subscribe, 200, "n", "Expires: 3600\r\n"));
    assert!(pair.alone(31_999).is_empty());
    assert_eq!(pair.told().len(), 1);
    pair.alone(32_000);
    assert!(matches!(end(&pair.told()), SubscriptionEnd::NoNotify));
    let answer = pair.answer_to(&notify(&subscribe, "n", 1, ACTIVE, ""));
    assert_eq!(code(&answer), 481, "it is too late");
    pair.is_clear();
}

#[test]
fn a_subscribe_without_any_answer_fails_once() {
    let mut pair = Pair::new();
    pair.asks(60);
    pair.alone(40_000);
    let events = pair.told();
    assert_eq!(events.len(), 1, "{events:?}");
    pair.is_clear();
}

#[test]
fn a_notify_confirms_though_the_response_is_lost() {
    let mut pair = Pair::new();
    let (_, subscribe) = pair.asks(3600);
    pair.answer_to(&notify(&subscribe, "n", 1, ACTIVE, ""));
    pair.told();
    pair.alone(32_000);
    let events = pair.told();
    assert!(matches!(&events[..], [Event::RefreshFailed { response: None, .. }]), "{events:?}");
    assert_eq!(pair.agent(A).subscriptions(), 1);
}

#[test]
fn each_fork_is_a_subscription_of_its_own_if_the_owner_wants_it_and_else_answered_481() {
    for takes_forks in [true, false] {
        let mut pair = Pair::new();
        let mut wish = Subscribe::new(bob(), event("presence"), 3600);
        wish.takes_forks = takes_forks;
        let first = pair.subscribe(&wish);
        let subscribe = pair.sent(A);
        pair.give(A, &response(&subscribe, 200, "one", "Expires: 3600\r\n"));
        assert_eq!(code(&pair.answer_to(&notify(&subscribe, "one", 1, ACTIVE, ""))), 200);
        let second = pair.answer_to(&notify(&subscribe, "two", 1, ACTIVE, ""));
        let events = pair.told();
        if !takes_forks {
            assert_eq!((code(&second), events.len()), (481, 2));
            continue;
        }
        assert_eq!(code(&second), 200);
        let Some(Event::Notified { subscription, fork_of: Some(of), .. }) = events.last() else { panic!() };
        assert!(*of == first && *subscription != first);
        assert_eq!((pair.agent(A).dialogs(), pair.agent(A).subscriptions()), (2, 2));
        // Each is ended for itself.
        pair.give(
            A,
            &notify(&subscribe, "two", 2, "Event: presence\r\nSubscription-State: terminated\r\n", ""),
        );
        assert_eq!(code(&pair.sent(A)), 200);
        assert_eq!(pair.agent(A).dialogs(), 1);
        // No more after Timer N.
        pair.alone(32_001);
        assert_eq!(code(&pair.answer_to(&notify(&subscribe, "three", 1, ACTIVE, ""))), 481);
    }
}

#[test]
fn a_state_is_fetched_by_a_time_of_none() {
    let mut pair = Pair::watched();
    let (_, theirs) = pair.ask_for(0);
    pair.accept(theirs, 600, Standing::Active);
    let events = pair.events(A);
    let [.., Event::Notified { request, .. }, Event::SubscriptionEnded { .. }] = &events[..] else {
        panic!()
    };
    assert_eq!(state(request), "terminated;reason=timeout");
    assert_eq!(pair.log(), "SUBSCRIBE> <200 <NOTIFY 200>");
    pair.events(B);
    pair.is_clear();
    // A notifier that says it is active is left all the same.
    let mut pair = Pair::new();
    let (_, subscribe) = pair.asks(0);
    pair.answer_to(&notify(&subscribe, "n", 1, ACTIVE, ""));
    assert!(matches!(end(&pair.told()), SubscriptionEnd::Expired));
    assert_eq!(pair.agent(A).dialogs(), 0);
}

#[test]
fn a_time_too_short_is_asked_for_again_once_as_long_as_the_notifier_wants() {
    let mut pair = Pair::new();
    let (_, first) = pair.asks(10);
    pair.give(A, &response(&first, 423, "x", "Min-Expires: 100\r\n"));
    let second = pair.sent(A);
    assert_eq!(second.need::<Expires>().unwrap().0, 100);
    assert_eq!(value(&second, HeaderName::CALL_ID), value(&first, HeaderName::CALL_ID));
    assert_eq!(second.need::<CSeq<'_>>().unwrap().number, 2);
    assert!(!second.has_to_tag());
    pair.give(A, &response(&second, 423, "x", "Min-Expires: 200\r\n"));
    assert!(matches!(end(&pair.told()), SubscriptionEnd::Refused { response, .. } if code(response) == 423));
    pair.is_clear();
}

#[test]
fn a_refusal_is_told_and_may_be_tried_again_with_credentials() {
    let mut pair = Pair::new();
    let (_, first) = pair.asks(3600);
    pair.give(A, &response(&first, 489, "x", "Allow-Events: dialog\r\n"));
    let events = pair.told();
    let SubscriptionEnd::Refused { response: refusal, retry: Some(again) } = end(&events) else {
        panic!()
    };
    assert_eq!(code(refusal), 489);
    let (now, mut rows) = (pair.now, Rows::new());
    rows.put_text("Authorization", b"Digest username=\"a\"");
    let id = pair.agent(A).subscribe_again(now, again, &rows).unwrap();
    let second = pair.sent(A);
    assert!(second.rows(HeaderName::AUTHORIZATION).next().is_some());
    assert_eq!(
        (again.request().method(), second.method()),
        (Some(Method::SUBSCRIBE), Some(Method::SUBSCRIBE))
    );
    assert_eq!(value(&second, HeaderName::EVENT).unwrap(), "presence");
    pair.answer_to(&notify(&second, "n", 1, ACTIVE, ""));
    assert!(matches!(&pair.told()[..], [Event::Notified { subscription, .. }] if *subscription == id));
}

#[test]
fn the_time_that_a_notify_names_holds_but_no_longer_than_was_asked_for() {
    for (named, refreshed) in [("100", 68), ("20", 10), ("9999999", 168)] {
        let mut pair = Pair::new();
        let (_, subscribe) = pair.asks(200);
        pair.give(A, &response(&subscribe, 200, "n", "Expires: 200\r\n"));
        let rows = format!("Event: presence\r\nSubscription-State: active;expires={named}\r\n");
        pair.answer_to(&notify(&subscribe, "n", 1, &rows, ""));
        assert!(pair.alone(refreshed * 1000 - 1).is_empty(), "{named}");
        assert_eq!(pair.alone(refreshed * 1000).len(), 1, "{named}");
    }
}

#[test]
fn without_a_refresh_a_subscription_is_over_in_time() {
    let mut pair = Pair::new();
    let mut wish = Subscribe::new(bob(), event("presence"), 100);
    wish.renews = false;
    pair.subscribe(&wish);
    let subscribe = pair.sent(A);
    pair.answer_to(&notify(
        &subscribe,
        "n",
        1,
        "Event: presence\r\nSubscription-State: active;expires=100\r\n",
        "",
    ));
    pair.give(A, &response(&subscribe, 200, "n", "Expires: 100\r\n"));
    assert!(pair.alone(99_999).is_empty());
    assert_eq!(pair.told().len(), 2);
    pair.alone(100_000);
    assert!(matches!(end(&pair.told()), SubscriptionEnd::Expired));
    pair.is_clear();
}

#[test]
fn a_refresh_that_is_refused_ends_the_subscription_by_481_alone_and_its_like() {
    for (status, is_over) in [(481, true), (404, true), (489, true), (500, false), (503, false), (401, false)]
    {
        let mut pair = Pair::new();
        let (id, subscribe) = pair.asks(100);
        pair.answer_to(&notify(&subscribe, "n", 1, ACTIVE, ""));
        pair.give(A, &response(&subscribe, 200, "n", "Expires: 100\r\n"));
        pair.told();
        let refresh = pair.alone(68_000).remove(0);
        pair.give(A, &response(&refresh, status, "n", ""));
        let events = pair.told();
        if is_over {
            assert!(matches!(end(&events), SubscriptionEnd::Refused { retry: None, .. }), "{status}");
            pair.is_clear();
            continue;
        }
        assert!(matches!(&events[..], [Event::RefreshFailed { response: Some(_), .. }]), "{status}");
        let now = pair.now;
        pair.agent(A).refresh(now, id, Some(50), None, None).unwrap();
        assert_eq!(pair.agent(A).refresh(now, id, None, None, None), Err(UsageError::Pending));
        assert_eq!(pair.sent(A).need::<Expires>().unwrap().0, 50);
        pair.alone(100_000);
        assert!(matches!(end(&pair.told()), SubscriptionEnd::Expired), "it holds as long as it did");
    }
}

#[test]
fn a_notifier_ends_a_subscription_with_a_reason() {
    let reasons = [
        ("deactivated", Termination::Deactivated, true),
        ("probation;retry-after=5", Termination::Probation, true),
        ("rejected", Termination::Rejected, false),
        ("giveup", Termination::GiveUp, true),
        ("noresource", Termination::NoResource, false),
        ("invariant", Termination::Invariant, false),
        ("whatever", Termination::Other, true),
    ];
    for (word, expected, may_retry) in reasons {
        let mut pair = Pair::new();
        let (_, subscribe) = pair.asks(100);
        let rows = format!("Event: presence\r\nSubscription-State: terminated;reason={word}\r\n");
        assert_eq!(code(&pair.answer_to(&notify(&subscribe, "n", 1, &rows, ""))), 200);
        let events = pair.told();
        let SubscriptionEnd::Terminated { reason, retry_after } = end(&events) else { panic!() };
        assert_eq!((*reason, reason.may_retry()), (expected, may_retry));
        assert_eq!(*retry_after, word.contains("retry-after").then_some(5));
        // The 2xx comes too late for anything.
        pair.give(A, &response(&subscribe, 200, "n", "Expires: 100\r\n"));
        assert!(pair.told().is_empty());
    }
}

#[test]
fn a_notify_that_matches_nothing_is_answered_481_and_one_with_a_fault_as_the_standard_says() {
    let mut pair = Pair::new();
    let (_, subscribe) = pair.asks(100);
    let cases = [
        ("Event: presence\r\n", 400, "no Subscription-State"),
        ("Subscription-State: active\r\n", 400, "no Event"),
        ("Event: dialog\r\nSubscription-State: active\r\n", 489, "another event"),
        ("Event: presence;id=1\r\nSubscription-State: active\r\n", 481, "an id that nobody has asked for"),
        ("Event: Presence\r\nSubscription-State: active\r\n", 489, "compared octet by octet"),
    ];
    // Before there is a dialog, and within it.
    for base in [10, 100] {
        for (cseq, (rows, expected, why)) in (base..).zip(cases) {
            let answer = pair.answer_to(&notify(&subscribe, "n", cseq, rows, ""));
            assert_eq!(code(&answer), expected, "{why}");
        }
        assert!(pair.told().is_empty());
        assert_eq!(code(&pair.answer_to(&notify(&subscribe, "n", base + 40, ACTIVE, ""))), 200);
        pair.told();
    }
    let stranger = notify(&subscribe, "n", 1000, ACTIVE, "").replace("Call-ID: ", "Call-ID: x");
    assert_eq!(code(&pair.answer_to(&stranger)), 481);
    let untagged = notify(&subscribe, "other", 1, ACTIVE, "")
        .replace("To: <sip:alice@192.0.2.1>;tag=", "To: <sip:a@b>;x=");
    assert_eq!(code(&pair.answer_to(&untagged)), 481);
}

#[test]
fn notifies_are_told_in_order_and_move_the_target() {
    let mut pair = Pair::new();
    let (id, subscribe) = pair.asks(100);
    assert_eq!(code(&pair.answer_to(&notify(&subscribe, "n", 5, ACTIVE, "new"))), 200);
    assert_eq!(code(&pair.answer_to(&notify(&subscribe, "n", 4, ACTIVE, "old"))), 500);
    let moved = notify(&subscribe, "n", 6, ACTIVE, "").replace("sip:n@", "sip:moved@");
    assert_eq!(code(&pair.answer_to(&moved)), 200);
    assert_eq!(pair.told().len(), 2, "what is late is not told");
    let dialog = pair.agent(A).subscription_dialog(id).unwrap();
    assert_eq!(pair.agent(A).dialog(dialog).unwrap().remote_target(), b"sip:moved@192.0.2.2:5060");
}

#[test]
fn an_end_that_is_wanted_before_the_first_notify_waits_for_the_dialog() {
    let mut pair = Pair::new();
    let (id, subscribe) = pair.asks(100);
    let now = pair.now;
    pair.agent(A).unsubscribe(now, id).unwrap();
    assert!(pair.agent(A).poll_transmit().is_none());
    assert_eq!(pair.agent(A).refresh(now, id, None, None, None), Err(UsageError::State));
    assert_eq!(code(&pair.answer_to(&notify(&subscribe, "n", 1, ACTIVE, ""))), 200);
    assert!(pair.agent(A).poll_transmit().is_none(), "the first request is under way");
    pair.give(A, &response(&subscribe, 200, "n", "Expires: 100\r\n"));
    let end_of_it = pair.sent(A);
    assert_eq!((end_of_it.need::<Expires>().unwrap().0, end_of_it.has_to_tag()), (0, true));
    pair.give(A, &response(&end_of_it, 200, "n", "Expires: 0\r\n"));
    pair.told();
    // The last NOTIFY never comes.
    pair.alone(31_999);
    assert!(pair.told().is_empty());
    pair.alone(32_000);
    assert!(matches!(end(&pair.told()), SubscriptionEnd::Unsubscribed));
    pair.is_clear();
}

#[test]
fn a_dialog_has_one_subscription_of_each_event_and_a_limit_of_all() {
    let mut pair = Pair::watched();
    let (ours, _) = pair.watch(600);
    let dialog = pair.agent(A).subscription_dialog(ours).unwrap();
    let now = pair.now;
    let same = Subscribe::new(Whom::Within(dialog), event("presence"), 60);
    assert_eq!(pair.agent(A).subscribe(now, &same), Err(UsageError::State));
    let ids: Vec<String> = (0..15).map(|number| format!("dialog;id={number}")).collect();
    for id in &ids {
        let event = brivas_sip::header::Event::read(id.as_bytes()).unwrap();
        pair.agent(A).subscribe(now, &Subscribe::new(Whom::Within(dialog), event, 60)).unwrap();
    }
    let more = Subscribe::new(Whom::Within(dialog), event("dialog"), 60);
    assert_eq!(pair.agent(A).subscribe(now, &more), Err(UsageError::Full), "sixteen are there");
    assert_eq!(pair.events(B).len(), 15);
    assert_eq!((pair.agent(A).dialogs(), pair.agent(B).dialogs()), (1, 1), "all share one dialog");
}

#[test]
fn as_many_subscriptions_of_ours_are_there_as_may_be() {
    let mut config = Config::new();
    config.set_max_subscriptions(2);
    let mut pair = Pair::with(config, Config::new());
    pair.asks(60);
    pair.asks(60);
    let now = pair.now;
    let more = Subscribe::new(bob(), event("presence"), 60);
    assert_eq!(pair.agent(A).subscribe(now, &more), Err(UsageError::Full));
    pair.alone(32_000);
    pair.asks(60);
}
