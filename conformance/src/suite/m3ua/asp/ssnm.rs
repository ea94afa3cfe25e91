//! The state of the network, as an ASP is told of it and asks for it (RFC 4666 §3.4, §4.5, §4.6).

use brivas_sigtran::m3ua::{ErrorCode as E, MessageType as M, Tag};

use crate::suite::m3ua::context::Context;
use crate::suite::m3ua::network::Wish;
use crate::suite::m3ua::{Case, Feature, Message};
use crate::suite::verdict::{Outcome, check};

const TOLD: &str = "RFC 4666 §4.5.2";
const ERRORS: &str = "RFC 4666 §3.8.1";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("m3ua.asp.ssnm.every_message_is_taken", TOLD, |t| {
            let far = t.settings().network_point_code;
            let mut c = t.activated()?;
            c.ignores(&about(t, M::DUNA, &[(far, 0), (far + 1, 4)]))?;
            c.ignores(&about(t, M::DRST, &[(far, 0)]))?;
            c.ignores(&about(t, M::SCON, &[(far, 0)]).words(Tag::CONGESTION_INDICATIONS, &[2]))?;
            c.ignores(&about(t, M::SCON, &[(far, 0)]).words(Tag::CONCERNED_DESTINATION, &[100]))?;
            c.ignores(&about(t, M::DUPU, &[(far, 0)]).words(Tag::USER_CAUSE, &[0x0001_0003]))?;
            c.ignores(&about(t, M::DAVA, &[(far, 8)]))
        }),
        Case::new("m3ua.asp.ssnm.with_info_string", "RFC 4666 §3.4.1", |t| {
            let far = t.settings().network_point_code;
            let message = about(t, M::DAVA, &[(far, 0)]).octets_of(Tag::INFO_STRING, [b'x'; 255]);
            t.activated()?.ignores(&message)
        }),
        Case::new("m3ua.asp.ssnm.without_a_routing_context", "RFC 4666 §3.4.1", |t| {
            let far = t.settings().network_point_code;
            t.activated()?.ignores(&Message::new(M::DAVA).affected(&[(far, 0)]))
        })
        .should(),
        Case::new("m3ua.asp.ssnm.nothing_to_a_point_that_is_unavailable", TOLD, |t| paused(t, (0, 0))),
        Case::new("m3ua.asp.ssnm.nothing_into_a_range_that_is_unavailable", "RFC 4666 §3.4.1", |t| {
            paused(t, (1, 4))
        }),
        Case::new("m3ua.asp.ssnm.data_again_when_it_is_available", TOLD, |t| {
            let far = t.settings().network_point_code;
            let mut c = t.activated()?;
            c.ignores(&about(t, M::DUNA, &[(far, 0)]))?;
            c.ignores(&about(t, M::DAVA, &[(far, 0)]))?;
            t.wish(Wish::Data(far, 1))?;
            c.comes(M::DATA, t.target.timers.patience).map(drop)
        }),
        Case::new("m3ua.asp.ssnm.restricted_is_still_reached", "RFC 4666 §3.4.6", |t| {
            let far = t.settings().network_point_code;
            let mut c = t.activated()?;
            c.ignores(&about(t, M::DRST, &[(far, 0)]))?;
            t.wish(Wish::Data(far, 1))?;
            c.comes(M::DATA, t.target.timers.patience).map(drop)
        }),
        Case::new("m3ua.asp.ssnm.an_audit_names_the_point", "RFC 4666 §4.5.3", |t| {
            let far = t.settings().network_point_code;
            let mut c = t.activated()?;
            t.wish(Wish::Audit(far))?;
            let received = c.comes(M::DAUD, t.target.timers.patience)?;
            check(received.affected() == [(far, 0)], format!("DAUD {far}"), received.describe())
        }),
        Case::new("m3ua.asp.ssnm.an_audit_is_refused", ERRORS, |t| {
            let message = about(t, M::DAUD, &[(t.settings().network_point_code, 0)]);
            t.activated()?.unexpected(&message)
        })
        .should(),
        Case::new("m3ua.asp.ssnm.before_up", "RFC 4666 §4.3.1, §3.8.1", |t| {
            let message = about(t, M::DUNA, &[(t.settings().network_point_code, 0)]);
            t.asked_up()?.unexpected(&message)
        })
        .should(),
        Case::new("m3ua.asp.ssnm.without_a_point_code", ERRORS, |t| {
            let message = Message::new(M::DUNA).contexts(&[t.settings().routing_context]);
            t.activated()?.refused(&message, &[E::MISSING_PARAMETER, E::PROTOCOL_ERROR]).map(drop)
        }),
        Case::new("m3ua.asp.ssnm.an_unknown_routing_context", ERRORS, |t| {
            let far = [(t.settings().network_point_code, 0)];
            let message = Message::new(M::DUNA).contexts(&[0xdead]).affected(&far);
            t.activated()?.refused(&message, &[E::INVALID_ROUTING_CONTEXT]).map(drop)
        })
        .needs(Feature::AspNamesContext),
        Case::new("m3ua.asp.ssnm.an_absent_user_in_a_range", "RFC 4666 §3.4.5", |t| {
            let message = about(t, M::DUPU, &[(t.settings().network_point_code, 4)]);
            let message = message.words(Tag::USER_CAUSE, &[0x0001_0003]);
            let codes = [E::INVALID_PARAMETER_VALUE, E::PARAMETER_FIELD_ERROR, E::PROTOCOL_ERROR];
            t.activated()?.refused(&message, &codes).map(drop)
        })
        .should(),
    ]
}

fn about(t: &Context<'_>, message_type: M, codes: &[(u32, u8)]) -> Message {
    Message::new(message_type).contexts(&[t.settings().routing_context]).affected(codes)
}

/// What cannot be reached gets no DATA: the point in the network, or one beside it with a mask that has both.
fn paused(t: &Context<'_>, (beside, mask): (u32, u8)) -> Outcome {
    let far = t.settings().network_point_code;
    let mut c = t.activated()?;
    c.ignores(&about(t, M::DUNA, &[(far ^ beside, mask)]))?;
    t.wish(Wish::Data(far, 1))?;
    c.quiet()
}
