//! The files of a log that another process has open.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
};

use crate::store::{
    error::DiskError,
    log::{
        disk::{FileName, ReadDisk},
        file_disk::{file_name, parse_name},
    },
};

/// The folder of a log, to read and no more: it neither makes nor locks anything, so that a server may have it open.
#[derive(Debug)]
pub struct FolderReader {
    path: PathBuf,
}

impl FolderReader {
    /// The folder at `path`.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    fn file(&self, name: FileName) -> PathBuf {
        self.path.join(file_name(name))
    }
}

impl ReadDisk for FolderReader {
    /// All files at one moment. Going through a folder takes a while in which names come and go; but a segment's name comes once
    /// and goes once. So what two rounds saw alike was there between them, and nothing else was.
    fn list(&self) -> Result<Vec<FileName>, DiskError> {
        let listed = |path| list(path).map_err(|error| DiskError::from_io("list the folder", &error));
        let mut before = listed(&self.path)?;
        loop {
            let now = listed(&self.path)?;
            if segments(&now).eq(segments(&before)) {
                return Ok(now);
            }
            before = now;
        }
    }

    fn length(&self, name: FileName) -> Result<u64, DiskError> {
        let metadata = fs::metadata(self.file(name));
        Ok(metadata.map_err(|error| DiskError::from_io("measure a file", &error))?.len())
    }

    fn read_at(&self, name: FileName, offset: u64, buffer: &mut [u8]) -> Result<(), DiskError> {
        let read = File::open(self.file(name)).and_then(|file| file.read_exact_at(buffer, offset));
        read.map_err(|error| DiskError::from_io("read", &error))
    }
}

fn list(path: &Path) -> io::Result<Vec<FileName>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        names.extend(entry?.file_name().to_str().and_then(parse_name));
    }
    names.sort_unstable();
    // A file that is renamed while the folder is gone through can be seen under both names, or twice under one.
    names.dedup();
    Ok(names)
}

fn segments(names: &[FileName]) -> impl Iterator<Item = &FileName> {
    names.iter().filter(|name| matches!(name, FileName::Segment(_)))
}
