//! What a supplementary service is for: speech, fax and the like (3GPP TS 29.002 §7.6.4).

use crate::ber::Octets;
use crate::ber::define::choice;

choice! {
    /// BasicServiceCode: a basic service (3GPP TS 29.002 §17.7.8).
    pub enum BasicServiceCode<'a> {
        /// A bearer service (3GPP TS 29.002 §17.7.9), one octet.
        BearerService: Octets<'a> = "bearerService" [2];
        /// A teleservice (3GPP TS 29.002 §17.7.10), one octet.
        Teleservice: Octets<'a> = "teleservice" [3];
    }
}

choice! {
    /// Ext-BasicServiceCode: a basic service, more closely (3GPP TS 29.002 §17.7.8).
    pub enum ExtBasicServiceCode<'a> {
        /// A bearer service (3GPP TS 29.002 §17.7.9), 1 to 5 octets.
        ExtBearerService: Octets<'a> = "ext-BearerService" [2];
        /// A teleservice (3GPP TS 29.002 §17.7.10), 1 to 5 octets.
        ExtTeleservice: Octets<'a> = "ext-Teleservice" [3];
    }
}

impl Default for ExtBasicServiceCode<'_> {
    fn default() -> Self {
        Self::ExtTeleservice(Octets::default())
    }
}
