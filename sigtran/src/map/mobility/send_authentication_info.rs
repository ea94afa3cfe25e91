//! sendAuthenticationInfo, operation 56: by what a subscriber proves who he is (3GPP TS 29.002 §8.5.2).

use crate::ber::define::{choice, enumerated, sequence};
use crate::ber::{List, Null, Octets, Tag};
use crate::map::{ExtensionContainer, Imsi};

sequence! {
    /// SendAuthenticationInfoArg of version 3; that of version 2 is the IMSI alone (3GPP TS 29.002 §17.7.1).
    pub struct SendAuthenticationInfoArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [0];
        /// How many sets are wanted, 1 to 5.
        number_of_requested_vectors: u8 = "numberOfRequestedVectors";
        /// All is to come in one message.
        segmentation_prohibited: Null = "segmentationProhibited", optional;
        /// What is ready is better than more.
        immediate_response_preferred: Null = "immediateResponsePreferred" [1], optional;
        /// The SIM and the network count differently.
        re_synchronisation_info: ReSynchronisationInfo<'a> = "re-synchronisationInfo", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
        /// What kind of node asks.
        requesting_node_type: RequestingNodeType = "requestingNodeType" [3], optional;
        /// Of which network it is, three octets.
        requesting_plmn_id: Octets<'a> = "requestingPLMN-Id" [4], optional;
        /// How many sets of the other kind are wanted, 1 to 5.
        number_of_requested_additional_vectors: u8 = "numberOfRequestedAdditional-Vectors" [5], optional;
        /// The other kind is that for the evolved packet domain.
        additional_vectors_are_for_eps: Null = "additionalVectorsAreForEPS" [6], optional;
        /// The usage type is wanted, too.
        ue_usage_type_request_indication: Null = "ueUsageTypeRequestIndication" [7], optional;
    }
}

sequence! {
    /// Re-synchronisationInfo: by what the counter of a SIM is found again (3GPP TS 29.002 §17.7.1).
    pub struct ReSynchronisationInfo<'a>: Tag::SEQUENCE => {
        /// The challenge, 16 octets.
        rand: Octets<'a> = "rand";
        /// What the SIM has answered, 14 octets.
        auts: Octets<'a> = "auts";
    }
}

enumerated! {
    /// RequestingNodeType: what kind of node asks (3GPP TS 29.002 §17.7.1).
    pub struct RequestingNodeType: Tag::ENUMERATED => {
        /// A VLR.
        VLR = 0 "vlr";
        /// An SGSN.
        SGSN = 1 "sgsn";
        /// A call server of IMS.
        S_CSCF = 2 "s-cscf";
        /// A bootstrapping server.
        BSF = 3 "bsf";
        /// A server of generic access.
        GAN_AAA_SERVER = 4 "gan-aaa-server";
        /// A server of wireless networks.
        WLAN_AAA_SERVER = 5 "wlan-aaa-server";
        /// An MME.
        MME = 16 "mme";
        /// An MME that is an SGSN, too.
        MME_SGSN = 17 "mme-sgsn";
    }
}

sequence! {
    /// SendAuthenticationInfoRes of version 3; that of version 2 is a list of triplets (3GPP TS 29.002 §17.7.1).
    pub struct SendAuthenticationInfoRes<'a>: Tag::constructed(3) => {
        /// The sets.
        authentication_set_list: AuthenticationSetList<'a> = "authenticationSetList", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// The sets for the evolved packet domain.
        eps_authentication_set_list: List<'a, EpcAv<'a>> = "eps-AuthenticationSetList" [2], optional;
        /// How the handset is used, four octets.
        ue_usage_type: Octets<'a> = "ueUsageType" [3], optional;
    }
}

choice! {
    /// AuthenticationSetList: sets of one kind, 1 to 5 (3GPP TS 29.002 §17.7.1).
    pub enum AuthenticationSetList<'a> {
        /// For a SIM.
        TripletList: List<'a, AuthenticationTriplet<'a>> = "tripletList" [0];
        /// For a USIM.
        QuintupletList: List<'a, AuthenticationQuintuplet<'a>> = "quintupletList" [1];
    }
}

sequence! {
    /// AuthenticationTriplet: for a SIM (3GPP TS 29.002 §17.7.1).
    pub struct AuthenticationTriplet<'a>: Tag::SEQUENCE => {
        /// The challenge, 16 octets.
        rand: Octets<'a> = "rand";
        /// The right answer, four octets.
        sres: Octets<'a> = "sres";
        /// The key for ciphering, eight octets.
        kc: Octets<'a> = "kc";
    }
}

sequence! {
    /// AuthenticationQuintuplet: for a USIM (3GPP TS 29.002 §17.7.1).
    pub struct AuthenticationQuintuplet<'a>: Tag::SEQUENCE => {
        /// The challenge, 16 octets.
        rand: Octets<'a> = "rand";
        /// The right answer, 4 to 16 octets.
        xres: Octets<'a> = "xres";
        /// The key for ciphering, 16 octets.
        ck: Octets<'a> = "ck";
        /// The key for integrity, 16 octets.
        ik: Octets<'a> = "ik";
        /// By what the network proves who it is, 16 octets.
        autn: Octets<'a> = "autn";
    }
}

sequence! {
    /// EPC-AV: for a USIM in the evolved packet domain (3GPP TS 29.002 §17.7.1).
    pub struct EpcAv<'a>: Tag::SEQUENCE => {
        /// The challenge, 16 octets.
        rand: Octets<'a> = "rand";
        /// The right answer, 4 to 16 octets.
        xres: Octets<'a> = "xres";
        /// By what the network proves who it is, 16 octets.
        autn: Octets<'a> = "autn";
        /// The key from which the others are derived, 32 octets.
        kasme: Octets<'a> = "kasme";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
