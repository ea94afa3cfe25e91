//! activateTraceMode, operation 50, and deactivateTraceMode, operation 51: what a subscriber does is written down
//! (3GPP TS 29.002 §9.1; 3GPP TS 32.421).

use crate::ber::define::sequence;
use crate::ber::{Bits, Null, Octets, Tag};
use crate::map::{
    AddressString, ExtensionContainer, Imsi, MdtConfiguration, TraceDepthList, TraceEventList,
    TraceInterfaceList,
};

sequence! {
    /// ActivateTraceModeArg: whom to trace, and how; versions 1 and 2 have no more than the first four (3GPP TS
    /// 29.002 §17.7.2).
    pub struct ActivateTraceModeArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [0], optional;
        /// What the trace is called, 1 to 2 octets.
        trace_reference: Octets<'a> = "traceReference" [1];
        /// What is written down, 0 to 255 (3GPP TS 52.008).
        trace_type: u8 = "traceType" [2];
        /// Who wants it.
        omc_id: AddressString<'a> = "omc-Id" [3], optional;
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [4], optional;
        /// What the trace is called by later versions, three octets.
        trace_reference2: Octets<'a> = "traceReference2" [5], optional;
        /// How much is written down.
        trace_depth_list: TraceDepthList<'a> = "traceDepthList" [6], optional;
        /// A bit for each kind of node: 0 MSC server, 1 media gateway, 2 SGSN, 3 GGSN, 4 RNC, 5 BM-SC, 6 MME, 7
        /// SGW, 8 PGW, 9 eNB.
        trace_ne_type_list: Bits<'a> = "traceNE-TypeList" [7], optional;
        /// At which interfaces.
        trace_interface_list: TraceInterfaceList<'a> = "traceInterfaceList" [8], optional;
        /// At which events.
        trace_event_list: TraceEventList<'a> = "traceEventList" [9], optional;
        /// Where it is sent, 5 to 17 octets.
        trace_collection_entity: Octets<'a> = "traceCollectionEntity" [10], optional;
        /// How handsets measure the radio.
        mdt_configuration: MdtConfiguration<'a> = "mdt-Configuration" [11], optional;
    }
}

sequence! {
    /// ActivateTraceModeRes: it is traced (3GPP TS 29.002 §17.7.2).
    pub struct ActivateTraceModeRes<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [0], optional;
        /// The node can trace.
        trace_support_indicator: Null = "traceSupportIndicator" [1], optional;
    }
}

sequence! {
    /// DeactivateTraceModeArg: what trace to end; versions 1 and 2 have no more than the first two (3GPP TS 29.002
    /// §17.7.2).
    pub struct DeactivateTraceModeArg<'a>: Tag::SEQUENCE => {
        /// The subscriber.
        imsi: Imsi<'a> = "imsi" [0], optional;
        /// What the trace is called, 1 to 2 octets.
        trace_reference: Octets<'a> = "traceReference" [1];
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [2], optional;
        /// What the trace is called by later versions, three octets.
        trace_reference2: Octets<'a> = "traceReference2" [3], optional;
    }
}

sequence! {
    /// DeactivateTraceModeRes: it is traced no longer (3GPP TS 29.002 §17.7.2).
    pub struct DeactivateTraceModeRes<'a>: Tag::SEQUENCE => {
        /// What operators and vendors add.
        extension_container: ExtensionContainer<'a> = "extensionContainer" [0], optional;
    }
}
