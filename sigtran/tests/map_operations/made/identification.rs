//! Who a subscriber is, how he was tried, what he has done, of values.

use brivas_sigtran::ber::{Bits, List, Null, Octets, Raw};
use brivas_sigtran::map::{
    AccessType, AddressString, Argument, AuthenticationFailureReportArg, AuthenticationQuintuplet,
    AuthenticationSetList, CcbsRequestState, CellGlobalIdOrServiceAreaIdOrLai, CurrentSecurityContext,
    FailureCause, Imsi, LocationInformation, LocationInformationEps, LocationInformationGprs, NoteMmEventArg,
    ResultParameter, SendIdentificationRes, SsCode, SsInvocationNotificationArg, Tbcd,
    UmtsSecurityContextData, UserCsgInformation,
};

pub(crate) fn identified(with: impl FnOnce(ResultParameter<'_>)) {
    with(ResultParameter::SendIdentification(Box::new(SendIdentificationRes {
        imsi: Some(Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x93, 0x24, 0x55, 0x86, 0xF9]))),
        authentication_set_list: Some(AuthenticationSetList::QuintupletList(List::from(
            &[AuthenticationQuintuplet {
                rand: Octets(&[
                    0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18,
                    0x19,
                ]),
                xres: Octets(&[0x0B, 0x0C, 0x0D, 0x0E]),
                ck: Octets(&[
                    0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A,
                    0x1B,
                ]),
                ik: Octets(&[
                    0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B,
                    0x1C,
                ]),
                autn: Octets(&[
                    0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C,
                    0x1D,
                ]),
                ..Default::default()
            }][..],
        ))),
        current_security_context: Some(CurrentSecurityContext::UmtsSecurityContextData(
            UmtsSecurityContextData {
                ck: Octets(&[
                    0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D,
                    0x1E,
                ]),
                ik: Octets(&[
                    0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E,
                    0x1F,
                ]),
                ksi: Octets(&[0x11]),
                ..Default::default()
            },
        )),
        extension_container: Some(Raw(&[0xA1, 0x00])),
        last_used_lte_plmn_id: Some(Octets(&[0x62, 0xF2, 0x10])),
        mt_call_pending_flag: Some(Null),
        ..Default::default()
    })));
}

pub(crate) fn tried(with: impl FnOnce(Argument<'_>)) {
    with(Argument::AuthenticationFailureReport(AuthenticationFailureReportArg {
        imsi: Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x24, 0x55, 0x86, 0x17, 0xF2])),
        failure_cause: FailureCause::WRONG_USER_RESPONSE,
        extension_container: Some(Raw(&[0xA1, 0x00])),
        re_attempt: Some(true),
        access_type: Some(AccessType::CALL),
        rand: Some(Octets(&[
            0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12,
        ])),
        vlr_number: Some(AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31])),
        sgsn_number: Some(AddressString::new(&[0x91, 0x55, 0x86, 0x17, 0x48])),
        ..Default::default()
    }));
}

pub(crate) fn moved(with: impl FnOnce(Argument<'_>)) {
    with(Argument::NoteMmEvent(Box::new(NoteMmEventArg {
        service_key: 14,
        event_met: Octets(&[0x03]),
        imsi: Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x48, 0x79, 0x00, 0x31, 0xF4])),
        msisdn: AddressString::new(&[0x91, 0x55, 0x86, 0x17, 0x48]),
        location_information: Some(LocationInformation {
            age_of_location_information: Some(42),
            geographical_information: Some(Octets(&[0x10, 0x20, 0x30, 0x07, 0x10, 0x20, 0x30, 0x07])),
            vlr_number: Some(AddressString::new(&[0x91, 0x86, 0x17, 0x48, 0x79])),
            location_number: Some(Octets(&[0x02, 0x02])),
            cell_global_id_or_service_area_id_or_lai: Some(
                CellGlobalIdOrServiceAreaIdOrLai::CellGlobalIdOrServiceAreaIdFixedLength(Octets(&[
                    0x62, 0xF2, 0x10, 0x00, 0x0A, 0x00, 0x0A,
                ])),
            ),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            selected_lsa_id: Some(Octets(&[0x01, 0x00, 0x0B])),
            msc_number: Some(AddressString::new(&[0x91, 0x24, 0x55, 0x86, 0x17])),
            geodetic_information: Some(Octets(&[0x00, 0x10, 0x0D, 0x0D, 0x0D, 0x0D, 0x0D, 0x0D, 0x0D, 0x0D])),
            current_location_retrieved: Some(Null),
            sai_present: Some(Null),
            location_information_eps: Some(LocationInformationEps {
                e_utran_cell_global_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x01, 0x02, 0x0E])),
                tracking_area_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x0F])),
                extension_container: Some(Raw(&[0xA1, 0x00])),
                geographical_information: Some(Octets(&[0x10, 0x20, 0x30, 0x10, 0x10, 0x20, 0x30, 0x10])),
                geodetic_information: Some(Octets(&[
                    0x00, 0x10, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11,
                ])),
                current_location_retrieved: Some(Null),
                age_of_location_information: Some(126),
                mme_name: Some(Octets(&[
                    0x6E, 0x39, 0x2E, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x2E, 0x6F, 0x72, 0x67,
                ])),
                ..Default::default()
            }),
            user_csg_information: Some(UserCsgInformation {
                csg_id: Bits { unused: 5, octets: &[0xD5, 0x55, 0x55, 0x40] },
                extension_container: Some(Raw(&[0xA1, 0x00])),
                access_mode: Some(Octets(&[0x14])),
                cmi: Some(Octets(&[0x15])),
                ..Default::default()
            }),
            ..Default::default()
        }),
        supported_camel_phases: Some(Bits { unused: 7, octets: &[0x80] }),
        extension_container: Some(Raw(&[0xA1, 0x00])),
        location_information_gprs: Some(LocationInformationGprs {
            cell_global_id_or_service_area_id_or_lai: Some(CellGlobalIdOrServiceAreaIdOrLai::LaiFixedLength(
                Octets(&[0x62, 0xF2, 0x10, 0x00, 0x16]),
            )),
            routeing_area_identity: Some(Octets(&[0x62, 0xF2, 0x10, 0x00, 0x17, 0x17])),
            geographical_information: Some(Octets(&[0x10, 0x20, 0x30, 0x18, 0x10, 0x20, 0x30, 0x18])),
            sgsn_number: Some(AddressString::new(&[0x91, 0x55, 0x86, 0x17, 0x48])),
            selected_lsa_identity: Some(Octets(&[0x01, 0x00, 0x1A])),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            sai_present: Some(Null),
            geodetic_information: Some(Octets(&[0x00, 0x10, 0x1B, 0x1B, 0x1B, 0x1B, 0x1B, 0x1B, 0x1B, 0x1B])),
            current_location_retrieved: Some(Null),
            age_of_location_information: Some(196),
            user_csg_information: Some(UserCsgInformation {
                csg_id: Bits { unused: 5, octets: &[0xD5, 0x55, 0x55, 0x40] },
                extension_container: Some(Raw(&[0xA1, 0x00])),
                access_mode: Some(Octets(&[0x1D])),
                cmi: Some(Octets(&[0x1E])),
                ..Default::default()
            }),
            ..Default::default()
        }),
        offered_camel4_functionalities: Some(Bits { unused: 1, octets: &[0xD5, 0x54] }),
        ..Default::default()
    })));
}

pub(crate) fn invoked(with: impl FnOnce(Argument<'_>)) {
    with(Argument::SsInvocationNotification(SsInvocationNotificationArg {
        imsi: Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x24, 0x55, 0x86, 0x17, 0xF2])),
        msisdn: AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24]),
        ss_event: SsCode(0x92),
        ss_event_specification: Some(List::from(
            &[
                AddressString::new(&[0x91, 0x55, 0x86, 0x17, 0x48]),
                AddressString::new(&[0x91, 0x62, 0x93, 0x24, 0x55]),
            ][..],
        )),
        extension_container: Some(Raw(&[0xA1, 0x00])),
        b_subscriber_number: Some(AddressString::new(&[0x91, 0x79, 0x00, 0x31, 0x62])),
        ccbs_request_state: Some(CcbsRequestState::REQUEST),
        ..Default::default()
    }));
}
