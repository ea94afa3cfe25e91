//! The senders that a tenant may use.

use serde::Deserialize;

/// A sender such as `ACME` or `4930123`, or all that begin alike: `4930*`. `*` alone is every sender. Letters are
/// compared as they are, and number against number after normalisation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct SenderPattern {
    start: Vec<u8>,
    open: bool,
}

impl SenderPattern {
    /// Whether it has this sender's address.
    #[must_use]
    pub fn matches(&self, address: &[u8]) -> bool {
        if self.open { address.starts_with(&self.start) } else { address == self.start }
    }
}

impl TryFrom<String> for SenderPattern {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let (start, open) = match text.strip_suffix('*') {
            Some(start) => (start, true),
            None => (text.as_str(), false),
        };
        if start.contains('*') {
            return Err("may have `*` at its end alone");
        }
        if start.is_empty() && !open {
            return Err("must not be empty");
        }
        Ok(Self { start: start.as_bytes().to_vec(), open })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_matched_whole_or_by_its_start() {
        let matches = |pattern: &str, address: &[u8]| {
            SenderPattern::try_from(pattern.to_string()).unwrap().matches(address)
        };
        assert!(matches("ACME", b"ACME") && !matches("ACME", b"ACMEX") && !matches("ACME", b"acme"));
        assert!(matches("4930*", b"4930") && matches("4930*", b"49301") && !matches("4930*", b"493"));
        assert!(matches("*", b"") && matches("*", b"any"));
        assert!(SenderPattern::try_from(String::new()).is_err());
        assert!(SenderPattern::try_from("a*b".to_string()).is_err());
    }
}
