//! Registration of routing keys (RFC 4666 §3.6, §4.4).

use brivas_sigtran::m3ua::{
    DeregistrationStatus as D, MessageType as M, RegistrationStatus as R, Status, Tag, TrafficModeType,
};

use crate::suite::m3ua::context::Context;
use crate::suite::m3ua::link::Link;
use crate::suite::m3ua::{Case, Feature, Message};
use crate::suite::verdict::{Outcome, check, inconclusive};

const REGISTRATION: &str = "RFC 4666 §4.4.1";

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("m3ua.sgp.rkm.registered", "RFC 4666 §4.4.1; TS 102 381 SGP_RKM_V_001", |t| {
            let mut c = t.inactive()?;
            registered(t, &mut c, 0).map(drop)
        }),
        Case::new("m3ua.sgp.rkm.two_keys_at_once", "RFC 4666 §4.4.1; TS 102 381 SGP_RKM_V_002", two_keys),
        Case::new("m3ua.sgp.rkm.given_back", "RFC 4666 §4.4.2; TS 102 381 SGP_RKM_V_003", |t| {
            let mut c = t.inactive()?;
            let context = registered(t, &mut c, 0)?;
            deregistration(&mut c, context, D::SUCCESSFULLY_DEREGISTERED)
        }),
        Case::new("m3ua.sgp.rkm.the_answer_names_the_key", "RFC 4666 §3.6.2", |t| {
            let mut c = t.inactive()?;
            let received = c.ask(&request(&[key(t, 0)]), M::REG_RSP)?;
            let result = received.value(Tag::REGISTRATION_RESULT).unwrap_or_default();
            let identifier = [&Tag::LOCAL_RK_IDENTIFIER.0.to_be_bytes()[..], &[0, 8, 0, 0, 0, 7]].concat();
            let names = result.windows(identifier.len()).any(|window| window == identifier);
            check(names, "Local-RK-Identifier 7", received.describe())
        }),
        Case::new("m3ua.sgp.rkm.active_for_a_registered_key", REGISTRATION, |t| {
            let mut c = t.inactive()?;
            let context = registered(t, &mut c, 0)?;
            c.ask(&Message::new(M::ASPAC).contexts(&[context]), M::ASPAC_ACK)?;
            c.notified(Status::AS_ACTIVE).map(drop)
        }),
        Case::new("m3ua.sgp.rkm.traffic_for_a_registered_key", REGISTRATION, traffic).needs(Feature::Relays),
        Case::new("m3ua.sgp.rkm.with_every_parameter", "RFC 4666 §3.6.1", |t| {
            let key = key(t, 0)
                .mode(TrafficModeType::LOADSHARE)
                .octets_of(Tag::SERVICE_INDICATORS, [3, 5])
                .words(Tag::ORIGINATING_POINT_CODE_LIST, &[t.settings().network_point_code]);
            let mut c = t.inactive()?;
            registration(&mut c, &[key], &[R::SUCCESSFULLY_REGISTERED]).map(drop)
        }),
        Case::new("m3ua.sgp.rkm.given_back_and_registered_again", "RFC 4666 §4.4.2", |t| {
            let mut c = t.inactive()?;
            let context = registered(t, &mut c, 0)?;
            deregistration(&mut c, context, D::SUCCESSFULLY_DEREGISTERED)?;
            registered(t, &mut c, 0).map(drop)
        }),
        Case::new("m3ua.sgp.rkm.a_second_asp_joins", "RFC 4666 §4.4.1", |t| {
            let (mut first, mut second) = (t.inactive()?, t.inactive_as(2)?);
            let context = registered(t, &mut first, 0)?;
            let again = registered(t, &mut second, 0)?;
            check(again == context, format!("routing context {context}"), again.to_string())
        })
        .needs(Feature::SecondAsp),
    ];
    cases.into_iter().map(|case| case.needs(Feature::Registration)).collect()
}

/// A key of a point code that is nobody's.
pub(super) fn key(t: &Context<'_>, place: u32) -> Message {
    Message::new(M::REG_REQ)
        .words(Tag::LOCAL_RK_IDENTIFIER, &[7 + place])
        .words(Tag::DESTINATION_POINT_CODE, &[t.settings().free_point_code + place])
}

pub(super) fn request(keys: &[Message]) -> Message {
    keys.iter().fold(Message::new(M::REG_REQ), |request, key| request.nested(Tag::ROUTING_KEY, key))
}

/// Asks for keys, which must have these results in any order; gives their routing contexts.
pub(super) fn registration(c: &mut Link<'_>, keys: &[Message], wanted: &[R]) -> Outcome<Vec<u32>> {
    c.send(&request(keys));
    let received = c.answer(M::REG_RSP)?;
    let results = received.results();
    let came: Vec<R> = results.iter().map(|(status, _)| R(*status)).collect();
    if came.contains(&R::UNSUPPORTED_RK_PARAMETER_FIELD)
        && !wanted.contains(&R::UNSUPPORTED_RK_PARAMETER_FIELD)
    {
        return inconclusive("the peer has keys with fewer parameters (RFC 4666 §3.6.2)");
    }
    check(came == wanted, format!("{wanted:?}"), received.describe())?;
    Ok(results.into_iter().map(|(_, context)| context).collect())
}

/// Registers one key and gives its routing context.
pub(super) fn registered(t: &Context<'_>, c: &mut Link<'_>, place: u32) -> Outcome<u32> {
    let contexts = registration(c, &[key(t, place)], &[R::SUCCESSFULLY_REGISTERED])?;
    let context = contexts.first().copied().unwrap_or_default();
    let others = [t.settings().routing_context, t.settings().second_routing_context];
    check(!others.contains(&context), "a routing context of its own", context.to_string())?;
    Ok(context)
}

pub(super) fn deregistration(c: &mut Link<'_>, context: u32, wanted: D) -> Outcome {
    let received = c.ask(&Message::new(M::DEREG_REQ).contexts(&[context]), M::DEREG_RSP)?;
    let came: Vec<D> = received.results().iter().map(|(status, _)| D(*status)).collect();
    check(came == [wanted], format!("{wanted:?}"), received.describe())
}

fn two_keys(t: &Context<'_>) -> Outcome {
    let ok = R::SUCCESSFULLY_REGISTERED;
    let contexts = registration(&mut t.inactive()?, &[key(t, 0), key(t, 1)], &[ok, ok])?;
    let differ = contexts.first() != contexts.last();
    check(differ, "two routing contexts", format!("{contexts:?}"))
}

/// DATA to the registered point code goes by the registered routing context.
fn traffic(t: &Context<'_>) -> Outcome {
    let mut c = t.active()?;
    let context = registered(t, &mut c, 0)?;
    c.ask(&Message::new(M::ASPAC).contexts(&[context]), M::ASPAC_ACK)?;
    let dpc = brivas_sigtran::mtp::PointCode(t.settings().free_point_code);
    let label = brivas_sigtran::mtp::RoutingLabel { dpc, ..t.label(2) };
    let data = t.data(0, b"").without(Tag::PROTOCOL_DATA).protocol_data(&label, b"registered");
    let received = c.ask(&data, M::DATA)?;
    check(received.contexts() == [context], format!("Routing Context [{context}]"), received.describe())
}
