//! Requests that were sent (RFC 3261 §17.1, §18.1).

use std::fmt;
use std::net::SocketAddr;
use std::ops::Range;
use std::sync::Arc;

use brivas_timer::{Handle, TimerHandle};
use bytes::Bytes;

use super::derived::Origin;
use super::hop::Hop;
use super::{Endpoint, Event, Failure, PathId, Source, Target, Timer, UsageError};
use crate::header::{HeaderName, Transport};
use crate::message::Draft;
use crate::token::Token;
use crate::transaction::{ClientKey, InviteClient, NonInviteClient, Send, State, Step, Tell};
use crate::{Message, Method};

/// A request that was sent, and its responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClientId(pub(super) Handle);

/// A message that was sent without a transaction and can be sent again: an ACK for a 2xx, once for each copy of that (RFC 3261
/// §13.2.2.4).
#[derive(Clone)]
pub struct Sent {
    path: PathId,
    to: SocketAddr,
    octets: Bytes,
}

impl fmt::Debug for Sent {
    /// Without the message: it is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sent({} octets on {:?})", self.octets.len(), self.path)
    }
}

/// The client's side of a transaction.
#[derive(Debug)]
pub(super) struct Client {
    machine: Machine,
    key: ClientKey,
    timer: Option<TimerHandle>,
    pub(super) hop: Hop,
    /// The way that it takes if no connection can be made.
    fallback: Option<Hop>,
    /// The request as it was sent; empty once nothing can follow from it.
    pub(super) origin: Origin,
    pub(super) cancel: Cancelling,
    /// Whether the owner knows of it: not of a CANCEL.
    is_owners: bool,
}

/// Whether the owner wants it cancelled.
#[derive(Debug, Default)]
pub(super) enum Cancelling {
    #[default]
    No,
    /// As soon as a provisional response says that somebody has it; with these rows (RFC 3261 §9.1).
    Wanted(Vec<u8>),
    Sent,
}

#[derive(Debug)]
enum Machine {
    Invite(InviteClient),
    NonInvite(NonInviteClient),
}

impl ClientId {
    pub(crate) const fn handle(self) -> Handle {
        self.0
    }
}

impl Client {
    /// What a CANCEL, an ACK or a try on another path is made from.
    fn octets(&self) -> Bytes {
        self.origin.octets.clone()
    }

    pub(super) const fn is_invite(&self) -> bool {
        matches!(self.machine, Machine::Invite(_))
    }

    pub(super) const fn state(&self) -> State {
        match &self.machine {
            Machine::Invite(machine) => machine.state(),
            Machine::NonInvite(machine) => machine.state(),
        }
    }
}

/// More than a Via row has without its `sent-by`.
const VIA_ROOM: usize = 80;
const COOKIE: &[u8] = b"z9hG4bK";

impl Endpoint {
    /// Sends a request, with a Via of ours before all other rows.
    ///
    /// # Errors
    /// [`UsageError::Method`] for an ACK or a CANCEL; [`UsageError::Full`]; [`UsageError::NoPath`] without a socket or listener
    /// for this target; [`UsageError::Gone`] if it names a connection that is no more.
    pub fn request(
        &mut self,
        now: std::time::Instant,
        draft: &Draft,
        target: Target,
    ) -> Result<ClientId, UsageError> {
        self.request_marked(now, draft, target, b"")
    }

    /// The same with a text of the sender's behind the branch, by which he knows the request if it comes back (RFC 5393 §4.2.1).
    pub(crate) fn request_marked(
        &mut self,
        now: std::time::Instant,
        draft: &Draft,
        target: Target,
        mark: &[u8],
    ) -> Result<ClientId, UsageError> {
        self.advance(now);
        let method = draft.method();
        if method == Method::ACK || method == Method::CANCEL {
            return Err(UsageError::Method);
        }
        if self.clients.is_full() {
            return Err(UsageError::Full);
        }
        let (hop, fallback) = self.hop(target, draft.length(VIA_ROOM + mark.len()))?;
        let unique = self.tokens.token();
        let (via, branch, transport) = self.via(hop.path, &unique, mark)?;
        let at = draft.via_at();
        let octets = self.room.write(draft.length(via.len()), |out| draft.write(&via, out));
        let origin = Origin { octets, via: at..at + via.len() };
        let key = self.keys.client_of(via.get(branch).unwrap_or_default(), method);
        let machine = self.client_machine(method == Method::INVITE, transport);
        let cancel = Cancelling::No;
        self.start(Client { machine, key, timer: None, hop, fallback, origin, cancel, is_owners: true })
    }

    /// The request as it was sent, until a 2xx to an INVITE comes.
    #[must_use]
    pub fn sent_request(&self, id: ClientId) -> Option<Bytes> {
        self.clients.get(id.0).map(Client::octets).filter(|octets| !octets.is_empty())
    }

    /// Sends an ACK for a 2xx, which has no transaction (RFC 3261 §13.2.2.4). Give the same back to [`Self::send_again`] for
    /// each copy of that 2xx.
    ///
    /// # Errors
    /// [`UsageError::Method`] if it is no ACK; otherwise as of [`Self::request`].
    pub fn ack(
        &mut self,
        now: std::time::Instant,
        draft: &Draft,
        target: Target,
    ) -> Result<Sent, UsageError> {
        self.advance(now);
        if draft.method() != Method::ACK {
            return Err(UsageError::Method);
        }
        let unique = self.tokens.token();
        self.relay(now, draft, target, &unique)
    }

    /// Sends any request without a transaction, with this branch: a copy that is relayed has the branch of the first (RFC 3261
    /// §16.11).
    pub(crate) fn relay(
        &mut self,
        now: std::time::Instant,
        draft: &Draft,
        target: Target,
        unique: &Token,
    ) -> Result<Sent, UsageError> {
        self.advance(now);
        let (hop, _) = self.hop(target, draft.length(VIA_ROOM))?;
        let (via, ..) = self.via(hop.path, unique, b"")?;
        let octets = self.room.write(draft.length(via.len()), |out| draft.write(&via, out));
        self.send(hop.path, hop.to, octets.clone());
        Ok(Sent { path: hop.path, to: hop.to, octets })
    }

    /// Sends the same once more.
    pub fn send_again(&mut self, now: std::time::Instant, sent: &Sent) {
        self.advance(now);
        self.stats.retransmissions += 1;
        self.send(sent.path, sent.to, sent.octets.clone());
    }

    /// The Via row for a path, where its branch is, and the transport that it names.
    fn via(
        &mut self,
        path: PathId,
        unique: &Token,
        mark: &[u8],
    ) -> Result<(Vec<u8>, Range<usize>, Transport<'static>), UsageError> {
        let (transport, sent_by) = self.paths.names(path).ok_or(UsageError::Gone)?;
        let mut row = Vec::with_capacity(VIA_ROOM + sent_by.len() + mark.len());
        row.extend_from_slice(b"Via: SIP/2.0/");
        row.extend_from_slice(transport.0);
        row.push(b' ');
        row.extend_from_slice(&sent_by);
        row.extend_from_slice(b";branch=");
        let from = row.len();
        row.extend_from_slice(COOKIE);
        row.extend_from_slice(unique);
        row.extend_from_slice(mark);
        let branch = from..row.len();
        // On a connection the response comes back by it anyhow (RFC 3581 §3).
        row.extend_from_slice(if transport.is_reliable() { b"\r\n" } else { b";rport\r\n" });
        Ok((row, branch, transport))
    }

    fn client_machine(&self, is_invite: bool, transport: Transport<'_>) -> Machine {
        let (now, timers, reliable) = (self.now, self.config.timers(), transport.is_reliable());
        if is_invite {
            Machine::Invite(InviteClient::new(now, &timers, reliable))
        } else {
            Machine::NonInvite(NonInviteClient::new(now, &timers, reliable))
        }
    }

    /// Begins a CANCEL, which has the branch of its INVITE, and of which the owner hears nothing.
    pub(super) fn start_cancel(&mut self, hop: Hop, origin: Origin, key: ClientKey) {
        let transport = self.paths.names(hop.path).map_or(Transport::UDP, |(transport, _)| transport);
        let machine = self.client_machine(false, transport);
        let (fallback, cancel) = (None, Cancelling::No);
        let client = Client { machine, key, timer: None, hop, fallback, origin, cancel, is_owners: false };
        // Without room for it the INVITE ends when the time after a CANCEL is over, all the same.
        let _ = self.start(client);
    }

    /// Sends a request for the first time.
    fn start(&mut self, client: Client) -> Result<ClientId, UsageError> {
        let (key, hop, octets) = (client.key, client.hop, client.octets());
        let id = ClientId(self.clients.insert(key, client).ok_or(UsageError::Full)?);
        self.paths.wait(hop, id);
        self.send(hop.path, hop.to, octets);
        self.arm_client(id);
        Ok(id)
    }

    pub(super) fn on_response(&mut self, key: ClientKey, response: Arc<Message>, source: Source) {
        let Some(status) = response.status() else { return };
        let code = status.code;
        let count_vias = || response.rows(HeaderName::VIA).flat_map(|row| row.values()).count();
        if self.is_last_hop && count_vias() > 1 {
            self.stats.stray_responses += 1;
            return;
        }
        let id = self.clients.find(&key).map(ClientId);
        let Some((id, client)) = id.and_then(|id| Some((id, self.clients.get_mut(id.0)?))) else {
            // Whoever made it must know of it: a proxy without a transaction has none to give it to (RFC 6026 §8.9).
            if !self.config.transactions() {
                return self.on_stray(response, source);
            }
            self.stats.stray_responses += 1;
            return;
        };
        let hop = client.hop;
        let step = match &mut client.machine {
            Machine::Invite(machine) => machine.on_response(self.now, code),
            Machine::NonInvite(machine) => machine.on_response(self.now, code),
        };
        self.paths.heard(hop, id);
        if step.send == Send::Ack {
            self.acknowledge(id, &response);
        }
        if code.is_provisional() {
            self.cancel_now(id);
        }
        if step.tell == Tell::This && self.clients.get(id.0).is_some_and(|client| client.is_owners) {
            self.events.push_back(Event::Response { id, response, source });
        }
        self.settle_client(id);
    }

    pub(super) fn on_client_timer(&mut self, id: ClientId) {
        let Some(client) = self.clients.get_mut(id.0) else { return };
        client.timer = None;
        let was_accepted = client.state() == State::Accepted;
        while let Some(client) = self.clients.get_mut(id.0) {
            let step = match &mut client.machine {
                Machine::Invite(machine) => machine.handle_timeout(self.now),
                Machine::NonInvite(machine) => machine.handle_timeout(self.now),
            };
            let Some(step) = step else { break };
            self.on_client_step(id, step);
        }
        self.settle_client(id);
        if was_accepted && self.clients.get(id.0).is_none() {
            self.events.push_back(Event::Over { id });
        }
    }

    /// A request did not get to its target, and nothing was heard of it. It takes another way if it never went (RFC 3261 §18.1.1):
    /// otherwise it may have come, and be over where it did before a copy comes by the other way.
    pub(super) fn on_lost(&mut self, id: ClientId, is_unsent: bool) {
        let Some(client) = self.clients.get_mut(id.0) else { return };
        if let Some(hop) = client.fallback.take().filter(|_| is_unsent) {
            self.fall_back(id, hop);
        } else {
            let step = match &mut client.machine {
                Machine::Invite(machine) => machine.on_transport_error(),
                Machine::NonInvite(machine) => machine.on_transport_error(),
            };
            self.on_client_step(id, step);
        }
        self.settle_client(id);
    }

    /// Sends a request on another path that it was too long for (RFC 3261 §18.1.1). It keeps its branch.
    fn fall_back(&mut self, id: ClientId, hop: Hop) {
        let Some((transport, sent_by)) = self.paths.names(hop.path) else { return };
        let Some(client) = self.clients.get_mut(id.0) else { return };
        let is_invite = client.is_invite();
        client.hop = hop;
        client.origin.take_path(transport, &sent_by);
        let octets = client.octets();
        let machine = self.client_machine(is_invite, transport);
        if let Some(client) = self.clients.get_mut(id.0) {
            client.machine = machine;
        }
        self.paths.wait(hop, id);
        self.send(hop.path, hop.to, octets);
    }

    fn on_client_step(&mut self, id: ClientId, step: Step) {
        let Some(client) = self.clients.get(id.0) else { return };
        let (hop, is_owners) = (client.hop, client.is_owners);
        if step.send == Send::Again {
            let octets = client.octets();
            self.stats.retransmissions += 1;
            self.send(hop.path, hop.to, octets);
        }
        let failure = match step.tell {
            Tell::Timeout => Failure::Timeout,
            Tell::TransportError => Failure::Transport,
            _ => return,
        };
        if is_owners {
            self.events.push_back(Event::Failed { id, failure });
        }
    }

    /// Arms its timer anew, or forgets it if it is over.
    pub(super) fn settle_client(&mut self, id: ClientId) {
        let Some(client) = self.clients.get_mut(id.0) else { return };
        match client.state() {
            State::Terminated => {
                let (key, timer, hop) = (client.key, client.timer, client.hop);
                if let Some(timer) = timer {
                    self.wheel.cancel(timer);
                }
                self.paths.heard(hop, id);
                self.clients.remove(id.0, &key);
                return;
            }
            // Whatever follows from a 2xx is of its dialog.
            State::Accepted => client.origin = Origin::default(),
            _ => {}
        }
        self.arm_client(id);
    }

    fn arm_client(&mut self, id: ClientId) {
        let Some(client) = self.clients.get_mut(id.0) else { return };
        let next = match &client.machine {
            Machine::Invite(machine) => machine.poll_timeout(),
            Machine::NonInvite(machine) => machine.poll_timeout(),
        };
        super::rearm(&mut self.wheel, &mut client.timer, next, Timer::Client(id));
    }

    /// The ACK for a final response that is none of 2xx goes where the INVITE went (RFC 3261 §17.1.1.3).
    fn acknowledge(&mut self, id: ClientId, response: &Message) {
        let Some(client) = self.clients.get(id.0) else { return };
        let hop = client.hop;
        if let Some(octets) = client.origin.ack(response) {
            self.send(hop.path, hop.to, octets);
        }
    }

    /// The machine of an INVITE is told that a CANCEL goes out.
    pub(super) fn limit_cancelled(&mut self, id: ClientId) {
        let (now, timers) = (self.now, self.config.timers());
        if let Some(Client { machine: Machine::Invite(machine), .. }) = self.clients.get_mut(id.0) {
            machine.on_cancel(now, &timers);
        }
        self.arm_client(id);
    }
}
