//! Requests that came (RFC 3261 §17.2, §18.2).

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use brivas_timer::{Handle, TimerHandle};
use bytes::Bytes;

use super::hop::Hop;
use super::{Endpoint, Event, Source, Target, Timer, UsageError};
use crate::header::{HeaderName, To, Via};
use crate::message::{Essentials, Response, Rows};
use crate::token::Token;
use crate::transaction::{InviteServer, MergeKey, NonInviteServer, Send, ServerKey, State, Step, Tell};
use crate::{Message, Method, StatusCode};

/// A request that came, and its responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerId(pub(super) Handle);

impl ServerId {
    pub(crate) const fn handle(self) -> Handle {
        self.0
    }
}

/// The server's side of a transaction.
#[derive(Debug)]
pub(super) struct Server {
    machine: Machine,
    key: ServerKey,
    merge: Option<MergeKey>,
    timer: Option<TimerHandle>,
    /// Where it came from, and where its responses go.
    source: Source,
    hop: Hop,
    /// The request, until it is answered for good.
    request: Option<Arc<Message>>,
    /// The tag of all its responses (RFC 3261 §8.2.6.2).
    pub(super) to_tag: Token,
    /// The response sent last; empty if none was, or if none is to be sent again.
    last: Bytes,
}

/// What is known of a request that came.
#[derive(Debug)]
pub(super) struct Arrival {
    pub(super) key: ServerKey,
    /// By what the same request is known that came by another way; none in a dialog, or where that is not looked for.
    pub(super) merge: Option<MergeKey>,
    /// Where its responses go.
    pub(super) hop: Hop,
    pub(super) source: Source,
}

#[derive(Debug)]
enum Machine {
    Invite(InviteServer),
    NonInvite(NonInviteServer),
}

impl Machine {
    const fn state(&self) -> State {
        match self {
            Self::Invite(machine) => machine.state(),
            Self::NonInvite(machine) => machine.state(),
        }
    }

    fn respond(&mut self, now: Instant, code: StatusCode) -> Step {
        match self {
            Self::Invite(machine) => machine.respond(now, code),
            Self::NonInvite(machine) => machine.respond(now, code),
        }
    }
}

impl Server {
    pub(super) const fn state(&self) -> State {
        self.machine.state()
    }
}

impl Endpoint {
    /// Answers a request. The tag of its To, where it needs one, is the endpoint's ([`Self::to_tag`]).
    ///
    /// A 2xx to an INVITE is sent once here: whoever has its dialog calls [`Self::respond_again`] until the ACK comes (RFC
    /// 3261 §13.3.1.4), and then [`Self::acknowledged`].
    ///
    /// # Errors
    /// [`UsageError::Gone`], or [`UsageError::State`] once a final response was sent, and for a provisional one but 100 to
    /// another request than INVITE (RFC 4320 §4.1).
    pub fn respond(&mut self, now: Instant, id: ServerId, response: &Response<'_>) -> Result<(), UsageError> {
        self.advance(now);
        let server = self.servers.get_mut(id.0).ok_or(UsageError::Gone)?;
        let request = server.request.as_ref().ok_or(UsageError::State)?;
        if server.machine.respond(self.now, response.code).send == Send::This {
            let most = response.most(request, &server.to_tag);
            server.last = self.room.write(most, |out| response.write(request, &server.to_tag, out));
            return self.responded(id);
        }
        self.unsent(id)
    }

    /// Sends a response as it stands, but its first Via is left out already: what a proxy forwards (RFC 3261 §16.7). Several
    /// 2xx to one INVITE may go, each of another dialog.
    ///
    /// # Errors
    /// As of [`Self::respond`].
    pub fn forward(
        &mut self,
        now: Instant,
        id: ServerId,
        code: StatusCode,
        octets: Bytes,
    ) -> Result<(), UsageError> {
        self.advance(now);
        let server = self.servers.get_mut(id.0).ok_or(UsageError::Gone)?;
        if server.machine.respond(self.now, code).send == Send::This {
            server.last = octets;
            return self.responded(id);
        }
        self.unsent(id)
    }

    fn responded(&mut self, id: ServerId) -> Result<(), UsageError> {
        self.send_last(id);
        self.settle_server(id);
        Ok(())
    }

    /// The machine does not send what it was given: it is too late, or it is a 408 that nobody waits for (RFC 4320 §4.2).
    fn unsent(&mut self, id: ServerId) -> Result<(), UsageError> {
        let is_over = self.servers.get(id.0).is_some_and(|server| server.state() == State::Terminated);
        self.settle_server(id);
        if is_over { Ok(()) } else { Err(UsageError::State) }
    }

    /// Sends the 2xx to an INVITE once more, or the provisional response that was sent last: one that is sent reliably (RFC 3262
    /// §3).
    ///
    /// # Errors
    /// [`UsageError::Gone`], or [`UsageError::State`] if none was sent or it is acknowledged.
    pub fn respond_again(&mut self, now: Instant, id: ServerId) -> Result<(), UsageError> {
        self.advance(now);
        let server = self.servers.get(id.0).ok_or(UsageError::Gone)?;
        if !matches!(server.state(), State::Accepted | State::Proceeding) || server.last.is_empty() {
            return Err(UsageError::State);
        }
        self.stats.retransmissions += 1;
        self.send_last(id);
        Ok(())
    }

    /// The 2xx to an INVITE has its ACK: it need not be kept any longer.
    pub fn acknowledged(&mut self, id: ServerId) {
        if let Some(server) = self.servers.get_mut(id.0)
            && server.state() == State::Accepted
        {
            server.last = Bytes::new();
        }
    }

    /// The request, until it is answered for good.
    #[must_use]
    pub fn server_request(&self, id: ServerId) -> Option<&Message> {
        self.servers.get(id.0)?.request.as_deref()
    }

    /// The tag that the responses to this request have in To, if it has none there: our side of the dialog that it makes.
    #[must_use]
    pub fn to_tag(&self, id: ServerId) -> Option<[u8; 16]> {
        self.servers.get(id.0).map(|server| server.to_tag)
    }

    /// A request came that belongs to no transaction.
    pub(super) fn on_new(&mut self, arrival: &Arrival, request: Arc<Message>) {
        let source = arrival.source;
        if self.servers.is_full() || !self.wants_input() {
            let mut rows = Rows::new();
            rows.put_text(HeaderName::RETRY_AFTER.text(), self.config.retry_after().to_string().as_bytes());
            self.stats.refused += 1;
            return self.answer_stateless(&request, source, StatusCode::SERVICE_UNAVAILABLE, &rows);
        }
        if arrival.merge.is_some_and(|merge| self.merged.contains_key(&merge)) {
            let response = Response::new(StatusCode::LOOP_DETECTED);
            return self.answer_at_once(arrival, &request, None, &response);
        }
        let to_tag = self.tokens.token();
        if let Some(id) = self.insert_server(arrival, arrival.merge, &request, to_tag) {
            self.arm_server(id);
            self.events.push_back(Event::Request { id, request, source });
        }
    }

    fn insert_server(
        &mut self,
        arrival: &Arrival,
        merge: Option<MergeKey>,
        request: &Arc<Message>,
        to_tag: Token,
    ) -> Option<ServerId> {
        let Arrival { key, hop, source, .. } = *arrival;
        let (now, timers, reliable) = (self.now, self.config.timers(), source.transport.is_reliable());
        let machine = if request.method() == Some(Method::INVITE) {
            Machine::Invite(InviteServer::new(now, &timers, reliable))
        } else {
            Machine::NonInvite(NonInviteServer::new(now, &timers, reliable))
        };
        let (timer, last, request) = (None, Bytes::new(), Some(request.clone()));
        let server = Server { machine, key, merge, timer, source, hop, request, to_tag, last };
        let id = ServerId(self.servers.insert(key, server)?);
        if let Some(merge) = merge {
            self.merged.insert(merge, id);
        }
        Some(id)
    }

    /// Answers a request by a transaction of which the owner hears nothing.
    pub(super) fn answer_at_once(
        &mut self,
        arrival: &Arrival,
        request: &Arc<Message>,
        to_tag: Option<Token>,
        response: &Response<'_>,
    ) {
        let to_tag = to_tag.unwrap_or_else(|| self.tokens.token());
        match self.insert_server(arrival, None, request, to_tag) {
            Some(id) => {
                let _ = self.respond(self.now, id, response);
            }
            None => self.answer_stateless(request, arrival.source, response.code, &Rows::new()),
        }
    }

    pub(super) fn on_copy(&mut self, id: ServerId, source: Source) {
        self.stats.copies += 1;
        let Some(server) = self.servers.get_mut(id.0) else { return };
        let step = match &mut server.machine {
            Machine::Invite(machine) => {
                // Its sender has taken another way (RFC 3261 §18.1.1).
                machine.set_reliable(source.transport.is_reliable());
                machine.on_copy()
            }
            Machine::NonInvite(machine) => machine.on_copy(),
        };
        self.on_server_step(id, step);
    }

    /// Whether an ACK is for the last response to an INVITE: without a branch by RFC 3261 the tag in it says so (RFC 3261 §17.2.3).
    pub(super) fn is_acknowledged_by(&self, id: ServerId, ack: &Essentials<'_>) -> bool {
        if ack.via.transaction().is_some() {
            return true;
        }
        let last = self.servers.get(id.0).and_then(|server| Message::read(server.last.clone()).ok());
        let Some(last) = last else { return true };
        last.get::<To<'_>>().ok().flatten().is_none_or(|to| to.tag == ack.to_tag)
    }

    pub(super) fn on_ack(&mut self, id: ServerId, request: Arc<Message>, source: Source) {
        let Some(server) = self.servers.get_mut(id.0) else { return };
        let Machine::Invite(machine) = &mut server.machine else { return };
        if machine.on_ack(self.now).tell == Tell::This {
            self.events.push_back(Event::Ack { id: Some(id), request, source });
        }
        self.settle_server(id);
    }

    pub(super) fn on_server_timer(&mut self, id: ServerId) {
        let Some(server) = self.servers.get_mut(id.0) else { return };
        server.timer = None;
        while let Some(server) = self.servers.get_mut(id.0) {
            let step = match &mut server.machine {
                Machine::Invite(machine) => machine.handle_timeout(self.now),
                Machine::NonInvite(machine) => machine.handle_timeout(self.now),
            };
            let Some(step) = step else { break };
            self.on_server_step(id, step);
        }
        self.settle_server(id);
    }

    fn on_server_step(&mut self, id: ServerId, step: Step) {
        match step.send {
            Send::Again => {
                self.stats.retransmissions += 1;
                self.send_last(id);
            }
            Send::Trying => {
                if let Some(server) = self.servers.get_mut(id.0)
                    && let Some(request) = &server.request
                {
                    let (trying, tag) = (Response::new(StatusCode::TRYING), &server.to_tag);
                    server.last =
                        self.room.write(trying.most(request, tag), |out| trying.write(request, tag, out));
                    self.send_last(id);
                }
            }
            _ => {}
        }
        if step.tell == Tell::NoAck {
            self.events.push_back(Event::NoAck { id });
        }
    }

    /// Sends its last response: by the connection that the request came on, or by another if that is closed.
    fn send_last(&mut self, id: ServerId) {
        let Some(server) = self.servers.get(id.0) else { return };
        let (source, hop, octets) = (server.source, server.hop, server.last.clone());
        if octets.is_empty() {
            return;
        }
        if self.paths.carries(hop.path) {
            return self.send(hop.path, hop.to, octets);
        }
        if let Ok(hop) = self.connection_to(source.transport, hop.to) {
            self.send(hop.path, hop.to, octets);
        }
    }

    /// Sends a response as it stands to where its first Via says, without a transaction (RFC 3261 §16.11, §18.2.2). A name there, and
    /// no address that it came from, leads nowhere.
    pub(crate) fn relay_response(&mut self, now: Instant, octets: Bytes) {
        self.advance(now);
        let Ok(response) = Message::read(octets.clone()) else { return };
        let Ok(via) = response.need::<Via<'_>>() else { return };
        let Some(transport) = via.transport.known() else { return };
        let address = via.received_ip().or_else(|| via.host.ip());
        let (ip, port) = match via.maddr().and_then(|maddr| maddr.ip()) {
            Some(group) if !transport.is_reliable() => (Some(group), None),
            _ => (address, via.rport.flatten().filter(|_| !transport.is_reliable())),
        };
        let Some(ip) = ip else { return };
        let to = SocketAddr::new(ip, port.or(via.port).unwrap_or(transport.default_port()));
        if let Ok((hop, _)) = self.hop(Target::new(transport, to), 0) {
            self.send(hop.path, hop.to, octets);
        }
    }

    /// Arms its timer anew, or forgets it if it is over.
    fn settle_server(&mut self, id: ServerId) {
        let Some(server) = self.servers.get_mut(id.0) else { return };
        match server.state() {
            State::Terminated => {
                let (key, merge, timer) = (server.key, server.merge, server.timer);
                if let Some(timer) = timer {
                    self.wheel.cancel(timer);
                }
                if let Some(merge) = merge {
                    self.merged.remove(&merge);
                }
                self.servers.remove(id.0, &key);
                return;
            }
            State::Accepted | State::Completed | State::Confirmed => server.request = None,
            _ => {}
        }
        self.arm_server(id);
    }

    fn arm_server(&mut self, id: ServerId) {
        let Some(server) = self.servers.get_mut(id.0) else { return };
        let next = match &server.machine {
            Machine::Invite(machine) => machine.poll_timeout(),
            Machine::NonInvite(machine) => machine.poll_timeout(),
        };
        super::rearm(&mut self.wheel, &mut server.timer, next, Timer::Server(id));
    }
}

/// Where the responses to a request go (RFC 3261 §18.2.2, RFC 3581 §4): on a connection the address is that for another if it is
/// closed.
pub(super) fn reply_to(via: &Via<'_>, source: Source) -> Hop {
    let own_port = via.port.unwrap_or(via.transport.default_port());
    let (ip, port) = if source.transport.is_reliable() {
        (source.addr.ip(), own_port)
    } else if let Some(group) = via.maddr().and_then(|maddr| maddr.ip()) {
        (group, own_port)
    } else if via.rport.is_some() {
        (source.addr.ip(), source.addr.port())
    } else {
        (source.addr.ip(), own_port)
    };
    Hop { path: source.path, to: SocketAddr::new(ip, port) }
}
