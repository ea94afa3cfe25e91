//! An SMS-SUBMIT of a handset as the submit_sm that the centre keeps, and its SMS-COMMAND about one that it has sent
//! (3GPP TS 23.040 §9.2.2.2, §9.2.2.4).

use brivas_sigtran::sms::{
    CommandType, Direction, SmsCommand, SmsSubmit, TpAddress, Tpdu, TypeOfNumber, ValidityPeriod,
};
use brivas_smpp::{
    AbsoluteTime, CommandStatus, DataCoding, Dialect, EsmClass, InterfaceVersion, Leniency, Npi, Pdu,
    RegisteredDelivery, SubmitSm, Tag, TlvBuf, Ton, encode,
};
use bytes::BytesMut;

use super::refused::Refused;
use super::user_data::{self, Unfit};
use crate::engine::{Errand, HandsetCommand};
use crate::routes::RoutedAddress;

/// What a handset sends.
pub(super) enum Sent {
    /// A message, as a submit_sm.
    Message {
        pdu: Pdu,
        /// TP-Reject-Duplicates.
        reject_duplicates: bool,
    },
    /// What it wants done with a message that it has sent.
    Command(HandsetCommand),
}

/// A TPDU that came from this number.
///
/// # Errors
/// Why the handset is told that it is not taken.
pub(super) fn read(msisdn: &str, tpdu: &[u8], unix_ms: i64) -> Result<Sent, Refused> {
    match Tpdu::read(tpdu, Direction::FromMobile) {
        Ok(Tpdu::Submit(submit)) => {
            let pdu = of_submit(msisdn, &submit, unix_ms)?;
            Ok(Sent::Message { pdu, reject_duplicates: submit.reject_duplicates })
        }
        Ok(Tpdu::Command(command)) => of_command(msisdn, &command).map(Sent::Command),
        _ => Err(Refused::TPDU),
    }
}

fn of_command(msisdn: &str, command: &SmsCommand<'_>) -> Result<HandsetCommand, Refused> {
    let errand = match command.command_type {
        CommandType::ENQUIRY => Errand::Enquire,
        CommandType::CANCEL_STATUS_REPORT_REQUEST => Errand::Report(false),
        CommandType::DELETE => Errand::Delete,
        CommandType::ENABLE_STATUS_REPORT_REQUEST => Errand::Report(true),
        _ => return Err(Refused::COMMAND),
    };
    let to = &command.destination_address;
    let report = match errand {
        // Its answer bears the reference of the message that is asked about, and is always sent: nothing else is wanted.
        Errand::Enquire => Some(command.message_number),
        _ => command.status_report_request.then_some(command.message_reference),
    };
    Ok(HandsetCommand {
        errand,
        msisdn: msisdn.as_bytes().to_vec(),
        destination: RoutedAddress {
            ton: Ton(to.type_of_number.0),
            npi: Npi(to.numbering_plan.0),
            digits: number(to)?.into_bytes().into(),
        },
        number: command.message_number,
        report,
    })
}

/// The digits of an address, which must have some.
fn number(address: &TpAddress<'_>) -> Result<String, Refused> {
    let digits = address.to_text();
    if digits.is_empty() || address.type_of_number == TypeOfNumber::ALPHANUMERIC {
        return Err(Refused::ADDRESS);
    }
    Ok(digits)
}

fn of_submit(msisdn: &str, submit: &SmsSubmit<'_>, unix_ms: i64) -> Result<Pdu, Refused> {
    let (data_coding, octets) = user_data::to_smpp(&submit.user_data).map_err(|Unfit| Refused::CODING)?;
    let to = &submit.destination_address;
    let digits = number(to)?;
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
    encode(&body, CommandStatus::ESME_ROK, 1, dialect, &mut out).map_err(|_| Refused::ADDRESS)?;
    Pdu::new(out.freeze(), dialect).map_err(|_| Refused::ADDRESS)
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

#[cfg(test)]
mod tests;
