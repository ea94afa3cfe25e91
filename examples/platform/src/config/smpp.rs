//! `[smpp]`: the SMPP listener.

use std::net::SocketAddr;

use serde::Deserialize;

/// `[smpp]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct SmppConfig {
    /// Where to listen: `127.0.0.1:2775`; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Our `system_id` in bind responses, at most 15 characters: `brivas`.
    pub system_id: String,
    /// Connections at once, bound or not: 10000.
    pub max_connections: usize,
    /// Seconds until a connection must be bound: 10.
    pub session_init_secs: u64,
    /// Seconds of silence before enquire_link; 0 never: 30.
    pub enquire_link_secs: u64,
    /// Seconds without traffic before unbind; 0 never: 0.
    pub inactivity_secs: u64,
    /// Seconds that a request of ours waits for its response: 30.
    pub response_secs: u64,
}

impl Default for SmppConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 2775)),
            system_id: "brivas".into(),
            max_connections: 10_000,
            session_init_secs: 10,
            enquire_link_secs: 30,
            inactivity_secs: 0,
            response_secs: 30,
        }
    }
}
