//! `alert_notification`: a subscriber can be reached again (SMPP 5.0 §4.1.3; SMPP 3.4 §4.12).

use crate::body::body;
use crate::{Npi, Ton};

body! {
    /// `alert_notification`; nothing answers it (SMPP 5.0 §4.1.3.1).
    pub struct AlertNotification = alert_notification {
        /// Type of number of the source (SMPP 5.0 §4.7.1).
        source_addr_ton: Ton = octet or ESME_RINVSRCTON,
        /// Numbering plan of the source (SMPP 5.0 §4.7.2).
        source_addr_npi: Npi = octet or ESME_RINVSRCNPI,
        /// Address of the subscriber, at most 64 octets (SMPP 5.0 §4.7.29).
        source_addr: &'a [u8] = address(65) or ESME_RINVSRCADR,
        /// Type of number of the ESME that wanted to know (SMPP 5.0 §4.7.1).
        esme_addr_ton: Ton = octet or ESME_RINVDSTTON,
        /// Numbering plan of that ESME (SMPP 5.0 §4.7.2).
        esme_addr_npi: Npi = octet or ESME_RINVDSTNPI,
        /// Address of that ESME, at most 64 octets (SMPP 5.0 §4.7.10).
        esme_addr: &'a [u8] = address(65) or ESME_RINVDSTADR,
    }
}
