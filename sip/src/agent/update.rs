//! UPDATE, and whose offer is open (RFC 3311, RFC 3264 §4, RFC 6337).

use super::session::Session;
use super::{DialogId, UserAgent};
use crate::endpoint::ClientId;
use crate::header::{ContentType, HeaderName};
use crate::message::Rows;
use crate::{Message, StatusCode};

/// Whose offer awaits its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Offer {
    #[default]
    None,
    Ours,
    Theirs,
}

impl Offer {
    /// A message that counts has come: a final response to an INVITE, a reliable provisional one, a PRACK, an ACK.
    pub(super) fn on_heard(&mut self, message: &Message) {
        *self = match (*self, has_offer(message)) {
            (Self::Ours, true) => Self::None,
            (Self::None, true) => Self::Theirs,
            (other, _) => other,
        };
    }

    /// Such a message has gone.
    pub(super) const fn on_said(&mut self, has_sdp: bool) {
        *self = match (*self, has_sdp) {
            (Self::Theirs, true) => Self::None,
            (Self::None, true) => Self::Ours,
            (other, _) => other,
        };
    }
}

/// Whether a message has a description of a session: alone, or as a part of more (RFC 3261 §13.1, RFC 5621).
pub(crate) fn has_offer(message: &Message) -> bool {
    let Ok(Some(content)) = message.get::<ContentType<'_>>() else { return false };
    !message.body().is_empty() && is_sdp(content.0.main, content.0.sub, message.body())
}

fn is_sdp(kind: &[u8], subtype: &[u8], body: &[u8]) -> bool {
    let is_alone = kind.eq_ignore_ascii_case(b"application") && subtype.eq_ignore_ascii_case(b"sdp");
    let may_have = kind.eq_ignore_ascii_case(b"multipart");
    is_alone || may_have && memchr::memmem::find(body, b"application/sdp").is_some()
}

/// The same of a response that is to be sent.
pub(super) fn has_sdp(rows: Option<&Rows>, body: &[u8]) -> bool {
    let names_it = |rows: &Rows| memchr::memmem::find(rows.octets(), b"application/sdp").is_some();
    !body.is_empty() && rows.is_some_and(names_it)
}

impl UserAgent {
    /// Whether the other side of a dialog takes UPDATE, as far as it has said.
    #[must_use]
    pub fn allows_update(&self, dialog: DialogId) -> bool {
        self.dialogs.get(dialog.0).is_some_and(|session| session.peer.allows_update)
    }

    /// What answers an UPDATE with an offer that cannot be taken now (RFC 3311 §5.2).
    pub(super) fn refuses_offer(&self, session: &Session, request: &Message) -> Option<StatusCode> {
        if !has_offer(request) {
            return None;
        }
        match session.offer {
            Offer::None => None,
            Offer::Ours => Some(StatusCode::REQUEST_PENDING),
            Offer::Theirs => Some(StatusCode::SERVER_INTERNAL_ERROR),
        }
    }

    /// A final response to a request of ours in a dialog came, which may have had an offer.
    pub(super) fn on_update_response(
        &mut self,
        dialog: DialogId,
        id: ClientId,
        code: StatusCode,
        response: &Message,
    ) {
        self.close_offer_of(dialog, id);
        if code.is_success() && response.rows(HeaderName::SESSION_EXPIRES).next().is_some() {
            self.start_session_timer(dialog, response, false);
        }
        if let Some(session) = self.dialogs.get_mut(dialog.0)
            && code.is_success()
        {
            session.dialog.refresh_target(response);
        }
    }

    /// The offer that a request of ours had is answered, or refused with it.
    pub(super) fn close_offer_of(&mut self, dialog: DialogId, id: ClientId) {
        if let Some(session) = self.dialogs.get_mut(dialog.0)
            && session.offer_in == Some(id)
        {
            session.offer = Offer::None;
            session.offer_in = None;
        }
    }
}
