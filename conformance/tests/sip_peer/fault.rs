//! The faults: what becomes of each message that goes out.

/// One fault, and the case that is named for it.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) name: &'static str,
    pub(crate) case: &'static str,
    /// The message, and how often it has gone out before.
    pub(super) spoil: fn(String, usize) -> Vec<String>,
    /// What a datagram that came is taken for, if it is heard.
    pub(super) hear: fn(String) -> Option<String>,
}

macro_rules! faults {
    ($( $name:literal => $case:literal, $spoil:expr; )*) => {
        pub(crate) static FAULTS: &[Fault] = &[ $( Fault { name: $name, case: $case, spoil: $spoil, hear: Some }, )* ];
    };
}

faults! {
    "OPTIONS is refused" => "sip.qc.options", |it, _| one(status_of(it, "OPTIONS", "200", "404 Not Found"));
    "no Allow" => "sip.qc.options_says_what_is_allowed", |it, _| one(without(&it, "Allow"));
    "unknown methods are taken" => "sip.uas.unknown_method", |it, _| one(status(it, "501", "200 OK"));
    "Unsupported is missing" => "sip.uas.unknown_extension", |it, _| one(without(&it, "Unsupported"));
    "Unsupported names the first alone" => "sip.uas.unknown_extensions_are_all_named", |it, _| one(without(&it, "Unsupported: tester-t"));
    "no tag in To" => "sip.uas.to_tag", |it, _| one(untagged(&it));
    "Call-ID is shortened" => "sip.uas.rows_are_copied", |it, _| one(it.replace("@tester.invalid\r\n", "\r\n"));
    "parameters of From go" => "sip.uas.rows_are_copied", |it, _| one(it.replace(";other=2", ""));
    "Via values are turned round" => "sip.uas.vias_are_copied", |it, _| one(vias_turned(&it));
    "received is missing" => "sip.uas.received", |it, _| one(cut(&it, ";received=127.0.0.1"));
    "rport stays empty" => "sip.uas.rport", |it, _| one(rport_emptied(&it));
    "420 is a 200" => "sip.uas.unknown_extension", |it, _| one(status(it, "420", "200 OK"));
    "505 is a 200" => "sip.uas.unknown_version", |it, _| one(status(it, "505", "200 OK"));
    "400 is a 200" => "sip.bad.cseq_of_another_method", |it, _| one(status(it, "400", "200 OK"));
    "400 is not sent" => "sip.bad.answered_400", |it, _| if it.starts_with("SIP/2.0 400") { Vec::new() } else { one(it) };
    "Contact is missing" => "sip.cc.contact", |it, _| one(without(&it, "Contact"));
    "provisional tags differ" => "sip.cc.to_tag_in_all_responses", |it, _| one(if it.starts_with("SIP/2.0 180") { it.replace("\r\nTo: ", "\r\nTo: \"x\" ").replacen(";tag=", ";tag=z", 9) } else { it });
    "Record-Route is lost" => "sip.cc.record_route_is_copied", |it, _| one(without(&it, "Record-Route"));
    "the answer has no description" => "sip.cc.session_description", |it, _| one(bodiless(&it));
    "BYE is always right" => "sip.cc.bye_without_a_call", |it, _| one(status(it, "481", "200 OK"));
    "BYE twice is right" => "sip.cc.bye_twice", |it, _| one(status(it, "481", "200 OK"));
    "the 2xx is sent once" => "sip.te.ok_until_ack", |it, times| if times > 0 && it.starts_with("SIP/2.0 200") { Vec::new() } else { one(it) };
    "the 2xx is sent twice at once" => "sip.te.ok_intervals", |it, _| if it.starts_with("SIP/2.0 200") { vec![it.clone(), it] } else { one(it) };
    "refusals are sent once" => "sip.te.refusal_until_ack", |it, times| if times > 0 && it.starts_with("SIP/2.0 420") { Vec::new() } else { one(it) };
    "refusals are sent twice" => "sip.te.refusal_once_on_a_stream", |it, _| if it.starts_with("SIP/2.0 420") { vec![it.clone(), it] } else { one(it) };
    "copies get another tag" => "sip.te.options_again", |it, times| one(if times > 0 { it.replace(";tag=", ";tag=z") } else { it });
    "a merged request is ringing" => "sip.te.merged", |it, _| one(status(it, "482", "480 Temporarily Unavailable"));
    "487 is a 603" => "sip.oe.cancel", |it, _| one(status(it, "487", "603 Decline"));
    "CANCEL of nothing is right" => "sip.oe.cancel_of_nothing", |it, _| one(status(it, "481", "200 OK"));
    "CANCEL after the answer is refused" => "sip.oe.cancel_after_the_answer", |it, _| one(status_of(it, "CANCEL", "200", "481 Gone"));
    "Retry-After is missing" => "sip.oe.second_invite_while_it_rings", |it, _| one(without(&it, "Retry-After"));
    "a low number is right" => "sip.pr.number_too_low", |it, _| one(status(it, "500", "200 OK"));
    "a re-INVITE is refused" => "sip.pr.reinvite", |it, _| one(if it.contains("CSeq: 2 INVITE") { status(it, "200", "488 No") } else { it });
    "a medium is left out" => "sip.sdp.media_in_order", |it, _| one(it.replace("m=video", "a=video"));
    "a refused medium has a port" => "sip.sdp.refused_medium", |it, _| one(it.replace("m=tester 0", "m=tester 9"));
    "hold is answered by sendrecv" => "sip.sdp.answer_to_sendonly", |it, _| one(it.replace("a=recvonly", "a=sendrecv"));
    "inactive is answered by sendrecv" => "sip.sdp.answer_to_inactive", |it, _| one(it.replace("a=inactive", "a=sendrecv"));
    "MESSAGE has a Contact" => "sip.mg.taken", |it, _| one(it.replace("\r\nContent-Length", "\r\nContact: <sip:a@b>\r\nContent-Length"));
    "RSeq is 0" => "sip.100rel.sent", |it, _| one(rseq_0(&it));
    "Require: 100rel is missing" => "sip.100rel.sent", |it, _| one(without(&it, "Require"));
    "reliable responses are sent once" => "sip.100rel.again_until_prack", |it, times| if times > 0 && it.starts_with("SIP/2.0 180") { Vec::new() } else { one(it) };
    "any PRACK is right" => "sip.100rel.prack_of_another_number", |it, _| one(status(it, "481", "200 OK"));
    "UPDATE has no Contact" => "sip.update.without_an_offer", |it, _| one(if it.contains(" UPDATE\r\n") { without(&it, "Contact") } else { it });
    "422 has no Min-SE" => "sip.timer.too_short", |it, _| one(without(&it, "Min-SE"));
    "the refresher is not told" => "sip.timer.granted", |it, _| one(it.replace(";refresher=uac", ""));
    "contacts do not come back" => "sip.rg.registered", |it, _| one(without(&it, "Contact"));
    "423 has no Min-Expires" => "sip.rg.too_brief", |it, _| one(without(&it, "Min-Expires"));
    "* is always right" => "sip.rg.star_without_zero", |it, _| one(status(it, "400", "200 OK"));
    "stale is not told" => "sip.rg.stale_nonce", |it, _| one(it.replace("stale=true", "stale=false"));
    "the challenge has no nonce" => "sip.rg.challenged", |it, _| one(it.replace("nonce=", "once="));
    "no Content-Length" => "sip.stream.octet_by_octet", |it, _| one(without(&it, "Content-Length"));
}

pub(super) fn one(text: String) -> Vec<String> {
    vec![text]
}

/// Another status in responses with this one.
pub(super) fn status(text: String, from: &str, to: &str) -> String {
    match text.strip_prefix(&format!("SIP/2.0 {from} ")).and_then(|rest| rest.split_once("\r\n")) {
        Some((_, rest)) => format!("SIP/2.0 {to}\r\n{rest}"),
        None => text,
    }
}

pub(super) fn status_of(text: String, method: &str, from: &str, to: &str) -> String {
    if text.contains(&format!(" {method}\r\n")) { status(text, from, to) } else { text }
}

/// Without the rows that begin so.
pub(super) fn without(text: &str, beginning: &str) -> String {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
    let rows: Vec<&str> = head.split("\r\n").filter(|row| !row.starts_with(beginning)).collect();
    format!("{}\r\n\r\n{body}", rows.join("\r\n"))
}

pub(super) fn cut(text: &str, part: &str) -> String {
    text.replace(part, "")
}

fn untagged(text: &str) -> String {
    let rows = text.split("\r\n").map(|row| match row.split_once(";tag=") {
        Some((to, _)) if row.starts_with("To:") => to,
        _ => row,
    });
    rows.collect::<Vec<_>>().join("\r\n")
}

fn vias_turned(text: &str) -> String {
    let mut vias: Vec<&str> = text.split("\r\n").filter(|row| row.starts_with("Via:")).collect();
    let rows = text
        .split("\r\n")
        .map(|row| if row.starts_with("Via:") { vias.pop().unwrap_or_default() } else { row });
    rows.collect::<Vec<_>>().join("\r\n")
}

fn rport_emptied(text: &str) -> String {
    let Some((before, after)) = text.split_once("rport=") else { return text.into() };
    format!("{before}rport{}", after.trim_start_matches(|letter: char| letter.is_ascii_digit()))
}

fn rseq_0(text: &str) -> String {
    let rows = text.split("\r\n").map(|row| if row.starts_with("RSeq:") { "RSeq: 0" } else { row });
    rows.collect::<Vec<_>>().join("\r\n")
}

fn bodiless(text: &str) -> String {
    text.split_once("\r\n\r\n").map_or_else(|| text.into(), |(head, _)| format!("{head}\r\n\r\n"))
}
