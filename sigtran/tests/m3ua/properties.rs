//! No octets make the decoders panic, and what is written is read back.

use brivas_sigtran::m3ua::{
    AffectedPointCode, Data, List, Message, MessageType, Opaque, Parameter, Parameters, Tag, TrafficModeType,
};
use brivas_sigtran::mtp::{PointCode, RoutingLabel};
use brivas_sigtran::{Buffer, DecodeErrorKind};
use proptest::prelude::*;

use crate::{detach, samples};

/// A sample with some octets changed, cut off or put in.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let octets: Vec<Vec<u8>> = samples::messages().iter().map(samples::write).collect();
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4);
    (prop::sample::select(octets), changes, 0_usize..6).prop_map(|(mut octets, changes, cut)| {
        for (index, octet) in changes {
            let at = index.index(octets.len());
            octets[at] = octet;
        }
        octets.truncate(octets.len() - cut.min(octets.len()));
        octets
    })
}

fn label() -> impl Strategy<Value = RoutingLabel> {
    let codes = (any::<u32>(), any::<u32>());
    (codes, any::<[u8; 4]>()).prop_map(|((opc, dpc), [si, ni, mp, sls])| RoutingLabel {
        opc: PointCode(opc),
        dpc: PointCode(dpc),
        si,
        ni,
        mp,
        sls,
    })
}

fn check(octets: &[u8]) -> Result<(), TestCaseError> {
    let read = Message::read(octets);
    let data = Data::read(octets);
    if let Ok(message) = &read {
        let copy = detach::message(message);
        prop_assert_eq!(message, &copy);
        if let Ok(()) = copy.write(&mut Buffer::new()) {
            let (again, anew) = (samples::write(message), samples::write(&copy));
            prop_assert_eq!(Message::read(&again), Ok(*message));
            prop_assert_eq!(Message::read(&anew), Ok(copy));
        }
    }
    match (&read, &data) {
        (Ok(message), Ok(_)) => prop_assert_eq!(message.message_type, MessageType::DATA),
        (Ok(message), Err(error)) if message.message_type == MessageType::DATA => {
            // The short way wants one routing context; a list is read by the long way alone.
            prop_assert_eq!((error.kind, error.field), (DecodeErrorKind::Length, "Routing Context"));
        }
        (Err(error), Ok(_)) => prop_assert!(false, "the short way overlooks: {error}"),
        _ => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_octets_make_the_decoders_panic(octets in prop::collection::vec(any::<u8>(), 0..80)) {
        check(&octets)?;
    }

    #[test]
    fn no_damaged_message_makes_the_decoders_panic_and_what_is_read_is_written_alike(octets in damaged()) {
        check(&octets)?;
    }

    #[test]
    fn data_is_read_as_it_was_written(
        label in label(),
        numbers in any::<[Option<u32>; 3]>(),
        user_data in prop::collection::vec(any::<u8>(), 0..300),
        room in 0_usize..400,
    ) {
        let [network_appearance, routing_context, correlation_id] = numbers;
        let data = Data { network_appearance, routing_context, label, correlation_id };
        let mut short = Buffer::with_capacity(room);
        short.prepend(&user_data);
        data.write(&mut short).unwrap();
        prop_assert_eq!(Data::read(short.as_slice()), Ok((data, &user_data[..])));

        let contexts: Vec<u32> = routing_context.into_iter().collect();
        let mut parameters: Vec<Parameter<'_>> = Vec::new();
        parameters.extend(network_appearance.map(Parameter::NetworkAppearance));
        parameters.extend(routing_context.map(|_| Parameter::RoutingContext(List::new(&contexts))));
        parameters.push(Parameter::ProtocolData { label, user_data: Opaque(&user_data) });
        parameters.extend(correlation_id.map(Parameter::CorrelationId));
        let message = Message { message_type: MessageType::DATA, parameters: Parameters::new(&parameters) };
        prop_assert_eq!(samples::write(&message), short.as_slice());
    }

    #[test]
    fn lists_and_unknown_parameters_are_read_as_they_were_written(
        contexts in prop::collection::vec(any::<u32>(), 1..20),
        mode in any::<u32>(),
        tag in 0x0300_u16..,
        value in prop::collection::vec(any::<u8>(), 0..30),
    ) {
        let parameters = [
            Parameter::Unknown { tag: Tag(tag), value: &value },
            Parameter::RoutingContext(List::new(&contexts)),
            Parameter::TrafficModeType(TrafficModeType(mode)),
        ];
        let message = Message { message_type: MessageType::ASPAC, parameters: Parameters::new(&parameters) };
        let octets = samples::write(&message);
        prop_assert_eq!(Message::read(&octets), Ok(message));
    }

    #[test]
    fn a_mask_takes_in_the_point_codes_that_differ_in_its_low_bits(code in 0_u32..1 << 24, mask in 0_u8..30, other in 0_u32..1 << 24) {
        let affected = AffectedPointCode::new(PointCode(code), mask);
        let inside = mask >= 24 || code >> mask == other >> mask;
        prop_assert_eq!(affected.contains(PointCode(other)), inside);
        prop_assert!(affected.contains(PointCode(code)));
    }
}
