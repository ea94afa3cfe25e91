//! Another message centre, with our session for it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use brivas_smpp::{
    Bind, Body, CommandStatus, Config, Event, InboundId, InterfaceVersion, Pdu, RequestId, Role, Session,
};
use bytes::BytesMut;

use crate::answer;
use crate::engine::{ConnectionId, Input, Moment, Output};
use crate::link::{self, Link};

pub(super) struct Centre {
    pub(super) connection: ConnectionId,
    link: Arc<Link>,
    ours: Session,
    theirs: Session,
    to_them: BytesMut,
    to_us: BytesMut,
    deliveries: BTreeMap<RequestId, u64>,
    /// What to answer to each submission.
    pub(super) verdict: CommandStatus,
    /// Whether it answers at once.
    pub(super) answers: bool,
    /// What it calls the next message.
    pub(super) next_id: u64,
    held: Vec<InboundId>,
    /// What was submitted to it.
    pub(super) submitted: Vec<Pdu>,
    /// What we answered to its deliveries.
    pub(super) responses: Vec<Pdu>,
    pub(super) open: bool,
}

impl Centre {
    pub(super) fn new(connection: ConnectionId, link: Arc<Link>, now: Instant) -> Self {
        let mut ours = Session::new(link.session.clone(), [0; 32], now);
        let mut config = Config::new(Role::Mc);
        config.set_window(100).set_enquire_link_timer(None);
        let theirs = Session::new(Arc::new(config), [0; 32], now);
        ours.bind(now, &Bind { interface_version: InterfaceVersion::V3_4, ..Default::default() }).unwrap();
        let mut centre = Self {
            connection,
            link,
            ours,
            theirs,
            to_them: BytesMut::new(),
            to_us: BytesMut::new(),
            deliveries: BTreeMap::new(),
            verdict: CommandStatus::ESME_ROK,
            answers: true,
            next_id: 0xABC0,
            held: Vec::new(),
            submitted: Vec::new(),
            responses: Vec::new(),
            open: true,
        };
        centre.exchange(now);
        let Some(Event::Bind { id, .. }) = centre.theirs.poll_event() else { panic!("no bind") };
        centre.theirs.accept_bind(now, id, b"upstream").unwrap();
        centre.exchange(now);
        assert!(matches!(centre.ours.poll_event(), Some(Event::Bound { .. })));
        centre
    }

    /// It sends us something; what we answer is in `responses` once all is settled.
    pub(super) fn send<'a>(&mut self, now: Instant, body: &impl Body<'a>) {
        self.theirs.request(now, body).unwrap();
    }

    /// It answers what it has held back.
    pub(super) fn release(&mut self, now: Instant) {
        for id in std::mem::take(&mut self.held) {
            self.answer(now, id);
        }
    }

    fn answer(&mut self, now: Instant, id: InboundId) {
        if self.verdict.is_ok() {
            let message_id = format!("{:X}", self.next_id);
            self.next_id += 1;
            self.theirs.submit_sm_resp(now, id, message_id.as_bytes()).unwrap();
        } else {
            self.theirs.refuse(now, id, self.verdict).unwrap();
        }
    }

    fn exchange(&mut self, now: Instant) {
        loop {
            let mut moved = false;
            while let Some(octets) = self.ours.poll_transmit() {
                self.to_them.extend_from_slice(&octets);
                moved = true;
            }
            while let Some(octets) = self.theirs.poll_transmit() {
                self.to_us.extend_from_slice(&octets);
                moved = true;
            }
            self.theirs.handle_input(now, &mut self.to_them);
            self.ours.handle_input(now, &mut self.to_us);
            if !moved {
                return;
            }
        }
    }

    pub(super) fn perform(&mut self, now: Moment, output: Output) {
        match output {
            Output::Answer(id, it) => answer::send(&mut self.ours, now.instant, id, it).unwrap(),
            Output::Deliver { token, envelope, .. } => {
                let sent =
                    link::submit(&mut self.ours, now.instant, now.unix_ms, &self.link, &envelope).unwrap();
                self.deliveries.insert(sent, token);
            }
        }
    }

    /// What our session has for the engine; on their side, submissions are answered.
    pub(super) fn inputs(&mut self, now: Instant) -> Vec<Input> {
        self.exchange(now);
        while let Some(event) = self.theirs.poll_event() {
            match event {
                Event::Response { pdu, .. } => self.responses.push(pdu),
                Event::Request { id, pdu } => {
                    self.submitted.push(pdu);
                    if self.answers {
                        self.answer(now, id);
                    } else {
                        self.held.push(id);
                    }
                }
                _ => {}
            }
        }
        self.exchange(now);
        let mut inputs = Vec::new();
        while let Some(event) = self.ours.poll_event() {
            match event {
                Event::Request { id, pdu } => {
                    inputs.push(Input::Request { connection: self.connection, id, pdu });
                }
                Event::Response { id, pdu } => {
                    let token = self.deliveries.remove(&id).unwrap();
                    let outcome = link::outcome(&pdu);
                    inputs.push(Input::Delivered { connection: self.connection, token, outcome });
                }
                _ => {}
            }
        }
        if self.open { inputs } else { Vec::new() }
    }
}
