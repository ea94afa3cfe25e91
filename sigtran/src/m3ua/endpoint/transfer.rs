//! Messages of the network that go: by which application server, ASP and stream (RFC 4666 §1.4.2.3, §1.4.7, §4.3.4.3).

use std::time::Instant;

use super::destinations::Availability;
use super::outbound::MANAGEMENT;
use super::{M3ua, Transmit};
use crate::Buffer;
use crate::m3ua::{
    AffectedPointCode, AsId, AsState, AssociationId, Data, Event, Role, Side, TrafficModeType, UsageError,
};
use crate::mtp::{MtpTransfer, RoutingLabel};
use bytes::Bytes;

impl M3ua {
    /// MTP-TRANSFER request: sends a message by the application server whose traffic it is, or keeps it while that is
    /// AS-PENDING (RFC 4666 §1.6.1). The buffer is empty then; refused, it is as before. What is taken and then not handed
    /// over is told by [`Event::Undelivered`].
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn mtp_transfer(
        &mut self,
        now: Instant,
        label: RoutingLabel,
        user_data: &mut Buffer,
    ) -> Result<(), UsageError> {
        self.advance(now);
        Data::check(user_data.len())?;
        let id = self.route(&label)?;
        let server = self.servers.get_mut(id.0).ok_or(UsageError::Gone)?;
        match server.state {
            AsState::Down | AsState::Inactive => Err(UsageError::NotActive),
            AsState::Pending if server.pending.len() >= self.config.max_pending() => {
                Err(UsageError::PendingFull)
            }
            AsState::Pending => {
                server.pending.push_back((label, std::mem::take(user_data)));
                Ok(())
            }
            AsState::Active if self.out.len() + server.copies() > self.config.max_transmit() => {
                Err(UsageError::TransmitFull)
            }
            AsState::Active => self.dispatch(id, label, user_data),
        }
    }

    /// Sends what was kept while AS-PENDING, in its order.
    pub(super) fn send_pending(&mut self, id: AsId) {
        let Some(server) = self.servers.get_mut(id.0) else { return };
        for (label, mut user_data) in std::mem::take(&mut server.pending) {
            if self.dispatch(id, label, &mut user_data).is_err() {
                let transfer = MtpTransfer { label, user_data: user_data.into_bytes() };
                self.events.push_back(Event::Undelivered(transfer));
            }
        }
    }

    /// The application server whose traffic a message is; of several the one that is nearest to being active.
    fn route(&self, label: &RoutingLabel) -> Result<AsId, UsageError> {
        let mut found = None;
        for (handle, server) in self.servers.iter() {
            let key = &server.settings.key;
            let matches = match server.settings.side {
                Side::Remote => key.matches(label),
                // In double exchange what we are active for comes to us alone (RFC 4666 §4.3.1).
                Side::Local => self.config.role() != Role::IpspDoubleExchange && key.matches_reverse(label),
            };
            if matches && found.is_none_or(|(nearest, _)| nearness(server.state) > nearest) {
                found = Some((nearness(server.state), AsId(handle)));
            }
        }
        found.map(|(_, id)| id).ok_or(UsageError::NoRoute)
    }

    pub(super) fn transmit(
        &mut self,
        id: AsId,
        association: AssociationId,
        label: RoutingLabel,
        user_data: &mut Buffer,
    ) -> Result<(), UsageError> {
        let routing_context = self.routing_context(association, id);
        let server = self.servers.get_mut(id.0).ok_or(UsageError::Gone)?;
        let network_appearance = server.settings.network_appearance;
        let broadcast = server.broadcasts();
        let mut data = Data { network_appearance, routing_context, label, correlation_id: None };
        if broadcast && server.tagged.insert(label.sls) {
            // So that an ASP that has just become active finds the place (RFC 4666 §3.3.1).
            server.correlation_id = server.correlation_id.wrapping_add(1);
            data.correlation_id = Some(server.correlation_id);
        }
        let copies = if broadcast { server.active.clone() } else { vec![] };
        data.write(user_data)?;
        let octets = std::mem::take(user_data).into_bytes();
        for other in copies.into_iter().filter(|other| *other != association) {
            self.push(other, label.sls, octets.clone());
        }
        self.push(association, label.sls, octets);
        Ok(())
    }

    /// The association that takes messages with this label: the same one for the same signalling link selection.
    pub(super) fn choose(&self, id: AsId, label: &RoutingLabel) -> Option<AssociationId> {
        let server = self.servers.get(id.0)?;
        let place = |count: usize| match server.mode {
            Some(TrafficModeType::OVERRIDE) => 0,
            _ => usize::from(label.sls) % count.max(1),
        };
        if server.settings.side == Side::Remote {
            return server.active.get(place(server.active.len())).copied();
        }
        let destination = AffectedPointCode::from(label.dpc);
        let freely = |number: &&AssociationId| match self.availability(**number, destination) {
            None | Some(Availability::Available) => true,
            Some(Availability::Restricted | Availability::Unavailable) => false,
        };
        let at_all = |number: &&AssociationId| {
            self.availability(**number, destination) != Some(Availability::Unavailable)
        };
        let pick = |takes: &dyn Fn(&&AssociationId) -> bool| {
            let count = server.active.iter().filter(takes).count();
            server.active.iter().filter(takes).nth(place(count)).copied()
        };
        // Where the destination is restricted is the second choice (RFC 4666 §3.4.6).
        pick(&freely).or_else(|| pick(&at_all))
    }

    fn availability(&self, number: AssociationId, destination: AffectedPointCode) -> Option<Availability> {
        self.associations.get(&number)?.destinations.availability(destination)
    }

    /// The same signalling link selection goes by the same stream, and none by that of management where there is another
    /// (RFC 4666 §1.4.7).
    fn push(&mut self, association: AssociationId, sls: u8, octets: Bytes) {
        let streams = self.associations.get(&association).and_then(|known| known.streams).unwrap_or(1);
        let stream_id = match streams.saturating_sub(1) {
            0 => MANAGEMENT,
            others => 1 + u16::from(sls) % others,
        };
        self.out.push_back(Transmit { association, stream_id, octets });
    }
}

/// How near a state is to taking traffic.
const fn nearness(state: AsState) -> u8 {
    match state {
        AsState::Down => 0,
        AsState::Inactive => 1,
        AsState::Pending => 2,
        AsState::Active => 3,
    }
}
