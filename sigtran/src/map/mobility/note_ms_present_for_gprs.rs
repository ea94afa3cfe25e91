//! noteMsPresentForGprs, operation 26: a gateway is told that a subscriber is back (3GPP TS 29.002 §13.3).

use crate::ber::define::sequence;
use crate::ber::{Octets, Tag};
use crate::map::{ExtensionContainer, Imsi};

sequence! {
    /// NoteMsPresentForGprsArg: who is back, and where (3GPP TS 29.002 §17.7.1).
    pub struct NoteMsPresentForGprsArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [0];
        /// The SGSN that serves him, 5 to 17 octets.
        sgsn_address: Octets<'a> = "sgsn-Address" [1];
        /// The gateway, 5 to 17 octets.
        ggsn_address: Octets<'a> = "ggsn-Address" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
    }
}

sequence! {
    /// NoteMsPresentForGprsRes: it was noted (3GPP TS 29.002 §17.7.1).
    pub struct NoteMsPresentForGprsRes<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [0], optional;
    }
}
