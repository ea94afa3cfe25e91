//! How a connection begins, or is refused (Q.714 §3.1, §3.2).

use bytes::Bytes;

use super::connection::{Release, State};
use super::{ConnectionId, Timer, optional_data, shared};
use crate::mtp::{PointCode, RoutingLabel};
use crate::sccp::endpoint::Sccp;
use crate::sccp::sclc::at;
use crate::sccp::scrc::Way;
use crate::sccp::{
    Address, ConnectRequest, ConnectResponse, ConnectionMessage, Event, LocalReference, Options,
    RefusalCause, ReleaseCause, ReturnCause, RoutingIndicator, Ssn, UsageError,
};

/// The class of every connection.
pub(super) const CLASS: u8 = 2;

impl Sccp {
    /// Our user asks for a connection.
    pub(super) fn request(&mut self, request: &ConnectRequest<'_>) -> Result<ConnectionId, UsageError> {
        let data = optional_data(request.data)?;
        if !self.has_room_for_connection() || !self.has_room_for_messages(1) {
            return Err(UsageError::Full);
        }
        if self.is_guarded() {
            return Err(UsageError::Restarting);
        }
        let calling = request.calling.unwrap_or_default();
        let selection = self.connections.next_id().selection();
        let (way, _) = self.route(&request.called, &calling, selection).map_err(UsageError::NoRoute)?;
        let (to, called) = match way {
            Way::Local(_) => (self.own_point_code(), request.called),
            Way::Remote(point_code, called) => (point_code, called),
        };
        let by_title = called.routing_indicator == RoutingIndicator::GlobalTitle;
        let hop_counter = by_title.then(|| self.config.hop_counter());
        let options = Options {
            calling: request.calling,
            data,
            hop_counter,
            importance: request.importance,
            ..Options::default()
        };
        let user = calling.ssn;
        let state = State::ConnectionPendingOutgoing;
        let id = self.connections.insert(state, user, to, None);
        let source = id.local_reference();
        self.send_on(id, &ConnectionMessage::ConnectionRequest { source, class: CLASS, called, options });
        self.start_timer(id, Timer::ConnEst);
        Ok(id)
    }

    /// CR has come: for a user of ours, or to go on.
    pub(super) fn on_request(
        &mut self,
        label: RoutingLabel,
        source: LocalReference,
        class: u8,
        called: Address,
        options: Options<'_>,
        octets: &Bytes,
    ) {
        let calling = options.calling.unwrap_or_default();
        // Points between leave the first one's code in its address (Q.714 §3.1.6.1).
        let from = calling.point_code.unwrap_or(label.opc);
        let refusal = match self.route(&called, &calling, label.sls) {
            Err(cause) => {
                if matches!(cause, ReturnCause::UNEQUIPPED_USER | ReturnCause::SUBSYSTEM_FAILURE) {
                    self.tell_prohibited(from, called.ssn);
                }
                refusal(cause)
            }
            Ok((Way::Remote(to, onward), was_translated)) => {
                let request = ConnectionMessage::ConnectionRequest { source, class, called: onward, options };
                return self.relay_request(label, from, to, was_translated, request);
            }
            Ok((Way::Local(Ssn::SCCP_MANAGEMENT), _)) => RefusalCause::UNEQUIPPED_USER,
            Ok(_) if !matches!(class, 2 | 3) => RefusalCause::QOS_NOT_AVAILABLE_NON_TRANSIENT,
            Ok(_) if self.is_guarded() || !self.has_room_for_connection() => {
                RefusalCause::QOS_NOT_AVAILABLE_TRANSIENT
            }
            Ok(_) if !self.has_room_for_events() => RefusalCause::SUBSYSTEM_CONGESTION,
            Ok((Way::Local(ssn), _)) => {
                let state = State::ConnectionPendingIncoming;
                let connection = self.connections.insert(state, Some(ssn), from, Some(source));
                let data = shared(options.data, octets);
                let (called, calling, importance) = (at(ssn, called), options.calling, options.importance);
                return self.events.push_back(Event::Connect {
                    connection,
                    called,
                    calling,
                    importance,
                    data,
                });
            }
        };
        self.send_refusal(from, label.sls, source, refusal);
    }

    /// A request on its way to another point. The connection will not run through us.
    fn relay_request(
        &mut self,
        label: RoutingLabel,
        from: PointCode,
        to: PointCode,
        was_translated: bool,
        mut request: ConnectionMessage<'_>,
    ) {
        let ConnectionMessage::ConnectionRequest { source, options, .. } = &mut request else { return };
        let source = *source;
        if was_translated {
            let hops = options.hop_counter.unwrap_or(self.config.hop_counter());
            if hops <= 1 {
                return self.send_refusal(from, label.sls, source, RefusalCause::HOP_COUNTER_VIOLATION);
            }
            options.hop_counter = Some(hops - 1);
        }
        // The other end answers the first point, not us.
        let first = Address { routing_indicator: RoutingIndicator::Ssn, ..Address::default() };
        options.calling.get_or_insert(first).point_code.get_or_insert(from);
        self.send_connection_message(to, label.sls, &request);
    }

    /// Our user takes a connection.
    pub(super) fn confirm(
        &mut self,
        id: ConnectionId,
        response: &ConnectResponse<'_>,
    ) -> Result<(), UsageError> {
        let (destination, options) = self.answer(id, response)?;
        if !self.has_room_for_messages(1) {
            return Err(UsageError::Full);
        }
        self.set_active(id);
        let source = id.local_reference();
        let message = ConnectionMessage::ConnectionConfirm { destination, source, class: CLASS, options };
        self.send_on(id, &message);
        Ok(())
    }

    /// Our user refuses a connection.
    pub(super) fn refuse(
        &mut self,
        id: ConnectionId,
        cause: RefusalCause,
        response: &ConnectResponse<'_>,
    ) -> Result<(), UsageError> {
        let (destination, options) = self.answer(id, response)?;
        self.send_on(id, &ConnectionMessage::ConnectionRefused { destination, cause, options });
        self.forget(id);
        Ok(())
    }

    /// Whom an answer of our user goes to, and what it says.
    fn answer<'a>(
        &self,
        id: ConnectionId,
        response: &ConnectResponse<'a>,
    ) -> Result<(LocalReference, Options<'a>), UsageError> {
        let connection = self.of_user(id)?;
        if !matches!(connection.state, State::ConnectionPendingIncoming) {
            return Err(UsageError::WrongState);
        }
        let data = optional_data(response.data)?;
        let (called, importance) = (response.responding, response.importance);
        Ok((connection.remote_reference, Options { called, data, importance, ..Options::default() }))
    }

    /// CC has come.
    pub(super) fn on_confirm(
        &mut self,
        id: ConnectionId,
        opc: PointCode,
        source: LocalReference,
        class: u8,
        options: Options<'_>,
        octets: &Bytes,
    ) {
        let Some(connection) = self.connections.get(id) else { return };
        let release = match &connection.state {
            State::ConnectionPendingOutgoing => None,
            State::WaitConnectionConfirmed(release) => Some(release.clone()),
            _ => return,
        };
        // Who confirms may be farther than where the request went (Q.714 §3.1.4.2).
        self.connections.set_remote(id, opc, source);
        self.set_active(id);
        match release {
            Some(release) => self.send_release(id, release),
            // More than we asked for (Q.714 §3.1.3.1).
            None if class != CLASS => self.release(id, ReleaseCause::INCONSISTENT_CONNECTION_DATA),
            None => {
                let (responding, data) = (options.called, shared(options.data, octets));
                self.events.push_back(Event::Connected { connection: id, responding, data });
            }
        }
    }

    fn set_active(&mut self, id: ConnectionId) {
        self.stop_timers(id);
        if let Some(connection) = self.connections.get_mut(id) {
            connection.state = State::Active;
        }
        self.start_timer(id, Timer::Ias);
        self.start_timer(id, Timer::Iar);
    }

    /// CREF has come.
    pub(super) fn on_refused(
        &mut self,
        id: ConnectionId,
        cause: RefusalCause,
        options: Options<'_>,
        octets: &Bytes,
    ) {
        match self.connections.get(id).map(|it| &it.state) {
            Some(State::ConnectionPendingOutgoing) => {
                let (responding, data) = (options.called, shared(options.data, octets));
                self.events.push_back(Event::Refused { connection: id, cause, responding, data });
                self.forget(id);
            }
            Some(State::WaitConnectionConfirmed(_)) => self.forget(id),
            _ => {}
        }
    }

    /// T(conn est) has run out: nobody answers the request.
    pub(super) fn on_establishment_timer(&mut self, id: ConnectionId) {
        self.fail_request(id, RefusalCause::CONNECTION_ESTABLISHMENT_TIMER);
    }

    /// A request of ours comes to nothing; our user is told, unless it has disconnected.
    pub(super) fn fail_request(&mut self, id: ConnectionId, cause: RefusalCause) {
        if let Some(State::ConnectionPendingOutgoing) = self.connections.get(id).map(|it| &it.state) {
            let (responding, data) = (None, Bytes::new());
            self.events.push_back(Event::Refused { connection: id, cause, responding, data });
        }
        self.forget(id);
    }

    /// Our user disconnects before it was answered: the answer is awaited (Q.714 figure C.2).
    pub(super) fn await_confirm(&mut self, id: ConnectionId, release: Release) {
        if let Some(connection) = self.connections.get_mut(id) {
            connection.state = State::WaitConnectionConfirmed(release);
        }
    }

    /// Refuses the request that had this reference.
    pub(super) fn send_refusal(
        &mut self,
        to: PointCode,
        selection: u8,
        destination: LocalReference,
        cause: RefusalCause,
    ) {
        let options = Options::default();
        let message = ConnectionMessage::ConnectionRefused { destination, cause, options };
        self.send_connection_message(to, selection, &message);
    }

    /// Whether a restart is so recent that the other ends may still hold connections of before it (Q.714 §3.8.2).
    fn is_guarded(&self) -> bool {
        self.now < self.guarded_until
    }
}

/// The refusal cause that says what a return cause says (Q.713 §3.12, §3.15).
pub(super) fn refusal(cause: ReturnCause) -> RefusalCause {
    match cause {
        ReturnCause::NO_TRANSLATION_FOR_NATURE => RefusalCause::NO_TRANSLATION_FOR_NATURE,
        ReturnCause::NO_TRANSLATION_FOR_ADDRESS => RefusalCause::DESTINATION_ADDRESS_UNKNOWN,
        ReturnCause::SUBSYSTEM_CONGESTION => RefusalCause::SUBSYSTEM_CONGESTION,
        ReturnCause::SUBSYSTEM_FAILURE => RefusalCause::SUBSYSTEM_FAILURE,
        ReturnCause::UNEQUIPPED_USER => RefusalCause::UNEQUIPPED_USER,
        ReturnCause::MTP_FAILURE => RefusalCause::DESTINATION_INACCESSIBLE,
        ReturnCause::NETWORK_CONGESTION => RefusalCause::QOS_NOT_AVAILABLE_TRANSIENT,
        ReturnCause::SCCP_FAILURE => RefusalCause::SCCP_FAILURE,
        ReturnCause::HOP_COUNTER_VIOLATION => RefusalCause::HOP_COUNTER_VIOLATION,
        _ => RefusalCause::UNQUALIFIED,
    }
}
