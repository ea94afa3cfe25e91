//! `cancel_sm`: takes back one message, or all from a source to a destination (SMPP 5.0 §4.5.1; SMPP 3.4 §4.9).

use crate::body::body;
use crate::{Npi, Ton};

body! {
    /// `cancel_sm`; with an empty `message_id`, every message that matches source, destination and service
    /// (SMPP 5.0 §4.5.1.1).
    pub struct CancelSm = cancel_sm {
        /// The service that the message belongs to, empty for the default (SMPP 5.0 §4.7.25).
        service_type: &'a [u8] = c_octet_string(6) or ESME_RINVSERTYP,
        /// The message, or empty for all that match (SMPP 5.0 §4.7.14).
        message_id: &'a [u8] = c_octet_string(65) or ESME_RINVMSGID,
        /// Type of number of the source (SMPP 5.0 §4.7.1).
        source_addr_ton: Ton = octet or ESME_RINVSRCTON,
        /// Numbering plan of the source (SMPP 5.0 §4.7.2).
        source_addr_npi: Npi = octet or ESME_RINVSRCNPI,
        /// Address of the sender, at most 20 octets (SMPP 5.0 §4.7.29).
        source_addr: &'a [u8] = address(21) or ESME_RINVSRCADR,
        /// Type of number of the destination (SMPP 5.0 §4.7.1).
        dest_addr_ton: Ton = octet or ESME_RINVDSTTON,
        /// Numbering plan of the destination (SMPP 5.0 §4.7.2).
        dest_addr_npi: Npi = octet or ESME_RINVDSTNPI,
        /// Address of the recipient, at most 20 octets (SMPP 5.0 §4.7.8).
        destination_addr: &'a [u8] = address(21) or ESME_RINVDSTADR,
    }
}

body! {
    /// `cancel_sm_resp` (SMPP 5.0 §4.5.1.2).
    pub struct CancelSmResp = cancel_sm_resp {}
}
