//! The state of an application server (RFC 4666 §4.3.2, figure 4).

use std::collections::{BTreeSet, VecDeque};

use brivas_timer::TimerHandle;

use super::diversion::Diversions;
use crate::Buffer;
use crate::m3ua::{ApplicationServer, AsState, AssociationId, Side, TrafficModeType};
use crate::mtp::RoutingLabel;

/// An application server and its traffic.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) settings: ApplicationServer,
    pub(super) state: AsState,
    /// The mode, configured or of the first ASP.
    pub(super) mode: Option<TrafficModeType>,
    /// Whether it was made by a registration.
    pub(super) dynamic: bool,
    /// Where its traffic goes, in the order of the associations.
    pub(super) active: Vec<AssociationId>,
    /// What waits for an ASP while AS-PENDING.
    pub(super) pending: VecDeque<(RoutingLabel, Buffer)>,
    /// What waits for its way.
    pub(super) diversions: Diversions,
    /// T(r).
    pub(super) recovery: Option<TimerHandle>,
    /// In broadcast mode: the flows whose first message since the last activation has got its Correlation Id.
    pub(super) tagged: BTreeSet<u8>,
    /// The last Correlation Id.
    pub(super) correlation_id: u32,
}

impl Server {
    pub(super) fn new(settings: ApplicationServer, dynamic: bool) -> Self {
        Self {
            mode: settings.traffic_mode,
            settings,
            state: AsState::Down,
            dynamic,
            active: Vec::new(),
            pending: VecDeque::new(),
            diversions: Diversions::default(),
            recovery: None,
            tagged: BTreeSet::new(),
            correlation_id: 0,
        }
    }

    /// Whether all of its ASPs get everything. Signalling gateways never do: they are of one network.
    pub(super) fn broadcasts(&self) -> bool {
        self.mode == Some(TrafficModeType::BROADCAST) && self.settings.side == Side::Remote
    }

    /// As how many messages one goes out.
    pub(super) fn copies(&self) -> usize {
        if self.broadcasts() { self.active.len() } else { 1 }
    }

    /// How many ASPs must be active before it takes traffic.
    pub(super) fn minimum_active(&self) -> usize {
        usize::from(self.settings.minimum_active.max(1))
    }
}

/// The state that follows when so many of its ASPs are active and, or not, some are up. T(r) is another matter.
pub(super) const fn next(state: AsState, up: bool, active: usize, minimum: usize) -> AsState {
    match state {
        AsState::Down | AsState::Inactive if active >= minimum => AsState::Active,
        AsState::Down | AsState::Inactive if up => AsState::Inactive,
        AsState::Down | AsState::Inactive => AsState::Down,
        AsState::Active | AsState::Pending if active > 0 => AsState::Active,
        AsState::Active | AsState::Pending => AsState::Pending,
    }
}

/// The state that follows when T(r) has run out.
pub(super) const fn after_recovery(up: bool) -> AsState {
    if up { AsState::Inactive } else { AsState::Down }
}

#[cfg(test)]
mod tests {
    use super::AsState::{Active, Down, Inactive, Pending};
    use super::{after_recovery, next};

    #[test]
    fn every_arrow_of_figure_4_is_taken_and_no_other() {
        // state, some ASP up, active ASPs, minimum, state that follows
        let table = [
            (Down, false, 0, 1, Down),
            (Down, true, 0, 1, Inactive),
            (Inactive, true, 0, 1, Inactive),
            (Inactive, false, 0, 1, Down),
            (Inactive, true, 1, 1, Active),
            (Inactive, true, 1, 2, Inactive),
            (Inactive, true, 2, 2, Active),
            (Active, true, 2, 2, Active),
            (Active, true, 1, 2, Active),
            (Active, true, 0, 2, Pending),
            (Active, false, 0, 1, Pending),
            (Pending, true, 0, 1, Pending),
            (Pending, false, 0, 1, Pending),
            (Pending, true, 1, 2, Active),
        ];
        for (state, up, active, minimum, follows) in table {
            assert_eq!(next(state, up, active, minimum), follows, "{state:?} {up} {active} of {minimum}");
        }
    }

    #[test]
    fn after_t_r_it_is_inactive_where_an_asp_is_up_and_down_elsewhere() {
        assert_eq!(after_recovery(true), Inactive);
        assert_eq!(after_recovery(false), Down);
    }
}
