//! What comes with a call: signals of another protocol, and its closed user group (3GPP TS 29.002 §7.6.9).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{Null, Octets, Tag};
use crate::map::ExtensionContainer;

sequence! {
    /// ExternalSignalInfo: signals of another protocol (3GPP TS 29.002 §17.7.8).
    pub struct ExternalSignalInfo<'a>: Tag::SEQUENCE => {
        /// Which protocol.
        protocol_id: ProtocolId = "protocolId";
        /// The signals, 1 to 200 octets.
        signal_info: Octets<'a> = "signalInfo";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

enumerated! {
    /// ProtocolId: a protocol (3GPP TS 29.002 §17.7.8).
    pub struct ProtocolId: Tag::ENUMERATED => {
        /// 3GPP TS 24.008, the radio.
        GSM_0408 = 1 "gsm-0408";
        /// 3GPP TS 48.006, to the radio network.
        GSM_0806 = 2 "gsm-0806";
        /// 3GPP TS 48.008, to the radio network.
        GSM_BSSMAP = 3 "gsm-BSSMAP";
        /// ISDN.
        ETS_300102_1 = 4 "ets-300102-1";
    }
}

sequence! {
    /// Ext-ExternalSignalInfo: signals of another protocol, of those that came later (3GPP TS 29.002 §17.7.8).
    pub struct ExtExternalSignalInfo<'a>: Tag::SEQUENCE => {
        /// Which protocol.
        ext_protocol_id: ExtProtocolId = "ext-ProtocolId";
        /// The signals, 1 to 200 octets.
        signal_info: Octets<'a> = "signalInfo";
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}

enumerated! {
    /// Ext-ProtocolId: a protocol of those that came later (3GPP TS 29.002 §17.7.8).
    pub struct ExtProtocolId: Tag::ENUMERATED => {
        /// ISUP.
        ETS_300356 = 1 "ets-300356";
    }
}

sequence! {
    /// CUG-CheckInfo: the closed user group of a call (3GPP TS 29.002 §17.7.3).
    pub struct CugCheckInfo<'a>: Tag::SEQUENCE => {
        /// What the network calls the group, four octets.
        cug_interlock: Octets<'a> = "cug-Interlock";
        /// Calls beyond the group are allowed.
        cug_outgoing_access: Null = "cug-OutgoingAccess", optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer", optional;
    }
}
