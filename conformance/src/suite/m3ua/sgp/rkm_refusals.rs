//! Routing keys that are refused (RFC 4666 §3.6.2, §3.6.4).

use brivas_sigtran::m3ua::{
    DeregistrationStatus as D, ErrorCode as E, MessageType as M, RegistrationStatus as R, Tag,
    TrafficModeType,
};

use super::rkm::{deregistration, key, registered, registration, request};
use crate::suite::m3ua::context::Context;
use crate::suite::m3ua::link::Incoming;
use crate::suite::m3ua::{Case, Feature, Message};
use crate::suite::verdict::{Outcome, check, fail};

const RESULTS: &str = "RFC 4666 §3.6.2";
/// Circuit Range of RFC 3332, which RFC 4666 has no more.
const CIRCUIT_RANGE: Tag = Tag(0x020f);

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("m3ua.sgp.rkm.without_a_point_code", "RFC 4666 §3.6.2; TS 102 381 SGP_RKM_I_003", |t| {
            refused(t, Message::new(M::REG_REQ).words(Tag::LOCAL_RK_IDENTIFIER, &[7]), R::INVALID_ROUTING_KEY)
        }),
        Case::new("m3ua.sgp.rkm.without_an_identifier", RESULTS, |t| {
            refused(t, key(t, 0).without(Tag::LOCAL_RK_IDENTIFIER), R::INVALID_ROUTING_KEY)
        }),
        Case::new(
            "m3ua.sgp.rkm.a_point_code_that_must_not_be",
            "RFC 4666 §3.6.2; TS 102 381 SGP_RKM_I_004",
            |t| refused(t, key(t, 10), R::INVALID_DPC),
        )
        .needs(Feature::RestrictsRegistration),
        Case::new(
            "m3ua.sgp.rkm.unknown_network_appearance",
            "RFC 4666 §3.6.2; TS 102 381 SGP_RKM_I_005",
            |t| {
                refused(t, key(t, 0).words(Tag::NETWORK_APPEARANCE, &[0xdead]), R::INVALID_NETWORK_APPEARANCE)
            },
        )
        .needs(Feature::NetworkAppearance),
        Case::new("m3ua.sgp.rkm.overlapping_keys", "RFC 4666 §3.6.2; TS 102 381 SGP_RKM_I_006", |t| {
            let mut c = t.inactive()?;
            registered(t, &mut c, 0)?;
            let narrower = key(t, 0).octets_of(Tag::SERVICE_INDICATORS, [3]);
            registration(&mut c, &[narrower], &[R::CANNOT_SUPPORT_UNIQUE_ROUTING]).map(drop)
        }),
        Case::new("m3ua.sgp.rkm.unknown_parameter", "RFC 4666 §3.6.2; TS 102 381 SGP_RKM_I_010", |t| {
            let key = key(t, 0).octets_of(CIRCUIT_RANGE, [0, 0, 0, 1, 0, 1, 0, 9]);
            refused(t, key, R::UNSUPPORTED_RK_PARAMETER_FIELD)
        })
        .should(),
        Case::new("m3ua.sgp.rkm.unknown_mode", "RFC 4666 §3.6.2; TS 102 381 SGP_RKM_I_013", |t| {
            refused(t, key(t, 0).mode(TrafficModeType(4)), R::UNSUPPORTED_TRAFFIC_HANDLING_MODE)
        }),
        Case::new("m3ua.sgp.rkm.another_routing_context", RESULTS, |t| {
            let mut c = t.inactive()?;
            let context = registered(t, &mut c, 0)?;
            let change = key(t, 1).contexts(&[context]);
            registration(&mut c, &[change], &[R::ROUTING_KEY_CHANGE_REFUSED]).map(drop)
        })
        .should(),
        Case::new("m3ua.sgp.rkm.registered_already", RESULTS, |t| {
            let mut c = t.inactive()?;
            registered(t, &mut c, 0)?;
            registration(&mut c, &[key(t, 0)], &[R::ROUTING_KEY_ALREADY_REGISTERED]).map(drop)
        })
        .should(),
        Case::new("m3ua.sgp.rkm.one_of_two_is_refused", "RFC 4666 §4.4.1", |t| {
            let bad = key(t, 1).mode(TrafficModeType(4));
            let results = [R::SUCCESSFULLY_REGISTERED, R::UNSUPPORTED_TRAFFIC_HANDLING_MODE];
            registration(&mut t.inactive()?, &[key(t, 0), bad], &results).map(drop)
        }),
        Case::new("m3ua.sgp.rkm.when_down", "RFC 4666 §4.3.1, §3.8.1", |t| {
            t.link()?.unexpected(&request(&[key(t, 0)]))
        }),
        Case::new("m3ua.sgp.rkm.given_back_by_another", "RFC 4666 §3.6.4; TS 102 381 SGP_RKM_I_020", |t| {
            let (mut first, mut second) = (t.inactive()?, t.inactive_as(2)?);
            let context = registered(t, &mut first, 0)?;
            deregistration(&mut second, context, D::NOT_REGISTERED)
        })
        .needs(Feature::SecondAsp),
        Case::new("m3ua.sgp.rkm.unknown_context_given_back", "RFC 4666 §3.6.4", |t| {
            deregistration(&mut t.inactive()?, 0xdead, D::INVALID_ROUTING_CONTEXT)
        }),
        Case::new(
            "m3ua.sgp.rkm.configured_context_given_back",
            "RFC 4666 §3.6.4; TS 102 381 SGP_RKM_I_021",
            |t| deregistration(&mut t.inactive()?, t.settings().routing_context, D::PERMISSION_DENIED),
        )
        .should(),
        Case::new(
            "m3ua.sgp.rkm.given_back_while_active",
            "RFC 4666 §4.4.2; TS 102 381 SGP_RKM_I_022",
            given_back_while_active,
        ),
        Case::new("m3ua.sgp.rkm.unknown_type", "RFC 4666 §3.8.1; TS 102 381 SGP_RKM_I_023", |t| {
            let message = Message::new(M { class: 9, number: 5 });
            t.inactive()?.refused(&message, &[E::UNSUPPORTED_MESSAGE_TYPE]).map(drop)
        }),
        Case::new("m3ua.sgp.rkm.without_a_key", "RFC 4666 §3.8.1", |t| {
            let codes = [E::MISSING_PARAMETER, E::PROTOCOL_ERROR];
            t.inactive()?.refused(&Message::new(M::REG_REQ), &codes).map(drop)
        }),
    ];
    let modes = [
        ("override_then_loadshare", TrafficModeType::OVERRIDE, TrafficModeType::LOADSHARE),
        ("override_then_broadcast", TrafficModeType::OVERRIDE, TrafficModeType::BROADCAST),
        ("loadshare_then_override", TrafficModeType::LOADSHARE, TrafficModeType::OVERRIDE),
        ("loadshare_then_broadcast", TrafficModeType::LOADSHARE, TrafficModeType::BROADCAST),
        ("broadcast_then_override", TrafficModeType::BROADCAST, TrafficModeType::OVERRIDE),
        ("broadcast_then_loadshare", TrafficModeType::BROADCAST, TrafficModeType::LOADSHARE),
    ];
    let modes = modes.into_iter().map(|(name, first, second)| {
        let clauses = "RFC 4666 §3.6.2; TS 102 381 SGP_RKM_I_011 to 018";
        Case::new(format!("m3ua.sgp.rkm.{name}"), clauses, move |t| another_mode(t, first, second))
            .needs(Feature::SecondAsp)
    });
    let elsewhere = [
        Case::new("m3ua.sgp.rkm.not_provisioned", "RFC 4666 §3.6.2; TS 102 381 SGP_RKM_I_008", |t| {
            refused(t, key(t, 0), R::ROUTING_KEY_NOT_CURRENTLY_PROVISIONED)
        })
        .needs(Feature::StaticRegistration),
        Case::new("m3ua.sgp.rkm.configured_key", "RFC 4666 §4.4.1", configured_key)
            .needs(Feature::StaticRegistration),
        Case::new("m3ua.sgp.rkm.permission_denied", "RFC 4666 §3.6.2; TS 102 381 SGP_RKM_I_007", |t| {
            refused(t, key(t, 0), R::PERMISSION_DENIED)
        })
        .needs(Feature::DeniesRegistration),
    ];
    let whether_claimed_or_not =
        Case::new("m3ua.sgp.rkm.is_answered", "RFC 4666 §3.6.2; TS 102 381 SGP_RKM_V_004", is_answered);
    let cases = cases.into_iter().chain(modes).map(|case| case.needs(Feature::Registration));
    cases.chain(elsewhere).chain([whether_claimed_or_not]).collect()
}

/// An Error for a missing parameter is as good where that is what is wrong.
fn refused(t: &Context<'_>, key: Message, status: R) -> Outcome {
    let mut c = t.inactive()?;
    c.send(&request(&[key]));
    match c.next(t.target.timers.answer)? {
        Incoming::Message(received) if received.message_type == M::ERR => {
            let missing = status == R::INVALID_ROUTING_KEY && received.code() == Some(E::MISSING_PARAMETER);
            check(missing, format!("REG_RSP {status:?}"), received.describe())
        }
        Incoming::Message(received) => {
            let came: Vec<R> = received.results().iter().map(|(status, _)| R(*status)).collect();
            check(came == [status], format!("REG_RSP {status:?}"), received.describe())
        }
        Incoming::Lost => fail("REG_RSP", "the association ended"),
        Incoming::Silence => fail("REG_RSP", "nothing"),
    }
}

fn another_mode(t: &Context<'_>, first: TrafficModeType, second: TrafficModeType) -> Outcome {
    let (mut one, mut other) = (t.inactive()?, t.inactive_as(2)?);
    registration(&mut one, &[key(t, 0).mode(first)], &[R::SUCCESSFULLY_REGISTERED])?;
    let refused = [R::UNSUPPORTED_TRAFFIC_HANDLING_MODE];
    registration(&mut other, &[key(t, 0).mode(second)], &refused).map(drop)
}

fn given_back_while_active(t: &Context<'_>) -> Outcome {
    let mut c = t.inactive()?;
    let context = registered(t, &mut c, 0)?;
    c.ask(&Message::new(M::ASPAC).contexts(&[context]), M::ASPAC_ACK)?;
    deregistration(&mut c, context, D::ASP_CURRENTLY_ACTIVE)?;
    c.ask(&Message::new(M::ASPIA).contexts(&[context]), M::ASPIA_ACK)?;
    deregistration(&mut c, context, D::SUCCESSFULLY_DEREGISTERED)
}

/// The key that is configured gets the routing context that is configured, and can be given back.
fn configured_key(t: &Context<'_>) -> Outcome {
    let settings = t.settings();
    let key = key(t, 0).without(Tag::DESTINATION_POINT_CODE);
    let key = key.words(Tag::DESTINATION_POINT_CODE, &[settings.point_code]);
    let mut c = t.inactive()?;
    let contexts = registration(&mut c, &[key], &[R::SUCCESSFULLY_REGISTERED])?;
    let wanted = settings.routing_context;
    check(contexts == [wanted], format!("routing context {wanted}"), format!("{contexts:?}"))?;
    deregistration(&mut c, wanted, D::SUCCESSFULLY_DEREGISTERED)
}

/// Whether it has registration or not, it says so.
fn is_answered(t: &Context<'_>) -> Outcome {
    let mut c = t.inactive()?;
    c.send(&request(&[key(t, 0)]));
    match c.next(t.target.timers.answer)? {
        Incoming::Message(received) if received.message_type == M::REG_RSP => Ok(()),
        Incoming::Message(received) => {
            let codes = [E::UNSUPPORTED_MESSAGE_CLASS, E::UNSUPPORTED_MESSAGE_TYPE];
            let right = received.code().is_some_and(|code| codes.contains(&code));
            check(right, "REG_RSP or ERR Unsupported Message Class", received.describe())
        }
        Incoming::Lost => fail("REG_RSP or ERR", "the association ended"),
        Incoming::Silence => fail("REG_RSP or ERR", "nothing"),
    }
}
