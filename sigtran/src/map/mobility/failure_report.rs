//! failureReport, operation 25: a gateway could not open a connection to a subscriber (3GPP TS 29.002 §13.2).

use crate::ber::define::sequence;
use crate::ber::{Octets, Tag};
use crate::map::{AddressString, ExtensionContainer, Imsi};

sequence! {
    /// FailureReportArg: whom a gateway has not reached (3GPP TS 29.002 §17.7.1).
    pub struct FailureReportArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [0];
        /// The gateway, or the node that speaks for it.
        ggsn_number: AddressString<'a> = "ggsn-Number" [1];
        /// The gateway's address, 5 to 17 octets.
        ggsn_address: Octets<'a> = "ggsn-Address" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
    }
}

sequence! {
    /// FailureReportRes: it was noted (3GPP TS 29.002 §17.7.1).
    pub struct FailureReportRes<'a>: Tag::SEQUENCE => {
        /// The gateway's address, 5 to 17 octets.
        ggsn_address: Octets<'a> = "ggsn-Address" [0], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
    }
}
