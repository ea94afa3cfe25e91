//! Whose SCCP it is.

/// Whose SCCP it is: they differ in addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Variant {
    /// ITU-T Q.713: point codes of 14 bits.
    #[default]
    Itu,
    /// ANSI T1.112: point codes of 24 bits, the subsystem number before them.
    Ansi,
}
