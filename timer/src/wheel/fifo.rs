//! The timers of one tick, in order of arming: a ring of links through one table, named by its first member.

use super::ticks::Tick;

/// The links of every timer, by the timer's index. Constant time for everything.
#[derive(Clone, Debug, Default)]
pub(super) struct Fifos {
    links: Vec<Links>,
}

#[derive(Clone, Copy, Debug)]
struct Links {
    tick: Tick,
    previous: u32,
    next: u32,
}

impl Fifos {
    /// Makes the queue of `tick` with `id` as its only member.
    pub(super) fn start(&mut self, id: u32, tick: Tick) {
        self.set(id, Links { tick, previous: id, next: id });
    }

    /// Puts `id` at the end of the queue that begins with `first`.
    pub(super) fn push_back(&mut self, first: u32, id: u32) {
        let Links { tick, previous: last, .. } = self.links[first as usize];
        self.set(id, Links { tick, previous: last, next: first });
        self.links[last as usize].next = id;
        self.links[first as usize].previous = id;
    }

    /// Takes `id` out of its queue; gives the member after it (the first one, after the last), or `None`
    /// if it was the only one.
    pub(super) fn unlink(&mut self, id: u32) -> Option<u32> {
        let Links { previous, next, .. } = self.links[id as usize];
        if next == id {
            return None;
        }
        self.links[previous as usize].next = next;
        self.links[next as usize].previous = previous;
        Some(next)
    }

    /// The tick that `id` was queued at.
    pub(super) fn tick(&self, id: u32) -> Tick {
        self.links[id as usize].tick
    }

    fn set(&mut self, id: u32, links: Links) {
        let at = id as usize;
        if at >= self.links.len() {
            self.links.resize(at + 1, links);
        }
        self.links[at] = links;
    }

    #[cfg(test)]
    pub(super) fn members(&self, first: u32) -> Vec<u32> {
        let mut members = vec![first];
        let mut at = self.links[first as usize].next;
        while at != first {
            assert_eq!(self.links[self.links[at as usize].previous as usize].next, at);
            members.push(at);
            at = self.links[at as usize].next;
        }
        members
    }

    #[cfg(test)]
    pub(super) fn heap_bytes(&self) -> usize {
        self.links.capacity() * size_of::<Links>()
    }
}
