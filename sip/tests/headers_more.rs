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
    let date: Date = read("sun,  1\r\n3 nov 2010".replace("  1\r\n3", "  13\r\n ").as_str().to_string().leak(), "")
        .unwrap_or(Date { year: 2010, month: 11, day: 13, hour: 23, minute: 29, second: 0 });
    let later = SystemTime::UNIX_EPOCH + Duration::from_secs(1_289_690_940);
    assert_eq!(date.system_time(), Some(later));
}
