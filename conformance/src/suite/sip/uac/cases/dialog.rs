//! Requests of ours in a call of the peer's (RFC 3261 §12.2.2, §14.2, §15.1.2).

use crate::suite::sip::message::Message;
use crate::suite::sip::party::is_one_of;
use crate::suite::sip::uac::UacCase;
use crate::suite::sip::uac::callee::Callee;
use crate::suite::sip::uac::context::Context;
use crate::suite::verdict::Outcome;

pub(super) fn cases() -> Vec<UacCase> {
    vec![
        UacCase::new("sip.uac.our_bye", "RFC 3261 §15.1.2", |t| {
            let callee = answered(t)?;
            is_one_of(&callee.asks(&callee.request("BYE", 1))?, &[200])
        })
        .purpose("a BYE of whoever was called is answered 200"),
        UacCase::new("sip.uac.our_options", "RFC 3261 §11.2, §12.2.2", |t| {
            in_a_call(t, |callee| callee.request("OPTIONS", 1), &[200])
        })
        .purpose("OPTIONS within the call is answered 200"),
        UacCase::new("sip.uac.our_reinvite", "RFC 3261 §14.2", |t| {
            let callee = answered(t)?;
            let answer = callee.answer();
            let kind = answer.value("Content-Type").unwrap_or_default().to_owned();
            let invite = callee.request("INVITE", 1).body(&kind, answer.body);
            let response = callee.asks(&invite)?;
            let ack = callee.request("ACK", 1);
            callee.sends(&if response.status() < 300 {
                ack
            } else {
                ack.set("Via", invite.value("Via").unwrap_or_default())
            })?;
            is_one_of(&response, &[200, 488, 491, 500])?;
            callee.end()
        })
        .purpose("an INVITE of whoever was called is answered"),
        UacCase::new("sip.uac.our_unknown_method", "RFC 3261 §8.2.1, §12.2.2", |t| {
            in_a_call(t, |callee| callee.request("TESTER", 1), &[405, 501])
        })
        .purpose("an unknown method within the call is refused with 405 or 501"),
        UacCase::new("sip.uac.our_unknown_extension", "RFC 3261 §8.2.2.3", |t| {
            in_a_call(t, |callee| callee.request("OPTIONS", 1).with("Require", "tester-extension"), &[420])
        })
        .purpose("an extension that is required within the call and not known is refused with 420"),
        UacCase::new("sip.uac.our_wrong_tag", "RFC 3261 §12.2.2, §15.1.2", |t| {
            let wrong = |callee: &Callee<'_>| {
                let bye = callee.request("BYE", 1);
                let to = callee.invite.value("From").unwrap_or_default().replace(";tag=", ";tag=tester");
                bye.set("To", to)
            };
            in_a_call(t, wrong, &[481])
        })
        .purpose("a BYE with another tag is of no call: 481"),
        UacCase::new("sip.uac.our_number_too_low", "RFC 3261 §12.2.2", |t| {
            let callee = answered(t)?;
            is_one_of(&callee.asks(&callee.request("OPTIONS", 50))?, &[200])?;
            is_one_of(&callee.asks(&callee.request("OPTIONS", 49))?, &[500])?;
            callee.end()
        })
        .purpose("a number lower than the last one is refused with 500"),
    ]
}

/// A call that is answered, and not ended by the peer at once: else nothing can be asked in it.
fn answered<'a>(t: &'a Context<'a>) -> Outcome<Callee<'a>> {
    let callee = t.invited()?;
    callee.take()?;
    Ok(callee)
}

/// A request in a call gets one of these; the call goes on, and is ended.
fn in_a_call(t: &Context<'_>, request: impl Fn(&Callee<'_>) -> Message, statuses: &[u16]) -> Outcome {
    let callee = answered(t)?;
    is_one_of(&callee.asks(&request(&callee))?, statuses)?;
    callee.end()
}
