//! Errands on a simulated disk: a step at a time, whenever the log asks.

use crate::store::{
    error::DiskError,
    log::{
        disk::LogDisk,
        errand::{Errand, ErrandState},
    },
};

use super::SimDisk;

/// What a step writes: a part of the smallest segment, so that something can happen between steps.
const STEP: u32 = 4096;

impl LogDisk for SimDisk {
    fn begin_errand(&mut self, errand: Errand) -> Result<(), DiskError> {
        self.errand = Some(errand);
        Ok(())
    }

    fn poll_errand(&mut self, _committed: u64) -> ErrandState {
        let Some(mut errand) = self.errand.take() else { return ErrandState::Ended(Ok(())) };
        match errand.step(self, STEP) {
            Ok(false) => {
                self.errand = Some(errand);
                ErrandState::Waiting
            }
            ended => ErrandState::Ended(ended.map(drop)),
        }
    }

    fn finish_errand(&mut self) -> Result<(), DiskError> {
        loop {
            if let ErrandState::Ended(ended) = self.poll_errand(0) {
                return ended;
            }
        }
    }
}
