//! `brivas decode`: PDUs in hex, and messages that are text, to JSON, one object a line.

mod files;
mod input;
mod isup;
mod m3ua;
mod map;
mod sccp;
mod sdp;
mod sip;
mod smpp;
mod sms;
mod tcap;
mod text;
mod value;

use std::error::Error;
use std::io::{BufRead, Write};

use brivas_sigtran::sccp::Variant;
use brivas_sigtran::sms::Direction;
use serde_json::{Map, Value, json};

use crate::cli::{DecodeOptions, Protocol};
use input::Input;

pub(crate) fn run(options: &DecodeOptions) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    if matches!(options.protocol, Protocol::Sip | Protocol::Sdp) {
        return files::run(options, &mut out);
    }
    for hex in &options.inputs {
        writeln!(out, "{}", line(hex, options))?;
    }
    if !options.inputs.is_empty() {
        return Ok(());
    }
    for hex in std::io::stdin().lock().lines() {
        let hex = hex?;
        if !hex.trim().is_empty() {
            writeln!(out, "{}", line(&hex, options))?;
        }
    }
    Ok(())
}

fn line(hex: &str, options: &DecodeOptions) -> Value {
    match octets_of(hex) {
        Ok(octets) => decode(&octets, options),
        Err(offset) => {
            json!({ "error": { "kind": "not_hex", "offset": offset, "field": "hex", "answer": null } })
        }
    }
}

fn decode(octets: &[u8], options: &DecodeOptions) -> Value {
    let variant = if options.ansi { Variant::Ansi } else { Variant::Itu };
    let input = Input { whole: octets, variant };
    let layers = match options.protocol {
        Protocol::Smpp => return smpp::decode(octets),
        Protocol::M3ua => m3ua::read(input, octets),
        Protocol::Sccp => sccp::read(input, octets),
        Protocol::Tcap => tcap::read(input, octets),
        Protocol::Sms => return json!({ "sms": sms::read(input, octets, direction(options)) }),
        // They do not come in hex.
        Protocol::Sip | Protocol::Sdp => return Value::Null,
    };
    Value::Object(layers.objects)
}

/// Which way a TPDU goes, which its octets do not tell.
const fn direction(options: &DecodeOptions) -> Direction {
    let DecodeOptions { from_mobile, deliver_report, submit_report, refused, .. } = *options;
    match (from_mobile, deliver_report, submit_report) {
        (true, ..) => Direction::FromMobile,
        (_, true, _) => Direction::DeliverReport { refused },
        (_, _, true) => Direction::SubmitReport { refused },
        _ => Direction::ToMobile,
    }
}

/// The octets of a text in hex; spaces, colons and a leading 0x are passed over. The error is the place in the text.
fn octets_of(text: &str) -> Result<Vec<u8>, usize> {
    let trimmed = text.trim_start();
    let skipped = text.len() - trimmed.len();
    let (digits, start) = match trimmed.strip_prefix("0x").or(trimmed.strip_prefix("0X")) {
        Some(rest) => (rest, skipped + 2),
        None => (trimmed, skipped),
    };
    let mut octets = Vec::with_capacity(digits.len() / 2);
    let mut half = None;
    for (at, character) in digits.char_indices() {
        if character.is_whitespace() || matches!(character, ':' | '-') {
            continue;
        }
        let digit = character.to_digit(16).and_then(|digit| u8::try_from(digit).ok()).ok_or(start + at)?;
        half = match half {
            None => Some(digit),
            Some(high) => {
                octets.push(high << 4 | digit);
                None
            }
        };
    }
    if half.is_some() { Err(text.len()) } else { Ok(octets) }
}

/// Octets in hex.
fn hex(octets: &[u8]) -> String {
    octets.iter().fold(String::with_capacity(octets.len() * 2), |text, octet| text + &format!("{octet:02x}"))
}

/// Puts an octet string into an object: in hex, with a twin where it can be read as text.
fn put_octets(object: &mut Map<String, Value>, name: &str, octets: &[u8]) {
    object.insert(name.into(), hex(octets).into());
    let readable = |octet: &u8| octet.is_ascii_graphic() || matches!(octet, b' ' | b'\n' | b'\r' | b'\t');
    if !octets.is_empty() && octets.iter().all(readable) {
        object.insert(format!("{name}_text"), String::from_utf8_lossy(octets).into());
    }
}
