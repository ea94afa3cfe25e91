//! A call is taken, and ended (RFC 3261 §13.3, §15).

use crate::suite::sip::context::{Context, token};
use crate::suite::sip::message::uri;
use crate::suite::sip::party::{cancel_of, is_one_of};
use crate::suite::sip::{Case, Feature, sdp};
use crate::suite::verdict::{Outcome, check, fail, inconclusive};

use super::general::{has_row, row};

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sip.cc.answered_and_ended", "RFC 3261 §13.3.1.4, §15.1.2", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            party.hang_up(&mut call)
        })
        .purpose("INVITE is answered 2xx, and BYE 200"),
        Case::new("sip.cc.contact", "RFC 3261 §12.1.1, §8.1.1.8", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            let contact = call.answer.contact().unwrap_or_default();
            let is_sip = contact.starts_with("sip:") || contact.starts_with("sips:");
            let count = call.answer.values("Contact").len();
            check(is_sip && count == 1, "one Contact of SIP", row(&call.answer, "Contact"))?;
            party.hang_up(&mut call)
        })
        .purpose("the 2xx has one Contact, of SIP"),
        Case::new("sip.cc.to_tag_in_all_responses", "RFC 3261 §8.2.6.2, §12.1.1", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            let tag = call.answer.tag("To");
            check(tag.is_some(), "a tag in To of the 2xx", row(&call.answer, "To"))?;
            for response in party.provisional.iter().filter(|response| response.status() > 100) {
                check(response.tag("To") == tag, row(&call.answer, "To"), row(response, "To"))?;
            }
            party.hang_up(&mut call)
        })
        .purpose("101 to 299 of one user agent have the same tag in To"),
        Case::new("sip.cc.record_route_is_copied", "RFC 3261 §12.1.1", record_route)
            .purpose("all Record-Route values come back in the 2xx, in their order, with their parameters"),
        Case::new("sip.cc.session_description", "RFC 3261 §13.2.1, §13.3.1.4", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            check(call.answer.body.starts_with("v=0"), "an answer in the 2xx", call.answer.body.clone())?;
            check(
                call.answer
                    .value("Content-Type")
                    .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/sdp")),
                "Content-Type: application/sdp",
                row(&call.answer, "Content-Type"),
            )?;
            party.hang_up(&mut call)
        })
        .purpose("an offer in INVITE has its answer in the 2xx"),
        Case::new("sip.cc.offer_in_the_2xx", "RFC 3261 §13.2.1, §13.3.1.4", offer_in_2xx)
            .purpose("INVITE without an offer gets one in the 2xx"),
        Case::new("sip.cc.allow_and_supported", "RFC 3261 §13.3.1.4", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            has_row(&call.answer, "Allow")?;
            has_row(&call.answer, "Supported")?;
            party.hang_up(&mut call)
        })
        .should()
        .purpose("the 2xx says what is allowed and supported"),
        Case::new("sip.cc.bye_twice", "RFC 3261 §15.1.2", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            party.hang_up(&mut call)?;
            let bye = call.request(&party, "BYE");
            party.gets(&bye, &[481]).map(|_| ())
        })
        .purpose("BYE in a call that is over is answered 481"),
        Case::new("sip.cc.bye_by_a_stranger", "RFC 3261 §12.2.2, §15.1.2", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            let bye = call
                .request(&party, "BYE")
                .set("From", format!("<sip:tester@tester.invalid>;tag={}", token()));
            party.gets(&bye, &[481])?;
            party.hang_up(&mut call)
        })
        .purpose("BYE with another tag ends no call"),
        Case::new("sip.cc.bye_by_another_call_id", "RFC 3261 §12.2.2, §15.1.2", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            let bye = call.request(&party, "BYE").set("Call-ID", token());
            party.gets(&bye, &[481])?;
            party.hang_up(&mut call)
        })
        .purpose("BYE with another Call-ID ends no call"),
        Case::new("sip.cc.refused_with_an_extension", "RFC 3261 §8.2.2.3", |t| {
            let mut party = t.party()?;
            let invite = party.invite().with("Require", "tester-extension");
            let response = party.gets(&invite, &[420])?;
            check(
                response.has("Unsupported", "tester-extension"),
                "Unsupported",
                row(&response, "Unsupported"),
            )
        })
        .purpose("INVITE that requires what is not there is answered 420"),
        Case::new("sip.cc.two_calls", "RFC 3261 §12", |t| {
            let mut party = t.party()?;
            let (mut one, mut two) = (party.call()?, party.call()?);
            party.hang_up(&mut one)?;
            let options = two.request(&party, "OPTIONS");
            party.gets(&options, &[200])?;
            party.hang_up(&mut two)
        })
        .purpose("calls of one peer are apart: the end of one is not that of the other"),
        Case::new("sip.cc.contact_with_parameters", "RFC 3261 §20.10", |t| {
            let mut party = t.party()?;
            let contact = party.contact();
            let invite =
                party.invite().set("Contact", format!("\"T, <x>\" {contact};q=0.5;+tester=\"<a,b>\""));
            let mut call = party.call_with(invite)?;
            party.hang_up(&mut call)
        })
        .purpose("a Contact with a quoted name and parameters is read"),
    ];
    let mut cases: Vec<Case> = cases.into_iter().map(|case| case.needs(Feature::Answers)).collect();
    cases.extend([
        Case::new("sip.cc.bye_without_a_call", "RFC 3261 §15.1.2", |t| {
            let mut party = t.party()?;
            let to = format!("<{}>;tag={}", t.target.uri, token());
            let bye = party.request("BYE", &t.target.uri).set("To", to).set("CSeq", "2 BYE");
            party.gets(&bye, &[481]).map(|_| ())
        })
        .purpose("BYE for no call is answered 481"),
        Case::new("sip.cc.invite_in_no_dialog", "RFC 3261 §12.2.2", |t| {
            let mut party = t.party()?;
            let invite = party.invite().set("To", format!("<{}>;tag={}", t.target.uri, token()));
            party.gets(&invite, &[481]).map(|_| ())
        })
        .should()
        .purpose("INVITE with a tag in To that nobody gave is answered 481"),
        Case::new("sip.cc.trying_has_timestamp", "RFC 3261 §8.2.6.1", trying)
            .needs(Feature::Rings)
            .purpose("100 has the Timestamp of INVITE"),
    ]);
    cases
}

fn record_route(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let routes = [
        "<sip:one.invalid;lr>;x=1",
        "<sip:two.invalid:5070;lr;transport=tcp>",
        "\"3\" <sip:three.invalid;lr>",
    ];
    let invite = party.invite().with("Record-Route", routes[..2].join(", ")).with("Record-Route", routes[2]);
    let mut call = party.call_with(invite)?;
    let came = call.answer.values("Record-Route");
    let uris = |values: &[String]| values.iter().map(|value| uri(value)).collect::<Vec<_>>();
    let wanted = uris(&routes.map(String::from));
    check(uris(&came) == wanted, wanted.join(", "), came.join(", "))?;
    let kept = came.first().is_some_and(|value| value.contains(";x=1"));
    check(kept, "the parameters of Record-Route", came.join(", "))?;
    party.hang_up(&mut call)
}

fn offer_in_2xx(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let invite = party.bare_invite(&t.target.uri);
    let mut call = party.call_without_ack(invite)?;
    let has_media = !sdp::media(&call.answer.body).is_empty();
    let ack = call.ack().body("application/sdp", sdp::audio(party.local().ip(), ""));
    party.line.send(&ack)?;
    party.hang_up(&mut call)?;
    check(has_media, "an offer in the 2xx", call.answer.body.clone())
}

fn trying(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let invite = party.invite_to(&t.target.ringing_uri).with("Timestamp", "54.25");
    party.line.send(&invite)?;
    let first = party.response(&invite, 100..200)?;
    let cancel = cancel_of(&invite);
    party.line.send(&cancel)?;
    is_one_of(&party.answer(&invite)?, &[487])?;
    if first.status() != 100 {
        return inconclusive(format!("{} came before any 100", first.status()));
    }
    match first.value("Timestamp") {
        Some(stamp) if stamp.split_whitespace().next() == Some("54.25") => Ok(()),
        _ => fail("Timestamp: 54.25", row(&first, "Timestamp")),
    }
}
