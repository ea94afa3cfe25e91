//! One of the targets of a request, and the places that it is tried on (RFC 3261 §16.6, steps 7 to 11; RFC 3263 §4.3).

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use brivas_timer::{Handle, TimerHandle};

use super::draft::Onward;
use super::stateless::Pending;
use super::{ContextId, Event, ForkTarget, Proxy, UriText, UsageError};
use crate::endpoint::{ClientId, Target};
use crate::uri::Uri;
use crate::{Message, StatusCode};

/// A request on its way to one target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BranchId(pub(super) Handle);

/// What a [`BranchId`] names.
#[derive(Debug)]
pub(super) enum Slot {
    Branch(Box<Branch>),
    /// A request without state, whose next hop is to be found.
    Stateless(Box<Pending>),
}

#[derive(Debug)]
pub(super) struct Branch {
    pub(super) context: ContextId,
    pub(super) target: ForkTarget,
    /// What is left to those behind.
    breadth: u32,
    /// Where it is tried next.
    pub(super) hops: VecDeque<Target>,
    /// Where it is tried.
    pub(super) hop: Option<Target>,
    pub(super) stage: Stage,
    pub(super) timer_c: Option<TimerHandle>,
    /// Whether a provisional response came: that somebody has it.
    pub(super) has_provisional: bool,
}

#[derive(Debug)]
pub(super) enum Stage {
    /// The owner is to say where it goes.
    Resolving,
    /// It was sent.
    Sent(ClientId),
    /// The owner is to say whether this is followed.
    Redirected(Arc<Message>),
    /// A 2xx to an INVITE came, and more may come.
    Accepted(ClientId),
}

impl Branch {
    pub(super) fn new(context: ContextId, target: ForkTarget, breadth: u32) -> Self {
        let hops = target.hops().iter().copied().collect();
        let (hop, stage, timer_c) = (None, Stage::Resolving, None);
        Self { context, target, breadth, hops, hop, stage, timer_c, has_provisional: false }
    }
}

impl Proxy {
    pub(super) fn branch(&self, id: BranchId) -> Option<&Branch> {
        match self.branches.get(id.0)? {
            Slot::Branch(branch) => Some(branch),
            Slot::Stateless(_) => None,
        }
    }

    pub(super) fn branch_mut(&mut self, id: BranchId) -> Option<&mut Branch> {
        match self.branches.get_mut(id.0)? {
            Slot::Branch(branch) => Some(branch),
            Slot::Stateless(_) => None,
        }
    }

    /// Says where the name leads that was asked for by [`Event::Resolve`]: to several places, if one may stand in for another. To none
    /// is as good as 408 (RFC 3261 §16.6, step 7).
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] if nothing was asked for.
    pub fn resolved(&mut self, now: Instant, id: BranchId, hops: &[Target]) -> Result<(), UsageError> {
        self.advance(now);
        if let Some(Slot::Stateless(_)) = self.branches.get(id.0) {
            self.relay_resolved(id, hops);
            return Ok(());
        }
        let branch = self.branch_mut(id).ok_or(UsageError::Gone)?;
        if !matches!(branch.stage, Stage::Resolving) {
            return Err(UsageError::State);
        }
        let context = branch.context;
        branch.hops = hops.iter().copied().collect();
        self.try_next(id, StatusCode::REQUEST_TIMEOUT);
        self.settle(context);
        Ok(())
    }

    /// Finds where a branch goes: told by the owner, by the address in the next URI, or by asking him.
    pub(super) fn find_hops(&mut self, id: BranchId) {
        let Some(branch) = self.branch(id) else { return };
        if !branch.hops.is_empty() {
            return self.try_next(id, StatusCode::REQUEST_TIMEOUT);
        }
        let Some(context) = self.contexts.get(branch.context.0) else { return };
        let (request, source, target) = (&context.request, context.source, &branch.target);
        if let Some(flow) = context.flow.filter(|_| target.route().next().is_none()) {
            self.branch_mut(id).into_iter().for_each(|branch| branch.hops.push_back(flow));
            return self.try_next(id, StatusCode::FLOW_FAILED);
        }
        let next = Onward { request, source, target, breadth: None, flow: None }.next_hop();
        let found = match &next {
            Uri::Sip(uri) => Ok(Target::of_uri(uri)),
            // Nobody can be found by it.
            _ => Err(StatusCode::UNSUPPORTED_URI_SCHEME),
        };
        let uri = UriText::of_request(&next);
        match (found, self.branch_mut(id)) {
            (Ok(Some(hop)), Some(branch)) => {
                branch.hops.push_back(hop);
                self.try_next(id, StatusCode::REQUEST_TIMEOUT);
            }
            (Ok(_), _) => self.events.push_back(Event::Resolve { branch: id, uri }),
            (Err(code), _) => self.end_branch(id, code),
        }
    }

    /// Sends a branch to the next place that takes it; without any it is over, as good as with this status.
    pub(super) fn try_next(&mut self, id: BranchId, mut code: StatusCode) {
        while let Some(branch) = self.branch_mut(id) {
            let Some(hop) = branch.hops.pop_front() else { return self.end_branch(id, code) };
            if self.send_branch(id, hop) {
                return;
            }
            self.events.push_back(Event::Unreachable {
                branch: id,
                target: hop,
                code: StatusCode::SERVICE_UNAVAILABLE,
            });
            code = self.unreached(id, hop);
        }
    }

    /// What it is as good as that a place cannot be reached: of a flow that it has failed (RFC 5626 §5.3.1).
    pub(super) fn unreached(&self, id: BranchId, hop: Target) -> StatusCode {
        let context = self.branch(id).and_then(|branch| self.contexts.get(branch.context.0));
        let is_flow = context.is_some_and(|context| context.flow == Some(hop));
        if is_flow { StatusCode::FLOW_FAILED } else { StatusCode::SERVICE_UNAVAILABLE }
    }

    /// Sends the request of a branch by a transaction of its own (RFC 3261 §16.6, steps 8 to 11).
    fn send_branch(&mut self, id: BranchId, hop: Target) -> bool {
        let Some(branch) = self.branch(id) else { return false };
        let Some(context) = self.contexts.get(branch.context.0) else { return false };
        let (request, source, target) = (&context.request, context.source, &branch.target);
        let onward = Onward { request, source, target, breadth: Some(branch.breadth), flow: context.flow };
        let draft = self.draft(&onward, hop);
        let (mark, is_invite) = (context.mark, context.is_invite());
        let Ok(client) = self.endpoint.request_marked(self.now, &draft, hop, &mark) else { return false };
        self.clients.insert(client, id);
        let Some(Slot::Branch(branch)) = self.branches.get_mut(id.0) else { return false };
        branch.stage = Stage::Sent(client);
        branch.hop = Some(hop);
        branch.has_provisional = false;
        if is_invite {
            let deadline = self.now + self.config.timer_c();
            match branch.timer_c {
                Some(timer) => {
                    self.wheel.rearm(timer, deadline);
                }
                None => branch.timer_c = Some(self.wheel.arm(deadline, id)),
            }
        }
        true
    }
}
