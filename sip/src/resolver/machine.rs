//! The machine: what is asked, what is made of answers, and which target comes next.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::{IpAddr, SocketAddr};

use super::destination::Destination;
use super::options::Options;
use super::plan::{Item, Lookup, Purpose, addresses, guesses};
use super::record::{Answer, Query, QueryKind, Record, alias};
use super::{name, naptr, srv};
use crate::draw::Draw;
use crate::header::Transport;

/// Finds where one request goes, or one response (RFC 3263). It says by [`Self::next`] what it needs and which target comes
/// next.
#[derive(Clone, Debug)]
pub struct Resolver {
    options: Options,
    secure: bool,
    host: Option<String>,
    server_name: String,
    plan: VecDeque<Item>,
    /// Every question that was asked, and its answer.
    asked: BTreeMap<Query, Option<Answer>>,
    /// Questions that the owner has not been told.
    untold: VecDeque<Query>,
    given: BTreeSet<(SocketAddr, &'static [u8])>,
    /// Whether servers of the domain are listed, or said not to be there.
    has_servers: bool,
    ended: Ended,
    draw: Draw,
}

/// What is to be done next.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// This is to be looked up, and the answer given by [`Resolver::answer`]. Others may be asked before it is.
    Need(Query),
    /// This is to be tried.
    Target(Target),
    /// An answer must come first.
    Wait,
    /// There are no more targets.
    Ended(Ended),
}

/// Why there are no more targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ended {
    /// All were given, or there were none.
    NoMore,
    /// A question had no answer: there may be targets that are not known.
    LookupFailed,
    /// The transport that is wanted is none that we can speak.
    NoTransport,
    /// There was more to ask or to try than the limits allow.
    TooMany,
}

/// Where a request can go.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Target {
    /// By what.
    pub transport: Transport<'static>,
    /// Where.
    pub addr: SocketAddr,
    /// The domain that a certificate of the server must be for: that of the URI, not of any name that was found on the way
    /// (RFC 5922 §7.3).
    pub server_name: String,
}

/// How many aliases are followed one after the other.
const MOST_ALIASES: usize = 8;

impl Resolver {
    /// For one request or response. The seed decides among servers of one priority: a stateless proxy makes it from the
    /// request, so that a copy goes the same way (RFC 3263 §4.1, RFC 3261 §16.11).
    #[must_use]
    pub fn new(destination: &Destination<'_>, options: &Options, seed: [u8; 16]) -> Self {
        let mut resolver = Self {
            options: options.clone(),
            secure: destination.secure,
            host: name::of(destination.host.0),
            server_name: server_name(destination),
            plan: VecDeque::new(),
            asked: BTreeMap::new(),
            untold: VecDeque::new(),
            given: BTreeSet::new(),
            has_servers: false,
            ended: Ended::NoMore,
            draw: Draw::new(seed),
        };
        resolver.begin(destination);
        resolver
    }

    /// What is to be done next. After a [`Step::Target`] that failed it gives the next one; nothing is looked up before the
    /// targets that come first were given.
    #[allow(clippy::should_implement_trait)] // it goes on after Wait
    pub fn next(&mut self) -> Step {
        loop {
            if let Some(query) = self.untold.pop_front() {
                return Step::Need(query);
            }
            match self.plan.pop_front() {
                None => return Step::Ended(self.ended),
                Some(Item::Ready { transport, addr }) => {
                    if let Some(step) = self.give(transport, addr) {
                        return step;
                    }
                }
                Some(Item::Fallback { transport }) => self.fall_back(transport),
                Some(Item::Lookup(lookup)) => match self.asked.get_mut(&lookup.query) {
                    // The same may be needed twice: the answer stays.
                    Some(Some(answer)) => {
                        let answer = answer.clone();
                        self.take(lookup, &answer);
                    }
                    Some(None) => {
                        self.plan.push_front(Item::Lookup(lookup));
                        return Step::Wait;
                    }
                    None => self.ask(lookup),
                },
            }
        }
    }

    /// Takes the answer to a question. `false` if it was not asked or is answered already: nothing happens.
    pub fn answer(&mut self, query: &Query, answer: &Answer) -> bool {
        match self.asked.get_mut(query) {
            Some(slot @ None) => {
                let mut answer = answer.clone();
                if let Answer::Records { records, .. } = &mut answer {
                    records.truncate(self.options.most_records());
                }
                *slot = Some(answer);
                self.untold.retain(|untold| untold != query);
                true
            }
            _ => false,
        }
    }

    /// RFC 3263 §4.1 and §4.2 up to the first question.
    fn begin(&mut self, destination: &Destination<'_>) {
        let transport = match destination.transport {
            None => self.options.unnamed(self.secure),
            Some(named) => self.options.named(named, self.secure),
        };
        let Some(transport) = transport else {
            self.ended = Ended::NoTransport;
            return;
        };
        if let Some(addr) = destination.first {
            self.plan.push_back(Item::Ready { transport, addr });
        }
        let port = destination.port.unwrap_or(transport.default_port());
        if let Some(ip) = destination.host.ip() {
            return self.plan.push_back(Item::Ready { transport, addr: SocketAddr::new(ip, port) });
        }
        let Some(host) = self.host.clone() else { return };
        if destination.port.is_some() {
            return self.plan.extend(addresses(&host, transport, port, self.options.family()));
        }
        if destination.transport.is_some() {
            return self.plan.extend(guesses(&host, &[transport], transport));
        }
        let lookup = Lookup::new(host, QueryKind::Naptr, Purpose::Transports);
        self.plan.push_back(Item::Lookup(lookup));
    }

    /// Asks a question that stands first, with those that go with it.
    fn ask(&mut self, lookup: Lookup) {
        let mut queries = vec![lookup.query.clone()];
        let mut before = &lookup;
        for item in &self.plan {
            match item {
                Item::Lookup(next) if next.goes_with(before) => {
                    queries.push(next.query.clone());
                    before = next;
                }
                _ => break,
            }
        }
        self.plan.push_front(Item::Lookup(lookup));
        for query in queries {
            if self.asked.contains_key(&query) {
                continue;
            }
            if self.asked.len() < self.options.most_queries() {
                self.untold.push_back(query.clone());
                self.asked.insert(query, None);
            } else {
                // What may not be asked has no answer.
                self.plan.retain(|item| !matches!(item, Item::Lookup(it) if it.query == query));
                self.ended = Ended::TooMany;
            }
        }
    }

    /// Puts what an answer says in the place of its question.
    fn take(&mut self, lookup: Lookup, answer: &Answer) {
        let records = match answer {
            Answer::Records { records, .. } => records.as_slice(),
            Answer::Failed => {
                if self.ended == Ended::NoMore {
                    self.ended = Ended::LookupFailed;
                }
                &[]
            }
            Answer::Empty { .. } | Answer::NoSuchName { .. } => &[],
        };
        if let Some(alias) = alias(records, lookup.query.kind) {
            return self.follow(lookup, alias);
        }
        let items = match lookup.purpose {
            Purpose::Transports => self.transports(records),
            Purpose::Servers { transport, .. } => self.servers(records, transport),
            Purpose::Addresses { transport, port } => {
                let ips = records.iter().filter_map(|record| match record {
                    Record::A(ip) if lookup.query.kind == QueryKind::A => Some(IpAddr::V4(*ip)),
                    Record::Aaaa(ip) if lookup.query.kind == QueryKind::Aaaa => Some(IpAddr::V6(*ip)),
                    _ => None,
                });
                ips.map(|ip| Item::Ready { transport, addr: SocketAddr::new(ip, port) }).collect()
            }
        };
        items.into_iter().rev().for_each(|item| self.plan.push_front(item));
    }

    fn follow(&mut self, lookup: Lookup, alias: &str) {
        let aliases = lookup.aliases + 1;
        if aliases > MOST_ALIASES {
            self.ended = Ended::TooMany;
        } else if let Some(name) = name::of(alias.as_bytes()) {
            let query = Query::new(name, lookup.query.kind);
            self.plan.push_front(Item::Lookup(Lookup { query, aliases, ..lookup }));
        }
    }

    /// The names of SRV records that NAPTR records list, or guesses at them (RFC 3263 §4.1).
    fn transports(&self, records: &[Record]) -> Vec<Item> {
        let usable: Vec<_> = self.options.usable(self.secure).collect();
        let records: Vec<_> = records
            .iter()
            .filter_map(|record| match record {
                Record::Naptr(naptr) => Some(naptr),
                _ => None,
            })
            .collect();
        let found = naptr::in_order(&records, &usable);
        let Some((_, best)) = found.first() else {
            let host = self.host.as_deref().unwrap_or_default();
            let default = self.options.unnamed(self.secure);
            return default.map_or_else(Vec::new, |default| guesses(host, &usable, default).collect());
        };
        let fallback = Item::Fallback { transport: *best };
        let lookup = |(name, transport)| {
            let purpose = Purpose::Servers { transport, is_guess: false };
            Item::Lookup(Lookup::new(name, QueryKind::Srv, purpose))
        };
        found.into_iter().map(lookup).chain([fallback]).collect()
    }

    fn servers(&mut self, records: &[Record], transport: Transport<'static>) -> Vec<Item> {
        let records: Vec<_> = records
            .iter()
            .filter_map(|record| match record {
                Record::Srv(srv) => Some(srv),
                _ => None,
            })
            .collect();
        self.has_servers |= !records.is_empty();
        let family = self.options.family();
        let servers = srv::in_order(&records, &mut self.draw);
        servers.iter().flat_map(|(host, port)| addresses(host, transport, *port, family)).collect()
    }

    fn fall_back(&mut self, transport: Transport<'static>) {
        let Some(host) = self.host.as_deref().filter(|_| !self.has_servers) else { return };
        let items = addresses(host, transport, transport.default_port(), self.options.family());
        items.into_iter().rev().for_each(|item| self.plan.push_front(item));
    }

    /// A target, unless it was given before.
    fn give(&mut self, transport: Transport<'static>, addr: SocketAddr) -> Option<Step> {
        if self.given.len() >= self.options.most_targets() {
            self.plan.clear();
            self.ended = Ended::TooMany;
            return None;
        }
        let server_name = self.server_name.clone();
        let is_new = self.given.insert((addr, transport.0));
        is_new.then_some(Step::Target(Target { transport, addr, server_name }))
    }
}

/// The domain of the URI: an address without brackets, a name in lower case without a dot at its end.
fn server_name(destination: &Destination<'_>) -> String {
    let domain = destination.domain;
    match domain.ip() {
        Some(ip) => ip.to_string(),
        None => domain.to_string().trim_end_matches('.').to_ascii_lowercase(),
    }
}
