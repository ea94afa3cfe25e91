//! Messages whose time has come: each is put on a connection of its ESME that has room, given to the handset, or waits.

use brivas_platform::store::{Lookup, Message, Transition};
use brivas_smpp::{CommandStatus, MessageState, Suggestion};

use super::routing::Target;
use super::{ConnectionId, DUE, Engine, Flight, HOT, Moment, Notes, Outcome, Output, transient};
use crate::envelope::{Envelope, Kind, Parts};

impl Engine {
    /// Puts everything that can go on its way.
    pub(super) fn dispatch(&mut self, now: Moment) {
        for target in self.waiting.targets() {
            while self.waiting.has(target)
                && let Some(connection) = self.free_connection(target)
                && let Some((id, _)) = self.waiting.pop(target)
            {
                let loaded = match self.hot.remove(id) {
                    Some(envelope) => Some((envelope, 0)),
                    None => self.load(now, id).map(|(message, it)| (it, Notes::read(&message.meta).attempts)),
                };
                if let Some((envelope, attempts)) = loaded {
                    self.fly(connection, id, envelope, attempts);
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
        let target = self.target_of(&envelope);
        self.place(now, id, priority, envelope, Notes::read(&message.meta).attempts, target);
    }

    /// Whom a message is for; `None`: the handset.
    pub(super) fn target_of(&mut self, envelope: &Envelope) -> Option<Target> {
        let pdu = envelope.pdu().ok()?;
        let parts = Parts::of(&pdu).ok()?;
        self.routing.find(envelope.target(), parts.destination.digits)
    }

    /// Puts a message on a connection, gives it to the handset, or lets it wait.
    pub(super) fn place(
        &mut self,
        now: Moment,
        id: u64,
        priority: u8,
        envelope: Envelope,
        attempts: u16,
        target: Option<Target>,
    ) {
        if envelope.head.expires_at <= now.unix_ms {
            let error = CommandStatus::ESME_ROK;
            return self.finish(now, id, &envelope, MessageState::EXPIRED, error);
        }
        let Some(target) = target else { return self.give_to_handset(now, id, envelope, attempts) };
        let connection = if self.waiting.has(target) { None } else { self.free_connection(target) };
        match connection {
            Some(connection) => self.fly(connection, id, envelope, attempts),
            None => {
                self.waiting.push(target, id, priority, envelope.head.expires_at);
                if attempts == 0 && self.hot.len() < HOT {
                    self.hot.insert(id, envelope);
                }
            }
        }
    }

    fn give_to_handset(&mut self, now: Moment, id: u64, envelope: Envelope, attempts: u16) {
        match self.settings.handset_delay {
            Some(delay) => {
                self.handset.push_back((now.instant + delay, id));
                self.flights.insert(id, Flight { connection: None, envelope, attempts });
            }
            // The route has gone since the message was taken: it may come back.
            None => self.retry(now, id, &envelope, attempts, CommandStatus::ESME_RINVDSTADR),
        }
    }

    /// A connection of this target with room in its window; the connections take turns.
    pub(super) fn free_connection(&mut self, target: Target) -> Option<ConnectionId> {
        let connections = &self.connections;
        self.routing.connection(target, |id| connections.get(&id).is_some_and(|known| known.credit > 0))
    }

    /// Puts a stored message on a connection.
    fn fly(&mut self, connection: ConnectionId, id: u64, envelope: Envelope, attempts: u16) {
        self.put(connection, id, envelope.clone());
        self.flights.insert(id, Flight { connection: Some(connection), envelope, attempts });
    }

    pub(super) fn put(&mut self, connection: ConnectionId, token: u64, envelope: Envelope) {
        if let Some(known) = self.connections.get_mut(&connection) {
            known.credit -= 1;
        }
        self.outputs.push((connection, Output::Deliver { token, envelope }));
    }

    /// What became of a delivery.
    pub(super) fn on_outcome(&mut self, now: Moment, token: u64, outcome: Outcome) {
        if transient::is_token(token) {
            return self.end_transient(token, outcome);
        }
        let Some(flight) = self.flights.remove(token) else { return };
        self.metrics.attempt(outcome);
        match outcome {
            Outcome::Answered(status) if status.is_ok() => {
                self.finish(now, token, &flight.envelope, MessageState::DELIVERED, status);
            }
            Outcome::Answered(status) => self.on_refusal(now, token, &flight, status),
            Outcome::Lost => {
                self.retry(now, token, &flight.envelope, flight.attempts, CommandStatus::ESME_RSYSERR);
            }
            Outcome::Unfit => {
                let status = CommandStatus::ESME_RINVMSGLEN;
                self.finish(now, token, &flight.envelope, MessageState::UNDELIVERABLE, status);
            }
        }
    }

    fn on_refusal(&mut self, now: Moment, id: u64, flight: &Flight, status: CommandStatus) {
        match status.suggestion() {
            Suggestion::RetryLater | Suggestion::SlowDown => {
                self.retry(now, id, &flight.envelope, flight.attempts, status);
            }
            _ if status == CommandStatus::ESME_RX_R_APPN => {
                self.finish(now, id, &flight.envelope, MessageState::REJECTED, status);
            }
            _ => self.finish(now, id, &flight.envelope, MessageState::UNDELIVERABLE, status),
        }
    }

    /// A failed attempt: the next one is as the schedule has it, but not after the message's validity.
    fn retry(&mut self, now: Moment, id: u64, envelope: &Envelope, attempts: u16, status: CommandStatus) {
        let schedule = &self.settings.message.retry_secs;
        let seconds = schedule.get(usize::from(attempts)).or(schedule.last()).copied().unwrap_or(60);
        let wait = i64::try_from(seconds.saturating_mul(1000)).unwrap_or(i64::MAX / 4);
        let due_at = now.unix_ms.saturating_add(wait).min(envelope.head.expires_at);
        let notes = Notes { attempts: attempts.saturating_add(1), error: status.0 };
        self.transitions.push(Transition {
            id,
            state: MessageState::ENROUTE.0,
            due_at,
            meta: Some(notes.to_bytes()),
            body: None,
        });
        if envelope.head.kind == Kind::Message {
            self.notify(now, id, envelope, status);
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
        if let Some((_, envelope)) = self.load(now, id) {
            self.finish(now, id, &envelope, MessageState::EXPIRED, CommandStatus::ESME_ROK);
        }
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
