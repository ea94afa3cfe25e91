//! What may be written in many ways (RFC 3261 §7.3, §25.1; RFC 4475 §3.1.1), and what nobody knows and so stays harmless (§8.2).

use super::super::message::Message;
use crate::suite::sip::party::is_one_of;
use crate::suite::sip::{Case, Transport};

type Change = fn(Message) -> Message;

pub(super) fn cases() -> Vec<Case> {
    let ways: [(&str, &'static str, &'static str, Change); 22] = [
        ("compact_names", "RFC 3261 §7.3.3", "the names of headers are in their compact form", |it| {
            let it = it.renamed("Via", "v").renamed("From", "f").renamed("To", "t").renamed("Call-ID", "i");
            it.with("k", "tester-extension").with("l", "0")
        }),
        (
            "names_in_any_case",
            "RFC 3261 §7.3.1",
            "the names of headers are in capitals and small letters",
            |it| {
                it.renamed("Via", "vIA")
                    .renamed("From", "FROM")
                    .renamed("To", "tO")
                    .renamed("Call-ID", "CALL-id")
            },
        ),
        ("folded_rows", "RFC 3261 §7.3.1", "rows go on in the next line", |it| {
            it.with("Subject", "one\r\n two\r\n\tthree").set("Max-Forwards", "\r\n 70")
        }),
        ("spaces_before_colons", "RFC 3261 §7.3.1", "there are spaces before the colon", |it| {
            it.renamed("From", "From ").renamed("To", "To\t").renamed("CSeq", "CSeq  ")
        }),
        ("spaces_in_values", "RFC 3261 §25.1", "there is more space than is needed in values", |it| {
            it.set("CSeq", "1   OPTIONS")
                .set("From", "\"Tester\"   <sip:tester@tester.invalid> ; tag = spaces")
        }),
        ("lists_with_commas", "RFC 3261 §7.3.1", "a list stands in one row, with spaces and commas", |it| {
            it.with("Supported", "a ,b,  c").with("Accept", "text/plain,\r\n application/sdp")
        }),
        ("empty_supported", "RFC 3261 §20.37", "Supported is empty", |it| it.with("Supported", "")),
        (
            "quoted_name_with_escapes",
            "RFC 3261 §25.1",
            "a name in From has escaped quotes and what looks like a URI",
            |it| it.set("From", "\"a \\\" <sip:x@y>, \\\\ ;tag=no\" <sip:tester@tester.invalid>;tag=yes"),
        ),
        ("name_in_utf_8", "RFC 3261 §25.1", "a name in From is in UTF-8", |it| {
            it.set("From", "\"Ĵürgen 電話\" <sip:tester@tester.invalid>;tag=utf8")
        }),
        ("name_of_tokens", "RFC 3261 §25.1", "a name in From is of several words without quotes", |it| {
            it.set("From", "A Tester of SIP <sip:tester@tester.invalid>;tag=tokens")
        }),
        ("uri_without_brackets", "RFC 3261 §20", "the URI in From stands without brackets", |it| {
            it.set("From", "sip:tester@tester.invalid;tag=bare")
        }),
        ("escapes_in_a_uri", "RFC 3261 §19.1.2", "the user in From has escapes", |it| {
            it.set("From", "<sip:%74e%20st%00@tester.invalid>;tag=escapes")
        }),
        (
            "semicolons_in_a_user",
            "RFC 3261 §25.1; RFC 4475 §3.1.1.12",
            "the user in From has semicolons and questions",
            |it| it.set("From", "<sip:user;par=u%40example.net?x@tester.invalid>;tag=semi"),
        ),
        ("ipv6_in_a_uri", "RFC 3261 §25.1; RFC 5118 §4", "the host in From is of IPv6", |it| {
            it.set("From", "<sip:tester@[2001:db8::9:1]:5070>;tag=v6")
        }),
        ("tel_uri", "RFC 3966 §3", "From is a telephone number", |it| {
            it.set("From", "<tel:+447700900123>;tag=tel")
        }),
        (
            "unknown_uri_scheme",
            "RFC 3261 §8.2.2.1; RFC 4475 §3.3.4",
            "From has a scheme that nobody knows",
            |it| it.set("From", "<nobody:knows>;tag=scheme"),
        ),
        ("unknown_rows", "RFC 3261 §8.2.2", "there are headers that nobody knows", |it| {
            it.with("X-Tester", "1").with("Tester-Of.Every~Token", "\"; ,<>")
        }),
        ("unknown_parameters", "RFC 3261 §7.3.1", "there are parameters that nobody knows", |it| {
            it.set("From", "<sip:tester@tester.invalid;x=1;y>;tag=params;z;w=\"a;b\"")
        }),
        ("cseq_zero", "RFC 3261 §8.1.1.5", "CSeq is 0", |it| it.set("CSeq", "0 OPTIONS")),
        ("cseq_leading_zeros", "RFC 3261 §25.1; RFC 4475 §3.1.1.1", "CSeq has zeros before it", |it| {
            it.set("CSeq", "0009 OPTIONS")
        }),
        ("long_rows", "RFC 3261 §7.3", "a row has a thousand octets", |it| {
            it.with("X-Tester", "long".repeat(250))
        }),
        ("scheme_in_capitals", "RFC 3261 §19.1.4", "the scheme and the host of From are in capitals", |it| {
            it.set("From", "<SIP:tester@TESTER.INVALID>;TAG=capitals")
        }),
    ];
    let mut cases: Vec<Case> = Vec::new();
    for (name, clauses, purpose, change) in ways {
        let steps = move |t: &super::super::context::Context<'_>| is_one_of(&t.asks(change)?, &[200]);
        cases.push(Case::new(format!("sip.syntax.{name}"), clauses, steps).purpose(purpose));
    }
    cases.extend([
        Case::new("sip.syntax.empty_lines_before", "RFC 3261 §7.5", |t| {
            let mut party = t.party()?;
            let request = party.options();
            party.line.send_octets(&[b"\r\n\r\n", request.octets().as_slice()].concat())?;
            is_one_of(&party.answer(&request)?, &[200])
        })
        .purpose("empty lines before the start line are ignored"),
        Case::new("sip.syntax.rest_of_a_datagram", "RFC 3261 §18.3; RFC 4475 §3.1.1.7", |t| {
            let mut party = t.party()?;
            let request = party.options();
            let second = party.options().octets();
            party.line.send_octets(&[request.octets(), second].concat())?;
            is_one_of(&party.answer(&request)?, &[200])?;
            party.quiet("what is behind Content-Length is dropped")
        })
        .only(Transport::Udp)
        .purpose("octets behind Content-Length are dropped, whatever they are"),
        Case::new("sip.syntax.no_length", "RFC 3261 §18.3, §20.14", |t| {
            let mut party = t.party()?;
            let request = party.options();
            let text = String::from_utf8_lossy(&request.octets()).replace("Content-Length: 0\r\n", "");
            party.line.send_octets(text.as_bytes())?;
            is_one_of(&party.answer(&request)?, &[200])
        })
        .only(Transport::Udp)
        .purpose("a datagram without Content-Length is a message to its end"),
        Case::new("sip.syntax.old_branch", "RFC 3261 §17.2.3", |t| {
            let mut party = t.party()?;
            let via = party.via().replace("z9hG4bK", "");
            let request = party.options().set("Via", via);
            party.gets(&request, &[200]).map(|_| ())
        })
        .purpose("a peer of RFC 2543, whose branch has no magic cookie, is answered"),
        Case::new("sip.syntax.no_from_tag", "RFC 3261 §8.2.6.2, §12.1.1", |t| {
            is_one_of(&t.asks(|it| it.set("From", "<sip:tester@tester.invalid>"))?, &[200])
        })
        .purpose("a peer of RFC 2543, which has no tag in From, is answered"),
    ]);
    cases
}
