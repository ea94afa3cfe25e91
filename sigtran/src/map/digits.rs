//! Numbers of subscribers and nodes: digits in half octets, the lower half first (3GPP TS 29.002 §17.7.8, TBCD-STRING).

use std::fmt;

use crate::ber::{Describe, Description, Element, Field, Tag, write_primitive};
use crate::numbers::numbers;
use crate::{Buffer, DecodeError, EncodeError, EncodeErrorKind};

/// What the half octets 0 to 14 stand for; 15 is a filler.
const DIGITS: &[u8; 15] = b"0123456789*#abc";

/// A TBCD-STRING: digits, `*`, `#`, `a`, `b` and `c` (3GPP TS 29.002 §17.7.8).
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tbcd<'a>(&'a [u8]);

impl<'a> Tbcd<'a> {
    /// Half octets as they stand on the wire.
    #[must_use]
    pub const fn new(octets: &'a [u8]) -> Self {
        Self(octets)
    }

    /// Half octets as they stand on the wire.
    #[must_use]
    pub const fn octets(self) -> &'a [u8] {
        self.0
    }

    /// The characters, without fillers.
    pub fn digits(self) -> impl Iterator<Item = char> + 'a {
        let halves = self.0.iter().flat_map(|octet| [octet & 0x0F, octet >> 4]);
        halves.filter_map(|half| DIGITS.get(usize::from(half)).map(|digit| char::from(*digit)))
    }
}

impl fmt::Display for Tbcd<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.digits().try_for_each(|digit| fmt::Write::write_char(f, digit))
    }
}

impl fmt::Debug for Tbcd<'_> {
    /// How many there are, but not which: they are a subscriber's as a rule.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} digits>", self.digits().count())
    }
}

/// Half octets of a text, to be borrowed by the types of this module.
///
/// ```
/// use brivas_sigtran::map::{AddressString, DigitsBuf, NatureOfAddress, NumberingPlan};
///
/// let number = DigitsBuf::address(NatureOfAddress::INTERNATIONAL, NumberingPlan::ISDN, "491700000001")?;
/// assert_eq!(number.as_address().digits().to_string(), "491700000001");
/// # Ok::<(), brivas_sigtran::EncodeError>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct DigitsBuf {
    octets: [u8; Self::LONGEST],
    length: u8,
}

impl DigitsBuf {
    /// The most octets that an AddressString has (3GPP TS 29.002 §17.7.8).
    const LONGEST: usize = 20;

    /// An IMSI, an IMEI or another TBCD-STRING of these characters.
    ///
    /// # Errors
    /// A character that has no half octet, or too many of them.
    pub fn tbcd(text: &str) -> Result<Self, EncodeError> {
        let mut buf = Self::default();
        buf.push(text)?;
        Ok(buf)
    }

    /// An AddressString of these digits.
    ///
    /// # Errors
    /// As [`Self::tbcd`].
    pub fn address(nature: NatureOfAddress, plan: NumberingPlan, digits: &str) -> Result<Self, EncodeError> {
        let mut buf = Self::default();
        // Bit 8: no extension follows.
        buf.put(0x80 | (nature.0 & 0x07) << 4 | plan.0 & 0x0F)?;
        buf.push(digits)?;
        Ok(buf)
    }

    /// All octets.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        self.octets.get(..self.length.into()).unwrap_or_default()
    }

    /// What [`Self::tbcd`] made.
    #[must_use]
    pub fn as_tbcd(&self) -> Tbcd<'_> {
        Tbcd(self.octets())
    }

    /// What [`Self::address`] made.
    #[must_use]
    pub fn as_address(&self) -> AddressString<'_> {
        AddressString(self.octets())
    }

    fn push(&mut self, text: &str) -> Result<(), EncodeError> {
        let mut lower = None;
        for character in text.bytes() {
            let wrong = EncodeError { kind: EncodeErrorKind::Value, field: "digits" };
            let half = DIGITS.iter().position(|digit| digit.eq_ignore_ascii_case(&character)).ok_or(wrong)?;
            let half = u8::try_from(half).unwrap_or(0);
            match lower.take() {
                Some(first) => self.put(half << 4 | first)?,
                None => lower = Some(half),
            }
        }
        lower.map_or(Ok(()), |last| self.put(0xF0 | last))
    }

    fn put(&mut self, octet: u8) -> Result<(), EncodeError> {
        let long = EncodeError { kind: EncodeErrorKind::Length, field: "digits" };
        *self.octets.get_mut(usize::from(self.length)).ok_or(long)? = octet;
        self.length += 1;
        Ok(())
    }
}

impl fmt::Debug for DigitsBuf {
    /// As of [`Tbcd`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DigitsBuf({} octets)", self.length)
    }
}

numbers! {
    /// The nature of address indicator of an AddressString, three bits (3GPP TS 29.002 §17.7.8).
    pub struct NatureOfAddress(u8) {
        /// unknown
        UNKNOWN = 0 "unknown",
        /// international number
        INTERNATIONAL = 1 "international number",
        /// national significant number
        NATIONAL = 2 "national significant number",
        /// network specific number
        NETWORK_SPECIFIC = 3 "network specific number",
        /// subscriber number
        SUBSCRIBER = 4 "subscriber number",
        /// abbreviated number
        ABBREVIATED = 6 "abbreviated number",
    }
}

numbers! {
    /// The numbering plan indicator of an AddressString, four bits (3GPP TS 29.002 §17.7.8).
    pub struct NumberingPlan(u8) {
        /// unknown
        UNKNOWN = 0 "unknown",
        /// ISDN/Telephony Numbering Plan (ITU-T E.164)
        ISDN = 1 "ISDN",
        /// data numbering plan (ITU-T X.121)
        DATA = 3 "data",
        /// telex numbering plan (ITU-T F.69)
        TELEX = 4 "telex",
        /// land mobile numbering plan (ITU-T E.212)
        LAND_MOBILE = 6 "land mobile",
        /// national numbering plan
        NATIONAL = 8 "national",
        /// private numbering plan
        PRIVATE = 9 "private",
    }
}

/// AddressString and ISDN-AddressString: nature and plan in one octet, then digits (3GPP TS 29.002 §17.7.8).
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddressString<'a>(&'a [u8]);

impl<'a> AddressString<'a> {
    /// The octets as they stand on the wire.
    #[must_use]
    pub const fn new(octets: &'a [u8]) -> Self {
        Self(octets)
    }

    /// The octets as they stand on the wire.
    #[must_use]
    pub const fn octets(self) -> &'a [u8] {
        self.0
    }

    /// What kind of number it is.
    #[must_use]
    pub fn nature_of_address(self) -> NatureOfAddress {
        NatureOfAddress(self.0.first().map_or(0, |octet| octet >> 4 & 0x07))
    }

    /// Of which plan it is.
    #[must_use]
    pub fn numbering_plan(self) -> NumberingPlan {
        NumberingPlan(self.0.first().map_or(0, |octet| octet & 0x0F))
    }

    /// The digits.
    #[must_use]
    pub fn digits(self) -> Tbcd<'a> {
        Tbcd(self.0.get(1..).unwrap_or_default())
    }
}

impl fmt::Debug for AddressString<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (nature, plan) = (self.nature_of_address().0, self.numbering_plan().0);
        write!(f, "AddressString({nature}, {plan}, {:?})", self.digits())
    }
}

impl Describe for AddressString<'_> {
    fn describe(&self) -> Description<'_> {
        Description::Address(self.0)
    }
}

impl<'a> Field<'a> for AddressString<'a> {
    const TAG: Option<Tag> = Some(Tag::OCTET_STRING);
    const CONSTRUCTED: bool = false;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        element.octet_string(1..=20).map(Self)
    }

    fn write(&self, tag: Tag, out: &mut Buffer) {
        write_primitive(out, tag, self.0);
    }
}

/// Declares a TBCD-STRING of its own kind, with the octets that it may have.
macro_rules! tbcd_type {
    ($(#[$meta:meta])* $name:ident $range:expr) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(clippy::exhaustive_structs)] // its digits are all
        pub struct $name<'a>(pub Tbcd<'a>);

        impl Describe for $name<'_> {
            fn describe(&self) -> Description<'_> {
                Description::Digits(self.0.octets())
            }
        }

        impl<'a> Field<'a> for $name<'a> {
            const TAG: Option<Tag> = Some(Tag::OCTET_STRING);
            const CONSTRUCTED: bool = false;

            fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
                element.octet_string($range).map(|octets| Self(Tbcd(octets)))
            }

            fn write(&self, tag: Tag, out: &mut Buffer) {
                write_primitive(out, tag, self.0.octets());
            }
        }
    };
}

tbcd_type! {
    /// IMSI: at most 15 digits (3GPP TS 29.002 §17.7.8; 3GPP TS 23.003 §2.2).
    Imsi 3..=8
}

tbcd_type! {
    /// IMEI or IMEISV: 15 or 16 digits (3GPP TS 29.002 §17.7.8; 3GPP TS 23.003 §6.2).
    Imei 8..=8
}

/// LMSI: what a VLR calls a subscriber, four octets (3GPP TS 29.002 §17.7.8; 3GPP TS 23.003 §2.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // four octets
pub struct Lmsi(pub [u8; 4]);

impl Describe for Lmsi {
    fn describe(&self) -> Description<'_> {
        Description::Octets(&self.0)
    }
}

impl<'a> Field<'a> for Lmsi {
    const TAG: Option<Tag> = Some(Tag::OCTET_STRING);
    const CONSTRUCTED: bool = false;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        let octets = element.octet_string(4..=4)?;
        Ok(Self(octets.first_chunk().copied().unwrap_or_default()))
    }

    fn write(&self, tag: Tag, out: &mut Buffer) {
        write_primitive(out, tag, &self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Octets by hand from 3GPP TS 29.002 §17.7.8.
    #[test]
    fn digits_stand_with_the_lower_half_first_and_a_filler_behind_an_odd_number() {
        for (text, octets) in [
            ("", &[][..]),
            ("1", &[0xF1]),
            ("12", &[0x21]),
            ("262011234567890", &[0x62, 0x02, 0x11, 0x32, 0x54, 0x76, 0x98, 0xF0]),
            ("*#abc", &[0xBA, 0xDC, 0xFE]),
        ] {
            let buf = DigitsBuf::tbcd(text).unwrap();
            assert_eq!(buf.octets(), octets, "{text}");
            assert_eq!(Tbcd::new(octets).to_string(), text);
        }
        let buf = DigitsBuf::address(NatureOfAddress::INTERNATIONAL, NumberingPlan::ISDN, "4917").unwrap();
        assert_eq!(buf.octets(), [0x91, 0x94, 0x71]);
        let address = buf.as_address();
        assert_eq!(
            (address.nature_of_address(), address.numbering_plan()),
            (NatureOfAddress::INTERNATIONAL, NumberingPlan::ISDN)
        );
        assert_eq!(AddressString::new(&[0x96]).numbering_plan(), NumberingPlan::LAND_MOBILE);
    }

    #[test]
    fn what_no_number_can_be_is_refused() {
        assert_eq!(DigitsBuf::tbcd("12x").unwrap_err().kind, EncodeErrorKind::Value);
        assert!(DigitsBuf::tbcd(&"1".repeat(40)).is_ok());
        assert_eq!(DigitsBuf::tbcd(&"1".repeat(41)).unwrap_err().kind, EncodeErrorKind::Length);
    }

    #[test]
    fn nobody_is_shown_a_number_by_chance() {
        let buf = DigitsBuf::tbcd("262011234567890").unwrap();
        for shown in
            [format!("{:?}", Imsi(buf.as_tbcd())), format!("{buf:?}"), format!("{:?}", buf.as_address())]
        {
            assert!(!shown.contains("123"), "{shown}");
        }
    }

    proptest! {
        #[test]
        fn any_digits_come_back(text in "[0-9*#abc]{0,40}") {
            prop_assert_eq!(DigitsBuf::tbcd(&text).unwrap().as_tbcd().to_string(), text);
        }
    }
}
