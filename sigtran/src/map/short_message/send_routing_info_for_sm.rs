//! sendRoutingInfoForSM, operation 45: where a short message is to be sent (3GPP TS 29.002 §12.1).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{Null, Octets, Tag};
use crate::map::common::{AdditionalNumber, CorrelationId, ExtensionContainer, NetworkNodeDiameterAddress};
use crate::map::{AddressString, Imsi, Lmsi};

sequence! {
    /// RoutingInfoForSM-Arg, in all versions: what came with later ones is optional (3GPP TS 29.002 §17.7.6).
    pub struct RoutingInfoForSmArg<'a>: Tag::SEQUENCE => {
        /// The recipient.
        msisdn: AddressString<'a> = "msisdn" [0];
        /// Whether the message is to be tried though the recipient is known to be absent.
        sm_rp_pri: bool = "sm-RP-PRI" [1];
        /// The service centre that asks.
        service_centre_address: AddressString<'a> = "serviceCentreAddress" [2];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [6], optional;
        /// The gateway can be told of an SGSN, too.
        gprs_support_indicator: Null = "gprsSupportIndicator" [7], optional;
        /// TP-MTI: 0 a message, 1 a status report.
        sm_rp_mti: u8 = "sm-RP-MTI" [8], optional;
        /// The sender as in the TPDU, 1 to 12 octets.
        sm_rp_smea: Octets<'a> = "sm-RP-SMEA" [9], optional;
        /// Nothing will be delivered: only this is wanted.
        sm_delivery_not_intended: SmDeliveryNotIntended = "sm-deliveryNotIntended" [10], optional;
        /// Guidance of an IP-SM-GW is wanted.
        ip_sm_gw_guidance_indicator: Null = "ip-sm-gwGuidanceIndicator" [11], optional;
        /// The recipient's IMSI, in place of an MSISDN that is a dummy.
        imsi: Imsi<'a> = "imsi" [12], optional;
        /// It is a trigger for a machine.
        t4_trigger_indicator: Null = "t4-Trigger-Indicator" [14], optional;
        /// It is tried once.
        single_attempt_delivery: Null = "singleAttemptDelivery" [13], optional;
        /// Which message by IMS it is.
        correlation_id: CorrelationId<'a> = "correlationID" [15], optional;
        /// The gateway can be told of an SMSF, too.
        smsf_support_indicator: Null = "smsf-supportIndicator" [16], optional;
    }
}

enumerated! {
    /// SM-DeliveryNotIntended (3GPP TS 29.002 §17.7.6).
    pub struct SmDeliveryNotIntended: Tag::ENUMERATED => {
        /// The IMSI.
        ONLY_IMSI_REQUESTED = 0 "onlyIMSI-requested";
        /// Country and network.
        ONLY_MCC_MNC_REQUESTED = 1 "onlyMCC-MNC-requested";
    }
}

sequence! {
    /// RoutingInfoForSM-Res (3GPP TS 29.002 §17.7.6).
    pub struct RoutingInfoForSmRes<'a>: Tag::SEQUENCE => {
        /// The recipient.
        imsi: Imsi<'a> = "imsi";
        /// Where he is.
        location_info_with_lmsi: LocationInfoWithLmsi<'a> = "locationInfoWithLMSI" [0];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [4], optional;
        /// How long an IP-SM-GW may take.
        ip_sm_gw_guidance: IpSmGwGuidance<'a> = "ip-sm-gwGuidance" [5], optional;
    }
}

sequence! {
    /// LocationInfoWithLMSI (3GPP TS 29.002 §17.7.6).
    pub struct LocationInfoWithLmsi<'a>: Tag::SEQUENCE => {
        /// The node that serves the recipient: an MSC, or else what an indicator says.
        network_node_number: AddressString<'a> = "networkNode-Number" [1];
        /// What the VLR calls him.
        lmsi: Lmsi = "lmsi", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// The node is an SGSN.
        gprs_node_indicator: Null = "gprsNodeIndicator" [5], optional;
        /// A second node.
        additional_number: AdditionalNumber<'a> = "additional-Number" [6], optional;
        /// The node by Diameter.
        network_node_diameter_address: NetworkNodeDiameterAddress<'a> = "networkNodeDiameterAddress" [7], optional;
        /// The second node by Diameter.
        additional_network_node_diameter_address: NetworkNodeDiameterAddress<'a>
            = "additionalNetworkNodeDiameterAddress" [8], optional;
        /// A third node.
        third_number: AdditionalNumber<'a> = "thirdNumber" [9], optional;
        /// The third node by Diameter.
        third_network_node_diameter_address: NetworkNodeDiameterAddress<'a>
            = "thirdNetworkNodeDiameterAddress" [10], optional;
        /// The node is an IP-SM-GW.
        ims_node_indicator: Null = "imsNodeIndicator" [11], optional;
        /// The SMSF for 3GPP access.
        smsf_3gpp_number: AddressString<'a> = "smsf-3gpp-Number" [12], optional;
        /// The same by Diameter.
        smsf_3gpp_diameter_address: NetworkNodeDiameterAddress<'a> = "smsf-3gpp-DiameterAddress" [13], optional;
        /// The SMSF for other access.
        smsf_non_3gpp_number: AddressString<'a> = "smsf-non-3gpp-Number" [14], optional;
        /// The same by Diameter.
        smsf_non_3gpp_diameter_address: NetworkNodeDiameterAddress<'a>
            = "smsf-non-3gpp-DiameterAddress" [15], optional;
        /// The node is an SMSF for 3GPP access.
        smsf_3gpp_address_indicator: Null = "smsf-3gpp-address-indicator" [16], optional;
        /// The node is an SMSF for other access.
        smsf_non_3gpp_address_indicator: Null = "smsf-non-3gpp-address-indicator" [17], optional;
    }
}

sequence! {
    /// IP-SM-GW-Guidance: seconds, 30 to 600 (3GPP TS 29.002 §17.7.6).
    pub struct IpSmGwGuidance<'a>: Tag::SEQUENCE => {
        /// At least so long.
        minimum_delivery_time_value: i64 = "minimumDeliveryTimeValue";
        /// So long is recommended.
        recommended_delivery_time_value: i64 = "recommendedDeliveryTimeValue";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
