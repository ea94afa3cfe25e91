//! CANCEL, both ways (RFC 3261 §16.10), and Timer C (§16.8).

use brivas_sip::header::CSeq;

use super::*;

fn cancel(rows: &str) -> String {
    request_with("CANCEL", "sip:bob@example.com", rows)
}

#[test]
fn a_cancel_goes_on_to_all_that_have_the_request_with_its_reason() {
    let mut test = Test::new();
    let (context, sent) = test.fork(&request("INVITE"), &[&[1, 2], &[3]]);
    test.answer(1, &sent[0], 180);
    test.answer(2, &sent[1], 100);
    test.log();
    test.call(&cancel("Reason: Q.850;cause=16\r\n"));
    let log = test.sent();
    assert_eq!(log.iter().map(|(_, it)| what(it)).collect::<Vec<_>>(), ["200", "CANCEL", "CANCEL"]);
    for ((_, cancel), invite) in log[1..].iter().zip(&sent) {
        assert_eq!(values(cancel, HeaderName::REASON), ["Q.850;cause=16"]);
        assert_eq!(cancel.need::<Via<'_>>(), invite.need::<Via<'_>>());
        assert_eq!(cancel.all::<Via<'_>>().count(), 1, "it is one of ours");
        assert_eq!(cancel.need::<CSeq<'_>>().unwrap().number, 3);
    }
    assert!(matches!(&test.events()[..], [Event::Cancelled { context: of, .. }] if *of == context));
    test.answer(1, &sent[0], 487);
    assert_eq!(test.log(), "ACK>101");
    test.answer(2, &sent[1], 487);
    assert_eq!(test.log(), "ACK>102 487>1", "and the third is not tried");
    test.nothing_is_left();
}

#[test]
fn a_cancel_waits_for_the_first_provisional_response() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1]]);
    test.call(&cancel(""));
    assert_eq!(test.log(), "200>1");
    test.answer(1, &sent[0], 180);
    assert_eq!(test.log(), "CANCEL>101 180>1");
    test.answer(1, &sent[0], 487);
    assert_eq!(test.log(), "ACK>101 487>1");
    test.nothing_is_left();
}

#[test]
fn a_2xx_that_crosses_the_cancel_goes_back() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1, 2]]);
    test.answer(1, &sent[0], 180);
    test.log();
    test.call(&cancel(""));
    test.answer(1, &sent[0], 200);
    assert_eq!(test.log(), "200>1 CANCEL>101 200>1");
    test.answer(2, &sent[1], 487);
    assert_eq!(test.log(), "ACK>102");
    test.nothing_is_left();
}

#[test]
fn a_cancel_after_the_answer_changes_nothing() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1]]);
    test.answer(1, &sent[0], 486);
    test.log();
    test.call(&cancel(""));
    assert_eq!(test.log(), "200>1");
    assert!(!test.events().iter().any(|event| matches!(event, Event::Cancelled { .. })));
    test.call(&cancel("").replace("bKcaller", "bKnone"));
    assert_eq!(test.log(), "481>1", "and without a request there is none to cancel");
    test.nothing_is_left();
}

#[test]
fn a_cancel_before_the_owner_has_said_where_it_goes_ends_it() {
    let mut test = Test::new();
    test.call(&request("INVITE"));
    let (context, ..) = test.request();
    test.call(&cancel(""));
    assert_eq!(test.log(), "200>1 487>1");
    let late = test.proxy.forward(test.now, context, &[&[target(1)]]);
    assert_eq!(late, Err(brivas_sip::proxy::UsageError::Gone));
    test.nothing_is_left();
}

#[test]
fn a_cancel_while_a_name_is_looked_for_ends_that() {
    let mut test = Test::new();
    test.call(&request("INVITE"));
    let (context, ..) = test.request();
    let bob = ForkTarget::new(&Uri::read(b"sip:bob@home.example.com").unwrap());
    test.proxy.forward(test.now, context, &[&[bob]]).unwrap();
    let (branch, _) = test.resolve();
    test.call(&cancel(""));
    assert_eq!(test.log(), "200>1 487>1");
    let late = test.proxy.resolved(test.now, branch, &[]);
    assert_eq!(late, Err(brivas_sip::proxy::UsageError::Gone));
    test.nothing_is_left();
}

#[test]
fn whoever_does_not_answer_a_cancel_is_waited_for_64_t1() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1]]);
    test.answer(1, &sent[0], 180);
    test.call(&cancel(""));
    test.log();
    test.at(31_999);
    assert!(!test.log().contains("487>1"));
    test.at(32_000);
    assert!(test.log().contains("487>1"));
    test.nothing_is_left();
}

#[test]
fn a_refusal_before_the_cancel_makes_no_other_answer_of_it() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1, 2]]);
    test.answer(1, &sent[0], 486);
    test.answer(2, &sent[1], 180);
    test.call(&cancel(""));
    test.answer(2, &sent[1], 487);
    assert!(test.log().ends_with("487>1"));
}

#[test]
fn timer_c_takes_back_what_rings_for_too_long() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1]]);
    test.at(1000);
    test.answer(1, &sent[0], 100);
    // Each response from 101 on lets it begin anew.
    test.at(170_000);
    test.answer(1, &sent[0], 180);
    test.log();
    test.at(170_000 + 180_999);
    assert_eq!(test.log(), "");
    test.at(170_000 + 181_000);
    assert_eq!(test.log(), "CANCEL>101");
    test.answer(1, &sent[0], 487);
    assert_eq!(test.log(), "ACK>101 487>1");
    test.nothing_is_left();
}

#[test]
fn timer_c_does_not_begin_anew_for_100() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1]]);
    test.at(1000);
    test.answer(1, &sent[0], 100);
    test.log();
    test.at(180_999);
    assert_eq!(test.log(), "");
    test.at(181_000);
    assert_eq!(test.log(), "CANCEL>101");
    // Whoever does not answer that either is as good as 408.
    test.at(213_000);
    assert!(test.log().ends_with("408>1"));
    test.nothing_is_left();
}

#[test]
fn timer_c_is_of_each_branch_and_the_next_group_follows() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1], &[2]]);
    test.answer(1, &sent[0], 180);
    test.at(181_000);
    test.log();
    test.answer(1, &sent[0], 487);
    assert_eq!(test.log(), "ACK>101 INVITE>102");
}

#[test]
fn timer_c_is_always_longer_than_three_minutes() {
    let mut config = Config::new();
    assert!(config.timer_c() > Duration::from_secs(180));
    config.set_timer_c(Duration::from_secs(10));
    assert!(config.timer_c() > Duration::from_secs(180));
    config.set_timer_c(Duration::from_secs(400));
    assert_eq!(config.timer_c(), Duration::from_secs(400));
}

#[test]
fn timer_c_gives_up_at_once_what_nobody_has_said_to_have() {
    let (mut timers, mut below) =
        (brivas_sip::transaction::Timers::new(), brivas_sip::endpoint::Config::new());
    timers.set_t1(Duration::from_secs(5));
    below.set_timers(timers);
    let mut config = Config::new();
    config.set_endpoint(Arc::new(below));
    let mut test = Test::with(&config);
    test.call(&request("INVITE"));
    let (context, ..) = test.request();
    let places = [1, 2].map(|number| brivas_sip::endpoint::Target::new(Transport::UDP, callee(number)));
    let bob = ForkTarget::new(&Uri::read(b"sip:bob@home.example.com").unwrap()).with_hops(&places);
    test.proxy.forward(test.now, context, &[&[bob]]).unwrap();
    let (_, first) = test.sent_one();
    // The first place had it, but not the second.
    test.answer(1, &first, 180);
    test.answer(1, &first, 503);
    assert!(test.log().ends_with("INVITE>102"));
    test.at(181_000);
    let log = test.log();
    assert!(log.ends_with("408>1") && !log.contains("CANCEL"), "{log}");
}
