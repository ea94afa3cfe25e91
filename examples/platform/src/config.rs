//! The configuration file: TOML, every key with a sane default, checked before anything starts. A mistake is told with
//! its line and key.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::Path;

use serde::Deserialize;

/// Everything that can be set. An empty file is a working configuration.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Config {
    /// The SMPP listener.
    pub smpp: SmppConfig,
    /// The HTTP listener.
    pub http: HttpConfig,
    /// What is logged, and how.
    pub log: LogConfig,
    /// Where messages are kept.
    pub store: StoreConfig,
    /// How messages are treated.
    pub message: MessageConfig,
    /// The simulated handset that takes what no route matches.
    pub handset: HandsetConfig,
    /// Who may bind. Without one, a tenant `demo` is made with a random password.
    #[serde(rename = "tenant")]
    pub tenants: Vec<TenantConfig>,
    /// Distribution lists for submit_multi: name to addresses.
    pub distribution_list: BTreeMap<String, Vec<String>>,
    /// Canned messages: sm_default_msg_id, 1 to 255, to text.
    pub canned: BTreeMap<String, String>,
}

/// `[smpp]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct SmppConfig {
    /// Where to listen: `127.0.0.1:2775`; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Our `system_id` in bind responses, at most 15 characters: `brivas`.
    pub system_id: String,
    /// Connections at once, bound or not: 10000.
    pub max_connections: usize,
    /// Seconds until a connection must be bound: 10.
    pub session_init_secs: u64,
    /// Seconds of silence before enquire_link; 0 never: 30.
    pub enquire_link_secs: u64,
    /// Seconds without traffic before unbind; 0 never: 0.
    pub inactivity_secs: u64,
    /// Seconds that a request of ours waits for its response: 30.
    pub response_secs: u64,
}

impl Default for SmppConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 2775)),
            system_id: "brivas".into(),
            max_connections: 10_000,
            session_init_secs: 10,
            enquire_link_secs: 30,
            inactivity_secs: 0,
            response_secs: 30,
        }
    }
}

/// `[http]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct HttpConfig {
    /// Where to listen: `127.0.0.1:8080`; port 0 takes a free one.
    pub listen: SocketAddr,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 8080)) }
    }
}

/// `[log]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct LogConfig {
    /// `error`, `warn`, `info`, `debug`, `trace`, or a filter such as `info,brivas_smsc=debug`: `info`.
    pub level: String,
    /// `json`, or `text` for people: `json`.
    pub format: LogFormat,
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { level: "info".into(), format: LogFormat::Json }
    }
}

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum LogFormat {
    /// One JSON object a line.
    #[default]
    Json,
    /// For people to read.
    Text,
}

/// `[store]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct StoreConfig {
    /// `log`, durable, or `memory`, which forgets everything at the end: `log`.
    pub kind: StoreKind,
    /// Messages that may wait at once; more are answered with ESME_RMSGQFUL: 2000000.
    pub max_messages: usize,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self { kind: StoreKind::Log, max_messages: 2_000_000 }
    }
}

/// Which store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum StoreKind {
    /// The segmented log: durable before the answer.
    #[default]
    Log,
    /// Memory: for tests and measurements.
    Memory,
}

/// `[message]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct MessageConfig {
    /// Seconds that a message without validity_period is valid: 259200, three days.
    pub default_validity_secs: u64,
    /// The longest validity that is granted, in seconds: 864000, ten days.
    pub max_validity_secs: u64,
    /// Seconds for which query_sm still knows a message that reached its final state: 86400.
    pub retain_secs: u64,
    /// Seconds to wait after the first, second, … failed attempt; the last one holds for all that follow:
    /// 20, 60, 300, 900, 3600, 14400.
    pub retry_secs: Vec<u64>,
    /// Seconds that a transaction-mode message may wait for its outcome: 20.
    pub transaction_secs: u64,
}

impl Default for MessageConfig {
    fn default() -> Self {
        Self {
            default_validity_secs: 259_200,
            max_validity_secs: 864_000,
            retain_secs: 86_400,
            retry_secs: vec![20, 60, 300, 900, 3600, 14_400],
            transaction_secs: 20,
        }
    }
}

/// `[handset]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct HandsetConfig {
    /// Whether there is one; without it, a message that no route matches is refused with ESME_RINVDSTADR: true.
    pub enabled: bool,
    /// Milliseconds until it accepts a message: 500.
    pub delay_ms: u64,
}

impl Default for HandsetConfig {
    fn default() -> Self {
        Self { enabled: true, delay_ms: 500 }
    }
}

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
    /// Requests a second on one bind; no limit if absent.
    pub rate: Option<u32>,
    /// Deviations of this peer that are put up with, by the names that the `brivas-smpp` crate lists.
    #[serde(default)]
    pub leniency: Vec<String>,
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

/// Why a configuration cannot be used: where, and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    message: String,
}

impl ConfigError {
    /// An error at a key, `tenant[0].system_id` for one.
    #[must_use]
    pub fn at(key: impl fmt::Display, what: impl fmt::Display) -> Self {
        Self { message: format!("{key}: {what}") }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// The file cannot be read, is no TOML, has an unknown key or a value of the wrong type (told with its line), or a
    /// value out of its bounds (told with its key).
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError::at(path.display(), error))?;
        Self::parse(&text).map_err(|error| ConfigError::at(path.display(), error))
    }

    /// Reads a text.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text)
            .map_err(|error| ConfigError { message: error.to_string().trim_end().into() })?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let at_most_15 = |key: &str, value: &str| {
            let fits = !value.is_empty() && value.len() <= 15 && !value.contains('\0');
            if fits { Ok(()) } else { Err(ConfigError::at(key, "must have 1 to 15 characters")) }
        };
        at_most_15("smpp.system_id", &self.smpp.system_id)?;
        if self.message.retry_secs.is_empty() {
            return Err(ConfigError::at("message.retry_secs", "must have at least one entry"));
        }
        if self.message.default_validity_secs > self.message.max_validity_secs {
            let what = "must not be above message.max_validity_secs";
            return Err(ConfigError::at("message.default_validity_secs", what));
        }
        for (index, tenant) in self.tenants.iter().enumerate() {
            at_most_15(&format!("tenant[{index}].system_id"), &tenant.system_id)?;
            if self.tenants.iter().take(index).any(|before| before.system_id == tenant.system_id) {
                return Err(ConfigError::at(format!("tenant[{index}].system_id"), "stands twice"));
            }
            if tenant.rate == Some(0) || tenant.window == 0 || tenant.inbound_window == 0 {
                let what = "rate, window and inbound_window must be at least 1";
                return Err(ConfigError::at(format!("tenant[{index}]"), what));
            }
        }
        for id in self.canned.keys() {
            if !id.parse::<u8>().is_ok_and(|id| id > 0) {
                return Err(ConfigError::at(format!("canned.{id}"), "the key must be 1 to 255"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_is_a_working_configuration() {
        let config = Config::parse("").unwrap();
        assert_eq!(config.smpp.listen.port(), 2775);
        assert!(config.handset.enabled && config.tenants.is_empty());
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_key() {
        let error = Config::parse("[smpp]\nlisten = \"127.0.0.1:2775\"\nenquire_link = 3\n").unwrap_err();
        let text = error.to_string();
        assert!(text.contains("line 3") && text.contains("enquire_link"), "{text}");
        let error = Config::parse("[http]\nlisten = 8080\n").unwrap_err();
        assert!(error.to_string().contains("line 2"), "{error}");
        let error = Config::parse("[smpp]\nsystem_id = \"much too long a name\"").unwrap_err();
        assert!(error.to_string().starts_with("smpp.system_id"), "{error}");
        let error = Config::parse("[canned]\n0 = \"x\"").unwrap_err();
        assert!(error.to_string().starts_with("canned.0"), "{error}");
    }
}
