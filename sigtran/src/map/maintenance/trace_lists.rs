//! How much is written down of a subscriber, at which nodes and events (3GPP TS 29.002 §7.6.10; 3GPP TS 32.422 §5).

use crate::ber::define::{enumerated, sequence};
use crate::ber::{Bits, Tag};

sequence! {
    /// TraceDepthList: how much each kind of node writes down (3GPP TS 29.002 §17.7.2).
    pub struct TraceDepthList<'a>: Tag::SEQUENCE => {
        /// The MSC server.
        msc_s_trace_depth: TraceDepth = "msc-s-TraceDepth" [0], optional;
        /// The media gateway.
        mgw_trace_depth: TraceDepth = "mgw-TraceDepth" [1], optional;
        /// The SGSN.
        sgsn_trace_depth: TraceDepth = "sgsn-TraceDepth" [2], optional;
        /// The GGSN.
        ggsn_trace_depth: TraceDepth = "ggsn-TraceDepth" [3], optional;
        /// The RNC.
        rnc_trace_depth: TraceDepth = "rnc-TraceDepth" [4], optional;
        /// The BM-SC.
        bmsc_trace_depth: TraceDepth = "bmsc-TraceDepth" [5], optional;
        /// The MME.
        mme_trace_depth: TraceDepth = "mme-TraceDepth" [6], optional;
        /// The SGW.
        sgw_trace_depth: TraceDepth = "sgw-TraceDepth" [7], optional;
        /// The PGW.
        pgw_trace_depth: TraceDepth = "pgw-TraceDepth" [8], optional;
        /// The eNB.
        enb_trace_depth: TraceDepth = "eNB-TraceDepth" [9], optional;
        /// The MSC server, without what vendors add.
        msc_s_trace_depth_extension: TraceDepthExtension = "msc-s-TraceDepthExtension" [10], optional;
        /// The media gateway, without what vendors add.
        mgw_trace_depth_extension: TraceDepthExtension = "mgw-TraceDepthExtension" [11], optional;
        /// The SGSN, without what vendors add.
        sgsn_trace_depth_extension: TraceDepthExtension = "sgsn-TraceDepthExtension" [12], optional;
        /// The GGSN, without what vendors add.
        ggsn_trace_depth_extension: TraceDepthExtension = "ggsn-TraceDepthExtension" [13], optional;
        /// The RNC, without what vendors add.
        rnc_trace_depth_extension: TraceDepthExtension = "rnc-TraceDepthExtension" [14], optional;
        /// The BM-SC, without what vendors add.
        bmsc_trace_depth_extension: TraceDepthExtension = "bmsc-TraceDepthExtension" [15], optional;
        /// The MME, without what vendors add.
        mme_trace_depth_extension: TraceDepthExtension = "mme-TraceDepthExtension" [16], optional;
        /// The SGW, without what vendors add.
        sgw_trace_depth_extension: TraceDepthExtension = "sgw-TraceDepthExtension" [17], optional;
        /// The PGW, without what vendors add.
        pgw_trace_depth_extension: TraceDepthExtension = "pgw-TraceDepthExtension" [18], optional;
        /// The eNB, without what vendors add.
        enb_trace_depth_extension: TraceDepthExtension = "eNB-TraceDepthExtension" [19], optional;
    }
}

enumerated! {
    /// TraceDepth: how much a node writes down (3GPP TS 29.002 §17.7.2).
    pub struct TraceDepth: Tag::ENUMERATED => {
        /// Some fields of messages.
        MINIMUM = 0 "minimum";
        /// More fields of messages.
        MEDIUM = 1 "medium";
        /// Whole messages.
        MAXIMUM = 2 "maximum";
    }
}

enumerated! {
    /// TraceDepthExtension: how much a node writes down, without what vendors add (3GPP TS 29.002 §17.7.2).
    pub struct TraceDepthExtension: Tag::ENUMERATED => {
        /// Some fields of messages.
        MINIMUM_WITHOUT_VENDOR_SPECIFIC_EXTENSION = 0 "minimumWithoutVendorSpecificExtension";
        /// More fields of messages.
        MEDIUM_WITHOUT_VENDOR_SPECIFIC_EXTENSION = 1 "mediumWithoutVendorSpecificExtension";
        /// Whole messages.
        MAXIMUM_WITHOUT_VENDOR_SPECIFIC_EXTENSION = 2 "maximumWithoutVendorSpecificExtension";
    }
}

sequence! {
    /// TraceInterfaceList: at which interfaces each kind of node writes down, a bit for each (3GPP TS 29.002
    /// §17.7.2).
    pub struct TraceInterfaceList<'a>: Tag::SEQUENCE => {
        /// Of the MSC server: 0 A, 1 Iu, 2 Mc, 3 MAP-G, 4 MAP-B, 5 MAP-E, 6 MAP-F, 7 CAP, 8 MAP-D, 9 MAP-C.
        msc_s_list: Bits<'a> = "msc-s-List" [0], optional;
        /// Of the media gateway: 0 Mc, 1 Nb-UP, 2 Iu-UP.
        mgw_list: Bits<'a> = "mgw-List" [1], optional;
        /// Of the SGSN: 0 Gb, 1 Iu, 2 Gn, 3 MAP-Gr, 4 MAP-Gd, 5 MAP-Gf, 6 Gs, 7 Ge, 8 S3, 9 S4, 10 S6d.
        sgsn_list: Bits<'a> = "sgsn-List" [2], optional;
        /// Of the GGSN: 0 Gn, 1 Gi, 2 Gmb.
        ggsn_list: Bits<'a> = "ggsn-List" [3], optional;
        /// Of the RNC: 0 Iu, 1 Iur, 2 Iub, 3 Uu.
        rnc_list: Bits<'a> = "rnc-List" [4], optional;
        /// Of the BM-SC: 0 Gmb.
        bmsc_list: Bits<'a> = "bmsc-List" [5], optional;
        /// Of the MME: 0 S1-MME, 1 S3, 2 S6a, 3 S10, 4 S11.
        mme_list: Bits<'a> = "mme-List" [6], optional;
        /// Of the SGW: 0 S4, 1 S5, 2 S8b, 3 S11, 4 Gxc.
        sgw_list: Bits<'a> = "sgw-List" [7], optional;
        /// Of the PGW: 0 S2a, 1 S2b, 2 S2c, 3 S5, 4 S6b, 5 Gx, 6 S8b, 7 SGi.
        pgw_list: Bits<'a> = "pgw-List" [8], optional;
        /// Of the eNB: 0 S1-MME, 1 X2, 2 Uu.
        enb_list: Bits<'a> = "eNB-List" [9], optional;
    }
}

sequence! {
    /// TraceEventList: at which events each kind of node writes down, a bit for each (3GPP TS 29.002 §17.7.2).
    pub struct TraceEventList<'a>: Tag::SEQUENCE => {
        /// Of the MSC server: 0 calls, 1 short messages, 2 registration, 3 handovers, 4 supplementary services.
        msc_s_list: Bits<'a> = "msc-s-List" [0], optional;
        /// Of the media gateway: 0 contexts.
        mgw_list: Bits<'a> = "mgw-List" [1], optional;
        /// Of the SGSN: 0 contexts, 1 short messages, 2 registration, 3 contexts of broadcasts.
        sgsn_list: Bits<'a> = "sgsn-List" [2], optional;
        /// Of the GGSN: 0 contexts, 1 contexts of broadcasts.
        ggsn_list: Bits<'a> = "ggsn-List" [3], optional;
        /// Of the BM-SC: 0 activation of broadcasts.
        bmsc_list: Bits<'a> = "bmsc-List" [4], optional;
        /// Of the MME: 0 connections asked for, 1 service requests, 2 registration, 3 connections ended, 4
        /// bearers, 5 handovers.
        mme_list: Bits<'a> = "mme-List" [5], optional;
        /// Of the SGW: 0 connections begun, 1 connections ended, 2 bearers.
        sgw_list: Bits<'a> = "sgw-List" [6], optional;
        /// Of the PGW: 0 connections begun, 1 connections ended, 2 bearers.
        pgw_list: Bits<'a> = "pgw-List" [7], optional;
    }
}
