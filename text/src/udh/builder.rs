//! Writing a user data header.

use super::{Concat, ElementIdentifier, Ports, Reference, SpecialIndication};
use crate::gsm7::{NationalLanguage, Shift};
use std::error::Error;
use std::fmt;

/// Collects information elements, in the order given, and writes the header. 3GPP TS 23.040 §9.2.3.24.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeaderBuilder {
    elements: Vec<u8>,
    too_long: bool,
}

impl HeaderBuilder {
    /// A header without elements.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends an element of any kind. More than 255 octets of data make [`HeaderBuilder::build`] fail.
    #[must_use]
    pub fn element(mut self, identifier: ElementIdentifier, data: &[u8]) -> Self {
        match u8::try_from(data.len()) {
            Ok(length) => {
                self.elements.extend([identifier.0, length]);
                self.elements.extend_from_slice(data);
            }
            Err(_) => self.too_long = true,
        }
        self
    }

    /// Appends the element that says which part this is. §9.2.3.24.1, §9.2.3.24.8.
    #[must_use]
    pub fn concat(self, concat: Concat) -> Self {
        let Concat { reference, total, number } = concat;
        match reference {
            Reference::Octet(reference) => {
                self.element(ElementIdentifier::CONCATENATED_8_BIT, &[reference, total, number])
            }
            Reference::Word(reference) => {
                let [high, low] = reference.to_be_bytes();
                self.element(ElementIdentifier::CONCATENATED_16_BIT, &[high, low, total, number])
            }
        }
    }

    /// Appends the application ports. §9.2.3.24.3, §9.2.3.24.4.
    #[must_use]
    pub fn ports(self, ports: Ports) -> Self {
        match ports {
            Ports::Octet { destination, originator } => {
                self.element(ElementIdentifier::APPLICATION_PORT_8_BIT, &[destination, originator])
            }
            Ports::Word { destination, originator } => {
                let ([d1, d0], [o1, o0]) = (destination.to_be_bytes(), originator.to_be_bytes());
                self.element(ElementIdentifier::APPLICATION_PORT_16_BIT, &[d1, d0, o1, o0])
            }
        }
    }

    /// Appends the elements of the national tables in use; none for [`Shift::NONE`]. §9.2.3.24.15, §9.2.3.24.16.
    #[must_use]
    pub fn shift(self, shift: Shift) -> Self {
        let language = |builder: Self, identifier, language: NationalLanguage| {
            if language == NationalLanguage::DEFAULT {
                return builder;
            }
            builder.element(identifier, &[language.0])
        };
        let builder = language(self, ElementIdentifier::NATIONAL_LANGUAGE_SINGLE_SHIFT, shift.single);
        language(builder, ElementIdentifier::NATIONAL_LANGUAGE_LOCKING_SHIFT, shift.locking)
    }

    /// Appends a message waiting indication. §9.2.3.24.2.
    #[must_use]
    pub fn special_indication(self, indication: SpecialIndication) -> Self {
        let data = [indication.octet(), indication.count];
        self.element(ElementIdentifier::SPECIAL_SMS_MESSAGE_INDICATION, &data)
    }

    /// Appends the elements of another header.
    #[must_use]
    pub fn append(mut self, other: &Self) -> Self {
        self.elements.extend_from_slice(&other.elements);
        self.too_long |= other.too_long;
        self
    }

    /// The header with its length octet in front; nothing at all if there are no elements.
    ///
    /// # Errors
    /// [`HeaderTooLong`] if the elements, or the data of one of them, have more than 255 octets.
    pub fn build(&self) -> Result<Vec<u8>, HeaderTooLong> {
        let length = u8::try_from(self.elements.len()).map_err(|_| HeaderTooLong)?;
        if self.too_long {
            return Err(HeaderTooLong);
        }
        if length == 0 {
            return Ok(Vec::new());
        }
        let mut octets = Vec::with_capacity(1 + self.elements.len());
        octets.push(length);
        octets.extend_from_slice(&self.elements);
        Ok(octets)
    }
}

/// A user data header whose elements do not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "there is nothing more to say")]
pub struct HeaderTooLong;

impl fmt::Display for HeaderTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the user data header does not fit")
    }
}

impl Error for HeaderTooLong {}
