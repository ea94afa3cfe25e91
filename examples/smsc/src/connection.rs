//! One SMPP connection: carries events to the engine in batches, and the engine's outputs to the session. What is beyond
//! the tenant's limits is refused here, so that the engine never sees it.
//!
//! `connection/bind.rs`: whether an ESME may bind; `connection/peer.rs`: who is at the other end.

mod bind;
mod peer;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_smpp::{
    Bind, BindKind, CommandStatus, Driver, Event, InboundId, Pdu, RequestFailure, RequestId, Session,
};
use regex::bytes::{Regex, RegexBuilder};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::answer;
use crate::delivery::{self, DeliverError};
use crate::engine::{ConnectionId, Input, Outcome, Output};
use crate::limits::CONGESTED;
use crate::server::{Shared, moment, stopped};
use crate::settings::{BindPermit, Tenant};

pub(crate) use bind::BindRefusal;
pub(crate) use peer::{Peer, Transport};

/// What the engine has for one connection.
pub(crate) type Outputs = mpsc::UnboundedReceiver<Vec<Output>>;

/// How many batches of outputs are taken in one go.
const BATCHES: usize = 64;
/// The most octets of memory that a bind's address_range may take as a regular expression.
const RANGE_LIMIT: usize = 64 * 1024;
/// How long the last octets may take, and over TLS the close_notify after them (RFC 8446 §6.1).
const LAST_OCTETS: Duration = Duration::from_secs(1);

pub(crate) struct Connection<S> {
    driver: Driver<S>,
    shared: Arc<Shared>,
    id: ConnectionId,
    peer: Peer,
    outputs: Outputs,
    /// Deliveries that await their response, and the engine's tokens for them.
    deliveries: BTreeMap<RequestId, u64>,
    bound: Option<(Arc<Tenant>, BindPermit)>,
    batch: Vec<Input>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Connection<S> {
    pub(crate) fn new(
        session: Session,
        stream: S,
        shared: Arc<Shared>,
        id: ConnectionId,
        peer: Peer,
        outputs: Outputs,
    ) -> Self {
        let driver = Driver::new(session, stream);
        let deliveries = BTreeMap::new();
        Self { driver, shared, id, peer, outputs, deliveries, bound: None, batch: Vec::new() }
    }

    /// Serves the connection until it ends.
    pub(crate) async fn serve(mut self) {
        let mut outputs = Vec::new();
        let mut stopping = self.shared.stopping.subscribe();
        let mut told_to_stop = false;
        loop {
            tokio::select! {
                event = self.driver.next_event() => {
                    let Some(event) = event else { break };
                    if !self.on_events(event).await {
                        break;
                    }
                }
                _ = self.outputs.recv_many(&mut outputs, BATCHES) => {
                    let now = Instant::now();
                    for output in outputs.drain(..).flatten() {
                        self.perform(now, output);
                    }
                }
                () = stopped(&mut stopping), if !told_to_stop => {
                    told_to_stop = true;
                    if self.driver.session().unbind(Instant::now()).is_err() {
                        self.driver.session().abort(Instant::now());
                    }
                }
            }
            if !self.flush().await {
                break;
            }
        }
        self.end().await;
    }

    /// Handles an event and all that are there with it; false when the session has ended.
    async fn on_events(&mut self, first: Event) -> bool {
        let mut next = Some(first);
        while let Some(event) = next {
            match event {
                Event::Bind { id, pdu } => self.on_bind(id, &pdu).await,
                Event::Request { id, pdu } => self.on_request(id, pdu),
                Event::Response { id, pdu } => {
                    self.delivered(id, Outcome::Answered(pdu.header.command_status));
                }
                Event::RequestFailed { id, reason } => self.delivered(id, outcome_of(reason)),
                Event::Refused { header, reason, answer } => {
                    tracing::debug!(connection = self.id.0, command = ?header.command_id, ?reason, ?answer, "refused");
                }
                Event::Closed(reason) => {
                    tracing::info!(connection = self.id.0, ?reason, "closed");
                    return false;
                }
                _ => {}
            }
            next = self.driver.ready_event();
        }
        true
    }

    fn on_request(&mut self, id: InboundId, pdu: Pdu) {
        match self.admit(&pdu) {
            Ok(()) => self.batch.push(Input::Request { connection: self.id, id, pdu }),
            Err(status) => {
                self.shared.metrics.refused(status);
                // Only a request that is gone cannot be refused.
                let _ = self.driver.session().refuse(Instant::now(), id, status);
            }
        }
    }

    /// Whether the tenant may ask this, now. What is told of congestion from here on is as it is now.
    fn admit(&mut self, pdu: &Pdu) -> Result<(), CommandStatus> {
        let Some((tenant, _)) = &self.bound else { return Err(CommandStatus::ESME_RINVBNDSTS) };
        let admitted = tenant.admit(std::slice::from_ref(pdu), &self.shared.reading, moment);
        let congestion_state = match admitted {
            Err(CommandStatus::ESME_RTHROTTLED) => Some(CONGESTED),
            Err(_) => return admitted.map(drop),
            Ok(state) => state,
        };
        self.driver.session().set_congestion_state(congestion_state);
        admitted.map(drop)
    }

    fn delivered(&mut self, id: RequestId, outcome: Outcome) {
        if let Some(token) = self.deliveries.remove(&id) {
            self.batch.push(Input::Delivered { connection: self.id, token, outcome });
        }
    }

    fn perform(&mut self, now: Instant, output: Output) {
        let session = self.driver.session();
        match output {
            Output::Answer(id, answer) => {
                if let Err(error) = answer::send(session, now, id, answer) {
                    tracing::debug!(connection = self.id.0, %error, "an answer came too late");
                }
            }
            Output::Deliver { token, envelope } => match delivery::deliver(session, now, &envelope) {
                Ok(id) => {
                    self.deliveries.insert(id, token);
                }
                Err(error) => {
                    let outcome = match error {
                        DeliverError::NotNow => Outcome::Lost,
                        DeliverError::Unfit => Outcome::Unfit,
                    };
                    self.batch.push(Input::Delivered { connection: self.id, token, outcome });
                }
            },
        }
    }

    /// Hands the batch to the engine. While the engine is busy nothing more is read: that is the backpressure.
    async fn flush(&mut self) -> bool {
        self.batch.is_empty() || self.shared.engine.send(std::mem::take(&mut self.batch)).await.is_ok()
    }

    async fn on_bind(&mut self, id: InboundId, pdu: &Pdu) {
        let Ok(bind) = pdu.body::<Bind<'_>>() else { return };
        let judged = bind::judge(&self.shared, &self.peer, pdu, &bind).await;
        let now = Instant::now();
        match judged {
            Ok((tenant, permit)) => {
                if self.driver.session().configure(now, tenant.session.clone()).is_err() {
                    return;
                }
                let accepted = self.driver.session().accept_bind(now, id, self.shared.system_id.as_bytes());
                if accepted.is_err() {
                    return self.driver.session().abort(now);
                }
                tracing::info!(connection = self.id.0, tenant = tenant.name, kind = ?bind.kind, "bound");
                self.shared.metrics.bound(&tenant.name, 1);
                self.batch.push(Input::Bound {
                    connection: self.id,
                    tenant: tenant.clone(),
                    version: self.driver.session().dialect().version,
                    receives: bind.kind != BindKind::Transmitter,
                    address_range: range_of(bind.address_range),
                });
                self.bound = Some((tenant, permit));
            }
            Err(reason) => {
                let (peer, system_id) = (self.peer.address, String::from_utf8_lossy(bind.system_id));
                tracing::warn!(connection = self.id.0, %peer, ?system_id, %reason, "bind refused");
                self.shared.metrics.bind_failed();
                let _ = self.driver.session().refuse(now, id, reason.status());
            }
        }
    }

    async fn end(mut self) {
        self.shared.metrics.session_ended(self.driver.session().stats());
        if let Some((tenant, permit)) = self.bound.take() {
            self.shared.metrics.bound(&tenant.name, -1);
            drop(permit);
            self.batch.push(Input::Gone { connection: self.id });
        }
        self.flush().await;
        // A stream that is broken takes no last octets.
        let _ = timeout(LAST_OCTETS, self.driver.finish()).await;
        self.shared.disconnected(self.id);
    }
}

fn outcome_of(reason: RequestFailure) -> Outcome {
    match reason {
        RequestFailure::Nacked(status) => Outcome::Answered(status),
        _ => Outcome::Lost,
    }
}

/// The addresses that a bind claims: a regular expression, as the standard has it, over the whole address. One that is
/// empty or cannot be read claims nothing.
fn range_of(address_range: &[u8]) -> Option<Regex> {
    let text = std::str::from_utf8(address_range).ok().filter(|text| !text.is_empty())?;
    RegexBuilder::new(&format!("^(?:{text})")).size_limit(RANGE_LIMIT).unicode(false).build().ok()
}
