//! A trace, of values.

use brivas_sigtran::ber::{Bits, List, Octets, Raw};
use brivas_sigtran::map::{
    ActivateTraceModeArg, AddressString, AreaScope, Argument, Imsi, JobType, LoggingDuration,
    LoggingInterval, MdtConfiguration, PeriodLte, PeriodUmts, ReportAmount, ReportInterval, Tbcd, TraceDepth,
    TraceDepthExtension, TraceDepthList, TraceEventList, TraceInterfaceList,
};

pub(crate) fn trace(with: impl FnOnce(Argument<'_>)) {
    with(Argument::ActivateTraceMode(Box::new(ActivateTraceModeArg {
        imsi: Some(Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x24, 0x55, 0x86, 0x17, 0xF2]))),
        trace_reference: Octets(&[0x03]),
        trace_type: 4,
        omc_id: Some(AddressString::new(&[0x91, 0x55, 0x86, 0x17, 0x48])),
        extension_container: Some(Raw(&[0xA1, 0x00])),
        trace_reference2: Some(Octets(&[0x06, 0x07, 0x08])),
        trace_depth_list: Some(TraceDepthList {
            msc_s_trace_depth: Some(TraceDepth::MINIMUM),
            mgw_trace_depth: Some(TraceDepth::MEDIUM),
            sgsn_trace_depth: Some(TraceDepth::MAXIMUM),
            ggsn_trace_depth: Some(TraceDepth::MINIMUM),
            rnc_trace_depth: Some(TraceDepth::MEDIUM),
            bmsc_trace_depth: Some(TraceDepth::MAXIMUM),
            mme_trace_depth: Some(TraceDepth::MINIMUM),
            sgw_trace_depth: Some(TraceDepth::MEDIUM),
            pgw_trace_depth: Some(TraceDepth::MAXIMUM),
            enb_trace_depth: Some(TraceDepth::MINIMUM),
            msc_s_trace_depth_extension: Some(TraceDepthExtension::MINIMUM_WITHOUT_VENDOR_SPECIFIC_EXTENSION),
            mgw_trace_depth_extension: Some(TraceDepthExtension::MEDIUM_WITHOUT_VENDOR_SPECIFIC_EXTENSION),
            sgsn_trace_depth_extension: Some(TraceDepthExtension::MAXIMUM_WITHOUT_VENDOR_SPECIFIC_EXTENSION),
            ggsn_trace_depth_extension: Some(TraceDepthExtension::MINIMUM_WITHOUT_VENDOR_SPECIFIC_EXTENSION),
            rnc_trace_depth_extension: Some(TraceDepthExtension::MEDIUM_WITHOUT_VENDOR_SPECIFIC_EXTENSION),
            bmsc_trace_depth_extension: Some(TraceDepthExtension::MAXIMUM_WITHOUT_VENDOR_SPECIFIC_EXTENSION),
            mme_trace_depth_extension: Some(TraceDepthExtension::MINIMUM_WITHOUT_VENDOR_SPECIFIC_EXTENSION),
            sgw_trace_depth_extension: Some(TraceDepthExtension::MEDIUM_WITHOUT_VENDOR_SPECIFIC_EXTENSION),
            pgw_trace_depth_extension: Some(TraceDepthExtension::MAXIMUM_WITHOUT_VENDOR_SPECIFIC_EXTENSION),
            enb_trace_depth_extension: Some(TraceDepthExtension::MINIMUM_WITHOUT_VENDOR_SPECIFIC_EXTENSION),
            ..Default::default()
        }),
        trace_ne_type_list: Some(Bits { unused: 2, octets: &[0xA8] }),
        trace_interface_list: Some(TraceInterfaceList {
            msc_s_list: Some(Bits { unused: 6, octets: &[0xAA, 0x80] }),
            mgw_list: Some(Bits { unused: 5, octets: &[0xC0] }),
            sgsn_list: Some(Bits { unused: 0, octets: &[0xAA] }),
            ggsn_list: Some(Bits { unused: 5, octets: &[0xC0] }),
            rnc_list: Some(Bits { unused: 4, octets: &[0xA0] }),
            bmsc_list: Some(Bits { unused: 7, octets: &[0x80] }),
            mme_list: Some(Bits { unused: 3, octets: &[0xD0] }),
            sgw_list: Some(Bits { unused: 3, octets: &[0xD0] }),
            pgw_list: Some(Bits { unused: 0, octets: &[0xAA] }),
            enb_list: Some(Bits { unused: 5, octets: &[0xC0] }),
            ..Default::default()
        }),
        trace_event_list: Some(TraceEventList {
            msc_s_list: Some(Bits { unused: 3, octets: &[0xD0] }),
            mgw_list: Some(Bits { unused: 7, octets: &[0x80] }),
            sgsn_list: Some(Bits { unused: 4, octets: &[0xA0] }),
            ggsn_list: Some(Bits { unused: 6, octets: &[0x80] }),
            bmsc_list: Some(Bits { unused: 7, octets: &[0x80] }),
            mme_list: Some(Bits { unused: 2, octets: &[0xA8] }),
            sgw_list: Some(Bits { unused: 5, octets: &[0xC0] }),
            pgw_list: Some(Bits { unused: 5, octets: &[0xC0] }),
            ..Default::default()
        }),
        trace_collection_entity: Some(Octets(&[0x04, 0x0A, 0x01, 0x00, 0x07])),
        mdt_configuration: Some(MdtConfiguration {
            job_type: JobType::IMMEDIATE_MDT_ONLY,
            area_scope: Some(AreaScope {
                cgi_list: Some(List::from(
                    &[
                        Octets(&[0x62, 0xF2, 0x10, 0x00, 0x08, 0x00, 0x08]),
                        Octets(&[0x62, 0xF2, 0x10, 0x00, 0x09, 0x00, 0x09]),
                    ][..],
                )),
                e_utran_cgi_list: Some(List::from(
                    &[
                        Octets(&[0x62, 0xF2, 0x10, 0x00, 0x01, 0x02, 0x0A]),
                        Octets(&[0x62, 0xF2, 0x10, 0x00, 0x01, 0x02, 0x0B]),
                    ][..],
                )),
                routing_area_id_list: Some(List::from(
                    &[
                        Octets(&[0x62, 0xF2, 0x10, 0x00, 0x0C, 0x0C]),
                        Octets(&[0x62, 0xF2, 0x10, 0x00, 0x0D, 0x0D]),
                    ][..],
                )),
                location_area_id_list: Some(List::from(
                    &[Octets(&[0x62, 0xF2, 0x10, 0x00, 0x0E]), Octets(&[0x62, 0xF2, 0x10, 0x00, 0x0F])][..],
                )),
                tracking_area_id_list: Some(List::from(
                    &[Octets(&[0x62, 0xF2, 0x10, 0x00, 0x10]), Octets(&[0x62, 0xF2, 0x10, 0x00, 0x11])][..],
                )),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                ..Default::default()
            }),
            list_of_measurements: Some(Octets(&[0x12, 0x13, 0x14, 0x15])),
            reporting_trigger: Some(Octets(&[0x13])),
            report_interval: Some(ReportInterval::UMTS250MS),
            report_amount: Some(ReportAmount::D1),
            event_threshold_rsrp: Some(20),
            event_threshold_rsrq: Some(21),
            logging_interval: Some(LoggingInterval::D1DOT28),
            logging_duration: Some(LoggingDuration::D600SEC),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            measurement_period_umts: Some(PeriodUmts::D250MS),
            measurement_period_lte: Some(PeriodLte::D1024MS),
            collection_period_rrm_umts: Some(PeriodUmts::D500MS),
            collection_period_rrm_lte: Some(PeriodLte::D1280MS),
            positioning_method: Some(Octets(&[0x16])),
            measurement_quantity: Some(Octets(&[0x17])),
            event_threshold_1f: Some(-96),
            event_threshold_1i: Some(-95),
            mdt_allowed_plmn_list: Some(List::from(
                &[Octets(&[0x62, 0xF2, 0x10]), Octets(&[0x62, 0xF2, 0x10])][..],
            )),
            ..Default::default()
        }),
        ..Default::default()
    })));
}
