//! Numbers that look random and are not.

/// Spreads each bit of a number over all of them (the finaliser of SplitMix64), so that neighbours do not share a
/// fate. It never changes from one version to the next.
pub(crate) fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
