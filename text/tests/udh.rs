//! User data headers, octet for octet from 3GPP TS 23.040 §9.2.3.24.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use brivas_text::{
    Concat, DecodeErrorKind, ElementIdentifier, HeaderBuilder, HeaderTooLong, InformationElement,
    NationalLanguage, Ports, Reference, Shift, SpecialIndication, UserDataHeader,
};

fn parse(octets: &[u8]) -> UserDataHeader<'_> {
    UserDataHeader::parse(octets).unwrap().0
}

fn fault(octets: &[u8]) -> (DecodeErrorKind, usize) {
    let error = UserDataHeader::parse(octets).unwrap_err();
    (error.kind, error.offset)
}

const WORD: Concat = Concat { reference: Reference::Word(0xabcd), total: 3, number: 2 };

#[test]
fn part_numbers_of_both_widths_are_read_and_written() {
    let octets = [0x06, 0x08, 0x04, 0xab, 0xcd, 0x03, 0x02];
    assert_eq!(parse(&octets).concat(), Some(WORD));
    assert_eq!(HeaderBuilder::new().concat(WORD).build().unwrap(), octets);
    let octet = Concat { reference: Reference::Octet(0xab), total: 3, number: 2 };
    assert_eq!(HeaderBuilder::new().concat(octet).build().unwrap(), [5, 0, 3, 0xab, 3, 2]);
}

#[test]
fn the_body_begins_after_the_header() {
    let (header, body) = UserDataHeader::parse(&[0x03, 0x24, 0x01, 0x01, 0x41, 0x42]).unwrap();
    assert_eq!((header.octets_len(), body), (4, &b"AB"[..]));
    let (empty, body) = UserDataHeader::parse(&[0x00, 0x41]).unwrap();
    assert_eq!((empty.octets_len(), body, empty.elements().count()), (1, &b"A"[..], 0));
}

#[test]
fn ports_of_both_widths_are_read_and_written() {
    let octets = [0x06, 0x05, 0x04, 0x0b, 0x84, 0x23, 0xf0];
    let wide = Ports::Word { destination: 2948, originator: 9200 };
    assert_eq!(parse(&octets).ports(), Some(wide));
    assert_eq!(HeaderBuilder::new().ports(wide).build().unwrap(), octets);
    let octets = [0x04, 0x04, 0x02, 0xf5, 0xf0];
    let narrow = Ports::Octet { destination: 0xf5, originator: 0xf0 };
    assert_eq!(parse(&octets).ports(), Some(narrow));
    assert_eq!(HeaderBuilder::new().ports(narrow).build().unwrap(), octets);
}

#[test]
fn national_tables_are_read_and_written() {
    let octets = [0x06, 0x24, 0x01, 0x02, 0x25, 0x01, 0x03];
    let shift = Shift { locking: NationalLanguage::PORTUGUESE, single: NationalLanguage::SPANISH };
    assert_eq!(parse(&octets).shift(), shift);
    assert_eq!(HeaderBuilder::new().shift(shift).build().unwrap(), octets);
    assert_eq!(parse(&[0x00]).shift(), Shift::NONE);
    assert_eq!(HeaderBuilder::new().shift(Shift::NONE).build().unwrap(), []);
}

#[test]
fn waiting_indications_may_be_repeated() {
    let octets = [0x08, 0x01, 0x02, 0x80, 0x05, 0x01, 0x02, 0x27, 0xff];
    let voice = SpecialIndication { store: true, profile: 0, kind: 0, count: 5 };
    let video = SpecialIndication { store: false, profile: 1, kind: 7, count: 255 };
    assert_eq!(parse(&octets).special_indications().collect::<Vec<_>>(), [voice, video]);
    let built = HeaderBuilder::new().special_indication(voice).special_indication(video).build();
    assert_eq!(built.unwrap(), octets);
}

#[test]
fn unknown_elements_are_kept_and_stepped_over() {
    let octets = [0x0a, 0x70, 0x03, 1, 2, 3, 0x00, 0x03, 9, 2, 1];
    let header = parse(&octets);
    assert_eq!(header.concat().unwrap().reference, Reference::Octet(9));
    let unknown = InformationElement { identifier: ElementIdentifier(0x70), data: &[1, 2, 3] };
    assert_eq!(header.elements().next(), Some(unknown));
    assert_eq!(header.elements().count(), 2);
}

#[test]
fn the_last_of_repeated_elements_counts() {
    let octets = [0x0b, 0x00, 0x03, 9, 2, 1, 0x08, 0x04, 0xab, 0xcd, 3, 2];
    assert_eq!(parse(&octets).concat(), Some(WORD));
    let octets = [0x06, 0x24, 0x01, 0x02, 0x24, 0x01, 0x01];
    assert_eq!(parse(&octets).shift().single, NationalLanguage::TURKISH);
}

#[test]
fn part_numbers_that_cannot_be_are_ignored() {
    for (total, number) in [(0, 0), (2, 0), (2, 3), (0, 1)] {
        assert_eq!(parse(&[5, 0, 3, 9, total, number]).concat(), None, "{number} of {total}");
    }
    assert!(parse(&[5, 0, 3, 9, 255, 255]).concat().is_some());
    // A good one before it still counts.
    assert_eq!(parse(&[10, 0, 3, 9, 2, 1, 0, 3, 9, 2, 3]).concat().unwrap().number, 1);
}

#[test]
fn a_header_that_ends_too_early_is_an_error_where_it_does() {
    assert_eq!(fault(&[]), (DecodeErrorKind::Truncated, 0));
    assert_eq!(fault(&[5]), (DecodeErrorKind::Truncated, 1));
    assert_eq!(fault(&[5, 0, 3, 9, 2]), (DecodeErrorKind::Truncated, 5));
    // The element begins at offset 1, or at 6, and goes beyond the header.
    assert_eq!(fault(&[1, 0, 3, 9, 2, 1]), (DecodeErrorKind::Truncated, 1));
    assert_eq!(fault(&[4, 0, 3, 9, 2, 1]), (DecodeErrorKind::Truncated, 1));
    assert_eq!(fault(&[6, 0, 3, 9, 2, 1, 7]), (DecodeErrorKind::Truncated, 6));
}

#[test]
fn a_known_element_of_a_wrong_length_is_an_error_where_it_stands() {
    assert_eq!(fault(&[4, 0, 2, 9, 2]), (DecodeErrorKind::ElementLength, 1));
    assert_eq!(fault(&[7, 0x70, 0, 8, 3, 1, 2, 3]), (DecodeErrorKind::ElementLength, 3));
    for identifier in [0x01, 0x04, 0x05, 0x24, 0x25] {
        assert_eq!(fault(&[2, identifier, 0]), (DecodeErrorKind::ElementLength, 1));
    }
}

#[test]
fn a_header_holds_255_octets_and_no_more() {
    let unknown = ElementIdentifier(0x70);
    let full = HeaderBuilder::new().element(unknown, &[0; 253]);
    let octets = full.build().unwrap();
    assert_eq!((octets.len(), octets[0]), (256, 255));
    assert_eq!(parse(&octets).elements().count(), 1);
    assert_eq!(HeaderBuilder::new().element(unknown, &[0; 254]).build(), Err(HeaderTooLong));
    assert_eq!(full.element(unknown, &[]).build(), Err(HeaderTooLong));
    assert_eq!(HeaderBuilder::new().element(unknown, &[0; 256]).build(), Err(HeaderTooLong));
}
