//! What is done about what happens.

use std::collections::BTreeMap;
use std::time::Instant;

use brivas_platform::config::SwitchConfig;
use brivas_sip::b2bua::{BridgeId, Cause, Event, Leg, Side, refusal};
use brivas_sip::endpoint::{ServerId, Source};
use brivas_sip::header::{Allow, CallId, To};
use brivas_sip::message::{Response, Rows};
use brivas_sip::uri::{Host, Uri};
use brivas_sip::{B2bua, Message, Method, StatusCode, agent};
use jiff::Timestamp;

use crate::access::{Access, Caller};
use crate::call::{Call, Groups, Hop};
use crate::record::{Record, Records};
use crate::registrations::Registrations;
use crate::routes::Routes;

/// The switch but for its sockets.
#[derive(Debug)]
pub(crate) struct Engine {
    access: Access,
    registrations: Registrations,
    routes: Routes,
    records: Records,
    domain: String,
    own: Own,
    max_calls: usize,
    /// Whether all places of a user ring at once.
    ring_all: bool,
    calls: BTreeMap<BridgeId, Call>,
    /// Who asks to take the place of a side of a call.
    replacing: BTreeMap<BridgeId, String>,
}

/// What we are called.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    /// The hosts that are ours.
    pub(crate) hosts: Vec<String>,
    /// The ports that we listen on.
    pub(crate) ports: Vec<u16>,
}

/// What a switch takes from outside of calls.
const ALLOWED: [Method<'static>; 2] = [Method::OPTIONS, Method::REGISTER];

/// What the machines of an engine are random by, each by its own.
pub(crate) struct Seeds {
    pub(crate) registrar: [u8; 32],
    /// Of the nonces of whom MD5 is not the only way for.
    pub(crate) nonces: [u8; 32],
    pub(crate) old_nonces: [u8; 32],
}

impl Engine {
    pub(crate) fn new(
        config: &SwitchConfig,
        domain: &str,
        own: Own,
        records: Records,
        seeds: &Seeds,
        now: Instant,
    ) -> Self {
        let max_calls = usize::try_from(config.max_calls).unwrap_or(usize::MAX);
        Self {
            access: Access::of(config, domain, seeds, now),
            registrations: Registrations::new(domain, &own, config.users.len(), seeds.registrar, now),
            routes: Routes::of(config),
            records,
            domain: domain.to_owned(),
            own,
            max_calls,
            ring_all: config.ring_all,
            calls: BTreeMap::new(),
            replacing: BTreeMap::new(),
        }
    }

    /// When [`Self::handle_timeout`] is to be called.
    pub(crate) fn poll_timeout(&self) -> Option<Instant> {
        self.registrations.poll_timeout()
    }

    pub(crate) fn handle_timeout(&mut self, now: Instant) {
        self.registrations.handle_timeout(now);
    }

    /// How many calls there are.
    pub(crate) fn calls(&self) -> usize {
        self.calls.len()
    }

    /// Writes the records that wait.
    pub(crate) fn close(self) -> std::io::Result<()> {
        self.records.close()
    }

    pub(crate) fn handle(&mut self, now: Instant, b2bua: &mut B2bua, event: Event) {
        match event {
            Event::Incoming { bridge, request, source, replaces: Some(_) } => {
                self.on_replacing(now, b2bua, bridge, &request, source);
            }
            Event::Incoming { bridge, request, source, .. } => {
                self.on_incoming(now, b2bua, bridge, &request, source);
            }
            Event::Progress { bridge, code } => {
                if let Some(call) = self.calls.get_mut(&bridge)
                    && code != StatusCode::TRYING
                {
                    call.record.ring.get_or_insert_with(Timestamp::now);
                }
            }
            Event::Answered { bridge, leg } => {
                if let Some(call) = self.calls.get_mut(&bridge) {
                    call.record.answer = Some(Timestamp::now());
                    leg.into_iter().for_each(|leg| call.on_status(leg, StatusCode::OK));
                }
            }
            Event::LegFailed { bridge, leg, code } => {
                if let Some(call) = self.calls.get_mut(&bridge) {
                    call.on_status(leg, code);
                }
            }
            Event::Replaced { bridge, by, .. } => {
                let who = self.replacing.remove(&by);
                if let Some(call) = self.calls.get_mut(&bridge) {
                    call.record.replaced_by.extend(who);
                }
            }
            Event::AttemptFailed { bridge, code, .. } => self.on_attempt_failed(now, b2bua, bridge, code),
            Event::Ended { bridge, by, cause } => self.on_ended(bridge, by, &cause),
            Event::Agent(agent::Event::Request { id, request, source, .. }) => {
                self.on_request(now, b2bua, id, &request, source);
            }
            _ => {}
        }
    }

    fn on_incoming(
        &mut self,
        now: Instant,
        b2bua: &mut B2bua,
        bridge: BridgeId,
        request: &Message,
        source: Source,
    ) {
        let (code, rows) = match self.find(now, request, source) {
            Ok((caller, groups, tries_all)) => {
                let record = new_record(request, &caller, source);
                self.calls.insert(bridge, Call::new(record, groups, tries_all));
                return self.try_next(now, b2bua, bridge, StatusCode::NOT_FOUND);
            }
            Err(refusal) => refusal,
        };
        // What never was a call has no record.
        let _ = b2bua.refuse(now, bridge, code, Some(&rows));
    }

    /// Lets a call take the place of a side of another: of whoever may call, and knows the names of that call, which none but its own
    /// sides are told, and those whom they tell (RFC 3891 §8).
    fn on_replacing(
        &mut self,
        now: Instant,
        b2bua: &mut B2bua,
        bridge: BridgeId,
        request: &Message,
        source: Source,
    ) {
        let (code, rows) = match self.access.judge(now, request, source.addr.ip(), true) {
            Ok(caller) => match b2bua.replace(now, bridge) {
                Ok(()) => {
                    self.replacing.insert(bridge, name_of(&caller, source));
                    return;
                }
                Err(agent::UsageError::Pending) => (StatusCode::REQUEST_PENDING, Rows::new()),
                Err(_) => (StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST, Rows::new()),
            },
            Err(refusal) => refusal,
        };
        let _ = b2bua.refuse(now, bridge, code, Some(&rows));
    }

    /// Whose call it is, and where it may go; or what it is answered with.
    fn find(
        &mut self,
        now: Instant,
        request: &Message,
        source: Source,
    ) -> Result<(Caller, Groups, bool), (StatusCode, Rows)> {
        let refuse = |code| (code, Rows::new());
        if self.calls.len() >= self.max_calls {
            let mut rows = Rows::new();
            rows.put_text("Retry-After", b"5");
            return Err((StatusCode::SERVICE_UNAVAILABLE, rows));
        }
        let caller = self.access.judge(now, request, source.addr.ip(), true)?;
        let uri = request.request().and_then(|line| line.uri().ok());
        let uri = uri.ok_or(refuse(StatusCode::BAD_REQUEST))?;
        let Ok(sip) = uri.sip() else { return Err(refuse(StatusCode::UNSUPPORTED_URI_SCHEME)) };
        if !self.own.hosts.iter().any(|host| sip.host.is_same(&Host(host.as_bytes()))) {
            // We are nobody's relay to the rest of the world.
            return Err(refuse(StatusCode::NOT_FOUND));
        }
        let user = sip.user.and_then(|user| std::str::from_utf8(user).ok()).unwrap_or_default();
        let aor = format!("sip:{user}@{}", self.domain);
        let registered = Uri::read(aor.as_bytes()).ok().map(|uri| self.registrations.find(now, &uri));
        match registered {
            Some(Ok(groups)) if self.ring_all => return Ok((caller, groups, true)),
            Some(Ok(groups)) => return Ok((caller, one_by_one(groups.into_iter().flatten()), true)),
            Some(Err(code)) if self.access.knows(user) => return Err(refuse(code)),
            _ => {}
        }
        let hops = self.routes.find(user.strip_prefix('+').unwrap_or(user));
        if hops.is_empty() {
            return Err(refuse(StatusCode::NOT_FOUND));
        }
        Ok((caller, one_by_one(hops.into_iter()), false))
    }

    /// Tries the next places; without one the call is refused as the last attempt says.
    fn try_next(&mut self, now: Instant, b2bua: &mut B2bua, bridge: BridgeId, last: StatusCode) {
        let Some(call) = self.calls.get_mut(&bridge) else { return };
        while let Some(hops) = call.next() {
            let hops: Vec<_> = hops.into_iter().filter(|hop| Uri::read(&hop.uri).is_ok()).collect();
            let legs = hops.iter().filter_map(|hop| {
                let uri = Uri::read(&hop.uri).ok()?;
                Some(Leg { rows: hop.route.as_ref(), ..Leg::new(uri, hop.target) })
            });
            let sent = b2bua.ring(now, bridge, &legs.collect::<Vec<_>>());
            let count = hops.len();
            call.begin(hops);
            if sent.is_ok() {
                return;
            }
            (0..count).for_each(|place| call.on_status(place, StatusCode::SERVICE_UNAVAILABLE));
        }
        let _ = b2bua.refuse(now, bridge, refusal(last), None);
    }

    fn on_attempt_failed(&mut self, now: Instant, b2bua: &mut B2bua, bridge: BridgeId, code: StatusCode) {
        let Some(call) = self.calls.get_mut(&bridge) else { return };
        // Of several each has been told.
        if call.other_ways.len() == 1 {
            call.on_status(0, code);
        }
        // Another gateway helps where this one is at fault, not where the callee has spoken.
        let goes_on =
            code == StatusCode::REQUEST_TIMEOUT || code.class() == 5 || call.tries_all && code.class() < 6;
        if !goes_on {
            call.groups.clear();
            call.again.clear();
        }
        self.try_next(now, b2bua, bridge, code);
    }

    fn on_ended(&mut self, bridge: BridgeId, by: Option<Side>, cause: &Cause) {
        self.replacing.remove(&bridge);
        let Some(Call { mut record, .. }) = self.calls.remove(&bridge) else { return };
        record.end = Timestamp::now();
        record.duration_ms =
            record.answer.map_or(0, |answer| record.end.as_millisecond() - answer.as_millisecond());
        record.ended_by = match by {
            Some(Side::Caller) => "caller",
            Some(Side::Callee) => "callee",
            None => "switch",
        };
        record.cause = match cause {
            Cause::Bye(_) => "bye".into(),
            Cause::Cancelled => "cancelled".into(),
            Cause::Refused(code) => code.0.to_string(),
            Cause::HungUp => "hung up".into(),
            _ => "lost".into(),
        };
        self.records.put(record);
    }

    /// A request that is of no call.
    fn on_request(
        &mut self,
        now: Instant,
        b2bua: &mut B2bua,
        id: ServerId,
        request: &Message,
        source: Source,
    ) {
        let (code, rows) = match request.method() {
            Some(Method::REGISTER) => match self.access.judge(now, request, source.addr.ip(), false) {
                Ok(Caller::User(user)) => {
                    let domain = self.domain.clone();
                    self.registrations.register(now, &user, &domain, request, source)
                }
                Ok(Caller::Trusted) => (StatusCode::FORBIDDEN, Rows::new()),
                Err(refusal) => refusal,
            },
            Some(Method::OPTIONS) => (StatusCode::OK, allowed()),
            _ => (StatusCode::METHOD_NOT_ALLOWED, allowed()),
        };
        let _ = b2bua.agent().respond(now, id, &Response { rows: Some(&rows), ..Response::new(code) });
    }
}

fn allowed() -> Rows {
    let mut rows = Rows::new();
    for method in [Method::INVITE, Method::ACK, Method::CANCEL, Method::BYE].iter().chain(&ALLOWED) {
        rows.put(&Allow(*method));
    }
    rows
}

/// Each by itself.
fn one_by_one(hops: impl Iterator<Item = Hop>) -> Groups {
    hops.map(|hop| vec![hop]).collect()
}

/// What a caller is called in records.
fn name_of(caller: &Caller, source: Source) -> String {
    match caller {
        Caller::User(user) => user.clone(),
        Caller::Trusted => source.addr.to_string(),
    }
}

fn new_record(request: &Message, caller: &Caller, source: Source) -> Record {
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    let now = Timestamp::now();
    let to: Option<To<'_>> = request.need().ok();
    let called = to.map(|to| match to.addr.uri {
        Uri::Sip(uri) => text(uri.user.unwrap_or_default()),
        other => other.to_string(),
    });
    Record {
        call_id: request.need::<CallId<'_>>().map(|id| text(id.0)).unwrap_or_default(),
        from: name_of(caller, source),
        called: called.unwrap_or_default(),
        start: now,
        ring: None,
        answer: None,
        end: now,
        duration_ms: 0,
        attempts: Vec::new(),
        replaced_by: Vec::new(),
        ended_by: "switch",
        cause: String::new(),
    }
}
