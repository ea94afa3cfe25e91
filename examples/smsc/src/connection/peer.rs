//! Who is at the other end of a connection, as far as the transport knows.

use std::fmt;
use std::net::SocketAddr;

/// Who is at the other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer {
    pub(crate) address: SocketAddr,
    pub(crate) transport: Transport,
}

/// How the peer is connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    Plain,
    /// Over TLS, with the SHA-256 of the certificate that the peer has shown and whose key it has.
    Tls {
        certificate: Option<[u8; 32]>,
    },
}

/// With the fingerprint as `client_cert_sha256` takes it.
impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain => f.write_str("plain"),
            Self::Tls { certificate: None } => f.write_str("TLS"),
            Self::Tls { certificate: Some(fingerprint) } => {
                f.write_str("TLS, certificate ")?;
                fingerprint.iter().try_for_each(|octet| write!(f, "{octet:02x}"))
            }
        }
    }
}
