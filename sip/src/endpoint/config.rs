//! Timers and limits.

use crate::settings::settings;
use crate::transaction::Timers;

/// The settings of an endpoint.
#[derive(Clone, Debug)]
pub struct Config {
    timers: Timers,
    max_clients: u32,
    max_servers: u32,
    max_events: usize,
    max_transmit: usize,
    max_datagram: usize,
    max_body: usize,
    merged_requests: bool,
    transactions: bool,
    keep_alives: bool,
    retry_after: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            timers: Timers::new(),
            max_clients: 1 << 20,
            max_servers: 1 << 20,
            max_events: 1 << 14,
            max_transmit: 1 << 14,
            max_datagram: 1300,
            max_body: 1 << 20,
            merged_requests: true,
            transactions: true,
            keep_alives: false,
            retry_after: 10,
        }
    }
}

impl Config {
    /// The defaults of the standard, where it has any.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    settings! {
        /// The timers of transactions: those of the standard (RFC 3261 table 4).
        timers / set_timers: Timers;
        /// How many requests that were sent can have a transaction: 1,048,576. One more is
        /// [`UsageError::Full`](super::UsageError::Full).
        max_clients / set_max_clients: u32;
        /// How many requests that came can have a transaction: 1,048,576. One more is answered 503 (RFC 3261 §21.5.4).
        max_servers / set_max_servers: u32;
        /// How many events may wait for the owner until no more input is wanted: 16,384.
        max_events / set_max_events: usize;
        /// How many messages may wait for the transport until no more input is wanted: 16,384.
        max_transmit / set_max_transmit: usize;
        /// The most octets of a request on a datagram: 1,300, as without a known path MTU. A larger one goes over TCP, if the
        /// endpoint listens there, and over UDP all the same when no connection can be made (RFC 3261 §18.1.1).
        max_datagram / set_max_datagram: usize;
        /// The most octets of a body on a stream: 1 MiB. A message with more ends the connection, after 513.
        max_body / set_max_body: usize;
        /// Whether a request that came by two ways is answered 482, as by a user agent: yes. A proxy sets no (RFC 3261
        /// §8.2.2.2).
        merged_requests / set_merged_requests: bool;
        /// Whether requests that come begin transactions: yes. A proxy without state sets no (RFC 3261 §16.11): each message is then told by
        /// [`Event::Stray`](super::Event::Stray).
        transactions / set_transactions: bool;
        /// Whether connections that we make are kept alive, as by [`Endpoint::keep_alive`](super::Endpoint::keep_alive) without a Flow-Timer:
        /// no (RFC 5626 §4.4.1).
        keep_alives / set_keep_alives: bool;
        /// The seconds after which a peer may ask again that was answered 503: 10 (RFC 3261 §20.33).
        retry_after / set_retry_after: u32;
    }
}
