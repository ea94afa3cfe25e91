//! Which operation a PDU belongs to (SMPP 5.0 §4.7.5, table 4-44).

use crate::InterfaceVersion;
use crate::wire_enum::wire_enum;

wire_enum! {
    /// `command_id`: the operation; bit 31 marks a response (SMPP 5.0 §4.7.5).
    pub struct CommandId(u32) {
        /// `bind_receiver` (SMPP 5.0 §4.1.1.3).
        bind_receiver = 0x0000_0001,
        /// `bind_transmitter` (SMPP 5.0 §4.1.1.1).
        bind_transmitter = 0x0000_0002,
        /// `query_sm` (SMPP 5.0 §4.5.2.1).
        query_sm = 0x0000_0003,
        /// `submit_sm` (SMPP 5.0 §4.2.1.1).
        submit_sm = 0x0000_0004,
        /// `deliver_sm` (SMPP 5.0 §4.3.1.1).
        deliver_sm = 0x0000_0005,
        /// `unbind` (SMPP 5.0 §4.1.1.8).
        unbind = 0x0000_0006,
        /// `replace_sm` (SMPP 5.0 §4.5.3.1).
        replace_sm = 0x0000_0007,
        /// `cancel_sm` (SMPP 5.0 §4.5.1.1).
        cancel_sm = 0x0000_0008,
        /// `bind_transceiver` (SMPP 5.0 §4.1.1.5).
        bind_transceiver = 0x0000_0009,
        /// `outbind` (SMPP 5.0 §4.1.1.7).
        outbind = 0x0000_000B,
        /// `enquire_link` (SMPP 5.0 §4.1.2.1).
        enquire_link = 0x0000_0015,
        /// `submit_multi` (SMPP 5.0 §4.2.3.1).
        submit_multi = 0x0000_0021,
        /// `alert_notification` (SMPP 5.0 §4.1.3.1).
        alert_notification = 0x0000_0102,
        /// `data_sm` (SMPP 5.0 §4.2.2.1).
        data_sm = 0x0000_0103,
        /// `broadcast_sm` (SMPP 5.0 §4.4.1.1).
        broadcast_sm = 0x0000_0111,
        /// `query_broadcast_sm` (SMPP 5.0 §4.6.1.1).
        query_broadcast_sm = 0x0000_0112,
        /// `cancel_broadcast_sm` (SMPP 5.0 §4.6.2.1).
        cancel_broadcast_sm = 0x0000_0113,
        /// `generic_nack` (SMPP 5.0 §4.1.4.1).
        generic_nack = 0x8000_0000,
        /// `bind_receiver_resp` (SMPP 5.0 §4.1.1.4).
        bind_receiver_resp = 0x8000_0001,
        /// `bind_transmitter_resp` (SMPP 5.0 §4.1.1.2).
        bind_transmitter_resp = 0x8000_0002,
        /// `query_sm_resp` (SMPP 5.0 §4.5.2.2).
        query_sm_resp = 0x8000_0003,
        /// `submit_sm_resp` (SMPP 5.0 §4.2.1.2).
        submit_sm_resp = 0x8000_0004,
        /// `deliver_sm_resp` (SMPP 5.0 §4.3.1.2).
        deliver_sm_resp = 0x8000_0005,
        /// `unbind_resp` (SMPP 5.0 §4.1.1.9).
        unbind_resp = 0x8000_0006,
        /// `replace_sm_resp` (SMPP 5.0 §4.5.3.2).
        replace_sm_resp = 0x8000_0007,
        /// `cancel_sm_resp` (SMPP 5.0 §4.5.1.2).
        cancel_sm_resp = 0x8000_0008,
        /// `bind_transceiver_resp` (SMPP 5.0 §4.1.1.6).
        bind_transceiver_resp = 0x8000_0009,
        /// `enquire_link_resp` (SMPP 5.0 §4.1.2.2).
        enquire_link_resp = 0x8000_0015,
        /// `submit_multi_resp` (SMPP 5.0 §4.2.3.2).
        submit_multi_resp = 0x8000_0021,
        /// `data_sm_resp` (SMPP 5.0 §4.2.2.2).
        data_sm_resp = 0x8000_0103,
        /// `broadcast_sm_resp` (SMPP 5.0 §4.4.1.2).
        broadcast_sm_resp = 0x8000_0111,
        /// `query_broadcast_sm_resp` (SMPP 5.0 §4.6.1.3).
        query_broadcast_sm_resp = 0x8000_0112,
        /// `cancel_broadcast_sm_resp` (SMPP 5.0 §4.6.2.3).
        cancel_broadcast_sm_resp = 0x8000_0113,
    }
}

impl CommandId {
    const RESPONSE_BIT: u32 = 0x8000_0000;

    /// Whether bit 31 is set: a response, or `generic_nack` (SMPP 5.0 §4.7.5).
    #[must_use]
    pub const fn is_response(self) -> bool {
        self.0 & Self::RESPONSE_BIT != 0
    }

    /// The response that answers this request; `None` for a response and for `outbind` and `alert_notification`,
    /// which nothing answers (SMPP 5.0 §4.1.1.7, §4.1.3).
    #[must_use]
    pub const fn response(self) -> Option<Self> {
        match self {
            Self::outbind | Self::alert_notification => None,
            id if id.is_response() => None,
            Self(id) => Some(Self(id | Self::RESPONSE_BIT)),
        }
    }

    /// Whether this is one of the three bind requests.
    #[must_use]
    pub const fn is_bind(self) -> bool {
        matches!(self, Self::bind_receiver | Self::bind_transmitter | Self::bind_transceiver)
    }

    /// Whether this version has the operation: broadcast came with 5.0. What came with 3.4 is not held back from
    /// a peer that claims to be older, since most such peers do speak 3.4.
    #[must_use]
    pub const fn is_in(self, version: InterfaceVersion) -> bool {
        match Self(self.0 & !Self::RESPONSE_BIT) {
            Self::broadcast_sm | Self::query_broadcast_sm | Self::cancel_broadcast_sm => version.is_5_0(),
            _ => true,
        }
    }

    /// Whether the command is in the vendors' range: 0x00010200 to 0x000102FF, and their responses (SMPP 5.0 §4.7.5).
    #[must_use]
    pub const fn is_vendor_specific(self) -> bool {
        let request = self.0 & !Self::RESPONSE_BIT;
        request >= 0x0001_0200 && request <= 0x0001_02FF
    }
}
