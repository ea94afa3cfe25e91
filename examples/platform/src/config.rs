//! The configuration file: TOML, every key with a sane default, checked before anything starts. A mistake is told with
//! its line and key.
//!
//! | section | file |
//! |---|---|
//! | `[smpp]`, `[tls]`, `[http]` | `smpp.rs`, `tls.rs`, `http.rs`: where we listen |
//! | `[log]`, `[store]`, `[handset]` | `log.rs`, `store.rs`, `handset.rs` |
//! | `[message]`, `[retry]` | `message.rs`, `retry.rs`: validity, and what is tried again when |
//! | `[hook]` | `hook.rs`: how receipts are posted to tenants |
//! | `[[tenant]]`, `[[link]]` | `tenant.rs`, `link.rs`: who binds to us, and to whom we bind |
//! | `[ss7]` | `ss7.rs`: the mobile network |
//! | `[switch]` | `switch.rs`: the voice switch |
//! | `[[normalise]]`, `[[route]]` | `normalise.rs`, `route.rs`: how numbers are written, and which message goes where |
//!
//! Values with a form of their own (networks, schedules, times of the week, …) are in `value/`. Names that refer to
//! another section are checked in `references.rs`; `secret_place.rs` reads secrets from where they are kept; `line.rs` finds
//! the line of a key.

mod check;
mod error;
mod handset;
mod hook;
mod http;
mod line;
mod link;
mod log;
mod message;
mod normalise;
mod references;
mod retry;
mod route;
mod secret_place;
mod smpp;
mod source;
mod ss7;
mod store;
mod switch;
mod tenant;
mod tls;
mod value;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use source::Source;

pub use error::ConfigError;
pub use handset::HandsetConfig;
pub use hook::HookConfig;
pub use http::HttpConfig;
pub use link::{
    LinkBind, LinkConfig, LinkReceipts, LinkVersion, MessageIdCase, MessageIdConfig, MessageIdRadix,
};
pub use log::{LogConfig, LogFormat};
pub use message::MessageConfig;
pub use normalise::NormaliseConfig;
pub use retry::{GiveUpWhen, RetryClassConfig, RetryConfig, RetryKind};
pub use route::{AddressRewrite, RewriteConfig, RouteConfig};
pub use smpp::SmppConfig;
pub use ss7::{Ss7Config, Ss7PeerConfig, Ss7RouteConfig};
pub use store::{StoreConfig, StoreKind};
pub use switch::{SwitchConfig, SwitchRouteConfig, SwitchTargetConfig, SwitchUserConfig};
pub use tenant::TenantConfig;
pub use tls::TlsConfig;
pub use value::{
    Cidr, Fingerprint, HttpsUrl, Pattern, Schedule, SecretText, SenderPattern, StatusName, TargetConfig,
    WeekHours, Zone,
};

/// Everything that can be set. An empty file is a working configuration.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Config {
    /// The SMPP listener.
    pub smpp: SmppConfig,
    /// The SMPP listener over TLS.
    pub tls: TlsConfig,
    /// The HTTP listener.
    pub http: HttpConfig,
    /// How receipts are posted to tenants.
    pub hook: HookConfig,
    /// What is logged, and how.
    pub log: LogConfig,
    /// Where messages are kept.
    pub store: StoreConfig,
    /// How messages are treated.
    pub message: MessageConfig,
    /// What is tried again, and when.
    pub retry: RetryConfig,
    /// The simulated handset that takes what no route matches.
    pub handset: HandsetConfig,
    /// Who may bind. Without one, a tenant `demo` is made with a random password.
    #[serde(rename = "tenant")]
    pub tenants: Vec<TenantConfig>,
    /// The message centres to which we bind.
    #[serde(rename = "link")]
    pub links: Vec<LinkConfig>,
    /// The mobile network on which we are a service centre; none if absent.
    pub ss7: Option<Ss7Config>,
    /// The voice switch; none if absent.
    pub switch: Option<SwitchConfig>,
    /// How numbers come to be written alike, before routes are looked for.
    pub normalise: Vec<NormaliseConfig>,
    /// Which message goes where, in order of preference.
    #[serde(rename = "route")]
    pub routes: Vec<RouteConfig>,
    /// Distribution lists for submit_multi: name to addresses.
    pub distribution_list: BTreeMap<String, Vec<String>>,
    /// Canned messages: sm_default_msg_id, 1 to 255, to text.
    pub canned: BTreeMap<String, String>,
    /// The text that it was read from.
    #[serde(skip)]
    source: Source,
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// The file cannot be read, is no TOML, has an unknown key or a value of the wrong type or form, or a value out of
    /// its bounds, all told with line and key; or it holds a password in clear and others can read it.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError::at(path.display(), error))?;
        let config = Self::parse(&text).and_then(|config| {
            config.check_readers(path)?;
            Ok(config)
        });
        config.map_err(|error| ConfigError::at(path.display(), error))
    }

    /// Reads a text.
    ///
    /// # Errors
    /// As [`Self::load`], but for the file.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let mut config: Self = toml::from_str(text).map_err(|error| ConfigError::of_toml(&error))?;
        config.source = Source::new(text);
        config.check().map_err(|error| error.in_text(text))?;
        Ok(config)
    }

    /// The secret by which posts to the `receipt_url` of the tenant at this place are signed, from where it is kept; `None`
    /// where there is no such tenant or address.
    ///
    /// # Errors
    /// The variable or the file cannot be read.
    pub fn read_receipt_secret(&self, tenant: usize) -> Result<Option<SecretText>, ConfigError> {
        let Some(config) = self.tenants.get(tenant) else { return Ok(None) };
        config.read_receipt_secret(tenant).map_err(|error| error.in_text(self.source.text()))
    }

    /// An error at a key such as `tenant[0].system_id`, with its line if the configuration was read from a text that
    /// has it.
    #[must_use]
    pub fn error_at(&self, key: impl std::fmt::Display, what: impl std::fmt::Display) -> ConfigError {
        ConfigError::at(key, what).in_text(self.source.text())
    }

    fn check(&self) -> Result<(), ConfigError> {
        check::at_most(15, "smpp.system_id", &self.smpp.system_id)?;
        self.message.check()?;
        self.tls.check()?;
        self.hook.check()?;
        self.retry.check()?;
        for (index, tenant) in self.tenants.iter().enumerate() {
            tenant.check(index, self.tls.listen.is_some())?;
        }
        for (index, link) in self.links.iter().enumerate() {
            link.check(index)?;
        }
        if let Some(ss7) = &self.ss7 {
            ss7.check()?;
        }
        if let Some(switch) = &self.switch {
            switch.check()?;
        }
        for (index, rule) in self.normalise.iter().enumerate() {
            rule.check(index)?;
        }
        for (index, route) in self.routes.iter().enumerate() {
            route.check(index)?;
        }
        for id in self.canned.keys() {
            if !id.parse::<u8>().is_ok_and(|id| id > 0) {
                return Err(ConfigError::at(format!("canned.{id}"), "the key must be 1 to 255"));
            }
        }
        self.check_names()?;
        self.check_references()
    }

    fn check_names(&self) -> Result<(), ConfigError> {
        let system_ids = self.tenants.iter().map(|tenant| tenant.system_id.as_str());
        check::once(system_ids, |index| format!("tenant[{index}].system_id"))?;
        check::once(self.links.iter().map(|link| link.name.as_str()), |index| format!("link[{index}].name"))?;
        check::once(self.routes.iter().map(|route| route.name.as_str()), |index| {
            format!("route[{index}].name")
        })
    }

    /// A password in clear is for the owner of the file alone.
    fn check_readers(&self, path: &Path) -> Result<(), ConfigError> {
        use std::os::unix::fs::PermissionsExt;
        let Some(index) = self.links.iter().position(|link| link.password.is_some()) else { return Ok(()) };
        let mode = std::fs::metadata(path).map(|data| data.permissions().mode());
        if mode.is_ok_and(|mode| mode & 0o077 == 0) {
            return Ok(());
        }
        let what = "a password in clear is for a file of mode 0600; or use password_env or password_file";
        Err(self.error_at(format!("link[{index}].password"), what))
    }
}
