//! Opening sessions, hearing them, losing them.

use brivas_smpp::BindKind;
use mio::{Interest, Token};

use super::{BINDS_AT_ONCE, CHECK_EVERY, Event, RECONNECT_AFTER, Worker};
use crate::session::{Books, Lost, Session, State};
use crate::tally::Tally;

impl Worker<'_> {
    /// Opens the sessions whose time has come, not too many at once.
    pub(super) fn open_due(&mut self, now: u64) {
        while let Some(&(at, place)) = self.to_open.front() {
            if at > now || self.binding >= BINDS_AT_ONCE {
                return;
            }
            self.to_open.pop_front();
            let kind = self.plan.bind_kind(self.index + place * self.plan.threads);
            match self.open(kind, place, now) {
                Ok(session) => {
                    self.binding += 1;
                    self.sessions[place] = Some(session);
                }
                Err(lost) => self.tell_lost(lost, place, now),
            }
        }
    }

    fn open(&self, kind: BindKind, place: usize, now: u64) -> Result<Session, Lost> {
        let mut session = Session::open(self.plan, kind, now)?;
        let interest = Interest::READABLE | Interest::WRITABLE;
        self.readiness.registry().register(&mut session.socket, Token(place), interest)?;
        Ok(session)
    }

    /// Does what one session's socket is ready for: writes what is left or the bind, reads, keeps the window full, writes.
    pub(super) fn serve(&mut self, place: usize, closed: bool, tally: &mut Tally) {
        // Not that of the turn: those served before have taken their time.
        let now = self.control.clock.now();
        let Some(Some(session)) = self.sessions.get_mut(place) else {
            return;
        };
        let before = session.state;
        let ids = self.plan.wants_ids().then_some(&mut self.ids);
        let mut books = Books { now, measure_from: self.measure_from, tally, ids };
        let mut result = session.flush().and_then(|()| session.read(&mut self.buffer, closed, &mut books));
        let after = session.state;
        if before == State::Binding && after == State::Bound {
            self.binding -= 1;
            self.bound += 1;
        }
        if result.is_ok() && self.schedule.is_none() {
            self.fill(place, now, tally);
        }
        if let Some(Some(session)) = self.sessions.get_mut(place)
            && result.is_ok()
        {
            result = session.flush();
        }
        match result {
            Ok(()) if after == State::Unbound => self.sessions[place] = None,
            Ok(()) => {}
            Err(lost) => self.lose(place, lost, now),
        }
    }

    /// Ends the sessions that owe answers and have been silent for too long.
    pub(super) fn check_silence(&mut self, now: u64) {
        if now < self.checked + CHECK_EVERY {
            return;
        }
        self.checked = now;
        for place in 0..self.sessions.len() {
            if let Some(Some(session)) = self.sessions.get(place)
                && let Err(lost) = session.check_silence(now, self.plan.answer_timeout)
            {
                self.lose(place, lost, now);
            }
        }
    }

    /// A session is over: what it still owed stays unanswered.
    pub(super) fn lose(&mut self, place: usize, lost: Lost, now: u64) {
        let Some(session) = self.sessions.get_mut(place).and_then(Option::take) else {
            return;
        };
        match session.state {
            State::Binding => self.binding -= 1,
            State::Bound => self.bound -= 1,
            // Whoever answers an unbind by closing has said enough.
            State::Unbinding | State::Unbound => return,
        }
        self.tell_lost(lost, place, now);
    }

    fn tell_lost(&mut self, Lost(reason): Lost, place: usize, now: u64) {
        if self.plan.options.reconnect && self.was_bound {
            self.to_open.push_back((now + RECONNECT_AFTER, place));
        }
        self.tell(Event::Lost { reason, was_bound: self.was_bound });
    }

    /// Begins to take leave on all sessions; those that are not bound are dropped.
    pub(super) fn stop(&mut self, now: u64) {
        self.to_open.clear();
        for place in 0..self.sessions.len() {
            let Some(Some(session)) = self.sessions.get_mut(place) else {
                continue;
            };
            if session.state == State::Bound {
                self.bound -= 1;
                session.unbind(now);
            }
            if session.state == State::Binding || session.flush().is_err() {
                self.sessions[place] = None;
            }
        }
    }
}
