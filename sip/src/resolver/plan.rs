//! What is yet to be looked up, in the order in which its targets come.

use std::net::SocketAddr;

use super::record::{Query, QueryKind};
use crate::header::Transport;

/// A piece of the list of targets.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// A target.
    Ready { transport: Transport<'static>, addr: SocketAddr },
    /// Those that an answer will say.
    Lookup(Lookup),
    /// The domain's own addresses, unless servers of it were listed (RFC 3263 §4.2).
    Fallback { transport: Transport<'static> },
}

/// A question, and what its answer is for.
#[derive(Clone, Debug)]
pub(super) struct Lookup {
    pub(super) query: Query,
    pub(super) purpose: Purpose,
    /// How many aliases led here.
    pub(super) aliases: usize,
}

/// What an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To find transports.
    Transports,
    /// To find servers; of those that are guesses all are asked for at once, since most are not there.
    Servers { transport: Transport<'static>, is_guess: bool },
    /// To find addresses.
    Addresses { transport: Transport<'static>, port: u16 },
}

impl Lookup {
    pub(super) const fn new(name: String, kind: QueryKind, purpose: Purpose) -> Self {
        Self { query: Query::new(name, kind), purpose, aliases: 0 }
    }

    /// Whether it is asked for together with the one that stands before it: both addresses of one host, and guesses.
    pub(super) fn goes_with(&self, before: &Self) -> bool {
        match (before.purpose, self.purpose) {
            (Purpose::Servers { is_guess: true, .. }, Purpose::Servers { is_guess: true, .. }) => true,
            (Purpose::Addresses { .. }, Purpose::Addresses { .. }) => self.query.name == before.query.name,
            _ => false,
        }
    }
}
