//! The table of dialogues, and what goes in and out (Q.774 §2). `tsm.rs` has what messages of the peer do to transactions,
//! `dha.rs` what the user does with dialogues, `ism.rs` components and invocations.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_timer::{Handle, Slab, TimerHandle, Wheel};

use super::ism::Invocation;
use super::message::{Message, MessageType};
use super::tid::Numbers;
use super::{AbortCause, Config, DialogueId, Event, PAbortCause, TransactionId, Transmit};
use crate::Buffer;
use crate::sccp::Address;

/// TCAP: all dialogues of one user, without I/O.
#[derive(Debug)]
pub struct Tcap {
    pub(super) config: Arc<Config>,
    pub(super) numbers: Numbers,
    pub(super) now: Instant,
    pub(super) table: Slab<Dialogue>,
    pub(super) wheel: Wheel<Alarm>,
    pub(super) events: VecDeque<Event>,
    transmits: VecDeque<Transmit>,
    /// Events that wait for the user in the layer above.
    pub(crate) backlog: usize,
}

/// What a timer is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Alarm {
    Dialogue(Handle),
    Invocation(Handle, i8),
}

/// One dialogue with its transaction.
#[derive(Debug)]
pub(super) struct Dialogue {
    pub(super) state: State,
    pub(super) local: Address,
    pub(super) remote: Address,
    /// What the peer calls the transaction.
    pub(super) peer: Option<TransactionId>,
    /// The application context that was asked for, until the first answer.
    pub(super) context: Option<Box<[u8]>>,
    /// Whether one was asked for, so that an abort has an APDU of dialogues.
    pub(super) is_in_context: bool,
    pub(super) invocations: Vec<Invocation>,
    /// Components that wait for the next message.
    pub(super) components: Vec<Buffer>,
    pub(super) timeout: Duration,
    /// `None` for a moment, until it is in the table.
    pub(super) timer: Option<TimerHandle>,
}

/// Where a transaction stands (Q.774 §3.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing was sent.
    Idle,
    /// We have begun, and have no answer.
    InitiationSent,
    /// The peer has begun, and has no answer.
    InitiationReceived,
    Active,
}

impl Tcap {
    /// No dialogue. The seed decides the transaction ids.
    #[must_use]
    pub fn new(config: Arc<Config>, seed: [u8; 32], now: Instant) -> Self {
        Self {
            table: Slab::with_limit(config.max_dialogues()),
            config,
            numbers: Numbers::new(seed),
            now,
            wheel: Wheel::new(now),
            events: VecDeque::new(),
            transmits: VecDeque::new(),
            backlog: 0,
        }
    }

    /// The next thing to be sent.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        self.transmits.pop_front()
    }

    /// The next thing that the user must know.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// When [`Self::handle_timeout`] is to be called.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.wheel.next_deadline()
    }

    /// Runs what is due, in order. Early or twice does nothing.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.advance(now);
        while let Some((_, alarm)) = self.wheel.pop_due(self.now) {
            match alarm {
                Alarm::Dialogue(handle) => self.on_dialogue_timer(handle),
                Alarm::Invocation(handle, invoke_id) => self.on_invocation_timer(handle, invoke_id),
            }
        }
    }

    /// How many dialogues are open.
    #[must_use]
    pub fn dialogues(&self) -> usize {
        self.table.len()
    }

    /// Whether so many events wait that no dialogue of the peer's is taken.
    pub(super) fn is_full(&self) -> bool {
        self.events.len() + self.backlog >= self.config.max_events()
    }

    pub(super) fn advance(&mut self, now: Instant) {
        self.now = self.now.max(now);
    }

    /// Puts a dialogue into the table; `None` if there is no room.
    pub(super) fn insert(&mut self, local: Address, remote: Address, state: State) -> Option<Handle> {
        let timeout = self.config.dialogue_timer();
        let dialogue = Dialogue {
            state,
            local,
            remote,
            peer: None,
            context: None,
            is_in_context: false,
            invocations: Vec::new(),
            components: Vec::new(),
            timeout,
            timer: None,
        };
        let handle = self.table.insert(dialogue).ok()?;
        if let Some(dialogue) = self.table.get_mut(handle) {
            dialogue.timer = Some(self.wheel.arm(self.now + timeout, Alarm::Dialogue(handle)));
        }
        Some(handle)
    }

    /// Takes a dialogue out of the table, with its timers.
    pub(super) fn remove(&mut self, handle: Handle) -> Option<Dialogue> {
        let dialogue = self.table.remove(handle)?;
        let invocations = dialogue.invocations.iter().filter_map(|invocation| invocation.timer);
        for timer in dialogue.timer.into_iter().chain(invocations) {
            self.wheel.cancel(timer);
        }
        Some(dialogue)
    }

    /// Something came or went: the dialogue timer begins anew.
    pub(super) fn touch(&mut self, handle: Handle) {
        if let Some(dialogue) = self.table.get(handle)
            && let Some(timer) = dialogue.timer
        {
            self.wheel.rearm(timer, self.now + dialogue.timeout);
        }
    }

    /// Sends a message with these components.
    pub(super) fn send(
        &mut self,
        (called, calling): (Address, Address),
        sequence_control: u32,
        message: &Message<'_>,
        components: Vec<Buffer>,
    ) {
        let mut components = components.into_iter().rev();
        let mut octets = components.next().unwrap_or_default();
        components.for_each(|component| octets.prepend(component.as_slice()));
        message.close(&mut octets, 0);
        // What can be told is told: the sender of a Begin wants to know if nobody is there.
        let return_option = message.message_type == MessageType::Begin;
        self.transmits.push_back(Transmit { called, calling, sequence_control, return_option, octets });
    }

    /// Answers a transaction of the peer's that is none of ours.
    pub(super) fn send_p_abort(
        &mut self,
        addresses: (Address, Address),
        dtid: TransactionId,
        cause: PAbortCause,
    ) {
        let message = Message {
            message_type: MessageType::Abort,
            dtid: Some(dtid),
            p_abort_cause: Some(cause),
            ..Default::default()
        };
        self.send(addresses, 0, &message, Vec::new());
    }

    fn on_dialogue_timer(&mut self, handle: Handle) {
        let Some(dialogue) = self.remove(handle) else { return };
        // The peer would wait in vain.
        if let Some(peer) = dialogue.peer {
            let addresses = (dialogue.remote, dialogue.local);
            self.send_p_abort(addresses, peer, PAbortCause::RESOURCE_LIMITATION);
        }
        self.events
            .push_back(Event::PAbort { dialogue: DialogueId(handle), cause: AbortCause::DialogueTimer });
    }
}
