//! What every response has, and what is refused before anything else is looked at (RFC 3261 §8.2, §11, §18.2).

use crate::suite::sip::message::{param, split};
use crate::suite::sip::party::is_one_of;
use crate::suite::sip::{Case, Transport};
use crate::suite::verdict::{Outcome, check, fail};

use super::super::context::{Context, token};
use super::super::message::Message;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("sip.qc.options", "RFC 3261 §11.2", |t| is_one_of(&t.asks(|it| it)?, &[200]))
            .purpose("OPTIONS for somebody who takes calls is answered 200"),
        Case::new("sip.qc.options_says_what_is_allowed", "RFC 3261 §11.2", |t| {
            let response = t.asks(|it| it)?;
            ["Allow", "Accept", "Supported"].iter().try_for_each(|name| has_row(&response, name))
        })
        .should()
        .purpose("the 200 to OPTIONS has Allow, Accept and Supported"),
        Case::new("sip.qc.options_without_hops", "RFC 3261 §11, §16.3", |t| {
            is_one_of(&t.asks(|it| it.set("Max-Forwards", "0"))?, &[200, 483])
        })
        .purpose("Max-Forwards 0 does not keep who it is for from answering"),
        Case::new("sip.uas.unknown_method", "RFC 3261 §8.2.1, §21.5.2", unknown_method)
            .purpose("a method that nobody knows is answered 405 with Allow, or 501"),
        Case::new("sip.uas.unknown_extension", "RFC 3261 §8.2.2.3", unknown_extension)
            .purpose("what is required and not there is answered 420, and named in Unsupported"),
        Case::new("sip.uas.unknown_extensions_are_all_named", "RFC 3261 §8.2.2.3", |t| {
            let response =
                t.asks(|it| it.with("Require", "tester-one, tester-two").with("Require", "tester-three"))?;
            is_one_of(&response, &[420])?;
            let all = ["tester-one", "tester-two", "tester-three"]
                .iter()
                .all(|tag| response.has("Unsupported", tag));
            check(all, "Unsupported names all three", response.values("Unsupported").join(", "))
        })
        .purpose("of several that are required and not there all are named"),
        Case::new("sip.uas.extension_for_proxies", "RFC 3261 §20.29", |t| {
            is_one_of(&t.asks(|it| it.with("Proxy-Require", "tester-extension"))?, &[200])
        })
        .should()
        .purpose("Proxy-Require is not for a user agent"),
        Case::new("sip.uas.unknown_scheme", "RFC 3261 §8.2.2.1, §21.4.14", |t| {
            is_one_of(&t.asks(|it| it.start("OPTIONS nobody:knows SIP/2.0"))?, &[416])
        })
        .should()
        .purpose("a Request-URI of a scheme that nobody knows is answered 416"),
        Case::new("sip.uas.unknown_version", "RFC 3261 §21.5.6", |t| {
            let message = |it: Message| {
                let start = it.start.replace("SIP/2.0", "SIP/7.0");
                it.start(start)
            };
            is_one_of(&t.asks(message)?, &[505])
        })
        .should()
        .purpose("a major version that nobody knows is answered 505"),
        Case::new("sip.uas.to_tag", "RFC 3261 §8.2.6.2", |t| {
            let response = t.asks(|it| it)?;
            check(response.tag("To").is_some_and(|tag| !tag.is_empty()), "a tag in To", row(&response, "To"))
        })
        .purpose("a response to a request without a To tag has one"),
        Case::new("sip.uas.rows_are_copied", "RFC 3261 §8.2.6.2", rows_are_copied)
            .purpose("From, Call-ID and CSeq of a response are those of the request, and To but for the tag"),
        Case::new("sip.uas.vias_are_copied", "RFC 3261 §8.2.6.2", vias_are_copied)
            .purpose("all Via values come back, in their order, with their parameters"),
        Case::new("sip.uas.received", "RFC 3261 §18.2.1", |t| {
            let response = t.asks(|it| {
                let via = format!("SIP/2.0/{} tester.invalid;branch=z9hG4bK{}", t.transport, token());
                it.set("Via", format!("{via};rport"))
            })?;
            let via = response.values("Via").first().cloned().unwrap_or_default();
            let ip = t.target.local_ip().to_string();
            let received = param(&via, "received").map(|it| it.trim_matches(['[', ']']).to_owned());
            check(received.as_deref() == Some(&ip), format!("received={ip}"), via)
        })
        .purpose("a Via whose host is not where the request came from gets `received`"),
        Case::new("sip.uas.rport", "RFC 3581 §4", rport)
            .only(Transport::Udp)
            .purpose("an empty `rport` gets the port, and `received` is put in with it"),
        Case::new("sip.uas.response_comes_back_by_the_source_port", "RFC 3581 §4", |t| {
            let response = t.asks(|it| {
                let via = format!("SIP/2.0/UDP {}:9;branch=z9hG4bK{};rport", t.target.local_ip(), token());
                it.set("Via", via)
            })?;
            is_one_of(&response, &[200])
        })
        .only(Transport::Udp)
        .purpose("with `rport` the response goes to the port that the request came from, not to that of Via"),
        Case::new("sip.uas.unknown_body", "RFC 3261 §8.2.3", |t| {
            let mut party = t.party()?;
            let invite = party.bare_invite(&t.target.uri).body("application/tester", "nobody reads this");
            let response = party.gets(&invite, &[415])?;
            has_row(&response, "Accept")
        })
        .needs(super::super::Feature::Sdp)
        .purpose("an INVITE with a body that nobody knows is answered 415 with Accept"),
    ]
}

pub(super) fn row(message: &Message, name: &str) -> String {
    message.value(name).map_or_else(|| format!("no {name}"), |value| format!("{name}: {value}"))
}

pub(super) fn has_row(message: &Message, name: &str) -> Outcome {
    check(message.value(name).is_some(), format!("{name} in {}", message.start), format!("no {name}"))
}

fn unknown_method(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let request = party.request("TESTER", &t.target.uri);
    let response = party.gets(&request, &[405, 501])?;
    if response.status() == 405 { has_row(&response, "Allow") } else { Ok(()) }
}

fn unknown_extension(t: &Context<'_>) -> Outcome {
    let response = t.asks(|it| it.with("Require", "tester-extension"))?;
    is_one_of(&response, &[420])?;
    check(
        response.has("Unsupported", "tester-extension"),
        "Unsupported: tester-extension",
        row(&response, "Unsupported"),
    )
}

fn rows_are_copied(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let request = party.options().with("X-Tester", "1");
    let request = request.set("From", "\"A \\\"B\\\"\" <sip:a;b@tester.invalid;x=y>;tag=Tester-1;other=2");
    let response = party.ask(&request)?;
    for name in ["From", "Call-ID", "CSeq"] {
        check(response.value(name) == request.value(name), row(&request, name), row(&response, name))?;
    }
    let to = response.value("To").unwrap_or_default();
    let is_same = split(to, ';').first() == request.value("To").map(str::to_owned).as_ref();
    check(is_same, row(&request, "To"), row(&response, "To"))
}

fn vias_are_copied(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let request = party.options();
    let more =
        ["SIP/2.0/TCP one.invalid:5070;branch=z9hG4bKa;other=1", "SIP/2.0/UDP two.invalid;branch=z9hG4bKb"];
    let last = "SIP / 2.0 / UDP three.invalid ;branch=z9hG4bKc;received=192.0.2.1";
    let request = request.with("Via", more.join(", ")).with("Via", last);
    let response = party.ask(&request)?;
    let branches: Vec<String> =
        response.values("Via").iter().filter_map(|via| param(via, "branch")).collect();
    let first = request.branch().unwrap_or_default();
    let right = [&first, "z9hG4bKa", "z9hG4bKb", "z9hG4bKc"];
    check(branches == right, right.join(", "), branches.join(", "))?;
    let kept = response.values("Via").get(1).and_then(|via| param(via, "other"));
    check(kept.as_deref() == Some("1"), "parameters of Via stay", response.values("Via").join(", "))
}

fn rport(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let via = format!("{};rport", party.via());
    let request = party.options().set("Via", via);
    let response = party.ask(&request)?;
    let via = response.values("Via").first().cloned().unwrap_or_default();
    let port = party.local().port().to_string();
    check(param(&via, "rport").as_deref() == Some(&port), format!("rport={port}"), via.clone())?;
    match param(&via, "received") {
        Some(_) => Ok(()),
        None => fail("`received` beside rport", via),
    }
}
