//! Joins connections, engine and HTTP.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_platform::config::{Config, ConfigError, StoreKind};
use brivas_platform::secret;
use brivas_platform::store::log::{self, FileDisk, LogConfig, LogStore};
use brivas_platform::store::{MemoryStore, MessageStore, StoreError};
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::mpsc;

use crate::engine::Engine;
use crate::hook::hooks_of;
use crate::link::{self, links_of};
use crate::metrics::Metrics;
use crate::settings::{Settings, tenants_of};
use crate::shared::{Shared, moment};
use crate::ss7::{self, Ss7};
use crate::start_error::StartError;
use crate::tls::{self, Tls};
use crate::{engine_loop, hook, http, listen};

/// Cores at which connections get threads of their own. With fewer they share the engine's: handing batches from thread
/// to thread costs more than it gains.
const CORES_FOR_THREADS: usize = 4;
/// How long connections may take to unbind at the end.
const GRACE: Duration = Duration::from_secs(10);

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
    Ss7::of(config)?;
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
        let ss7 = Ss7::of(config).map_err(StartError::Config)?;
        let tls = Tls::load(config).map_err(StartError::Config)?.map(Arc::new);
        let settings = Settings::of(config).map_err(StartError::Config)?;
        let store = open_store(config, data)?;
        let metrics = Arc::new(Metrics::new());
        let now = moment();
        let engine = Engine::new(store, settings, &tenants, &links, metrics.clone(), now)
            .map_err(StartError::Store)?;
        let (sender, inputs) = mpsc::channel(engine_loop::ENGINE_QUEUE);
        // Hooks are told apart like connections, and take none's place.
        let shared = Arc::new(Shared::new(config, tenants, links, metrics, sender, hooks.len())?);
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
        if let Some(ss7) = ss7 {
            let address = ss7::start(ss7, shared.clone()).map_err(StartError::Io)?;
            tracing::info!(%address, "SCTP over UDP");
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
        self.shared.finish();
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
