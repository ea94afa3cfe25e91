//! What we can speak, and what we like best.

use super::destination::Named;
use crate::header::Transport;

/// Which addresses are used, and which come first (RFC 6157 §4, RFC 7984 §4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Family {
    /// Both, those of IPv6 first.
    #[default]
    V6First,
    /// Both, those of IPv4 first.
    V4First,
    /// IPv6 alone.
    V6Only,
    /// IPv4 alone.
    V4Only,
}

/// What we can speak, and what we like best.
#[derive(Clone, Debug)]
pub struct Options {
    transports: Vec<Transport<'static>>,
    tls_required: bool,
    family: Family,
    most_records: usize,
    most_queries: usize,
    most_targets: usize,
}

impl Default for Options {
    /// UDP, TCP and TLS in this order; both families of addresses, IPv6 first.
    fn default() -> Self {
        Self {
            transports: vec![Transport::UDP, Transport::TCP, Transport::TLS],
            tls_required: false,
            family: Family::V6First,
            most_records: 64,
            most_queries: 64,
            most_targets: 128,
        }
    }
}

impl Options {
    /// UDP, TCP and TLS in this order; both families of addresses, IPv6 first.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The transports that we can speak, the best first. It is our order that counts where the domain names none (RFC 3263
    /// §4.1).
    pub fn set_transports(&mut self, transports: &[Transport<'static>]) -> &mut Self {
        self.transports = transports.to_vec();
        self
    }

    /// Whether nothing but TLS is used for `sip` URIs, too; else for `sips` alone.
    pub const fn set_tls_required(&mut self, tls_required: bool) -> &mut Self {
        self.tls_required = tls_required;
        self
    }

    /// Which addresses are used, and which come first.
    pub const fn set_family(&mut self, family: Family) -> &mut Self {
        self.family = family;
        self
    }

    /// How many records of an answer are looked at, else 64.
    pub const fn set_most_records(&mut self, records: usize) -> &mut Self {
        self.most_records = records;
        self
    }

    /// How many questions are asked for one request, else 64.
    pub const fn set_most_queries(&mut self, queries: usize) -> &mut Self {
        self.most_queries = queries;
        self
    }

    /// How many targets there are for one request, else 128.
    pub const fn set_most_targets(&mut self, targets: usize) -> &mut Self {
        self.most_targets = targets;
        self
    }

    pub(super) const fn family(&self) -> Family {
        self.family
    }

    pub(super) const fn most_records(&self) -> usize {
        self.most_records
    }

    pub(super) const fn most_queries(&self) -> usize {
        self.most_queries
    }

    pub(super) const fn most_targets(&self) -> usize {
        self.most_targets
    }

    /// Whether a URI is to be reached over TLS alone.
    const fn needs_tls(&self, secure: bool) -> bool {
        secure || self.tls_required
    }

    /// The transports that may be used, the best first.
    pub(super) fn usable(&self, secure: bool) -> impl Iterator<Item = Transport<'static>> + '_ {
        let needs_tls = self.needs_tls(secure);
        self.transports.iter().copied().filter(move |transport| !needs_tls || is_secure(*transport))
    }

    /// The transport of a domain that names none (RFC 3263 §4.1), or the best that we have.
    pub(super) fn unnamed(&self, secure: bool) -> Option<Transport<'static>> {
        let default = if self.needs_tls(secure) { Transport::TLS } else { Transport::UDP };
        self.usable(secure).find(|it| *it == default).or(self.usable(secure).next())
    }

    /// The transport that is meant by a name; `None` if it may not be used.
    pub(super) fn named(&self, named: Named, secure: bool) -> Option<Transport<'static>> {
        let Named::Known(transport) = named else { return None };
        let transport = if self.needs_tls(secure) { with_tls(transport)? } else { transport };
        self.usable(secure).find(|it| *it == transport)
    }
}

/// A transport with TLS on it; `None` for datagrams (RFC 3261 §26.2.2, RFC 5630 §3.1.4, RFC 7118 §5.2.2).
fn with_tls(transport: Transport<'static>) -> Option<Transport<'static>> {
    match transport {
        it if is_secure(it) => Some(it),
        it if it == Transport::TCP => Some(Transport::TLS),
        it if it == Transport::SCTP => Some(Transport::TLS_SCTP),
        it if it == Transport::WS => Some(Transport::WSS),
        _ => None,
    }
}

/// Whether a transport is over TLS.
pub(super) fn is_secure(transport: Transport<'_>) -> bool {
    [Transport::TLS, Transport::TLS_SCTP, Transport::WSS].contains(&transport)
}
