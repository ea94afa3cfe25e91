//! How a link stands.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// How many binds it has, and why not more.
#[derive(Debug, Default)]
pub(crate) struct LinkStatus {
    binds: AtomicUsize,
    last_error: Mutex<Option<String>>,
}

impl LinkStatus {
    /// Binds that it has now.
    pub(crate) fn binds(&self) -> usize {
        self.binds.load(Ordering::Relaxed)
    }

    /// Why the last bind failed or ended, while one is missing.
    pub(crate) fn last_error(&self) -> Option<String> {
        self.last_error.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn bound(&self) {
        self.binds.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn unbound(&self) {
        self.binds.fetch_sub(1, Ordering::Relaxed);
    }

    pub(super) fn set_last_error(&self, error: Option<String>) {
        *self.last_error.lock().unwrap_or_else(PoisonError::into_inner) = error;
    }
}
