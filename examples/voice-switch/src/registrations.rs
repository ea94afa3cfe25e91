//! Where users are.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::endpoint::{Source, Target};
use brivas_sip::message::Rows;
use brivas_sip::registrar::{Access, Aor, Binding, Config, Flow, Origin, Registrar};
use brivas_sip::uri::Uri;
use brivas_sip::{Message, StatusCode};

use crate::call::{Groups, Hop};
use crate::engine::Own;

/// How long a flow is remembered that nobody has registered by again: longer than any registration lasts.
const LONGEST: Duration = Duration::from_secs(2 * 3600);

/// The registrar, and the flows by which users came.
#[derive(Debug)]
pub(crate) struct Registrations {
    registrar: Registrar,
    flows: BTreeMap<u64, (Source, Instant)>,
    by_source: BTreeMap<String, u64>,
    next: u64,
}

impl Registrations {
    /// For the users of a domain, who may also name it by these hosts and ports.
    pub(crate) fn new(domain: &str, own: &Own, users: usize, seed: [u8; 32], now: Instant) -> Self {
        let mut config = Config::new().with_domain(domain);
        for host in &own.hosts {
            let ports = own.ports.iter().copied().map(Some);
            for port in ports.chain((host != domain).then_some(None)) {
                config = config.with_alias(host, port, domain);
            }
        }
        let most = u32::try_from(users.max(1)).unwrap_or(u32::MAX);
        let registrar = Registrar::new(Arc::new(config), most, seed, now);
        Self { registrar, flows: BTreeMap::new(), by_source: BTreeMap::new(), next: 0 }
    }

    /// Takes a REGISTER of this user.
    pub(crate) fn register(
        &mut self,
        now: Instant,
        user: &str,
        domain: &str,
        request: &Message,
        source: Source,
    ) -> (StatusCode, Rows) {
        let flow = self.flow(now, source);
        let Ok(own) = Aor::read(format!("sip:{user}@{domain}").as_bytes()) else {
            return (StatusCode::FORBIDDEN, Rows::new());
        };
        let own = [own];
        let prepared = self.registrar.prepare(request, &Origin::new(Flow(flow), Access::Of(&own)), now);
        if let Some(change) = &prepared.change
            && self.registrar.commit(change).is_err()
        {
            return (StatusCode::SERVICE_UNAVAILABLE, Rows::new());
        }
        (prepared.code, prepared.rows)
    }

    /// The places at which a user is, the best first: those that are preferred the same together.
    pub(crate) fn find(&self, now: Instant, uri: &Uri<'_>) -> Result<Groups, StatusCode> {
        let mut groups: Vec<(u16, Vec<Hop>)> = Vec::new();
        for target in self.registrar.targets(uri, now)? {
            let mut ways = target.ways.iter().filter_map(|way| self.hop(way)).rev();
            let Some(mut hop) = ways.next() else { continue };
            for better in ways {
                hop = Hop { other_way: Some(Box::new(hop)), ..better };
            }
            match groups.last_mut() {
                Some((q, group)) if *q == target.q => group.push(hop),
                _ => groups.push((target.q, vec![hop])),
            }
        }
        let groups: Vec<_> = groups.into_iter().map(|(_, group)| group).collect();
        if groups.is_empty() { Err(StatusCode::TEMPORARILY_UNAVAILABLE) } else { Ok(groups) }
    }

    fn hop(&self, binding: &Binding) -> Option<Hop> {
        let (source, _) = self.flows.get(&binding.flow().0)?;
        let mut route = Rows::new();
        binding.put_route(&mut route);
        let mut uri = Vec::new();
        binding.request_uri().ok()?.write(&mut uri);
        let name = format!("{:?}:{}", source.transport, source.addr).to_lowercase();
        Some(Hop { uri, target: Target::back_to(*source), route: Some(route), name, other_way: None })
    }

    pub(crate) fn poll_timeout(&self) -> Option<Instant> {
        self.registrar.poll_timeout()
    }

    pub(crate) fn handle_timeout(&mut self, now: Instant) {
        while self.registrar.expire(now).is_some() {}
        self.flows.retain(|_, (_, seen)| now.saturating_duration_since(*seen) < LONGEST);
        let flows = &self.flows;
        self.by_source.retain(|_, flow| flows.contains_key(flow));
    }

    /// The number of the flow from there.
    fn flow(&mut self, now: Instant, source: Source) -> u64 {
        let next = &mut self.next;
        let flow = *self.by_source.entry(format!("{source:?}")).or_insert_with(|| {
            *next += 1;
            *next
        });
        self.flows.insert(flow, (source, now));
        flow
    }
}
