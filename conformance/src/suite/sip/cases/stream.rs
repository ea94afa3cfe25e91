//! Messages on a stream (RFC 3261 §7.5, §18.3; RFC 5626 §3.5.1).

use std::time::{Duration, Instant};

use super::super::context::Context;
use super::super::line::Incoming;
use super::super::party::belongs;
use crate::suite::sip::party::is_one_of;
use crate::suite::sip::{Case, Transport};
use crate::suite::verdict::{Outcome, check, fail};

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sip.stream.octet_by_octet", "RFC 3261 §18.3", |t| {
            let mut party = t.party()?;
            let request = party.options();
            for octet in request.octets() {
                party.line.send_octets(&[octet])?;
            }
            is_one_of(&party.answer(&request)?, &[200])
        })
        .purpose("a message that comes octet by octet is one message"),
        Case::new("sip.stream.two_at_once", "RFC 3261 §18.3", two_at_once)
            .purpose("two messages in one segment are two messages"),
        Case::new("sip.stream.body_is_passed_over", "RFC 3261 §18.3", |t| {
            let mut party = t.party()?;
            let first = party.options().body("text/plain", "OPTIONS sip:a@b SIP/2.0\r\n\r\n");
            let second = party.options();
            party.line.send_octets(&[first.octets(), second.octets()].concat())?;
            party.answer(&first)?;
            is_one_of(&party.answer(&second)?, &[200])
        })
        .purpose("a body that looks like a message is a body"),
        Case::new("sip.stream.empty_lines_between", "RFC 3261 §7.5", |t| {
            let mut party = t.party()?;
            party.alive()?;
            party.line.send_octets(b"\r\n")?;
            party.line.send_octets(b"\r\n\r\n")?;
            party.alive()
        })
        .purpose("empty lines between messages are ignored"),
        Case::new("sip.stream.keep_alive", "RFC 5626 §3.5.1, §4.4.1", |t| {
            let mut party = t.party()?;
            party.alive()?;
            party.line.send_octets(b"\r\n\r\n")?;
            let pong = party.line.raw(Instant::now() + party.timers.answer);
            check(pong == b"\r\n", "CRLF", format!("{:?}", String::from_utf8_lossy(&pong)))
        })
        .should()
        .purpose("a double CRLF is answered by a single one"),
        Case::new("sip.stream.no_length", "RFC 3261 §18.3, §20.14", no_length)
            .purpose("a message without Content-Length is refused, and the connection is of no more use"),
        Case::new("sip.stream.connection_stays", "RFC 3261 §18", |t| {
            let mut party = t.party()?;
            (0..20).try_for_each(|_| party.alive())
        })
        .should()
        .purpose("one connection serves many requests"),
        Case::new("sip.stream.response_comes_by_its_connection", "RFC 3261 §18.2.2", |t| {
            let (mut first, mut second) = (t.party()?, t.party()?);
            let (one, two) = (first.options(), second.options());
            first.line.send(&one)?;
            second.line.send(&two)?;
            second.answer(&two)?;
            is_one_of(&first.answer(&one)?, &[200])
        })
        .purpose("each response comes back by the connection of its request"),
    ];
    cases.into_iter().map(|case| case.only(Transport::Tcp)).collect()
}

fn two_at_once(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let (one, two) = (party.options(), party.options());
    party.line.send_octets(&[one.octets(), two.octets()].concat())?;
    let deadline = Instant::now() + party.timers.answer;
    let mut left = vec![one, two];
    while !left.is_empty() {
        match party.line.next(deadline)? {
            Incoming::Message(response) => left.retain(|request| !belongs(request, &response)),
            Incoming::Closed => return fail("two responses", "the connection is closed"),
            Incoming::Silence => return fail("two responses", format!("{} are missing", left.len())),
        }
    }
    Ok(())
}

fn no_length(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let text = String::from_utf8_lossy(&party.options().octets()).replace("Content-Length: 0\r\n", "");
    party.line.send_octets(text.as_bytes())?;
    match party.line.next(Instant::now() + party.timers.quiet.max(Duration::from_millis(100)))? {
        Incoming::Message(response) => is_one_of(&response, &[400])?,
        Incoming::Closed | Incoming::Silence => {}
    }
    t.party()?.alive()
}
