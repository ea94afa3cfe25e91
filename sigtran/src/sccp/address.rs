//! Addresses of SCCP users: point code, subsystem number, global title (Q.713 §3.4).

use std::fmt;

use crate::mtp::PointCode;
use crate::numbers::numbers;
use crate::{EncodeError, EncodeErrorKind};

/// A called or calling party address (Q.713 §3.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Address {
    /// By what the message is routed.
    pub routing_indicator: RoutingIndicator,
    /// Where the user is.
    pub point_code: Option<PointCode>,
    /// Which user it is.
    pub ssn: Option<Ssn>,
    /// Its number in a plan, to be translated.
    pub global_title: Option<GlobalTitle>,
    /// Whether the bit for national use is set.
    pub national_use: bool,
}

impl Address {
    /// The user with this number at this point.
    #[must_use]
    pub const fn of_point_code(point_code: PointCode, ssn: Ssn) -> Self {
        Self {
            routing_indicator: RoutingIndicator::Ssn,
            point_code: Some(point_code),
            ssn: Some(ssn),
            global_title: None,
            national_use: false,
        }
    }

    /// The user with this number where the global title leads.
    #[must_use]
    pub const fn of_global_title(global_title: GlobalTitle, ssn: Ssn) -> Self {
        Self {
            routing_indicator: RoutingIndicator::GlobalTitle,
            point_code: None,
            ssn: Some(ssn),
            global_title: Some(global_title),
            national_use: false,
        }
    }
}

/// By what a message is routed (Q.713 §3.4.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_enums)] // one bit
pub enum RoutingIndicator {
    /// Its global title.
    #[default]
    GlobalTitle,
    /// Its point code and subsystem number.
    Ssn,
}

numbers! {
    /// Subsystem number (Q.713 §3.4.2.2; those of GSM: 3GPP TS 23.003 §8).
    pub struct Ssn(u8) {
        /// Not known, or not used.
        UNKNOWN = 0 "unknown",
        /// SCCP management.
        SCCP_MANAGEMENT = 1 "SCCP management",
        /// Home location register.
        HLR = 6 "HLR",
        /// Visitor location register.
        VLR = 7 "VLR",
        /// Mobile switching centre; service centres use it, too.
        MSC = 8 "MSC",
        /// Equipment identity register.
        EIR = 9 "EIR",
        /// gsmSCF.
        GSM_SCF = 147 "gsmSCF",
        /// Serving GPRS support node.
        SGSN = 149 "SGSN",
    }
}

/// A global title, by what stands before its digits (Q.713 §3.4.2.3; T1.112.3 §3.4.2.3 for ANSI).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GlobalTitle {
    /// Indicator 1 of ITU: the nature alone.
    NatureOfAddress {
        /// Nature of address indicator.
        nature_of_address: u8,
        /// The digits.
        digits: Digits,
    },
    /// Indicator 2: the translation type alone, by which the digits are coded.
    TranslationType {
        /// Translation type.
        translation_type: u8,
        /// The digits.
        digits: Digits,
    },
    /// Indicator 3 of ITU, 1 of ANSI: translation type and plan.
    NumberingPlan {
        /// Translation type.
        translation_type: u8,
        /// Numbering plan: 1 E.164, 6 E.212, 7 E.214.
        numbering_plan: u8,
        /// Encoding scheme: 1 BCD of an odd number of digits, 2 of an even one.
        encoding_scheme: u8,
        /// The digits.
        digits: Digits,
    },
    /// Indicator 4 of ITU: translation type, plan and nature.
    Full {
        /// Translation type.
        translation_type: u8,
        /// Numbering plan: 1 E.164, 6 E.212, 7 E.214.
        numbering_plan: u8,
        /// Encoding scheme: 1 BCD of an odd number of digits, 2 of an even one.
        encoding_scheme: u8,
        /// Nature of address indicator: 4 international.
        nature_of_address: u8,
        /// The digits.
        digits: Digits,
    },
    /// Any other indicator, with its octets as they stand.
    Other {
        /// The indicator, four bits.
        indicator: u8,
        /// The octets, in pairs of half octets.
        octets: Digits,
    },
}

impl GlobalTitle {
    /// An international number of E.164 with translation type 0: what most networks route by.
    ///
    /// # Errors
    /// No digits that can be coded, or too many.
    pub fn e164(digits: &str) -> Result<Self, EncodeError> {
        let digits = Digits::new(digits)?;
        Ok(Self::Full {
            translation_type: 0,
            numbering_plan: 1,
            encoding_scheme: if digits.len() % 2 == 1 { 1 } else { 2 },
            nature_of_address: 4,
            digits,
        })
    }

    /// The digits.
    #[must_use]
    pub const fn digits(&self) -> &Digits {
        match self {
            Self::NatureOfAddress { digits, .. }
            | Self::TranslationType { digits, .. }
            | Self::NumberingPlan { digits, .. }
            | Self::Full { digits, .. }
            | Self::Other { octets: digits, .. } => digits,
        }
    }
}

/// Half octets of a global title, the first in the lower half of the first octet: 0 to 9, B for code 11, C for code 12, F
/// for ST, and whatever else stood there (Q.713 §3.4.2.3.1).
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Digits {
    octets: [u8; Self::MOST / 2],
    count: u8,
}

impl Digits {
    /// The most half octets that are kept: more than any plan has.
    pub const MOST: usize = 40;

    /// Digits of a text: 0 to 9 and A to F.
    ///
    /// # Errors
    /// Another character, or more than [`Self::MOST`] of them.
    pub fn new(text: &str) -> Result<Self, EncodeError> {
        let error = |kind| EncodeError { kind, field: "digits" };
        let mut digits = Self::default();
        for character in text.chars() {
            let digit = character.to_digit(16).ok_or(error(EncodeErrorKind::Value))?;
            let digit = u8::try_from(digit).unwrap_or(0);
            digits.push(digit).ok_or(error(EncodeErrorKind::Length))?;
        }
        Ok(digits)
    }

    /// So many half octets of these octets; `None` if they are more than [`Self::MOST`], or than there are.
    #[inline]
    pub(super) fn of_octets(octets: &[u8], count: usize) -> Option<Self> {
        let mut digits = Self { count: u8::try_from(count).ok()?, ..Self::default() };
        // They are few: a loop is done before a copy has begun.
        let room = digits.octets.get_mut(..octets.len())?;
        room.iter_mut().zip(octets).for_each(|(to, from)| *to = *from);
        if count % 2 == 1 {
            *digits.octets.get_mut(count / 2)? &= 0x0F;
        }
        Some(digits)
    }

    /// Puts a half octet behind the others; `None` if there is no room.
    pub fn push(&mut self, digit: u8) -> Option<()> {
        let place = usize::from(self.count);
        let octet = self.octets.get_mut(place / 2)?;
        *octet |= (digit & 0x0F) << (place % 2 * 4);
        self.count += 1;
        Some(())
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The half octet at this place, 0 to 15; `None` behind the last.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<u8> {
        let octet = self.octets.get(place / 2).filter(|_| place < self.len())?;
        Some(octet >> (place % 2 * 4) & 0x0F)
    }

    /// The half octets, 0 to 15.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = u8> + Clone + '_ {
        (0..self.len()).map(|place| self.get(place).unwrap_or(0))
    }

    /// The octets that hold them; the last half octet is 0 if their number is odd.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        self.octets.get(..self.len().div_ceil(2)).unwrap_or_default()
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|digit| write!(f, "{digit:X}"))
    }
}

impl fmt::Debug for Digits {
    /// How many there are, but not which: they can be a subscriber's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} digits>", self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_either_parity_come_back_and_a_zero_at_the_end_counts() {
        for text in ["", "1", "10", "123450", "491600000", "ABCDEF"] {
            let digits = Digits::new(text).unwrap();
            assert_eq!((digits.to_string(), digits.len()), (text.to_string(), text.len()));
        }
        assert_eq!(Digits::new("1230").unwrap().octets(), [0x21, 0x03]);
        assert_eq!(Digits::new("123").unwrap().octets(), [0x21, 0x03]);
        assert_ne!(Digits::new("1230"), Digits::new("123"));
        assert!(Digits::new(&"9".repeat(40)).is_ok());
        assert_eq!(Digits::new(&"9".repeat(41)).unwrap_err().kind, EncodeErrorKind::Length);
        assert_eq!(Digits::new("+49").unwrap_err().kind, EncodeErrorKind::Value);
        assert_eq!(format!("{:?}", GlobalTitle::e164("491600000").unwrap()).matches("4916").count(), 0);
    }
}
