//! The configuration in the form in which the centre uses it; `settings/tenant.rs`: who its tenants are.

mod tenant;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use brivas_platform::config::{Config, ConfigError, MessageConfig};
use brivas_smpp::{Leniency, Role};

use crate::retry::RetryPolicy;
use crate::routes::Routes;

pub(crate) use tenant::{BindPermit, Tenant};

/// What the engine needs to know.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) routes: Routes,
    pub(crate) retry: RetryPolicy,
    pub(crate) message: MessageConfig,
    pub(crate) max_messages: usize,
    /// How long query_sm knows a finished message, ms.
    pub(crate) retain_ms: i64,
    /// How long a receipt is valid, ms.
    pub(crate) default_validity_ms: i64,
    /// After how many milliseconds the simulated handset accepts; `None`: there is no handset.
    pub(crate) handset_delay: Option<Duration>,
    pub(crate) distribution_lists: BTreeMap<Vec<u8>, Vec<Vec<u8>>>,
    pub(crate) canned: BTreeMap<u8, Vec<u8>>,
}

impl Settings {
    pub(crate) fn of(config: &Config) -> Result<Self, ConfigError> {
        let list =
            |addresses: &Vec<String>| addresses.iter().map(|address| address.as_bytes().to_vec()).collect();
        Ok(Self {
            routes: Routes::compile(config)?,
            retry: RetryPolicy::compile(config)?,
            message: config.message.clone(),
            max_messages: config.store.max_messages,
            retain_ms: ms(config.message.retain_secs),
            default_validity_ms: ms(config.message.default_validity_secs),
            handset_delay: config.handset.enabled.then(|| Duration::from_millis(config.handset.delay_ms)),
            distribution_lists: config
                .distribution_list
                .iter()
                .map(|(name, addresses)| (name.as_bytes().to_vec(), list(addresses)))
                .collect(),
            canned: config
                .canned
                .iter()
                .filter_map(|(id, text)| Some((id.parse().ok()?, text.as_bytes().to_vec())))
                .collect(),
        })
    }
}

fn ms(seconds: u64) -> i64 {
    i64::try_from(seconds.saturating_mul(1000)).unwrap_or(i64::MAX / 4)
}

/// What is wrong with the value of a key such as `tls.cert`.
#[derive(Debug)]
pub(crate) struct Fault {
    key: String,
    what: String,
}

impl Fault {
    pub(crate) fn at(key: impl Into<String>, what: impl std::fmt::Display) -> Self {
        Self { key: key.into(), what: what.to_string() }
    }

    /// The same with the line of its key.
    pub(crate) fn in_config(self, config: &Config) -> ConfigError {
        config.error_at(self.key, self.what)
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.key, self.what)
    }
}

/// All tenants.
pub(crate) fn tenants_of(config: &Config) -> Result<Vec<Arc<Tenant>>, ConfigError> {
    let session = session_config(config);
    let tenant = |(index, tenant)| match Tenant::of(index, tenant, &session) {
        Ok(tenant) => Ok(Arc::new(tenant)),
        Err(fault) => Err(fault.in_config(config)),
    };
    config.tenants.iter().enumerate().map(tenant).collect()
}

/// Checks what the configuration cannot know: the names of a link's deviations, and what this centre does not do yet. It
/// would be worse to take a message that is then carried nowhere.
pub(crate) fn check_known(config: &Config) -> Result<(), ConfigError> {
    for (index, link) in config.links.iter().enumerate() {
        leniency_of(Leniency::DEFAULT, &link.leniency)
            .map_err(|what| config.error_at(format!("link[{index}].leniency"), what))?;
    }
    if !config.links.is_empty() {
        return Err(config.error_at("link[0]", "links to other centres are not there yet"));
    }
    match config.tenants.iter().position(|tenant| tenant.receipt_url.is_some()) {
        Some(index) => {
            let key = format!("tenant[{index}].receipt_url");
            Err(config.error_at(key, "receipts over HTTP are not there yet"))
        }
        None => Ok(()),
    }
}

/// `base` and the deviations of these names; if one is not known, what to say of it.
fn leniency_of(base: Leniency, names: &[String]) -> Result<Leniency, String> {
    names.iter().try_fold(base, |leniency, name| {
        match Leniency::ALL.iter().find(|(known, _)| known == name) {
            Some((_, deviation)) => Ok(leniency.with(*deviation)),
            None => Err(format!("`{name}` is not known")),
        }
    })
}

/// The settings that all sessions have in common. Before we know who binds, a long password or a short bind is read, so
/// that the tenant's own leniency can decide.
pub(crate) fn session_config(config: &Config) -> brivas_smpp::Config {
    let seconds = |secs: u64| (secs > 0).then(|| Duration::from_secs(secs));
    let mut session = brivas_smpp::Config::new(Role::Mc);
    session
        .set_leniency(Leniency::DEFAULT | Leniency::LONG_PASSWORD | Leniency::SHORT_BIND)
        .set_session_init_timer(Duration::from_secs(config.smpp.session_init_secs.max(1)))
        .set_enquire_link_timer(seconds(config.smpp.enquire_link_secs))
        .set_inactivity_timer(seconds(config.smpp.inactivity_secs))
        .set_response_timer(Duration::from_secs(config.smpp.response_secs.max(1)));
    session
}
