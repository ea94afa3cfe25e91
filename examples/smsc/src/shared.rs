//! What connections, links, hooks and HTTP share: the tenants, the way to the engine and back, and the end.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use brivas_platform::config::{Config, ConfigError};
use brivas_platform::secret::{self, KnownPassword};
use tokio::sync::{Semaphore, mpsc, watch};

use crate::connection::Outputs;
use crate::engine::{ConnectionId, Input, Moment, Output};
use crate::limits::{BindPaces, Reading};
use crate::link::Link;
use crate::metrics::Metrics;
use crate::settings::{Tenant, session_config};
use crate::start_error::StartError;

/// Passwords that are checked at once.
const PASSWORD_CHECKS: usize = 2;

/// What all connections share.
pub(crate) struct Shared {
    pub(crate) system_id: String,
    pub(crate) tenants: Vec<Arc<Tenant>>,
    pub(crate) links: Vec<Arc<Link>>,
    /// A tenant that nobody is, to spend the same time on a wrong name as on a wrong password.
    pub(crate) nobody: Arc<Tenant>,
    pub(crate) engine: mpsc::Sender<Vec<Input>>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) password_checks: Semaphore,
    pub(crate) bind_paces: BindPaces,
    pub(crate) reading: Reading,
    pub(crate) operator_key_sha256: Option<String>,
    pub(crate) stopping: watch::Sender<bool>,
    /// What sessions have in common before we know who binds.
    pub(crate) session: Arc<brivas_smpp::Config>,
    /// Whether the engine is to end.
    finished: AtomicBool,
    max_connections: usize,
    outputs: Mutex<BTreeMap<ConnectionId, mpsc::UnboundedSender<Vec<Output>>>>,
    next_connection: AtomicU64,
}

impl Shared {
    /// What the configuration says; `others` may be attached beside the connections that there may be.
    ///
    /// # Errors
    /// A limit that cannot be, or there is no randomness.
    pub(crate) fn new(
        config: &Config,
        tenants: Vec<Arc<Tenant>>,
        links: Vec<Arc<Link>>,
        metrics: Arc<Metrics>,
        engine: mpsc::Sender<Vec<Input>>,
        others: usize,
    ) -> Result<Self, StartError> {
        let session = session_config(config);
        let link_binds = links.iter().map(|link| link.wanted_binds()).sum::<usize>();
        Ok(Self {
            system_id: config.smpp.system_id.clone(),
            tenants,
            links,
            nobody: Arc::new(nobody(&session).map_err(StartError::Config)?),
            engine,
            metrics,
            password_checks: Semaphore::new(PASSWORD_CHECKS),
            bind_paces: BindPaces::default(),
            reading: Reading::of(config).map_err(StartError::Config)?,
            operator_key_sha256: config.http.operator_key_sha256.clone(),
            stopping: watch::Sender::new(false),
            finished: AtomicBool::new(false),
            session: Arc::new(session),
            max_connections: config.smpp.max_connections.saturating_add(link_binds + others),
            outputs: Mutex::new(BTreeMap::new()),
            next_connection: AtomicU64::new(1),
        })
    }

    /// Notes a connection that begins: its id, and what the engine will have for it.
    pub(crate) fn connected(&self) -> (ConnectionId, Outputs) {
        self.metrics.connected(1);
        self.attach()
    }

    /// Forgets a connection that has ended.
    pub(crate) fn disconnected(&self, id: ConnectionId) {
        self.detach(id);
        self.metrics.connected(-1);
    }

    /// As [`Self::connected`], for what is no SMPP connection.
    pub(crate) fn attach(&self) -> (ConnectionId, Outputs) {
        let id = ConnectionId(self.next_connection.fetch_add(1, Ordering::Relaxed));
        let (sender, outputs) = mpsc::unbounded_channel();
        if let Ok(mut all) = self.outputs.lock() {
            all.insert(id, sender);
        }
        (id, outputs)
    }

    /// The name of the tenant with this system_id; the system_id itself where there is none any more.
    pub(crate) fn tenant_name(&self, system_id: &[u8]) -> String {
        let tenant = self.tenants.iter().find(|tenant| tenant.system_id == system_id);
        tenant.map_or_else(|| String::from_utf8_lossy(system_id).into_owned(), |tenant| tenant.name.clone())
    }

    /// As [`Self::disconnected`], for what is no SMPP connection.
    pub(crate) fn detach(&self, id: ConnectionId) {
        if let Ok(mut outputs) = self.outputs.lock() {
            outputs.remove(&id);
        }
    }

    pub(crate) fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }

    /// Gives each connection its part of what a turn let out, in one piece.
    pub(crate) fn hand_out(&self, outputs: Vec<(ConnectionId, Output)>) {
        let mut parts: BTreeMap<ConnectionId, Vec<Output>> = BTreeMap::new();
        for (id, output) in outputs {
            parts.entry(id).or_default().push(output);
        }
        let Ok(senders) = self.outputs.lock() else { return };
        for (id, part) in parts {
            if let Some(sender) = senders.get(&id) {
                // A connection that is just ending takes nothing any more; the engine hears so.
                let _ = sender.send(part);
            }
        }
    }

    /// Whether there are all the connections that there may be.
    pub(crate) fn is_full(&self) -> bool {
        self.connection_count() >= self.max_connections
    }

    /// Has the engine end once it has worked off what is there.
    pub(crate) fn finish(&self) {
        self.finished.store(true, Ordering::Release);
    }

    pub(crate) fn is_finished(&self) -> bool {
        self.finished.load(Ordering::Acquire)
    }

    /// How many connections and others there are.
    pub(crate) fn connection_count(&self) -> usize {
        self.outputs.lock().map_or(usize::MAX, |outputs| outputs.len())
    }
}

fn nobody(session: &brivas_smpp::Config) -> Result<Tenant, ConfigError> {
    let fail = |error| ConfigError::at("password", error);
    let hash = secret::hash_password(secret::random_password().map_err(fail)?.as_bytes()).map_err(fail)?;
    Ok(Tenant::nobody(hash, KnownPassword::new().map_err(fail)?, session))
}

pub(crate) fn moment() -> Moment {
    let unix_ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    Moment { instant: Instant::now(), unix_ms: i64::try_from(unix_ms).unwrap_or(i64::MAX) }
}

/// Waits for the end.
pub(crate) async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // The sender lives as long as the centre; without it, that is the end, too.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}

/// Waits until this time; for ever without one.
pub(crate) async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline.into()).await,
        None => std::future::pending().await,
    }
}
