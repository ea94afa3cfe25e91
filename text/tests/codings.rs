//! Text in and out of each coding: octets made by other programs, and the edges by hand.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use brivas_text::{Coding, DecodeError, DecodeErrorKind, EncodeError, NationalLanguage, Shift, gsm7};
use common::{number, octets, rows, text};

fn undefined(offset: usize) -> DecodeErrorKind {
    let error = gsm7::decode(&[&vec![0x41; offset][..], &[0x80]].concat(), Shift::NONE).unwrap_err();
    assert_eq!(error.offset, offset);
    error.kind
}

fn fault(result: Result<String, DecodeError>) -> (DecodeErrorKind, usize) {
    let error = result.unwrap_err();
    (error.kind, error.offset)
}

#[test]
fn texts_in_every_national_language_are_the_septets_of_gsmcodecs() {
    let mut count = 0;
    for row in rows(include_str!("vectors/gsm7_texts.tsv")) {
        let [locking, single, expected_text, septets] = row[..] else { panic!("{row:?}") };
        let language = |number: &str| NationalLanguage(number.parse().unwrap());
        let shift = Shift { locking: language(locking), single: language(single) };
        let (text, septets) = (text(expected_text), octets(septets));
        assert_eq!(gsm7::encode(&text, shift).unwrap(), septets, "{text}");
        assert_eq!(gsm7::decode(&septets, shift).unwrap(), text);
        count += 1;
    }
    assert_eq!(count, 19);
}

#[test]
fn an_escape_before_nothing_known_shows_the_septet_itself() {
    assert_eq!(gsm7::decode(&[0x1b, 0x41], Shift::NONE).unwrap(), "A");
    assert_eq!(gsm7::decode(&[0x1b, 0x0d], Shift::NONE).unwrap(), "\r");
    // From the locking table where one is in force: 0x04 is the euro sign in Turkish.
    assert_eq!(gsm7::decode(&[0x1b, 0x04], Shift::locking(NationalLanguage::TURKISH)).unwrap(), "€");
}

#[test]
fn two_escapes_and_an_escape_at_the_end_are_spaces() {
    assert_eq!(gsm7::decode(&[0x1b, 0x1b, 0x65], Shift::NONE).unwrap(), " e");
    assert_eq!(gsm7::decode(&[0x41, 0x1b], Shift::NONE).unwrap(), "A ");
}

#[test]
fn the_page_break_is_an_extension_character() {
    assert_eq!(gsm7::encode("\u{c}", Shift::NONE).unwrap(), [0x1b, 0x0a]);
}

#[test]
fn octets_above_seven_bits_and_empty_cells_are_errors_or_replaced() {
    assert_eq!(undefined(0), DecodeErrorKind::Undefined);
    assert_eq!(undefined(3), DecodeErrorKind::Undefined);
    let bengali = Shift::locking(NationalLanguage::BENGALI);
    assert_eq!(fault(gsm7::decode(&[0x61, 0x0c], bengali)), (DecodeErrorKind::Undefined, 1));
    assert_eq!(fault(gsm7::decode(&[0x1b, 0x80], Shift::NONE)), (DecodeErrorKind::Undefined, 0));
    assert_eq!(gsm7::decode_lossy(&[0x61, 0x0c, 0xff, 0x61], bengali), "a\u{fffd}\u{fffd}a");
}

#[test]
fn the_first_character_without_a_septet_is_named_with_its_index() {
    let expected = EncodeError::Unencodable { character: 'ж', index: 3 };
    assert_eq!(gsm7::encode("aöжя", Shift::NONE), Err(expected));
    assert_eq!(
        gsm7::encode("ç", Shift::NONE).unwrap_err().to_string(),
        "character 'ç' at index 0 is not in the coding"
    );
    assert!(gsm7::encode("\u{1b}\0", Shift::NONE).is_err());
}

#[test]
fn lossy_encoding_writes_the_replacement_or_a_question_mark() {
    assert_eq!(gsm7::encode_lossy("aжb", Shift::NONE, '*'), b"a*b");
    assert_eq!(gsm7::encode_lossy("aжb", Shift::NONE, '€'), b"a\x1b\x65b");
    assert_eq!(gsm7::encode_lossy("aжb", Shift::NONE, '\u{fffd}'), b"a?b");
    for locking in NationalLanguage::ALL {
        assert_eq!(gsm7::encode_lossy("\u{fffd}", Shift::locking(locking), '\u{fffd}'), b"?");
    }
    assert_eq!(Coding::Latin1.encode_lossy("aжb", 'é').unwrap(), [0x61, 0xe9, 0x62]);
    assert_eq!(Coding::Ascii.encode_lossy("é", 'é').unwrap(), b"?");
    assert_eq!(Coding::Gsm7Packed(Shift::NONE).encode_lossy("ж", '*').unwrap(), b"*");
}

#[test]
fn septets_of_a_character_are_counted() {
    assert_eq!(gsm7::septets_of('a', Shift::NONE), Some(1));
    assert_eq!(gsm7::septets_of('€', Shift::NONE), Some(2));
    assert_eq!(gsm7::septets_of('€', Shift::locking(NationalLanguage::TURKISH)), Some(1));
    assert_eq!(gsm7::septets_of('ж', Shift::NONE), None);
}

#[test]
fn iso_8859_is_what_cpython_says() {
    for (name, coding) in
        [("iso8859_1", Coding::Latin1), ("iso8859_5", Coding::Cyrillic), ("iso8859_8", Coding::Hebrew)]
    {
        let mut defined = 0;
        for octet in 0x80..=0xff_u8 {
            let row = rows(include_str!("vectors/charsets.tsv"))
                .find(|row| row[0] == name && number(row[1]) == u32::from(octet));
            let expected = row.map(|row| char::from_u32(number(row[2])).unwrap());
            let decoded = coding.decode(&[octet]).ok();
            assert_eq!(decoded, expected.map(String::from), "{name} {octet:#x}");
            if let Some(text) = decoded {
                assert_eq!(coding.encode(&text).unwrap(), [octet]);
                defined += 1;
            }
        }
        assert!(defined > 90);
    }
}

#[test]
fn the_lower_half_is_ascii_in_all_single_octet_sets() {
    let ascii: Vec<u8> = (0..=0x7f).collect();
    let text = String::from_utf8(ascii.clone()).unwrap();
    for coding in [Coding::Ascii, Coding::Latin1, Coding::Cyrillic, Coding::Hebrew] {
        assert_eq!(coding.encode(&text).unwrap(), ascii);
        assert_eq!(coding.decode(&ascii).unwrap(), text);
    }
    assert_eq!(fault(Coding::Ascii.decode(&[0x41, 0x80])), (DecodeErrorKind::Undefined, 1));
    assert_eq!(Coding::Ascii.decode_lossy(&[0x41, 0x80]).unwrap(), "A\u{fffd}");
    assert!(Coding::Hebrew.encode("é").is_err());
    assert!(Coding::Cyrillic.encode("é").is_err());
}

#[test]
fn ucs2_is_big_endian_with_surrogate_pairs() {
    assert_eq!(Coding::Ucs2.encode("Aж😀").unwrap(), [0x00, 0x41, 0x04, 0x36, 0xd8, 0x3d, 0xde, 0x00]);
    assert_eq!(Coding::Ucs2.decode(&[0x00, 0x41, 0xd8, 0x3d, 0xde, 0x00]).unwrap(), "A😀");
}

#[test]
fn half_a_surrogate_pair_and_an_odd_octet_are_errors_or_replaced() {
    let decode = |octets: &[u8]| fault(Coding::Ucs2.decode(octets));
    assert_eq!(decode(&[0, 0x41, 0xd8, 0x3d]), (DecodeErrorKind::Malformed, 2));
    assert_eq!(decode(&[0xde, 0x00, 0, 0x41]), (DecodeErrorKind::Malformed, 0));
    assert_eq!(decode(&[0xd8, 0x3d, 0xde, 0x00, 0xd8, 0x3d, 0, 0x41]), (DecodeErrorKind::Malformed, 4));
    assert_eq!(decode(&[0, 0x41, 0]), (DecodeErrorKind::Truncated, 2));
    let lossy = |octets: &[u8]| Coding::Ucs2.decode_lossy(octets).unwrap();
    assert_eq!(lossy(&[0, 0x41, 0xd8, 0x3d, 0, 0x42]), "A\u{fffd}B");
    assert_eq!(lossy(&[0, 0x41, 0]), "A\u{fffd}");
}

#[test]
fn utf8_is_checked() {
    assert_eq!(Coding::Utf8.encode("ж").unwrap(), "ж".as_bytes());
    assert_eq!(fault(Coding::Utf8.decode(&[0x41, 0xff])), (DecodeErrorKind::Malformed, 1));
    assert_eq!(Coding::Utf8.decode_lossy(&[0x41, 0xff]).unwrap(), "A\u{fffd}");
}

#[test]
fn codings_without_tables_say_so() {
    let without = [
        Coding::Binary,
        Coding::JisX0208,
        Coding::JisX0212,
        Coding::Iso2022Jp,
        Coding::KsC5601,
        Coding::Pictogram,
    ];
    for coding in without {
        assert_eq!(coding.encode("a"), Err(EncodeError::Unsupported(coding)));
        assert_eq!(coding.encode_lossy("a", '?'), Err(EncodeError::Unsupported(coding)));
        assert_eq!(fault(coding.decode(b"a")), (DecodeErrorKind::Unsupported(coding), 0));
        assert_eq!(fault(coding.decode_lossy(b"a")), (DecodeErrorKind::Unsupported(coding), 0));
        assert_eq!(coding.with_shift(Shift::single(NationalLanguage::TURKISH)), coding);
    }
}
