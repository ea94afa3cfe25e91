//! Backup while the log is written, and restore.
//!
//! | file | what it is |
//! |---|---|
//! | `copy` | [`Backup`]: copies a log that goes on being written, step by step |
//! | `reading` | reading one segment so that what was read is known to be whole |
//! | `manifest` | [`Manifest`]: what a backup holds, and what its files must be |
//! | `restore` | [`restore`]: makes a log of a backup again, verifying every file |
//! | `folder` | [`back_up_folder`], [`restore_folder`]: both on a file system, under a temporary name until all is there |
//! | `reader` | [`FolderReader`]: the files of a log that another process has open |
//!
//! `STORE.md` says why the copy is a state that the log was in.

use std::{error, fmt, path::PathBuf};

use crate::store::error::StoreError;

mod copy;
mod folder;
mod manifest;
mod reader;
mod reading;
mod restore;

pub use copy::Backup;
pub use folder::{FOLDER, back_up_folder, restore_folder};
pub use manifest::{Manifest, ManifestFile};
pub use reader::FolderReader;
pub use restore::restore;

/// How far a backup or a restore got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Which attempt this is, from 1. A backup begins again when the log was cleaned faster than it was copied.
    pub attempt: u32,
    /// Segments copied.
    pub segments_done: usize,
    /// Segments to copy.
    pub segments: usize,
    /// Octets written.
    pub octets: u64,
}

/// Why a backup or a restore was not made.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BackupError {
    /// What is read failed or is damaged.
    Source(StoreError),
    /// What is written failed.
    Target(StoreError),
    /// There is no log to copy.
    NoStore,
    /// Every attempt was overtaken: segments were cleaned away before they were copied.
    Overtaken {
        /// How many attempts there were.
        attempts: u32,
    },
    /// The target is there already.
    Exists(PathBuf),
    /// The path has no last part that a folder could be named by.
    Unnamed(PathBuf),
    /// The manifest cannot be read; the text says why.
    Manifest(String),
    /// A segment is not as the manifest says.
    Differs {
        /// Its number.
        segment: u32,
        /// What is not as it should be.
        what: &'static str,
    },
    /// The copy does not hold what it must hold: so many messages, summaries, keys and damaged places were found.
    Copy {
        /// Live messages.
        messages: usize,
        /// Summaries of finished messages.
        summaries: usize,
        /// Idempotency keys.
        keys: usize,
        /// Damaged places.
        problems: usize,
    },
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(cause) => write!(f, "reading: {cause}"),
            Self::Target(cause) => write!(f, "writing: {cause}"),
            Self::NoStore => f.write_str("there is no store"),
            Self::Overtaken { attempts } => {
                write!(f, "the store was cleaned faster than it could be copied, {attempts} times")
            }
            Self::Exists(path) => write!(f, "{} is there already", path.display()),
            Self::Unnamed(path) => write!(f, "{} does not name a folder", path.display()),
            Self::Manifest(why) => write!(f, "the manifest: {why}"),
            Self::Differs { segment, what } => write!(f, "segment {segment} of the backup: {what}"),
            Self::Copy { messages, summaries, keys, problems } => write!(
                f,
                "the copy is not what it should be: {messages} messages, {summaries} summaries, {keys} keys, \
                 {problems} damaged places"
            ),
        }
    }
}

impl error::Error for BackupError {}
