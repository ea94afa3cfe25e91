//! PDUs that other projects' test suites hold, each read by hand from the standard.
//!
//! The octets are not ours to carry: they stand beside the project, in `../shared/vectors/smpp_public.jsonl`. The
//! readings, in `wire/public.jsonl`, name each by its line and its length.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test reads files and may fail loudly

mod wire;

use std::path::Path;
use wire::{Reading, check, from_hex, in_ci, project, readings};

/// Every reading with its octets; `None`, after a word on why, where the octets are not at hand.
fn public() -> Option<Vec<(Reading, Vec<u8>)>> {
    let path = project("../shared/vectors/smpp_public.jsonl");
    if !path.exists() && !in_ci() {
        println!(
            "skipped: {} is not here; put the public vectors there to run it",
            path.display()
        );
        return None;
    }
    let vectors =
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let vectors: Vec<Vec<u8>> = vectors
        .lines()
        .map(|line| {
            from_hex(
                serde_json::from_str::<serde_json::Value>(line).unwrap()["hex"]
                    .as_str()
                    .unwrap(),
            )
        })
        .collect();
    let readings = readings(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire/public.jsonl"));
    assert_eq!(readings.len(), vectors.len(), "every vector has its reading");
    let pair = |(index, (reading, json)): (usize, (Reading, serde_json::Value))| {
        assert_eq!(json["line"].as_u64(), Some(index as u64 + 1));
        assert_eq!(
            json["octets"].as_u64(),
            Some(vectors[index].len() as u64),
            "line {}",
            index + 1
        );
        (reading, vectors[index].clone())
    };
    Some(readings.into_iter().enumerate().map(pair).collect())
}

#[test]
fn each_is_read_as_the_standard_has_it() {
    for (reading, octets) in public().unwrap_or_default() {
        check::decodes(&reading, &octets);
    }
}

#[test]
fn each_that_is_legal_is_written_again_from_its_values_alone() {
    for (reading, octets) in public().unwrap_or_default() {
        if reading.error.is_none() {
            check::encodes(&reading, &octets);
        }
    }
}

#[test]
fn a_changed_field_changes_its_own_octets_alone() {
    for (reading, _) in public().unwrap_or_default() {
        if reading.error.is_none() && reading.encoded == wire::Encoded::Same && reading.command_status == 0 {
            check::changes_stay_in_their_field(&reading);
        }
    }
}
