//! Copying a log that goes on being written.

use crate::store::{
    error::{DiskError, StoreError},
    log::{
        disk::{Disk, FileName, ReadDisk},
        repair::check,
        segment::segment_numbers,
    },
};

use super::{
    BackupError, Progress,
    manifest::{Manifest, ManifestFile, unfit},
    reading::{Outcome, Reading, Whole, first_commit},
};

/// How often a backup begins again.
const MAX_ATTEMPTS: u32 = 10;

/// A backup of the log on `source` to the empty disk `target`, in steps.
///
/// The source is only read and nobody has to know of it: its writer goes on between any two steps and during each. What is
/// copied is the log as it was at one moment between the first step and the last. Memory: one segment, and at the end the
/// index that checking the copy takes.
#[derive(Debug)]
pub struct Backup<S, T> {
    source: S,
    target: T,
    step_octets: usize,
    began_at_ms: i64,
    attempt: u32,
    /// The segments to copy, oldest first. Only the last may still be written to.
    plan: Vec<u32>,
    /// The number of the commit with which the next segment begins.
    expected: Option<u64>,
    copied: Vec<ManifestFile>,
    /// Octets written in this attempt.
    octets: u64,
    stage: Stage,
    /// The memory of the segment before.
    buffer: Vec<u8>,
}

#[derive(Debug)]
enum Stage {
    /// The next segment of the plan is to be read.
    Next,
    Reading(Reading),
    Writing {
        segment: Whole,
        at: usize,
    },
    /// The copied segment of this place is to be synced.
    Syncing(usize),
    Checking,
    Done,
}

impl<S: ReadDisk, T: Disk> Backup<S, T> {
    /// Looks at what there is to copy. A step reads or writes `step_octets`. `now_ms` is noted in the manifest.
    ///
    /// # Errors
    /// [`BackupError::NoStore`], [`BackupError::Target`] if the target holds a log, [`BackupError::Source`].
    pub fn begin(source: S, target: T, step_octets: usize, now_ms: i64) -> Result<Self, BackupError> {
        let files = target.list().map_err(target_failed)?;
        if files.iter().any(|name| matches!(name, FileName::Segment(_))) {
            return Err(BackupError::Target(StoreError::Config("the target of a backup must be empty")));
        }
        let mut backup = Self {
            source,
            target,
            step_octets,
            began_at_ms: now_ms,
            attempt: 1,
            plan: Vec::new(),
            expected: None,
            copied: Vec::new(),
            octets: 0,
            stage: Stage::Next,
            buffer: Vec::new(),
        };
        backup.make_plan()?;
        Ok(backup)
    }

    /// Does the next piece of work. The manifest comes with the last one: then the copy is whole, checked and durable. Behind that,
    /// and behind an error, there is nothing left to do.
    ///
    /// # Errors
    /// Any [`BackupError`]; the copy is of no use then.
    pub fn step(&mut self) -> Result<Option<Manifest>, BackupError> {
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Next => self.next_segment(),
            Stage::Reading(reading) => self.read(reading),
            Stage::Writing { segment, at } => self.write(segment, at),
            Stage::Syncing(place) => self.sync(place),
            Stage::Checking => return self.check().map(Some),
            Stage::Done => Ok(()),
        }?;
        Ok(None)
    }

    /// How far it got.
    pub fn progress(&self) -> Progress {
        Progress {
            attempt: self.attempt,
            segments_done: self.copied.len(),
            segments: self.plan.len(),
            octets: self.octets,
        }
    }

    /// Chooses what to copy. A log whose segments change meanwhile is looked at again.
    fn make_plan(&mut self) -> Result<(), BackupError> {
        match self.last_used() {
            Err(error) if self.attempt == MAX_ATTEMPTS => Err(BackupError::Source(error)),
            Err(_) => self.begin_again(),
            Ok(()) if self.plan.is_empty() => Err(BackupError::NoStore),
            Ok(()) => Ok(()),
        }
    }

    /// Plans the segments up to the last one that holds data; of a log without any the first.
    fn last_used(&mut self) -> Result<(), StoreError> {
        let mut numbers = segment_numbers(&self.source)?;
        while let Some(last) = numbers.last().filter(|_| numbers.len() > 1) {
            if first_commit(&self.source, *last)?.is_some() {
                break;
            }
            numbers.pop();
        }
        self.expected = numbers.first().filter(|first| **first == 1).map(|_| 1);
        self.plan = numbers;
        Ok(())
    }

    fn next_segment(&mut self) -> Result<(), BackupError> {
        let Some(number) = self.plan.get(self.copied.len()).copied() else {
            self.stage = Stage::Syncing(0);
            return Ok(());
        };
        let buffer = std::mem::take(&mut self.buffer);
        let reading = Reading::begin(&self.source, number, self.expected, buffer);
        if let Some(reading) = self.or_begin_again(reading)? {
            self.stage = Stage::Reading(reading);
        }
        Ok(())
    }

    fn read(&mut self, mut reading: Reading) -> Result<(), BackupError> {
        let done = reading.step(&self.source, self.step_octets);
        match self.or_begin_again(done)? {
            Some(true) => self.judge(reading),
            Some(false) => {
                self.stage = Stage::Reading(reading);
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn judge(&mut self, reading: Reading) -> Result<(), BackupError> {
        if !self.still_there()? {
            return self.begin_again();
        }
        let name = FileName::Segment(reading.header.segment);
        let segment = match reading.judge().map_err(BackupError::Source)? {
            Outcome::Whole(segment) => segment,
            Outcome::Again(reading) => {
                self.stage = Stage::Reading(reading);
                return Ok(());
            }
        };
        self.expected = segment.next;
        self.target.create(name).map_err(target_failed)?;
        self.stage = Stage::Writing { segment, at: 0 };
        Ok(())
    }

    /// Writes the next octets. Behind the data only the length of the file is made: zeros take no room in a backup.
    fn write(&mut self, segment: Whole, at: usize) -> Result<(), BackupError> {
        let name = FileName::Segment(segment.header.segment);
        let rest = segment.octets.get(at..segment.end).unwrap_or_default();
        let part = rest.get(..self.step_octets.max(1)).unwrap_or(rest);
        if !part.is_empty() {
            self.target.write_at(name, at as u64, part).map_err(target_failed)?;
            self.octets += part.len() as u64;
            let at = at + part.len();
            self.stage = Stage::Writing { segment, at };
            return Ok(());
        }
        if segment.end < segment.octets.len() {
            let last = u64::from(segment.header.capacity) - 1;
            self.target.write_at(name, last, &[0]).map_err(target_failed)?;
        }
        self.copied.push(ManifestFile {
            number: segment.header.segment,
            octets: segment.header.capacity,
            crc32: crc32fast::hash(&segment.octets),
        });
        self.buffer = segment.octets;
        self.stage = Stage::Next;
        Ok(())
    }

    fn sync(&mut self, place: usize) -> Result<(), BackupError> {
        match self.copied.get(place) {
            Some(file) => {
                self.target.sync(FileName::Segment(file.number)).map_err(target_failed)?;
                self.stage = Stage::Syncing(place + 1);
            }
            None => {
                self.target.sync_directory().map_err(target_failed)?;
                self.buffer = Vec::new();
                self.stage = Stage::Checking;
            }
        }
        Ok(())
    }

    /// Reads the copy through with what `store check` uses.
    fn check(&mut self) -> Result<Manifest, BackupError> {
        let checked = check(&self.target).map_err(BackupError::Target)?;
        if !checked.problems.is_empty() {
            return Err(unfit(&checked));
        }
        Ok(Manifest::new(self.began_at_ms, std::mem::take(&mut self.copied), &checked))
    }

    /// The value, or `None` if the segment in hand was cleaned away and the backup began again.
    fn or_begin_again<V>(&mut self, done: Result<V, StoreError>) -> Result<Option<V>, BackupError> {
        match done {
            Ok(value) => Ok(Some(value)),
            Err(error) if self.still_there()? => Err(BackupError::Source(error)),
            Err(_) => self.begin_again().map(|()| None),
        }
    }

    /// Whether the segment in hand is still part of the log. A segment loses its name before its file is used for something
    /// else, and no other gets that name: what was read while it had the name is that segment.
    fn still_there(&self) -> Result<bool, BackupError> {
        let files = self.source.list().map_err(|error| BackupError::Source(error.into()))?;
        let number = self.plan.get(self.copied.len());
        Ok(number.is_some_and(|number| files.contains(&FileName::Segment(*number))))
    }

    fn begin_again(&mut self) -> Result<(), BackupError> {
        if self.attempt == MAX_ATTEMPTS {
            return Err(BackupError::Overtaken { attempts: MAX_ATTEMPTS });
        }
        self.attempt += 1;
        for name in self.target.list().map_err(target_failed)? {
            self.target.remove(name).map_err(target_failed)?;
        }
        self.copied.clear();
        self.octets = 0;
        self.stage = Stage::Next;
        self.make_plan()
    }
}

fn target_failed(error: DiskError) -> BackupError {
    BackupError::Target(error.into())
}
