//! Registration of a routing key by an ASP (RFC 4666 §4.4).

use brivas_sigtran::m3ua::{MessageType as M, Parameter, RegistrationStatus as R, Tag};

use crate::suite::m3ua::context::Context;
use crate::suite::m3ua::link::{Incoming, Link};
use crate::suite::m3ua::received::Received;
use crate::suite::m3ua::{Case, Feature, Message};
use crate::suite::verdict::{Outcome, check, fail};

const REGISTRATION: &str = "RFC 4666 §4.4.1";
/// The routing context that we give.
const GIVEN: u32 = 4711;

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("m3ua.asp.rkm.registers_before_it_becomes_active", REGISTRATION, |t| asked(t).map(drop)),
        Case::new("m3ua.asp.rkm.names_its_point_code", "RFC 4666 §3.6.1", |t| {
            let (_c, received) = asked(t)?;
            let ours =
                received.with(Tag::ROUTING_KEY, |key| match key.inner()?.get(Tag::DESTINATION_POINT_CODE) {
                    Some(Parameter::DestinationPointCode(affected)) => Some(affected.point_code().0),
                    _ => None,
                });
            let wanted = Some(t.settings().point_code);
            check(ours == wanted, format!("Destination Point Code {wanted:?}"), received.describe())
        }),
        Case::new("m3ua.asp.rkm.becomes_active_by_the_given_routing_context", REGISTRATION, |t| {
            let (mut c, request) = asked(t)?;
            c.send(&answer(&request, R::SUCCESSFULLY_REGISTERED, GIVEN));
            let received = c.comes(M::ASPAC, t.target.timers.patience)?;
            let right = received.contexts() == [GIVEN];
            check(right, format!("Routing Context [{GIVEN}]"), received.describe())
        }),
        Case::new("m3ua.asp.rkm.is_repeated_after_t_ack", REGISTRATION, |t| {
            let (mut c, _) = asked(t)?;
            c.comes(M::REG_REQ, t.target.timers.t_ack * 2).map(drop)
        })
        .should(),
        Case::new("m3ua.asp.rkm.is_not_active_where_it_was_refused", REGISTRATION, |t| {
            let (mut c, request) = asked(t)?;
            c.send(&answer(&request, R::PERMISSION_DENIED, 0));
            let deadline = t.now() + t.target.timers.t_ack * 2;
            while let Incoming::Message(received) = c.next(deadline.saturating_duration_since(t.now()))? {
                check(received.message_type == M::REG_REQ, "no ASPAC", received.describe())?;
            }
            Ok(())
        }),
        Case::new("m3ua.asp.rkm.an_answer_about_another_key", REGISTRATION, |t| {
            let (mut c, _) = asked(t)?;
            c.send(&result(0xdead, R::SUCCESSFULLY_REGISTERED, GIVEN));
            match c.next(t.target.timers.quiet)? {
                Incoming::Message(received) if received.message_type == M::ASPAC => {
                    fail("no ASPAC", received.describe())
                }
                _ => Ok(()),
            }
        }),
    ];
    cases.into_iter().map(|case| case.needs(Feature::AspRegisters)).collect()
}

/// The ASP is up and asks for its key.
fn asked<'a>(t: &'a Context<'_>) -> Outcome<(Link<'a>, Received)> {
    let mut c = t.asked_up()?;
    c.send(&Message::new(M::ASPUP_ACK));
    let received = c.comes(M::REG_REQ, t.target.timers.patience)?;
    Ok((c, received))
}

/// The answer about the first key of a request.
fn answer(request: &Received, status: R, context: u32) -> Message {
    let identifier = request.with(Tag::ROUTING_KEY, |key| match key.inner()?.get(Tag::LOCAL_RK_IDENTIFIER) {
        Some(Parameter::LocalRkIdentifier(identifier)) => Some(identifier),
        _ => None,
    });
    result(identifier.unwrap_or_default(), status, context)
}

fn result(identifier: u32, status: R, context: u32) -> Message {
    let result = Message::new(M::REG_RSP)
        .words(Tag::LOCAL_RK_IDENTIFIER, &[identifier])
        .words(Tag::REGISTRATION_STATUS, &[status.0])
        .contexts(&[context]);
    Message::new(M::REG_RSP).nested(Tag::REGISTRATION_RESULT, &result)
}
