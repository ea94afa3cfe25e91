//! What an INVITE is, and how often it is sent (RFC 3261 §8.1.1, §17.1.1.2).

use std::time::{Duration, Instant};

use crate::suite::sip::Transport;
use crate::suite::sip::uac::UacCase;
use crate::suite::sip::uac::context::Context;
use crate::suite::verdict::{Outcome, check, fail};

use super::is_same;

pub(super) fn cases() -> Vec<UacCase> {
    vec![
        UacCase::new("sip.uac.invite", "RFC 3261 §8.1.1", |t| {
            let callee = t.invited()?;
            callee.refuse("486 Busy Here")?;
            for name in ["Via", "Max-Forwards", "From", "To", "Call-ID", "CSeq", "Contact"] {
                check(callee.invite.value(name).is_some(), name, "no such row")?;
            }
            check(callee.invite.tag("To").is_none(), "To without a tag", "one with a tag")?;
            check(callee.invite.tag("From").is_some_and(|tag| !tag.is_empty()), "From with a tag", "none")
        })
        .purpose(
            "an INVITE has all rows that every request has, and a Contact; From has a tag and To has none",
        ),
        UacCase::new("sip.uac.branch", "RFC 3261 §8.1.1.7", |t| {
            let callee = t.invited()?;
            callee.refuse("486 Busy Here")?;
            let branch = callee.invite.branch().unwrap_or_default();
            check(
                branch.starts_with("z9hG4bK") && branch.len() > 7,
                "a branch that begins with z9hG4bK",
                branch,
            )
        })
        .purpose("the branch of Via begins with z9hG4bK, and more is behind that"),
        UacCase::new("sip.uac.calls_differ", "RFC 3261 §8.1.1.3, §8.1.1.4, §8.1.1.7", |t| {
            let first = t.invited()?;
            first.refuse("486 Busy Here")?;
            first.ack()?;
            let second = t.invited()?;
            second.refuse("486 Busy Here")?;
            let differ = |name: &str| first.invite.tag(name) != second.invite.tag(name);
            check(differ("From"), "another tag for another call", "the same")?;
            check(
                first.invite.branch() != second.invite.branch(),
                "another branch for another call",
                "the same",
            )
        })
        .purpose("two calls have Call-IDs, tags and branches of their own"),
        UacCase::new("sip.uac.max_forwards", "RFC 3261 §8.1.1.6", |t| {
            let callee = t.invited()?;
            callee.refuse("486 Busy Here")?;
            let hops = callee.invite.value("Max-Forwards").unwrap_or_default();
            check(hops == "70", "Max-Forwards: 70", format!("Max-Forwards: {hops}"))
        })
        .should()
        .purpose("Max-Forwards of an INVITE is 70"),
        UacCase::new("sip.uac.invite_says_what_is_allowed", "RFC 3261 §13.2.1, §20.5, §20.37", |t| {
            let callee = t.invited()?;
            callee.refuse("486 Busy Here")?;
            for name in ["Allow", "Supported"] {
                check(callee.invite.value(name).is_some(), name, "no such row")?;
            }
            Ok(())
        })
        .should()
        .purpose("an INVITE says what methods and extensions its sender takes"),
        UacCase::new("sip.uac.invite_again", "RFC 3261 §17.1.1.2", invite_again)
            .only(Transport::Udp)
            .purpose(
                "INVITE without a response is sent again after T1, and again after 2*T1, the same each time",
            ),
        UacCase::new("sip.uac.invite_once_on_a_stream", "RFC 3261 §17.1.1.2", |t| {
            let callee = t.invited()?;
            callee.quiet(&["INVITE"], "INVITE once over TCP")?;
            let until = t.began() + t.timers().t1 * 2;
            check(callee.within("INVITE", until)?.is_none(), "INVITE once over TCP", "a copy")?;
            callee.refuse("486 Busy Here")?;
            callee.ack().map(|_| ())
        })
        .only(Transport::Tcp)
        .purpose("INVITE is sent once over TCP"),
        UacCase::new("sip.uac.trying_stops_copies", "RFC 3261 §17.1.1.2", |t| {
            let callee = t.invited()?;
            callee.refuse("100 Trying")?;
            // A copy may be under way.
            callee.within("INVITE", Instant::now() + t.timers().t1 / 2)?;
            let until = Instant::now() + t.timers().t1 * 3;
            check(callee.within("INVITE", until)?.is_none(), "no copy of INVITE after 100", "one")?;
            callee.refuse("486 Busy Here")?;
            callee.ack().map(|_| ())
        })
        .only(Transport::Udp)
        .purpose("100 stops the copies of INVITE"),
    ]
}

fn invite_again(t: &Context<'_>) -> Outcome {
    let callee = t.invited()?;
    let mut copies = 0;
    // A little is allowed for what delays the first one.
    for (count, after) in [(1, 1.0), (2, 3.0)] {
        let until = t.began() + t.timers().t1.mul_f64(after) + Duration::from_secs(1);
        let Some(copy) = callee.within("INVITE", until)? else { break };
        copies = count;
        let came = t.began().elapsed();
        let least = t.timers().t1.mul_f64(after * 0.7);
        check(came >= least, format!("copy {count} after {least:?} at least"), format!("after {came:?}"))?;
        is_same("Via", &callee.invite, &copy)?;
        is_same("CSeq", &callee.invite, &copy)?;
    }
    callee.refuse("486 Busy Here")?;
    callee.ack()?;
    if copies < 2 { fail("two copies of INVITE", copies.to_string()) } else { Ok(()) }
}
