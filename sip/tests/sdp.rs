//! Descriptions of sessions: what is read, what is told as a fault, and what is written.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test reads files and may fail loudly

use std::path::PathBuf;

use brivas_sip::sdp::attribute::{Fmtp, Ptime, RtcpMux, Rtpmap};
use brivas_sip::sdp::{
    Address, AttributeValue, Bandwidth, Connection, Direction, Draft, DraftSection, Formats, Media, Origin,
    Sdp, Time,
};
use brivas_sip::{DecodeErrorKind, Message};

/// Every kind of line, some that nobody knows, and two streams.
const FULL: &str = "v=0\r\n\
    o=alice 2890844526 7 IN IP4 192.0.2.1\r\n\
    s=A call\r\n\
    i=About something private\r\n\
    u=http://example.com/call\r\n\
    e=carol@example.com\r\n\
    e=dave@example.com (Dave)\r\n\
    p=+49 30 123456\r\n\
    c=IN IP4 233.252.0.1/127/3\r\n\
    b=CT:128\r\n\
    b=X-YZ:9\r\n\
    t=3724394400 3724398000\r\n\
    r=7d 1h 0 25h -1800\r\n\
    t=0 0\r\n\
    z=3730928400 -1h 3749680800 0\r\n\
    k=prompt\r\n\
    a=recvonly\r\n\
    a=x-unknown:some value\r\n\
    y=nobody knows\r\n\
    m=audio 49170/2 RTP/AVP 0 96\r\n\
    i=The voice\r\n\
    c=IN IP6 2001:db8::1\r\n\
    b=AS:64\r\n\
    a=rtpmap:96 opus/48000/2\r\n\
    a=fmtp:96 useinbandfec=1; stereo=0 ;x\r\n\
    a=sendonly\r\n\
    m=x-media 9 x/proto one two\r\n\
    a=x-flag\r\n";

#[test]
fn every_line_is_read() {
    let sdp = Sdp::read(FULL.as_bytes()).unwrap();
    let origin = sdp.origin();
    assert_eq!((origin.username, origin.session_id, origin.version), (&b"alice"[..], &b"2890844526"[..], 7));
    assert_eq!(origin.address, Address::ip4(b"192.0.2.1"));
    assert_eq!(sdp.session_name(), Some(&b"A call"[..]));
    assert_eq!(sdp.information(), Some(&b"About something private"[..]));
    assert_eq!(sdp.uri(), Some(&b"http://example.com/call"[..]));
    assert_eq!(sdp.emails().count(), 2);
    assert_eq!(sdp.phones().next(), Some(&b"+49 30 123456"[..]));
    let connection = sdp.connection().unwrap();
    assert_eq!((connection.ttl, connection.count), (Some(127), Some(3)));
    assert_eq!(connection.address.ip(), "233.252.0.1".parse().ok());
    let bandwidths: Vec<_> = sdp.bandwidths().map(Result::unwrap).collect();
    assert_eq!(bandwidths[1], Bandwidth { bwtype: b"X-YZ", bandwidth: 9 });
    let times: Vec<_> = sdp.times().map(Result::unwrap).collect();
    assert_eq!(times, [Time { start: 3_724_394_400, stop: 3_724_398_000 }, Time::default()]);
    let repeat = sdp.repeats().next().unwrap().unwrap();
    assert_eq!((repeat.interval, repeat.duration), (604_800, 3600));
    assert_eq!(repeat.offsets().collect::<Vec<_>>(), [0, 90_000, -1800]);
    assert_eq!(sdp.zone_adjustments().collect::<Vec<_>>(), [(3_730_928_400, -3600), (3_749_680_800, 0)]);
    assert_eq!(sdp.key(), Some(&b"prompt"[..]));
    assert_eq!(sdp.attributes().value("x-unknown"), Some(&b"some value"[..]));
    assert_eq!(sdp.lines().last().unwrap().kind, b'y');
}

#[test]
fn every_stream_is_read_with_what_it_has_of_the_session() {
    let sdp = Sdp::read(FULL.as_bytes()).unwrap();
    let media: Vec<_> = sdp.media().collect();
    assert_eq!(media.len(), 2);
    let audio = media[0];
    assert_eq!((audio.media.port, audio.media.port_count, audio.media.proto), (49170, 2, &b"RTP/AVP"[..]));
    assert!(audio.media.formats.has(b"96") && !audio.media.formats.has(b"9"));
    assert_eq!(audio.information(), Some(&b"The voice"[..]));
    assert_eq!(audio.connection().unwrap().address.ip(), "2001:db8::1".parse().ok());
    assert_eq!(audio.bandwidths().next().unwrap().unwrap().bandwidth, 64);
    assert_eq!(audio.direction(), Direction::SendOnly, "its own comes first");
    let opus: Rtpmap<'_> = audio.attributes().get().unwrap().unwrap();
    assert_eq!((opus.encoding_name, opus.clock_rate, opus.channels()), (&b"opus"[..], 48_000, 2));
    let fmtp: Fmtp<'_> = audio.attributes().get().unwrap().unwrap();
    assert_eq!(fmtp.iter().count(), 3);
    assert_eq!(fmtp.get("STEREO"), Some(&b"0"[..]));
    let other = media[1];
    assert_eq!(other.direction(), Direction::RecvOnly, "that of the session");
    assert_eq!(other.connection(), sdp.connection());
    assert!(other.attributes().has("x-flag"));
    assert_eq!(other.media.formats.iter().collect::<Vec<_>>(), [b"one", b"two"]);
}

#[test]
fn reading_takes_nothing_from_the_heap() {
    let counted = allocation_counter::measure(|| {
        let sdp = Sdp::read(FULL.as_bytes()).unwrap();
        for media in sdp.media() {
            let maps = media.attributes().all::<Rtpmap<'_>>().filter(Result::is_ok).count();
            assert!(media.connection().is_some() && maps < 2 && media.direction() != Direction::SendRecv);
        }
    });
    assert_eq!(counted.count_total, 0);
}

/// RFC 8866 §5: a `c=` behind the attributes, and one of another stream only.
#[test]
fn each_stream_has_its_own_connection_wherever_it_stands() {
    let text = "v=0\no=- 1 1 IN IP4 h\nc=IN IP4 a\nm=audio 1 RTP/AVP 0\na=x\nm=audio 2 RTP/AVP 0\na=y\n\
                c=IN IP4 b\nc=IN IP4 c\nm=audio 3 RTP/AVP 0\na=z\n";
    let sdp = Sdp::read(text.as_bytes()).unwrap();
    let addresses = sdp.media().map(|media| media.connection().unwrap().address.address.to_vec());
    assert_eq!(addresses.collect::<Vec<_>>(), [b"a", b"b", b"a"]);
    let names = sdp.media().map(|media| media.attributes().iter().next().unwrap().name.to_vec());
    assert_eq!(names.collect::<Vec<_>>(), [b"x", b"y", b"z"]);
}

/// Names of attributes are compared whole, with a colon behind them or nothing but space.
#[test]
fn an_attribute_is_found_by_its_whole_name() {
    let text = "v=0\no=- 1 1 IN IP4 h\na=rtcp-muxer\na=ptimes:1\na=RTCP-MUX \na=Ptime:30\n";
    let sdp = Sdp::read(text.as_bytes()).unwrap();
    let attributes = sdp.attributes();
    assert_eq!(attributes.all::<RtcpMux>().count(), 1);
    assert!(attributes.has("rtcp-mux") && !attributes.has("rtcp"));
    assert_eq!(attributes.get::<Ptime>(), Ok(Some(Ptime::from_millis(30))));
    assert_eq!(attributes.iter().filter_map(|it| it.typed::<Ptime>()).count(), 1);
}

#[test]
fn what_was_read_is_written_as_it_was() {
    let sdp = Sdp::read(FULL.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(Draft::of(&sdp).to_vec()).unwrap(), FULL);
    assert_eq!(Draft::of(&sdp).into_owned().to_vec(), FULL.as_bytes());
}

#[test]
fn a_peer_that_is_not_exact_is_read_and_what_is_written_is_exact() {
    let loose = "v=0\no=John Doe 1 2 IN IP4 192.0.2.1\na=x\nc=IN IP4 [2001:db8::2] \nm=audio 4000  RTP/AVP  0\n\
                 a=ptime:20\n\nc=IN IP4 host.example.com\n\n";
    let sdp = Sdp::read(loose.as_bytes()).unwrap();
    assert_eq!(sdp.origin().username, b"John Doe");
    assert_eq!(sdp.connection().unwrap().address.ip(), "2001:db8::2".parse().ok());
    let audio = sdp.media().next().unwrap();
    assert_eq!(audio.connection().unwrap().address.ip(), None, "a name");
    assert_eq!(audio.media.formats.iter().collect::<Vec<_>>(), [b"0"]);
    let text = String::from_utf8(Draft::of(&sdp).to_vec()).unwrap();
    let strict = "v=0\r\no=John Doe 1 2 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 [2001:db8::2] \r\nt=0 0\r\na=x\r\n\
                  m=audio 4000  RTP/AVP  0\r\nc=IN IP4 host.example.com\r\na=ptime:20\r\n";
    assert_eq!(text, strict);
    for end in ["\r\n", "\n", ""] {
        let text = format!("v=0\r\no=- 1 1 IN IP4 h\r\nm=audio 1 RTP/AVP 0\r\na=sendonly{end}");
        let sdp = Sdp::read(text.as_bytes()).unwrap();
        assert_eq!(sdp.media().next().unwrap().direction(), Direction::SendOnly, "{end:?}");
    }
}

#[test]
fn a_fault_is_told_by_its_place_and_part() {
    use DecodeErrorKind::{LineEnd, MandatoryMissing, Mismatch, Missing, Repeated, Syntax, Value};
    let with = |rest: &str| format!("v=0\r\no=- 1 1 IN IP4 h\r\n{rest}");
    for (text, kind, field, at) in [
        (String::new(), Missing, "proto-version", 0),
        ("v=1\r\n".into(), Value, "proto-version", 2),
        ("o=- 1 1 IN IP4 h\r\nv=0\r\n".into(), Syntax, "proto-version", 0),
        ("v=0\r\ns=-\r\n".into(), MandatoryMissing, "origin-field", 10),
        ("v=0\r\no=- 1 IN IP4 h\r\n".into(), Missing, "origin-field", 19),
        ("v=0\r\no=- 1 x IN IP4 h\r\n".into(), Syntax, "origin-field", 11),
        ("v=0\r\no=- 1 18446744073709551616 IN IP4 h\r\n".into(), Value, "origin-field", 11),
        (with("o=- 1 1 IN IP4 h\r\n"), Repeated, "origin-field", 23),
        (with("m=audio 1 RTP/AVP 0\r\nv=0\r\n"), Repeated, "proto-version", 44),
        (with("c=IN IP4\r\n"), Missing, "connection-field", 31),
        (with("c=IN IP4 h/x\r\n"), Syntax, "ttl", 34),
        (with("c=IN IP4 h/256\r\n"), Value, "ttl", 34),
        (with("c=IN IP6 h/0\r\n"), Value, "connection-field", 34),
        (with("c=IN IP4 h\r\nc=IN IP4 h\r\n"), Repeated, "connection-field", 35),
        (with("m=audio 65536 RTP/AVP 0\r\n"), Value, "port", 31),
        (with("m=audio 1/0 RTP/AVP 0\r\n"), Value, "port", 33),
        (with("m=audio 1x RTP/AVP 0\r\n"), Syntax, "port", 32),
        (with("m=audio 1\r\n"), Missing, "proto", 32),
        (with("r=1 1\r\n"), Mismatch, "repeat-fields", 23),
        (with("nonsense\r\n"), Syntax, "line", 23),
        (with("a=a\rb\r\n"), LineEnd, "line", 26),
        (with("a=a\0b\r\n"), Syntax, "line", 26),
    ] {
        let error = Sdp::read(text.as_bytes()).unwrap_err();
        assert_eq!((error.kind, error.field, error.offset), (kind, field, at), "{text:?}: {error}");
    }
    let text = with("b=AS:x\r\nt=0\r\na=rtpmap:96 x\r\nm=audio 1 RTP/AVP 0\r\na=ptime:0\r\n");
    let sdp = Sdp::read(text.as_bytes()).unwrap();
    assert_eq!(sdp.bandwidths().next().unwrap().unwrap_err().offset, text.find("x\r").unwrap());
    assert_eq!(sdp.times().next().unwrap().unwrap_err().field, "stop-time");
    assert_eq!(sdp.attributes().get::<Rtpmap<'_>>().unwrap_err().kind, Missing);
    let error = sdp.media().next().unwrap().attributes().get::<Ptime>().unwrap_err();
    assert_eq!((error.kind, error.offset), (Value, text.len() - 3));
}

#[test]
fn a_description_is_made_from_its_parts() {
    let origin = Origin::new(b"42", Address::ip6(b"2001:db8::1"));
    let mut draft = Draft::new(&origin, Some(&Connection::new(Address::ip6(b"2001:db8::1"))));
    let media =
        Media { media: b"audio", port: 4000, port_count: 1, proto: b"RTP/AVP", formats: Formats(b"8 101") };
    let mut audio = DraftSection::new(&media);
    audio.add(&Rtpmap::read(b"8 PCMA/8000").unwrap()).add(&Ptime::from_millis(20)).add(&RtcpMux);
    audio.set_direction(Direction::SendRecv).add_named("x-evil", Some(b"a\r\nm=b"));
    let mut value = Vec::new();
    Bandwidth { bwtype: b"AS", bandwidth: 80 }.write(&mut value);
    audio.add_line(b'b', &value);
    draft.push_media(audio);
    let text = "v=0\r\no=- 42 1 IN IP6 2001:db8::1\r\ns=-\r\nc=IN IP6 2001:db8::1\r\nt=0 0\r\n\
                m=audio 4000 RTP/AVP 8 101\r\nb=AS:80\r\na=rtpmap:8 PCMA/8000\r\na=ptime:20\r\na=rtcp-mux\r\n\
                a=sendrecv\r\na=x-evil:a  m=b\r\n";
    assert_eq!(String::from_utf8(draft.to_vec()).unwrap(), text);
    assert!(Sdp::read(text.as_bytes()).is_ok());
}

#[test]
fn addresses_ports_and_direction_are_changed_and_nothing_else() {
    let sdp = Sdp::read(FULL.as_bytes()).unwrap();
    let mut draft = Draft::of(&sdp);
    let origin = Origin { version: 8, ..*sdp.origin() };
    draft.set_origin(&origin).set_connection(&Connection::new(Address::ip4(b"198.51.100.9")));
    draft.media_mut()[0].set_port(5000).set_direction(Direction::Inactive);
    draft.media_mut()[1].set_port(0).remove("x-flag");
    let text = String::from_utf8(draft.to_vec()).unwrap();
    let expected = FULL
        .replace("2890844526 7", "2890844526 8")
        .replace("233.252.0.1/127/3", "198.51.100.9")
        .replace("IN IP6 2001:db8::1", "IN IP4 198.51.100.9")
        .replace("49170/2", "5000/2")
        .replace("sendonly", "inactive")
        .replace("x-media 9", "x-media 0")
        .replace("a=x-flag\r\n", "");
    assert_eq!(text, expected);
    assert_eq!(draft.media()[0].direction(), Some(Direction::Inactive));
}

#[test]
fn a_format_goes_with_what_is_said_of_it() {
    let text = "v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0 96 97\r\na=rtpmap:96 x/8000\r\n\
                a=fmtp:96 a=b\r\na=rtpmap:97 y/8000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:* nack\r\n";
    let sdp = Sdp::read(text.as_bytes()).unwrap();
    let mut draft = Draft::of(&sdp);
    draft.media_mut()[0].retain_formats(|format| format != b"96").add_format(b"13");
    let left = String::from_utf8(draft.to_vec()).unwrap();
    assert!(left.ends_with("RTP/AVP 0 97 13\r\na=rtpmap:97 y/8000\r\na=rtcp-fb:* nack\r\n"), "{left}");
    let mut draft = Draft::of(&sdp);
    draft.media_mut()[0].retain_formats(|_| false);
    assert_eq!(draft.media()[0].media().unwrap().port, 0, "without formats it is refused");
    assert!(draft.media()[0].media().unwrap().formats.has(b"0"));
}

/// RFC 3264 §8.4: an older peer holds with 0.0.0.0.
#[test]
fn the_address_of_nobody_is_a_hold() {
    for (attribute, direction) in [
        ("", Direction::SendOnly),
        ("a=recvonly\r\n", Direction::Inactive),
        ("a=inactive\r\n", Direction::Inactive),
    ] {
        let text = format!(
            "v=0\r\no=- 1 1 IN IP4 h\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n{attribute}"
        );
        assert_eq!(Sdp::read(text.as_bytes()).unwrap().media().next().unwrap().direction(), direction);
    }
}

#[test]
fn too_many_lines_are_refused() {
    let with = |lines: usize| format!("v=0\r\no=- 1 1 IN IP4 h\r\n{}", "a=x\r\n".repeat(lines));
    assert!(Sdp::read(with(4000).as_bytes()).is_ok());
    assert_eq!(Sdp::read(with(5000).as_bytes()).unwrap_err().kind, DecodeErrorKind::TooLarge);
}

#[test]
fn what_is_shown_of_a_description_is_nothing_of_a_person() {
    let secret =
        FULL.replace("k=prompt", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:SECRETKEY\r\na=ice-pwd:SECRET");
    let sdp = Sdp::read(secret.as_bytes()).unwrap();
    let (lines, attributes): (Vec<_>, Vec<_>) = (sdp.lines().collect(), sdp.attributes().iter().collect());
    let draft = Draft::of(&sdp);
    let sections = (draft.session(), draft.media());
    let shown = format!("{sdp:?} {lines:?} {attributes:?} {:?} {draft:?} {sections:?}", sdp.attributes());
    for private in ["alice", "carol", "dave", "123456", "private", "SECRET", "The voice", "some value"] {
        assert!(!shown.contains(private), "{private}: {shown}");
    }
    assert!(shown.contains("192.0.2.1") && shown.contains("ice-pwd"), "{shown}");
}

/// The bodies of RFC 4475 and RFC 5118.
#[test]
fn descriptions_in_the_torture_messages_are_read_and_written() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/vectors/sip"));
    let index = std::fs::read(folder.join("index.json")).unwrap();
    let index: serde_json::Value = serde_json::from_slice(&index).unwrap();
    let mut found = 0;
    for case in index["cases"].as_array().unwrap() {
        let (name, file) = (case["name"].as_str().unwrap(), case["file"].as_str().unwrap());
        let octets = std::fs::read(folder.join(file)).unwrap();
        let message = match Message::read(octets.into()) {
            Ok(message) => message,
            Err(bad) => match bad.message {
                Some(message) => *message,
                None => continue,
            },
        };
        // The body of the message named "test" only begins like one.
        if !message.body().starts_with(b"v=0") || name == "test" {
            continue;
        }
        found += 1;
        let sdp = Sdp::read(message.body()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(sdp.media().next().is_some(), "{name}");
        assert!(sdp.media().all(|media| media.connection().is_some()), "{name}");
        let written = Draft::of(&sdp).to_vec();
        let again = Sdp::read(&written).unwrap();
        assert_eq!(again.origin(), sdp.origin(), "{name}");
        let media =
            |sdp: &Sdp<'_>| sdp.media().map(|it| format!("{it:?} {:?}", it.codecs())).collect::<Vec<_>>();
        assert_eq!(media(&again), media(&sdp), "{name}");
        match name {
            "ipv6-in-sdp" => {
                assert!(
                    sdp.connection()
                        .or(sdp.media().next().unwrap().connection())
                        .unwrap()
                        .address
                        .ip()
                        .unwrap()
                        .is_ipv6()
                );
            }
            "mult-ip-in-sdp" => {
                let kinds: Vec<_> =
                    sdp.media().map(|it| it.connection().unwrap().address.ip().unwrap().is_ipv6()).collect();
                assert_eq!(kinds, [false, true]);
                assert_eq!(sdp.origin().address.ip(), None, "a name");
            }
            "sdp01" => {
                let names = sdp.media().flat_map(|it| it.codecs()).map(|it| it.encoding_name.to_vec());
                assert_eq!(names.collect::<Vec<_>>(), [&b"PCMU"[..], b"QCELP", b"H261"]);
            }
            _ => {}
        }
    }
    assert!(found >= 20, "{found}");
}
