//! Checks that several sections share.

use std::collections::BTreeSet;

use super::ConfigError;

/// A text of 1 to `most` octets, as a C-octet string holds it.
pub(super) fn at_most(most: usize, key: &str, value: &str) -> Result<(), ConfigError> {
    let fits = !value.is_empty() && value.len() <= most && !value.contains('\0');
    if fits { Ok(()) } else { Err(ConfigError::at(key, format!("must have 1 to {most} characters"))) }
}

/// A number that is absent or at least 1.
pub(super) fn not_zero(key: &str, value: Option<u32>) -> Result<(), ConfigError> {
    if value == Some(0) { Err(ConfigError::at(key, "must be at least 1")) } else { Ok(()) }
}

/// A number within its bounds.
pub(super) fn within<T: PartialOrd + std::fmt::Display>(
    bounds: std::ops::RangeInclusive<T>,
    key: &str,
    value: T,
) -> Result<(), ConfigError> {
    if bounds.contains(&value) {
        return Ok(());
    }
    Err(ConfigError::at(key, format!("must be {} to {}", bounds.start(), bounds.end())))
}

/// No value but the empty one stands twice; `key` names the key of an index.
pub(super) fn once<'a>(
    values: impl Iterator<Item = &'a str>,
    key: impl Fn(usize) -> String,
) -> Result<(), ConfigError> {
    let mut seen = BTreeSet::new();
    for (index, value) in values.enumerate() {
        if !value.is_empty() && !seen.insert(value) {
            return Err(ConfigError::at(key(index), "stands twice"));
        }
    }
    Ok(())
}

/// Prefixes of addresses: 1 to 20 printable ASCII characters each (SMPP 5.0 §4.7.29: addresses have at most 20).
pub(super) fn prefixes(key: &str, prefixes: &[String]) -> Result<(), ConfigError> {
    for (index, prefix) in prefixes.iter().enumerate() {
        digits(&format!("{key}[{index}]"), prefix)?;
    }
    Ok(())
}

/// 1 to 20 printable ASCII characters, as an address has.
pub(super) fn digits(key: &str, text: &str) -> Result<(), ConfigError> {
    let fits = (1..=20).contains(&text.len()) && text.bytes().all(|octet| (b' '..=b'~').contains(&octet));
    if fits { Ok(()) } else { Err(ConfigError::at(key, "must have 1 to 20 printable characters")) }
}
