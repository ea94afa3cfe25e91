//! Packing of septets: octets made by other programs, and every bound by hand.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use brivas_text::{Coding, DecodeErrorKind, Shift, gsm7, septets};
use common::{octets, rows, text};

#[test]
fn ussd_strings_are_the_octets_of_smspdudecoder() {
    for row in rows(include_str!("vectors/ussd.tsv")) {
        let (text, packed) = (text(row[0]), octets(row[1]));
        let unpacked = gsm7::encode(&text, Shift::NONE).unwrap();
        assert_eq!(septets::pack_ussd(&unpacked), packed, "{text:?}");
        let back = septets::unpack_ussd(&packed);
        // Eight septets with a return at the end come back with two.
        let is_doubled = unpacked.len().is_multiple_of(8) && text.ends_with('\r');
        assert_eq!(back, if is_doubled { [&unpacked[..], b"\r"].concat() } else { unpacked });
    }
}

#[test]
fn a_return_at_the_end_stays_where_it_ends_on_no_octet_boundary() {
    assert_eq!(septets::pack_ussd(b"\r"), [0x0d]);
    assert_eq!(septets::unpack_ussd(&[0x0d]), b"\r");
}

#[test]
fn nothing_packs_to_nothing() {
    for header in 0..15 {
        assert!(septets::pack(&[], header).is_empty());
        assert!(septets::unpack(&[], 0, header).unwrap().is_empty());
    }
    assert!(septets::pack_ussd(&[]).is_empty());
    assert!(septets::unpack_ussd(&[]).is_empty());
}

#[test]
fn fill_bits_reach_the_next_septet_boundary() {
    let by_header: Vec<u8> = (0..15).map(septets::fill_bits).collect();
    assert_eq!(by_header, [0, 6, 5, 4, 3, 2, 1, 0, 6, 5, 4, 3, 2, 1, 0]);
    for header in 0..100 {
        assert_eq!((8 * header + usize::from(septets::fill_bits(header))) % 7, 0);
        assert_eq!(7 * septets::header_septets(header), 8 * header + usize::from(septets::fill_bits(header)));
    }
}

#[test]
fn a_message_of_140_octets_holds_the_septets_of_the_standard() {
    assert_eq!(septets::capacity(140, 0), 160);
    assert_eq!(septets::capacity(134, 6), 153);
    assert_eq!(septets::capacity(133, 7), 152);
    assert_eq!(septets::capacity(0, 1), 0);
}

#[test]
fn one_septet_after_a_header_of_six_octets_is_shifted_by_one_bit() {
    assert_eq!(septets::pack(b"A", 6), [0x82]);
    assert_eq!(septets::unpack(&[0x82], 1, 6).unwrap(), b"A");
    // Two fill bits leave six bits in the first octet, and one bit goes on to the second.
    assert_eq!(septets::pack(&[0x7f], 5), [0xfc, 0x01]);
}

#[test]
fn bit_eight_of_a_septet_is_ignored() {
    assert_eq!(septets::pack(&[0xff, 0x80], 0), septets::pack(&[0x7f, 0x00], 0));
}

#[test]
fn more_septets_than_there_are_is_an_error_at_the_end() {
    let error = septets::unpack(&[0; 7], 9, 0).unwrap_err();
    assert_eq!((error.kind, error.offset), (DecodeErrorKind::Truncated, 7));
    assert!(septets::unpack(&[0; 7], 8, 0).is_ok());
    assert!(septets::unpack(&[0; 7], 8, 6).is_err());
    assert!(septets::unpack(&[], usize::MAX, 0).is_err());
}

#[test]
fn packed_coding_follows_the_ussd_rule() {
    let packed = Coding::Gsm7Packed(Shift::NONE);
    assert_eq!(packed.encode("1234567").unwrap(), [0x31, 0xd9, 0x8c, 0x56, 0xb3, 0xdd, 0x1a]);
    assert_eq!(packed.decode(&[0x31, 0xd9, 0x8c, 0x56, 0xb3, 0xdd, 0x1a]).unwrap(), "1234567");
}
