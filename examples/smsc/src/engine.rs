//! The heart of the centre: one owner of all messages, without I/O of its own but the store's. Connections hand in what
//! their peers ask, in batches; a turn works a batch off, makes it durable with one commit, and only then lets the
//! answers and deliveries out. So nothing is acknowledged that is not on disk.

mod absent;
mod admission;
mod control;
mod dead_letters;
mod deliver;
mod exchange;
mod finish;
mod handset;
mod index;
mod lanes;
mod notes;
mod operate;
mod outside;
mod overview;
mod pace;
mod party;
mod references;
mod routing;
mod search;
mod submit;
#[cfg(test)]
mod tests;
mod told;
mod transient;
mod upstream;
mod waiting;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use absent::Absent;
use brivas_platform::paged::PagedMap;
use brivas_platform::store::{Final, MessageStore, NewMessage, StoreError, Transition};
use brivas_smpp::{CommandStatus, InboundId, InterfaceVersion, MessageState};
use brivas_timer::{TimerHandle, Wheel};
use bytes::Bytes;

use crate::envelope::Envelope;
use crate::link::Link;
use crate::metrics::Metrics;
use crate::settings::{Settings, Tenant};
use dead_letters::{DeadLetters, is_dead};
use index::AddressIndex;
use lanes::Lanes;
use notes::Notes;
use outside::Reply;
use references::References;
use routing::{Routing, Target, Way};
use transient::Transient;
use upstream::{Out, Upstream};
use waiting::Waiting;

pub(crate) use control::{RouteControl, RouteState};
pub(crate) use dead_letters::{DeadLetter, DeadLettersAsked, DeadLettersPage};
pub(crate) use exchange::{Answer, ConnectionId, FailedDestination, Input, Moment, Outcome, Output};
pub(crate) use handset::{Errand, HandsetCommand};
#[cfg(test)]
pub(crate) use operate::Report;
pub(crate) use outside::{Inquiry, KnownBy, Refusal, Submission, Taken};
pub(crate) use overview::{Overview, Queue, WayName};
pub(crate) use party::{Called, MOBILE_NETWORK, Party};
#[cfg(test)]
pub(crate) use search::Findings;
pub(crate) use search::{Finding, Search, Wanted};

/// What the engine's own timers are for.
#[derive(Clone, Copy, Debug)]
enum Alarm {
    /// This transaction-mode message has no outcome.
    Transaction(u64),
}

/// Somebody who is bound.
struct Connection {
    party: Party,
    target: Target,
    version: InterfaceVersion,
    receives: bool,
    /// How many deliveries may still be put on it.
    credit: usize,
}

/// A stored message that is being delivered.
struct Flight {
    /// `None`: to the handset.
    connection: Option<ConnectionId>,
    /// `None`: not to another message centre.
    out: Option<Out>,
    envelope: Envelope,
    attempts: u16,
}

/// What is known of a new message that awaits its number.
struct Arrival {
    envelope: Envelope,
    /// The way it takes if it goes at once.
    way: Way,
    /// See [`index::key_of`].
    key: Option<u32>,
    told: Option<Awaiting>,
}

/// Who awaits the response that a message was taken, and which response that is.
struct Awaiting {
    connection: ConnectionId,
    id: InboundId,
    by: Carrier,
}

/// The request by which a message came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Carrier {
    SubmitSm,
    DataSm,
    /// It came from another message centre.
    Link {
        data_sm: bool,
    },
}

pub(crate) struct Engine {
    store: Box<dyn MessageStore + Send>,
    settings: Settings,
    metrics: Arc<Metrics>,
    routing: Routing,
    lanes: Lanes,
    connections: BTreeMap<ConnectionId, Connection>,
    index: AddressIndex,
    references: References,
    wheel: Wheel<Alarm>,
    flights: PagedMap<Flight>,
    /// Messages that the handset will accept, the next one first: it takes the same time for each.
    handset: VecDeque<(Instant, u64)>,
    transients: BTreeMap<u64, Transient>,
    upstream: Upstream,
    absent: Absent,
    dead_letters: DeadLetters,
    next_transient: u64,
    waiting: Waiting,
    /// The first messages that wait, so that their delivery needs no read.
    hot: PagedMap<Envelope>,
    /// New messages, and beside each what is known of it.
    enqueues: Vec<NewMessage>,
    arrivals: Vec<Arrival>,
    transitions: Vec<Transition>,
    finals: Vec<Final>,
    outputs: Vec<(ConnectionId, Output)>,
    replies: Vec<Reply>,
    broken: Option<StoreError>,
}

/// Envelopes kept in memory while they wait.
const HOT: usize = 65_536;
/// Messages taken from the store in one turn: a start with a million waiting must not keep the connections from theirs.
const DUE: usize = 2048;

impl Engine {
    /// Takes over a store, and learns what is in it.
    pub(crate) fn new(
        store: Box<dyn MessageStore + Send>,
        settings: Settings,
        tenants: &[Arc<Tenant>],
        links: &[Arc<Link>],
        metrics: Arc<Metrics>,
        now: Moment,
    ) -> Result<Self, StoreError> {
        let mut index = AddressIndex::default();
        let mut upstream = Upstream::new(links);
        let mut dead_letters = DeadLetters::default();
        let mut absent = Absent::default();
        let mut references = References::default();
        store.snapshot(&mut |message| {
            let envelope = Envelope::from_octets(message.body.clone());
            if let Some(key) = envelope.as_ref().and_then(index::key_of) {
                index.insert(message.id, key);
            }
            if let Some(envelope) = &envelope {
                references.note(message.id, envelope);
            }
            if let Some(envelope) =
                envelope.as_ref().filter(|_| absent::waits(Notes::read(&message.meta).error))
            {
                absent.remember(message.id, &settings.routes, envelope);
            }
            if let Some(envelope) = envelope.filter(|envelope| is_dead(&message, envelope)) {
                dead_letters.note(message.id, envelope.target());
            }
            if let Some(handed) = Notes::read(&message.meta).handed {
                upstream.remember(message.id, handed, message.due_at);
            }
        })?;
        metrics.live(store.live());
        let mut routing = Routing::new(tenants, links, now.instant);
        if settings.has_mobile_network {
            routing.fall_back_to(MOBILE_NETWORK);
        }
        let lanes = Lanes::new(&settings.routes, &mut routing, now.instant);
        Ok(Self {
            store,
            settings,
            metrics,
            routing,
            lanes,
            connections: BTreeMap::new(),
            index,
            references,
            wheel: Wheel::new(now.instant),
            flights: PagedMap::new(),
            handset: VecDeque::new(),
            transients: BTreeMap::new(),
            upstream,
            absent,
            dead_letters,
            next_transient: transient::first_token(now.unix_ms),
            waiting: Waiting::default(),
            hot: PagedMap::new(),
            enqueues: Vec::new(),
            arrivals: Vec::new(),
            transitions: Vec::new(),
            finals: Vec::new(),
            outputs: Vec::new(),
            replies: Vec::new(),
            broken: None,
        })
    }

    /// Works off a batch: applies it, commits, and gives what may now be let out, in order.
    pub(crate) fn turn(
        &mut self,
        now: Moment,
        inputs: impl IntoIterator<Item = Input>,
    ) -> Vec<(ConnectionId, Output)> {
        for input in inputs {
            self.on_input(now, input);
        }
        self.apply_enqueues(now);
        self.run_timers(now);
        self.dispatch(now);
        self.apply_changes(now);
        self.commit();
        for reply in std::mem::take(&mut self.replies) {
            reply.send(self.broken.is_none());
        }
        self.metrics.live(self.store.live());
        self.metrics.waiting(self.waiting.len());
        self.metrics.dead_letters(self.dead_letters.len());
        std::mem::take(&mut self.outputs)
    }

    /// When the next turn is due though no input comes.
    pub(crate) fn next_turn(&self, now: Moment) -> Option<Instant> {
        let from_wall_clock = |at: i64| {
            let wait = u64::try_from(at.saturating_sub(now.unix_ms)).unwrap_or(0);
            now.instant + std::time::Duration::from_millis(wait)
        };
        let due = self.store.next_due().filter(|_| self.broken.is_none()).map(from_wall_clock);
        let end = self.waiting.next_end().map(from_wall_clock);
        let handset = self.handset.front().map(|(at, _)| *at);
        let paced = self.waiting.ways().filter_map(|way| match way {
            Way::Route(route) => {
                let targets = self.lanes.targets(route);
                let ready = targets.filter_map(|target| self.routing.ready_at(target, now.instant)).min();
                self.lanes.ready_at(route, now.instant).max(ready)
            }
            Way::Target(target) => self.routing.ready_at(target, now.instant),
            Way::Handset => None,
        });
        [due, end, handset, self.wheel.next_deadline()].into_iter().flatten().chain(paced).min()
    }

    /// Does a slice of the store's housekeeping, beyond what the last turn called for about so many octets of it. Gives
    /// whether more is waiting.
    pub(crate) fn maintain(&mut self, now: Moment, octets: usize) -> bool {
        if self.broken.is_some() {
            return false;
        }
        match self.store.maintain(now.unix_ms, octets) {
            Ok(more) => more,
            Err(error) => {
                self.breaks(error);
                false
            }
        }
    }

    /// Whether messages can be accepted.
    #[cfg(test)]
    pub(crate) fn is_sound(&self) -> bool {
        self.broken.is_none()
    }

    /// Messages in the store that have no final state.
    #[cfg(test)]
    pub(crate) fn live(&self) -> usize {
        self.store.live()
    }

    /// The last commit.
    pub(crate) fn close(&mut self) -> Result<(), StoreError> {
        self.store.close()
    }

    fn on_input(&mut self, now: Moment, input: Input) {
        match input {
            Input::Bound { connection, party, version, receives, address_range } => {
                let (target, credit) = (self.routing.target(&party.name()), party.window());
                if receives {
                    self.routing.bind(connection, &party, address_range);
                }
                self.connections.insert(connection, Connection { party, target, version, receives, credit });
            }
            Input::Request { connection, id, pdu } => self.on_request(now, connection, id, &pdu),
            Input::Delivered { connection, token, outcome } => {
                if let Some(connection) = self.connections.get_mut(&connection) {
                    connection.credit += 1;
                }
                self.on_outcome(now, token, outcome);
            }
            Input::Gone { connection } => {
                if let Some(gone) = self.connections.remove(&connection)
                    && gone.receives
                {
                    self.routing.unbind(connection, &gone.party);
                }
                self.lose_flights(now, connection);
            }
            Input::Reachable { number } => self.on_reachable(now, &number),
            Input::Submit(submission) => self.on_submission(now, submission),
            Input::Inquire(inquiry) => self.on_inquiry(now, inquiry),
            Input::Command { command, reply } => self.on_handset_command(now, &command, reply),
            Input::Routes(control) => self.on_route_control(control),
            Input::Overview(reply) => self.on_overview(reply),
            Input::Search(search) => self.on_search(now, search),
            Input::DeadLetters(asked) => self.on_dead_letters(now, asked),
        }
    }

    fn run_timers(&mut self, now: Moment) {
        while let Some((_, Alarm::Transaction(token))) = self.wheel.pop_due(now.instant) {
            self.on_outcome(now, token, Outcome::Lost);
        }
        while self.handset.front().is_some_and(|(at, _)| *at <= now.instant)
            && let Some((_, id)) = self.handset.pop_front()
        {
            self.on_outcome(now, id, Outcome::Answered(CommandStatus::ESME_ROK));
        }
        for id in self.waiting.pop_ended(now.unix_ms) {
            self.expire_waiting(now, id);
        }
        self.give_up_early_receipts();
    }

    fn answer(&mut self, connection: ConnectionId, id: InboundId, answer: Answer) {
        self.outputs.push((connection, Output::Answer(id, answer)));
    }

    fn refuse(&mut self, connection: ConnectionId, id: InboundId, status: CommandStatus) {
        self.metrics.refused(status);
        self.answer(connection, id, Answer::Refuse(status));
    }

    fn arm(&mut self, at: Instant, alarm: Alarm) -> TimerHandle {
        self.wheel.arm(at, alarm)
    }

    /// Hands the changes of this turn to the store.
    fn apply_changes(&mut self, now: Moment) {
        // A receipt is stored before its message ends: a crash between the two delivers the message again rather than
        // losing the receipt.
        self.apply_enqueues(now);
        let transitions = std::mem::take(&mut self.transitions);
        if !transitions.is_empty()
            && let Err(error) = self.store.transition(&transitions)
        {
            self.breaks(error);
        }
        let finals = std::mem::take(&mut self.finals);
        if !finals.is_empty()
            && let Err(error) = self.store.finalize(&finals)
        {
            self.breaks(error);
        }
    }

    /// Makes the turn durable. If that fails nothing of it goes out but errors: what the peers were not told they will
    /// send again.
    fn commit(&mut self) {
        if self.broken.is_none()
            && let Err(error) = self.store.commit()
        {
            self.breaks(error);
        }
        if self.broken.is_none() {
            return;
        }
        self.outputs.retain_mut(|(_, output)| match output {
            Output::Answer(_, answer) => {
                if !matches!(answer, Answer::Refuse(_)) {
                    *answer = Answer::Refuse(CommandStatus::ESME_RSYSERR);
                }
                true
            }
            Output::Deliver { .. } => false,
        });
    }

    fn breaks(&mut self, error: StoreError) {
        if self.broken.is_none() {
            tracing::error!(%error, "the store failed: nothing more is accepted until it is opened again");
            self.metrics.broken();
            self.broken = Some(error);
        }
    }
}

/// The form in which the store takes a new message; one that is due is to be delivered by this turn.
fn stored(now: Moment, envelope: &Envelope, due_at: i64, priority: u8) -> NewMessage {
    NewMessage {
        key: None,
        due_at,
        priority,
        state: MessageState::ENROUTE.0,
        queue: Bytes::new(),
        meta: Bytes::new(),
        body: envelope.octets().clone(),
        leased: due_at <= now.unix_ms,
    }
}
