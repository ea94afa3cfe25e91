//! Messages whose time has come but whose ESME is not bound or has its window full: by tenant, the higher priority
//! first, then the older.

use std::collections::BTreeMap;

use brivas_timer::TimerHandle;

/// Where a message waits: priority (inverted, so that the higher sorts first) and order of arrival.
type Place = (u8, u64);

#[derive(Default)]
pub(super) struct Waiting {
    queues: BTreeMap<Vec<u8>, BTreeMap<Place, u64>>,
    places: BTreeMap<u64, (Vec<u8>, Place, TimerHandle)>,
    arrivals: u64,
}

impl Waiting {
    pub(super) fn push(&mut self, tenant: &[u8], id: u64, priority: u8, expiry: TimerHandle) {
        self.arrivals += 1;
        let place = (u8::MAX - priority, self.arrivals);
        self.queues.entry(tenant.to_vec()).or_default().insert(place, id);
        self.places.insert(id, (tenant.to_vec(), place, expiry));
    }

    /// The first message that waits for this tenant.
    pub(super) fn first(&self, tenant: &[u8]) -> Option<u64> {
        self.queues.get(tenant)?.values().next().copied()
    }

    /// Takes a message out, and gives the timer of its expiry and its priority.
    pub(super) fn remove(&mut self, id: u64) -> Option<(TimerHandle, u8)> {
        let (tenant, place, expiry) = self.places.remove(&id)?;
        if let Some(queue) = self.queues.get_mut(&tenant) {
            queue.remove(&place);
            if queue.is_empty() {
                self.queues.remove(&tenant);
            }
        }
        Some((expiry, u8::MAX - place.0))
    }

    /// The tenants that messages wait for.
    pub(super) fn tenants(&self) -> Vec<Vec<u8>> {
        self.queues.keys().cloned().collect()
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }
}
