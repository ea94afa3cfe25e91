//! `esm_class` as bit fields (SMPP 5.0 §4.7.12; SMPP 3.4 §5.2.12).

/// `esm_class`: messaging mode, message type and GSM features in one octet (SMPP 5.0 §4.7.12).
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EsmClass(pub u8);

impl EsmClass {
    /// Default mode, normal message, no GSM feature.
    pub const DEFAULT: Self = Self(0);
    /// What a message centre puts into the `deliver_sm` of a delivery receipt.
    pub const MC_DELIVERY_RECEIPT: Self = Self(MessageType::McDeliveryReceipt.bits());
    /// What a message centre puts into the `deliver_sm` of an intermediate notification.
    pub const INTERMEDIATE_NOTIFICATION: Self = Self(MessageType::IntermediateNotification.bits());

    const UDHI: u8 = 0x40;
    const REPLY_PATH: u8 = 0x80;
    const TYPE_MASK: u8 = 0x3C;

    /// Bits 1 and 0. They say nothing in a message from the message centre to an ESME.
    #[must_use]
    pub const fn messaging_mode(self) -> MessagingMode {
        match self.0 & 0b11 {
            0 => MessagingMode::Default,
            1 => MessagingMode::Datagram,
            2 => MessagingMode::Forward,
            _ => MessagingMode::StoreAndForward,
        }
    }

    /// Bits 5 to 2, read as one number: testing a single bit of it takes an intermediate notification for a receipt.
    #[must_use]
    pub const fn message_type(self) -> MessageType {
        match self.0 & Self::TYPE_MASK {
            0x00 => MessageType::Default,
            0x04 => MessageType::McDeliveryReceipt,
            0x08 => MessageType::SmeDeliveryAcknowledgement,
            0x10 => MessageType::SmeManualAcknowledgement,
            0x18 => MessageType::ConversationAbort,
            0x20 => MessageType::IntermediateNotification,
            reserved => MessageType::Reserved(reserved),
        }
    }

    /// Bit 6: `short_message` or `message_payload` starts with a user data header (3GPP TS 23.040 §9.2.3.24).
    #[must_use]
    pub const fn udhi(self) -> bool {
        self.0 & Self::UDHI != 0
    }

    /// Bit 7: a reply path is set (3GPP TS 23.040 §9.2.3.17).
    #[must_use]
    pub const fn reply_path(self) -> bool {
        self.0 & Self::REPLY_PATH != 0
    }

    /// The same octet with another messaging mode.
    #[must_use]
    pub const fn with_messaging_mode(self, mode: MessagingMode) -> Self {
        Self(self.0 & !0b11 | mode as u8)
    }

    /// The same octet with another message type.
    #[must_use]
    pub const fn with_message_type(self, message_type: MessageType) -> Self {
        Self(self.0 & !Self::TYPE_MASK | message_type.bits() & Self::TYPE_MASK)
    }

    /// The same octet with bit 6 set or cleared.
    #[must_use]
    pub const fn with_udhi(self, udhi: bool) -> Self {
        Self(if udhi { self.0 | Self::UDHI } else { self.0 & !Self::UDHI })
    }

    /// The same octet with bit 7 set or cleared.
    #[must_use]
    pub const fn with_reply_path(self, reply_path: bool) -> Self {
        Self(if reply_path { self.0 | Self::REPLY_PATH } else { self.0 & !Self::REPLY_PATH })
    }
}

impl std::fmt::Debug for EsmClass {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EsmClass({:#04x} {:?} {:?}", self.0, self.messaging_mode(), self.message_type())?;
        f.write_str(if self.udhi() { " UDHI" } else { "" })?;
        f.write_str(if self.reply_path() { " reply path)" } else { ")" })
    }
}

impl From<u8> for EsmClass {
    fn from(octet: u8) -> Self {
        Self(octet)
    }
}

impl From<EsmClass> for u8 {
    fn from(value: EsmClass) -> Self {
        value.0
    }
}

/// Bits 1 and 0 of `esm_class` (SMPP 5.0 §4.2.10).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(clippy::exhaustive_enums)] // two bits
pub enum MessagingMode {
    /// The message centre's own default, store and forward as a rule.
    #[default]
    Default = 0,
    /// One attempt, nothing stored.
    Datagram = 1,
    /// Transaction mode: the response waits for the outcome of the delivery.
    Forward = 2,
    /// Stored before the response.
    StoreAndForward = 3,
}

/// Bits 5 to 2 of `esm_class` (SMPP 5.0 §4.7.12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums)] // four bits
pub enum MessageType {
    /// A normal message.
    #[default]
    Default,
    /// A delivery receipt of the message centre.
    McDeliveryReceipt,
    /// A delivery acknowledgement of the SME.
    SmeDeliveryAcknowledgement,
    /// A manual or user acknowledgement of the SME.
    SmeManualAcknowledgement,
    /// Conversation abort (Korean CDMA).
    ConversationAbort,
    /// An intermediate delivery notification of the message centre.
    IntermediateNotification,
    /// A value that the standard reserves, as it stands in bits 5 to 2.
    Reserved(u8),
}

impl MessageType {
    /// This type as it stands in bits 5 to 2.
    #[must_use]
    pub const fn bits(self) -> u8 {
        match self {
            Self::Default => 0x00,
            Self::McDeliveryReceipt => 0x04,
            Self::SmeDeliveryAcknowledgement => 0x08,
            Self::SmeManualAcknowledgement => 0x10,
            Self::ConversationAbort => 0x18,
            Self::IntermediateNotification => 0x20,
            Self::Reserved(bits) => bits & EsmClass::TYPE_MASK,
        }
    }
}
