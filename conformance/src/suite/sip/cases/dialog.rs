//! Requests in a dialog (RFC 3261 §12.2, §14.2).

use crate::suite::sip::context::Context;
use crate::suite::sip::{Case, Feature, sdp};
use crate::suite::verdict::{Outcome, check};

use super::general::row;

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sip.pr.options", "RFC 3261 §11.2, §12.2.2", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            let options = call.request(&party, "OPTIONS");
            let response = party.gets(&options, &[200])?;
            check(response.value("To") == options.value("To"), row(&options, "To"), row(&response, "To"))?;
            party.hang_up(&mut call)
        })
        .purpose("OPTIONS in a dialog is answered 200, with the tags of the dialog"),
        Case::new("sip.pr.number_too_low", "RFC 3261 §12.2.2", |t| {
            let mut party = t.party()?;
            let invite = party.invite().set("CSeq", "100 INVITE");
            let mut call = party.call_with(invite)?;
            let options = call.numbered(&party, "OPTIONS", 99);
            party.gets(&options, &[500])?;
            party.hang_up(&mut call)
        })
        .purpose("a number below that of the last request is answered 500"),
        Case::new("sip.pr.number_with_a_gap", "RFC 3261 §12.2.2", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            call.number += 1000;
            party.hang_up(&mut call)
        })
        .purpose("a number far above that of the last request is right"),
        Case::new("sip.pr.low_bye_ends_nothing", "RFC 3261 §12.2.2, §15.1.2", |t| {
            let mut party = t.party()?;
            let invite = party.invite().set("CSeq", "100 INVITE");
            let mut call = party.call_with(invite)?;
            let bye = call.numbered(&party, "BYE", 50);
            party.gets(&bye, &[500])?;
            party.hang_up(&mut call)
        })
        .purpose("BYE with a number too low ends no call"),
        Case::new("sip.pr.reinvite", "RFC 3261 §14.2", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            let invite =
                call.request(&party, "INVITE").body("application/sdp", sdp::audio(party.local().ip(), ""));
            let response = party.gets(&invite, &[200])?;
            let number = call.number;
            party.line.send(&call.numbered(&party, "ACK", number))?;
            check(response.contact().is_some(), "Contact in the 2xx", "none")?;
            check(response.value("To") == invite.value("To"), row(&invite, "To"), row(&response, "To"))?;
            party.hang_up(&mut call)
        })
        .purpose("INVITE in a dialog is answered 200, with Contact and the tags of the dialog"),
        Case::new("sip.pr.reinvite_refused", "RFC 3261 §14.2", reinvite_refused)
            .needs(Feature::RefusesReinvite)
            .purpose("INVITE in a dialog that is refused with 488 leaves the call as it was"),
        Case::new("sip.pr.unknown_method", "RFC 3261 §8.2.1", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            let request = call.request(&party, "TESTER");
            party.gets(&request, &[405, 501])?;
            party.hang_up(&mut call)
        })
        .purpose("a method that nobody knows is refused in a dialog, which goes on"),
        Case::new("sip.pr.unknown_extension", "RFC 3261 §8.2.2.3", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            let request = call.request(&party, "OPTIONS").with("Require", "tester-extension");
            party.gets(&request, &[420])?;
            party.hang_up(&mut call)
        })
        .purpose("what is required and not there is answered 420 in a dialog, which goes on"),
        Case::new("sip.pr.another_from", "RFC 3261 §12.2.2", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            let tag = call.invite.tag("From").unwrap_or_default();
            let options =
                call.request(&party, "OPTIONS").set("From", format!("<sip:other@tester.invalid>;tag={tag}"));
            party.gets(&options, &[200])?;
            party.hang_up(&mut call)
        })
        .purpose("a dialog is known by its tags, not by the URIs beside them"),
    ];
    cases.into_iter().map(|case| case.needs(Feature::Answers)).collect()
}

fn reinvite_refused(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let mut call = party.call()?;
    let offer =
        format!("{}m=audio 49170 RTP/AVP 96\r\na=rtpmap:96 tester/8000\r\n", sdp::head(party.local().ip()));
    let invite = call.request(&party, "INVITE").body("application/sdp", offer);
    party.gets(&invite, &[488])?;
    let options = call.request(&party, "OPTIONS");
    party.gets(&options, &[200])?;
    party.hang_up(&mut call)
}
