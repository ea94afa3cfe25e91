//! Messages that cannot be read or that do not belong here (RFC 4666 §3.8.1).

use brivas_sigtran::m3ua::{ErrorCode as E, MessageType as M, Tag};

use super::State;
use crate::suite::m3ua::context::Context;
use crate::suite::m3ua::target::Peer;
use crate::suite::m3ua::{Case, Message};
use crate::suite::verdict::{Outcome, check};

const ERRORS: &str = "RFC 4666 §3.8.1";
const LENGTH: &str = "RFC 4666 §3.1.4, §3.8.1";
const PARAMETER: &str = "RFC 4666 §3.2, §3.8.1";
const VERSION: &str = "RFC 4666 §3.1.1, §3.8.1; TS 102 381 ASPSM_I_001";
const TYPE: &str =
    "RFC 4666 §3.1.2, §3.8.1; TS 102 381 ASPSM_I_002 to 004, ASPTM_I_006, I_008 (SGP), I_003 (ASP)";
/// For a length or a parameter that cannot be.
const BROKEN: &[E] = &[
    E::PROTOCOL_ERROR,
    E::PARAMETER_FIELD_ERROR,
    E::INVALID_PARAMETER_VALUE,
    E::UNEXPECTED_PARAMETER,
    E::MISSING_PARAMETER,
];

pub(super) fn cases(side: &str) -> Vec<Case> {
    let name = |name: &str| format!("m3ua.{side}.errors.{name}");
    let mut cases = vec![
        Case::new(name("diagnostic_information"), ERRORS, diagnostic).should(),
        Case::new(name("reserved_octet_is_ignored"), "RFC 4666 §3.1", |t| {
            let mut beat = Message::new(M::BEAT).heartbeat_data(b"reserved");
            beat.reserved = 0xff;
            State::Active.link(t)?.ask(&beat, M::BEAT_ACK).map(drop)
        }),
        Case::new(name("an_error_is_not_answered"), ERRORS, |t| {
            State::Active.link(t)?.ignores(&Message::new(M::ERR).code(E::PROTOCOL_ERROR))
        }),
        Case::new(name("an_error_that_cannot_be_read_is_not_answered"), ERRORS, |t| {
            State::Active.link(t)?.ignores(&Message::new(M::ERR))
        }),
        Case::new(name("an_error_of_another_version_is_not_answered"), ERRORS, |t| {
            State::Active.link(t)?.ignores(&Message::new(M::ERR).code(E::PROTOCOL_ERROR).version(2))
        })
        .should(),
        Case::new(name("an_unknown_error_code_is_not_answered"), ERRORS, |t| {
            State::Active.link(t)?.ignores(&Message::new(M::ERR).code(E(0x7777)))
        }),
        Case::new(name("length_too_long"), LENGTH, |t| refused(t, Message::new(M::BEAT).length(80), BROKEN))
            .should(),
        Case::new(name("length_too_short"), LENGTH, |t| {
            refused(t, Message::new(M::BEAT).heartbeat_data(&[7; 20]).length(8), BROKEN)
        })
        .should(),
        Case::new(name("length_of_4"), LENGTH, |t| refused(t, Message::new(M::BEAT).length(4), BROKEN))
            .should(),
        Case::new(name("a_parameter_beyond_the_message"), PARAMETER, |t| {
            refused(t, Message::new(M::BEAT).tail(&[0, 9, 0, 80, 1, 2, 3, 4]), BROKEN)
        }),
        Case::new(name("a_parameter_length_of_3"), PARAMETER, |t| {
            refused(t, Message::new(M::BEAT).tail(&[0, 9, 0, 3]), BROKEN)
        }),
        Case::new(name("a_notification_without_status"), ERRORS, |t| {
            let codes = [E::MISSING_PARAMETER, E::PROTOCOL_ERROR, E::UNEXPECTED_MESSAGE];
            refused(t, Message::new(M::NTFY), &codes)
        }),
        Case::new(name("what_the_other_side_would_send"), ERRORS, other_side),
        Case::new(name("unknown_parameters_are_ignored"), "RFC 4666 §3.2", |t| {
            let beat = Message::new(M::BEAT).octets_of(Tag(0x7fff), [1, 2, 3]).heartbeat_data(b"x");
            State::Inactive.link(t)?.ask(&beat, M::BEAT_ACK).map(drop)
        }),
    ];
    for (state, at) in State::ALL {
        let case = Case::new(name(&format!("another_version_{state}")), VERSION, move |t| {
            at.link(t)?.refused(&Message::new(M::BEAT).version(2), &[E::INVALID_VERSION]).map(drop)
        });
        cases.push(case);
        for (class, what) in [(0, "mgmt"), (3, "aspsm"), (4, "asptm")] {
            let case = Case::new(name(&format!("unknown_type_of_{what}_{state}")), TYPE, move |t| {
                let message = Message::new(M { class, number: 9 });
                at.link(t)?.refused(&message, &[E::UNSUPPORTED_MESSAGE_TYPE]).map(drop)
            });
            cases.push(case);
        }
    }
    for version in [0, 255] {
        let case = Case::new(name(&format!("version_{version}")), VERSION, move |t| {
            refused(t, Message::new(M::BEAT).version(version), &[E::INVALID_VERSION])
        });
        cases.push(case);
    }
    for class in [5, 10, 127, 255] {
        let case = Case::new(name(&format!("unknown_class_{class}")), TYPE, move |t| {
            refused(t, Message::new(M { class, number: 1 }), &[E::UNSUPPORTED_MESSAGE_CLASS])
        });
        cases.push(case);
    }
    cases
}

/// The answer to it, and then the association works as before.
fn refused(t: &Context<'_>, message: Message, codes: &[E]) -> Outcome {
    let mut c = State::Active.link(t)?;
    c.refused(&message, codes)?;
    c.alive()
}

/// An Error gives the message at fault back, at least its beginning.
fn diagnostic(t: &Context<'_>) -> Outcome {
    let message = Message::new(M { class: 3, number: 9 }).octets_of(Tag::INFO_STRING, *b"what was wrong");
    let sent = message.octets();
    let received = State::Active.link(t)?.refused(&message, &[E::UNSUPPORTED_MESSAGE_TYPE])?;
    let back = received.value(Tag::DIAGNOSTIC_INFORMATION).unwrap_or_default();
    let begins = back.len() >= 8 && sent.starts_with(&back);
    check(begins, "the beginning of the message at fault", received.describe())
}

/// Acknowledgements to a gateway, requests to an ASP.
fn other_side(t: &Context<'_>) -> Outcome {
    let messages = match t.target.peer {
        Peer::Sgp => [M::ASPUP_ACK, M::ASPDN_ACK, M::ASPAC_ACK, M::ASPIA_ACK],
        Peer::Asp => [M::ASPUP, M::ASPDN, M::ASPAC, M::ASPIA],
    };
    let mut c = State::Active.link(t)?;
    messages.into_iter().try_for_each(|message_type| c.unexpected(&Message::new(message_type)))
}
