//! cancelLocation, operation 3: a subscriber has gone from a VLR or SGSN (3GPP TS 29.002 §8.1.3).

use crate::ber::define::{choice, enumerated, sequence};
use crate::ber::{Null, Tag};
use crate::map::{AddressString, ExtensionContainer, Imsi, Lmsi};

sequence! {
    /// CancelLocationArg of version 3 (3GPP TS 29.002 §17.7.1).
    pub struct CancelLocationArg<'a>: Tag::constructed(3) => {
        /// The subscriber.
        identity: Identity<'a> = "identity";
        /// Why.
        cancellation_type: CancellationType = "cancellationType", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// Which of two nodes in one has changed.
        type_of_update: TypeOfUpdate = "typeOfUpdate" [0], optional;
        /// Calls may be forwarded to the new place.
        mtrf_supported_and_authorized: Null = "mtrf-SupportedAndAuthorized" [1], optional;
        /// Calls may not be forwarded to the new place.
        mtrf_supported_and_not_authorized: Null = "mtrf-SupportedAndNotAuthorized" [2], optional;
        /// The MSC where he is now.
        new_msc_number: AddressString<'a> = "newMSC-Number" [3], optional;
        /// The VLR where he is now.
        new_vlr_number: AddressString<'a> = "newVLR-Number" [4], optional;
        /// What the new VLR calls him.
        new_lmsi: Lmsi = "new-lmsi" [5], optional;
        /// The handset is to attach again.
        reattach_required: Null = "reattach-Required" [6], optional;
    }
}

choice! {
    /// Identity: who has gone; in versions 1 and 2 the whole argument of cancelLocation (3GPP TS 29.002 §17.7.8).
    pub enum Identity<'a> {
        /// The subscriber.
        Imsi: Imsi<'a> = "imsi";
        /// The subscriber, and what the VLR calls him.
        ImsiWithLmsi: ImsiWithLmsi<'a> = "imsi-WithLMSI";
    }
}

impl Default for Identity<'_> {
    fn default() -> Self {
        Self::Imsi(Imsi::default())
    }
}

sequence! {
    /// IMSI-WithLMSI: a subscriber by both names (3GPP TS 29.002 §17.7.8).
    pub struct ImsiWithLmsi<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi";
        /// What the VLR calls the subscriber.
        lmsi: Lmsi = "lmsi";
    }
}

enumerated! {
    /// CancellationType: why a subscriber has gone (3GPP TS 29.002 §17.7.1).
    pub struct CancellationType: Tag::ENUMERATED => {
        /// He is elsewhere.
        UPDATE_PROCEDURE = 0 "updateProcedure";
        /// He is no subscriber any more.
        SUBSCRIPTION_WITHDRAW = 1 "subscriptionWithdraw";
        /// He has attached anew.
        INITIAL_ATTACH_PROCEDURE = 2 "initialAttachProcedure";
    }
}

enumerated! {
    /// TypeOfUpdate: which of two nodes in one has changed (3GPP TS 29.002 §17.7.1).
    pub struct TypeOfUpdate: Tag::ENUMERATED => {
        /// The SGSN.
        SGSN_CHANGE = 0 "sgsn-change";
        /// The MME.
        MME_CHANGE = 1 "mme-change";
    }
}

sequence! {
    /// CancelLocationRes (3GPP TS 29.002 §17.7.1).
    pub struct CancelLocationRes<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
