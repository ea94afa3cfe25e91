//! Where something is told over HTTPS.

use serde::Deserialize;

/// An address that begins with `https://` and has a host. Nothing about messages is told in clear.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct HttpsUrl(String);

impl HttpsUrl {
    /// The address as it stands in the configuration.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for HttpsUrl {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let rest = text.strip_prefix("https://").ok_or("must begin with https://")?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default();
        if host.is_empty() || host.starts_with(':') {
            return Err("must name a host");
        }
        if authority.contains('@') {
            return Err("must not hold a user or password");
        }
        if text.chars().any(|character| character.is_whitespace() || character.is_control()) {
            return Err("must not hold spaces or control characters");
        }
        Ok(Self(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_https_address_with_a_host_will_do() {
        for good in ["https://example.com", "https://example.com:8443/receipts?x=1", "https://[2001:db8::1]/"]
        {
            assert!(HttpsUrl::try_from(good.to_string()).is_ok(), "{good}");
        }
        for wrong in [
            "",
            "http://example.com",
            "https://",
            "https:///x",
            "https://:1/",
            "https://a@b/",
            "https://a b/",
        ] {
            assert!(HttpsUrl::try_from(wrong.to_string()).is_err(), "{wrong}");
        }
    }
}
