//! Pain 2: the id of a receipt is written otherwise than that of the response.

use brivas_smpp::{MessageIdFormat, MessageIdKey, Radix};

fn meet(response: Radix, receipt: Radix, in_response: &[u8], in_receipt: &[u8]) -> bool {
    let mut format = MessageIdFormat::default();
    (format.response, format.receipt) = (response, receipt);
    format.of_response(in_response) == format.of_receipt(in_receipt)
}

use Radix::{AsIs, Decimal, Hexadecimal};

/// jookies/jasmin#1129: 00B8BE19 in both, one of them once without its zeros.
#[test]
fn hexadecimal_ids_meet_with_or_without_zeros_and_in_either_case() {
    for receipt in [b"00B8BE19".as_slice(), b"B8BE19", b"b8be19", b"000000000000000000B8BE19"] {
        assert!(meet(Hexadecimal, Hexadecimal, b"00B8BE19", receipt));
    }
    assert!(!meet(Hexadecimal, Hexadecimal, b"00B8BE19", b"00B8BE18"));
    assert!(!meet(AsIs, AsIs, b"00B8BE19", b"B8BE19"));
}

/// jookies/jasmin#1034, #535 and #20, opentelecoms-org/jsmpp#56 (Kannel): hexadecimal in the response, decimal in the
/// receipt; the pairs stand in the issues.
#[test]
fn a_hexadecimal_response_meets_a_decimal_receipt() {
    for (response, receipt) in [
        (b"39f99dd5".as_slice(), b"0972660181".as_slice()),
        (b"10C8F40D", b"281605133"),
        (b"10C8F40F", b"281605135"),
        (b"38601fa", b"0059113978"),
        (b"6aad5", b"0000436949"),
        (b"16fee0e525", b"98765432101"),
    ] {
        assert!(meet(Hexadecimal, Decimal, response, receipt), "{}", response.escape_ascii());
        assert!(meet(Decimal, Hexadecimal, receipt, response), "and the other way round");
        assert!(!meet(Decimal, Decimal, response, receipt));
    }
}

/// jookies/jasmin#366, #408 and #423, opentelecoms-org/jsmpp#178: zeros in front, in ids too large for 64 bits too.
#[test]
fn decimal_ids_meet_with_or_without_zeros() {
    assert!(meet(Decimal, Decimal, b"023", b"23"));
    assert!(meet(Decimal, Decimal, b"04062581461565934000241", b"4062581461565934000241"));
    assert!(meet(Decimal, Hexadecimal, b"0221067780", b"D2D3A04"));
    assert!(!meet(Decimal, Decimal, b"04062581461565934000241", b"4062581461565934000242"));
}

/// jookies/jasmin#535, #916, #953, #153, #424 and #643: ids that are no numbers are names, dashes, case and all.
#[test]
fn uuids_and_other_names_meet_as_they_stand() {
    for id in [
        b"12absa-adsasdas-gfgfdg-fgfdga-ssdasdasdas".as_slice(),
        b"1101C1-C9D03D-F000",
        b"9d9e69eb-52a7-4a4d-a380-8bce7c11f4cd",
        b"12 34",
        b"\xff\0",
        b"",
    ] {
        for radix in [AsIs, Decimal, Hexadecimal] {
            assert_eq!(MessageIdKey::new(id, radix), MessageIdKey::Name(id));
        }
        assert!(meet(Hexadecimal, Decimal, id, id));
    }
    assert!(!meet(Decimal, Decimal, b"12-34", b"1234"), "a dash is part of the name");
}

/// The length of an id is bounded by no number type: 64 octets is what the field holds, a TLV can hold more.
#[test]
fn ids_too_large_for_a_number_are_names() {
    let largest = u128::MAX.to_string();
    assert_eq!(MessageIdKey::new(largest.as_bytes(), Decimal), MessageIdKey::Number(u128::MAX));
    assert_eq!(MessageIdKey::new(&[b'f'; 32], Hexadecimal), MessageIdKey::Number(u128::MAX));
    for id in [vec![b'f'; 33], vec![b'9'; 64], vec![b'9'; 65_535]] {
        assert_eq!(MessageIdKey::new(&id, Hexadecimal), MessageIdKey::Name(&id));
    }
    let padded = [vec![b'0'; 63], vec![b'7']].concat();
    assert_eq!(MessageIdKey::new(&padded, Decimal), MessageIdKey::Number(7));
}
