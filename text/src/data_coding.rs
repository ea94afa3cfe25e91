//! What the one octet says that stands beside a message: SMPP's `data_coding`, TP-DCS of SMS, and the data coding scheme of
//! cell broadcast and USSD.

mod cbs;
mod smpp;
mod sms;

pub use cbs::{CbsLanguage, Language};
pub use smpp::McDefault;

use crate::coding::Coding;

/// A data coding octet, read.
///
/// ```
/// use brivas_text::{Coding, DataCoding, McDefault, MessageClass};
///
/// assert_eq!(DataCoding::from_smpp(0x08, McDefault::Gsm7).coding, Coding::Ucs2);
/// assert_eq!(DataCoding::from_smpp(0x00, McDefault::Latin1).coding, Coding::Latin1);
/// assert_eq!(DataCoding::from_sms(0x10).class, Some(MessageClass::Class0));
/// assert_eq!(DataCoding::from_cbs(0x48).coding, Coding::Ucs2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DataCoding {
    /// How the text is coded. In the compressed case, how it will be once decompressed.
    pub coding: Coding,
    /// The message class, if the octet gives one.
    pub class: Option<MessageClass>,
    /// Whether the text is compressed after 3GPP TS 23.042; this crate does not decompress.
    pub compressed: bool,
    /// The message waiting indication, if the octet is one.
    pub indication: Option<Indication>,
    /// Whether the message is marked for deletion once read (SMS only).
    pub automatic_deletion: bool,
    /// The language of the text (cell broadcast and USSD only).
    pub language: Option<Language>,
    /// Whether the octet itself says that a user data header stands before the text (cell broadcast only).
    pub header: bool,
    /// Whether the standard reserves the value. `coding` is then what a receiver must assume: the GSM 7 bit default
    /// alphabet for 3GPP, octets of unknown meaning for SMPP.
    pub reserved: bool,
}

impl DataCoding {
    /// Reads `data_coding` of an SMPP PDU. `default` says what value 0 means to this message centre, and, if it is
    /// [`McDefault::Gsm7Packed`], that other GSM 7 bit text comes packed too. SMPP 5.0 §4.7.7, 3.4 §5.2.19.
    pub fn from_smpp(octet: u8, default: McDefault) -> Self {
        smpp::read(octet, default)
    }

    /// Reads TP-Data-Coding-Scheme of a short message. 3GPP TS 23.038 §4.
    pub fn from_sms(octet: u8) -> Self {
        sms::read(octet)
    }

    /// Reads the data coding scheme of a cell broadcast page or a USSD string. 3GPP TS 23.038 §5.
    pub fn from_cbs(octet: u8) -> Self {
        cbs::read(octet)
    }

    fn plain(coding: Coding) -> Self {
        Self {
            coding,
            class: None,
            compressed: false,
            indication: None,
            automatic_deletion: false,
            language: None,
            header: false,
            reserved: false,
        }
    }

    fn reserved(coding: Coding) -> Self {
        Self { reserved: true, ..Self::plain(coding) }
    }

    /// The bits that SMS and cell broadcast share in their general groups: compression, class, alphabet.
    fn general(octet: u8) -> Self {
        let (coding, reserved) = alphabet(octet >> 2);
        let has_class = octet & 0x10 != 0;
        Self {
            class: has_class.then(|| MessageClass::from_bits(octet)),
            compressed: octet & 0x20 != 0,
            reserved,
            ..Self::plain(coding)
        }
    }
}

/// Where a message goes in the handset. 3GPP TS 23.038 §4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the standard has two bits for it")]
pub enum MessageClass {
    /// Shown at once ("flash").
    Class0,
    /// For the mobile equipment.
    Class1,
    /// For the SIM.
    Class2,
    /// For the terminal equipment.
    Class3,
}

impl MessageClass {
    /// The class in bits 2 and 1 of an octet.
    const fn from_bits(octet: u8) -> Self {
        match octet & 0x03 {
            0 => Self::Class0,
            1 => Self::Class1,
            2 => Self::Class2,
            _ => Self::Class3,
        }
    }

    /// The number, 0 to 3.
    pub const fn bits(self) -> u8 {
        match self {
            Self::Class0 => 0,
            Self::Class1 => 1,
            Self::Class2 => 2,
            Self::Class3 => 3,
        }
    }
}

/// A message waiting indication. 3GPP TS 23.038 §4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Indication {
    /// What waits.
    pub kind: IndicationKind,
    /// Whether the indication is to be switched on; off otherwise.
    pub active: bool,
    /// Whether the message is to be stored; it may be discarded otherwise.
    pub store: bool,
}

/// What kind of message waits. 3GPP TS 23.038 §4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the standard has two bits for it")]
pub enum IndicationKind {
    /// Voice mail.
    Voicemail,
    /// Fax.
    Fax,
    /// Electronic mail.
    ElectronicMail,
    /// Any other.
    Other,
}

impl Indication {
    fn from_bits(octet: u8, store: bool) -> Self {
        let kind = match octet & 0x03 {
            0 => IndicationKind::Voicemail,
            1 => IndicationKind::Fax,
            2 => IndicationKind::ElectronicMail,
            _ => IndicationKind::Other,
        };
        Self { kind, active: octet & 0x08 != 0, store }
    }
}

/// The two alphabet bits, and whether their value is reserved.
fn alphabet(bits: u8) -> (Coding, bool) {
    match bits & 0x03 {
        0 => (Coding::GSM7, false),
        1 => (Coding::Binary, false),
        2 => (Coding::Ucs2, false),
        _ => (Coding::GSM7, true),
    }
}

/// The group of GSM 7 bit or octets with a class: bits 8 to 5 all ones, bit 3 the alphabet.
fn with_class_group(octet: u8) -> DataCoding {
    let coding = if octet & 0x04 == 0 { Coding::GSM7 } else { Coding::Binary };
    DataCoding { class: Some(MessageClass::from_bits(octet)), ..DataCoding::plain(coding) }
}
