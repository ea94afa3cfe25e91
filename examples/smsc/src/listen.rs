//! Accepts SMPP connections, plain or over TLS. Who cannot become a tenant's bind is let go of as early as can be.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_platform::secret;
use brivas_smpp::Session;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout_at;

use crate::connection::{Connection, Desk, Peer, Transport};
use crate::metrics::Handshaken;
use crate::shared::{Shared, stopped};
use crate::tls::{self, Handshake, Tls};

/// How long nothing is accepted after accepting has failed.
const PAUSE: Duration = Duration::from_millis(100);

/// Accepts connections until the end; over TLS where there is one.
pub(crate) async fn accept(listener: std::net::TcpListener, tls: Option<Arc<Tls>>, shared: Arc<Shared>) {
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
            Ok((stream, peer)) => take(stream, peer, tls.as_ref(), &shared),
            Err(error) => {
                tracing::warn!(%error, "accept failed");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Takes a connection, or closes it.
fn take(stream: TcpStream, peer: SocketAddr, tls: Option<&Arc<Tls>>, shared: &Arc<Shared>) {
    if !shared.tenants.iter().any(|tenant| tenant.allows(peer.ip())) {
        return tracing::debug!(%peer, "no tenant binds from there");
    }
    if shared.is_full() {
        return tracing::warn!(%peer, "too many connections");
    }
    if let Err(error) = stream.set_nodelay(true) {
        return tracing::warn!(%peer, %error, "connection refused");
    }
    let now = Instant::now();
    match tls {
        None => connect(stream, Peer { address: peer, transport: Transport::Plain }, now, shared),
        Some(tls) => match tls.handshakes.begin(peer.ip()) {
            Some(handshake) => {
                tokio::spawn(secure(stream, peer, tls.clone(), handshake, now, shared.clone()));
            }
            None => {
                shared.metrics.handshake(Handshaken::TooMany);
                tracing::warn!(%peer, "too many TLS handshakes");
            }
        },
    }
}

/// Makes a TLS connection of a plain one. All of the handshake and the bind have the time of the session_init_timer
/// together.
async fn secure(
    stream: TcpStream,
    peer: SocketAddr,
    tls: Arc<Tls>,
    handshake: Handshake,
    accepted_at: Instant,
    shared: Arc<Shared>,
) {
    let mut stopping = shared.stopping.subscribe();
    let deadline = accepted_at + shared.session.session_init_timer();
    let shaken = tokio::select! {
        shaken = timeout_at(deadline.into(), tls.acceptor().accept(stream)) => shaken,
        () = stopped(&mut stopping) => return,
    };
    drop(handshake);
    shared.metrics.handshake(match &shaken {
        Ok(Ok(_)) => Handshaken::Done,
        Ok(Err(_)) => Handshaken::Failed,
        Err(_) => Handshaken::Timeout,
    });
    match shaken {
        Ok(Ok(_)) if shared.is_full() => tracing::warn!(%peer, "too many connections"),
        Ok(Ok(stream)) => {
            let transport = Transport::Tls { certificate: tls::certificate_of(&stream) };
            connect(stream, Peer { address: peer, transport }, accepted_at, &shared);
        }
        Ok(Err(error)) => tracing::info!(%peer, %error, "TLS handshake failed"),
        Err(_) => tracing::info!(%peer, "TLS handshake took too long"),
    }
}

/// Begins a session.
fn connect<S>(stream: S, peer: Peer, accepted_at: Instant, shared: &Arc<Shared>)
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let seed = match secret::random().map_err(io::Error::other) {
        Ok(seed) => seed,
        Err(error) => return tracing::warn!(peer = %peer.address, %error, "connection refused"),
    };
    let desk = Desk::new(shared.clone());
    tracing::info!(connection = desk.id.0, peer = %peer.address, transport = %peer.transport, "connected");
    let session = Session::new(shared.session.clone(), seed, accepted_at);
    tokio::spawn(Connection::new(session, stream, desk, peer).serve());
}
