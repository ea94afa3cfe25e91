//! What our own layers under test have in common: numbers for their handles, and a clock.

use std::time::{Duration, Instant};

use super::layer::Denied;

/// Handles by the numbers that the cases know them by.
#[derive(Debug)]
pub(crate) struct Numbers<T>(Vec<T>);

impl<T: Copy + PartialEq> Numbers<T> {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// The number of a handle, a new one if it was not seen before.
    pub(crate) fn of(&mut self, handle: T) -> u32 {
        let place = self.0.iter().position(|known| *known == handle);
        let place = place.unwrap_or_else(|| {
            self.0.push(handle);
            self.0.len() - 1
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// The handle of a number.
    pub(crate) fn get(&self, number: u32) -> Result<T, Denied> {
        let place = usize::try_from(number).unwrap_or(usize::MAX);
        self.0.get(place).copied().ok_or_else(|| refused("there is nothing of this number"))
    }
}

/// The layer's own reason.
pub(crate) fn refused(why: impl std::fmt::Display) -> Denied {
    Denied::Refused(why.to_string())
}

/// Lets time pass for a machine: what is due is run when it is due, and not all at the end.
pub(crate) fn pass<M>(
    machine: &mut M,
    now: &mut Instant,
    time: Duration,
    due: impl Fn(&M) -> Option<Instant>,
    run: impl Fn(&mut M, Instant),
) {
    let until = *now + time;
    while let Some(deadline) = due(machine).filter(|deadline| *deadline <= until) {
        *now = deadline.max(*now);
        run(machine, *now);
    }
    *now = until;
    run(machine, until);
}
