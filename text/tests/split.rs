//! Cutting of long messages: parts made by other programs, and every bound by hand.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use brivas_text::{
    Coding, Concat, EncodeError, HeaderBuilder, Method, NationalLanguage, Part, Ports, Reference, Shift,
    SplitError, SplitOptions, UserDataHeader, split, split_encoded,
};
use common::{octets, rows, text};

const PACKED: Coding = Coding::Gsm7Packed(Shift::NONE);

fn short() -> SplitOptions {
    SplitOptions::new(Method::Udh(Reference::Octet(0x2a)))
}

fn wide() -> SplitOptions {
    SplitOptions::new(Method::Udh(Reference::Word(0x1234)))
}

fn parts(text: &str, coding: Coding, options: &SplitOptions) -> Vec<Part> {
    split(text, coding, options).unwrap().collect()
}

fn units(text: &str, coding: Coding, options: &SplitOptions) -> Vec<usize> {
    parts(text, coding, options).iter().map(|part| part.units).collect()
}

#[test]
fn user_data_is_that_of_python_messaging() {
    for row in rows(include_str!("vectors/submit.tsv")) {
        let (reference, text) = (octets(row[0])[0], text(row[1]));
        let coding = if row[2] == "00" { PACKED } else { Coding::Ucs2 };
        let options = SplitOptions::new(Method::Udh(Reference::Octet(reference))).keep_graphemes(false);
        let parts = parts(&text, coding, &options);
        let expected: Vec<_> = row[3..]
            .iter()
            .map(|part| part.split_once(':').unwrap())
            .map(|(length, user_data)| (length.parse().unwrap(), octets(user_data)))
            .collect();
        let ours: Vec<_> = parts.iter().map(|part| (part.user_data_length(), part.octets())).collect();
        assert_eq!(ours, expected, "{text}");
    }
}

#[test]
fn cuts_beside_escapes_and_surrogate_pairs_are_those_of_split_sms() {
    for row in rows(include_str!("vectors/split_sms.tsv")) {
        let coding = if row[0] == "gsm" { Coding::GSM7 } else { Coding::Ucs2 };
        let expected: Vec<_> = row[1..].iter().map(|part| text(part)).collect();
        let parts = parts(&expected.concat(), coding, &short().keep_graphemes(false));
        let ours: Vec<_> = parts.iter().map(|part| coding.decode(&part.body).unwrap()).collect();
        assert_eq!(ours, expected);
    }
}

#[test]
fn gsm_7_bit_parts_hold_160_153_and_152_septets() {
    assert_eq!(units(&"a".repeat(160), Coding::GSM7, &short()), [160]);
    assert_eq!(units(&"a".repeat(161), Coding::GSM7, &short()), [153, 8]);
    assert_eq!(units(&"a".repeat(306), Coding::GSM7, &short()), [153, 153]);
    assert_eq!(units(&"a".repeat(307), PACKED, &short()), [153, 153, 1]);
    assert_eq!(units(&"a".repeat(305), PACKED, &wide()), [152, 152, 1]);
}

#[test]
fn ucs2_parts_hold_70_67_and_66_code_units() {
    assert_eq!(units(&"ж".repeat(70), Coding::Ucs2, &short()), [70]);
    assert_eq!(units(&"ж".repeat(71), Coding::Ucs2, &short()), [67, 4]);
    assert_eq!(units(&"ж".repeat(135), Coding::Ucs2, &short()), [67, 67, 1]);
    assert_eq!(units(&"ж".repeat(133), Coding::Ucs2, &wide()), [66, 66, 1]);
}

#[test]
fn octet_parts_hold_140_134_and_133_octets() {
    let cut = |length, options: &SplitOptions| -> Vec<usize> {
        split_encoded(vec![7; length], Coding::Binary, options).unwrap().map(|part| part.units).collect()
    };
    assert_eq!(cut(140, &short()), [140]);
    assert_eq!(cut(141, &short()), [134, 7]);
    assert_eq!(cut(268, &short()), [134, 134]);
    assert_eq!(cut(267, &wide()), [133, 133, 1]);
}

#[test]
fn sar_parts_leave_room_for_the_header_the_message_centre_makes() {
    let sar = |reference| SplitOptions::new(Method::Sar(reference));
    assert_eq!(units(&"a".repeat(160), Coding::GSM7, &sar(1)), [160]);
    assert_eq!(units(&"a".repeat(306), Coding::GSM7, &sar(255)), [153, 153]);
    assert_eq!(units(&"a".repeat(306), Coding::GSM7, &sar(256)), [152, 152, 2]);
    let parts = parts(&"a".repeat(161), Coding::GSM7, &sar(7));
    assert!(parts.iter().all(|part| part.udh.is_empty()));
    assert_eq!(parts[1].concat, Some(Concat { reference: Reference::Word(7), total: 2, number: 2 }));
}

#[test]
fn a_payload_is_one_part_of_up_to_65535_octets() {
    let payload = SplitOptions::new(Method::Payload);
    let parts = parts(&"a".repeat(65_535), Coding::GSM7, &payload);
    assert_eq!((parts.len(), parts[0].body.len(), parts[0].concat), (1, 65_535, None));
    assert_eq!(split(&"a".repeat(65_536), Coding::GSM7, &payload).unwrap_err(), SplitError::TooLong);
    assert_eq!(split(&"ж".repeat(32_768), Coding::Ucs2, &payload).unwrap_err(), SplitError::TooLong);
}

#[test]
fn headers_number_the_parts() {
    let headers: Vec<_> =
        split(&"a".repeat(307), Coding::GSM7, &wide()).unwrap().map(|part| part.udh).collect();
    let expected = [1, 2, 3].map(|number| vec![6, 8, 4, 0x12, 0x34, 3, number]);
    assert_eq!(headers, expected);
    let single = parts("a", Coding::GSM7, &short()).remove(0);
    assert_eq!((single.udh.len(), single.concat), (0, None));
}

#[test]
fn national_tables_are_announced_in_every_part_and_take_their_room() {
    let turkish = Coding::Gsm7(Shift::single(NationalLanguage::TURKISH));
    // A header of 3 + 1 octets leaves 155 septets, one of 5 + 3 + 1 leaves 149; an escape pair is not cut.
    assert_eq!(units(&"a".repeat(155), turkish, &short()), [155]);
    assert_eq!(units(&"a".repeat(156), turkish, &short()), [149, 7]);
    assert_eq!(units(&"ş".repeat(78), turkish, &short()), [148, 8]);
    let both = Coding::Gsm7Packed(Shift::both(NationalLanguage::TURKISH));
    for part in parts(&"ş".repeat(200), both, &short()) {
        let (header, _) = UserDataHeader::parse(&part.udh).unwrap();
        assert_eq!(header.shift(), both.shift());
        assert_eq!(header.concat(), part.concat);
    }
    assert_eq!(parts("ş", turkish, &short())[0].udh, [3, 0x24, 1, 1]);
}

#[test]
fn other_elements_are_in_every_part() {
    let ports = Ports::Word { destination: 2948, originator: 9200 };
    let options = short().header(HeaderBuilder::new().ports(ports));
    let parts: Vec<_> = split_encoded(vec![0; 134], Coding::Binary, &options).unwrap().collect();
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0].octets().len(), 140);
    for part in parts {
        let (header, _) = UserDataHeader::parse(&part.udh).unwrap();
        assert_eq!((header.ports(), header.concat()), (Some(ports), part.concat));
    }
    assert_eq!(split_encoded(vec![0; 133], Coding::Binary, &options).unwrap().len(), 1);
}

#[test]
fn two_escapes_in_a_row_are_one_character() {
    // 152 septets, then ESC ESC, of which the first alone would still fit.
    let encoded = [&[0x61; 152][..], &[0x1b, 0x1b], &[0x61; 20]].concat();
    let parts: Vec<_> = split_encoded(encoded.clone(), Coding::GSM7, &short()).unwrap().collect();
    assert_eq!(parts[0].units, 152);
    let encoded = [&[0x61; 151][..], &[0x1b, 0x1b], &[0x61; 20]].concat();
    let parts: Vec<_> = split_encoded(encoded, Coding::GSM7, &short()).unwrap().collect();
    assert_eq!(parts[0].units, 153);
}

#[test]
fn a_lone_surrogate_is_a_character_of_its_own() {
    let encoded = [&[0, 0x41].repeat(66)[..], &[0xd8, 0x3d], &[0, 0x41].repeat(10)].concat();
    let parts: Vec<_> = split_encoded(encoded, Coding::Ucs2, &short()).unwrap().collect();
    assert_eq!((parts[0].units, parts[1].units), (67, 10));
}

#[test]
fn half_a_code_unit_is_refused() {
    for length in [1, 139, 301] {
        let error = split_encoded(vec![0; length], Coding::Ucs2, &short()).unwrap_err();
        assert_eq!(error, SplitError::OddLength);
    }
}

#[test]
fn utf8_is_cut_between_characters() {
    let text = "ж".repeat(100);
    let parts = parts(&format!("a{text}"), Coding::Utf8, &short());
    assert_eq!(parts[0].body.len(), 133);
    assert!(parts.iter().all(|part| std::str::from_utf8(&part.body).is_ok()));
}

#[test]
fn graphemes_stay_whole_where_that_costs_no_part() {
    // The accent would be code unit 68, the family's joiner too.
    let accent = format!("{}e\u{301}{}", "ж".repeat(66), "ж".repeat(20));
    assert_eq!(units(&accent, Coding::Ucs2, &short()), [66, 22]);
    assert_eq!(units(&accent, Coding::Ucs2, &short().keep_graphemes(false)), [67, 21]);
    let family = format!("{}👩\u{200d}👧{}", "ж".repeat(65), "ж".repeat(20));
    assert_eq!(units(&family, Coding::Ucs2, &short()), [65, 25]);
    let flag = format!("{}🇹🇷{}", "ж".repeat(65), "ж".repeat(20));
    assert_eq!(units(&flag, Coding::Ucs2, &short()), [65, 24]);
}

#[test]
fn graphemes_are_parted_rather_than_a_part_added() {
    let tight = format!("{}e\u{301}{}", "ж".repeat(66), "ж".repeat(66));
    assert_eq!(units(&tight, Coding::Ucs2, &short()), [67, 67]);
    let marks = format!("e{}", "\u{301}".repeat(100));
    assert_eq!(units(&marks, Coding::Ucs2, &short()), [67, 34]);
}

#[test]
fn indic_vowel_signs_stay_with_their_consonant() {
    let hindi = Coding::Gsm7(Shift::locking(NationalLanguage::HINDI));
    let text = "क".repeat(148) + "कि" + &"क".repeat(20);
    assert_eq!(units(&text, hindi, &short()), [148, 22]);
}

#[test]
fn parts_are_at_most_255() {
    assert_eq!(split(&"a".repeat(153 * 255), Coding::GSM7, &short()).unwrap().len(), 255);
    let error = split(&"a".repeat(153 * 255 + 1), Coding::GSM7, &short()).unwrap_err();
    assert_eq!(error, SplitError::TooManyParts);
    let last = split(&"a".repeat(153 * 255), Coding::GSM7, &short()).unwrap().last().unwrap();
    assert_eq!(last.concat.unwrap().number, 255);
}

#[test]
fn a_header_without_room_for_text_is_refused() {
    let element =
        |length| HeaderBuilder::new().element(brivas_text::ElementIdentifier(0x70), &vec![0; length]);
    // Alone: 140 - 136 octets hold two code units, which a surrogate pair needs.
    assert_eq!(units("a", Coding::Ucs2, &short().header(element(133))), [1]);
    let options = short().header(element(134));
    assert_eq!(split("a", Coding::Ucs2, &options).unwrap_err(), SplitError::HeaderTooLong);
    // Alone it fits, but not with a part number.
    let options = short().header(element(130));
    assert_eq!(split("abcdefgh", Coding::Ucs2, &options).unwrap_err(), SplitError::HeaderTooLong);
    let options = short().header(element(254));
    assert_eq!(split("a", Coding::Ucs2, &options).unwrap_err(), SplitError::HeaderTooLong);
}

#[test]
fn sar_parts_cannot_have_a_header() {
    let sar = SplitOptions::new(Method::Sar(1));
    let turkish = Coding::Gsm7(Shift::single(NationalLanguage::TURKISH));
    assert_eq!(split(&"a".repeat(200), turkish, &sar).unwrap_err(), SplitError::HeaderWithSar);
    assert_eq!(parts("ş", turkish, &sar)[0].udh, [3, 0x24, 1, 1]);
}

#[test]
fn what_the_coding_does_not_have_is_named() {
    let expected = SplitError::Encode(EncodeError::Unencodable { character: 'ж', index: 1 });
    assert_eq!(split("aж", Coding::GSM7, &short()).unwrap_err(), expected);
}

#[test]
fn an_empty_text_is_one_empty_part() {
    for coding in [Coding::GSM7, PACKED, Coding::Ucs2] {
        let parts = parts("", coding, &short());
        assert_eq!((parts.len(), parts[0].octets().len(), parts[0].units), (1, 0, 0));
    }
}

#[test]
fn text_is_not_shown_in_debug_output() {
    let splitter = split("secret", Coding::GSM7, &short()).unwrap();
    let part = splitter.clone().next().unwrap();
    assert!(!format!("{splitter:?}{part:?}").contains("115"));
}
