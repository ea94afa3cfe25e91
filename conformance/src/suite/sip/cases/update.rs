//! UPDATE (RFC 3311).

use crate::suite::sip::context::token;
use crate::suite::sip::{Case, Feature, sdp};
use crate::suite::verdict::check;

use super::general::row;

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sip.update.without_an_offer", "RFC 3311 §5.2; RFC 4028 §9", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            let update = call.request(&party, "UPDATE");
            let response = party.gets(&update, &[200])?;
            check(response.contact().is_some(), "Contact in the 2xx", row(&response, "Contact"))?;
            party.hang_up(&mut call)
        })
        .purpose("UPDATE without an offer is answered 200 with Contact"),
        Case::new("sip.update.with_an_offer", "RFC 3311 §5.2; RFC 3264 §8", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            let offer = sdp::audio(party.local().ip(), "a=sendonly\r\n").replace("tester 1 1", "tester 1 2");
            let update = call.request(&party, "UPDATE").body("application/sdp", offer);
            let response = party.gets(&update, &[200])?;
            let direction = sdp::direction(&response.body.replace('\r', ""));
            check(
                ["recvonly", "inactive"].contains(&direction.as_str()),
                "recvonly or inactive",
                response.body.clone(),
            )?;
            party.hang_up(&mut call)
        })
        .needs(Feature::Sdp)
        .purpose("UPDATE with an offer is answered 200 with the answer"),
        Case::new("sip.update.is_allowed", "RFC 3311 §5.1", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            check(call.answer.has("Allow", "UPDATE"), "UPDATE in Allow", row(&call.answer, "Allow"))?;
            party.hang_up(&mut call)
        })
        .should()
        .purpose("the 2xx to INVITE says that UPDATE is allowed"),
        Case::new("sip.update.in_no_dialog", "RFC 3261 §12.2.2", |t| {
            let mut party = t.party()?;
            let to = format!("<{}>;tag={}", t.target.uri, token());
            let update =
                party.request("UPDATE", &t.target.uri).set("To", to).with("Contact", party.contact());
            party.gets(&update, &[481]).map(|_| ())
        })
        .purpose("UPDATE in no dialog is answered 481"),
    ];
    cases.into_iter().map(|case| case.needs(Feature::Answers).needs(Feature::Update)).collect()
}
