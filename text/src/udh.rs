//! The user data header: information elements before the text of a message. 3GPP TS 23.040 §9.2.3.24.

mod builder;
mod element;

pub use builder::{HeaderBuilder, HeaderTooLong};
pub use element::{Concat, ElementIdentifier, Ports, Reference, SpecialIndication};

use crate::error::{DecodeError, DecodeErrorKind};
use crate::gsm7::{NationalLanguage, Shift};

/// A user data header that was read: framing and the lengths of known elements checked, unknown elements kept.
///
/// ```
/// use brivas_text::{Concat, HeaderBuilder, Reference, UserDataHeader};
///
/// let octets = [0x05, 0x00, 0x03, 0x2a, 0x02, 0x01, b'h', b'i'];
/// let (header, body) = UserDataHeader::parse(&octets)?;
/// let concat = Concat { reference: Reference::Octet(0x2a), total: 2, number: 1 };
/// assert_eq!(header.concat(), Some(concat));
/// assert_eq!(body, b"hi");
/// assert_eq!(HeaderBuilder::new().concat(concat).build()?, octets[..6]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserDataHeader<'a> {
    /// The elements, without the length octet.
    elements: &'a [u8],
}

impl<'a> UserDataHeader<'a> {
    /// Reads the header at the front of user data, and gives what comes after it (before any fill bits are taken off).
    ///
    /// # Errors
    /// [`DecodeErrorKind::Truncated`] where the header or an element in it ends too early;
    /// [`DecodeErrorKind::ElementLength`] at an element that must have another length. The standard lets a receiver
    /// ignore such a header as a whole.
    ///
    /// 3GPP TS 23.040 §9.2.3.24.
    pub fn parse(octets: &'a [u8]) -> Result<(Self, &'a [u8]), DecodeError> {
        let truncated = DecodeError::new(DecodeErrorKind::Truncated, octets.len());
        let (&length, rest) = octets.split_first().ok_or(truncated)?;
        let (elements, body) = rest.split_at_checked(usize::from(length)).ok_or(truncated)?;
        check(elements)?;
        Ok((Self { elements }, body))
    }

    /// Octets of the header with its length octet: what [`septets`](crate::septets) calls `udh_octets`.
    pub fn octets_len(&self) -> usize {
        1 + self.elements.len()
    }

    /// The information elements in order, with the ones this crate does not know.
    pub fn elements(&self) -> impl Iterator<Item = InformationElement<'a>> + use<'a> {
        let mut rest = self.elements;
        std::iter::from_fn(move || {
            let (element, after) = split_element(rest)?;
            rest = after;
            Some(element)
        })
    }

    /// Which part of which long message this is. The last element of either kind counts; one that numbers the part 0 or
    /// beyond the total is ignored. 3GPP TS 23.040 §9.2.3.24.1, §9.2.3.24.8.
    pub fn concat(&self) -> Option<Concat> {
        self.elements().filter_map(Concat::from_element).last()
    }

    /// The application ports; the last element of either kind counts. 3GPP TS 23.040 §9.2.3.24.3, §9.2.3.24.4.
    pub fn ports(&self) -> Option<Ports> {
        self.elements().filter_map(Ports::from_element).last()
    }

    /// The national tables that the text after the header uses. 3GPP TS 23.040 §9.2.3.24.15, §9.2.3.24.16.
    pub fn shift(&self) -> Shift {
        let language = |identifier| {
            let element = self.elements().filter(|element| element.identifier == identifier).last();
            let octet = element.and_then(|element| element.data.first().copied());
            octet.map_or(NationalLanguage::DEFAULT, NationalLanguage)
        };
        Shift {
            locking: language(ElementIdentifier::NATIONAL_LANGUAGE_LOCKING_SHIFT),
            single: language(ElementIdentifier::NATIONAL_LANGUAGE_SINGLE_SHIFT),
        }
    }

    /// The message waiting indications, all of them: they may be repeated. 3GPP TS 23.040 §9.2.3.24.2.
    pub fn special_indications(&self) -> impl Iterator<Item = SpecialIndication> + use<'a> {
        self.elements().filter_map(SpecialIndication::from_element)
    }
}

/// One information element. 3GPP TS 23.040 §9.2.3.24.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InformationElement<'a> {
    /// What it is.
    pub identifier: ElementIdentifier,
    /// Its data, without identifier and length.
    pub data: &'a [u8],
}

/// Walks the elements once, so that everything after can trust the framing.
fn check(elements: &[u8]) -> Result<(), DecodeError> {
    let mut rest = elements;
    while !rest.is_empty() {
        // Offsets count from the length octet, which is not in `elements`.
        let offset = 1 + elements.len() - rest.len();
        let (element, after) =
            split_element(rest).ok_or(DecodeError::new(DecodeErrorKind::Truncated, offset))?;
        if element.identifier.fixed_length().is_some_and(|length| length != element.data.len()) {
            return Err(DecodeError::new(DecodeErrorKind::ElementLength, offset));
        }
        rest = after;
    }
    Ok(())
}

fn split_element(octets: &[u8]) -> Option<(InformationElement<'_>, &[u8])> {
    let (&[identifier, length], rest) = octets.split_first_chunk::<2>()?;
    let (data, after) = rest.split_at_checked(usize::from(length))?;
    Some((InformationElement { identifier: ElementIdentifier(identifier), data }, after))
}
