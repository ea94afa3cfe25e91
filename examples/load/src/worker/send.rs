//! Sending: as fast as the windows allow, or by the schedule.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::{BINDS_AT_ONCE, CHECK_EVERY, Event, GRACE, Worker};
use crate::schedule::Schedule;
use crate::session::Session;
use crate::tally::Tally;

impl Worker<'_> {
    /// Begins when told to, sends what is due, and tells when all is over.
    pub(super) fn send(&mut self, now: u64, tally: &mut Tally) {
        if !self.was_bound && self.bound == self.sessions.len() {
            self.was_bound = true;
            self.tell(Event::Bound);
        }
        let start = self.control.start.load(Ordering::Acquire);
        if start == 0 || self.drained {
            return;
        }
        // The start may be later than the beginning of this turn.
        let now = now.max(start);
        if !self.started {
            self.start(start, now, tally);
        }
        if self.schedule.is_some() {
            self.send_due(now, tally);
        }
        if self.is_over(now) && self.sessions.iter().flatten().all(|session| session.outstanding() == 0) {
            self.drained = true;
            tally.never_sent += self.never_sent(now);
            self.tell(Event::Drained);
        }
    }

    fn start(&mut self, start: u64, now: u64, tally: &mut Tally) {
        self.started = true;
        self.measure_from = start + self.plan.warmup;
        self.end = self.plan.duration.map_or(u64::MAX, |duration| self.measure_from + duration);
        if let Some(rate) = self.plan.options.rate {
            self.schedule = Some(Schedule::new(start, rate, self.index as u64, self.plan.threads as u64));
            return;
        }
        for place in 0..self.sessions.len() {
            self.fill(place, now, tally);
            self.flush(place, now);
        }
    }

    /// Full speed: fills a session's window. Nothing is written yet.
    #[inline]
    pub(super) fn fill(&mut self, place: usize, now: u64, tally: &mut Tally) {
        if !self.started || self.is_over(now) {
            return;
        }
        let counts = now >= self.measure_from;
        let Some(Some(session)) = self.sessions.get_mut(place) else {
            return;
        };
        while session.has_room() && self.budget > 0 {
            let Some(request) = session.send(&mut self.traffic, now, now) else {
                return;
            };
            if counts {
                tally.sent(request);
                self.budget -= 1;
            }
        }
    }

    /// At a rate: sends what is due, each on the next session that has room. What has to wait for room keeps its time.
    fn send_due(&mut self, now: u64, tally: &mut Tally) {
        let mut touched = Vec::new();
        self.held_up = false;
        // An answer may have ended the wait before the whole group is due.
        if self.schedule.is_some_and(|schedule| schedule.wake_at().min(self.end) > now) {
            return;
        }
        while !self.is_over(now)
            && let Some(schedule) = &mut self.schedule
        {
            let intended = schedule.next_due();
            if intended > now {
                break;
            }
            let count = self.sessions.len();
            let Some(place) = (0..count)
                .map(|offset| (self.cursor + offset) % count)
                .find(|place| self.sessions[*place].as_ref().is_some_and(Session::has_room))
            else {
                self.held_up = true;
                break;
            };
            self.cursor = place + 1;
            let Some(request) =
                self.sessions[place].as_mut().and_then(|it| it.send(&mut self.traffic, intended, now))
            else {
                break;
            };
            schedule.advance();
            if touched.last() != Some(&place) {
                touched.push(place);
            }
            if intended >= self.measure_from {
                tally.sent(request);
                self.budget -= 1;
            }
        }
        for place in touched {
            self.flush(place, now);
        }
    }

    fn flush(&mut self, place: usize, now: u64) {
        if let Some(Some(session)) = self.sessions.get_mut(place)
            && let Err(lost) = session.flush()
        {
            self.lose(place, lost, now);
        }
    }

    /// Whether nothing more is to be sent.
    fn is_over(&self, now: u64) -> bool {
        self.budget == 0
            || match &self.schedule {
                Some(schedule) => schedule.next_due() >= self.end || now >= self.end.saturating_add(GRACE),
                None => now >= self.end,
            }
    }

    /// How many requests were due and found no room before the end.
    pub(super) fn never_sent(&self, now: u64) -> u64 {
        let due = |schedule: &Schedule| schedule.due_between(self.measure_from, self.end.min(now));
        self.schedule.as_ref().map_or(0, due).min(self.budget)
    }

    /// How long the next turn may wait.
    pub(super) fn timeout(&self) -> Duration {
        let longest = Duration::from_nanos(CHECK_EVERY);
        let now = self.control.clock.now();
        let sends = self.started && !self.drained;
        let wake_at = match &self.schedule {
            Some(schedule) if sends && !self.held_up && !self.is_over(now) => {
                schedule.wake_at().min(self.end)
            }
            _ => u64::MAX,
        };
        let wake_at = match self.to_open.front() {
            Some((at, _)) if self.binding < BINDS_AT_ONCE => wake_at.min(*at),
            _ => wake_at,
        };
        longest.min(Duration::from_nanos(wake_at.saturating_sub(now)))
    }
}
