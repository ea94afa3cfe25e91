//! The settings of a stack.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::sccp::Ssn;
use crate::{m3ua, sccp, tcap};

/// The settings of a [`Stack`](super::Stack): those of its layers, and how they are joined.
#[derive(Clone, Debug)]
pub struct Config {
    pub(super) m3ua: Arc<m3ua::Config>,
    pub(super) sccp: Arc<sccp::Config>,
    pub(super) tcap: Arc<tcap::Config>,
    pub(super) map_subsystems: BTreeSet<Ssn>,
    pub(super) transfers: bool,
    pub(super) audits: bool,
    pub(super) assumes_available: bool,
    pub(super) max_events: usize,
}

impl Config {
    /// These settings of M3UA and SCCP, the defaults of TCAP, and no subsystem with MAP.
    #[must_use]
    pub fn new(m3ua: m3ua::Config, sccp: sccp::Config) -> Self {
        Self {
            m3ua: Arc::new(m3ua),
            sccp: Arc::new(sccp),
            tcap: Arc::new(tcap::Config::new()),
            map_subsystems: BTreeSet::new(),
            transfers: false,
            audits: true,
            assumes_available: false,
            max_events: 1 << 16,
        }
    }

    /// These settings of TCAP.
    #[must_use]
    pub fn with_tcap(mut self, tcap: tcap::Config) -> Self {
        self.tcap = Arc::new(tcap);
        self
    }

    /// MAP for this subsystem too, which is in service from the beginning. What comes for others is told as it is.
    #[must_use]
    pub fn with_map(mut self, ssn: Ssn) -> Self {
        self.map_subsystems.insert(ssn);
        self
    }

    /// Lets messages for other points go on to them, and tells application servers of each other: a signalling transfer
    /// point (Q.705 §2.1). Else such messages are told to the owner.
    #[must_use]
    pub const fn with_transfer(mut self) -> Self {
        self.transfers = true;
        self
    }

    /// Does not ask a gateway for the state of the points that SCCP has to do with once our ASP is active there
    /// (RFC 4666 §4.5.3).
    #[must_use]
    pub const fn without_audit(mut self) -> Self {
        self.audits = false;
        self
    }

    /// Takes the points that SCCP has to do with for reachable once our ASP is active: for gateways that tell nothing of
    /// them. Else a point counts as prohibited until the network or the point itself was heard.
    #[must_use]
    pub const fn with_points_assumed_available(mut self) -> Self {
        self.assumes_available = true;
        self
    }

    /// So many events may wait for the owner, else 65,536; at the limit no message of a peer is taken.
    #[must_use]
    pub const fn with_max_events(mut self, max_events: usize) -> Self {
        self.max_events = max_events;
        self
    }
}
