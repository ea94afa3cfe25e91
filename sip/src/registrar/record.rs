//! All that is known of an address-of-record.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use super::aor::Aor;
use super::binding::Binding;
use super::gruu::{Instance, is_same_instance};

/// An address-of-record with its bindings.
#[derive(Clone)]
pub struct Record {
    pub(super) aor: Aor,
    /// Another one after each change.
    pub(super) version: u64,
    pub(super) bindings: Vec<Arc<Binding>>,
    pub(super) instances: Vec<Instance>,
}

impl Record {
    /// One without bindings.
    pub(super) const fn empty(aor: Aor) -> Self {
        Self { aor, version: 0, bindings: Vec::new(), instances: Vec::new() }
    }

    /// The address-of-record.
    #[must_use]
    pub const fn aor(&self) -> &Aor {
        &self.aor
    }

    /// Its bindings, the one registered last at the end.
    #[must_use]
    pub fn bindings(&self) -> &[Arc<Binding>] {
        &self.bindings
    }

    /// Whether there is nothing to be kept of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bindings.is_empty()
    }

    /// When the first of its bindings ends.
    #[must_use]
    pub fn next_expiry(&self) -> Option<Instant> {
        self.bindings.iter().map(|binding| binding.expires_at()).min()
    }

    /// The epochs of its temporary GRUUs, by which [`Location::temporary`](super::Location::temporary) finds it.
    pub fn epochs(&self) -> impl Iterator<Item = u64> {
        self.instances.iter().map(|instance| instance.epoch)
    }

    pub(super) fn instance(&self, id: &[u8]) -> Option<&Instance> {
        self.instances.iter().find(|instance| is_same_instance(&instance.id, id))
    }

    /// Takes out the bindings that are over, and the instances that have none left (RFC 5627 §5.3).
    pub(super) fn take_expired(&mut self, now: Instant) -> Vec<Arc<Binding>> {
        if self.bindings.iter().all(|binding| binding.is_live(now)) {
            return Vec::new();
        }
        let (live, expired) = std::mem::take(&mut self.bindings).into_iter().partition(|it| it.is_live(now));
        self.bindings = live;
        self.drop_instances();
        expired
    }

    /// Forgets the instances that have no binding left.
    pub(super) fn drop_instances(&mut self) {
        let bindings = &self.bindings;
        let has = |id: &[u8], it: &Binding| it.instance().is_some_and(|other| is_same_instance(id, other));
        self.instances.retain(|instance| bindings.iter().any(|binding| has(&instance.id, binding)));
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {:?}", self.aor, self.bindings)
    }
}
