//! Which routes the prefixes of an address belong to: a tree whose branches are characters.

/// A route in the order in which routes are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// When it is tried; the same for all routes of one table.
    pub(super) step: u32,
    /// Its place in the file.
    pub(super) route: u32,
}

/// A tree of prefixes. A walk down an address takes one look-up a character.
#[derive(Clone, Debug)]
pub(super) struct PrefixTrie {
    /// The root is the first.
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    /// The routes whose prefix ends here, in order.
    entries: Vec<Entry>,
    /// Character and node, in order of characters.
    children: Vec<(u8, u32)>,
}

impl PrefixTrie {
    pub(super) fn new() -> Self {
        Self { nodes: vec![Node::default()] }
    }

    /// Puts a route under a prefix.
    pub(super) fn insert(&mut self, prefix: &[u8], entry: Entry) {
        let mut at = 0;
        for character in prefix {
            at = match self.child(at, *character) {
                Some(next) => next,
                None => self.grow(at, *character),
            };
        }
        if let Some(node) = self.nodes.get_mut(at) {
            let place = node.entries.partition_point(|other| *other < entry);
            node.entries.insert(place, entry);
        }
    }

    /// Gives what stands under each prefix of the address, the shortest first.
    pub(super) fn walk<'a>(&'a self, address: &[u8], mut give: impl FnMut(&'a [Entry])) {
        let mut at = 0;
        for character in address {
            let Some(next) = self.child(at, *character) else { return };
            at = next;
            match self.nodes.get(at) {
                Some(node) if !node.entries.is_empty() => give(&node.entries),
                _ => {}
            }
        }
    }

    fn child(&self, at: usize, character: u8) -> Option<usize> {
        let children = &self.nodes.get(at)?.children;
        let child = children.iter().find(|(branch, _)| *branch == character)?;
        usize::try_from(child.1).ok()
    }

    fn grow(&mut self, at: usize, character: u8) -> usize {
        let next = self.nodes.len();
        self.nodes.push(Node::default());
        if let (Some(node), Ok(child)) = (self.nodes.get_mut(at), u32::try_from(next)) {
            let place = node.children.partition_point(|(branch, _)| *branch < character);
            node.children.insert(place, (character, child));
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_gives_every_prefix_the_shortest_first() {
        let mut trie = PrefixTrie::new();
        let entry = |step, route| Entry { step, route };
        for (prefix, entry) in [
            (&b"4917"[..], entry(0, 0)),
            (b"49", entry(2, 9)),
            (b"49", entry(1, 3)),
            (b"49", entry(1, 2)),
            (b"48", entry(0, 1)),
            (b"\xFF", entry(5, 5)),
        ] {
            trie.insert(prefix, entry);
        }
        let walked = |address: &[u8]| {
            let mut steps = Vec::new();
            trie.walk(address, |entries| {
                steps.push(entries.iter().map(|entry| entry.route).collect::<Vec<_>>());
            });
            steps
        };
        assert_eq!(walked(b"491712345"), [vec![2, 3, 9], vec![0]]);
        assert_eq!(walked(b"4917"), [vec![2, 3, 9], vec![0]]);
        assert_eq!(walked(b"491"), [vec![2, 3, 9]]);
        assert_eq!(walked(b"48"), [vec![1]]);
        assert_eq!(walked(b"\xFF0"), [vec![5]]);
        assert!(walked(b"4").is_empty() && walked(b"").is_empty() && walked(b"5").is_empty());
    }
}
