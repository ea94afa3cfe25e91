//! Properties for any input: no decoder panics, and what goes in comes out.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use brivas_text::{
    Assembly, Coding, DataCoding, McDefault, Method, NationalLanguage, Policy, Reassembler,
    ReassemblerConfig, Reference, Shift, SplitOptions, UserDataHeader, choose, gsm7, septets, split,
    split_encoded,
};
use proptest::prelude::*;

const WITHOUT_SHIFT: [Coding; 12] = [
    Coding::Ascii,
    Coding::Latin1,
    Coding::Cyrillic,
    Coding::Hebrew,
    Coding::Ucs2,
    Coding::Utf8,
    Coding::Binary,
    Coding::JisX0208,
    Coding::JisX0212,
    Coding::Iso2022Jp,
    Coding::KsC5601,
    Coding::Pictogram,
];

fn shifts() -> impl Strategy<Value = Shift> {
    (0..=14_u8, 0..=14_u8).prop_map(|(locking, single)| Shift {
        locking: NationalLanguage(locking),
        single: NationalLanguage(single),
    })
}

fn codings() -> impl Strategy<Value = Coding> {
    prop_oneof![
        shifts().prop_map(Coding::Gsm7),
        shifts().prop_map(Coding::Gsm7Packed),
        prop::sample::select(&WITHOUT_SHIFT[..]),
    ]
}

fn methods() -> impl Strategy<Value = Method> {
    prop_oneof![
        any::<u8>().prop_map(|reference| Method::Udh(Reference::Octet(reference))),
        any::<u16>().prop_map(|reference| Method::Udh(Reference::Word(reference))),
        any::<u16>().prop_map(Method::Sar),
        Just(Method::Payload),
    ]
}

/// Any octets, but often escapes and surrogates.
fn octets() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(prop_oneof![any::<u8>(), Just(0x1b), 0xd8..=0xdf_u8, 0..0x80_u8], 0..600)
}

/// Any text, but often of characters that a national table has, of emoji and of combining marks.
fn texts() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        any::<char>(),
        prop::char::range('a', 'z'),
        prop::char::range('\u{900}', '\u{d7f}'),
        prop::char::range('\u{1f600}', '\u{1f64f}'),
        prop::sample::select(&['€', '[', 'ş', 'á', 'ã', '\u{200d}', '\u{301}', '🇹'][..]),
    ];
    prop_oneof![
        prop::collection::vec(character, 0..500).prop_map(|characters| characters.into_iter().collect()),
        "[a-zA-Z €\\[\\]{}]{0,500}",
        "[a-zşığçöüŞİĞáí €]{0,500}",
        "[क-हा-ौ ०-९]{0,300}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_decoder_panics(octets in octets(), coding in codings(), octet: u8, count in 0..700_usize, header in 0..300_usize) {
        let strict = coding.decode(&octets);
        let lossy = coding.decode_lossy(&octets);
        if let Ok(text) = strict {
            prop_assert_eq!(lossy, Ok(text));
        }
        let _ = septets::unpack(&octets, count, header);
        let _ = septets::unpack_ussd(&octets);
        let _ = (DataCoding::from_sms(octet), DataCoding::from_cbs(octet), DataCoding::from_smpp(octet, McDefault::Gsm7));
        if let Ok((header, body)) = UserDataHeader::parse(&octets) {
            prop_assert_eq!(header.octets_len() + body.len(), octets.len());
            let listed: usize = header.elements().map(|element| 2 + element.data.len()).sum();
            prop_assert_eq!(1 + listed, header.octets_len());
            let _ = (header.concat(), header.ports(), header.shift(), header.special_indications().count());
        }
    }

    #[test]
    fn encoded_text_decodes_to_itself(text in texts(), coding in codings()) {
        let Ok(encoded) = coding.encode(&text) else { return Ok(()) };
        let decoded = coding.decode(&encoded).unwrap();
        // The doubled return of a packed string: 3GPP TS 23.038 §6.1.2.3.1.
        let is_doubled = matches!(coding, Coding::Gsm7Packed(_)) && text.ends_with('\r');
        let doubled = text.clone() + "\r";
        prop_assert!(decoded == text || is_doubled && decoded == doubled);
    }

    #[test]
    fn lossy_encoding_changes_nothing_that_can_be_encoded(text in texts(), shift in shifts()) {
        let lossy = gsm7::encode_lossy(&text, shift, '?');
        match gsm7::encode(&text, shift) {
            Ok(exact) => prop_assert_eq!(lossy, exact),
            Err(_) => prop_assert!(lossy.contains(&0x3f)),
        }
    }

    #[test]
    fn packed_septets_unpack_to_themselves(
        unpacked in prop::collection::vec(0..0x80_u8, 0..400),
        header in 0..140_usize,
    ) {
        let packed = septets::pack(&unpacked, header);
        prop_assert_eq!(septets::unpack(&packed, unpacked.len(), header).unwrap(), unpacked.as_slice());
        prop_assert!(septets::capacity(packed.len(), header) >= unpacked.len());
        // The bits, one after the other, by the letter of 3GPP TS 23.038 §6.1.2.1.
        let fill = usize::from(septets::fill_bits(header));
        let bit = |place: usize| packed.get(place / 8).is_some_and(|octet| octet >> (place % 8) & 1 == 1);
        for (place, septet) in unpacked.iter().enumerate() {
            for number in 0..7 {
                prop_assert_eq!(bit(fill + 7 * place + number), septet >> number & 1 == 1);
            }
        }
    }

    #[test]
    fn ussd_strings_unpack_to_themselves(unpacked in prop::collection::vec(prop_oneof![0..0x80_u8, Just(0x0d)], 0..200)) {
        let back = septets::unpack_ussd(&septets::pack_ussd(&unpacked));
        let doubled = [unpacked.as_slice(), b"\r"].concat();
        prop_assert!(back == unpacked || unpacked.ends_with(b"\r") && unpacked.len().is_multiple_of(8) && back == doubled);
    }

    #[test]
    fn split_reassembled_and_decoded_text_is_the_text(
        text in texts(),
        method in methods(),
        keep: bool,
        languages in prop::collection::vec(0..=14_u8, 0..4),
        latin1: bool,
        is_packed: bool,
        order in any::<prop::sample::Index>(),
    ) {
        let options = SplitOptions::new(method).keep_graphemes(keep);
        let policy = languages.into_iter().map(NationalLanguage).fold(
            Policy::new().allow_latin1(latin1),
            |policy, language| policy.allow_single_shift(language).allow_locking_shift(language),
        );
        let choice = choose(&text, &policy, &options);
        let coding = match choice.coding {
            Coding::Gsm7(shift) if is_packed => Coding::Gsm7Packed(shift),
            other => other,
        };
        let mut parts: Vec<_> = split(&text, coding, &options).unwrap().collect();
        prop_assert_eq!(parts.len(), choice.segments);
        let turn = order.index(parts.len());
        parts.rotate_left(turn);
        let mut reassembler = Reassembler::new(ReassemblerConfig::default());
        let mut whole = None;
        for part in &parts {
            let most = if matches!(coding, Coding::Gsm7(_) | Coding::Gsm7Packed(_)) { 160 } else { 140 };
            prop_assert!(method == Method::Payload || part.user_data_length() <= most);
            // As a receiver reads it: the header first, if there is one.
            let octets = part.octets();
            let (shift, concat, body) = if part.udh.is_empty() {
                (Shift::NONE, part.concat, octets.as_slice())
            } else {
                let (header, body) = UserDataHeader::parse(&octets).unwrap();
                (header.shift(), header.concat(), body)
            };
            prop_assert_eq!(shift, coding.shift());
            prop_assert_eq!(concat, part.concat);
            let body = match coding {
                Coding::Gsm7Packed(_) => septets::unpack(body, part.units, part.udh.len()).unwrap(),
                _ => body.to_vec(),
            };
            let Some(concat) = concat else {
                whole = Some(body);
                continue;
            };
            if let Assembly::Complete(bodies) = reassembler.insert(common::start(), (), concat, &body).unwrap().assembly {
                whole = Some(bodies.concat());
            }
        }
        prop_assert!(reassembler.is_empty());
        prop_assert_eq!(choice.coding.decode(&whole.unwrap()).unwrap(), text);
    }

    #[test]
    fn any_octets_are_cut_without_loss(octets in octets(), coding in codings(), method in methods(), limit in 0..200_usize) {
        let options = SplitOptions::new(method).limit(limit);
        let Ok(parts) = split_encoded(octets.clone(), coding, &options) else { return Ok(()) };
        let parts: Vec<_> = parts.collect();
        prop_assert!(!parts.is_empty() && parts.len() <= 255);
        if !matches!(coding, Coding::Gsm7Packed(_)) {
            let joined: Vec<u8> = parts.iter().flat_map(|part| part.body.clone()).collect();
            prop_assert_eq!(joined, octets);
        }
        for part in &parts {
            prop_assert!(parts.len() == 1 || part.units > 0);
            prop_assert!(method == Method::Payload || matches!(coding, Coding::Gsm7(_)) || part.octets().len() <= limit);
        }
    }
}
