//! Joins connections, engine and HTTP.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use brivas_platform::config::{Config, ConfigError, StoreKind};
use brivas_platform::secret::{self, KnownPassword};
use brivas_platform::store::log::{self, FileDisk, LogConfig, LogStore};
use brivas_platform::store::{MemoryStore, MessageStore, StoreError};
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::{Semaphore, mpsc, watch};

use crate::connection::Outputs;
use crate::engine::{ConnectionId, Engine, Input, Moment, Output};
use crate::hook::hooks_of;
use crate::limits::{BindPaces, Reading};
use crate::link::{self, Link, links_of};
use crate::metrics::Metrics;
use crate::settings::{Settings, Tenant, session_config, tenants_of};
use crate::start_error::StartError;
use crate::tls::{self, Tls};
use crate::{engine_loop, hook, http, listen};

/// Passwords that are checked at once.
const PASSWORD_CHECKS: usize = 2;
/// Cores at which connections get threads of their own. With fewer they share the engine's: handing batches from thread
/// to thread costs more than it gains.
const CORES_FOR_THREADS: usize = 4;
/// How long connections may take to unbind at the end.
const GRACE: Duration = Duration::from_secs(10);

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

    pub(crate) fn is_finished(&self) -> bool {
        self.finished.load(Ordering::Acquire)
    }

    fn connection_count(&self) -> usize {
        self.outputs.lock().map_or(usize::MAX, |outputs| outputs.len())
    }
}

/// A message service centre that is running.
pub struct Smsc {
    shared: Arc<Shared>,
    smpp: SocketAddr,
    tls: Option<SocketAddr>,
    http: SocketAddr,
    engine: std::thread::JoinHandle<Result<(), StoreError>>,
}

impl std::fmt::Debug for Smsc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Smsc(smpp {}, http {})", self.smpp, self.http)
    }
}

/// Checks what only the centre can: hashes and leniencies, routes and what is tried again, and the files of TLS.
///
/// # Errors
/// The key and what is wrong with it.
pub fn check(config: &Config) -> Result<(), ConfigError> {
    hooks_of(config, &tenants_of(config)?)?;
    links_of(config)?;
    Settings::of(config)?;
    Tls::load(config).map(drop)
}

impl Smsc {
    /// Opens the store in `data`, and listens.
    ///
    /// # Errors
    /// [`StartError`]; nothing is left running.
    pub async fn start(config: &Config, data: &Path) -> Result<Self, StartError> {
        let tenants = tenants_of(config).map_err(StartError::Config)?;
        let links = links_of(config).map_err(StartError::Config)?;
        let hooks = hooks_of(config, &tenants).map_err(StartError::Config)?;
        let tls = Tls::load(config).map_err(StartError::Config)?.map(Arc::new);
        let settings = Settings::of(config).map_err(StartError::Config)?;
        let store = open_store(config, data)?;
        let metrics = Arc::new(Metrics::new());
        let now = moment();
        let engine = Engine::new(store, settings, &tenants, &links, metrics.clone(), now)
            .map_err(StartError::Store)?;
        let (sender, inputs) = mpsc::channel(engine_loop::ENGINE_QUEUE);
        let session = session_config(config);
        let link_binds = links.iter().map(|link| link.wanted_binds()).sum::<usize>();
        let shared = Arc::new(Shared {
            system_id: config.smpp.system_id.clone(),
            tenants,
            links,
            nobody: Arc::new(nobody(&session).map_err(StartError::Config)?),
            engine: sender,
            metrics,
            password_checks: Semaphore::new(PASSWORD_CHECKS),
            bind_paces: BindPaces::default(),
            reading: Reading::of(config).map_err(StartError::Config)?,
            operator_key_sha256: config.http.operator_key_sha256.clone(),
            stopping: watch::Sender::new(false),
            finished: AtomicBool::new(false),
            session: Arc::new(session),
            // Hooks and links are told apart like connections, and take none's place.
            max_connections: config.smpp.max_connections.saturating_add(hooks.len() + link_binds),
            outputs: Mutex::new(BTreeMap::new()),
            next_connection: AtomicU64::new(1),
        });
        let smpp_listener = listen_on(config.smpp.listen).await?;
        let http_listener = listen_on(config.http.listen).await?;
        let smpp = smpp_listener.local_addr().map_err(StartError::Io)?;
        let http = http_listener.local_addr().map_err(StartError::Io)?;
        let tls_listener = match config.tls.listen {
            Some(address) => Some(listen_on(address).await?),
            None => None,
        };
        let runtime = runtime::Builder::new_current_thread().enable_all().build().map_err(StartError::Io)?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let connections =
            if cores < CORES_FOR_THREADS { runtime.handle().clone() } else { runtime::Handle::current() };
        let smpp_listener = smpp_listener.into_std().map_err(StartError::Io)?;
        connections.spawn(listen::accept(smpp_listener, None, shared.clone()));
        let mut tls_address = None;
        if let Some((listener, tls)) = tls_listener.zip(tls) {
            tls_address = Some(listener.local_addr().map_err(StartError::Io)?);
            let listener = listener.into_std().map_err(StartError::Io)?;
            connections.spawn(tls::keep_fresh(tls.clone(), shared.clone()));
            connections.spawn(listen::accept(listener, Some(tls), shared.clone()));
        }
        {
            let _entered = connections.enter();
            shared.links.iter().for_each(|link| link::keep_bound(link, &shared));
        }
        tokio::spawn(http::serve(http_listener, shared.clone()));
        for hook in hooks {
            tokio::spawn(hook::run(hook, shared.clone()));
        }
        let for_engine = shared.clone();
        let engine = std::thread::Builder::new()
            .name("engine".into())
            .spawn(move || engine_loop::run(&runtime, engine, inputs, &for_engine))
            .map_err(StartError::Io)?;
        tracing::info!(%smpp, tls = tls_address.map(tracing::field::display), %http, "listening");
        Ok(Self { shared, smpp, tls: tls_address, http, engine })
    }

    /// Where SMPP is listened for.
    #[must_use]
    pub fn smpp(&self) -> SocketAddr {
        self.smpp
    }

    /// Where SMPP over TLS is listened for, if it is.
    #[must_use]
    pub fn tls(&self) -> Option<SocketAddr> {
        self.tls
    }

    /// Where HTTP is listened for.
    #[must_use]
    pub fn http(&self) -> SocketAddr {
        self.http
    }

    /// Takes no new connections, unbinds those there are once their requests are answered, and closes the store.
    ///
    /// # Errors
    /// The last commit failed.
    pub async fn stop(self) -> Result<(), StoreError> {
        tracing::info!("stopping");
        self.shared.stopping.send_replace(true);
        let deadline = Instant::now() + GRACE;
        while self.shared.connection_count() > 0 && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // An empty batch wakes the engine, so that it sees that the end has come. A connection that is still there has had
        // its time.
        self.shared.finished.store(true, Ordering::Release);
        let _ = self.shared.engine.send(Vec::new()).await;
        let engine = self.engine;
        let ended = tokio::task::spawn_blocking(move || engine.join()).await;
        let closed = ended.ok().and_then(Result::ok).unwrap_or(Err(StoreError::Closed));
        tracing::info!("stopped");
        closed
    }
}

async fn listen_on(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|error| StartError::Listen(address, error))
}

fn nobody(session: &brivas_smpp::Config) -> Result<Tenant, ConfigError> {
    let fail = |error| ConfigError::at("password", error);
    let hash = secret::hash_password(secret::random_password().map_err(fail)?.as_bytes()).map_err(fail)?;
    Ok(Tenant::nobody(hash, KnownPassword::new().map_err(fail)?, session))
}

fn open_store(config: &Config, data: &Path) -> Result<Box<dyn MessageStore + Send>, StartError> {
    Ok(match config.store.kind {
        StoreKind::Memory => Box::new(MemoryStore::new(config.store.max_messages)),
        _ => {
            let disk =
                FileDisk::open(data.join(log::FOLDER)).map_err(|error| StartError::Store(error.into()))?;
            let seed = secret::random().map_err(|error| StartError::Io(io::Error::other(error)))?;
            // Some room above the limit, for the receipts of what was accepted.
            let max_messages = config.store.max_messages.saturating_mul(2);
            let settings = LogConfig::new(u64::from_be_bytes(seed)).max_messages(max_messages);
            let (store, opened) = LogStore::open(disk, settings).map_err(StartError::Store)?;
            tracing::info!(?opened, live = store.live(), "store opened");
            Box::new(store)
        }
    })
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
