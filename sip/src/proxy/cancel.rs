//! CANCEL, both ways, and Timer C (RFC 3261 §16.7 step 10, §16.8, §16.10).

use std::sync::Arc;

use super::branch::Stage;
use super::check::Refusal;
use super::{BranchId, ContextId, Event, Proxy};
use crate::endpoint::ServerId;
use crate::header::HeaderName;
use crate::message::Rows;
use crate::{Message, StatusCode};

impl Proxy {
    /// An INVITE that came was taken back. Its CANCEL is answered; ours go to all that have it, each with the same Reason (RFC 3326).
    pub(super) fn on_cancelled(&mut self, server: ServerId, cancel: Arc<Message>) {
        let Some(id) = self.servers.get(server.handle()).copied() else {
            return self.refuse(server, &Refusal::from(StatusCode::REQUEST_TERMINATED));
        };
        let Some(context) = self.contexts.get_mut(id.0).filter(|context| !context.is_answered) else {
            return;
        };
        context.is_cancelled = true;
        let mut reason = Rows::new();
        reason.copy(&cancel, |field| field.name == HeaderName::REASON);
        self.events.push_back(Event::Cancelled { context: id, cancel });
        self.close_with(id, None, &reason);
        self.settle(id);
    }

    /// Nothing more of a request is tried, and what is being tried is taken back, but for this branch: for it was answered with this
    /// status.
    pub(super) fn close(&mut self, id: ContextId, spared: Option<BranchId>, code: Option<StatusCode>) {
        let mut reason = Rows::new();
        match code {
            Some(StatusCode::OK) => {
                reason.put_text("Reason", b"SIP;cause=200;text=\"Call completed elsewhere\"");
            }
            Some(code) => {
                reason.put_text("Reason", format!("SIP;cause={code}").as_bytes());
            }
            None => {}
        }
        self.close_with(id, spared, &reason);
    }

    fn close_with(&mut self, id: ContextId, spared: Option<BranchId>, reason: &Rows) {
        let Some(context) = self.contexts.get_mut(id.0) else { return };
        context.is_closed = true;
        context.groups.clear();
        let (is_invite, branches) = (context.is_invite(), context.branches.clone());
        for branch in branches.into_iter().filter(|branch| Some(*branch) != spared) {
            self.take_back(branch, is_invite, reason);
        }
    }

    fn take_back(&mut self, id: BranchId, is_invite: bool, reason: &Rows) {
        let Some(branch) = self.branch_mut(id) else { return };
        let context = branch.context;
        match &mut branch.stage {
            // Other requests end by themselves (RFC 3261 §9.1).
            Stage::Sent(client) if is_invite => {
                let client = *client;
                let _ = self.endpoint.cancel(self.now, client, Some(reason));
            }
            Stage::Resolving => {
                self.remove_branch(id);
            }
            Stage::Redirected(response) => {
                let response = response.clone();
                self.remove_branch(id);
                let code = response.status().map_or(StatusCode::MULTIPLE_CHOICES, |status| status.code);
                if let Some(context) = self.contexts.get_mut(context.0) {
                    context.best.add(code, response);
                }
            }
            Stage::Sent(_) | Stage::Accepted(_) => {}
        }
    }

    /// Timer C: it has rung for too long, or nobody has said that it rings (RFC 3261 §16.8).
    pub(super) fn on_timer_c(&mut self, id: BranchId) {
        let Some(branch) = self.branch_mut(id) else { return };
        branch.timer_c = None;
        let (context, has_provisional) = (branch.context, branch.has_provisional);
        if let Stage::Sent(client) = branch.stage {
            let _ = self.endpoint.cancel(self.now, client, None);
        }
        if !has_provisional {
            self.end_branch(id, StatusCode::REQUEST_TIMEOUT);
        }
        self.settle(context);
    }
}
