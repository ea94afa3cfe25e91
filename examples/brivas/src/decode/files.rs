//! Protocols that are text: their messages come as they are, in files or on standard input.

use std::error::Error;
use std::io::{Read, Write};

use serde_json::Value;

use super::{sdp, sip};
use crate::cli::{DecodeOptions, Protocol};

pub(super) fn run(options: &DecodeOptions, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    if options.inputs.is_empty() {
        let mut octets = Vec::new();
        std::io::stdin().lock().read_to_end(&mut octets)?;
        return print(None, octets, options, out);
    }
    for name in &options.inputs {
        let octets = std::fs::read(name).map_err(|error| format!("{name}: {error}"))?;
        print(Some(name), octets, options, out)?;
    }
    Ok(())
}

/// Prints each message in one line, with the name of its file before it.
fn print(
    name: Option<&str>,
    octets: Vec<u8>,
    options: &DecodeOptions,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let objects = match (options.protocol, options.stream) {
        (Protocol::Sdp, _) => sdp::decode_all(&octets),
        (_, true) => sip::stream(&octets),
        (_, false) => vec![sip::datagram(octets.into())],
    };
    for object in objects {
        let Value::Object(members) = object else { continue };
        let name = name.map(|name| ("file".to_owned(), Value::from(name)));
        let line: Value = Value::Object(name.into_iter().chain(members).collect());
        writeln!(out, "{line}")?;
    }
    Ok(())
}
