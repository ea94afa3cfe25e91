//! `[tls]`: the SMPP listener over TLS.

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::Deserialize;

use super::ConfigError;

/// `[tls]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct TlsConfig {
    /// Where to listen for SMPP over TLS, `0.0.0.0:3550` for one; nowhere if absent.
    pub listen: Option<SocketAddr>,
    /// The file of our certificates in PEM, our own first.
    pub cert: Option<PathBuf>,
    /// The file of our private key in PEM.
    pub key: Option<PathBuf>,
    /// The file of the authorities in PEM, one of which must have signed the certificate of a client that shows one; if
    /// absent, a certificate is known by the tenant's `client_cert_sha256` alone.
    pub client_ca: Option<PathBuf>,
}

impl TlsConfig {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        for (name, file) in [("cert", &self.cert), ("key", &self.key)] {
            if self.listen.is_some() && file.is_none() {
                return Err(ConfigError::at(format!("tls.{name}"), "must be given where tls.listen is"));
            }
        }
        for (name, file) in [("cert", &self.cert), ("key", &self.key), ("client_ca", &self.client_ca)] {
            if self.listen.is_none() && file.is_some() {
                return Err(ConfigError::at(format!("tls.{name}"), "is of no use without tls.listen"));
            }
        }
        Ok(())
    }
}
