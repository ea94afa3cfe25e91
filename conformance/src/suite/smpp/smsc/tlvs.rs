//! The optional part: every TLV of a submission, unknown ones, and streams that are broken.

use brivas_smpp::{CommandStatus as S, Tag};

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::pdus::sme_address;
use crate::suite::smpp::statuses::{TLV_LENGTH, TLV_STREAM};
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, check};

const STREAM: &str = "SMPP 5.0 §4.7.6, §4.8.1; SMPP 3.4 §5.3";
const UNKNOWN: &str = "SMPP 5.0 §2.11.1; SMPP 3.4 §3.3";
const LENGTH: &str = "SMPP 5.0 §4.7.6, §4.8.4; SMPP 3.4 §5.3.2";
const LISTED: &str = "SMPP 5.0 §4.2.4, §4.8.4; SMPP 3.4 §4.4.1, §5.3.2";

/// TLVs that both versions list for submit_sm, each with a legal value.
const LEGAL: &[(Tag, &[u8])] = &[
    (Tag::user_message_reference, &[0, 7]),
    (Tag::source_port, &[0x1F, 0x90]),
    (Tag::dest_port, &[0x1F, 0x91]),
    (Tag::source_addr_subunit, &[1]),
    (Tag::dest_addr_subunit, &[1]),
    (Tag::payload_type, &[0]),
    (Tag::privacy_indicator, &[1]),
    (Tag::source_subaddress, &[0xA0, 1, 2]),
    (Tag::dest_subaddress, &[0x80, 1, 2]),
    (Tag::user_response_code, &[5]),
    (Tag::language_indicator, &[1]),
    (Tag::callback_num, &[1, 1, 1, b'4', b'4']),
    (Tag::number_of_messages, &[3]),
    (Tag::more_messages_to_send, &[1]),
    (Tag::ms_msg_wait_facilities, &[0x81]),
    (Tag::display_time, &[1]),
    (Tag::sms_signal, &[0, 1]),
    (Tag::ms_validity, &[1]),
    (Tag::alert_on_message_delivery, &[]),
    (Tag::its_reply_type, &[1]),
    (Tag::its_session_info, &[1, 2]),
    (Tag::ussd_service_op, &[2]),
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = LEGAL
        .iter()
        .map(|(tag, value)| {
            let name = format!("smpp.tlvs.taken.{}", tag.name().unwrap_or_default());
            Case::new(name, LISTED, |t| taken(t, t.submit_sm().tlv(*tag, value)))
        })
        .collect();
    cases.extend(ignored());
    cases.extend(broken());
    cases.push(
        Case::new("smpp.tlvs.mandatory_missing", "SMPP 5.0 §4.4.1.1, §4.7.6", missing)
            .only_5_0()
            .needs(Feature::BroadcastSm),
    );
    cases
}

/// What must be taken, since a receiver ignores what it does not know.
fn ignored() -> Vec<Case> {
    vec![
        Case::new("smpp.tlvs.vendors", UNKNOWN, |t| {
            taken(t, t.submit_sm().tlv(Tag(0x1400), b"vendor").tlv(Tag(0x3FFF), b""))
        }),
        Case::new("smpp.tlvs.reserved", UNKNOWN, |t| {
            taken(t, t.submit_sm().tlv(Tag(0x4001), b"x").tlv(Tag(0xFFFF), b"y"))
        }),
        Case::new("smpp.tlvs.unknown_before_a_known_one", UNKNOWN, |t| {
            taken(t, t.submit_sm().tlv(Tag(0x1777), b"x").tlv(Tag::user_message_reference, &[0, 1]))
        }),
        Case::new("smpp.tlvs.unknown_in_data_sm", UNKNOWN, |t| taken(t, t.data_sm().tlv(Tag(0x1777), b"x")))
            .needs(Feature::DataSm),
        Case::new("smpp.tlvs.unknown_in_submit_multi", UNKNOWN, |t| {
            taken(t, Message::submit_multi(&[sme_address(&t.target.destination)]).tlv(Tag(0x1777), b"x"))
        })
        .needs(Feature::SubmitMulti),
        Case::new("smpp.tlvs.a_hundred_unknown", UNKNOWN, |t| {
            taken(t, (0..100).fold(t.submit_sm(), |message, tag| message.tlv(Tag(0x1400 + tag), b"x")))
        }),
        Case::new("smpp.tlvs.unknown_of_5000_octets", UNKNOWN, |t| {
            taken(t, t.submit_sm().tlv(Tag(0x1400), &[0; 5000]))
        }),
        Case::new("smpp.tlvs.of_another_pdu", UNKNOWN, |t| {
            let mut c = t.transmitter()?;
            let pdu = c.answered(&t.submit_sm().tlv(Tag::sc_interface_version, &[0x34]))?;
            let status = pdu.header.command_status;
            check(
                status.is_ok() || status == S::ESME_RTLVNOTALLWD,
                "ESME_ROK or ESME_RTLVNOTALLWD",
                describe(pdu.octets()),
            )
        }),
        Case::new("smpp.tlvs.falling_tags", STREAM, |t| {
            let message = t.submit_sm().tlv(Tag::ms_validity, &[1]).tlv(Tag::user_message_reference, &[0, 1]);
            taken(t, message.tlv(Tag::dest_addr_subunit, &[1]))
        }),
        Case::new("smpp.tlvs.callback_num_three_times", "SMPP 5.0 §4.8.4.15; SMPP 3.4 §5.3.2.36", |t| {
            let number = [1, 1, 1, b'4', b'4'];
            taken(t, (0..3).fold(t.submit_sm(), |message, _| message.tlv(Tag::callback_num, &number)))
        }),
        Case::new("smpp.tlvs.sar_all_three", "SMPP 5.0 §4.8.4.48; SMPP 3.4 §5.3.2.22", |t| {
            let message = t.submit_sm().tlv(Tag::sar_msg_ref_num, &[0, 9]);
            taken(t, message.tlv(Tag::sar_total_segments, &[2]).tlv(Tag::sar_segment_seqnum, &[1]))
        }),
        Case::new("smpp.tlvs.sar_one_alone", "SMPP 5.0 §4.8.4.48; SMPP 3.4 §5.3.2.22", |t| {
            taken(t, t.submit_sm().tlv(Tag::sar_msg_ref_num, &[0, 9]))
        })
        .should(),
        Case::new("smpp.tlvs.the_same_twice", STREAM, |t| {
            let message = t.submit_sm().tlv(Tag::user_message_reference, &[0, 1]);
            let mut c = t.transmitter()?;
            c.answered(&message.tlv(Tag::user_message_reference, &[0, 2]))?;
            c.alive()
        })
        .should(),
    ]
}

/// What must be refused.
fn broken() -> Vec<Case> {
    let stream = |name: &str, tail: &'static [u8]| {
        Case::new(format!("smpp.tlvs.{name}"), STREAM, move |t| {
            refused(t, t.submit_sm().tail(tail), TLV_STREAM)
        })
    };
    let length = |name: &str, tag: Tag, value: &'static [u8]| {
        Case::new(format!("smpp.tlvs.{name}"), LENGTH, move |t| {
            refused(t, t.submit_sm().tlv(tag, value), TLV_LENGTH)
        })
    };
    vec![
        stream("one_stray_octet", &[1]),
        stream("two_stray_octets", &[2, 4]),
        stream("three_stray_octets", &[2, 4, 0]),
        stream("length_beyond_the_end", &[2, 4, 0, 9, 1]),
        stream("length_of_65535", &[2, 4, 0xFF, 0xFF]),
        stream("unknown_beyond_the_end", &[0x14, 5, 0, 9, 1]),
        length("user_message_reference_of_1", Tag::user_message_reference, &[1]),
        length("user_message_reference_of_3", Tag::user_message_reference, &[1, 2, 3]),
        length("source_port_of_0", Tag::source_port, &[]),
        length("payload_type_of_2", Tag::payload_type, &[0, 0]),
        length("callback_num_of_3", Tag::callback_num, &[1, 1, 1]),
        length("callback_num_of_20", Tag::callback_num, &[b'4'; 20]),
        length("dest_subaddress_of_24", Tag::dest_subaddress, &[0x80; 24]),
        Case::new("smpp.tlvs.stray_octets_in_data_sm", STREAM, |t| {
            refused(t, t.data_sm().tail(&[4, 0x24]), TLV_STREAM)
        })
        .needs(Feature::DataSm),
        Case::new("smpp.tlvs.payload_beyond_the_end_in_data_sm", STREAM, |t| {
            refused(t, t.data_sm().tail(&[4, 0x24, 0, 50, b'x']), TLV_STREAM)
        })
        .needs(Feature::DataSm),
        Case::new("smpp.tlvs.stray_octets_in_submit_multi", STREAM, |t| {
            let message = Message::submit_multi(&[sme_address(&t.target.destination)]);
            refused(t, message.tail(&[4, 0x24]), TLV_STREAM)
        })
        .needs(Feature::SubmitMulti),
    ]
}

fn taken(t: &Context<'_>, message: Message) -> Outcome {
    let mut c = t.transmitter()?;
    c.accepts(&message)?;
    c.alive()
}

fn refused(t: &Context<'_>, message: Message, statuses: &[S]) -> Outcome {
    let mut c = t.transmitter()?;
    c.refuses(&message, statuses)?;
    c.alive()
}

fn missing(t: &Context<'_>) -> Outcome {
    let message = Message::broadcast_sm();
    let bare = message.body_before("");
    refused(t, message.truncated(bare), &[S::ESME_RMISSINGTLV])
}
