//! noteSubscriberDataModified, operation 5: a service is told what has changed of what a subscriber has (3GPP TS
//! 29.002 §8.11.3).

use crate::ber::define::sequence;
use crate::ber::{Bits, List, Null, Tag};
use crate::map::{
    AddressString, CallHoldData, CallWaitingData, CamelSubscriptionInfo, ClipData, ClirData,
    CsgSubscriptionData, EctData, ExtCallBarringInfoForCse, ExtForwardingInfoForCse, ExtensionContainer,
    Imsi, OdbInfo,
};

sequence! {
    /// NoteSubscriberDataModifiedArg: what has changed (3GPP TS 29.002 §17.7.1).
    pub struct NoteSubscriberDataModifiedArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi";
        /// The subscriber's number.
        msisdn: AddressString<'a> = "msisdn";
        /// A diversion of calls.
        forwarding_info_for_cse: ExtForwardingInfoForCse<'a> = "forwardingInfoFor-CSE" [0], optional;
        /// A barring of calls.
        call_barring_info_for_cse: ExtCallBarringInfoForCse<'a> = "callBarringInfoFor-CSE" [1], optional;
        /// What the operator bars.
        odb_info: OdbInfo<'a> = "odb-Info" [2], optional;
        /// CAMEL services.
        camel_subscription_info: CamelSubscriptionInfo<'a> = "camel-SubscriptionInfo" [3], optional;
        /// Nothing more follows.
        all_information_sent: Null = "allInformationSent" [4], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// He can be reached: bit 0 by the MME, bit 1 by the SGSN.
        ue_reachable: Bits<'a> = "ue-reachable" [5], optional;
        /// His closed subscriber groups, 1 to 50.
        csg_subscription_data_list: List<'a, CsgSubscriptionData<'a>> = "csg-SubscriptionDataList" [6], optional;
        /// Waiting calls.
        cw_data: CallWaitingData<'a> = "cw-Data" [7], optional;
        /// Held calls.
        ch_data: CallHoldData<'a> = "ch-Data" [8], optional;
        /// The numbers of callers.
        clip_data: ClipData<'a> = "clip-Data" [9], optional;
        /// His own number, hidden.
        clir_data: ClirData<'a> = "clir-Data" [10], optional;
        /// Calls handed on.
        ect_data: EctData<'a> = "ect-data" [11], optional;
    }
}

sequence! {
    /// NoteSubscriberDataModifiedRes: it was noted (3GPP TS 29.002 §17.7.1).
    pub struct NoteSubscriberDataModifiedRes<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
