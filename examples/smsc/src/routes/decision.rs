//! The answer.

use super::{RoutedAddress, Target};

/// Where a message goes, and with which addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision<'a> {
    /// The route that takes it; `None`: it is left to the tenants' prefixes, the address_range of binds, and the
    /// handset.
    pub route: Option<&'a Route>,
    /// The source address, normalised, and rewritten by the route.
    pub source: RoutedAddress<'a>,
    /// The destination address, normalised, and rewritten by the route.
    pub destination: RoutedAddress<'a>,
}

impl<'a> Decision<'a> {
    /// The targets in the order in which they are tried; none where no route takes the message.
    #[must_use]
    pub fn targets(&self) -> &'a [Target] {
        self.route.map_or(&[], |route| &route.targets)
    }
}

/// A route, without its conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Route {
    /// Its place among the `[[route]]` sections, from 0.
    pub index: usize,
    /// Its name; empty if it has none.
    pub name: String,
    /// Whether its messages wait from the start until it is resumed.
    pub held: bool,
    /// Messages a second that may leave by it.
    pub max_rate: Option<u32>,
    /// Where it leads, in the order in which targets are tried; at least one.
    pub targets: Vec<Target>,
}
