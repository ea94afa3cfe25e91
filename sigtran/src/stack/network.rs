//! What the network tells of itself, and what it is asked: from M3UA's point codes with masks to SCCP's points
//! (RFC 4666 §4.5, §4.6; Q.714 §5.2).

use std::time::Instant;

use super::Stack;
use crate::m3ua::{AffectedPointCode, AsId, AsState, AspState, AssociationId, Side};
use crate::mtp::{MtpStatus, PointCode};

/// A range with more wildcard bits tells only of the points that SCCP has to do with.
const WHOLE_RANGE: u8 = 8;

impl Stack {
    /// The state of a range of points.
    pub(super) fn on_status(&mut self, now: Instant, affected: AffectedPointCode, status: MtpStatus) {
        let PointCode(first) = affected.point_code();
        let points: Vec<PointCode> = match affected.mask() {
            0 => vec![affected.point_code()],
            mask @ 1..=WHOLE_RANGE => {
                (0..1 << mask).map(|low| PointCode(first >> mask << mask | low)).collect()
            }
            _ => self.sccp.other_points().into_iter().filter(|point| affected.contains(*point)).collect(),
        };
        for point in points {
            self.sccp.handle_status(now, of_point(status, point));
        }
    }

    /// An application server changed its state: ours, and with it all that is reached by it; or a peer's, which is a point.
    pub(super) fn on_server(&mut self, now: Instant, id: AsId, state: AsState) {
        let Some(server) = self.m3ua.application_server(id) else { return };
        let (side, destination) = (server.side(), server.key().destination_point_code);
        match (side, state) {
            // The owner is told that nothing is sent; messages wait meanwhile (RFC 4666 §4.3.2).
            (_, AsState::Pending) => {}
            (Side::Remote, AsState::Active) => {
                self.tell_point(now, destination, MtpStatus::Resume(destination.point_code()));
            }
            (Side::Remote, AsState::Inactive | AsState::Down) => {
                self.tell_point(now, destination, MtpStatus::Pause(destination.point_code()));
            }
            (Side::Local, AsState::Active) if self.config.assumes_available => self.resume_all(now),
            (Side::Local, AsState::Active) => {}
            (Side::Local, AsState::Inactive | AsState::Down) => self.pause_all(now),
        }
    }

    /// Our ASP has become active at a gateway: which points are reached by it?
    pub(super) fn on_asp(&mut self, now: Instant, id: AssociationId, side: Side, state: AspState) {
        if side != Side::Local || state != AspState::Active || !self.config.audits {
            return;
        }
        let points: Vec<AffectedPointCode> = self.sccp.other_points().into_iter().map(Into::into).collect();
        // An IP server process has no network behind it that could be asked for; what cannot be sent is asked at the next
        // start.
        let _ = self.m3ua.audit(now, id, &points);
    }

    /// A point at the other end of an association comes or goes.
    fn tell_point(&mut self, now: Instant, affected: AffectedPointCode, status: MtpStatus) {
        self.on_status(now, affected, status);
        if self.config.transfers {
            // An IP server process serves too, but has nobody to tell.
            let _ = self.m3ua.mtp_status(now, affected, status);
        }
    }

    fn resume_all(&mut self, now: Instant) {
        for point in self.sccp.other_points() {
            self.sccp.handle_status(now, MtpStatus::Resume(point));
        }
    }

    /// Without any application server of ours that is active no point is reached through one; those at the other end of an
    /// association have a state of their own.
    fn pause_all(&mut self, now: Instant) {
        let servers: Vec<_> = self.m3ua.application_servers().collect();
        let is_active =
            |(id, _): &(AsId, _)| matches!(self.m3ua.as_state(*id), Ok(AsState::Active | AsState::Pending));
        let (active, _): (Vec<_>, Vec<_>) = servers.into_iter().partition(is_active);
        if active.iter().any(|(_, server)| server.side() == Side::Local) {
            return;
        }
        let direct: Vec<_> = active.iter().map(|(_, server)| server.key().destination_point_code).collect();
        for point in self.sccp.other_points() {
            if !direct.iter().any(|direct| direct.contains(point)) {
                self.sccp.handle_status(now, MtpStatus::Pause(point));
            }
        }
    }
}

/// The same for one point of the range.
const fn of_point(status: MtpStatus, point: PointCode) -> MtpStatus {
    match status {
        MtpStatus::Pause(_) => MtpStatus::Pause(point),
        MtpStatus::Resume(_) => MtpStatus::Resume(point),
        MtpStatus::Congestion(_, level) => MtpStatus::Congestion(point, level),
        MtpStatus::UserPartUnavailable { si, cause, .. } => {
            MtpStatus::UserPartUnavailable { point_code: point, si, cause }
        }
    }
}
