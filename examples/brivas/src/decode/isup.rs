//! The front of a message of ISUP, whose parameters are not read (Q.763 §1.2, §1.3).

use serde_json::{Map, json};

use super::hex;
use super::input::Layers;

pub(super) fn read(octets: &[u8]) -> Layers {
    let mut object = Map::new();
    if let [low, high, message_type, ..] = *octets {
        object.insert("msg".into(), json!(name(message_type)));
        object.insert("type".into(), message_type.into());
        object.insert("cic".into(), (u16::from_le_bytes([low, high]) & 0x0FFF).into());
    }
    object.insert("data".into(), hex(octets).into());
    let mut layers = Layers::default().on("isup", object, None);
    layers.octets = Some(octets.to_vec());
    layers
}

/// The messages that most calls have (Q.763 table 4).
const fn name(message_type: u8) -> Option<&'static str> {
    Some(match message_type {
        0x01 => "IAM",
        0x02 => "SAM",
        0x05 => "COT",
        0x06 => "ACM",
        0x07 => "CON",
        0x09 => "ANM",
        0x0C => "REL",
        0x0D => "SUS",
        0x0E => "RES",
        0x10 => "RLC",
        0x11 => "CCR",
        0x12 => "RSC",
        0x13 => "BLO",
        0x14 => "UBL",
        0x15 => "BLA",
        0x16 => "UBA",
        0x17 => "GRS",
        0x18 => "CGB",
        0x19 => "CGU",
        0x1A => "CGBA",
        0x1B => "CGUA",
        0x29 => "GRA",
        0x2C => "CPG",
        0x2F => "CFN",
        _ => return None,
    })
}
