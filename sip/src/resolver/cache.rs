//! Answers that are kept for as long as they hold.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use super::record::{Answer, Query};

/// Keeps answers for as long as they hold, up to a number of them. It serves any number of [`Resolver`](super::Resolver)s;
/// an owner whose own resolver has a cache needs none.
#[derive(Clone, Debug)]
pub struct AnswerCache {
    most: usize,
    answers: BTreeMap<Query, (Instant, Answer)>,
    ends: BTreeSet<(Instant, Query)>,
}

/// However long an answer says that it holds (RFC 8767 §4 names days as too long).
const LONGEST: Duration = Duration::from_secs(86_400);

impl AnswerCache {
    /// For at most so many answers.
    #[must_use]
    pub const fn new(most: usize) -> Self {
        Self { most, answers: BTreeMap::new(), ends: BTreeSet::new() }
    }

    /// Keeps an answer for its TTL, but for a day at most. One without a TTL and a failure are not kept. Above the limit the
    /// one goes that would end first.
    pub fn put(&mut self, now: Instant, query: &Query, answer: &Answer) {
        let Some(ttl) = ttl(answer).filter(|ttl| !ttl.is_zero() && self.most > 0) else { return };
        let end = now + ttl.min(LONGEST);
        self.forget(query);
        if self.answers.len() >= self.most
            && let Some((_, first)) = self.ends.pop_first()
        {
            self.answers.remove(&first);
        }
        self.ends.insert((end, query.clone()));
        self.answers.insert(query.clone(), (end, answer.clone()));
    }

    /// The answer, with the TTL that is left; `None` if there is none that holds.
    #[must_use]
    pub fn get(&self, now: Instant, query: &Query) -> Option<Answer> {
        let (end, answer) = self.answers.get(query)?;
        let left = end.checked_duration_since(now).filter(|left| !left.is_zero())?;
        Some(match answer.clone() {
            Answer::Records { records, .. } => Answer::Records { records, ttl: left },
            Answer::Empty { .. } => Answer::Empty { ttl: left },
            Answer::NoSuchName { .. } => Answer::NoSuchName { ttl: left },
            Answer::Failed => Answer::Failed,
        })
    }

    /// Forgets what no longer holds.
    pub fn handle_timeout(&mut self, now: Instant) {
        while self.ends.first().is_some_and(|(end, _)| *end <= now) {
            if let Some((_, query)) = self.ends.pop_first() {
                self.answers.remove(&query);
            }
        }
    }

    /// When the next answer ends.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.ends.first().map(|(end, _)| *end)
    }

    /// How many answers are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.answers.len()
    }

    /// Whether none is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }

    fn forget(&mut self, query: &Query) {
        if let Some((end, _)) = self.answers.remove(query) {
            self.ends.remove(&(end, query.clone()));
        }
    }
}

const fn ttl(answer: &Answer) -> Option<Duration> {
    match answer {
        Answer::Records { ttl, .. } | Answer::Empty { ttl } | Answer::NoSuchName { ttl } => Some(*ttl),
        Answer::Failed => None,
    }
}
