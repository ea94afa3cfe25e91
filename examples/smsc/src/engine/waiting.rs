//! Messages whose time has come but whose way is not open, since nobody is bound there or has room in its window: by way,
//! the higher priority first, then the older.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

use brivas_platform::paged::PagedMap;

use super::routing::Way;

/// How exactly the end of a validity is kept, ms: messages that end within one such step end together.
const STEP_MS: i64 = 100;

/// The queues. A message that leaves out of its turn is only struck off `places`; the queue passes it over when it comes
/// to it.
#[derive(Default)]
pub(super) struct Waiting {
    queues: BTreeMap<Way, Queue>,
    places: PagedMap<Place>,
    /// Messages by the step in which their validity ends; those that have left are passed over.
    ends: BTreeMap<i64, Vec<u64>>,
}

/// The messages of each priority, the highest first.
#[derive(Default)]
struct Queue {
    priorities: BTreeMap<Reverse<u8>, Line>,
    waiting: usize,
}

/// Ids in the order in which they came, in pieces: one piece of memory that doubles would stop the centre while a million
/// ids move.
#[derive(Default)]
struct Line {
    pieces: VecDeque<VecDeque<u64>>,
}

impl Line {
    const PIECE: usize = 4096;

    fn push(&mut self, id: u64) {
        match self.pieces.back_mut().filter(|piece| piece.len() < Self::PIECE) {
            Some(piece) => piece.push_back(id),
            None => self.pieces.push_back(VecDeque::from([id])),
        }
    }

    fn pop(&mut self) -> Option<u64> {
        let piece = self.pieces.front_mut()?;
        let id = piece.pop_front();
        if piece.is_empty() {
            self.pieces.pop_front();
        }
        id
    }

    fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

/// Where a message waits.
#[derive(Clone, Copy)]
struct Place {
    way: Way,
    priority: u8,
}

impl Waiting {
    pub(super) fn push(&mut self, way: Way, id: u64, priority: u8, expires_at: i64) {
        self.remove(id);
        let queue = self.queues.entry(way).or_default();
        queue.priorities.entry(Reverse(priority)).or_default().push(id);
        queue.waiting += 1;
        self.places.insert(id, Place { way, priority });
        self.ends.entry(step_of(expires_at)).or_default().push(id);
    }

    /// Whether this message waits.
    pub(super) fn holds(&self, id: u64) -> bool {
        self.places.get(id).is_some()
    }

    /// How many messages wait on this way.
    pub(super) fn count(&self, way: Way) -> usize {
        self.queues.get(&way).map_or(0, |queue| queue.waiting)
    }

    /// Whether anything waits on this way.
    pub(super) fn has(&self, way: Way) -> bool {
        self.queues.contains_key(&way)
    }

    /// Takes the first message that waits on this way, with its priority.
    pub(super) fn pop(&mut self, way: Way) -> Option<(u64, u8)> {
        let queue = self.queues.get_mut(&way)?;
        while let Some(mut first) = queue.priorities.first_entry() {
            let priority = first.key().0;
            let ids = first.get_mut();
            let id = ids.pop();
            if ids.is_empty() {
                first.remove();
            }
            let here = |place: &&Place| place.way == way && place.priority == priority;
            if let Some(id) = id
                && self.places.get(id).filter(here).is_some()
            {
                self.remove(id);
                return Some((id, priority));
            }
        }
        None
    }

    /// Takes a message out, and gives its priority.
    pub(super) fn remove(&mut self, id: u64) -> Option<u8> {
        let place = self.places.remove(id)?;
        if let Some(queue) = self.queues.get_mut(&place.way) {
            queue.waiting -= 1;
            if queue.waiting == 0 {
                self.queues.remove(&place.way);
            }
        }
        Some(place.priority)
    }

    /// The ways on which messages wait.
    pub(super) fn ways(&self) -> impl Iterator<Item = Way> {
        self.queues.keys().copied()
    }

    /// Takes out messages whose validity has ended, or will within a step.
    pub(super) fn pop_ended(&mut self, now_ms: i64) -> Vec<u64> {
        let mut ended = Vec::new();
        while let Some(step) = self.ends.first_entry()
            && *step.key() <= now_ms
        {
            ended.extend(step.remove().into_iter().filter(|id| self.places.get(*id).is_some()));
        }
        ended
    }

    /// When [`Self::pop_ended`] may next have something, Unix ms.
    pub(super) fn next_end(&self) -> Option<i64> {
        self.ends.keys().next().copied()
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }
}

/// The first step at or after this time.
fn step_of(at: i64) -> i64 {
    at.div_euclid(STEP_MS).saturating_add(i64::from(at.rem_euclid(STEP_MS) != 0)).saturating_mul(STEP_MS)
}

#[cfg(test)]
mod tests {
    use super::super::routing::Target;
    use super::*;

    const A: Way = Way::Target(Target(0));
    const B: Way = Way::Route(0);

    #[test]
    fn the_higher_priority_comes_first_then_the_older() {
        let mut waiting = Waiting::default();
        for (id, target, priority) in [(1, A, 0), (2, A, 3), (3, B, 0), (4, A, 3), (5, A, 1)] {
            waiting.push(target, id, priority, 1000);
        }
        let order: Vec<_> = std::iter::from_fn(|| waiting.pop(A)).collect();
        assert_eq!(order, [(2, 3), (4, 3), (5, 1), (1, 0)]);
        assert_eq!((waiting.has(A), waiting.has(B), waiting.len()), (false, true, 1));
    }

    #[test]
    fn a_long_line_keeps_its_order() {
        let mut waiting = Waiting::default();
        let ids = 1..=3 * Line::PIECE as u64 + 1;
        ids.clone().for_each(|id| waiting.push(A, id, 0, 1000));
        assert!(ids.eq(std::iter::from_fn(|| waiting.pop(A)).map(|(id, _)| id)));
        assert_eq!((waiting.len(), waiting.has(A)), (0, false));
    }

    #[test]
    fn one_that_left_and_came_again_is_given_once() {
        let mut waiting = Waiting::default();
        waiting.push(A, 1, 0, 1000);
        waiting.push(A, 2, 0, 1000);
        assert_eq!(waiting.remove(1), Some(0));
        waiting.push(A, 1, 2, 1000);
        assert_eq!(waiting.pop(A), Some((1, 2)));
        waiting.push(A, 1, 0, 1000);
        assert_eq!(waiting.pop(A), Some((1, 0)), "its first place has come up again");
        assert_eq!((waiting.pop(A), waiting.pop(A)), (Some((2, 0)), None));
        assert_eq!(waiting.len(), 0);
    }

    #[test]
    fn validity_ends_at_the_step_after_it_and_not_before() {
        let mut waiting = Waiting::default();
        for (id, expires_at) in [(1, 1000), (2, 1001), (3, 1100), (4, 1100)] {
            waiting.push(A, id, 0, expires_at);
        }
        waiting.remove(4);
        assert_eq!(waiting.next_end(), Some(1000));
        assert!(waiting.pop_ended(999).is_empty());
        assert_eq!(waiting.pop_ended(1050), [1]);
        assert_eq!(waiting.pop_ended(1100), [2, 3]);
        assert_eq!(waiting.next_end(), None);
    }
}
