//! ACK for 2xx, which has no transaction and is handed on without state (RFC 3261 §16.11). One for another response ends at its
//! transaction.

use std::time::Instant;

use super::branch::Slot;
use super::draft::Onward;
use super::{BranchId, Event, ForkTarget, Proxy, UriText, UsageError};
use crate::endpoint::{Source, Target};
use crate::header::MaxForwards;
use crate::uri::Uri;
use crate::{Message, Method};

/// An ACK whose next hop is a name.
#[derive(Debug)]
pub(super) struct PendingAck {
    request: Message,
    source: Source,
    target: ForkTarget,
}

impl Proxy {
    /// Hands on an ACK that the owner was told of by [`Event::Ack`]. Copies of it have the same branch.
    ///
    /// # Errors
    /// [`UsageError::Method`] if it is none.
    pub fn forward_ack(
        &mut self,
        now: Instant,
        request: &Message,
        source: Source,
        target: ForkTarget,
    ) -> Result<(), UsageError> {
        self.advance(now);
        if request.method() != Some(Method::ACK) {
            return Err(UsageError::Method);
        }
        self.relay_ack(PendingAck { request: request.clone(), source, target });
        Ok(())
    }

    pub(super) fn on_ack(&mut self, request: Message, source: Source) {
        // Nobody answers an ACK: one that can go no further is dropped.
        if request.get::<MaxForwards>().is_ok_and(|hops| hops.is_some_and(|hops| hops.0 == 0)) {
            return;
        }
        let (request, is_routed) = self.preprocess(request, source);
        let target = request.request().and_then(|line| line.uri().ok()).map(|uri| ForkTarget::new(&uri));
        match target.filter(|_| is_routed) {
            Some(target) => self.relay_ack(PendingAck { request, source, target }),
            None => self.events.push_back(Event::Ack { request, source }),
        }
    }

    fn relay_ack(&mut self, ack: PendingAck) {
        if let Some(hop) = ack.target.hops().first() {
            return self.send_ack(&ack, *hop);
        }
        let next = ack.onward().next_hop();
        let Uri::Sip(uri) = next else { return };
        if let Some(hop) = Target::of_uri(&uri) {
            return self.send_ack(&ack, hop);
        }
        let uri = UriText::of_request(&next);
        // Without room it is lost as on the way: it comes again for the next copy of the 2xx.
        if let Ok(handle) = self.branches.insert(Slot::Ack(Box::new(ack))) {
            self.events.push_back(Event::Resolve { branch: BranchId(handle), uri });
        }
    }

    /// The owner has found where an ACK goes.
    pub(super) fn send_pending_ack(&mut self, id: BranchId, hops: &[Target]) {
        if let Some(Slot::Ack(ack)) = self.branches.remove(id.0)
            && let Some(hop) = hops.first()
        {
            self.send_ack(&ack, *hop);
        }
    }

    fn send_ack(&mut self, ack: &PendingAck, hop: Target) {
        let draft = self.draft(&ack.onward(), hop);
        let unique = self.endpoint.keys().tag(ack.request.octets());
        let _ = self.endpoint.ack_by(self.now, &draft, hop, &unique);
    }
}

impl PendingAck {
    const fn onward(&self) -> Onward<'_> {
        Onward { request: &self.request, source: self.source, target: &self.target, breadth: None }
    }
}
