//! Calls that are refused, and responses that are none of theirs (RFC 3261 §8.1.3, §17.1.1.3, §17.1.3).

use std::time::Instant;

use crate::suite::sip::message::Message;
use crate::suite::sip::uac::UacCase;
use crate::suite::sip::uac::callee::Callee;
use crate::suite::sip::uac::context::Context;
use crate::suite::sip::{Feature, Transport};
use crate::suite::verdict::{Outcome, check, fail};

use super::{is, is_same, request_uri};

pub(super) fn cases() -> Vec<UacCase> {
    vec![
        UacCase::new("sip.uac.ack_of_a_refusal", "RFC 3261 §17.1.1.3", |t| {
            let callee = t.invited()?;
            callee.refuse("486 Busy Here")?;
            acknowledges(&callee, &callee.ack()?)
        })
        .purpose("the ACK of a refusal has the INVITE's Request-URI, branch, Call-ID, From and number, and the response's To"),
        UacCase::new("sip.uac.ack_of_each_copy_of_a_refusal", "RFC 3261 §17.1.1.2", |t| {
            let callee = t.invited()?;
            for _ in 0..3 {
                callee.refuse("603 Decline")?;
                acknowledges(&callee, &callee.ack()?)?;
            }
            Ok(())
        })
        .only(Transport::Udp)
        .purpose("each copy of a refusal gets an ACK"),
        refused("sip.uac.unknown_refusal", "499 Tester").purpose("a 4xx that nobody knows is a refusal"),
        refused("sip.uac.unknown_failure", "599 Tester").purpose("a 5xx that nobody knows is a refusal"),
        refused("sip.uac.unknown_global_failure", "699 Tester").purpose("a 6xx that nobody knows is a refusal"),
        refused("sip.uac.refusal_without_a_reason", "486 ").purpose("a Reason-Phrase may be empty"),
        UacCase::new("sip.uac.unknown_provisional", "RFC 3261 §8.1.3.2", |t| {
            let callee = t.invited()?;
            callee.refuse("170 Tester")?;
            callee.quiet(&["ACK", "BYE"], "nothing after 170")?;
            callee.refuse("486 Busy Here")?;
            callee.ack().map(|_| ())
        })
        .purpose("a 1xx that nobody knows is provisional"),
        ignored("sip.uac.two_vias", "RFC 3261 §8.1.3.3", |refusal| {
            refusal.with("Via", "SIP/2.0/UDP tester.invalid;branch=z9hG4bKtester")
        })
        .should()
        .purpose("a response with a second Via is not ours: it is discarded"),
        ignored("sip.uac.another_branch", "RFC 3261 §17.1.3", |refusal| {
            let via = refusal.value("Via").unwrap_or_default().replace("branch=z9hG4bK", "branch=z9hG4bKtester");
            refusal.set("Via", via)
        })
        .purpose("a response with another branch is of no transaction"),
        ignored("sip.uac.another_method", "RFC 3261 §17.1.3", |refusal| {
            let number = refusal.number().unwrap_or(1);
            refusal.set("CSeq", format!("{number} OPTIONS"))
        })
        .purpose("a response with another method in CSeq is of no transaction"),
        ignored("sip.uac.another_version", "RFC 3261 §7.1, §7.2", |refusal| refusal.start("SIP/7.0 486 Busy Here"))
            .robustness()
            .only(Transport::Udp)
            .purpose("a response of another version is discarded"),
        UacCase::new("sip.uac.challenged", "RFC 3261 §8.1.3.5, §22.2", |t| challenged(t, "401 Unauthorized", "WWW-Authenticate", "Authorization"))
            .needs(Feature::AnswersChallenges)
            .purpose("a 401 is answered by the same call with credentials, the next number and another branch"),
        UacCase::new("sip.uac.challenged_by_a_proxy", "RFC 3261 §8.1.3.5, §22.3", |t| {
            challenged(t, "407 Proxy Authentication Required", "Proxy-Authenticate", "Proxy-Authorization")
        })
        .needs(Feature::AnswersChallenges)
        .purpose("a 407 is answered by the same call with credentials, the next number and another branch"),
    ]
}

fn refused(id: &'static str, status: &'static str) -> UacCase {
    UacCase::new(id, "RFC 3261 §8.1.3.2, §17.1.1.3", move |t| {
        let callee = t.invited()?;
        callee.refuse(status)?;
        acknowledges(&callee, &callee.ack()?)
    })
}

/// A refusal that is changed so that it is not for this INVITE: no ACK. The right one gets its ACK then.
fn ignored(id: &'static str, clauses: &'static str, change: fn(Message) -> Message) -> UacCase {
    UacCase::new(id, clauses, move |t| {
        let callee = t.invited()?;
        callee.ring()?;
        callee.send(&change(callee.response("480 Temporarily Unavailable")))?;
        callee.quiet(&["ACK"], "no ACK")?;
        callee.refuse("486 Busy Here")?;
        acknowledges(&callee, &callee.ack()?)
    })
}

fn acknowledges(callee: &Callee<'_>, ack: &Message) -> Outcome {
    let invite = &callee.invite;
    is("Request-URI", request_uri(invite), request_uri(ack))?;
    is("branch", &invite.branch().unwrap_or_default(), &ack.branch().unwrap_or_default())?;
    let vias = ack.values("Via").len();
    check(vias == 1, "one Via", format!("{vias}"))?;
    is_same("Call-ID", invite, ack)?;
    is_same("From", invite, ack)?;
    is("To tag", callee.tag(), &ack.tag("To").unwrap_or_default())?;
    is("CSeq", &format!("{} ACK", invite.number().unwrap_or(0)), ack.value("CSeq").unwrap_or_default())
}

fn challenged(t: &Context<'_>, status: &str, challenge: &str, credentials: &str) -> Outcome {
    let callee = t.invited()?;
    let nonce = "dGVzdGVyIG9mIGNhbGxz";
    let asked = format!("Digest realm=\"tester.invalid\", nonce=\"{nonce}\", algorithm=MD5, qop=\"auth\"");
    callee.send(&callee.response(status).with(challenge, asked))?;
    acknowledges(&callee, &callee.ack()?)?;
    let Some(again) = callee.within("INVITE", Instant::now() + t.timers().patience)? else {
        return fail("the INVITE once more, with credentials", "nothing");
    };
    let retried = callee.retried(&again);
    retried.refuse("486 Busy Here")?;
    retried.ack()?;
    is_same("From", &callee.invite, &again)?;
    is_same("To", &callee.invite, &again)?;
    let wanted = callee.invite.number().map(|number| number + 1);
    check(again.number() == wanted, format!("CSeq {wanted:?}"), format!("{:?}", again.number()))?;
    check(again.branch() != callee.invite.branch(), "another branch", "the same")?;
    let given = again.value(credentials).unwrap_or_default();
    let part = |name: &str| {
        let parts = given.trim_start_matches("Digest ").split(',').map(str::trim);
        let value = parts.filter_map(|part| part.split_once('=')).find(|(key, _)| *key == name);
        value.map(|(_, value)| value.trim_matches('"').to_owned()).unwrap_or_default()
    };
    is("realm", "tester.invalid", &part("realm"))?;
    is("nonce", nonce, &part("nonce"))?;
    is("uri", request_uri(&again), &part("uri"))?;
    is("nc", "00000001", &part("nc"))?;
    check(part("response").len() == 32, "a response of 32 digits", part("response"))
}
