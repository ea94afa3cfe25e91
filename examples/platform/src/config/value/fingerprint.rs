//! What a certificate is known by.

use serde::Deserialize;

/// The SHA-256 of a certificate in DER, as 64 hex digits; colons between them are passed over, so that what
/// `openssl x509 -fingerprint -sha256` prints can be pasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The 32 octets.
    #[must_use]
    pub const fn octets(&self) -> &[u8; 32] {
        &self.0
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        const WHAT: &str = "must be a SHA-256 in 64 hex digits";
        let digits: Vec<u32> = text
            .chars()
            .filter(|character| *character != ':')
            .map(|character| character.to_digit(16).ok_or(WHAT))
            .collect::<Result<_, _>>()?;
        let octet = |pair: &[u32]| u8::try_from(pair.iter().fold(0, |octet, digit| octet * 16 + digit)).ok();
        let octets: Option<Vec<u8>> = digits.chunks(2).map(octet).collect();
        let octets = octets.filter(|_| digits.len() == 64).and_then(|octets| octets.try_into().ok());
        octets.map(Self).ok_or(WHAT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_64_digits_with_or_without_colons() {
        let plain = "00ff".repeat(16);
        let colons = ["00", "FF"].repeat(16).join(":");
        let read = |text: &str| Fingerprint::try_from(text.to_string());
        assert_eq!(read(&plain), read(&colons));
        assert_eq!(&read(&plain).unwrap().octets()[..3], [0, 255, 0]);
        for wrong in
            ["", "00", &plain[1..], &format!("{plain}0"), &format!("{plain}00"), &plain.replace('f', "g")]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
