//! Character sets of one octet a character: ASCII and three parts of ISO/IEC 8859.

use crate::error::{DecodeError, DecodeErrorKind, EncodeError};

/// What stands for a character when the replacement has no code either; all four sets have it.
const QUESTION_MARK: u8 = b'?';

#[derive(Clone, Copy)]
pub(super) enum SingleOctet {
    Ascii,
    Latin1,
    Cyrillic,
    Hebrew,
}

impl SingleOctet {
    pub(super) fn encode(self, text: &str) -> Result<Vec<u8>, EncodeError> {
        let mut octets = Vec::with_capacity(text.len());
        for (index, character) in text.char_indices() {
            octets.push(self.octet(character).ok_or(EncodeError::Unencodable { character, index })?);
        }
        Ok(octets)
    }

    pub(super) fn encode_lossy(self, text: &str, replacement: char) -> Vec<u8> {
        let replacement = self.octet(replacement).unwrap_or(QUESTION_MARK);
        text.chars().map(|character| self.octet(character).unwrap_or(replacement)).collect()
    }

    pub(super) fn decode(self, octets: &[u8]) -> Result<String, DecodeError> {
        let mut text = String::with_capacity(octets.len());
        for (offset, &octet) in octets.iter().enumerate() {
            let undefined = DecodeError::new(DecodeErrorKind::Undefined, offset);
            text.push(self.character(octet).ok_or(undefined)?);
        }
        Ok(text)
    }

    pub(super) fn decode_lossy(self, octets: &[u8]) -> String {
        let character = |&octet| self.character(octet).unwrap_or(char::REPLACEMENT_CHARACTER);
        octets.iter().map(character).collect()
    }

    fn character(self, octet: u8) -> Option<char> {
        let same = Some(char::from(octet));
        match (self, octet) {
            (_, 0x00..=0x7f) => same,
            (Self::Ascii, _) => None,
            (Self::Latin1, _) | (_, 0x80..=0xa0) => same,
            (Self::Cyrillic, _) => cyrillic(octet),
            (Self::Hebrew, _) => hebrew(octet),
        }
    }

    fn octet(self, character: char) -> Option<u8> {
        // The upper half of each set is at most 96 characters; all below it are the same in all of them.
        if character.is_ascii() || (character <= '\u{a0}' && !matches!(self, Self::Ascii)) {
            return u8::try_from(character).ok();
        }
        match self {
            Self::Ascii => None,
            Self::Latin1 => u8::try_from(character).ok(),
            Self::Cyrillic => (0xa1..=0xff).find(|&octet| cyrillic(octet) == Some(character)),
            Self::Hebrew => (0xa1..=0xff).find(|&octet| hebrew(octet) == Some(character)),
        }
    }
}

/// 0xA1 to 0xFF of ISO/IEC 8859-5: the Cyrillic block in order, but for three signs.
fn cyrillic(octet: u8) -> Option<char> {
    match octet {
        0xad => Some('\u{ad}'),
        0xf0 => Some('№'),
        0xfd => Some('§'),
        _ => char::from_u32(0x0360 + u32::from(octet)),
    }
}

/// 0xA1 to 0xFF of ISO/IEC 8859-8:1999.
fn hebrew(octet: u8) -> Option<char> {
    match octet {
        0xaa => Some('×'),
        0xba => Some('÷'),
        0xa2..=0xbe => Some(char::from(octet)),
        0xdf => Some('\u{2017}'),
        0xe0..=0xfa => char::from_u32(0x05d0 - 0xe0 + u32::from(octet)),
        0xfd => Some('\u{200e}'),
        0xfe => Some('\u{200f}'),
        _ => None,
    }
}
