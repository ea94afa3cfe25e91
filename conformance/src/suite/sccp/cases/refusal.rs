//! Connections that are refused (Q.714 §3.2).

use crate::suite::sccp::pdu::{CREF, Pdu};
use crate::suite::sccp::primitive::{Inbound, Request};
use crate::suite::sccp::steps::{DATA, REFERENCE, by_ssn, by_title, cr, fixed};
use crate::suite::sccp::{Case, Feature, HERE, IDLE_USER, NEAR, SccpLayer, USER};
use crate::suite::tester::Tester;
use crate::suite::verdict::Outcome;

/// Refusal causes (Q.713 §3.15).
const DESTINATION_ADDRESS_UNKNOWN: u8 = 4;
const DESTINATION_INACCESSIBLE: u8 = 5;
const QOS_NOT_AVAILABLE: u8 = 6;
const SUBSYSTEM_FAILURE: u8 = 10;
const NO_TRANSLATION_FOR_NATURE: u8 = 18;
const UNEQUIPPED_USER: u8 = 19;

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sccp.co.ref.by_user", "Q.714 §3.2.1", |t| {
            let connection = t.is_asked(&cr(2, &by_ssn(HERE, USER)))?;
            t.asks(Request::Refuse { connection, cause: 3, data: b"no".to_vec() })?;
            t.gets(&refused(3).with(DATA, b"no"))?;
            t.is_quiet()
        })
        .purpose("the user's refusal sends CREF with its cause and data"),
        Case::new("sccp.co.ref.unequipped_user", "Q.714 §3.2.1, §2.8", |t| {
            refuses(t, 2, &by_ssn(HERE, 77), UNEQUIPPED_USER)
        })
        .purpose("CR for a subsystem that is not known is refused"),
        Case::new("sccp.co.ref.management", "Q.714 §3.2.1", |t| {
            refuses(t, 2, &by_ssn(HERE, 1), UNEQUIPPED_USER)
        })
        .should()
        .purpose("CR for SCCP management, which has no connections, is refused"),
        Case::new("sccp.co.ref.subsystem_failure", "Q.714 §3.2.1, §2.8", |t| {
            refuses(t, 2, &by_ssn(HERE, IDLE_USER), SUBSYSTEM_FAILURE)
        })
        .purpose("CR for a subsystem that is out of service is refused"),
        Case::new("sccp.co.ref.address_unknown", "Q.714 §3.2.1, §2.8", |t| {
            refuses(t, 2, &by_title("999", USER), DESTINATION_ADDRESS_UNKNOWN)
        })
        .needs(Feature::Translates)
        .purpose("CR for a title that leads nowhere is refused"),
        Case::new("sccp.co.ref.nature_unknown", "Q.714 §3.2.1, §2.8", |t| {
            refuses(t, 2, &[0x02, USER], NO_TRANSLATION_FOR_NATURE)
        })
        .should()
        .needs(Feature::Translates)
        .purpose("CR that is routed by a title and has none is refused"),
        Case::new("sccp.co.ref.inaccessible", "Q.714 §3.2.1, §2.8", |t| {
            refuses(t, 2, &by_title("5", USER), DESTINATION_INACCESSIBLE)
        })
        .needs(Feature::Translates)
        .needs(Feature::Relays)
        .purpose("CR for a point that cannot be reached is refused"),
        Case::new("sccp.co.ref.connectionless_class", "Q.714 §3.1.3", |t| {
            [0, 1, 4]
                .into_iter()
                .try_for_each(|class| refuses(t, class, &by_ssn(HERE, USER), QOS_NOT_AVAILABLE))
        })
        .should()
        .purpose("CR of a class that has no connections is refused"),
        Case::new("sccp.co.ref.point_goes_before_the_answer", "Q.714 §5.2.2; annex C", |t| {
            t.is_asked(&cr(2, &by_ssn(HERE, USER)))?;
            t.gives(Inbound::Pause(NEAR));
            t.gives_nothing()
        })
        .should()
        .purpose("a request whose point cannot be reached any more is not answered"),
        Case::new("sccp.co.ref.user_goes_before_the_answer", "Q.714 §3.2.1", |t| {
            t.is_asked(&cr(2, &by_ssn(HERE, USER)))?;
            t.asks(Request::State { ssn: USER, in_service: false })?;
            t.gets_beside_management(&refused(SUBSYSTEM_FAILURE))
        })
        .should()
        .purpose("a request whose user goes out of service is refused"),
    ];
    cases.into_iter().map(|case| case.needs(Feature::Class2)).collect()
}

fn refused(cause: u8) -> Pdu {
    Pdu::new(CREF, &fixed(&[REFERENCE], &[cause]), &[])
}

fn refuses(t: &Tester<SccpLayer>, class: u8, called: &[u8], cause: u8) -> Outcome {
    t.sends(&cr(class, called));
    t.gets_beside_management(&refused(cause))?;
    t.tells_nothing()
}
