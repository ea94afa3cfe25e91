//! The state of the network: audits, and what is told unasked (RFC 4666 §3.4, §4.5).

use brivas_sigtran::m3ua::{ErrorCode as E, MessageType as M, Tag};

use crate::suite::m3ua::context::Context;
use crate::suite::m3ua::link::{Incoming, Link};
use crate::suite::m3ua::network::Wish;
use crate::suite::m3ua::received::Received;
use crate::suite::m3ua::{Case, Feature, Message};
use crate::suite::verdict::{Outcome, check, fail};

const AUDIT: &str = "RFC 4666 §4.5.3";
const TOLD: &str = "RFC 4666 §4.5.1";
/// A point code that no network has.
const NOWHERE: u32 = 0x3f_ffff;

pub(super) fn cases() -> Vec<Case> {
    let audits = vec![
        Case::new("m3ua.sgp.ssnm.audit_of_an_available_point", "RFC 4666 §4.5.3; TS 102 381 SSNM", |t| {
            audited(t, None, M::DAVA)
        }),
        Case::new("m3ua.sgp.ssnm.audit_of_an_unavailable_point", "RFC 4666 §4.5.3; TS 102 381 SSNM", |t| {
            audited(t, Some(Wish::Pause(t.settings().network_point_code)), M::DUNA)
        }),
        Case::new("m3ua.sgp.ssnm.audit_of_a_restricted_point", "RFC 4666 §4.5.3; TS 102 381 SSNM", |t| {
            audited(t, Some(Wish::Restrict(t.settings().network_point_code)), M::DRST)
        })
        .should(),
        Case::new("m3ua.sgp.ssnm.audit_of_a_congested_point", "RFC 4666 §4.5.3; TS 102 381 SSNM", |t| {
            audited(t, Some(Wish::Congest(t.settings().network_point_code, 1)), M::SCON)
        }),
        Case::new("m3ua.sgp.ssnm.audit_of_an_unknown_point", AUDIT, |t| {
            let mut c = t.active()?;
            c.lets_pass = false;
            skip_notifications(&mut c)?;
            c.send(&audit(t, &[(NOWHERE, 0)]));
            let received = next(&mut c)?;
            let right =
                received.message_type == M::DUNA || received.code() == Some(E::DESTINATION_STATUS_UNKNOWN);
            check(right, "DUNA or ERR Destination Status Unknown", received.describe())
        }),
        Case::new("m3ua.sgp.ssnm.audit_of_two_points", AUDIT, |t| {
            let mut c = t.active()?;
            c.lets_pass = false;
            skip_notifications(&mut c)?;
            let far = t.settings().network_point_code;
            c.send(&audit(t, &[(far, 0), (t.settings().point_code, 0)]));
            let mut told = Vec::new();
            while told.len() < 2 {
                told.extend(next(&mut c)?.affected().into_iter().map(|(code, _)| code));
            }
            told.sort_unstable();
            let mut wanted = vec![far, t.settings().point_code];
            wanted.sort_unstable();
            check(told == wanted, format!("an answer for each of {wanted:?}"), format!("{told:?}"))
        }),
        Case::new("m3ua.sgp.ssnm.audit_with_info_string", "RFC 4666 §3.4.3", |t| {
            let mut c = t.active()?;
            c.lets_pass = false;
            skip_notifications(&mut c)?;
            let info = vec![b'x'; 255];
            c.send(&audit(t, &[(t.settings().network_point_code, 0)]).octets_of(Tag::INFO_STRING, info));
            is(&next(&mut c)?, M::DAVA, t.settings().network_point_code)
        }),
        Case::new("m3ua.sgp.ssnm.audit_when_inactive", "RFC 4666 §4.5.3, §3.8.1", |t| {
            let far = t.settings().network_point_code;
            t.inactive()?.unexpected(&audit(t, &[(far, 0)]))
        })
        .should(),
        Case::new("m3ua.sgp.ssnm.audit_when_down", "RFC 4666 §4.3.1, §3.8.1", |t| {
            let far = t.settings().network_point_code;
            t.link()?.unexpected(&audit(t, &[(far, 0)]))
        }),
        Case::new("m3ua.sgp.ssnm.audit_with_an_unknown_routing_context", "RFC 4666 §3.8.1", |t| {
            let far = t.settings().network_point_code;
            let message = Message::new(M::DAUD).contexts(&[0xdead]).affected(&[(far, 0)]);
            t.active()?.refused(&message, &[E::INVALID_ROUTING_CONTEXT]).map(drop)
        }),
        Case::new("m3ua.sgp.ssnm.audit_without_a_point_code", "RFC 4666 §3.8.1", |t| {
            let message = Message::new(M::DAUD).contexts(&[t.settings().routing_context]);
            t.active()?.refused(&message, &[E::MISSING_PARAMETER, E::PROTOCOL_ERROR]).map(drop)
        }),
    ];
    let told = vec![
        Case::new("m3ua.sgp.ssnm.pause_is_told", TOLD, |t| {
            told(t, Wish::Pause(t.settings().network_point_code), M::DUNA).map(drop)
        }),
        Case::new("m3ua.sgp.ssnm.resume_is_told", TOLD, |t| {
            let far = t.settings().network_point_code;
            t.wish(Wish::Pause(far))?;
            told(t, Wish::Resume(far), M::DAVA).map(drop)
        }),
        Case::new("m3ua.sgp.ssnm.congestion_is_told", TOLD, |t| {
            told(t, Wish::Congest(t.settings().network_point_code, 2), M::SCON).map(drop)
        }),
        Case::new("m3ua.sgp.ssnm.restriction_is_told", "RFC 4666 §3.4.6", |t| {
            told(t, Wish::Restrict(t.settings().network_point_code), M::DRST).map(drop)
        })
        .should(),
        Case::new("m3ua.sgp.ssnm.an_absent_user_is_told", "RFC 4666 §3.4.5", |t| {
            let far = t.settings().network_point_code;
            let received = told(t, Wish::UserAbsent(far), M::DUPU)?;
            let one = received.affected() == [(far, 0)];
            check(one, format!("one Affected Point Code with mask 0: {far}"), received.describe())
        }),
        Case::new("m3ua.sgp.ssnm.nothing_is_told_to_who_is_inactive", TOLD, |t| {
            let mut c = t.inactive()?;
            c.lets_pass = false;
            skip_notifications(&mut c)?;
            t.wish(Wish::Pause(t.settings().network_point_code))?;
            c.quiet()
        }),
        Case::new("m3ua.sgp.ssnm.what_goes_the_other_way", "RFC 4666 §3.8.1", |t| {
            let far = [(t.settings().network_point_code, 0)];
            let mut c = t.active()?;
            for message_type in [M::DUNA, M::DAVA, M::DRST] {
                let message = Message::new(message_type).affected(&far);
                c.unexpected(&message)?;
            }
            Ok(())
        })
        .should(),
        Case::new("m3ua.sgp.ssnm.congestion_of_an_asp_is_taken", "RFC 4666 §3.4.4", |t| {
            let context = [t.settings().routing_context];
            let ours = [(t.settings().point_code, 0)];
            let scon = Message::new(M::SCON).contexts(&context).affected(&ours);
            t.active()?.ignores(&scon.words(Tag::CONGESTION_INDICATIONS, &[1]))
        })
        .should(),
    ];
    audits.into_iter().map(|case| case.needs(Feature::Audit)).chain(told).collect()
}

fn audit(t: &Context<'_>, codes: &[(u32, u8)]) -> Message {
    Message::new(M::DAUD).contexts(&[t.settings().routing_context]).affected(codes)
}

/// What was notified or told before does not matter.
fn skip_notifications(c: &mut Link<'_>) -> Outcome {
    while let Incoming::Message(_) = c.next_within(c.t.target.timers.quiet)? {}
    Ok(())
}

fn next(c: &mut Link<'_>) -> Outcome<Received> {
    match c.next_within(c.t.target.timers.answer)? {
        Incoming::Message(received) => Ok(received),
        Incoming::Lost => fail("an answer", "the association ended"),
        Incoming::Silence => fail("an answer", "nothing"),
    }
}

fn is(received: &Received, message_type: M, code: u32) -> Outcome {
    let name = message_type.name().unwrap_or_default();
    let right = received.message_type == message_type && received.affected() == [(code, 0)];
    check(right, format!("{name} {code}"), received.describe())
}

/// The point in the network is audited while this is so; congestion comes beside the availability.
fn audited(t: &Context<'_>, wish: Option<Wish>, answer: M) -> Outcome {
    let far = t.settings().network_point_code;
    let mut c = t.active()?;
    wish.map_or(Ok(()), |wish| t.wish(wish))?;
    c.lets_pass = false;
    skip_notifications(&mut c)?;
    c.send(&audit(t, &[(far, 0)]));
    let mut received = next(&mut c)?;
    if answer == M::SCON && received.message_type == M::DAVA {
        received = next(&mut c)?;
    }
    is(&received, answer, far)
}

/// What happens in the network is told to the active ASP.
fn told(t: &Context<'_>, wish: Wish, message_type: M) -> Outcome<Received> {
    let far = t.settings().network_point_code;
    let mut c = t.active()?;
    c.lets_pass = false;
    skip_notifications(&mut c)?;
    t.wish(wish)?;
    let received = next(&mut c)?;
    is(&received, message_type, far)?;
    Ok(received)
}
