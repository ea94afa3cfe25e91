//! What a route changes in an address.

use brivas_platform::config::AddressRewrite;
use brivas_smpp::{Npi, Ton};
use std::borrow::Cow;

use super::query::RoutedAddress;

/// The address as the route sends it on. It allocates only where something is put before an address.
pub(super) fn rewritten<'a>(address: RoutedAddress<'a>, rewrite: &AddressRewrite) -> RoutedAddress<'a> {
    let strip = usize::from(rewrite.strip).min(address.digits.len());
    let digits = match address.digits {
        Cow::Borrowed(digits) => Cow::Borrowed(digits.get(strip..).unwrap_or_default()),
        Cow::Owned(mut digits) => {
            digits.drain(..strip);
            Cow::Owned(digits)
        }
    };
    let digits = match rewrite.prepend.as_bytes() {
        [] => digits,
        prepend => Cow::Owned([prepend, &digits].concat()),
    };
    RoutedAddress {
        ton: rewrite.ton.map_or(address.ton, Ton),
        npi: rewrite.npi.map_or(address.npi, Npi),
        digits,
    }
}
