//! The steps of RFC 3261 §10.3, sentence by sentence.

use brivas_sip::header::{HeaderField, PAssociatedUri, ServiceRoute};

use super::*;

const HOME: &str = "sip:alice@192.0.2.4";

fn refresh(cseq: u32) -> Register {
    Register::contact(&format!("<{HOME}>")).by("a", cseq)
}

#[test]
fn step_1_a_domain_that_is_not_served_is_left_to_a_proxy() {
    let mut test = Test::new();
    assert_eq!(code(&test.send(&refresh(1).at("sip:example.org").to("<sip:alice@example.org>"))), 404);
    assert!(test.registrar.serves(&Uri::read(b"sip:EXAMPLE.com").unwrap()));
    assert!(!test.registrar.serves(&Uri::read(b"sip:example.org").unwrap()));
    assert!(!test.registrar.serves(&Uri::read(b"tel:+15551234").unwrap()));
    assert_eq!(code(&test.send(&refresh(1).at("tel:+15551234"))), 416);
}

#[test]
fn step_5_another_name_of_a_domain_is_the_same_address_of_record() {
    let config =
        config().with_alias("192.0.2.9", None, "example.com").with_alias("SWITCH", Some(5060), "example.com");
    let mut test = Test::with(config);
    let own = [Aor::read(b"sip:alice@example.com").unwrap()];
    let origin = Origin::new(Flow(1), Access::Of(&own));
    for (number, host) in [(1, "switch:5060"), (2, "192.0.2.9"), (3, "example.com")] {
        let request =
            refresh(number).at(&format!("sip:{host}")).to(&format!("<sip:alice@{host};transport=tcp>"));
        assert_eq!(code(&test.send_from(&request, &origin)), 200, "{host}");
        assert_eq!(test.bound().len(), 1);
        let uri = format!("sip:alice@{host}");
        assert_eq!(test.registrar.targets(&Uri::read(uri.as_bytes()).unwrap(), test.now).unwrap().len(), 1);
    }
    for host in ["switch", "switch:5061", "192.0.2.9:5060"] {
        let request = refresh(9).at(&format!("sip:{host}")).to(&format!("<sip:alice@{host}>"));
        assert_eq!(code(&test.send_from(&request, &origin)), 404, "{host}");
    }
    // Another port of the domain itself is another one, unless it is told.
    let request = refresh(9).to("<sip:alice@example.com:5060>");
    assert_eq!(code(&test.send_from(&request, &origin)), 403);
}

#[test]
fn step_2_an_extension_that_is_required_and_not_known_is_named_in_a_420() {
    let mut test = Test::new();
    let response = test.send(&refresh(1).row("Require", "gruu, foo").row("Require", "bar"));
    assert_eq!(code(&response), 420);
    assert_eq!(values(&response, "Unsupported"), ["foo", "bar"]);
    assert!(test.bound().is_empty());
    // Proxy-Require is for proxies, and what the owner sees to is known.
    assert_eq!(code(&test.send(&refresh(1).row("Proxy-Require", "foo"))), 200);
    let mut test = Test::with(config().with_extension("foo"));
    assert_eq!(code(&test.send(&refresh(1).row("Require", "FOO, path, outbound"))), 200);
    let mut test = Test::with(config().with_gruu(false));
    assert_eq!(code(&test.send(&refresh(1).row("Require", "gruu"))), 420);
}

#[test]
fn step_4_who_may_not_change_an_address_of_record_is_refused_with_403() {
    let mut test = Test::new();
    let own = [aor("sip:bob@example.com"), aor("sip:carol@example.com")];
    let origin = Origin::new(Flow(1), Access::Of(&own));
    assert_eq!(code(&test.send_from(&refresh(1), &origin)), 403);
    assert_eq!(code(&test.send_from(&refresh(1).to("<sip:nobody@example.com>"), &origin)), 403);
    assert_eq!(code(&test.send_from(&refresh(1).to("<tel:+15551234>"), &origin)), 403);
    assert_eq!(code(&test.send_from(&refresh(1).to("<sip:carol@example.com>"), &origin)), 200);
    assert!(test.bound().is_empty());
}

#[test]
fn step_5_an_address_of_record_that_is_none_of_the_domain_is_not_found() {
    let mut test = Test::with(config().with_domain("example.net"));
    assert_eq!(code(&test.send(&refresh(1).to("<sip:alice@example.net>"))), 404);
    assert_eq!(code(&test.send(&refresh(1).to("<tel:+15551234>"))), 404);
    let unknown = Origin::new(Flow(1), Access::Unknown);
    assert_eq!(code(&test.send_from(&refresh(1), &unknown)), 404);
}

#[test]
fn step_5_an_address_of_record_loses_parameters_and_escapes() {
    let plain = aor("sip:alice@example.com");
    for same in [
        "sip:alice@EXAMPLE.com",
        "sip:%61lice@example.com;user=phone;transport=tcp",
        "sip:alice:secret@example.com?subject=x",
        "sips:alice@example.com",
    ] {
        assert_eq!(aor(same), plain, "{same}");
    }
    for other in
        ["sip:Alice@example.com", "sip:alice@example.com:5060", "sip:example.com", "sip:alice@example.org"]
    {
        assert_ne!(aor(other), plain, "{other}");
    }
    assert_eq!(aor("sip:a%40b@example.com").octets(), b"sip:a%40b@example.com");
    assert_ne!(aor("sip:a%40b@example.com"), aor("sip:ab@example.com"));
    assert_eq!(aor("sip:%2b1555@example.com"), aor("sip:+1555@example.com"));
    assert_eq!(aor("sip:a%c3%a9@example.com"), aor("sip:a%C3%A9@example.com"));
    assert_eq!(aor("sip:a@[2001:db8:0:0::1]:5070").host().0, b"[2001:db8::1]");
    assert_eq!(aor("sip:a@[2001:DB8::1]:5070"), aor("sip:a@[2001:db8:0::1]:5070"));
    assert!(Aor::read(b"tel:+1555").is_err());
    let mut test = Test::new();
    test.send(&refresh(1).to("\"A\" <sip:%61lice@Example.COM;x=y>"));
    assert_eq!(test.bound(), [HOME]);
    assert!(!format!("{plain:?}").contains("alice"));
}

#[test]
fn step_6_a_request_without_a_contact_asks_for_the_bindings() {
    let mut test = Test::new();
    test.send(&refresh(1));
    let prepared = test.registrar.prepare(
        &Register::new().message(),
        &Origin::new(Flow(2), Access::Any),
        test.now + Duration::from_millis(1500),
    );
    assert!(prepared.change.is_none());
    let response = response(&Register::new().message(), &prepared);
    assert_eq!(values(&response, "Contact"), [format!("<{HOME}>;expires=3599")]);
}

#[test]
fn step_6_the_star_needs_expires_0_and_no_other_contact() {
    let mut test = Test::new();
    test.send(&refresh(1));
    let star = |rows: &[(&str, &str)]| {
        rows.iter().fold(Register::new().by("a", 2), |request, (name, value)| request.row(name, value))
    };
    for rows in [
        &[("Contact", "*")][..],
        &[("Contact", "*"), ("Expires", "1")],
        &[("Contact", "*"), ("Expires", "0"), ("Contact", "<sip:x@192.0.2.9>")],
        &[("Contact", "*, *"), ("Expires", "0")],
        &[("Contact", "<sip:x@192.0.2.9>, *"), ("Expires", "0")],
    ] {
        assert_eq!(code(&test.send(&star(rows))), 400, "{rows:?}");
        assert_eq!(test.bound(), [HOME]);
    }
    let response = test.send(&star(&[("Contact", "*"), ("Expires", "0")]));
    assert_eq!((code(&response), contacts(&response).len()), (200, 0));
    assert_eq!(test.events.last().unwrap().0, EventKind::Unregistered);
}

#[test]
fn step_6_the_star_removes_bindings_of_other_call_ids_and_fails_whole_for_an_old_cseq() {
    let mut test = Test::new();
    test.send(&Register::contact("<sip:one@192.0.2.4>").by("one", 1));
    test.send(&Register::contact("<sip:two@192.0.2.4>").by("two", 5));
    let star = Register::contact("*").row("Expires", "0");
    assert_eq!(code(&test.send(&star.clone().by("two", 5))), 500);
    assert_eq!(code(&test.send(&star.clone().by("two", 4))), 500);
    assert_eq!(test.bound().len(), 2);
    assert_eq!(code(&test.send(&star.by("two", 6))), 200);
    assert!(test.bound().is_empty());
}

#[test]
fn step_7_the_time_is_the_parameter_s_or_that_of_expires_or_the_rule_s() {
    let mut test = Test::with(config().with_default_expires(1800).with_max_expires(7200));
    for (number, (contact, expires, granted)) in (1..).zip([
        ("<sip:x@192.0.2.4>;expires=600", None, 600),
        ("<sip:x@192.0.2.4>;expires=600", Some("900"), 600),
        ("<sip:x@192.0.2.4>", Some("900"), 900),
        ("<sip:x@192.0.2.4>", None, 1800),
        // More than is allowed is cut; what is no number counts as an hour.
        ("<sip:x@192.0.2.4>;expires=999999999999", None, 3600),
        ("<sip:x@192.0.2.4>;expires=86400", None, 7200),
        ("<sip:x@192.0.2.4>", Some("4294967296"), 7200),
        ("<sip:x@192.0.2.4>;expires=soon", None, 3600),
    ]) {
        let mut request = Register::contact(contact).by("a", number);
        if let Some(expires) = expires {
            request = request.row("Expires", expires);
        }
        let response = test.send(&request);
        assert_eq!(values(&response, "Contact"), [format!("<sip:x@192.0.2.4>;expires={granted}")]);
    }
    assert_eq!(code(&test.send(&refresh(99).row("Expires", "soon"))), 400);
}

#[test]
fn step_7_less_than_the_shortest_time_is_refused_with_423_unless_it_is_an_hour() {
    let mut test = Test::with(config().with_min_expires(120));
    let response = test.send(&refresh(1).row("Expires", "119"));
    assert_eq!((code(&response), values(&response, "Min-Expires")), (423, vec!["120".to_string()]));
    assert!(test.bound().is_empty());
    assert_eq!(code(&test.send(&refresh(1).row("Expires", "120"))), 200);
    // No rule refuses an hour.
    let mut test = Test::with(config().with_min_expires(100_000));
    assert_eq!(code(&test.send(&refresh(1).row("Expires", "3600"))), 200);
    let response = test.send(&refresh(2).row("Expires", "3599"));
    assert_eq!((code(&response), values(&response, "Min-Expires")), (423, vec!["3600".to_string()]));
    // Who names no time is not refused for the rule's own.
    let mut test = Test::with(config().with_min_expires(900).with_default_expires(30));
    assert_eq!(values(&test.send(&refresh(1)), "Contact"), [format!("<{HOME}>;expires=900")]);
}

#[test]
fn step_7_bindings_are_compared_as_uris() {
    let mut test = Test::new();
    test.send(&Register::contact("<sip:%61lice@192.0.2.4;foo=1>").by("a", 1));
    test.send(&Register::contact("<sip:alice@192.0.2.4;bar=2>").by("a", 2));
    assert_eq!(test.bound(), ["sip:alice@192.0.2.4;bar=2"]);
    for other in [
        "sip:alice@192.0.2.4;transport=tcp",
        "sip:alice@192.0.2.4:5060",
        "sips:alice@192.0.2.4",
        "sip:Alice@192.0.2.4",
    ] {
        test.send(&Register::contact(&format!("<{other}>")).by("a", 3));
    }
    assert_eq!(test.bound().len(), 5);
    // Both differ from each other, and are the same as this: it takes the place of both.
    let mut test = Test::new();
    test.send(&Register::contact("<sip:a@192.0.2.4;x=1>").by("a", 1));
    test.send(&Register::contact("<sip:a@192.0.2.4;x=2>").by("a", 2));
    assert_eq!(test.bound().len(), 2);
    test.send(&Register::contact("<sip:a@192.0.2.4>").by("a", 3));
    assert_eq!(test.bound(), ["sip:a@192.0.2.4"]);
}

#[test]
fn step_7_of_one_call_id_an_equal_or_lower_cseq_changes_nothing() {
    let mut test = Test::new();
    test.send(&refresh(7).row("Expires", "600"));
    for cseq in [7, 6, 0] {
        for expires in ["0", "900"] {
            assert_eq!(code(&test.send(&refresh(cseq).row("Expires", expires))), 500, "{cseq}");
        }
    }
    assert_eq!(values(&test.send(&Register::new()), "Contact"), [format!("<{HOME}>;expires=600")]);
    // Of another Call-ID every CSeq is in order.
    assert_eq!(code(&test.send(&refresh(1).by("b", 1))), 200);
    assert_eq!(code(&test.send(&refresh(8).row("Expires", "0"))), 200);
    assert!(test.bound().is_empty());
    assert_eq!(code(&test.send(&refresh(u32::MAX))), 200);
}

#[test]
fn step_7_all_contacts_are_bound_or_none() {
    let mut test = Test::new();
    test.send(&Register::contact("<sip:old@192.0.2.4>").by("a", 9));
    for bad in
        ["<sip:new@192.0.2.4>, <sip:old@192.0.2.4>", "<sip:new@192.0.2.4>, <sip:old@192.0.2.4>;expires=0"]
    {
        assert_eq!(code(&test.send(&Register::contact(bad).by("a", 9))), 500);
        assert_eq!(test.bound(), ["sip:old@192.0.2.4"]);
    }
    for (bad, status) in [
        ("<sip:new@192.0.2.4>, <sip:new2@192.0.2.4>;expires=1", 423),
        ("<sip:old@192.0.2.4>;expires=0, <sip:new@192.0.2.4>;q=7", 400),
        ("<sip:new@192.0.2.4>, <sip:new@192.0.2.4", 400),
        ("<sip:new@192.0.2.4>, sip:a@b?c=d", 400),
    ] {
        assert_eq!(code(&test.send(&Register::contact(bad).by("a", 10))), status, "{bad}");
        assert_eq!(test.bound(), ["sip:old@192.0.2.4"]);
    }
    let all = "<sip:old@192.0.2.4>;expires=0, <sip:new@192.0.2.4>;q=0.2, <mailto:alice@example.com>";
    let response = test.send(&Register::contact(all).by("a", 10).row("Contact", "<sip:third@192.0.2.4>"));
    assert_eq!(contacts(&response), ["sip:new@192.0.2.4", "mailto:alice@example.com", "sip:third@192.0.2.4"]);
}

#[test]
fn step_7_a_contact_that_stands_twice_is_bound_once_and_as_the_later_says() {
    let mut test = Test::new();
    let twice = "<sip:a@192.0.2.4>;expires=600, <sip:a@192.0.2.4>;expires=700";
    assert_eq!(values(&test.send(&Register::contact(twice)), "Contact"), ["<sip:a@192.0.2.4>;expires=700"]);
}

#[test]
fn step_8_the_200_has_every_binding_with_what_is_left_and_its_parameters() {
    let mut test = Test::with(
        config().with_service_route(&ServiceRoute::read(b"<sip:orig@p1.example.com;lr>").unwrap()),
    );
    test.send(&Register::contact("\"A\" <sip:a@192.0.2.4>;q=0.7;audio;expires=600;methods=\"INVITE, BYE\""));
    test.wait(100);
    let uris = [PAssociatedUri::read(b"<sip:alias@example.com>").unwrap()];
    let origin = Origin { associated: &uris, ..Origin::new(Flow(1), Access::Any) };
    let response = test.send_from(&Register::contact("<sip:b@192.0.2.4>").by("b", 1), &origin);
    assert_eq!(
        values(&response, "Contact"),
        [
            "<sip:a@192.0.2.4>;q=0.7;audio;methods=\"INVITE, BYE\";expires=500",
            "<sip:b@192.0.2.4>;expires=3600"
        ]
    );
    assert_eq!(values(&response, "Service-Route"), ["<sip:orig@p1.example.com;lr>"]);
    assert_eq!(values(&response, "P-Associated-URI"), ["<sip:alias@example.com>"]);
    assert_eq!(values(&response, "Supported"), ["path", "gruu", "outbound"]);
    assert!(values(&response, "Require").is_empty());
}

#[test]
fn a_binding_ends_when_its_time_is_over_and_says_what_became_of_it() {
    let mut test = Test::new();
    test.send(&refresh(1).row("Expires", "600"));
    assert!(test.registrar.poll_timeout().unwrap() >= test.now + Duration::from_secs(600));
    test.send(&refresh(2).row("Expires", "900"));
    test.send(&refresh(3).row("Expires", "300"));
    // It is over at once for who asks, also before the owner has looked at the clock.
    let late = test.now + Duration::from_secs(300);
    let asked = Register::new().message();
    let prepared = test.registrar.prepare(&asked, &Origin::new(Flow(1), Access::Any), late);
    assert!(contacts(&response(&asked, &prepared)).is_empty());
    assert!(test.registrar.targets(&Uri::read(b"sip:alice@example.com").unwrap(), late).is_err());
    test.wait(299);
    assert_eq!(test.bound(), [HOME]);
    test.wait(2);
    assert!(test.bound().is_empty());
    let kinds: Vec<_> = test.events.iter().map(|(kind, _)| *kind).collect();
    use EventKind::{Expired, Refreshed, Registered, Shortened};
    assert_eq!(kinds, [Registered, Refreshed, Shortened, Expired]);
    assert_eq!(test.registrar.poll_timeout(), None);
    assert!(test.registrar.location().is_empty());
}

#[test]
fn removing_what_is_not_bound_changes_nothing() {
    let mut test = Test::new();
    let request = refresh(1).row("Expires", "0");
    let prepared = test.registrar.prepare(&request.message(), &Origin::new(Flow(1), Access::Any), test.now);
    assert_eq!((prepared.code, prepared.change.is_none()), (StatusCode::OK, true));
    assert_eq!(code(&test.send(&request)), 200);
}

#[test]
fn a_request_that_is_no_register_or_lacks_what_it_must_have_is_refused() {
    let test = Test::new();
    let text = String::from_utf8(refresh(1).message().octets().to_vec()).unwrap();
    for (from, to, status) in [
        ("REGISTER sip", "OPTIONS sip", 405),
        ("Call-ID: a\r\n", "", 400),
        ("CSeq: 1 REGISTER\r\n", "", 400),
        ("To: <sip:alice@example.com>\r\n", "", 400),
        ("Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n", "", 400),
        ("REGISTER sip:example.com", "REGISTER sip:", 400),
    ] {
        let message = Message::read(Bytes::from(text.replace(from, to).into_bytes())).unwrap();
        let prepared = test.registrar.prepare(&message, &Origin::new(Flow(1), Access::Any), test.now);
        assert_eq!((prepared.code.0, prepared.change.is_none()), (status, true), "{to}");
    }
}

#[test]
fn an_instant_earlier_than_the_last_counts_as_the_last() {
    let mut test = Test::new();
    test.wait(100);
    test.now -= Duration::from_secs(100);
    test.send(&refresh(1).row("Expires", "600"));
    test.wait(650);
    assert_eq!(test.bound(), [HOME]);
    test.wait(50);
    assert!(test.bound().is_empty());
}
