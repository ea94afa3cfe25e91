//! What the standard says of each TLV: type, length, and the PDUs that list it in 3.4 and in 5.0
//! (SMPP 5.0 tables 4-20, 4-21, 4-24, 4-25, 4-60; SMPP 3.4 §4, §5.3.2).

use super::Tag;
use super::definition::Format::{COctetString, Integer, Octets};
use super::definition::PduSet as P;
use super::definition::{Definition, Format};

#[rustfmt::skip] // one row a TLV: tag, type, least and most octets, PDUs of 3.4, PDUs of 5.0, where it may repeat
pub(super) const DEFINITIONS: [Definition; 64] = [
    row(Tag::dest_addr_subunit, Integer, 1, 1, P::S.or(P::M).or(P::A), P::S.or(P::M).or(P::A).or(P::D).or(P::B), P::NONE),
    row(Tag::dest_network_type, Integer, 1, 1, P::A, P::S.or(P::M).or(P::A), P::NONE),
    row(Tag::dest_bearer_type, Integer, 1, 1, P::A, P::S.or(P::M).or(P::A), P::NONE),
    row(Tag::dest_telematics_id, Integer, 2, 2, P::A, P::S.or(P::M).or(P::A), P::NONE),
    row(Tag::source_addr_subunit, Integer, 1, 1, P::S.or(P::M).or(P::A), P::S.or(P::M).or(P::A).or(P::D).or(P::B), P::NONE),
    row(Tag::source_network_type, Integer, 1, 1, P::A, P::S.or(P::M).or(P::A), P::NONE),
    row(Tag::source_bearer_type, Integer, 1, 1, P::A, P::S.or(P::M).or(P::A), P::NONE),
    row(Tag::source_telematics_id, Integer, 1, 1, P::A, P::S.or(P::M).or(P::A), P::NONE),
    row(Tag::qos_time_to_live, Integer, 4, 4, P::A, P::S.or(P::M).or(P::A), P::NONE),
    row(Tag::payload_type, Integer, 1, 1, P::S.or(P::M).or(P::D).or(P::A), P::S.or(P::M).or(P::A).or(P::D).or(P::B), P::NONE),
    row(Tag::additional_status_info_text, COctetString, 1, 256, P::AR, P::SR.or(P::MR).or(P::AR).or(P::DR), P::NONE),
    row(Tag::receipted_message_id, COctetString, 1, 65, P::D.or(P::A), P::D.or(P::A), P::NONE),
    row(Tag::ms_msg_wait_facilities, Integer, 1, 1, P::S.or(P::M).or(P::A), P::S.or(P::M).or(P::A), P::NONE),
    row(Tag::privacy_indicator, Integer, 1, 1, P::S.or(P::M).or(P::D).or(P::A), P::S.or(P::M).or(P::A).or(P::D).or(P::B), P::NONE),
    row(Tag::source_subaddress, Octets, 2, 23, P::S.or(P::M).or(P::D).or(P::A), P::S.or(P::M).or(P::A).or(P::D).or(P::B), P::NONE),
    row(Tag::dest_subaddress, Octets, 2, 23, P::S.or(P::M).or(P::D).or(P::A), P::S.or(P::A).or(P::D).or(P::B), P::NONE),
    row(Tag::user_message_reference, Integer, 2, 2, P::S.or(P::M).or(P::D).or(P::A), P::S.or(P::M).or(P::A).or(P::D).or(P::B).or(P::Q).or(P::QR).or(P::C), P::NONE),
    row(Tag::user_response_code, Integer, 1, 1, P::S.or(P::D).or(P::A), P::S.or(P::M).or(P::A).or(P::D), P::NONE),
    row(Tag::source_port, Integer, 2, 2, P::S.or(P::M).or(P::D).or(P::A), P::S.or(P::M).or(P::A).or(P::D).or(P::B), P::NONE),
    row(Tag::dest_port, Integer, 2, 2, P::S.or(P::M).or(P::D).or(P::A), P::S.or(P::M).or(P::A).or(P::D).or(P::B), P::NONE),
    row(Tag::sar_msg_ref_num, Integer, 2, 2, P::S.or(P::M).or(P::D).or(P::A), P::S.or(P::M).or(P::A).or(P::D), P::NONE),
    row(Tag::language_indicator, Integer, 1, 1, P::S.or(P::M).or(P::D).or(P::A), P::S.or(P::M).or(P::A).or(P::D).or(P::B), P::NONE),
    row(Tag::sar_total_segments, Integer, 1, 1, P::S.or(P::M).or(P::D).or(P::A), P::S.or(P::M).or(P::A).or(P::D), P::NONE),
    row(Tag::sar_segment_seqnum, Integer, 1, 1, P::S.or(P::M).or(P::D).or(P::A), P::S.or(P::M).or(P::A).or(P::D), P::NONE),
    row(Tag::sc_interface_version, Integer, 1, 1, P::BINDR, P::BINDR, P::NONE),
    row(Tag::callback_num_pres_ind, Integer, 1, 1, P::S.or(P::M).or(P::A), P::S.or(P::M).or(P::A).or(P::D).or(P::B), P::S.or(P::M).or(P::A).or(P::D).or(P::B)),
    row(Tag::callback_num_atag, Octets, 0, 65, P::S.or(P::M).or(P::A), P::S.or(P::M).or(P::A).or(P::D).or(P::B), P::S.or(P::M).or(P::A).or(P::D).or(P::B)),
    row(Tag::number_of_messages, Integer, 1, 1, P::S.or(P::A), P::S.or(P::M).or(P::A), P::NONE),
    row(Tag::callback_num, Octets, 4, 19, P::S.or(P::M).or(P::D).or(P::A), P::S.or(P::M).or(P::A).or(P::D).or(P::B), P::S.or(P::M).or(P::A).or(P::D).or(P::B)),
    row(Tag::dpf_result, Integer, 1, 1, P::AR, P::D.or(P::A).or(P::SR).or(P::MR).or(P::AR), P::NONE),
    row(Tag::set_dpf, Integer, 1, 1, P::A, P::S.or(P::M).or(P::A), P::NONE),
    row(Tag::ms_availability_status, Integer, 1, 1, P::N, P::N, P::NONE),
    row(Tag::network_error_code, Octets, 3, 3, P::D.or(P::A).or(P::AR), P::D.or(P::A).or(P::SR).or(P::MR).or(P::AR).or(P::DR), P::NONE),
    row(Tag::message_payload, Octets, 0, 65535, P::S.or(P::M).or(P::D).or(P::A), P::S.or(P::M).or(P::A).or(P::D).or(P::B).or(P::R), P::NONE),
    row(Tag::delivery_failure_reason, Integer, 1, 1, P::AR, P::SR.or(P::MR).or(P::AR).or(P::DR), P::NONE),
    row(Tag::more_messages_to_send, Integer, 1, 1, P::S.or(P::A), P::S.or(P::M).or(P::A), P::NONE),
    row(Tag::message_state, Integer, 1, 1, P::D.or(P::A), P::D.or(P::A).or(P::QR), P::NONE),
    row(Tag::congestion_state, Integer, 1, 1, P::NONE, P::ANY_RESP, P::NONE),
    row(Tag::ussd_service_op, Integer, 1, 1, P::S, P::S.or(P::M).or(P::A).or(P::D), P::NONE),
    row(Tag::broadcast_channel_indicator, Integer, 1, 1, P::NONE, P::B, P::NONE),
    row(Tag::broadcast_content_type, Octets, 3, 3, P::NONE, P::B.or(P::C), P::NONE),
    row(Tag::broadcast_content_type_info, Octets, 1, 255, P::NONE, P::B, P::NONE),
    row(Tag::broadcast_message_class, Integer, 1, 1, P::NONE, P::B, P::NONE),
    row(Tag::broadcast_rep_num, Integer, 2, 2, P::NONE, P::B, P::NONE),
    row(Tag::broadcast_frequency_interval, Octets, 3, 3, P::NONE, P::B, P::NONE),
    row(Tag::broadcast_area_identifier, Octets, 1, 101, P::NONE, P::B.or(P::BR).or(P::QR), P::B.or(P::BR).or(P::QR)),
    row(Tag::broadcast_error_status, Integer, 4, 4, P::NONE, P::BR, P::BR),
    row(Tag::broadcast_area_success, Integer, 1, 1, P::NONE, P::QR, P::QR),
    row(Tag::broadcast_end_time, COctetString, 16, 17, P::NONE, P::QR, P::NONE),
    row(Tag::broadcast_service_group, Octets, 1, 255, P::NONE, P::B, P::NONE),
    row(Tag::billing_identification, Octets, 1, 1024, P::NONE, P::S.or(P::M).or(P::A), P::NONE),
    row(Tag::source_network_id, COctetString, 7, 65, P::NONE, P::S.or(P::M).or(P::A).or(P::D), P::NONE),
    row(Tag::dest_network_id, COctetString, 7, 65, P::NONE, P::S.or(P::M).or(P::A).or(P::D), P::NONE),
    row(Tag::source_node_id, Octets, 6, 6, P::NONE, P::S.or(P::M).or(P::A).or(P::D), P::NONE),
    row(Tag::dest_node_id, Octets, 6, 6, P::NONE, P::S.or(P::M).or(P::A).or(P::D), P::NONE),
    row(Tag::dest_addr_np_resolution, Integer, 1, 1, P::NONE, P::S.or(P::M).or(P::A).or(P::D), P::NONE),
    row(Tag::dest_addr_np_information, Octets, 10, 10, P::NONE, P::S.or(P::M).or(P::A).or(P::D), P::NONE),
    row(Tag::dest_addr_np_country, Octets, 1, 5, P::NONE, P::S.or(P::M).or(P::A).or(P::D), P::NONE),
    row(Tag::display_time, Integer, 1, 1, P::S.or(P::M).or(P::A), P::S.or(P::M).or(P::A).or(P::B), P::NONE),
    row(Tag::sms_signal, Integer, 2, 2, P::S.or(P::M).or(P::A), P::S.or(P::M).or(P::A).or(P::B), P::NONE),
    row(Tag::ms_validity, Octets, 1, 4, P::S.or(P::M).or(P::A), P::S.or(P::M).or(P::A).or(P::B), P::NONE),
    row(Tag::alert_on_message_delivery, Integer, 0, 1, P::S.or(P::M).or(P::A), P::S.or(P::M).or(P::A).or(P::B), P::NONE),
    row(Tag::its_reply_type, Integer, 1, 1, P::S.or(P::A), P::S.or(P::M).or(P::A).or(P::D), P::NONE),
    row(Tag::its_session_info, Octets, 2, 2, P::S.or(P::D).or(P::A), P::S.or(P::M).or(P::A).or(P::D), P::NONE),
];

const fn row(tag: Tag, format: Format, min: u16, max: u16, v3_4: P, v5_0: P, repeats: P) -> Definition {
    Definition { tag, format, min, max, v3_4, v5_0, repeats }
}
