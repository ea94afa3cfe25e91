//! What is sent again, by us and by the peer (RFC 3261 §13.3.1.4, §17.2).

use std::time::{Duration, Instant};

use crate::suite::sip::call::Call;
use crate::suite::sip::context::Context;
use crate::suite::sip::message::Message;
use crate::suite::sip::party::{Party, belongs, cancel_of, is_one_of, refusal_ack};
use crate::suite::sip::{Case, Feature, Transport};
use crate::suite::verdict::{Outcome, check, fail};

use super::general::row;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("sip.te.options_again", "RFC 3261 §17.2.2", |t| {
            let mut party = t.party()?;
            let options = party.options();
            same_again(&mut party, &options)
        })
        .only(Transport::Udp)
        .purpose("a copy of a request is answered with the same response, tag and all"),
        Case::new("sip.te.bye_again", "RFC 3261 §17.2.2", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            let bye = call.request(&party, "BYE");
            same_again(&mut party, &bye)
        })
        .needs(Feature::Answers)
        .only(Transport::Udp)
        .purpose("a copy of BYE is answered 200, too, though the call is over"),
        Case::new("sip.te.invite_again", "RFC 3261 §17.2.1", invite_again)
            .needs(Feature::Answers)
            .only(Transport::Udp)
            .purpose("a copy of INVITE makes no second call"),
        Case::new("sip.te.ringing_again", "RFC 3261 §17.2.1", ringing_again)
            .needs(Feature::Rings)
            .only(Transport::Udp)
            .purpose("a copy of INVITE is answered with the provisional response that was sent last"),
        Case::new("sip.te.ok_until_ack", "RFC 3261 §13.3.1.4", ok_until_ack)
            .needs(Feature::Answers)
            .alone()
            .purpose(
                "the 2xx is sent again until ACK comes, over TCP, too, first after T1, and not afterwards",
            ),
        Case::new("sip.te.ok_intervals", "RFC 3261 §13.3.1.4", ok_intervals)
            .needs(Feature::Answers)
            .alone()
            .purpose("the 2xx is sent again after T1, 2*T1, 4*T1"),
        Case::new("sip.te.never_acknowledged", "RFC 3261 §13.3.1.4", never_acknowledged)
            .should()
            .needs(Feature::Answers)
            .slow()
            .purpose("a call whose 2xx nobody acknowledges within 64*T1 is ended by BYE"),
        Case::new("sip.te.refusal_until_ack", "RFC 3261 §17.2.1", refusal_until_ack)
            .only(Transport::Udp)
            .alone()
            .purpose("a refusal of INVITE is sent again after T1, until ACK comes"),
        Case::new("sip.te.refusal_once_on_a_stream", "RFC 3261 §17.2.1", |t| {
            let (mut party, invite) = refused_invite(t)?;
            let response = party.response(&invite, 300..700)?;
            let wait = party.timers.t1 * 3;
            let again = party.next_within(wait)?;
            party.line.send(&refusal_ack(&invite, &response))?;
            check(again.is_none(), "one refusal on a stream", again.map(|it| it.start).unwrap_or_default())
        })
        .only(Transport::Tcp)
        .purpose("a refusal of INVITE is sent once on a stream"),
        Case::new("sip.te.ack_again", "RFC 3261 §13.2.2.4", |t| {
            let mut party = t.party()?;
            let mut call = party.call()?;
            (0..3).try_for_each(|_| party.line.send(&call.ack()))?;
            party.quiet("copies of ACK are not answered")?;
            party.hang_up(&mut call)
        })
        .needs(Feature::Answers)
        .purpose("copies of ACK are harmless"),
        Case::new("sip.te.merged", "RFC 3261 §8.2.2.2", merged)
            .should()
            .needs(Feature::Rings)
            .purpose("the same INVITE that comes a second way is answered 482"),
    ]
}

fn same_again(party: &mut Party, request: &Message) -> Outcome {
    let first = party.gets(request, &[200])?;
    let second = party.gets(request, &[200])?;
    check(first.value("To") == second.value("To"), row(&first, "To"), row(&second, "To"))
}

fn invite_again(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let invite = party.invite();
    party.line.send(&invite)?;
    let first = party.response(&invite, 200..300)?;
    party.line.send(&invite)?;
    let mut call = Call::new(&party, invite.clone(), first.clone())?;
    let deadline = Instant::now() + party.timers.quiet;
    while let Some(response) = party.next_within(deadline.saturating_duration_since(Instant::now()))? {
        let is_same =
            !belongs(&invite, &response) || response.status() == 100 || response.tag("To") == first.tag("To");
        check(is_same, row(&first, "To"), row(&response, "To"))?;
        check(response.status() < 300, "no refusal of a copy", response.start)?;
    }
    party.line.send(&call.ack())?;
    party.hang_up(&mut call)
}

fn ringing_again(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let invite = party.invite_to(&t.target.ringing_uri);
    party.line.send(&invite)?;
    let first = party.response(&invite, 101..200)?;
    party.line.send(&invite)?;
    let second = party.response(&invite, 101..700);
    party.line.send(&cancel_of(&invite))?;
    is_one_of(&party.answer(&invite)?, &[487])?;
    check(second?.start == first.start, first.start, "another response")
}

fn ok_until_ack(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let invite = party.invite();
    party.line.send(&invite)?;
    let first = party.response(&invite, 200..300)?;
    let within = party.timers.t1 * 3 + party.timers.quiet;
    let is_copy = |message: &Message| belongs(&invite, message) && message.start == first.start;
    party.wait_for("the 2xx again after T1", within, is_copy)?;
    let mut call = Call::new(&party, invite.clone(), first.clone())?;
    party.line.send(&call.ack())?;
    // One may be under way already.
    std::thread::sleep(Duration::from_millis(50));
    while party.next_within(Duration::from_millis(10))?.is_some() {}
    let wait = party.timers.t1 * 5;
    let again = party.next_within(wait)?;
    check(again.is_none(), "nothing after ACK", again.map(|it| it.start).unwrap_or_default())?;
    party.hang_up(&mut call)
}

fn ok_intervals(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let invite = party.invite();
    party.line.send(&invite)?;
    let first = party.response(&invite, 200..300)?;
    let mut last = Instant::now();
    for round in 0..3_u32 {
        let wait = (party.timers.t1 * 2_u32.pow(round)).min(party.timers.t2);
        let what = format!("the 2xx again after {wait:?}");
        party.wait_for(&what, wait * 2 + party.timers.quiet, |message| {
            belongs(&invite, message) && message.start == first.start
        })?;
        let took = last.elapsed();
        check(took > wait / 2, what, format!("after {took:?}"))?;
        last = Instant::now();
    }
    let mut call = Call::new(&party, invite, first)?;
    party.line.send(&call.ack())?;
    party.hang_up(&mut call)
}

fn never_acknowledged(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let invite = party.invite();
    party.line.send(&invite)?;
    party.response(&invite, 200..300)?;
    let within = party.timers.t1 * 80 + party.timers.answer;
    let bye = party
        .wait_for("BYE after 64*T1", within, |message| message.method() == "BYE" && message.status() == 0)?;
    party.serve(&bye)
}

fn refused_invite(t: &Context<'_>) -> Outcome<(Party, Message)> {
    let mut party = t.party()?;
    let invite = party.invite().with("Require", "tester-extension");
    party.line.send(&invite)?;
    Ok((party, invite))
}

fn refusal_until_ack(t: &Context<'_>) -> Outcome {
    let (mut party, invite) = refused_invite(t)?;
    let response = party.response(&invite, 300..700)?;
    let within = party.timers.t1 * 3 + party.timers.quiet;
    let is_copy = |message: &Message| belongs(&invite, message) && message.start == response.start;
    party.wait_for("the refusal again after T1", within, is_copy)?;
    party.line.send(&refusal_ack(&invite, &response))?;
    std::thread::sleep(Duration::from_millis(50));
    while party.next_within(Duration::from_millis(10))?.is_some() {}
    match party.next_within(party.timers.t1 * 5)? {
        None => Ok(()),
        Some(message) => fail("nothing after ACK", message.start),
    }
}

fn merged(t: &Context<'_>) -> Outcome {
    let mut party = t.party()?;
    let invite = party.invite_to(&t.target.ringing_uri);
    party.line.send(&invite)?;
    party.response(&invite, 101..200)?;
    let via = party.via();
    let second = invite.clone().set("Via", via);
    let merged = party.gets(&second, &[482]);
    party.line.send(&cancel_of(&invite))?;
    party.answer(&invite)?;
    merged.map(|_| ())
}
