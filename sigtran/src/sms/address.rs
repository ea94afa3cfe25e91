//! Addresses of the transfer layer: digits or letters (3GPP TS 23.040 §9.1.2.5).

use std::fmt;

use brivas_text::{Coding, gsm7, septets};

use crate::cursor::Cursor;
use crate::map::{NumberingPlan, Tbcd};
use crate::numbers::numbers;
use crate::{Buffer, DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};

/// The most octets of an address value.
const LONGEST: usize = 10;

numbers! {
    /// Type of number, three bits (3GPP TS 23.040 §9.1.2.5).
    pub struct TypeOfNumber(u8) {
        /// Unknown
        UNKNOWN = 0 "unknown",
        /// International number
        INTERNATIONAL = 1 "international number",
        /// National number
        NATIONAL = 2 "national number",
        /// Network specific number
        NETWORK_SPECIFIC = 3 "network specific number",
        /// Subscriber number
        SUBSCRIBER = 4 "subscriber number",
        /// Alphanumeric, coded in the GSM 7 bit default alphabet
        ALPHANUMERIC = 5 "alphanumeric",
        /// Abbreviated number
        ABBREVIATED = 6 "abbreviated number",
    }
}

/// TP-OA, TP-DA or TP-RA (3GPP TS 23.040 §9.1.2.5).
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TpAddress<'a> {
    /// What kind of number it is.
    pub type_of_number: TypeOfNumber,
    /// Of which plan it is.
    pub numbering_plan: NumberingPlan,
    /// How many half octets count.
    semi_octets: u8,
    value: &'a [u8],
}

impl<'a> TpAddress<'a> {
    pub(super) fn read(cursor: &mut Cursor<'a>, field: &'static str) -> Result<Self, DecodeError> {
        let long = cursor.error(DecodeErrorKind::Length, field);
        let semi_octets = cursor.u8(field)?;
        let kind = cursor.u8(field)?;
        let octets = usize::from(semi_octets).div_ceil(2);
        if octets > LONGEST {
            return Err(long);
        }
        Ok(Self {
            type_of_number: TypeOfNumber(kind >> 4 & 0x07),
            numbering_plan: NumberingPlan(kind & 0x0F),
            semi_octets,
            value: cursor.take(octets, field)?,
        })
    }

    pub(super) fn write(&self, out: &mut Buffer) {
        out.prepend(self.value);
        out.prepend_u8(0x80 | (self.type_of_number.0 & 0x07) << 4 | self.numbering_plan.0 & 0x0F);
        out.prepend_u8(self.semi_octets);
    }

    /// The digits, or nothing of an address of letters.
    #[must_use]
    pub fn digits(&self) -> Tbcd<'a> {
        match self.type_of_number {
            TypeOfNumber::ALPHANUMERIC => Tbcd::new(&[]),
            _ => Tbcd::new(self.value),
        }
    }

    /// What a person would read: the digits, or the letters.
    #[must_use]
    pub fn to_text(&self) -> String {
        if self.type_of_number != TypeOfNumber::ALPHANUMERIC {
            return self.digits().to_string();
        }
        let count = usize::from(self.semi_octets) * 4 / 7;
        let septets = septets::unpack(self.value, count, 0).unwrap_or_default();
        gsm7::decode_lossy(&septets, gsm7::Shift::NONE)
    }
}

impl fmt::Debug for TpAddress<'_> {
    /// Without the number, which is a subscriber's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ton, npi, count) = (self.type_of_number.0, self.numbering_plan.0, self.semi_octets);
        write!(f, "TpAddress({ton}, {npi}, {count} half octets)")
    }
}

/// An address made of a text, to be borrowed (3GPP TS 23.040 §9.1.2.5).
#[derive(Clone, Copy, Default)]
pub struct TpAddressBuf {
    type_of_number: TypeOfNumber,
    numbering_plan: NumberingPlan,
    semi_octets: u8,
    value: [u8; LONGEST],
}

impl TpAddressBuf {
    /// Digits: 0 to 9, `*`, `#`, `a`, `b`, `c`, at most 20.
    ///
    /// # Errors
    /// Another character, or too many.
    pub fn digits(
        type_of_number: TypeOfNumber,
        numbering_plan: NumberingPlan,
        digits: &str,
    ) -> Result<Self, EncodeError> {
        let tbcd = crate::map::DigitsBuf::tbcd(digits)?;
        let semi_octets = u8::try_from(digits.len()).unwrap_or(u8::MAX);
        Self { type_of_number, numbering_plan, semi_octets, ..Self::default() }.with(tbcd.octets())
    }

    /// Letters of the GSM 7 bit default alphabet, at most 11 septets.
    ///
    /// # Errors
    /// Another character, or too many.
    pub fn alphanumeric(text: &str) -> Result<Self, EncodeError> {
        let wrong = EncodeError { kind: EncodeErrorKind::Value, field: "TP-Address" };
        let septets = Coding::GSM7.encode(text).map_err(|_| wrong)?;
        let value = septets::pack(&septets, 0);
        let semi_octets = u8::try_from((septets.len() * 7).div_ceil(4)).unwrap_or(u8::MAX);
        let (type_of_number, numbering_plan) = (TypeOfNumber::ALPHANUMERIC, NumberingPlan::UNKNOWN);
        Self { type_of_number, numbering_plan, semi_octets, ..Self::default() }.with(&value)
    }

    /// The address.
    #[must_use]
    pub fn as_address(&self) -> TpAddress<'_> {
        TpAddress {
            type_of_number: self.type_of_number,
            numbering_plan: self.numbering_plan,
            semi_octets: self.semi_octets,
            value: self.value.get(..usize::from(self.semi_octets).div_ceil(2)).unwrap_or_default(),
        }
    }

    fn with(mut self, value: &[u8]) -> Result<Self, EncodeError> {
        let long = EncodeError { kind: EncodeErrorKind::Length, field: "TP-Address" };
        self.value.get_mut(..value.len()).ok_or(long)?.copy_from_slice(value);
        Ok(self)
    }
}

impl fmt::Debug for TpAddressBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_address().fmt(f)
    }
}
