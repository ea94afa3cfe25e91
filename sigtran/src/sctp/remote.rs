//! Where a peer is.

use std::net::{IpAddr, SocketAddr};

use super::{PORT_M3UA, UDP_PORT};

/// Where the SCTP of a peer is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remote {
    /// Its addresses, the first being the one to begin with. Over UDP only the first is used.
    pub addresses: Vec<IpAddr>,
    /// Its SCTP port.
    pub port: u16,
    /// Its UDP port, where SCTP goes over UDP (RFC 6951 §5.1).
    pub udp_port: u16,
}

impl Remote {
    /// A peer with these addresses, at the usual ports.
    #[must_use]
    pub fn new(addresses: impl Into<Vec<IpAddr>>) -> Self {
        Self { addresses: addresses.into(), port: PORT_M3UA, udp_port: UDP_PORT }
    }

    /// Gives it this SCTP port.
    #[must_use]
    pub const fn with_port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Gives it this UDP port.
    #[must_use]
    pub const fn with_udp_port(mut self, udp_port: u16) -> Self {
        self.udp_port = udp_port;
        self
    }

    /// Where its datagrams go, when it has an address.
    #[must_use]
    pub fn udp_address(&self) -> Option<SocketAddr> {
        Some(SocketAddr::new(*self.addresses.first()?, self.udp_port))
    }

    /// Its addresses, each with its SCTP port.
    #[must_use]
    pub fn transport_addresses(&self) -> Vec<SocketAddr> {
        self.addresses.iter().map(|address| SocketAddr::new(*address, self.port)).collect()
    }
}
