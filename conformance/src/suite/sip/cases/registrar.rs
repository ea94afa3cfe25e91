//! A registrar (RFC 3261 §10.3, §22).

use crate::suite::sip::context::Context;
use crate::suite::sip::message::Message;
use crate::suite::sip::party::is_one_of;
use crate::suite::sip::registrant::{Registrant, expires};
use crate::suite::sip::{Case, Feature};
use crate::suite::verdict::{Outcome, check};

use super::general::{has_row, row};

const ONE: &str = "sip:one@192.0.2.1:5070";
const TWO: &str = "sip:two@192.0.2.2:5070";

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("sip.rg.registered", "RFC 3261 §10.3", |t| {
            let mut user = Registrant::new(t)?;
            let response = user.set(&[("Contact", &brackets(ONE)), ("Expires", "3600")], &[200])?;
            let seconds = expires(&response, ONE);
            check(
                seconds.is_some_and(|it| it > 0 && it <= 3600),
                "the contact with `expires`",
                row(&response, "Contact"),
            )
        })
        .purpose("a contact is registered, and comes back with the seconds that it has"),
        Case::new("sip.rg.fetched", "RFC 3261 §10.2.3, §10.3", |t| {
            let mut user = Registrant::new(t)?;
            user.set(&[("Contact", &brackets(ONE)), ("Expires", "3600")], &[200])?;
            has(&user.fetched()?, &[ONE])
        })
        .purpose("REGISTER without Contact fetches the contacts and changes none"),
        Case::new("sip.rg.refreshed", "RFC 3261 §10.2.4, §10.3", |t| {
            let mut user = Registrant::new(t)?;
            user.set(&[("Contact", &brackets(ONE)), ("Expires", "3600")], &[200])?;
            let response = user.set(&[("Contact", &brackets(ONE)), ("Expires", "1800")], &[200])?;
            check(
                expires(&response, ONE).is_some_and(|it| it <= 1800),
                "expires=1800",
                row(&response, "Contact"),
            )?;
            has(&user.fetched()?, &[ONE])
        })
        .purpose("a contact that comes again is the same, with the new time"),
        Case::new("sip.rg.same_uri_in_another_way", "RFC 3261 §10.3, §19.1.4", |t| {
            let mut user = Registrant::new(t)?;
            user.set(&[("Contact", "<sip:one@Host.invalid:5070>"), ("Expires", "3600")], &[200])?;
            user.set(&[("Contact", "<sip:%6fne@hOST.invalid:5070>"), ("Expires", "3600")], &[200])?;
            let uris = user.fetched()?;
            check(uris.len() == 1, "one contact", uris.join(", "))
        })
        .purpose("contacts are compared as URIs, not as text"),
        Case::new("sip.rg.removed", "RFC 3261 §10.2.2, §10.3", |t| {
            let mut user = Registrant::new(t)?;
            user.set(
                &[("Contact", &brackets(ONE)), ("Contact", &brackets(TWO)), ("Expires", "3600")],
                &[200],
            )?;
            user.set(&[("Contact", &format!("<{ONE}>;expires=0"))], &[200])?;
            has(&user.fetched()?, &[TWO])
        })
        .purpose("`expires=0` removes that contact alone"),
        Case::new("sip.rg.two_contacts", "RFC 3261 §10.3", |t| {
            let mut user = Registrant::new(t)?;
            let both = format!("<{ONE}>, <{TWO}>;q=0.5");
            user.set(&[("Contact", &both), ("Expires", "3600")], &[200])?;
            has(&user.fetched()?, &[ONE, TWO])
        })
        .purpose("two contacts of one request are both registered"),
        Case::new("sip.rg.all_removed", "RFC 3261 §10.2.2, §10.3", |t| {
            let mut user = Registrant::new(t)?;
            user.set(&[("Contact", &format!("<{ONE}>, <{TWO}>")), ("Expires", "3600")], &[200])?;
            user.set(&[("Contact", "*"), ("Expires", "0")], &[200])?;
            has(&user.fetched()?, &[])
        })
        .purpose("`*` with Expires 0 removes all contacts"),
        Case::new("sip.rg.star_without_zero", "RFC 3261 §10.3", |t| {
            let mut user = Registrant::new(t)?;
            user.set(&[("Contact", &brackets(ONE)), ("Expires", "3600")], &[200])?;
            user.set(&[("Contact", "*"), ("Expires", "3600")], &[400])?;
            has(&user.fetched()?, &[ONE])
        })
        .purpose("`*` with another Expires is answered 400, and removes nothing"),
        Case::new("sip.rg.star_and_another", "RFC 3261 §10.3", |t| {
            let mut user = Registrant::new(t)?;
            user.set(&[("Contact", &brackets(ONE)), ("Expires", "3600")], &[200])?;
            user.set(&[("Contact", "*"), ("Contact", &brackets(TWO)), ("Expires", "0")], &[400])?;
            has(&user.fetched()?, &[ONE])
        })
        .purpose("`*` beside another contact is answered 400, and removes nothing"),
        Case::new("sip.rg.too_brief", "RFC 3261 §10.3, §21.4.17", |t| {
            let mut user = Registrant::new(t)?;
            let response = user.set(&[("Contact", &brackets(ONE)), ("Expires", "1")], &[200, 423])?;
            if response.status() == 423 {
                has_row(&response, "Min-Expires")?;
                return has(&user.fetched()?, &[]);
            }
            check(expires(&response, ONE) == Some(1), "423, or one second", row(&response, "Contact"))
        })
        .purpose("a time too brief is answered 423 with Min-Expires, or taken"),
        Case::new("sip.rg.parameter_before_row", "RFC 3261 §10.2.1.1, §10.3", |t| {
            let mut user = Registrant::new(t)?;
            let response =
                user.set(&[("Contact", &format!("<{ONE}>;expires=900")), ("Expires", "3600")], &[200])?;
            check(
                expires(&response, ONE).is_some_and(|it| it <= 900),
                "expires=900",
                row(&response, "Contact"),
            )
        })
        .purpose("the parameter of a contact counts before the row"),
        Case::new("sip.rg.number_too_low", "RFC 3261 §10.3", |t| {
            let mut user = Registrant::new(t)?;
            user.number = 100;
            user.set(&[("Contact", &brackets(ONE)), ("Expires", "3600")], &[200])?;
            let high = user.number;
            user.number = 50;
            user.ask(&[("Contact", &format!("<{ONE}>;expires=0"))])?;
            user.number = high;
            has(&user.fetched()?, &[ONE])
        })
        .purpose("a request with a lower number of the same Call-ID changes nothing"),
        Case::new("sip.rg.another_call_id", "RFC 3261 §10.3", |t| {
            let mut user = Registrant::new(t)?;
            user.number = 100;
            user.set(&[("Contact", &brackets(ONE)), ("Expires", "3600")], &[200])?;
            let mut other = Registrant::stranger(t)?;
            other.set(&[("Contact", &format!("<{ONE}>;expires=0"))], &[200])?;
            has(&user.fetched()?, &[])
        })
        .purpose("a lower number of another Call-ID does: the user agent has begun anew"),
        Case::new("sip.rg.all_or_nothing", "RFC 3261 §10.3", |t| {
            let mut user = Registrant::new(t)?;
            let response = user.ask(&[
                ("Contact", &brackets(ONE)),
                ("Contact", "<sip:two@192.0.2.2"),
                ("Expires", "3600"),
            ])?;
            is_one_of(&response, &[400])?;
            has(&user.fetched()?, &[])
        })
        .purpose("where one contact cannot be taken none is"),
        Case::new("sip.rg.unknown_extension", "RFC 3261 §10.3", |t| {
            let mut user = Registrant::stranger(t)?;
            let response = user.set(&[("Require", "tester-extension")], &[420])?;
            check(
                response.has("Unsupported", "tester-extension"),
                "Unsupported",
                row(&response, "Unsupported"),
            )
        })
        .purpose("what is required and not there is answered 420"),
        Case::new("sip.rg.challenged", "RFC 3261 §22.1, §22.2", challenged).needs(Feature::Digest).purpose(
            "without credentials the answer is 401 with a challenge of realm and nonce, and nothing changes",
        ),
        Case::new("sip.rg.wrong_password", "RFC 3261 §22.2", |t| {
            let mut user = Registrant::new(t)?;
            let request = user.register(&[("Contact", &brackets(ONE)), ("Expires", "3600")]);
            let challenge = user.party.gets(&request, &[401])?;
            let wrong = user.authorized_by(&request, &challenge, "this is not the password")?;
            user.party.gets(&wrong, &[401, 403])?;
            has(&user.fetched()?, &[])
        })
        .needs(Feature::Digest)
        .purpose("a wrong password registers nothing"),
        Case::new("sip.rg.stale_nonce", "RFC 7616 §3.3; RFC 3261 §22.4", stale_nonce)
            .should()
            .needs(Feature::Digest)
            .purpose(
                "the right password for a nonce that is none of the registrar's is challenged with `stale`",
            ),
        Case::new("sip.rg.credentials_of_another_request", "RFC 7616 §3.4.6, §5.5", |t| {
            let mut user = Registrant::new(t)?;
            let request = user.register(&[("Contact", &brackets(ONE)), ("Expires", "3600")]);
            let challenge = user.party.gets(&request, &[401])?;
            let right = user.authorized(&request, &challenge)?;
            user.party.gets(&right, &[200])?;
            user.number += 1;
            let via = user.party.via();
            let replayed = right
                .set("Via", via)
                .set("CSeq", format!("{} REGISTER", user.number))
                .set("Contact", brackets(TWO));
            user.party.gets(&replayed, &[401, 403])?;
            has(&user.fetched()?, &[ONE])
        })
        .should()
        .needs(Feature::Digest)
        .purpose("credentials that were used are worth nothing for another request"),
    ];
    // All are about one address-of-record.
    cases.into_iter().map(|case| case.needs(Feature::Registrar).alone()).collect()
}

fn brackets(uri: &str) -> String {
    format!("<{uri}>")
}

fn has(came: &[String], wanted: &[&str]) -> Outcome {
    let text = |uris: String| if uris.is_empty() { "no contact".to_owned() } else { uris };
    check(came == wanted, text(wanted.join(", ")), text(came.join(", ")))
}

fn challenged(t: &Context<'_>) -> Outcome {
    let mut user = Registrant::new(t)?;
    let request = user.register(&[("Contact", &brackets(ONE)), ("Expires", "3600")]);
    let response = user.party.gets(&request, &[401])?;
    let challenge = response.value("WWW-Authenticate").unwrap_or_default();
    let right = challenge.to_ascii_lowercase().starts_with("digest ")
        && challenge.contains("realm=\"")
        && challenge.contains("nonce=\"");
    check(right, "WWW-Authenticate: Digest with realm and nonce", row(&response, "WWW-Authenticate"))?;
    has(&user.fetched()?, &[])
}

fn stale_nonce(t: &Context<'_>) -> Outcome {
    let mut user = Registrant::new(t)?;
    let request = user.register(&[]);
    let challenge = user.party.gets(&request, &[401])?;
    let rows = challenge.rows.iter().map(|(name, value)| (name.clone(), with_nonce(value))).collect();
    let invented = Message { rows, ..challenge };
    let again = user.authorized(&request, &invented)?;
    let response = user.party.gets(&again, &[401])?;
    let text = row(&response, "WWW-Authenticate");
    check(text.to_ascii_lowercase().replace(' ', "").contains("stale=true"), "stale=true", text.clone())
}

/// A challenge with a nonce of our own.
fn with_nonce(challenge: &str) -> String {
    let Some((before, rest)) = challenge.split_once("nonce=\"") else { return challenge.into() };
    let after = rest.split_once('"').map_or("", |(_, after)| after);
    format!("{before}nonce=\"dGhpcyBpcyBub25lIG9mIHlvdXJz\"{after}")
}
