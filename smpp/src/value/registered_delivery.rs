//! `registered_delivery` as bit fields (SMPP 5.0 §4.7.21; SMPP 3.4 §5.2.17).

/// `registered_delivery`: which receipts and acknowledgements are asked for (SMPP 5.0 §4.7.21).
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegisteredDelivery(pub u8);

impl RegisteredDelivery {
    /// Nothing is asked for.
    pub const NONE: Self = Self(0);
    /// A delivery receipt on success and on failure.
    pub const RECEIPT: Self = Self(1);

    const SME_DELIVERY: u8 = 0x04;
    const SME_MANUAL: u8 = 0x08;
    /// 3.4 calls it "bit 5", but the pattern it prints is this bit.
    const INTERMEDIATE: u8 = 0x10;

    /// Bits 1 and 0: when the message centre shall send a delivery receipt.
    #[must_use]
    pub const fn mc_receipt(self) -> McReceipt {
        match self.0 & 0b11 {
            0 => McReceipt::None,
            1 => McReceipt::SuccessOrFailure,
            2 => McReceipt::Failure,
            _ => McReceipt::Success,
        }
    }

    /// Bit 2: the SME shall acknowledge the delivery.
    #[must_use]
    pub const fn sme_delivery_acknowledgement(self) -> bool {
        self.0 & Self::SME_DELIVERY != 0
    }

    /// Bit 3: the user shall acknowledge by hand.
    #[must_use]
    pub const fn sme_manual_acknowledgement(self) -> bool {
        self.0 & Self::SME_MANUAL != 0
    }

    /// Bit 4: the message centre shall notify of states on the way, too.
    #[must_use]
    pub const fn intermediate_notification(self) -> bool {
        self.0 & Self::INTERMEDIATE != 0
    }

    /// The same octet with other bits 1 and 0.
    #[must_use]
    pub const fn with_mc_receipt(self, receipt: McReceipt) -> Self {
        Self(self.0 & !0b11 | receipt as u8)
    }

    /// The same octet with bit 4 set or cleared.
    #[must_use]
    pub const fn with_intermediate_notification(self, wanted: bool) -> Self {
        Self(if wanted { self.0 | Self::INTERMEDIATE } else { self.0 & !Self::INTERMEDIATE })
    }

    /// Whether a message that ended so calls for a receipt.
    #[must_use]
    pub const fn wants_receipt(self, delivered: bool) -> bool {
        match self.mc_receipt() {
            McReceipt::None => false,
            McReceipt::SuccessOrFailure => true,
            McReceipt::Failure => !delivered,
            McReceipt::Success => delivered,
        }
    }
}

impl std::fmt::Debug for RegisteredDelivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RegisteredDelivery({:#04x} {:?}", self.0, self.mc_receipt())?;
        f.write_str(if self.sme_delivery_acknowledgement() { " SME delivery" } else { "" })?;
        f.write_str(if self.sme_manual_acknowledgement() { " SME manual" } else { "" })?;
        f.write_str(if self.intermediate_notification() { " intermediate)" } else { ")" })
    }
}

impl From<u8> for RegisteredDelivery {
    fn from(octet: u8) -> Self {
        Self(octet)
    }
}

impl From<RegisteredDelivery> for u8 {
    fn from(value: RegisteredDelivery) -> Self {
        value.0
    }
}

/// Bits 1 and 0 of `registered_delivery` (SMPP 5.0 §4.7.21).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(clippy::exhaustive_enums)] // two bits
pub enum McReceipt {
    /// No receipt.
    #[default]
    None = 0,
    /// On success or failure.
    SuccessOrFailure = 1,
    /// On failure only.
    Failure = 2,
    /// On success only; reserved in 3.4.
    Success = 3,
}
