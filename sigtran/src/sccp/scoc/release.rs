//! How a connection ends (Q.714 §3.3).

use bytes::Bytes;

use super::connection::{Release, State};
use super::{ConnectionId, Timer, optional_data, shared};
use crate::mtp::PointCode;
use crate::sccp::endpoint::Sccp;
use crate::sccp::{
    ConnectionMessage, Event, LocalReference, Options, RefusalCause, ReleaseCause, Ssn, UsageError,
};

impl Sccp {
    /// Our user disconnects.
    pub(super) fn disconnect(
        &mut self,
        id: ConnectionId,
        cause: ReleaseCause,
        data: &[u8],
    ) -> Result<(), UsageError> {
        let connection = self.of_user(id)?;
        optional_data(data)?;
        let release = Release { cause, data: Bytes::copy_from_slice(data) };
        match connection.state {
            State::ConnectionPendingIncoming => return Err(UsageError::WrongState),
            State::ConnectionPendingOutgoing => self.await_confirm(id, release),
            _ => self.send_release(id, release),
        }
        Ok(())
    }

    /// We end a connection ourselves, and tell our user and the other side.
    pub(super) fn release(&mut self, id: ConnectionId, cause: ReleaseCause) {
        let Some(connection) = self.connections.get(id) else { return };
        let (to, destination) = (connection.remote, connection.remote_reference);
        let release = Release { cause, data: Bytes::new() };
        match connection.state {
            State::WaitConnectionConfirmed(_) | State::DisconnectPending(_) => return,
            State::ConnectionPendingOutgoing => self.await_confirm(id, release),
            State::ConnectionPendingIncoming => {
                self.forget(id);
                self.send_refusal(to, 0, destination, RefusalCause::SUBSYSTEM_FAILURE);
            }
            State::Active => self.send_release(id, release),
        }
        self.events.push_back(Event::Disconnected { connection: id, cause, data: Bytes::new() });
    }

    /// Sends RLSD, and waits for RLC.
    pub(super) fn send_release(&mut self, id: ConnectionId, release: Release) {
        self.stop_timers(id);
        self.forget_partial(id);
        if let Some(connection) = self.connections.get_mut(id) {
            connection.state = State::DisconnectPending(release);
        }
        self.send_released(id);
        self.start_timer(id, Timer::Rel);
    }

    fn send_released(&mut self, id: ConnectionId) {
        let Some(connection) = self.connections.get(id) else { return };
        let State::DisconnectPending(release) = &connection.state else { return };
        let release = release.clone();
        let (destination, source) = (connection.remote_reference, id.local_reference());
        let data = (!release.data.is_empty()).then_some(&release.data[..]);
        let options = Options { data, ..Options::default() };
        let cause = release.cause;
        self.send_on(id, &ConnectionMessage::Released { destination, source, cause, options });
    }

    /// T(rel) has run out: RLSD is repeated until T(int) runs out (Q.714 §3.3.3.2).
    pub(super) fn begin_repeating(&mut self, id: ConnectionId) {
        self.start_timer(id, Timer::Int);
        self.repeat_release(id);
    }

    /// RLSD is sent again.
    pub(super) fn repeat_release(&mut self, id: ConnectionId) {
        self.send_released(id);
        self.start_timer(id, Timer::RepeatRel);
    }

    /// T(int) has run out: nobody takes the release. That is for who looks after the network to know.
    pub(super) fn give_up_release(&mut self, id: ConnectionId) {
        if let Some(connection) = self.connections.get(id) {
            let point_code = connection.remote;
            self.events.push_back(Event::ReleaseUnanswered { connection: id, point_code });
        }
        self.forget(id);
    }

    /// RLSD has come.
    pub(super) fn on_released(
        &mut self,
        id: ConnectionId,
        opc: PointCode,
        destination: LocalReference,
        cause: ReleaseCause,
        options: Options<'_>,
        octets: &Bytes,
    ) {
        let tells = match self.connections.get(id).map(|it| &it.state) {
            None | Some(State::ConnectionPendingIncoming) => return,
            // Both sides release at once: each takes the other's RLSD for its RLC.
            Some(State::DisconnectPending(_)) => return self.forget(id),
            Some(State::WaitConnectionConfirmed(_)) => false,
            Some(State::ConnectionPendingOutgoing | State::Active) => true,
        };
        if tells {
            let data = shared(options.data, octets);
            self.events.push_back(Event::Disconnected { connection: id, cause, data });
        }
        self.forget(id);
        self.complete_release(opc, id.local_reference(), destination);
    }

    /// Answers RLSD.
    pub(super) fn complete_release(
        &mut self,
        to: PointCode,
        source: LocalReference,
        destination: LocalReference,
    ) {
        self.send_connection_message(to, 0, &ConnectionMessage::ReleaseComplete { destination, source });
    }

    /// RLC has come.
    pub(super) fn on_release_complete(&mut self, id: ConnectionId) {
        if let Some(State::DisconnectPending(_)) = self.connections.get(id).map(|it| &it.state) {
            self.forget(id);
        }
    }

    /// A connection breaks off: our user is told if it still holds it, the other side cannot be or need not.
    pub(super) fn break_off(&mut self, id: ConnectionId, cause: ReleaseCause) {
        if self.of_user(id).is_ok() {
            self.events.push_back(Event::Disconnected { connection: id, cause, data: Bytes::new() });
        }
        self.forget(id);
    }

    /// A point cannot be reached: the connections with it are no more.
    pub(in crate::sccp) fn release_connections_to(&mut self, point_code: PointCode, cause: ReleaseCause) {
        for id in self.connections.which(|it| it.remote == point_code) {
            self.break_off(id, cause);
        }
    }

    /// A user of ours is out of service: so are its connections.
    pub(in crate::sccp) fn release_connections_of(&mut self, user: Ssn) {
        for id in self.connections.which(|it| it.user == Some(user)) {
            self.release(id, ReleaseCause::SUBSYSTEM_FAILURE);
        }
    }
}
