//! `[[tenant]]`: who may bind, and within which limits.

use serde::Deserialize;

use super::value::{Cidr, Fingerprint, HttpsUrl, SenderPattern};
use super::{ConfigError, check};

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
    /// Where receipts are told beside SMPP, `https` alone; nowhere if absent.
    pub receipt_url: Option<HttpsUrl>,
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
        Ok(())
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
