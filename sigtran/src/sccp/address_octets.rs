//! Addresses as octets (Q.713 §3.4; T1.112.3 §3.4 for ANSI).

use super::{Address, Digits, GlobalTitle, RoutingIndicator, Ssn, Variant};
use crate::cursor::Cursor;
use crate::mtp::PointCode;
use crate::{Buffer, DecodeError, DecodeErrorKind};

impl Address {
    /// Reads an address: the address indicator and what it says follows (Q.713 §3.4).
    ///
    /// # Errors
    /// The octets end too early, go on too long, or have more digits than [`Digits::MOST`].
    #[inline]
    pub fn read(octets: &[u8], variant: Variant) -> Result<Self, DecodeError> {
        let mut cursor = Cursor::new(octets);
        let indicator = cursor.u8("address indicator")?;
        let (first, second) = (indicator & 0x01 != 0, indicator & 0x02 != 0);
        let mut address = Self {
            routing_indicator: match indicator & 0x40 {
                0 => RoutingIndicator::GlobalTitle,
                _ => RoutingIndicator::Ssn,
            },
            national_use: indicator & 0x80 != 0,
            ..Self::default()
        };
        match variant {
            Variant::Itu => {
                address.point_code = read_point_code(first, variant, &mut cursor)?;
                address.ssn = read_ssn(second, &mut cursor)?;
            }
            Variant::Ansi => {
                address.ssn = read_ssn(first, &mut cursor)?;
                address.point_code = read_point_code(second, variant, &mut cursor)?;
            }
        }
        address.global_title = GlobalTitle::read(indicator >> 2 & 0x0F, variant, &mut cursor)?;
        if cursor.is_empty() { Ok(address) } else { Err(cursor.error(DecodeErrorKind::Trailing, "address")) }
    }

    /// How many octets [`Self::write`] writes.
    pub(super) fn size(&self, variant: Variant) -> usize {
        let point_code = match variant {
            Variant::Itu => 2,
            Variant::Ansi => 3,
        };
        let point_code = if self.point_code.is_some() { point_code } else { 0 };
        1 + point_code
            + usize::from(self.ssn.is_some())
            + self.global_title.as_ref().map_or(0, GlobalTitle::size)
    }

    /// Puts it before what is there (Q.713 §3.4).
    pub fn write(&self, variant: Variant, out: &mut Buffer) {
        let indicator = self.global_title.as_ref().map_or(0, |title| title.write(variant, out));
        let (has_point_code, has_ssn) = (self.point_code.is_some(), self.ssn.is_some());
        let bits = match variant {
            Variant::Itu => {
                self.ssn.into_iter().for_each(|ssn| out.prepend_u8(ssn.0));
                if let Some(PointCode(code)) = self.point_code {
                    let [low, high, ..] = code.to_le_bytes();
                    out.prepend(&[low, high & 0x3F]);
                }
                u8::from(has_point_code) | u8::from(has_ssn) << 1
            }
            Variant::Ansi => {
                if let Some(PointCode(code)) = self.point_code {
                    let [member, cluster, network, _] = code.to_le_bytes();
                    out.prepend(&[member, cluster, network]);
                }
                self.ssn.into_iter().for_each(|ssn| out.prepend_u8(ssn.0));
                u8::from(has_ssn) | u8::from(has_point_code) << 1
            }
        };
        let routing = u8::from(self.routing_indicator == RoutingIndicator::Ssn) << 6;
        out.prepend_u8(u8::from(self.national_use) << 7 | routing | indicator << 2 | bits);
    }
}

#[inline]
fn read_ssn(there: bool, cursor: &mut Cursor<'_>) -> Result<Option<Ssn>, DecodeError> {
    if there { cursor.u8("subsystem number").map(|ssn| Some(Ssn(ssn))) } else { Ok(None) }
}

#[inline]
fn read_point_code(
    there: bool,
    variant: Variant,
    cursor: &mut Cursor<'_>,
) -> Result<Option<PointCode>, DecodeError> {
    const FIELD: &str = "signalling point code";
    Ok(match (there, variant) {
        (false, _) => None,
        (true, Variant::Itu) => {
            let [low, high] = cursor.array(FIELD)?;
            Some(PointCode(u32::from_le_bytes([low, high & 0x3F, 0, 0])))
        }
        (true, Variant::Ansi) => {
            let [member, cluster, network] = cursor.array(FIELD)?;
            Some(PointCode(u32::from_le_bytes([member, cluster, network, 0])))
        }
    })
}

/// Encoding scheme of BCD with an odd number of digits (Q.713 §3.4.2.3.3).
const ODD: u8 = 1;

impl GlobalTitle {
    #[inline]
    fn read(indicator: u8, variant: Variant, cursor: &mut Cursor<'_>) -> Result<Option<Self>, DecodeError> {
        Ok(Some(match (indicator, variant) {
            (0, _) => return Ok(None),
            (1, Variant::Itu) => {
                let octet = cursor.u8("nature of address indicator")?;
                let digits = Digits::read(octet & 0x80 != 0, cursor)?;
                Self::NatureOfAddress { nature_of_address: octet & 0x7F, digits }
            }
            (2, _) => Self::TranslationType {
                translation_type: cursor.u8("translation type")?,
                digits: Digits::read(false, cursor)?,
            },
            (3, Variant::Itu) | (1, Variant::Ansi) => {
                let [translation_type, plan] = cursor.array("translation type")?;
                Self::NumberingPlan {
                    translation_type,
                    numbering_plan: plan >> 4,
                    encoding_scheme: plan & 0x0F,
                    digits: Digits::read(plan & 0x0F == ODD, cursor)?,
                }
            }
            (4, Variant::Itu) => {
                let [translation_type, plan, nature] = cursor.array("translation type")?;
                Self::Full {
                    translation_type,
                    numbering_plan: plan >> 4,
                    encoding_scheme: plan & 0x0F,
                    nature_of_address: nature & 0x7F,
                    digits: Digits::read(plan & 0x0F == ODD, cursor)?,
                }
            }
            (indicator, _) => Self::Other { indicator, octets: Digits::read(false, cursor)? },
        }))
    }

    /// How many octets [`Self::write`] writes.
    const fn size(&self) -> usize {
        let before_digits = match self {
            Self::NatureOfAddress { .. } | Self::TranslationType { .. } => 1,
            Self::NumberingPlan { .. } => 2,
            Self::Full { .. } => 3,
            Self::Other { .. } => 0,
        };
        before_digits + self.digits().len().div_ceil(2)
    }

    /// Puts it before what is there, and gives its indicator.
    fn write(&self, variant: Variant, out: &mut Buffer) -> u8 {
        out.prepend(self.digits().octets());
        match *self {
            Self::NatureOfAddress { nature_of_address, digits } => {
                out.prepend_u8(u8::from(digits.len() % 2 == 1) << 7 | nature_of_address & 0x7F);
                1
            }
            Self::TranslationType { translation_type, .. } => {
                out.prepend_u8(translation_type);
                2
            }
            Self::NumberingPlan { translation_type, numbering_plan, encoding_scheme, .. } => {
                out.prepend(&[translation_type, numbering_plan << 4 | encoding_scheme & 0x0F]);
                match variant {
                    Variant::Itu => 3,
                    Variant::Ansi => 1,
                }
            }
            Self::Full { translation_type, numbering_plan, encoding_scheme, nature_of_address, .. } => {
                let plan = numbering_plan << 4 | encoding_scheme & 0x0F;
                out.prepend(&[translation_type, plan, nature_of_address & 0x7F]);
                4
            }
            Self::Other { indicator, .. } => indicator & 0x0F,
        }
    }
}

impl Digits {
    /// All that is left, less the filler of an odd number.
    #[inline]
    fn read(odd: bool, cursor: &mut Cursor<'_>) -> Result<Self, DecodeError> {
        let octets = cursor.rest();
        let long = cursor.error(DecodeErrorKind::Length, "address information");
        let digits = Self::of_octets(octets, octets.len() * 2 - usize::from(odd && !octets.is_empty()));
        cursor.take(octets.len(), "address information")?;
        digits.ok_or(long)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(address: &Address, variant: Variant) -> Vec<u8> {
        let mut out = Buffer::new();
        address.write(variant, &mut out);
        out.as_slice().to_vec()
    }

    /// Octets by hand from Q.713 §3.4.
    #[test]
    fn addresses_of_every_kind_stand_as_the_standard_has_them() {
        let digits = |text| Digits::new(text).unwrap();
        let of_title = |global_title| Address { global_title: Some(global_title), ..Address::default() };
        for (octets, address) in [
            (&[0x43, 0x34, 0x12, 6][..], Address::of_point_code(PointCode(0x1234), Ssn::HLR)),
            (&[0x42, 8], Address { point_code: None, ..Address::of_point_code(PointCode(0), Ssn::MSC) }),
            (&[0x12, 6, 0, 0x11, 4, 0x94, 0x71, 0x01], {
                let title = GlobalTitle::e164("49171").unwrap();
                let GlobalTitle::Full { translation_type, numbering_plan, nature_of_address, .. } = title
                else {
                    panic!()
                };
                let (encoding_scheme, digits) = (1, digits("49171"));
                Address::of_global_title(
                    GlobalTitle::Full {
                        translation_type,
                        numbering_plan,
                        encoding_scheme,
                        nature_of_address,
                        digits,
                    },
                    Ssn::HLR,
                )
            }),
            (&[0x04, 0x84, 0x21, 0x03], {
                of_title(GlobalTitle::NatureOfAddress { nature_of_address: 4, digits: digits("123") })
            }),
            (&[0x08, 9, 0x21, 0x03], {
                of_title(GlobalTitle::TranslationType { translation_type: 9, digits: digits("1230") })
            }),
            (&[0x8C, 9, 0x62, 0x21, 0x03], {
                let title = GlobalTitle::NumberingPlan {
                    translation_type: 9,
                    numbering_plan: 6,
                    encoding_scheme: 2,
                    digits: digits("1230"),
                };
                Address { national_use: true, ..of_title(title) }
            }),
            (&[0x20, 0x21], of_title(GlobalTitle::Other { indicator: 8, octets: digits("12") })),
            (&[0x00], Address::default()),
        ] {
            assert_eq!(Address::read(octets, Variant::Itu), Ok(address), "{octets:02X?}");
            assert_eq!(written(&address, Variant::Itu), octets);
        }
    }

    #[test]
    fn ansi_has_the_subsystem_first_and_three_octets_of_point_code() {
        let address = Address::of_point_code(PointCode(0x00_03_02_01), Ssn::HLR);
        let octets = [0x43, 6, 1, 2, 3];
        assert_eq!(written(&address, Variant::Ansi), octets);
        assert_eq!(Address::read(&octets, Variant::Ansi), Ok(address));
        let title = GlobalTitle::NumberingPlan {
            translation_type: 9,
            numbering_plan: 1,
            encoding_scheme: 1,
            digits: Digits::new("123").unwrap(),
        };
        let address = Address::of_global_title(title, Ssn::HLR);
        let octets = [0x05, 6, 9, 0x11, 0x21, 0x03];
        assert_eq!(written(&address, Variant::Ansi), octets);
        assert_eq!(Address::read(&octets, Variant::Ansi), Ok(address));
    }

    #[test]
    fn damaged_addresses_are_told_by_field_and_place() {
        for (octets, kind, offset) in [
            (&[][..], DecodeErrorKind::Missing, 0),
            (&[0x43, 1], DecodeErrorKind::Missing, 1),
            (&[0x42], DecodeErrorKind::Missing, 1),
            (&[0x42, 6, 9], DecodeErrorKind::Trailing, 2),
            (&[0x12, 6, 0, 0x11], DecodeErrorKind::Missing, 2),
        ] {
            let error = Address::read(octets, Variant::Itu).unwrap_err();
            assert_eq!((error.kind, error.offset), (kind, offset), "{octets:02X?}");
        }
        let long = [&[0x12, 6, 0, 0x12, 4][..], &[0x11; 21]].concat();
        assert_eq!(Address::read(&long, Variant::Itu).unwrap_err().kind, DecodeErrorKind::Length);
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_so_that_it_reads_the_same(octets in prop::collection::vec(any::<u8>(), 0..30)) {
            for variant in [Variant::Itu, Variant::Ansi] {
                if let Ok(address) = Address::read(&octets, variant) {
                    prop_assert_eq!(Address::read(&written(&address, variant), variant), Ok(address));
                    prop_assert_eq!(address.size(variant), written(&address, variant).len());
                }
            }
        }
    }
}
