//! What the owner describes, asks for and looks at.

use std::time::Instant;

use super::as_state::Server;
use super::association::{Association, Goal};
use super::{M3ua, Peer};
use crate::m3ua::{ApplicationServer, AsId, AsState, AspState, AssociationId, Event, Role, Side, UsageError};
use crate::mtp::MtpTransfer;

impl M3ua {
    /// Adds an application server, AS-DOWN.
    ///
    /// # Errors
    /// [`UsageError::Role`] for a side that our role does not have, [`UsageError::Full`].
    pub fn add_application_server(&mut self, server: ApplicationServer) -> Result<AsId, UsageError> {
        let role = self.config.role();
        let fits = match server.side {
            Side::Local => role.asks(),
            Side::Remote => role.serves(),
        };
        if !fits {
            return Err(UsageError::Role);
        }
        self.servers.insert(Server::new(server, false)).map(AsId).map_err(|_| UsageError::Full)
    }

    /// Takes an application server away. Its pending messages are told as undelivered; peers are not told, so make it
    /// inactive before.
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    pub fn remove_application_server(&mut self, now: Instant, id: AsId) -> Result<(), UsageError> {
        self.advance(now);
        if self.servers.get(id.0).is_none() {
            return Err(UsageError::Gone);
        }
        self.forget_server(id);
        Ok(())
    }

    /// Adds an association, not up yet.
    ///
    /// # Errors
    /// [`UsageError::Exists`], [`UsageError::Full`], [`UsageError::Gone`] for an application server that is not there.
    pub fn add_association(&mut self, id: AssociationId, peer: Peer) -> Result<(), UsageError> {
        if self.associations.contains_key(&id) {
            return Err(UsageError::Exists);
        }
        if self.associations.len() >= self.config.max_associations() {
            return Err(UsageError::Full);
        }
        if peer.application_servers.iter().any(|server| self.servers.get(server.0).is_none()) {
            return Err(UsageError::Gone);
        }
        let starts = self.config.role().asks() && !peer.manual;
        let mut association = Association::new(peer, self.config.max_destinations());
        let active = self.members_of(&association, Side::Local);
        // An IP server process that has nothing to ask for leaves the exchange to its peer.
        if starts && (self.config.role() == Role::Asp || !active.is_empty()) {
            association.wish = Goal { up: true, active, ..Goal::default() };
        }
        self.associations.insert(id, association);
        Ok(())
    }

    /// Forgets an association, as if it had gone down.
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    pub fn remove_association(&mut self, now: Instant, id: AssociationId) -> Result<(), UsageError> {
        self.advance(now);
        if !self.associations.contains_key(&id) {
            return Err(UsageError::Gone);
        }
        self.on_down(id);
        self.associations.remove(&id);
        Ok(())
    }

    /// M-ASP_UP request: our ASP is to be up at this peer, now and after every new start of the association
    /// (RFC 4666 §1.6.3).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::Role`].
    pub fn asp_up(&mut self, now: Instant, id: AssociationId) -> Result<(), UsageError> {
        self.with_goal(now, id, |goal| goal.up = true)
    }

    /// M-ASP_DOWN request: our ASP is to be down at this peer (RFC 4666 §1.6.3).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::Role`].
    pub fn asp_down(&mut self, now: Instant, id: AssociationId) -> Result<(), UsageError> {
        self.with_goal(now, id, |goal| *goal = Goal::default())
    }

    /// M-ASP_ACTIVE request: our ASP is to be active for an application server; its key is registered before where that is
    /// wanted (RFC 4666 §1.6.3).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::Role`] for one that is not ours.
    pub fn asp_active(&mut self, now: Instant, id: AssociationId, server: AsId) -> Result<(), UsageError> {
        self.check_local(server)?;
        self.with_goal(now, id, |goal| {
            goal.up = true;
            goal.active.insert(server);
            goal.deregister.remove(&server);
        })?;
        if let Some(association) = self.associations.get_mut(&id) {
            association.members.insert(server);
        }
        self.step(id);
        Ok(())
    }

    /// M-ASP_INACTIVE request: our ASP is not to be active for an application server (RFC 4666 §1.6.3).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::Role`] for one that is not ours.
    pub fn asp_inactive(&mut self, now: Instant, id: AssociationId, server: AsId) -> Result<(), UsageError> {
        self.check_local(server)?;
        self.with_goal(now, id, |goal| {
            goal.active.remove(&server);
        })
    }

    /// Gives the registration of an application server's key back, after making it inactive (RFC 4666 §4.4.2).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::Role`] for one that is not ours.
    pub fn deregister(&mut self, now: Instant, id: AssociationId, server: AsId) -> Result<(), UsageError> {
        self.check_local(server)?;
        self.with_goal(now, id, |goal| {
            goal.active.remove(&server);
            goal.deregister.insert(server);
        })
    }

    /// Locks the peer's ASP out, or lets it in again: while locked its requests are refused, and it is down now
    /// (RFC 4666 §4.3.4.1).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::Role`].
    pub fn block(&mut self, now: Instant, id: AssociationId, blocked: bool) -> Result<(), UsageError> {
        self.advance(now);
        if !self.config.role().serves() {
            return Err(UsageError::Role);
        }
        let association = self.associations.get_mut(&id).ok_or(UsageError::Gone)?;
        association.blocked = blocked;
        if blocked && association.remote.up {
            self.remote_down(id);
            // Unsolicited: so the peer learns it (RFC 4666 §4.3.4.2).
            self.send(id, crate::m3ua::MessageType::ASPDN_ACK, &[]);
        }
        Ok(())
    }

    /// The state of an application server (RFC 4666 §4.3.2).
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    pub fn as_state(&self, id: AsId) -> Result<AsState, UsageError> {
        self.servers.get(id.0).map(|server| server.state).ok_or(UsageError::Gone)
    }

    /// The state of an ASP for an application server: ours at this peer for one of ours, the peer's for one of theirs
    /// (RFC 4666 §4.3.1).
    ///
    /// # Errors
    /// [`UsageError::Gone`].
    pub fn asp_state(&self, association: AssociationId, id: AsId) -> Result<AspState, UsageError> {
        let server = self.servers.get(id.0).ok_or(UsageError::Gone)?;
        let association = self.associations.get(&association).ok_or(UsageError::Gone)?;
        Ok(association.half(server.settings.side).state(id))
    }

    /// All application servers, as they were described or registered.
    pub fn application_servers(&self) -> impl Iterator<Item = (AsId, &ApplicationServer)> {
        self.servers.iter().map(|(handle, server)| (AsId(handle), &server.settings))
    }

    /// An application server as it was described, or registered.
    #[must_use]
    pub fn application_server(&self, id: AsId) -> Option<&ApplicationServer> {
        self.servers.get(id.0).map(|server| &server.settings)
    }

    /// The routing context of an application server on an association: its own, or what the peer gave at the registration.
    #[must_use]
    pub fn routing_context(&self, association: AssociationId, id: AsId) -> Option<u32> {
        let given = self.associations.get(&association)?.contexts.get(&id).copied();
        given.or_else(|| self.servers.get(id.0)?.settings.routing_context)
    }

    /// Takes an application server out of everything.
    pub(super) fn forget_server(&mut self, id: AsId) {
        let Some(server) = self.servers.remove(id.0) else { return };
        if let Some(timer) = server.recovery {
            self.wheel.cancel(timer);
        }
        let (mut pending, mut diversions) = (server.pending, server.diversions);
        pending.extend(diversions.release_all());
        for (label, user_data) in pending {
            self.events
                .push_back(Event::Undelivered(MtpTransfer { label, user_data: user_data.into_bytes() }));
        }
        for association in self.associations.values_mut() {
            association.members.remove(&id);
            association.registered.remove(&id);
            association.contexts.remove(&id);
            association.wish.active.remove(&id);
            association.goal.active.remove(&id);
            association.goal.deregister.remove(&id);
            association.local.active.remove(&id);
            association.remote.active.remove(&id);
        }
    }

    fn check_local(&self, id: AsId) -> Result<(), UsageError> {
        let server = self.servers.get(id.0).ok_or(UsageError::Gone)?;
        if server.settings.side == Side::Local { Ok(()) } else { Err(UsageError::Role) }
    }

    fn with_goal(
        &mut self,
        now: Instant,
        id: AssociationId,
        change: impl Fn(&mut Goal),
    ) -> Result<(), UsageError> {
        self.advance(now);
        let association = self.associations.get_mut(&id).ok_or(UsageError::Gone)?;
        if !self.config.role().asks() {
            return Err(UsageError::Role);
        }
        change(&mut association.wish);
        change(&mut association.goal);
        association.wish.deregister.clear();
        self.step(id);
        Ok(())
    }
}
