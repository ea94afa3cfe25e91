//! What is told and asked of the SS7 network (RFC 4666 §3.4, §4.5, §4.6).

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use super::M3ua;
use super::destinations::Availability;
use super::outbound::Fault;
use crate::m3ua::{
    AffectedPointCode, AsId, AssociationId, ErrorCode, Event, List, Message, MessageType, Parameter, Side,
    Tag, UsageError,
};
use crate::mtp::MtpStatus;

impl M3ua {
    /// At a signalling gateway: something happened to all point codes of a range; every active ASP is told, and audits are
    /// answered by it from here on. An ASP may tell of congestion alone. The range replaces the point code of the status
    /// (RFC 4666 §3.4).
    ///
    /// # Errors
    /// [`UsageError::Role`], [`UsageError::TransmitFull`].
    pub fn mtp_status(
        &mut self,
        now: Instant,
        affected: AffectedPointCode,
        status: MtpStatus,
    ) -> Result<(), UsageError> {
        self.advance(now);
        let serves = self.config.role().serves();
        self.check_room(serves || matches!(status, MtpStatus::Congestion(..)))?;
        match status {
            MtpStatus::Pause(_) => {
                self.destinations.set(affected, Availability::Unavailable);
                self.tell(MessageType::DUNA, affected, &[]);
            }
            MtpStatus::Resume(_) => {
                self.destinations.set(affected, Availability::Available);
                self.tell(MessageType::DAVA, affected, &[]);
            }
            MtpStatus::Congestion(_, level) => {
                self.destinations.set_congestion(affected, level);
                self.tell(MessageType::SCON, affected, &[Parameter::CongestionIndications(level)]);
            }
            MtpStatus::UserPartUnavailable { si, cause, .. } => {
                let user_cause = Parameter::UserCause { cause: cause.into(), user: si.into() };
                self.tell(MessageType::DUPU, affected.point_code().into(), &[user_cause]);
            }
        }
        Ok(())
    }

    /// At a signalling gateway: point codes are reached, but better by another way (RFC 4666 §3.4.6).
    ///
    /// # Errors
    /// [`UsageError::Role`], [`UsageError::TransmitFull`].
    pub fn mtp_restricted(&mut self, now: Instant, affected: AffectedPointCode) -> Result<(), UsageError> {
        self.advance(now);
        self.check_room(self.config.role().serves())?;
        self.destinations.set(affected, Availability::Restricted);
        self.tell(MessageType::DRST, affected, &[]);
        Ok(())
    }

    pub(super) fn check_room(&self, role: bool) -> Result<(), UsageError> {
        match (role, self.out.len() < self.config.max_transmit()) {
            (false, _) => Err(UsageError::Role),
            (_, false) => Err(UsageError::TransmitFull),
            _ => Ok(()),
        }
    }

    /// Sends to every ASP, or signalling gateway, with which traffic flows.
    fn tell(&mut self, message_type: MessageType, affected: AffectedPointCode, more: &[Parameter<'_>]) {
        let active: Vec<(AssociationId, BTreeSet<AsId>)> = self
            .associations
            .iter()
            .map(|(number, known)| {
                (*number, known.remote.active.union(&known.local.active).copied().collect())
            })
            .collect();
        for (number, servers) in active {
            self.send_ssnm(number, &servers, message_type, &[affected], more);
        }
    }

    /// One message for each network appearance of the application servers, with their routing contexts.
    pub(super) fn send_ssnm(
        &mut self,
        id: AssociationId,
        servers: &BTreeSet<AsId>,
        message_type: MessageType,
        affected: &[AffectedPointCode],
        more: &[Parameter<'_>],
    ) {
        let mut networks: BTreeMap<Option<u32>, Vec<u32>> = BTreeMap::new();
        for server in servers {
            if let Some(known) = self.servers.get(server.0) {
                let contexts = networks.entry(known.settings.network_appearance).or_default();
                contexts.extend(self.routing_context(id, *server));
            }
        }
        for (appearance, contexts) in networks {
            let mut parameters: Vec<Parameter<'_>> =
                appearance.map(Parameter::NetworkAppearance).into_iter().collect();
            if !contexts.is_empty() {
                parameters.push(Parameter::RoutingContext(List::new(&contexts)));
            }
            parameters.push(Parameter::AffectedPointCode(List::new(affected)));
            parameters.extend(more);
            self.send(id, message_type, &parameters);
        }
    }

    pub(super) fn on_ssnm(&mut self, id: AssociationId, message: &Message<'_>, octets: &[u8]) {
        let role = self.config.role();
        let message_type = message.message_type;
        let Some(association) = self.associations.get(&id) else { return };
        let audit = message_type == MessageType::DAUD;
        let expected = match message_type {
            MessageType::SCON => true,
            MessageType::DAUD => role.serves(),
            _ => role.asks(),
        };
        let side = if audit || !association.local.up { Side::Remote } else { Side::Local };
        let ready = if audit { !association.remote.active.is_empty() } else { association.half(side).up };
        if !expected || !ready {
            return self.fault(id, ErrorCode::UNEXPECTED_MESSAGE, octets);
        }
        if let Some(Parameter::NetworkAppearance(appearance)) =
            message.parameters.get(Tag::NETWORK_APPEARANCE)
            && !self.knows_appearance(id, appearance)
        {
            let fault = Fault { network_appearance: Some(appearance), ..Fault::default() };
            return self.fault_with(id, ErrorCode::INVALID_NETWORK_APPEARANCE, octets, &fault);
        }
        if self.named(id, side, message, octets).is_none() {
            return;
        }
        let Some(Parameter::AffectedPointCode(affected)) = message.parameters.get(Tag::AFFECTED_POINT_CODE)
        else {
            return;
        };
        if audit {
            return self.answer_audit(id, affected, message, octets);
        }
        for affected in affected.iter().map(AffectedPointCode::normal) {
            self.take_status(id, message, affected);
        }
    }

    fn knows_appearance(&self, id: AssociationId, appearance: u32) -> bool {
        let Some(association) = self.associations.get(&id) else { return false };
        let ours = |server: &AsId| self.servers.get(server.0).map(|known| known.settings.network_appearance);
        association.members.iter().filter_map(ours).any(|ours| ours.is_none_or(|ours| ours == appearance))
    }

    fn take_status(&mut self, id: AssociationId, message: &Message<'_>, affected: AffectedPointCode) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        let point_code = affected.point_code();
        let availability = match message.message_type {
            MessageType::DUNA => Availability::Unavailable,
            MessageType::DAVA => Availability::Available,
            MessageType::DRST => Availability::Restricted,
            MessageType::SCON => {
                let level = match message.parameters.get(Tag::CONGESTION_INDICATIONS) {
                    Some(Parameter::CongestionIndications(level)) => level,
                    _ => 1, // a network without levels
                };
                association.destinations.set_congestion(affected, level);
                let status = MtpStatus::Congestion(point_code, level);
                self.events.push_back(Event::Status { affected, status });
                return;
            }
            _ => {
                let Some(Parameter::UserCause { cause, user }) = message.parameters.get(Tag::USER_CAUSE)
                else {
                    return;
                };
                let [_, cause] = cause.to_be_bytes();
                let [_, si] = user.to_be_bytes();
                let status = MtpStatus::UserPartUnavailable { point_code, si, cause };
                self.events.push_back(Event::Status { affected, status });
                return;
            }
        };
        association.destinations.set(affected, availability);
        if availability == Availability::Restricted {
            self.events.push_back(Event::Restricted { association: id, affected });
        }
        self.refresh_destinations(Some((affected, availability)));
    }

    /// Finds out which ranges are reached by no active association any more, or by one again, and tells of the changes. What
    /// the peer has just said is told even if it is none: a user may not have known (RFC 4666 §4.6).
    pub(super) fn refresh_destinations(&mut self, said: Option<(AffectedPointCode, Availability)>) {
        let active: Vec<&super::association::Association> =
            self.associations.values().filter(|association| !association.local.active.is_empty()).collect();
        if active.is_empty() {
            return; // that nothing is reached at all is told by the application server's state
        }
        let ranges: BTreeSet<AffectedPointCode> = match said {
            Some((affected, _)) => {
                let inside = affected.parts().flat_map(|parts| self.paused.range(parts));
                inside.copied().chain([affected]).collect()
            }
            None => {
                let noted = active.iter().flat_map(|association| association.destinations.ranges());
                noted.chain(self.paused.iter().copied()).collect()
            }
        };
        let reached = |range: AffectedPointCode| {
            active.iter().any(|association| association.destinations.is_reachable(range))
        };
        let judged: Vec<(AffectedPointCode, bool)> =
            ranges.into_iter().map(|range| (range, reached(range))).collect();
        for (affected, reached) in judged {
            let changed = if reached {
                self.paused.remove(&affected)
            } else {
                self.paused.len() < self.config.max_destinations() && self.paused.insert(affected)
            };
            let said_so = said.is_some_and(|(range, availability)| {
                range == affected && (availability == Availability::Unavailable) != reached
            });
            if changed || said_so {
                let point_code = affected.point_code();
                let status =
                    if reached { MtpStatus::Resume(point_code) } else { MtpStatus::Pause(point_code) };
                self.events.push_back(Event::Status { affected, status });
            }
        }
    }
}
