//! anyTimeSubscriptionInterrogation, operation 62: a service asks the HLR what a subscriber has (3GPP TS 29.002
//! §8.11.3).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{Bits, List, Null, Tag};
use crate::map::{
    AddressString, CallBarringData, CallForwardingData, CallHoldData, CallWaitingData, CamelSubscriptionInfo,
    ClipData, ClirData, CsgSubscriptionData, EctData, ExtBasicServiceCode, ExtensionContainer, OdbInfo,
    SsForBsCode, SubscriberIdentity,
};

sequence! {
    /// AnyTimeSubscriptionInterrogationArg: who asks what of whom (3GPP TS 29.002 §17.7.1).
    pub struct AnyTimeSubscriptionInterrogationArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        subscriber_identity: SubscriberIdentity<'a> = "subscriberIdentity" [0];
        /// What is wanted.
        requested_subscription_info: RequestedSubscriptionInfo<'a> = "requestedSubscriptionInfo" [1];
        /// Who asks.
        gsm_scf_address: AddressString<'a> = "gsmSCF-Address" [2];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [3], optional;
        /// Long numbers to divert calls to are understood.
        long_ftn_supported: Null = "longFTN-Supported" [4], optional;
    }
}

sequence! {
    /// RequestedSubscriptionInfo: what is wanted (3GPP TS 29.002 §17.7.1).
    pub struct RequestedSubscriptionInfo<'a>: Tag::SEQUENCE => {
        /// A supplementary service.
        requested_ss_info: SsForBsCode<'a> = "requestedSS-Info" [1], optional;
        /// What the operator bars.
        odb: Null = "odb" [2], optional;
        /// A CAMEL service.
        requested_camel_subscription_info: RequestedCamelSubscriptionInfo
            = "requestedCAMEL-SubscriptionInfo" [3], optional;
        /// The CAMEL phases of his VLR.
        supported_vlr_camel_phases: Null = "supportedVLR-CAMEL-Phases" [4], optional;
        /// The CAMEL phases of his SGSN.
        supported_sgsn_camel_phases: Null = "supportedSGSN-CAMEL-Phases" [5], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [6], optional;
        /// A CAMEL service of those that came later.
        additional_requested_camel_subscription_info: AdditionalRequestedCamelSubscriptionInfo
            = "additionalRequestedCAMEL-SubscriptionInfo" [7], optional;
        /// His numbers, with their basic services.
        msisdn_bs_list: Null = "msisdn-BS-List" [8], optional;
        /// His closed subscriber groups.
        csg_subscription_data_requested: Null = "csg-SubscriptionDataRequested" [9], optional;
        /// Waiting calls.
        cw_info: Null = "cw-Info" [10], optional;
        /// The numbers of callers.
        clip_info: Null = "clip-Info" [11], optional;
        /// His own number, hidden.
        clir_info: Null = "clir-Info" [12], optional;
        /// Held calls.
        hold_info: Null = "hold-Info" [13], optional;
        /// Calls handed on.
        ect_info: Null = "ect-Info" [14], optional;
    }
}

enumerated! {
    /// RequestedCAMEL-SubscriptionInfo: a CAMEL service (3GPP TS 29.002 §17.7.1).
    pub struct RequestedCamelSubscriptionInfo: Tag::ENUMERATED => {
        /// Of calls that he makes.
        O_CSI = 0 "o-CSI";
        /// Of calls to him.
        T_CSI = 1 "t-CSI";
        /// Of calls to him, in the visited network.
        VT_CSI = 2 "vt-CSI";
        /// Calls are diverted to numbers in short form, too.
        TIF_CSI = 3 "tif-CSI";
        /// Of sessions.
        GPRS_CSI = 4 "gprs-CSI";
        /// Of short messages that he sends.
        MO_SMS_CSI = 5 "mo-sms-CSI";
        /// Of supplementary services.
        SS_CSI = 6 "ss-CSI";
        /// Of his way.
        M_CSI = 7 "m-CSI";
        /// Of calls to certain numbers.
        D_CSI = 8 "d-csi";
    }
}

enumerated! {
    /// AdditionalRequestedCAMEL-SubscriptionInfo: a CAMEL service of those that came later (3GPP TS 29.002
    /// §17.7.1).
    pub struct AdditionalRequestedCamelSubscriptionInfo: Tag::ENUMERATED => {
        /// Of short messages to him.
        MT_SMS_CSI = 0 "mt-sms-CSI";
        /// Of his way, in the packet domain.
        MG_CSI = 1 "mg-csi";
        /// Of calls that he makes, in IMS.
        O_IM_CSI = 2 "o-IM-CSI";
        /// Of calls to certain numbers, in IMS.
        D_IM_CSI = 3 "d-IM-CSI";
        /// Of calls to him, in IMS.
        VT_IM_CSI = 4 "vt-IM-CSI";
    }
}

sequence! {
    /// AnyTimeSubscriptionInterrogationRes: what he has (3GPP TS 29.002 §17.7.1).
    pub struct AnyTimeSubscriptionInterrogationRes<'a>: Tag::SEQUENCE => {
        /// A diversion of calls.
        call_forwarding_data: CallForwardingData<'a> = "callForwardingData" [1], optional;
        /// A barring of calls.
        call_barring_data: CallBarringData<'a> = "callBarringData" [2], optional;
        /// What the operator bars.
        odb_info: OdbInfo<'a> = "odb-Info" [3], optional;
        /// CAMEL services.
        camel_subscription_info: CamelSubscriptionInfo<'a> = "camel-SubscriptionInfo" [4], optional;
        /// A bit for each CAMEL phase of his VLR: the numbers of
        /// [`SupportedCamelPhases`](crate::map::SupportedCamelPhases).
        supported_vlr_camel_phases: Bits<'a> = "supportedVLR-CAMEL-Phases" [5], optional;
        /// The same of his SGSN.
        supported_sgsn_camel_phases: Bits<'a> = "supportedSGSN-CAMEL-Phases" [6], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [7], optional;
        /// A bit for each service of CAMEL phase 4 of his VLR: the numbers of
        /// [`OfferedCamel4Csis`](crate::map::OfferedCamel4Csis).
        offered_camel4_csis_in_vlr: Bits<'a> = "offeredCamel4CSIsInVLR" [8], optional;
        /// The same of his SGSN.
        offered_camel4_csis_in_sgsn: Bits<'a> = "offeredCamel4CSIsInSGSN" [9], optional;
        /// His numbers, 1 to 50.
        msisdn_bs_list: List<'a, MsisdnBs<'a>> = "msisdn-BS-List" [10], optional;
        /// His closed subscriber groups, 1 to 50.
        csg_subscription_data_list: List<'a, CsgSubscriptionData<'a>> = "csg-SubscriptionDataList" [11], optional;
        /// Waiting calls.
        cw_data: CallWaitingData<'a> = "cw-Data" [12], optional;
        /// Held calls.
        ch_data: CallHoldData<'a> = "ch-Data" [13], optional;
        /// The numbers of callers.
        clip_data: ClipData<'a> = "clip-Data" [14], optional;
        /// His own number, hidden.
        clir_data: ClirData<'a> = "clir-Data" [15], optional;
        /// Calls handed on.
        ect_data: EctData<'a> = "ect-data" [16], optional;
    }
}

sequence! {
    /// MSISDN-BS: a number of a subscriber (3GPP TS 29.002 §17.7.1).
    pub struct MsisdnBs<'a>: Tag::SEQUENCE => {
        /// The number.
        msisdn: AddressString<'a> = "msisdn";
        /// Its basic services, 1 to 70.
        basic_service_list: List<'a, ExtBasicServiceCode<'a>> = "basicServiceList" [0], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
    }
}
