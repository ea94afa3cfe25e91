//! MESSAGE (RFC 3428).

use crate::suite::sip::message::Message;
use crate::suite::sip::party::is_one_of;
use crate::suite::sip::{Case, Feature, Transport};
use crate::suite::verdict::check;

use super::general::row;

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sip.mg.taken", "RFC 3428 §7", |t| {
            let mut party = t.party()?;
            let message = party.request("MESSAGE", &t.target.uri).body("text/plain", "Watson, come here.");
            let response = party.gets(&message, &[200, 202])?;
            check(response.value("Contact").is_none(), "no Contact", row(&response, "Contact"))
        })
        .purpose("MESSAGE is answered 200 without Contact"),
        Case::new("sip.mg.in_utf_8", "RFC 3428 §4, §7", |t| {
            let mut party = t.party()?;
            let message =
                party.request("MESSAGE", &t.target.uri).body("text/plain;charset=utf-8", "電話 ✆\r\n\r\n");
            is_one_of(&party.ask(&message)?, &[200, 202])
        })
        .purpose("text in UTF-8 is taken"),
        Case::new("sip.mg.of_the_greatest_length", "RFC 3428 §8", |t| {
            let mut party = t.party()?;
            let message: Message = party.request("MESSAGE", &t.target.uri);
            let room = 1300_usize.saturating_sub(message.octets().len() + 60);
            let message = message.body("text/plain", "x".repeat(room));
            is_one_of(&party.ask(&message)?, &[200, 202])
        })
        .purpose("1300 octets are taken"),
        Case::new("sip.mg.again", "RFC 3261 §17.2.2; RFC 3428 §7", |t| {
            let mut party = t.party()?;
            let message = party.request("MESSAGE", &t.target.uri).body("text/plain", "once");
            let first = party.gets(&message, &[200, 202])?;
            let second = party.gets(&message, &[first.status()])?;
            check(first.value("To") == second.value("To"), row(&first, "To"), row(&second, "To"))
        })
        .only(Transport::Udp)
        .purpose("a copy of MESSAGE is answered with the same response"),
    ];
    cases.into_iter().map(|case| case.needs(Feature::Message)).collect()
}
