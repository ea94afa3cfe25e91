//! The question: a message, as far as routes look at it.

use std::borrow::Cow;
use std::fmt;

use brivas_smpp::{Npi, Ton};

/// An address with its type and plan.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Address<'a> {
    /// Its type of number.
    pub ton: Ton,
    /// Its numbering plan.
    pub npi: Npi,
    /// Its characters, without the NUL.
    pub digits: &'a [u8],
}

impl<'a> Address<'a> {
    /// An address of its three parts.
    #[must_use]
    pub const fn new(ton: Ton, npi: Npi, digits: &'a [u8]) -> Self {
        Self { ton, npi, digits }
    }
}

impl fmt::Debug for Address<'_> {
    /// Without the subscriber's number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({:?}, {:?}, {} octets)", self.ton, self.npi, self.digits.len())
    }
}

/// A message, as far as routes look at it.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// The system_id of the tenant that it comes from.
    pub tenant: &'a [u8],
    /// The source address as it came.
    pub source: Address<'a>,
    /// The destination address as it came.
    pub destination: Address<'a>,
    /// The service_type, empty for the default one.
    pub service_type: &'a [u8],
    /// The present, in ms since 1970-01-01 UTC.
    pub unix_ms: i64,
}

/// An address as it is after normalisation and rewriting; borrowed as long as nothing had to be put before it.
#[derive(Clone, PartialEq, Eq)]
pub struct RoutedAddress<'a> {
    /// Its type of number.
    pub ton: Ton,
    /// Its numbering plan.
    pub npi: Npi,
    /// Its characters. Rewriting can make it longer than a PDU has room for.
    pub digits: Cow<'a, [u8]>,
}

impl RoutedAddress<'_> {
    /// The same, borrowed.
    #[must_use]
    pub fn as_address(&self) -> Address<'_> {
        Address::new(self.ton, self.npi, &self.digits)
    }
}

impl<'a> From<Address<'a>> for RoutedAddress<'a> {
    fn from(address: Address<'a>) -> Self {
        Self { ton: address.ton, npi: address.npi, digits: Cow::Borrowed(address.digits) }
    }
}

impl fmt::Debug for RoutedAddress<'_> {
    /// Without the subscriber's number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_address().fmt(f)
    }
}

/// The question with its addresses normalised: what conditions are held against.
#[derive(Clone)]
pub(super) struct Subject<'a> {
    pub(super) tenant: &'a [u8],
    pub(super) source: RoutedAddress<'a>,
    pub(super) destination: RoutedAddress<'a>,
    pub(super) service_type: &'a [u8],
    pub(super) unix_ms: i64,
}
