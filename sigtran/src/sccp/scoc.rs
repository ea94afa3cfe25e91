//! The connection-oriented service of class 2 (Q.714 §3): the verbs of its users, and which connection a message is for.
//!
//! | file | what |
//! |---|---|
//! | `connection.rs` | a connection, its states and timers, and the table of all |
//! | `establishment.rs` | CR, CC, CREF: how one begins, or is refused |
//! | `transfer.rs` | DT1: data, and their segments |
//! | `inactivity.rs` | IT: whether the other side is still there |
//! | `release.rs` | RLSD, RLC: how one ends |
//! | `abnormal.rs` | messages that fit no connection, and ERR |
//!
//! Class 3 (flow control, expedited data, reset) is not there: a request for it is confirmed as class 2 (§3.1.3.1).
//! A CR that goes on to another point is relayed without coupling: the connection runs from end to end.

mod abnormal;
mod connection;
mod establishment;
mod inactivity;
mod release;
mod transfer;

use std::time::Instant;

use bytes::Bytes;

pub use connection::ConnectionId;
pub(super) use connection::{Connections, Timer};

use super::endpoint::Sccp;
use super::{ConnectRequest, ConnectResponse, ConnectionMessage, RefusalCause, ReleaseCause, UsageError};
use crate::Buffer;
use crate::mtp::RoutingLabel;

/// The most octets of a user's data in CR, CC, CREF and RLSD (Q.713 §4.2 to §4.5: 3 to 130 with name and length).
const MOST_OPTIONAL_DATA: usize = 128;

impl Sccp {
    /// N-CONNECT request: asks for a connection (Q.714 §3.1.4.1). It ends in [`Event::Connected`](super::Event::Connected),
    /// [`Event::Refused`](super::Event::Refused) or [`Event::Disconnected`](super::Event::Disconnected).
    ///
    /// # Errors
    /// [`UsageError`]: the address leads nowhere, the data have more than 128 octets, or there is no room.
    pub fn n_connect(
        &mut self,
        now: Instant,
        request: &ConnectRequest<'_>,
    ) -> Result<ConnectionId, UsageError> {
        self.advance(now);
        let connection = self.request(request)?;
        self.run_loop();
        Ok(connection)
    }

    /// N-CONNECT response: takes a connection that was asked for (Q.714 §3.1.6.2).
    ///
    /// # Errors
    /// [`UsageError`]: the connection is gone or answered already, the data have more than 128 octets, or there is no room.
    pub fn n_connect_response(
        &mut self,
        now: Instant,
        connection: ConnectionId,
        response: &ConnectResponse<'_>,
    ) -> Result<(), UsageError> {
        self.advance(now);
        self.confirm(connection, response)?;
        self.run_loop();
        Ok(())
    }

    /// N-DISCONNECT request in answer to N-CONNECT indication: refuses a connection (Q.714 §3.2.1.1).
    ///
    /// # Errors
    /// [`UsageError`]: the connection is gone or answered already, or the data have more than 128 octets.
    pub fn n_refuse(
        &mut self,
        now: Instant,
        connection: ConnectionId,
        cause: RefusalCause,
        response: &ConnectResponse<'_>,
    ) -> Result<(), UsageError> {
        self.advance(now);
        self.refuse(connection, cause, response)?;
        self.run_loop();
        Ok(())
    }

    /// N-DATA request: sends the data in the buffer, which is empty then, in segments if one message cannot hold them; refused,
    /// it is as before (Q.714 §3.5).
    ///
    /// # Errors
    /// [`UsageError`]: the connection is gone or not confirmed yet, there are no data or too many, or there is no room.
    pub fn n_data(
        &mut self,
        now: Instant,
        connection: ConnectionId,
        data: &mut Buffer,
    ) -> Result<(), UsageError> {
        self.advance(now);
        self.send_segments(connection, data.as_slice())?;
        data.clear();
        self.run_loop();
        Ok(())
    }

    /// N-DISCONNECT request: ends a connection of ours, or one that we asked for and that is not confirmed yet (Q.714
    /// §3.3.3.1). It is gone with this call: no event follows.
    ///
    /// # Errors
    /// [`UsageError`]: the connection is gone already or waits for our response, or the data have more than 128 octets.
    pub fn n_disconnect(
        &mut self,
        now: Instant,
        connection: ConnectionId,
        cause: ReleaseCause,
        data: &[u8],
    ) -> Result<(), UsageError> {
        self.advance(now);
        self.disconnect(connection, cause, data)?;
        self.run_loop();
        Ok(())
    }

    /// How many connections there are, with those that are still being released.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.connections.len()
    }

    /// A message of a connection has come.
    pub(super) fn on_connection_message(
        &mut self,
        label: RoutingLabel,
        message: ConnectionMessage<'_>,
        octets: &Bytes,
    ) {
        let opc = label.opc;
        if let ConnectionMessage::ConnectionRequest { source, class, called, options } = message {
            return self.on_request(label, source, class, called, options, octets);
        }
        let Some(id) = message.destination().and_then(|it| self.connections.find(it)) else {
            return self.on_unassigned(opc, &message);
        };
        if self.is_answered_as_abnormal(id, opc, &message) {
            return;
        }
        match message {
            ConnectionMessage::ConnectionConfirm { source, class, options, .. } => {
                self.on_confirm(id, opc, source, class, options, octets);
            }
            ConnectionMessage::ConnectionRefused { cause, options, .. } => {
                self.on_refused(id, cause, options, octets);
            }
            ConnectionMessage::Released { source, cause, options, .. } => {
                self.on_released(id, opc, source, cause, options, octets);
            }
            ConnectionMessage::ReleaseComplete { .. } => self.on_release_complete(id),
            ConnectionMessage::DataForm1 { more, data, .. } => self.on_data(id, more, data, octets),
            ConnectionMessage::InactivityTest { class, .. } => self.on_inactivity_test(id, class),
            ConnectionMessage::Error { cause, .. } => self.on_error(id, cause),
            _ => self.on_class_3(id),
        }
    }

    /// One of a connection's timers has run out.
    pub(super) fn on_connection_timer(&mut self, id: ConnectionId, timer: Timer) {
        self.connections.timer_ran_out(id, timer);
        match timer {
            Timer::ConnEst => self.on_establishment_timer(id),
            Timer::Ias => self.test_inactivity(id),
            Timer::Iar => self.release(id, ReleaseCause::RECEIVE_INACTIVITY_TIMER),
            Timer::Rel => self.begin_repeating(id),
            Timer::RepeatRel => self.repeat_release(id),
            Timer::Int => self.give_up_release(id),
        }
        self.run_loop();
    }
}

/// A user's data as they stand in the optional part; none if there are none.
fn optional_data(data: &[u8]) -> Result<Option<&[u8]>, UsageError> {
    match data.len() {
        0 => Ok(None),
        length if length > MOST_OPTIONAL_DATA => Err(UsageError::TooLong),
        _ => Ok(Some(data)),
    }
}

/// Data of a message that came, without a copy.
fn shared(data: Option<&[u8]>, octets: &Bytes) -> Bytes {
    data.map_or_else(Bytes::new, |data| octets.slice_ref(data))
}
