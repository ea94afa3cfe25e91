//! `[[link]]`: the message centres to which we bind.

use std::path::PathBuf;

use serde::Deserialize;

use super::value::SecretText;
use super::{ConfigError, check, secret_place};

/// `[[link]]`: another message centre, at which we are an ESME.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LinkConfig {
    /// Its name in routes, logs and metrics; no two alike.
    pub name: String,
    /// Its host name or address.
    pub host: String,
    /// Its port: 2775.
    #[serde(default = "smpp_port")]
    pub port: u16,
    /// Whether it is spoken to over TLS: false.
    #[serde(default)]
    pub tls: bool,
    /// The certificates in PEM of those who may vouch for the peer; whom the system trusts if absent.
    pub ca_file: Option<PathBuf>,
    /// Our certificate in PEM, if the peer wants to see one, and those that vouch for it.
    pub cert: Option<PathBuf>,
    /// The key of `cert`.
    pub key: Option<PathBuf>,
    /// What we bind as, at most 15 characters.
    pub system_id: String,
    /// The variable of the environment that holds the password.
    pub password_env: Option<String>,
    /// The file that holds the password, alone in its first line.
    pub password_file: Option<PathBuf>,
    /// The password itself, at most 8 characters. The configuration must then be a file that its owner alone can read,
    /// mode 0600 at most. Of the three at most one may be given; without any, the password is empty.
    pub password: Option<SecretText>,
    /// `system_type` of the bind, at most 12 characters: empty.
    #[serde(default)]
    pub system_type: String,
    /// `transceiver`, `transmitter`, `receiver`, or `pair`: `transceiver`.
    #[serde(default)]
    pub bind: LinkBind,
    /// How many binds are held, 1 to 100; of pairs, so many of either kind: 1.
    #[serde(default = "one")]
    pub binds: u16,
    /// Requests of ours that may be unanswered on one bind: 10.
    #[serde(default = "ten")]
    pub window: u16,
    /// Messages a second on all binds together; no limit if absent.
    pub rate: Option<u32>,
    /// How long nothing is sent after the peer has answered ESME_RTHROTTLED or ESME_RMSGQFUL, in ms: 1000.
    #[serde(default = "thousand")]
    pub throttle_pause_ms: u64,
    /// Whether the peer is told until when a message is valid: true. Some refuse what is longer than they like.
    #[serde(default = "yes")]
    pub validity: bool,
    /// Of which messages the peer is asked for a receipt: `always`.
    #[serde(default)]
    pub receipts: LinkReceipts,
    /// How many seconds after the end of a message's validity its receipt may still come: 300.
    #[serde(default = "five_minutes")]
    pub receipt_grace_secs: u64,
    /// The version that we bind with, `3.3`, `3.4` or `5.0`: `3.4`.
    #[serde(default)]
    pub version: LinkVersion,
    /// Seconds of silence before enquire_link; 0 never: 30.
    #[serde(default = "thirty")]
    pub enquire_link_secs: u64,
    /// The shortest pause before a connection is tried again, in ms; it doubles with each failure: 1000.
    #[serde(default = "thousand")]
    pub reconnect_min_ms: u64,
    /// The longest such pause, in ms: 60000.
    #[serde(default = "minute")]
    pub reconnect_max_ms: u64,
    /// How the peer writes message ids.
    #[serde(default)]
    pub message_id: MessageIdConfig,
    /// Deviations of the peer that are put up with, by the names that the `brivas-smpp` crate lists.
    #[serde(default)]
    pub leniency: Vec<String>,
    /// The type of number that the source address gets; its own if absent.
    pub source_ton: Option<u8>,
    /// The numbering plan that the source address gets; its own if absent.
    pub source_npi: Option<u8>,
}

/// As what we bind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum LinkBind {
    /// bind_transceiver: messages and receipts on one session.
    #[default]
    Transceiver,
    /// bind_transmitter: messages alone.
    Transmitter,
    /// bind_receiver: receipts and incoming messages alone.
    Receiver,
    /// Both of these, each on a session of its own, for peers that know no transceiver.
    Pair,
}

/// Of which messages the peer is asked for a receipt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum LinkReceipts {
    /// Of all: the state of a message is always what became of it.
    #[default]
    Always,
    /// Of those whose sender asked for one. The others end in state ACCEPTED once the peer has taken them.
    Asked,
}

/// The version that we bind with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub enum LinkVersion {
    /// SMPP 3.3.
    #[serde(rename = "3.3")]
    V3_3,
    /// SMPP 3.4.
    #[default]
    #[serde(rename = "3.4")]
    V3_4,
    /// SMPP 5.0.
    #[serde(rename = "5.0")]
    V5_0,
}

/// `message_id` of a `[[link]]`: how the peer writes ids in its responses and in its receipts, so that one finds the
/// other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct MessageIdConfig {
    /// In `submit_sm_resp`: `auto`.
    pub response: MessageIdRadix,
    /// In receipts: `auto`.
    pub receipt: MessageIdRadix,
    /// To how many characters the peer fills up ids in receipts with zeros in front that its responses lack; numbers of
    /// a known radix need no such help; 0 not at all: 0.
    pub pad: u8,
    /// Whether `A` and `a` in ids are one: `insensitive`.
    pub case: MessageIdCase,
}

/// How an id is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MessageIdRadix {
    /// As it stands if that is known, else as a number of either radix.
    #[default]
    Auto,
    /// A name, compared as it stands.
    Name,
    /// A decimal number.
    Decimal,
    /// A hexadecimal number.
    Hex,
}

/// Whether the case of letters counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MessageIdCase {
    /// It does not.
    #[default]
    Insensitive,
    /// It does.
    Sensitive,
}

impl LinkConfig {
    /// The password, from where it is kept; `index` is the link's place in the file, for the key of an error.
    ///
    /// # Errors
    /// The variable or the file cannot be read, or the password is longer than 8 characters (SMPP 5.0 §4.7.18).
    pub fn read_password(&self, index: usize) -> Result<SecretText, ConfigError> {
        let key = |name: &str| format!("link[{index}].{name}");
        let (variable, file) = (self.password_env.as_deref(), self.password_file.as_deref());
        let (password, name) = secret_place::read("password", variable, file, key)?.unwrap_or_else(|| {
            let password = self.password.as_ref().map_or("", SecretText::reveal);
            (password.into(), "password".into())
        });
        check_password(&key(&name), &password)?;
        Ok(SecretText::new(password))
    }

    pub(super) fn check(&self, index: usize) -> Result<(), ConfigError> {
        let key = |name: &str| format!("link[{index}].{name}");
        for (name, value) in [("name", &self.name), ("host", &self.host)] {
            if value.is_empty() {
                return Err(ConfigError::at(key(name), "must not be empty"));
            }
        }
        if self.name.len() > 64 {
            return Err(ConfigError::at(key("name"), "must have at most 64 characters"));
        }
        for (name, path) in [("ca_file", &self.ca_file), ("cert", &self.cert), ("key", &self.key)] {
            if path.is_some() && !self.tls {
                return Err(ConfigError::at(key(name), "stands without `tls = true`"));
            }
        }
        if self.cert.is_some() != self.key.is_some() {
            return Err(ConfigError::at(key("cert"), "`cert` and `key` stand together or not at all"));
        }
        check::at_most(15, &key("system_id"), &self.system_id)?;
        if !self.system_type.is_empty() {
            check::at_most(12, &key("system_type"), &self.system_type)?;
        }
        let given = [
            ("password_env", self.password_env.is_some()),
            ("password_file", self.password_file.is_some()),
            ("password", self.password.is_some()),
        ];
        secret_place::check_one(&given, key)?;
        if let Some(password) = &self.password {
            check_password(&key("password"), password.reveal())?;
        }
        if !(1..=100).contains(&self.binds) {
            return Err(ConfigError::at(key("binds"), "must be 1 to 100"));
        }
        for (name, zero) in
            [("port", self.port == 0), ("window", self.window == 0), ("rate", self.rate == Some(0))]
        {
            if zero {
                return Err(ConfigError::at(key(name), "must be at least 1"));
            }
        }
        if self.reconnect_min_ms == 0 || self.reconnect_min_ms > self.reconnect_max_ms {
            return Err(ConfigError::at(key("reconnect_min_ms"), "must be 1 to reconnect_max_ms"));
        }
        if self.message_id.pad > 64 {
            return Err(ConfigError::at(key("message_id.pad"), "must be at most 64"));
        }
        Ok(())
    }
}

fn check_password(key: &str, password: &str) -> Result<(), ConfigError> {
    let fits = password.len() <= 8 && !password.contains('\0');
    if fits { Ok(()) } else { Err(ConfigError::at(key, "must have at most 8 characters")) }
}

fn smpp_port() -> u16 {
    2775
}

fn one() -> u16 {
    1
}

fn ten() -> u16 {
    10
}

fn thirty() -> u64 {
    30
}

fn yes() -> bool {
    true
}

fn five_minutes() -> u64 {
    300
}

fn thousand() -> u64 {
    1000
}

fn minute() -> u64 {
    60_000
}
