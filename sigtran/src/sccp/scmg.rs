//! Who can be reached: points, and subsystems at them (Q.714 §5).

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use brivas_timer::TimerHandle;

use super::endpoint::{Alarm, Sccp};
use super::{Address, Event, ManagementMessage, ManagementType, ProtocolClass, ReleaseCause, Ssn, Unitdata};
use crate::Buffer;
use crate::mtp::{MtpStatus, PointCode, RoutingLabel};

/// Another point.
#[derive(Debug, Default)]
pub(super) struct Point {
    accessible: bool,
    /// What is known of its subsystems: whether they are allowed.
    subsystems: BTreeMap<Ssn, bool>,
}

/// The test of a prohibited subsystem.
#[derive(Debug)]
pub(super) struct Test {
    timer: TimerHandle,
    interval: Duration,
}

/// The congestion level that we tell: the highest, for nothing more is taken (Q.713 §5.2).
const CONGESTED: u8 = 8;
/// One of so many messages to a congested point is answered with SSC (Q.714 §5.2.7).
const MESSAGES_BETWEEN_SSC: u8 = 8;

impl Sccp {
    /// N-STATE request: a user of ours is in service, or is not; the concerned points are told (Q.714 §5.3.7).
    pub fn n_state(&mut self, now: Instant, ssn: Ssn, in_service: bool) {
        self.advance(now);
        let before = self.users.insert(ssn, in_service);
        if before == Some(in_service) {
            return;
        }
        for point_code in self.config.concerned().to_vec() {
            let ours = self.own_point_code();
            self.send_management(
                point_code,
                if in_service { ManagementType::SSA } else { ManagementType::SSP },
                ssn,
                ours,
            );
        }
        if !in_service {
            self.release_connections_of(ssn);
        }
        self.run_loop();
    }

    /// N-COORD request: asks the point of our other half whether our subsystem may go out of service (Q.714 §5.3.5).
    pub fn n_coord_request(&mut self, now: Instant, point_code: PointCode, ssn: Ssn) {
        self.advance(now);
        let ours = self.own_point_code();
        self.send_management(point_code, ManagementType::SOR, ssn, ours);
    }

    /// N-COORD response: the other half of our subsystem may go out of service (Q.714 §5.3.5).
    pub fn n_coord_response(&mut self, now: Instant, point_code: PointCode, ssn: Ssn) {
        self.advance(now);
        let ours = self.own_point_code();
        self.send_management(point_code, ManagementType::SOG, ssn, ours);
    }

    /// MTP-PAUSE, MTP-RESUME or MTP-STATUS indication (Q.714 §5.2).
    pub fn handle_status(&mut self, now: Instant, status: MtpStatus) {
        self.advance(now);
        match status {
            MtpStatus::Pause(point_code) => {
                self.pause(point_code);
                self.release_connections_to(point_code, ReleaseCause::MTP_FAILURE);
            }
            MtpStatus::Resume(point_code) => self.resume(point_code),
            MtpStatus::Congestion(point_code, level) => {
                self.events.push_back(Event::Congestion { point_code, ssn: None, level });
            }
            // Its SCCP is gone, and all subsystems with it.
            MtpStatus::UserPartUnavailable { point_code, si: RoutingLabel::SCCP, .. } => {
                self.pause(point_code);
                self.release_connections_to(point_code, ReleaseCause::SCCP_FAILURE);
            }
            MtpStatus::UserPartUnavailable { .. } => {}
        }
    }

    /// The other points that matter here, in their order: those that the settings name, and those that the MTP has told of.
    #[must_use]
    pub fn other_points(&self) -> BTreeSet<PointCode> {
        let named = self.config.translator().points().chain(self.config.concerned().iter().copied());
        let watched = self.config.remote_subsystems().iter().map(|(point_code, _)| *point_code);
        let all = named.chain(watched).chain(self.points.keys().copied());
        all.filter(|point_code| !self.is_ours(*point_code)).collect()
    }

    /// Whether a point can be reached, as far as the MTP has told (Q.714 §5.2).
    #[must_use]
    pub fn is_accessible(&self, point_code: PointCode) -> bool {
        self.points.get(&point_code).is_some_and(|point| point.accessible)
    }

    /// Whether a subsystem may be sent to: one that is watched, once its point has said so; any other until its point says
    /// otherwise.
    pub(super) fn is_allowed(&self, point_code: PointCode, ssn: Ssn) -> bool {
        let known = self.points.get(&point_code).and_then(|point| point.subsystems.get(&ssn));
        known.copied().unwrap_or(!self.config.remote_subsystems().contains(&(point_code, ssn)))
    }

    /// Whether a point is known, or may become known by what the network sends.
    pub(super) fn has_room_for_point(&self, point_code: PointCode) -> bool {
        self.points.len() < self.config.max_points() || self.points.contains_key(&point_code)
    }

    /// A point can be reached, as the MTP says or a message of it shows.
    pub(super) fn resume(&mut self, point_code: PointCode) {
        let point = self.points.entry(point_code).or_default();
        if point.accessible {
            return;
        }
        point.accessible = true;
        self.events.push_back(Event::PointCodeState { point_code, accessible: true });
        let watched = self.config.remote_subsystems().iter().filter(|(code, _)| *code == point_code);
        for (_, ssn) in watched.copied().collect::<Vec<_>>() {
            self.begin_test(point_code, ssn);
        }
    }

    fn pause(&mut self, point_code: PointCode) {
        let point = self.points.entry(point_code).or_default();
        if !point.accessible {
            return;
        }
        // What its subsystems were is not known any more when it comes back.
        let gone = std::mem::take(point);
        let tests: Vec<_> =
            self.tests.range((point_code, Ssn(0))..=(point_code, Ssn(255))).map(|(key, _)| *key).collect();
        for key in tests {
            self.end_test(key);
        }
        for (ssn, allowed) in gone.subsystems {
            if allowed {
                self.events.push_back(Event::State { point_code, ssn, in_service: false });
            }
        }
        self.events.push_back(Event::PointCodeState { point_code, accessible: false });
    }

    /// A message of SCCP management (Q.713 §5.3).
    pub(super) fn on_management(&mut self, opc: PointCode, data: &[u8]) {
        // Tests and announcements come again.
        if !self.has_room_for_events() {
            return;
        }
        let Ok(message) = ManagementMessage::read(data, self.config.variant()) else { return };
        let ManagementMessage { ssn, point_code, .. } = message;
        match message.message_type {
            ManagementType::SSA => self.subsystem(point_code, ssn, true),
            ManagementType::SSP => self.subsystem(point_code, ssn, false),
            // SCCP itself is asked for by number 1.
            ManagementType::SST if ssn == Ssn::SCCP_MANAGEMENT || self.users.get(&ssn) == Some(&true) => {
                self.send_management(opc, ManagementType::SSA, ssn, point_code);
            }
            ManagementType::SOR => self.events.push_back(Event::CoordinationRequested { point_code, ssn }),
            ManagementType::SOG => self.events.push_back(Event::CoordinationGranted { point_code, ssn }),
            ManagementType::SSC => {
                let level = message.congestion_level.unwrap_or(0);
                self.events.push_back(Event::Congestion { point_code, ssn: Some(ssn), level });
            }
            _ => {}
        }
    }

    /// A point that sends while we take nothing is told so: at its first message, and at each eighth (Q.714 §5.2.7).
    pub(super) fn tell_congested(&mut self, point_code: PointCode) {
        let refused = self.congested.entry(point_code).or_default();
        let is_due = *refused == 0;
        *refused = (*refused + 1) % MESSAGES_BETWEEN_SSC;
        if is_due {
            let ours = self.own_point_code();
            self.send_management(point_code, ManagementType::SSC, Ssn::SCCP_MANAGEMENT, ours);
        }
    }

    /// A point that sends to a subsystem of ours that is not there is told so (Q.714 §5.3.2.2).
    pub(super) fn tell_prohibited(&mut self, point_code: PointCode, ssn: Option<Ssn>) {
        let ours = self.own_point_code();
        if let Some(ssn) = ssn.filter(|ssn| *ssn != Ssn::UNKNOWN) {
            self.send_management(point_code, ManagementType::SSP, ssn, ours);
        }
    }

    fn subsystem(&mut self, point_code: PointCode, ssn: Ssn, allowed: bool) {
        if self.is_ours(point_code) || !self.has_room_for_point(point_code) {
            return;
        }
        let point = self.points.entry(point_code).or_default();
        let before = point.subsystems.insert(ssn, allowed);
        if before != Some(allowed) {
            self.events.push_back(Event::State { point_code, ssn, in_service: allowed });
        }
        if allowed { self.end_test((point_code, ssn)) } else { self.begin_test(point_code, ssn) }
    }

    fn begin_test(&mut self, point_code: PointCode, ssn: Ssn) {
        if self.tests.contains_key(&(point_code, ssn))
            || self.points.get(&point_code).is_none_or(|it| !it.accessible)
        {
            return;
        }
        let (interval, _) = self.config.status_test_timers();
        let timer = self.wheel.arm(self.now + interval, Alarm::StatusTest(point_code, ssn));
        self.tests.insert((point_code, ssn), Test { timer, interval });
        if !self.points.get(&point_code).is_some_and(|point| point.subsystems.contains_key(&ssn)) {
            self.send_management(point_code, ManagementType::SST, ssn, point_code);
        }
    }

    /// It is time to ask again.
    pub(super) fn on_status_test(&mut self, point_code: PointCode, ssn: Ssn) {
        let (_, longest) = self.config.status_test_timers();
        let Some(test) = self.tests.get_mut(&(point_code, ssn)) else { return };
        test.interval = (test.interval * 2).min(longest);
        test.timer = self.wheel.arm(self.now + test.interval, Alarm::StatusTest(point_code, ssn));
        self.send_management(point_code, ManagementType::SST, ssn, point_code);
    }

    fn end_test(&mut self, key: (PointCode, Ssn)) {
        if let Some(test) = self.tests.remove(&key) {
            self.wheel.cancel(test.timer);
        }
    }

    /// Sends a message of SCCP management to another point, about a subsystem at a point.
    fn send_management(
        &mut self,
        to: PointCode,
        message_type: ManagementType,
        ssn: Ssn,
        point_code: PointCode,
    ) {
        let variant = self.config.variant();
        let congestion_level = (message_type == ManagementType::SSC).then_some(CONGESTED);
        let message = ManagementMessage { message_type, ssn, point_code, multiplicity: 0, congestion_level };
        let management = |point_code| Address::of_point_code(point_code, Ssn::SCCP_MANAGEMENT);
        let (called, calling) = (management(to), management(self.own_point_code()));
        let mut out = Buffer::new();
        message.write(variant, &mut out);
        if Unitdata::new(called, calling, ProtocolClass::default(), &[]).close(variant, &mut out).is_ok() {
            let label = self.label(to, 0);
            self.transmit(label, out);
        }
    }
}
