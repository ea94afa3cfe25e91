//! A call is given up before it is answered (RFC 3261 §9.2, §15.1.2).

use crate::suite::sip::call::Call;
use crate::suite::sip::context::Context;
use crate::suite::sip::message::Message;
use crate::suite::sip::party::{Party, belongs, cancel_of, is_one_of, refusal_ack};
use crate::suite::sip::{Case, Feature, Transport};
use crate::suite::verdict::{Outcome, check};

use super::general::row;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("sip.oe.cancel", "RFC 3261 §9.2, §15.1.2", |t| {
            let (mut party, invite, ringing) = ringing(t)?;
            let cancelled = cancel(&mut party, &invite)?;
            let same = ringing.tag("To") == cancelled.tag("To");
            check(same, row(&ringing, "To"), row(&cancelled, "To"))
        })
        .needs(Feature::Rings)
        .purpose("CANCEL of a call that rings is answered 200, and INVITE 487"),
        Case::new("sip.oe.cancel_has_the_same_tag", "RFC 3261 §9.2", |t| {
            let (mut party, invite, ringing) = ringing(t)?;
            let request = cancel_of(&invite);
            let response = take(&mut party, &request)?;
            party.answer(&invite)?;
            check(ringing.tag("To") == response.tag("To"), row(&ringing, "To"), row(&response, "To"))
        })
        .should()
        .needs(Feature::Rings)
        .purpose("the 200 to CANCEL has the To tag of the response to INVITE"),
        Case::new("sip.oe.cancel_twice", "RFC 3261 §9.2, §17.2.2", |t| {
            let (mut party, invite, _) = ringing(t)?;
            let request = cancel_of(&invite);
            party.line.send(&request)?;
            party.line.send(&request)?;
            is_one_of(&party.answer(&invite)?, &[487])?;
            party.gets(&request, &[200]).map(|_| ())
        })
        .needs(Feature::Rings)
        .only(Transport::Udp)
        .purpose("a copy of CANCEL is answered 200, too"),
        Case::new("sip.oe.cancel_after_the_answer", "RFC 3261 §9.2", |t| {
            let mut party = t.party()?;
            let invite = party.invite();
            let mut call = party.call_without_ack(invite.clone())?;
            let response = take(&mut party, &cancel_of(&invite))?;
            is_one_of(&response, &[200])?;
            party.line.send(&call.ack())?;
            let options = call.request(&party, "OPTIONS");
            party.gets(&options, &[200])?;
            party.hang_up(&mut call)
        })
        .needs(Feature::Answers)
        .purpose("CANCEL of a call that was answered is answered 200 and does nothing"),
        Case::new("sip.oe.cancel_of_nothing", "RFC 3261 §9.2", |t| {
            let mut party = t.party()?;
            let cancel = cancel_of(&party.invite());
            party.gets(&cancel, &[481]).map(|_| ())
        })
        .purpose("CANCEL of nothing is answered 481"),
        Case::new("sip.oe.cancel_of_another_branch", "RFC 3261 §9.2, §17.2.3", |t| {
            let (mut party, invite, _) = ringing(t)?;
            let via = party.via();
            party.gets(&cancel_of(&invite).set("Via", via), &[481])?;
            cancel(&mut party, &invite).map(|_| ())
        })
        .needs(Feature::Rings)
        .purpose("CANCEL with another branch cancels nothing"),
        Case::new("sip.oe.bye_while_it_rings", "RFC 3261 §15, §15.1.2", |t| {
            let (mut party, invite, ringing) = ringing(t)?;
            let mut call = Call::new(&party, invite.clone(), ringing)?;
            let bye = call.request(&party, "BYE");
            party.line.send(&bye)?;
            // Both come, in either order.
            let mut left = vec![(bye, 200), (invite, 487)];
            while let Some(first) = left.first().cloned() {
                let what = format!("{} to {}", first.1, first.0.method());
                let within = party.timers.answer;
                let waiting = left.clone();
                let is_final = |message: &Message| {
                    message.status() >= 200 && waiting.iter().any(|(request, _)| belongs(request, message))
                };
                let response = party.wait_for(&what, within, is_final)?;
                if let Some(place) = left.iter().position(|(it, _)| belongs(it, &response)) {
                    let (request, status) = left.remove(place);
                    is_one_of(&response, &[status])?;
                    if status == 487 {
                        party.line.send(&refusal_ack(&request, &response))?;
                    }
                }
            }
            Ok(())
        })
        .should()
        .needs(Feature::Rings)
        .purpose("BYE in an early dialog is answered 200, and INVITE 487"),
        Case::new("sip.oe.second_invite_while_it_rings", "RFC 3261 §14.2", |t| {
            let (mut party, invite, ringing) = ringing(t)?;
            let mut call = Call::new(&party, invite.clone(), ringing)?;
            let second = call.request(&party, "INVITE");
            let response = party.gets(&second, &[500])?;
            let seconds = response
                .value("Retry-After")
                .and_then(|value| value.split([' ', ';', '(']).next()?.parse::<u32>().ok());
            cancel(&mut party, &invite)?;
            check(seconds.is_some_and(|it| it <= 10), "Retry-After of 0 to 10", row(&response, "Retry-After"))
        })
        .needs(Feature::Rings)
        .purpose(
            "INVITE before the first one has its final response is answered 500 with Retry-After of 0 to 10",
        ),
    ]
}

/// A call that rings.
pub(super) fn ringing(t: &Context<'_>) -> Outcome<(Party, Message, Message)> {
    let mut party = t.party()?;
    let invite = party.invite_to(&t.target.ringing_uri);
    party.line.send(&invite)?;
    let ringing = party.response(&invite, 101..200)?;
    Ok((party, invite, ringing))
}

/// Cancels a call that rings, and gives the 487.
pub(super) fn cancel(party: &mut Party, invite: &Message) -> Outcome<Message> {
    let request = cancel_of(invite);
    party.line.send(&request)?;
    let (mut answered, mut ended) = (None, None);
    while answered.is_none() || ended.is_none() {
        let within = party.timers.answer;
        let response = party.wait_for("200 to CANCEL and 487 to INVITE", within, |it| it.status() >= 200)?;
        match response.method() {
            "CANCEL" => answered = Some(response),
            _ => {
                party.line.send(&refusal_ack(invite, &response))?;
                ended = Some(response);
            }
        }
    }
    is_one_of(&answered.unwrap_or_default(), &[200])?;
    let ended = ended.unwrap_or_default();
    is_one_of(&ended, &[487])?;
    Ok(ended)
}

/// The final response to CANCEL, whatever comes to INVITE before.
fn take(party: &mut Party, request: &Message) -> Outcome<Message> {
    party.line.send(request)?;
    party.response(request, 200..700)
}
