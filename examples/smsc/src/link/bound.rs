//! One connection to another message centre: carries what it asks and answers to the engine in batches, and the engine's
//! messages to it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_smpp::{
    BindKind, CommandId, DataSmResp, Driver, Event, Pdu, RequestFailure, Session, SubmitSmResp,
};
use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;

use super::Link;
use super::keep::End;
use super::submit::submit;
use crate::answer;
use crate::connection::{Desk, begin_unbinding, outcome_of};
use crate::engine::{Input, Outcome, Output, Party};
use crate::shared::{Shared, moment, stopped, until};

/// How long the last octets may take.
const LAST_OCTETS: Duration = Duration::from_secs(1);

pub(super) struct Bound<S> {
    driver: Driver<S>,
    desk: Desk,
    link: Arc<Link>,
    kind: BindKind,
    is_bound: bool,
    was_bound: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Bound<S> {
    pub(super) fn new(
        session: Session,
        stream: S,
        link: Arc<Link>,
        kind: BindKind,
        shared: Arc<Shared>,
    ) -> Self {
        let desk = Desk::new(shared);
        Self { driver: Driver::new(session, stream), desk, link, kind, is_bound: false, was_bound: false }
    }

    /// Serves the connection, which waits for the response to its bind, until it ends.
    pub(super) async fn serve(&mut self) -> End {
        let mut outputs = Vec::new();
        let mut stopping = self.desk.shared.stopping.subscribe();
        let mut give_up_at = None;
        loop {
            tokio::select! {
                event = self.driver.next_event() => {
                    let Some(event) = event else { return End::NoBindResponse };
                    if let Some(end) = self.on_events(event) {
                        return end;
                    }
                }
                () = self.desk.take_outputs(&mut outputs) => {
                    for output in outputs.drain(..).flatten() {
                        self.perform(output);
                    }
                }
                () = stopped(&mut stopping), if give_up_at.is_none() => {
                    give_up_at = Some(begin_unbinding(self.driver.session()));
                }
                () = until(give_up_at) => self.driver.session().abort(Instant::now()),
            }
            if !self.desk.flush().await {
                return End::Engine;
            }
        }
    }

    /// Tells the engine that the connection is gone; gives whether it ever was bound.
    pub(super) async fn end(mut self) -> bool {
        self.desk.shared.metrics.session_ended(self.driver.session().stats());
        if self.is_bound {
            self.link.status.unbound();
            self.desk.shared.metrics.link_bound(&self.link.name, -1);
            self.desk.push(Input::Gone { connection: self.desk.id });
        }
        self.desk.flush().await;
        // A stream that is broken takes no last octets.
        let _ = timeout(LAST_OCTETS, self.driver.finish()).await;
        self.was_bound
    }

    /// Handles an event and all that are there with it.
    fn on_events(&mut self, first: Event) -> Option<End> {
        let mut next = Some(first);
        while let Some(event) = next {
            match event {
                Event::Bound { .. } => self.on_bound(),
                Event::BindRefused(pdu) => return Some(End::BindRefused(pdu.header.command_status)),
                Event::Request { id, pdu } => {
                    self.desk.push(Input::Request { connection: self.desk.id, id, pdu });
                }
                Event::Response { id, pdu } => self.desk.delivered(id, outcome(&pdu)),
                Event::RequestFailed { reason, .. } if !self.is_bound && reason != RequestFailure::Closed => {
                    return Some(End::NoBindResponse);
                }
                Event::RequestFailed { id, reason } => self.desk.delivered(id, outcome_of(reason)),
                Event::Refused { header, reason, answer } => {
                    tracing::debug!(link = self.link.name, command = ?header.command_id, ?reason, ?answer, "refused");
                }
                Event::Closed(reason) => return Some(End::Closed(reason, self.driver.take_error())),
                _ => {}
            }
            next = self.driver.ready_event();
        }
        None
    }

    fn on_bound(&mut self) {
        (self.is_bound, self.was_bound) = (true, true);
        tracing::info!(link = self.link.name, kind = ?self.kind, "link bound");
        self.link.status.bound();
        if self.link.status.binds() == self.link.wanted_binds() {
            self.link.status.set_last_error(None);
        }
        self.desk.shared.metrics.link_bound(&self.link.name, 1);
        self.desk.push(Input::Bound {
            connection: self.desk.id,
            party: Party::Link(self.link.clone()),
            version: self.driver.session().dialect().version,
            receives: self.kind != BindKind::Receiver,
            address_range: None,
        });
    }

    fn perform(&mut self, output: Output) {
        let (now, session) = (Instant::now(), self.driver.session());
        match output {
            Output::Answer(id, answer) => {
                if let Err(error) = answer::send(session, now, id, answer) {
                    tracing::debug!(link = self.link.name, %error, "an answer came too late");
                }
            }
            Output::Deliver { token, envelope, .. } => {
                let sent = submit(session, now, moment().unix_ms, &self.link, &envelope);
                self.desk.sent(token, sent);
            }
        }
    }
}

/// What a response to a message of ours says.
pub(crate) fn outcome(pdu: &Pdu) -> Outcome {
    if !pdu.header.command_status.is_ok() {
        return Outcome::Answered(pdu.header.command_status);
    }
    let message_id = match pdu.command_id() {
        CommandId::data_sm_resp => pdu.body::<DataSmResp<'_>>().map(|body| body.message_id.to_vec()),
        _ => pdu.body::<SubmitSmResp<'_>>().map(|body| body.message_id.to_vec()),
    };
    Outcome::TakenOver(Bytes::from(message_id.unwrap_or_default()))
}
