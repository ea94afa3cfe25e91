//! The configuration in the form in which the centre uses it; `settings/tenant.rs`: who its tenants are.

mod tenant;

use std::collections::{BTreeMap, BTreeSet};
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
    /// Whether there is a mobile network, to which everything goes that is nobody else's.
    pub(crate) has_mobile_network: bool,
    /// The tenants that want receipts of what came over HTTP posted, by system_id.
    pub(crate) hooks: BTreeSet<Vec<u8>>,
    pub(crate) hook: HookLimits,
    pub(crate) distribution_lists: BTreeMap<Vec<u8>, Vec<Vec<u8>>>,
    pub(crate) canned: BTreeMap<u8, Vec<u8>>,
}

/// What becomes of receipts that a hook does not take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HookLimits {
    /// How often a receipt is posted.
    pub(crate) attempts: u16,
    /// How long a dead letter is kept, ms.
    pub(crate) keep_dead_ms: i64,
    /// How many of one hook are kept.
    pub(crate) max_dead_letters: usize,
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
            has_mobile_network: config.ss7.is_some(),
            hook: HookLimits {
                attempts: config.hook.attempts,
                keep_dead_ms: ms(u64::from(config.hook.keep_dead_days) * 24 * 60 * 60),
                max_dead_letters: config.hook.max_dead_letters,
            },
            hooks: config
                .tenants
                .iter()
                .filter(|tenant| tenant.receipt_url.is_some())
                .map(|tenant| tenant.system_id.as_bytes().to_vec())
                .collect(),
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

/// `base` and the deviations of these names; if one is not known, what to say of it.
pub(crate) fn leniency_of(base: Leniency, names: &[String]) -> Result<Leniency, String> {
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
