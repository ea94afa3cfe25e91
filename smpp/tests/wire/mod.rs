//! Octets and what the standard says that they mean: the form in which the tests of the wire format hold both.
//!
//! A reading is one line of JSON. Fields and TLVs stand in wire order as pairs of name and value: a number is an
//! integer, a string a C-octet string without its NUL, `{"text":…}` and `{"hex":…}` are octets as they stand, and an
//! array of pairs is one entry of a list.
#![allow(dead_code)] // each test binary takes what it needs

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod node;
pub(crate) mod octets;
pub(crate) mod peers;
pub(crate) mod tshark;

use brivas_smpp::{CommandId, Dialect, Tag};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};

/// What a PDU says, or what is wrong with it.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// Where the line comes from, for messages.
    pub(crate) place: String,
    pub(crate) dialect: Dialect,
    pub(crate) command_id: CommandId,
    pub(crate) command_status: u32,
    pub(crate) sequence_number: u32,
    pub(crate) fields: Vec<(String, Value)>,
    pub(crate) tlvs: Vec<(String, Value)>,
    /// The error in place of a reading: kind, offset, field, answer.
    pub(crate) error: Option<(String, usize, String, String)>,
    /// What the encoder makes of the reading where that is not the octets it came from.
    pub(crate) encoded: Encoded,
}

/// What the encoder makes of a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Encoded {
    /// The octets that it was read from.
    Same,
    /// A PDU of this many octets: the peer left out, or put in, what the standard has otherwise.
    Otherwise(usize),
    /// Nothing: the kind of the refusal and the field.
    Refused(String, String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Integer(u32),
    Text(Vec<u8>),
    Octets(Vec<u8>),
    Entry(Vec<(String, Value)>),
}

impl Reading {
    pub(crate) fn parse(json: &Json, place: &str) -> Self {
        let number = |name: &str| u32::try_from(json[name].as_u64().unwrap_or(0)).unwrap();
        let word = |json: &Json| json.as_str().unwrap().to_owned();
        let pdu = word(&json["pdu"]);
        let id = CommandId::ALL.iter().find(|id| id.name() == Some(&pdu));
        let error = json.get("error").map(|error| {
            let offset = usize::try_from(error["offset"].as_u64().unwrap()).unwrap();
            (word(&error["kind"]), offset, word(&error["field"]), word(&error["answer"]))
        });
        let encoded = match json.get("encoded") {
            None => Encoded::Same,
            Some(Json::Number(length)) => {
                Encoded::Otherwise(usize::try_from(length.as_u64().unwrap()).unwrap())
            }
            Some(refusal) => Encoded::Refused(word(&refusal["refused"]), word(&refusal["field"])),
        };
        assert!(
            encoded == Encoded::Same || json["why"].is_string(),
            "{place}: it must say why it is not encoded as it came"
        );
        Self {
            place: place.to_owned(),
            dialect: if json["version"] == "3.4" { Dialect::V3_4 } else { Dialect::V5_0 },
            command_id: *id.unwrap_or_else(|| panic!("{place}: no command {pdu}")),
            command_status: number("status"),
            sequence_number: number("sequence"),
            fields: json.get("fields").map(pairs).unwrap_or_default(),
            tlvs: json.get("tlvs").map(pairs).unwrap_or_default(),
            error,
            encoded,
        }
    }
}

/// The readings of a file, a line each, with the JSON that they were parsed from.
pub(crate) fn readings(path: &Path) -> Vec<(Reading, Json)> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let lines = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    lines
        .lines()
        .enumerate()
        .map(|(index, line)| {
            let place = format!("{name}:{}", index + 1);
            let json: Json = serde_json::from_str(line).unwrap_or_else(|error| panic!("{place}: {error}"));
            (Reading::parse(&json, &place), json)
        })
        .collect()
}

/// The cases of `conformance/vectors/smpp` with their octets.
pub(crate) fn cases() -> Vec<(Reading, Vec<u8>)> {
    let folder = project("conformance/vectors/smpp");
    ["pdus.jsonl", "tlvs.jsonl", "tlvs_together.jsonl"]
        .into_iter()
        .flat_map(|file| readings(&folder.join(file)))
        .map(|(reading, json)| (reading, from_hex(json["hex"].as_str().unwrap())))
        .collect()
}

/// The public PDUs with their readings, which name each by its line and its length; `None`, after a word on why, where
/// the octets are not at hand.
///
/// # Panics
/// With `CI=true`, where they are not at hand.
pub(crate) fn public() -> Option<Vec<(Reading, Vec<u8>)>> {
    let path = project("../shared/vectors/smpp_public.jsonl");
    if !path.exists() && !in_ci() {
        println!(
            "skipped: ../shared/vectors/smpp_public.jsonl is not here; put it beside the project to run it"
        );
        return None;
    }
    let lines = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let octets = |line: &str| {
        let json: Json = serde_json::from_str(line).unwrap();
        from_hex(json["hex"].as_str().unwrap())
    };
    let vectors: Vec<Vec<u8>> = lines.lines().map(octets).collect();
    let readings = readings(&project("smpp/tests/wire/public.jsonl"));
    assert_eq!(readings.len(), vectors.len(), "every vector has its reading");
    let mut pairs = Vec::new();
    for (index, ((reading, json), octets)) in readings.into_iter().zip(vectors).enumerate() {
        assert_eq!(json["line"].as_u64(), Some(index as u64 + 1));
        assert_eq!(json["octets"].as_u64(), Some(octets.len() as u64), "line {}", index + 1);
        pairs.push((reading, octets));
    }
    Some(pairs)
}

/// A folder or file of the project, from its root.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Whether what is missing here is a failure.
pub(crate) fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|ci| ci == "true")
}

/// The tag of this name, or of this number in hex.
pub(crate) fn tag(name: &str) -> Tag {
    match name.strip_prefix("0x") {
        Some(digits) => Tag(u16::from_str_radix(digits, 16).unwrap()),
        None => {
            *Tag::ALL.iter().find(|tag| tag.name() == Some(name)).unwrap_or_else(|| panic!("no TLV {name}"))
        }
    }
}

pub(crate) fn from_hex(digits: &str) -> Vec<u8> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    assert!(rest.is_empty(), "an odd number of hex digits");
    let octet = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    pairs.iter().map(octet).collect()
}

pub(crate) fn to_hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

fn pairs(json: &Json) -> Vec<(String, Value)> {
    let pair = |pair: &Json| (pair[0].as_str().unwrap().to_owned(), value(&pair[1]));
    json.as_array().unwrap().iter().map(pair).collect()
}

fn value(json: &Json) -> Value {
    match json {
        Json::Number(number) => Value::Integer(u32::try_from(number.as_u64().unwrap()).unwrap()),
        Json::String(text) => Value::Text(text.as_bytes().to_vec()),
        Json::Array(_) => Value::Entry(pairs(json)),
        _ => Value::Octets(match json["text"].as_str() {
            Some(text) => text.as_bytes().to_vec(),
            None => from_hex(json["hex"].as_str().unwrap()),
        }),
    }
}
