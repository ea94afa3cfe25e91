//! Provisional responses that are acknowledged (RFC 3262).

use crate::suite::sip::call::Call;
use crate::suite::sip::context::Context;
use crate::suite::sip::message::Message;
use crate::suite::sip::party::{Party, belongs};
use crate::suite::sip::{Case, Feature};
use crate::suite::verdict::{Outcome, check, fail};

use super::cancel::{cancel, ringing};
use super::general::row;

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sip.100rel.sent", "RFC 3262 §3", |t| {
            let (mut party, invite, response) = reliable(t)?;
            check(response.has("Require", "100rel"), "Require: 100rel", row(&response, "Require"))?;
            let number = response.value("RSeq").and_then(|value| value.parse::<u32>().ok());
            let right = number.is_some_and(|number| (1..1 << 31).contains(&number));
            check(right, "RSeq of 1 to 2^31 - 1", row(&response, "RSeq"))?;
            acknowledge(&mut party, &invite, &response)?;
            cancel(&mut party, &invite).map(|_| ())
        })
        .purpose("who requires 100rel gets a provisional response with Require and RSeq"),
        Case::new("sip.100rel.again_until_prack", "RFC 3262 §3", again_until_prack)
            .alone()
            .purpose("it is sent again until PRACK comes, and not afterwards"),
        Case::new("sip.100rel.prack_of_another_number", "RFC 3262 §3", |t| {
            let (mut party, invite, response) = reliable(t)?;
            let mut call = Call::new(&party, invite.clone(), response.clone())?;
            let prack = call
                .request(&party, "PRACK")
                .with("RAck", format!("4294967295 {} INVITE", invite.number().unwrap_or(1)));
            party.gets(&prack, &[481])?;
            let prack = call.request(&party, "PRACK").with("RAck", rack(&invite, &response));
            party.gets(&prack, &[200])?;
            cancel(&mut party, &invite).map(|_| ())
        })
        .purpose("PRACK of what was not sent is answered 481"),
        Case::new("sip.100rel.prack_twice", "RFC 3262 §3", |t| {
            let (mut party, invite, response) = reliable(t)?;
            let mut call = Call::new(&party, invite.clone(), response.clone())?;
            let prack = call.request(&party, "PRACK").with("RAck", rack(&invite, &response));
            party.gets(&prack, &[200])?;
            let second = call.request(&party, "PRACK").with("RAck", rack(&invite, &response));
            party.gets(&second, &[481])?;
            cancel(&mut party, &invite).map(|_| ())
        })
        .purpose("a second PRACK, which is no copy, finds nothing to acknowledge"),
        Case::new("sip.100rel.not_to_who_does_not_know_it", "RFC 3262 §3", |t| {
            let (mut party, invite, response) = ringing(t)?;
            check(
                response.value("RSeq").is_none(),
                "no RSeq without 100rel in Supported",
                row(&response, "RSeq"),
            )?;
            cancel(&mut party, &invite).map(|_| ())
        })
        .purpose("who does not support 100rel gets no reliable response"),
    ];
    cases.into_iter().map(|case| case.needs(Feature::Rings).needs(Feature::Reliable)).collect()
}

/// A call that rings reliably.
fn reliable(t: &Context<'_>) -> Outcome<(Party, Message, Message)> {
    let mut party = t.party()?;
    let invite = party.invite_to(&t.target.ringing_uri).with("Require", "100rel");
    party.line.send(&invite)?;
    let response = party.response(&invite, 101..200)?;
    Ok((party, invite, response))
}

fn rack(invite: &Message, response: &Message) -> String {
    format!("{} {} INVITE", response.value("RSeq").unwrap_or("0"), invite.number().unwrap_or(1))
}

fn acknowledge(party: &mut Party, invite: &Message, response: &Message) -> Outcome {
    let mut call = Call::new(party, invite.clone(), response.clone())?;
    let prack = call.request(party, "PRACK").with("RAck", rack(invite, response));
    party.gets(&prack, &[200]).map(|_| ())
}

fn again_until_prack(t: &Context<'_>) -> Outcome {
    let (mut party, invite, response) = reliable(t)?;
    let within = party.timers.t1 * 3 + party.timers.quiet;
    let is_copy = |it: &Message| belongs(&invite, it) && it.value("RSeq") == response.value("RSeq");
    party.wait_for("the reliable response again after T1", within, is_copy)?;
    acknowledge(&mut party, &invite, &response)?;
    let wait = party.timers.t1 * 5;
    match party.next_within(wait)? {
        Some(message) => fail("nothing after PRACK", message.start),
        None => cancel(&mut party, &invite).map(|_| ()),
    }
}
