//! A TPDU of the short message service as JSON.

use brivas_sigtran::Buffer;
use brivas_sigtran::sms::{
    Direction, SmsDeliver, SmsStatusReport, SmsSubmit, TimeStamp, TpAddress, Tpdu, UserData, ValidityPeriod,
};
use brivas_text::{Concat, Reference};
use serde_json::{Map, Value, json};

use super::input::Input;
use super::{hex, put_octets};

pub(super) fn read(input: Input<'_>, octets: &[u8], direction: Direction) -> Map<String, Value> {
    let mut object = Map::new();
    let tpdu = match Tpdu::read(octets, direction) {
        Ok(tpdu) => tpdu,
        Err(error) => {
            object.insert("error".into(), input.fault(octets, &error, Value::Null));
            return object;
        }
    };
    put_tpdu(&mut object, &tpdu);
    let mut out = Buffer::new();
    match tpdu.write(&mut out) {
        Ok(()) => object.insert("octets".into(), hex(out.as_slice()).into()),
        Err(error) => object.insert("not_encodable".into(), error.to_string().into()),
    };
    object
}

fn put_tpdu(object: &mut Map<String, Value>, tpdu: &Tpdu<'_>) {
    let mut set = |name: &str, value: Value| drop(object.insert(name.into(), value));
    match tpdu {
        Tpdu::Deliver(SmsDeliver {
            more_messages_to_send,
            loop_prevention,
            status_report_indication,
            reply_path,
            originating_address,
            protocol_identifier,
            service_centre_time_stamp,
            user_data,
        }) => {
            set("type", "SMS-DELIVER".into());
            set("TP-More-Messages-to-Send", (*more_messages_to_send).into());
            set("TP-Loop-Prevention", (*loop_prevention).into());
            set("TP-Status-Report-Indication", (*status_report_indication).into());
            set("TP-Reply-Path", (*reply_path).into());
            set("TP-Originating-Address", address(originating_address));
            set("TP-Protocol-Identifier", (*protocol_identifier).into());
            set("TP-Service-Centre-Time-Stamp", time(*service_centre_time_stamp));
            put_user_data(object, user_data);
        }
        Tpdu::Submit(SmsSubmit {
            reject_duplicates,
            status_report_request,
            reply_path,
            message_reference,
            destination_address,
            protocol_identifier,
            validity_period,
            user_data,
        }) => {
            set("type", "SMS-SUBMIT".into());
            set("TP-Reject-Duplicates", (*reject_duplicates).into());
            set("TP-Status-Report-Request", (*status_report_request).into());
            set("TP-Reply-Path", (*reply_path).into());
            set("TP-Message-Reference", (*message_reference).into());
            set("TP-Destination-Address", address(destination_address));
            set("TP-Protocol-Identifier", (*protocol_identifier).into());
            set("TP-Validity-Period", validity(validity_period));
            put_user_data(object, user_data);
        }
        Tpdu::StatusReport(SmsStatusReport {
            more_messages_to_send,
            loop_prevention,
            status_report_qualifier,
            message_reference,
            recipient_address,
            service_centre_time_stamp,
            discharge_time,
            status,
            protocol_identifier,
            user_data,
        }) => {
            set("type", "SMS-STATUS-REPORT".into());
            set("TP-More-Messages-to-Send", (*more_messages_to_send).into());
            set("TP-Loop-Prevention", (*loop_prevention).into());
            set("TP-Status-Report-Qualifier", (*status_report_qualifier).into());
            set("TP-Message-Reference", (*message_reference).into());
            set("TP-Recipient-Address", address(recipient_address));
            set("TP-Service-Centre-Time-Stamp", time(*service_centre_time_stamp));
            set("TP-Discharge-Time", time(*discharge_time));
            set("TP-Status", status.0.into());
            set("TP-Status_name", json!(status.name()));
            put_optional(object, *protocol_identifier, user_data.as_ref());
        }
        Tpdu::Command(command) => {
            set("type", "SMS-COMMAND".into());
            set("TP-User-Data-Header-Indicator", command.user_data_header_indicator.into());
            set("TP-Status-Report-Request", command.status_report_request.into());
            set("TP-Message-Reference", command.message_reference.into());
            set("TP-Protocol-Identifier", command.protocol_identifier.into());
            set("TP-Command-Type", command.command_type.0.into());
            set("TP-Command-Type_name", json!(command.command_type.name()));
            set("TP-Message-Number", command.message_number.into());
            set("TP-Destination-Address", address(&command.destination_address));
            put_octets(object, "TP-Command-Data", command.command_data);
        }
        Tpdu::DeliverReport(report) => {
            set("type", "SMS-DELIVER-REPORT".into());
            set("TP-Failure-Cause", json!(report.failure_cause.map(|cause| cause.0)));
            put_optional(object, report.protocol_identifier, report.user_data.as_ref());
        }
        Tpdu::SubmitReport(report) => {
            set("type", "SMS-SUBMIT-REPORT".into());
            set("TP-Failure-Cause", json!(report.failure_cause.map(|cause| cause.0)));
            set("TP-Service-Centre-Time-Stamp", time(report.service_centre_time_stamp));
            put_optional(object, report.protocol_identifier, report.user_data.as_ref());
        }
        _ => {}
    }
}

fn put_optional(
    object: &mut Map<String, Value>,
    protocol_identifier: Option<u8>,
    user_data: Option<&UserData<'_>>,
) {
    if let Some(protocol_identifier) = protocol_identifier {
        object.insert("TP-Protocol-Identifier".into(), protocol_identifier.into());
    }
    if let Some(user_data) = user_data {
        put_user_data(object, user_data);
    }
}

fn put_user_data(object: &mut Map<String, Value>, user_data: &UserData<'_>) {
    object.insert("TP-Data-Coding-Scheme".into(), user_data.data_coding_scheme.into());
    object.insert("TP-User-Data-Length".into(), user_data.length.into());
    object.insert("TP-User-Data".into(), hex(user_data.octets).into());
    if let Some(header) = user_data.header() {
        let elements = header
            .elements()
            .map(|element| json!({ "identifier": element.identifier.0, "data": hex(element.data) }));
        object.insert("elements".into(), elements.collect());
        if let Some(Concat { reference, total, number }) = header.concat() {
            let reference = match reference {
                Reference::Octet(reference) => reference.into(),
                Reference::Word(reference) => reference,
            };
            object.insert("concat".into(), json!([reference, total, number]));
        }
    }
    if let Ok(text) = user_data.to_text() {
        object.insert("text".into(), text.into());
    }
}

fn address(address: &TpAddress<'_>) -> Value {
    json!({
        "ton": address.type_of_number.0,
        "npi": address.numbering_plan.0,
        "text": address.to_text(),
    })
}

/// As ISO 8601 has it, the century left out, which the standard does not tell; octets that are no date in hex.
fn time(time: TimeStamp) -> Value {
    let Some(([year, month, day, hour, minute, second], quarters)) = time.fields().zip(time.quarters())
    else {
        return hex(time.octets()).into();
    };
    let sign = if quarters < 0 { '-' } else { '+' };
    let (hours, minutes) = (quarters.unsigned_abs() / 4, quarters.unsigned_abs() % 4 * 15);
    format!("{year:02}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{sign}{hours:02}:{minutes:02}")
        .into()
}

fn validity(period: &ValidityPeriod) -> Value {
    let seconds = period.duration().map(|duration| duration.as_secs());
    match period {
        ValidityPeriod::Relative(octet) => json!({ "relative": octet, "seconds": seconds }),
        ValidityPeriod::Absolute(point) => json!({ "absolute": time(*point) }),
        ValidityPeriod::Enhanced(octets) => json!({ "enhanced": hex(octets), "seconds": seconds }),
        _ => Value::Null,
    }
}
