//! Values of ASN.1 as JSON, much as X.697 has it: an ENUMERATED by its name, octets in hex, a CHOICE as an object with one
//! member. Digits are texts, and a NULL is true, since being there is all that it says.

use brivas_sigtran::ber::{Bits, Describe, Description};
use brivas_sigtran::map::{AddressString, Tbcd};
use serde_json::{Map, Value, json};

use super::{hex, put_octets};

pub(super) fn of(value: &dyn Describe) -> Value {
    match value.describe() {
        Description::Null => true.into(),
        Description::Boolean(is_true) => is_true.into(),
        Description::Integer(number) => number.into(),
        Description::Enumerated { name: Some(name), .. } => name.into(),
        Description::Enumerated { number, name: None } => number.into(),
        Description::Octets(octets) | Description::Elements(octets) => hex(octets).into(),
        Description::Bits(bits) => json!({ "value": hex(bits.octets), "length": length(bits) }),
        Description::ObjectIdentifier(name) => name.to_string().into(),
        Description::Text(text) => String::from_utf8_lossy(text).into(),
        Description::Digits(octets) => Tbcd::new(octets).to_string().into(),
        Description::Address(octets) => address(AddressString::new(octets)),
        Description::Sequence | Description::Choice => {
            let mut object = Map::new();
            value.parts(&mut |name, part| put(&mut object, name, part));
            Value::Object(object)
        }
        Description::List => {
            let mut list = Vec::new();
            value.parts(&mut |_, part| list.push(of(part)));
            list.into()
        }
        _ => Value::Null,
    }
}

/// Puts a value into an object, octets that can be read as text with their twin.
pub(super) fn put(object: &mut Map<String, Value>, name: &str, value: &dyn Describe) {
    match value.describe() {
        Description::Octets(octets) => put_octets(object, name, octets),
        _ => drop(object.insert(name.into(), of(value))),
    }
}

/// How many bits there are.
pub(super) fn length(bits: Bits<'_>) -> usize {
    (bits.octets.len() * 8).saturating_sub(bits.unused.into())
}

fn address(address: AddressString<'_>) -> Value {
    json!({
        "nature": address.nature_of_address().0,
        "plan": address.numbering_plan().0,
        "digits": address.digits().to_string(),
    })
}
