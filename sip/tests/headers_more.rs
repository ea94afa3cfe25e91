//! Typed header fields beside those of routing and dialogs: each is read, means what it should, and is written so that it
//! means the same.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use std::fmt::Debug;
use std::time::{Duration, SystemTime};

use brivas_sip::header::*;
use brivas_sip::uri::Uri;
use brivas_sip::{DecodeErrorKind, Message};
use proptest::prelude::*;

/// Read, and written as it is told to be.
fn read<'a, H: HeaderField<'a> + Debug>(value: &'a str, written: &str) -> H {
    let read = H::read(value.as_bytes()).unwrap_or_else(|error| panic!("{value}: {error}"));
    let mut out = Vec::new();
    read.write(&mut out);
    assert_eq!(String::from_utf8_lossy(&out), written);
    read
}

/// The same, written as it stood.
fn same<'a, H: HeaderField<'a> + Debug>(value: &'a str) -> H {
    read(value, value)
}

fn refused<'a, H: HeaderField<'a> + Debug>(value: &'a str, kind: DecodeErrorKind, offset: usize) {
    let error = H::read(value.as_bytes()).unwrap_err();
    assert_eq!((error.kind, error.offset), (kind, offset), "{value}: {error}");
}

/// RFC 3261 §20.17; the seconds are those of Python's calendar.timegm.
#[test]
fn a_date_is_in_gmt_to_the_second() {
    for (text, seconds) in [
        ("Sat, 13 Nov 2010 23:29:00 GMT", 1_289_690_940),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
        ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
        ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        ("Sat, 01 Jan 0000 00:00:00 GMT", -62_167_219_200),
    ] {
        let date: Date = same(text);
        assert_eq!(date.unix_seconds(), seconds, "{text}");
        assert_eq!(Date::from_unix_seconds(seconds), Some(date), "{text}");
    }
    let date: Date = read("SAT, 13\r\n nov 2010 23:29:00 gmt", "Sat, 13 Nov 2010 23:29:00 GMT");
    let later = SystemTime::UNIX_EPOCH + Duration::from_secs(1_289_690_940);
    assert_eq!(date.system_time(), Some(later));
    assert_eq!(Date::from_unix_seconds(-1).unwrap().system_time(), None);
    assert_eq!(Date::from_unix_seconds(253_402_300_800), None);
    assert_eq!(Date::from_unix_seconds(i64::MIN / 2), None);
}

#[test]
fn what_is_no_date_is_told_by_its_place() {
    for (text, kind, offset) in [
        // RFC 4475 §3.1.2.12: another time zone.
        ("Fri, 01 Jan 2010 16:00:00 EST", DecodeErrorKind::Syntax, 26),
        ("Fri, 01 Jan 2010 16:00:00", DecodeErrorKind::Missing, 25),
        ("Fry, 01 Jan 2010 16:00:00 GMT", DecodeErrorKind::Syntax, 0),
        ("Fri, 1 Jan 2010 16:00:00 GMT", DecodeErrorKind::Syntax, 6),
        ("Mon, 29 Feb 2010 16:00:00 GMT", DecodeErrorKind::Value, 5),
        ("Mon, 00 Feb 2010 16:00:00 GMT", DecodeErrorKind::Value, 5),
        ("Mon, 01 Feb 2010 24:00:00 GMT", DecodeErrorKind::Value, 17),
        ("Mon, 01 Feb 2010 23:60:00 GMT", DecodeErrorKind::Value, 20),
        ("Mon, 01 Feb 2010 23:59:60 GMT", DecodeErrorKind::Value, 23),
        ("Mon, 01 Feb 10 23:59:60 GMT", DecodeErrorKind::Syntax, 14),
        ("Mon, 01 Feb 2010 23:59:00 GMT0", DecodeErrorKind::Syntax, 29),
    ] {
        refused::<Date>(text, kind, offset);
    }
}

/// RFC 3261 §20.33, §20.38.
#[test]
fn it_is_told_when_to_try_again_and_how_long_an_answer_took() {
    let later: RetryAfter<'_> = read("18000 ;duration=3600", "18000;duration=3600");
    assert_eq!((later.seconds, later.duration(), later.comment), (18_000, Some(3600), None));
    let later: RetryAfter<'_> = read("120(I'm (really) \\) out)", "120 (I'm (really) \\) out)");
    assert_eq!(later.comment, Some(b"(I'm (really) \\) out)".as_slice()));
    refused::<RetryAfter<'_>>("soon", DecodeErrorKind::Syntax, 0);
    refused::<RetryAfter<'_>>("120 (I (am)", DecodeErrorKind::Unterminated, 4);
    refused::<RetryAfter<'_>>("120 x", DecodeErrorKind::Syntax, 4);

    let sent: Timestamp<'_> = same("54");
    assert_eq!((sent.duration(), sent.delay), (Some(Duration::from_secs(54)), None));
    let sent: Timestamp<'_> = read("54.21  .5", "54.21 .5");
    assert_eq!(sent.duration(), Some(Duration::from_millis(54_210)));
    assert_eq!(sent.delay_duration(), Some(Duration::from_millis(500)));
    assert_eq!(same::<Timestamp<'_>>("99999999999999999999").duration(), None);
    refused::<Timestamp<'_>>(".5", DecodeErrorKind::Syntax, 0);
    refused::<Timestamp<'_>>("1.2.3", DecodeErrorKind::Syntax, 3);
    refused::<Timestamp<'_>>("1 2 3", DecodeErrorKind::Syntax, 4);
}

/// RFC 3261 §20.43.
#[test]
fn a_warning_has_three_digits_an_agent_and_words() {
    let warning: Warning<'_> = same("307 isi.edu \"Session parameter 'foo' not understood\"");
    assert_eq!((warning.code, warning.agent), (307, b"isi.edu".as_slice()));
    assert_eq!(same::<Warning<'_>>("301 [2001:db8::1]:5060 \"a\\\"b\"").text, b"\"a\\\"b\"");
    refused::<Warning<'_>>("37 isi.edu \"x\"", DecodeErrorKind::Value, 0);
    refused::<Warning<'_>>("3070 isi.edu \"x\"", DecodeErrorKind::Value, 0);
    refused::<Warning<'_>>("307 isi.edu x", DecodeErrorKind::Syntax, 12);
    refused::<Warning<'_>>("307 isi.edu \"x", DecodeErrorKind::Unterminated, 12);
}

#[test]
fn links_stand_in_angle_brackets() {
    let text = "<http://www.example.com/alice/photo.jpg?a=1,2;b>;purpose=icon";
    let info: CallInfo<'_> = same(text);
    assert!(matches!(info.uri, Uri::Other { scheme: b"http", .. }));
    assert_eq!(info.params.get(b"purpose").unwrap().value, Some(b"icon".as_slice()));
    same::<AlertInfo<'_>>("<urn:alert:service:call-waiting>");
    same::<ErrorInfo<'_>>("<sip:not-in-service-recording@atlanta.com>");
    refused::<AlertInfo<'_>>("http://a", DecodeErrorKind::Syntax, 0);
    refused::<CallInfo<'_>>("<http://a", DecodeErrorKind::Unterminated, 0);
    refused::<ErrorInfo<'_>>("<sip:>", DecodeErrorKind::Missing, 5);
    let octets = format!("INVITE sip:a SIP/2.0\r\nCall-Info: {text} , <cid:1@a>\r\n\r\n");
    let message = Message::read(octets.into_bytes().into()).unwrap();
    assert_eq!(message.all::<CallInfo<'_>>().filter(Result::is_ok).count(), 2);
}

#[test]
fn how_gladly_something_is_taken_is_told_in_thousandths() {
    assert_eq!(same::<AcceptEncoding<'_>>("gzip;q=0.5").q(), Ok(500));
    assert_eq!(same::<AcceptEncoding<'_>>("*").q(), Ok(1000));
    let language: AcceptLanguage<'_> = same("en-gb;q=0.8");
    assert_eq!((language.language, language.q()), (b"en-gb".as_slice(), Ok(800)));
    assert!(same::<AcceptLanguage<'_>>("da;q=2").q().is_err());
    refused::<AcceptLanguage<'_>>(";q=1", DecodeErrorKind::Syntax, 0);

    let text = "ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;spi-c=98765432;port-c=5062;d-ver=\"0000000000000000000000000000a\"";
    let security: SecurityClient<'_> = same(text);
    assert_eq!((security.mechanism, security.q()), (b"ipsec-3gpp".as_slice(), Ok(100)));
    assert_eq!(same::<SecurityServer<'_>>("tls;q=0.2").q(), Ok(200));
    same::<SecurityVerify<'_>>("digest;d-alg=MD5");
    refused::<SecurityVerify<'_>>("tls;", DecodeErrorKind::Missing, 4);
}

#[test]
fn small_fields_are_numbers_flags_tokens_and_call_ids() {
    assert_eq!(same::<MaxBreadth>("60"), MaxBreadth(60));
    assert_eq!(same::<FlowTimer>("120"), FlowTimer(120));
    refused::<FlowTimer>("4294967296", DecodeErrorKind::Value, 0);
    assert_eq!(same::<MimeVersion>("1.0"), MimeVersion { major: 1, minor: 0 });
    refused::<MimeVersion>("1", DecodeErrorKind::Missing, 1);
    refused::<MimeVersion>("1.0 x", DecodeErrorKind::Syntax, 4);
    assert!(!read::<ReferSub<'_>>("False;x=1", "false;x=1").is_wanted);
    assert!(same::<ReferSub<'_>>("true").is_wanted);
    refused::<ReferSub<'_>>("no", DecodeErrorKind::Value, 0);
    assert_eq!(same::<InReplyTo<'_>>("70710@saturn.bell-tel.com").0, b"70710@saturn.bell-tel.com");
    refused::<InReplyTo<'_>>("a b", DecodeErrorKind::Syntax, 1);
    assert_eq!(same::<InfoPackage<'_>>("foo;x").package, b"foo");
    assert_eq!(same::<RecvInfo<'_>>("bar").package, b"bar");
}

/// RFC 8224 §4, §6.2.2.
#[test]
fn an_identity_is_a_token_whole_or_without_what_the_message_has() {
    let text = "eyJhbGciOiJFUzI1NiJ9.eyJvcmlnIjp7fX0.sv7FaU_-A==;info=<https://cert.example.org/p.cer?a=1;b>;\
        alg=ES256;ppt=shaken";
    let identity: Identity<'_> = same(text);
    assert!(!identity.is_compact());
    assert_eq!(identity.info, b"https://cert.example.org/p.cer?a=1;b");
    assert_eq!((identity.alg, identity.ppt), (Some(b"ES256".as_slice()), Some(b"shaken".as_slice())));
    assert!(!format!("{identity:?}").contains("eyJ"));

    let compact: Identity<'_> = read(
        "..rq3pjT1hoRwakEGjHCnWSwUnshd0-zJ6F1VOgFWSjHBr8Qjpjlk-cpFYpFYs \r\n ;ppt=\"div\";x=\"1;2\" ; info = <https://a>;y",
        "..rq3pjT1hoRwakEGjHCnWSwUnshd0-zJ6F1VOgFWSjHBr8Qjpjlk-cpFYpFYs;info=<https://a>;ppt=div;x=\"1;2\";y",
    );
    assert!(compact.is_compact());
    assert_eq!((compact.alg, compact.ppt), (None, Some(b"div".as_slice())));
    let text = "..a;info=<https://a>;alg=\"\";ppt=\"a \\\"b\"";
    assert_eq!(same::<Identity<'_>>(text).ppt, Some(b"a \\\"b".as_slice()));
    refused::<Identity<'_>>("..a;alg=ES256", DecodeErrorKind::Missing, 13);
    refused::<Identity<'_>>("\"ZYNBbHC00VMZ\"", DecodeErrorKind::Syntax, 0);
    refused::<Identity<'_>>("..a;info=<https://a", DecodeErrorKind::Unterminated, 9);
    refused::<Identity<'_>>("..a;info=<https://a>;info=<b>", DecodeErrorKind::Repeated, 21);
    refused::<Identity<'_>>("..a b", DecodeErrorKind::Syntax, 4);
}

/// RFC 7433 §4, RFC 7315 §5.3, §5.4, §5.6.
#[test]
fn what_users_and_networks_tell_each_other_is_kept() {
    let told: UserToUser<'_> = same("56a390f3d2b7310023a2;encoding=hex;purpose=foo;content=bar");
    assert_eq!(told.octets().unwrap(), [0x56, 0xA3, 0x90, 0xF3, 0xD2, 0xB7, 0x31, 0, 0x23, 0xA2]);
    assert_eq!(same::<UserToUser<'_>>("5").octets(), None);
    assert_eq!(same::<UserToUser<'_>>("5g").octets(), None);
    assert_eq!(same::<UserToUser<'_>>("\"a;b\";encoding=x").octets(), None);
    assert!(!format!("{told:?}").contains("56a3"));
    refused::<UserToUser<'_>>(";encoding=hex", DecodeErrorKind::Syntax, 0);
    assert_eq!(same::<PVisitedNetworkId<'_>>("\"Visited network, 1\"").network, b"\"Visited network, 1\"");
    refused::<PVisitedNetworkId<'_>>("\"a", DecodeErrorKind::Unterminated, 0);

    let access: PAccessNetworkInfo<'_> =
        same("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=234151D0FCE11;network-provided");
    assert_eq!(access.access, b"3GPP-E-UTRAN-FDD");
    assert_eq!(same::<PAccessNetworkInfo<'_>>("IEEE-802.11").access, b"IEEE-802.11");
    let charging: PChargingVector<'_> = read(
        "ICID-value=\"1234bc9876e\" ;icid-generated-at=192.0.6.8;orig-ioi=home1.net",
        "icid-value=\"1234bc9876e\" ;icid-generated-at=192.0.6.8;orig-ioi=home1.net",
    );
    assert_eq!(charging.icid_value, b"\"1234bc9876e\"");
    assert_eq!(charging.params.get(b"orig-ioi").unwrap().value, Some(b"home1.net".as_slice()));
    refused::<PChargingVector<'_>>("orig-ioi=a;icid-value=1", DecodeErrorKind::Syntax, 0);
    refused::<PChargingVector<'_>>("icid-value", DecodeErrorKind::Syntax, 0);
}

/// RFC 3515 §2.1, RFC 3892 §2.1, RFC 3608 §5.
#[test]
fn who_is_referred_by_whom_and_the_way_home_are_addresses() {
    let to: ReferTo<'_> = same("<sip:c@b?Replaces=1%3Bto-tag%3Da%3Bfrom-tag%3Db>;method=INVITE");
    assert!(to.0.uri.sip().is_ok());
    same::<ReferredBy<'_>>("<sip:r@b>;cid=\"1@b\"");
    same::<ServiceRoute<'_>>("<sip:p.example.com;lr>");
}

/// RFC 7989 §5, §9.
#[test]
fn a_session_has_a_uuid_of_each_side() {
    let session: SessionId<'_> = read(
        "ab30317f1a784dc48ff824d0d3715d86 ; x=1;remote=00000000000000000000000000000000",
        "ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000;x=1",
    );
    assert!(session.has_local() && !session.has_remote());
    assert_eq!(same::<SessionId<'_>>("47755a9de7794ba387653f2099600ef2").remote, None);
    refused::<SessionId<'_>>("47755a9de7794ba387653f2099600ef", DecodeErrorKind::Missing, 31);
    refused::<SessionId<'_>>("47755a9de7794ba387653f2099600efg", DecodeErrorKind::Syntax, 31);
    refused::<SessionId<'_>>("47755a9de7794ba387653f2099600ef2a", DecodeErrorKind::Syntax, 32);
    refused::<SessionId<'_>>("47755a9de7794ba387653f2099600ef2;remote=1", DecodeErrorKind::Value, 32);
}

/// RFC 7044 §5.1, §10; RFC 4458 §2.
#[test]
fn a_history_tells_its_order_and_why_the_request_went_on() {
    let text =
        "<sip:bob@192.0.2.4;cause=302?Reason=SIP%3Bcause%3D486%3Btext%3D%22Busy%20Here%22>;index=1.2;rc=1";
    let history: HistoryInfo<'_> = same(text);
    assert_eq!((history.cause(), history.redirection()), (Some(486), Some(302)));
    assert_eq!(history.index().unwrap().steps().collect::<Vec<_>>(), [1, 2]);
    let with = |index: &str| format!("<sip:a@b?Reason=Q.850%3Bcause%3D16&Privacy=history>;index={index}");
    let texts = ["1", "1.1", "1.2", "1.10", "2"].map(with);
    let read: Vec<HistoryInfo<'_>> = texts.iter().map(|text| same(text.as_str())).collect();
    assert!(read.windows(2).all(|pair| pair[0].index() < pair[1].index()));
    assert_eq!((read[0].cause(), read[0].redirection()), (None, None));
    for index in ["", ".1", "1.", "1..2", "a"] {
        let text = with(index);
        let value = HistoryInfo::read(text.as_bytes());
        assert_eq!(value.ok().and_then(|history| history.index()), None, "{index}");
    }
}

/// RFC 3261 §20.11.
#[test]
fn a_body_must_be_understood_unless_it_may_be_passed_over() {
    assert!(same::<ContentDisposition<'_>>("signal;handling=OPTIONAL").is_optional());
    assert!(!same::<ContentDisposition<'_>>("session;handling=required").is_optional());
    assert!(!same::<ContentDisposition<'_>>("session").is_optional());
}

proptest! {
    #[test]
    fn every_second_has_a_date_that_reads_as_it_was_written(seconds in -62_167_219_200_i64..253_402_300_800) {
        let date = Date::from_unix_seconds(seconds).unwrap();
        prop_assert_eq!(date.unix_seconds(), seconds);
        let mut out = Vec::new();
        date.write(&mut out);
        prop_assert_eq!(Date::read(&out), Ok(date));
    }

    #[test]
    fn nothing_that_is_read_panics(text in "[a-fx0-9.\"<>;=, ()\\\\:+*ü]{0,24}", octets in prop::collection::vec(any::<u8>(), 0..24)) {
        for value in [text.as_bytes(), octets.as_slice()] {
            let _ = Date::read(value);
            let _ = RetryAfter::read(value).map(|it| it.duration());
            let _ = Timestamp::read(value).map(|it| (it.duration(), it.delay_duration()));
            let _ = Warning::read(value);
            let _ = CallInfo::read(value);
            let _ = Identity::read(value).map(|it| it.write(&mut Vec::new()));
            let _ = UserToUser::read(value).map(|it| it.octets());
            let _ = SessionId::read(value);
            let _ = PChargingVector::read(value);
            let _ = MimeVersion::read(value);
            let _ = ReferSub::read(value);
            let _ = HistoryInfo::read(value).map(|it| (it.index(), it.cause(), it.redirection()));
        }
    }
}
