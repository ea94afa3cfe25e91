//! SCCP in messages that another implementation has made: each is read as it says, and written again from what was read to
//! the same octets; and what we write ourselves, by every type.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods)] // a test reads files, may fail loudly

use brivas_sigtran::Buffer;
use brivas_sigtran::DecodeErrorKind;
use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{
    Address, ConnectionMessage, ErrorCause, Form, GlobalTitle, LocalReference, Message, Options,
    ProtocolClass, RefusalCause, ReleaseCause, ResetCause, ReturnCause, RoutingIndicator, Segmentation,
    Service, Ssn, Unitdata, Variant,
};
use proptest::prelude::*;
use serde_json::Value;

const ITU: Variant = Variant::Itu;

/// The user data of an M3UA DATA.
fn user_data(m3ua: &[u8]) -> &[u8] {
    let mut at = 8;
    loop {
        let length = usize::from(u16::from_be_bytes([m3ua[at + 2], m3ua[at + 3]]));
        if m3ua[at..at + 2] == [0x02, 0x10] {
            return &m3ua[at + 16..at + length];
        }
        at += length.div_ceil(4) * 4;
    }
}

fn vectors() -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/vectors/sigtran.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let all = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    all.filter(|vector| vector["stack"].as_array().unwrap().iter().any(|layer| layer == "sccp")).collect()
}

fn octets_of(vector: &Value) -> Vec<u8> {
    let hex = vector["hex"].as_str().unwrap();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn written(message: &Message<'_>) -> Vec<u8> {
    let mut out = Buffer::new();
    message.write(ITU, &mut out).unwrap();
    out.as_slice().to_vec()
}

/// Compares an address with what a vector says of it.
fn check_address(id: &Value, address: &Address, said: &Value) {
    let by_title = address.routing_indicator == RoutingIndicator::GlobalTitle;
    assert_eq!(said["route"], if by_title { "gt" } else { "ssn" }, "{id}");
    assert_eq!(said["ssn"].as_u64(), address.ssn.map(|ssn| ssn.0.into()), "{id}");
    if let Some(code) = said["pc"].as_u64() {
        assert_eq!(address.point_code, Some(PointCode(u32::try_from(code).unwrap())), "{id}");
    }
    let said = &said["gt"];
    if said.is_null() {
        return;
    }
    let (indicator, tt, np, nai) = match address.global_title.unwrap() {
        GlobalTitle::NatureOfAddress { nature_of_address, .. } => (1, None, None, Some(nature_of_address)),
        GlobalTitle::TranslationType { translation_type, .. } => (2, Some(translation_type), None, None),
        GlobalTitle::NumberingPlan { translation_type, numbering_plan, .. } => {
            (3, Some(translation_type), Some(numbering_plan), None)
        }
        GlobalTitle::Full { translation_type, numbering_plan, nature_of_address, .. } => {
            (4, Some(translation_type), Some(numbering_plan), Some(nature_of_address))
        }
        other => panic!("{id}: {other:?}"),
    };
    assert_eq!(said["gti"], indicator, "{id}");
    for (name, value) in [("tt", tt), ("np", np), ("nai", nai)] {
        if let (Some(said), Some(value)) = (said[name].as_u64(), value) {
            assert_eq!(said, u64::from(value), "{id} {name}");
        }
    }
    if let Some(digits) = said["digits"].as_str() {
        let read = address.global_title.unwrap().digits().to_string();
        // Without a plan the number of digits is not known: a filler counts.
        assert!(
            read == digits.to_uppercase() || read == format!("{}0", digits.to_uppercase()),
            "{id}: {read}"
        );
    }
}

#[test]
fn every_message_is_read_as_its_vector_says_and_written_alike() {
    let all = vectors();
    for vector in &all {
        let id = &vector["id"];
        let m3ua = octets_of(vector);
        let octets = user_data(&m3ua);
        let said = &vector["fields"]["sccp"];
        let message = Message::read(octets, ITU).unwrap_or_else(|error| panic!("{id}: {error}"));
        assert_eq!(written(&message), octets, "{id}: {message:?}");
        let message_type = match &message {
            Message::Unitdata(unitdata) => unitdata.message_type(),
            Message::Connection(message) => message.message_type(),
        };
        assert_eq!(said["msg"].as_str(), message_type.name(), "{id}");
        if let Message::Unitdata(unitdata) = &message {
            for (name, address) in [("called", &unitdata.called), ("calling", &unitdata.calling)] {
                if !said[name].is_null() {
                    check_address(id, address, &said[name]);
                }
            }
            match unitdata.service {
                Service::Data(class) => {
                    let wanted = said["class"].as_u64().unwrap_or(class.class().into());
                    assert_eq!(u64::from(class.class()), wanted, "{id}");
                }
                Service::Return(cause) => assert_eq!(said["cause"], cause.0, "{id}"),
            }
            if let Some(hop) = said["hop"].as_u64() {
                assert_eq!(u64::from(unitdata.hop_counter), hop, "{id}");
            }
            if !said["seg"].is_null() {
                let segmentation = unitdata.segmentation.unwrap();
                assert_eq!(said["seg"]["remaining"], segmentation.remaining, "{id}");
                assert_eq!(said["seg"]["first"], segmentation.first, "{id}");
                assert_eq!(said["seg"]["ref"], segmentation.local_reference, "{id}");
            }
        }
    }
    assert!(all.len() > 300, "{} vectors", all.len());
}

fn called() -> Address {
    Address::of_global_title(GlobalTitle::e164("491710000001").unwrap(), Ssn::HLR)
}

fn calling() -> Address {
    Address::of_point_code(PointCode(0x3FFF), Ssn::MSC)
}

#[test]
fn every_form_comes_back_with_whatever_it_may_carry() {
    let data = [7; 300];
    let segmentation =
        Segmentation { first: true, in_sequence: true, remaining: 15, local_reference: 0xAB_CDEF };
    for form in [Form::Basic, Form::Extended, Form::Long] {
        for service in
            [Service::Data(ProtocolClass::new(true, true)), Service::Return(ReturnCause::SUBSYSTEM_FAILURE)]
        {
            for length in [0, 1, 200, 254, 300] {
                for (segmentation, importance) in
                    [(None, None), (Some(segmentation), None), (Some(segmentation), Some(7))]
                {
                    let mut unitdata =
                        Unitdata::new(called(), calling(), ProtocolClass::default(), &data[..length]);
                    (unitdata.form, unitdata.service) = (form, service);
                    let mut out = Buffer::new();
                    if form != Form::Basic {
                        (unitdata.hop_counter, unitdata.segmentation, unitdata.importance) =
                            (3, segmentation, importance);
                    }
                    match unitdata.write(ITU, &mut out) {
                        Ok(()) => {
                            let read = Message::read(out.as_slice(), ITU);
                            assert_eq!(read, Ok(Message::Unitdata(unitdata)));
                            // The data as the buffer of another layer give the same.
                            let mut closed = Buffer::new();
                            closed.prepend(&data[..length]);
                            unitdata.close(ITU, &mut closed).unwrap();
                            assert_eq!(closed.as_slice(), out.as_slice());
                        }
                        // A pointer of one octet leads no further behind the data than 255.
                        Err(error) => assert!(form != Form::Long && length >= 254, "{error} {length}"),
                    }
                }
            }
        }
    }
}

#[test]
fn every_message_of_a_connection_comes_back() {
    let (destination, source) = (LocalReference(0x12_3456), LocalReference(0xFE_DCBA));
    let all = Options {
        credit: Some(3),
        called: Some(calling()),
        calling: Some(called()),
        data: Some(b"data"),
        hop_counter: Some(4),
        importance: Some(5),
        ..Default::default()
    };
    for options in [Options::default(), all] {
        for message in [
            ConnectionMessage::ConnectionRequest { source, class: 2, called: called(), options },
            ConnectionMessage::ConnectionConfirm { destination, source, class: 3, options },
            ConnectionMessage::ConnectionRefused {
                destination,
                cause: RefusalCause::UNEQUIPPED_USER,
                options,
            },
            ConnectionMessage::Released { destination, source, cause: ReleaseCause::UNQUALIFIED, options },
            ConnectionMessage::ReleaseComplete { destination, source },
            ConnectionMessage::DataForm1 { destination, more: true, data: b"one" },
            ConnectionMessage::DataForm2 { destination, sequencing: [2, 5], data: b"two" },
            ConnectionMessage::DataAcknowledgement { destination, receive_sequence_number: 8, credit: 5 },
            ConnectionMessage::ExpeditedData { destination, data: b"now" },
            ConnectionMessage::ExpeditedDataAcknowledgement { destination },
            ConnectionMessage::ResetRequest { destination, source, cause: ResetCause::UNQUALIFIED },
            ConnectionMessage::ResetConfirm { destination, source },
            ConnectionMessage::Error { destination, cause: ErrorCause::SERVICE_CLASS_MISMATCH },
            ConnectionMessage::InactivityTest {
                destination,
                source,
                class: 2,
                sequencing: [0, 1],
                credit: 9,
            },
        ] {
            let octets = written(&Message::Connection(message));
            assert_eq!(Message::read(&octets, ITU), Ok(Message::Connection(message)));
        }
    }
}

#[test]
fn optional_parameters_that_are_not_known_are_kept_where_they_stood() {
    let unitdata = Unitdata::new(called(), calling(), ProtocolClass::default(), b"x");
    let extended = Unitdata { form: Form::Extended, ..unitdata };
    for optional in [
        &[0x12, 1, 3, 0x77, 2, 8, 9, 0][..],
        &[0x77, 2, 8, 9, 0x12, 1, 3, 0],
        &[0x77, 0, 0x10, 4, 0x80, 1, 2, 3, 0x12, 1, 3, 0],
        &[0x10, 4, 0x80, 1, 2, 3, 0x12, 1, 3, 0x77, 0, 0x10, 1, 9, 0],
    ] {
        let mut octets = written(&Message::Unitdata(extended));
        let place = octets.len();
        octets.extend_from_slice(optional);
        octets[6] = u8::try_from(place - 6).unwrap();
        let read = Message::read(&octets, ITU).unwrap();
        assert_eq!(written(&read), octets);
        let Message::Unitdata(read) = read else { panic!() };
        assert_eq!(read.importance, Some(3));
    }
}

#[test]
fn damage_is_told_by_field_and_place() {
    let good =
        written(&Message::Unitdata(Unitdata::new(called(), calling(), ProtocolClass::default(), b"x")));
    for end in 0..good.len() {
        assert!(Message::read(&good[..end], ITU).is_err(), "{end}");
    }
    let mut bad = good.clone();
    bad[2] = 0;
    let error = Message::read(&bad, ITU).unwrap_err();
    assert_eq!(
        (error.kind, error.offset, error.field),
        (DecodeErrorKind::MandatoryMissing, 2, "called party address")
    );
    assert_eq!(Message::read(&[0x77, 1, 2, 3], ITU).unwrap_err().kind, DecodeErrorKind::MessageType);
}

proptest! {
    #[test]
    fn no_octets_make_the_reader_panic_and_what_is_read_is_written_so_that_it_reads_the_same(
        message_type in 0_u8..0x16,
        rest in prop::collection::vec(any::<u8>(), 0..80),
    ) {
        let octets = [&[message_type][..], &rest].concat();
        for variant in [Variant::Itu, Variant::Ansi] {
            if let Ok(message) = Message::read(&octets, variant) {
                let mut out = Buffer::new();
                if message.write(variant, &mut out).is_ok() {
                    prop_assert_eq!(Message::read(out.as_slice(), variant), Ok(message));
                }
            }
        }
    }
}
