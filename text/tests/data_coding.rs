//! The data coding octets: values from SMPP 5.0 §4.7.7 and from the examples and tables of 3GPP TS 23.038 §4 and §5.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use brivas_text::{
    CbsLanguage, Coding, DataCoding, IndicationKind, Language, McDefault, MessageClass, NationalLanguage,
    Shift,
};

const PACKED: Coding = Coding::Gsm7Packed(Shift::NONE);

fn smpp(octet: u8) -> DataCoding {
    DataCoding::from_smpp(octet, McDefault::Gsm7)
}

#[test]
fn smpp_values_name_codings() {
    let named = [
        (0x01, Coding::Ascii),
        (0x02, Coding::Binary),
        (0x03, Coding::Latin1),
        (0x04, Coding::Binary),
        (0x05, Coding::JisX0208),
        (0x06, Coding::Cyrillic),
        (0x07, Coding::Hebrew),
        (0x08, Coding::Ucs2),
        (0x09, Coding::Pictogram),
        (0x0a, Coding::Iso2022Jp),
        (0x0d, Coding::JisX0212),
        (0x0e, Coding::KsC5601),
    ];
    for (octet, coding) in named {
        let reading = smpp(octet);
        assert_eq!((reading.coding, reading.reserved, reading.class), (coding, false, None), "{octet:#x}");
    }
}

#[test]
fn smpp_reserved_values_are_octets_of_unknown_meaning() {
    let reserved = [0x0b, 0x0c].into_iter().chain(0x0f..=0xbf).chain(0xe0..=0xef);
    for octet in reserved {
        assert!(smpp(octet).reserved, "{octet:#x}");
        assert_eq!(smpp(octet).coding, Coding::Binary);
    }
}

#[test]
fn smpp_zero_is_what_the_message_centre_means() {
    let coding = |default| DataCoding::from_smpp(0, default).coding;
    assert_eq!(coding(McDefault::default()), Coding::GSM7);
    assert_eq!(coding(McDefault::Gsm7Packed), PACKED);
    assert_eq!(coding(McDefault::Latin1), Coding::Latin1);
    assert_eq!(coding(McDefault::Ascii), Coding::Ascii);
    assert_eq!(coding(McDefault::Utf8), Coding::Utf8);
    assert_eq!(coding(McDefault::Ucs2), Coding::Ucs2);
}

#[test]
fn smpp_gsm_groups_give_indication_and_class() {
    let waiting = smpp(0xc8).indication.unwrap();
    assert_eq!((waiting.kind, waiting.active, waiting.store), (IndicationKind::Voicemail, true, false));
    let stored = smpp(0xd1).indication.unwrap();
    assert_eq!((stored.kind, stored.active, stored.store), (IndicationKind::Fax, false, true));
    assert_eq!((smpp(0xf0).coding, smpp(0xf0).class), (Coding::GSM7, Some(MessageClass::Class0)));
    assert_eq!((smpp(0xf5).coding, smpp(0xf5).class), (Coding::Binary, Some(MessageClass::Class1)));
    assert_eq!(DataCoding::from_smpp(0xf2, McDefault::Gsm7Packed).coding, PACKED);
    assert_eq!(DataCoding::from_smpp(0xf2, McDefault::Latin1).coding, Coding::GSM7);
}

#[test]
fn smpp_octets_are_written_as_they_are_read() {
    for octet in 0..=0xff {
        let reading = smpp(octet);
        if reading.class.is_none() && reading.indication.is_none() && !reading.reserved && octet != 0x02 {
            assert_eq!(reading.coding.smpp_octet(McDefault::Gsm7), Some(octet));
        }
    }
    let turkish = Coding::Gsm7(Shift::single(NationalLanguage::TURKISH));
    assert_eq!(turkish.smpp_octet(McDefault::Gsm7), Some(0));
    assert_eq!(Coding::GSM7.smpp_octet(McDefault::Latin1), None);
    assert_eq!(Coding::Latin1.smpp_octet(McDefault::Latin1), Some(0));
    assert_eq!(Coding::Utf8.smpp_octet(McDefault::Gsm7), None);
}

#[test]
fn sms_general_group_has_alphabet_class_and_compression() {
    let read = DataCoding::from_sms;
    assert_eq!((read(0x00).coding, read(0x00).class), (Coding::GSM7, None));
    assert_eq!(read(0x04).coding, Coding::Binary);
    assert_eq!(read(0x08).coding, Coding::Ucs2);
    assert_eq!((read(0x0c).coding, read(0x0c).reserved), (Coding::GSM7, true));
    assert_eq!((read(0x1a).coding, read(0x1a).class), (Coding::Ucs2, Some(MessageClass::Class2)));
    // Class bits mean nothing unless bit 5 says so.
    assert_eq!(read(0x03).class, None);
    assert!(read(0x20).compressed && !read(0x10).compressed);
    assert!(read(0x48).automatic_deletion && !read(0x08).automatic_deletion);
    assert_eq!((read(0x59).coding, read(0x59).class), (Coding::Ucs2, Some(MessageClass::Class1)));
}

#[test]
fn sms_reserved_groups_are_taken_as_the_default_alphabet() {
    for octet in 0x80..=0xbf {
        let reading = DataCoding::from_sms(octet);
        assert_eq!((reading.coding, reading.reserved, reading.class), (Coding::GSM7, true, None));
    }
}

#[test]
fn sms_waiting_groups_tell_what_waits_and_whether_to_store() {
    for (octet, coding, store) in
        [(0xc0, Coding::GSM7, false), (0xd0, Coding::GSM7, true), (0xe0, Coding::Ucs2, true)]
    {
        let kinds = [
            IndicationKind::Voicemail,
            IndicationKind::Fax,
            IndicationKind::ElectronicMail,
            IndicationKind::Other,
        ];
        for (kind, bits) in kinds.into_iter().zip(0..) {
            for (active, bit) in [(false, 0), (true, 8)] {
                let reading = DataCoding::from_sms(octet | bits | bit);
                let indication = reading.indication.unwrap();
                assert_eq!((indication.kind, indication.active, indication.store), (kind, active, store));
                assert_eq!((reading.coding, reading.class), (coding, None));
            }
        }
    }
}

#[test]
fn sms_octets_are_written_with_and_without_class() {
    assert_eq!(Coding::GSM7.sms_octet(None), Some(0x00));
    assert_eq!(PACKED.sms_octet(Some(MessageClass::Class0)), Some(0x10));
    assert_eq!(Coding::Binary.sms_octet(Some(MessageClass::Class2)), Some(0x16));
    assert_eq!(Coding::Ucs2.sms_octet(Some(MessageClass::Class3)), Some(0x1b));
    assert_eq!(Coding::Latin1.sms_octet(None), None);
}

#[test]
fn cbs_language_groups_name_the_language() {
    let language = |octet| match DataCoding::from_cbs(octet).language {
        Some(Language::Named(language)) => language.iso_639(),
        _ => None,
    };
    let first = ["de", "en", "it", "fr", "es", "nl", "sv", "da", "pt", "fi", "no", "el", "tr", "hu", "pl"];
    for (octet, code) in (0x00..).zip(first) {
        assert_eq!(language(octet), Some(code));
        assert_eq!(DataCoding::from_cbs(octet).coding, Coding::GSM7);
    }
    for (octet, code) in (0x20..).zip(["cs", "he", "ar", "ru", "is"]) {
        assert_eq!(language(octet), Some(code));
    }
    assert_eq!(DataCoding::from_cbs(0x0f).language, None);
    assert!(!DataCoding::from_cbs(0x0f).reserved);
    assert_eq!(CbsLanguage(0x0f).iso_639(), None);
}

#[test]
fn cbs_language_may_stand_in_the_text() {
    let gsm7 = DataCoding::from_cbs(0x10);
    assert_eq!((gsm7.coding, gsm7.language), (Coding::GSM7, Some(Language::InText)));
    let ucs2 = DataCoding::from_cbs(0x11);
    assert_eq!((ucs2.coding, ucs2.language), (Coding::Ucs2, Some(Language::InText)));
}

#[test]
fn cbs_general_and_header_groups_have_alphabet_and_class() {
    let read = DataCoding::from_cbs;
    assert_eq!((read(0x44).coding, read(0x44).class), (Coding::Binary, None));
    assert_eq!((read(0x48).coding, read(0x48).class), (Coding::Ucs2, None));
    assert_eq!((read(0x59).coding, read(0x59).class), (Coding::Ucs2, Some(MessageClass::Class1)));
    assert!(read(0x60).compressed);
    assert_eq!(
        (read(0x99).coding, read(0x99).header, read(0x99).class),
        (Coding::Ucs2, true, Some(MessageClass::Class1))
    );
    assert!(read(0x9c).reserved);
    assert_eq!(read(0xf0).class, None);
    assert_eq!((read(0xf6).coding, read(0xf6).class), (Coding::Binary, Some(MessageClass::Class2)));
    assert_eq!(read(0xe0).coding, Coding::Binary);
}

#[test]
fn cbs_reserved_values_are_taken_as_the_default_alphabet() {
    let reserved =
        (0x12..=0x1f).chain(0x25..=0x3f).chain(0x80..=0x8f).chain(0xa0..=0xcf).map(DataCoding::from_cbs);
    for reading in reserved {
        assert_eq!((reading.coding, reading.reserved), (Coding::GSM7, true));
    }
}

#[test]
fn ussd_octets_are_language_unspecified() {
    assert_eq!(Coding::GSM7.cbs_octet(), Some(0x0f));
    assert_eq!(Coding::Binary.cbs_octet(), Some(0x44));
    assert_eq!(Coding::Ucs2.cbs_octet(), Some(0x48));
    assert_eq!(Coding::Latin1.cbs_octet(), None);
    assert_eq!(DataCoding::from_cbs(0x0f).coding, Coding::GSM7);
}
