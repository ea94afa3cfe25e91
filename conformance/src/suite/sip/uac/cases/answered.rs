//! Calls that are answered: ACK, routes and forks (RFC 3261 §12.1.2, §12.2.1.1, §13.2.2.4), PRACK (RFC 3262).

use crate::suite::sip::message::{Message, uri};
use crate::suite::sip::uac::UacCase;
use crate::suite::sip::uac::callee::Callee;
use crate::suite::sip::uac::context::Context;
use crate::suite::verdict::{Outcome, check, inconclusive};

use super::{is, is_of_the_dialog, request_uri};

pub(super) fn cases() -> Vec<UacCase> {
    vec![
        UacCase::new("sip.uac.ack", "RFC 3261 §13.2.2.4, §17.1.1.3", |t| {
            let callee = t.invited()?;
            callee.ring()?;
            let ack = callee.take()?;
            callee.end()?;
            acknowledges(&callee, &ack)?;
            is("Request-URI", &callee.contact(), request_uri(&ack))
        })
        .purpose("the ACK of a 2xx goes to its Contact, in the dialog, with the INVITE's number and a branch of its own"),
        UacCase::new("sip.uac.ack_without_a_ring", "RFC 3261 §13.2.2.4", |t| {
            let callee = t.invited()?;
            let ack = callee.take()?;
            callee.end()?;
            acknowledges(&callee, &ack)
        })
        .purpose("a 2xx may be the first response"),
        UacCase::new("sip.uac.ack_of_each_copy", "RFC 3261 §13.2.2.4", |t| {
            let callee = t.invited()?;
            let first = callee.take()?;
            for _ in 0..2 {
                callee.send(&callee.answer())?;
                let ack = callee.ack()?;
                acknowledges(&callee, &ack)?;
                is("branch", &first.branch().unwrap_or_default(), &ack.branch().unwrap_or_default())?;
            }
            callee.end()
        })
        .purpose("each copy of a 2xx gets the same ACK, over TCP, too"),
        UacCase::new("sip.uac.another_tag_than_when_it_rang", "RFC 3261 §13.2.2.4", |t| {
            let callee = t.invited()?;
            callee.ring()?;
            let other = callee.fork();
            let ack = other.take()?;
            other.end()?;
            acknowledges(&other, &ack)
        })
        .purpose("the dialog is by the tag of the 2xx, whatever tag 180 had"),
        UacCase::new("sip.uac.route", "RFC 3261 §12.1.2, §12.2.1.1", |t| {
            let callee = t.invited()?;
            let (last, first) = (hop(&callee, "last;lr"), hop(&callee, "first;lr"));
            let ack = routed(&callee, &[&last, &first])?;
            callee.end()?;
            is("Request-URI", &callee.contact(), request_uri(&ack))?;
            is("Route", &format!("{first}, {last}"), &routes(&ack))
        })
        .purpose("Route has the values of Record-Route the other way round, and the Request-URI stays the Contact"),
        UacCase::new("sip.uac.route_in_one_row", "RFC 3261 §7.3.1, §12.1.2", |t| {
            let callee = t.invited()?;
            let (last, first) = (hop(&callee, "last;lr"), hop(&callee, "first;lr"));
            let ack = routed(&callee, &[&format!("{last}> ,<{first}")])?;
            callee.end()?;
            is("Route", &format!("{first}, {last}"), &routes(&ack))
        })
        .purpose("Record-Route values in one row, with commas, count one by one"),
        UacCase::new("sip.uac.strict_route", "RFC 3261 §12.2.1.1", |t| {
            let callee = t.invited()?;
            let (last, first) = (hop(&callee, "last;lr"), hop(&callee, "first"));
            let ack = routed(&callee, &[&last, &first])?;
            // A BYE of ours, for that of the peer would go the same way.
            callee.end()?;
            is("Request-URI", &first, request_uri(&ack))?;
            is("Route", &format!("{last}, {}", callee.contact()), &routes(&ack))
        })
        .purpose("a first route without lr becomes the Request-URI, and the Contact the last Route"),
        UacCase::new("sip.uac.fork", "RFC 3261 §13.2.2.4", |t| {
            let callee = t.invited()?;
            let ack = callee.take()?;
            acknowledges(&callee, &ack)?;
            let other = callee.fork();
            other.send(&other.answer())?;
            let ack = loop {
                let ack = other.ack()?;
                if ack.tag("To").as_deref() == Some(other.tag()) {
                    break ack;
                }
            };
            acknowledges(&other, &ack)?;
            callee.end()
        })
        .purpose("a 2xx of another one that the call was forked to gets its ACK, too"),
        UacCase::new("sip.uac.fork_is_ended", "RFC 3261 §13.2.2.4, §15", |t| {
            let callee = t.invited()?;
            callee.take()?;
            let other = callee.fork();
            other.send(&other.answer())?;
            for _ in 0..2 {
                let bye = callee.wait("BYE")?;
                callee.respond(&bye, &Message::response(&bye, "200 OK", ""))?;
                if bye.tag("To").as_deref() == Some(other.tag()) {
                    return callee.end();
                }
            }
            check(false, "a BYE for the second one who answered", "none")
        })
        .should()
        .purpose("a second one who answered is acknowledged and ended"),
        UacCase::new("sip.uac.folded_and_compact", "RFC 3261 §7.3.1, §7.3.3", |t| {
            let callee = t.invited()?;
            let via = callee.invite.value("Via").unwrap_or_default().replace(';', "\r\n ;");
            let mut answer = callee.answer().set("Via", via);
            for (long, short) in [("Via", "v"), ("From", "f"), ("To", "t"), ("Call-ID", "i"), ("Contact", "m"), ("Content-Type", "c")] {
                answer = answer.renamed(long, short);
            }
            callee.send(&answer)?;
            let ack = callee.ack()?;
            callee.end()?;
            acknowledges(&callee, &ack)
        })
        .purpose("a response may have compact names and folded rows"),
        UacCase::new("sip.uac.prack", "RFC 3262 §4, §7.2", prack)
            .purpose("180 that goes reliably gets a PRACK that names it"),
        UacCase::new("sip.uac.prack_once", "RFC 3262 §4", |t| {
            let callee = reliable(t)?;
            let ringing = rings_reliably(&callee, 7);
            callee.send(&ringing)?;
            let prack = callee.wait("PRACK")?;
            callee.respond(&prack, &Message::response(&prack, "200 OK", ""))?;
            callee.send(&ringing)?;
            callee.quiet(&["PRACK"], "no second PRACK")?;
            callee.refuse("486 Busy Here")?;
            callee.ack().map(|_| ())
        })
        .purpose("a copy of a reliable 180 gets no second PRACK"),
    ]
}

fn acknowledges(callee: &Callee<'_>, ack: &Message) -> Outcome {
    let invite = &callee.invite;
    is_of_the_dialog(invite, callee.tag(), ack)?;
    is("CSeq", &format!("{} ACK", invite.number().unwrap_or(0)), ack.value("CSeq").unwrap_or_default())?;
    check(ack.value("Max-Forwards").is_some(), "Max-Forwards", "no such row")?;
    check(ack.branch().is_some() && ack.branch() != invite.branch(), "a branch of its own", "the INVITE's")
}

/// A proxy at our own address.
fn hop(callee: &Callee<'_>, parameters: &str) -> String {
    let contact = callee.contact();
    let address = contact.split('@').nth(1).and_then(|rest| rest.split(';').next()).unwrap_or_default();
    let transport = if contact.contains("transport=tcp") { ";transport=tcp" } else { "" };
    let (user, more) = parameters
        .split_once(';')
        .map_or((parameters, String::new()), |(user, more)| (user, format!(";{more}")));
    format!("sip:{user}@{address}{transport}{more}")
}

/// Answers with these rows of Record-Route; the ACK.
fn routed(callee: &Callee<'_>, rows: &[&str]) -> Outcome<Message> {
    let answer =
        rows.iter().fold(callee.answer(), |answer, row| answer.with("Record-Route", format!("<{row}>")));
    // What it has from the INVITE is of proxies before us.
    callee.send(&answer)?;
    callee.ack()
}

fn routes(request: &Message) -> String {
    request.values("Route").iter().map(|value| uri(value)).collect::<Vec<_>>().join(", ")
}

/// A call whose caller takes reliable responses.
fn reliable<'a>(t: &'a Context<'a>) -> Outcome<Callee<'a>> {
    let callee = t.invited()?;
    if callee.invite.has("Supported", "100rel") || callee.invite.has("Require", "100rel") {
        return Ok(callee);
    }
    callee.refuse("486 Busy Here")?;
    inconclusive("its INVITE does not say that it supports 100rel")
}

fn rings_reliably(callee: &Callee<'_>, number: u32) -> Message {
    let contact = format!("<{}>", callee.contact());
    let ringing = callee.response("180 Ringing").with("Contact", contact);
    ringing.with("Require", "100rel").with("RSeq", number.to_string())
}

fn prack(t: &Context<'_>) -> Outcome {
    let callee = reliable(t)?;
    callee.send(&rings_reliably(&callee, 4711))?;
    let prack = callee.wait("PRACK")?;
    callee.respond(&prack, &Message::response(&prack, "200 OK", ""))?;
    callee.refuse("486 Busy Here")?;
    callee.ack()?;
    is_of_the_dialog(&callee.invite, callee.tag(), &prack)?;
    let number = callee.invite.number().unwrap_or(0);
    is("RAck", &format!("4711 {number} INVITE"), prack.value("RAck").unwrap_or_default())?;
    check(prack.number() > Some(number), format!("CSeq above {number}"), format!("{:?}", prack.number()))
}
