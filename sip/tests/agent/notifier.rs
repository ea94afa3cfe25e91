//! Subscriptions of others (RFC 6665 §4.2).

use brivas_sip::Method;
use brivas_sip::agent::{Notice, NotifierEnd, NotifierId, Standing, Termination, UsageError};
use brivas_sip::header::{CSeq, Expires, MinExpires, RetryAfter};

use super::usages::*;
use super::*;

fn subscribe(branch: &str, to_tag: &str, cseq: u32, rows: &str) -> String {
    format!(
        "SUBSCRIBE sip:bob@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK{branch}\r\n\
         Max-Forwards: 70\r\nFrom: <sip:alice@192.0.2.1>;tag=a\r\nTo: <sip:bob@192.0.2.2>{to_tag}\r\nCall-ID: {}\r\n\
         CSeq: {cseq} SUBSCRIBE\r\nContact: <sip:alice@192.0.2.1:5060>\r\n{rows}Content-Length: 0\r\n\r\n",
        if to_tag.is_empty() { branch } else { "first" },
    )
}

const PRESENCE: &str = "Event: presence\r\nExpires: 600\r\n";

impl Pair {
    /// By hand: somebody subscribes, and what comes of it.
    fn is_asked(&mut self) -> NotifierId {
        self.give(B, &subscribe("first", "", 1, PRESENCE));
        let Some(Event::Subscribe { notifier, .. }) = self.agents[1].poll_event() else { panic!() };
        notifier
    }

    /// By hand: the 200 and the first NOTIFY of a subscription that is accepted.
    fn is_watched(&mut self, expires: u32) -> (NotifierId, Message) {
        let id = self.is_asked();
        self.accept(id, expires, Standing::Active);
        assert_eq!(code(&self.sent(B)), 200);
        (id, self.sent(B))
    }

    fn reply(&mut self, request: &Message, code: u16) {
        self.give(B, &response(request, code, "a", ""));
    }

    fn heard(&mut self) -> Option<Event> {
        self.agents[1].poll_event()
    }

    /// B's time passes, and these are what it sends.
    fn later(&mut self, seconds: u64) -> Vec<Message> {
        let end = self.start + Duration::from_secs(seconds);
        while let Some(due) = self.agents[1].poll_timeout().filter(|due| *due <= end) {
            self.agents[1].handle_timeout(due);
        }
        self.now = end;
        std::iter::from_fn(|| self.agents[1].poll_transmit())
            .map(|sent| Message::read(sent.octets).unwrap())
            .collect()
    }
}

#[test]
fn a_subscribe_is_accepted_and_notified_of_at_once() {
    let mut pair = Pair::watched();
    let id = pair.is_asked();
    let now = pair.now;
    let body = Bytes::from_static(b"<presence/>");
    let content = Content { content_type: b"application/pidf+xml", body: &body };
    pair.agent(B).accept(now, id, 9999, &Notice::new(Standing::Active, Some(content))).unwrap();
    let answer = pair.sent(B);
    assert_eq!(
        (code(&answer), answer.need::<Expires>().unwrap().0),
        (200, 600),
        "no longer than was asked for"
    );
    assert!(answer.rows(HeaderName::CONTACT).next().is_some());
    let notify = pair.sent(B);
    assert_eq!((notify.method(), state(&notify).as_str()), (Some(Method::NOTIFY), "active;expires=600"));
    assert_eq!((value(&notify, HeaderName::EVENT).unwrap().as_str(), notify.body()), ("presence", &body[..]));
    assert!(notify.rows(HeaderName::CONTACT).next().is_some());
    // In the dialog that the SUBSCRIBE has made.
    assert_eq!(tag(&notify), b"a");
    assert_eq!(notify.need::<brivas_sip::header::From<'_>>().unwrap().tag, Some(&tag(&answer)[..]));
    assert_eq!(notify.request().unwrap().request_uri, b"sip:alice@192.0.2.1:5060");
    assert!(pair.agent(B).notifier_dialog(id).is_some());
    assert_eq!(
        pair.agent(B).accept(now, id, 1, &Notice::new(Standing::Active, None)),
        Err(UsageError::State)
    );
}

#[test]
fn an_event_that_nobody_here_knows_is_answered_489_with_those_that_are_known() {
    let mut pair = Pair::watched();
    pair.give(B, &subscribe("x", "", 1, "Event: winfo\r\n"));
    let answer = pair.sent(B);
    let events: Vec<_> = answer.rows(HeaderName::ALLOW_EVENTS).map(|row| text(row.value)).collect();
    assert_eq!((code(&answer), events), (489, vec!["presence".to_owned(), "dialog".to_owned()]));
    pair.give(B, &subscribe("y", "", 1, "Expires: 60\r\n"));
    assert_eq!(code(&pair.sent(B)), 400, "there is no Event");
    assert!(pair.heard().is_none());
    assert_eq!(pair.agent(B).dialogs(), 0);
}

#[test]
fn a_subscribe_of_a_dialog_that_nobody_knows_is_answered_481() {
    let mut pair = Pair::watched();
    pair.give(B, &subscribe("x", ";tag=gone", 1, PRESENCE));
    assert_eq!(code(&pair.sent(B)), 481);
}

#[test]
fn a_time_too_short_is_answered_423_unless_it_is_none_or_an_hour() {
    let mut config = notifier_config();
    config.set_min_subscription(7200);
    let mut pair = Pair::with(Config::new(), config);
    for (number, (seconds, is_refused)) in
        [(1, true), (3599, true), (3600, false), (0, false)].iter().enumerate()
    {
        pair.give(
            B,
            &subscribe(&number.to_string(), "", 1, &format!("Event: presence\r\nExpires: {seconds}\r\n")),
        );
        if *is_refused {
            let answer = pair.sent(B);
            assert_eq!((code(&answer), answer.need::<MinExpires>().unwrap().0), (423, 7200));
        } else {
            assert!(matches!(pair.heard(), Some(Event::Subscribe { .. })), "{seconds}");
        }
    }
}

#[test]
fn a_subscribe_without_a_time_asks_for_that_of_the_settings() {
    let mut pair = Pair::watched();
    pair.give(B, &subscribe("x", "", 1, "Event: presence\r\n"));
    assert!(matches!(pair.heard(), Some(Event::Subscribe { expires: 3600, .. })));
}

#[test]
fn a_subscribe_that_is_declined_leaves_nothing() {
    let mut pair = Pair::watched();
    let id = pair.is_asked();
    let now = pair.now;
    pair.agent(B).decline(now, id, &Response::new(StatusCode::FORBIDDEN)).unwrap();
    assert_eq!(code(&pair.sent(B)), 403);
    assert!(pair.heard().is_none());
    assert_eq!((pair.agent(B).dialogs(), pair.agent(B).subscriptions()), (0, 0));
    assert_eq!(pair.agent(B).decline(now, id, &Response::new(StatusCode::FORBIDDEN)), Err(UsageError::Gone));
    assert_eq!(pair.agent(B).notify(now, id, &Notice::new(Standing::Active, None)), Err(UsageError::Gone));
}

#[test]
fn one_notify_is_under_way_and_the_newest_state_waits() {
    let mut pair = Pair::watched();
    let (id, first) = pair.is_watched(600);
    let now = pair.now;
    for number in 0..3 {
        let body = Bytes::from(format!("{number}"));
        let content = Content { content_type: b"text/plain", body: &body };
        pair.agent(B).notify(now, id, &Notice::new(Standing::Active, Some(content))).unwrap();
    }
    assert!(pair.agent(B).poll_transmit().is_none());
    pair.reply(&first, 200);
    let second = pair.sent(B);
    assert_eq!(second.body(), b"2", "what was before it is no state any more");
    pair.reply(&second, 200);
    assert!(pair.agent(B).poll_transmit().is_none());
}

#[test]
fn changes_wait_each_for_itself_if_the_owner_wants_it_up_to_eight() {
    let mut pair = Pair::watched();
    let (id, first) = pair.is_watched(600);
    let (now, body) = (pair.now, Bytes::from_static(b"x"));
    let content = Content { content_type: b"text/plain", body: &body };
    let change = Notice { is_whole: false, ..Notice::new(Standing::Active, Some(content)) };
    for _ in 0..8 {
        pair.agent(B).notify(now, id, &change).unwrap();
    }
    assert_eq!(pair.agent(B).notify(now, id, &change), Err(UsageError::Full));
    let mut last = first;
    for number in 2..10 {
        pair.reply(&last, 200);
        last = pair.sent(B);
        assert_eq!(last.need::<CSeq<'_>>().unwrap().number, number);
    }
    pair.reply(&last, 200);
    assert!(pair.agent(B).poll_transmit().is_none());
}

#[test]
fn a_subscription_that_nobody_refreshes_is_told_to_be_over() {
    let mut pair = Pair::watched();
    let (id, first) = pair.is_watched(60);
    pair.reply(&first, 200);
    assert!(pair.later(59).is_empty());
    let last = pair.later(60);
    assert_eq!(state(&last[0]), "terminated;reason=timeout");
    let now = pair.now;
    assert_eq!(pair.agent(B).notify(now, id, &Notice::new(Standing::Active, None)), Err(UsageError::State));
    // A refresh is too late.
    let to_tag = format!(";tag={}", text(first.need::<brivas_sip::header::From<'_>>().unwrap().tag.unwrap()));
    pair.give(B, &subscribe("late", &to_tag, 2, PRESENCE));
    assert_eq!(code(&pair.sent(B)), 481);
    pair.reply(&last[0], 200);
    let Some(Event::NotifierEnded { reason: NotifierEnd::Terminated(why), .. }) = pair.heard() else {
        panic!()
    };
    assert_eq!((why, pair.agent(B).dialogs()), (Termination::Timeout, 0));
}

#[test]
fn a_refresh_prolongs_and_one_of_none_ends_it() {
    let mut pair = Pair::watched();
    let (id, first) = pair.is_watched(60);
    pair.reply(&first, 200);
    let to_tag = format!(";tag={}", text(first.need::<brivas_sip::header::From<'_>>().unwrap().tag.unwrap()));
    pair.later(50);
    pair.give(B, &subscribe("again", &to_tag, 2, PRESENCE));
    assert!(matches!(pair.heard(), Some(Event::Subscribe { notifier, is_new: false, .. }) if notifier == id));
    // Another while the owner thinks.
    pair.give(B, &subscribe("hasty", &to_tag, 3, PRESENCE));
    let hasty = pair.sent(B);
    assert!(code(&hasty) == 500 && hasty.need::<RetryAfter<'_>>().unwrap().seconds <= 10);
    pair.accept(id, 60, Standing::Active);
    assert_eq!(code(&pair.sent(B)), 200);
    let second = pair.sent(B);
    pair.reply(&second, 200);
    assert!(pair.later(109).is_empty(), "from the refresh on");
    pair.give(B, &subscribe("end", &to_tag, 4, "Event: presence\r\nExpires: 0\r\n"));
    assert!(matches!(pair.heard(), Some(Event::Subscribe { expires: 0, .. })));
    pair.accept(id, 60, Standing::Active);
    assert_eq!(pair.sent(B).need::<Expires>().unwrap().0, 0);
    let last = pair.sent(B);
    assert_eq!(state(&last), "terminated;reason=timeout");
    pair.reply(&last, 200);
    assert!(matches!(pair.heard(), Some(Event::NotifierEnded { .. })));
}

#[test]
fn a_refresh_that_is_declined_leaves_the_subscription_as_it_was() {
    let mut pair = Pair::watched();
    let (id, first) = pair.is_watched(60);
    pair.reply(&first, 200);
    let to_tag = format!(";tag={}", text(first.need::<brivas_sip::header::From<'_>>().unwrap().tag.unwrap()));
    pair.give(B, &subscribe("again", &to_tag, 2, PRESENCE));
    pair.heard();
    let now = pair.now;
    pair.agent(B).decline(now, id, &Response::new(StatusCode::FORBIDDEN)).unwrap();
    assert_eq!(code(&pair.sent(B)), 403);
    pair.tell(id, Standing::Active);
    assert_eq!(state(&pair.sent(B)), "active;expires=60");
}

#[test]
fn a_notify_that_is_answered_481_or_not_at_all_removes_the_subscription() {
    for status in [481, 404, 405, 410, 416, 480, 485, 489, 501, 604] {
        let mut pair = Pair::watched();
        let (_, first) = pair.is_watched(600);
        pair.reply(&first, status);
        let Some(Event::NotifierEnded { reason: NotifierEnd::Refused(response), .. }) = pair.heard() else {
            panic!("{status}")
        };
        assert_eq!((code(&response), pair.agent(B).dialogs()), (status, 0));
    }
    let mut pair = Pair::watched();
    pair.is_watched(600);
    pair.later(31);
    assert!(pair.heard().is_none());
    pair.later(32);
    assert!(matches!(pair.heard(), Some(Event::NotifierEnded { reason: NotifierEnd::Failed(_), .. })));
    assert_eq!((pair.agent(B).dialogs(), pair.agent(B).subscriptions()), (0, 0));
}

#[test]
fn a_notify_that_is_refused_otherwise_is_told_and_the_next_goes() {
    for status in [401, 500, 503] {
        let mut pair = Pair::watched();
        let (id, first) = pair.is_watched(600);
        pair.tell(id, Standing::Pending);
        pair.reply(&first, status);
        assert!(matches!(pair.heard(), Some(Event::NotifyRefused { notifier, .. }) if notifier == id));
        assert_eq!(state(&pair.sent(B)), "pending;expires=600");
    }
}

#[test]
fn the_owner_ends_a_subscription_with_a_reason_and_when_to_come_again() {
    let mut pair = Pair::watched();
    let (id, first) = pair.is_watched(600);
    pair.tell(id, Standing::Active);
    // It takes the place of what waits, and nothing goes after it.
    pair.tell(id, Standing::Terminated { reason: Termination::Probation, retry_after: Some(30) });
    let now = pair.now;
    assert_eq!(pair.agent(B).notify(now, id, &Notice::new(Standing::Active, None)), Err(UsageError::State));
    pair.reply(&first, 200);
    let last = pair.sent(B);
    assert_eq!(state(&last), "terminated;reason=probation;retry-after=30");
    pair.reply(&last, 200);
    assert!(matches!(
        pair.heard(),
        Some(Event::NotifierEnded { reason: NotifierEnd::Terminated(Termination::Probation), .. })
    ));
    pair.later(700);
    assert!(pair.heard().is_none(), "it is told once");
}

#[test]
fn a_subscription_too_many_is_answered_503_with_a_time() {
    let mut config = notifier_config();
    config.set_max_subscriptions(1);
    let mut pair = Pair::with(Config::new(), config);
    pair.is_asked();
    pair.give(B, &subscribe("second", "", 1, PRESENCE));
    let answer = pair.sent(B);
    assert_eq!(code(&answer), 503);
    assert!(answer.need::<RetryAfter<'_>>().unwrap().seconds > 0);
    assert_eq!((pair.agent(B).dialogs(), pair.agent(B).subscriptions()), (1, 1));

    let mut config = notifier_config();
    config.set_max_dialogs(1);
    let mut pair = Pair::with(Config::new(), config);
    pair.is_asked();
    pair.give(B, &subscribe("second", "", 1, PRESENCE));
    assert_eq!(code(&pair.sent(B)), 503);
}

#[test]
fn a_dialog_has_sixteen_subscriptions_and_no_more() {
    let mut pair = Pair::watched();
    let (_, first) = pair.is_watched(600);
    let to_tag = format!(";tag={}", text(first.need::<brivas_sip::header::From<'_>>().unwrap().tag.unwrap()));
    for number in 2..18 {
        let rows = format!("Event: presence;id={number}\r\n");
        pair.give(B, &subscribe(&format!("n{number}"), &to_tag, number, &rows));
        if number < 17 {
            assert!(matches!(pair.heard(), Some(Event::Subscribe { is_new: true, .. })), "{number}");
        }
    }
    assert_eq!(code(&pair.sent(B)), 503);
    assert_eq!(pair.agent(B).dialogs(), 1);
}

#[test]
fn a_notify_that_is_lost_goes_again_and_is_told_once() {
    let mut pair = Pair::watched();
    let (_, theirs) = pair.watch(600);
    pair.lost = vec!["<NOTIFY", "<NOTIFY", "200>"];
    pair.tell(theirs, Standing::Pending);
    pair.at(10_000);
    assert_eq!(pair.log(), "<NOTIFY <NOTIFY <NOTIFY 200> <NOTIFY 200>");
    assert!(matches!(pair.event(A), Event::Notified { standing: Standing::Pending, .. }));
    assert!(pair.events(B).is_empty());
}

#[test]
fn without_subscriptions_of_its_own_a_user_agent_leaves_them_to_its_owner() {
    let mut config = Config::new();
    config.set_subscriptions(false);
    let mut pair = Pair::with(Config::new(), config);
    pair.give(B, &subscribe("x", "", 1, "Event: winfo\r\n"));
    assert!(matches!(pair.heard(), Some(Event::Request { dialog: None, .. })));
}
