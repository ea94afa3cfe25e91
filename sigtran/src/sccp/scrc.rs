//! Where a message goes (Q.714 §2).

use super::endpoint::Sccp;
use super::{Address, Destination, ReturnCause, RoutingIndicator, Ssn};
use crate::mtp::PointCode;

/// Where a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To a user of ours.
    Local(Ssn),
    /// To another point, with this called address.
    Remote(PointCode, Address),
}

impl Sccp {
    /// Where a message with these addresses goes, or why it goes nowhere.
    pub(super) fn route(
        &self,
        called: &Address,
        calling: &Address,
        selection: u8,
    ) -> Result<(Way, bool), ReturnCause> {
        match called.routing_indicator {
            RoutingIndicator::Ssn => {
                let to = called.point_code.filter(|code| !self.is_ours(*code));
                match to {
                    Some(code) => self.remote(code, *called).map(|way| (way, false)),
                    None => self.local(called.ssn).map(|way| (way, false)),
                }
            }
            RoutingIndicator::GlobalTitle => {
                self.translated(called, calling, selection).map(|way| (way, true))
            }
        }
    }

    fn translated(&self, called: &Address, calling: &Address, selection: u8) -> Result<Way, ReturnCause> {
        if called.global_title.is_none() {
            return Err(ReturnCause::NO_TRANSLATION_FOR_NATURE);
        }
        let translation = self.config.translator().translate(called, calling);
        let translation = translation.ok_or(ReturnCause::NO_TRANSLATION_FOR_ADDRESS)?;
        let (points, first) = match translation.to {
            Destination::Local => return self.local(translation.called.ssn),
            Destination::Failover(points) => (points, 0),
            // The one that the selection means, or the next that can be reached.
            Destination::Loadshare(points) => (points, usize::from(selection) % points.len().max(1)),
        };
        let mut why = ReturnCause::MTP_FAILURE;
        for code in points.iter().cycle().skip(first).take(points.len()) {
            if self.is_ours(*code) {
                return self.local(translation.called.ssn);
            }
            match self.remote(*code, translation.called) {
                Ok(way) => return Ok(way),
                // A point that can be reached, and whose subsystem is not there, says more than one that cannot.
                Err(ReturnCause::SUBSYSTEM_FAILURE) => why = ReturnCause::SUBSYSTEM_FAILURE,
                Err(_) => {}
            }
        }
        Err(why)
    }

    fn remote(&self, point_code: PointCode, mut called: Address) -> Result<Way, ReturnCause> {
        if !self.is_accessible(point_code) {
            return Err(ReturnCause::MTP_FAILURE);
        }
        if called.routing_indicator == RoutingIndicator::Ssn {
            if called.ssn.is_some_and(|ssn| !self.is_allowed(point_code, ssn)) {
                return Err(ReturnCause::SUBSYSTEM_FAILURE);
            }
            // The next point needs no translation to find itself.
            called.point_code = called.point_code.map(|_| point_code);
        }
        Ok(Way::Remote(point_code, called))
    }

    fn local(&self, ssn: Option<Ssn>) -> Result<Way, ReturnCause> {
        let ssn = ssn.filter(|ssn| *ssn != Ssn::UNKNOWN).ok_or(ReturnCause::UNEQUIPPED_USER)?;
        if ssn == Ssn::SCCP_MANAGEMENT {
            return Ok(Way::Local(ssn));
        }
        match self.users.get(&ssn) {
            Some(true) => Ok(Way::Local(ssn)),
            Some(false) => Err(ReturnCause::SUBSYSTEM_FAILURE),
            None => Err(ReturnCause::UNEQUIPPED_USER),
        }
    }
}
