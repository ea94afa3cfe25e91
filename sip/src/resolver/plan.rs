//! What is yet to be looked up, in the order in which its targets come.

use std::net::SocketAddr;

use super::options::Family;
use super::record::{Query, QueryKind};
use super::srv;
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

/// The SRV records of each transport, and behind them the domain's own addresses.
pub(super) fn guesses<'a>(
    host: &'a str,
    transports: &'a [Transport<'static>],
    default: Transport<'static>,
) -> impl Iterator<Item = Item> + 'a {
    let lookups = transports.iter().filter_map(move |transport| {
        let purpose = Purpose::Servers { transport: *transport, is_guess: true };
        Some(Item::Lookup(Lookup::new(srv::name_of(host, *transport)?, QueryKind::Srv, purpose)))
    });
    lookups.chain([Item::Fallback { transport: default }])
}

/// The addresses of a host, both kinds in the order that is wanted.
pub(super) fn addresses(host: &str, transport: Transport<'static>, port: u16, family: Family) -> Vec<Item> {
    let kinds: &[QueryKind] = match family {
        Family::V6First => &[QueryKind::Aaaa, QueryKind::A],
        Family::V4First => &[QueryKind::A, QueryKind::Aaaa],
        Family::V6Only => &[QueryKind::Aaaa],
        Family::V4Only => &[QueryKind::A],
    };
    let purpose = Purpose::Addresses { transport, port };
    kinds.iter().map(|kind| Item::Lookup(Lookup::new(host.to_owned(), *kind, purpose))).collect()
}
