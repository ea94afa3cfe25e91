//! An association, and the state of the ASPs at both of its ends (RFC 4666 §4.3.1).

use std::collections::{BTreeMap, BTreeSet};

use brivas_timer::TimerHandle;

use super::client::Request;
use super::destinations::Destinations;
use crate::m3ua::{AsId, AspState, Side};

/// What the owner says of an association.
#[derive(Clone, Debug, Default)]
pub struct Peer {
    pub(super) application_servers: BTreeSet<AsId>,
    pub(super) asp_identifier: Option<u32>,
    pub(super) manual: bool,
    pub(super) may_register: bool,
}

impl Peer {
    /// A peer that carries the traffic of no application server yet, and must not register any.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets it carry the traffic of this one too.
    #[must_use]
    pub fn with_application_server(mut self, id: AsId) -> Self {
        self.application_servers.insert(id);
        self
    }

    /// Wants this ASP Identifier in its ASP Up, where it sends one.
    #[must_use]
    pub const fn with_asp_identifier(mut self, asp_identifier: u32) -> Self {
        self.asp_identifier = Some(asp_identifier);
        self
    }

    /// Leaves it to the owner to bring our ASP up and make it active.
    #[must_use]
    pub const fn with_manual_start(mut self) -> Self {
        self.manual = true;
        self
    }

    /// Lets it register routing keys.
    #[must_use]
    pub const fn with_registration(mut self) -> Self {
        self.may_register = true;
        self
    }
}

/// One of the two ASPs.
#[derive(Debug, Default)]
pub(super) struct Half {
    pub(super) up: bool,
    /// The application servers for which it is ASP-ACTIVE.
    pub(super) active: BTreeSet<AsId>,
}

impl Half {
    pub(super) fn state(&self, id: AsId) -> AspState {
        match (self.up, self.active.contains(&id)) {
            (false, _) => AspState::Down,
            (true, false) => AspState::Inactive,
            (true, true) => AspState::Active,
        }
    }
}

/// What our ASP is to be.
#[derive(Clone, Debug, Default)]
pub(super) struct Goal {
    pub(super) up: bool,
    pub(super) active: BTreeSet<AsId>,
    /// Whose registration is to be given back.
    pub(super) deregister: BTreeSet<AsId>,
}

#[derive(Debug)]
pub(super) struct Association {
    pub(super) asp_identifier: Option<u32>,
    pub(super) may_register: bool,
    /// Locked by management: the peer's ASP is refused.
    pub(super) blocked: bool,
    /// How many, while the association is up.
    pub(super) streams: Option<u16>,
    pub(super) members: BTreeSet<AsId>,
    /// Those that the peer has registered.
    pub(super) registered: BTreeSet<AsId>,
    /// Routing contexts that the peer gave us.
    pub(super) contexts: BTreeMap<AsId, u32>,
    /// Our ASP at the peer.
    pub(super) local: Half,
    /// The peer's ASP with us.
    pub(super) remote: Half,
    /// What the peer's ASP Up said.
    pub(super) remote_asp_identifier: Option<u32>,
    /// What the owner wants our ASP to be.
    pub(super) wish: Goal,
    /// What is left of that since the association is up: the peer may refuse.
    pub(super) goal: Goal,
    pub(super) request: Option<Request>,
    pub(super) attempts: u32,
    pub(super) ack_timer: Option<TimerHandle>,
    pub(super) beat_timer: Option<TimerHandle>,
    /// The heartbeat that awaits its answer, and how many do.
    pub(super) beat: Option<(u64, u8)>,
    /// What the peer said of the network.
    pub(super) destinations: Destinations,
}

impl Association {
    pub(super) fn new(peer: Peer, max_destinations: usize) -> Self {
        Self {
            asp_identifier: peer.asp_identifier,
            may_register: peer.may_register,
            blocked: false,
            streams: None,
            members: peer.application_servers,
            registered: BTreeSet::new(),
            contexts: BTreeMap::new(),
            local: Half::default(),
            remote: Half::default(),
            remote_asp_identifier: None,
            wish: Goal::default(),
            goal: Goal::default(),
            request: None,
            attempts: 0,
            ack_timer: None,
            beat_timer: None,
            beat: None,
            destinations: Destinations::new(max_destinations),
        }
    }

    pub(super) const fn half(&self, side: Side) -> &Half {
        match side {
            Side::Local => &self.local,
            Side::Remote => &self.remote,
        }
    }

    pub(super) const fn half_mut(&mut self, side: Side) -> &mut Half {
        match side {
            Side::Local => &mut self.local,
            Side::Remote => &mut self.remote,
        }
    }
}
