//! Messages that fit no connection, and ERR (Q.714 §3.10, table B.2).

use crate::suite::sccp::calls::Call;
use crate::suite::sccp::pdu::{AK, CC, CREF, DT1, DT2, EA, ED, ERR, IT, Pdu, RLC, RLSD, RSC, RSR};
use crate::suite::sccp::primitive::Indication;
use crate::suite::sccp::steps::{REFERENCE, fixed};
use crate::suite::sccp::{Case, FAR, Feature, SccpLayer};
use crate::suite::tester::Tester;
use crate::suite::verdict::Outcome;

/// Error causes (Q.713 §3.14).
const UNASSIGNED: u8 = 0;
const INCONSISTENT_SOURCE: u8 = 1;
const POINT_CODE_MISMATCH: u8 = 2;
const SERVICE_CLASS_MISMATCH: u8 = 3;

/// Every message but CR, by name.
const MESSAGES: [(&str, u8); 13] = [
    ("ak", AK),
    ("cc", CC),
    ("cref", CREF),
    ("dt1", DT1),
    ("dt2", DT2),
    ("ea", EA),
    ("ed", ED),
    ("err", ERR),
    ("it", IT),
    ("rlc", RLC),
    ("rlsd", RLSD),
    ("rsc", RSC),
    ("rsr", RSR),
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, message_type) in MESSAGES {
        cases.push(
            Case::new(format!("sccp.co.abn.unassigned_{name}"), "Q.714 §3.10.2; table B.2", move |t| {
                unassigned(t, message_type)
            })
            .purpose(
                "a message for a reference that is not assigned is answered as the table has it, or not",
            ),
        );
        if matches!(message_type, RLSD | RSC | RSR) {
            cases.push(
                Case::new(
                    format!("sccp.co.abn.strange_source_{name}"),
                    "Q.714 §3.10.2; table B.2",
                    move |t| {
                        let call = t.connects()?;
                        let stranger = Call { ours: [5, 5, 5], ..call };
                        t.sends(&message(message_type, &stranger));
                        t.gets(&error(stranger.ours, INCONSISTENT_SOURCE))?;
                        t.lives(&call)
                    },
                )
                .purpose(
                    "a message with another source reference is answered by ERR, and the connection lives",
                ),
            );
        }
        if !matches!(message_type, CC | CREF) {
            cases.push(
                Case::new(
                    format!("sccp.co.abn.strange_point_{name}"),
                    "Q.714 §3.10.2; table B.2",
                    move |t| strange_point(t, message_type),
                )
                .purpose("a message from another point changes nothing, and some are answered by ERR"),
            );
        }
        if matches!(message_type, AK | DT2 | EA | ED | RSC | RSR) {
            cases.push(
                Case::new(format!("sccp.co.abn.class_3_{name}"), "Q.714 §3.10.2; table B.2", move |t| {
                    let call = t.connects()?;
                    t.sends(&message(message_type, &call));
                    t.gets(&error(REFERENCE, SERVICE_CLASS_MISMATCH))?;
                    t.lives(&call)
                })
                .purpose("a message of class 3 on a connection of class 2 is answered by ERR"),
            );
        }
        if matches!(message_type, CC | CREF | RLC) {
            cases.push(
                Case::new(
                    format!("sccp.co.abn.in_data_phase_{name}"),
                    "Q.714 §3.10.2; table B.2",
                    move |t| {
                        let call = t.connects()?;
                        t.sends(&message(message_type, &call));
                        t.is_quiet()?;
                        t.lives(&call)
                    },
                )
                .purpose("a message that belongs to another phase is passed over"),
            );
        }
    }
    cases.push(
        Case::new("sccp.co.abn.error_of_reference", "Q.714 §3.10.3", |t| {
            let call = t.connects()?;
            t.sends(&error(call.theirs, UNASSIGNED));
            t.tells(&ended(&call))?;
            t.is_quiet()?;
            t.is_gone(&call)
        })
        .purpose("ERR of a reference ends the connection: remote procedure error"),
    );
    cases.push(
        Case::new("sccp.co.abn.error_of_class", "Q.714 §3.10.3", |t| {
            let call = t.connects()?;
            t.sends(&error(call.theirs, SERVICE_CLASS_MISMATCH));
            t.gets(&call.answer(RLSD, &[REMOTE_PROCEDURE_ERROR]))?;
            t.tells(&ended(&call))
        })
        .purpose("ERR of the class releases the connection: remote procedure error"),
    );
    cases.into_iter().map(|case| case.needs(Feature::Class2)).collect()
}

/// Release cause (Q.713 §3.11).
const REMOTE_PROCEDURE_ERROR: u8 = 4;

fn ended(call: &Call) -> Indication {
    Indication::Disconnected { connection: call.connection, cause: REMOTE_PROCEDURE_ERROR, data: Vec::new() }
}

fn error(destination: [u8; 3], cause: u8) -> Pdu {
    Pdu::new(ERR, &fixed(&[destination], &[cause]), &[])
}

/// A message of this type for a connection.
fn message(message_type: u8, call: &Call) -> Pdu {
    let one = |rest: &[u8], data: &[&[u8]]| Pdu::new(message_type, &fixed(&[call.theirs], rest), data);
    match message_type {
        CREF | ERR => one(&[4], &[]),
        DT1 => one(&[0], &[b"x"]),
        DT2 => one(&[0, 0], &[b"x"]),
        AK => one(&[0, 1], &[]),
        ED => one(&[], &[b"x"]),
        EA => one(&[], &[]),
        CC => call.message(message_type, &[2]),
        RLSD | RSR => call.message(message_type, &[3]),
        IT => call.message(message_type, &[2, 0, 0, 0]),
        _ => call.message(message_type, &[]),
    }
}

fn unassigned(t: &Tester<SccpLayer>, message_type: u8) -> Outcome {
    let call = Call { connection: 0, theirs: [0x44, 0x55, 0x66], ours: REFERENCE };
    t.sends(&message(message_type, &call));
    match message_type {
        CC | IT | RSR | RSC => t.gets(&error(REFERENCE, UNASSIGNED))?,
        RLSD => t.gets(&call.answer(RLC, &[]))?,
        _ => {}
    }
    t.is_quiet()
}

fn strange_point(t: &Tester<SccpLayer>, message_type: u8) -> Outcome {
    let call = t.connects()?;
    t.sends_from(FAR, &message(message_type, &call));
    if matches!(message_type, RLSD | RSR | RSC) {
        t.gets_at(FAR, &error(REFERENCE, POINT_CODE_MISMATCH))?;
    }
    t.is_quiet()?;
    t.lives(&call)
}
