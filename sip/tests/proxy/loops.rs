//! Loops, spirals and how many try a request at once (RFC 5393).

use brivas_sip::header::MaxBreadth;

use super::*;

/// The request that the proxy has sent, as if another had sent it back to this URI.
fn back_again(sent: &Message, uri: &str, route: &str) -> String {
    let text = String::from_utf8(sent.octets().to_vec()).unwrap();
    let rest = text.split_once("\r\n").unwrap().1;
    let via = "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKother\r\n";
    format!("{} {uri} SIP/2.0\r\n{via}{route}{rest}", sent.method().unwrap())
}

#[test]
fn a_request_that_comes_back_as_it_was_is_a_loop() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1]]);
    test.call(&back_again(&sent[0], "sip:bob@example.com", ""));
    assert_eq!(test.back(), 482);
}

#[test]
fn a_request_that_comes_back_changed_is_a_spiral() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1]]);
    let branch = |message: &Message| message.need::<Via<'_>>().unwrap().branch.unwrap().to_vec();
    test.call(&back_again(&sent[0], "sip:carol@example.com", ""));
    let (context, ..) = test.request();
    test.proxy.forward(test.now, context, &[&[target(2)]]).unwrap();
    let (_, second) = test.sent_one();
    assert_ne!(branch(&sent[0]), branch(&second));
    // The third time round it is as the second.
    test.call(&back_again(&second, "sip:carol@example.com", "").replace("bKother", "bKthird"));
    assert_eq!(test.back(), 482);
}

#[test]
fn another_route_is_another_way() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1]]);
    let route = "Route: <sip:192.0.2.9;lr>\r\nRoute: <sip:192.0.2.103;lr>\r\n";
    test.call(&back_again(&sent[0], "sip:bob@example.com", route));
    test.request();
}

#[test]
fn the_mark_of_another_proxy_is_none_of_ours() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1]]);
    let text = back_again(&sent[0], "sip:bob@example.com", "");
    test.call(&text.replace("Via: SIP/2.0/UDP 192.0.2.9:5060", "Via: SIP/2.0/UDP 192.0.2.8:5060"));
    test.request();
}

#[test]
fn the_branch_is_unique_and_its_end_says_the_way() {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request("INVITE"), &[&[1, 2]]);
    let branch = |at: usize| sent[at].need::<Via<'_>>().unwrap().branch.unwrap();
    let (first, second) = (branch(0), branch(1));
    assert!(first.starts_with(b"z9hG4bK") && second.starts_with(b"z9hG4bK"));
    assert_ne!(first[..23], second[..23]);
    assert_eq!(first[23..], second[23..]);
    assert_eq!(first.len(), 7 + 16 + 16);
}

fn breadths(rows: &str, groups: &[&[u8]]) -> Vec<u32> {
    let mut test = Test::new();
    let (_, sent) = test.fork(&request_with("INVITE", "sip:bob@example.com", rows), groups);
    sent.iter().map(|sent| sent.need::<MaxBreadth>().unwrap().0).collect()
}

#[test]
fn what_may_be_tried_at_once_is_shared() {
    assert_eq!(breadths("", &[&[1, 2]]), [30, 30]);
    assert_eq!(breadths("", &[&[1]]), [60]);
    assert_eq!(breadths("Max-Breadth: 5\r\n", &[&[1, 2, 3]]), [2, 2, 1]);
    assert_eq!(breadths("Max-Breadth: 1000\r\n", &[&[1]]), [60]);
}

#[test]
fn where_too_few_may_be_tried_at_once_the_others_come_later() {
    let mut test = Test::new();
    let text = request_with("INVITE", "sip:bob@example.com", "Max-Breadth: 2\r\n");
    let (_, sent) = test.fork(&text, &[&[1, 2, 3]]);
    assert_eq!(sent.len(), 2);
    test.answer(1, &sent[0], 486);
    assert_eq!(test.log(), "ACK>101");
    test.answer(2, &sent[1], 486);
    let log = test.sent();
    assert_eq!((what(&log[0].1), what(&log[1].1)), ("ACK".to_owned(), "INVITE".to_owned()));
    assert_eq!(log[1].1.need::<MaxBreadth>().unwrap().0, 2, "it is all there again");
}

#[test]
fn without_any_breadth_left_it_is_refused() {
    let mut test = Test::new();
    test.call(&request_with("INVITE", "sip:bob@example.com", "Max-Breadth: 0\r\n"));
    assert_eq!(test.back(), 440);
    let (_, sent) =
        Test::new().fork(&request_with("OPTIONS", "sip:bob@example.com", "Max-Breadth: 0\r\n"), &[&[1]]);
    assert_eq!(what(&sent[0]), "440");
}
