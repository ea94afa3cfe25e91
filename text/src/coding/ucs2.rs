//! UCS-2 as it is in messages: UTF-16, big-endian.

use crate::error::{DecodeError, DecodeErrorKind};

pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut octets = Vec::with_capacity(2 * text.len());
    for unit in text.encode_utf16() {
        octets.extend(unit.to_be_bytes());
    }
    octets
}

pub(super) fn decode(octets: &[u8]) -> Result<String, DecodeError> {
    let (units, odd) = units(octets);
    let mut text = String::with_capacity(octets.len());
    let mut offset = 0;
    for character in char::decode_utf16(units) {
        let character = character.map_err(|_| DecodeError::new(DecodeErrorKind::Malformed, offset))?;
        text.push(character);
        offset += 2 * character.len_utf16();
    }
    if odd {
        return Err(DecodeError::new(DecodeErrorKind::Truncated, offset));
    }
    Ok(text)
}

pub(super) fn decode_lossy(octets: &[u8]) -> String {
    let (units, odd) = units(octets);
    let mut text: String =
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    if odd {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text
}

/// Whether a code unit is the first half of a surrogate pair.
pub(crate) const fn is_high_surrogate(unit: u16) -> bool {
    unit & 0xfc00 == 0xd800
}

/// Whether a code unit is the second half of a surrogate pair.
pub(crate) const fn is_low_surrogate(unit: u16) -> bool {
    unit & 0xfc00 == 0xdc00
}

/// The whole code units, and whether an octet is left after them.
fn units(octets: &[u8]) -> (impl Iterator<Item = u16> + '_, bool) {
    let (pairs, rest) = octets.as_chunks::<2>();
    (pairs.iter().map(|pair| u16::from_be_bytes(*pair)), !rest.is_empty())
}
