//! Listeners.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio_rustls::rustls::ServerConfig;

use super::opening::Opening;
use crate::endpoint::PathId;
use crate::header::Transport;

/// How long nothing is accepted after a failure, such as for want of descriptors.
const REST: Duration = Duration::from_millis(500);

/// What is spoken on a listener.
#[derive(Clone)]
#[non_exhaustive]
pub enum Accept {
    /// TCP.
    Tcp,
    /// TLS, as this says (RFC 3261 §26.2.1).
    Tls(Arc<ServerConfig>),
    /// WebSocket (RFC 7118).
    Ws,
    /// WebSocket over TLS, as this says.
    Wss(Arc<ServerConfig>),
}

impl Accept {
    /// What it is called in Via.
    #[must_use]
    pub const fn transport(&self) -> Transport<'static> {
        match self {
            Self::Tcp => Transport::TCP,
            Self::Tls(_) => Transport::TLS,
            Self::Ws => Transport::WS,
            Self::Wss(_) => Transport::WSS,
        }
    }
}

impl fmt::Debug for Accept {
    /// Without keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Accept({})", String::from_utf8_lossy(self.transport().0))
    }
}

/// A listener.
#[derive(Debug)]
pub(super) struct Listener {
    pub(super) path: PathId,
    listener: TcpListener,
    accept: Accept,
    rests_until: Option<Instant>,
}

impl Listener {
    pub(super) const fn new(path: PathId, listener: TcpListener, accept: Accept) -> Self {
        Self { path, listener, accept, rests_until: None }
    }

    pub(super) const fn rests_until(&self) -> Option<Instant> {
        self.rests_until
    }

    /// The next connection.
    pub(super) fn poll(
        &mut self,
        now: Instant,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<(Opening, SocketAddr)>> {
        if self.rests_until.is_some_and(|until| now < until) {
            return Poll::Pending;
        }
        self.rests_until = None;
        match self.listener.poll_accept(context) {
            Poll::Ready(Ok((stream, remote))) => {
                Poll::Ready(Ok((Opening::Accept { stream, accept: self.accept.clone() }, remote)))
            }
            Poll::Ready(Err(error)) => {
                self.rests_until = Some(now + REST);
                Poll::Ready(Err(error))
            }
            Poll::Pending => Poll::Pending,
        }
    }
}
