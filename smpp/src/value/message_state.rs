use crate::wire_enum::wire_enum;

wire_enum! {
    /// `message_state`: where a message is in its life (SMPP 5.0 §4.7.15; SMPP 3.4 §5.2.28).
    pub struct MessageState(u8) {
        /// Accepted, its delivery not yet begun; new in 5.0.
        SCHEDULED = 0,
        /// On its way.
        ENROUTE = 1,
        /// Delivered to the destination; final.
        DELIVERED = 2,
        /// Its validity period ended before it could be delivered; final.
        EXPIRED = 3,
        /// Deleted, by `cancel_sm` for one; final.
        DELETED = 4,
        /// Cannot be delivered; final.
        UNDELIVERABLE = 5,
        /// Read by customer service on the subscriber's behalf; final.
        ACCEPTED = 6,
        /// The message is in an invalid state.
        UNKNOWN = 7,
        /// Rejected; final.
        REJECTED = 8,
        /// Accepted but not transmitted, by the operator's decision; final; new in 5.0.
        SKIPPED = 9,
    }
}

impl MessageState {
    /// Whether no other state follows (SMPP 5.0 §4.7.15).
    #[must_use]
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::SCHEDULED | Self::ENROUTE | Self::UNKNOWN)
    }

    /// The word that `stat:` has for this state in the text form of a delivery receipt. 3.4 has none for the two states
    /// that came with 5.0; peers read `SCHEDULD` and `SKIPPED` (SMPP 3.4 Appendix B).
    #[must_use]
    pub const fn receipt_text(self) -> Option<&'static str> {
        Some(match self {
            Self::SCHEDULED => "SCHEDULD",
            Self::ENROUTE => "ENROUTE",
            Self::DELIVERED => "DELIVRD",
            Self::EXPIRED => "EXPIRED",
            Self::DELETED => "DELETED",
            Self::UNDELIVERABLE => "UNDELIV",
            Self::ACCEPTED => "ACCEPTD",
            Self::UNKNOWN => "UNKNOWN",
            Self::REJECTED => "REJECTD",
            Self::SKIPPED => "SKIPPED",
            _ => return None,
        })
    }
}
