//! Our Contact, and where requests go.

use super::UserAgent;
use super::session::Session;
use crate::Dialog;
use crate::dialog::refreshes_target;
use crate::endpoint::{ClientId, Sent, Target, UsageError, transport_param};
use crate::header::Transport;
use crate::message::{Draft, Rows};
use crate::uri::Uri;

impl UserAgent {
    /// Puts the row in by which the other side reaches us where this target is reached from (RFC 3261 §8.1.1.8).
    pub(super) fn put_contact(&self, target: Target, is_secure: bool, rows: &mut Rows) {
        let Some((transport, sent_by)) = self.endpoint.names_towards(target) else { return };
        rows.put_raw(if is_secure { b"Contact: <sips:" } else { b"Contact: <sip:" });
        if !self.config.user().is_empty() {
            rows.put_raw(self.config.user());
            rows.put_raw(b"@");
        }
        rows.put_raw(&sent_by);
        rows.put_raw(transport_param(transport, is_secure));
        rows.put_raw(b">\r\n");
    }

    /// Puts in what we call ourselves.
    pub(super) fn put_product(&self, name: &str, rows: &mut Rows) {
        if !self.config.product().is_empty() {
            rows.put_text(name, self.config.product());
        }
    }

    /// Sends the draft of a request within a dialog, with our Contact if it refreshes the target.
    pub(super) fn send_in_dialog(&mut self, way: Way, draft: &mut Draft) -> Result<ClientId, UsageError> {
        if refreshes_target(draft.method()) {
            let mut rows = Rows::new();
            self.put_contact(way.target, way.is_secure, &mut rows);
            draft.put_rows(&rows);
        }
        match (self.endpoint.request(self.now, draft, way.target), way.anew) {
            (Err(UsageError::Gone), Some(anew)) => self.endpoint.request(self.now, draft, anew),
            (sent, _) => sent,
        }
    }

    /// Sends an ACK within a dialog.
    pub(super) fn send_ack(&mut self, way: Way, draft: &Draft) -> Result<Sent, UsageError> {
        match (self.endpoint.ack(self.now, draft, way.target), way.anew) {
            (Err(UsageError::Gone), Some(anew)) => self.endpoint.ack(self.now, draft, anew),
            (sent, _) => sent,
        }
    }
}

/// Where the requests of a dialog go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    target: Target,
    /// The other side asked for a connection, if that which the dialog came on is closed.
    anew: Option<Target>,
    is_secure: bool,
}

impl Way {
    pub(super) fn of(session: &Session) -> Self {
        let anew = address(&session.dialog);
        Self { target: target(anew, session.flow), anew, is_secure: session.dialog.is_secure() }
    }
}

/// Where the next request of a dialog goes: to the address in the `next` URI, or where the dialog came from if it has none, or
/// the same other end.
fn target(next: Option<Target>, flow: Target) -> Target {
    match next {
        Some(next) if is_named_so(flow.transport(), next.transport()) => {
            let addr = next.addr();
            // A connection from there serves as one to there (RFC 3261 §18.1.1), as does what is named by WebSocket.
            let is_same =
                addr == flow.addr() || flow.transport().is_reliable() && addr.ip() == flow.addr().ip();
            if is_same { flow } else { flow.elsewhere(addr) }
        }
        Some(next) => next,
        None => flow,
    }
}

/// Whether a URI that names this transport is of the flow's: `ws` is WebSocket with and without TLS (RFC 7118 §5.2).
fn is_named_so(flow: Transport<'_>, named: Transport<'_>) -> bool {
    flow == named || flow == Transport::WSS && named == Transport::WS
}

/// What the next URI of a dialog leads to, if it has an address.
fn address(dialog: &Dialog) -> Option<Target> {
    match dialog.next_hop()? {
        Uri::Sip(uri) => Target::of_uri(&uri),
        _ => None,
    }
}
