//! How a session ends (RFC 3261 §15).

use std::sync::Arc;
use std::time::Instant;

use super::contact::Way;
use super::pump::Use;
use super::session::{Bye, Progress};
use super::{DialogId, EndReason, UsageError, UserAgent};
use crate::endpoint::ServerId;
use crate::message::{Response, Rows};
use crate::{Message, Method, StatusCode};

impl UserAgent {
    /// Ends a session by BYE, with these rows, such as a Reason. A 2xx of the other side's that was not acknowledged is first;
    /// after a 2xx of ours the BYE waits for the ACK, or for the end of its time (RFC 3261 §15). [`Event::Ended`](super::Event::Ended) tells when it
    /// is over.
    ///
    /// Nothing happens if it is being ended already.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] in an early dialog: whoever calls takes the call back by
    /// [`UserAgent::cancel`], whoever is called refuses it by [`UserAgent::answer`]; or where only subscriptions live.
    pub fn bye(&mut self, now: Instant, dialog: DialogId, rows: Option<&Rows>) -> Result<(), UsageError> {
        self.advance(now);
        let session = self.dialogs.get_mut(dialog.0).ok_or(UsageError::Gone)?;
        if session.dialog.is_early() || !session.has_invite {
            return Err(UsageError::State);
        }
        if session.bye != Bye::No {
            return Ok(());
        }
        match session.invite {
            Progress::Accepted { .. } => {
                session.bye = Bye::Wanted;
                session.bye_rows = rows.cloned().map(Box::new);
            }
            Progress::Answered { .. } => {
                let _ = self.ack(now, dialog, None, None);
                self.say_bye(dialog, rows);
            }
            _ => self.say_bye(dialog, rows),
        }
        Ok(())
    }

    /// Ends a session that went wrong.
    pub(super) fn hang_up(&mut self, dialog: DialogId) {
        let _ = self.bye(self.now, dialog, None);
    }

    /// Sends a BYE at once; with a reason the dialog is over for its owner already.
    pub(super) fn send_bye(&mut self, dialog: DialogId, reason: Option<EndReason>) {
        let rows = self.dialogs.get_mut(dialog.0).and_then(|session| session.bye_rows.take());
        self.say_bye(dialog, rows.as_deref());
        if let Some(reason) = reason {
            self.end(dialog, reason);
        }
    }

    fn say_bye(&mut self, dialog: DialogId, rows: Option<&Rows>) {
        self.drop_invite(dialog, StatusCode::REQUEST_TERMINATED);
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        session.bye = Bye::Sent;
        let mut draft = session.dialog.request(Method::BYE);
        let way = Way::of(session);
        if let Some(rows) = rows {
            draft.put_rows(rows);
        }
        match self.send_in_dialog(way, &mut draft) {
            Ok(id) => self.clients.insert(id.handle(), Use::Bye(dialog)),
            // There is no way to the other side, so there is nobody to be told.
            Err(_) => self.end(dialog, EndReason::Hangup),
        }
    }

    /// A BYE came within a dialog (RFC 3261 §15.1.2).
    pub(super) fn on_bye(&mut self, dialog: DialogId, id: ServerId, bye: Arc<Message>) {
        let _ = self.endpoint.respond(self.now, id, &Response::new(StatusCode::OK));
        // If it is early, one branch of a forked call is over, and another may yet answer.
        self.end(dialog, EndReason::Bye(bye));
    }
}
