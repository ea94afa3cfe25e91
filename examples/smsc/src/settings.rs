//! The configuration in the form in which the centre uses it, and who its tenants are.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use brivas_platform::config::{Config, ConfigError, MessageConfig, TenantConfig};
use brivas_platform::secret::{self, KnownPassword};
use brivas_smpp::{Leniency, Role};

use crate::retry::RetryPolicy;
use crate::routes::Routes;

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

/// One who may bind.
#[derive(Debug)]
pub(crate) struct Tenant {
    pub(crate) name: String,
    pub(crate) system_id: Vec<u8>,
    password_hash: String,
    known_password: KnownPassword,
    api_key_sha256: Option<String>,
    pub(crate) prefixes: Vec<Vec<u8>>,
    pub(crate) claim_by_address_range: bool,
    max_binds: usize,
    binds: AtomicUsize,
    pub(crate) leniency: Leniency,
    /// The settings of its sessions.
    pub(crate) session: Arc<brivas_smpp::Config>,
}

impl Tenant {
    /// A tenant as configured; `index` is its place in the file, `base` the settings of all sessions.
    pub(crate) fn of(
        index: usize,
        config: &TenantConfig,
        base: &brivas_smpp::Config,
    ) -> Result<Self, ConfigError> {
        let key = |name: &str| format!("tenant[{index}].{name}");
        if !secret::is_password_hash(&config.password_hash) {
            return Err(ConfigError::at(key("password_hash"), "is no hash; `brivas hash` makes one"));
        }
        // Nearly all centres take replace_sm from a transceiver of 3.4, too.
        let mut leniency = Leniency::DEFAULT | Leniency::REPLACE_SM_IN_TRX;
        for name in &config.leniency {
            let known = Leniency::ALL.iter().find(|(known, _)| known == name);
            let Some((_, deviation)) = known else {
                return Err(ConfigError::at(key("leniency"), format!("`{name}` is not known")));
            };
            leniency = leniency.with(*deviation);
        }
        let mut session = base.clone();
        session
            .set_leniency(leniency)
            .set_window(config.window)
            .set_inbound_window(config.inbound_window)
            .set_inbound_rate(config.rate.and_then(NonZeroU32::new));
        let known_password =
            KnownPassword::new().map_err(|error| ConfigError::at(key("password_hash"), error))?;
        Ok(Self {
            known_password,
            name: config.name.clone(),
            system_id: config.system_id.as_bytes().to_vec(),
            password_hash: config.password_hash.clone(),
            api_key_sha256: config.api_key_sha256.clone(),
            prefixes: config.prefixes.iter().map(|prefix| prefix.as_bytes().to_vec()).collect(),
            claim_by_address_range: config.claim_by_address_range,
            max_binds: config.max_binds,
            binds: AtomicUsize::new(0),
            leniency,
            session: Arc::new(session),
        })
    }

    /// A tenant that cannot bind, with the hash of a password that nobody knows.
    pub(crate) fn nobody(
        password_hash: String,
        known_password: KnownPassword,
        session: &brivas_smpp::Config,
    ) -> Self {
        Self {
            known_password,
            name: String::new(),
            system_id: Vec::new(),
            password_hash,
            api_key_sha256: None,
            prefixes: Vec::new(),
            claim_by_address_range: false,
            max_binds: 0,
            binds: AtomicUsize::new(0),
            leniency: Leniency::DEFAULT,
            session: Arc::new(session.clone()),
        }
    }

    /// Whether this is the password that the tenant has used before.
    pub(crate) fn knows_already(&self, password: &[u8]) -> bool {
        self.known_password.is(password)
    }

    /// Whether this is the tenant's password; takes some ten milliseconds on purpose.
    pub(crate) fn knows_password(&self, password: &[u8]) -> bool {
        let right = secret::verify_password(password, &self.password_hash);
        if right {
            self.known_password.remember(password);
        }
        right
    }

    pub(crate) fn knows_api_key(&self, key: &str) -> bool {
        self.api_key_sha256.as_ref().is_some_and(|hash| secret::verify_api_key(key, hash))
    }

    pub(crate) fn bind_count(&self) -> usize {
        self.binds.load(Ordering::Acquire)
    }

    /// Takes one of the tenant's binds; `None` when all are taken. It is given back when dropped.
    pub(crate) fn take_bind(self: &Arc<Self>) -> Option<BindPermit> {
        let more = |binds: usize| (binds < self.max_binds).then_some(binds + 1);
        self.binds.fetch_update(Ordering::AcqRel, Ordering::Acquire, more).ok()?;
        Some(BindPermit(self.clone()))
    }
}

/// One of a tenant's binds.
#[derive(Debug)]
pub(crate) struct BindPermit(Arc<Tenant>);

impl Drop for BindPermit {
    fn drop(&mut self) {
        self.0.binds.fetch_sub(1, Ordering::AcqRel);
    }
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
