//! Where a message goes: global titles and points on the way (Q.714 §2).

use crate::suite::sccp::pdu::{Pdu, UDTS, XUDTS};
use crate::suite::sccp::primitive::{Inbound, Label};
use crate::suite::sccp::steps::{
    PEER_USER, by_ssn, by_ssn_alone, by_title, heard, management, udt, unitdata, xudt,
};
use crate::suite::sccp::{Case, FAR, Feature, HERE, NEAR, SccpLayer, USER, WATCHED};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check};

/// Return causes (Q.713 §3.12).
const NO_TRANSLATION_FOR_NATURE: u8 = 0;
const NO_TRANSLATION_FOR_ADDRESS: u8 = 1;
const SUBSYSTEM_FAILURE: u8 = 3;
const MTP_FAILURE: u8 = 5;
const HOP_COUNTER_VIOLATION: u8 = 12;

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sccp.gtt.title_of_a_user_here", "Q.714 §2.4, §2.3.2", |t| {
            for digits in ["1", "12", "1490", "123456789012345"] {
                t.sends(&udt(0, &by_title(digits, USER), b"by title"));
                t.tells(&heard(by_title(digits, USER), false, b"by title"))?;
            }
            t.gives_nothing()
        })
        .purpose("a title that leads to a user of the point is delivered, whatever the number of its digits"),
        Case::new("sccp.gtt.user_sends_by_title", "Q.714 §2.4", |t| {
            t.asks(unitdata(by_title("2345", PEER_USER), None, b"x"))?;
            let mut expected = udt(0, &by_title("2345", PEER_USER), b"x");
            expected.variable[1] = by_ssn(HERE, USER);
            t.gets(&expected)
        })
        .purpose("a title that another point translates goes there as it is"),
        Case::new("sccp.gtt.translation_to_subsystem_number", "Q.714 §2.4", translated_to_ssn)
            .purpose("where the translation says so the message is routed by subsystem number from here on"),
        Case::new("sccp.gtt.backup_takes_over", "Q.714 §2.4", backup).purpose(
            "where the first point cannot be reached the second gets the message, and then the first again",
        ),
        Case::new("sccp.gtt.share_by_selection", "Q.714 §2.4", share)
            .needs(Feature::Relays)
            .purpose("two points share the traffic, and one link selection stays with one of them"),
        Case::new("sccp.gtt.no_translation_for_address", "Q.714 §2.8", |t| {
            nowhere(t, &by_title("999", USER), NO_TRANSLATION_FOR_ADDRESS)
        })
        .purpose("a title that leads nowhere comes back"),
        Case::new("sccp.gtt.no_translation_for_nature", "Q.714 §2.8", |t| {
            nowhere(t, &[0x02, USER], NO_TRANSLATION_FOR_NATURE)
        })
        .should()
        .purpose("an address that is routed by a title and has none comes back"),
        Case::new("sccp.gtt.inaccessible_point", "Q.714 §2.8", |t| {
            nowhere(t, &by_title("5", USER), MTP_FAILURE)
        })
        .purpose("a title that leads to a point which cannot be reached comes back"),
        Case::new("sccp.gtt.prohibited_subsystem", "Q.714 §2.8, §5.3.2.2", |t| {
            t.sends_from(FAR, &management(FAR, HERE, &[2, WATCHED, 201, 0, 0]));
            while t.told().is_some() {}
            nowhere(t, &by_title("4", PEER_USER), SUBSYSTEM_FAILURE)
        })
        .purpose("a title that leads to a subsystem which is prohibited comes back"),
    ];
    let relay = vec![
        Case::new("sccp.relay.udt", "Q.714 §2.3.2, §2.7", relays_udt)
            .purpose("UDT for another point goes on as it came, with its link selection, and its sender gets a point code"),
        Case::new("sccp.relay.udts", "Q.714 §2.3.2", |t| {
            let back = Pdu::new(UDTS, &[1], &[&by_title("25", PEER_USER), &by_ssn(FAR, PEER_USER), b"back"]);
            t.sends_from(FAR, &back);
            t.gets(&back)
        })
        .purpose("UDTS goes on like UDT"),
        Case::new("sccp.relay.digits_are_kept", "Q.713 §3.4.2.3", |t| {
            for digits in ["2", "25", "250", "2500", "249123456780"] {
                let message = udt(0, &by_title(digits, PEER_USER), b"x");
                t.sends(&message);
                t.gets(&message)?;
            }
            Ok(())
        })
        .purpose("digits of odd and even number, zeros at their end included, go on as they are"),
        Case::new("sccp.relay.hop_counter", "Q.714 §2.3.2; Q.713 §3.18", |t| {
            for hops in [15, 9, 2] {
                t.sends(&xudt(0, hops, &by_title("25", PEER_USER), b"x").with(0x12, &[4]));
                t.gets(&xudt(0, hops - 1, &by_title("25", PEER_USER), b"x").with(0x12, &[4]))?;
            }
            Ok(())
        })
        .purpose("each translation takes one off the hop counter of XUDT"),
        Case::new("sccp.relay.hop_counter_violation", "Q.714 §2.3.2, §2.8", hops_used_up)
            .purpose("XUDT whose hops are used up comes back, if it wants to, and does not go on"),
        Case::new("sccp.relay.unknown_optional_parameter", "Q.714 §1.1.4", |t| {
            t.sends(&xudt(0, 9, &by_title("25", PEER_USER), b"x").with(0x55, &[1, 2]));
            t.gets(&xudt(0, 8, &by_title("25", PEER_USER), b"x").with(0x55, &[1, 2]))
        })
        .purpose("an optional parameter that nobody knows goes on with its message"),
    ];
    let relay = relay.into_iter().map(|case| case.needs(Feature::Relays));
    cases.into_iter().chain(relay).map(|case| case.needs(Feature::Translates)).collect()
}

/// UDT and XUDT with this called address come back with this cause, or vanish where that is not wanted.
fn nowhere(t: &Tester<SccpLayer>, called: &[u8], cause: u8) -> Outcome {
    t.sends(&udt(0x80, called, b"x"));
    let sender = by_ssn(NEAR, PEER_USER);
    t.gets_beside_management(&Pdu::new(UDTS, &[cause], &[&sender, called, b"x"]))?;
    t.sends(&udt(0, called, b"x"));
    t.gets_management_alone()?;
    t.tells_nothing()
}

fn translated_to_ssn(t: &Tester<SccpLayer>) -> Outcome {
    t.sends(&udt(0, &by_title("45", PEER_USER), b"x"));
    let pdu = t.next_to(FAR, "UDT to the point of the subsystem")?;
    let called = pdu.variable.first().cloned().unwrap_or_default();
    // Whether title and point code stay is for who wrote the translation.
    let indicator = called.first().copied().unwrap_or(0);
    let ssn = called.get(if indicator & 1 == 1 { 3 } else { 1 });
    let routed = indicator & 0x42 == 0x42 && ssn == Some(&WATCHED);
    let rest = udt(0, &called, b"x");
    check(
        routed && pdu == rest,
        format!("routed by subsystem number {WATCHED}, and else {rest}"),
        pdu.to_string(),
    )
}

fn backup(t: &Tester<SccpLayer>) -> Outcome {
    let message = unitdata(by_title("25", PEER_USER), None, b"x");
    for to in [NEAR, FAR, NEAR] {
        if to == FAR {
            t.gives(Inbound::Pause(NEAR));
        } else {
            t.gives(Inbound::Resume(NEAR));
        }
        t.asks(message.clone())?;
        t.next_to(to, &format!("UDT to {to}"))?;
    }
    Ok(())
}

fn share(t: &Tester<SccpLayer>) -> Outcome {
    let mut counts = [0, 0];
    for sls in 0..16 {
        let mut chosen = None;
        for _ in 0..3 {
            let octets = udt(1, &by_title("35", PEER_USER), b"x").octets();
            t.gives(Inbound::Transfer(Label { opc: NEAR, dpc: HERE, sls }, octets));
            let sent = t.must_give("UDT to one of the two")?;
            let to = *chosen.get_or_insert(sent.label.dpc);
            check(sent.label.dpc == to, format!("selection {sls} to {to}"), sent.to_string())?;
        }
        counts[usize::from(chosen == Some(FAR))] += 1;
    }
    check(counts.iter().all(|count| *count > 0), "that both get some", format!("{counts:?}"))
}

fn relays_udt(t: &Tester<SccpLayer>) -> Outcome {
    let message = udt(0x81, &by_title("25", PEER_USER), b"on its way");
    let mut first = message.clone();
    first.variable[1] = by_ssn_alone(PEER_USER);
    for sls in [3, 11] {
        t.gives(Inbound::Transfer(Label { opc: FAR, dpc: HERE, sls }, first.octets()));
        let sent = t.must_give("the message, on its way")?;
        check(sent.label.sls == sls, format!("link selection {sls}"), sent.to_string())?;
        let mut expected = message.clone();
        expected.variable[1] = by_ssn(FAR, PEER_USER);
        let pdu = t.read(&sent, NEAR)?;
        check(pdu == expected, expected.to_string(), pdu.to_string())?;
    }
    t.is_quiet()
}

fn hops_used_up(t: &Tester<SccpLayer>) -> Outcome {
    let called = by_title("25", PEER_USER);
    t.sends(&xudt(0, 1, &called, b"x"));
    t.is_quiet()?;
    t.sends(&xudt(0x80, 1, &called, b"x"));
    let pdu = t.next_to(NEAR, "XUDTS")?;
    let hops = pdu.fixed.get(1).copied().unwrap_or(0);
    let sender = by_ssn(NEAR, PEER_USER);
    let expected = Pdu::new(XUDTS, &[HOP_COUNTER_VIOLATION, hops], &[&sender, &called, b"x"]);
    check(pdu == expected, expected.to_string(), pdu.to_string())?;
    t.is_quiet()
}
