//! Where the peer is and how it is to be talked to.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use super::context::Context;
use super::{Feature, Version};
use crate::suite::pics::Pics;
use crate::suite::tested::Tested;

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
    /// The versions that are spoken with a message centre; an ESME chooses by itself.
    pub versions: Vec<Version>,
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
            versions: vec![Version::V3_4, Version::V5_0],
            timers: Timers::default(),
        }
    }
}

impl Tested for Target {
    type Version = Version;
    type Context<'a> = Context<'a>;

    fn versions(&self) -> &[Version] {
        match self.peer {
            Peer::Smsc(_) => &self.versions,
            Peer::Esme(_) => &[],
        }
    }

    fn claim(version: Version) -> &'static str {
        match version {
            Version::V3_4 => Feature::Version34.into(),
            Version::V5_0 => Feature::Version50.into(),
        }
    }

    /// An ESME connects when it likes to.
    fn one_at_a_time(&self) -> bool {
        matches!(self.peer, Peer::Esme(_))
    }

    fn context<'a>(&'a self, version: Option<Version>, pics: &Pics) -> Context<'a> {
        Context::new(self, version.unwrap_or_else(|| self.common_version(pics)))
    }
}

impl Target {
    /// The version for a case to which it makes no difference.
    fn common_version(&self, pics: &Pics) -> Version {
        let first = self.versions.first().copied().unwrap_or(Version::V3_4);
        let only_5_0 = !pics.claims(Feature::Version34) && self.versions.contains(&Version::V5_0);
        if only_5_0 { Version::V5_0 } else { first }
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

impl Timers {
    /// A timer by its name on the command line.
    pub fn find(&mut self, name: &str) -> Option<&mut Duration> {
        Some(match name {
            "answer" => &mut self.answer,
            "quiet" => &mut self.quiet,
            "patience" => &mut self.patience,
            "session_init" => &mut self.session_init,
            "enquire_link" => &mut self.enquire_link,
            "response" => &mut self.response,
            _ => return None,
        })
    }
}
