//! Targets at once, one after another, and both (RFC 3261 §16.5 to §16.7).

use brivas_sip::proxy::UsageError;

use super::*;

#[test]
fn all_of_a_group_are_tried_at_once_and_the_first_2xx_takes_back_the_others() {
    let mut test = Test::new();
    let (context, sent) = test.fork(&request("INVITE"), &[&[1, 2, 3]]);
    for (number, invite) in (1..).zip(&sent) {
        test.answer(number, invite, 180);
    }
    assert_eq!(test.log(), "180>1 180>1 180>1");
    test.answer(2, &sent[1], 200);
    let log = test.sent();
    assert_eq!(log.iter().map(|(_, it)| what(it)).collect::<Vec<_>>(), ["200", "CANCEL", "CANCEL"]);
    assert_eq!(values(&log[1].1, HeaderName::REASON), ["SIP;cause=200;text=\"Call completed elsewhere\""]);
    assert_eq!((log[1].0, log[2].0), (callee(1), callee(3)));
    let answered = |event: &Event| matches!(event, Event::Answered { context: of, code: StatusCode::OK } if *of == context);
    assert!(matches!(&test.events()[..], [event] if answered(event)));
    test.answer(1, &log[1].1, 200);
    test.answer(1, &sent[0], 487);
    test.answer(3, &sent[2], 487);
    assert_eq!(test.log(), "ACK>101 ACK>103", "nothing but the 2xx goes back");
    test.nothing_is_left();
}

#[test]
fn every_2xx_goes_back_and_every_copy_of_it() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1, 2]]);
    test.answer(1, &sent[0], 180);
    test.answer(2, &sent[1], 180);
    test.log();
    test.answer(1, &sent[0], 200);
    test.answer(2, &sent[1], 200);
    test.answer(1, &sent[0], 200);
    assert_eq!(test.log(), "200>1 CANCEL>102 200>1 200>1");
    test.at(31_000);
    test.log();
    test.answer(2, &sent[1], 200);
    assert_eq!(test.log(), "200>1");
    test.nothing_is_left();
    test.log();
    test.answer(2, &sent[1], 200);
    assert_eq!(test.log(), "", "later they are stray (RFC 6026)");
}

#[test]
fn a_2xx_to_another_request_ends_the_others_by_themselves() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("OPTIONS"), &[&[1, 2]]);
    test.answer(1, &sent[0], 200);
    assert_eq!(test.log(), "200>1");
    test.answer(2, &sent[1], 200);
    assert_eq!(test.log(), "");
    test.nothing_is_left();
}

#[test]
fn a_group_waits_for_the_one_before_it() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1], &[2, 3], &[4]]);
    assert_eq!(sent.len(), 1);
    test.answer(1, &sent[0], 486);
    let second = test.sent();
    assert_eq!(
        second.iter().map(|(to, it)| (*to, what(it))).collect::<Vec<_>>(),
        [(callee(1), "ACK".into()), (callee(2), "INVITE".into()), (callee(3), "INVITE".into()),]
    );
    test.answer(2, &second[1].1, 404);
    assert_eq!(test.log(), "ACK>102");
    test.answer(3, &second[2].1, 480);
    let third = test.sent();
    assert_eq!(third[1].0, callee(4));
    test.answer(4, &third[1].1, 183);
    test.answer(4, &third[1].1, 200);
    assert_eq!(test.log(), "183>1 200>1");
    test.nothing_is_left();
}

#[test]
fn a_6xx_ends_the_search_but_goes_back_when_all_are_over() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1, 2], &[3]]);
    test.answer(2, &sent[1], 180);
    test.log();
    test.answer(1, &sent[0], 603);
    assert_eq!(test.log(), "ACK>101 CANCEL>102");
    test.answer(2, &sent[1], 487);
    assert_eq!(test.log(), "ACK>102 603>1");
    test.nothing_is_left();
}

#[test]
fn a_2xx_that_crosses_the_cancel_for_a_6xx_goes_back() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1, 2]]);
    test.answer(2, &sent[1], 180);
    test.answer(1, &sent[0], 600);
    test.log();
    test.answer(2, &sent[1], 200);
    assert_eq!(test.log(), "200>1");
    test.nothing_is_left();
}

#[test]
fn trying_is_ours_and_not_handed_back() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1]]);
    test.answer(1, &sent[0], 100);
    assert_eq!(test.log(), "");
    test.at(200);
    assert_eq!(test.log(), "100>1");
    // To other requests 1xx is not sent at all (RFC 4320 §4.1).
    let (_, sent) = Test::new().fork(&request("OPTIONS"), &[&[1]]);
    test.answer(1, &sent[0], 180);
    assert_eq!(test.log(), "");
}

#[test]
fn more_targets_can_be_named_until_it_is_answered() {
    let mut test = Test::new();
    let (context, sent) = test.fork(&request("INVITE"), &[&[1]]);
    test.proxy.forward(test.now, context, &[&[target(2)]]).unwrap();
    assert_eq!(test.log(), "");
    test.answer(1, &sent[0], 480);
    assert_eq!(test.log(), "ACK>101 INVITE>102");
    test.proxy.respond(test.now, context, &Response::new(StatusCode(480))).unwrap();
    let late = test.proxy.forward(test.now, context, &[&[target(3)]]);
    assert_eq!(late, Err(UsageError::State));
    test.nothing_is_left();
    assert_eq!(test.proxy.forward(test.now, context, &[]), Err(UsageError::Gone));
}

#[test]
fn a_request_for_nobody_is_answered_480() {
    let mut test = Test::new();
    test.call(&request("INVITE"));
    let (context, ..) = test.request();
    test.proxy.forward(test.now, context, &[]).unwrap();
    assert_eq!(test.back(), 480);
}

#[test]
fn the_same_request_by_two_ways_is_handed_on_twice() {
    let mut test = Test::new();
    test.call(&request("INVITE"));
    test.request();
    test.call(&request("INVITE").replace("bKcaller", "bKother"));
    test.request();
}

#[test]
fn a_copy_of_a_request_is_handed_on_once() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1]]);
    test.answer(1, &sent[0], 180);
    test.log();
    test.call(&request("INVITE"));
    assert_eq!(test.log(), "180>1");
    assert!(test.events().is_empty());
}
