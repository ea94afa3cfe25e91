//! How messages are cut, and the room that leaves for text.

use super::{SplitError, units};
use crate::coding::Coding;
use crate::gsm7::Shift;
use crate::udh::{Concat, HeaderBuilder, Reference};

/// User data of one short message, in octets. 3GPP TS 23.040 §9.2.3.24.
const SHORT_MESSAGE: usize = 140;
/// The longest `message_payload`, in octets. SMPP 5.0 §4.8.4.36.
const PAYLOAD: usize = 65_535;

/// How the parts of a message are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// By a user data header in each part. 3GPP TS 23.040 §9.2.3.24.1, §9.2.3.24.8.
    Udh(Reference),
    /// By SMPP's `sar_*` parameters with this reference number: parts without a header, but with room for the one that the
    /// message centre will make of them; the short one if the number fits 8 bits. SMPP 5.0 §4.8.4.48.
    Sar(u16),
    /// Not at all: one part of up to 65,535 octets, for `message_payload`. SMPP 5.0 §4.8.4.36.
    Payload,
}

/// How messages are cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitOptions {
    method: Method,
    header: HeaderBuilder,
    limit: usize,
    keep_graphemes: bool,
}

impl SplitOptions {
    /// Parts numbered by `method`, 140 octets each, without other header elements, characters of one grapheme kept
    /// together.
    pub fn new(method: Method) -> Self {
        Self { method, header: HeaderBuilder::new(), limit: SHORT_MESSAGE, keep_graphemes: true }
    }

    /// Elements that the header of every part has besides the part number and the national tables, ports say.
    #[must_use]
    pub fn header(mut self, elements: HeaderBuilder) -> Self {
        self.header = elements;
        self
    }

    /// The user data of one message in octets, 140 unless said otherwise; no use with [`Method::Payload`].
    #[must_use]
    pub fn limit(mut self, octets: usize) -> Self {
        self.limit = octets;
        self
    }

    /// Whether a cut avoids parting a base character from its combining marks, or an emoji sequence, where that makes no
    /// part more. True unless said otherwise.
    #[must_use]
    pub fn keep_graphemes(mut self, keep: bool) -> Self {
        self.keep_graphemes = keep;
        self
    }

    pub(super) fn is_payload(&self) -> bool {
        self.method == Method::Payload
    }

    pub(super) fn keeps_graphemes(&self) -> bool {
        self.keep_graphemes
    }

    /// The header of a message of one part.
    pub(super) fn base_header(&self, shift: Shift) -> HeaderBuilder {
        self.header.clone().shift(shift)
    }

    /// The part numbering for `total` parts, and the header they share, the number still to be filled in.
    pub(super) fn numbering(&self, shift: Shift, total: u8) -> Result<(Concat, Vec<u8>), SplitError> {
        let base = self.base_header(shift);
        let number = |reference| Concat { reference, total, number: 1 };
        match self.method {
            Method::Udh(reference) => {
                let concat = number(reference);
                Ok((concat, HeaderBuilder::new().concat(concat).append(&base).build()?))
            }
            Method::Sar(_) if !base.build()?.is_empty() => Err(SplitError::HeaderWithSar),
            Method::Sar(reference) => Ok((number(Reference::Word(reference)), Vec::new())),
            Method::Payload => Err(SplitError::TooLong),
        }
    }

    /// The room for text in a message alone and in one of several, in octets of the unpacked coding.
    pub(crate) fn rooms(&self, coding: Coding) -> Result<Rooms, SplitError> {
        let base = self.base_header(coding.shift());
        let alone_header = base.build()?.len();
        let concat = |reference| Concat { reference, total: 1, number: 1 };
        let reference = match self.method {
            Method::Udh(reference) => reference,
            Method::Sar(reference) => {
                u8::try_from(reference).map_or(Reference::Word(reference), Reference::Octet)
            }
            Method::Payload => {
                let alone = match coding {
                    // One septet an octet here, not packed as on the radio path.
                    Coding::Gsm7(_) => PAYLOAD.checked_sub(alone_header),
                    _ => units::room(coding, PAYLOAD, alone_header),
                };
                let alone = alone.ok_or(SplitError::HeaderTooLong)?;
                return Ok(Rooms { alone, part: 0, alone_header, part_header: 0 });
            }
        };
        let part_header = HeaderBuilder::new().concat(concat(reference)).append(&base).build()?.len();
        let alone = units::room(coding, self.limit, alone_header).ok_or(SplitError::HeaderTooLong)?;
        let part = units::room(coding, self.limit, part_header).unwrap_or(0);
        Ok(Rooms { alone, part, alone_header, part_header })
    }

    /// Whether parts may have a header of their own.
    pub(crate) fn allows_header(&self) -> bool {
        !matches!(self.method, Method::Sar(_))
    }
}

/// The room for text, in octets of the unpacked coding, and what the headers take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rooms {
    pub(crate) alone: usize,
    /// 0 if there can be no second part.
    pub(crate) part: usize,
    pub(crate) alone_header: usize,
    pub(crate) part_header: usize,
}
