//! Messages whose subscriber could not be reached, by his number: when the mobile network tells that he can be, they are
//! tried at once. What each waits for is durable with its notes, so that a restart knows it too.

use std::collections::{BTreeMap, BTreeSet};

use brivas_platform::paged::PagedMap;
use brivas_platform::store::Transition;
use brivas_smpp::MessageState;

use super::deliver::query;
use super::{Engine, Moment};
use crate::envelope::{Envelope, Parts};
use crate::routes::Routes;
use crate::ss7;

#[derive(Default)]
pub(super) struct Absent {
    by_number: BTreeMap<Vec<u8>, BTreeSet<u64>>,
    numbers: PagedMap<Vec<u8>>,
}

/// Whether the network alerts us when a message that ended an attempt so can be tried again.
pub(super) fn waits(error: u32) -> bool {
    ss7::status::is_alerted(error)
}

impl Absent {
    /// A message that waits for its subscriber.
    pub(super) fn remember(&mut self, id: u64, routes: &Routes, envelope: &Envelope) {
        let Ok(pdu) = envelope.pdu() else { return };
        let Ok(parts) = Parts::of(&pdu) else { return };
        // Whatever the time, the number is the same.
        let now = Moment { instant: std::time::Instant::now(), unix_ms: 0 };
        let (_, destination) = routes.addresses(None, &query(now, envelope.origin(), &parts));
        let number = destination.as_address().digits.to_vec();
        self.by_number.entry(number.clone()).or_default().insert(id);
        self.numbers.insert(id, number);
    }

    /// It waits no more.
    pub(super) fn forget(&mut self, id: u64) {
        let Some(number) = self.numbers.remove(id) else { return };
        if let Some(ids) = self.by_number.get_mut(&number) {
            ids.remove(&id);
            if ids.is_empty() {
                self.by_number.remove(&number);
            }
        }
    }

    fn take(&mut self, number: &[u8]) -> BTreeSet<u64> {
        let ids = self.by_number.remove(number).unwrap_or_default();
        for id in &ids {
            self.numbers.remove(*id);
        }
        ids
    }
}

impl Engine {
    /// The subscriber with this number can be reached again.
    pub(super) fn on_reachable(&mut self, now: Moment, number: &[u8]) {
        for id in self.absent.take(number) {
            // One that is on its way again by itself needs no push.
            if !self.is_out(id) && !self.waiting.holds(id) {
                let state = MessageState::ENROUTE.0;
                let due_at = now.unix_ms;
                self.transitions.push(Transition { id, state, due_at, meta: None, body: None });
            }
        }
    }
}
