//! Cutting a message into parts that each fit one short message. 3GPP TS 23.040 §9.2.3.24.1.

mod graphemes;
mod options;
mod plan;
mod units;

pub(crate) use options::Rooms;
pub use options::{Method, SplitOptions};

use crate::coding::Coding;
use crate::error::EncodeError;
use crate::septets;
use crate::udh::{Concat, HeaderTooLong};
use std::error::Error;
use std::fmt;

/// Encodes a text and cuts it into parts. A text that fits one message is one part, without a part number.
///
/// [`Coding::Gsm7Packed`] gives packed bodies (with fill bits after a header), [`Coding::Gsm7`] one septet an octet.
/// National tables of the coding are announced in each part's header.
///
/// # Errors
/// [`SplitError`]; nothing is cut then.
///
/// 3GPP TS 23.040 §9.2.3.24.1, §9.2.3.24.8.
///
/// ```
/// use brivas_text::{Coding, Method, Reference, SplitOptions, split};
///
/// let options = SplitOptions::new(Method::Udh(Reference::Octet(0x2a)));
/// let parts: Vec<_> = split(&"x".repeat(161), Coding::GSM7, &options)?.collect();
/// assert_eq!(parts.len(), 2);
/// assert_eq!(parts[0].udh, [0x05, 0x00, 0x03, 0x2a, 0x02, 0x01]);
/// assert_eq!((parts[0].units, parts[1].units), (153, 8));
/// # Ok::<(), brivas_text::SplitError>(())
/// ```
pub fn split(text: &str, coding: Coding, options: &SplitOptions) -> Result<Splitter, SplitError> {
    let encoded = match coding {
        // The bodies are packed one by one, so the text is cut as septets.
        Coding::Gsm7Packed(shift) => Coding::Gsm7(shift).encode(text)?,
        _ => coding.encode(text)?,
    };
    split_encoded(encoded, coding, options)
}

/// Cuts a message that is encoded already, such as an SMPP `message_payload`: one septet an octet for both GSM 7 bit
/// codings. The codings that this crate cannot read are cut at any octet.
///
/// # Errors
/// [`SplitError`], but not [`SplitError::Encode`].
pub fn split_encoded(
    encoded: Vec<u8>,
    coding: Coding,
    options: &SplitOptions,
) -> Result<Splitter, SplitError> {
    if !encoded.len().is_multiple_of(units::size(coding)) {
        return Err(SplitError::OddLength);
    }
    let rooms = options.rooms(coding)?;
    if options.is_payload() && encoded.len() > rooms.alone {
        return Err(SplitError::TooLong);
    }
    if encoded.len() <= rooms.alone {
        let udh = options.base_header(coding.shift()).build()?;
        return Ok(Splitter { ends: vec![encoded.len()], encoded, coding, numbering: None, udh, given: 0 });
    }
    let ends = plan::plan(&encoded, coding, rooms.part, options.keeps_graphemes())?;
    let total = u8::try_from(ends.len()).map_err(|_| SplitError::TooManyParts)?;
    let (numbering, udh) = options.numbering(coding.shift(), total)?;
    Ok(Splitter { encoded, ends, coding, numbering: Some(numbering), udh, given: 0 })
}

/// Gives the parts of a message, in order.
#[derive(Clone)]
pub struct Splitter {
    encoded: Vec<u8>,
    /// Where each part ends in `encoded`.
    ends: Vec<usize>,
    coding: Coding,
    /// Reference and total; `None` for a message of one part.
    numbering: Option<Concat>,
    /// The header of every part, but for the part number.
    udh: Vec<u8>,
    /// How many parts were given.
    given: usize,
}

impl Splitter {
    /// The header of part `concat.number`.
    fn header(&self, concat: Option<Concat>) -> Vec<u8> {
        let mut udh = self.udh.clone();
        // The element with the part number stands first, and the number is its last octet.
        let number_at = udh.get(2).map_or(0, |&length| 2 + usize::from(length));
        if let (Some(concat), Some(number)) = (concat, udh.get_mut(number_at)) {
            *number = concat.number;
        }
        udh
    }
}

impl Iterator for Splitter {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        let end = *self.ends.get(self.given)?;
        let start = self.given.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0);
        self.given += 1;
        let number = u8::try_from(self.given).ok()?;
        let concat = self.numbering.map(|numbering| Concat { number, ..numbering });
        let udh = self.header(concat);
        let encoded = self.encoded.get(start..end)?;
        let body = match self.coding {
            Coding::Gsm7Packed(_) => septets::pack(encoded, udh.len()),
            _ => encoded.to_vec(),
        };
        let units = encoded.len() / units::size(self.coding);
        Some(Part { concat, udh, body, units, coding: self.coding })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.ends.len() - self.given;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Splitter {}

impl fmt::Debug for Splitter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Splitter")
            .field("coding", &self.coding)
            .field("parts", &self.ends.len())
            .field("given", &self.given)
            .finish_non_exhaustive()
    }
}

/// One part of a message.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// Which part of how many; `None` if it is the whole message. For [`Method::Sar`] this is what the three `sar_*`
    /// parameters carry, for [`Method::Udh`] the header says it.
    pub concat: Option<Concat>,
    /// The user data header with its length octet; empty if the part has none (then UDHI stays clear).
    pub udh: Vec<u8>,
    /// The text: octets of the coding, packed after the header for [`Coding::Gsm7Packed`].
    pub body: Vec<u8>,
    /// Septets, UCS-2 code units or octets of text, the header not counted.
    pub units: usize,
    coding: Coding,
}

impl Part {
    /// Header and body together: an SMPP `short_message`, or TP-User-Data if the body is packed or not GSM 7 bit.
    pub fn octets(&self) -> Vec<u8> {
        [self.udh.as_slice(), self.body.as_slice()].concat()
    }

    /// TP-User-Data-Length: septets, header and fill bits included, for GSM 7 bit, else octets.
    /// 3GPP TS 23.040 §9.2.3.16.
    pub fn user_data_length(&self) -> usize {
        match self.coding {
            Coding::Gsm7(_) | Coding::Gsm7Packed(_) => septets::header_septets(self.udh.len()) + self.units,
            _ => self.udh.len() + self.body.len(),
        }
    }
}

impl fmt::Debug for Part {
    /// Without the text, which is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("concat", &self.concat)
            .field("udh", &self.udh)
            .field("units", &self.units)
            .finish_non_exhaustive()
    }
}

/// Why a message could not be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SplitError {
    /// The text cannot be put into the coding.
    Encode(EncodeError),
    /// UCS-2 with half a code unit at the end.
    OddLength,
    /// More than the 255 parts that can be numbered.
    TooManyParts,
    /// More than the 65,535 octets of a payload. SMPP 5.0 §4.8.4.36.
    TooLong,
    /// The header leaves no room for a character.
    HeaderTooLong,
    /// Parts numbered by `sar_*` parameters cannot have a user data header, for national tables or otherwise: a message
    /// centre makes a header of those parameters itself. SMPP 5.0 §4.8.4.48.
    HeaderWithSar,
}

impl fmt::Display for SplitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encode(error) => error.fmt(f),
            Self::OddLength => f.write_str("the UCS-2 message ends inside a code unit"),
            Self::TooManyParts => f.write_str("the message needs more than 255 parts"),
            Self::TooLong => f.write_str("the message is longer than a payload can be"),
            Self::HeaderTooLong => f.write_str("the user data header leaves no room for text"),
            Self::HeaderWithSar => f.write_str("parts numbered by sar parameters cannot have a header"),
        }
    }
}

impl Error for SplitError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Encode(error) => Some(error),
            _ => None,
        }
    }
}

impl From<EncodeError> for SplitError {
    fn from(error: EncodeError) -> Self {
        Self::Encode(error)
    }
}

impl From<HeaderTooLong> for SplitError {
    fn from(_: HeaderTooLong) -> Self {
        Self::HeaderTooLong
    }
}
