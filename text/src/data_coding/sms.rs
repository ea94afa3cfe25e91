//! TP-Data-Coding-Scheme of a short message. 3GPP TS 23.038 §4.

use super::{DataCoding, Indication, MessageClass, with_class_group};
use crate::coding::Coding;

pub(super) fn read(octet: u8) -> DataCoding {
    match octet >> 4 {
        0x0..=0x3 => DataCoding::general(octet),
        0x4..=0x7 => DataCoding { automatic_deletion: true, ..DataCoding::general(octet) },
        0x8..=0xb => DataCoding::reserved(Coding::GSM7),
        0xc => waiting(octet, Coding::GSM7, false),
        0xd => waiting(octet, Coding::GSM7, true),
        0xe => waiting(octet, Coding::Ucs2, true),
        _ => with_class_group(octet),
    }
}

pub(super) fn waiting(octet: u8, coding: Coding, store: bool) -> DataCoding {
    DataCoding { indication: Some(Indication::from_bits(octet, store)), ..DataCoding::plain(coding) }
}

impl Coding {
    /// TP-Data-Coding-Scheme for an uncompressed text in this coding; `None` for the codings that SMS does not have.
    /// 3GPP TS 23.038 §4.
    pub const fn sms_octet(self, class: Option<MessageClass>) -> Option<u8> {
        let alphabet = match self {
            Self::Gsm7(_) | Self::Gsm7Packed(_) => 0x00,
            Self::Binary => 0x04,
            Self::Ucs2 => 0x08,
            _ => return None,
        };
        match class {
            Some(class) => Some(alphabet | 0x10 | class.bits()),
            None => Some(alphabet),
        }
    }
}
