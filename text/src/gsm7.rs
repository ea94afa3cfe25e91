//! The GSM 7 bit default alphabet with its extension and national tables, as unpacked septets: one a octet, bit 8 zero.
//! 3GPP TS 23.038 §6.2.1 and annex A.
//!
//! ```
//! use brivas_text::{NationalLanguage, Shift, gsm7};
//!
//! assert_eq!(gsm7::encode("1 €", Shift::NONE)?, [0x31, 0x20, 0x1b, 0x65]);
//! assert_eq!(gsm7::decode(&[0x31, 0x20, 0x1b, 0x65], Shift::NONE)?, "1 €");
//! assert_eq!(gsm7::encode("í", Shift::single(NationalLanguage::SPANISH))?, [0x1b, 0x69]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod language;
mod tables;

pub use language::{NationalLanguage, Shift};

use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use tables::Table;

/// The septet that announces a character of the single shift table. 3GPP TS 23.038 §6.2.1 note 1.
pub const ESCAPE: u8 = 0x1b;
/// Carriage return: the padding of USSD strings and cell broadcast pages. §6.1.1, §6.1.2.3.
pub const CARRIAGE_RETURN: u8 = 0x0d;

/// What a lossy encoder writes when even the replacement has no septet; every table has it at 0x3F.
const QUESTION_MARK: u8 = 0x3f;

/// Puts a text into septets, exactly.
///
/// # Errors
/// [`EncodeError::Unencodable`] names the first character that neither table has.
///
/// 3GPP TS 23.038 §6.2.1.
pub fn encode(text: &str, shift: Shift) -> Result<Vec<u8>, EncodeError> {
    let alphabet = Alphabet::new(shift);
    let mut septets = Vec::with_capacity(text.len());
    for (index, character) in text.char_indices() {
        let code = alphabet.code(character).ok_or(EncodeError::Unencodable { character, index })?;
        code.write(&mut septets);
    }
    Ok(septets)
}

/// Puts a text into septets, with `replacement` for every character that neither table has; a question mark if they do
/// not have the replacement either. 3GPP TS 23.038 §6.2.1.
pub fn encode_lossy(text: &str, shift: Shift, replacement: char) -> Vec<u8> {
    let alphabet = Alphabet::new(shift);
    let replacement = alphabet.code(replacement).unwrap_or(Code::One(QUESTION_MARK));
    let mut septets = Vec::with_capacity(text.len());
    for character in text.chars() {
        alphabet.code(character).unwrap_or(replacement).write(&mut septets);
    }
    septets
}

/// Reads septets as text.
///
/// An escape before a septet that the single shift table does not have shows that septet's character of the locking
/// table; two escapes show a space, and so does an escape at the end.
///
/// # Errors
/// [`DecodeErrorKind::Undefined`] at an octet above 0x7F or at an empty cell of a national locking table.
///
/// 3GPP TS 23.038 §6.2.1.1, §6.2.1.2.
pub fn decode(septets: &[u8], shift: Shift) -> Result<String, DecodeError> {
    let mut text = String::with_capacity(septets.len());
    for (offset, character) in Characters::new(septets, shift) {
        text.push(character.ok_or(DecodeError::new(DecodeErrorKind::Undefined, offset))?);
    }
    Ok(text)
}

/// Reads septets as text as [`decode`] does, with U+FFFD where that would fail.
pub fn decode_lossy(septets: &[u8], shift: Shift) -> String {
    let mut text = String::with_capacity(septets.len());
    for (_, character) in Characters::new(septets, shift) {
        text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    text
}

/// How many septets a character takes: 1 in the locking table, 2 in the single shift table, `None` in neither.
pub fn septets_of(character: char, shift: Shift) -> Option<usize> {
    Alphabet::new(shift).code(character).map(Code::septets)
}

/// The tables of a [`Shift`], looked up once for a text.
#[derive(Clone, Copy)]
pub(crate) struct Alphabet {
    locking: &'static Table,
    single: &'static Table,
}

impl Alphabet {
    pub(crate) fn new(shift: Shift) -> Self {
        Self { locking: tables::locking(shift.locking), single: tables::single(shift.single) }
    }

    #[inline]
    pub(crate) fn code(self, character: char) -> Option<Code> {
        match self.locking.septet(character) {
            Some(septet) => Some(Code::One(septet)),
            None => self.single.septet(character).map(Code::Escaped),
        }
    }

    /// What a septet after an escape shows.
    fn escaped(self, septet: u8) -> Option<char> {
        if septet == ESCAPE {
            return Some(' ');
        }
        self.single.character(septet).or_else(|| self.locking.character(septet))
    }
}

/// The septets of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    One(u8),
    Escaped(u8),
}

impl Code {
    pub(crate) fn septets(self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Escaped(_) => 2,
        }
    }

    #[inline]
    fn write(self, septets: &mut Vec<u8>) {
        match self {
            Self::One(septet) => septets.push(septet),
            Self::Escaped(septet) => septets.extend([ESCAPE, septet]),
        }
    }
}

/// The characters of a septet string with the offset of their first septet; `None` where there is no character.
pub(crate) struct Characters<'a> {
    septets: &'a [u8],
    offset: usize,
    alphabet: Alphabet,
}

impl<'a> Characters<'a> {
    pub(crate) fn new(septets: &'a [u8], shift: Shift) -> Self {
        Self { septets, offset: 0, alphabet: Alphabet::new(shift) }
    }

    fn next_octet(&mut self) -> Option<u8> {
        let octet = self.septets.get(self.offset).copied()?;
        self.offset += 1;
        Some(octet)
    }
}

impl Iterator for Characters<'_> {
    type Item = (usize, Option<char>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let offset = self.offset;
        let octet = self.next_octet()?;
        if octet != ESCAPE {
            return Some((offset, self.alphabet.locking.character(octet)));
        }
        let character = match self.next_octet() {
            Some(escaped) => self.alphabet.escaped(escaped),
            None => Some(' '),
        };
        Some((offset, character))
    }
}
