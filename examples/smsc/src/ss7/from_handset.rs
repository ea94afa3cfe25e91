//! An SMS-SUBMIT of a handset as the submit_sm that the centre keeps (3GPP TS 23.040 §9.2.2.2).

use brivas_sigtran::map::SmEnumeratedDeliveryFailureCause as Cause;
use brivas_sigtran::sms::{Direction, SmsSubmit, Tpdu, TypeOfNumber, ValidityPeriod};
use brivas_smpp::{
    AbsoluteTime, CommandStatus, DataCoding, Dialect, EsmClass, InterfaceVersion, Leniency, Npi, Pdu,
    RegisteredDelivery, SubmitSm, Tag, TlvBuf, Ton, encode,
};
use bytes::BytesMut;

use super::user_data::{self, Unfit};

/// The submit_sm of a TPDU that came from this number.
///
/// # Errors
/// Why the handset is told that it is not taken.
pub(super) fn submission(msisdn: &str, tpdu: &[u8], unix_ms: i64) -> Result<Pdu, Cause> {
    match Tpdu::read(tpdu, Direction::FromMobile) {
        Ok(Tpdu::Submit(submit)) => of_submit(msisdn, &submit, unix_ms),
        // What a handset wants done with a message of its own: there is nobody here who would do it.
        Ok(Tpdu::Command(_)) => Err(Cause::EQUIPMENT_NOT_SM_EQUIPPED),
        _ => Err(Cause::EQUIPMENT_PROTOCOL_ERROR),
    }
}

fn of_submit(msisdn: &str, submit: &SmsSubmit<'_>, unix_ms: i64) -> Result<Pdu, Cause> {
    let (data_coding, octets) =
        user_data::to_smpp(&submit.user_data).map_err(|Unfit| Cause::EQUIPMENT_PROTOCOL_ERROR)?;
    let to = &submit.destination_address;
    let digits = to.to_text();
    if digits.is_empty() || to.type_of_number == TypeOfNumber::ALPHANUMERIC {
        return Err(Cause::INVALID_SME_ADDRESS);
    }
    let validity = validity(&submit.validity_period, unix_ms);
    let mut tlvs = TlvBuf::new();
    tlvs.push_u16(Tag::user_message_reference, submit.message_reference.into());
    let registered_delivery =
        if submit.status_report_request { RegisteredDelivery::RECEIPT } else { RegisteredDelivery::NONE };
    let body = SubmitSm {
        source_addr_ton: Ton::International,
        source_addr_npi: Npi::Isdn,
        source_addr: msisdn.as_bytes(),
        dest_addr_ton: Ton(to.type_of_number.0),
        dest_addr_npi: Npi(to.numbering_plan.0),
        destination_addr: digits.as_bytes(),
        esm_class: EsmClass::default()
            .with_udhi(submit.user_data.header_indicator)
            .with_reply_path(submit.reply_path),
        protocol_id: submit.protocol_identifier,
        validity_period: validity.as_ref().map_or(&[], |time| &time[..]),
        registered_delivery,
        data_coding: DataCoding(data_coding),
        short_message: &octets,
        tlvs: tlvs.as_tlvs(),
        ..Default::default()
    };
    let dialect = Dialect::new(InterfaceVersion::V5_0, Leniency::LENIENT);
    let mut out = BytesMut::new();
    encode(&body, CommandStatus::ESME_ROK, 1, dialect, &mut out).map_err(|_| Cause::INVALID_SME_ADDRESS)?;
    Pdu::new(out.freeze(), dialect).map_err(|_| Cause::INVALID_SME_ADDRESS)
}

/// Until when it is valid, as SMPP has it.
fn validity(period: &ValidityPeriod, unix_ms: i64) -> Option<[u8; 16]> {
    let until = match period {
        ValidityPeriod::Absolute(stamp) => {
            let ([year, month, day, hour, minute, second], quarters) = (stamp.fields()?, stamp.quarters()?);
            let [month, day, hour, minute, second] = [month, day, hour, minute, second].map(u8::cast_signed);
            let civil =
                jiff::civil::DateTime::new(2000 + i16::from(year), month, day, hour, minute, second, 0)
                    .ok()?;
            let zone = jiff::tz::Offset::from_seconds(i32::from(quarters) * 15 * 60).ok()?;
            zone.to_timestamp(civil).ok()?.as_millisecond()
        }
        other => unix_ms.saturating_add(i64::try_from(other.duration()?.as_millis()).ok()?),
    };
    AbsoluteTime::from_unix_millis(until).map(|time| time.to_octets())
}

/// Why a handset is told that its message is not taken.
pub(super) fn cause_of(status: CommandStatus) -> Cause {
    match status {
        CommandStatus::ESME_RINVDSTADR | CommandStatus::ESME_RINVDSTTON | CommandStatus::ESME_RINVDSTNPI => {
            Cause::INVALID_SME_ADDRESS
        }
        _ => Cause::SC_CONGESTION,
    }
}
