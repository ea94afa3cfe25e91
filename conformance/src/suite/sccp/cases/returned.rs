//! Messages that cannot be delivered come back, if they want to (Q.714 §4.2).

use crate::suite::sccp::pdu::{LUDT, LUDTS, Pdu, UDTS, XUDTS};
use crate::suite::sccp::primitive::Indication;
use crate::suite::sccp::steps::{PEER_USER, by_ssn, by_title, octets, udt, xudt};
use crate::suite::sccp::{Case, Feature, HERE, IDLE_USER, NEAR, SccpLayer, USER};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check, fail};

/// A subsystem that is not known at the point.
const UNEQUIPPED: u8 = 77;
/// Return causes (Q.713 §3.12).
const SUBSYSTEM_FAILURE: u8 = 3;
const UNEQUIPPED_USER: u8 = 4;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("sccp.cl.return_unequipped_user", "Q.714 §4.2, §2.8", |t| {
            udt_returned(t, UNEQUIPPED, UNEQUIPPED_USER)
        })
        .purpose("UDT for a subsystem that is not known comes back as UDTS, its addresses changed over"),
        Case::new("sccp.cl.return_subsystem_failure", "Q.714 §4.2, §2.8", |t| {
            udt_returned(t, IDLE_USER, SUBSYSTEM_FAILURE)
        })
        .purpose("UDT for a subsystem that is out of service comes back as UDTS"),
        Case::new("sccp.cl.return_class_1", "Q.714 §4.2", |t| {
            t.sends(&udt(0x81, &by_ssn(HERE, UNEQUIPPED), b"x"));
            t.gets_beside_management(&udts(UNEQUIPPED, UNEQUIPPED_USER, b"x"))
        })
        .purpose("UDT of class 1 comes back, too"),
        Case::new("sccp.cl.return_not_wanted", "Q.714 §4.2", not_returned)
            .purpose("what does not ask for it does not come back"),
        Case::new("sccp.cl.return_xudt_as_xudts", "Q.714 §4.2", xudt_returned)
            .purpose("XUDT comes back as XUDTS, with a hop counter of its own"),
        Case::new("sccp.cl.return_ludt_as_ludts", "Q.714 §4.2", ludt_returned)
            .needs(Feature::LongUnitdata)
            .purpose("LUDT comes back as LUDTS"),
        Case::new("sccp.cl.return_of_what_was_returned", "Q.714 §4.2", services_stay)
            .purpose("UDTS and XUDTS that cannot be delivered do not come back"),
        Case::new("sccp.cl.return_to_sender_by_title", "Q.714 §4.2", returned_by_title)
            .needs(Feature::Translates)
            .purpose("a sender by global title gets its message back by that title"),
        Case::new("sccp.cl.notice_of_udts", "Q.714 §4.2", |t| notices(t, UDTS))
            .purpose("UDTS tells the user what came back and why"),
        Case::new("sccp.cl.notice_of_xudts", "Q.714 §4.2", |t| notices(t, XUDTS))
            .purpose("XUDTS tells the user what came back and why"),
        Case::new("sccp.cl.notice_of_ludts", "Q.714 §4.2", |t| notices(t, LUDTS))
            .needs(Feature::LongUnitdata)
            .purpose("LUDTS tells the user what came back and why"),
    ]
}

/// What comes back of a message of the lower tester's user.
fn udts(ssn: u8, cause: u8, data: &[u8]) -> Pdu {
    Pdu::new(UDTS, &[cause], &[&by_ssn(NEAR, PEER_USER), &by_ssn(HERE, ssn), data])
}

fn udt_returned(t: &Tester<SccpLayer>, ssn: u8, cause: u8) -> Outcome {
    t.sends(&udt(0x80, &by_ssn(HERE, ssn), &octets(100)));
    t.gets_beside_management(&udts(ssn, cause, &octets(100)))?;
    t.tells_nothing()
}

fn not_returned(t: &Tester<SccpLayer>) -> Outcome {
    for (class, ssn) in [(0, UNEQUIPPED), (1, UNEQUIPPED), (0, IDLE_USER)] {
        t.sends(&udt(class, &by_ssn(HERE, ssn), b"x"));
        t.gets_management_alone()?;
    }
    t.tells_nothing()
}

fn xudt_returned(t: &Tester<SccpLayer>) -> Outcome {
    t.sends(&xudt(0x80, 3, &by_ssn(HERE, UNEQUIPPED), b"x"));
    let (messages, _) = t.sorted()?;
    let [(NEAR, pdu)] = &messages[..] else { return fail("XUDTS", format!("{messages:?}")) };
    // How far it may go is for who returns it to say.
    let hops = pdu.fixed.get(1).copied().unwrap_or(0);
    let expected =
        Pdu { message_type: XUDTS, fixed: vec![UNEQUIPPED_USER, hops], ..udts(UNEQUIPPED, 0, b"x") };
    check(*pdu == expected && (1..=15).contains(&hops), expected.to_string(), pdu.to_string())
}

fn ludt_returned(t: &Tester<SccpLayer>) -> Outcome {
    let addresses: [&[u8]; 2] = [&by_ssn(HERE, UNEQUIPPED), &by_ssn(NEAR, PEER_USER)];
    t.sends(&Pdu::new(LUDT, &[0x80, 15], &[addresses[0], addresses[1], &octets(1000)]));
    let (messages, _) = t.sorted()?;
    let expected = "LUDTS with cause 4 and at least the beginning of the data";
    let [(NEAR, pdu)] = &messages[..] else { return fail(expected, format!("{messages:?}")) };
    let [called, calling, data] = &pdu.variable[..] else { return fail(expected, pdu.to_string()) };
    let changed_over = called[..] == *addresses[1] && calling[..] == *addresses[0];
    let right = pdu.message_type == LUDTS && pdu.fixed.first() == Some(&UNEQUIPPED_USER);
    check(
        right && changed_over && !data.is_empty() && octets(1000).starts_with(data),
        expected,
        pdu.to_string(),
    )
}

fn services_stay(t: &Tester<SccpLayer>) -> Outcome {
    let back = udts(PEER_USER, UNEQUIPPED_USER, b"x");
    let to = |ssn| [by_ssn(HERE, ssn), by_ssn(NEAR, PEER_USER), b"x".to_vec()].to_vec();
    for ssn in [UNEQUIPPED, IDLE_USER] {
        t.sends(&Pdu { variable: to(ssn), ..back.clone() });
        t.gets_management_alone()?;
        t.sends(&Pdu {
            message_type: XUDTS,
            fixed: vec![UNEQUIPPED_USER, 9],
            variable: to(ssn),
            ..back.clone()
        });
        t.gets_management_alone()?;
    }
    t.tells_nothing()
}

fn returned_by_title(t: &Tester<SccpLayer>) -> Outcome {
    let sender = by_title("25", PEER_USER);
    let mut message = udt(0x80, &by_ssn(HERE, UNEQUIPPED), b"x");
    message.variable[1].clone_from(&sender);
    t.sends(&message);
    t.gets_beside_management(&Pdu::new(UDTS, &[UNEQUIPPED_USER], &[&sender, &by_ssn(HERE, UNEQUIPPED), b"x"]))
}

fn notices(t: &Tester<SccpLayer>, message_type: u8) -> Outcome {
    for cause in [0, 1, 5, 12] {
        let fixed = if message_type == UDTS { vec![cause] } else { vec![cause, 15] };
        let (ours, theirs) = (by_ssn(HERE, USER), by_ssn(NEAR, PEER_USER));
        t.sends(&Pdu::new(message_type, &fixed, &[&ours, &theirs, b"what was sent"]));
        let data = b"what was sent".to_vec();
        t.tells(&Indication::Notice { called: theirs, calling: ours, cause, data })?;
    }
    t.is_quiet()
}
