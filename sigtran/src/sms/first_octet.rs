//! The first octet of every TPDU: its type, and flags that mean something else from type to type (3GPP TS 23.040 §9.2.2).

/// The first octet (3GPP TS 23.040 §9.2.3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs)] // one octet
pub struct FirstOctet(pub u8);

impl FirstOctet {
    /// TP-Message-Type-Indicator (§9.2.3.1).
    #[must_use]
    pub const fn message_type(self) -> u8 {
        self.0 & 0x03
    }

    pub(super) const fn bit(self, bit: u8) -> bool {
        self.0 & 1 << bit != 0
    }

    pub(super) const fn with_bit(self, bit: u8, set: bool) -> Self {
        Self(if set { self.0 | 1 << bit } else { self.0 & !(1 << bit) })
    }

    /// Bits 5 to 7 of all types (§9.2.3.22, §9.2.3.17, §9.2.3.23, …).
    pub(super) const SRI_SRR_SRQ: u8 = 5;
    pub(super) const UDHI: u8 = 6;
    pub(super) const RP: u8 = 7;
    /// TP-More-Messages-to-Send, TP-Reject-Duplicates (§9.2.3.2, §9.2.3.25).
    pub(super) const MMS_RD: u8 = 2;
    /// TP-Loop-Prevention (§9.2.3.28).
    pub(super) const LP: u8 = 3;
}
