//! Timers with generation handles and an exact next deadline.

use std::time::Instant;

use crate::slab::{Handle, Slab};

use ticks::Ticks;
use trie::Trie;

mod fifo;
mod ticks;
mod trie;

/// The name of one timer of a [`Wheel`]; stale for good once that timer fired or was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimerHandle(Handle);

/// Timers that each carry a value, at deadlines from one millisecond to millions of years away.
///
/// Time is counted in ticks of 1 ms from the instant given to [`new`](Self::new). A deadline is rounded up
/// to the next tick, so a timer never fires early, and at most 1 ms late. The wheel has no clock and does
/// not move by itself: `now` matters to [`pop_due`](Self::pop_due) only.
///
/// Every method takes time bounded by the number of levels, 11 at most and in practice 3 or 4, whatever the
/// number of timers; arming may also grow the memory, which is kept for reuse until the wheel is dropped.
#[derive(Clone, Debug)]
pub struct Wheel<T> {
    ticks: Ticks,
    trie: Trie,
    values: Slab<T>,
}

impl<T> Wheel<T> {
    /// A wheel without timers, whose ticks count from `now`. Allocates nothing.
    #[must_use]
    pub fn new(now: Instant) -> Self {
        Self { ticks: Ticks::new(now), trie: Trie::new(), values: Slab::new() }
    }

    /// Sets a timer that is due at `deadline`, behind all others that are due at the same tick.
    ///
    /// A deadline in the past is due at once; it goes before every later deadline, as any other. One before
    /// the wheel's epoch counts as the epoch.
    ///
    /// At 2³¹ − 1 live timers (about 100 GiB) the wheel is full: `value` is dropped and the handle is stale.
    pub fn arm(&mut self, deadline: Instant, value: T) -> TimerHandle {
        let Ok(handle) = self.values.insert(value) else {
            return TimerHandle(Handle::STALE);
        };
        if handle.index() >= Trie::LIMIT {
            self.values.remove(handle);
            return TimerHandle(handle);
        }
        self.trie.insert(handle.index(), self.ticks.of_deadline(deadline));
        TimerHandle(handle)
    }

    /// Takes the timer out before it fires; `None` if the handle is stale.
    pub fn cancel(&mut self, timer: TimerHandle) -> Option<T> {
        let value = self.values.remove(timer.0)?;
        self.trie.remove(timer.0.index());
        Some(value)
    }

    /// Moves the timer to `deadline`, behind all others of that tick, as if it were cancelled and armed
    /// again; the handle stays good. Gives `false` if the handle is stale.
    pub fn rearm(&mut self, timer: TimerHandle, deadline: Instant) -> bool {
        let live = self.values.get(timer.0).is_some();
        if live {
            self.trie.remove(timer.0.index());
            self.trie.insert(timer.0.index(), self.ticks.of_deadline(deadline));
        }
        live
    }

    /// The instant at which the first timer is due: exact, that is rounded up to the tick and no earlier or
    /// later than what [`pop_due`](Self::pop_due) obeys. `None` if there is no timer.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Instant> {
        let (_, tick) = self.trie.first()?;
        Some(self.ticks.instant(tick))
    }

    /// Takes out the first timer if it is due at `now`: the earliest tick first, those of one tick in
    /// order of arming. Call it until it gives `None`.
    pub fn pop_due(&mut self, now: Instant) -> Option<(TimerHandle, T)> {
        let (index, tick) = self.trie.first()?;
        if tick > self.ticks.of_now(now) {
            return None;
        }
        let handle = self.values.handle_at(index)?;
        let value = self.cancel(TimerHandle(handle))?;
        Some((TimerHandle(handle), value))
    }

    /// The value of a timer, or `None` if the handle is stale.
    #[must_use]
    pub fn get(&self, timer: TimerHandle) -> Option<&T> {
        self.values.get(timer.0)
    }

    /// The value of a timer, or `None` if the handle is stale.
    #[must_use]
    pub fn get_mut(&mut self, timer: TimerHandle) -> Option<&mut T> {
        self.values.get_mut(timer.0)
    }

    /// The instant at which a timer is due, rounded up to the tick, or `None` if the handle is stale.
    #[must_use]
    pub fn deadline(&self, timer: TimerHandle) -> Option<Instant> {
        self.values.get(timer.0)?;
        Some(self.ticks.instant(self.trie.tick(timer.0.index())))
    }

    /// How many timers are live.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether no timer is live.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}
