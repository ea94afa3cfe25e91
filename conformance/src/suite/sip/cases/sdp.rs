//! Offer and answer (RFC 3264).

use crate::suite::sip::context::Context;
use crate::suite::sip::{Case, Feature, sdp};
use crate::suite::verdict::{Outcome, check};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new("sip.sdp.answer_is_whole", "RFC 3264 §6; RFC 8866 §5", |t| {
            let answer = answer_to(t, &["m=audio 49170 RTP/AVP 0"])?;
            for line in ["v=0", "o=", "s=", "t=", "m=audio "] {
                check(
                    answer.lines().any(|it| it.starts_with(line)),
                    format!("{line} in the answer"),
                    answer.clone(),
                )?;
            }
            check(answer.lines().any(|it| it.starts_with("c=IN ")), "c= in the answer", answer.clone())
        })
        .purpose("the answer has v, o, s, t, c and the medium"),
        Case::new("sip.sdp.media_in_order", "RFC 3264 §6", |t| {
            let offer = [
                "m=video 49172 RTP/AVP 99\r\na=rtpmap:99 tester/90000",
                "m=audio 49170 RTP/AVP 0",
                "m=tester 9 udp x",
            ];
            let answer = answer_to(t, &offer)?;
            let kinds: Vec<String> = sdp::media(&answer).into_iter().map(|medium| medium.0).collect();
            check(kinds == ["video", "audio", "tester"], "video, audio, tester", kinds.join(", "))
        })
        .purpose("the answer has as many media as the offer, in its order"),
        Case::new("sip.sdp.refused_medium", "RFC 3264 §6", |t| {
            let answer = answer_to(t, &["m=tester 9 udp x", "m=audio 49170 RTP/AVP 0"])?;
            let ports: Vec<u32> = sdp::media(&answer).iter().map(|medium| medium.1).collect();
            let right =
                ports.len() == 2 && ports.first() == Some(&0) && ports.get(1).is_some_and(|port| *port > 0);
            check(right, "port 0 for the medium that nobody knows alone", format!("{ports:?}"))
        })
        .purpose("a medium that is refused has port 0"),
        Case::new("sip.sdp.medium_with_port_0", "RFC 3264 §5.1, §6", |t| {
            let answer = answer_to(t, &["m=audio 0 RTP/AVP 0", "m=audio 49170 RTP/AVP 0"])?;
            let ports: Vec<u32> = sdp::media(&answer).iter().map(|medium| medium.1).collect();
            check(
                ports.first() == Some(&0) && ports.len() == 2,
                "port 0 where the offer has it",
                format!("{ports:?}"),
            )
        })
        .purpose("a medium that is offered with port 0 has it in the answer"),
        Case::new("sip.sdp.formats_of_the_offer", "RFC 3264 §6.1", |t| {
            let answer = answer_to(t, &["m=audio 49170 RTP/AVP 96 0\r\na=rtpmap:96 tester/8000"])?;
            let line = answer.lines().find(|line| line.starts_with("m=audio")).unwrap_or_default().to_owned();
            let formats: Vec<&str> = line.split(' ').skip(3).collect();
            check(formats.contains(&"0") && !formats.contains(&"96"), "format 0, and not 96", line.clone())
        })
        .purpose("the answer has a format of the offer's that is known, and none that is not"),
        Case::new("sip.sdp.transport_stays", "RFC 3264 §6", |t| {
            let answer = answer_to(t, &["m=audio 49170 RTP/AVP 0"])?;
            let line = answer.lines().find(|line| line.starts_with("m=audio")).unwrap_or_default().to_owned();
            check(line.split(' ').nth(2) == Some("RTP/AVP"), "RTP/AVP", line.clone())
        })
        .purpose("the transport of a medium is that of the offer"),
        Case::new("sip.sdp.direction_of_the_session", "RFC 3264 §6.1; RFC 8866 §6.7", |t| {
            let answer = answer_to(t, &["a=sendonly", "m=audio 49170 RTP/AVP 0"])?;
            let direction = sdp::direction(&answer);
            check(
                ["recvonly", "inactive"].contains(&direction.as_str()),
                "recvonly or inactive",
                direction.clone(),
            )
        })
        .purpose("a direction of the whole session holds for each medium"),
        Case::new("sip.sdp.line_feeds_alone", "RFC 8866 §5", |t| {
            let mut party = t.party()?;
            let offer = sdp::audio(party.local().ip(), "").replace("\r\n", "\n");
            let invite = party.bare_invite(&t.target.uri).body("application/sdp", offer);
            let mut call = party.call_with(invite)?;
            party.hang_up(&mut call)
        })
        .should()
        .purpose("lines that end with a line feed alone are read"),
        Case::new("sip.sdp.unknown_lines", "RFC 8866 §5.13; RFC 3264 §6", |t| {
            answer_to(t, &["a=tester:1", "m=audio 49170 RTP/AVP 0\r\na=tester\r\na=x-test:2"]).map(|_| ())
        })
        .purpose("attributes that nobody knows are harmless"),
        Case::new("sip.sdp.nothing_in_common", "RFC 3261 §13.3.1.3, §21.4.26", |t| {
            let mut party = t.party()?;
            let offer = format!("{}m=tester 9 udp x\r\n", sdp::head(party.local().ip()));
            let invite = party.bare_invite(&t.target.uri).body("application/sdp", offer);
            party.gets(&invite, &[488, 606]).map(|_| ())
        })
        .should()
        .purpose("an offer without anything in common is answered 488"),
    ];
    for (offered, answers) in [
        ("sendonly", &["recvonly", "inactive"][..]),
        ("recvonly", &["sendonly", "inactive"]),
        ("inactive", &["inactive"]),
        ("sendrecv", &["sendrecv", "sendonly", "recvonly", "inactive"]),
    ] {
        let name = format!("sip.sdp.answer_to_{offered}");
        let steps = move |t: &Context<'_>| {
            let answer = answer_to(t, &[&format!("m=audio 49170 RTP/AVP 0\r\na={offered}")])?;
            let direction = sdp::direction(&answer);
            check(answers.contains(&direction.as_str()), answers.join(" or "), direction.clone())
        };
        cases.push(
            Case::new(name, "RFC 3264 §6.1", steps)
                .purpose("the direction of the answer fits that of the offer"),
        );
    }
    cases.into_iter().map(|case| case.needs(Feature::Answers).needs(Feature::Sdp).once()).collect()
}

/// The answer to an offer of these lines, in a call that is ended at once.
fn answer_to(t: &Context<'_>, lines: &[&str]) -> Outcome<String> {
    let mut party = t.party()?;
    let offer = format!("{}{}\r\n", sdp::head(party.local().ip()), lines.join("\r\n"));
    let invite = party.bare_invite(&t.target.uri).body("application/sdp", offer);
    let mut call = party.call_with(invite)?;
    party.hang_up(&mut call)?;
    Ok(call.answer.body.replace('\r', ""))
}
