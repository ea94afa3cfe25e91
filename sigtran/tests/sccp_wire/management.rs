//! The messages of SCCP management: vectors, tshark, and damage.

use brivas_sigtran::Buffer;
use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{
    Address, ManagementMessage, ManagementType, Message, ProtocolClass, Ssn, Unitdata, Variant,
};

use crate::judged::{data, number, values};
use crate::vectors::vectors;
use crate::{ITU, tshark, written};

fn octets(message: ManagementMessage, variant: Variant) -> Vec<u8> {
    let mut out = Buffer::new();
    message.write(variant, &mut out);
    out.as_slice().to_vec()
}

fn messages() -> Vec<ManagementMessage> {
    let of_type = |message_type: &ManagementType| ManagementMessage {
        message_type: *message_type,
        ssn: Ssn::HLR,
        point_code: PointCode(0x2345),
        multiplicity: 1,
        congestion_level: (*message_type == ManagementType::SSC).then_some(8),
    };
    ManagementType::ALL.iter().map(of_type).collect()
}

#[test]
fn every_vector_of_management_says_what_it_states_and_is_written_as_it_was() {
    let mut seen = 0;
    for vector in vectors() {
        let (id, stated) = (&vector.id, &vector.management);
        if stated.is_null() {
            continue;
        }
        let Ok(Message::Unitdata(unitdata)) = Message::read(&vector.octets, ITU) else { panic!("{id}") };
        let read = ManagementMessage::read(unitdata.data, ITU).unwrap();
        assert_eq!(stated["msg"].as_str(), read.message_type.name(), "{id}");
        assert_eq!(stated["ssn"], read.ssn.0, "{id}");
        assert_eq!(stated["pc"], read.point_code.0, "{id}");
        assert_eq!(stated["smi"], read.multiplicity, "{id}");
        let original = unitdata.data.to_vec();
        drop(vector.octets);
        assert_eq!(octets(read, ITU), original, "{id}");
        seen += 1;
    }
    assert_eq!(seen, 6, "vectors");
}

#[test]
fn tshark_reads_management_without_a_complaint() {
    let messages = messages();
    let management = |code| Address::of_point_code(PointCode(code), Ssn::SCCP_MANAGEMENT);
    let packets: Vec<Vec<u8>> = (1..)
        .zip(&messages)
        .map(|(code, message)| {
            let message = octets(*message, ITU);
            let unitdata = Unitdata::new(management(1), management(2), ProtocolClass::default(), &message);
            data(code, &written(&Message::Unitdata(unitdata)))
        })
        .collect();
    let Some(packets) = tshark::read(&packets) else { return };
    for (message, packet) in messages.iter().zip(&packets) {
        let layers = &packet["_source"]["layers"];
        let text = layers["sccpmg"].to_string();
        // The SSC of ITU is the one message that tshark does not know; it reads its fields all the same.
        let is_known = message.message_type != ManagementType::SSC;
        let is_bad = text.contains("_ws.malformed") || text.contains("_ws.expert");
        assert!(!is_bad || !is_known, "{message:?}: {text}");
        let mut expected = vec![
            ("sccpmg.message_type", u32::from(message.message_type.0)),
            ("sccpmg.ssn", message.ssn.0.into()),
            ("sccpmg.pc", message.point_code.0),
        ];
        if is_known {
            expected.push(("sccpmg.smi", message.multiplicity.into()));
        }
        for (name, value) in expected {
            let mut found = Vec::new();
            values(&layers["sccpmg"], name, &mut found);
            let is_there = found.iter().any(|it| number(it) == value.to_string());
            assert!(is_there || !is_known, "{message:?}: {name} is {value}, and not in {text}");
        }
    }
}

#[test]
fn every_message_of_management_comes_back_and_none_is_read_from_fewer_octets() {
    for variant in [Variant::Itu, Variant::Ansi] {
        for message in messages() {
            let octets = octets(message, variant);
            assert_eq!(ManagementMessage::read(&octets, variant), Ok(message));
            for end in 0..octets.len() {
                assert!(ManagementMessage::read(&octets[..end], variant).is_err(), "{message:?} {end}");
            }
            let longer = [&octets[..], &[1, 2, 3]].concat();
            assert_eq!(ManagementMessage::read(&longer, variant), Ok(message), "what follows is passed over");
        }
    }
}
