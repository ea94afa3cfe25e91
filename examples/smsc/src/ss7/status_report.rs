//! A receipt as an SMS-STATUS-REPORT (3GPP TS 23.040 §9.2.2.3), and what a receipt for a handset carries for it.

use brivas_sigtran::Buffer;
use brivas_sigtran::sms::{SmsStatusReport, Status};
use brivas_smpp::{DeliverSm, MessageState, NetworkErrorCode, Tag, TlvBuf, Tlvs};

use super::status;
use super::to_handset::{Outgoing, address, msisdn, time_stamp};
use super::user_data::Unfit;
use crate::envelope::{Address, Envelope};

/// What an SMS-STATUS-REPORT tells and no receipt of SMPP does. It stands beside a receipt for a handset, in a TLV of the range
/// that is left to vendors (SMPP 5.0 §4.8.1), and never leaves by SMPP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ForHandset {
    /// When the message came, Unix ms.
    pub(crate) submitted_at: i64,
    /// When it ended, or when it was asked about, Unix ms.
    pub(crate) done_at: i64,
    /// Whether the handset has asked by an SMS-COMMAND.
    pub(crate) is_answer: bool,
}

impl ForHandset {
    const TAG: Tag = Tag(0x1400);

    /// Appends it.
    pub(crate) fn push_to(self, tlvs: &mut TlvBuf) {
        let (submitted_at, done_at) = (self.submitted_at.to_be_bytes(), self.done_at.to_be_bytes());
        tlvs.push(Self::TAG, &[&submitted_at[..], &done_at, &[self.is_answer.into()]].concat());
    }

    fn of(tlvs: Tlvs<'_>) -> Option<Self> {
        let (submitted_at, rest) = tlvs.get(Self::TAG)?.split_first_chunk()?;
        let (done_at, rest) = rest.split_first_chunk()?;
        let (submitted_at, done_at) = (i64::from_be_bytes(*submitted_at), i64::from_be_bytes(*done_at));
        Some(Self { submitted_at, done_at, is_answer: rest == [1] })
    }
}

/// A receipt as it goes to the handset whose message it is about.
pub(super) fn outgoing(envelope: &Envelope, body: &DeliverSm<'_>) -> Result<Outgoing, Unfit> {
    // It tells the reference by which the handset knows its message.
    let reference = body.tlvs.integer(Tag::user_message_reference).ok_or(Unfit)?;
    let made_at = envelope.head.submitted_at;
    let told = ForHandset::of(body.tlvs).unwrap_or(ForHandset {
        submitted_at: made_at,
        done_at: made_at,
        is_answer: false,
    });
    let recipient = address(Address::new(body.source_addr_ton, body.source_addr_npi, body.source_addr))?;
    let mut out = Buffer::new();
    SmsStatusReport {
        status_report_qualifier: told.is_answer,
        message_reference: u8::try_from(reference & 0xFF).map_err(|_| Unfit)?,
        recipient_address: recipient.as_address(),
        service_centre_time_stamp: time_stamp(told.submitted_at),
        discharge_time: time_stamp(told.done_at),
        status: body
            .tlvs
            .message_state()
            .map_or(Status::DOES_NOT_EXIST, |state| status_of(state, network_error(body.tlvs))),
        ..Default::default()
    }
    .write(&mut out)?;
    let to = Address::new(body.dest_addr_ton, body.dest_addr_npi, body.destination_addr);
    Ok(Outgoing { msisdn: msisdn(to)?, priority: false, tpdus: vec![out.into_bytes()] })
}

/// The number of MAP's error in the last attempt, if that failed in a mobile network.
fn network_error(tlvs: Tlvs<'_>) -> Option<u16> {
    let code = tlvs.get(Tag::network_error_code).and_then(NetworkErrorCode::read)?;
    (code.network_type == status::NETWORK).then_some(code.error_code)
}

/// TP-Status of a message_state, after this error (3GPP TS 23.040 §9.2.3.15; SMPP 5.0 §4.7.15; 3GPP TS 29.002 §17.5).
fn status_of(state: MessageState, error: Option<u16>) -> Status {
    match state {
        MessageState::DELIVERED => Status::RECEIVED,
        MessageState::ACCEPTED => Status::FORWARDED,
        MessageState::EXPIRED => Status::VALIDITY_EXPIRED,
        // Nobody else can delete what a handset has sent.
        MessageState::DELETED => Status::DELETED_BY_SENDER,
        MessageState::SCHEDULED | MessageState::ENROUTE => Status::NO_RESPONSE_TRYING,
        MessageState::REJECTED => Status::SERVICE_REJECTED,
        _ => match error {
            // unknownSubscriber, unidentifiedSubscriber, illegalSubscriber
            Some(1 | 5 | 9) => Status::NOT_OBTAINABLE,
            // absentSubscriberSM
            Some(6) => Status::NO_RESPONSE,
            // teleserviceNotProvisioned, facilityNotSupported
            Some(11 | 21) => Status::INCOMPATIBLE_DESTINATION,
            // callBarred
            Some(13) => Status::CONNECTION_REJECTED,
            // subscriberBusyForMT-SMS
            Some(31) => Status::SME_BUSY,
            // sm-DeliveryFailure
            Some(32) => Status::ERROR_IN_SME,
            _ => Status::REMOTE_PROCEDURE_ERROR,
        },
    }
}

#[cfg(test)]
mod tests {
    use brivas_smpp::{CommandStatus, Dialect, InterfaceVersion, Leniency, Npi, Pdu, Ton, encode};
    use bytes::{Bytes, BytesMut};

    use super::*;
    use crate::envelope::{Head, Kind};

    const NOON: i64 = 1_767_268_800_000;

    /// The TPDU of a receipt that was made a minute after noon.
    fn tpdu(state: Option<MessageState>, told: Option<ForHandset>) -> Bytes {
        let mut tlvs = TlvBuf::new();
        tlvs.push_u16(Tag::user_message_reference, 200);
        if let Some(state) = state {
            tlvs.push_u8(Tag::message_state, state.0);
        }
        if let Some(told) = told {
            told.push_to(&mut tlvs);
        }
        let body = DeliverSm {
            source_addr_ton: Ton::National,
            source_addr_npi: Npi::Isdn,
            source_addr: b"0170123",
            dest_addr_ton: Ton::International,
            destination_addr: b"491700000001",
            tlvs: tlvs.as_tlvs(),
            ..Default::default()
        };
        let dialect = Dialect::new(InterfaceVersion::V5_0, Leniency::LENIENT);
        let mut out = BytesMut::new();
        encode(&body, CommandStatus::ESME_ROK, 1, dialect, &mut out).unwrap();
        let head = Head {
            kind: Kind::Receipt,
            by_http: false,
            told_version: InterfaceVersion::V5_0,
            submitted_at: NOON + 60_000,
            expires_at: NOON + 120_000,
            group: None,
        };
        let envelope = Envelope::new(head, b"", b"", &out);
        let pdu = Pdu::new(out.freeze(), dialect).unwrap();
        let Ok(sent) = outgoing(&envelope, &pdu.body().unwrap()) else { panic!("it fits") };
        assert_eq!((sent.msisdn.as_str(), sent.tpdus.len()), ("491700000001", 1));
        sent.tpdus[0].clone()
    }

    #[test]
    fn a_report_tells_reference_recipient_and_both_times_to_the_second() {
        let told = ForHandset { submitted_at: NOON + 1000, done_at: NOON + 59_000, is_answer: true };
        let octets = tpdu(Some(MessageState::DELIVERED), Some(told));
        let report = SmsStatusReport::read(&octets).unwrap();
        assert_eq!((report.message_reference, report.status), (200, Status::RECEIVED));
        assert_eq!(report.recipient_address.to_text(), "0170123");
        assert_eq!(report.service_centre_time_stamp.fields(), Some([26, 1, 1, 12, 0, 1]));
        assert_eq!(report.discharge_time.fields(), Some([26, 1, 1, 12, 0, 59]));
        assert!(report.status_report_qualifier);
        let octets = tpdu(Some(MessageState::EXPIRED), None);
        let report = SmsStatusReport::read(&octets).unwrap();
        assert_eq!(
            (report.discharge_time.fields(), report.status_report_qualifier),
            (Some([26, 1, 1, 12, 1, 0]), false)
        );
    }

    #[test]
    fn each_state_has_its_status() {
        for (state, status) in [
            (None, Status::DOES_NOT_EXIST),
            (Some(MessageState::DELIVERED), Status::RECEIVED),
            (Some(MessageState::ENROUTE), Status::NO_RESPONSE_TRYING),
            (Some(MessageState::EXPIRED), Status::VALIDITY_EXPIRED),
            (Some(MessageState::DELETED), Status::DELETED_BY_SENDER),
            (Some(MessageState::UNDELIVERABLE), Status::REMOTE_PROCEDURE_ERROR),
        ] {
            assert_eq!(SmsStatusReport::read(&tpdu(state, None)).unwrap().status, status);
        }
    }
}
