//! Making a log of a backup again.

use crate::store::{
    error::{DiskError, StoreError},
    log::{
        disk::{Disk, FileName, ReadDisk},
        repair::check,
    },
};

use super::{
    BackupError, Progress,
    manifest::{Manifest, ManifestFile},
};

/// Copies the backup on `source` to the empty disk `target`, `step_octets` at a time, and verifies every file and what they
/// hold against its manifest. Memory: one step, and the index and the segment that checking the copy takes.
///
/// # Errors
/// Any [`BackupError`] but [`BackupError::Overtaken`]; the target is of no use then.
pub fn restore<T: Disk>(
    source: &impl ReadDisk,
    manifest: &Manifest,
    target: &mut T,
    step_octets: usize,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), BackupError> {
    let files = target.list().map_err(target_failed)?;
    if files.iter().any(|name| matches!(name, FileName::Segment(_))) {
        return Err(BackupError::Target(StoreError::Config("the target of a restore must be empty")));
    }
    refuse_others(source, manifest)?;
    let (segments, mut octets) = (manifest.segments.len(), 0);
    let mut buffer = vec![0; step_octets.max(1)];
    for (segments_done, file) in manifest.segments.iter().enumerate() {
        progress(Progress { attempt: 1, segments_done, segments, octets });
        copy(source, file, target, &mut buffer)?;
        octets += u64::from(file.octets);
    }
    target.sync_directory().map_err(target_failed)?;
    progress(Progress { attempt: 1, segments_done: segments, segments, octets });
    manifest.compare(&check(target).map_err(BackupError::Target)?)
}

/// The segments that are there must be those of the manifest.
fn refuse_others(source: &impl ReadDisk, manifest: &Manifest) -> Result<(), BackupError> {
    let files = source.list().map_err(source_failed)?;
    let named = |segment| manifest.segments.iter().any(|file| file.number == segment);
    for name in &files {
        if let FileName::Segment(segment) = *name
            && !named(segment)
        {
            return Err(BackupError::Differs { segment, what: "it is not in the manifest" });
        }
    }
    match manifest.segments.iter().find(|file| !files.contains(&FileName::Segment(file.number))) {
        Some(missing) => Err(BackupError::Differs { segment: missing.number, what: "it is missing" }),
        None => Ok(()),
    }
}

fn copy<T: Disk>(
    source: &impl ReadDisk,
    file: &ManifestFile,
    target: &mut T,
    buffer: &mut [u8],
) -> Result<(), BackupError> {
    let &ManifestFile { number: segment, octets, crc32 } = file;
    let name = FileName::Segment(segment);
    if source.length(name).map_err(source_failed)? != u64::from(octets) {
        return Err(BackupError::Differs { segment, what: "it has another size than the manifest says" });
    }
    target.create(name).map_err(target_failed)?;
    let (mut at, mut hasher) = (0, crc32fast::Hasher::new());
    while at < u64::from(octets) {
        let left = usize::try_from(u64::from(octets) - at).unwrap_or(usize::MAX);
        let length = buffer.len().min(left);
        let Some(part) = buffer.get_mut(..length) else { break };
        source.read_at(name, at, part).map_err(source_failed)?;
        hasher.update(part);
        // Zeros are written too: a log never makes a file grow or fills a hole while it commits.
        target.write_at(name, at, part).map_err(target_failed)?;
        at += length as u64;
    }
    if hasher.finalize() != crc32 {
        return Err(BackupError::Differs {
            segment,
            what: "it has another check sum than the manifest says",
        });
    }
    target.sync(name).map_err(target_failed)
}

fn source_failed(error: DiskError) -> BackupError {
    BackupError::Source(error.into())
}

fn target_failed(error: DiskError) -> BackupError {
    BackupError::Target(error.into())
}
