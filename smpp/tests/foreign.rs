//! Our octets in front of other people's decoders: npm smpp and tshark must find in them what we meant.
//!
//! Both are set up by `conformance/interop/setup`; what they get wrong stands beside the comparison.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test starts programs and may fail loudly

mod wire;

use serde_json::Value as Json;
use wire::{Reading, build, cases, node, peers, public, to_hex, tshark};

/// Every case with what a decoder says of the octets that our encoder makes of it.
fn ours(script: &str, arguments: &[&str]) -> Vec<(Reading, Json)> {
    let readings: Vec<Reading> = cases().into_iter().map(|(reading, _)| reading).collect();
    let octets: Vec<String> =
        readings.iter().map(|reading| to_hex(&build::encode(reading).unwrap())).collect();
    let answers = peers::decode(script, arguments, &octets).unwrap_or_default();
    readings.into_iter().zip(answers).collect()
}

#[test]
fn npm_smpp_reads_what_we_write() {
    let answers = ours("node_codec.js", &["decode"]);
    let mut compared = 0;
    for (reading, answer) in &answers {
        match answer["error"].as_str() {
            Some(error) => assert!(node::cannot_read(reading), "{}: {error}", reading.place),
            None => compared += node::compare(reading, answer),
        }
    }
    println!("npm smpp: {} PDUs, {compared} values compared", answers.len());
    assert!(
        answers.is_empty() || compared > 3000,
        "{compared} values are too few: the comparison skips too much"
    );
}

#[test]
fn tshark_reads_what_we_write() {
    let answers = ours("tshark_decode.py", &[]);
    let mut compared = 0;
    for (reading, answer) in &answers {
        assert_eq!(answer["error"], Json::Null, "{}", reading.place);
        let malformed = answer["malformed"].as_array().unwrap().iter().any(|protocol| protocol == "SMPP");
        assert_eq!(malformed, tshark::calls_malformed(reading), "{}", reading.place);
        compared += tshark::compare(reading, answer);
    }
    println!("tshark: {} PDUs, {compared} values compared", answers.len());
    assert!(
        answers.is_empty() || compared > 3000,
        "{compared} values are too few: the comparison skips too much"
    );
}

/// On the public PDUs that we, npm smpp and tshark all take, the three agree. That our decoder gives the readings is
/// the business of `wire_public.rs`.
#[test]
fn all_three_agree_on_the_public_pdus() {
    let Some(public) = public() else { return };
    let octets: Vec<String> = public.iter().map(|(_, octets)| to_hex(octets)).collect();
    let npm_smpp = peers::decode("node_codec.js", &["decode"], &octets);
    let tshark = peers::decode("tshark_decode.py", &[], &octets);
    let (Some(npm_smpp), Some(tshark)) = (npm_smpp, tshark) else { return };
    let mut agreed = 0;
    for (((reading, _), npm_smpp), tshark) in public.iter().zip(&npm_smpp).zip(&tshark) {
        let malformed = tshark["malformed"].as_array().unwrap().iter().any(|protocol| protocol == "SMPP");
        if reading.error.is_some() || npm_smpp["error"].is_string() || malformed {
            continue;
        }
        node::compare(reading, npm_smpp);
        tshark::compare(reading, tshark);
        agreed += 1;
    }
    println!("{agreed} of {} public PDUs taken by all three", public.len());
    assert!(agreed >= 80);
}
