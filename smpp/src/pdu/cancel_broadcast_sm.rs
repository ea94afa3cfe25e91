//! `cancel_broadcast_sm`: takes back a broadcast; new in 5.0 (SMPP 5.0 §4.6.2).

use crate::body::body;
use crate::{Npi, Ton};

body! {
    /// `cancel_broadcast_sm`; with an empty `message_id`, every broadcast that matches (SMPP 5.0 §4.6.2.1).
    pub struct CancelBroadcastSm = cancel_broadcast_sm {
        /// The service that the message belongs to, empty for the default (SMPP 5.0 §4.7.25).
        service_type: &'a [u8] = c_octet_string(6) or ESME_RINVSERTYP,
        /// The broadcast, or empty for all that match (SMPP 5.0 §4.7.14).
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
    /// `cancel_broadcast_sm_resp` (SMPP 5.0 §4.6.2.3).
    pub struct CancelBroadcastSmResp = cancel_broadcast_sm_resp {}
}
