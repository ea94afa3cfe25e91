//! TLS for the SMPP listener: certificates from files. The files are looked at once a minute; when they have changed, new
//! connections get what is in them. Files that cannot be used are logged, and what was there before stays in use.
//!
//! | file | what |
//! |---|---|
//! | `tls.rs` | [`Tls`]: what is in use, and how it is renewed |
//! | `tls/files.rs` | the files, and the settings of TLS made of them |
//! | `tls/handshakes.rs` | how many handshakes are under way |
//! | `tls/any_certificate.rs` | clients known by the fingerprint of their certificate alone |
//! | `tls/client.rs`, `tls/roots.rs` | TLS to other message centres, and who may vouch for a server |

mod any_certificate;
pub(crate) mod client;
mod files;
mod handshakes;
pub(crate) mod roots;
#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use brivas_platform::config::{Config, ConfigError};
use rustls::ServerConfig;
use sha2::{Digest, Sha256};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::settings::Fault;
use crate::shared::{Shared, stopped};
use files::{Contents, Files};
use handshakes::Handshakes;

pub(crate) use handshakes::Handshake;

/// How often the files are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// What the TLS listener needs.
#[derive(Debug)]
pub(crate) struct Tls {
    files: Files,
    /// What the files were like when they were last read, good or not.
    last_read: Mutex<[u8; 32]>,
    in_use: RwLock<Arc<ServerConfig>>,
    pub(crate) handshakes: Arc<Handshakes>,
}

/// What a look at the files gave.
#[derive(Debug)]
enum Look {
    Unchanged,
    Renewed,
    /// They cannot be used; what was there before stays in use.
    Kept(Fault),
}

impl Tls {
    /// Reads the files that the configuration names; `None` where it has no TLS listener.
    ///
    /// # Errors
    /// A file that cannot be read or holds something else, with its key.
    pub(crate) fn load(config: &Config) -> Result<Option<Self>, ConfigError> {
        let Some(files) = Files::of(config) else { return Ok(None) };
        let read = || {
            let contents = files.read()?;
            Ok((contents.digest(), contents.server_config(&files)?))
        };
        let (digest, server_config) = read().map_err(|fault: Fault| fault.in_config(config))?;
        Ok(Some(Self {
            files,
            last_read: Mutex::new(digest),
            in_use: RwLock::new(Arc::new(server_config)),
            handshakes: Arc::default(),
        }))
    }

    /// What the next handshake is made with.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        self.in_use.read().unwrap_or_else(PoisonError::into_inner).clone().into()
    }

    /// Looks at the files, and uses them from now on if they have changed and can be used.
    fn look(&self) -> Look {
        let contents = match self.files.read() {
            Ok(contents) => contents,
            Err(fault) => return Look::Kept(fault),
        };
        let digest = contents.digest();
        let before = {
            let mut last_read = self.last_read.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *last_read, digest)
        };
        if before == digest {
            return Look::Unchanged;
        }
        match contents.server_config(&self.files) {
            Ok(server_config) => {
                *self.in_use.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(server_config);
                Look::Renewed
            }
            Err(fault) => Look::Kept(fault),
        }
    }
}

/// Looks at the files again and again until the end.
pub(crate) async fn keep_fresh(tls: Arc<Tls>, shared: Arc<Shared>) {
    let mut stopping = shared.stopping.subscribe();
    loop {
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = stopped(&mut stopping) => return,
        }
        let looking = tls.clone();
        // Reading a file can block.
        match tokio::task::spawn_blocking(move || looking.look()).await {
            Ok(Look::Renewed) => tracing::info!("new TLS certificates are in use"),
            Ok(Look::Kept(fault)) => {
                tracing::warn!(%fault, "the TLS files cannot be used; the certificates before them stay in use");
            }
            Ok(Look::Unchanged) | Err(_) => {}
        }
    }
}

/// The SHA-256 of the certificate that the client has shown, if any.
pub(crate) fn certificate_of(stream: &TlsStream<TcpStream>) -> Option<[u8; 32]> {
    let (_, connection) = stream.get_ref();
    let leaf = connection.peer_certificates()?.first()?;
    Some(Sha256::digest(leaf).into())
}

impl Contents {
    /// Tells other contents from these. The private key itself is not kept for it.
    fn digest(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        for file in self.all() {
            // The length divides one file from the next.
            digest = digest.chain_update(file.len().to_be_bytes()).chain_update(file);
        }
        digest.finalize().into()
    }
}
