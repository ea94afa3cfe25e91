//! Typed attributes: each is read from what peers send, and the same is written from its fields.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use std::fmt::Debug;

use brivas_sip::DecodeErrorKind::{Missing, Syntax, Value};
use brivas_sip::sdp::attribute::{
    Candidate, ConfirmStatus, Crypto, CurrentStatus, DesiredStatus, EndOfCandidates, Extmap, Fingerprint,
    Fmtp, Group, IceLite, IceOptions, IcePwd, IceUfrag, MaxPtime, Mid, Msid, PreconditionDirection, Ptime,
    Rtcp, RtcpFeedback, RtcpMux, RtcpReducedSize, Rtpmap, Setup, Ssrc, SsrcGroup, StatusType, Strength,
    T38FaxFillBitRemoval, T38FaxMaxBuffer, T38FaxMaxDatagram, T38FaxRateManagement, T38FaxTranscodingJbig,
    T38FaxTranscodingMmr, T38FaxUdpEc, T38FaxVersion, T38MaxBitRate, TelephoneEvents, TlsId,
};
use brivas_sip::sdp::{Address, AttributeValue, Direction};

fn written<'a>(value: &impl AttributeValue<'a>) -> String {
    let mut out = Vec::new();
    value.write(&mut out);
    String::from_utf8(out).unwrap()
}

/// It is read as this, and this is written as it.
fn same<'a, A: AttributeValue<'a> + PartialEq + Debug>(text: &'a str, value: A) {
    assert_eq!(A::read(text.as_bytes()), Ok(value), "{text}");
    assert_eq!(written(&A::read(text.as_bytes()).unwrap()), text);
}

#[test]
fn formats_and_their_parameters() {
    let map = Rtpmap { payload_type: 8, encoding_name: b"PCMA", clock_rate: 8000, encoding_params: None };
    same("8 PCMA/8000", map);
    let opus =
        Rtpmap { payload_type: 111, encoding_name: b"opus", clock_rate: 48_000, encoding_params: Some(b"2") };
    same("111 opus/48000/2", opus);
    assert_eq!((map.channels(), opus.channels()), (1, 2));
    assert_eq!(written(&Rtpmap::read(b"8  PCMA/8000/ ").unwrap()), "8 PCMA/8000");
    same("96 a=b;c", Fmtp { format: b"96", params: b"a=b;c" });
    same("96", Fmtp { format: b"96", params: b"" });
    let fmtp = Fmtp::read(b"97 mode-set=0,2 ; octet-align = 1;;robust").unwrap();
    let params: Vec<_> = fmtp.iter().collect();
    assert_eq!(
        params,
        [(&b"mode-set"[..], Some(&b"0,2"[..])), (b"octet-align", Some(b"1")), (b"robust", None)]
    );
    assert_eq!((fmtp.get("Octet-Align"), fmtp.get("robust"), fmtp.get("x")), (Some(&b"1"[..]), None, None));
}

#[test]
fn events_of_a_telephone() {
    let events = |text: &str| TelephoneEvents::read(text.as_bytes());
    for (text, written) in
        [("0-15", "0-15"), ("0-15,66,70", "0-15,66,70"), ("255, 3,2,1 ", "1-3,255"), ("0-255", "0-255")]
    {
        let mut out = Vec::new();
        events(text).unwrap().write(&mut out);
        assert_eq!(String::from_utf8(out).unwrap(), written);
    }
    assert_eq!(events("0-15"), Ok(TelephoneEvents::KEYS));
    let some = events("0-11,255").unwrap();
    assert!(some.has(11) && some.has(255) && !some.has(12));
    assert_eq!(some.and(&TelephoneEvents::KEYS), events("0-11").unwrap());
    assert!(events("16").unwrap().and(&TelephoneEvents::KEYS).is_empty());
    let fmtp = Fmtp::read(b"101 0-15").unwrap();
    assert_eq!(fmtp.telephone_events(), Ok(TelephoneEvents::KEYS));
    for (text, kind) in [("256", Value), ("5-4", Value), ("", Missing), ("1,", Missing), ("a", Syntax)] {
        assert_eq!(events(text).unwrap_err().kind, kind, "{text}");
    }
}

#[test]
fn times_of_packets() {
    same("20", Ptime::from_millis(20));
    same("12.5", Ptime { micros: 12_500 });
    same("0.125", Ptime { micros: 125 });
    same("150", MaxPtime::from_millis(150));
    assert_eq!(Ptime::read(b"0").unwrap_err().kind, Value);
    assert_eq!(Ptime::read(b"4294967").unwrap_err().kind, Value);
    assert_eq!(Ptime::read(b"20ms").unwrap_err().kind, Syntax);
}

#[test]
fn rtcp_and_its_feedback() {
    same("53020", Rtcp { port: 53_020, address: None });
    same("53020 IN IP6 2001:db8::1", Rtcp { port: 53_020, address: Some(Address::ip6(b"2001:db8::1")) });
    assert_eq!(Rtcp::read(b"53020 IN IP4").unwrap_err().kind, Missing);
    same("* nack", RtcpFeedback { payload_type: None, id: b"nack", params: b"" });
    same("96 ccm fir x", RtcpFeedback { payload_type: Some(96), id: b"ccm", params: b"fir x" });
    same("", RtcpMux);
    same("", RtcpReducedSize);
}

#[test]
fn sources_media_and_their_groups() {
    same("1001 cname:a@b", Ssrc { id: 1001, attribute: b"cname", value: Some(b"a@b") });
    same("4294967295 x", Ssrc { id: u32::MAX, attribute: b"x", value: None });
    let group = SsrcGroup { semantics: b"FID", ids: b"1 2" };
    same("FID 1 2", group);
    assert_eq!(group.iter().collect::<Vec<_>>(), [1, 2]);
    same("audio", Mid(b"audio"));
    let group = Group { semantics: b"BUNDLE", mids: b"0 1" };
    same("BUNDLE 0 1", group);
    assert_eq!(group.iter().collect::<Vec<_>>(), [Mid(b"0"), Mid(b"1")]);
    assert!(group.is_bundle() && !Group::read(b"LS 1 2").unwrap().is_bundle());
    same("BUNDLE", Group { semantics: b"BUNDLE", mids: b"" });
    same("- track", Msid { id: b"-", appdata: Some(b"track") });
    same("stream", Msid { id: b"stream", appdata: None });
}

#[test]
fn agents_of_ice() {
    same("8hhY", IceUfrag(b"8hhY"));
    same("asd88fgpdd777uzjYhagZg", IcePwd(b"asd88fgpdd777uzjYhagZg"));
    assert_eq!(IceUfrag::read(b"abc").unwrap_err().kind, Value);
    assert_eq!(IcePwd::read(b"short").unwrap_err().kind, Value);
    let options = IceOptions(b"trickle ice2");
    same("trickle ice2", options);
    assert_eq!(options.iter().collect::<Vec<_>>(), [&b"trickle"[..], b"ice2"]);
    same("", IceLite);
    same("", EndOfCandidates);
}

#[test]
fn candidates_of_ice() {
    let host = Candidate {
        foundation: b"1",
        component_id: 1,
        transport: b"UDP",
        priority: 2_130_706_431,
        connection_address: b"203.0.113.141",
        port: 8998,
        kind: b"host",
        related_address: None,
        related_port: None,
        extensions: b"",
    };
    same("1 1 UDP 2130706431 203.0.113.141 8998 typ host", host);
    let relayed =
        Candidate { kind: b"srflx", related_address: Some(b"192.0.2.1"), related_port: Some(4), ..host };
    same("1 1 UDP 2130706431 203.0.113.141 8998 typ srflx raddr 192.0.2.1 rport 4", relayed);
    let tcp = Candidate { transport: b"TCP", extensions: b"tcptype passive generation 0", ..host };
    same("1 1 TCP 2130706431 203.0.113.141 8998 typ host tcptype passive generation 0", tcp);
    assert_eq!(tcp.extension("TCPTYPE"), Some(&b"passive"[..]));
    assert_eq!((tcp.extension("generation"), tcp.extension("x")), (Some(&b"0"[..]), None));
    assert_eq!(host.ip(), "203.0.113.141".parse().ok());
    assert_eq!(Candidate { connection_address: b"a.local", ..host }.ip(), None);
    for (text, kind) in [
        ("1 1 UDP 1 192.0.2.1 9", Missing),
        ("1 1 UDP 1 192.0.2.1 9 x host", Syntax),
        ("1 x UDP 1 192.0.2.1 9 typ host", Syntax),
        ("1 1 UDP 4294967296 192.0.2.1 9 typ host", Value),
        ("1 1 UDP 1 192.0.2.1 65536 typ host", Value),
        ("1 1 UDP 1 192.0.2.1 9 typ host raddr", Missing),
    ] {
        assert_eq!(Candidate::read(text.as_bytes()).unwrap_err().kind, kind, "{text}");
    }
}

#[test]
fn dtls_and_keys() {
    let fingerprint = Fingerprint { hash_function: b"sha-1", fingerprint: b"4A:AD:b9" };
    same("sha-1 4A:AD:b9", fingerprint);
    assert_eq!(fingerprint.octets().collect::<Vec<_>>(), [0x4A, 0xAD, 0xB9]);
    assert_eq!(Fingerprint::read(b"sha-1 4A:A").unwrap_err().kind, Syntax);
    same("active", Setup::Active);
    same("passive", Setup::Passive);
    same("actpass", Setup::ActPass);
    same("holdconn", Setup::HoldConn);
    assert_eq!(Setup::read(b"both").unwrap_err().kind, Value);
    assert!(Setup::Active.answers(Setup::ActPass) && Setup::Passive.answers(Setup::Active));
    assert!(!Setup::ActPass.answers(Setup::ActPass) && !Setup::Active.answers(Setup::Active));
    same("abc3de65cddef001be82", TlsId(b"abc3de65cddef001be82"));
    let text = "1 AES_CM_128_HMAC_SHA1_80 inline:KEY+SALT|2^20|1:4;inline:OTHER FEC_ORDER=FEC_SRTP";
    let crypto = Crypto {
        tag: 1,
        suite: b"AES_CM_128_HMAC_SHA1_80",
        key_params: b"inline:KEY+SALT|2^20|1:4;inline:OTHER",
        session_params: b"FEC_ORDER=FEC_SRTP",
    };
    same(text, crypto);
    let keys: Vec<_> = crypto.keys().collect();
    assert_eq!((keys[0].method, keys[0].key_salt), (&b"inline"[..], &b"KEY+SALT"[..]));
    assert_eq!((keys[0].lifetime, keys[0].mki), (Some(&b"2^20"[..]), Some(&b"1:4"[..])));
    assert_eq!((keys[1].key_salt, keys[1].lifetime, keys[1].mki), (&b"OTHER"[..], None, None));
    assert_eq!(Crypto::read(b"1234567890 X inline:K").unwrap_err().kind, Value);
    let shown = format!("{crypto:?} {keys:?} {:?}", IcePwd(b"SECRETSECRETSECRETSECRET"));
    assert!(!shown.contains("KEY+") && !shown.contains("OTHER") && !shown.contains("SECRET"), "{shown}");
}

#[test]
fn extensions_of_headers() {
    same("1 urn:x", Extmap { id: 1, direction: None, uri: b"urn:x", attributes: b"" });
    let sent = Extmap { id: 4096, direction: Some(Direction::SendOnly), uri: b"urn:x", attributes: b"a b" };
    same("4096/sendonly urn:x a b", sent);
    assert_eq!(Extmap::read(b"1/up urn:x").unwrap_err().kind, Value);
    assert_eq!(Extmap::read(b"1").unwrap_err().kind, Missing);
}

#[test]
fn fax() {
    same("0", T38FaxVersion(0));
    same("14400", T38MaxBitRate(14_400));
    same("262", T38FaxMaxBuffer(262));
    same("90", T38FaxMaxDatagram(90));
    same("transferredTCF", T38FaxRateManagement(b"transferredTCF"));
    same("t38UDPRedundancy", T38FaxUdpEc(b"t38UDPRedundancy"));
    same("", T38FaxFillBitRemoval(true));
    same("0", T38FaxTranscodingMmr(false));
    same("", T38FaxTranscodingJbig(true));
    assert_eq!(T38FaxFillBitRemoval::read(b"1"), Ok(T38FaxFillBitRemoval(true)));
    assert_eq!(T38FaxFillBitRemoval::read(b"2").unwrap_err().kind, Value);
}

#[test]
fn preconditions() {
    let current = CurrentStatus {
        precondition_type: b"qos",
        status_type: StatusType::EndToEnd,
        direction: PreconditionDirection::None,
    };
    same("qos e2e none", current);
    let desired = DesiredStatus {
        precondition_type: b"qos",
        strength: Strength::Mandatory,
        status_type: StatusType::Local,
        direction: PreconditionDirection::SendRecv,
    };
    same("qos mandatory local sendrecv", desired);
    let confirm = ConfirmStatus {
        precondition_type: b"qos",
        status_type: StatusType::Remote,
        direction: PreconditionDirection::Recv,
    };
    same("qos remote recv", confirm);
    assert_eq!(DesiredStatus::read(b"qos x local send").unwrap_err().kind, Value);
    assert_eq!(CurrentStatus::read(b"qos local").unwrap_err().kind, Missing);
}

#[test]
fn directions() {
    use Direction::{Inactive, RecvOnly, SendOnly, SendRecv};
    for (direction, reversed, held, resumed) in [
        (SendRecv, SendRecv, SendOnly, SendRecv),
        (SendOnly, RecvOnly, SendOnly, SendRecv),
        (RecvOnly, SendOnly, Inactive, RecvOnly),
        (Inactive, Inactive, Inactive, RecvOnly),
    ] {
        assert_eq!((direction.reversed(), direction.held(), direction.resumed()), (reversed, held, resumed));
        assert_eq!(Direction::of(direction.name().to_uppercase().as_bytes()), Some(direction));
    }
    // RFC 3264 §6.1: what may answer what.
    for (offer, answers) in [
        (SendRecv, &[SendRecv, SendOnly, RecvOnly, Inactive][..]),
        (SendOnly, &[RecvOnly, Inactive]),
        (RecvOnly, &[SendOnly, Inactive]),
        (Inactive, &[Inactive]),
    ] {
        for answer in [SendRecv, SendOnly, RecvOnly, Inactive] {
            assert_eq!(answer.answers(offer), answers.contains(&answer), "{answer:?} to {offer:?}");
        }
    }
}

#[test]
fn what_only_looks_like_space_is_part_of_a_word() {
    let text = b"2 1 UDP 2130706431 192.0.2.1 9 typ srflx raddr 192.0.2.2 rport\x0c";
    let candidate = Candidate::read(text).unwrap();
    assert_eq!((candidate.related_port, candidate.extensions), (None, b"rport\x0c".as_slice()));
    let mut written = Vec::new();
    candidate.write(&mut written);
    assert_eq!(written, text);
}
