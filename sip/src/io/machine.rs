//! What a driver drives.

use std::net::SocketAddr;
use std::time::Instant;

use bytes::{Bytes, BytesMut};

use crate::endpoint::{self, Endpoint, PathEvent, PathId, Transmit};
use crate::{B2bua, Proxy, UserAgent, agent, b2bua, proxy};

/// The verbs of an endpoint, and of what is built on one.
pub trait Machine {
    /// What its owner must know.
    type Event;

    /// The endpoint at its bottom.
    fn endpoint(&mut self) -> &mut Endpoint;
    /// The endpoint's event, if this is one: the driver makes and closes the connections that are asked for.
    fn endpoint_event(event: &Self::Event) -> Option<&endpoint::Event>;
    /// As [`Endpoint::handle_datagram`].
    fn handle_datagram(&mut self, now: Instant, path: PathId, from: SocketAddr, octets: Bytes);
    /// As [`Endpoint::handle_message`].
    fn handle_message(&mut self, now: Instant, path: PathId, octets: Bytes);
    /// As [`Endpoint::handle_input`].
    fn handle_input(&mut self, now: Instant, path: PathId, input: &mut BytesMut);
    /// As [`Endpoint::handle_path`].
    fn handle_path(&mut self, now: Instant, path: PathId, event: PathEvent);
    /// As [`Endpoint::handle_unreachable`].
    fn handle_unreachable(&mut self, now: Instant, path: PathId, peer: SocketAddr);
    /// As [`Endpoint::handle_timeout`].
    fn handle_timeout(&mut self, now: Instant);
    /// As [`Endpoint::poll_transmit`].
    fn poll_transmit(&mut self) -> Option<Transmit>;
    /// As [`Endpoint::poll_event`].
    fn poll_event(&mut self) -> Option<Self::Event>;
    /// As [`Endpoint::poll_timeout`].
    fn poll_timeout(&self) -> Option<Instant>;
    /// As [`Endpoint::wants_input`].
    fn wants_input(&self) -> bool;
}

/// Lets a machine be driven whose own verbs have the names of the trait's.
macro_rules! machine {
    ($machine:ty, $event:ty, $endpoint:expr, $endpoint_event:expr) => {
        impl Machine for $machine {
            type Event = $event;

            fn endpoint(&mut self) -> &mut Endpoint {
                let endpoint: fn(&mut Self) -> &mut Endpoint = $endpoint;
                endpoint(self)
            }

            fn endpoint_event(event: &Self::Event) -> Option<&endpoint::Event> {
                let endpoint_event: fn(&Self::Event) -> Option<&endpoint::Event> = $endpoint_event;
                endpoint_event(event)
            }

            fn handle_datagram(&mut self, now: Instant, path: PathId, from: SocketAddr, octets: Bytes) {
                self.handle_datagram(now, path, from, octets);
            }

            fn handle_message(&mut self, now: Instant, path: PathId, octets: Bytes) {
                self.handle_message(now, path, octets);
            }

            fn handle_input(&mut self, now: Instant, path: PathId, input: &mut BytesMut) {
                self.handle_input(now, path, input);
            }

            fn handle_path(&mut self, now: Instant, path: PathId, event: PathEvent) {
                self.handle_path(now, path, event);
            }

            fn handle_unreachable(&mut self, now: Instant, path: PathId, peer: SocketAddr) {
                self.handle_unreachable(now, path, peer);
            }

            fn handle_timeout(&mut self, now: Instant) {
                self.handle_timeout(now);
            }

            fn poll_transmit(&mut self) -> Option<Transmit> {
                self.poll_transmit()
            }

            fn poll_event(&mut self) -> Option<Self::Event> {
                self.poll_event()
            }

            fn poll_timeout(&self) -> Option<Instant> {
                self.poll_timeout()
            }

            fn wants_input(&self) -> bool {
                self.wants_input()
            }
        }
    };
}

machine!(Endpoint, endpoint::Event, |it| it, |event| Some(event));
machine!(B2bua, b2bua::Event, |it| it.agent().endpoint(), |event| match event {
    b2bua::Event::Agent(agent::Event::Endpoint(event)) => Some(event),
    _ => None,
});
machine!(Proxy, proxy::Event, Proxy::endpoint, |event| match event {
    proxy::Event::Endpoint(event) => Some(event),
    _ => None,
});
machine!(UserAgent, agent::Event, UserAgent::endpoint, |event| match event {
    agent::Event::Endpoint(event) => Some(event),
    _ => None,
});
