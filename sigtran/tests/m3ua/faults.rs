//! What is wrong with octets, where, and the error code that answers it (RFC 4666 §3.8.1).

use brivas_sigtran::m3ua::{Data, ErrorCode, Message, MessageType, Parameter, Tag};
use brivas_sigtran::{DecodeErrorKind, EncodeErrorKind};

use crate::from_hex;

#[track_caller]
fn fault(hex: &str, kind: DecodeErrorKind, offset: usize, field: &str, code: ErrorCode) {
    let error = Message::read(&from_hex(hex)).unwrap_err();
    assert_eq!((error.kind, error.offset, error.field), (kind, offset, field));
    assert_eq!(ErrorCode::of(&error), code);
}

#[test]
fn a_fault_of_the_header_names_its_field() {
    use DecodeErrorKind::{Length, MessageType, Missing, Version};
    fault("010003", Missing, 0, "Common Message Header", ErrorCode::PROTOCOL_ERROR);
    fault("0200030100000008", Version, 0, "Version", ErrorCode::INVALID_VERSION);
    fault("0100050100000008", MessageType, 2, "Message Class", ErrorCode::UNSUPPORTED_MESSAGE_CLASS);
    fault("0100030700000008", MessageType, 3, "Message Type", ErrorCode::UNSUPPORTED_MESSAGE_TYPE);
    fault("010003010000000c", Length, 4, "Message Length", ErrorCode::PROTOCOL_ERROR);
    fault("0100030100000004", Length, 4, "Message Length", ErrorCode::PROTOCOL_ERROR);
}

#[test]
fn a_fault_of_a_parameter_names_it() {
    use DecodeErrorKind::{Length, MandatoryMissing, Missing, Unexpected, Value};
    let wrong = ErrorCode::PARAMETER_FIELD_ERROR;
    fault("010003010000000a0011", Missing, 8, "Parameter Tag", wrong);
    fault("010003010000000c00110003", Length, 10, "ASP Identifier", wrong);
    fault("010003010000000c00110008", Length, 10, "ASP Identifier", wrong);
    fault("0100030100000010001100070000_0900".replace('_', "").as_str(), Length, 8, "ASP Identifier", wrong);
    fault("010004020000000c00060004", Length, 8, "Routing Context", wrong);
    fault(
        "010001010000001402100_00c0000000100000002".replace('_', "").as_str(),
        Length,
        8,
        "Protocol Data",
        wrong,
    );
    let unexpected = ErrorCode::UNEXPECTED_PARAMETER;
    fault(
        "0100030100000010000600080000_0001".replace('_', "").as_str(),
        Unexpected,
        8,
        "Routing Context",
        unexpected,
    );
    fault(
        "01000301000000180011000800000001_0011000800000002".replace('_', "").as_str(),
        Unexpected,
        16,
        "ASP Identifier",
        unexpected,
    );
    fault("0100020100000008", MandatoryMissing, 8, "Affected Point Code", ErrorCode::MISSING_PARAMETER);
    // DUPU with a mask, and with two point codes.
    let value = ErrorCode::INVALID_PARAMETER_VALUE;
    fault(
        "01000205000000180012000801000001020400080000_0003".replace('_', "").as_str(),
        Value,
        8,
        "Affected Point Code",
        value,
    );
    fault("010002050000001c0012000c00000001000000020204000800000003", Value, 8, "Affected Point Code", value);
}

#[test]
fn what_is_wrong_inside_a_routing_key_is_found_at_its_own_octet() {
    use DecodeErrorKind::{Length, Unexpected};
    fault(
        "01000901000000140207000c020a000700000100",
        Length,
        12,
        "Local-RK-Identifier",
        ErrorCode::PARAMETER_FIELD_ERROR,
    );
    fault("01000901000000100207000802070004", Unexpected, 12, "Routing Key", ErrorCode::UNEXPECTED_PARAMETER);
}

#[test]
fn the_last_padding_may_be_missing_or_not_counted() {
    for hex in [
        "0100030200000010_0004000762796500", // both there
        "010003020000000f_0004000762796500", // not counted
        "010003020000000f_00040007627965",   // neither
        "0100030200000010_00040007627965",   // counted and not there
    ] {
        let octets = from_hex(&hex.replace('_', ""));
        let message = Message::read(&octets).unwrap_or_else(|error| panic!("{hex}: {error}"));
        assert_eq!(message.parameters.get(Tag::INFO_STRING), Some(Parameter::InfoString(b"bye")));
    }
}

#[test]
fn data_takes_its_parameters_in_any_order_and_keeps_unknown_ones() {
    // Protocol Data, an unknown parameter, Routing Context.
    let hex = "0100010100000030021000110000000100000002030200054200000000ee000500000000000600080000000a";
    let octets = from_hex(hex);
    let octets = [&octets[..7], &[u8::try_from(octets.len()).unwrap()], &octets[8..]].concat();
    let (data, user_data) = Data::read(&octets).unwrap();
    assert_eq!((data.routing_context, data.label.sls, user_data), (Some(10), 5, &[0x42][..]));
    let message = Message::read(&octets).unwrap();
    assert_eq!(
        message.parameters.get(Tag(0x00ee)),
        Some(Parameter::Unknown { tag: Tag(0x00ee), value: &[0] })
    );
    assert_eq!(crate::samples::write(&message), octets);
    assert_eq!(crate::samples::write(&crate::detach::message(&message)), octets);
}

#[test]
fn user_data_goes_up_to_the_longest_parameter_and_no_further() {
    for (length, fits) in [(65_519, true), (65_520, false)] {
        let mut buffer = brivas_sigtran::Buffer::new();
        buffer.prepend(&vec![7; length]);
        let written = Data::default().write(&mut buffer);
        assert_eq!(written.is_ok(), fits, "{length}");
        match written {
            Ok(()) => assert_eq!(Data::read(buffer.as_slice()).unwrap().1.len(), length),
            Err(error) => assert_eq!((error.kind, buffer.len()), (EncodeErrorKind::Length, length)),
        }
    }
}

#[test]
fn an_info_string_has_255_octets_at_most() {
    for (length, fits) in [(255, true), (256, false)] {
        let text = vec![b'x'; length];
        let parameters = [Parameter::InfoString(&text)];
        let parameters = brivas_sigtran::m3ua::Parameters::new(&parameters);
        let mut buffer = brivas_sigtran::Buffer::new();
        let message = Message { message_type: MessageType::ASPDN, parameters };
        assert_eq!(message.write(&mut buffer).is_ok(), fits, "{length}");
    }
    let long = [&from_hex("010003020000010c00040104")[..], &[b'x'; 256]].concat();
    assert_eq!(Message::read(&long).unwrap_err().kind, DecodeErrorKind::Length);
}
