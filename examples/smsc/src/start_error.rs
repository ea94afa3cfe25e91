//! Why the centre could not start.

use std::fmt;
use std::io;
use std::net::SocketAddr;

use brivas_platform::config::ConfigError;
use brivas_platform::store::StoreError;

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

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(error) => error.fmt(f),
            Self::Store(error) => write!(f, "store: {error}"),
            Self::Listen(address, error) => write!(f, "cannot listen on {address}: {error}"),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StartError {}
