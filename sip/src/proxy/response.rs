//! What becomes of a response (RFC 3261 §16.7, §16.9).

use std::sync::Arc;

use super::branch::Stage;
use super::{BranchId, ContextId, Event, Proxy};
use crate::endpoint::{ClientId, Failure};
use crate::{Message, StatusCode};

impl Proxy {
    /// A response came to a request of ours. What belongs to none is dropped by the endpoint (RFC 6026 §8.9).
    pub(super) fn on_response(&mut self, client: ClientId, response: &Arc<Message>) {
        let Some(id) = self.clients.get(&client).copied() else { return };
        let Some(context) = self.branch(id).map(|branch| branch.context) else { return };
        let Some(code) = response.status().map(|status| status.code) else { return };
        match code.class() {
            1 => self.on_provisional(context, id, code, response),
            2 => self.on_success(context, id, client, code, response),
            _ => self.on_refused(context, id, code, response),
        }
        self.settle(context);
    }

    /// All but 100 go back at once (RFC 3261 §16.7, step 5), and let Timer C begin anew (step 2).
    fn on_provisional(&mut self, context: ContextId, id: BranchId, code: StatusCode, response: &Message) {
        let Some(branch) = self.branch_mut(id) else { return };
        branch.has_provisional = true;
        if code == StatusCode::TRYING {
            return;
        }
        let timer_c = branch.timer_c;
        if let Some(timer) = timer_c {
            self.wheel.rearm(timer, self.now + self.config.timer_c());
        }
        let Some(context) = self.contexts.get(context.0) else { return };
        if let Some(octets) = response.relayed() {
            // Behind a final response the transaction takes none.
            let _ = self.endpoint.forward(self.now, context.server, code, octets);
        }
    }

    /// All of them go back, of each fork (RFC 3261 §16.7, step 5); the others are taken back (step 10).
    fn on_success(
        &mut self,
        context: ContextId,
        id: BranchId,
        client: ClientId,
        code: StatusCode,
        response: &Message,
    ) {
        let Some(of) = self.contexts.get(context.0) else { return };
        let (server, is_invite) = (of.server, of.is_invite());
        let Some(octets) = response.relayed() else {
            return self.end_branch(id, StatusCode::BAD_GATEWAY);
        };
        if self.endpoint.forward(self.now, server, code, octets).is_ok() {
            // It is never sent again from here.
            self.endpoint.acknowledged(server);
            self.answered(context, code);
        }
        self.stop_timer_c(id);
        match self.branch_mut(id) {
            Some(branch) if is_invite => branch.stage = Stage::Accepted(client),
            _ => {
                self.remove_branch(id);
            }
        }
        self.close(context, Some(id), Some(code));
    }

    fn on_refused(&mut self, context: ContextId, id: BranchId, code: StatusCode, response: &Arc<Message>) {
        self.stop_timer_c(id);
        let is_closed = self.contexts.get(context.0).is_none_or(|context| context.is_closed);
        if code == StatusCode::SERVICE_UNAVAILABLE && self.try_elsewhere(id, code, is_closed) {
            return;
        }
        // Without a Via but ours it is for nobody else.
        let Some(Ok(relayed)) = response.relayed().map(Message::read) else {
            return self.end_branch(id, StatusCode::BAD_GATEWAY);
        };
        let relayed = Arc::new(relayed);
        if code.class() == 3 && self.config.recursion() && !is_closed {
            return self.ask_to_redirect(context, id, response, relayed);
        }
        self.remove_branch(id);
        if let Some(context) = self.contexts.get_mut(context.0) {
            context.best.add(code, relayed);
        }
        if code.class() == 6 {
            self.close(context, None, Some(code));
        }
    }

    /// No response will come.
    pub(super) fn on_failed(&mut self, client: ClientId, failure: Failure) {
        let Some(id) = self.clients.remove(&client) else { return };
        let Some(context) = self.branch(id).map(|branch| branch.context) else { return };
        let is_closed = self.contexts.get(context.0).is_none_or(|context| context.is_closed);
        let hop = self.branch(id).and_then(|branch| branch.hop);
        let code = match (failure, hop) {
            (Failure::Transport, Some(hop)) => self.unreached(id, hop),
            _ => failure.status_code(),
        };
        if !self.try_elsewhere(id, failure.status_code(), is_closed) {
            self.end_branch(id, code);
        }
        self.settle(context);
    }

    /// An INVITE that was accepted will bring no more.
    pub(super) fn on_over(&mut self, client: ClientId) {
        if let Some(id) = self.clients.remove(&client)
            && let Some(context) = self.remove_branch(id)
        {
            self.settle(context);
        }
    }

    /// A place has not served: tries the next, if there is one (RFC 3263 §4.3).
    fn try_elsewhere(&mut self, id: BranchId, code: StatusCode, is_closed: bool) -> bool {
        let Some(branch) = self.branch(id) else { return false };
        let (hop, stage_client) = (
            branch.hop,
            match branch.stage {
                Stage::Sent(client) => Some(client),
                _ => None,
            },
        );
        let has_more = !branch.hops.is_empty() && !is_closed;
        if let Some(target) = hop.filter(|_| !is_closed) {
            self.events.push_back(Event::Unreachable { branch: id, target, code });
        }
        if has_more {
            if let Some(client) = stage_client {
                self.clients.remove(&client);
            }
            self.try_next(id, code);
        }
        has_more
    }

    fn stop_timer_c(&mut self, id: BranchId) {
        if let Some(timer) = self.branch_mut(id).and_then(|branch| branch.timer_c.take()) {
            self.wheel.cancel(timer);
        }
    }
}
