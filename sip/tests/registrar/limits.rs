//! Every limit at its bound.

use super::*;

fn user(number: usize) -> Register {
    Register::contact("<sip:x@192.0.2.4>").to(&format!("<sip:user{number}@example.com>"))
}

#[test]
fn an_address_of_record_has_so_many_contacts_and_no_more() {
    let mut test = Test::with(config().with_contacts(3));
    for number in 1..=3 {
        assert_eq!(
            code(&test.send(&Register::contact(&format!("<sip:a{number}@192.0.2.4>")).by("a", number))),
            200
        );
    }
    assert_eq!(code(&test.send(&Register::contact("<sip:a4@192.0.2.4>").by("a", 4))), 403);
    assert_eq!(test.bound().len(), 3);
    // What goes makes room for what comes, in whatever order they stand.
    let both = "<sip:a4@192.0.2.4>, <sip:a1@192.0.2.4>;expires=0";
    assert_eq!(code(&test.send(&Register::contact(both).by("a", 4))), 200);
    assert_eq!(test.bound(), ["sip:a2@192.0.2.4", "sip:a3@192.0.2.4", "sip:a4@192.0.2.4"]);
    assert_eq!(code(&test.send(&Register::contact("<sip:a2@192.0.2.4>").by("a", 5))), 200);
}

#[test]
fn the_location_service_has_room_for_so_many_and_says_when_to_come_again() {
    let mut test = Test::with(config().with_retry_after(30));
    for number in 0..100 {
        assert_eq!(code(&test.send(&user(number))), 200);
    }
    let response = test.send(&user(100));
    assert_eq!((code(&response), values(&response, "Retry-After")), (503, vec!["30".to_string()]));
    // Who is there may refresh and go; nobody is added by asking.
    assert_eq!(code(&test.send(&user(7).by("a", 2))), 200);
    assert_eq!(code(&test.send(&Register { rows: String::new(), ..user(100) })), 200);
    test.send(&user(7).by("a", 3).row("Expires", "0"));
    assert_eq!(code(&test.send(&user(100))), 200);
    assert_eq!(test.registrar.location().len(), 100);
}

#[test]
fn a_binding_is_as_long_as_is_allowed_and_not_an_octet_longer() {
    let mut test = Test::with(config().with_longest_binding(100));
    // The Call-ID has one octet, the URI 16 and what is put in.
    let sized = |octets: usize| Register::contact(&format!("<sip:{}@192.0.2.44>", "a".repeat(octets - 16)));
    assert_eq!(code(&test.send(&sized(100))), 200);
    assert_eq!(code(&test.send(&sized(101).by("b", 1))), 513);
    assert_eq!(code(&test.send(&sized(90).by("c", 1).row("Path", "<sip:p;lr>"))), 513);
    // Nothing that fits into a message is too long for the registrar's own counters.
    let mut test = Test::with(config().with_longest_binding(usize::MAX));
    assert_eq!(code(&test.send(&sized(60_000))), 200);
    assert_eq!(test.bound()[0].len(), 59_999);
}

#[test]
fn a_request_full_of_contacts_is_refused_without_growing_anything() {
    let mut test = Test::new();
    let many = |expires: &str| {
        let contacts: Vec<_> = (0..2000).map(|number| format!("<sip:{number}@a>{expires}")).collect();
        contacts.join(",")
    };
    assert_eq!(code(&test.send(&Register::contact(&many("")))), 403);
    assert_eq!(code(&test.send(&Register::contact(&many(";expires=0")))), 403);
    assert!(test.registrar.location().is_empty());
    // All that are bound may go while as many come.
    let all = |from: usize, expires: &str| {
        let contacts: Vec<_> = (from..from + 10).map(|number| format!("<sip:{number}@a>{expires}")).collect();
        contacts.join(",")
    };
    assert_eq!(code(&test.send(&Register::contact(&all(0, "")).by("a", 1))), 200);
    let both = Register::contact(&all(10, "")).row("Contact", &all(0, ";expires=0")).by("a", 2);
    assert_eq!(code(&test.send(&both)), 200);
    assert_eq!((test.bound().len(), test.bound()[0].as_str()), (10, "sip:10@a"));
    assert_eq!(code(&test.send(&both.row("Contact", "<sip:x@a>;expires=0").by("a", 3))), 403);
}

#[test]
fn who_has_more_contacts_than_a_new_rule_allows_may_refresh_them() {
    let mut test = Test::new();
    test.send(&Register::contact("<sip:a1@192.0.2.4>, <sip:a2@192.0.2.4>"));
    let records: Vec<_> = test.registrar.location().records().map(|record| record.stored(test.now)).collect();
    let config = Arc::new(config().with_contacts(1));
    test.registrar = Registrar::new(config, 100, SEED, test.now);
    test.registrar.restore(&records[0], Duration::ZERO, test.now).unwrap();
    assert_eq!(code(&test.send(&Register::contact("<sip:a1@192.0.2.4>").by("a", 2))), 200);
    assert_eq!(code(&test.send(&Register::contact("<sip:a3@192.0.2.4>").by("a", 3))), 403);
    assert_eq!(test.bound(), ["sip:a2@192.0.2.4", "sip:a1@192.0.2.4"]);
}
