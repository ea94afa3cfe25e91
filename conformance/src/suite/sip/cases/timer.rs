//! Session timers (RFC 4028).

use crate::suite::sip::message::{Message, param};
use crate::suite::sip::{Case, Feature};
use crate::suite::verdict::check;

use super::general::row;

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sip.timer.too_short", "RFC 4028 §9", |t| {
            let mut party = t.party()?;
            let invite = party.invite().with("Supported", "timer").with("Session-Expires", "30");
            let response = party.gets(&invite, &[422])?;
            let least = response
                .value("Min-SE")
                .and_then(|value| value.split(';').next()?.trim().parse::<u32>().ok());
            check(least.is_some_and(|it| it >= 90), "Min-SE of 90 or more", row(&response, "Min-SE"))
        })
        .purpose("a session that would end in 30 seconds is answered 422 with Min-SE"),
        Case::new("sip.timer.granted", "RFC 4028 §9", |t| {
            let mut party = t.party()?;
            let invite =
                party.invite().with("Supported", "timer").with("Session-Expires", "1800;refresher=uac");
            let mut call = party.call_with(invite)?;
            let value = seconds(&call.answer);
            check(
                value.is_some_and(|it| (90..=1800).contains(&it)),
                "Session-Expires of 90 to 1800",
                row(&call.answer, "Session-Expires"),
            )?;
            check(call.answer.has("Require", "timer"), "Require: timer", row(&call.answer, "Require"))?;
            let refresher = call.answer.value("Session-Expires").and_then(|it| param(it, "refresher"));
            check(
                refresher.as_deref() == Some("uac"),
                "refresher=uac",
                row(&call.answer, "Session-Expires"),
            )?;
            party.hang_up(&mut call)
        })
        .purpose("who wants to refresh the session does, and is told so by Require"),
        Case::new("sip.timer.refreshed", "RFC 4028 §7.4, §9", |t| {
            let mut party = t.party()?;
            let invite =
                party.invite().with("Supported", "timer").with("Session-Expires", "1800;refresher=uac");
            let mut call = party.call_with(invite)?;
            let update = call
                .request(&party, "UPDATE")
                .with("Supported", "timer")
                .with("Session-Expires", "1800;refresher=uac");
            let response = party.gets(&update, &[200])?;
            check(
                seconds(&response).is_some(),
                "Session-Expires in the 2xx",
                row(&response, "Session-Expires"),
            )?;
            party.hang_up(&mut call)
        })
        .needs(Feature::Update)
        .purpose("UPDATE refreshes the session"),
        Case::new("sip.timer.not_required_of_who_does_not_know_it", "RFC 4028 §9", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            check(!call.answer.has("Require", "timer"), "no Require: timer", row(&call.answer, "Require"))?;
            party.hang_up(&mut call)
        })
        .purpose("who does not support timers is not required to"),
    ];
    cases.into_iter().map(|case| case.needs(Feature::Answers).needs(Feature::SessionTimer)).collect()
}

fn seconds(message: &Message) -> Option<u32> {
    message.value("Session-Expires")?.split(';').next()?.trim().parse().ok()
}
