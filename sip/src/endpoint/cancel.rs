//! CANCEL, both ways (RFC 3261 §9).

use std::sync::Arc;
use std::time::Instant;

use super::client::Cancelling;
use super::server::Arrival;
use super::{ClientId, Endpoint, Event, UsageError};
use crate::message::{Response, Rows};
use crate::transaction::State;
use crate::{Message, Method, StatusCode};

impl Endpoint {
    /// Takes an INVITE back. The CANCEL goes out once a provisional response has come; with these rows, such as a Reason (RFC
    /// 3326). The final response comes as ever, which may be a 2xx; if none does within 64 T1, the transaction fails (RFC 3261
    /// §9.1).
    ///
    /// Nothing happens if it is cancelled already.
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::State`] once a final response has come, [`UsageError::Method`] if it is no INVITE:
    /// others end by themselves (RFC 3261 §9.1).
    pub fn cancel(&mut self, now: Instant, id: ClientId, rows: Option<&Rows>) -> Result<(), UsageError> {
        self.advance(now);
        let client = self.clients.get_mut(id.0).ok_or(UsageError::Gone)?;
        match client.state() {
            State::Calling | State::Proceeding => {}
            State::Trying => return Err(UsageError::Method),
            _ => return Err(UsageError::State),
        }
        if !client.is_invite() {
            return Err(UsageError::Method);
        }
        if matches!(client.cancel, Cancelling::No) {
            let rows = rows.map(|rows| rows.octets().to_vec()).unwrap_or_default();
            client.cancel = Cancelling::Wanted(rows);
            if client.state() == State::Proceeding {
                self.cancel_now(id);
            }
        }
        Ok(())
    }

    /// Sends the CANCEL that is wanted, if one is.
    pub(super) fn cancel_now(&mut self, id: ClientId) {
        let Some(client) = self.clients.get_mut(id.0) else { return };
        if !matches!(client.cancel, Cancelling::Wanted(_)) {
            return;
        }
        let Cancelling::Wanted(rows) = std::mem::replace(&mut client.cancel, Cancelling::Sent) else {
            return;
        };
        let hop = client.hop;
        let Some(origin) = client.origin.cancel(&rows) else { return };
        let Some(branch) = origin.branch() else { return };
        let key = self.keys.client_of(branch, Method::CANCEL);
        self.start_cancel(hop, origin, key);
        self.limit_cancelled(id);
    }

    /// A CANCEL came, which is no copy.
    pub(super) fn on_cancel(&mut self, arrival: &Arrival, cancel: Arc<Message>) {
        let invite = self.keys.cancelled(&cancel).ok().and_then(|key| self.servers.find(&key));
        let found = invite.and_then(|handle| Some((handle, self.servers.get(handle)?)));
        let (code, tag, pending) = match found {
            None => (StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST, None, None),
            // The tag is that of the responses to the INVITE (RFC 3261 §9.2).
            Some((handle, server)) => {
                let pending = server.state() == State::Proceeding;
                (StatusCode::OK, Some(server.to_tag), pending.then_some(super::ServerId(handle)))
            }
        };
        self.answer_at_once(arrival, &cancel, tag, &Response::new(code));
        if let Some(id) = pending {
            self.events.push_back(Event::Cancelled { id, cancel });
        }
    }
}
