//! All CAMEL services of a subscriber, as the node that serves him has them (3GPP TS 29.002 §7.6.3).

use crate::ber::define::sequence;
use crate::ber::{List, Null, Tag};
use crate::map::{
    DCsi, ExtensionContainer, GprsCsi, MCsi, MgCsi, MtSmsCamelTdpCriteria, OBcsmCamelTdpCriteria, OCsi,
    SmsCsi, SsCsi, TBcsmCamelTdpCriteria, TCsi,
};

sequence! {
    /// VlrCamelSubscriptionInfo: the services that a VLR has (3GPP TS 29.002 §17.7.1).
    pub struct VlrCamelSubscriptionInfo<'a>: Tag::SEQUENCE => {
        /// Of calls that he makes, or diverts.
        o_csi: OCsi<'a> = "o-CSI" [0], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [1], optional;
        /// Of supplementary services.
        ss_csi: SsCsi<'a> = "ss-CSI" [2], optional;
        /// When those of calls that he makes are asked, 1 to 10.
        o_bcsm_camel_tdp_criteria_list: List<'a, OBcsmCamelTdpCriteria<'a>>
            = "o-BcsmCamelTDP-CriteriaList" [4], optional;
        /// Calls are diverted to numbers in short form, too.
        tif_csi: Null = "tif-CSI" [3], optional;
        /// Of his way.
        m_csi: MCsi<'a> = "m-CSI" [5], optional;
        /// Of short messages that he sends.
        mo_sms_csi: SmsCsi<'a> = "mo-sms-CSI" [6], optional;
        /// Of calls to him, in the visited network.
        vt_csi: TCsi<'a> = "vt-CSI" [7], optional;
        /// When those of calls to him are asked, 1 to 10.
        t_bcsm_camel_tdp_criteria_list: List<'a, TBcsmCamelTdpCriteria<'a>>
            = "t-BCSM-CAMEL-TDP-CriteriaList" [8], optional;
        /// Of calls to certain numbers.
        d_csi: DCsi<'a> = "d-CSI" [9], optional;
        /// Of short messages to him.
        mt_sms_csi: SmsCsi<'a> = "mt-sms-CSI" [10], optional;
        /// When those of short messages to him are asked, 1 to 10.
        mt_sms_cameltdp_criteria_list: List<'a, MtSmsCamelTdpCriteria<'a>>
            = "mt-smsCAMELTDP-CriteriaList" [11], optional;
    }
}

sequence! {
    /// SGSN-CAMEL-SubscriptionInfo: the services that an SGSN has (3GPP TS 29.002 §17.7.1).
    pub struct SgsnCamelSubscriptionInfo<'a>: Tag::SEQUENCE => {
        /// Of sessions.
        gprs_csi: GprsCsi<'a> = "gprs-CSI" [0], optional;
        /// Of short messages that he sends.
        mo_sms_csi: SmsCsi<'a> = "mo-sms-CSI" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
        /// Of short messages to him.
        mt_sms_csi: SmsCsi<'a> = "mt-sms-CSI" [3], optional;
        /// When those of short messages to him are asked, 1 to 10.
        mt_sms_cameltdp_criteria_list: List<'a, MtSmsCamelTdpCriteria<'a>>
            = "mt-smsCAMELTDP-CriteriaList" [4], optional;
        /// Of his way.
        mg_csi: MgCsi<'a> = "mg-csi" [5], optional;
    }
}

sequence! {
    /// GmscCamelSubscriptionInfo: the services that a gateway asks before a call to a subscriber goes on (3GPP TS
    /// 29.002 §17.7.3).
    pub struct GmscCamelSubscriptionInfo<'a>: Tag::SEQUENCE => {
        /// Of calls to him.
        t_csi: TCsi<'a> = "t-CSI" [0], optional;
        /// Of calls that he diverts.
        o_csi: OCsi<'a> = "o-CSI" [1], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
        /// When those of calls that he diverts are asked, 1 to 10.
        o_bcsm_camel_tdp_criteria_list: List<'a, OBcsmCamelTdpCriteria<'a>>
            = "o-BcsmCamelTDP-CriteriaList" [3], optional;
        /// When those of calls to him are asked, 1 to 10.
        t_bcsm_camel_tdp_criteria_list: List<'a, TBcsmCamelTdpCriteria<'a>>
            = "t-BCSM-CAMEL-TDP-CriteriaList" [4], optional;
        /// Of calls to certain numbers.
        d_csi: DCsi<'a> = "d-csi" [5], optional;
    }
}
