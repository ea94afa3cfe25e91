//! One who may bind, and what is counted for him over all his binds.

use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use brivas_platform::config::{Cidr, TenantConfig};
use brivas_platform::secret::{self, KnownPassword};
use brivas_smpp::{CommandStatus, Leniency, Pdu};
use subtle::{Choice, ConstantTimeEq};

use super::{Fault, leniency_of};
use crate::connection::{BindRefusal, Peer, Transport};
use crate::engine::Moment;
use crate::limits::{Limits, MessageRules, Reading};

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
    allow_from: Vec<Cidr>,
    require_tls: bool,
    /// SHA-256 of the certificates, one of which must be shown; none need be if empty.
    certificates: Vec<[u8; 32]>,
    max_binds: usize,
    binds: AtomicUsize,
    pub(crate) leniency: Leniency,
    rules: MessageRules,
    /// `None`: there is no limit.
    limits: Option<Mutex<Limits>>,
    /// The settings of its sessions.
    pub(crate) session: Arc<brivas_smpp::Config>,
}

impl Tenant {
    /// A tenant as configured; `index` is its place in the file, `base` the settings of all sessions.
    pub(crate) fn of(index: usize, config: &TenantConfig, base: &brivas_smpp::Config) -> Result<Self, Fault> {
        let key = |name: &str| format!("tenant[{index}].{name}");
        if !secret::is_password_hash(&config.password_hash) {
            return Err(Fault::at(key("password_hash"), "is no hash; `brivas hash` makes one"));
        }
        // Nearly all centres take replace_sm from a transceiver of 3.4, too.
        let usual = Leniency::DEFAULT | Leniency::REPLACE_SM_IN_TRX;
        let leniency =
            leniency_of(usual, &config.leniency).map_err(|what| Fault::at(key("leniency"), what))?;
        let mut session = base.clone();
        session.set_leniency(leniency).set_window(config.window).set_inbound_window(config.inbound_window);
        let has_limits = config.rate.or(config.per_minute).or(config.per_day).is_some();
        Ok(Self {
            known_password: KnownPassword::new().map_err(|error| Fault::at(key("password_hash"), error))?,
            name: config.name.clone(),
            system_id: config.system_id.as_bytes().to_vec(),
            password_hash: config.password_hash.clone(),
            api_key_sha256: config.api_key_sha256.clone(),
            prefixes: config.prefixes.iter().map(|prefix| prefix.as_bytes().to_vec()).collect(),
            claim_by_address_range: config.claim_by_address_range,
            allow_from: config.allow_from.clone(),
            require_tls: config.needs_tls(),
            certificates: config.client_cert_sha256.iter().map(|print| *print.octets()).collect(),
            max_binds: config.max_binds,
            binds: AtomicUsize::new(0),
            leniency,
            rules: MessageRules::of(config),
            limits: has_limits.then(|| Mutex::new(Limits::of(config))),
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
            allow_from: Vec::new(),
            require_tls: false,
            certificates: Vec::new(),
            max_binds: 0,
            binds: AtomicUsize::new(0),
            leniency: Leniency::DEFAULT,
            rules: MessageRules::default(),
            limits: None,
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

    /// Whether the tenant may bind from this address.
    pub(crate) fn allows(&self, address: IpAddr) -> bool {
        self.allow_from.is_empty() || self.allow_from.iter().any(|network| network.contains(address))
    }

    /// Whether the tenant may bind from there, in that way.
    pub(crate) fn admits(&self, peer: &Peer) -> Result<(), BindRefusal> {
        if !self.allows(peer.address.ip()) {
            return Err(BindRefusal::Address);
        }
        match &peer.transport {
            Transport::Plain if self.require_tls => Err(BindRefusal::NeedsTls),
            Transport::Tls { certificate } if !self.knows_certificate(certificate.as_ref()) => {
                Err(BindRefusal::Certificate)
            }
            Transport::Plain | Transport::Tls { .. } => Ok(()),
        }
    }

    fn knows_certificate(&self, shown: Option<&[u8; 32]>) -> bool {
        let none_is_needed = self.certificates.is_empty();
        none_is_needed
            || shown.is_some_and(|shown| {
                let equals = self.certificates.iter().map(|known| known.ct_eq(shown));
                equals.fold(Choice::from(0), |found, equal| found | equal).into()
            })
    }

    /// Whether the tenant may ask all this, now: as its rules and its limits have it. It counts if so, and what it gives is
    /// the `congestion_state` to tell, if there is any. `now` is asked for where there are limits.
    ///
    /// # Errors
    /// ESME_RINVMSGLEN, ESME_RINVSRCADR, or ESME_RTHROTTLED; then none of it counts.
    pub(crate) fn admit(
        &self,
        pdus: &[Pdu],
        reading: &Reading,
        now: impl FnOnce() -> Moment,
    ) -> Result<Option<u8>, CommandStatus> {
        let mut messages: u32 = 0;
        for pdu in pdus {
            messages = messages.saturating_add(self.rules.judge(pdu, reading)?);
        }
        let Some(limits) = &self.limits else { return Ok(None) };
        let admitted = limits.lock().unwrap_or_else(PoisonError::into_inner).admit(now(), messages);
        admitted.map_err(|limit| {
            tracing::debug!(tenant = self.name, %limit, "throttled");
            CommandStatus::ESME_RTHROTTLED
        })
    }

    pub(crate) fn max_binds(&self) -> usize {
        self.max_binds
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
