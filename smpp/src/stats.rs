//! What a session has counted.

/// Counters of one session since it began; plain numbers, for the owner to add up and publish.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// PDUs received, bad ones included.
    pub pdus_received: u64,
    /// PDUs handed to the transport.
    pub pdus_sent: u64,
    /// Octets received in whole PDUs.
    pub octets_received: u64,
    /// Octets handed to the transport.
    pub octets_sent: u64,
    /// Requests of the peer that were handed to the owner.
    pub requests_received: u64,
    /// Requests of ours that were answered.
    pub responses_received: u64,
    /// Requests of ours that no response came for in time.
    pub response_timeouts: u64,
    /// Requests of the peer that were answered with an error without the owner seeing them.
    pub refused: u64,
    /// Of those, how many with ESME_RTHROTTLED.
    pub throttled: u64,
    /// `generic_nack`s sent.
    pub nacks_sent: u64,
    /// Responses that belonged to no request: late, doubled or invented.
    pub stray_responses: u64,
}
