//! Where a request for a registered user goes (RFC 3261 §16.5).

use super::*;

const ALICE: &str = "sip:alice@example.com";

#[test]
fn targets_come_by_q_and_of_the_same_q_the_newest_first() {
    let mut test = Test::new();
    for (number, (host, q)) in (1..).zip([
        ("a", ";q=0.5"),
        ("b", ""),
        ("c", ";q=0.512"),
        ("d", ";q=1.0"),
        ("e", ";q=0"),
        ("f", ";q=0.5"),
    ]) {
        test.send(&Register::contact(&format!("<sip:x@{host}.example.net>{q}")).by("a", number));
    }
    let hosts: Vec<_> = test.target_uris(ALICE).iter().map(|uri| uri[6..7].to_string()).collect();
    assert_eq!(hosts, ["d", "b", "c", "f", "a", "e"]);
    let q: Vec<_> = test.targets(ALICE).unwrap().iter().map(|target| target.q).collect();
    assert_eq!(q, [1000, 1000, 512, 500, 500, 0]);
}

#[test]
fn a_target_has_contact_flow_and_parameters_and_no_header_fields_for_a_request() {
    let mut test = Test::new();
    let contact = "<sip:x@192.0.2.4;transport=tcp?Route=%3Csip:evil.example%3E>;video;expires=600";
    test.send_from(&Register::contact(contact), &Origin::new(Flow(77), Access::Any));
    let targets = test.targets("sip:%61lice@Example.com;transport=udp").unwrap();
    let binding = &targets[0].ways[0];
    assert_eq!(binding.flow(), Flow(77));
    assert!(binding.params().has(b"video") && !binding.params().has(b"expires"));
    assert_eq!(binding.request_uri().unwrap().to_string(), "sip:x@192.0.2.4;transport=tcp");
    assert!(binding.uri_text().ends_with(b"evil.example%3E"));
    assert_eq!((binding.call_id(), binding.cseq(), binding.expires(test.now)), (&b"a"[..], 1, 600));
    assert!(!format!("{targets:?} {:?}", test.registrar).contains("sip:x@"));
}

#[test]
fn a_request_for_sips_reaches_contacts_of_sips_alone() {
    let mut test = Test::new();
    test.send(&Register::contact("<sip:a@192.0.2.4>").by("a", 1));
    assert_eq!(test.targets("sips:alice@example.com").unwrap_err().0, 480);
    test.send(&Register::contact("<sips:b@192.0.2.4>").by("a", 2));
    assert_eq!(test.target_uris("sips:alice@example.com"), ["sips:b@192.0.2.4"]);
    assert_eq!(test.target_uris(ALICE).len(), 2);
}

#[test]
fn what_cannot_be_reached_has_its_status() {
    let test = Test::new();
    assert_eq!(test.targets(ALICE).unwrap_err().0, 480);
    assert_eq!(test.targets("sip:alice@example.org").unwrap_err().0, 404);
    assert_eq!(test.targets("tel:+15551234").unwrap_err().0, 416);
}
