//! The rules in a tree of their digits: finding those that take a number walks its digits once, whatever their number.

use super::{Pattern, Rule};
use crate::sccp::Digits;

/// Rules by the called party's digits.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    /// The first is the root, which no other leads to.
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    /// The next node by its digit, 0 if there is none.
    next: [u32; 16],
    /// The next node for `?`, 0 if there is none.
    any: u32,
    /// Rules that end here, with any digits behind or none.
    open: Vec<Rank>,
    /// Rules that end here, with no digit behind.
    closed: Vec<Rank>,
}

/// A rule by how much it asks for: the greater goes before the lesser, and of two alike the first in the order given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// How many digits are spelt out.
    digits: u32,
    /// How much it asks for beside them.
    rest: u32,
    /// Counted down, so that the first is the greatest.
    order: u32,
}

impl Rank {
    fn new(rule: &Rule, number: u32) -> Self {
        let digits = u32::try_from(rule.called.weight()).unwrap_or(u32::MAX);
        Self { digits, rest: rule.weight(), order: u32::MAX - number }
    }

    /// The number of the rule, in the order in which they were given.
    pub(super) const fn rule(self) -> usize {
        (u32::MAX - self.order) as usize
    }
}

impl Default for Tree {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl Tree {
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut tree = Self::default();
        for (rule, number) in rules.iter().zip(0..) {
            let place = tree.place(&rule.called);
            if let Some(node) = tree.nodes.get_mut(place) {
                let rules = if rule.called.open { &mut node.open } else { &mut node.closed };
                rules.push(Rank::new(rule, number));
            }
        }
        tree
    }

    /// Shows every rule whose pattern takes these digits, in no order that would matter.
    #[inline]
    pub(super) fn visit(&self, digits: &Digits, mut visit: impl FnMut(Rank)) {
        self.walk(0, digits.iter(), &mut visit);
    }

    fn walk<V: FnMut(Rank)>(&self, mut at: u32, mut digits: impl Iterator<Item = u8> + Clone, visit: &mut V) {
        while let Some(node) = self.nodes.get(at as usize) {
            node.open.iter().for_each(|rank| visit(*rank));
            let Some(digit) = digits.next() else {
                node.closed.iter().for_each(|rank| visit(*rank));
                return;
            };
            let exact = node.next.get(usize::from(digit & 0x0F)).copied().unwrap_or(0);
            let any = node.any;
            if exact != 0 && any != 0 {
                self.walk(any, digits.clone(), visit);
            }
            at = if exact == 0 { any } else { exact };
            if at == 0 {
                return;
            }
        }
    }

    /// The node where a pattern ends; the way to it is made.
    fn place(&mut self, pattern: &Pattern) -> usize {
        let mut at = 0;
        for digit in &pattern.digits {
            let new = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
            let slot = self.nodes.get_mut(at).and_then(|node| match digit {
                Some(digit) => node.next.get_mut(usize::from(*digit)),
                None => Some(&mut node.any),
            });
            let Some(slot) = slot else { return at };
            if *slot == 0 {
                *slot = new;
                self.nodes.push(Node::default());
                at = new as usize;
            } else {
                at = *slot as usize;
            }
        }
        at
    }
}
