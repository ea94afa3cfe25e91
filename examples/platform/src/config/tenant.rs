//! `[[tenant]]`: who may bind, and within which limits.

use std::path::PathBuf;

use serde::Deserialize;

use super::value::{Cidr, Fingerprint, HttpsUrl, SecretText, SenderPattern};
use super::{ConfigError, check, secret_place};

/// `[[tenant]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TenantConfig {
    /// The name in logs and metrics.
    pub name: String,
    /// What the tenant binds as, at most 15 characters.
    pub system_id: String,
    /// The hash of its password as `brivas hash` prints it.
    pub password_hash: String,
    /// SHA-256 of its key for the HTTP API, in hex, as `brivas hash --api-key` prints it.
    pub api_key_sha256: Option<String>,
    /// Destinations that begin so are delivered to this tenant.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Whether the address_range of a bind may claim destinations, too: false, since whoever may claim any range can
    /// take other tenants' messages.
    #[serde(default)]
    pub claim_by_address_range: bool,
    /// Binds at once: 10.
    #[serde(default = "ten")]
    pub max_binds: usize,
    /// Requests of ours that may be unanswered on one bind: 100.
    #[serde(default = "hundred")]
    pub window: u16,
    /// Requests of the tenant that may be unanswered on one bind: 1000.
    #[serde(default = "thousand")]
    pub inbound_window: u16,
    /// Requests a second on all the tenant's binds together; one to several destinations counts as many. No limit if
    /// absent.
    pub rate: Option<u32>,
    /// Messages that the tenant may submit in a minute of UTC, on all its binds; no limit if absent.
    pub per_minute: Option<u32>,
    /// Messages that the tenant may submit in a day of UTC, on all its binds; no limit if absent. Like the others it
    /// counts from zero after a restart.
    pub per_day: Option<u32>,
    /// The most octets that a message of the tenant may have; as many as a PDU holds if absent.
    pub max_octets: Option<u32>,
    /// Networks from which the tenant may bind, such as `192.0.2.0/24`; any if empty.
    #[serde(default)]
    pub allow_from: Vec<Cidr>,
    /// Whether the tenant may bind over TLS alone: false.
    #[serde(default)]
    pub require_tls: bool,
    /// SHA-256 of the certificates, one of which the tenant must show; none is asked for if empty.
    #[serde(default)]
    pub client_cert_sha256: Vec<Fingerprint>,
    /// Senders that the tenant may use, such as `ACME` or `4930*`; any if empty.
    #[serde(default)]
    pub sources: Vec<SenderPattern>,
    /// Where the receipts of messages that came over HTTP are posted, `https` alone; if absent, they go to the tenant's
    /// binds like all others.
    pub receipt_url: Option<HttpsUrl>,
    /// The variable of the environment that holds the secret by which these posts are signed: `whsec_` and 24 to 64 octets
    /// in base64, as `brivas hash --receipt-secret` makes one.
    pub receipt_secret_env: Option<String>,
    /// The file that holds this secret, alone in its first line.
    pub receipt_secret_file: Option<PathBuf>,
    /// Deviations of this peer that are put up with, by the names that the `brivas-smpp` crate lists.
    #[serde(default)]
    pub leniency: Vec<String>,
}

impl TenantConfig {
    /// Whether it can be bound over TLS alone: because it must, or because it must show a certificate.
    #[must_use]
    pub const fn needs_tls(&self) -> bool {
        self.require_tls || !self.client_cert_sha256.is_empty()
    }

    pub(super) fn read_receipt_secret(&self, index: usize) -> Result<Option<SecretText>, ConfigError> {
        if self.receipt_url.is_none() {
            return Ok(None);
        }
        let key = |name: &str| format!("tenant[{index}].{name}");
        let (variable, file) = (self.receipt_secret_env.as_deref(), self.receipt_secret_file.as_deref());
        let secret = secret_place::read("receipt_secret", variable, file, key)?;
        Ok(secret.map(|(secret, _)| SecretText::new(secret)))
    }

    pub(super) fn check(&self, index: usize, has_tls: bool) -> Result<(), ConfigError> {
        let key = |name: &str| format!("tenant[{index}].{name}");
        check::at_most(15, &key("system_id"), &self.system_id)?;
        if self.rate == Some(0) || self.window == 0 || self.inbound_window == 0 {
            let what = "rate, window and inbound_window must be at least 1";
            return Err(ConfigError::at(format!("tenant[{index}]"), what));
        }
        for (name, value) in
            [("per_minute", self.per_minute), ("per_day", self.per_day), ("max_octets", self.max_octets)]
        {
            check::not_zero(&key(name), value)?;
        }
        if self.needs_tls() && !has_tls {
            let name = if self.require_tls { "require_tls" } else { "client_cert_sha256" };
            return Err(ConfigError::at(key(name), "needs tls.listen"));
        }
        self.check_hook(key)
    }

    fn check_hook(&self, key: impl Fn(&str) -> String) -> Result<(), ConfigError> {
        let given = [
            ("receipt_secret_env", self.receipt_secret_env.is_some()),
            ("receipt_secret_file", self.receipt_secret_file.is_some()),
        ];
        secret_place::check_one(&given, &key)?;
        match (&self.receipt_url, given.iter().find(|(_, given)| *given)) {
            (Some(_), None) => {
                let what = "needs receipt_secret_env or receipt_secret_file: a post that is not signed could be anybody's";
                Err(ConfigError::at(key("receipt_url"), what))
            }
            (None, Some((name, _))) => Err(ConfigError::at(key(name), "is of no use without receipt_url")),
            _ => Ok(()),
        }
    }
}

fn ten() -> usize {
    10
}

fn hundred() -> u16 {
    100
}

fn thousand() -> u16 {
    1000
}
