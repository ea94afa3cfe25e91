//! What a VLR can do (3GPP TS 29.002 §7.6.3).

use crate::ber::define::{choice, enumerated, sequence};
use crate::ber::{Bits, Null, Octets, Tag};
use crate::map::ExtensionContainer;

sequence! {
    /// VLR-Capability: what a VLR can do (3GPP TS 29.002 §17.7.1).
    pub struct VlrCapability<'a>: Tag::SEQUENCE => {
        /// A bit for each CAMEL phase, from phase 1 on: the numbers of
        /// [`SupportedCamelPhases`](crate::map::SupportedCamelPhases).
        supported_camel_phases: Bits<'a> = "supportedCamelPhases" [0], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// It knows localised service areas.
        solsa_support_indicator: Null = "solsaSupportIndicator" [2], optional;
        /// Whether calls without end can be ended.
        ist_support_indicator: IstSupportIndicator = "istSupportIndicator" [1], optional;
        /// What is still known of the subscriber.
        super_charger_supported_in_serving_network_entity: SuperChargerInfo<'a>
            = "superChargerSupportedInServingNetworkEntity" [3], optional;
        /// Long numbers to divert calls to are understood.
        long_ftn_supported: Null = "longFTN-Supported" [4], optional;
        /// A bit for each set of location services: the numbers of
        /// [`SupportedLcsCapabilitySets`](crate::map::SupportedLcsCapabilitySets).
        supported_lcs_capability_sets: Bits<'a> = "supportedLCS-CapabilitySets" [5], optional;
        /// A bit for each service of CAMEL phase 4: the numbers of
        /// [`OfferedCamel4Csis`](crate::map::OfferedCamel4Csis).
        offered_camel4_csis: Bits<'a> = "offeredCamel4CSIs" [6], optional;
        /// A bit for each radio: the numbers of [`SupportedRatTypes`](crate::map::SupportedRatTypes).
        supported_rat_types_indicator: Bits<'a> = "supportedRAT-TypesIndicator" [7], optional;
        /// Long group identities are understood.
        long_group_id_supported: Null = "longGroupID-Supported" [8], optional;
        /// A call can be forwarded to where a subscriber has gone.
        mt_roaming_forwarding_supported: Null = "mtRoamingForwardingSupported" [9], optional;
        /// It serves subscribers that have no number.
        msisdn_less_operation_supported: Null = "msisdn-lessOperation-Supported" [10], optional;
        /// It understands identities of a reset.
        reset_ids_supported: Null = "reset-ids-Supported" [11], optional;
    }
}

enumerated! {
    /// IST-SupportIndicator: whether calls without end can be ended (3GPP TS 29.002 §17.7.1).
    pub struct IstSupportIndicator: Tag::ENUMERATED => {
        /// By the timer.
        BASIC_IST_SUPPORTED = 0 "basicISTSupported";
        /// By a command, too.
        IST_COMMAND_SUPPORTED = 1 "istCommandSupported";
    }
}

choice! {
    /// SuperChargerInfo: what is still known of a subscriber (3GPP TS 29.002 §17.7.1).
    pub enum SuperChargerInfo<'a> {
        /// Nothing: all is to be sent.
        SendSubscriberData: Null = "sendSubscriberData" [0];
        /// All, of this age, 1 to 6 octets.
        SubscriberDataStored: Octets<'a> = "subscriberDataStored" [1];
    }
}
