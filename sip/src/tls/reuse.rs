//! Connections that are used the other way, too (RFC 5923).

use std::net::{IpAddr, SocketAddr};

use super::identity::CertificateNames;
use crate::header::{Transport, Via};
use crate::resolver::Target;

/// A connection that a peer has opened, and that we may send requests on, too (RFC 5923 §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Alias {
    /// Over what.
    pub transport: Transport<'static>,
    /// Where the peer listens: the address that it came from, with the port of its Via, 5061 without one.
    pub addr: SocketAddr,
}

impl Alias {
    /// What the first Via of a request offers that came by a connection from this address. `None` unless it has the
    /// parameter `alias`, is over TLS, and the peer has shown a certificate that is some domain's: anybody could write
    /// anything into a Via (RFC 5923 §8, §9).
    #[must_use]
    pub fn of(via: &Via<'_>, peer: IpAddr, certificate: Option<&CertificateNames<'_>>) -> Option<Self> {
        let transports = [Transport::TLS, Transport::TLS_SCTP];
        let transport = transports.into_iter().find(|transport| *transport == via.transport)?;
        let is_offered = via.params.has(b"alias");
        certificate.filter(|names| is_offered && names.domains().next().is_some())?;
        let port = via.port.unwrap_or(transport.default_port());
        Some(Self { transport, addr: SocketAddr::new(peer, port) })
    }

    /// Whether requests for this target may go over the connection: it is where the peer listens, and the certificate that
    /// the peer has shown is for the domain (RFC 5923 §5, RFC 5922 §7.3).
    #[must_use]
    pub fn serves(&self, target: &Target, certificate: &CertificateNames<'_>) -> bool {
        self.transport == target.transport
            && self.addr == target.addr
            && certificate.is_for(&target.server_name)
    }
}
