//! Messages that are handed on without state (RFC 3261 §16.11): ACK for 2xx, which has no transaction, and all of a proxy that keeps
//! none. An ACK for another response ends at its transaction.

use std::sync::Arc;
use std::time::Instant;

use super::branch::Slot;
use super::check::Refusal;
use super::draft::Onward;
use super::route::Preprocessed;
use super::{BranchId, Event, ForkTarget, Proxy, UriText, UsageError};
use crate::endpoint::{Source, Target};
use crate::header::{MaxForwards, Via};
use crate::message::Rows;
use crate::uri::Uri;
use crate::{Message, Method, StatusCode};

/// A request whose next hop is a name.
#[derive(Debug)]
pub(super) struct Pending {
    request: Arc<Message>,
    source: Source,
    target: ForkTarget,
    /// The flow that it is to take.
    flow: Option<Target>,
}

impl Proxy {
    /// Hands on a request that the owner was told of by [`Event::Stateless`]. Its copies have the same branch, as have the CANCEL and
    /// the ACK that belong to an INVITE: let them go to the same target.
    ///
    /// # Errors
    /// [`UsageError::Method`] for another request than ACK, if this proxy keeps state.
    pub fn relay(
        &mut self,
        now: Instant,
        request: &Arc<Message>,
        source: Source,
        target: ForkTarget,
    ) -> Result<(), UsageError> {
        self.advance(now);
        if request.method() != Some(Method::ACK) && !self.config.stateless() {
            return Err(UsageError::Method);
        }
        if has_hops(request) {
            self.relay_now(Pending { request: request.clone(), source, target, flow: None });
        } else {
            self.refuse_stateless(now, request, source, StatusCode::TOO_MANY_HOPS, &Rows::new());
        }
        Ok(())
    }

    /// Answers a request without state: its copies get the same if they are answered the same. Nobody answers an ACK.
    pub fn refuse_stateless(
        &mut self,
        now: Instant,
        request: &Message,
        source: Source,
        code: StatusCode,
        rows: &Rows,
    ) {
        self.advance(now);
        if request.method() != Some(Method::ACK) {
            self.endpoint.answer_stateless(request, source, code, rows);
        }
    }

    /// A message came to a proxy that keeps no state.
    pub(super) fn on_stray(&mut self, message: Arc<Message>, source: Source) {
        match message.method() {
            None => self.on_stray_response(&message),
            Some(Method::ACK) => self.on_ack(message, source),
            Some(_) => match self.check(&message) {
                Ok(_) => self.route_stateless(message, source),
                Err(Refusal { code, rows }) => {
                    self.refuse_stateless(self.now, &message, source, code, &rows);
                }
            },
        }
    }

    pub(super) fn on_ack(&mut self, request: Arc<Message>, source: Source) {
        // Nobody answers an ACK: one that can go no further is dropped.
        if has_hops(&request) {
            self.route_stateless(request, source);
        }
    }

    /// Hands a request on where its Route says, or asks the owner.
    fn route_stateless(&mut self, request: Arc<Message>, source: Source) {
        let Preprocessed { request, is_routed, flow } = self.preprocess(request, source);
        let flow = match flow.transpose() {
            Ok(flow) => flow,
            Err(code) => return self.refuse_stateless(self.now, &request, source, code, &Rows::new()),
        };
        let is_ack = request.method() == Some(Method::ACK);
        let is_in_dialog = is_ack || request.has_to_tag() && !self.config.asks_in_dialog();
        let leads_on = flow.is_some() || self.leads_on(&request);
        let is_known_way = is_routed && is_in_dialog && leads_on && has_hops(&request);
        let target = request.request().and_then(|line| line.uri().ok()).map(|uri| ForkTarget::new(&uri));
        match target.filter(|_| is_known_way) {
            Some(target) => self.relay_now(Pending { request, source, target, flow }),
            None => self.events.push_back(Event::Stateless { request, source }),
        }
    }

    /// A response goes on by its next Via, if the first is ours (RFC 3261 §16.11).
    fn on_stray_response(&mut self, response: &Message) {
        let Ok(via) = response.need::<Via<'_>>() else { return };
        let port = via.port.unwrap_or(via.transport.default_port());
        if self.endpoint.is_named(&via.host, port)
            && let Some(octets) = response.relayed()
        {
            self.endpoint.relay_response(self.now, octets);
        }
    }

    fn relay_now(&mut self, pending: Pending) {
        if let Some(hop) = pending.target.hops().first().copied().or(pending.flow) {
            return self.relay_to(&pending, hop);
        }
        let next = pending.onward().next_hop();
        let Uri::Sip(uri) = next else {
            let Pending { request, source, .. } = &pending;
            let code = StatusCode::UNSUPPORTED_URI_SCHEME;
            return self.refuse_stateless(self.now, request, *source, code, &Rows::new());
        };
        if let Some(hop) = Target::of_uri(&uri) {
            return self.relay_to(&pending, hop);
        }
        let uri = UriText::of_request(&next);
        // Without room it is lost as on the way: it comes again.
        if let Ok(handle) = self.branches.insert(Slot::Stateless(Box::new(pending))) {
            self.events.push_back(Event::Resolve { branch: BranchId(handle), uri });
        }
    }

    /// The owner has found where a request goes.
    pub(super) fn relay_resolved(&mut self, id: BranchId, hops: &[Target]) {
        if let Some(Slot::Stateless(pending)) = self.branches.remove(id.0)
            && let Some(hop) = hops.first()
        {
            self.relay_to(&pending, *hop);
        }
    }

    fn relay_to(&mut self, pending: &Pending, hop: Target) {
        let draft = self.draft(&pending.onward(), hop);
        if let Ok(unique) = self.endpoint.keys().relayed(&pending.request) {
            let _ = self.endpoint.relay(self.now, &draft, hop, &unique);
        }
    }
}

impl Pending {
    fn onward(&self) -> Onward<'_> {
        let Self { request, source, target, flow } = self;
        Onward { request, source: *source, target, breadth: None, flow: *flow }
    }
}

fn has_hops(request: &Message) -> bool {
    request.get::<MaxForwards>().is_ok_and(|hops| hops.is_none_or(|hops| hops.0 > 0))
}
