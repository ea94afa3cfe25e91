//! The log's disk on a real file system.

use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::store::error::{DiskError, DiskErrorKind};

use super::{
    disk::{Disk, FileName, LogDisk, ReadDisk},
    errand::{Errand, ErrandState},
};

mod errands;

use errands::Errands;

/// Messages are private: the owner alone reads and writes.
pub(super) const FILE_MODE: u32 = 0o600;
const DIRECTORY_MODE: u32 = 0o700;

/// A directory that this process has for itself. It keeps one open file for each segment.
#[derive(Debug)]
pub struct FileDisk {
    directory: Arc<Directory>,
    /// The thread that does errands, once there was one to do.
    errands: Option<Errands>,
}

/// What the log's thread and that of the errands share: they have different files.
#[derive(Debug)]
struct Directory {
    path: PathBuf,
    handle: File,
    files: Mutex<BTreeMap<FileName, Arc<File>>>,
    /// Locked as long as it is open, by the operating system: a killed process leaves nothing behind.
    _lock: File,
}

impl FileDisk {
    /// Opens the directory, making it if it is not there.
    ///
    /// # Errors
    /// [`DiskErrorKind::Locked`] if another process has it; otherwise what the operating system says.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, DiskError> {
        let path = path.into();
        let made = fs::DirBuilder::new().recursive(true).mode(DIRECTORY_MODE).create(&path);
        made.map_err(|error| DiskError::from_io("make the directory", &error))?;
        let lock = lock(&path.join("lock"))?;
        let handle = File::open(&path).map_err(|error| DiskError::from_io("open the directory", &error))?;
        let files = Mutex::new(open_files(&path)?);
        let directory = Arc::new(Directory { path, handle, files, _lock: lock });
        Ok(Self { directory, errands: None })
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<FileName, Arc<File>>> {
        self.directory.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn file(&self, operation: &'static str, name: FileName) -> Result<Arc<File>, DiskError> {
        let missing = DiskError { operation, kind: DiskErrorKind::Io(io::ErrorKind::NotFound) };
        self.files().get(&name).cloned().ok_or(missing)
    }

    fn path(&self, name: FileName) -> PathBuf {
        self.directory.path.join(file_name(name))
    }
}

fn lock(path: &Path) -> Result<File, DiskError> {
    const OPERATION: &str = "lock the directory";
    let opened = OpenOptions::new().create(true).truncate(false).write(true).mode(FILE_MODE).open(path);
    let file = opened.map_err(|error| DiskError::from_io(OPERATION, &error))?;
    match fs4::FileExt::try_lock(&file) {
        Ok(()) => Ok(file),
        Err(fs4::TryLockError::WouldBlock) => {
            Err(DiskError { operation: OPERATION, kind: DiskErrorKind::Locked })
        }
        Err(fs4::TryLockError::Error(error)) => Err(DiskError::from_io(OPERATION, &error)),
    }
}

fn open_files(path: &Path) -> Result<BTreeMap<FileName, Arc<File>>, DiskError> {
    const OPERATION: &str = "open the files";
    let failed = |error: io::Error| DiskError::from_io(OPERATION, &error);
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let Some(name) = entry.file_name().to_str().and_then(parse_name) else { continue };
        let file = OpenOptions::new().read(true).write(true).open(entry.path()).map_err(failed)?;
        files.insert(name, Arc::new(file));
    }
    Ok(files)
}

pub(super) fn file_name(name: FileName) -> String {
    match name {
        FileName::Segment(number) => format!("{number:010}.segment"),
        FileName::Spare(number) => format!("{number:010}.spare"),
    }
}

pub(super) fn parse_name(text: &str) -> Option<FileName> {
    let (number, kind) = text.split_once('.')?;
    let number = number.parse().ok()?;
    let name = match kind {
        "segment" => FileName::Segment(number),
        "spare" => FileName::Spare(number),
        _ => return None,
    };
    // Only the one way of writing a number, so that no two files have one name.
    (file_name(name) == text).then_some(name)
}

impl ReadDisk for FileDisk {
    fn list(&self) -> Result<Vec<FileName>, DiskError> {
        Ok(self.files().keys().copied().collect())
    }

    fn length(&self, name: FileName) -> Result<u64, DiskError> {
        let metadata = self.file("measure a file", name)?.metadata();
        Ok(metadata.map_err(|error| DiskError::from_io("measure a file", &error))?.len())
    }

    fn read_at(&self, name: FileName, offset: u64, buffer: &mut [u8]) -> Result<(), DiskError> {
        let read = self.file("read", name)?.read_exact_at(buffer, offset);
        read.map_err(|error| DiskError::from_io("read", &error))
    }
}

impl Disk for FileDisk {
    fn create(&mut self, name: FileName) -> Result<(), DiskError> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(true).read(true).write(true).mode(FILE_MODE);
        let file =
            options.open(self.path(name)).map_err(|error| DiskError::from_io("create a file", &error))?;
        self.files().insert(name, Arc::new(file));
        Ok(())
    }

    fn write_at(&mut self, name: FileName, offset: u64, octets: &[u8]) -> Result<(), DiskError> {
        let written = self.file("write", name)?.write_all_at(octets, offset);
        written.map_err(|error| DiskError::from_io("write", &error))
    }

    fn sync(&mut self, name: FileName) -> Result<(), DiskError> {
        let synced = self.file("sync", name)?.sync_data();
        synced.map_err(|error| DiskError::from_io("sync", &error))
    }

    fn rename(&mut self, from: FileName, to: FileName) -> Result<(), DiskError> {
        let renamed = fs::rename(self.path(from), self.path(to));
        renamed.map_err(|error| DiskError::from_io("rename", &error))?;
        let mut files = self.files();
        if let Some(file) = files.remove(&from) {
            files.insert(to, file);
        }
        Ok(())
    }

    fn remove(&mut self, name: FileName) -> Result<(), DiskError> {
        self.files().remove(&name);
        let removed = fs::remove_file(self.path(name));
        removed.map_err(|error| DiskError::from_io("remove a file", &error))
    }

    fn sync_directory(&mut self) -> Result<(), DiskError> {
        let synced = self.directory.handle.sync_all();
        synced.map_err(|error| DiskError::from_io("sync the directory", &error))
    }
}

impl LogDisk for FileDisk {
    fn begin_errand(&mut self, errand: Errand) -> Result<(), DiskError> {
        if self.errands.is_none() {
            let disk = Self { directory: self.directory.clone(), errands: None };
            self.errands = Some(Errands::start(disk)?);
        }
        self.errands.as_mut().map_or(Ok(()), |errands| errands.begin(errand))
    }

    fn poll_errand(&mut self, committed: u64) -> ErrandState {
        self.errands.as_mut().map_or(ErrandState::Ended(Ok(())), |errands| errands.poll(committed))
    }

    fn finish_errand(&mut self) -> Result<(), DiskError> {
        self.errands.as_mut().map_or(Ok(()), Errands::finish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_written_and_others_are_not_ours() {
        for name in [FileName::Segment(1), FileName::Segment(u32::MAX), FileName::Spare(7)] {
            assert_eq!(parse_name(&file_name(name)), Some(name));
        }
        for other in
            ["lock", "1.segment", "0000000001.segments", "+000000001.spare", "0000000001.spare.old", ""]
        {
            assert_eq!(parse_name(other), None, "{other}");
        }
    }

    #[test]
    fn a_directory_is_opened_once_at_a_time() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("made/when/missing");
        let first = FileDisk::open(&path).unwrap();
        let second = FileDisk::open(&path).unwrap_err();
        assert_eq!(second.kind, DiskErrorKind::Locked);
        assert_eq!(second.to_string(), "lock the directory: in use by another process");
        drop(first);
        FileDisk::open(&path).unwrap();
    }

    #[test]
    fn files_can_be_written_renamed_and_removed() {
        let directory = tempfile::tempdir().unwrap();
        let mut disk = FileDisk::open(directory.path()).unwrap();
        disk.create(FileName::Spare(1)).unwrap();
        disk.write_at(FileName::Spare(1), 3, b"abc").unwrap();
        disk.sync(FileName::Spare(1)).unwrap();
        disk.rename(FileName::Spare(1), FileName::Segment(9)).unwrap();
        disk.sync_directory().unwrap();
        assert_eq!(disk.list(), Ok(vec![FileName::Segment(9)]));
        drop(disk);
        let mut disk = FileDisk::open(directory.path()).unwrap();
        assert_eq!(disk.length(FileName::Segment(9)), Ok(6));
        let mut buffer = [9; 5];
        disk.read_at(FileName::Segment(9), 1, &mut buffer).unwrap();
        assert_eq!(buffer, *b"\0\0abc");
        let beyond = disk.read_at(FileName::Segment(9), 2, &mut buffer).unwrap_err();
        assert_eq!(beyond.kind, DiskErrorKind::Io(io::ErrorKind::UnexpectedEof));
        disk.remove(FileName::Segment(9)).unwrap();
        assert_eq!(disk.list(), Ok(vec![]));
        assert_eq!(
            disk.sync(FileName::Segment(9)).unwrap_err().kind,
            DiskErrorKind::Io(io::ErrorKind::NotFound)
        );
    }
}
