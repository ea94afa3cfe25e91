//! Whose proxy it is, what it does to requests, and limits.

use std::sync::Arc;
use std::time::Duration;

use crate::endpoint;
use crate::settings::settings;

/// The settings of a proxy.
#[derive(Clone, Debug)]
pub struct Config {
    endpoint: Arc<endpoint::Config>,
    hosts: Vec<(Box<[u8]>, Option<u16>)>,
    options: Vec<Box<[u8]>>,
    record_route: bool,
    path: bool,
    edge: bool,
    recursion: bool,
    asks_in_dialog: bool,
    stateless: bool,
    max_contexts: u32,
    max_branches: u32,
    max_breadth: u32,
    timer_c: Duration,
}

/// Timer C is longer than this (RFC 3261 §16.6).
const LEAST_TIMER_C: Duration = Duration::from_secs(181);

impl Default for Config {
    fn default() -> Self {
        Self {
            endpoint: Arc::default(),
            hosts: Vec::new(),
            options: Vec::new(),
            record_route: true,
            path: false,
            edge: false,
            recursion: false,
            asks_in_dialog: false,
            stateless: false,
            max_contexts: 1 << 20,
            max_branches: 16,
            max_breadth: 60,
            timer_c: LEAST_TIMER_C,
        }
    }
}

impl Config {
    /// The defaults of the standards, where they have any.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The settings of its endpoint.
    #[must_use]
    pub const fn endpoint(&self) -> &Arc<endpoint::Config> {
        &self.endpoint
    }

    /// Sets those of its endpoint. Requests that came by two ways are handed on by both, whatever stands there (RFC 3261
    /// §8.2.2.2).
    pub fn set_endpoint(&mut self, endpoint: Arc<endpoint::Config>) -> &mut Self {
        self.endpoint = endpoint;
        self
    }

    /// Adds a host that is ours, beside those that [`listen`](crate::Endpoint::listen) names: as it stands in Route, or as `maddr`
    /// (RFC 3261 §16.4). Without a port all ports are.
    pub fn add_host(&mut self, host: &[u8], port: Option<u16>) -> &mut Self {
        self.hosts.push((host.into(), port));
        self
    }

    pub(super) fn hosts(&self) -> impl Iterator<Item = (&[u8], Option<u16>)> {
        self.hosts.iter().map(|(host, port)| (&**host, *port))
    }

    /// Adds an extension that Proxy-Require may name. Any other is answered 420 (RFC 3261 §16.3).
    pub fn add_option(&mut self, option: &[u8]) -> &mut Self {
        self.options.push(option.into());
        self
    }

    pub(super) fn supports(&self, option: &[u8]) -> bool {
        self.options.iter().any(|known| known.eq_ignore_ascii_case(option))
    }

    settings! {
        /// Whether the proxy stays on the way of dialogs: yes (RFC 3261 §16.6, step 4).
        record_route / set_record_route: bool;
        /// Whether requests to those who register here are to come by this proxy: no (RFC 3327 §5.2).
        path / set_path: bool;
        /// Whether we are the first that user agents come to, and requests for them are to go by the flow that they came by: no (RFC 5626
        /// §5). Those that register with `reg-id` ([`Self::path`]) or have `ob` in their Contact ([`Self::record_route`]) are given a token of
        /// it, which nobody else can make. A request with one that was not made here is answered 403, and with one whose flow is gone 430.
        edge / set_edge: bool;
        /// Whether the owner is asked to follow a 3xx: no, it goes back as it is (RFC 3261 §16.7, step 4).
        recursion / set_recursion: bool;
        /// Whether the owner is asked also where the Route of a request says where it goes: no. It may want to know who sends it
        /// (RFC 3261 §16.3, step 6).
        asks_in_dialog / set_asks_in_dialog: bool;
        /// Whether nothing is kept of a request once it has gone on: no (RFC 3261 §16.11). Each is then told by
        /// [`Event::Stateless`](super::Event::Stateless), its copies too.
        stateless / set_stateless: bool;
        /// How many requests can be on their way: 1,048,576. One more is answered 503.
        max_contexts / set_max_contexts: u32;
        /// How many targets one request can have in all: 16.
        max_branches / set_max_branches: u32;
        /// How many of them can be tried at once, if Max-Breadth does not say less: 60 (RFC 5393 §5.3).
        max_breadth / set_max_breadth: u32;
    }

    /// After what time an INVITE that was not answered is given up: Timer C, 181 s (RFC 3261 §16.6, step 11). Each response from 101
    /// to 199 lets it begin anew.
    #[must_use]
    pub const fn timer_c(&self) -> Duration {
        self.timer_c
    }

    /// Sets [`Self::timer_c`], which is always more than 3 minutes.
    pub fn set_timer_c(&mut self, timer_c: Duration) -> &mut Self {
        self.timer_c = timer_c.max(LEAST_TIMER_C);
        self
    }
}
