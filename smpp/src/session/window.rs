//! Our requests that await their responses, found by `sequence_number` without a search or a hash: a ring in which a
//! number's slot is its lower bits. A number whose slot is still taken by an older request is skipped, so numbers grow
//! by one except past a request that stays unanswered while the ring goes round once.

use brivas_timer::TimerHandle;

use crate::{CommandId, Header};

/// One request of ours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outstanding {
    pub(super) sequence_number: u32,
    pub(super) command_id: CommandId,
    pub(super) timer: TimerHandle,
}

#[derive(Debug)]
pub(super) struct Window {
    slots: Vec<Option<Outstanding>>,
    next: u32,
    taken: usize,
    /// Of those taken, the requests of the owner; what the session asks by itself is not limited.
    owners: usize,
    limit: usize,
    /// Whether room was made in the full window.
    opened: bool,
}

/// What the session may ask by itself while the owner's window is full: `bind`, `unbind`, two `enquire_link`.
const OWN: usize = 4;

impl Window {
    pub(super) fn new(limit: u16) -> Self {
        Self {
            slots: Vec::new(),
            next: 1,
            taken: 0,
            owners: 0,
            limit: usize::from(limit).max(1),
            opened: false,
        }
    }

    /// Another limit, with a ring to match; what is in it stays.
    pub(super) fn set_limit(&mut self, limit: u16) {
        self.limit = usize::from(limit).max(1);
        let taken: Vec<_> = self.slots.iter().flatten().copied().collect();
        let slots = self.ring_size().max(self.slots.len());
        self.slots.clear();
        if !taken.is_empty() {
            self.slots.resize(slots, None);
        }
        for outstanding in taken {
            let index = self.slot_of(outstanding.sequence_number);
            if let Some(slot) = self.slots.get_mut(index) {
                *slot = Some(outstanding);
            }
        }
    }

    /// Four times what can be taken, so that skipping is rare.
    fn ring_size(&self) -> usize {
        ((self.limit + OWN) * 4).next_power_of_two()
    }

    pub(super) fn is_full(&self) -> bool {
        self.owners >= self.limit
    }

    /// Whether one more `enquire_link` leaves room in the ring for a `bind` and an `unbind`.
    pub(super) fn has_room_to_enquire(&self) -> bool {
        self.taken - self.owners < OWN - 2
    }

    pub(super) fn owners(&self) -> usize {
        self.owners
    }

    /// The number that the next request will have; the same until one is inserted or [`Self::skip`]ped.
    pub(super) fn next_sequence_number(&mut self) -> u32 {
        if self.slots.is_empty() {
            self.slots.resize(self.ring_size(), None);
        }
        for _ in 0..self.slots.len() {
            if self.slots.get(self.slot_of(self.next)).is_some_and(Option::is_none) {
                break;
            }
            self.skip();
        }
        self.next
    }

    /// Uses the next number up for a PDU that nothing answers.
    pub(super) fn skip(&mut self) {
        self.next = if self.next >= Header::MAX_SEQUENCE_NUMBER { 1 } else { self.next + 1 };
    }

    pub(super) fn insert(&mut self, outstanding: Outstanding) {
        let index = self.slot_of(outstanding.sequence_number);
        if let Some(slot @ None) = self.slots.get_mut(index) {
            *slot = Some(outstanding);
            self.taken += 1;
            self.owners += usize::from(is_owners(outstanding.command_id));
            self.skip();
        }
    }

    pub(super) fn get(&self, sequence_number: u32) -> Option<Outstanding> {
        let slot = *self.slots.get(self.slot_of(sequence_number))?;
        slot.filter(|outstanding| outstanding.sequence_number == sequence_number)
    }

    pub(super) fn remove(&mut self, sequence_number: u32) -> Option<Outstanding> {
        let outstanding = self.get(sequence_number)?;
        let index = self.slot_of(sequence_number);
        *self.slots.get_mut(index)? = None;
        self.taken -= 1;
        self.opened |= self.is_full() && is_owners(outstanding.command_id);
        self.owners -= usize::from(is_owners(outstanding.command_id));
        Some(outstanding)
    }

    /// Whether the full window has got room since this was last asked.
    pub(super) fn take_opened(&mut self) -> bool {
        std::mem::take(&mut self.opened) && !self.is_full()
    }

    /// Takes out everything, the oldest first.
    pub(super) fn drain(&mut self) -> Vec<Outstanding> {
        let next = self.next;
        let mut all: Vec<_> = self.slots.iter_mut().filter_map(Option::take).collect();
        all.sort_by_key(|outstanding| {
            outstanding.sequence_number.wrapping_sub(next) & Header::MAX_SEQUENCE_NUMBER
        });
        self.taken = 0;
        self.owners = 0;
        self.opened = false;
        all
    }

    fn slot_of(&self, sequence_number: u32) -> usize {
        sequence_number as usize & self.slots.len().saturating_sub(1)
    }
}

fn is_owners(command_id: CommandId) -> bool {
    !command_id.is_bind() && !matches!(command_id, CommandId::unbind | CommandId::enquire_link)
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use brivas_timer::Wheel;

    use super::*;

    fn insert(window: &mut Window, wheel: &mut Wheel<()>, now: Instant) -> u32 {
        let sequence_number = window.next_sequence_number();
        let timer = wheel.arm(now, ());
        window.insert(Outstanding { sequence_number, command_id: CommandId::submit_sm, timer });
        sequence_number
    }

    #[test]
    #[allow(clippy::disallowed_methods)] // an instant to count from
    fn numbers_wrap_to_one_and_skip_what_is_still_unanswered() {
        let now = Instant::now();
        let mut wheel = Wheel::new(now);
        let mut window = Window::new(2);
        window.next = Header::MAX_SEQUENCE_NUMBER;
        assert_eq!(insert(&mut window, &mut wheel, now), 0x7FFF_FFFF);
        let kept = insert(&mut window, &mut wheel, now);
        assert_eq!(kept, 1);
        assert!(window.is_full());
        assert!(window.remove(0x7FFF_FFFF).is_some());
        assert!(window.remove(0x7FFF_FFFF).is_none(), "a second response finds nothing");
        let slots = u32::try_from(window.slots.len()).unwrap();
        for expected in (2..=slots).chain([slots + 2]) {
            assert_eq!(insert(&mut window, &mut wheel, now), expected, "1 keeps its slot");
            assert!(window.remove(expected).is_some());
        }
        assert_eq!(window.drain().len(), 1);
        assert_eq!(window.owners(), 0);
    }
}
