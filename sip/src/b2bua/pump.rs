//! What becomes of the user agent's events.

use super::{B2bua, Event};
use crate::agent;

impl B2bua {
    /// Takes what the user agent has to tell.
    pub(super) fn pump(&mut self) {
        while let Some(event) = self.agent.poll_event() {
            match event {
                agent::Event::Incoming { dialog, request, source, .. } => {
                    self.on_incoming(dialog, request, source);
                }
                agent::Event::Progress { call, dialog, response, wants_prack } => {
                    self.on_progress(call, dialog, &response, wants_prack);
                }
                agent::Event::Answered { call, dialog, response } => {
                    self.on_answered(call, dialog, &response);
                }
                agent::Event::Refused { call, response, .. } => {
                    let Some(code) = response.status().map(|status| status.code) else { continue };
                    self.on_refused(call, code, Some(response));
                }
                agent::Event::Failed { call, failure } => self.on_refused(call, failure.status_code(), None),
                agent::Event::Settled { call } => {
                    self.attempts.remove(call.handle());
                }
                agent::Event::Cancelled { dialog, cancel } => self.on_cancelled(dialog, &cancel),
                agent::Event::Acknowledged { dialog, ack } => self.on_acknowledged(dialog, &ack),
                agent::Event::Pracked { dialog, prack, id } => self.on_pracked(dialog, &prack, id),
                agent::Event::Reinvite { dialog, request } => self.on_reinvite(dialog, &request),
                agent::Event::Request { dialog: Some(dialog), id, request, .. }
                    if self.side_of(dialog).is_some() =>
                {
                    self.on_request(dialog, id, &request);
                }
                agent::Event::Response { dialog: Some(dialog), id, response } => {
                    self.on_response(dialog, id, &response);
                }
                agent::Event::RequestFailed { dialog: Some(_), id, .. } => self.on_request_failed(id),
                agent::Event::Refresh { dialog } => self.on_refresh(dialog),
                agent::Event::Ended { dialog, reason } => self.on_ended(dialog, reason),
                other => self.events.push_back(Event::Agent(other)),
            }
        }
        self.legs.settle();
        self.attempts.settle();
        self.relays.settle();
    }
}
