//! 3xx that is followed, if the owner wants it (RFC 3261 §16.7, step 4).

use std::sync::Arc;
use std::time::Instant;

use super::branch::Stage;
use super::{BranchId, ContextId, Event, ForkTarget, Proxy, UsageError};
use crate::header::{Contact, HeaderField, HeaderName};
use crate::message::Rows;
use crate::{Message, StatusCode};

impl Proxy {
    /// Says which contacts of a 3xx are followed: they are tried at once, before the groups that wait. The response counts with the
    /// contacts that are left, and not at all if none is. With no target it counts as it came.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] if nothing was asked for; [`UsageError::Full`] for too many targets.
    pub fn redirect(&mut self, now: Instant, id: BranchId, targets: &[ForkTarget]) -> Result<(), UsageError> {
        self.advance(now);
        let branch = self.branch(id).ok_or(UsageError::Gone)?;
        let (context, Stage::Redirected(response)) = (branch.context, &branch.stage) else {
            return Err(UsageError::State);
        };
        if !self.has_room(context, targets.len()) {
            return Err(UsageError::Full);
        }
        let left = without_contacts(response, targets);
        self.remove_branch(id);
        if let Some(of) = self.contexts.get_mut(context.0) {
            if let Some(response) = left {
                let code = response.status().map_or(StatusCode::MULTIPLE_CHOICES, |status| status.code);
                of.best.add(code, response);
            }
            let breadth = usize::try_from(of.breadth).unwrap_or(usize::MAX);
            of.targets += u32::try_from(targets.len()).unwrap_or(u32::MAX);
            for group in targets.chunks(breadth).rev() {
                of.groups.push_front(group.to_vec());
            }
        }
        self.settle(context);
        Ok(())
    }

    pub(super) fn ask_to_redirect(
        &mut self,
        context: ContextId,
        id: BranchId,
        response: &Arc<Message>,
        relayed: Arc<Message>,
    ) {
        if let Some(branch) = self.branch_mut(id)
            && let Stage::Sent(client) = std::mem::replace(&mut branch.stage, Stage::Redirected(relayed))
        {
            self.clients.remove(&client);
        }
        self.events.push_back(Event::Redirect { context, branch: id, response: response.clone() });
    }
}

/// The response without the contacts that are followed; `None` if it has no more.
fn without_contacts(response: &Arc<Message>, targets: &[ForkTarget]) -> Option<Arc<Message>> {
    if targets.is_empty() {
        return Some(response.clone());
    }
    let mut left = Rows::new();
    for contact in response.all::<Contact<'_>>().filter_map(Result::ok) {
        let is_followed = contact
            .addr()
            .is_some_and(|addr| targets.iter().any(|target| target.uri().get().is_same(&addr.uri)));
        if !is_followed {
            left.put(&contact);
        }
    }
    if !left.has(Contact::NAME.text().as_bytes()) {
        return None;
    }
    Message::read(response.edited(|field| field.name != HeaderName::CONTACT, &left)).ok().map(Arc::new)
}
