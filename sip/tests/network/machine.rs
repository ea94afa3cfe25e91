//! What stands at an address: a user agent, or a back-to-back user agent.

use std::time::Instant;

use brivas_sip::endpoint::{PathEvent, PathId, Transmit};
use brivas_sip::{B2bua, UserAgent};
use bytes::{Bytes, BytesMut};
use std::net::SocketAddr;

pub(crate) enum Machine {
    Agent(Box<UserAgent>),
    Switch(Box<B2bua>),
}

impl Machine {
    /// The user agent, or that which is below.
    pub(crate) fn agent(&mut self) -> &mut UserAgent {
        match self {
            Self::Agent(agent) => agent,
            Self::Switch(switch) => switch.agent(),
        }
    }

    pub(crate) fn handle_datagram(&mut self, now: Instant, path: PathId, from: SocketAddr, octets: Bytes) {
        match self {
            Self::Agent(agent) => agent.handle_datagram(now, path, from, octets),
            Self::Switch(switch) => switch.handle_datagram(now, path, from, octets),
        }
    }

    pub(crate) fn handle_input(&mut self, now: Instant, path: PathId, input: &mut BytesMut) {
        match self {
            Self::Agent(agent) => agent.handle_input(now, path, input),
            Self::Switch(switch) => switch.handle_input(now, path, input),
        }
    }

    pub(crate) fn handle_path(&mut self, now: Instant, path: PathId, event: PathEvent) {
        match self {
            Self::Agent(agent) => agent.handle_path(now, path, event),
            Self::Switch(switch) => switch.handle_path(now, path, event),
        }
    }

    pub(crate) fn handle_timeout(&mut self, now: Instant) {
        match self {
            Self::Agent(agent) => agent.handle_timeout(now),
            Self::Switch(switch) => switch.handle_timeout(now),
        }
    }

    pub(crate) fn poll_transmit(&mut self) -> Option<Transmit> {
        match self {
            Self::Agent(agent) => agent.poll_transmit(),
            Self::Switch(switch) => switch.poll_transmit(),
        }
    }

    pub(crate) fn poll_timeout(&self) -> Option<Instant> {
        match self {
            Self::Agent(agent) => agent.poll_timeout(),
            Self::Switch(switch) => switch.poll_timeout(),
        }
    }
}
