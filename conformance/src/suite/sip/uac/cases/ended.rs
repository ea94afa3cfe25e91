//! The peer ends its calls by itself (RFC 3261 §15.1.1).

use std::time::Instant;

use crate::suite::sip::message::{Message, uri};
use crate::suite::sip::uac::UacCase;
use crate::suite::sip::uac::callee::Callee;
use crate::suite::sip::uac::context::Context;
use crate::suite::sip::{Feature, Transport};
use crate::suite::verdict::{Outcome, check};

use super::{is, is_of_the_dialog, is_same, request_uri};

pub(super) fn cases() -> Vec<UacCase> {
    let cases = vec![
        UacCase::new("sip.uac.bye", "RFC 3261 §12.2.1.1, §15.1.1", |t| {
            let callee = t.invited()?;
            callee.ring()?;
            callee.take()?;
            let bye = ended(&callee)?;
            is_of_the_dialog(&callee.invite, callee.tag(), &bye)?;
            is("Request-URI", &callee.contact(), request_uri(&bye))?;
            let number = callee.invite.number();
            check(bye.number() > number, format!("CSeq above {number:?}"), format!("{:?}", bye.number()))?;
            check(
                bye.branch().is_some() && bye.branch() != callee.invite.branch(),
                "a branch of its own",
                "the INVITE's",
            )?;
            check(bye.value("Max-Forwards").is_some(), "Max-Forwards", "no such row")
        })
        .purpose("BYE goes to the Contact, in the dialog, with a higher number"),
        UacCase::new("sip.uac.bye_by_the_route", "RFC 3261 §12.2.1.1", |t| {
            let callee = t.invited()?;
            let contact = callee.contact();
            let hop = format!("<{}>", contact.replace("tester@", "proxy@").replace(";x=1", ";lr"));
            callee.send(&callee.answer().with("Record-Route", hop.as_str()))?;
            callee.ack()?;
            let bye = ended(&callee)?;
            is("Route", &uri(&hop), &uri(bye.value("Route").unwrap_or_default()))
        })
        .purpose("BYE goes by the route that was recorded"),
        UacCase::new("sip.uac.bye_again", "RFC 3261 §17.1.2.2", |t| again(t, "BYE"))
            .only(Transport::Udp)
            .purpose("BYE without a response is sent again, the same each time"),
        UacCase::new("sip.uac.bye_of_nothing", "RFC 3261 §12.2.1.2, §15.1.1", |t| {
            let callee = t.invited()?;
            callee.take()?;
            let bye = callee.wish("BYE")?;
            callee.respond(
                &bye,
                &Message::response(&bye, "481 Call/Transaction Does Not Exist", callee.tag()),
            )?;
            callee.quiet(&["BYE"], "no BYE after 481")
        })
        .purpose("after a 481 to BYE the call is over"),
    ];
    cases.into_iter().map(|case| case.needs(Feature::HangsUp)).collect()
}

/// The peer's BYE, which is answered.
fn ended(callee: &Callee<'_>) -> Outcome<Message> {
    let bye = callee.wish("BYE")?;
    callee.respond(&bye, &Message::response(&bye, "200 OK", callee.tag()))?;
    Ok(bye)
}

fn again(t: &Context<'_>, method: &str) -> Outcome {
    let callee = t.invited()?;
    callee.take()?;
    let bye = callee.wish(method)?;
    let began = Instant::now();
    let copy = callee.wait(method)?;
    let (came, least) = (began.elapsed(), t.timers().t1.mul_f64(0.5));
    callee.respond(&copy, &Message::response(&copy, "200 OK", callee.tag()))?;
    check(came >= least, format!("a copy after {least:?} at least"), format!("after {came:?}"))?;
    is_same("Via", &bye, &copy)?;
    is_same("CSeq", &bye, &copy)
}
