//! The peer gives up calls that are not answered (RFC 3261 §9.1).

use std::time::Instant;

use crate::suite::sip::message::Message;
use crate::suite::sip::uac::UacCase;
use crate::suite::sip::uac::callee::Callee;
use crate::suite::sip::{Feature, Transport};
use crate::suite::verdict::{Outcome, check};

use super::{is, is_of_the_dialog, is_same, request_uri};

pub(super) fn cases() -> Vec<UacCase> {
    let cases = vec![
        UacCase::new("sip.uac.cancel", "RFC 3261 §9.1", |t| {
            let callee = t.invited()?;
            callee.ring()?;
            let cancel = callee.wish("CANCEL")?;
            over(&callee, &cancel)?;
            let invite = &callee.invite;
            is("Request-URI", request_uri(invite), request_uri(&cancel))?;
            is("branch", &invite.branch().unwrap_or_default(), &cancel.branch().unwrap_or_default())?;
            for name in ["Call-ID", "From", "To"] {
                is_same(name, invite, &cancel)?;
            }
            is(
                "CSeq",
                &format!("{} CANCEL", invite.number().unwrap_or(0)),
                cancel.value("CSeq").unwrap_or_default(),
            )?;
            let vias = cancel.values("Via").len();
            check(vias == 1, "one Via", format!("{vias}"))?;
            for name in ["Require", "Proxy-Require"] {
                check(cancel.value(name).is_none(), format!("no {name}"), "one")?;
            }
            Ok(())
        })
        .purpose("CANCEL has the INVITE's Request-URI, Via, Call-ID, From, To and number"),
        UacCase::new("sip.uac.cancel_after_a_response", "RFC 3261 §9.1", |t| {
            let callee = t.invited()?;
            let until = Instant::now() + t.timers().t1 * 12;
            check(callee.within("CANCEL", until)?.is_none(), "no CANCEL before a response", "one")?;
            callee.ring()?;
            let cancel = callee.wish("CANCEL")?;
            over(&callee, &cancel)
        })
        .slow()
        .purpose("CANCEL waits until a provisional response has come"),
        UacCase::new("sip.uac.ack_of_487", "RFC 3261 §9.1, §17.1.1.3", |t| {
            let callee = t.invited()?;
            callee.ring()?;
            let cancel = callee.wish("CANCEL")?;
            callee.respond(&cancel, &Message::response(&cancel, "200 OK", callee.tag()))?;
            callee.refuse("487 Request Terminated")?;
            let ack = callee.ack()?;
            is("branch", &callee.invite.branch().unwrap_or_default(), &ack.branch().unwrap_or_default())
        })
        .purpose("the 487 after CANCEL is acknowledged"),
        UacCase::new("sip.uac.cancel_again", "RFC 3261 §9.1, §17.1.2.2", |t| {
            let callee = t.invited()?;
            callee.ring()?;
            let first = callee.wish("CANCEL")?;
            let copy = callee.wait("CANCEL")?;
            over(&callee, &copy)?;
            is_same("Via", &first, &copy)
        })
        .only(Transport::Udp)
        .purpose("CANCEL without a response is sent again"),
        UacCase::new("sip.uac.answered_all_the_same", "RFC 3261 §9.1, §15", |t| {
            let callee = t.invited()?;
            callee.ring()?;
            let cancel = callee.wish("CANCEL")?;
            callee.respond(&cancel, &Message::response(&cancel, "200 OK", callee.tag()))?;
            let ack = callee.take()?;
            is_of_the_dialog(&callee.invite, callee.tag(), &ack)?;
            let bye = callee.wait("BYE")?;
            callee.respond(&bye, &Message::response(&bye, "200 OK", callee.tag()))?;
            is_of_the_dialog(&callee.invite, callee.tag(), &bye)
        })
        .purpose("a 2xx that crosses CANCEL gets ACK, and the call is ended by BYE"),
    ];
    cases.into_iter().map(|case| case.needs(Feature::GivesUp)).collect()
}

/// CANCEL is answered, and the call refused.
fn over(callee: &Callee<'_>, cancel: &Message) -> Outcome {
    callee.respond(cancel, &Message::response(cancel, "200 OK", callee.tag()))?;
    callee.refuse("487 Request Terminated")?;
    callee.ack().map(|_| ())
}
