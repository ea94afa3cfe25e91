//! The thread that has the associations with the signalling gateways, between the network and the engine.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use brivas_platform::secret;
use brivas_sigtran::gateway::{DeliveryId, Event, Failure, SmsGateway};
use brivas_sigtran::io::{Driver, Event as LinkEvent, UdpSctp};
use brivas_sigtran::m3ua::{self, AsState, AssociationId};
use brivas_sigtran::sccp;
use brivas_sigtran::sctp::{Sctp, udp};
use brivas_sigtran::{Stack, stack};
use brivas_smpp::InterfaceVersion;
use tokio::net::UdpSocket;
use tokio::sync::mpsc;

use super::Ss7;
use super::deliveries::Deliveries;
use super::originated::Answered;
use crate::connection::Desk;
use crate::engine::{Input, Outcome, Output, Party};
use crate::link::Pauses;
use crate::shared::{Shared, stopped, until};

/// The pauses before a gateway is tried again.
const PAUSES: Pauses = Pauses::new(1000, 30_000);

/// Binds the socket, and serves it on a thread of its own: SCTP stays on one.
///
/// # Errors
/// The socket cannot be bound, the system gives no random octets.
pub(crate) fn start(ss7: Ss7, shared: Arc<Shared>) -> io::Result<SocketAddr> {
    let socket = std::net::UdpSocket::bind(ss7.listen)?;
    socket.set_nonblocking(true)?;
    let address = socket.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let random = || secret::random().map_err(io::Error::other);
    let seeds = [random()?, random()?];
    std::thread::Builder::new().name("ss7".into()).spawn(move || {
        runtime.block_on(async {
            match Node::new(ss7, shared, socket, seeds) {
                Ok(mut node) => node.serve().await,
                Err(error) => tracing::error!(%error, "the mobile network cannot be reached"),
            }
        });
    })?;
    Ok(address)
}

pub(super) struct Node {
    pub(super) ss7: Ss7,
    pub(super) driver: Driver<Stack, UdpSctp>,
    pub(super) gateway: SmsGateway,
    deliveries: Deliveries,
    pub(super) desk: Desk,
    /// Whether the engine may give us messages.
    is_bound: bool,
    /// Whether there is a way into the network now.
    is_reachable: bool,
    /// Which gateways are tried again when, and how often they have failed in a row.
    retries: Vec<Retry>,
    pub(super) answers: mpsc::UnboundedSender<Answered>,
    answered: mpsc::UnboundedReceiver<Answered>,
}

struct Retry {
    association: AssociationId,
    failures: u32,
    at: Option<Instant>,
}

impl Node {
    fn new(
        ss7: Ss7,
        shared: Arc<Shared>,
        socket: std::net::UdpSocket,
        [first, second]: [[u8; 32]; 2],
    ) -> Result<Self, Box<dyn std::error::Error>> {
        let stack = ss7.stack(first, Instant::now())?;
        let mut sctp = udp::Config::new();
        sctp.set_port(ss7.port);
        let sctp = UdpSctp::new(Arc::new(sctp), second, UdpSocket::from_std(socket)?);
        let retry = |gateway: &super::Gateway| Retry {
            association: gateway.association,
            failures: 0,
            at: Some(Instant::now()),
        };
        let (answers, answered) = mpsc::unbounded_channel();
        Ok(Self {
            retries: ss7.gateways().iter().map(retry).collect(),
            gateway: SmsGateway::new(ss7.gateway.clone()),
            driver: Driver::new(stack, sctp),
            deliveries: Deliveries::default(),
            desk: Desk::new(shared),
            is_bound: false,
            is_reachable: false,
            answers,
            answered,
            ss7,
        })
    }

    async fn serve(&mut self) {
        let mut outputs = Vec::new();
        let mut stopping = self.desk.shared.stopping.subscribe();
        loop {
            let next = self.retries.iter().filter_map(|retry| retry.at).min();
            tokio::select! {
                event = self.driver.next_event() => match event {
                    Ok(event) => self.on_link(event),
                    Err(error) => return tracing::error!(%error, "the socket of SS7 failed"),
                },
                () = self.desk.take_outputs(&mut outputs) => {
                    for output in outputs.drain(..).flatten() {
                        self.perform(output);
                    }
                }
                Some(answered) = self.answered.recv() => self.answer(answered),
                () = until(next) => self.open_associations(),
                // What is on its way ends in the store as lost, and is delivered after the next start.
                () = stopped(&mut stopping) => return,
            }
            self.tell_engine();
            if !self.desk.flush().await {
                return;
            }
        }
    }

    /// What the transport or the stack tells.
    fn on_link(&mut self, event: LinkEvent<stack::Event>) {
        let now = Instant::now();
        match event {
            LinkEvent::Node(stack::Event::Map(event)) => {
                let gateway = &mut self.gateway;
                // What is left is of dialogues that have ended.
                let _ = self.driver.node().with_map(now, |map| gateway.handle_event(now, map, event));
            }
            LinkEvent::Node(stack::Event::M3ua(event)) => self.on_m3ua(&event),
            LinkEvent::Node(stack::Event::Sccp(sccp::Event::PointCodeState { point_code, accessible })) => {
                tracing::info!(?point_code, accessible, "point");
                self.is_reachable = self.judge_reach();
            }
            LinkEvent::Node(stack::Event::Undelivered(transfer)) => {
                tracing::debug!(point_code = ?transfer.label.dpc, "a message did not go out");
            }
            LinkEvent::Node(_) => {}
            // We are the ones who call.
            LinkEvent::Incoming { association, .. } => {
                let _ = self.driver.sctp().abort(association);
            }
            LinkEvent::Down { association, reason } => {
                tracing::warn!(gateway = self.name_of(association), ?reason, "association down");
                if let Some(retry) = self.retries.iter_mut().find(|retry| retry.association == association) {
                    retry.failures += 1;
                    retry.at = Some(now + PAUSES.after(retry.failures, association.0.into()));
                }
            }
            _ => {}
        }
    }

    fn on_m3ua(&mut self, event: &m3ua::Event) {
        match event {
            m3ua::Event::As { id, state } => {
                tracing::info!(?id, ?state, "application server");
                self.is_reachable = self.judge_reach();
            }
            m3ua::Event::Asp { association, state: m3ua::AspState::Active, .. } => {
                tracing::info!(gateway = self.name_of(*association), "active");
                if let Some(retry) = self.retries.iter_mut().find(|it| it.association == *association) {
                    retry.failures = 0;
                }
            }
            m3ua::Event::HeartbeatLost { association } => {
                let _ = self.driver.sctp().abort(*association);
            }
            other => tracing::debug!(event = ?other, "M3UA"),
        }
    }

    /// Whether an application server of ours is active and a point can be reached to which numbers lead.
    fn judge_reach(&mut self) -> bool {
        let stack = self.driver.node();
        let (m3ua, sccp) = (stack.m3ua(), stack.sccp());
        m3ua.application_servers().any(|(id, _)| m3ua.as_state(id) == Ok(AsState::Active))
            && sccp.other_points().into_iter().any(|point| sccp.is_accessible(point))
    }

    fn name_of(&self, association: AssociationId) -> &str {
        let known = self.ss7.gateways().iter().find(|gateway| gateway.association == association);
        known.map_or("", |gateway| &gateway.name)
    }

    /// Calls the gateways whose time has come.
    fn open_associations(&mut self) {
        let now = Instant::now();
        for retry in &mut self.retries {
            if retry.at.is_some_and(|at| at <= now) {
                retry.at = None;
                let gateway = self.ss7.gateways().iter().find(|it| it.association == retry.association);
                if let Some(gateway) = gateway
                    && let Err(error) = self.driver.open(gateway.association, &gateway.remote)
                {
                    tracing::warn!(gateway = gateway.name, %error, "no association");
                    retry.failures += 1;
                    retry.at = Some(now + PAUSES.after(retry.failures, retry.association.0.into()));
                }
            }
        }
    }

    fn perform(&mut self, output: Output) {
        let Output::Deliver { token, envelope, .. } = output else { return };
        let now = Instant::now();
        let outcome = if self.is_reachable {
            let (gateway, deliveries) = (&mut self.gateway, &mut self.deliveries);
            self.driver.node().with_map(now, |map| deliveries.begin(now, (gateway, map), token, &envelope))
        } else {
            Some(Outcome::Lost)
        };
        if let Some(outcome) = outcome {
            self.desk.push(Input::Delivered { connection: self.desk.id, token, outcome });
        }
    }

    /// Everything that the gateway has to tell goes to the engine.
    fn tell_engine(&mut self) {
        while let Some(event) = self.gateway.poll_event() {
            match event {
                Event::Delivered { id } => self.ended(id, None),
                Event::Failed { id, failure, .. } => self.ended(id, Some(failure)),
                Event::Submitted { id, msisdn, tpdu } => self.submitted(id, &msisdn, &tpdu),
                Event::Alert { msisdn } => {
                    self.desk.shared.metrics.mobile_network.alerted();
                    self.desk.push(Input::Reachable { number: msisdn.into_bytes() });
                }
                _ => {}
            }
        }
        let metrics = &self.desk.shared.metrics.mobile_network;
        metrics.on_their_way(self.deliveries.len());
        metrics.reachable(self.is_reachable);
        if self.is_reachable && !self.is_bound {
            self.is_bound = true;
            tracing::info!("the mobile network can be reached");
            self.desk.push(Input::Bound {
                connection: self.desk.id,
                party: Party::MobileNetwork { window: self.ss7.window },
                version: InterfaceVersion::V5_0,
                receives: true,
                address_range: None,
            });
        }
        // What is under way ends first, by its own timers: it might be delivered still.
        if !self.is_reachable && self.is_bound && self.deliveries.len() == 0 {
            self.is_bound = false;
            tracing::warn!("the mobile network cannot be reached");
            self.desk.push(Input::Gone { connection: self.desk.id });
        }
    }

    fn ended(&mut self, id: DeliveryId, failure: Option<Failure>) {
        self.desk.shared.metrics.mobile_network.answered(failure);
        if let Some((token, outcome)) = self.deliveries.ended(id, failure) {
            self.desk.push(Input::Delivered { connection: self.desk.id, token, outcome });
        }
    }
}
