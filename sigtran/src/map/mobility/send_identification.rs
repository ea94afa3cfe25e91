//! sendIdentification, operation 55: a VLR asks the one before it who a subscriber is (3GPP TS 29.002 §8.1.4).

use crate::ber::define::{choice, sequence};
use crate::ber::{List, Null, Octets, Tag};
use crate::map::{
    AddressString, AuthenticationSetList, AuthenticationTriplet, ExtensionContainer, Imsi, Lmsi,
};

sequence! {
    /// SendIdentificationArg: in version 3; that of version 2 is the TMSI alone (3GPP TS 29.002 §17.7.1).
    pub struct SendIdentificationArg<'a>: Tag::SEQUENCE => {
        /// What the VLR before has called him, 1 to 4 octets.
        tmsi: Octets<'a> = "tmsi";
        /// How many sets are wanted, 1 to 5.
        number_of_requested_vectors: u8 = "numberOfRequestedVectors", optional;
        /// The answer must be one message.
        segmentation_prohibited: Null = "segmentationProhibited", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// The MSC where he is now.
        msc_number: AddressString<'a> = "msc-Number", optional;
        /// The location area where he was, five octets.
        previous_lai: Octets<'a> = "previous-LAI" [0], optional;
        /// How many VLRs it may be handed on to, 0 to 3.
        hop_counter: u8 = "hopCounter" [1], optional;
        /// Calls can be forwarded to here.
        mt_roaming_forwarding_supported: Null = "mtRoamingForwardingSupported" [2], optional;
        /// The VLR where he is now.
        new_vlr_number: AddressString<'a> = "newVLR-Number" [3], optional;
        /// What the new VLR calls him.
        new_lmsi: Lmsi = "new-lmsi" [4], optional;
    }
}

sequence! {
    /// SendIdentificationRes: in version 3 (3GPP TS 29.002 §17.7.1).
    pub struct SendIdentificationRes<'a>: Tag::constructed(3) => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi", optional;
        /// What he is to be tried with.
        authentication_set_list: AuthenticationSetList<'a> = "authenticationSetList", optional;
        /// What he was tried with last.
        current_security_context: CurrentSecurityContext<'a> = "currentSecurityContext" [2], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
        /// The network where he was last, three octets.
        last_used_lte_plmn_id: Octets<'a> = "lastUsedLtePLMN-Id" [4], optional;
        /// A call to him waits.
        mt_call_pending_flag: Null = "mtCallPendingFlag" [5], optional;
    }
}

choice! {
    /// CurrentSecurityContext: what a subscriber was tried with last (3GPP TS 29.002 §17.7.1).
    pub enum CurrentSecurityContext<'a> {
        /// By the second generation.
        GsmSecurityContextData: GsmSecurityContextData<'a> = "gsm-SecurityContextData" [0];
        /// By the third generation.
        UmtsSecurityContextData: UmtsSecurityContextData<'a> = "umts-SecurityContextData" [1];
    }
}

sequence! {
    /// GSM-SecurityContextData: keys of the second generation (3GPP TS 29.002 §17.7.1).
    pub struct GsmSecurityContextData<'a>: Tag::SEQUENCE => {
        /// The key, eight octets.
        kc: Octets<'a> = "kc";
        /// Its number, one octet.
        cksn: Octets<'a> = "cksn";
    }
}

sequence! {
    /// UMTS-SecurityContextData: keys of the third generation (3GPP TS 29.002 §17.7.1).
    pub struct UmtsSecurityContextData<'a>: Tag::SEQUENCE => {
        /// The key of the cipher, 16 octets.
        ck: Octets<'a> = "ck";
        /// The key of integrity, 16 octets.
        ik: Octets<'a> = "ik";
        /// Their number, one octet.
        ksi: Octets<'a> = "ksi";
    }
}

sequence! {
    /// SendIdentificationRes of version 2 (GSM 09.02, version 2).
    pub struct SendIdentificationResV2<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi";
        /// What he is to be tried with, 1 to 5 sets.
        authentication_set_list: List<'a, AuthenticationTriplet<'a>> = "authenticationSetList", optional;
    }
}
