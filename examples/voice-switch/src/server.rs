//! Listens, and runs the loop.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_platform::config::{ConfigError, SwitchConfig};
use brivas_sip::io::{Accept, Config as IoConfig, Driver};
use brivas_sip::{B2bua, agent, b2bua, endpoint};
use tokio::net::{TcpListener, UdpSocket};
use tokio::sync::oneshot;

use crate::engine::{Engine, Own, Seeds};
use crate::record::Records;
use crate::tls;

/// How long what is being said may take at the end: two copies of what was lost.
const GRACE: Duration = Duration::from_secs(2);

/// A voice switch that is running.
#[derive(Debug)]
pub struct Switch {
    sip: SocketAddr,
    ws: Option<SocketAddr>,
    tls: Option<SocketAddr>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<io::Result<()>>>,
}

/// Checks what only the switch can: the files of TLS.
///
/// # Errors
/// The key and what is wrong with it.
pub fn check(config: &SwitchConfig) -> Result<(), ConfigError> {
    tls::load(config).map(drop)
}

impl Switch {
    /// Listens, with the file of call records in `data`.
    ///
    /// # Errors
    /// A socket, a file or the entropy of the system is not to be had; nothing is left running.
    pub async fn start(config: &SwitchConfig, data: &Path) -> io::Result<Self> {
        let tls = tls::load(config).map_err(|error| io::Error::other(error.to_string()))?;
        let udp = brivas_sip::io::bind_udp(config.listen, false)?;
        let sip = udp.local_addr()?;
        let tcp = TcpListener::bind(sip).await?;
        let ws = bind(config.ws).await?;
        let secure = bind(config.tls).await?;
        let ws_address = ws.as_ref().map(TcpListener::local_addr).transpose()?;
        let tls_address = secure.as_ref().map(TcpListener::local_addr).transpose()?;
        let secure_and_ws = [ws_address, tls_address].into_iter().flatten();
        let ports = secure_and_ws.chain([sip]).map(|address| address.port()).collect();
        let listeners =
            [Some((tcp, Accept::Tcp)), ws.map(|ws| (ws, Accept::Ws)), secure.zip(tls.map(Accept::Tls))];
        let advertise = config.advertise.clone().unwrap_or_else(|| sip.ip().to_string());
        let records = Records::open(&data.join(&config.records))?;
        let seeds = Seeds { registrar: seed()?, nonces: seed()?, old_nonces: seed()? };
        let calls = seed()?;
        let config = config.clone();
        let (stop, stopped) = oneshot::channel();
        let listeners =
            listeners.into_iter().flatten().map(|(listener, accept)| Ok((listener.into_std()?, accept)));
        let listeners = listeners.collect::<io::Result<Vec<_>>>()?;
        let udp = udp.into_std()?;
        let thread = std::thread::Builder::new().name("switch".into()).spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let now = Instant::now();
                let driver = listen(&config, &advertise, udp, listeners, calls, now)?;
                let domain = config.domain.clone().unwrap_or_else(|| host(&advertise).to_owned());
                let mut hosts = vec![domain.clone(), host(&advertise).to_owned()];
                hosts.dedup();
                let engine = Engine::new(&config, &domain, Own { hosts, ports }, records, &seeds, now);
                run(driver, engine, stopped).await
            })
        })?;
        tracing::info!(%sip, ws = ws_address.map(tracing::field::display), tls = tls_address.map(tracing::field::display), "listening for SIP");
        Ok(Self { sip, ws: ws_address, tls: tls_address, stop: Some(stop), thread: Some(thread) })
    }

    /// Where SIP is listened for on UDP and TCP.
    #[must_use]
    pub const fn sip(&self) -> SocketAddr {
        self.sip
    }

    /// Where SIP over WebSocket is listened for, if it is.
    #[must_use]
    pub const fn ws(&self) -> Option<SocketAddr> {
        self.ws
    }

    /// Where SIP over TLS is listened for, if it is.
    #[must_use]
    pub const fn tls(&self) -> Option<SocketAddr> {
        self.tls
    }

    /// Takes no more calls, lets transactions end, and writes the records that wait.
    ///
    /// # Errors
    /// The records could not be written.
    pub fn stop(mut self) -> io::Result<()> {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        match self.thread.take().map(std::thread::JoinHandle::join) {
            Some(Ok(ended)) => ended,
            _ => Err(io::Error::other("the switch has panicked")),
        }
    }
}

async fn bind(address: Option<SocketAddr>) -> io::Result<Option<TcpListener>> {
    match address {
        Some(address) => TcpListener::bind(address).await.map(Some),
        None => Ok(None),
    }
}

/// A host without its port.
fn host(text: &str) -> &str {
    match text.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() && port.bytes().all(|digit| digit.is_ascii_digit()) => host,
        _ => text,
    }
}

/// The machine with its sockets.
fn listen(
    config: &SwitchConfig,
    advertise: &str,
    udp: std::net::UdpSocket,
    listeners: Vec<(std::net::TcpListener, Accept)>,
    seed: [u8; 32],
    now: Instant,
) -> io::Result<Driver<B2bua>> {
    let mut agent = agent::Config::new();
    agent.set_max_dialogs(config.max_calls.saturating_mul(2)).set_product(b"Brivas");
    agent.set_endpoint(Arc::new(endpoint::Config::new()));
    let mut settings = b2bua::Config::new();
    settings.set_agent(Arc::new(agent)).set_ring_time(Duration::from_secs(config.ring_secs));
    let machine = B2bua::new(Arc::new(settings), seed, now);
    let mut driver = Driver::new(machine, IoConfig::new());
    let wrong = |error: endpoint::UsageError| io::Error::other(format!("switch.advertise: {error}"));
    let named = |port: u16| format!("{}:{port}", host(advertise));
    let port = udp.local_addr()?.port();
    driver.add_socket(UdpSocket::from_std(udp)?, named(port).as_bytes()).map_err(wrong)?;
    for (listener, accept) in listeners {
        let port = listener.local_addr()?.port();
        driver
            .add_listener(TcpListener::from_std(listener)?, accept, named(port).as_bytes())
            .map_err(wrong)?;
    }
    Ok(driver)
}

async fn run(
    mut driver: Driver<B2bua>,
    mut engine: Engine,
    mut stopped: oneshot::Receiver<()>,
) -> io::Result<()> {
    let mut is_ending = false;
    loop {
        let due = engine.poll_timeout();
        let wait = async {
            match due {
                Some(due) => tokio::time::sleep_until(due.into()).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            event = driver.next_event() => match event {
                Some(event) => engine.handle(Instant::now(), driver.machine(), event),
                None => break,
            },
            _ = &mut stopped, if !is_ending => {
                is_ending = true;
                driver.shut_down(GRACE);
            }
            () = wait => engine.handle_timeout(Instant::now()),
        }
        while let Some(error) = driver.take_error() {
            tracing::warn!(%error, "a socket or connection has failed");
        }
    }
    tracing::info!(calls = engine.calls(), "the switch has stopped");
    engine.close()
}

/// What one machine is random by.
fn seed() -> io::Result<[u8; 32]> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(seed)
}
