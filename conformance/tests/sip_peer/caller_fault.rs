//! The faults of a user agent that calls: what becomes of each message that goes out, and of each datagram that comes.

use super::fault::{Fault, cut, one, status_of, without};

/// What goes out is spoiled.
const fn says(name: &'static str, case: &'static str, spoil: fn(String, usize) -> Vec<String>) -> Fault {
    Fault { name, case, spoil, hear: Some }
}

/// What comes is misheard.
const fn hears(name: &'static str, case: &'static str, hear: fn(String) -> Option<String>) -> Fault {
    Fault { name, case, spoil: |it, _| one(it), hear }
}

pub(crate) static CALLER_FAULTS: &[Fault] = &[
    says("no Contact in INVITE", "sip.uac.invite", |it, _| {
        one(if is(&it, "INVITE") { without(&it, "Contact") } else { it })
    }),
    says("To has a tag", "sip.uac.invite", |it, _| one(if is(&it, "INVITE") { tagged(&it) } else { it })),
    says("the branch has no cookie", "sip.uac.branch", |it, _| one(it.replace("branch=z9hG4bK", "branch="))),
    says("all calls have one tag", "sip.uac.calls_differ", |it, _| one(with_one_tag(&it))),
    says("Max-Forwards is 7", "sip.uac.max_forwards", |it, _| {
        one(it.replace("Max-Forwards: 70", "Max-Forwards: 7"))
    }),
    says("no Allow", "sip.uac.invite_says_what_is_allowed", |it, _| one(without(&it, "Allow"))),
    says("INVITE is sent once", "sip.uac.invite_again", |it, times| unless(it, "INVITE", times > 0)),
    says("INVITE is sent twice", "sip.uac.invite_once_on_a_stream", |it, _| twice(it, "INVITE")),
    hears("100 is not heard", "sip.uac.trying_stops_copies", |it| {
        (!it.starts_with("SIP/2.0 100")).then_some(it)
    }),
    says("a refusal's ACK has another branch", "sip.uac.ack_of_a_refusal", |it, _| {
        one(of(it, "ACK", |it| it.replace("branch=z9hG4bK", "branch=z9hG4bKx")))
    }),
    says("a refusal's ACK has no To tag", "sip.uac.ack_of_a_refusal", |it, _| {
        one(of(it, "ACK", |it| {
            it.lines()
                .map(
                    |row| if row.starts_with("To:") { row.split(";tag=").next().unwrap_or(row) } else { row },
                )
                .collect::<Vec<_>>()
                .join("\r\n")
                + "\r\n"
        }))
    }),
    says("a refusal is acknowledged once", "sip.uac.ack_of_each_copy_of_a_refusal", |it, times| {
        unless(it, "ACK", times > 0)
    }),
    hears("499 is not heard", "sip.uac.unknown_refusal", |it| (!it.starts_with("SIP/2.0 499")).then_some(it)),
    hears("599 is not heard", "sip.uac.unknown_failure", |it| (!it.starts_with("SIP/2.0 599")).then_some(it)),
    hears("699 is not heard", "sip.uac.unknown_global_failure", |it| {
        (!it.starts_with("SIP/2.0 699")).then_some(it)
    }),
    hears("an empty reason is not read", "sip.uac.refusal_without_a_reason", |it| {
        (!it.starts_with("SIP/2.0 486 \r\n")).then_some(it)
    }),
    hears("170 is final", "sip.uac.unknown_provisional", |it| Some(it.replace("SIP/2.0 170", "SIP/2.0 470"))),
    hears("a second Via is overlooked", "sip.uac.two_vias", |it| {
        Some(cut(&it, "Via: SIP/2.0/UDP tester.invalid;branch=z9hG4bKtester\r\n"))
    }),
    hears("any branch is right", "sip.uac.another_branch", |it| {
        Some(cut(&it, "tester").replace("sip:@", "sip:tester@"))
    }),
    hears("any method is right", "sip.uac.another_method", |it| {
        Some(if it.starts_with("SIP/2.0 480") { it.replace(" OPTIONS\r\n", " INVITE\r\n") } else { it })
    }),
    hears("any version is right", "sip.uac.another_version", |it| Some(it.replace("SIP/7.0", "SIP/2.0"))),
    says("no credentials", "sip.uac.challenged", |it, _| one(without(&it, "Authorization"))),
    says("credentials of another nonce", "sip.uac.challenged_by_a_proxy", |it, _| {
        one(it.replace("nonce=\"dGVz", "nonce=\"xGVz"))
    }),
    says("ACK has another number", "sip.uac.ack", |it, _| one(it.replace("CSeq: 1 ACK", "CSeq: 2 ACK"))),
    says("ACK goes to whom the call was for", "sip.uac.ack", |it, _| {
        one(of(it, "ACK", |it| cut(&it, ";x=1")))
    }),
    hears("a 2xx needs 180 first", "sip.uac.ack_without_a_ring", |it| {
        (!it.starts_with("SIP/2.0 200") || !it.contains(" INVITE\r\n")).then_some(it)
    }),
    says("a 2xx is acknowledged once", "sip.uac.ack_of_each_copy", |it, times| unless(it, "ACK", times > 0)),
    hears("the tag of 180 is that of the 2xx", "sip.uac.another_tag_than_when_it_rang", |it| {
        Some(if it.starts_with("SIP/2.0 200") && it.contains(" INVITE\r\n") { tagged(&it) } else { it })
    }),
    says("no Route", "sip.uac.route", |it, _| one(without(&it, "Route"))),
    says("Route is not turned round", "sip.uac.route_in_one_row", |it, _| {
        one(it
            .replace("sip:first@", "sip:middle@")
            .replace("sip:last@", "sip:first@")
            .replace("sip:middle@", "sip:last@"))
    }),
    hears("every route is loose", "sip.uac.strict_route", |it| {
        Some(it.replace("sip:first@", "sip:first;lr@"))
    }),
    says("a fork is not acknowledged", "sip.uac.fork", |it, _| {
        let is_lost = it.contains(";tag=fork");
        unless(it, "ACK", is_lost)
    }),
    says("a fork is not ended", "sip.uac.fork_is_ended", |it, _| unless(it, "BYE", true)),
    hears("folds are not read", "sip.uac.folded_and_compact", |it| (!it.contains("\r\n ")).then_some(it)),
    says("PRACK names another", "sip.uac.prack", |it, _| one(it.replace("RAck: 4711", "RAck: 4712"))),
    says("PRACK is sent twice", "sip.uac.prack_once", |it, _| twice(it, "PRACK")),
    says("our BYE is refused", "sip.uac.our_bye", |it, _| one(status_of(it, "BYE", "200", "481 No"))),
    says("our OPTIONS is refused", "sip.uac.our_options", |it, _| {
        one(status_of(it, "OPTIONS", "200", "481 No"))
    }),
    says("our INVITE is not known", "sip.uac.our_reinvite", |it, _| {
        one(status_of(it, "INVITE", "200", "481 No"))
    }),
    says("unknown methods are taken", "sip.uac.our_unknown_method", |it, _| {
        one(status_of(it, "TESTER", "501", "200 OK"))
    }),
    says("unknown extensions are taken", "sip.uac.our_unknown_extension", |it, _| {
        one(status_of(it, "OPTIONS", "420", "200 OK"))
    }),
    says("any tag is right", "sip.uac.our_wrong_tag", |it, _| one(status_of(it, "BYE", "481", "200 OK"))),
    says("any number is right", "sip.uac.our_number_too_low", |it, _| {
        one(status_of(it, "OPTIONS", "500", "200 OK"))
    }),
    says("BYE has the INVITE's number", "sip.uac.bye", |it, _| one(it.replace("CSeq: 2 BYE", "CSeq: 1 BYE"))),
    says("BYE has no Route", "sip.uac.bye_by_the_route", |it, _| {
        one(of(it, "BYE", |it| without(&it, "Route")))
    }),
    says("BYE is sent once", "sip.uac.bye_again", |it, times| unless(it, "BYE", times > 0)),
    hears("481 is not heard", "sip.uac.bye_of_nothing", |it| (!it.starts_with("SIP/2.0 481")).then_some(it)),
    says("CANCEL has a To tag", "sip.uac.cancel", |it, _| {
        one(if is(&it, "CANCEL") { tagged(&it) } else { it })
    }),
    says("CANCEL has another branch", "sip.uac.cancel", |it, _| {
        one(of(it, "CANCEL", |it| it.replace("branch=z9hG4bK", "branch=z9hG4bKx")))
    }),
    says("CANCEL does not wait", "sip.uac.cancel_after_a_response", |it, times| {
        if is(&it, "INVITE") && times == 0 { vec![it.clone(), cancel_of(&it)] } else { one(it) }
    }),
    says("487 is not acknowledged", "sip.uac.ack_of_487", |it, _| unless(it, "ACK", true)),
    says("CANCEL is sent once", "sip.uac.cancel_again", |it, times| unless(it, "CANCEL", times > 0)),
    says("who answers all the same is not ended", "sip.uac.answered_all_the_same", |it, _| {
        unless(it, "BYE", true)
    }),
];

/// Whether it is a request of this method.
fn is(text: &str, method: &str) -> bool {
    text.strip_prefix(method).is_some_and(|rest| rest.starts_with(' '))
}

fn of(text: String, method: &str, change: fn(String) -> String) -> String {
    if is(&text, method) { change(text) } else { text }
}

fn unless(text: String, method: &str, is_lost: bool) -> Vec<String> {
    if is_lost && is(&text, method) { Vec::new() } else { one(text) }
}

fn twice(text: String, method: &str) -> Vec<String> {
    if is(&text, method) { vec![text.clone(), text] } else { one(text) }
}

/// With another tag in To.
fn tagged(text: &str) -> String {
    let rows = text.split("\r\n").map(|row| match row.split(";tag=").next() {
        Some(to) if row.starts_with("To:") => format!("{to};tag=another"),
        _ => row.to_owned(),
    });
    rows.collect::<Vec<_>>().join("\r\n")
}

fn with_one_tag(text: &str) -> String {
    let rows = text.split("\r\n").map(|row| match row.split(";tag=").next() {
        Some(from) if row.starts_with("From:") && text.starts_with("INVITE") => format!("{from};tag=one"),
        _ => row.to_owned(),
    });
    rows.collect::<Vec<_>>().join("\r\n")
}

fn cancel_of(invite: &str) -> String {
    let head = invite.split("\r\n\r\n").next().unwrap_or_default();
    let rows = ["INVITE ", "Via:", "From:", "To:", "Call-ID:", "CSeq:", "Max-Forwards:"];
    let kept = head.split("\r\n").filter(|row| rows.iter().any(|beginning| row.starts_with(beginning)));
    let text = kept.collect::<Vec<_>>().join("\r\n").replace("INVITE", "CANCEL");
    format!("{text}\r\nContent-Length: 0\r\n\r\n")
}
