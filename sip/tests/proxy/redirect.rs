//! 3xx that is followed (RFC 3261 §16.7, step 4).

use brivas_sip::message::Rows;
use brivas_sip::proxy::UsageError;

use super::*;

/// A 302 with two contacts came, and the owner is asked.
fn redirected() -> (Test, BranchId) {
    let mut config = Config::new();
    config.set_recursion(true);
    let mut test = Test::with(&config);
    let (_, sent) = test.fork(&request("INVITE"), &[&[1], &[4]]);
    let mut rows = Rows::new();
    rows.put_text("Contact", b"<sip:bob@192.0.2.102:5060>;q=0.9, <sip:bob@192.0.2.103:5060>;q=0.1");
    let response = Response { rows: Some(&rows), ..Response::new(StatusCode(302)) };
    test.from(callee(1), response.to_bytes(&sent[0], b"b"));
    assert_eq!(test.log(), "ACK>101");
    let mut events = test.events();
    let Some(Event::Redirect { branch, response, .. }) = events.pop() else { panic!() };
    assert_eq!(values(&response, HeaderName::CONTACT).len(), 2);
    (test, branch)
}

/// The contacts that go back when all that is tried is refused.
fn contacts_left(test: &mut Test) -> (u16, Vec<String>) {
    let mut waiting = test.sent();
    while let Some((to, message)) = waiting.pop() {
        match message.status() {
            Some(status) => return (status.code.0, values(&message, HeaderName::CONTACT)),
            None => test.from(to, Response::new(StatusCode(486)).to_bytes(&message, b"b")),
        }
        waiting.extend(test.sent());
    }
    panic!("nothing goes back")
}

#[test]
fn what_is_followed_is_tried_before_the_groups_that_wait() {
    let (mut test, branch) = redirected();
    test.proxy.redirect(test.now, branch, &[target(2)]).unwrap();
    let (_, invite) = test.sent_one();
    test.answer(2, &invite, 486);
    assert_eq!(test.log(), "ACK>102 INVITE>104");
    assert_eq!(test.proxy.redirect(test.now, branch, &[]), Err(UsageError::Gone));
}

#[test]
fn contacts_that_were_followed_do_not_go_back() {
    let (mut test, branch) = redirected();
    test.proxy.redirect(test.now, branch, &[target(2)]).unwrap();
    assert_eq!(contacts_left(&mut test), (302, vec!["<sip:bob@192.0.2.103:5060>;q=0.1".to_owned()]));
    let (mut test, branch) = redirected();
    test.proxy.redirect(test.now, branch, &[target(2), target(3)]).unwrap();
    assert_eq!(contacts_left(&mut test), (486, vec![]));
}

#[test]
fn what_is_not_followed_counts_as_it_came() {
    let (mut test, branch) = redirected();
    test.proxy.redirect(test.now, branch, &[]).unwrap();
    let (code, contacts) = contacts_left(&mut test);
    assert_eq!((code, contacts.len()), (302, 2));
}

#[test]
fn by_default_nobody_is_asked() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1]]);
    test.answer(1, &sent[0], 302);
    assert_eq!(test.log(), "ACK>101 302>1");
}

#[test]
fn a_cancel_ends_the_question() {
    let (mut test, branch) = redirected();
    test.call(&request_with("CANCEL", "sip:bob@example.com", ""));
    assert_eq!(test.log(), "200>1 487>1");
    assert_eq!(test.proxy.redirect(test.now, branch, &[target(2)]), Err(UsageError::Gone));
    test.nothing_is_left();
}

#[test]
fn timer_c_does_not_run_while_the_owner_thinks() {
    let (mut test, branch) = redirected();
    test.at(200_000);
    test.proxy.redirect(test.now, branch, &[target(2)]).unwrap();
    assert!(test.log().ends_with("INVITE>102"));
}
