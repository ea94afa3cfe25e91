//! Data of class 0 and 1 between two users (Q.714 §4.1).

use crate::suite::layer::Denied;
use crate::suite::sccp::pdu::{LUDT, Pdu, UDT};
use crate::suite::sccp::primitive::{Indication, Request};
use crate::suite::sccp::steps::{
    PEER_USER, by_ssn, by_ssn_alone, by_title, heard, octets, udt, unitdata, xudt,
};
use crate::suite::sccp::{Case, Feature, HERE, NEAR, NOWHERE, SccpLayer, USER};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check, fail, inconclusive};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("sccp.cl.receive_class_0", "Q.714 §4.1", |t| receives(t, 0))
            .purpose("data of class 0 reach the user with both addresses"),
        Case::new("sccp.cl.receive_class_1", "Q.714 §4.1", |t| receives(t, 1))
            .purpose("data of class 1 reach the user, who is told that they are in sequence"),
        Case::new("sccp.cl.receive_class_1_in_order", "Q.714 §4.1.1", receives_in_order)
            .purpose("five messages with one link selection reach the user in their order"),
        Case::new("sccp.cl.receive_with_return_option", "Q.713 §3.6", |t| receives(t, 0x80))
            .purpose("what would come back if it could not be delivered is delivered like any other"),
        Case::new("sccp.cl.receive_sender_without_point_code", "Q.714 §2.7", fills_in_the_point_code)
            .purpose("a sender that names no point code gets that of the routing label"),
        Case::new("sccp.cl.receive_sender_by_title", "Q.714 §2.7", keeps_the_title)
            .purpose("a sender by global title is told to the user as it is"),
        Case::new("sccp.cl.receive_xudt", "Q.714 §4.1; Q.713 §4.18", |t| {
            t.sends(&xudt(0, 15, &by_ssn(HERE, USER), b"extended"));
            t.tells(&heard(by_ssn(HERE, USER), false, b"extended"))
        })
        .purpose("XUDT that is no segment is delivered like UDT"),
        Case::new("sccp.cl.receive_ludt", "Q.714 §4.1; Q.713 §4.20", receives_long)
            .needs(Feature::LongUnitdata)
            .purpose("3,000 octets of data in a LUDT reach the user"),
        Case::new("sccp.cl.receive_unknown_optional_parameter", "Q.714 §1.1.4", |t| {
            t.sends(&xudt(0, 15, &by_ssn(HERE, USER), b"more").with(0x55, &[1, 2, 3]));
            t.tells(&heard(by_ssn(HERE, USER), false, b"more"))
        })
        .purpose("an optional parameter that nobody knows does not spoil a message"),
        Case::new("sccp.cl.receive_importance", "Q.713 §3.19", |t| {
            t.sends(&xudt(0, 15, &by_ssn(HERE, USER), b"more").with(0x12, &[5]));
            t.tells(&heard(by_ssn(HERE, USER), false, b"more"))
        })
        .purpose("a message that tells its importance is delivered"),
        Case::new("sccp.cl.send_class_0", "Q.714 §4.1", |t| sends(t, None, false, 0))
            .purpose("the user's data go as UDT of class 0 with both addresses"),
        Case::new("sccp.cl.send_class_0_with_return_option", "Q.714 §4.1; Q.713 §3.6", |t| {
            sends(t, None, true, 0x80)
        })
        .purpose("the return option is in the class octet"),
        Case::new("sccp.cl.send_class_1", "Q.714 §4.1", |t| sends(t, Some(5), false, 1))
            .purpose("the user's data go as UDT of class 1"),
        Case::new("sccp.cl.send_class_1_with_return_option", "Q.714 §4.1; Q.713 §3.6", |t| {
            sends(t, Some(5), true, 0x81)
        })
        .purpose("class 1 may have the return option, too"),
        Case::new("sccp.cl.send_class_1_on_one_link", "Q.714 §4.1.1", keeps_the_selection)
            .purpose("one sequence control is one link selection, whatever goes between"),
        Case::new("sccp.cl.send_to_itself", "Q.714 §2.3", |t| {
            t.asks(unitdata(by_ssn(HERE, USER), None, b"myself"))?;
            let calling = by_ssn(HERE, USER);
            let (called, data) = (calling.clone(), b"myself".to_vec());
            t.tells(&Indication::Unitdata { called, calling, in_sequence: false, data })?;
            t.gives_nothing()
        })
        .purpose("data for a user of the same point need no network"),
        Case::new("sccp.cl.send_to_inaccessible_point", "Q.714 §2.8", |t| {
            comes_to_nothing(t, by_ssn(NOWHERE, PEER_USER))
        })
        .purpose("data for a point that cannot be reached are not sent, and the user hears so"),
        Case::new("sccp.cl.send_to_untranslatable_title", "Q.714 §2.8", |t| {
            comes_to_nothing(t, by_title("999", PEER_USER))
        })
        .needs(Feature::Translates)
        .purpose("data for a title that leads nowhere are not sent, and the user hears so"),
    ]
}

fn receives(t: &Tester<SccpLayer>, class: u8) -> Outcome {
    t.sends(&udt(class, &by_ssn(HERE, USER), &octets(200)));
    t.tells(&heard(by_ssn(HERE, USER), class & 1 == 1, &octets(200)))?;
    t.sends(&udt(class, &by_ssn_alone(USER), b"x"));
    t.tells(&heard(by_ssn_alone(USER), class & 1 == 1, b"x"))?;
    t.is_quiet()
}

fn receives_in_order(t: &Tester<SccpLayer>) -> Outcome {
    for number in 0..5 {
        t.sends(&udt(1, &by_ssn(HERE, USER), &[number]));
    }
    (0..5).try_for_each(|number| t.tells(&heard(by_ssn(HERE, USER), true, &[number])))
}

fn fills_in_the_point_code(t: &Tester<SccpLayer>) -> Outcome {
    let mut message = udt(0, &by_ssn(HERE, USER), b"who");
    message.variable[1] = by_ssn_alone(PEER_USER);
    t.sends(&message);
    t.tells(&heard(by_ssn(HERE, USER), false, b"who"))
}

fn keeps_the_title(t: &Tester<SccpLayer>) -> Outcome {
    let calling = by_title("491234", PEER_USER);
    let mut message = udt(0, &by_ssn(HERE, USER), b"who");
    message.variable[1].clone_from(&calling);
    t.sends(&message);
    let (called, data) = (by_ssn(HERE, USER), b"who".to_vec());
    t.tells(&Indication::Unitdata { called, calling, in_sequence: false, data })
}

fn receives_long(t: &Tester<SccpLayer>) -> Outcome {
    let addresses: [&[u8]; 2] = [&by_ssn(HERE, USER), &by_ssn(NEAR, PEER_USER)];
    t.sends(&Pdu::new(LUDT, &[0, 15], &[addresses[0], addresses[1], &octets(3000)]));
    t.tells(&heard(by_ssn(HERE, USER), false, &octets(3000)))
}

fn sends(t: &Tester<SccpLayer>, sequence_control: Option<u32>, return_option: bool, class: u8) -> Outcome {
    for data in [&b"x"[..], &octets(200)] {
        let (called, calling) = (by_ssn(NEAR, PEER_USER), by_ssn(HERE, USER));
        let message = Pdu::new(UDT, &[class], &[&called, &calling, data]);
        t.asks(Request::Unitdata { called, calling, sequence_control, return_option, data: data.to_vec() })?;
        t.gets(&message)?;
    }
    t.is_quiet()
}

fn keeps_the_selection(t: &Tester<SccpLayer>) -> Outcome {
    let mut selections = Vec::new();
    for _ in 0..5 {
        for control in [Some(5), None, Some(9)] {
            t.asks(unitdata(by_ssn(NEAR, PEER_USER), control, b"x"))?;
            let sent = t.must_give("UDT")?;
            if control == Some(5) {
                selections.push(sent.label.sls);
            }
        }
    }
    let first = selections.first().copied();
    check(
        selections.iter().all(|selection| Some(*selection) == first),
        "one link selection",
        format!("{selections:?}"),
    )
}

/// The standard has N-NOTICE for it; an implementation may as well refuse the request.
fn comes_to_nothing(t: &Tester<SccpLayer>, called: Vec<u8>) -> Outcome {
    let calling = by_ssn(HERE, USER);
    let request =
        Request::Unitdata { called, calling, sequence_control: None, return_option: true, data: vec![1] };
    match t.tries(request) {
        Err(Denied::NoUpperTester) => return inconclusive("there is no upper tester"),
        Err(Denied::Refused(_)) => {}
        Ok(_) => match t.must_tell("N-NOTICE indication")? {
            Indication::Notice { .. } => {}
            other => return fail("N-NOTICE indication", format!("{other:?}")),
        },
    }
    t.is_quiet()
}
