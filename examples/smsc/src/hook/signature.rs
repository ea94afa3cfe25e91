//! The signature of a post, as Standard Webhooks 1.0.0 has it: HMAC-SHA256 over id, time and body, so that a receiver
//! knows who posted it, that nobody changed it, and when it was made.

use base64ct::{Base64, Encoding};
use brivas_platform::secret::{self, NoEntropy};
use ring::hmac;

/// What every secret begins with in writing.
const PREFIX: &str = "whsec_";
/// How many octets a secret has.
const OCTETS: std::ops::RangeInclusive<usize> = 24..=64;

/// What the posts to one tenant are signed with.
pub(super) struct Secret(hmac::Key);

impl Secret {
    /// Reads a secret as it is written: `whsec_` and base64.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        const WRONG: &str =
            "leads to no `whsec_` with 24 to 64 octets in base64; `brivas hash --receipt-secret` makes one";
        let encoded = text.trim().strip_prefix(PREFIX).ok_or(WRONG)?;
        let octets = Base64::decode_vec(encoded).map_err(|_| WRONG)?;
        if !OCTETS.contains(&octets.len()) {
            return Err(WRONG);
        }
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, &octets)))
    }

    /// The value of `webhook-signature` for a post with this id, at this Unix second, with this body.
    pub(super) fn sign(&self, id: &str, unix_secs: i64, body: &[u8]) -> String {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(format!("{id}.{unix_secs}.").as_bytes());
        context.update(body);
        format!("v1,{}", Base64::encode_string(context.sign().as_ref()))
    }
}

/// A random secret for the posts to a tenant's `receipt_url`, as its configuration wants it.
///
/// # Errors
/// [`NoEntropy`].
pub fn new_secret() -> Result<String, NoEntropy> {
    Ok(format!("{PREFIX}{}", Base64::encode_string(&secret::random::<32>()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_answer_of_the_standard_comes_out() {
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signature =
            secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_secret_has_its_prefix_and_24_to_64_octets() {
        let written = |octets: usize| format!("whsec_{}", Base64::encode_string(&vec![7; octets]));
        for (octets, good) in [(0, false), (23, false), (24, true), (64, true), (65, false)] {
            assert_eq!(Secret::parse(&written(octets)).is_ok(), good, "{octets}");
        }
        assert!(Secret::parse(written(32).trim_start_matches("whsec_")).is_err());
        assert!(Secret::parse("whsec_not base64, though long enough for it").is_err());
        let made = new_secret().unwrap();
        assert!(Secret::parse(&made).is_ok() && made != new_secret().unwrap());
    }
}
