use crate::wire_enum::wire_enum;

wire_enum! {
    /// `interface_version`, `sc_interface_version`: the SMPP version that a peer speaks (SMPP 5.0 §4.7.13).
    pub struct InterfaceVersion(u8) {
        /// SMPP 3.3; every value up to this one means 3.3 or older.
        V3_3 = 0x33,
        /// SMPP 3.4.
        V3_4 = 0x34,
        /// SMPP 5.0.
        V5_0 = 0x50,
    }
}

impl InterfaceVersion {
    /// Whether TLVs may be sent to a peer of this version: 3.4 and later (SMPP 5.0 §2.11.2).
    #[must_use]
    pub const fn has_tlvs(self) -> bool {
        self.0 >= Self::V3_4.0
    }

    /// Whether the peer knows what came with 5.0: broadcast, `congestion_state`, 255-octet short messages.
    #[must_use]
    pub const fn is_5_0(self) -> bool {
        self.0 >= Self::V5_0.0
    }

    /// The version that two sides speak with each other: the lower of the two, read as one of 3.3, 3.4 and 5.0
    /// (SMPP 5.0 §2.11).
    #[must_use]
    pub const fn common(self, other: Self) -> Self {
        let lower = if self.0 < other.0 { self } else { other };
        if lower.is_5_0() {
            Self::V5_0
        } else if lower.has_tlvs() {
            Self::V3_4
        } else {
            Self::V3_3
        }
    }
}
