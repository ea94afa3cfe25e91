//! Every limit at its bound.

use brivas_sip::endpoint;
use brivas_sip::proxy::UsageError;

use super::*;

#[test]
fn one_request_too_many_is_asked_to_come_later() {
    let mut config = Config::new();
    config.set_max_contexts(2);
    let mut test = Test::with(&config);
    for number in 0..2 {
        test.call(&request("INVITE").replace("bKcaller", &format!("bK{number}")));
        test.request();
    }
    test.call(&request("INVITE"));
    let (_, response) = test.sent_one();
    assert_eq!(
        (what(&response).as_str(), values(&response, HeaderName::RETRY_AFTER)),
        ("503", vec!["10".into()])
    );
    assert!(test.events().is_empty());
    assert_eq!(test.proxy.contexts(), (2, 0));
}

#[test]
fn one_target_too_many_is_not_taken() {
    let mut config = Config::new();
    config.set_max_branches(3);
    let mut test = Test::with(&config);
    let (context, sent) = test.fork(&request("INVITE"), &[&[1], &[2]]);
    let targets = [target(3), target(4)];
    assert_eq!(test.proxy.forward(test.now, context, &[&targets]), Err(UsageError::Full));
    test.proxy.forward(test.now, context, &[&targets[..1]]).unwrap();
    assert_eq!(test.proxy.forward(test.now, context, &[&targets[..1]]), Err(UsageError::Full));
    test.answer(1, &sent[0], 404);
    assert_eq!(test.log(), "ACK>101 INVITE>102");
}

#[test]
fn events_that_nobody_takes_stop_the_input() {
    let mut below = endpoint::Config::new();
    below.set_max_events(2);
    let mut config = Config::new();
    config.set_endpoint(Arc::new(below));
    let mut test = Test::with(&config);
    for number in 0..3 {
        assert_eq!(test.proxy.wants_input(), number < 2);
        test.call(&request("INVITE").replace("bKcaller", &format!("bK{number}")));
    }
    assert_eq!(test.back(), 503);
    assert_eq!(test.events().len(), 2);
    assert!(test.proxy.wants_input());
}

#[test]
fn without_room_for_a_transaction_a_branch_fails() {
    let mut below = endpoint::Config::new();
    below.set_max_clients(1);
    let mut config = Config::new();
    config.set_endpoint(Arc::new(below));
    let mut test = Test::with(&config);
    let (_, sent) = test.fork(&request("INVITE"), &[&[1, 2]]);
    assert_eq!(sent.len(), 1);
    test.answer(1, &sent[0], 486);
    assert_eq!(test.log(), "ACK>101 486>1");
    test.nothing_is_left();
}

#[test]
fn calling_late_twice_or_with_an_earlier_time_changes_nothing() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1]]);
    test.answer(1, &sent[0], 180);
    test.at(10_000);
    let (start, due) = (test.start, test.proxy.poll_timeout());
    test.proxy.handle_timeout(start);
    assert_eq!(test.proxy.poll_timeout(), due);
    test.nothing_is_left();
}

#[test]
fn debug_shows_no_user() {
    let mut test = Test::new();
    test.call(&request("INVITE"));
    let (context, request, source) = test.request();
    let bob = ForkTarget::new(&Uri::read(b"sip:secret@home.example.com").unwrap());
    test.proxy.forward(test.now, context, &[&[bob]]).unwrap();
    let events = test.events();
    let text = format!("{:?} {events:?} {request:?} {source:?}", test.proxy);
    assert!(!text.contains("secret") && !text.contains("bob@") && !text.contains("alice"), "{text}");
}
