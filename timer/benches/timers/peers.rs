//! What is measured: the wheel and three usual ways to keep timers, behind one private trait.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::time::Instant;

use brivas_timer::{Handle, Slab, TimerHandle, Wheel};

/// The calls that a protocol machine makes. `pop_due` gives the value.
pub(crate) trait Timers {
    type Key: Copy;

    fn new(now: Instant) -> Self;
    fn arm(&mut self, deadline: Instant, value: u64) -> Self::Key;
    fn cancel(&mut self, key: Self::Key) -> Option<u64>;
    fn next_deadline(&mut self) -> Option<Instant>;
    fn pop_due(&mut self, now: Instant) -> Option<u64>;
}

impl Timers for Wheel<u64> {
    type Key = TimerHandle;

    fn new(now: Instant) -> Self {
        Self::new(now)
    }

    fn arm(&mut self, deadline: Instant, value: u64) -> TimerHandle {
        self.arm(deadline, value)
    }

    fn cancel(&mut self, key: TimerHandle) -> Option<u64> {
        self.cancel(key)
    }

    fn next_deadline(&mut self) -> Option<Instant> {
        Wheel::next_deadline(self)
    }

    fn pop_due(&mut self, now: Instant) -> Option<u64> {
        self.pop_due(now).map(|(_, value)| value)
    }
}

/// An ordered map by deadline and turn.
#[derive(Default)]
pub(crate) struct Tree {
    timers: BTreeMap<(Instant, u64), u64>,
    turn: u64,
}

impl Timers for Tree {
    type Key = (Instant, u64);

    fn new(_: Instant) -> Self {
        Self::default()
    }

    fn arm(&mut self, deadline: Instant, value: u64) -> Self::Key {
        self.turn += 1;
        self.timers.insert((deadline, self.turn), value);
        (deadline, self.turn)
    }

    fn cancel(&mut self, key: Self::Key) -> Option<u64> {
        self.timers.remove(&key)
    }

    fn next_deadline(&mut self) -> Option<Instant> {
        self.timers.first_key_value().map(|(&(deadline, _), _)| deadline)
    }

    fn pop_due(&mut self, now: Instant) -> Option<u64> {
        let first = self.timers.first_entry()?;
        (first.key().0 <= now).then(|| first.remove())
    }
}

/// A heap that cannot cancel: cancelled entries stay in it until they come to the top.
#[derive(Default)]
pub(crate) struct Heap {
    heap: BinaryHeap<Reverse<(Instant, u64, Handle)>>,
    live: Slab<u64>,
    turn: u64,
}

impl Timers for Heap {
    type Key = Handle;

    fn new(_: Instant) -> Self {
        Self::default()
    }

    fn arm(&mut self, deadline: Instant, value: u64) -> Handle {
        self.turn += 1;
        let handle = self.live.insert(value).expect("the slab has no limit");
        self.heap.push(Reverse((deadline, self.turn, handle)));
        self.rebuild_when_mostly_cancelled();
        handle
    }

    fn cancel(&mut self, key: Handle) -> Option<u64> {
        self.live.remove(key)
    }

    fn next_deadline(&mut self) -> Option<Instant> {
        while let Some(&Reverse((deadline, _, handle))) = self.heap.peek() {
            if self.live.get(handle).is_some() {
                return Some(deadline);
            }
            self.heap.pop();
        }
        None
    }

    fn pop_due(&mut self, now: Instant) -> Option<u64> {
        if self.next_deadline()? > now {
            return None;
        }
        let Reverse((_, _, handle)) = self.heap.pop()?;
        self.live.remove(handle)
    }
}

impl Heap {
    /// Without this the memory would grow with the number of timers ever cancelled.
    fn rebuild_when_mostly_cancelled(&mut self) {
        if self.heap.len() > 2 * self.live.len() + 64 {
            self.heap.retain(|Reverse((_, _, handle))| self.live.get(*handle).is_some());
        }
    }
}

/// A slab of deadlines, looked through from end to end for the first.
#[derive(Default)]
pub(crate) struct Scan {
    timers: Slab<(Instant, u64)>,
}

impl Timers for Scan {
    type Key = Handle;

    fn new(_: Instant) -> Self {
        Self::default()
    }

    fn arm(&mut self, deadline: Instant, value: u64) -> Handle {
        self.timers.insert((deadline, value)).expect("the slab has no limit")
    }

    fn cancel(&mut self, key: Handle) -> Option<u64> {
        self.timers.remove(key).map(|(_, value)| value)
    }

    fn next_deadline(&mut self) -> Option<Instant> {
        self.timers.iter().map(|(_, &(deadline, _))| deadline).min()
    }

    fn pop_due(&mut self, now: Instant) -> Option<u64> {
        let (handle, &(deadline, _)) = self.timers.iter().min_by_key(|(_, timer)| timer.0)?;
        if deadline <= now { self.cancel(handle) } else { None }
    }
}
