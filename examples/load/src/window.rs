//! What a session has sent and not yet been answered.

use brivas_smpp::Header;

use crate::mix::Request;

/// A request that waits for its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outstanding {
    pub(crate) request: Request,
    /// When it was meant to be sent, in nanoseconds of the run's clock.
    pub(crate) intended: u64,
}

/// A ring of slots by `sequence_number`. It has four slots for each place of the window, so that a late answer costs the
/// numbers that share its slot, which are left out, and holds up nothing else.
#[derive(Debug)]
pub(crate) struct Window {
    slots: Vec<Slot>,
    next: u32,
    outstanding: usize,
    limit: usize,
}

/// `sequence_number` 0, which no request has, marks a free slot.
#[derive(Clone, Copy, Debug)]
struct Slot {
    sequence_number: u32,
    outstanding: Outstanding,
}

const FREE: Slot =
    Slot { sequence_number: 0, outstanding: Outstanding { request: Request::EnquireLink, intended: 0 } };

impl Window {
    /// A window for `limit` requests; the first is to have the number `first`.
    pub(crate) fn new(limit: usize, first: u32) -> Self {
        Self { slots: vec![FREE; (limit * 4).next_power_of_two()], next: first, outstanding: 0, limit }
    }

    pub(crate) const fn has_room(&self) -> bool {
        self.outstanding < self.limit
    }

    /// Requests that are not answered yet.
    pub(crate) const fn outstanding(&self) -> usize {
        self.outstanding
    }

    /// Takes a place and gives the `sequence_number` to send with; `None` while the window is full.
    pub(crate) fn reserve(&mut self, request: Request, intended: u64) -> Option<u32> {
        if !self.has_room() {
            return None;
        }
        // At most a quarter of the slots is taken, so a free one comes soon.
        loop {
            let sequence_number = self.next;
            self.next = if sequence_number >= Header::MAX_SEQUENCE_NUMBER { 1 } else { sequence_number + 1 };
            let slot = self.slot(sequence_number)?;
            if slot.sequence_number == 0 {
                *slot = Slot { sequence_number, outstanding: Outstanding { request, intended } };
                self.outstanding += 1;
                return Some(sequence_number);
            }
        }
    }

    /// The request with this number, which is answered by that; `None` where none waits.
    pub(crate) fn take(&mut self, sequence_number: u32) -> Option<Outstanding> {
        let slot = self.slot(sequence_number)?;
        if sequence_number == 0 || slot.sequence_number != sequence_number {
            return None;
        }
        let outstanding = slot.outstanding;
        *slot = FREE;
        self.outstanding -= 1;
        Some(outstanding)
    }

    fn slot(&mut self, sequence_number: u32) -> Option<&mut Slot> {
        let mask = self.slots.len() - 1;
        self.slots.get_mut(sequence_number as usize & mask)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn is_full_at_its_limit_and_frees_a_place_with_each_answer() {
        let mut window = Window::new(2, 2);
        assert_eq!(window.reserve(Request::SubmitSm, 5), Some(2));
        assert_eq!(window.reserve(Request::DataSm, 6), Some(3));
        assert_eq!(window.reserve(Request::DataSm, 7), None);
        assert_eq!(window.take(3), Some(Outstanding { request: Request::DataSm, intended: 6 }));
        assert_eq!(window.take(3), None, "answered once");
        assert_eq!(window.reserve(Request::DataSm, 7), Some(4));
    }

    #[test]
    fn numbers_begin_anew_after_the_largest() {
        let mut window = Window::new(2, Header::MAX_SEQUENCE_NUMBER);
        assert_eq!(window.reserve(Request::SubmitSm, 0), Some(0x7FFF_FFFF));
        assert_eq!(window.reserve(Request::SubmitSm, 0), Some(1));
        assert_eq!(window.take(0), None);
    }

    proptest! {
        /// Against a plain list: whatever is answered, in any order, is what was sent under that number.
        #[test]
        fn agrees_with_a_list(limit in 1usize..20, steps in prop::collection::vec((any::<bool>(), any::<prop::sample::Index>()), 1..400)) {
            let mut window = Window::new(limit, 2);
            let mut list: Vec<(u32, u64)> = Vec::new();
            for (step, (send, which)) in (0u64..).zip(steps) {
                if send {
                    match window.reserve(Request::SubmitSm, step) {
                        Some(number) => {
                            prop_assert!(list.iter().all(|(it, _)| *it != number));
                            list.push((number, step));
                        }
                        None => prop_assert_eq!(list.len(), limit),
                    }
                } else if !list.is_empty() {
                    let (number, intended) = list.swap_remove(which.index(list.len()));
                    prop_assert_eq!(window.take(number), Some(Outstanding { request: Request::SubmitSm, intended }));
                }
                prop_assert_eq!(window.outstanding(), list.len());
            }
        }
    }
}
