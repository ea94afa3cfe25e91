//! The versions of SMPP.

use std::fmt;

use super::Case;

/// The version that a session speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Version {
    /// SMPP 3.4.
    V3_4,
    /// SMPP 5.0.
    V5_0,
}

impl Version {
    /// `interface_version` of a bind (SMPP 5.0 §4.7.13).
    pub(crate) fn octet(self) -> u8 {
        match self {
            Self::V3_4 => 0x34,
            Self::V5_0 => 0x50,
        }
    }

    pub(crate) fn is_5_0(self) -> bool {
        self == Self::V5_0
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_5_0() { "5.0" } else { "3.4" })
    }
}

impl Case {
    pub(crate) fn only_3_4(self) -> Self {
        self.only(Version::V3_4)
    }

    pub(crate) fn only_5_0(self) -> Self {
        self.only(Version::V5_0)
    }
}
