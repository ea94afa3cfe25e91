//! Regular expressions over addresses.

use regex::bytes::{Regex, RegexBuilder};
use serde::Deserialize;

/// The most that a compiled expression may take, in octets.
const SIZE_LIMIT: usize = 1 << 20;

/// A regular expression over the octets of an address. It matches anywhere in it; `^` and `$` bind it to the ends. It
/// takes linear time on every input.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern(Regex);

impl Pattern {
    /// Whether the expression matches somewhere in these octets.
    #[must_use]
    pub fn is_match(&self, octets: &[u8]) -> bool {
        self.0.is_match(octets)
    }

    /// The expression as it stands in the configuration.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Two patterns are one if they are written alike.
impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Pattern {}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let built = RegexBuilder::new(&text).size_limit(SIZE_LIMIT).unicode(false).build();
        built.map(Self).map_err(|error| format!("is no regular expression: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_anywhere_unless_it_is_bound() {
        let pattern = |text: &str| Pattern::try_from(text.to_string());
        assert!(pattern("49").unwrap().is_match(b"0049"));
        assert!(!pattern("^49").unwrap().is_match(b"0049"));
        assert!(pattern(r"^\d{4}$").unwrap().is_match(b"0049"));
        assert!(pattern("(").is_err());
        assert!(pattern("((a{1000}){1000}){1000}").is_err(), "too large");
    }
}
