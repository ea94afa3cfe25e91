//! Globally routable user agent URIs (RFC 5627).

use super::*;

const INSTANCE: &str = "+sip.instance=\"<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>\"";
const PUBLIC: &str = "sip:alice@example.com;gr=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

fn with_gruu(call_id: &str, cseq: u32) -> Register {
    Register::contact(&format!("<sip:alice@192.0.2.1>;{INSTANCE}")).row("Supported", "gruu").by(call_id, cseq)
}

/// The temporary GRUU of the first contact.
fn temporary(response: &Message) -> String {
    param(&values(response, "Contact")[0], "temp-gruu").unwrap()
}

#[test]
fn an_instance_is_given_the_public_gruu_of_the_standard_s_example() {
    let mut test = Test::new();
    let response = test.send(&with_gruu("a", 1));
    let contact = values(&response, "Contact").remove(0);
    assert_eq!(param(&contact, "pub-gruu").unwrap(), PUBLIC);
    assert!(contact.contains(INSTANCE));
    // It is the same for ever, whatever the flow, the Call-ID or the contact.
    test.wait(4000);
    let other = Register::contact(&format!("<sip:alice@192.0.2.99>;{INSTANCE}")).row("Supported", "gruu");
    let contact = values(&test.send(&other.by("z", 1)), "Contact").remove(0);
    assert_eq!(param(&contact, "pub-gruu").unwrap(), PUBLIC);
}

#[test]
fn gruus_are_given_to_who_knows_them_and_has_an_instance() {
    let mut test = Test::new();
    let contact =
        format!("<sip:alice@192.0.2.1>;{INSTANCE};pub-gruu=\"sip:evil@x\";temp-gruu=\"sip:evil@y\"");
    let response = test.send(&Register::contact(&contact).by("a", 1));
    assert!(!values(&response, "Contact")[0].contains("gruu"));
    let response = test.send(&Register::contact("<sip:bare@192.0.2.1>").row("Supported", "gruu").by("b", 1));
    let rows = values(&response, "Contact");
    assert_eq!(param(&rows[0], "pub-gruu").unwrap(), PUBLIC);
    assert_eq!(param(&rows[0], "temp-gruu"), None);
    assert_eq!(param(&rows[1], "pub-gruu"), None);
    let mut test = Test::with(config().with_gruu(false));
    assert!(!values(&test.send(&with_gruu("a", 1)), "Contact")[0].contains("-gruu"));
}

#[test]
fn each_registration_makes_another_temporary_gruu_and_those_of_its_call_id_all_lead_there() {
    let mut test = Test::new();
    let gruus: Vec<_> = (1..=5).map(|cseq| temporary(&test.send(&with_gruu("a", cseq)))).collect();
    for (place, gruu) in gruus.iter().enumerate() {
        assert!(gruu.starts_with("sip:tgruu.") && gruu.ends_with("@example.com;gr"), "{gruu}");
        assert!(!gruu.contains("alice"));
        assert_eq!(test.target_uris(gruu), ["sip:alice@192.0.2.1"]);
        for other in &gruus[place + 1..] {
            let same =
                gruu.bytes().zip(other.bytes()).skip(10).take(48).filter(|(one, other)| one == other).count();
            assert!(same < 20, "{gruu} shows that it is of the same user as {other}");
        }
    }
    // Who asks for the bindings is told the last.
    let asked = Register::new().row("Supported", "gruu");
    assert_eq!(temporary(&test.send(&asked)), gruus[4]);
}

#[test]
fn another_call_id_ends_the_temporary_gruus_and_so_does_the_end_of_the_last_binding() {
    let mut test = Test::new();
    let first = temporary(&test.send(&with_gruu("a", 1)));
    let second = temporary(&test.send(&with_gruu("b", 1)));
    assert_eq!(test.targets(&first).unwrap_err(), StatusCode::NOT_FOUND);
    assert_eq!(test.target_uris(&second).len(), 1);
    // Who does not know them ends them, too; who comes back does not revive them.
    test.send(&Register::contact(&format!("<sip:alice@192.0.2.1>;{INSTANCE}")).by("c", 1));
    assert_eq!(test.targets(&second).unwrap_err(), StatusCode::NOT_FOUND);
    let third = temporary(&test.send(&with_gruu("c", 2)));
    assert_eq!(test.target_uris(&third).len(), 1);
    test.send(&with_gruu("c", 3).row("Expires", "0"));
    assert_eq!(test.targets(&third).unwrap_err(), StatusCode::NOT_FOUND);
    let fourth = temporary(&test.send(&with_gruu("c", 4)));
    assert_eq!(test.targets(&third).unwrap_err(), StatusCode::NOT_FOUND);
    test.wait(4000);
    assert_eq!(test.targets(&fourth).unwrap_err(), StatusCode::NOT_FOUND);
    // A public one stays: its user agent is not there now.
    assert_eq!(test.targets(PUBLIC).unwrap_err(), StatusCode::TEMPORARILY_UNAVAILABLE);
}

#[test]
fn a_contact_that_moves_within_one_request_keeps_its_temporary_gruus() {
    let mut test = Test::new();
    let first = temporary(&test.send(&with_gruu("a", 1)));
    let moved = format!("<sip:alice@192.0.2.1>;expires=0, <sip:alice@192.0.2.2>;{INSTANCE}");
    test.send(&Register::contact(&moved).row("Supported", "gruu").by("a", 2));
    assert_eq!(test.target_uris(&first), ["sip:alice@192.0.2.2"]);
}

#[test]
fn a_gruu_leads_to_its_instance_alone() {
    let mut test = Test::new();
    test.send(&with_gruu("a", 1));
    let other =
        Register::contact("<sip:alice@192.0.2.7>;+sip.instance=\"<urn:x:a;b c>\"").row("Supported", "gruu");
    let response = test.send(&other.by("b", 1));
    assert_eq!(test.target_uris("sip:alice@example.com").len(), 2);
    assert_eq!(
        test.target_uris(&PUBLIC.to_uppercase().replace("SIP:ALICE", "sip:alice").replace(";GR=", ";gr=")),
        ["sip:alice@192.0.2.1"]
    );
    let escaped = param(&values(&response, "Contact")[1], "pub-gruu").unwrap();
    assert_eq!(escaped, "sip:alice@example.com;gr=urn:x:a%3Bb%20c");
    assert_eq!(test.target_uris(&escaped), ["sip:alice@192.0.2.7"]);
    assert_eq!(test.targets("sip:alice@example.com;gr=urn:x:z").unwrap_err().0, 480);
}

#[test]
fn a_temporary_gruu_that_was_not_given_out_leads_nowhere() {
    let mut test = Test::new();
    let gruu = temporary(&test.send(&with_gruu("a", 1)));
    for place in 10..58 {
        let mut forged = gruu.clone().into_bytes();
        forged[place] = if forged[place] == b'0' { b'1' } else { b'0' };
        assert_eq!(test.targets(std::str::from_utf8(&forged).unwrap()).unwrap_err().0, 404);
    }
    for forged in [
        "sip:tgruu.@example.com;gr",
        "sip:example.com;gr",
        "sip:alice@example.com;gr",
        "sip:tgruu.%30@example.com;gr",
    ] {
        assert_eq!(test.targets(forged).unwrap_err().0, 404);
    }
    // One of another seed is none here; one that was prepared and not committed was not given out.
    let mut other =
        Test { registrar: Registrar::new(Arc::new(config()), 9, [8; 32], test.now), ..Test::new() };
    other.send(&with_gruu("a", 1));
    assert_eq!(other.targets(&gruu).unwrap_err().0, 404);
    let request = with_gruu("a", 2).message();
    let prepared = test.registrar.prepare(&request, &Origin::new(Flow(1), Access::Any), test.now);
    assert_eq!(test.targets(&temporary(&response(&request, &prepared))).unwrap_err().0, 404);
}

#[test]
fn a_contact_that_is_the_address_of_record_or_its_gruu_is_refused() {
    let mut test = Test::new();
    let gruu = temporary(&test.send(&with_gruu("a", 1)));
    for contact in ["sip:alice@example.com", PUBLIC, &gruu] {
        let request = Register::contact(&format!("<{contact}>;{INSTANCE}")).row("Supported", "gruu");
        assert_eq!(code(&test.send(&request.by("a", 2))), 403, "{contact}");
    }
}

#[test]
fn a_gruu_of_a_contact_of_sips_is_one_of_sips() {
    let mut test = Test::new();
    let request = Register::contact(&format!("<sips:alice@192.0.2.1>;{INSTANCE}")).row("Supported", "gruu");
    let response = test.send(&request);
    assert!(temporary(&response).starts_with("sips:tgruu."));
    assert_eq!(test.target_uris(&temporary(&response)), ["sips:alice@192.0.2.1"]);
    assert_eq!(param(&values(&response, "Contact")[0], "pub-gruu").unwrap(), PUBLIC.replace("sip:", "sips:"));
}

#[test]
fn the_temporary_gruus_of_an_instance_end_with_it_though_others_stay() {
    let mut test = Test::new();
    let gruu = temporary(&test.send(&with_gruu("a", 1)));
    test.send(&Register::contact("<sip:alice@192.0.2.7>;+sip.instance=\"<urn:x:y>\"").by("b", 1));
    test.send(&with_gruu("a", 2).row("Expires", "0"));
    assert_eq!(test.bound(), ["sip:alice@192.0.2.7"]);
    assert_eq!(test.targets(&gruu).unwrap_err().0, 404);
}

#[test]
fn a_temporary_gruu_is_one_at_its_own_domain_alone() {
    let mut test = Test::with(config().with_domain("example.net"));
    let gruu = temporary(&test.send(&with_gruu("a", 1)));
    assert_eq!(test.target_uris(&gruu).len(), 1);
    assert_eq!(test.targets(&gruu.replace("example.com", "example.net")).unwrap_err().0, 404);
}
