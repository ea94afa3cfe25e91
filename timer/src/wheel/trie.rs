//! The queues of timers by tick number: a 64-ary trie over the tick's digits (base 64).
//!
//! A path on which nothing branches has no nodes (each node has two children or more), so `n` different
//! ticks need at most `n - 1` nodes and a look-up passes at most 11 of them, 64 bits by 6 bits a digit.
//! A node's bitmap says which children exist: its lowest bit leads to the first tick.

use super::fifo::Fifos;
use super::ticks::Tick;

/// Timers by tick. A timer is named by its index, below [`Trie::LIMIT`].
#[derive(Clone, Debug)]
pub(super) struct Trie {
    root: Link,
    nodes: Vec<Node>,
    vacant_nodes: Vec<u32>,
    fifos: Fifos,
}

impl Trie {
    /// One more than the largest index: the top bit of a [`Link`] is its kind, and the last is [`Link::EMPTY`].
    pub(super) const LIMIT: u32 = Link::NODE - 1;

    pub(super) fn new() -> Self {
        Self { root: Link::EMPTY, nodes: Vec::new(), vacant_nodes: Vec::new(), fifos: Fifos::default() }
    }

    /// Queues `id`, which is not queued yet, behind the others of `tick`.
    pub(super) fn insert(&mut self, id: u32, tick: Tick) {
        let mut place = Place::Root;
        loop {
            let link = self.link(place);
            let known_tick = match link.target() {
                Target::Nothing => {
                    self.fifos.start(id, tick);
                    return self.set_link(place, Link::fifo(id));
                }
                Target::Fifo(first) => self.fifos.tick(first),
                Target::Node(index) => {
                    let node = &self.nodes[index as usize];
                    if node.covers(tick) {
                        place = Place::Child { node: index, digit: node.digit(tick) };
                        continue;
                    }
                    node.member
                }
            };
            return match (known_tick == tick, link.target()) {
                (true, Target::Fifo(first)) => self.fifos.push_back(first, id),
                _ => self.branch(place, known_tick, id, tick),
            };
        }
    }

    /// Takes out `id`, which is queued.
    pub(super) fn remove(&mut self, id: u32) {
        let (above, place) = self.locate(self.fifos.tick(id));
        match self.fifos.unlink(id) {
            Some(next) if self.link(place) == Link::fifo(id) => self.set_link(place, Link::fifo(next)),
            Some(_) => {}
            None => {
                self.set_link(place, Link::EMPTY);
                self.merge_only_child(above, place);
            }
        }
    }

    /// The timer that is due first, with its tick.
    pub(super) fn first(&self) -> Option<(u32, Tick)> {
        let mut link = self.root;
        loop {
            match link.target() {
                Target::Nothing => return None,
                Target::Fifo(id) => return Some((id, self.fifos.tick(id))),
                Target::Node(index) => link = self.nodes[index as usize].first_child(),
            }
        }
    }

    /// The tick that `id`, which is queued, is queued at.
    pub(super) fn tick(&self, id: u32) -> Tick {
        self.fifos.tick(id)
    }

    /// Puts a node at `place`, above what is there (which holds `known_tick`) and the new queue of `tick`.
    fn branch(&mut self, place: Place, known_tick: Tick, id: u32, tick: Tick) {
        let below = self.link(place);
        let index = self.allocate(known_tick, tick);
        let node = &mut self.nodes[index as usize];
        node.set_child(node.digit(known_tick), below);
        node.set_child(node.digit(tick), Link::fifo(id));
        self.fifos.start(id, tick);
        self.set_link(place, Link::node(index));
    }

    /// If the node of `place` has one child left, puts that child where the node was (`above`).
    fn merge_only_child(&mut self, above: Place, place: Place) {
        let Place::Child { node: index, .. } = place else {
            return;
        };
        let node = &mut self.nodes[index as usize];
        if node.occupied.count_ones() == 1 {
            let only_child = node.first_child();
            node.clear();
            self.vacant_nodes.push(index);
            self.set_link(above, only_child);
        }
    }

    /// Where the queue of `tick`, which exists, hangs, and before it where the node that holds it hangs.
    fn locate(&self, tick: Tick) -> (Place, Place) {
        let (mut above, mut place) = (Place::Root, Place::Root);
        while let Target::Node(index) = self.link(place).target() {
            above = place;
            place = Place::Child { node: index, digit: self.nodes[index as usize].digit(tick) };
        }
        (above, place)
    }

    /// An empty node at the highest digit in which the two ticks differ.
    fn allocate(&mut self, tick: Tick, other: Tick) -> u32 {
        let shift = (tick ^ other).checked_ilog2().unwrap_or(0) / DIGIT_BITS * DIGIT_BITS;
        if let Some(index) = self.vacant_nodes.pop() {
            let node = &mut self.nodes[index as usize];
            (node.member, node.shift) = (tick, shift);
            return index;
        }
        // There are fewer nodes than timers, so the index is below `LIMIT`.
        let index = u32::try_from(self.nodes.len()).unwrap_or(Self::LIMIT);
        self.nodes.push(Node { member: tick, shift, occupied: 0, children: [Link::EMPTY; FANOUT] });
        index
    }

    fn link(&self, place: Place) -> Link {
        match place {
            Place::Root => self.root,
            Place::Child { node, digit } => self.nodes[node as usize].child(digit),
        }
    }

    fn set_link(&mut self, place: Place, link: Link) {
        match place {
            Place::Root => self.root = link,
            Place::Child { node, digit } => self.nodes[node as usize].set_child(digit, link),
        }
    }
}

const DIGIT_BITS: u32 = 6;
const FANOUT: usize = 1 << DIGIT_BITS;

/// One digit, below [`FANOUT`].
type Digit = u8;

/// A branching point: all ticks below agree in the digits above `shift` and differ in the digit at it.
#[derive(Clone, Debug)]
struct Node {
    /// Any tick with the digits that all ticks below share.
    member: Tick,
    /// The place of this node's digit, in bits from the right: 0, 6, … 60.
    shift: u32,
    /// Bit `d` is set if the child of digit `d` exists.
    occupied: u64,
    children: [Link; FANOUT],
}

impl Node {
    fn covers(&self, tick: Tick) -> bool {
        // Two steps: at the top digit the shift is 66 bits in all.
        ((tick ^ self.member) >> self.shift) >> DIGIT_BITS == 0
    }

    fn digit(&self, tick: Tick) -> Digit {
        (tick >> self.shift).to_le_bytes()[0] & DIGIT_MASK
    }

    fn child(&self, digit: Digit) -> Link {
        self.children[usize::from(digit & DIGIT_MASK)]
    }

    fn set_child(&mut self, digit: Digit, link: Link) {
        let bit = 1 << (digit & DIGIT_MASK);
        if link == Link::EMPTY {
            self.occupied &= !bit;
        } else {
            self.occupied |= bit;
        }
        self.children[usize::from(digit & DIGIT_MASK)] = link;
    }

    fn first_digit(&self) -> Digit {
        self.occupied.trailing_zeros().to_le_bytes()[0]
    }

    fn first_child(&self) -> Link {
        self.child(self.first_digit())
    }

    /// Takes away the last child.
    fn clear(&mut self) {
        self.set_child(self.first_digit(), Link::EMPTY);
    }
}

const DIGIT_MASK: u8 = 63;

/// Where a link is kept.
#[derive(Clone, Copy)]
enum Place {
    Root,
    Child { node: u32, digit: Digit },
}

/// A [`Target`] in four octets: a node of 64 links is 256 octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Link(u32);

impl Link {
    const EMPTY: Self = Self(u32::MAX);
    const NODE: u32 = 1 << 31;

    fn node(index: u32) -> Self {
        Self(index | Self::NODE)
    }

    fn fifo(first: u32) -> Self {
        Self(first)
    }

    fn target(self) -> Target {
        if self == Self::EMPTY {
            Target::Nothing
        } else if self.0 & Self::NODE != 0 {
            Target::Node(self.0 & !Self::NODE)
        } else {
            Target::Fifo(self.0)
        }
    }
}

enum Target {
    Nothing,
    /// The node of this index.
    Node(u32),
    /// The queue that begins with this timer.
    Fifo(u32),
}

#[cfg(test)]
mod tests;
