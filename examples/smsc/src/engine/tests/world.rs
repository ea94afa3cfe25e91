use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_platform::config::Config;
use brivas_platform::store::{MemoryStore, MessageStore};
use brivas_smpp::{
    Bind, BindKind, Body, CommandStatus, DeliverSm, Event, InboundId, InterfaceVersion, MessageType, Pdu,
    RequestId, Role, Session, SubmitSm, SubmitSmResp,
};
use bytes::BytesMut;
use tokio::sync::oneshot;

use super::centre::Centre;
use super::hook_end::HookEnd;
use crate::engine::{
    ConnectionId, Engine, Input, Inquiry, KnownBy, Moment, Outcome, Output, Party, Refusal, Report,
    Submission, Taken,
};
use crate::link::{Link, links_of};
use crate::metrics::Metrics;
use crate::settings::{Settings, Tenant, session_config};
use crate::{answer, delivery};

/// Noon of 2026-01-01 UTC: where the wall clock of the tests begins.
const START: i64 = 1_767_268_800_000;

/// A hash in the right form; nobody's password is checked here.
const HASH: &str = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A centre, its ESMEs and their clock.
pub(super) struct World {
    pub(super) engine: Engine,
    pub(super) now: Moment,
    pub(super) esmes: Vec<Esme>,
    pub(super) centres: Vec<Centre>,
    pub(super) hooks: Vec<HookEnd>,
    links: Vec<Arc<Link>>,
    tenants: Vec<Arc<Tenant>>,
    connections: u64,
}

/// An ESME with the centre's session for it.
pub(super) struct Esme {
    pub(super) connection: ConnectionId,
    session: Session,
    centre: Session,
    to_centre: BytesMut,
    to_esme: BytesMut,
    deliveries: BTreeMap<RequestId, u64>,
    /// What to answer to each delivery.
    pub(super) verdict: CommandStatus,
    pub(super) answers: bool,
    pub(super) responses: Vec<Pdu>,
    pub(super) delivered: Vec<Pdu>,
    held: Vec<InboundId>,
    open: bool,
}

impl World {
    pub(super) fn new(config: &str) -> Self {
        Self::with_store(config, Box::new(MemoryStore::new(1000)))
    }

    pub(super) fn with_store(config: &str, store: Box<dyn MessageStore + Send>) -> Self {
        let now = Moment { instant: Instant::now(), unix_ms: START };
        Self::at(config, store, now)
    }

    pub(super) fn at(config: &str, store: Box<dyn MessageStore + Send>, now: Moment) -> Self {
        let config = Config::parse(&config.replace("HASH", HASH)).unwrap();
        let session = session_config(&config);
        let tenants: Vec<Arc<Tenant>> = config
            .tenants
            .iter()
            .enumerate()
            .map(|(index, tenant)| Arc::new(Tenant::of(index, tenant, &session).unwrap()))
            .collect();
        let metrics = Arc::new(Metrics::new());
        let links = links_of(&config).unwrap();
        let settings = Settings::of(&config).unwrap();
        let engine = Engine::new(store, settings, &tenants, &links, metrics, now).unwrap();
        Self {
            engine,
            now,
            esmes: Vec::new(),
            centres: Vec::new(),
            hooks: Vec::new(),
            links,
            tenants,
            connections: 0,
        }
    }

    /// Binds an ESME of this tenant, and gives its place.
    pub(super) fn bind(
        &mut self,
        tenant: &str,
        kind: BindKind,
        version: InterfaceVersion,
        range: &str,
    ) -> usize {
        let tenant = self.tenant(tenant);
        self.connections += 1;
        let mut esme_config = brivas_smpp::Config::new(Role::Esme);
        esme_config.set_window(100).set_enquire_link_timer(None);
        let instant = self.now.instant;
        let mut session = Session::new(Arc::new(esme_config), [0; 32], instant);
        let mut centre_config = (*tenant.session).clone();
        centre_config.set_enquire_link_timer(None);
        let centre = Session::new(Arc::new(centre_config), [0; 32], instant);
        let body = Bind { kind, interface_version: version, ..Default::default() };
        session.bind(instant, &body).unwrap();
        let mut esme = Esme {
            connection: ConnectionId(self.connections),
            session,
            centre,
            to_centre: BytesMut::new(),
            to_esme: BytesMut::new(),
            deliveries: BTreeMap::new(),
            verdict: CommandStatus::ESME_ROK,
            answers: true,
            responses: Vec::new(),
            delivered: Vec::new(),
            held: Vec::new(),
            open: true,
        };
        esme.exchange(instant);
        let Some(Event::Bind { id, .. }) = esme.centre.poll_event() else { panic!("no bind") };
        esme.centre.accept_bind(instant, id, b"centre").unwrap();
        esme.exchange(instant);
        assert!(matches!(esme.session.poll_event(), Some(Event::Bound { .. })));
        let address_range = (!range.is_empty()).then(|| regex::bytes::Regex::new(range).unwrap());
        let bound = Input::Bound {
            connection: esme.connection,
            party: Party::Esme(tenant),
            version: esme.centre.dialect().version,
            receives: kind != BindKind::Transmitter,
            address_range,
        };
        self.esmes.push(esme);
        self.turn(vec![bound]);
        self.settle();
        self.esmes.len() - 1
    }

    /// Binds us to the centre of a link, and gives its place.
    pub(super) fn bind_link(&mut self, name: &str) -> usize {
        let link = self.links.iter().find(|link| link.name == name).unwrap().clone();
        self.connections += 1;
        let centre = Centre::new(ConnectionId(self.connections), link.clone(), self.now.instant);
        let bound = Input::Bound {
            connection: centre.connection,
            party: Party::Link(link),
            version: InterfaceVersion::V3_4,
            receives: true,
            address_range: None,
        };
        self.centres.push(centre);
        self.turn(vec![bound]);
        self.settle();
        self.centres.len() - 1
    }

    /// A transceiver of 5.0 without an address_range.
    pub(super) fn bind_plain(&mut self, tenant: &str) -> usize {
        self.bind(tenant, BindKind::Transceiver, InterfaceVersion::V5_0, "")
    }

    /// Has an ESME send a request; the response is in `responses` afterwards.
    pub(super) fn ask<'a>(&mut self, esme: usize, body: &impl Body<'a>) -> Pdu {
        let instant = self.now.instant;
        let before = self.esmes[esme].responses.len();
        self.esmes[esme].session.request(instant, body).unwrap();
        self.settle();
        self.esmes[esme].responses.get(before).cloned().expect("a response")
    }

    /// As [`Self::ask`], where no response is due yet.
    pub(super) fn send<'a>(&mut self, esme: usize, body: &impl Body<'a>) {
        let instant = self.now.instant;
        self.esmes[esme].session.request(instant, body).unwrap();
        self.settle();
    }

    /// Submits a message that is accepted, and gives its id.
    pub(super) fn submit(&mut self, esme: usize, body: &SubmitSm<'_>) -> Vec<u8> {
        let response = self.ask(esme, body);
        assert_eq!(response.header.command_status, CommandStatus::ESME_ROK);
        response.body::<SubmitSmResp<'_>>().unwrap().message_id.to_vec()
    }

    /// Hands in a message as HTTP does.
    pub(super) fn submit_outside(
        &mut self,
        tenant: &str,
        key: Option<[u8; 32]>,
        parts: Vec<Pdu>,
    ) -> Result<Taken, Refusal> {
        self.submit_judged(tenant, key, parts, Ok(()))
    }

    /// The same where the tenant's limits say this.
    pub(super) fn submit_judged(
        &mut self,
        tenant: &str,
        key: Option<[u8; 32]>,
        parts: Vec<Pdu>,
        judged: Result<(), CommandStatus>,
    ) -> Result<Taken, Refusal> {
        let tenant = self.tenant(tenant);
        let (reply, mut answer) = oneshot::channel();
        let admit = Box::new(move |_: &[Pdu]| judged);
        self.turn(vec![Input::Submit(Submission {
            origin: tenant.system_id.clone(),
            by_http: true,
            known_by: key.map_or(KnownBy::Id, KnownBy::Key),
            parts,
            admit,
            reply,
        })]);
        self.settle();
        answer.try_recv().expect("an answer once the turn is durable")
    }

    /// Asks about a message as HTTP does.
    pub(super) fn inquire(&mut self, tenant: &str, message_id: &[u8]) -> Result<Report, CommandStatus> {
        let tenant = self.tenant(tenant);
        let (reply, mut answer) = oneshot::channel();
        self.turn(vec![Input::Inquire(Inquiry { tenant, message_id: message_id.to_vec(), reply })]);
        answer.try_recv().expect("an answer once the turn is durable")
    }

    pub(super) fn tenant(&self, name: &str) -> Arc<Tenant> {
        self.tenants.iter().find(|tenant| tenant.name == name).unwrap().clone()
    }

    /// The status of the response to a request.
    pub(super) fn status<'a>(&mut self, esme: usize, body: &impl Body<'a>) -> CommandStatus {
        self.ask(esme, body).header.command_status
    }

    /// The connection of an ESME breaks.
    pub(super) fn cut(&mut self, esme: usize) {
        self.esmes[esme].open = false;
        let connection = self.esmes[esme].connection;
        self.turn(vec![Input::Gone { connection }]);
        self.settle();
    }

    /// The ESME answers what it has held back.
    pub(super) fn release(&mut self, esme: usize) {
        let instant = self.now.instant;
        let esme = &mut self.esmes[esme];
        for id in std::mem::take(&mut esme.held) {
            esme.session.refuse_or_accept(instant, id, esme.verdict);
        }
        self.settle();
    }

    /// Lets time pass, from one thing that is due to the next.
    pub(super) fn pass(&mut self, span: Duration) {
        let end = self.now.instant + span;
        while let Some(at) = self.engine.next_turn(self.now).filter(|at| *at <= end) {
            self.advance_to(at);
            self.turn(Vec::new());
            self.settle();
        }
        self.advance_to(end);
        self.turn(Vec::new());
        self.settle();
    }

    fn advance_to(&mut self, at: Instant) {
        let span = at.saturating_duration_since(self.now.instant);
        let millis = i64::try_from(span.as_nanos().div_ceil(1_000_000)).unwrap();
        self.now.instant += Duration::from_millis(u64::try_from(millis).unwrap());
        self.now.unix_ms += millis;
    }

    pub(super) fn turn(&mut self, inputs: Vec<Input>) {
        for (connection, output) in self.engine.turn(self.now, inputs) {
            let esme = self.esmes.iter_mut().find(|esme| esme.connection == connection && esme.open);
            if let Some(esme) = esme {
                esme.perform(self.now.instant, output);
                continue;
            }
            let centre =
                self.centres.iter_mut().find(|centre| centre.connection == connection && centre.open);
            if let Some(centre) = centre {
                centre.perform(self.now, output);
                continue;
            }
            if let Some(hook) = self.hooks.iter_mut().find(|hook| hook.connection == connection) {
                hook.perform(output);
            }
        }
    }

    /// Carries everything everywhere until nothing moves.
    pub(super) fn settle(&mut self) {
        loop {
            let mut inputs = Vec::new();
            for esme in &mut self.esmes {
                esme.exchange(self.now.instant);
                inputs.append(&mut esme.inputs(self.now.instant));
            }
            for centre in &mut self.centres {
                inputs.append(&mut centre.inputs(self.now.instant));
            }
            inputs.extend(self.hooks.iter_mut().flat_map(HookEnd::inputs));
            if inputs.is_empty() {
                return;
            }
            self.turn(inputs);
        }
    }
}

/// Both outcomes of a delivery by one verb.
trait RefuseOrAccept {
    fn refuse_or_accept(&mut self, now: Instant, id: InboundId, verdict: CommandStatus);
}

impl RefuseOrAccept for Session {
    fn refuse_or_accept(&mut self, now: Instant, id: InboundId, verdict: CommandStatus) {
        if verdict.is_ok() {
            self.deliver_sm_resp(now, id).unwrap();
        } else {
            self.refuse(now, id, verdict).unwrap();
        }
    }
}

impl Esme {
    /// The receipts among what was delivered: `(short_message, body's esm_class)`.
    pub(super) fn receipts(&self) -> Vec<String> {
        let text = |pdu: &Pdu| {
            let body = pdu.body::<DeliverSm<'_>>().unwrap();
            let receipt = matches!(
                body.esm_class.message_type(),
                MessageType::McDeliveryReceipt | MessageType::IntermediateNotification
            );
            receipt.then(|| String::from_utf8(body.short_message.to_vec()).unwrap())
        };
        self.delivered.iter().filter_map(text).collect()
    }

    /// The texts of the messages that were delivered, receipts left out.
    pub(super) fn messages(&self) -> Vec<String> {
        let text = |pdu: &Pdu| {
            let body = pdu.body::<DeliverSm<'_>>().unwrap();
            let message = body.esm_class.message_type() == MessageType::Default;
            message.then(|| String::from_utf8(body.short_message.to_vec()).unwrap())
        };
        self.delivered.iter().filter_map(text).collect()
    }

    fn exchange(&mut self, now: Instant) {
        loop {
            let mut moved = false;
            while let Some(octets) = self.session.poll_transmit() {
                self.to_centre.extend_from_slice(&octets);
                moved = true;
            }
            while let Some(octets) = self.centre.poll_transmit() {
                self.to_esme.extend_from_slice(&octets);
                moved = true;
            }
            self.centre.handle_input(now, &mut self.to_centre);
            self.session.handle_input(now, &mut self.to_esme);
            if !moved {
                return;
            }
        }
    }

    fn perform(&mut self, now: Instant, output: Output) {
        match output {
            Output::Answer(id, it) => answer::send(&mut self.centre, now, id, it).unwrap(),
            Output::Deliver { token, envelope, .. } => {
                let id = delivery::deliver(&mut self.centre, now, &envelope).unwrap();
                self.deliveries.insert(id, token);
            }
        }
    }

    /// What the centre's session has for the engine; on the ESME's side, deliveries are answered.
    fn inputs(&mut self, now: Instant) -> Vec<Input> {
        while let Some(event) = self.session.poll_event() {
            match event {
                Event::Response { pdu, .. } => self.responses.push(pdu),
                Event::Request { id, pdu } => {
                    self.delivered.push(pdu);
                    if self.answers {
                        self.session.refuse_or_accept(now, id, self.verdict);
                    } else {
                        self.held.push(id);
                    }
                }
                _ => {}
            }
        }
        self.exchange(now);
        let mut inputs = Vec::new();
        while let Some(event) = self.centre.poll_event() {
            match event {
                Event::Request { id, pdu } => {
                    inputs.push(Input::Request { connection: self.connection, id, pdu });
                }
                Event::Response { id, pdu } => {
                    let token = self.deliveries.remove(&id).unwrap();
                    let outcome = Outcome::Answered(pdu.header.command_status);
                    inputs.push(Input::Delivered { connection: self.connection, token, outcome });
                }
                _ => {}
            }
        }
        if self.open { inputs } else { Vec::new() }
    }
}

/// Two tenants: `a`, and `b` with the prefix 99; no handset.
pub(super) const TWO: &str = r#"
[handset]
enabled = false
[message]
retry_secs = [10, 100]
[[tenant]]
name = "a"
system_id = "a"
password_hash = "HASH"
prefixes = ["11"]
[[tenant]]
name = "b"
system_id = "b"
password_hash = "HASH"
prefixes = ["99"]
"#;

/// One tenant, which may claim addresses, and the handset.
pub(super) const HANDSET: &str = r#"
[handset]
delay_ms = 700
[distribution_list]
friends = ["501", "502"]
[canned]
7 = "the canned text"
[[tenant]]
name = "a"
system_id = "a"
password_hash = "HASH"
claim_by_address_range = true
[[tenant]]
name = "b"
system_id = "b"
password_hash = "HASH"
"#;

/// A message from 1100 to this destination.
pub(super) fn to<'a>(destination_addr: &'a [u8], short_message: &'a [u8]) -> SubmitSm<'a> {
    SubmitSm { source_addr: b"1100", destination_addr, short_message, ..Default::default() }
}
