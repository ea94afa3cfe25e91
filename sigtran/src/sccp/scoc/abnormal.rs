//! Messages that fit no connection, and ERR (Q.714 §3.10, Annex B).

use super::ConnectionId;
use super::connection::State;
use super::establishment::refusal;
use crate::mtp::{PointCode, RoutingLabel};
use crate::sccp::endpoint::Sccp;
use crate::sccp::{ConnectionMessage, ErrorCause, LocalReference, RefusalCause, ReleaseCause, ReturnCause};

impl Sccp {
    /// A message for a reference that is not assigned, or frozen (Q.714 table B.2).
    pub(super) fn on_unassigned(&mut self, opc: PointCode, message: &ConnectionMessage<'_>) {
        match *message {
            ConnectionMessage::Released { destination, source, .. } => {
                self.complete_release(opc, destination, source);
            }
            ConnectionMessage::ConnectionConfirm { source, .. }
            | ConnectionMessage::InactivityTest { source, .. }
            | ConnectionMessage::ResetRequest { source, .. }
            | ConnectionMessage::ResetConfirm { source, .. } => {
                self.send_error(opc, source, ErrorCause::UNASSIGNED_DESTINATION_REFERENCE);
            }
            // The rest do not say whom an answer would go to, or end what there is not.
            _ => {}
        }
    }

    /// Judges who sent a message, and answers one of somebody else (Q.714 table B.2). In a connection that waits for its
    /// confirmation any message but the answers ends the waiting (figure C.2): the other end has mistaken it.
    pub(super) fn is_answered_as_abnormal(
        &mut self,
        id: ConnectionId,
        opc: PointCode,
        message: &ConnectionMessage<'_>,
    ) -> bool {
        let Some(connection) = self.connections.get(id) else { return true };
        let is_answer = matches!(
            message,
            ConnectionMessage::ConnectionConfirm { .. } | ConnectionMessage::ConnectionRefused { .. }
        );
        let is_release = matches!(message, ConnectionMessage::Released { .. });
        match connection.state {
            _ if is_answer => return false,
            State::ConnectionPendingOutgoing | State::WaitConnectionConfirmed(_) => {
                if !is_release {
                    self.fail_request(id, RefusalCause::UNQUALIFIED);
                }
                return !is_release;
            }
            _ => {}
        }
        let source = message.source();
        let cause = if source.is_some_and(|source| source != connection.remote_reference) {
            ErrorCause::INCONSISTENT_SOURCE_REFERENCE
        } else if opc != connection.remote {
            ErrorCause::POINT_CODE_MISMATCH
        } else {
            return false;
        };
        match message {
            ConnectionMessage::InactivityTest { .. } if opc == connection.remote => {
                self.release(id, ReleaseCause::INCONSISTENT_CONNECTION_DATA);
            }
            ConnectionMessage::Released { source, .. }
            | ConnectionMessage::ResetRequest { source, .. }
            | ConnectionMessage::ResetConfirm { source, .. } => self.send_error(opc, *source, cause),
            _ => {}
        }
        true
    }

    /// A message of class 3 has come on a connection of class 2.
    pub(super) fn on_class_3(&mut self, id: ConnectionId) {
        let Some(connection) = self.connections.get(id) else { return };
        if matches!(connection.state, State::Active) {
            let (to, destination) = (connection.remote, connection.remote_reference);
            self.send_error(to, destination, ErrorCause::SERVICE_CLASS_MISMATCH);
        }
    }

    /// ERR has come (Q.714 §3.10.3).
    pub(super) fn on_error(&mut self, id: ConnectionId, cause: ErrorCause) {
        let is_active = self.connections.get(id).is_some_and(|it| matches!(it.state, State::Active));
        match cause {
            _ if !is_active => {}
            ErrorCause::SERVICE_CLASS_MISMATCH => self.release(id, ReleaseCause::REMOTE_PROCEDURE_ERROR),
            _ => self.break_off(id, ReleaseCause::REMOTE_PROCEDURE_ERROR),
        }
    }

    /// A message of ours was taken by the MTP and not handed over: a routing failure (Q.714 annex C). Whether a connection
    /// ends by it.
    pub(in crate::sccp) fn on_undelivered(
        &mut self,
        label: RoutingLabel,
        message: &ConnectionMessage<'_>,
        cause: ReturnCause,
    ) -> bool {
        let id = match *message {
            ConnectionMessage::ConnectionRequest { source, options, .. } => {
                let first = options.calling.and_then(|it| it.point_code);
                if let Some(first) = first.filter(|it| !self.is_ours(*it)) {
                    self.send_refusal(first, label.sls, source, refusal(cause));
                    return true;
                }
                self.connections.find(source)
            }
            ConnectionMessage::ConnectionConfirm { source, .. }
            | ConnectionMessage::InactivityTest { source, .. } => self.connections.find(source),
            ConnectionMessage::DataForm1 { destination, .. } => {
                self.connections.find_remote(label.dpc, destination)
            }
            // RLSD is repeated, and the rest comes again if it is needed.
            _ => None,
        };
        match id.and_then(|id| Some((id, &self.connections.get(id)?.state))) {
            Some((id, State::ConnectionPendingOutgoing | State::WaitConnectionConfirmed(_))) => {
                self.fail_request(id, refusal(cause));
                true
            }
            Some((id, State::Active)) => {
                self.release(id, ReleaseCause::MTP_FAILURE);
                true
            }
            _ => false,
        }
    }

    fn send_error(&mut self, to: PointCode, destination: LocalReference, cause: ErrorCause) {
        self.send_connection_message(to, 0, &ConnectionMessage::Error { destination, cause });
    }
}
