//! What MAP says in a few words, wherever in a parameter it stands: who, where, and how it ended.

use brivas_sigtran::ber::{Bits, Describe, Description};
use brivas_sigtran::map::{AddressString, DialoguePdu};
use serde_json::{Map, Value, json};

use super::super::{hex, value};

/// A field of the standard, and the word for it.
const WORDS: &[(&str, &str)] = &[
    ("imsi", "imsi"),
    ("msisdn", "msisdn"),
    ("imei", "imei"),
    ("serviceCentreAddress", "sc"),
    ("serviceCentreAddressDA", "sc"),
    ("serviceCentreAddressOA", "sc"),
    ("sm-RP-PRI", "pri"),
    ("networkNode-Number", "node"),
    ("msc-Number", "msc"),
    ("vlr-Number", "vlr"),
    ("hlr-Number", "hlr"),
    ("roamingNumber", "msrn"),
    ("numberOfRequestedVectors", "n"),
    ("sm-DeliveryOutcome", "outcome"),
    ("alertReason", "reason"),
    ("sm-EnumeratedDeliveryFailureCause", "cause"),
    ("mw-Status", "mw_status_bits"),
    ("ussd-String", "ussd_hex"),
];

/// Puts the words of a parameter, which may be one word itself; of several with one word, the first counts.
pub(super) fn put(object: &mut Map<String, Value>, own: Option<&str>, parameter: &dyn Describe) {
    match own {
        Some(word) => drop(object.entry(word).or_insert_with(|| plain(parameter))),
        None => put_parts(object, parameter),
    }
}

fn put_parts(object: &mut Map<String, Value>, parameter: &dyn Describe) {
    parameter.parts(&mut |name, part| {
        if name == "authenticationSetList" {
            put_count(object, part);
        }
        match WORDS.iter().find(|(field, _)| *field == name) {
            Some((_, word)) => drop(object.entry(*word).or_insert_with(|| plain(part))),
            None => put_parts(object, part),
        }
    });
}

/// Puts which kind of authentication sets came, and how many.
fn put_count(object: &mut Map<String, Value>, sets: &dyn Describe) {
    sets.parts(&mut |kind, list| {
        let mut count = 0;
        list.parts(&mut |_, _| count += 1);
        object.insert("sets".into(), json!([kind, count]));
    });
}

/// A value without what only a program asks for: of an address, the digits.
fn plain(value: &dyn Describe) -> Value {
    match value.describe() {
        Description::Address(octets) => AddressString::new(octets).digits().to_string().into(),
        Description::Octets(octets) => hex(octets).into(),
        Description::Bits(bits) => number(bits).into(),
        _ => value::of(value),
    }
}

/// The bits as a number, the last one its lowest.
fn number(bits: Bits<'_>) -> u64 {
    let octets = bits.octets.iter().take(8);
    octets.fold(0, |number, octet| number << 8 | u64::from(*octet)) >> bits.unused
}

/// Puts the name of an operation, of several a list.
pub(super) fn put_operation(object: &mut Map<String, Value>, name: &Value) {
    match object.get_mut("op") {
        None => drop(object.insert("op".into(), name.clone())),
        Some(Value::Array(names)) => names.push(name.clone()),
        Some(first) => *first = json!([first.clone(), name]),
    }
}

/// Puts why a dialogue is refused or given up.
pub(super) fn put_dialogue(object: &mut Map<String, Value>, pdu: &DialoguePdu<'_>) {
    match pdu {
        DialoguePdu::Refuse(info) => drop(object.insert("map_refuse".into(), value::of(&info.reason))),
        DialoguePdu::UserAbort(info) => info.map_user_abort_choice.parts(&mut |name, reason| {
            let reason = match reason.describe() {
                Description::Null => 0.into(),
                _ => value::of(reason),
            };
            object.insert("map_user_abort".into(), json!([name, reason]));
        }),
        DialoguePdu::ProviderAbort(info) => {
            object.insert("map_provider_abort".into(), value::of(&info.map_provider_abort_reason));
        }
        _ => {}
    }
}
