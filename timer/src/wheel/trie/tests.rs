//! The shape of the trie, and its memory.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

impl Trie {
    /// Every timer in order of tick, then of arming; panics where the shape is wrong.
    fn checked_contents(&self) -> Vec<(Tick, u32)> {
        let mut contents = Vec::new();
        let live = self.check_below(self.root, &mut contents);
        assert_eq!(live + self.vacant_nodes.len(), self.nodes.len(), "every node is live or vacant");
        for &vacant in &self.vacant_nodes {
            let node = &self.nodes[vacant as usize];
            assert_eq!(node.occupied, 0);
            assert!(node.children.iter().all(|&child| child == Link::EMPTY));
        }
        contents
    }

    /// Checks what hangs at `link`, adds its timers to `contents` and counts its nodes.
    fn check_below(&self, link: Link, contents: &mut Vec<(Tick, u32)>) -> usize {
        match link.target() {
            Target::Nothing => 0,
            Target::Fifo(first) => {
                let tick = self.fifos.tick(first);
                contents.extend(self.fifos.members(first).into_iter().map(|id| {
                    assert_eq!(self.fifos.tick(id), tick);
                    (tick, id)
                }));
                0
            }
            Target::Node(index) => {
                let node = &self.nodes[index as usize];
                assert!(node.occupied.count_ones() >= 2, "a node that does not branch");
                let mut count = 1;
                for digit in 0..64_u8 {
                    let child = node.child(digit);
                    assert_eq!(child != Link::EMPTY, node.occupied >> digit & 1 == 1);
                    let before = contents.len();
                    count += self.check_below(child, contents);
                    for &(tick, _) in &contents[before..] {
                        assert!(node.covers(tick) && node.digit(tick) == digit);
                    }
                }
                count
            }
        }
    }
}

#[test]
fn four_timers_of_an_idle_session_need_less_than_two_kib() {
    let mut trie = Trie::new();
    let day = 86_400_000;
    for (id, tick) in [(0, day + 5_000), (1, day + 30_000), (2, day + 60_000), (3, day + 3_600_000)] {
        trie.insert(id, tick);
    }
    let heap = trie.nodes.capacity() * size_of::<Node>()
        + trie.vacant_nodes.capacity() * size_of::<u32>()
        + trie.fifos.heap_bytes();
    assert!(heap + size_of::<Trie>() < 1536, "{heap} octets"); // 512 are left for the values
}

#[test]
fn ticks_that_differ_in_the_top_digit_only_are_kept_apart() {
    let mut trie = Trie::new();
    trie.insert(0, u64::MAX);
    trie.insert(1, u64::MAX >> 4);
    trie.insert(2, 0);
    assert_eq!(trie.checked_contents(), [(0, 2), (u64::MAX >> 4, 1), (u64::MAX, 0)]);
}

#[test]
fn a_removed_branch_gives_its_node_back() {
    let mut trie = Trie::new();
    trie.insert(0, 100);
    for round in 0..1000 {
        trie.insert(1, 101 + round * 64);
        trie.remove(1);
    }
    assert_eq!((trie.nodes.len(), trie.vacant_nodes.len()), (1, 1));
    assert_eq!(trie.checked_contents(), [(100, 0)]);
}

/// Ticks that fall on one another, that are neighbours, and that differ in one far digit.
fn tick() -> impl Strategy<Value = Tick> {
    prop_oneof![
        0..4_u64,
        0..5_000_u64,
        (0..64_u32, 0..3_u64).prop_map(|(bit, less)| (1_u64 << bit).wrapping_sub(less)),
        any::<u64>(),
    ]
}

proptest! {
    #[test]
    fn holds_what_was_inserted_and_not_removed(ops in prop::collection::vec((0..40_u32, tick()), 0..200)) {
        let mut trie = Trie::new();
        let mut model = BTreeMap::new(); // (tick, turn) to id
        let mut queued = BTreeMap::new(); // id to (tick, turn)
        for (turn, (id, tick)) in ops.into_iter().enumerate() {
            if let Some(key) = queued.remove(&id) {
                trie.remove(id);
                model.remove(&key);
            } else {
                trie.insert(id, tick);
                queued.insert(id, (tick, turn));
                model.insert((tick, turn), id);
            }
            let expected: Vec<_> = model.iter().map(|(&(tick, _), &id)| (tick, id)).collect();
            prop_assert_eq!(trie.first(), expected.first().map(|&(tick, id)| (id, tick)));
            prop_assert_eq!(trie.checked_contents(), expected);
        }
    }
}
