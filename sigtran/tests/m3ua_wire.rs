//! The octets of M3UA: vectors of other implementations, tshark in front of our encoder, and properties.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test reads files and may fail loudly

#[path = "m3ua/allocations.rs"]
mod allocations;
#[path = "m3ua/detach.rs"]
mod detach;
#[path = "m3ua/faults.rs"]
mod faults;
#[path = "m3ua/tshark.rs"]
mod judged;
#[path = "m3ua/properties.rs"]
mod properties;
#[path = "m3ua/samples.rs"]
mod samples;
#[path = "support/tshark.rs"]
mod tshark;
#[path = "m3ua/vectors.rs"]
mod vectors;

fn from_hex(digits: &str) -> Vec<u8> {
    let digit = |index: usize| u8::from_str_radix(&digits[index..index + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(digit).collect()
}

fn to_hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// A vector: its id, what the message says, and its octets.
struct Vector {
    id: String,
    fields: serde_json::Value,
    octets: Vec<u8>,
}

fn vectors() -> Vec<Vector> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/vectors/sigtran.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let vectors: Vec<Vector> = text
        .lines()
        .map(|line| {
            let json: serde_json::Value = serde_json::from_str(line).unwrap();
            Vector {
                id: json["id"].as_str().unwrap().to_owned(),
                fields: json["fields"]["m3ua"].clone(),
                octets: from_hex(json["hex"].as_str().unwrap()),
            }
        })
        .collect();
    assert!(vectors.len() >= 411, "there are only {} vectors", vectors.len());
    vectors
}
