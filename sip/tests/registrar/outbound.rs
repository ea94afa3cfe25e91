//! Several flows of one user agent (RFC 5626).

use super::*;

const INSTANCE: &str = "+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-000A95A0E128>\"";
/// What an edge proxy of the standard's example puts there.
const EDGE: &str = "<sip:VskztcQ/S8p4WPbOnHbuyh5iJvJIW3ib@ep1.example.com;lr;ob>";
const VIA: &str = "SIP/2.0/TCP 192.0.2.15;branch=z9hG4bKnuiqisi";

/// By an edge proxy that keeps flows.
fn flow(reg_id: u32, host: &str) -> Register {
    Register::contact(&format!("<sip:line1@{host};transport=tcp>;reg-id={reg_id};{INSTANCE}"))
        .row("Via", VIA)
        .row("Path", EDGE)
        .row("Supported", "path, outbound")
}

#[test]
fn a_registration_over_a_flow_is_answered_with_require_and_the_timer() {
    let mut test = Test::with(config().with_flow_timer(120));
    let response = test.send(&flow(1, "192.168.1.2"));
    assert_eq!(code(&response), 200);
    assert_eq!(values(&response, "Require"), ["outbound"]);
    assert_eq!(values(&response, "Flow-Timer"), ["120"]);
    let contact = values(&response, "Contact").remove(0);
    assert!(contact.contains("reg-id=1") && contact.contains(INSTANCE), "{contact}");
    // To who only asks nothing was registered with it.
    let response = test.send(&Register::new().row("Supported", "outbound"));
    assert!(values(&response, "Require").is_empty() && values(&response, "Flow-Timer").is_empty());
}

#[test]
fn flows_of_one_instance_are_bindings_of_their_own_whatever_their_uris() {
    let mut test = Test::new();
    test.send(&flow(1, "192.168.1.2").by("a", 1));
    test.send(&flow(2, "192.168.1.2").by("a", 2));
    assert_eq!(test.bound().len(), 2);
    // Flow 1 is registered anew, after a restart too: its old binding goes, though URI and Call-ID are others.
    test.send(&flow(1, "192.168.1.77").by("b", 1));
    assert_eq!(test.bound(), ["sip:line1@192.168.1.2;transport=tcp", "sip:line1@192.168.1.77;transport=tcp"]);
    assert_eq!(code(&test.send(&flow(1, "192.168.1.78").by("b", 1))), 500);
    // The name of an instance is the same in any case.
    let lower = flow(2, "192.168.1.9").by("c", 1);
    let lower = Register { rows: lower.rows.replace("000A95A0E128", "000a95a0e128"), ..lower };
    test.send(&lower);
    assert_eq!(test.bound().len(), 2);
    // One flow goes, by its key; and a contact without one by its URI.
    let gone = Register::contact(&format!("<sip:any@192.0.2.1>;expires=0;reg-id=1;{INSTANCE}"));
    test.send(&gone.row("Supported", "outbound").by("d", 1));
    assert_eq!(test.bound(), ["sip:line1@192.168.1.9;transport=tcp"]);
    test.send(&Register::contact("<sip:line1@192.168.1.9;transport=tcp>;expires=0").by("d", 2));
    assert!(test.bound().is_empty());
}

#[test]
fn a_first_hop_without_outbound_is_told_with_439() {
    let mut test = Test::new();
    let contact = format!("<sip:line1@192.168.1.2>;reg-id=1;{INSTANCE}");
    let plain = Register::contact(&contact).row("Supported", "outbound");
    // Without a proxy the flow is the registrar's own.
    assert_eq!(code(&test.send(&plain)), 200);
    let hop = plain.clone().row("Via", VIA).by("b", 1);
    assert_eq!(code(&test.send(&hop)), 439);
    assert_eq!(code(&test.send(&hop.clone().row("Path", "<sip:ep1.example.com;lr>"))), 439);
    // The last of Path is the proxy next to the user agent.
    assert_eq!(code(&test.send(&hop.clone().row("Path", &format!("{EDGE}, <sip:ep0.example.com;lr>")))), 439);
    assert_eq!(code(&test.send(&hop.clone().row("Path", &format!("<sip:p2.example.com;lr>, {EDGE}")))), 200);
    // It may go away without.
    let gone = Register { rows: hop.rows.replace("reg-id=1", "reg-id=1;expires=0"), ..hop };
    assert_eq!(code(&test.send(&gone.by("b", 2))), 200);
}

#[test]
fn a_reg_id_counts_only_with_an_instance_and_a_client_that_knows_outbound() {
    let mut test = Test::new();
    for (request, number) in [
        (Register::contact("<sip:a@192.0.2.4>;reg-id=1").row("Supported", "outbound"), 1),
        (Register::contact(&format!("<sip:a@192.0.2.4>;reg-id=2;{INSTANCE}")), 2),
    ] {
        let response = test.send(&request.row("Via", VIA).by("a", number));
        assert_eq!((code(&response), values(&response, "Require").len()), (200, 0));
        // They are known by their URI.
        assert_eq!(test.bound(), ["sip:a@192.0.2.4"]);
    }
    let mut test = Test::with(config().with_outbound(false));
    let response = test.send(&flow(1, "192.168.1.2"));
    assert_eq!((code(&response), values(&response, "Require").len()), (200, 0));
}

#[test]
fn a_request_with_a_reg_id_binds_one_contact_and_may_remove_others() {
    let mut test = Test::new();
    assert_eq!(code(&test.send(&flow(1, "192.168.1.2").row("Contact", "<sip:b@192.0.2.5>"))), 400);
    assert!(test.bound().is_empty());
    test.send(&Register::contact("<sip:b@192.0.2.5>").by("b", 1));
    assert_eq!(code(&test.send(&flow(1, "192.168.1.2").row("Contact", "<sip:b@192.0.2.5>;expires=0"))), 200);
    assert_eq!(test.bound(), ["sip:line1@192.168.1.2;transport=tcp"]);
    for bad in ["0", "2147483648", "x", "\"1\""] {
        let request = flow(1, "192.168.1.2").by("c", 1);
        let request =
            Register { rows: request.rows.replace("reg-id=1", &format!("reg-id={bad}")), ..request };
        assert_eq!(code(&test.send(&request)), 400, "{bad}");
    }
}

#[test]
fn the_flows_of_an_instance_are_ways_to_one_target_the_newest_first() {
    let mut test = Test::new();
    test.send(&flow(1, "192.168.1.1").by("a", 1));
    test.send(&Register::contact("<sip:desk@192.0.2.5>").by("b", 1));
    test.send(&flow(2, "192.168.1.2").by("a", 2));
    let [first, second, desk] =
        ["sip:line1@192.168.1.1;transport=tcp", "sip:line1@192.168.1.2;transport=tcp", "sip:desk@192.0.2.5"];
    assert_eq!(test.target_uris("sip:alice@example.com"), [format!("{second}|{first}"), desk.into()]);
    test.send(&flow(1, "192.168.1.1").by("a", 3));
    assert_eq!(test.target_uris("sip:alice@example.com"), [format!("{first}|{second}"), desk.into()]);
}

#[test]
fn a_flow_that_failed_is_removed_by_its_owner() {
    let mut test = Test::new();
    test.send_from(&flow(1, "192.168.1.1").by("a", 1), &Origin::new(Flow(41), Access::Any));
    test.send_from(&flow(2, "192.168.1.1").by("a", 2), &Origin::new(Flow(42), Access::Any));
    let alice = aor("sip:alice@example.com");
    let change = test.registrar.remove_flow(&alice, Flow(41)).unwrap();
    assert_eq!(change.events().len(), 1);
    assert_eq!(change.events()[0].kind, EventKind::Deactivated);
    assert_eq!(change.events()[0].binding.reg_id(), Some(1));
    assert_eq!(change.record().bindings()[0].flow(), Flow(42));
    assert!(test.registrar.remove_flow(&alice, Flow(41)).is_none());
    assert!(test.registrar.remove_flow(&alice, Flow(42)).unwrap().record().is_empty());
    assert!(test.registrar.remove_flow(&alice, Flow(42)).is_none());
}

#[test]
fn a_contact_without_a_flow_takes_no_place_of_one_with_the_same_uri() {
    let mut test = Test::new();
    test.send(&flow(1, "192.168.1.2").by("a", 1));
    test.send(&Register::contact("<sip:line1@192.168.1.2;transport=tcp>").by("b", 1));
    assert_eq!(test.bound().len(), 2);
}

#[test]
fn a_reg_id_means_nothing_to_a_registrar_without_outbound() {
    let mut test = Test::with(config().with_outbound(false));
    let response = test.send(&flow(1, "192.168.1.2").row("Contact", "<sip:b@192.0.2.5>"));
    assert_eq!((code(&response), contacts(&response).len()), (200, 2));
}
