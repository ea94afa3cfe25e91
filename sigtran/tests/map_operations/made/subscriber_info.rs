//! What a subscriber does, with open connections, of values.

use brivas_sigtran::ber::{Bits, List, Null, Octets, Raw};
use brivas_sigtran::map::{
    AddressString, CellGlobalIdOrServiceAreaIdOrLai, DaylightSavingTime, GprsMsClass, Imei,
    ImsVoiceOverPsSessionsInd, Imsi, LocationInformation, LocationInformation5gs, LocationInformationEps,
    LocationInformationGprs, MnpInfoRes, NotReachableReason, NumberPortabilityStatus, PdpContextInfo,
    ProvideSubscriberInfoRes, PsSubscriberState, ResultParameter, SubscriberInfo, SubscriberState, Tbcd,
    Time, UsedRatType, UserCsgInformation,
};

pub(crate) fn value(with: impl FnOnce(ResultParameter<'_>)) {
    with(ResultParameter::ProvideSubscriberInfo(Box::new(ProvideSubscriberInfoRes {
        subscriber_info: SubscriberInfo {
            location_information: Some(LocationInformation {
                age_of_location_information: Some(14),
                geographical_information: Some(Octets(&[0x10, 0x20, 0x30, 0x03, 0x10, 0x20, 0x30, 0x03])),
                vlr_number: Some(AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31])),
                location_number: Some(Octets(&[0x02, 0x02])),
                cell_global_id_or_service_area_id_or_lai: Some(
                    CellGlobalIdOrServiceAreaIdOrLai::CellGlobalIdOrServiceAreaIdFixedLength(Octets(&[
                        0x62, 0xF2, 0x10, 0x00, 0x06, 0x00, 0x06,
                    ])),
                ),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                selected_lsa_id: Some(Octets(&[0x01, 0x00, 0x07])),
                msc_number: Some(AddressString::new(&[0x91, 0x86, 0x17, 0x48, 0x79])),
                geodetic_information: Some(Octets(&[
                    0x00, 0x10, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09,
                ])),
                current_location_retrieved: Some(Null),
                sai_present: Some(Null),
                location_information_eps: Some(LocationInformationEps {
                    e_utran_cell_global_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x01, 0x02, 0x0A])),
                    tracking_area_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x0B])),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    geographical_information: Some(Octets(&[0x10, 0x20, 0x30, 0x0C, 0x10, 0x20, 0x30, 0x0C])),
                    geodetic_information: Some(Octets(&[
                        0x00, 0x10, 0x0D, 0x0D, 0x0D, 0x0D, 0x0D, 0x0D, 0x0D, 0x0D,
                    ])),
                    current_location_retrieved: Some(Null),
                    age_of_location_information: Some(98),
                    mme_name: Some(Octets(&[
                        0x6E, 0x35, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
                    ])),
                    ..Default::default()
                }),
                user_csg_information: Some(UserCsgInformation {
                    csg_id: Bits { unused: 5, octets: &[0xD5, 0x55, 0x55, 0x40] },
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    access_mode: Some(Octets(&[0x10])),
                    cmi: Some(Octets(&[0x11])),
                    ..Default::default()
                }),
                ..Default::default()
            }),
            subscriber_state: Some(SubscriberState::NetDetNotReachable(NotReachableReason::MS_PURGED)),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            location_information_gprs: Some(LocationInformationGprs {
                cell_global_id_or_service_area_id_or_lai: Some(
                    CellGlobalIdOrServiceAreaIdOrLai::LaiFixedLength(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x12])),
                ),
                routeing_area_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x13, 0x13])),
                geographical_information: Some(Octets(&[0x10, 0x20, 0x30, 0x14, 0x10, 0x20, 0x30, 0x14])),
                sgsn_number: Some(AddressString::new(&[0x91, 0x17, 0x48, 0x79, 0x00])),
                selected_lsa_identity: Some(Octets(&[0x01, 0x00, 0x16])),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                sai_present: Some(Null),
                geodetic_information: Some(Octets(&[
                    0x00, 0x10, 0x17, 0x17, 0x17, 0x17, 0x17, 0x17, 0x17, 0x17,
                ])),
                current_location_retrieved: Some(Null),
                age_of_location_information: Some(168),
                user_csg_information: Some(UserCsgInformation {
                    csg_id: Bits { unused: 5, octets: &[0xD5, 0x55, 0x55, 0x40] },
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    access_mode: Some(Octets(&[0x19])),
                    cmi: Some(Octets(&[0x1A])),
                    ..Default::default()
                }),
                ..Default::default()
            }),
            ps_subscriber_state: Some(PsSubscriberState::PsPdpActiveNotReachableForPaging(List::from(
                &[PdpContextInfo {
                    pdp_context_identifier: 28,
                    pdp_context_active: Some(Null),
                    pdp_type: Octets(&[0xF1, 0x21]),
                    pdp_address: Some(Octets(&[0x0A, 0x01, 0x00, 0x1D])),
                    apn_subscribed: Some(Octets(&[
                        0x06, 0x6D, 0x6E, 0x63, 0x30, 0x30, 0x31, 0x06, 0x6D, 0x63, 0x63, 0x32, 0x36, 0x32,
                        0x04, 0x67, 0x70, 0x72, 0x73,
                    ])),
                    apn_in_use: Some(Octets(&[
                        0x06, 0x6D, 0x6E, 0x63, 0x30, 0x30, 0x31, 0x06, 0x6D, 0x63, 0x63, 0x32, 0x36, 0x32,
                        0x04, 0x67, 0x70, 0x72, 0x73,
                    ])),
                    nsapi: Some(0),
                    transaction_id: Some(Octets(&[0x21])),
                    teid_for_gn_and_gp: Some(Octets(&[0x22, 0x23, 0x24, 0x25])),
                    teid_for_iu: Some(Octets(&[0x23, 0x24, 0x25, 0x26])),
                    ggsn_address: Some(Octets(&[0x04, 0x0A, 0x01, 0x00, 0x24])),
                    qos_subscribed: Some(Octets(&[0x03, 0x0B, 0x92, 0x1F, 0x73, 0x96, 0xFE, 0xFE, 0x74])),
                    qos_requested: Some(Octets(&[0x03, 0x0B, 0x92, 0x1F, 0x73, 0x96, 0xFE, 0xFE, 0x74])),
                    qos_negotiated: Some(Octets(&[0x03, 0x0B, 0x92, 0x1F, 0x73, 0x96, 0xFE, 0xFE, 0x74])),
                    charging_id: Some(Octets(&[0x28, 0x29, 0x2A, 0x2B])),
                    charging_characteristics: Some(Octets(&[0x29, 0x2A])),
                    rnc_address: Some(Octets(&[0x04, 0x0A, 0x01, 0x00, 0x2A])),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    qos2_subscribed: Some(Octets(&[0x01, 0x02, 0x03])),
                    qos2_requested: Some(Octets(&[0x01, 0x02, 0x03])),
                    qos2_negotiated: Some(Octets(&[0x01, 0x02, 0x03])),
                    qos3_subscribed: Some(Octets(&[0x01, 0x02])),
                    qos3_requested: Some(Octets(&[0x01, 0x02])),
                    qos3_negotiated: Some(Octets(&[0x01, 0x02])),
                    qos4_subscribed: Some(Octets(&[0x31])),
                    qos4_requested: Some(Octets(&[0x32])),
                    qos4_negotiated: Some(Octets(&[0x33])),
                    ext_pdp_type: Some(Octets(&[0xF1, 0x8D])),
                    ext_pdp_address: Some(Octets(&[0x0A, 0x01, 0x00, 0x35])),
                    ..Default::default()
                }][..],
            ))),
            imei: Some(Imei(Tbcd::new(&[0x53, 0x48, 0x79, 0x00, 0x31, 0x62, 0x93, 0x04]))),
            ms_classmark2: Some(Octets(&[0x37, 0x38, 0x39])),
            gprs_ms_class: Some(GprsMsClass {
                ms_network_capability: Octets(&[0x38]),
                ms_radio_access_capability: Some(Octets(&[0x39])),
                ..Default::default()
            }),
            mnp_info_res: Some(MnpInfoRes {
                routeing_number: Some(Octets(&[0x86, 0x17, 0x48, 0x79])),
                imsi: Some(Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x93, 0x24, 0x55, 0x86, 0xF9]))),
                msisdn: Some(AddressString::new(&[0x91, 0x00, 0x31, 0x62, 0x93])),
                number_portability_status: Some(
                    NumberPortabilityStatus::FOREIGN_NUMBER_PORTED_TO_FOREIGN_NETWORK,
                ),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                ..Default::default()
            }),
            ims_voice_over_ps_sessions_indication: Some(ImsVoiceOverPsSessionsInd::UNKNOWN),
            last_ue_activity_time: Some(Time(0xE03D3D3D)),
            last_rat_type: Some(UsedRatType::E_UTRAN),
            eps_subscriber_state: Some(PsSubscriberState::PsPdpActiveReachableForPaging(List::from(
                &[PdpContextInfo {
                    pdp_context_identifier: 13,
                    pdp_context_active: Some(Null),
                    pdp_type: Octets(&[0xF1, 0x21]),
                    pdp_address: Some(Octets(&[0x0A, 0x01, 0x00, 0x40])),
                    apn_subscribed: Some(Octets(&[
                        0x06, 0x6D, 0x6E, 0x63, 0x30, 0x30, 0x31, 0x06, 0x6D, 0x63, 0x63, 0x32, 0x36, 0x32,
                        0x04, 0x67, 0x70, 0x72, 0x73,
                    ])),
                    apn_in_use: Some(Octets(&[
                        0x06, 0x6D, 0x6E, 0x63, 0x30, 0x30, 0x31, 0x06, 0x6D, 0x63, 0x63, 0x32, 0x36, 0x32,
                        0x04, 0x67, 0x70, 0x72, 0x73,
                    ])),
                    nsapi: Some(3),
                    transaction_id: Some(Octets(&[0x44])),
                    teid_for_gn_and_gp: Some(Octets(&[0x45, 0x46, 0x47, 0x48])),
                    teid_for_iu: Some(Octets(&[0x46, 0x47, 0x48, 0x49])),
                    ggsn_address: Some(Octets(&[0x04, 0x0A, 0x01, 0x00, 0x47])),
                    qos_subscribed: Some(Octets(&[0x03, 0x0B, 0x92, 0x1F, 0x73, 0x96, 0xFE, 0xFE, 0x74])),
                    qos_requested: Some(Octets(&[0x03, 0x0B, 0x92, 0x1F, 0x73, 0x96, 0xFE, 0xFE, 0x74])),
                    qos_negotiated: Some(Octets(&[0x03, 0x0B, 0x92, 0x1F, 0x73, 0x96, 0xFE, 0xFE, 0x74])),
                    charging_id: Some(Octets(&[0x4B, 0x4C, 0x4D, 0x4E])),
                    charging_characteristics: Some(Octets(&[0x4C, 0x4D])),
                    rnc_address: Some(Octets(&[0x04, 0x0A, 0x01, 0x00, 0x4D])),
                    extension_container: Some(Raw(&[0xA1, 0x00])),
                    qos2_subscribed: Some(Octets(&[0x01, 0x02, 0x03])),
                    qos2_requested: Some(Octets(&[0x01, 0x02, 0x03])),
                    qos2_negotiated: Some(Octets(&[0x01, 0x02, 0x03])),
                    qos3_subscribed: Some(Octets(&[0x01, 0x02])),
                    qos3_requested: Some(Octets(&[0x01, 0x02])),
                    qos3_negotiated: Some(Octets(&[0x01, 0x02])),
                    qos4_subscribed: Some(Octets(&[0x54])),
                    qos4_requested: Some(Octets(&[0x55])),
                    qos4_negotiated: Some(Octets(&[0x56])),
                    ext_pdp_type: Some(Octets(&[0xF1, 0x8D])),
                    ext_pdp_address: Some(Octets(&[0x0A, 0x01, 0x00, 0x58])),
                    ..Default::default()
                }][..],
            ))),
            location_information_eps: Some(LocationInformationEps {
                e_utran_cell_global_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x01, 0x02, 0x59])),
                tracking_area_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x5A])),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                geographical_information: Some(Octets(&[0x10, 0x20, 0x30, 0x5B, 0x10, 0x20, 0x30, 0x1B])),
                geodetic_information: Some(Octets(&[
                    0x00, 0x10, 0x5C, 0x5C, 0x5C, 0x5C, 0x5C, 0x5C, 0x5C, 0x5C,
                ])),
                current_location_retrieved: Some(Null),
                age_of_location_information: Some(651),
                mme_name: Some(Octets(&[
                    0x6E, 0x34, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
                ])),
                ..Default::default()
            }),
            time_zone: Some(Octets(&[0x5F, 0x60])),
            daylight_saving_time: Some(DaylightSavingTime::PLUS_TWO_HOURS_ADJUSTMENT),
            location_information_5gs: Some(LocationInformation5gs {
                nr_cell_global_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x01, 0x02, 0x60, 0x10])),
                e_utran_cell_global_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x01, 0x02, 0x61])),
                geographical_information: Some(Octets(&[0x10, 0x20, 0x30, 0x62, 0x10, 0x20, 0x30, 0x22])),
                geodetic_information: Some(Octets(&[
                    0x00, 0x10, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63,
                ])),
                amf_address: Some(Octets(&[
                    0x6E, 0x30, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
                ])),
                tracking_area_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x01])),
                current_location_retrieved: Some(Null),
                age_of_location_information: Some(14),
                vplmn_id: Some(Octets(&[0x62, 0xF2, 0x10])),
                local_time_zone: Some(Octets(&[0x04, 0x05])),
                rat_type: Some(UsedRatType::NB_IOT),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                nr_tracking_area_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x01, 0x05])),
                ..Default::default()
            }),
            ..Default::default()
        },
        extension_container: Some(Raw(&[0xA1, 0x00])),
        ..Default::default()
    })));
}
