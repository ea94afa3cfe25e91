//! anyTimeModification, operation 65: a service changes what a subscriber has (3GPP TS 29.002 §8.11.3).

use crate::ber::define::sequence;
use crate::ber::{Bits, Null, Tag};
use crate::map::{
    AddressString, CallHoldData, CallWaitingData, CamelSubscriptionInfo, ClipData, ClirData, EctData,
    ExtSsInfoForCse, ExtensionContainer, ModificationRequestForCbInfo, ModificationRequestForCfInfo,
    ModificationRequestForChInfo, ModificationRequestForClipInfo, ModificationRequestForClirInfo,
    ModificationRequestForCsg, ModificationRequestForCsi, ModificationRequestForCwInfo,
    ModificationRequestForEctInfo, ModificationRequestForIpSmGwData, ModificationRequestForOdbData, OdbInfo,
    SubscriberIdentity,
};

sequence! {
    /// AnyTimeModificationArg: who changes what of whom (3GPP TS 29.002 §17.7.1).
    pub struct AnyTimeModificationArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        subscriber_identity: SubscriberIdentity<'a> = "subscriberIdentity" [0];
        /// Who asks.
        gsm_scf_address: AddressString<'a> = "gsmSCF-Address" [1];
        /// A diversion of calls.
        modification_request_for_cf_info: ModificationRequestForCfInfo<'a>
            = "modificationRequestFor-CF-Info" [2], optional;
        /// A barring of calls.
        modification_request_for_cb_info: ModificationRequestForCbInfo<'a>
            = "modificationRequestFor-CB-Info" [3], optional;
        /// A CAMEL service.
        modification_request_for_csi: ModificationRequestForCsi<'a> = "modificationRequestFor-CSI" [4], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [5], optional;
        /// Long numbers to divert calls to are understood.
        long_ftn_supported: Null = "longFTN-Supported" [6], optional;
        /// What the operator bars.
        modification_request_for_odb_data: ModificationRequestForOdbData<'a>
            = "modificationRequestFor-ODB-data" [7], optional;
        /// The gateway of his short messages by IMS.
        modification_request_for_ip_sm_gw_data: ModificationRequestForIpSmGwData<'a>
            = "modificationRequestFor-IP-SM-GW-Data" [8], optional;
        /// It is to be told when he can be reached: bit 0 MME and SGSN.
        activation_request_for_ue_reachability: Bits<'a> = "activationRequestForUE-reachability" [9], optional;
        /// His closed subscriber groups.
        modification_request_for_csg: ModificationRequestForCsg<'a> = "modificationRequestFor-CSG" [10], optional;
        /// Waiting calls.
        modification_request_for_cw_data: ModificationRequestForCwInfo<'a>
            = "modificationRequestFor-CW-Data" [11], optional;
        /// The numbers of callers.
        modification_request_for_clip_data: ModificationRequestForClipInfo<'a>
            = "modificationRequestFor-CLIP-Data" [12], optional;
        /// His own number, hidden.
        modification_request_for_clir_data: ModificationRequestForClirInfo<'a>
            = "modificationRequestFor-CLIR-Data" [13], optional;
        /// Held calls.
        modification_request_for_hold_data: ModificationRequestForChInfo<'a>
            = "modificationRequestFor-HOLD-Data" [14], optional;
        /// Calls handed on.
        modification_request_for_ect_data: ModificationRequestForEctInfo<'a>
            = "modificationRequestFor-ECT-Data" [15], optional;
    }
}

sequence! {
    /// AnyTimeModificationRes: what he has now (3GPP TS 29.002 §17.7.1).
    pub struct AnyTimeModificationRes<'a>: Tag::SEQUENCE => {
        /// A diversion or barring of calls.
        ss_info_for_cse: ExtSsInfoForCse<'a> = "ss-InfoFor-CSE" [0], optional;
        /// CAMEL services.
        camel_subscription_info: CamelSubscriptionInfo<'a> = "camel-SubscriptionInfo" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
        /// What the operator bars.
        odb_info: OdbInfo<'a> = "odb-Info" [3], optional;
        /// Waiting calls.
        cw_data: CallWaitingData<'a> = "cw-Data" [4], optional;
        /// Held calls.
        ch_data: CallHoldData<'a> = "ch-Data" [5], optional;
        /// The numbers of callers.
        clip_data: ClipData<'a> = "clip-Data" [6], optional;
        /// His own number, hidden.
        clir_data: ClirData<'a> = "clir-Data" [7], optional;
        /// Calls handed on.
        ect_data: EctData<'a> = "ect-data" [8], optional;
        /// A service centre that wants to be alerted.
        service_centre_address: AddressString<'a> = "serviceCentreAddress" [9], optional;
    }
}
