//! `query_broadcast_sm`: what has become of a broadcast; new in 5.0 (SMPP 5.0 §4.6.1).

use crate::body::body;
use crate::{Npi, Ton};

body! {
    /// `query_broadcast_sm` (SMPP 5.0 §4.6.1.1).
    pub struct QueryBroadcastSm = query_broadcast_sm {
        /// The message centre's identifier of the message, at most 64 octets (SMPP 5.0 §4.7.14).
        message_id: &'a [u8] = c_octet_string(65) or ESME_RINVMSGID,
        /// Type of number of the source (SMPP 5.0 §4.7.1).
        source_addr_ton: Ton = octet or ESME_RINVSRCTON,
        /// Numbering plan of the source (SMPP 5.0 §4.7.2).
        source_addr_npi: Npi = octet or ESME_RINVSRCNPI,
        /// Address of the sender, at most 20 octets (SMPP 5.0 §4.7.29).
        source_addr: &'a [u8] = address(21) or ESME_RINVSRCADR,
    }
}

body! {
    /// `query_broadcast_sm_resp` (SMPP 5.0 §4.6.1.3).
    pub struct QueryBroadcastSmResp = query_broadcast_sm_resp {
        /// The message centre's identifier of the message, at most 64 octets (SMPP 5.0 §4.7.14).
        message_id: &'a [u8] = c_octet_string(65) or ESME_RINVMSGID,
    }
    needs message_state, broadcast_area_identifier, broadcast_area_success;
}
