//! Single operations that fail while the power stays on.

use std::{cell::Cell, io};

use crate::store::error::{DiskError, DiskErrorKind};

/// How one operation fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The device fails: EIO. A write was done in part; what a sync should have made durable counts as clean, whether the disk
    /// has it or not, so that a second sync does not help.
    Io,
    /// There is no space left: ENOSPC. Like [`Io`](Self::Io), because file systems that allocate late say it at the sync.
    Full,
}

impl Fault {
    pub(super) fn kind(self) -> DiskErrorKind {
        match self {
            Self::Io => DiskErrorKind::Io(io::ErrorKind::Other),
            Self::Full => DiskErrorKind::Full,
        }
    }
}

/// How an operation that changes something ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Well.
    Done,
    /// The power goes during it.
    PowerWent,
    /// It fails.
    Fault(Fault),
}

impl Ending {
    /// What the caller is told of an operation that was done as far as it goes.
    pub(super) fn answer(self, operation: &'static str) -> Result<(), DiskError> {
        match self {
            Self::Done => Ok(()),
            Self::PowerWent => Err(DiskError { operation, kind: Fault::Io.kind() }),
            Self::Fault(fault) => Err(DiskError { operation, kind: fault.kind() }),
        }
    }
}

/// The faults that are set.
#[derive(Clone, Debug, Default)]
pub(super) struct Faults {
    /// During this operation that changes something.
    pub(super) change: Option<(u64, Fault)>,
    /// During this read.
    pub(super) read: Option<u64>,
    /// Reads so far.
    pub(super) reads: Cell<u64>,
}

impl Faults {
    /// Counts a read, and fails the one that is to fail.
    pub(super) fn count_read(&self) -> Result<(), DiskError> {
        self.reads.set(self.reads.get() + 1);
        if self.read == Some(self.reads.get()) {
            return Err(DiskError { operation: "read", kind: Fault::Io.kind() });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::log::{
        disk::{Disk, FileName::Spare, ReadDisk},
        sim_disk::SimDisk,
    };

    #[test]
    fn what_a_failed_sync_lost_a_second_one_does_not_save() {
        let mut lost = 0;
        for seed in 0..50 {
            let mut disk = SimDisk::new(seed);
            disk.create(Spare(1)).unwrap();
            disk.write_at(Spare(1), 0, &[1; 2048]).unwrap();
            disk.fault_at(disk.operations() + 1, Fault::Io);
            assert_eq!(disk.sync(Spare(1)).unwrap_err().kind, Fault::Io.kind());
            disk.sync(Spare(1)).unwrap();
            disk.sync_directory().unwrap();
            assert_eq!(disk.octets(Spare(1)), [1; 2048], "reading does not show it");
            disk.crash();
            lost += usize::from(disk.octets(Spare(1)) != [1; 2048]);
        }
        assert!(lost > 30, "{lost} of 50");
    }

    #[test]
    fn one_operation_fails_and_the_next_one_does_not() {
        let mut disk = SimDisk::new(1);
        disk.create(Spare(1)).unwrap();
        disk.fault_at(disk.operations() + 1, Fault::Full);
        assert_eq!(disk.write_at(Spare(1), 0, &[1; 600]).unwrap_err().kind, DiskErrorKind::Full);
        assert!(disk.length(Spare(1)).unwrap() <= 600);
        disk.write_at(Spare(1), 0, &[1; 600]).unwrap();
        disk.read_fault_at(disk.reads() + 2);
        let mut octet = [0];
        disk.read_at(Spare(1), 0, &mut octet).unwrap();
        assert_eq!(disk.read_at(Spare(1), 0, &mut octet).unwrap_err().kind, Fault::Io.kind());
        disk.read_at(Spare(1), 0, &mut octet).unwrap();
    }
}
