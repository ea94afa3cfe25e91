//! The two timers that a machine has at a time: when a message is sent again, and when its state ends.

use std::time::{Duration, Instant};

use super::timers::Micros;

/// When a message is sent again.
#[derive(Clone, Copy, Debug)]
struct Repeat {
    at: Instant,
    /// The time since the last one.
    interval: Micros,
    /// It is doubled up to this.
    most: Micros,
}

/// Which of them is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    Repeat,
    End,
}

/// Both.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    repeat: Option<Repeat>,
    end: Option<Instant>,
}

impl Clock {
    /// Lets a message be sent again after an interval which is doubled each time, up to `most` if there is one.
    pub(super) fn repeat(&mut self, now: Instant, interval: Duration, most: Option<Duration>) {
        let most = most.map_or(Micros::MAX, Micros::of);
        self.repeat = Some(Repeat { at: now + interval, interval: Micros::of(interval), most });
    }

    /// The state ends after this time.
    pub(super) fn end_after(&mut self, now: Instant, time: Duration) {
        self.end = Some(now + time);
    }

    /// Nothing is due any more.
    pub(super) const fn stop(&mut self) {
        *self = Self { repeat: None, end: None };
    }

    pub(super) fn next(&self) -> Option<Instant> {
        let repeat = self.repeat.map(|repeat| repeat.at);
        repeat.into_iter().chain(self.end).min()
    }

    /// The first that is due; what is sent again is armed anew from when it was due. Of both at once the end counts.
    pub(super) fn due(&mut self, now: Instant) -> Option<Due> {
        let repeat = self.repeat.filter(|repeat| repeat.at <= now);
        match (repeat, self.end.filter(|end| *end <= now)) {
            (Some(repeat), end) if end.is_none_or(|end| repeat.at < end) => {
                let interval = repeat.interval.doubled().min(repeat.most);
                self.repeat = Some(Repeat { at: repeat.at + interval.get(), interval, ..repeat });
                Some(Due::Repeat)
            }
            (_, Some(_)) => {
                self.end = None;
                Some(Due::End)
            }
            _ => None,
        }
    }
}
