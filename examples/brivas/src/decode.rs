//! `brivas decode`: PDUs in hex to JSON, one object a line.

mod smpp;

use std::error::Error;
use std::io::{BufRead, Write};

use serde_json::{Map, Value, json};

use crate::cli::Protocol;

pub(crate) fn run(protocol: Protocol, hex: Option<String>) -> Result<(), Box<dyn Error>> {
    let decode = match protocol {
        Protocol::Smpp => smpp::decode,
    };
    let mut out = std::io::stdout().lock();
    if let Some(hex) = hex {
        writeln!(out, "{}", line(&hex, decode))?;
        return Ok(());
    }
    for hex in std::io::stdin().lock().lines() {
        let hex = hex?;
        if !hex.trim().is_empty() {
            writeln!(out, "{}", line(&hex, decode))?;
        }
    }
    Ok(())
}

fn line(hex: &str, decode: fn(&[u8]) -> Value) -> Value {
    match octets_of(hex) {
        Ok(octets) => decode(&octets),
        Err(offset) => {
            json!({ "error": { "kind": "not_hex", "offset": offset, "field": "hex", "answer": null } })
        }
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
