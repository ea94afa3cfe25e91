//! All CAMEL services of a subscriber, as his HLR has them (3GPP TS 29.002 §7.6.3).

use crate::ber::define::sequence;
use crate::ber::{Bits, List, Null, Tag};
use crate::map::{
    DCsi, ExtensionContainer, GprsCsi, MCsi, MgCsi, MtSmsCamelTdpCriteria, OBcsmCamelTdpCriteria, OCsi,
    SmsCsi, SsCsi, TBcsmCamelTdpCriteria, TCsi,
};

sequence! {
    /// CAMEL-SubscriptionInfo: the services that an HLR has (3GPP TS 29.002 §17.7.1).
    pub struct CamelSubscriptionInfo<'a>: Tag::SEQUENCE => {
        /// Of calls that he makes, or diverts.
        o_csi: OCsi<'a> = "o-CSI" [0], optional;
        /// When those are asked, 1 to 10.
        o_bcsm_camel_tdp_criteria_list: List<'a, OBcsmCamelTdpCriteria<'a>>
            = "o-BcsmCamelTDP-CriteriaList" [1], optional;
        /// Of calls to certain numbers.
        d_csi: DCsi<'a> = "d-CSI" [2], optional;
        /// Of calls to him.
        t_csi: TCsi<'a> = "t-CSI" [3], optional;
        /// When those are asked, 1 to 10.
        t_bcsm_camel_tdp_criteria_list: List<'a, TBcsmCamelTdpCriteria<'a>>
            = "t-BCSM-CAMEL-TDP-CriteriaList" [4], optional;
        /// Of calls to him, in the visited network.
        vt_csi: TCsi<'a> = "vt-CSI" [5], optional;
        /// When those are asked, 1 to 10.
        vt_bcsm_camel_tdp_criteria_list: List<'a, TBcsmCamelTdpCriteria<'a>>
            = "vt-BCSM-CAMEL-TDP-CriteriaList" [6], optional;
        /// Calls are diverted to numbers in short form, too.
        tif_csi: Null = "tif-CSI" [7], optional;
        /// Services are told when that changes.
        tif_csi_notification_to_cse: Null = "tif-CSI-NotificationToCSE" [8], optional;
        /// Of sessions.
        gprs_csi: GprsCsi<'a> = "gprs-CSI" [9], optional;
        /// Of short messages that he sends.
        mo_sms_csi: SmsCsi<'a> = "mo-sms-CSI" [10], optional;
        /// Of supplementary services.
        ss_csi: SsCsi<'a> = "ss-CSI" [11], optional;
        /// Of his way.
        m_csi: MCsi<'a> = "m-CSI" [12], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [13], optional;
        /// A bit for each that he has lost: the numbers of
        /// [`SpecificCsiWithdraw`](crate::map::SpecificCsiWithdraw).
        specific_csi_deleted_list: Bits<'a> = "specificCSIDeletedList" [14], optional;
        /// Of short messages to him.
        mt_sms_csi: SmsCsi<'a> = "mt-sms-CSI" [15], optional;
        /// When those are asked, 1 to 10.
        mt_sms_cameltdp_criteria_list: List<'a, MtSmsCamelTdpCriteria<'a>>
            = "mt-smsCAMELTDP-CriteriaList" [16], optional;
        /// Of his way, in the packet domain.
        mg_csi: MgCsi<'a> = "mg-csi" [17], optional;
        /// Of calls that he makes, in IMS.
        o_im_csi: OCsi<'a> = "o-IM-CSI" [18], optional;
        /// When those are asked, 1 to 10.
        o_im_bcsm_camel_tdp_criteria_list: List<'a, OBcsmCamelTdpCriteria<'a>>
            = "o-IM-BcsmCamelTDP-CriteriaList" [19], optional;
        /// Of calls to certain numbers, in IMS.
        d_im_csi: DCsi<'a> = "d-IM-CSI" [20], optional;
        /// Of calls to him, in IMS.
        vt_im_csi: TCsi<'a> = "vt-IM-CSI" [21], optional;
        /// When those are asked, 1 to 10.
        vt_im_bcsm_camel_tdp_criteria_list: List<'a, TBcsmCamelTdpCriteria<'a>>
            = "vt-IM-BCSM-CAMEL-TDP-CriteriaList" [22], optional;
    }
}
