//! The codings a short message can be in, and text in and out of each.

mod single_octet;
mod ucs2;

pub(crate) use ucs2::{is_high_surrogate, is_low_surrogate};

use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::gsm7::{self, Shift};
use crate::septets;
use single_octet::SingleOctet;

/// How the octets of a message carry its text.
///
/// The last six variants are recognised and passed on, but [`Coding::encode`] and [`Coding::decode`] answer
/// `Unsupported`: binary is not text, and the East Asian sets need tables larger than this whole crate, which a leaf
/// without dependencies leaves to its caller.
///
/// ```
/// use brivas_text::Coding;
///
/// assert_eq!(Coding::Ucs2.encode("Ж")?, [0x04, 0x16]);
/// assert_eq!(Coding::Latin1.decode(&[0x63, 0x61, 0x66, 0xe9])?, "café");
/// assert!(Coding::GSM7.encode("Ж").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Coding {
    /// GSM 7 bit, one septet an octet, as SMPP normally carries it. 3GPP TS 23.038 §6.2.1.
    Gsm7(Shift),
    /// GSM 7 bit, packed from the first bit. Encoding and decoding follow the USSD rule for seven spare bits, as
    /// nothing counts the septets here; with a TP-User-Data-Length use [`septets::unpack`]. 3GPP TS 23.038 §6.1.2.
    Gsm7Packed(Shift),
    /// IA5, the reference version, which is ASCII. ITU-T T.50.
    Ascii,
    /// ISO/IEC 8859-1, with the control characters of ISO/IEC 6429 at 0x80 to 0x9F.
    Latin1,
    /// ISO/IEC 8859-5, Cyrillic.
    Cyrillic,
    /// ISO/IEC 8859-8, Hebrew, in logical order.
    Hebrew,
    /// UCS-2, big-endian, with surrogate pairs as senders put them there. ISO/IEC 10646.
    Ucs2,
    /// UTF-8; not of the standards, but what some message centres take as their default.
    Utf8,
    /// Octets that are no text.
    Binary,
    /// JIS X 0208-1990 (Kanji, two octets a character).
    JisX0208,
    /// JIS X 0212-1990 (extended Kanji).
    JisX0212,
    /// ISO-2022-JP, music codes.
    Iso2022Jp,
    /// KS C 5601 (Hangul).
    KsC5601,
    /// Pictogram encoding; it has no published table.
    Pictogram,
}

impl Coding {
    /// The GSM 7 bit default alphabet, unpacked, without national tables.
    pub const GSM7: Self = Self::Gsm7(Shift::NONE);

    /// The same coding with the national tables of `shift` if it is one of the two GSM 7 bit ones, else unchanged: for a
    /// user data header's [`shift`](crate::UserDataHeader::shift).
    #[must_use]
    pub const fn with_shift(self, shift: Shift) -> Self {
        match self {
            Self::Gsm7(_) => Self::Gsm7(shift),
            Self::Gsm7Packed(_) => Self::Gsm7Packed(shift),
            other => other,
        }
    }

    /// The national tables in use; [`Shift::NONE`] for every coding but the two GSM 7 bit ones.
    pub const fn shift(self) -> Shift {
        match self {
            Self::Gsm7(shift) | Self::Gsm7Packed(shift) => shift,
            _ => Shift::NONE,
        }
    }

    /// Puts a text into this coding, exactly.
    ///
    /// # Errors
    /// [`EncodeError::Unencodable`] names the first character the coding does not have; [`EncodeError::Unsupported`] for
    /// the codings that this crate cannot write.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, EncodeError> {
        match self.family() {
            Family::Gsm7(shift) => gsm7::encode(text, shift),
            Family::Gsm7Packed(shift) => Ok(septets::pack_ussd(&gsm7::encode(text, shift)?)),
            Family::SingleOctet(set) => set.encode(text),
            Family::Ucs2 => Ok(ucs2::encode(text)),
            Family::Utf8 => Ok(text.as_bytes().to_vec()),
            Family::Unsupported => Err(EncodeError::Unsupported(self)),
        }
    }

    /// Puts a text into this coding, with `replacement` for every character it does not have, or with a question mark if
    /// it does not have the replacement either.
    ///
    /// # Errors
    /// [`EncodeError::Unsupported`] only.
    pub fn encode_lossy(self, text: &str, replacement: char) -> Result<Vec<u8>, EncodeError> {
        match self.family() {
            Family::Gsm7(shift) => Ok(gsm7::encode_lossy(text, shift, replacement)),
            Family::Gsm7Packed(shift) => {
                Ok(septets::pack_ussd(&gsm7::encode_lossy(text, shift, replacement)))
            }
            Family::SingleOctet(set) => Ok(set.encode_lossy(text, replacement)),
            Family::Ucs2 | Family::Utf8 | Family::Unsupported => self.encode(text),
        }
    }

    /// Reads octets of this coding as text, exactly.
    ///
    /// # Errors
    /// The first octet that has no meaning: [`DecodeErrorKind::Undefined`], [`DecodeErrorKind::Malformed`] or
    /// [`DecodeErrorKind::Truncated`]; [`DecodeErrorKind::Unsupported`] for the codings that this crate cannot read.
    pub fn decode(self, octets: &[u8]) -> Result<String, DecodeError> {
        match self.family() {
            Family::Gsm7(shift) => gsm7::decode(octets, shift),
            Family::Gsm7Packed(shift) => gsm7::decode(&septets::unpack_ussd(octets), shift),
            Family::SingleOctet(set) => set.decode(octets),
            Family::Ucs2 => ucs2::decode(octets),
            Family::Utf8 => std::str::from_utf8(octets)
                .map(str::to_owned)
                .map_err(|error| DecodeError::new(DecodeErrorKind::Malformed, error.valid_up_to())),
            Family::Unsupported => Err(DecodeError::new(DecodeErrorKind::Unsupported(self), 0)),
        }
    }

    /// Reads octets of this coding as text, with U+FFFD for what has no meaning.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Unsupported`] only.
    pub fn decode_lossy(self, octets: &[u8]) -> Result<String, DecodeError> {
        match self.family() {
            Family::Gsm7(shift) => Ok(gsm7::decode_lossy(octets, shift)),
            Family::Gsm7Packed(shift) => Ok(gsm7::decode_lossy(&septets::unpack_ussd(octets), shift)),
            Family::SingleOctet(set) => Ok(set.decode_lossy(octets)),
            Family::Ucs2 => Ok(ucs2::decode_lossy(octets)),
            Family::Utf8 => Ok(String::from_utf8_lossy(octets).into_owned()),
            Family::Unsupported => self.decode(octets),
        }
    }

    fn family(self) -> Family {
        match self {
            Self::Gsm7(shift) => Family::Gsm7(shift),
            Self::Gsm7Packed(shift) => Family::Gsm7Packed(shift),
            Self::Ascii => Family::SingleOctet(SingleOctet::Ascii),
            Self::Latin1 => Family::SingleOctet(SingleOctet::Latin1),
            Self::Cyrillic => Family::SingleOctet(SingleOctet::Cyrillic),
            Self::Hebrew => Family::SingleOctet(SingleOctet::Hebrew),
            Self::Ucs2 => Family::Ucs2,
            Self::Utf8 => Family::Utf8,
            Self::Binary
            | Self::JisX0208
            | Self::JisX0212
            | Self::Iso2022Jp
            | Self::KsC5601
            | Self::Pictogram => Family::Unsupported,
        }
    }
}

/// The codings by the code that serves them.
enum Family {
    Gsm7(Shift),
    Gsm7Packed(Shift),
    SingleOctet(SingleOctet),
    Ucs2,
    Utf8,
    Unsupported,
}
