//! A request and all that it was forked to: the response context (RFC 3261 §16.2).

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use brivas_timer::Handle;

use super::check::Checked;
use super::{BranchId, Event, ForkTarget, Proxy, UsageError};
use crate::best::{Best, Reply};
use crate::endpoint::{ServerId, Source, Target};
use crate::header::MaxBreadth;
use crate::message::Response;
use crate::{Message, Method, StatusCode};

/// A request that came, and where it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContextId(pub(super) Handle);

/// The response context.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) server: ServerId,
    /// The request, without what in its way was ours.
    pub(super) request: Arc<Message>,
    pub(super) source: Source,
    /// The flow that it is to take, as what was ours in its way says.
    pub(super) flow: Option<Target>,
    pub(super) mark: [u8; 16],
    /// What it is answered if it is to go on from here.
    pub(super) end: Option<StatusCode>,
    /// How many may try it at once, here and behind (RFC 5393 §5.3).
    pub(super) breadth: u32,
    /// The targets that are still to be tried, those of a group at once; none once it is closed.
    pub(super) groups: VecDeque<Vec<ForkTarget>>,
    /// How many targets there were in all.
    pub(super) targets: u32,
    /// Those that are being tried, or may still send 2xx.
    pub(super) branches: Vec<BranchId>,
    pub(super) best: Best,
    /// Whether the owner has said where it goes.
    pub(super) is_forwarded: bool,
    /// Whether nothing more is to be tried: by 2xx, 6xx or CANCEL.
    pub(super) is_closed: bool,
    pub(super) is_cancelled: bool,
    pub(super) is_answered: bool,
}

impl Context {
    pub(super) fn new(
        server: ServerId,
        request: Arc<Message>,
        source: Source,
        checked: Checked,
        max_breadth: u32,
    ) -> Self {
        let breadth = request.get::<MaxBreadth>().ok().flatten();
        Self {
            server,
            source,
            flow: None,
            mark: checked.mark,
            end: checked.end,
            breadth: breadth.map_or(max_breadth, |breadth| breadth.0.min(max_breadth)).max(1),
            request,
            groups: VecDeque::new(),
            targets: 0,
            branches: Vec::new(),
            best: Best::default(),
            is_forwarded: false,
            is_closed: false,
            is_cancelled: false,
            is_answered: false,
        }
    }

    pub(super) fn is_invite(&self) -> bool {
        self.request.method() == Some(Method::INVITE)
    }
}

impl Proxy {
    pub(super) fn add_context(&mut self, server: ServerId, context: Context) -> Option<ContextId> {
        let id = ContextId(self.contexts.insert(context).ok()?);
        self.servers.insert(server.handle(), id);
        Some(id)
    }

    /// Answers a request ourselves. A final response takes back what it was forked to.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] if it is answered, and for a 2xx to an INVITE, which makes a dialog and is a user
    /// agent's, or a provisional one to another request (RFC 4320 §4.1).
    pub fn respond(
        &mut self,
        now: Instant,
        id: ContextId,
        response: &Response<'_>,
    ) -> Result<(), UsageError> {
        self.advance(now);
        let context = self.contexts.get_mut(id.0).ok_or(UsageError::Gone)?;
        if context.is_answered || context.is_invite() && response.code.is_success() {
            return Err(UsageError::State);
        }
        let server = context.server;
        self.endpoint.respond(self.now, server, response).map_err(|_| UsageError::State)?;
        if response.code.is_final() {
            self.answered(id, response.code);
            self.close(id, None, None);
            self.settle(id);
        }
        Ok(())
    }

    /// A final response has gone back.
    pub(super) fn answered(&mut self, id: ContextId, code: StatusCode) {
        let Some(context) = self.contexts.get_mut(id.0) else { return };
        if !std::mem::replace(&mut context.is_answered, true) {
            self.events.push_back(Event::Answered { context: id, code });
        }
    }

    /// Goes on when a group has ended: to the next, or with the best response to the end (RFC 3261 §16.7, step 6).
    pub(super) fn settle(&mut self, id: ContextId) {
        while let Some(context) = self.contexts.get_mut(id.0) {
            let is_waiting = !context.is_forwarded && !context.is_answered && !context.is_cancelled;
            if is_waiting || !context.branches.is_empty() {
                return;
            }
            match context.groups.pop_front() {
                Some(group) => self.start_group(id, group),
                None => return self.finish(id),
            }
        }
    }

    fn finish(&mut self, id: ContextId) {
        let Some(context) = self.contexts.get_mut(id.0) else { return };
        let (server, is_answered) = (context.server, context.is_answered);
        if !is_answered {
            let reply = std::mem::take(&mut context.best).reply(context.is_cancelled);
            let code = match reply {
                Reply::Ours(code) => {
                    let _ = self.endpoint.respond(self.now, server, &Response::new(code));
                    code
                }
                Reply::Theirs(code, octets) => {
                    let _ = self.endpoint.forward(self.now, server, code, octets);
                    code
                }
            };
            self.answered(id, code);
        }
        self.servers.remove(server.handle());
        self.contexts.remove(id.0);
        self.events.push_back(Event::Over { context: id });
    }
}
