//! `[[normalise]]`: how numbers come to be written alike.

use serde::Deserialize;

use super::{ConfigError, check};

/// `[[normalise]]`: numbers are brought into the international form of ITU-T E.164, digits alone with type of number
/// 1 and numbering plan 1, before routes are looked for. The first rule for the tenant is used, and no other.
///
/// A number with an international prefix loses it; one of national type, with the national prefix, or of a national
/// length without any, gets the country's code. What is no number of at most 15 digits then, alphanumeric senders, and
/// the types network specific, subscriber and abbreviated are left alone.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct NormaliseConfig {
    /// The names of the tenants whose messages it is for; all if empty.
    pub tenant: Vec<String>,
    /// Whether source addresses are changed: true.
    pub source: bool,
    /// Whether destination addresses are changed: true.
    pub destination: bool,
    /// The types of number that are changed, of 0 (unknown), 1 (international) and 2 (national): all three.
    pub ton: Vec<u8>,
    /// What stands before a number with its country's code: `+`, `00`.
    pub international_prefix: Vec<String>,
    /// What stands before a number without it, `""` for nothing: `0`.
    pub national_prefix: String,
    /// The code of the country in which national numbers are, such as `49`; without it, national numbers are left
    /// alone.
    pub country: Option<String>,
    /// How many digits a national number has that comes with neither prefix nor type, such as `[10, 11]`: none has,
    /// so that short codes are left alone.
    pub national_length: Vec<u8>,
}

impl Default for NormaliseConfig {
    fn default() -> Self {
        Self {
            tenant: Vec::new(),
            source: true,
            destination: true,
            ton: vec![0, 1, 2],
            international_prefix: vec!["+".into(), "00".into()],
            national_prefix: "0".into(),
            country: None,
            national_length: Vec::new(),
        }
    }
}

impl NormaliseConfig {
    pub(super) fn check(&self, index: usize) -> Result<(), ConfigError> {
        let key = |name: &str| format!("normalise[{index}].{name}");
        if self.ton.iter().any(|ton| *ton > 2) {
            return Err(ConfigError::at(key("ton"), "must be of 0, 1 and 2"));
        }
        check::prefixes(&key("international_prefix"), &self.international_prefix)?;
        if !self.national_prefix.is_empty() {
            check::digits(&key("national_prefix"), &self.national_prefix)?;
        }
        if let Some(country) = &self.country {
            let is_code = (1..=3).contains(&country.len())
                && country.bytes().all(|octet| octet.is_ascii_digit())
                && !country.starts_with('0');
            if !is_code {
                return Err(ConfigError::at(key("country"), "must be a code of 1 to 3 digits such as `49`"));
            }
        } else if !self.national_length.is_empty() {
            return Err(ConfigError::at(key("national_length"), "is of no use without country"));
        }
        if self.national_length.iter().any(|length| !(1..=14).contains(length)) {
            return Err(ConfigError::at(key("national_length"), "must be of 1 to 14"));
        }
        Ok(())
    }
}
