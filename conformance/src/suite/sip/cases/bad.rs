//! Requests that are wrong: they are answered 400, or not at all where the response would lack something (RFC 3261 §8.2, §16.3,
//! §18.3; RFC 4475 §3.1.2).

use super::super::context::Context;
use super::super::message::Message;
use crate::suite::sip::{Case, Transport};
use crate::suite::verdict::{Outcome, fail};

type Spoil = fn(Message) -> Message;

pub(super) fn cases() -> Vec<Case> {
    let rows: [(&str, &'static str, &'static str, Spoil); 16] = [
        (
            "cseq_of_another_method",
            "RFC 3261 §8.1.1.5; RFC 4475 §3.1.2.17",
            "CSeq names another method",
            |it| it.set("CSeq", "1 INVITE"),
        ),
        ("cseq_too_big", "RFC 3261 §8.1.1.5; RFC 4475 §3.1.2.4", "CSeq has more than 32 bits", |it| {
            it.set("CSeq", "36893488147419103232 OPTIONS")
        }),
        ("cseq_no_number", "RFC 3261 §20.16", "CSeq has no number", |it| it.set("CSeq", "x OPTIONS")),
        ("cseq_no_method", "RFC 3261 §20.16", "CSeq has no method", |it| it.set("CSeq", "1")),
        ("from_open_quote", "RFC 3261 §25.1; RFC 4475 §3.1.2.6", "a quote in From is not closed", |it| {
            it.set("From", "\"Tester <sip:a@tester.invalid>;tag=1")
        }),
        ("from_no_uri", "RFC 3261 §20.20", "From has no URI", |it| it.set("From", "<>;tag=1")),
        ("to_open_bracket", "RFC 3261 §25.1", "a bracket in To is not closed", |it| {
            it.set("To", "<sip:a@tester.invalid")
        }),
        ("to_empty", "RFC 3261 §20.39", "To is empty", |it| it.set("To", "")),
        ("max_forwards_no_number", "RFC 3261 §20.22", "Max-Forwards is no number", |it| {
            it.set("Max-Forwards", "many")
        }),
        ("max_forwards_too_big", "RFC 3261 §20.22", "Max-Forwards is more than 255", |it| {
            it.set("Max-Forwards", "300")
        }),
        ("missing_from", "RFC 3261 §8.1.1; RFC 4475 §3.3.1", "there is no From", |it| it.without("From")),
        ("missing_to", "RFC 3261 §8.1.1; RFC 4475 §3.3.1", "there is no To", |it| it.without("To")),
        ("missing_call_id", "RFC 3261 §8.1.1; RFC 4475 §3.3.1", "there is no Call-ID", |it| {
            it.without("Call-ID")
        }),
        ("missing_cseq", "RFC 3261 §8.1.1; RFC 4475 §3.3.1", "there is no CSeq", |it| it.without("CSeq")),
        ("missing_via", "RFC 3261 §8.1.1", "there is no Via", |it| it.without("Via")),
        ("two_from", "RFC 3261 §7.3.1; RFC 4475 §3.3.8", "there are two From", |it| {
            it.with("From", "<sip:b@tester.invalid>;tag=2")
        }),
    ];
    let mut cases: Vec<Case> = Vec::new();
    for (name, clauses, purpose, spoil) in rows {
        cases
            .push(Case::new(format!("sip.bad.{name}"), clauses, move |t| refused(t, spoil)).purpose(purpose));
    }
    cases.extend([
        Case::new("sip.bad.uri_with_a_space", "RFC 3261 §7.1; RFC 4475 §3.1.2.7", |t| {
            refused(t, |it| it.start("OPTIONS sip:a@tester.invalid; x=1 SIP/2.0"))
        })
        .purpose("the Request-URI has a space within"),
        Case::new("sip.bad.uri_in_brackets", "RFC 3261 §7.1; RFC 4475 §3.1.2.6", |t| {
            refused(t, |it| it.start("OPTIONS <sip:a@tester.invalid> SIP/2.0"))
        })
        .purpose("the Request-URI stands in brackets"),
        Case::new("sip.bad.too_long_for_its_datagram", "RFC 3261 §18.3; RFC 4475 §3.1.2.2", |t| {
            refused(t, |it| it.with("Content-Length", "9999"))
        })
        .only(Transport::Udp)
        .purpose("Content-Length is more than the datagram has"),
        Case::new("sip.bad.negative_length", "RFC 3261 §20.14; RFC 4475 §3.1.2.3", |t| {
            refused(t, |it| it.with("Content-Length", "-999"))
        })
        .purpose("Content-Length is negative"),
        Case::new("sip.bad.answered_400", "RFC 3261 §21.4.1", |t| {
            let mut party = t.party()?;
            let request = party.options().set("Max-Forwards", "many");
            party.gets(&request, &[400]).map(|_| ())
        })
        .should()
        .purpose("what is wrong beside the rows of a response is told by 400"),
        Case::new("sip.bad.no_message", "RFC 3261 §7", |t| noise(t, b"this is nothing\r\n\r\n"))
            .robustness()
            .purpose("text"),
        Case::new("sip.bad.zeros", "RFC 3261 §7", |t| noise(t, &[0; 64]))
            .robustness()
            .purpose("64 octets of zero"),
        Case::new("sip.bad.stray_response", "RFC 3261 §18.1.2", stray_response)
            .purpose("a response to nothing is dropped without a word"),
        Case::new("sip.bad.stray_ack", "RFC 3261 §8.2, §17.2.1", |t| {
            let mut party = t.party()?;
            let ack = party.request("ACK", &t.target.uri);
            party.line.send(&ack)?;
            party.quiet("an ACK is never answered")?;
            party.alive()
        })
        .purpose("an ACK for nothing is not answered"),
    ]);
    cases
}

/// 400 or nothing, and then the next request is answered.
fn refused(t: &Context<'_>, spoil: impl Fn(Message) -> Message) -> Outcome {
    let mut party = t.party()?;
    let message = spoil(party.options());
    party.bad(&message.octets(), &[400])?;
    t.party()?.alive()
}

fn noise(t: &Context<'_>, octets: &[u8]) -> Outcome {
    let mut party = t.party()?;
    party.bad(octets, &[400])
}

fn stray_response(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let mut response = Message::response(&party.options(), "200 OK", "stray");
    response.start = "SIP/2.0 200 OK".into();
    party.line.send(&response)?;
    match party.next_within(party.timers.quiet)? {
        None => party.alive(),
        Some(message) => fail("nothing", message.start),
    }
}
