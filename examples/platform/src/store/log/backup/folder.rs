//! Backup and restore on a file system. Everything is made under a temporary name and gets its own only when it is whole,
//! checked and durable, so that an interrupted run never leaves what looks like a backup or a store.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use crate::store::{
    error::{DiskError, StoreError},
    log::{
        disk::{Disk, FileName, ReadDisk},
        file_disk::{FILE_MODE, FileDisk},
    },
};

use super::{Backup, BackupError, FolderReader, Manifest, Progress, restore};

/// The folder of the log in a data directory and in a backup.
pub const FOLDER: &str = "messages";
/// The manifest's file in a backup.
const MANIFEST: &str = "manifest.toml";
/// What is not whole yet is called so at its end.
const UNFINISHED: &str = ".unfinished";
/// Octets read or written at a time.
const STEP: usize = 1 << 20;

/// Backs up the store of the data directory `data`, which a server may have open, to the new folder `to`.
///
/// # Errors
/// [`BackupError::Exists`] if `to` is there, [`BackupError::NoStore`], and all that [`Backup`] refuses. What an interrupted
/// backup left of `to` is cleared away.
pub fn back_up_folder(
    data: &Path,
    to: &Path,
    now_ms: i64,
    progress: &mut dyn FnMut(Progress),
) -> Result<Manifest, BackupError> {
    if to.exists() {
        return Err(BackupError::Exists(to.into()));
    }
    let store = data.join(FOLDER);
    if !store.is_dir() {
        return Err(BackupError::NoStore);
    }
    let unfinished = unfinished(to)?;
    let target = empty_disk(unfinished.join(FOLDER))?;
    let made = (|| {
        let mut backup = Backup::begin(FolderReader::new(store), target, STEP, now_ms)?;
        let manifest = loop {
            progress(backup.progress());
            if let Some(manifest) = backup.step()? {
                break manifest;
            }
        };
        write_manifest(&unfinished, &manifest)?;
        rename(&unfinished, to)?;
        Ok(manifest)
    })();
    give_up_unless(made, &unfinished)
}

/// Makes the store of the data directory `data` from the backup `from`.
///
/// # Errors
/// [`BackupError::Exists`] if the directory has a store, [`BackupError::Target`] with `Locked` if a server has it open, and all
/// that [`restore`] refuses.
pub fn restore_folder(
    from: &Path,
    data: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<Manifest, BackupError> {
    let text = fs::read_to_string(from.join(MANIFEST));
    let text = text.map_err(|error| BackupError::Source(disk_error("read the manifest", &error)))?;
    let manifest = Manifest::decode(&text)?;
    let store = data.join(FOLDER);
    let present = present_without_segments(&store)?;
    let unfinished = unfinished(&store)?;
    let mut target = empty_disk(unfinished.clone())?;
    let made = (|| {
        restore(&FolderReader::new(from.join(FOLDER)), &manifest, &mut target, STEP, progress)?;
        if let Some(present) = present {
            // Its lock was held until here; a server that starts now makes the renaming fail.
            fs::remove_dir_all(&store).map_err(failed("remove the empty store"))?;
            drop(present);
        }
        rename(&unfinished, &store)?;
        Ok(manifest)
    })();
    give_up_unless(made, &unfinished)
}

/// The folder of a store in which there is nothing, locked; `None` if there is no folder.
fn present_without_segments(store: &Path) -> Result<Option<FileDisk>, BackupError> {
    if !store.exists() {
        return Ok(None);
    }
    let disk = FileDisk::open(store).map_err(target_failed)?;
    let files = disk.list().map_err(target_failed)?;
    if files.iter().any(|name| matches!(name, FileName::Segment(_))) {
        return Err(BackupError::Exists(store.into()));
    }
    Ok(Some(disk))
}

fn unfinished(path: &Path) -> Result<PathBuf, BackupError> {
    let name = path.file_name().ok_or_else(|| BackupError::Unnamed(path.into()))?;
    let mut unfinished = OsString::from(name);
    unfinished.push(UNFINISHED);
    Ok(path.with_file_name(unfinished))
}

/// A folder of our own. What an interrupted run left there goes; a run that goes on holds the lock.
fn empty_disk(path: PathBuf) -> Result<FileDisk, BackupError> {
    let mut disk = FileDisk::open(path).map_err(target_failed)?;
    for name in disk.list().map_err(target_failed)? {
        disk.remove(name).map_err(target_failed)?;
    }
    Ok(disk)
}

fn write_manifest(folder: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    let failed = failed("write the manifest");
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true).mode(FILE_MODE);
    let mut file = options.open(folder.join(MANIFEST)).map_err(&failed)?;
    file.write_all(manifest.encode()?.as_bytes()).and_then(|()| file.sync_all()).map_err(&failed)
}

/// Gives what is whole its own name, durably.
fn rename(unfinished: &Path, path: &Path) -> Result<(), BackupError> {
    let sync = |folder: &Path| File::open(folder).and_then(|folder| folder.sync_all());
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let renamed = sync(unfinished).and_then(|()| fs::rename(unfinished, path)).and_then(|()| sync(parent));
    renamed.map_err(failed("give it its name"))
}

/// After a failure the unfinished folder goes, as far as the operating system lets it.
fn give_up_unless<V>(made: Result<V, BackupError>, unfinished: &Path) -> Result<V, BackupError> {
    if made.is_err() {
        let _ = fs::remove_dir_all(unfinished);
    }
    made
}

fn failed(operation: &'static str) -> impl Fn(io::Error) -> BackupError {
    move |error| BackupError::Target(disk_error(operation, &error))
}

fn disk_error(operation: &'static str, error: &io::Error) -> StoreError {
    StoreError::Disk(DiskError::from_io(operation, error))
}

fn target_failed(error: DiskError) -> BackupError {
    BackupError::Target(error.into())
}
