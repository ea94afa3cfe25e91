//! The data coding scheme of cell broadcast pages and USSD strings. 3GPP TS 23.038 §5.

use super::{DataCoding, MessageClass, alphabet};
use crate::coding::Coding;

/// How a cell broadcast page or USSD string says its language. 3GPP TS 23.038 §5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// By the data coding octet.
    Named(CbsLanguage),
    /// By an ISO 639 code before the text: in GSM 7 bit two characters and a carriage return, in UCS-2 two octets in which
    /// the two characters are packed as septets.
    InText,
}

/// A language by its data coding octet, group 0000 and 0010. 3GPP TS 23.038 §5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CbsLanguage(pub u8);

impl CbsLanguage {
    /// German.
    pub const GERMAN: Self = Self(0x00);
    /// English.
    pub const ENGLISH: Self = Self(0x01);
    /// Italian.
    pub const ITALIAN: Self = Self(0x02);
    /// French.
    pub const FRENCH: Self = Self(0x03);
    /// Spanish.
    pub const SPANISH: Self = Self(0x04);
    /// Dutch.
    pub const DUTCH: Self = Self(0x05);
    /// Swedish.
    pub const SWEDISH: Self = Self(0x06);
    /// Danish.
    pub const DANISH: Self = Self(0x07);
    /// Portuguese.
    pub const PORTUGUESE: Self = Self(0x08);
    /// Finnish.
    pub const FINNISH: Self = Self(0x09);
    /// Norwegian.
    pub const NORWEGIAN: Self = Self(0x0a);
    /// Greek.
    pub const GREEK: Self = Self(0x0b);
    /// Turkish.
    pub const TURKISH: Self = Self(0x0c);
    /// Hungarian.
    pub const HUNGARIAN: Self = Self(0x0d);
    /// Polish.
    pub const POLISH: Self = Self(0x0e);
    /// Czech.
    pub const CZECH: Self = Self(0x20);
    /// Hebrew.
    pub const HEBREW: Self = Self(0x21);
    /// Arabic.
    pub const ARABIC: Self = Self(0x22);
    /// Russian.
    pub const RUSSIAN: Self = Self(0x23);
    /// Icelandic.
    pub const ICELANDIC: Self = Self(0x24);

    /// The ISO 639-1 code, if the standard has given the value to a language.
    pub const fn iso_639(self) -> Option<&'static str> {
        Some(match self {
            Self::GERMAN => "de",
            Self::ENGLISH => "en",
            Self::ITALIAN => "it",
            Self::FRENCH => "fr",
            Self::SPANISH => "es",
            Self::DUTCH => "nl",
            Self::SWEDISH => "sv",
            Self::DANISH => "da",
            Self::PORTUGUESE => "pt",
            Self::FINNISH => "fi",
            Self::NORWEGIAN => "no",
            Self::GREEK => "el",
            Self::TURKISH => "tr",
            Self::HUNGARIAN => "hu",
            Self::POLISH => "pl",
            Self::CZECH => "cs",
            Self::HEBREW => "he",
            Self::ARABIC => "ar",
            Self::RUSSIAN => "ru",
            Self::ICELANDIC => "is",
            _ => return None,
        })
    }
}

pub(super) fn read(octet: u8) -> DataCoding {
    match octet {
        0x0f => DataCoding::plain(Coding::GSM7),
        0x00..=0x0e | 0x20..=0x24 => {
            let language = Some(Language::Named(CbsLanguage(octet)));
            DataCoding { language, ..DataCoding::plain(Coding::GSM7) }
        }
        0x10 => DataCoding { language: Some(Language::InText), ..DataCoding::plain(Coding::GSM7) },
        0x11 => DataCoding { language: Some(Language::InText), ..DataCoding::plain(Coding::Ucs2) },
        0x40..=0x7f => DataCoding::general(octet),
        0x90..=0x9f => {
            let (coding, reserved) = alphabet(octet >> 2);
            let class = Some(MessageClass::from_bits(octet));
            DataCoding { class, header: true, reserved, ..DataCoding::plain(coding) }
        }
        // Octets of other specifications: 3GPP TS 24.294 and the WAP Forum.
        0xd0..=0xef => DataCoding::plain(Coding::Binary),
        0xf0..=0xff => data_coding_and_handling(octet),
        0x12..=0x1f | 0x25..=0x3f | 0x80..=0x8f | 0xa0..=0xcf => DataCoding::reserved(Coding::GSM7),
    }
}

/// The last group: as in SMS, but 0 is no class.
fn data_coding_and_handling(octet: u8) -> DataCoding {
    let reading = super::with_class_group(octet);
    let class = reading.class.filter(|&class| class != MessageClass::Class0);
    DataCoding { class, ..reading }
}

impl Coding {
    /// The data coding scheme for a USSD string in this coding, language unspecified and without class; `None` for the
    /// codings that USSD does not have. 3GPP TS 23.038 §5.
    pub const fn cbs_octet(self) -> Option<u8> {
        match self {
            Self::Gsm7(_) | Self::Gsm7Packed(_) => Some(0x0f),
            Self::Binary => Some(0x44),
            Self::Ucs2 => Some(0x48),
            _ => None,
        }
    }
}
