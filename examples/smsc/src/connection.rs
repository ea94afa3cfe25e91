//! One SMPP connection: carries events to the engine in batches, and the engine's outputs to the session. What is beyond
//! the tenant's limits is refused here, so that the engine never sees it.
//!
//! `connection/bind.rs`: whether an ESME may bind; `connection/peer.rs`: who is at the other end;
//! `connection/desk.rs`: what goes between a connection and the engine.

mod bind;
mod desk;
mod peer;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_smpp::{Bind, BindKind, CommandStatus, Driver, Event, InboundId, Pdu, RequestFailure, Session};
use regex::bytes::{Regex, RegexBuilder};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;

use crate::answer;
use crate::delivery;
use crate::engine::{Input, Outcome, Output, Party};
use crate::limits::CONGESTED;
use crate::settings::{BindPermit, Tenant};
use crate::shared::{moment, stopped, until};

pub(crate) use bind::BindRefusal;
pub(crate) use desk::{Desk, Outputs};
pub(crate) use peer::{Peer, Transport};

/// The most octets of memory that a bind's address_range may take as a regular expression.
const RANGE_LIMIT: usize = 64 * 1024;
/// How long a peer may take to answer what it was sent before we unbind, and the unbind.
const UNBINDING: Duration = Duration::from_secs(5);
/// How long the last octets may take, and over TLS the close_notify after them (RFC 8446 §6.1).
const LAST_OCTETS: Duration = Duration::from_secs(1);

pub(crate) struct Connection<S> {
    driver: Driver<S>,
    desk: Desk,
    peer: Peer,
    bound: Option<(Arc<Tenant>, BindPermit)>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Connection<S> {
    pub(crate) fn new(session: Session, stream: S, desk: Desk, peer: Peer) -> Self {
        Self { driver: Driver::new(session, stream), desk, peer, bound: None }
    }

    /// Serves the connection until it ends.
    pub(crate) async fn serve(mut self) {
        let mut outputs = Vec::new();
        let mut stopping = self.desk.shared.stopping.subscribe();
        let mut give_up_at = None;
        loop {
            tokio::select! {
                event = self.driver.next_event() => {
                    let Some(event) = event else { break };
                    if !self.on_events(event).await {
                        break;
                    }
                }
                () = self.desk.take_outputs(&mut outputs) => {
                    let now = Instant::now();
                    for output in outputs.drain(..).flatten() {
                        self.perform(now, output);
                    }
                }
                () = stopped(&mut stopping), if give_up_at.is_none() => {
                    give_up_at = Some(begin_unbinding(self.driver.session()));
                }
                () = until(give_up_at) => self.driver.session().abort(Instant::now()),
            }
            if !self.desk.flush().await {
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
                    self.desk.delivered(id, Outcome::Answered(pdu.header.command_status));
                }
                Event::RequestFailed { id, reason } => self.desk.delivered(id, outcome_of(reason)),
                Event::Refused { header, reason, answer } => {
                    tracing::debug!(connection = self.desk.id.0, command = ?header.command_id, ?reason, ?answer, "refused");
                }
                Event::Closed(reason) => {
                    tracing::info!(connection = self.desk.id.0, ?reason, "closed");
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
            Ok(()) => self.desk.push(Input::Request { connection: self.desk.id, id, pdu }),
            Err(status) => {
                self.desk.shared.metrics.refused(status);
                // Only a request that is gone cannot be refused.
                let _ = self.driver.session().refuse(Instant::now(), id, status);
            }
        }
    }

    /// Whether the tenant may ask this, now. What is told of congestion from here on is as it is now.
    fn admit(&mut self, pdu: &Pdu) -> Result<(), CommandStatus> {
        let Some((tenant, _)) = &self.bound else { return Err(CommandStatus::ESME_RINVBNDSTS) };
        let admitted = tenant.admit(std::slice::from_ref(pdu), &self.desk.shared.reading, moment);
        let congestion_state = match admitted {
            Err(CommandStatus::ESME_RTHROTTLED) => Some(CONGESTED),
            Err(_) => return admitted.map(drop),
            Ok(state) => state,
        };
        self.driver.session().set_congestion_state(congestion_state);
        admitted.map(drop)
    }

    fn perform(&mut self, now: Instant, output: Output) {
        let session = self.driver.session();
        match output {
            Output::Answer(id, answer) => {
                if let Err(error) = answer::send(session, now, id, answer) {
                    tracing::debug!(connection = self.desk.id.0, %error, "an answer came too late");
                }
            }
            Output::Deliver { token, envelope, .. } => {
                self.desk.sent(token, delivery::deliver(session, now, &envelope));
            }
        }
    }

    async fn on_bind(&mut self, id: InboundId, pdu: &Pdu) {
        let Ok(bind) = pdu.body::<Bind<'_>>() else { return };
        let judged = bind::judge(&self.desk.shared, &self.peer, pdu, &bind).await;
        let now = Instant::now();
        match judged {
            Ok((tenant, permit)) => {
                if self.driver.session().configure(now, tenant.session.clone()).is_err() {
                    return;
                }
                let accepted =
                    self.driver.session().accept_bind(now, id, self.desk.shared.system_id.as_bytes());
                if accepted.is_err() {
                    return self.driver.session().abort(now);
                }
                tracing::info!(connection = self.desk.id.0, tenant = tenant.name, kind = ?bind.kind, "bound");
                self.desk.shared.metrics.bound(&tenant.name, 1);
                self.desk.push(Input::Bound {
                    connection: self.desk.id,
                    party: Party::Esme(tenant.clone()),
                    version: self.driver.session().dialect().version,
                    receives: bind.kind != BindKind::Transmitter,
                    address_range: range_of(bind.address_range),
                });
                self.bound = Some((tenant, permit));
            }
            Err(reason) => {
                let (peer, system_id) = (self.peer.address, String::from_utf8_lossy(bind.system_id));
                tracing::warn!(connection = self.desk.id.0, %peer, ?system_id, %reason, "bind refused");
                self.desk.shared.metrics.bind_failed();
                let _ = self.driver.session().refuse(now, id, reason.status());
            }
        }
    }

    async fn end(mut self) {
        self.desk.shared.metrics.session_ended(self.driver.session().stats());
        if let Some((tenant, permit)) = self.bound.take() {
            self.desk.shared.metrics.bound(&tenant.name, -1);
            drop(permit);
            self.desk.push(Input::Gone { connection: self.desk.id });
        }
        self.desk.flush().await;
        // A stream that is broken takes no last octets.
        let _ = timeout(LAST_OCTETS, self.driver.finish()).await;
    }
}

/// Unbinds, or ends a session that cannot be unbound, and gives when to wait no longer.
pub(crate) fn begin_unbinding(session: &mut Session) -> Instant {
    let now = Instant::now();
    if session.unbind(now).is_err() {
        session.abort(now);
    }
    now + UNBINDING
}

/// What a request that got no response means for its delivery.
pub(crate) fn outcome_of(reason: RequestFailure) -> Outcome {
    match reason {
        RequestFailure::Nacked(status) => Outcome::Answered(status),
        RequestFailure::Timeout => Outcome::TimedOut,
        _ => Outcome::Lost,
    }
}

/// The addresses that a bind claims: a regular expression, as the standard has it, over the whole address. One that is
/// empty or cannot be read claims nothing.
fn range_of(address_range: &[u8]) -> Option<Regex> {
    let text = std::str::from_utf8(address_range).ok().filter(|text| !text.is_empty())?;
    RegexBuilder::new(&format!("^(?:{text})")).size_limit(RANGE_LIMIT).unicode(false).build().ok()
}
