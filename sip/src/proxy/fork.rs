//! Groups of targets, one after another (RFC 3261 §16.5, §16.6).

use std::time::Instant;

use super::branch::{Branch, Slot, Stage};
use super::{BranchId, ContextId, ForkTarget, Proxy, UsageError};
use crate::StatusCode;
use crate::message::Response;

impl Proxy {
    /// Says where a request goes: to those of a group at once, and to the next group when all of one have refused it. Can be called
    /// again until the request is answered, for groups behind these.
    ///
    /// Where Max-Breadth lets fewer try it at once than a group has, they are several groups (RFC 5393 §5.3). A request that can go no
    /// further is answered 483 or 440, and one without any target 480 (RFC 3261 §16.5).
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] if it is answered or cancelled; [`UsageError::Full`] for too many targets.
    pub fn forward(
        &mut self,
        now: Instant,
        id: ContextId,
        groups: &[&[ForkTarget]],
    ) -> Result<(), UsageError> {
        self.advance(now);
        let context = self.contexts.get(id.0).ok_or(UsageError::Gone)?;
        if context.is_answered || context.is_closed {
            return Err(UsageError::State);
        }
        let more = groups.iter().map(|group| group.len()).sum::<usize>();
        if !self.has_room(id, more) {
            return Err(UsageError::Full);
        }
        let end = context
            .end
            .or((more == 0 && context.targets == 0).then_some(StatusCode::TEMPORARILY_UNAVAILABLE));
        match end {
            Some(code) => self.respond(now, id, &Response::new(code)),
            None => {
                self.start(id, groups.iter().map(|group| group.to_vec()).collect());
                Ok(())
            }
        }
    }

    /// Whether a request may have so many targets more.
    pub(super) fn has_room(&self, id: ContextId, more: usize) -> bool {
        let more = u32::try_from(more).unwrap_or(u32::MAX);
        let targets = self.contexts.get(id.0).map_or(0, |context| context.targets);
        targets.saturating_add(more) <= self.config.max_branches()
    }

    /// Puts groups behind those that there are, no larger than may be tried at once.
    pub(super) fn start(&mut self, id: ContextId, groups: Vec<Vec<ForkTarget>>) {
        let Some(context) = self.contexts.get_mut(id.0) else { return };
        let breadth = usize::try_from(context.breadth).unwrap_or(usize::MAX);
        for group in &groups {
            context.targets += u32::try_from(group.len()).unwrap_or(u32::MAX);
            context.groups.extend(group.chunks(breadth).map(<[_]>::to_vec));
        }
        context.is_forwarded = true;
        self.settle(id);
    }

    /// Sends the request to all of a group, and gives each its part of what may be tried behind.
    pub(super) fn start_group(&mut self, id: ContextId, group: Vec<ForkTarget>) {
        let Some(context) = self.contexts.get(id.0) else { return };
        let count = u32::try_from(group.len()).unwrap_or(u32::MAX).max(1);
        let (each, rest) = (context.breadth / count, context.breadth % count);
        for (place, target) in (0..).zip(group) {
            let breadth = each + u32::from(place < rest);
            self.start_branch(id, target, breadth);
        }
    }

    fn start_branch(&mut self, context: ContextId, target: ForkTarget, breadth: u32) {
        let branch = Branch::new(context, target, breadth);
        let Ok(handle) = self.branches.insert(Slot::Branch(Box::new(branch))) else {
            return self.note_local(context, StatusCode::SERVICE_UNAVAILABLE);
        };
        let id = BranchId(handle);
        if let Some(context) = self.contexts.get_mut(context.0) {
            context.branches.push(id);
        }
        self.find_hops(id);
    }

    /// The branch is over without a response of its target, as good as one with this status.
    pub(super) fn end_branch(&mut self, id: BranchId, code: StatusCode) {
        if let Some(context) = self.remove_branch(id) {
            self.note_local(context, code);
        }
    }

    fn note_local(&mut self, context: ContextId, code: StatusCode) {
        if let Some(context) = self.contexts.get_mut(context.0) {
            context.best.add_local(code);
        }
    }

    /// Forgets a branch, and gives the context that it was of.
    pub(super) fn remove_branch(&mut self, id: BranchId) -> Option<ContextId> {
        let branch = match self.branches.remove(id.0)? {
            Slot::Branch(branch) => branch,
            Slot::Stateless(_) => return None,
        };
        if let Some(timer) = branch.timer_c {
            self.wheel.cancel(timer);
        }
        if let Stage::Sent(client) | Stage::Accepted(client) = branch.stage {
            self.clients.remove(&client);
        }
        let context = self.contexts.get_mut(branch.context.0)?;
        context.branches.retain(|other| *other != id);
        Some(branch.context)
    }
}
