//! A connection, its states and timers, and the table of all.

use std::collections::BTreeMap;

use brivas_timer::TimerHandle;
use bytes::{Bytes, BytesMut};

use crate::Buffer;
use crate::mtp::PointCode;
use crate::sccp::endpoint::{Alarm, Sccp};
use crate::sccp::{ConnectionMessage, LocalReference, ReleaseCause, Ssn, UsageError};

/// So many local references are used, all but the reserved one with all bits set (Q.713 §3.3).
const REFERENCES: u64 = 0xFF_FFFF;

/// A connection. No two have the same number, so one that is gone is never taken for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(u64);

impl ConnectionId {
    /// What we call the connection on the wire. References go round: one is used again when all others have been, which is
    /// how it stays frozen after a release (Q.714 §3.3.2).
    #[must_use]
    pub fn local_reference(self) -> LocalReference {
        LocalReference(u32::try_from(self.0 % REFERENCES).unwrap_or(0))
    }

    /// The link selection of all its messages, so that they stay in order (Q.714 §1.1.2.3).
    pub(super) fn selection(self) -> u8 {
        u8::try_from(self.0 & 0x0F).unwrap_or(0)
    }
}

/// A connection of ours.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) state: State,
    /// Our user, if it told its number.
    pub(super) user: Option<Ssn>,
    /// Where the other end is, or where the request for it went.
    pub(super) remote: PointCode,
    /// What the other end calls the connection.
    pub(super) remote_reference: LocalReference,
    /// Segments whose last is still to come.
    pub(super) partial: BytesMut,
    timers: [Option<TimerHandle>; Timer::COUNT],
}

/// The states of a connection (Q.714 Annex C).
#[derive(Debug)]
pub(super) enum State {
    /// CR is sent.
    ConnectionPendingOutgoing,
    /// CR is sent, and our user has disconnected since.
    WaitConnectionConfirmed(Release),
    /// CR has come, and our user has not answered.
    ConnectionPendingIncoming,
    /// Data may go.
    Active,
    /// RLSD is sent.
    DisconnectPending(Release),
}

/// What RLSD says, each time that it is sent.
#[derive(Clone, Debug)]
pub(super) struct Release {
    pub(super) cause: ReleaseCause,
    pub(super) data: Bytes,
}

/// The timers of a connection (Q.714 Annex C).
#[derive(Clone, Copy, Debug)]
pub(in crate::sccp) enum Timer {
    ConnEst,
    Ias,
    Iar,
    Rel,
    RepeatRel,
    Int,
}

impl Timer {
    const COUNT: usize = 6;
}

/// All connections, by our references.
#[derive(Debug)]
pub(in crate::sccp) struct Connections {
    open: BTreeMap<LocalReference, (ConnectionId, Connection)>,
    /// By where the other end is, and what it calls the connection.
    by_remote: BTreeMap<(PointCode, LocalReference), ConnectionId>,
    next: u64,
    /// Octets of all segments whose last is still to come.
    pub(super) partial_octets: usize,
}

impl Connections {
    /// References begin anywhere.
    pub(in crate::sccp) fn new(first: u32) -> Self {
        Self { open: BTreeMap::new(), by_remote: BTreeMap::new(), next: first.into(), partial_octets: 0 }
    }

    pub(in crate::sccp) fn len(&self) -> usize {
        self.open.len()
    }

    /// The number that the next connection gets.
    pub(super) fn next_id(&mut self) -> ConnectionId {
        while self.open.contains_key(&ConnectionId(self.next).local_reference()) {
            self.next += 1;
        }
        ConnectionId(self.next)
    }

    pub(super) fn insert(
        &mut self,
        state: State,
        user: Option<Ssn>,
        remote: PointCode,
        remote_reference: Option<LocalReference>,
    ) -> ConnectionId {
        let id = self.next_id();
        self.next += 1;
        let (partial, timers) = (BytesMut::new(), [None; Timer::COUNT]);
        let reference = LocalReference::default();
        let connection = Connection { state, user, remote, remote_reference: reference, partial, timers };
        self.open.insert(id.local_reference(), (id, connection));
        if let Some(reference) = remote_reference {
            self.set_remote(id, remote, reference);
        }
        id
    }

    /// The other end is there, and calls the connection so.
    pub(super) fn set_remote(&mut self, id: ConnectionId, remote: PointCode, reference: LocalReference) {
        if let Some(connection) = self.get_mut(id) {
            (connection.remote, connection.remote_reference) = (remote, reference);
            self.by_remote.insert((remote, reference), id);
        }
    }

    pub(super) fn find_remote(&self, remote: PointCode, reference: LocalReference) -> Option<ConnectionId> {
        self.by_remote.get(&(remote, reference)).copied()
    }

    fn remove(&mut self, id: ConnectionId) {
        let Some(connection) = self.get(id) else { return };
        let remote = (connection.remote, connection.remote_reference);
        if self.by_remote.get(&remote) == Some(&id) {
            self.by_remote.remove(&remote);
        }
        self.open.remove(&id.local_reference());
    }

    pub(super) fn find(&self, reference: LocalReference) -> Option<ConnectionId> {
        self.open.get(&reference).map(|(id, _)| *id)
    }

    pub(super) fn get(&self, id: ConnectionId) -> Option<&Connection> {
        let (found, connection) = self.open.get(&id.local_reference())?;
        (*found == id).then_some(connection)
    }

    pub(super) fn get_mut(&mut self, id: ConnectionId) -> Option<&mut Connection> {
        let (found, connection) = self.open.get_mut(&id.local_reference())?;
        (*found == id).then_some(connection)
    }

    /// Those of which this is true, by reference.
    pub(super) fn which(&self, is: impl Fn(&Connection) -> bool) -> Vec<ConnectionId> {
        self.open.values().filter(|(_, connection)| is(connection)).map(|(id, _)| *id).collect()
    }

    /// Forgets a timer that is armed no more.
    pub(in crate::sccp) fn timer_ran_out(&mut self, id: ConnectionId, timer: Timer) {
        if let Some(slot) = self.get_mut(id).and_then(|it| it.timers.get_mut(timer as usize)) {
            *slot = None;
        }
    }
}

impl Sccp {
    /// A connection that the user has not ended.
    pub(super) fn of_user(&self, id: ConnectionId) -> Result<&Connection, UsageError> {
        match self.connections.get(id) {
            Some(Connection {
                state: State::WaitConnectionConfirmed(_) | State::DisconnectPending(_),
                ..
            })
            | None => Err(UsageError::Gone),
            Some(connection) => Ok(connection),
        }
    }

    /// Whether a connection more is allowed.
    pub(super) fn has_room_for_connection(&self) -> bool {
        self.connections.len() < self.config.max_connections()
    }

    /// Sends a message on a connection.
    pub(super) fn send_on(&mut self, id: ConnectionId, message: &ConnectionMessage<'_>) {
        let Some(connection) = self.connections.get(id) else { return };
        let (to, is_active) = (connection.remote, matches!(connection.state, State::Active));
        self.send_connection_message(to, id.selection(), message);
        if is_active {
            self.start_timer(id, Timer::Ias);
        }
    }

    /// Sends a message of a connection to a point.
    pub(super) fn send_connection_message(
        &mut self,
        to: PointCode,
        selection: u8,
        message: &ConnectionMessage<'_>,
    ) {
        let mut out = Buffer::new();
        if message.write(self.config.variant(), &mut out).is_ok() {
            let label = self.label(to, selection);
            self.transmit(label, out);
        }
    }

    /// Starts a timer, or starts it anew.
    pub(super) fn start_timer(&mut self, id: ConnectionId, timer: Timer) {
        let after = match timer {
            Timer::ConnEst => self.config.connection_establishment_timer(),
            Timer::Ias => self.config.send_inactivity_timer(),
            Timer::Iar => self.config.receive_inactivity_timer(),
            Timer::Rel => self.config.release_timer(),
            Timer::RepeatRel => self.config.repeat_release_timer(),
            Timer::Int => self.config.interval_timer(),
        };
        let deadline = self.now + after;
        let connection = self.connections.get_mut(id);
        match connection.and_then(|it| it.timers.get_mut(timer as usize)) {
            Some(Some(handle)) => drop(self.wheel.rearm(*handle, deadline)),
            Some(slot) => *slot = Some(self.wheel.arm(deadline, Alarm::Connection(id, timer))),
            None => {}
        }
    }

    pub(super) fn stop_timers(&mut self, id: ConnectionId) {
        let timers = self.connections.get_mut(id).map(|it| std::mem::take(&mut it.timers));
        for handle in timers.into_iter().flatten().flatten() {
            self.wheel.cancel(handle);
        }
    }

    /// Segments without their last are of no use any more.
    pub(super) fn forget_partial(&mut self, id: ConnectionId) -> BytesMut {
        let partial = self.connections.get_mut(id).map(|it| std::mem::take(&mut it.partial));
        let partial = partial.unwrap_or_default();
        self.connections.partial_octets -= partial.len();
        partial
    }

    /// A connection is no more; its reference stays frozen.
    pub(super) fn forget(&mut self, id: ConnectionId) {
        self.stop_timers(id);
        self.forget_partial(id);
        self.connections.remove(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_go_round_past_those_in_use_and_never_have_all_bits_set() {
        let mut connections = Connections::new(0xFF_FFFD);
        let mut begin = || {
            connections.insert(State::ConnectionPendingOutgoing, None, PointCode(1), None);
            *connections.open.keys().next_back().unwrap()
        };
        assert_eq!([begin(), begin()], [LocalReference(0xFF_FFFD), LocalReference(0xFF_FFFE)]);
        begin();
        assert_eq!(connections.open.len(), 3);
        assert!(
            connections.find(LocalReference(0)).is_some()
                && connections.find(LocalReference(0xFF_FFFF)).is_none()
        );
        // Once round, past those that are there still.
        connections.next = 2 * REFERENCES - 2;
        let past = connections.insert(State::Active, None, PointCode(1), None);
        assert_eq!(past.local_reference(), LocalReference(1));
    }
}
