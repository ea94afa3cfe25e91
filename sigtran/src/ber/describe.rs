//! What a value of a declared type says, for a tracer that shows it: the names of its fields in the standard, and their values
//! in order.

use super::{Bits, Extensions, ObjectIdentifier};

/// A value that can be shown whatever its type is.
///
/// What it gives is a subscriber's as a rule, numbers, places and texts, which `Debug` never shows: who asks decides who may
/// see it.
///
/// ```
/// use brivas_sigtran::ber::{Describe, Description};
/// use brivas_sigtran::map::AnyTimeInterrogationArg;
///
/// let mut names = Vec::new();
/// AnyTimeInterrogationArg::default().parts(&mut |name, _| names.push(name));
/// assert_eq!(names, ["subscriberIdentity", "requestedInfo", "gsmSCF-Address"]);
/// ```
pub trait Describe {
    /// What kind of value it is, and what it says if it has no parts.
    fn describe(&self) -> Description<'_>;

    /// Gives name and value of each part in order: of a SEQUENCE, the fields that are there, and what is not known under the
    /// name `extensions`; of a CHOICE, the alternative; of a list, each element, all under the name `element`.
    fn parts(&self, each: &mut dyn FnMut(&'static str, &dyn Describe)) {
        let _ = each;
    }
}

/// A kind of value, and what it says.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Description<'v> {
    /// NULL.
    Null,
    /// BOOLEAN.
    Boolean(bool),
    /// INTEGER.
    Integer(i64),
    /// A number of which the standard names some values.
    Enumerated {
        /// The number.
        number: u8,
        /// Its name in the standard.
        name: Option<&'static str>,
    },
    /// OCTET STRING.
    Octets(&'v [u8]),
    /// BIT STRING.
    Bits(Bits<'v>),
    /// OBJECT IDENTIFIER.
    ObjectIdentifier(ObjectIdentifier<'v>),
    /// A text in ASCII.
    Text(&'v [u8]),
    /// Digits in half octets, as [`Tbcd`](crate::map::Tbcd) reads them.
    Digits(&'v [u8]),
    /// A number with nature and plan, as [`AddressString`](crate::map::AddressString) reads it.
    Address(&'v [u8]),
    /// Elements that are not read further, as they stand.
    Elements(&'v [u8]),
    /// SEQUENCE or SET: its fields are parts.
    Sequence,
    /// SEQUENCE OF or SET OF: its elements are parts.
    List,
    /// CHOICE: the alternative is the one part.
    Choice,
}

/// An element that is not read further.
impl Describe for &[u8] {
    fn describe(&self) -> Description<'_> {
        Description::Elements(self)
    }
}

impl Describe for Extensions<'_> {
    fn describe(&self) -> Description<'_> {
        Description::List
    }

    fn parts(&self, each: &mut dyn FnMut(&'static str, &dyn Describe)) {
        self.iter().for_each(|octets| each("element", &octets));
    }
}

impl<T: Describe> Describe for Box<T> {
    fn describe(&self) -> Description<'_> {
        (**self).describe()
    }

    fn parts(&self, each: &mut dyn FnMut(&'static str, &dyn Describe)) {
        (**self).parts(each);
    }
}
