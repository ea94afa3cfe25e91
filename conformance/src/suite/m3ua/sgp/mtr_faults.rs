//! DATA that must not be carried (RFC 4666 §3.8.1).

use brivas_sigtran::m3ua::{ErrorCode as E, MessageType as M, Tag};

use crate::suite::m3ua::context::Context;
use crate::suite::m3ua::{Case, Feature, Message};
use crate::suite::verdict::Outcome;

const ERRORS: &str = "RFC 4666 §3.8.1";
/// For a parameter that is there once too often, or has a length that it cannot have.
const BROKEN: &[E] = &[
    E::PARAMETER_FIELD_ERROR,
    E::INVALID_PARAMETER_VALUE,
    E::UNEXPECTED_PARAMETER,
    E::PROTOCOL_ERROR,
    E::MISSING_PARAMETER,
];

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("m3ua.sgp.mtr.when_inactive", "RFC 4666 §4.3.1, §3.8.1", |t| {
            t.inactive()?.unexpected(&t.data(0, b"data"))
        }),
        Case::new("m3ua.sgp.mtr.when_down", "RFC 4666 §4.3.1, §3.8.1", |t| {
            t.link()?.unexpected(&t.data(0, b"data"))
        }),
        Case::new("m3ua.sgp.mtr.after_inactive", "RFC 4666 §4.3.4.4, §3.8.1", |t| {
            let mut c = t.active()?;
            c.ask(&t.asp_inactive(), M::ASPIA_ACK)?;
            c.unexpected(&t.data(0, b"data"))
        }),
        Case::new("m3ua.sgp.mtr.for_the_one_that_it_is_not_active_for", "RFC 4666 §4.3.1, §3.8.1", |t| {
            let second = [t.settings().second_routing_context];
            let data = t.data(0, b"data").without(Tag::ROUTING_CONTEXT).contexts(&second);
            t.active()?.unexpected(&data)
        })
        .needs(Feature::SecondAs),
        Case::new("m3ua.sgp.mtr.unknown_routing_context", ERRORS, |t| {
            let data = t.data(0, b"data").without(Tag::ROUTING_CONTEXT).contexts(&[0xdead]);
            t.active()?.refused(&data, &[E::INVALID_ROUTING_CONTEXT]).map(drop)
        }),
        Case::new("m3ua.sgp.mtr.no_routing_context_for_two", ERRORS, |t| {
            let data = t.data(0, b"data").without(Tag::ROUTING_CONTEXT);
            let codes = [E::NO_CONFIGURED_AS_FOR_ASP, E::MISSING_PARAMETER, E::INVALID_ROUTING_CONTEXT];
            t.active()?.refused(&data, &codes).map(drop)
        })
        .needs(Feature::SecondAs),
        Case::new("m3ua.sgp.mtr.unknown_network_appearance", ERRORS, |t| {
            let data = t.data(0, b"data").without(Tag::NETWORK_APPEARANCE);
            let data = data.words(Tag::NETWORK_APPEARANCE, &[0xdead]);
            t.active()?.refused(&data, &[E::INVALID_NETWORK_APPEARANCE]).map(drop)
        })
        .needs(Feature::NetworkAppearance),
        Case::new("m3ua.sgp.mtr.on_stream_0", "RFC 4666 §1.4.7, §3.8.1", |t| {
            t.active()?.refused(&t.data(0, b"data").on_stream(0), &[E::INVALID_STREAM_IDENTIFIER]).map(drop)
        })
        .should(),
        Case::new("m3ua.sgp.mtr.without_protocol_data", ERRORS, |t| {
            let data = Message::new(M::DATA).contexts(&[t.settings().routing_context]);
            let codes = [E::MISSING_PARAMETER, E::PROTOCOL_ERROR];
            t.active()?.refused(&data, &codes).map(drop)
        }),
        Case::new("m3ua.sgp.mtr.protocol_data_twice", ERRORS, |t| {
            t.active()?.refused(&t.data(0, b"one").protocol_data(&t.label(0), b"two"), BROKEN).map(drop)
        })
        .should(),
        Case::new("m3ua.sgp.mtr.protocol_data_too_short", ERRORS, |t| {
            let context = [t.settings().routing_context];
            let data = Message::new(M::DATA).contexts(&context).octets_of(Tag::PROTOCOL_DATA, [0; 11]);
            t.active()?.refused(&data, BROKEN).map(drop)
        }),
        Case::new("m3ua.sgp.mtr.another_version", "RFC 4666 §3.8.1; TS 102 381 SGP_MTR_I_001", |t| {
            t.active()?.refused(&t.data(0, b"data").version(2), &[E::INVALID_VERSION]).map(drop)
        }),
        Case::new("m3ua.sgp.mtr.unknown_class", "RFC 4666 §3.8.1; TS 102 381 SGP_MTR_I_002", |t| {
            reserved(t, 10, 1, E::UNSUPPORTED_MESSAGE_CLASS)
        }),
        Case::new("m3ua.sgp.mtr.unknown_type", "RFC 4666 §3.8.1; TS 102 381 SGP_MTR_I_003", |t| {
            reserved(t, 1, 2, E::UNSUPPORTED_MESSAGE_TYPE)
        }),
    ]
}

/// The parameters of DATA in a message of another class or type.
fn reserved(t: &Context<'_>, class: u8, number: u8, code: E) -> Outcome {
    let mut message = t.data(0, b"data").on_stream(1);
    message.message_type = M { class, number };
    t.active()?.refused(&message, &[code]).map(drop)
}
