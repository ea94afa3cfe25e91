//! `data_coding` (SMPP 5.0 §4.7.7; SMPP 3.4 §5.2.19), its upper groups as in 3GPP TS 23.038 §4.

use crate::wire_enum::wire_enum;

wire_enum! {
    /// `data_coding`: how the user data is coded (SMPP 5.0 §4.7.7).
    pub struct DataCoding(u8) {
        /// The message centre's default alphabet: often, but not always, the GSM 7-bit default alphabet.
        MC_DEFAULT = 0x00,
        /// IA5 (ASCII).
        IA5 = 0x01,
        /// 8-bit binary.
        OCTET_UNSPECIFIED_2 = 0x02,
        /// Latin-1 (ISO-8859-1).
        LATIN_1 = 0x03,
        /// 8-bit binary.
        OCTET_UNSPECIFIED = 0x04,
        /// JIS X 0208-1990.
        JIS = 0x05,
        /// Latin and Cyrillic (ISO-8859-5).
        CYRILLIC = 0x06,
        /// Latin and Hebrew (ISO-8859-8).
        HEBREW = 0x07,
        /// UCS-2, most significant octet first; senders put UTF-16 surrogates into it.
        UCS2 = 0x08,
        /// Pictograms.
        PICTOGRAM = 0x09,
        /// ISO-2022-JP (music codes).
        ISO_2022_JP = 0x0A,
        /// Extended Kanji JIS (X 0212-1990).
        EXTENDED_KANJI = 0x0D,
        /// KS C 5601.
        KS_C_5601 = 0x0E,
    }
}

impl DataCoding {
    /// Which alphabet the user data is in. A reserved value is [`Alphabet::Reserved`], to be handled as binary.
    #[must_use]
    pub const fn alphabet(self) -> Alphabet {
        match self.0 {
            0x00 => Alphabet::McDefault,
            0x01 => Alphabet::Ia5,
            0x02 | 0x04 => Alphabet::Octets,
            0x03 => Alphabet::Latin1,
            0x05 => Alphabet::Jis,
            0x06 => Alphabet::Cyrillic,
            0x07 => Alphabet::Hebrew,
            0x08 | 0xE0..=0xEF => Alphabet::Ucs2,
            0x09 => Alphabet::Pictogram,
            0x0A => Alphabet::Iso2022Jp,
            0x0D => Alphabet::ExtendedKanji,
            0x0E => Alphabet::KsC5601,
            0xC0..=0xDF => Alphabet::Gsm7,
            0xF0..=0xFF if self.0 & 0x04 == 0 => Alphabet::Gsm7,
            0xF0..=0xFF => Alphabet::Octets,
            _ => Alphabet::Reserved,
        }
    }

    /// The message class, where the value carries one: 0xF0 to 0xFF (3GPP TS 23.038 §4, coding group 1111).
    #[must_use]
    pub const fn message_class(self) -> Option<MessageClass> {
        if self.0 < 0xF0 {
            return None;
        }
        Some(match self.0 & 0b11 {
            0 => MessageClass::Class0,
            1 => MessageClass::Class1,
            2 => MessageClass::Class2,
            _ => MessageClass::Class3,
        })
    }

    /// The message waiting indication, where the value carries one: 0xC0 to 0xEF (3GPP TS 23.038 §4, coding groups
    /// 1100 to 1110).
    #[must_use]
    pub const fn message_waiting(self) -> Option<MessageWaiting> {
        if self.0 < 0xC0 || self.0 > 0xEF {
            return None;
        }
        Some(MessageWaiting {
            discard: self.0 < 0xD0,
            active: self.0 & 0x08 != 0,
            indication_type: self.0 & 0b11,
        })
    }
}

/// The alphabet that a `data_coding` names (SMPP 5.0 §4.7.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Alphabet {
    /// Whatever the message centre's default is: a setting of the link.
    McDefault,
    /// GSM 7-bit default alphabet (3GPP TS 23.038 §6.2.1).
    Gsm7,
    /// IA5 (ASCII).
    Ia5,
    /// 8-bit data, not text.
    Octets,
    /// ISO-8859-1.
    Latin1,
    /// JIS X 0208-1990.
    Jis,
    /// ISO-8859-5.
    Cyrillic,
    /// ISO-8859-8.
    Hebrew,
    /// UCS-2, most significant octet first.
    Ucs2,
    /// Pictograms.
    Pictogram,
    /// ISO-2022-JP.
    Iso2022Jp,
    /// JIS X 0212-1990.
    ExtendedKanji,
    /// KS C 5601.
    KsC5601,
    /// A value that the standard reserves.
    Reserved,
}

/// Where a handset shall put a message (3GPP TS 23.038 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums)] // two bits
pub enum MessageClass {
    /// Immediate display.
    Class0,
    /// Mobile equipment specific.
    Class1,
    /// (U)SIM specific.
    Class2,
    /// Terminal equipment specific.
    Class3,
}

/// A message waiting indication in `data_coding` (3GPP TS 23.038 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct MessageWaiting {
    /// Whether the message itself may be discarded after the indication was taken from it.
    pub discard: bool,
    /// Whether the indication is to be set, else cleared.
    pub active: bool,
    /// 0 voice mail, 1 fax, 2 electronic mail, 3 other.
    pub indication_type: u8,
}
