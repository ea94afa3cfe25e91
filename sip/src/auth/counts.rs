//! How often each nonce was used, so that nobody can use credentials again that he has seen (RFC 7616 §3.4.5, §5.5).

use std::collections::BTreeMap;

use super::nonce::Nonce;

/// The nonces that were used with the right password, by number: the newest, up to a limit.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    used: BTreeMap<u64, Used>,
    limit: usize,
    /// What became of older nonces is forgotten: they are used up.
    floor: u64,
}

/// The counts that came with a nonce. A later one can overtake those before it: the last 64 are told from each other.
#[derive(Clone, Copy, Debug)]
struct Used {
    /// When the nonce was made.
    time: u64,
    most: u32,
    /// A bit for each count up to the highest, whose bit is the lowest.
    seen: u64,
}

impl Counts {
    pub(super) const fn new(limit: usize) -> Self {
        Self { used: BTreeMap::new(), limit, floor: 0 }
    }

    /// Notes that a nonce came with a count; `false` if it came with it before, or may have.
    pub(super) fn take(&mut self, nonce: Nonce, count: u32) -> bool {
        if nonce.number < self.floor || count == 0 {
            return false;
        }
        let Some(used) = self.used.get_mut(&nonce.number) else {
            self.insert(nonce.number, Used { time: nonce.time, most: count, seen: 1 });
            return true;
        };
        if count > used.most {
            used.seen = used.seen.checked_shl(count - used.most).unwrap_or(0);
            used.most = count;
        }
        let Some(bit) = 1_u64.checked_shl(used.most - count) else { return false };
        let is_new = used.seen & bit == 0;
        used.seen |= bit;
        is_new
    }

    /// Notes that a nonce came without a count, which it does once; `false` if it was used before.
    pub(super) fn take_whole(&mut self, nonce: Nonce) -> bool {
        let is_new = nonce.number >= self.floor && !self.used.contains_key(&nonce.number);
        if is_new {
            self.insert(nonce.number, Used { time: nonce.time, most: u32::MAX, seen: u64::MAX });
        }
        is_new
    }

    fn insert(&mut self, number: u64, used: Used) {
        self.used.insert(number, used);
        if self.used.len() > self.limit {
            self.forget_oldest();
        }
    }

    /// Forgets nonces made before this time: they are too old in any case.
    pub(super) fn forget_before(&mut self, time: u64) {
        while self.used.first_key_value().is_some_and(|(_, used)| used.time < time) {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        if let Some((number, _)) = self.used.pop_first() {
            self.floor = number + 1;
        }
    }
}
