//! The information elements that this crate understands.

use super::InformationElement;

/// What an information element is. 3GPP TS 23.040 §9.2.3.24.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementIdentifier(pub u8);

impl ElementIdentifier {
    /// Concatenated short messages, 8-bit reference number. §9.2.3.24.1.
    pub const CONCATENATED_8_BIT: Self = Self(0x00);
    /// Special SMS message indication. §9.2.3.24.2.
    pub const SPECIAL_SMS_MESSAGE_INDICATION: Self = Self(0x01);
    /// Application port addressing scheme, 8 bit address. §9.2.3.24.3.
    pub const APPLICATION_PORT_8_BIT: Self = Self(0x04);
    /// Application port addressing scheme, 16 bit address. §9.2.3.24.4.
    pub const APPLICATION_PORT_16_BIT: Self = Self(0x05);
    /// Concatenated short message, 16-bit reference number. §9.2.3.24.8.
    pub const CONCATENATED_16_BIT: Self = Self(0x08);
    /// National language single shift. §9.2.3.24.15.
    pub const NATIONAL_LANGUAGE_SINGLE_SHIFT: Self = Self(0x24);
    /// National language locking shift. §9.2.3.24.16.
    pub const NATIONAL_LANGUAGE_LOCKING_SHIFT: Self = Self(0x25);

    /// The octets of data that the standard gives this element, where it gives a number.
    pub(super) const fn fixed_length(self) -> Option<usize> {
        match self {
            Self::CONCATENATED_8_BIT => Some(3),
            Self::SPECIAL_SMS_MESSAGE_INDICATION | Self::APPLICATION_PORT_8_BIT => Some(2),
            Self::APPLICATION_PORT_16_BIT | Self::CONCATENATED_16_BIT => Some(4),
            Self::NATIONAL_LANGUAGE_SINGLE_SHIFT | Self::NATIONAL_LANGUAGE_LOCKING_SHIFT => Some(1),
            _ => None,
        }
    }
}

/// The number that the parts of one long message share. An 8-bit and a 16-bit number are never the same message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the standard has these two widths")]
pub enum Reference {
    /// 8 bits, element 0x00. 3GPP TS 23.040 §9.2.3.24.1.
    Octet(u8),
    /// 16 bits, element 0x08 and SMPP's `sar_msg_ref_num`. 3GPP TS 23.040 §9.2.3.24.8, SMPP 5.0 §4.8.4.48.
    Word(u16),
}

/// Which part of which long message. 3GPP TS 23.040 §9.2.3.24.1, §9.2.3.24.8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Concat {
    /// The number that the parts share.
    pub reference: Reference,
    /// How many parts there are, 1 to 255.
    pub total: u8,
    /// Which part this is, 1 to `total`.
    pub number: u8,
}

impl Concat {
    pub(super) fn from_element(element: InformationElement<'_>) -> Option<Self> {
        let concat = match (element.identifier, element.data) {
            (ElementIdentifier::CONCATENATED_8_BIT, &[reference, total, number]) => {
                Self { reference: Reference::Octet(reference), total, number }
            }
            (ElementIdentifier::CONCATENATED_16_BIT, &[high, low, total, number]) => {
                let reference = Reference::Word(u16::from_be_bytes([high, low]));
                Self { reference, total, number }
            }
            _ => return None,
        };
        (concat.number != 0 && concat.number <= concat.total).then_some(concat)
    }
}

/// The application ports of a message. 3GPP TS 23.040 §9.2.3.24.3, §9.2.3.24.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the standard has these two widths")]
pub enum Ports {
    /// 8-bit ports, element 0x04; 240 to 255 are assigned.
    Octet {
        /// The port of the receiving application.
        destination: u8,
        /// The port of the sending application.
        originator: u8,
    },
    /// 16-bit ports, element 0x05.
    Word {
        /// The port of the receiving application.
        destination: u16,
        /// The port of the sending application.
        originator: u16,
    },
}

impl Ports {
    pub(super) fn from_element(element: InformationElement<'_>) -> Option<Self> {
        match (element.identifier, element.data) {
            (ElementIdentifier::APPLICATION_PORT_8_BIT, &[destination, originator]) => {
                Some(Self::Octet { destination, originator })
            }
            (ElementIdentifier::APPLICATION_PORT_16_BIT, &[d1, d0, o1, o0]) => Some(Self::Word {
                destination: u16::from_be_bytes([d1, d0]),
                originator: u16::from_be_bytes([o1, o0]),
            }),
            _ => None,
        }
    }
}

/// A message waiting indication in a header. 3GPP TS 23.040 §9.2.3.24.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SpecialIndication {
    /// Whether to store the message after the indication has been shown (bit 8).
    pub store: bool,
    /// The multiple subscriber profile, 0 to 3 (bits 7 and 6).
    pub profile: u8,
    /// What waits, 0 to 31: voice 0, fax 1, electronic mail 2, video 7; the others are extended or reserved (bits 5 to 1).
    pub kind: u8,
    /// How many wait; 255 stands for 255 or more.
    pub count: u8,
}

impl SpecialIndication {
    pub(super) fn from_element(element: InformationElement<'_>) -> Option<Self> {
        match (element.identifier, element.data) {
            (ElementIdentifier::SPECIAL_SMS_MESSAGE_INDICATION, &[octet, count]) => Some(Self {
                store: octet & 0x80 != 0,
                profile: (octet >> 5) & 0x03,
                kind: octet & 0x1f,
                count,
            }),
            _ => None,
        }
    }

    pub(super) fn octet(self) -> u8 {
        (u8::from(self.store) << 7) | ((self.profile & 0x03) << 5) | (self.kind & 0x1f)
    }
}
