//! One thread: a readiness loop over its share of the sessions.

mod send;
mod serve;

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, MutexGuard, PoisonError};

use mio::Token;

use crate::clock::Clock;
use crate::frames::ReadBuffer;
use crate::plan::Plan;
use crate::readiness::{Readiness, has_closed};
use crate::schedule::Schedule;
use crate::session::Session;
use crate::tally::Tally;
use crate::traffic::Traffic;

/// The token of the waker; sessions have their place in the list.
pub(crate) const WAKER: Token = Token(usize::MAX);

/// How many sessions of a thread may be on their way to being bound: a listener's queue is short.
const BINDS_AT_ONCE: usize = 64;
/// How long a lost session stays lost before it is bound anew.
const RECONNECT_AFTER: u64 = 500_000_000;
/// How late what was due before the end may still go.
const GRACE: u64 = 10_000_000;
/// How long the answers to the unbinds are waited for.
const UNBIND_TIMEOUT: u64 = 1_000_000_000;
/// How often to look for sessions that have gone silent.
const CHECK_EVERY: u64 = 100_000_000;

/// What the threads are told, and where they put what they count.
#[derive(Debug)]
pub(crate) struct Control {
    pub(crate) clock: Clock,
    /// When sending begins; 0 until all sessions are bound.
    pub(crate) start: AtomicU64,
    /// Unbind and end.
    pub(crate) stop: AtomicBool,
    /// One for each thread, held only while it works.
    pub(crate) tallies: Vec<Mutex<Tally>>,
}

impl Control {
    pub(crate) fn tally(&self, index: usize) -> MutexGuard<'_, Tally> {
        self.tallies[index].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a thread has to tell.
#[derive(Debug)]
pub(crate) enum Event {
    /// All sessions of this thread are bound for the first time.
    Bound,
    /// A session is over, or could not be bound.
    Lost {
        reason: String,
        /// It was bound once.
        was_bound: bool,
    },
    /// All is sent, and answered or lost.
    Drained,
    /// The thread cannot go on.
    Failed(String),
    /// The operator wants the run to end.
    Interrupted,
}

/// The sessions of one thread, and what they send.
pub(crate) struct Worker<'a> {
    plan: &'a Plan,
    control: &'a Control,
    index: usize,
    readiness: Readiness,
    events: Sender<Event>,
    buffer: ReadBuffer,
    sessions: Vec<Option<Session>>,
    /// When to bind which.
    to_open: VecDeque<(u64, usize)>,
    binding: usize,
    bound: usize,
    /// All were bound once.
    was_bound: bool,
    traffic: Traffic,
    schedule: Option<Schedule>,
    /// At the rate asked for, no window had room for what is due.
    held_up: bool,
    /// The session after the one that sent last.
    cursor: usize,
    /// Requests that count and are still to be sent.
    budget: u64,
    started: bool,
    measure_from: u64,
    end: u64,
    drained: bool,
    checked: u64,
    ids: Vec<u8>,
}

impl<'a> Worker<'a> {
    /// Thread `index`, which is told through `readiness` and `control` and tells by `events`.
    ///
    /// # Errors
    /// In words: messages that no PDU can carry.
    pub(crate) fn new(
        plan: &'a Plan,
        control: &'a Control,
        index: usize,
        readiness: Readiness,
        events: Sender<Event>,
    ) -> Result<Self, String> {
        let threads = plan.threads;
        let count = plan.lines().saturating_sub(index).div_ceil(threads);
        let share = |total: u64| {
            let (threads, index) = (threads as u64, index as u64);
            total / threads + u64::from(index < total % threads)
        };
        Ok(Self {
            plan,
            control,
            index,
            readiness,
            events,
            buffer: ReadBuffer::new(),
            sessions: (0..count).map(|_| None).collect(),
            to_open: (0..count).map(|it| (0, it)).collect(),
            binding: 0,
            bound: 0,
            was_bound: false,
            traffic: Traffic::new(plan, index).map_err(|error| format!("no such message: {error}"))?,
            schedule: None,
            held_up: false,
            cursor: 0,
            budget: if plan.options.idle { 0 } else { plan.options.messages.map_or(u64::MAX, share) },
            started: false,
            measure_from: u64::MAX,
            end: u64::MAX,
            drained: false,
            checked: 0,
            ids: Vec::new(),
        })
    }

    /// Runs until it is told to stop.
    pub(crate) fn run(mut self) {
        if let Err(error) = self.turns() {
            self.tell(Event::Failed(error.to_string()));
        }
    }

    fn turns(&mut self) -> io::Result<()> {
        let control = self.control;
        let mut ready = mio::Events::with_capacity(1024);
        let mut stopping = None;
        loop {
            let timeout = self.timeout();
            if self.started && !self.drained && self.schedule.is_none() {
                self.readiness.wait_eagerly(&mut ready, timeout)?;
            } else {
                self.readiness.wait(&mut ready, timeout)?;
            }
            let now = control.clock.now();
            let mut tally = control.tally(self.index);
            if control.stop.load(Ordering::Acquire) && stopping.is_none() {
                stopping = Some(now);
                tally.never_sent += if self.drained { 0 } else { self.never_sent(now) };
                self.stop(now);
            }
            self.open_due(now);
            for event in ready.iter().filter(|event| event.token() != WAKER) {
                self.serve(event.token().0, has_closed(event), &mut tally);
            }
            if stopping.is_none() {
                self.send(now, &mut tally);
            }
            drop(tally);
            self.write_ids()?;
            self.check_silence(now);
            if let Some(since) = stopping
                && (self.sessions.iter().all(Option::is_none) || now > since + UNBIND_TIMEOUT)
            {
                return Ok(());
            }
        }
    }

    /// Acknowledged ids are in the file before anything else is read: what a killed server must still have.
    fn write_ids(&mut self) -> io::Result<()> {
        if let Some(mut file) = self.plan.ids.as_ref() {
            file.write_all(&self.ids)?;
        }
        self.ids.clear();
        Ok(())
    }

    /// Nobody listens any more only when the run is over.
    fn tell(&self, event: Event) {
        let _ = self.events.send(event);
    }
}
