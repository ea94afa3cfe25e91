//! What holds for any octets: nothing panics, faults are within the text, and what is read is written so that it reads the
//! same, in time that grows with the text.
#![allow(clippy::unwrap_used)] // a test may fail loudly

#[path = "../../conformance/src/fuzz/sdp_attribute.rs"]
mod sdp_attribute;

use brivas_sip::sdp::attribute::Rtpmap;
use brivas_sip::sdp::{Draft, Sdp, check_answer};
use proptest::prelude::*;
use sdp_attribute::REWRITES;

/// A line that might be one of a description.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]=[ -~]{0,30}",
        "m=(audio|video|x) [0-9]{1,5}(/[0-9])? (RTP/AVP|udptl) [0-9 ]{1,12}",
        "c=IN IP[46] ([0-9.]{7,12}|[a-f0-9:]{2,9}|h)(/[0-9]{1,3}){0,2}",
        "a=(rtpmap|fmtp|rtcp-fb):[0-9]{1,3} [a-zA-Z]{1,5}/[0-9]{1,6}(/[0-9])?",
        "a=(sendrecv|sendonly|recvonly|inactive|x-[a-z]{1,4}(:[ -~]{0,9})?)",
        "[trz]=[0-9]{1,12}[dhms]? -?[0-9]{1,12}( [0-9]{1,3})?",
        "b=[A-Z]{1,4}:[0-9]{1,9}",
    ]
}

fn description() -> impl Strategy<Value = String> {
    let end = prop_oneof![Just("\r\n"), Just("\n")];
    (proptest::collection::vec(line(), 0..20), end).prop_map(|(lines, end)| {
        let head = ["v=0".to_string(), "o=- 1 1 IN IP4 h".to_string()];
        head.into_iter().chain(lines).collect::<Vec<_>>().join(end)
    })
}

/// Everything that can be asked of a description.
fn meaning(sdp: &Sdp<'_>) -> String {
    let session = (sdp.origin(), sdp.connection(), sdp.information(), sdp.uri(), sdp.key());
    let times = (sdp.times().flatten().collect::<Vec<_>>(), sdp.repeats().flatten().collect::<Vec<_>>());
    let attributes = |it: brivas_sip::sdp::Attributes<'_>| {
        it.iter().map(|it| (it.name.to_vec(), it.value.map(<[u8]>::to_vec))).collect::<Vec<_>>()
    };
    let media = |it: brivas_sip::sdp::MediaDescription<'_>| {
        let bandwidths = it.bandwidths().flatten().map(|it| it.bandwidth).collect::<Vec<_>>();
        let (codecs, direction) = (it.codecs(), it.direction());
        let maps = it.attributes().all::<Rtpmap<'_>>().flatten().collect::<Vec<_>>();
        format!(
            "{:?} {:?} {bandwidths:?} {codecs:?} {direction:?} {maps:?} {:?}",
            it.media,
            it.connection(),
            attributes(it.attributes())
        )
    };
    let zones: Vec<_> = sdp.zone_adjustments().collect();
    let media: Vec<_> = sdp.media().map(media).collect();
    format!("{session:?} {times:?} {zones:?} {:?} {media:#?}", attributes(sdp.attributes()))
}

fn check(octets: &[u8]) {
    match Sdp::read(octets) {
        Err(error) => assert!(error.offset <= octets.len(), "{error}"),
        Ok(sdp) => {
            let written = Draft::of(&sdp).to_vec();
            let again = Sdp::read(&written).unwrap();
            // A description without a time gets one, and one without a name.
            let has_time = sdp.times().next().is_some();
            if has_time {
                assert_eq!(meaning(&again), meaning(&sdp));
            }
            assert_eq!(Draft::of(&again).to_vec(), written);
            let _ = check_answer(&sdp, &again);
        }
    }
}

/// The value of an attribute of nearly every kind.
fn value() -> impl Strategy<Value = String> {
    let word = "(0|1|9|96|65535|4294967295|sha-1|4A:0b|e2e|local|send|sendrecv|mandatory|qos|typ|raddr|rport|host|\
                UDP|nack|pcma/8000|x/1/2|a:b|inline:K\\|2|IN|IP4|/sendonly|active|actpass|20|12.50|;|=|\\*)";
    let words = proptest::collection::vec(word, 0..9);
    prop_oneof![words.prop_map(|words| words.join(" ")), "[ -~]{0,20}"]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn a_description_is_written_so_that_it_reads_the_same(text in description()) {
        check(text.as_bytes());
    }

    #[test]
    fn any_octets_are_read_or_refused(octets in proptest::collection::vec(any::<u8>(), 0..200)) {
        check(&octets);
        check(&[b"v=0\no=- 1 1 IN IP4 h\nm=", octets.as_slice()].concat());
    }

    #[test]
    fn an_attribute_is_written_so_that_it_reads_the_same(value in value()) {
        for rewrite in REWRITES {
            match rewrite(value.as_bytes()) {
                Err(error) => assert!(error.offset <= value.len(), "{error}: {value:?}"),
                Ok(once) => assert_eq!(rewrite(&once), Ok(once.clone()), "{value:?}"),
            }
        }
    }
}

/// Were it not in proportion to the text, this would not end.
#[test]
fn hostile_descriptions_take_time_in_proportion() {
    let many = |text: &str| text.repeat(300_000);
    let head = "v=0\r\no=- 1 1 IN IP4 h\r\nc=IN IP4 h\r\nt=0 0\r\n";
    let formats: String = (0..200_000).map(|number| format!(" {number}")).collect();
    for body in [
        many("m=audio 9 RTP/AVP 0\r\n"),
        format!("m=audio 9 RTP/AVP{formats}\r\n"),
        format!("m=x 9 y{formats}\r\n"),
        format!("m=audio 9 RTP/AVP 0{}", "\r\na=rtpmap:0 x/8000".repeat(4000)),
        format!("m=audio 9 RTP/AVP 96 97\r\na=rtpmap:96 AMR/8000\r\na=fmtp:96 {}\r\n", many("a=b;")),
        format!("a={}\r\na=group:LS{}\r\n", many(":"), many(" x")),
        format!("{}\r\n", many("\r\n")),
        format!("r={}\r\n", many("1 ")),
    ] {
        let text = format!("{head}{body}");
        let Ok(sdp) = Sdp::read(text.as_bytes()) else { continue };
        let _ = check_answer(&sdp, &sdp);
        let mut draft = Draft::of(&sdp);
        draft.media_mut().iter_mut().for_each(|media| {
            media.retain_formats(|format| format.len() % 2 == 0);
        });
        assert!(Sdp::read(&draft.to_vec()).is_ok());
    }
}
