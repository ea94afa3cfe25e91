//! A domain name system of the test's own, and what a resolver does in it.

use std::collections::BTreeMap;
use std::time::Duration;

use brivas_sip::header::{HeaderField, Transport, Via};
use brivas_sip::resolver::{
    Answer, Destination, Ended, Family, Naptr, Options, Query, QueryKind, Record, Resolver, Srv, Step,
};
use brivas_sip::uri::Uri;

pub(crate) const TTL: Duration = Duration::from_secs(60);
pub(crate) const SEED: [u8; 16] = [7; 16];

/// What is known of each name.
#[derive(Clone, Default)]
pub(crate) struct World {
    pub(crate) answers: BTreeMap<(String, QueryKind), Answer>,
}

/// What a resolver asked, and which targets it gave: transport, address and port.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) asked: Vec<String>,
    pub(crate) targets: Vec<String>,
    pub(crate) ended: Ended,
}

impl World {
    pub(crate) fn with(mut self, name: &str, record: Record) -> Self {
        let kind = match record {
            Record::Naptr(_) => QueryKind::Naptr,
            Record::Srv(_) => QueryKind::Srv,
            Record::A(_) => QueryKind::A,
            _ => QueryKind::Aaaa,
        };
        let empty = Answer::Records { records: vec![], ttl: TTL };
        let answer = self.answers.entry((name.to_string(), kind)).or_insert(empty);
        if let Answer::Records { records, .. } = answer {
            records.push(record);
        }
        self
    }

    pub(crate) fn with_answer(mut self, name: &str, kind: QueryKind, answer: Answer) -> Self {
        self.answers.insert((name.to_string(), kind), answer);
        self
    }

    pub(crate) fn answer(&self, query: &Query) -> Answer {
        let known = self.answers.get(&(query.name.clone(), query.kind));
        known.cloned().unwrap_or(Answer::NoSuchName { ttl: TTL })
    }

    /// Answers everything at once, and lets every target fail.
    pub(crate) fn run(&self, resolver: &mut Resolver) -> Run {
        let (mut asked, mut targets) = (vec![], vec![]);
        loop {
            match resolver.next() {
                Step::Need(query) => {
                    asked.push(format!("{:?} {}", query.kind, query.name));
                    assert!(resolver.answer(&query, &self.answer(&query)));
                }
                Step::Target(target) => targets.push(format!("{:?} {}", target.transport, target.addr)),
                Step::Ended(ended) => return Run { asked, targets, ended },
                other => panic!("nothing is open: {other:?}"),
            }
        }
    }

    pub(crate) fn request(&self, uri: &str, options: &Options) -> Run {
        self.run(&mut resolver(uri, options))
    }

    pub(crate) fn response(&self, via: &str) -> Run {
        let via = Via::read(via.as_bytes()).unwrap();
        let destination = Destination::of_response(&via).unwrap();
        self.run(&mut Resolver::new(&destination, &options(), SEED))
    }
}

pub(crate) fn resolver(uri: &str, options: &Options) -> Resolver {
    let uri = Uri::read(uri.as_bytes()).unwrap();
    Resolver::new(&Destination::of(uri.sip().unwrap()), options, SEED)
}

/// UDP, TCP and TLS; IPv4 alone, so that most tests have one address a host.
pub(crate) fn options() -> Options {
    let mut options = Options::new();
    options.set_family(Family::V4Only);
    options
}

/// Every transport that there is.
pub(crate) fn all_transports() -> Options {
    let mut options = options();
    options.set_transports(&[
        Transport::UDP,
        Transport::TCP,
        Transport::TLS,
        Transport::SCTP,
        Transport::TLS_SCTP,
        Transport::WS,
        Transport::WSS,
    ]);
    options
}

pub(crate) fn naptr(order: u16, preference: u16, service: &str, replacement: &str) -> Record {
    let [flags, regexp] = ["s", ""].map(String::from);
    let (service, replacement) = (service.to_string(), replacement.to_string());
    Record::Naptr(Naptr { order, preference, flags, service, regexp, replacement })
}

pub(crate) fn srv(priority: u16, weight: u16, port: u16, target: &str) -> Record {
    Record::Srv(Srv { priority, weight, port, target: target.to_string() })
}

pub(crate) fn a(last: u8) -> Record {
    Record::A([192, 0, 2, last].into())
}

pub(crate) fn aaaa(last: u16) -> Record {
    Record::Aaaa([0x2001, 0xDB8, 0, 0, 0, 0, 0, last].into())
}

/// The domain of RFC 3263 §4.1: TLS first, then TCP, then UDP; two servers.
pub(crate) fn example() -> World {
    World::default()
        .with("example.com", naptr(100, 50, "SIP+D2U", "_sip._udp.example.com."))
        .with("example.com", naptr(50, 50, "SIPS+D2T", "_sips._tcp.example.com."))
        .with("example.com", naptr(90, 50, "SIP+D2T", "_sip._tcp.example.com"))
        .with("_sips._tcp.example.com", srv(0, 0, 5061, "server1.example.com"))
        .with("_sip._tcp.example.com", srv(0, 1, 5060, "server1.example.com"))
        .with("_sip._tcp.example.com", srv(1, 2, 5060, "server2.example.com"))
        .with("_sip._udp.example.com", srv(0, 0, 5060, "server2.example.com"))
        .with("server1.example.com", a(1))
        .with("server2.example.com", a(2))
}
