//! Durable before the answer, on a simulated disk that forgets what was not synced.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use brivas_platform::store::log::{FileName, LogConfig, LogStore, SimDisk, Violation, unsynced_notes};
use brivas_platform::store::{
    Applied, Due, Enqueued, Final, Lookup, Message, MessageStore, NewMessage, StoreError, Transition,
};
use brivas_smpp::{CommandStatus, RegisteredDelivery, SubmitSm};

use super::world::{TWO, World, to};

/// A store that the test keeps a hand on.
#[derive(Clone)]
pub(super) struct Lent(Arc<Mutex<LogStore<SimDisk>>>);

impl Lent {
    pub(super) fn open(disk: &SimDisk) -> Self {
        let config = LogConfig::new(1).segment_octets(256 * 1024);
        Self(Arc::new(Mutex::new(LogStore::open(disk.clone(), config).unwrap().0)))
    }

    fn locate(&self, id: u64) -> Option<(FileName, u64, u64)> {
        self.0.lock().unwrap().locate(id)
    }
}

impl MessageStore for Lent {
    fn enqueue(&mut self, now_ms: i64, batch: &[NewMessage]) -> Result<Vec<Enqueued>, StoreError> {
        self.0.lock().unwrap().enqueue(now_ms, batch)
    }
    fn transition(&mut self, batch: &[Transition]) -> Result<Vec<Applied>, StoreError> {
        self.0.lock().unwrap().transition(batch)
    }
    fn finalize(&mut self, batch: &[Final]) -> Result<Vec<Applied>, StoreError> {
        self.0.lock().unwrap().finalize(batch)
    }
    fn commit(&mut self) -> Result<(), StoreError> {
        self.0.lock().unwrap().commit()
    }
    fn due(&mut self, now_ms: i64, max: usize) -> Result<Vec<Due>, StoreError> {
        self.0.lock().unwrap().due(now_ms, max)
    }
    fn release(&mut self, ids: &[u64]) {
        self.0.lock().unwrap().release(ids);
    }
    fn next_due(&self) -> Option<i64> {
        self.0.lock().unwrap().next_due()
    }
    fn get(&self, now_ms: i64, id: u64) -> Result<Lookup, StoreError> {
        self.0.lock().unwrap().get(now_ms, id)
    }
    fn holder(&self, now_ms: i64, key: &[u8]) -> Option<u64> {
        self.0.lock().unwrap().holder(now_ms, key)
    }

    fn snapshot(&self, visit: &mut dyn FnMut(Message)) -> Result<(), StoreError> {
        self.0.lock().unwrap().snapshot(visit)
    }
    fn live(&self) -> usize {
        self.0.lock().unwrap().live()
    }
    fn maintain(&mut self, now_ms: i64, budget: usize) -> Result<bool, StoreError> {
        self.0.lock().unwrap().maintain(now_ms, budget)
    }
}

/// Submits messages, and notes in the disk's trace where each response was let out.
fn run(disk: &SimDisk) -> Vec<Violation> {
    let store = Lent::open(disk);
    let mut world = World::with_store(TWO, Box::new(store.clone()));
    let a = world.bind_plain("a");
    for _ in 0..20 {
        let id = world.submit(a, &to(b"99", b"durable"));
        let id = String::from_utf8(id).unwrap().parse().unwrap();
        let (name, offset, octets) = store.locate(id).unwrap();
        disk.note(name, offset, octets);
    }
    unsynced_notes(&disk.trace())
}

#[test]
fn each_response_follows_the_sync_that_covers_its_record() {
    assert_eq!(run(&SimDisk::new(1)), []);
}

#[test]
fn without_the_sync_the_check_fails() {
    let disk = SimDisk::new(1);
    // The log is made first, so that the sync is missing from the commits alone.
    drop(Lent::open(&disk));
    disk.take_sync_out();
    let violations = run(&disk);
    assert_eq!(violations.len(), 20);
    assert!(violations.iter().all(|violation| matches!(violation, Violation::NotSynced(_))));
}

#[test]
fn a_disk_that_fails_accepts_nothing_and_says_so() {
    let disk = SimDisk::new(2);
    let mut world = World::with_store(TWO, Box::new(Lent::open(&disk)));
    let a = world.bind_plain("a");
    world.submit(a, &to(b"99", b"good"));
    disk.fail_at(disk.operations());
    assert_eq!(world.status(a, &to(b"99", b"lost")), CommandStatus::ESME_RSYSERR);
    assert!(!world.engine.is_sound());
    assert_eq!(world.status(a, &to(b"99", b"lost")), CommandStatus::ESME_RSYSERR);
}

/// Crashes at every operation of the disk in turn: what was accepted is delivered after the restart, and what was not
/// accepted is not.
#[test]
fn what_was_accepted_is_delivered_after_a_crash_at_any_operation() {
    let mut crashed = 0;
    for operation in 0..60 {
        let disk = SimDisk::new(operation);
        let mut world = World::with_store(TWO, Box::new(Lent::open(&disk)));
        let a = world.bind_plain("a");
        disk.fail_at(disk.operations() + operation);
        let mut accepted = Vec::new();
        for number in 0..10 {
            let text = format!("message {number}");
            let body =
                SubmitSm { registered_delivery: RegisteredDelivery::RECEIPT, ..to(b"99", text.as_bytes()) };
            if world.status(a, &body).is_ok() {
                accepted.push(text);
            }
        }
        crashed += u32::from(!world.engine.is_sound());
        let now = world.now;
        drop(world);
        disk.crash();
        let mut world = World::at(TWO, Box::new(Lent::open(&disk)), now);
        let b = world.bind_plain("b");
        let a = world.bind_plain("a");
        world.pass(Duration::from_secs(1));
        let delivered = world.esmes[b].messages();
        for text in &accepted {
            let copies = delivered.iter().filter(|other| *other == text).count();
            assert_eq!(copies, 1, "{text} after a crash at operation {operation}");
        }
        assert!(delivered.len() <= accepted.len() + 1, "at most the one whose answer was lost");
        assert_eq!(world.esmes[a].receipts().len(), delivered.len());
    }
    assert!(crashed > 5, "{crashed} crashes came while messages were accepted");
}
