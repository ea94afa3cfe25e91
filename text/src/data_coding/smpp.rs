//! `data_coding` of SMPP. SMPP 5.0 §4.7.7, 3.4 §5.2.19.

use super::{DataCoding, sms, with_class_group};
use crate::coding::Coding;
use crate::gsm7::Shift;

/// What a message centre means by `data_coding` 0, its default alphabet: the standard leaves it open.
/// SMPP 5.0 §4.7.7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum McDefault {
    /// GSM 7 bit, one septet an octet: what most mean.
    #[default]
    Gsm7,
    /// GSM 7 bit, packed.
    Gsm7Packed,
    /// ISO/IEC 8859-1.
    Latin1,
    /// IA5 (ASCII).
    Ascii,
    /// UTF-8.
    Utf8,
    /// UCS-2, big-endian.
    Ucs2,
}

impl McDefault {
    /// The coding it stands for.
    pub const fn coding(self) -> Coding {
        match self {
            Self::Gsm7 => Coding::Gsm7(Shift::NONE),
            Self::Gsm7Packed => Coding::Gsm7Packed(Shift::NONE),
            Self::Latin1 => Coding::Latin1,
            Self::Ascii => Coding::Ascii,
            Self::Utf8 => Coding::Utf8,
            Self::Ucs2 => Coding::Ucs2,
        }
    }
}

pub(super) fn read(octet: u8, default: McDefault) -> DataCoding {
    let reading = match octet {
        0x00 => return DataCoding::plain(default.coding()),
        0xc0..=0xcf => sms::waiting(octet, Coding::GSM7, false),
        0xd0..=0xdf => sms::waiting(octet, Coding::GSM7, true),
        0xf0..=0xff => with_class_group(octet),
        _ => match simple(octet) {
            Some(coding) => DataCoding::plain(coding),
            None => DataCoding::reserved(Coding::Binary),
        },
    };
    match (reading.coding, default) {
        (Coding::Gsm7(shift), McDefault::Gsm7Packed) => {
            DataCoding { coding: Coding::Gsm7Packed(shift), ..reading }
        }
        _ => reading,
    }
}

/// The values that name a coding and nothing else.
const fn simple(octet: u8) -> Option<Coding> {
    Some(match octet {
        0x01 => Coding::Ascii,
        0x02 | 0x04 => Coding::Binary,
        0x03 => Coding::Latin1,
        0x05 => Coding::JisX0208,
        0x06 => Coding::Cyrillic,
        0x07 => Coding::Hebrew,
        0x08 => Coding::Ucs2,
        0x09 => Coding::Pictogram,
        0x0a => Coding::Iso2022Jp,
        0x0d => Coding::JisX0212,
        0x0e => Coding::KsC5601,
        _ => return None,
    })
}

impl Coding {
    /// `data_coding` for this coding, at a message centre whose default is `default`: 0 where it is that default.
    /// `None` where there is no value for it, as for GSM 7 bit and UTF-8 that are not the default (0xF0 to 0xF3 would say
    /// GSM 7 bit, but with a message class). SMPP 5.0 §4.7.7.
    pub fn smpp_octet(self, default: McDefault) -> Option<u8> {
        let octet = match self {
            coding if coding.with_shift(Shift::NONE) == default.coding() => 0x00,
            Self::Ascii => 0x01,
            Self::Latin1 => 0x03,
            Self::Binary => 0x04,
            Self::JisX0208 => 0x05,
            Self::Cyrillic => 0x06,
            Self::Hebrew => 0x07,
            Self::Ucs2 => 0x08,
            Self::Pictogram => 0x09,
            Self::Iso2022Jp => 0x0a,
            Self::JisX0212 => 0x0d,
            Self::KsC5601 => 0x0e,
            Self::Gsm7(_) | Self::Gsm7Packed(_) | Self::Utf8 => return None,
        };
        Some(octet)
    }
}
