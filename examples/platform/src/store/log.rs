//! The segmented log: the durable [`MessageStore`](super::MessageStore).
//!
//! | file | what it is |
//! |---|---|
//! | `format` | the octets of segments and records, without any file |
//! | `machine` | [`LogStore`]: the operations |
//! | `tail` | the end of the log: what was handed in and is not durable yet |
//! | `room` | files prepared ahead, so that a commit never makes a file grow |
//! | `clean` | carries what lives out of the oldest segment, so that the log stays small |
//! | `index`, `keys` | what is known in memory |
//! | `recovery` | reading it all back at the start |
//! | `repair` | [`check`], [`repair`]: for damaged logs |
//! | `backup` | [`Backup`] while the log is written, [`restore`] |
//! | `disk`, `file_disk`, `sim_disk` | [`Disk`], on a file system and simulated |
//! | `errand` | what a disk does beside the log, so that nothing waits for it |
//!
//! `STORE.md` describes the octets, the commit protocol and the rules of recovery.

mod backup;
mod clean;
mod config;
mod disk;
mod errand;
mod file_disk;
mod format;
mod fuzz;
mod index;
mod keys;
mod machine;
mod read;
mod recovery;
mod repair;
mod room;
mod salvage;
mod segment;
mod sim_disk;
mod tail;

pub use backup::{
    Backup, BackupError, FOLDER, FolderReader, Manifest, ManifestFile, Progress, back_up_folder, restore,
    restore_folder,
};
pub use config::LogConfig;
pub use disk::{Disk, FileName, LogDisk, ReadDisk};
pub use errand::{Errand, ErrandState};
pub use file_disk::FileDisk;
pub use fuzz::fuzz_octets;
pub use machine::{LogStats, LogStore};
pub use recovery::{Opened, Torn};
pub use repair::{Checked, Repaired, check, repair};
pub use salvage::Problem;
pub use sim_disk::{Event, Fault, SimDisk, Violation, unsynced_notes};
