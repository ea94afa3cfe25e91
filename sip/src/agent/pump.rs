//! What becomes of the endpoint's events.

use std::sync::Arc;

use super::{CallId, DialogId, EndReason, Event, NotifierId, SubscriptionId, UserAgent};
use crate::endpoint::{self, ClientId};
use crate::{Message, StatusCode};

/// What a request of ours is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Use {
    /// Begins a session.
    Invite(CallId),
    /// Changes one.
    Reinvite(DialogId),
    /// Has changed one; the number of the INVITE. Copies of its 2xx may come.
    Changed(DialogId, u32),
    /// Ends one.
    Bye(DialogId),
    /// Acknowledges a provisional response, and the owner did not ask for it.
    Prack,
    /// Refreshes a session, and the owner did not ask for it.
    Refresh(DialogId),
    /// Begins, refreshes or ends a subscription.
    Subscribe(SubscriptionId),
    /// Tells a subscriber.
    Notify(NotifierId),
    /// Anything else in a dialog.
    Other(DialogId),
}

impl UserAgent {
    /// Takes what the endpoint has to tell.
    pub(super) fn pump(&mut self) {
        while let Some(event) = self.endpoint.poll_event() {
            match event {
                endpoint::Event::Request { id, request, source } => self.on_request(id, request, source),
                endpoint::Event::Ack { request, .. } => self.on_ack(request),
                endpoint::Event::Cancelled { id, cancel } => self.on_cancelled(id, cancel),
                endpoint::Event::Response { id, response, .. } => self.on_response(id, response),
                endpoint::Event::Failed { id, failure } => self.on_failed(id, failure),
                endpoint::Event::Over { id } => self.on_over(id),
                // A refusal that nobody acknowledges is over all the same.
                endpoint::Event::NoAck { .. } => {}
                other => self.events.push_back(Event::Endpoint(other)),
            }
        }
        self.clients.settle();
        self.servers.settle();
    }

    fn on_response(&mut self, id: ClientId, response: Arc<Message>) {
        let Some(code) = response.status().map(|status| status.code) else { return };
        let Some(of) = self.clients.get(id.handle()).copied() else {
            if code.is_final() {
                self.events.push_back(Event::Response { dialog: None, id, response });
            }
            return;
        };
        match of {
            Use::Invite(call) => self.on_invite_response(call, code, response),
            Use::Reinvite(dialog) => self.on_reinvite_response(dialog, id, code, response),
            Use::Changed(dialog, number) => self.acknowledge_again(dialog, number),
            _ if code.is_provisional() => {}
            Use::Bye(dialog) => self.end(dialog, EndReason::Hangup),
            Use::Prack => {}
            Use::Refresh(dialog) => self.on_refreshed(dialog, code, &response),
            Use::Subscribe(of) => self.on_subscribe_response(of, id, code, response),
            Use::Notify(of) => self.on_notify_response(of, id, code, response),
            Use::Other(dialog) => self.on_other_response(dialog, id, code, response),
        }
    }

    fn on_failed(&mut self, id: ClientId, failure: endpoint::Failure) {
        match self.clients.remove(id.handle()) {
            Some(Use::Invite(call)) => self.on_invite_failed(call, failure),
            Some(Use::Reinvite(dialog)) => {
                self.abandon_reinvite(dialog);
                self.events.push_back(Event::RequestFailed { dialog: Some(dialog), id, failure });
                // Nobody answers any more (RFC 3261 §12.2.1.2).
                self.hang_up(dialog);
            }
            Some(Use::Bye(dialog)) => self.end(dialog, EndReason::Hangup),
            Some(Use::Prack | Use::Changed(..)) => {}
            Some(Use::Refresh(dialog)) => self.on_unrefreshed(dialog),
            Some(Use::Subscribe(of)) => self.on_subscribe_failed(of, id, failure),
            Some(Use::Notify(of)) => self.on_notify_failed(of, id, failure),
            Some(Use::Other(dialog)) => {
                self.close_offer_of(dialog, id);
                self.events.push_back(Event::RequestFailed { dialog: Some(dialog), id, failure });
            }
            None => self.events.push_back(Event::RequestFailed { dialog: None, id, failure }),
        }
    }

    fn on_over(&mut self, id: ClientId) {
        match self.clients.remove(id.handle()) {
            Some(Use::Invite(call)) => self.settle(call),
            Some(Use::Changed(dialog, number)) => self.forget_ack(dialog, number),
            _ => {}
        }
    }

    fn on_other_response(
        &mut self,
        dialog: DialogId,
        id: ClientId,
        code: StatusCode,
        response: Arc<Message>,
    ) {
        self.on_update_response(dialog, id, code, &response);
        self.events.push_back(Event::Response { dialog: Some(dialog), id, response });
        if code == StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST {
            self.end(dialog, EndReason::Unknown);
        }
    }
}
