//! `[http]`: the HTTP listener.

use std::net::SocketAddr;

use serde::Deserialize;

/// `[http]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct HttpConfig {
    /// Where to listen: `127.0.0.1:8080`; port 0 takes a free one.
    pub listen: SocketAddr,
    /// SHA-256 of the operator's key, in hex, as `brivas hash --api-key` prints it; without one nothing can be operated
    /// over HTTP.
    pub operator_key_sha256: Option<String>,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 8080)), operator_key_sha256: None }
    }
}
