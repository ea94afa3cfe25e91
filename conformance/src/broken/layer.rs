//! An implementation of a layer with one fault between it and its neighbours.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use crate::suite::{Denied, Layer, Protocol};

/// What a fault does to what passes. What it does not name passes as it is.
pub(super) trait Falsifier<P: Protocol>: Send {
    /// Something for the layer from below; `None` keeps it from the layer.
    fn inbound(&mut self, inbound: P::Inbound) -> Option<P::Inbound> {
        Some(inbound)
    }

    /// Something that the layer sends: what goes in its place.
    fn outbound(&mut self, outbound: P::Outbound) -> Vec<P::Outbound> {
        vec![outbound]
    }

    /// Something that the user asks for; `None` keeps it from the layer.
    fn request(&mut self, request: P::Request) -> Option<P::Request> {
        Some(request)
    }

    /// Something that the user is told; `None` keeps it from the user.
    fn indication(&mut self, indication: P::Indication) -> Option<P::Indication> {
        Some(indication)
    }

    /// How much of a time passes for the layer.
    fn time(&mut self, time: Duration) -> Duration {
        time
    }
}

/// An implementation with a fault.
pub(super) struct Faulty<P: Protocol> {
    layer: Box<dyn Layer<P>>,
    falsifier: Box<dyn Falsifier<P>>,
    waiting: VecDeque<P::Outbound>,
}

impl<P: Protocol> Faulty<P> {
    pub(super) fn new(layer: Box<dyn Layer<P>>, falsifier: Box<dyn Falsifier<P>>) -> Self {
        Self { layer, falsifier, waiting: VecDeque::new() }
    }
}

impl<P: Protocol> fmt::Debug for Faulty<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Faulty")
    }
}

impl<P: Protocol> Layer<P> for Faulty<P>
where
    P::Outbound: Send,
{
    fn receive(&mut self, inbound: P::Inbound) {
        if let Some(inbound) = self.falsifier.inbound(inbound) {
            self.layer.receive(inbound);
        }
    }

    fn request(&mut self, request: P::Request) -> Result<u32, Denied> {
        match self.falsifier.request(request) {
            Some(request) => self.layer.request(request),
            None => Ok(0),
        }
    }

    fn sent(&mut self) -> Option<P::Outbound> {
        while self.waiting.is_empty() {
            let sent = self.layer.sent()?;
            self.waiting.extend(self.falsifier.outbound(sent));
        }
        self.waiting.pop_front()
    }

    fn told(&mut self) -> Option<P::Indication> {
        loop {
            let told = self.layer.told()?;
            if let Some(told) = self.falsifier.indication(told) {
                return Some(told);
            }
        }
    }

    fn pass(&mut self, time: Duration) {
        let time = self.falsifier.time(time);
        self.layer.pass(time);
    }
}
