//! Listens, and joins connections, engine and HTTP.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use brivas_platform::config::{Config, ConfigError, StoreKind};
use brivas_platform::secret::{self, KnownPassword};
use brivas_platform::store::log::{FileDisk, LogConfig, LogStore};
use brivas_platform::store::{MemoryStore, MessageStore, StoreError};
use brivas_smpp::Session;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{self, Runtime};
use tokio::sync::{Semaphore, mpsc, watch};

use crate::connection::Connection;
use crate::engine::{ConnectionId, Engine, Input, Moment, Output};
use crate::http;
use crate::metrics::Metrics;
use crate::settings::{Settings, Tenant, session_config};

/// Batches that may wait for the engine before connections stop reading.
const ENGINE_QUEUE: usize = 1024;
/// Batches that the engine works off in one turn.
const TURN: usize = 256;
/// Octets of the store's housekeeping in one go while there is nothing else to do.
const HOUSEKEEPING: usize = 1 << 20;
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
    /// A tenant that nobody is, to spend the same time on a wrong name as on a wrong password.
    pub(crate) nobody: Arc<Tenant>,
    pub(crate) engine: mpsc::Sender<Vec<Input>>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) password_checks: Semaphore,
    pub(crate) stopping: watch::Sender<bool>,
    /// Whether the engine is to end.
    finished: AtomicBool,
    session: Arc<brivas_smpp::Config>,
    max_connections: usize,
    outputs: Mutex<BTreeMap<ConnectionId, mpsc::UnboundedSender<Vec<Output>>>>,
    next_connection: AtomicU64,
}

impl Shared {
    /// Forgets a connection that has ended.
    pub(crate) fn disconnected(&self, id: ConnectionId) {
        if let Ok(mut outputs) = self.outputs.lock() {
            outputs.remove(&id);
        }
        self.metrics.connected(-1);
    }

    pub(crate) fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }

    /// Gives each connection its part of what a turn let out, in one piece.
    fn hand_out(&self, outputs: Vec<(ConnectionId, Output)>) {
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

    fn connection_count(&self) -> usize {
        self.outputs.lock().map_or(usize::MAX, |outputs| outputs.len())
    }
}

/// Why the centre could not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The configuration cannot be used.
    Config(ConfigError),
    /// The store cannot be opened.
    Store(StoreError),
    /// An address cannot be listened on.
    Listen(SocketAddr, io::Error),
    /// Something else of the system failed.
    Io(io::Error),
}

impl std::fmt::Display for StartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Config(error) => error.fmt(f),
            Self::Store(error) => write!(f, "store: {error}"),
            Self::Listen(address, error) => write!(f, "cannot listen on {address}: {error}"),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StartError {}

/// A message service centre that is running.
pub struct Smsc {
    shared: Arc<Shared>,
    smpp: SocketAddr,
    http: SocketAddr,
    engine: std::thread::JoinHandle<Result<(), StoreError>>,
}

impl std::fmt::Debug for Smsc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Smsc(smpp {}, http {})", self.smpp, self.http)
    }
}

/// Checks what only the centre can: tenants' hashes and leniencies.
///
/// # Errors
/// The key and what is wrong with it.
pub fn check(config: &Config) -> Result<(), ConfigError> {
    Settings::of(config)?;
    tenants_of(config).map(drop)
}

impl Smsc {
    /// Opens the store in `data`, and listens.
    ///
    /// # Errors
    /// [`StartError`]; nothing is left running.
    pub async fn start(config: &Config, data: &Path) -> Result<Self, StartError> {
        let tenants = tenants_of(config).map_err(StartError::Config)?;
        let store = open_store(config, data)?;
        let metrics = Arc::new(Metrics::new());
        let now = moment();
        let settings = Settings::of(config).map_err(StartError::Config)?;
        let engine =
            Engine::new(store, settings, &tenants, metrics.clone(), now).map_err(StartError::Store)?;
        let (sender, inputs) = mpsc::channel(ENGINE_QUEUE);
        let session = session_config(config);
        let shared = Arc::new(Shared {
            system_id: config.smpp.system_id.clone(),
            tenants,
            nobody: Arc::new(nobody(&session).map_err(StartError::Config)?),
            engine: sender,
            metrics,
            password_checks: Semaphore::new(PASSWORD_CHECKS),
            stopping: watch::Sender::new(false),
            finished: AtomicBool::new(false),
            session: Arc::new(session),
            max_connections: config.smpp.max_connections,
            outputs: Mutex::new(BTreeMap::new()),
            next_connection: AtomicU64::new(1),
        });
        let listen = |address| async move {
            TcpListener::bind(address).await.map_err(|error| StartError::Listen(address, error))
        };
        let smpp_listener = listen(config.smpp.listen).await?;
        let http_listener = listen(config.http.listen).await?;
        let smpp = smpp_listener.local_addr().map_err(StartError::Io)?;
        let http = http_listener.local_addr().map_err(StartError::Io)?;
        let runtime = runtime::Builder::new_current_thread().enable_all().build().map_err(StartError::Io)?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let connections =
            if cores < CORES_FOR_THREADS { runtime.handle().clone() } else { runtime::Handle::current() };
        let smpp_listener = smpp_listener.into_std().map_err(StartError::Io)?;
        connections.spawn(accept(smpp_listener, shared.clone()));
        tokio::spawn(http::serve(http_listener, shared.clone()));
        let for_engine = shared.clone();
        let engine = std::thread::Builder::new()
            .name("engine".into())
            .spawn(move || run_engine(&runtime, engine, inputs, &for_engine))
            .map_err(StartError::Io)?;
        tracing::info!(%smpp, %http, "listening");
        Ok(Self { shared, smpp, http, engine })
    }

    /// Where SMPP is listened for.
    #[must_use]
    pub fn smpp(&self) -> SocketAddr {
        self.smpp
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

fn tenants_of(config: &Config) -> Result<Vec<Arc<Tenant>>, ConfigError> {
    let session = session_config(config);
    let tenant = |(index, tenant)| Tenant::of(index, tenant, &session).map(Arc::new);
    config.tenants.iter().enumerate().map(tenant).collect()
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
                FileDisk::open(data.join("messages")).map_err(|error| StartError::Store(error.into()))?;
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

/// Accepts connections until the end.
async fn accept(listener: std::net::TcpListener, shared: Arc<Shared>) {
    // Here, so that the runtime that the connections run on is the one that watches it.
    let listener = match TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => return tracing::error!(%error, "cannot listen"),
    };
    let mut stopping = shared.stopping.subscribe();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stopped(&mut stopping) => return,
        };
        match accepted {
            Ok((stream, _)) if shared.connection_count() >= shared.max_connections => {
                tracing::warn!("too many connections");
                drop(stream);
            }
            Ok((stream, peer)) => {
                if let Err(error) = connect(stream, &shared) {
                    tracing::warn!(%peer, %error, "connection refused");
                }
            }
            Err(error) => {
                tracing::warn!(%error, "accept failed");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

fn connect(stream: TcpStream, shared: &Arc<Shared>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let id = ConnectionId(shared.next_connection.fetch_add(1, Ordering::Relaxed));
    tracing::info!(connection = id.0, peer = ?stream.peer_addr().ok(), "connected");
    let seed = secret::random().map_err(io::Error::other)?;
    let session = Session::new(shared.session.clone(), seed, Instant::now());
    let (sender, outputs) = mpsc::unbounded_channel();
    if let Ok(mut all) = shared.outputs.lock() {
        all.insert(id, sender);
    }
    shared.metrics.connected(1);
    tokio::spawn(Connection::new(session, stream, shared.clone(), id, outputs).serve());
    Ok(())
}

/// The engine's thread: it alone touches the store, and may block on the disk. What connections sent meanwhile is the
/// next turn.
fn run_engine(
    runtime: &Runtime,
    mut engine: Engine,
    mut inputs: mpsc::Receiver<Vec<Input>>,
    shared: &Shared,
) -> Result<(), StoreError> {
    runtime.block_on(async {
        let mut batches = Vec::new();
        let mut housekeeping = true;
        loop {
            if housekeeping {
                tokio::task::yield_now().await;
                take_ready(&mut inputs, &mut batches);
            } else {
                wait(&engine, &mut inputs, &mut batches).await;
            }
            let idle = batches.is_empty();
            let outputs = engine.turn(moment(), batches.drain(..).flatten());
            shared.hand_out(outputs);
            if shared.finished.load(Ordering::Acquire) && inputs.is_empty() || inputs.is_closed() {
                break;
            }
            housekeeping = engine.maintain(moment(), if idle { HOUSEKEEPING } else { 0 });
        }
    });
    engine.close()
}

fn take_ready(inputs: &mut mpsc::Receiver<Vec<Input>>, batches: &mut Vec<Vec<Input>>) {
    while batches.len() < TURN
        && let Ok(batch) = inputs.try_recv()
    {
        batches.push(batch);
    }
}

/// Waits for input or for the next thing that is due.
async fn wait(engine: &Engine, inputs: &mut mpsc::Receiver<Vec<Input>>, batches: &mut Vec<Vec<Input>>) {
    let now = moment();
    match engine.next_turn(now) {
        Some(at) if at <= now.instant => {
            tokio::task::yield_now().await;
            take_ready(inputs, batches);
        }
        Some(at) => {
            tokio::select! {
                _ = inputs.recv_many(batches, TURN) => {}
                () = tokio::time::sleep_until(at.into()) => {}
            }
        }
        None => {
            inputs.recv_many(batches, TURN).await;
        }
    }
}
