//! Where the peer is and how it is to be talked to.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

/// The peer under test and the credentials of its session.
#[derive(Debug)]
#[non_exhaustive]
pub struct Target {
    /// Which side it is, and how to come to it.
    pub peer: Peer,
    /// What to bind as, or what we call ourselves towards an ESME.
    pub system_id: String,
    /// The password of the bind; never shown.
    pub password: String,
    /// A number that the message centre delivers to, and whether it was named: then a receipt that does not come is a
    /// fault.
    pub destination: String,
    /// Whether `destination` was given, rather than taken by default.
    pub destination_is_known: bool,
    /// How long to wait for what.
    pub timers: Timers,
}

impl Target {
    /// A target with the default timers and a number from a range that no network uses.
    #[must_use]
    pub fn new(peer: Peer, system_id: &str, password: &str) -> Self {
        Self {
            peer,
            system_id: system_id.into(),
            password: password.into(),
            destination: "447700900123".into(),
            destination_is_known: false,
            timers: Timers::default(),
        }
    }
}

/// Which side is under test.
#[derive(Debug)]
#[non_exhaustive]
pub enum Peer {
    /// A message centre that listens here.
    Smsc(SocketAddr),
    /// An ESME that connects to this listener of ours.
    Esme(TcpListener),
}

/// How long a case waits.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Timers {
    /// For an answer that must come.
    pub answer: Duration,
    /// For an answer that must not come, where nothing better shows that it does not.
    pub quiet: Duration,
    /// For a receipt, and for an ESME to connect or to do something by itself.
    pub patience: Duration,
    /// The peer's session_init_timer at most (SMPP 5.0 §2.7).
    pub session_init: Duration,
    /// Its enquire_link_timer at most.
    pub enquire_link: Duration,
    /// Its response_timer at most.
    pub response: Duration,
}

impl Default for Timers {
    fn default() -> Self {
        Self {
            answer: Duration::from_secs(5),
            quiet: Duration::from_millis(300),
            patience: Duration::from_secs(10),
            session_init: Duration::from_secs(60),
            enquire_link: Duration::from_secs(120),
            response: Duration::from_secs(60),
        }
    }
}
