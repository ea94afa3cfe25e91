//! The thread that does a disk's errands, and how fast it may be.
//!
//! It shares the device with the commits, and a commit's sync waits for what the device was given before. So it writes little
//! at a time, with pauses, and no faster than it must.

use std::{
    io,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    thread::{self, JoinHandle},
    time::Duration,
};

use crate::store::{
    error::{DiskError, DiskErrorKind},
    log::errand::{Errand, ErrandState},
};

use super::FileDisk;

/// Octets written in one step.
const STEP: u32 = 256 << 10;
/// The same when it is behind, or the log waits for it: fewer syncs, of which each costs the commits more.
const LARGEST_STEP: u32 = 1 << 20;
/// The pause between two steps when nothing is committed meanwhile: 32 MiB a second.
const PAUSE: Duration = Duration::from_millis(8);
/// Octets that may be written for each one committed: files must be made faster than they are used up.
const AHEAD: u64 = 2;

/// The log's end of it.
#[derive(Debug)]
pub(super) struct Errands {
    orders: Option<mpsc::Sender<Errand>>,
    ends: mpsc::Receiver<Result<(), DiskError>>,
    pace: Arc<Pace>,
    thread: Option<JoinHandle<()>>,
}

impl Errands {
    /// Starts the thread.
    pub(super) fn start(disk: FileDisk) -> Result<Self, DiskError> {
        let (orders, ordered) = mpsc::channel();
        let (ended, ends) = mpsc::channel();
        let pace = Arc::new(Pace::default());
        let of_thread = pace.clone();
        let thread = thread::Builder::new()
            .name("store files".into())
            .spawn(move || run(disk, &ordered, &ended, &of_thread))
            .map_err(|error| DiskError::from_io("start a thread", &error))?;
        Ok(Self { orders: Some(orders), ends, pace, thread: Some(thread) })
    }

    pub(super) fn begin(&mut self, errand: Errand) -> Result<(), DiskError> {
        self.pace.set(Speed::Measured(0));
        let sent = self.orders.as_ref().and_then(|orders| orders.send(errand).ok());
        sent.ok_or(ENDED)
    }

    pub(super) fn poll(&mut self, committed: u64) -> ErrandState {
        match self.ends.try_recv() {
            Ok(ended) => ErrandState::Ended(ended),
            Err(mpsc::TryRecvError::Empty) => {
                self.pace.allow(committed.saturating_mul(AHEAD));
                ErrandState::UnderWay
            }
            Err(mpsc::TryRecvError::Disconnected) => ErrandState::Ended(Err(ENDED)),
        }
    }

    pub(super) fn finish(&mut self) -> Result<(), DiskError> {
        self.pace.set(Speed::Full);
        self.ends.recv().unwrap_or(Err(ENDED))
    }
}

/// The directory is another's once it is not locked any more: the thread ends before that.
impl Drop for Errands {
    fn drop(&mut self) {
        self.pace.set(Speed::Stop);
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            // What it failed with was reported as the end of its errand.
            let _ = thread.join();
        }
    }
}

const ENDED: DiskError =
    DiskError { operation: "work on a file", kind: DiskErrorKind::Io(io::ErrorKind::BrokenPipe) };

fn run(
    mut disk: FileDisk,
    ordered: &mpsc::Receiver<Errand>,
    ended: &mpsc::Sender<Result<(), DiskError>>,
    pace: &Pace,
) {
    while let Ok(mut errand) = ordered.recv() {
        let end = loop {
            let Some(octets) = pace.next_step() else { return };
            match errand.step(&mut disk, octets) {
                Ok(false) => {}
                end => break end.map(drop),
            }
        };
        if ended.send(end).is_err() {
            return;
        }
    }
}

/// How fast the thread may be.
#[derive(Clone, Copy, Debug)]
enum Speed {
    /// So many octets without a pause.
    Measured(u64),
    /// Without pauses: the log waits for it.
    Full,
    /// It is to end.
    Stop,
}

#[derive(Debug)]
struct Pace {
    speed: Mutex<Speed>,
    changed: Condvar,
}

impl Default for Pace {
    fn default() -> Self {
        Self { speed: Mutex::new(Speed::Measured(0)), changed: Condvar::new() }
    }
}

impl Pace {
    fn speed(&self) -> MutexGuard<'_, Speed> {
        self.speed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, speed: Speed) {
        *self.speed() = speed;
        self.changed.notify_one();
    }

    /// Lets it write so many octets more before it makes a pause.
    fn allow(&self, octets: u64) {
        let mut speed = self.speed();
        if let Speed::Measured(allowed) = &mut *speed {
            let before = *allowed;
            *allowed = before.saturating_add(octets);
            if before < STEP.into() && *allowed >= STEP.into() {
                self.changed.notify_one();
            }
        }
    }

    /// Waits for the next step, and says how much it may write; nothing if there is to be none.
    fn next_step(&self) -> Option<u32> {
        let pauses = |speed: &mut Speed| matches!(speed, Speed::Measured(allowed) if *allowed < STEP.into());
        let waited = self.changed.wait_timeout_while(self.speed(), PAUSE, pauses);
        let (mut speed, _) = waited.unwrap_or_else(PoisonError::into_inner);
        match &mut *speed {
            Speed::Measured(allowed) => {
                let step = u32::try_from(*allowed).unwrap_or(u32::MAX).clamp(STEP, LARGEST_STEP);
                *allowed = allowed.saturating_sub(step.into());
                Some(step)
            }
            Speed::Full => Some(LARGEST_STEP),
            Speed::Stop => None,
        }
    }
}
