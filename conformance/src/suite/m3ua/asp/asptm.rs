//! ASP traffic maintenance: how an ASP becomes active, and what it makes of the answers (RFC 4666 §4.3.4.3, §4.3.4.4).

use brivas_sigtran::m3ua::{ErrorCode as E, MessageType as M, Status, Tag};

use crate::suite::m3ua::context::{Context, acknowledgement};
use crate::suite::m3ua::link::{Incoming, Link};
use crate::suite::m3ua::network::Wish;
use crate::suite::m3ua::{Case, Feature, Message};
use crate::suite::verdict::{Outcome, check, fail};

const ACTIVE: &str = "RFC 4666 §4.3.4.3";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(
            "m3ua.asp.asptm.active_follows_up",
            "RFC 4666 §4.3.4.3; TS 102 381 ASP_ASPTM_V_001, V_002",
            |t| t.asked_active().map(drop),
        ),
        Case::new("m3ua.asp.asptm.active_names_the_routing_context", "RFC 4666 §3.7.1", |t| {
            let (_c, received) = t.asked_active()?;
            let wanted = [t.settings().routing_context];
            check(received.contexts() == wanted, format!("Routing Context {wanted:?}"), received.describe())
        })
        .needs(Feature::AspNamesContext),
        Case::new("m3ua.asp.asptm.active_is_repeated_after_t_ack", ACTIVE, |t| {
            let (mut c, _) = t.asked_active()?;
            let wait = t.target.timers.t_ack * 2;
            c.comes(M::ASPAC, wait)?;
            c.comes(M::ASPAC, wait).map(drop)
        }),
        Case::new("m3ua.asp.asptm.nothing_is_asked_once_active", ACTIVE, |t| {
            t.activated()?.quiet_for(t.target.timers.t_ack * 2)
        }),
        Case::new("m3ua.asp.asptm.answer_without_a_routing_context", "RFC 4666 §3.7.2", |t| {
            let (mut c, _) = t.asked_active()?;
            c.send(&Message::new(M::ASPAC_ACK));
            c.quiet_for(t.target.timers.t_ack * 2)
        })
        .should(),
        Case::new("m3ua.asp.asptm.notifications_change_nothing", "RFC 4666 §4.3.4.5", |t| {
            let mut c = t.activated()?;
            let context = [t.settings().routing_context];
            for status in [Status::AS_INACTIVE, Status::AS_ACTIVE, Status::AS_PENDING, Status::ASP_FAILURE] {
                c.ignores(&Message::new(M::NTFY).status(status).contexts(&context))?;
            }
            c.ignores(&Message::new(M::NTFY).status(Status::AS_ACTIVE).asp_identifier(9).contexts(&context))
        }),
        Case::new("m3ua.asp.asptm.inactive", "RFC 4666 §4.3.4.4; TS 102 381 ASP_ASPTM_V_005", |t| {
            let mut c = inactive(t)?;
            c.quiet_for(t.target.timers.t_ack * 2)
        }),
        Case::new("m3ua.asp.asptm.inactive_and_active_again", "RFC 4666 §4.3.4.4", |t| {
            let mut c = inactive(t)?;
            t.wish(Wish::Active)?;
            c.comes(M::ASPAC, t.target.timers.patience).map(drop)
        }),
        Case::new(
            "m3ua.asp.asptm.answer_of_another_version",
            "RFC 4666 §3.8.1; TS 102 381 ASP_ASPTM_I_001",
            |t| {
                let (mut c, received) = t.asked_active()?;
                c.refused(&acknowledgement(&received.octets).version(2), &[E::INVALID_VERSION])?;
                c.comes(M::ASPAC, t.target.timers.t_ack * 2).map(drop)
            },
        ),
        Case::new(
            "m3ua.asp.asptm.answer_of_another_version_to_inactive",
            "RFC 4666 §3.8.1; TS 102 381 ASP_ASPTM_I_002",
            |t| {
                let mut c = t.activated()?;
                c.quiet()?;
                t.wish(Wish::Inactive)?;
                let received = c.comes(M::ASPIA, t.target.timers.patience)?;
                c.refused(&acknowledgement(&received.octets).version(2), &[E::INVALID_VERSION])?;
                c.comes(M::ASPIA, t.target.timers.t_ack * 2).map(drop)
            },
        ),
        Case::new(
            "m3ua.asp.asptm.answer_of_a_reserved_type",
            "RFC 4666 §3.8.1; TS 102 381 ASP_ASPTM_I_003",
            |t| {
                let (mut c, _) = t.asked_active()?;
                let message = Message::new(M { class: 4, number: 5 });
                c.refused(&message, &[E::UNSUPPORTED_MESSAGE_TYPE])?;
                c.comes(M::ASPAC, t.target.timers.t_ack * 2).map(drop)
            },
        ),
        Case::new(
            "m3ua.asp.asptm.a_second_up_ack_does_not_make_it_active",
            "RFC 4666 §4.3.4.1; TS 102 381 ASP_ASPTM_O_001",
            |t| {
                let (mut c, _) = t.asked_active()?;
                c.unexpected(&Message::new(M::ASPUP_ACK))?;
                c.comes(M::ASPAC, t.target.timers.t_ack * 2).map(drop)
            },
        ),
        Case::new("m3ua.asp.asptm.answer_for_an_unknown_routing_context", "RFC 4666 §3.8.1", |t| {
            let (mut c, _) = t.asked_active()?;
            let answer = Message::new(M::ASPAC_ACK).contexts(&[0xdead]);
            c.refused(&answer, &[E::INVALID_ROUTING_CONTEXT])?;
            c.comes(M::ASPAC, t.target.timers.t_ack * 2).map(drop)
        })
        .should()
        .needs(Feature::AspNamesContext),
        Case::new("m3ua.asp.asptm.answer_before_up", "RFC 4666 §3.8.1", |t| {
            let mut c = t.asked_up()?;
            c.unexpected(&Message::new(M::ASPAC_ACK))
        })
        .should(),
        Case::new("m3ua.asp.asptm.comes_back_after_an_unasked_inactive_ack", "RFC 4666 §4.3.4.4", |t| {
            let mut c = t.activated()?;
            c.send(&Message::new(M::ASPIA_ACK).contexts(&[t.settings().routing_context]));
            c.comes(M::ASPAC, t.target.timers.patience).map(drop)
        }),
        Case::new("m3ua.asp.asptm.does_not_take_back_what_another_took", ACTIVE, |t| {
            let mut c = t.activated()?;
            c.send(&alternate(t));
            c.quiet_for(t.target.timers.t_ack * 2)
        }),
        Case::new("m3ua.asp.asptm.an_overridden_asp_sends_no_data", ACTIVE, |t| {
            let mut c = t.activated()?;
            c.ignores(&alternate(t))?;
            t.wish(Wish::Data(t.settings().network_point_code, 1))?;
            c.quiet()
        }),
        Case::new("m3ua.asp.asptm.a_refused_routing_context_is_not_hammered", ACTIVE, refused).should(),
    ]
}

/// Another ASP has taken over (RFC 4666 §3.8.2).
fn alternate(t: &Context<'_>) -> Message {
    let notification = Message::new(M::NTFY).status(Status::ALTERNATE_ASP_ACTIVE);
    notification.asp_identifier(9).contexts(&[t.settings().routing_context])
}

/// The ASP has been made inactive by its operator.
fn inactive<'a>(t: &'a Context<'_>) -> Outcome<Link<'a>> {
    let mut c = t.activated()?;
    c.quiet()?;
    t.wish(Wish::Inactive)?;
    let received = c.comes(M::ASPIA, t.target.timers.patience)?;
    c.send(&acknowledgement(&received.octets));
    Ok(c)
}

/// After "Invalid Routing Context" nobody asks again at once.
fn refused(t: &Context<'_>) -> Outcome {
    let (mut c, received) = t.asked_active()?;
    let error = Message::new(M::ERR).code(E::INVALID_ROUTING_CONTEXT).contexts(&received.contexts());
    c.send(&error.octets_of(Tag::DIAGNOSTIC_INFORMATION, received.octets.to_vec()));
    let deadline = t.now() + t.target.timers.t_ack * 4;
    let mut again = 0;
    loop {
        match c.next(deadline.saturating_duration_since(t.now()))? {
            Incoming::Message(received) if received.message_type == M::ASPAC => again += 1,
            Incoming::Message(received) => return fail("nothing but ASPAC", received.describe()),
            Incoming::Lost | Incoming::Silence => break,
        }
    }
    check(again <= 1, "at most one ASPAC in four T(ack)", again.to_string())
}
