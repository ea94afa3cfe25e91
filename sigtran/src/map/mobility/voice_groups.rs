//! Voice groups and voice broadcasts, as railways have them (3GPP TS 29.002 §7.6.3).

use crate::ber::define::sequence;
use crate::ber::{Bits, Null, Octets, Tag};
use crate::map::ExtensionContainer;

sequence! {
    /// VoiceBroadcastData: a broadcast that a subscriber hears (3GPP TS 29.002 §17.7.1).
    pub struct VoiceBroadcastData<'a>: Tag::SEQUENCE => {
        /// Its group, three octets; all F where longGroupId stands for it.
        groupid: Octets<'a> = "groupid";
        /// He may begin one.
        broadcast_init_entitlement: Null = "broadcastInitEntitlement", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// Its group, four octets.
        long_group_id: Octets<'a> = "longGroupId" [0], optional;
    }
}

sequence! {
    /// VoiceGroupCallData: a group that a subscriber is of (3GPP TS 29.002 §17.7.1).
    pub struct VoiceGroupCallData<'a>: Tag::SEQUENCE => {
        /// Which, three octets; all F where longGroupId stands for it.
        group_id: Octets<'a> = "groupId";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
        /// What he may do beside talking: bit 0 speak first, bit 1 in an emergency, bit 2 end the emergency.
        additional_subscriptions: Bits<'a> = "additionalSubscriptions", optional;
        /// What else is said of him, up to 136 bits.
        additional_info: Bits<'a> = "additionalInfo" [0], optional;
        /// Which, four octets.
        long_group_id: Octets<'a> = "longGroupId" [1], optional;
    }
}
