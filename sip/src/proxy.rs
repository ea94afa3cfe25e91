//! A proxy: requests handed on by the way that they are to take, and the best of their responses handed back, on the
//! transactions of an [`Endpoint`] (RFC 3261 §16, RFC 5393, RFC 5626, RFC 5658, RFC 6026). The verbs and the ten rules are those of the
//! endpoint.
//!
//! | file | what |
//! |---|---|
//! | `proxy/config.rs` | [`Config`]: whose proxy it is, what it does to requests, limits |
//! | `proxy/event.rs` | [`Event`], [`UsageError`] |
//! | `proxy/target.rs` | [`ForkTarget`]: where a request is to go |
//! | `proxy/check.rs` | what is answered before anybody is asked |
//! | `proxy/route.rs` | URIs that are ours, taken out of a request |
//! | `proxy/flow.rs` | flows of user agents that are behind us (RFC 5626) |
//! | `proxy/draft.rs` | the request as it goes on |
//! | `proxy/receive.rs` | what becomes of a request that came |
//! | `proxy/context.rs` | [`ContextId`]: a request and all that it was forked to |
//! | `proxy/fork.rs` | groups of targets, one after another |
//! | `proxy/branch.rs` | [`BranchId`]: one of them, and what it is tried on |
//! | `proxy/response.rs` | what becomes of a response; which goes back says `best.rs` beside this |
//! | `proxy/redirect.rs` | 3xx that is followed |
//! | `proxy/cancel.rs` | CANCEL, both ways, and Timer C |
//! | `proxy/stateless.rs` | ACK for 2xx, and all messages of a proxy without state |

mod branch;
mod cancel;
mod check;
mod config;
mod context;
mod draft;
mod event;
mod flow;
mod fork;
mod receive;
mod redirect;
mod response;
mod route;
mod stateless;
mod target;

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use brivas_timer::{Slab, Wheel};
use bytes::{Bytes, BytesMut};

pub use branch::BranchId;
pub use config::Config;
pub use context::ContextId;
pub use event::{Event, UsageError};
pub use target::{ForkTarget, UriText};

use branch::Slot;
use context::Context;

use crate::agent::Side;
use crate::endpoint::{self, ClientId, Endpoint, PathEvent, PathId, Transmit};
use crate::token::Tokens;

/// A proxy that keeps the state of its transactions.
///
/// A request that nobody but the owner can say where it goes is an [`Event::Request`], to be answered by
/// [`forward`](Self::forward) or [`respond`](Self::respond).
pub struct Proxy {
    endpoint: Endpoint,
    config: Arc<Config>,
    now: Instant,
    /// Timer C of each branch (RFC 3261 §16.6).
    wheel: Wheel<BranchId>,
    contexts: Slab<Context>,
    branches: Slab<Slot>,
    /// The branches of the requests that we have sent. Not by their place: when two fail at once, what follows from the first may
    /// take the place of the second before that is told.
    clients: BTreeMap<ClientId, BranchId>,
    /// The contexts of the requests that have come.
    servers: Side<ContextId>,
    /// Those of flows.
    tokens: flow::Tokens,
    events: VecDeque<Event>,
}

impl Proxy {
    /// A proxy without paths.
    #[must_use]
    pub fn new(config: Arc<Config>, seed: [u8; 32], now: Instant) -> Self {
        let mut below = endpoint::Config::clone(config.endpoint());
        below.set_merged_requests(false).set_transactions(!config.stateless());
        let mut random = Tokens::new(seed);
        let endpoint = Endpoint::new(Arc::new(below), random.seed(), now);
        Self {
            endpoint,
            now,
            wheel: Wheel::new(now),
            contexts: Slab::with_limit(config.max_contexts()),
            branches: Slab::with_limit(config.max_contexts().saturating_mul(config.max_branches())),
            clients: BTreeMap::new(),
            servers: Side::default(),
            tokens: flow::Tokens::new(random.key()),
            events: VecDeque::new(),
            config,
        }
    }

    /// The endpoint below, for its paths.
    pub const fn endpoint(&mut self) -> &mut Endpoint {
        &mut self.endpoint
    }

    /// As [`Endpoint::handle_datagram`].
    pub fn handle_datagram(&mut self, now: Instant, path: PathId, from: SocketAddr, octets: Bytes) {
        self.advance(now);
        self.endpoint.handle_datagram(now, path, from, octets);
        self.pump();
    }

    /// As [`Endpoint::handle_message`].
    pub fn handle_message(&mut self, now: Instant, path: PathId, octets: Bytes) {
        self.advance(now);
        self.endpoint.handle_message(now, path, octets);
        self.pump();
    }

    /// As [`Endpoint::handle_input`].
    pub fn handle_input(&mut self, now: Instant, path: PathId, input: &mut BytesMut) {
        self.advance(now);
        self.endpoint.handle_input(now, path, input);
        self.pump();
    }

    /// As [`Endpoint::handle_path`].
    pub fn handle_path(&mut self, now: Instant, path: PathId, event: PathEvent) {
        self.advance(now);
        self.endpoint.handle_path(now, path, event);
        self.pump();
    }

    /// As [`Endpoint::handle_unreachable`].
    pub fn handle_unreachable(&mut self, now: Instant, path: PathId, peer: SocketAddr) {
        self.advance(now);
        self.endpoint.handle_unreachable(now, path, peer);
        self.pump();
    }

    /// Runs every timer that is due, in the order of their deadlines.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.advance(now);
        loop {
            match (self.wheel.next_deadline(), self.endpoint.poll_timeout()) {
                (Some(due), below) if due <= self.now && below.is_none_or(|below| due <= below) => {
                    if let Some((_, branch)) = self.wheel.pop_due(self.now) {
                        self.on_timer_c(branch);
                    }
                }
                (_, Some(due)) if due <= self.now => self.endpoint.handle_timeout(due),
                _ => break,
            }
            self.pump();
        }
    }

    /// The next message to be sent.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        self.endpoint.poll_transmit()
    }

    /// The next thing that the owner must know.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.pump();
        self.events.pop_front()
    }

    /// When [`Self::handle_timeout`] is to be called next.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.endpoint.poll_timeout().into_iter().chain(self.wheel.next_deadline()).min()
    }

    /// As [`Endpoint::wants_input`].
    #[must_use]
    pub fn wants_input(&self) -> bool {
        self.events.len() < self.config.endpoint().max_events() && self.endpoint.wants_input()
    }

    /// How many requests are on their way, and how many branches they have.
    #[must_use]
    pub fn contexts(&self) -> (usize, usize) {
        (self.contexts.len(), self.branches.len())
    }

    fn advance(&mut self, now: Instant) {
        self.now = self.now.max(now);
    }

    /// Takes what the endpoint has to tell.
    fn pump(&mut self) {
        while let Some(event) = self.endpoint.poll_event() {
            match event {
                endpoint::Event::Request { id, request, source } => self.on_request(id, request, source),
                endpoint::Event::Ack { request, source, .. } => self.on_ack(request, source),
                endpoint::Event::Stray { message, source } => self.on_stray(message, source),
                endpoint::Event::Cancelled { id, cancel } => self.on_cancelled(id, cancel),
                endpoint::Event::Response { id, response, .. } => self.on_response(id, &response),
                endpoint::Event::Failed { id, failure } => self.on_failed(id, failure),
                endpoint::Event::Over { id } => self.on_over(id),
                // A refusal that nobody acknowledges is over all the same.
                endpoint::Event::NoAck { .. } => {}
                other => self.events.push_back(Event::Endpoint(other)),
            }
        }
    }
}

impl fmt::Debug for Proxy {
    /// How much there is of what, and nothing of a message or a key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({} requests, {:?})", self.contexts.len(), self.endpoint)
    }
}
