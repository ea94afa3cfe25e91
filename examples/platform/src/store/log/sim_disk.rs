//! A disk in memory that does what disks do when the power goes: for tests.

use std::{
    collections::BTreeMap,
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::store::error::{DiskError, DiskErrorKind};

use super::{
    disk::{Disk, FileName, ReadDisk},
    errand::Errand,
};

mod crash;
mod errands;
mod fault;
mod trace;

use fault::Ending;

pub use fault::Fault;
pub use trace::{Event, Violation, unsynced_notes};

/// A simulated disk. Clones are handles of one disk, so that a test keeps one and the store has another.
#[derive(Debug)]
pub struct SimDisk {
    state: Arc<Mutex<State>>,
    /// What is done beside the log that has this handle; it ends with the handle, as a thread does with its process.
    errand: Option<Errand>,
}

impl Clone for SimDisk {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), errand: None }
    }
}

#[derive(Debug)]
struct State {
    random: crash::Random,
    /// The names that are durable, and what was done to names since.
    durable_names: BTreeMap<FileName, usize>,
    names: BTreeMap<FileName, usize>,
    name_changes: Vec<NameChange>,
    files: Vec<File>,
    trace: Vec<Event>,
    /// Operations that change something, so far.
    operations: u64,
    fail_at: Option<u64>,
    fails_from_now: bool,
    faults: fault::Faults,
    without_sync: bool,
    capacity: u64,
}

#[derive(Clone, Debug, Default)]
struct File {
    durable: Vec<u8>,
    present: Vec<u8>,
    /// What was written since the last sync, in order.
    writes: Vec<(usize, Vec<u8>)>,
}

#[derive(Clone, Copy, Debug)]
enum NameChange {
    Create(FileName, usize),
    Rename(FileName, FileName),
    Remove(FileName),
}

impl SimDisk {
    /// An empty disk without a limit; `seed` decides what its crashes leave.
    pub fn new(seed: u64) -> Self {
        let state = State {
            random: crash::Random(seed),
            durable_names: BTreeMap::new(),
            names: BTreeMap::new(),
            name_changes: Vec::new(),
            files: Vec::new(),
            trace: Vec::new(),
            operations: 0,
            fail_at: None,
            fails_from_now: false,
            faults: fault::Faults::default(),
            without_sync: false,
            capacity: u64::MAX,
        };
        Self { state: Arc::new(Mutex::new(state)), errand: None }
    }

    /// A disk of its own with these files, all durable.
    pub fn with_files(files: impl IntoIterator<Item = (FileName, Vec<u8>)>) -> Self {
        let disk = Self::new(0);
        {
            let mut state = disk.state();
            for (name, octets) in files {
                let number = state.files.len();
                state.files.push(File { durable: octets.clone(), present: octets, writes: Vec::new() });
                state.names.insert(name, number);
                state.durable_names.insert(name, number);
            }
        }
        disk
    }

    /// The power goes and comes back. Of what was not synced any subset of sectors is there, of the changes of names the
    /// first so many. Faults that were set are over.
    pub fn crash(&self) {
        self.state().crash();
        self.clear_faults();
    }

    /// From the operation that makes the count of changes `operation` on (see [`operations`](Self::operations)) everything
    /// that changes something fails, that one having been done in part: the power went.
    pub fn fail_at(&self, operation: u64) {
        self.state().fail_at = Some(operation);
    }

    /// The operation that makes the count of changes `operation` fails, and no other.
    pub fn fault_at(&self, operation: u64, fault: Fault) {
        self.state().faults.change = Some((operation, fault));
    }

    /// The read that makes the count of reads `read` (see [`reads`](Self::reads)) fails, and no other.
    pub fn read_fault_at(&self, read: u64) {
        self.state().faults.read = Some(read);
    }

    /// No fault is set any more; what has failed has failed.
    pub fn clear_faults(&self) {
        let mut state = self.state();
        state.fail_at = None;
        state.fails_from_now = false;
        (state.faults.change, state.faults.read) = (None, None);
    }

    /// How many reads there were.
    pub fn reads(&self) -> u64 {
        self.state().faults.reads.get()
    }

    /// How many operations that change something there were.
    pub fn operations(&self) -> u64 {
        self.state().operations
    }

    /// Takes the sync out: `sync` says it is done and does nothing.
    pub fn take_sync_out(&self) {
        self.state().without_sync = true;
    }

    /// All files together have at most so many octets; beyond, the disk is full.
    pub fn set_capacity(&self, octets: u64) {
        self.state().capacity = octets;
    }

    /// Turns one bit of a file over, durably. Beyond the end nothing happens.
    pub fn flip_bit(&self, name: FileName, offset: usize, bit: u8) {
        self.damage(name, offset, |octet| *octet ^= 1 << (bit % 8));
    }

    /// Writes zeros over a part of a file, durably, as a disk that lost a write does.
    pub fn lose(&self, name: FileName, offset: usize, octets: usize) {
        for at in offset..offset + octets {
            self.damage(name, at, |octet| *octet = 0);
        }
    }

    /// What is in a file now; empty if there is none.
    pub fn octets(&self, name: FileName) -> Vec<u8> {
        let state = self.state();
        state
            .names
            .get(&name)
            .and_then(|file| state.files.get(*file))
            .map(|file| file.present.clone())
            .unwrap_or_default()
    }

    /// Removes a file durably, as an operator's mistake does.
    pub fn lose_file(&self, name: FileName) {
        let mut state = self.state();
        state.names.remove(&name);
        state.durable_names.remove(&name);
    }

    /// Puts a note of the test into the trace: here something was acknowledged that lies in this part of a file.
    pub fn note(&self, name: FileName, offset: u64, octets: u64) {
        self.state().trace.push(Event::Note { name, offset, octets });
    }

    /// All that happened, in order.
    pub fn trace(&self) -> Vec<Event> {
        self.state().trace.clone()
    }

    fn damage(&self, name: FileName, offset: usize, change: impl Fn(&mut u8)) {
        let mut state = self.state();
        let Some(file) = state.names.get(&name).copied() else { return };
        let Some(file) = state.files.get_mut(file) else { return };
        for octets in [&mut file.durable, &mut file.present] {
            if let Some(octet) = octets.get_mut(offset) {
                change(octet);
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Counts an operation and says how it ends.
    fn count(&mut self, operation: &'static str) -> Result<Ending, DiskError> {
        if self.fails_from_now {
            return Err(failed(operation));
        }
        self.operations += 1;
        self.fails_from_now = self.fail_at.is_some_and(|at| self.operations >= at);
        if self.fails_from_now {
            return Ok(Ending::PowerWent);
        }
        let fault = self.faults.change.filter(|(at, _)| *at == self.operations);
        Ok(fault.map_or(Ending::Done, |(_, fault)| Ending::Fault(fault)))
    }

    /// Changes a name; a fault may come before that or after.
    fn change_names(&mut self, change: NameChange, ending: Ending) {
        if matches!(ending, Ending::Fault(_)) && self.random.below(2) == 0 {
            return;
        }
        change.apply(&mut self.names);
        self.name_changes.push(change);
    }

    fn file(&self, operation: &'static str, name: FileName) -> Result<&File, DiskError> {
        self.names.get(&name).and_then(|file| self.files.get(*file)).ok_or(missing(operation))
    }

    fn file_mut(&mut self, operation: &'static str, name: FileName) -> Result<&mut File, DiskError> {
        let file = self.names.get(&name).copied();
        file.and_then(|file| self.files.get_mut(file)).ok_or(missing(operation))
    }

    fn used(&self) -> u64 {
        self.names
            .values()
            .filter_map(|file| self.files.get(*file))
            .map(|file| file.present.len() as u64)
            .sum()
    }
}

impl NameChange {
    fn apply(self, names: &mut BTreeMap<FileName, usize>) {
        match self {
            Self::Create(name, file) => {
                names.insert(name, file);
            }
            Self::Rename(from, to) => {
                if let Some(file) = names.remove(&from) {
                    names.insert(to, file);
                }
            }
            Self::Remove(name) => {
                names.remove(&name);
            }
        }
    }
}

fn failed(operation: &'static str) -> DiskError {
    DiskError { operation, kind: DiskErrorKind::Io(io::ErrorKind::Other) }
}

fn missing(operation: &'static str) -> DiskError {
    DiskError { operation, kind: DiskErrorKind::Io(io::ErrorKind::NotFound) }
}

impl ReadDisk for SimDisk {
    fn list(&self) -> Result<Vec<FileName>, DiskError> {
        Ok(self.state().names.keys().copied().collect())
    }

    fn length(&self, name: FileName) -> Result<u64, DiskError> {
        Ok(self.state().file("length", name)?.present.len() as u64)
    }

    fn read_at(&self, name: FileName, offset: u64, buffer: &mut [u8]) -> Result<(), DiskError> {
        let state = self.state();
        state.faults.count_read()?;
        let file = state.file("read", name)?;
        let octets =
            usize::try_from(offset).ok().and_then(|offset| file.present.get(offset..)?.get(..buffer.len()));
        let ended = DiskError { operation: "read", kind: DiskErrorKind::Io(io::ErrorKind::UnexpectedEof) };
        buffer.copy_from_slice(octets.ok_or(ended)?);
        Ok(())
    }
}

impl Disk for SimDisk {
    fn create(&mut self, name: FileName) -> Result<(), DiskError> {
        let mut state = self.state();
        let ending = state.count("create")?;
        let file = state.files.len();
        state.files.push(File::default());
        state.change_names(NameChange::Create(name, file), ending);
        ending.answer("create")
    }

    fn write_at(&mut self, name: FileName, offset: u64, octets: &[u8]) -> Result<(), DiskError> {
        let mut state = self.state();
        let ending = state.count("write")?;
        let room = state.capacity.saturating_sub(state.used());
        let octets = match ending {
            Ending::Fault(_) => octets.get(..state.random.below(octets.len() + 1)).unwrap_or_default(),
            _ => octets,
        };
        let file = state.file_mut("write", name)?;
        let offset = usize::try_from(offset).map_err(|_| failed("write"))?;
        let end = offset + octets.len();
        if end.saturating_sub(file.present.len()) as u64 > room {
            return Err(DiskError { operation: "write", kind: DiskErrorKind::Full });
        }
        crash::overwrite(&mut file.present, offset, octets);
        file.writes.push((offset, octets.to_vec()));
        state.trace.push(Event::Write { name, offset: offset as u64, octets: octets.len() as u64 });
        ending.answer("write")
    }

    fn sync(&mut self, name: FileName) -> Result<(), DiskError> {
        let mut state = self.state();
        let ending = state.count("sync")?;
        if state.without_sync {
            return Ok(());
        }
        if let Ending::Fault(_) = ending {
            state.lose_sync(name);
        }
        ending.answer("sync")?;
        let file = state.file_mut("sync", name)?;
        let writes = std::mem::take(&mut file.writes);
        for (offset, octets) in writes {
            crash::overwrite(&mut file.durable, offset, &octets);
        }
        state.trace.push(Event::Sync { name });
        Ok(())
    }

    fn rename(&mut self, from: FileName, to: FileName) -> Result<(), DiskError> {
        let mut state = self.state();
        let ending = state.count("rename")?;
        state.file("rename", from)?;
        state.change_names(NameChange::Rename(from, to), ending);
        state.trace.push(Event::Rename { from, to });
        ending.answer("rename")
    }

    fn remove(&mut self, name: FileName) -> Result<(), DiskError> {
        let mut state = self.state();
        let ending = state.count("remove")?;
        state.file("remove", name)?;
        state.change_names(NameChange::Remove(name), ending);
        ending.answer("remove")
    }

    fn sync_directory(&mut self) -> Result<(), DiskError> {
        let mut state = self.state();
        let ending = state.count("sync the directory")?;
        if state.without_sync {
            return Ok(());
        }
        ending.answer("sync the directory")?;
        state.name_changes.clear();
        state.durable_names = state.names.clone();
        Ok(())
    }
}
