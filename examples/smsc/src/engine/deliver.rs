//! Messages whose time has come: each goes its way, or waits for it to open.

use brivas_platform::store::{Lookup, Message, Transition};
use brivas_smpp::{CommandStatus, MessageState};

use super::dead_letters::is_dead;
use super::lanes::Exit;
use super::party::is_hook;
use super::routing::{Target, Way};
use super::{ConnectionId, DUE, Engine, Flight, HOT, Moment, Notes, Outcome, Output, absent, transient};
use crate::envelope::{Envelope, Kind, Parts};
use crate::retry::{Failure, GiveUpReason, Next};
use crate::routes::Query;

/// Where a message can go now.
pub(super) enum Hop {
    Connection(ConnectionId),
    Handset,
    Drop,
    Reject(CommandStatus),
}

impl Engine {
    /// Puts everything that can go on its way.
    pub(super) fn dispatch(&mut self, now: Moment) {
        let ways: Vec<Way> = self.waiting.ways().collect();
        for way in ways {
            while self.waiting.has(way)
                && let Some(hop) = self.open_hop(now, way)
                && let Some((id, _)) = self.waiting.pop(way)
            {
                let loaded = match self.hot.remove(id) {
                    Some(envelope) => Some((envelope, 0)),
                    None => self.load(now, id).map(|(message, it)| (it, Notes::read(&message.meta).attempts)),
                };
                if let Some((envelope, attempts)) = loaded {
                    self.go(now, way, &hop, id, envelope, attempts);
                }
            }
        }
        if self.broken.is_some() {
            return;
        }
        match self.store.due(now.unix_ms, DUE) {
            Ok(due) => due.iter().for_each(|message| self.find_place(now, message.id, message.priority)),
            Err(error) => self.breaks(error),
        }
    }

    /// Sends a stored message whose time has come to where it belongs.
    fn find_place(&mut self, now: Moment, id: u64, priority: u8) {
        let Some((message, envelope)) = self.load(now, id) else {
            return tracing::error!(id, "a stored message cannot be read; it stays in the store");
        };
        if is_dead(&message, &envelope) {
            return self.end_dead_letter(now, id, &envelope);
        }
        let notes = Notes::read(&message.meta);
        if notes.handed.is_some() {
            return self.end_without_receipt(now, id, &envelope, MessageState(message.state));
        }
        let way = self.way_of(now, &envelope);
        self.place(now, id, priority, envelope, notes.attempts, way);
    }

    /// The way of a message. One that cannot be read goes to the handset's; it was read when it came.
    pub(super) fn way_of(&mut self, now: Moment, envelope: &Envelope) -> Way {
        if !envelope.target().is_empty() {
            return Way::Target(self.routing.target(envelope.target()));
        }
        let Ok(pdu) = envelope.pdu() else { return Way::Handset };
        Parts::of(&pdu).map_or(Way::Handset, |parts| self.way(now, envelope.origin(), &parts))
    }

    /// The way of a message from this tenant.
    pub(super) fn way(&self, now: Moment, origin: &[u8], parts: &Parts<'_>) -> Way {
        let decision = self.settings.routes.find(&query(now, origin, parts));
        match decision.route {
            Some(route) => Way::Route(route.index),
            None => self.routing.find(&decision.destination.digits).map_or(Way::Handset, Way::Target),
        }
    }

    /// Lets a message go its way, or wait for it.
    pub(super) fn place(
        &mut self,
        now: Moment,
        id: u64,
        priority: u8,
        envelope: Envelope,
        attempts: u16,
        way: Way,
    ) {
        if envelope.head.expires_at <= now.unix_ms {
            return self.expire(now, id, &envelope, attempts);
        }
        let hop = if self.waiting.has(way) { None } else { self.open_hop(now, way) };
        match hop {
            Some(hop) => self.go(now, way, &hop, id, envelope, attempts),
            None => {
                self.waiting.push(way, id, priority, envelope.head.expires_at);
                if attempts == 0 && self.hot.len() < HOT {
                    self.hot.insert(id, envelope);
                }
            }
        }
    }

    /// Where a message on this way can go now; `None`: it has to wait.
    pub(super) fn open_hop(&mut self, now: Moment, way: Way) -> Option<Hop> {
        let exit = match way {
            Way::Handset => Exit::Handset,
            Way::Target(target) => Exit::Target(target),
            Way::Route(route) => self.lanes.exit(route, now.instant, |exit| self.is_reachable(exit))?,
        };
        Some(match exit {
            Exit::Target(target) => Hop::Connection(self.free_connection(now, target)?),
            Exit::Handset => Hop::Handset,
            Exit::Drop => Hop::Drop,
            Exit::Reject(status) => Hop::Reject(status),
        })
    }

    /// Whether something can be sent out there at all, now or once there is room.
    pub(super) fn is_reachable(&self, exit: Exit) -> bool {
        match exit {
            Exit::Target(target) => self.routing.is_reachable(target),
            Exit::Handset => self.settings.handset_delay.is_some(),
            Exit::Drop | Exit::Reject(_) => true,
        }
    }

    fn go(&mut self, now: Moment, way: Way, hop: &Hop, id: u64, envelope: Envelope, attempts: u16) {
        if let Way::Route(route) = way {
            self.lanes.leaves(route, now.instant);
        }
        match *hop {
            Hop::Connection(connection) => self.fly(now, way, connection, id, envelope, attempts),
            Hop::Handset => self.give_to_handset(now, id, envelope, attempts),
            Hop::Drop => self.drop_unseen(now, id, &envelope),
            Hop::Reject(status) => self.finish(now, id, &envelope, MessageState::REJECTED, status),
        }
    }

    fn give_to_handset(&mut self, now: Moment, id: u64, envelope: Envelope, attempts: u16) {
        match self.settings.handset_delay {
            Some(delay) => {
                self.handset.push_back((now.instant + delay, id));
                self.flights.insert(id, Flight { connection: None, out: None, envelope, attempts });
            }
            // The route has gone since the message was taken: it may come back.
            None => self.retry(now, id, &envelope, attempts, Failure::NoRoute),
        }
    }

    /// A connection of this target with room in its window; the connections take turns.
    fn free_connection(&mut self, now: Moment, target: Target) -> Option<ConnectionId> {
        let connections = &self.connections;
        self.routing
            .connection(target, now.instant, |id| connections.get(&id).is_some_and(|known| known.credit > 0))
    }

    /// Puts a stored message on a connection.
    fn fly(
        &mut self,
        now: Moment,
        way: Way,
        connection: ConnectionId,
        id: u64,
        envelope: Envelope,
        attempts: u16,
    ) {
        match self.as_it_goes_out(now, way, &envelope) {
            Some(sent) => {
                self.put(now, connection, id, sent, attempts);
                let out = self.goes_out(connection);
                self.flights.insert(id, Flight { connection: Some(connection), out, envelope, attempts });
            }
            None => {
                let status = CommandStatus::ESME_RINVDSTADR;
                self.finish(now, id, &envelope, MessageState::UNDELIVERABLE, status);
            }
        }
    }

    /// The message with its addresses as normalisation and route have them; `None` if they are too long then.
    pub(super) fn as_it_goes_out(&self, now: Moment, way: Way, envelope: &Envelope) -> Option<Envelope> {
        if !self.settings.routes.change_addresses() || envelope.head.kind != Kind::Message {
            return Some(envelope.clone());
        }
        let route = match way {
            Way::Route(route) => Some(route),
            Way::Target(_) | Way::Handset => None,
        };
        let pdu = envelope.pdu().ok()?;
        let parts = Parts::of(&pdu).ok()?;
        let query = query(now, envelope.origin(), &parts);
        let (source, destination) = self.settings.routes.addresses(route, &query);
        envelope.with_addresses(&pdu, source.as_address(), destination.as_address())
    }

    pub(super) fn put(
        &mut self,
        now: Moment,
        connection: ConnectionId,
        token: u64,
        envelope: Envelope,
        attempts: u16,
    ) {
        if let Some(known) = self.connections.get_mut(&connection) {
            known.credit -= 1;
            self.routing.leaves(known.target, now.instant);
        }
        self.outputs.push((connection, Output::Deliver { token, envelope, attempts }));
    }

    /// What became of a delivery.
    pub(super) fn on_outcome(&mut self, now: Moment, token: u64, outcome: Outcome) {
        if transient::is_token(token) {
            return self.end_transient(token, &outcome);
        }
        let Some(flight) = self.flights.remove(token) else { return };
        self.absent.forget(token);
        self.metrics.attempt(&outcome);
        if let Some(out) = flight.out {
            self.upstream.came_back(out);
        }
        match outcome {
            Outcome::Answered(status) if status.is_ok() => {
                self.finish(now, token, &flight.envelope, MessageState::DELIVERED, status);
            }
            Outcome::TakenOver(message_id) => self.taken_over(now, token, &flight, &message_id),
            Outcome::Answered(status) => {
                self.slow_down(now, &flight, status);
                self.retry(now, token, &flight.envelope, flight.attempts, Failure::Status(status));
            }
            Outcome::TimedOut => self.retry(now, token, &flight.envelope, flight.attempts, Failure::Timeout),
            Outcome::Lost => self.retry(now, token, &flight.envelope, flight.attempts, Failure::Lost),
            Outcome::Unfit => {
                let status = CommandStatus::ESME_RINVMSGLEN;
                self.finish(now, token, &flight.envelope, MessageState::UNDELIVERABLE, status);
            }
        }
    }

    /// A failed attempt: what comes next is as the configuration has it for such a failure.
    fn retry(&mut self, now: Moment, id: u64, envelope: &Envelope, attempts: u16, failure: Failure) {
        let attempts = attempts.saturating_add(1);
        let status = match failure {
            Failure::Status(status) => status,
            _ => CommandStatus::ESME_RSYSERR,
        };
        let notes = Notes { attempts, error: status.0, handed: None };
        if self.is_posted_out(envelope, attempts) {
            return self.bury(now, id, envelope, notes);
        }
        let expires_at = envelope.head.expires_at;
        let state = match self.settings.retry.after(failure, attempts, now.unix_ms, expires_at, id) {
            Next::At(due_at) => return self.try_again(now, id, envelope, notes, due_at),
            Next::GiveUp(_) if is_hook(envelope.target()) => return self.bury(now, id, envelope, notes),
            Next::GiveUp(GiveUpReason::Expired | GiveUpReason::NextTryTooLate) => MessageState::EXPIRED,
            Next::GiveUp(_) if status == CommandStatus::ESME_RX_R_APPN => MessageState::REJECTED,
            Next::GiveUp(_) => MessageState::UNDELIVERABLE,
        };
        self.finish(now, id, envelope, state, status);
    }

    fn try_again(&mut self, now: Moment, id: u64, envelope: &Envelope, notes: Notes<'_>, due_at: i64) {
        if absent::waits(notes.error) {
            self.absent.remember(id, &self.settings.routes, envelope);
        }
        let (state, meta) = (MessageState::ENROUTE.0, Some(notes.to_bytes()));
        self.transitions.push(Transition { id, state, due_at, meta, body: None });
        if envelope.head.kind == Kind::Message {
            let cause = CommandStatus(notes.error).into();
            self.notify(now, id, envelope, MessageState::ENROUTE, cause);
        }
    }

    /// The session that carried these deliveries is gone.
    pub(super) fn lose_flights(&mut self, now: Moment, connection: ConnectionId) {
        let lost: Vec<u64> = self
            .flights
            .iter()
            .filter(|(_, flight)| flight.connection == Some(connection))
            .map(|(id, _)| id)
            .collect();
        for id in lost {
            self.on_outcome(now, id, Outcome::Lost);
        }
        self.lose_transients(connection);
    }

    /// A message whose validity ended while it waited.
    pub(super) fn expire_waiting(&mut self, now: Moment, id: u64) {
        self.forget_wait(id);
        if let Some((message, envelope)) = self.load(now, id) {
            self.expire(now, id, &envelope, Notes::read(&message.meta).attempts);
        }
    }

    fn expire(&mut self, now: Moment, id: u64, envelope: &Envelope, attempts: u16) {
        if is_hook(envelope.target()) {
            return self.bury(now, id, envelope, Notes { attempts, ..Notes::default() });
        }
        self.finish(now, id, envelope, MessageState::EXPIRED, CommandStatus::ESME_ROK);
    }

    /// Whether it is being delivered right now, or another message centre has it: it cannot be taken back then.
    pub(super) fn is_out(&self, id: u64) -> bool {
        self.flights.get(id).is_some() || self.upstream.awaits(id)
    }

    /// Takes a message out of the queue of those that wait, if it is there.
    pub(super) fn forget_wait(&mut self, id: u64) {
        self.waiting.remove(id);
        self.hot.remove(id);
    }

    /// A live message, from the store.
    pub(super) fn load(&self, now: Moment, id: u64) -> Option<(Message, Envelope)> {
        match self.store.get(now.unix_ms, id) {
            Ok(Lookup::Live(message)) => {
                let envelope = Envelope::from_octets(message.body.clone())?;
                Some((message, envelope))
            }
            _ => None,
        }
    }
}

/// A message as routes look at it.
pub(super) fn query<'a>(now: Moment, origin: &'a [u8], parts: &Parts<'a>) -> Query<'a> {
    Query {
        tenant: origin,
        source: parts.source,
        destination: parts.destination,
        service_type: parts.service_type,
        unix_ms: now.unix_ms,
    }
}
