//! Backup and restore on a file system: under load, refusals, and what an interrupted run leaves.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

use brivas_platform::store::{
    Enqueued, Final, MessageStore, NewMessage, StoreError,
    log::{
        BackupError, FOLDER, FileDisk, LogConfig, LogStore, Manifest, back_up_folder, check, restore_folder,
    },
};

fn config() -> LogConfig {
    LogConfig::new(5).segment_octets(256 << 10)
}

fn open(data: &Path) -> LogStore<FileDisk> {
    LogStore::open(FileDisk::open(data.join(FOLDER)).unwrap(), config()).unwrap().0
}

fn put(store: &mut LogStore<FileDisk>) -> u64 {
    let new = NewMessage { body: vec![b'x'; 700].into(), ..NewMessage::default() };
    let answers = store.enqueue(0, &[new]).unwrap();
    store.commit().unwrap();
    let [Enqueued::Accepted(id)] = answers[..] else { panic!("{answers:?}") };
    id
}

fn back_up(data: &Path, to: &Path) -> Result<Manifest, BackupError> {
    back_up_folder(data, to, 1_700_000_000_000, &mut |_| {})
}

fn restored(from: &Path, data: &Path) -> Result<Manifest, BackupError> {
    restore_folder(from, data, &mut |_| {})
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

/// A store with ten messages that nobody has open, and room for more beside it.
fn prepared() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let (data, to) = (directory.path().join("data"), directory.path().join("backup"));
    let mut store = open(&data);
    for _ in 0..10 {
        put(&mut store);
    }
    (directory, data, to)
}

/// Every fourth message stays, the others end at once: the log is cleaned all the time.
fn stays(id: u64) -> bool {
    id.is_multiple_of(4)
}

#[test]
fn backups_under_load_hold_all_that_was_acknowledged_before() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let mut store = open(&data);
    let (stop, acknowledged) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let writer = {
        let (stop, acknowledged) = (stop.clone(), acknowledged.clone());
        thread::spawn(move || {
            while !stop.load(Ordering::Acquire) {
                let id = put(&mut store);
                if !stays(id) {
                    store.finalize(&[Final { id, ..Final::default() }]).unwrap();
                    store.commit().unwrap();
                }
                acknowledged.store(id, Ordering::Release);
                store.maintain(0, 0).unwrap();
            }
        })
    };
    let mut backups = Vec::new();
    for number in 0..4 {
        while acknowledged.load(Ordering::Acquire) < 500 * (number + 1) {
            thread::yield_now();
        }
        let to = directory.path().join(format!("backup {number}"));
        let before = acknowledged.load(Ordering::Acquire);
        let manifest = back_up(&data, &to).unwrap();
        backups.push((to, before, acknowledged.load(Ordering::Acquire), manifest));
    }
    stop.store(true, Ordering::Release);
    writer.join().unwrap();
    for (to, before, after, manifest) in backups {
        let again = directory.path().join("restored").join(to.file_name().unwrap());
        assert_eq!(restored(&to, &again).unwrap(), manifest);
        let store = open(&again);
        let mut ids = Vec::new();
        store.snapshot(&mut |message| ids.push(message.id)).unwrap();
        let must: Vec<u64> = (1..=before).filter(|id| stays(*id)).collect();
        ids.retain(|id| stays(*id));
        assert!(ids.starts_with(&must), "{before} before, {ids:?}");
        assert!(ids.iter().all(|id| *id <= after + 1), "{after} after, {ids:?}");
    }
}

#[test]
fn a_backup_is_a_data_directory_with_a_manifest_beside_its_store() {
    let (directory, data, to) = prepared();
    let manifest = back_up(&data, &to).unwrap();
    assert_eq!(names(&to), ["manifest.toml", FOLDER]);
    assert_eq!(names(&to.join(FOLDER)), ["0000000001.segment", "lock"]);
    assert_eq!(
        Manifest::decode(&fs::read_to_string(to.join("manifest.toml")).unwrap()),
        Ok(manifest.clone())
    );
    assert_eq!((manifest.messages, manifest.octets()), (10, 256 << 10));
    let checked = check(&FileDisk::open(to.join(FOLDER)).unwrap()).unwrap();
    assert_eq!((checked.messages, checked.problems), (10, vec![]));
    assert_eq!(names(directory.path()), ["backup", "data"], "nothing unfinished is left");
}

#[test]
fn what_is_there_is_not_overwritten() {
    let (directory, data, to) = prepared();
    back_up(&data, &to).unwrap();
    assert_eq!(back_up(&data, &to), Err(BackupError::Exists(to.clone())));
    assert_eq!(restored(&to, &data), Err(BackupError::Exists(data.join(FOLDER))));
    let store = open(&data);
    let refused = restored(&to, &data).unwrap_err();
    assert_eq!(refused.to_string(), "writing: lock the directory: in use by another process");
    drop(store);
    assert_eq!(open(&data).live(), 10);
    let nowhere = directory.path().join("nowhere");
    assert_eq!(back_up(&nowhere, &directory.path().join("other")), Err(BackupError::NoStore));
    assert_eq!(names(directory.path()), ["backup", "data"]);
}

#[test]
fn a_data_directory_without_messages_takes_a_backup() {
    let (directory, data, to) = prepared();
    back_up(&data, &to).unwrap();
    let empty = directory.path().join("empty");
    drop(FileDisk::open(empty.join(FOLDER)).unwrap());
    fs::write(empty.join("demo.toml"), "kept").unwrap();
    restored(&to, &empty).unwrap();
    assert_eq!(open(&empty).live(), 10);
    assert_eq!(names(&empty), ["demo.toml", FOLDER]);
}

#[test]
fn what_an_interrupted_run_left_is_cleared_away() {
    let (directory, data, to) = prepared();
    let unfinished = directory.path().join("backup.unfinished");
    drop(FileDisk::open(unfinished.join(FOLDER)).unwrap());
    fs::write(unfinished.join(FOLDER).join("0000000007.segment"), "half").unwrap();
    let running = FileDisk::open(unfinished.join(FOLDER)).unwrap();
    assert!(back_up(&data, &to).unwrap_err().to_string().ends_with("in use by another process"));
    assert!(unfinished.exists(), "it is another run's");
    drop(running);
    back_up(&data, &to).unwrap();
    assert_eq!(names(&to.join(FOLDER)), ["0000000001.segment", "lock"]);

    let again = directory.path().join("again");
    let unfinished = again.join("messages.unfinished");
    drop(FileDisk::open(&unfinished).unwrap());
    fs::write(unfinished.join("0000000007.segment"), "half").unwrap();
    restored(&to, &again).unwrap();
    assert_eq!(names(&again), [FOLDER]);
    assert_eq!(open(&again).live(), 10);
}

#[test]
fn a_spoilt_backup_leaves_no_store_behind() {
    let (directory, data, to) = prepared();
    back_up(&data, &to).unwrap();
    let file = to.join(FOLDER).join("0000000001.segment");
    let mut octets = fs::read(&file).unwrap();
    octets[5000] ^= 1;
    fs::write(&file, octets).unwrap();
    let again = directory.path().join("again");
    assert!(matches!(restored(&to, &again), Err(BackupError::Differs { segment: 1, .. })));
    assert_eq!(names(&again), Vec::<String>::new());
    fs::remove_file(to.join("manifest.toml")).unwrap();
    let refused = restored(&to, &again).unwrap_err();
    assert!(matches!(refused, BackupError::Source(StoreError::Disk(_))), "{refused}");
}
