//! Who the peer is, how it is set up, and how long to wait for it.

use std::convert::Infallible;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::context::Context;
use super::network::Network;
use crate::suite::pics::Pics;
use crate::suite::tested::Tested;

/// The peer under test.
#[non_exhaustive]
pub struct Target {
    /// Which side it is.
    pub peer: Peer,
    /// How it is set up.
    pub settings: Settings,
    /// How long to wait for what.
    pub timers: Timers,
    network: Mutex<Box<dyn Network>>,
}

impl Target {
    /// A target with the default settings and timers.
    #[must_use]
    pub fn new(peer: Peer, network: Box<dyn Network>) -> Self {
        let (settings, timers) = (Settings::default(), Timers::default());
        Self { peer, settings, timers, network: Mutex::new(network) }
    }

    /// The network, for one call at a time.
    pub(crate) fn network(&self) -> MutexGuard<'_, Box<dyn Network>> {
        self.network.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({:?}, {:?})", self.peer, self.settings)
    }
}

impl Tested for Target {
    /// There is one: release 1.
    type Version = Infallible;
    type Context<'a> = Context<'a>;

    fn versions(&self) -> &[Infallible] {
        &[]
    }

    fn claim(version: Infallible) -> &'static str {
        match version {}
    }

    /// All cases are about the same application servers.
    fn one_at_a_time(&self) -> bool {
        true
    }

    fn context<'a>(&'a self, _version: Option<Infallible>, _pics: &Pics) -> Context<'a> {
        Context::new(self)
    }
}

/// Which side is under test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Peer {
    /// A signalling gateway, to which we are ASPs.
    Sgp,
    /// An ASP, to which we are a signalling gateway.
    Asp,
}

/// How the peer is set up.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Settings {
    /// The routing context of the application server.
    pub routing_context: u32,
    /// Its point code.
    pub point_code: u32,
    /// The routing context of the second one.
    pub second_routing_context: u32,
    /// Its point code.
    pub second_point_code: u32,
    /// A point code of the network behind the signalling gateway, which can be reached.
    pub network_point_code: u32,
    /// The first of ten point codes that may be registered and are nobody's, and then of ten that must not be.
    pub free_point_code: u32,
    /// The network appearance, where there is one.
    pub network_appearance: Option<u32>,
    /// The network indicator in DATA.
    pub network_indicator: u8,
    /// The ASP Identifier of our first ASP; the second has the next.
    pub asp_identifier: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            routing_context: 1,
            point_code: 100,
            second_routing_context: 2,
            second_point_code: 101,
            network_point_code: 200,
            free_point_code: 300,
            network_appearance: None,
            network_indicator: 2,
            asp_identifier: 1,
        }
    }
}

/// How long a case waits.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Timers {
    /// For an answer that must come.
    pub answer: Duration,
    /// For an answer that must not come.
    pub quiet: Duration,
    /// For an ASP to connect or to do something by itself.
    pub patience: Duration,
    /// The peer's T(ack) at most (RFC 4666 §4.3.4.1).
    pub t_ack: Duration,
    /// The peer's T(r) at most (RFC 4666 §4.3.2).
    pub t_r: Duration,
    /// The peer's T(beat) at most (RFC 4666 §4.3.4.6).
    pub t_beat: Duration,
}

impl Default for Timers {
    fn default() -> Self {
        Self {
            answer: Duration::from_secs(3),
            quiet: Duration::from_millis(300),
            patience: Duration::from_secs(10),
            t_ack: Duration::from_secs(2),
            t_r: Duration::from_secs(2),
            t_beat: Duration::from_secs(30),
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
            "t_ack" => &mut self.t_ack,
            "t_r" => &mut self.t_r,
            "t_beat" => &mut self.t_beat,
            _ => return None,
        })
    }
}
