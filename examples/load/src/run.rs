//! One run from the first bind to the report.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mio::Waker;
use serde::Serialize;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::clock::{Clock, seconds};
use crate::live::Live;
use crate::plan::Plan;
use crate::process::{Meter, Process};
use crate::readiness::Readiness;
use crate::tally::Tally;
use crate::worker::{Control, Event, WAKER, Worker};

/// What a run has found out.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) tally: Tally,
    pub(crate) end: End,
    /// Sessions that were lost, or could not be bound: the first reasons, and how many there were.
    pub(crate) reasons: Vec<String>,
    pub(crate) lost: u64,
    /// From the end of the warm-up to the last answer that counts; of an idle run all the time that the sessions were held.
    pub(crate) seconds: f64,
    pub(crate) server: Option<Meter>,
    pub(crate) client: Meter,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum End {
    Complete,
    ConnectionLost,
    NotBound,
    /// By SIGINT or SIGTERM.
    Interrupted,
}

/// How often the live line is renewed.
const TICK: u64 = 1_000_000_000;
/// How often to look whether all that is awaited has been delivered.
const LOOK_EVERY: u64 = 20_000_000;
/// How often to look whether the run is interrupted.
const LOOK_FOR_SIGNALS: Duration = Duration::from_millis(100);
/// More reasons than these say nothing new.
const MAX_REASONS: usize = 10;

/// Does what the plan says.
///
/// # Errors
/// In words: the run could not even begin.
pub(crate) fn run(plan: &Plan, live: Live) -> Result<Outcome, String> {
    let interrupted = watch_signals().map_err(|error| error.to_string())?;
    let control = Control {
        clock: Clock::new(),
        start: AtomicU64::new(0),
        stop: AtomicBool::new(false),
        tallies: (0..plan.threads).map(|_| Mutex::default()).collect(),
    };
    let server = plan.options.pid.map(|pid| Meter::new(Process::of(pid)));
    if server.as_ref().is_some_and(|meter| meter.before.is_none()) {
        return Err("--pid: there is no such process, or /proc does not tell".into());
    }
    let (sender, events) = mpsc::channel();
    let mut workers = Vec::new();
    let mut wakers = Vec::new();
    for index in 0..plan.threads {
        let readiness = Readiness::new().map_err(|error| error.to_string())?;
        wakers.push(Waker::new(readiness.registry(), WAKER).map_err(|error| error.to_string())?);
        workers.push(Worker::new(plan, &control, index, readiness, sender.clone())?);
    }
    drop(sender);
    let mut run = Run {
        plan,
        control: &control,
        events,
        live,
        tally: Tally::default(),
        reasons: Vec::new(),
        lost: 0,
        next_tick: u64::MAX,
        interrupted,
        server,
        client: Meter::new(Process::own()),
    };
    let (end, held) = std::thread::scope(|scope| {
        for worker in workers {
            scope.spawn(|| worker.run());
        }
        let ended = run.conduct(&wakers);
        control.stop.store(true, Ordering::Release);
        wake(&wakers);
        ended
    });
    run.collect();
    run.live.end();
    let nanos =
        if plan.options.idle { held } else { run.tally.last_answer.saturating_sub(run.measure_from()) };
    Ok(Outcome {
        tally: run.tally,
        end,
        reasons: run.reasons,
        lost: run.lost,
        seconds: seconds(nanos),
        server: run.server,
        client: run.client,
    })
}

/// The run as seen from the thread that conducts it.
struct Run<'a> {
    plan: &'a Plan,
    control: &'a Control,
    events: Receiver<Event>,
    live: Live,
    tally: Tally,
    reasons: Vec<String>,
    lost: u64,
    next_tick: u64,
    interrupted: Arc<AtomicBool>,
    server: Option<Meter>,
    client: Meter,
}

impl Run<'_> {
    /// Binds, sends, waits for what is still to come; says how it ended and how long it was from the start.
    fn conduct(&mut self, wakers: &[Waker]) -> (End, u64) {
        if !self.all_tell(|event| matches!(event, Event::Bound), u64::MAX, &mut 0) {
            return (if self.is_interrupted() { End::Interrupted } else { End::NotBound }, 0);
        }
        self.meters(|meter| meter.bound = meter.process.usage());
        let start = self.control.clock.now();
        self.next_tick = start + TICK;
        self.control.start.store(start, Ordering::Release);
        wake(wakers);
        let end = match self.send_and_linger() {
            true => End::Complete,
            false if self.is_interrupted() => End::Interrupted,
            false => End::ConnectionLost,
        };
        self.meters(|meter| meter.end = meter.process.usage());
        (end, self.control.clock.now() - start)
    }

    /// Whether all went to its end without the loss of a session that counts.
    fn send_and_linger(&mut self) -> bool {
        let measure_from = self.measure_from();
        let is_drained = |event: &Event| matches!(event, Event::Drained);
        let mut drained = 0;
        if !self.all_tell(is_drained, measure_from, &mut drained) {
            return false;
        }
        self.meters(|meter| meter.from = meter.process.usage());
        if !self.all_tell(is_drained, u64::MAX, &mut drained) {
            return false;
        }
        if self.plan.options.idle {
            let until = measure_from.saturating_add(self.plan.duration.unwrap_or(0));
            return self.hold(until, |_| false);
        }
        if self.plan.wants_deliveries() {
            let until = self.control.clock.now().saturating_add(self.plan.linger);
            return self.hold(until, Self::all_delivered);
        }
        true
    }

    /// Keeps the sessions until a time, or until `enough`; false if one is lost.
    fn hold(&mut self, until: u64, enough: impl Fn(&Self) -> bool) -> bool {
        loop {
            self.collect();
            let now = self.control.clock.now();
            if now >= until || enough(self) {
                return true;
            }
            if let Some(event) = self.next(until.min(now + LOOK_EVERY))
                && self.ends(&event)
            {
                return false;
            }
        }
    }

    fn all_delivered(&self) -> bool {
        let accepted = self.tally.messages_accepted() + self.tally.accepted_in_warmup;
        let deliveries = &self.tally.deliveries;
        (!self.plan.options.receipts || deliveries.receipt_count() >= accepted)
            && (self.plan.options.receivers == 0 || deliveries.messages >= accepted)
    }

    /// Waits until each thread has told this, but no longer than `until`; false if a session is lost. `count` is of those
    /// that have.
    fn all_tell(&mut self, told: impl Fn(&Event) -> bool, until: u64, count: &mut usize) -> bool {
        while *count < self.plan.threads
            && let Some(event) = self.next(until)
        {
            if self.ends(&event) {
                return false;
            }
            *count += usize::from(told(&event));
        }
        true
    }

    /// Whether the run cannot or shall not go on after this.
    fn ends(&self, event: &Event) -> bool {
        match event {
            Event::Lost { was_bound, .. } => !(self.plan.options.reconnect && *was_bound),
            Event::Failed(_) | Event::Interrupted => true,
            Event::Bound | Event::Drained => false,
        }
    }

    /// The next that a thread tells; `None` when it is `until`. The live line goes on meanwhile.
    fn next(&mut self, until: u64) -> Option<Event> {
        loop {
            let now = self.control.clock.now();
            if now >= self.next_tick {
                self.next_tick = now + TICK;
                self.collect();
            }
            if now >= until {
                return None;
            }
            if self.is_interrupted() {
                return Some(Event::Interrupted);
            }
            let wait = Duration::from_nanos(until.min(self.next_tick) - now).min(LOOK_FOR_SIGNALS);
            let event = match self.events.recv_timeout(wait) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => Event::Failed("all threads have ended".into()),
            };
            if let Event::Lost { reason, .. } | Event::Failed(reason) = &event {
                self.lost += 1;
                if self.reasons.len() < MAX_REASONS {
                    self.reasons.push(reason.clone());
                }
            }
            return Some(event);
        }
    }

    /// Takes over what the threads have counted since the last time, and shows it.
    fn collect(&mut self) {
        let mut recent = Tally::default();
        for index in 0..self.plan.threads {
            recent.add(&std::mem::take(&mut *self.control.tally(index)));
        }
        self.tally.add(&recent);
        self.live.show(self.control.clock.now(), &recent, &self.tally);
    }

    fn is_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }

    fn measure_from(&self) -> u64 {
        self.control.start.load(Ordering::Acquire) + self.plan.warmup
    }

    fn meters(&mut self, read: impl Fn(&mut Meter)) {
        self.server.as_mut().map(&read);
        read(&mut self.client);
    }
}

/// A flag that SIGINT and SIGTERM set, so that a run that is cut short is reported, too. The second one ends the process.
fn watch_signals() -> std::io::Result<Arc<AtomicBool>> {
    let interrupted = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        flag::register_conditional_shutdown(signal, 128 + signal, interrupted.clone())?;
        flag::register(signal, interrupted.clone())?;
    }
    Ok(interrupted)
}

/// Wakes the threads to look at what they are told. One that cannot be woken looks by itself soon.
fn wake(wakers: &[Waker]) {
    for waker in wakers {
        let _ = waker.wake();
    }
}
