//! Data, and their segments (Q.714 §3.5).

use bytes::Bytes;

use super::connection::State;
use super::{ConnectionId, Timer};
use crate::sccp::endpoint::Sccp;
use crate::sccp::{ConnectionMessage, Event, ReleaseCause, UsageError};

/// What DT1 has beside its data: type, reference, segmenting, pointer and length (Q.713 §4.7).
const OVERHEAD: usize = 7;
/// The most data of a DT1 (Q.713 §4.7).
const MOST_DATA: usize = 255;

impl Sccp {
    /// Our user sends data: in as many segments as it takes, all but the last marked that more follows (Q.714 §3.5.3).
    pub(super) fn send_segments(&mut self, id: ConnectionId, data: &[u8]) -> Result<(), UsageError> {
        let connection = self.of_user(id)?;
        if !matches!(connection.state, State::Active) {
            return Err(UsageError::WrongState);
        }
        let destination = connection.remote_reference;
        let segment = self.config.longest_message().saturating_sub(OVERHEAD).clamp(1, MOST_DATA);
        let count = data.len().div_ceil(segment);
        if data.is_empty() {
            return Err(UsageError::Empty);
        }
        if data.len() > self.config.longest_connection_data() {
            return Err(UsageError::TooLong);
        }
        if !self.has_room_for_messages(count) {
            return Err(UsageError::Full);
        }
        for (number, data) in (1..).zip(data.chunks(segment)) {
            let more = number < count;
            self.send_on(id, &ConnectionMessage::DataForm1 { destination, more, data });
        }
        Ok(())
    }

    /// DT1 has come.
    pub(super) fn on_data(&mut self, id: ConnectionId, more: bool, data: &[u8], octets: &Bytes) {
        let Some(connection) = self.connections.get(id) else { return };
        if !matches!(connection.state, State::Active) {
            return;
        }
        let waiting = connection.partial.len();
        self.start_timer(id, Timer::Iar);
        if !more && waiting == 0 {
            return self.hand_over(id, octets.slice_ref(data));
        }
        let is_too_long = waiting + data.len() > self.config.longest_connection_data();
        let all = self.connections.partial_octets + data.len();
        if is_too_long || all > self.config.max_partial_data() {
            // A hole in the data is worse than their end.
            return self.release(id, ReleaseCause::SUBSYSTEM_CONGESTION);
        }
        self.connections.partial_octets = all;
        if let Some(connection) = self.connections.get_mut(id) {
            connection.partial.extend_from_slice(data);
        }
        if !more {
            let whole = self.forget_partial(id);
            self.hand_over(id, whole.freeze());
        }
    }

    fn hand_over(&mut self, connection: ConnectionId, data: Bytes) {
        if self.has_room_for_events() {
            self.events.push_back(Event::Data { connection, data });
        } else {
            self.release(connection, ReleaseCause::SUBSYSTEM_CONGESTION);
        }
    }
}
