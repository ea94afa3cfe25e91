//! What has changed of what a subscriber has, beside what an interrogation tells, of values.

use brivas_sigtran::ber::{Bits, List, Null, Octets, Raw};
use brivas_sigtran::map::{
    AddressString, ExtBasicServiceCode, ExtCallBarringFeature, ExtCallBarringInfoForCse, ExtForwFeature,
    ExtForwardingInfoForCse, Imsi, NoteSubscriberDataModifiedArg, Password, SsCode, Tbcd,
};

pub(crate) fn modified(with: impl FnOnce(NoteSubscriberDataModifiedArg<'_>)) {
    with(NoteSubscriberDataModifiedArg {
        imsi: Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x24, 0x55, 0x86, 0x17, 0xF2])),
        msisdn: AddressString::new(&[0x91, 0x31, 0x62, 0x93, 0x24]),
        forwarding_info_for_cse: Some(ExtForwardingInfoForCse {
            ss_code: SsCode(0x92),
            forwarding_feature_list: List::from(
                &[
                    ExtForwFeature {
                        basic_service: Some(ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A]))),
                        ss_status: Octets(&[0x06]),
                        forwarded_to_number: Some(AddressString::new(&[0x91, 0x79, 0x00, 0x31, 0x62])),
                        forwarded_to_subaddress: Some(Octets(&[0x80, 0x50, 0x08, 0x08])),
                        forwarding_options: Some(Octets(&[0x09])),
                        no_reply_condition_time: Some(11),
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        long_forwarded_to_number: Some(AddressString::new(&[0x91, 0x17, 0x48, 0x79, 0x00])),
                        ..Default::default()
                    },
                    ExtForwFeature {
                        basic_service: Some(ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11]))),
                        ss_status: Octets(&[0x0D]),
                        forwarded_to_number: Some(AddressString::new(&[0x91, 0x48, 0x79, 0x00, 0x31])),
                        forwarded_to_subaddress: Some(Octets(&[0x80, 0x50, 0x0F, 0x0F])),
                        forwarding_options: Some(Octets(&[0x10])),
                        no_reply_condition_time: Some(18),
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        long_forwarded_to_number: Some(AddressString::new(&[0x91, 0x86, 0x17, 0x48, 0x79])),
                        ..Default::default()
                    },
                ][..],
            ),
            notification_to_cse: Some(Null),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        call_barring_info_for_cse: Some(ExtCallBarringInfoForCse {
            ss_code: SsCode(0x21),
            call_barring_feature_list: List::from(
                &[
                    ExtCallBarringFeature {
                        basic_service: Some(ExtBasicServiceCode::ExtBearerService(Octets(&[0x1A]))),
                        ss_status: Octets(&[0x05]),
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    },
                    ExtCallBarringFeature {
                        basic_service: Some(ExtBasicServiceCode::ExtTeleservice(Octets(&[0x11]))),
                        ss_status: Octets(&[0x07]),
                        extension_container: Some(Raw(&[0xA1, 0x00])),
                        ..Default::default()
                    },
                ][..],
            ),
            password: Some(Password::new("1234").unwrap()),
            wrong_password_attempts_counter: Some(4),
            notification_to_cse: Some(Null),
            extension_container: Some(Raw(&[0xA1, 0x00])),
            ..Default::default()
        }),
        all_information_sent: Some(Null),
        extension_container: Some(Raw(&[0xA1, 0x00])),
        ue_reachable: Some(Bits { unused: 6, octets: &[0x80] }),
        ..Default::default()
    });
}
