//! Holds a link's binds: each is tried again and again, with pauses.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_platform::secret;
use brivas_smpp::{Bind, BindKind, CloseReason, CommandStatus, Session, UsageError};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use super::Link;
use super::bound::Bound;
use crate::shared::{Shared, stopped};

/// How long a connection may take to come to be, TLS included.
const CONNECT: Duration = Duration::from_secs(10);

/// Holds all binds of a link until the end.
pub(crate) fn keep_bound(link: &Arc<Link>, shared: &Arc<Shared>) {
    for (number, kind) in link.binds.iter().enumerate() {
        let (link, shared) = (link.clone(), shared.clone());
        tokio::spawn(keep_one(link, *kind, number, shared));
    }
}

async fn keep_one(link: Arc<Link>, kind: BindKind, number: usize, shared: Arc<Shared>) {
    let mut stopping = shared.stopping.subscribe();
    let mut failures: u32 = 0;
    while !shared.is_stopping() {
        let held = tokio::select! {
            stream = connect(&link) => match stream {
                Ok(stream) => hold(&link, kind, stream, &shared).await,
                Err(end) => Held { was_bound: false, end },
            },
            () = stopped(&mut stopping) => return,
        };
        if shared.is_stopping() {
            return;
        }
        failures = if held.was_bound { 1 } else { failures.saturating_add(1) };
        let seed = secret::random().map_or(0, u64::from_be_bytes);
        let pause = link.pauses.after(failures, seed);
        tracing::warn!(link = link.name, ?kind, number, end = %held.end, ?pause, "link down");
        link.status.set_last_error(Some(held.end.to_string()));
        shared.metrics.link_failed(&link.name);
        tokio::select! {
            () = sleep(pause) => {}
            () = stopped(&mut stopping) => return,
        }
    }
}

/// How a try went.
struct Held {
    was_bound: bool,
    end: End,
}

/// Why a bind did not come to be, or ended.
#[derive(Debug)]
pub(super) enum End {
    Connect(io::Error),
    ConnectTimeout,
    BindRefused(CommandStatus),
    BindUnsent(UsageError),
    /// The bind got no response that can be read.
    NoBindResponse,
    Closed(CloseReason, Option<io::Error>),
    /// The engine has gone.
    Engine,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connect(error) => write!(f, "no connection: {error}"),
            Self::ConnectTimeout => f.write_str("no connection in time"),
            Self::BindRefused(status) => write!(f, "bind refused: {status:?}"),
            Self::BindUnsent(error) => write!(f, "bind not sent: {error}"),
            Self::NoBindResponse => f.write_str("no answer to the bind"),
            Self::Closed(reason, Some(error)) => write!(f, "closed: {reason:?}, {error}"),
            Self::Closed(reason, None) => write!(f, "closed: {reason:?}"),
            Self::Engine => f.write_str("the centre has stopped"),
        }
    }
}

/// A stream of either kind.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

async fn connect(link: &Link) -> Result<Box<dyn Stream>, End> {
    let connecting = async {
        let stream = TcpStream::connect((link.host.as_str(), link.port)).await?;
        stream.set_nodelay(true)?;
        Ok(match &link.tls {
            Some(tls) => Box::new(tls.connect(stream).await?) as Box<dyn Stream>,
            None => Box::new(stream),
        })
    };
    timeout(CONNECT, connecting).await.map_err(|_| End::ConnectTimeout)?.map_err(End::Connect)
}

/// Binds, and serves the session until it ends.
async fn hold(link: &Arc<Link>, kind: BindKind, stream: Box<dyn Stream>, shared: &Arc<Shared>) -> Held {
    let failed = |end| Held { was_bound: false, end };
    let now = Instant::now();
    let seed = match secret::random().map_err(io::Error::other) {
        Ok(seed) => seed,
        Err(error) => return failed(End::Connect(error)),
    };
    let mut session = Session::new(link.session.clone(), seed, now);
    let bind = Bind {
        kind,
        system_id: link.system_id.as_bytes(),
        password: link.password.reveal().as_bytes(),
        system_type: link.system_type.as_bytes(),
        interface_version: link.version,
        ..Default::default()
    };
    if let Err(error) = session.bind(now, &bind) {
        return failed(End::BindUnsent(error));
    }
    let mut bound = Bound::new(session, stream, link.clone(), kind, shared.clone());
    let end = bound.serve().await;
    Held { was_bound: bound.end().await, end }
}
