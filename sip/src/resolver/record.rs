//! What is asked of the domain name system, and what it answers.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;

/// What kind of records is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_enums)] // those that SIP uses
pub enum QueryKind {
    /// Which transports a domain has (RFC 3403).
    Naptr,
    /// Which servers a service has (RFC 2782).
    Srv,
    /// Addresses of IPv4.
    A,
    /// Addresses of IPv6.
    Aaaa,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Query {
    /// The whole name in lower case, without a dot at its end.
    pub name: String,
    /// Which records of it.
    pub kind: QueryKind,
}

impl Query {
    pub(super) const fn new(name: String, kind: QueryKind) -> Self {
        Self { name, kind }
    }
}

/// What came of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// Records. Those of another kind than was asked for are passed over, but for an alias.
    Records {
        /// The records in any order.
        records: Vec<Record>,
        /// For how long all of them hold.
        ttl: Duration,
    },
    /// The name is there, and has no such records.
    Empty {
        /// For how long this holds (RFC 2308 §5).
        ttl: Duration,
    },
    /// There is no such name.
    NoSuchName {
        /// For how long this holds (RFC 2308 §5).
        ttl: Duration,
    },
    /// Nobody answered, or nobody who could say.
    Failed,
}

/// A record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Record {
    /// A transport of a domain, and where its servers are listed.
    Naptr(Naptr),
    /// A server of a service.
    Srv(Srv),
    /// An address.
    A(Ipv4Addr),
    /// An address.
    Aaaa(Ipv6Addr),
    /// The name is an alias of this one. Without records of the kind that was asked for that name is asked for.
    Cname(String),
}

/// A transport of a domain (RFC 3403 §4.1, RFC 3263 §4.1).
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Naptr {
    /// The lowest comes first.
    pub order: u16,
    /// Among those of one order the lowest comes first.
    pub preference: u16,
    /// `s`: the replacement is a name of SRV records.
    pub flags: String,
    /// `SIP+D2U` for UDP, `SIP+D2T` for TCP, `SIPS+D2T` for TLS and so on.
    pub service: String,
    /// Not used by SIP: a record that has nothing else is passed over (RFC 3263 §4.1).
    pub regexp: String,
    /// The name of the SRV records.
    pub replacement: String,
}

/// A server of a service (RFC 2782).
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Srv {
    /// The lowest comes first.
    pub priority: u16,
    /// How often it comes first among those of one priority, as a share of the sum.
    pub weight: u16,
    /// Its port.
    pub port: u16,
    /// Its name; a dot alone says that there is no such service.
    pub target: String,
}

/// The name that is meant, if there is no record of the kind that was asked for.
pub(super) fn alias(records: &[Record], kind: QueryKind) -> Option<&str> {
    let is_asked = |record: &Record| match record {
        Record::Naptr(_) => kind == QueryKind::Naptr,
        Record::Srv(_) => kind == QueryKind::Srv,
        Record::A(_) => kind == QueryKind::A,
        Record::Aaaa(_) => kind == QueryKind::Aaaa,
        Record::Cname(_) => false,
    };
    if records.iter().any(is_asked) {
        return None;
    }
    records.iter().find_map(|record| match record {
        Record::Cname(name) => Some(name.as_str()),
        _ => None,
    })
}
