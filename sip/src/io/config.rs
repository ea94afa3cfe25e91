//! Limits, and TLS as a client.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::pki_types::{InvalidDnsNameError, ServerName};

/// The settings of a driver.
#[derive(Clone)]
pub struct Config {
    max_connections: usize,
    max_message: usize,
    max_unsent: usize,
    idle_timeout: Duration,
    open_timeout: Duration,
    tls_client: Option<Arc<ClientConfig>>,
    names: BTreeMap<SocketAddr, ServerName<'static>>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            max_connections: 10_000,
            max_message: (1 << 20) + (1 << 16),
            max_unsent: 1 << 20,
            idle_timeout: Duration::from_secs(300),
            open_timeout: Duration::from_secs(10),
            tls_client: None,
            names: BTreeMap::new(),
        }
    }
}

/// What bounds one connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) max_message: usize,
    pub(super) max_unsent: usize,
    pub(super) idle_timeout: Duration,
    pub(super) open_timeout: Duration,
}

impl Config {
    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many connections there may be: 10,000. Above that none is accepted, and one that we would make fails.
    #[must_use]
    pub const fn max_connections(&self) -> usize {
        self.max_connections
    }

    /// Sets [`Self::max_connections`].
    pub const fn set_max_connections(&mut self, count: usize) -> &mut Self {
        self.max_connections = count;
        self
    }

    /// The most octets of a message on WebSocket: 1,114,112. A longer one ends the connection. On TCP and TLS
    /// [`endpoint::Config::max_body`](crate::endpoint::Config::max_body) holds.
    #[must_use]
    pub const fn max_message(&self) -> usize {
        self.max_message
    }

    /// Sets [`Self::max_message`].
    pub const fn set_max_message(&mut self, octets: usize) -> &mut Self {
        self.max_message = octets;
        self
    }

    /// The most octets that wait for one connection to take them: 1,048,576. It is not read while a quarter waits, and is given
    /// up when more than all would.
    #[must_use]
    pub const fn max_unsent(&self) -> usize {
        self.max_unsent
    }

    /// Sets [`Self::max_unsent`].
    pub const fn set_max_unsent(&mut self, octets: usize) -> &mut Self {
        self.max_unsent = octets;
        self
    }

    /// After what time a connection is closed on which nothing came or went: 300 s, longer than the 120 s after which a peer
    /// that keeps its flow alive sends something (RFC 5626 §4.4.1).
    #[must_use]
    pub const fn idle_timeout(&self) -> Duration {
        self.idle_timeout
    }

    /// Sets [`Self::idle_timeout`].
    pub const fn set_idle_timeout(&mut self, time: Duration) -> &mut Self {
        self.idle_timeout = time;
        self
    }

    /// How long a connection may take to be made, TLS and WebSocket included: 10 s.
    #[must_use]
    pub const fn open_timeout(&self) -> Duration {
        self.open_timeout
    }

    /// Sets [`Self::open_timeout`].
    pub const fn set_open_timeout(&mut self, time: Duration) -> &mut Self {
        self.open_timeout = time;
        self
    }

    /// How connections over TLS are made; without this none is.
    pub fn set_tls_client(&mut self, config: Arc<ClientConfig>) -> &mut Self {
        self.tls_client = Some(config);
        self
    }

    /// Says who is to be at an address: the domain of the URI that led there, for which its certificate must be (RFC 5922 §4).
    /// Without a name the certificate must be for the address itself.
    ///
    /// # Errors
    /// No name of a domain, and no address.
    pub fn set_name(&mut self, to: SocketAddr, name: &str) -> Result<&mut Self, InvalidDnsNameError> {
        self.names.insert(to, ServerName::try_from(name)?.to_owned());
        Ok(self)
    }

    pub(super) fn tls_client(&self) -> Option<Arc<ClientConfig>> {
        self.tls_client.clone()
    }

    pub(super) fn name(&self, to: SocketAddr) -> ServerName<'static> {
        self.names.get(&to).cloned().unwrap_or_else(|| ServerName::IpAddress(to.ip().into()))
    }

    pub(super) const fn limits(&self) -> Limits {
        Limits {
            max_message: self.max_message,
            max_unsent: self.max_unsent,
            idle_timeout: self.idle_timeout,
            open_timeout: self.open_timeout,
        }
    }
}

impl fmt::Debug for Config {
    /// Without keys and names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").field("limits", &self.limits()).finish_non_exhaustive()
    }
}
