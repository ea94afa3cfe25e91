//! The users of two nodes that have dialogues: which they know, and the run in which they do anything.

use std::collections::BTreeSet;
use std::time::Instant;

use arbitrary::{Arbitrary, Unstructured};
use brivas_sigtran::tcap::DialogueId;

use super::ss7_way::{Node, Way};

/// How many dialogues a node may have.
pub(super) const MOST_DIALOGUES: u32 = 6;

/// The dialogues of which a user has heard.
#[derive(Default)]
pub(super) struct Known {
    held: BTreeSet<DialogueId>,
    ended: BTreeSet<DialogueId>,
}

impl Known {
    pub(super) fn begin(&mut self, dialogue: DialogueId) {
        assert!(!self.ended.contains(&dialogue), "{dialogue:?} begins after its end");
        assert!(self.held.insert(dialogue), "{dialogue:?} begins twice");
    }

    pub(super) fn close(&mut self, dialogue: DialogueId) {
        assert!(self.held.remove(&dialogue), "{dialogue:?} ends, which has not begun");
        assert!(self.ended.insert(dialogue), "{dialogue:?} ends twice");
    }

    pub(super) fn goes_on(&self, dialogue: DialogueId) {
        assert!(self.held.contains(&dialogue), "{dialogue:?} is not there");
    }

    pub(super) fn are_all(&self, dialogues: usize) {
        assert_eq!(self.held.len(), dialogues, "the user knows of other dialogues than there are");
    }

    /// Whether there may be no more.
    pub(super) fn is_full(&self) -> bool {
        self.held.len() == MOST_DIALOGUES as usize
    }

    /// One of those that go on.
    pub(super) fn nth(&self, number: u8) -> Option<DialogueId> {
        nth(&self.held, number)
    }

    /// One of those that have ended.
    pub(super) fn nth_ended(&self, number: u8) -> Option<DialogueId> {
        nth(&self.ended, number)
    }
}

fn nth(dialogues: &BTreeSet<DialogueId>, number: u8) -> Option<DialogueId> {
    dialogues.iter().nth(usize::from(number) % dialogues.len().max(1)).copied()
}

/// A node and its user.
pub(super) trait User {
    type Node: Node;

    fn new(seed: u8, now: Instant) -> Self;
    fn node(&mut self) -> &mut Self::Node;
    fn known(&mut self) -> &mut Known;

    /// Takes the events.
    fn drain(&mut self);

    /// Every verb says that a dialogue is gone.
    fn try_stale(&mut self, now: Instant, dialogue: DialogueId);

    /// One of the dialogues that the user knows, all of whose events he has heard.
    fn nth(&mut self, number: u8) -> Option<DialogueId> {
        self.drain();
        self.known().nth(number)
    }
}

/// One of both users.
pub(super) fn of<U>(sides: &mut [U; 2], second_meant: bool) -> &mut U {
    let [first, second] = sides;
    if second_meant { second } else { first }
}

pub(super) fn nodes<U: User>(sides: &mut [U; 2]) -> [&mut U::Node; 2] {
    sides.each_mut().map(User::node)
}

/// Runs any operations, then lets all timers run: nothing is left.
pub(super) fn run<'a, U: User, Op: Arbitrary<'a>>(
    octets: &'a [u8],
    step: impl Fn(&mut Way, &mut [U; 2], &Op, u32),
) {
    let Ok(ops) = Vec::<Op>::arbitrary_take_rest(Unstructured::new(octets)) else { return };
    let mut way = Way::new();
    let mut sides = [U::new(1, way.now()), U::new(2, way.now())];
    for (number, op) in (0..).zip(ops.iter().take(300)) {
        step(&mut way, &mut sides, op, number);
        way.collect(nodes(&mut sides));
        let most = usize::try_from(MOST_DIALOGUES).unwrap_or(usize::MAX);
        assert!(nodes(&mut sides).iter().all(|node| node.dialogues() <= most), "too many dialogues");
    }
    way.end(&mut sides, nodes, |sides, _| sides.iter_mut().for_each(User::drain));
    for side in &mut sides {
        assert_eq!(side.node().dialogues(), 0, "a dialogue hangs");
        for dialogue in side.known().ended.clone() {
            side.try_stale(way.now(), dialogue);
        }
        assert_eq!(side.node().poll_timeout(), None, "a timer of nothing");
    }
}
