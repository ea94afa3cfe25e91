//! Random work, with the power going between any two steps, held against the memory store as the model.
//!
//! What was acknowledged (a commit returned) must be there after the crash. What was not is there batch by batch, the earlier
//! before the later, each wholly or not at all: the store must be in one of the states that the model went through since the
//! last acknowledgement.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use brivas_platform::store::{
    Final, IdempotencyKey, Lookup, MemoryStore, Message, MessageStore, NewMessage, StoreError, Transition,
    log::{LogConfig, LogStore, SimDisk, check},
};
use bytes::Bytes;
use proptest::{collection::vec, prelude::*};

#[derive(Clone, Debug)]
enum Step {
    Enqueue(Vec<New>),
    Transition {
        pick: usize,
        due_at: i64,
        meta: bool,
        body: Option<usize>,
    },
    Finalize {
        picks: Vec<usize>,
        retain: i64,
    },
    Due(usize),
    Release,
    Commit,
    Maintain(usize),
    Pass(i64),
    Close,
    Crash,
    /// The power goes at the so many-th disk operation from here.
    CrashSoon(u64),
}

#[derive(Clone, Debug)]
struct New {
    key: Option<u8>,
    key_life: i64,
    due_in: i64,
    priority: u8,
    body: usize,
    leased: bool,
}

fn new() -> impl Strategy<Value = New> {
    let key = prop::option::weighted(0.3, 0..6_u8);
    (key, 0..400_i64, 0..50_i64, 0..3_u8, 0..2500_usize, any::<bool>()).prop_map(
        |(key, key_life, due_in, priority, body, leased)| New {
            key,
            key_life,
            due_in,
            priority,
            body,
            leased,
        },
    )
}

fn step() -> impl Strategy<Value = Step> {
    let transition = (any::<usize>(), 0..100_i64, any::<bool>(), prop::option::weighted(0.3, 0..2500_usize))
        .prop_map(|(pick, due_at, meta, body)| Step::Transition { pick, due_at, meta, body });
    let finalize =
        (vec(any::<usize>(), 1..6), 0..200_i64).prop_map(|(picks, retain)| Step::Finalize { picks, retain });
    prop_oneof![
        8 => vec(new(), 1..5).prop_map(Step::Enqueue),
        4 => transition,
        7 => finalize,
        2 => (0..5_usize).prop_map(Step::Due),
        1 => Just(Step::Release),
        8 => Just(Step::Commit),
        8 => (0..40_000_usize).prop_map(Step::Maintain),
        3 => (1..60_i64).prop_map(Step::Pass),
        1 => Just(Step::Close),
        1 => Just(Step::Crash),
        2 => (1..12_u64).prop_map(Step::CrashSoon),
    ]
}

/// The store under test and the states its disk may be in.
struct Pair {
    disk: SimDisk,
    store: LogStore<SimDisk>,
    /// The state at the last acknowledgement, and one after each batch since.
    states: Vec<MemoryStore>,
    leased: Vec<u64>,
    now: i64,
}

fn config() -> LogConfig {
    LogConfig::new(5).segment_octets(LogConfig::MIN_SEGMENT_OCTETS)
}

impl Pair {
    fn new(seed: u64) -> Self {
        let disk = SimDisk::new(seed);
        let store = LogStore::open(disk.clone(), config()).unwrap().0;
        Self { disk, store, states: vec![MemoryStore::new(usize::MAX)], leased: Vec::new(), now: 0 }
    }

    fn model(&self) -> &MemoryStore {
        self.states.last().unwrap()
    }

    /// Does the same with both, as one batch.
    fn both<T: PartialEq + std::fmt::Debug>(
        &mut self,
        batch: impl Fn(&mut dyn MessageStore) -> Result<T, StoreError>,
    ) {
        let mut next = self.model().clone();
        let expected = batch(&mut next);
        assert_eq!(batch(&mut self.store), expected);
        self.states.push(next);
    }

    fn picked(&self, pick: usize) -> u64 {
        let mut ids = Vec::new();
        self.model().snapshot(&mut |message| ids.push(message.id)).unwrap();
        if ids.is_empty() { 1 } else { ids[pick % ids.len()] }
    }

    fn step(&mut self, step: Step) {
        let now = self.now;
        match step {
            Step::Enqueue(batch) => {
                let batch: Vec<_> = batch.iter().map(|new| new.message(now)).collect();
                self.both(|store| store.enqueue(now, &batch));
            }
            Step::Transition { pick, due_at, meta, body } => {
                let change = Transition {
                    id: self.picked(pick),
                    state: 2,
                    due_at,
                    meta: meta.then(|| Bytes::from(format!("notes at {now}"))),
                    body: body.map(|body| vec![b'r'; body].into()),
                };
                self.both(|store| store.transition(std::slice::from_ref(&change)));
            }
            Step::Finalize { picks, retain } => {
                let end = |id| Final {
                    id,
                    state: 9,
                    done_at: now,
                    retain_until: now + retain,
                    summary: "end".into(),
                };
                let batch: Vec<_> = picks.iter().map(|pick| end(self.picked(*pick))).collect();
                self.both(|store| store.finalize(&batch));
            }
            Step::Due(max) => {
                self.both(|store| store.due(now, max));
                let mut again = self.states[self.states.len() - 2].clone();
                self.leased.extend(again.due(now, max).unwrap().iter().map(|due| due.id));
            }
            Step::Release => {
                let leased = std::mem::take(&mut self.leased);
                self.both(|store| {
                    store.release(&leased);
                    Ok(())
                });
            }
            Step::Commit => match self.store.commit() {
                Ok(()) => self.acknowledge(),
                Err(error) => self.failed(error),
            },
            Step::Maintain(budget) => {
                let done = self.store.maintain(now, budget);
                self.states.iter_mut().for_each(|model| assert_eq!(model.maintain(now, 0), Ok(false)));
                if let Err(error) = done {
                    self.failed(error);
                }
            }
            Step::Pass(time) => self.now += time,
            Step::Close => match self.store.close() {
                Ok(()) => {
                    self.acknowledge();
                    self.crash();
                }
                Err(error) => self.failed(error),
            },
            Step::Crash => self.crash(),
            Step::CrashSoon(operations) => self.disk.fail_at(self.disk.operations() + operations),
        }
        assert_eq!(self.store.live(), self.model().live());
        assert_eq!(self.store.next_due(), self.model().next_due());
    }

    fn acknowledge(&mut self) {
        self.states.drain(..self.states.len() - 1);
    }

    /// After a failure the store accepts nothing; only the next start knows what is there.
    fn failed(&mut self, error: StoreError) {
        assert!(matches!(error, StoreError::Disk(_)), "{error:?}");
        assert!(matches!(self.store.commit(), Err(StoreError::ReadOnly(_))));
        assert!(matches!(self.store.enqueue(0, &[]), Err(StoreError::ReadOnly(_))));
        assert!(matches!(self.store.due(i64::MAX, 1), Err(StoreError::ReadOnly(_))));
        self.crash();
    }

    fn crash(&mut self) {
        self.disk.crash();
        self.store = LogStore::open(self.disk.clone(), config()).unwrap().0;
        let checked = check(&self.disk).unwrap();
        assert_eq!(checked.problems, [], "what was torn is cut off");
        let found = contents(&self.store, self.now);
        let now = self.now;
        self.states.retain(|state| contents(state, now) == found);
        assert!(!self.states.is_empty(), "the store is in none of the states it may be in");
        self.leased.clear();
        for model in &mut self.states {
            let mut ids = Vec::new();
            model.snapshot(&mut |message| ids.push(message.id)).unwrap();
            model.release(&ids);
        }
        self.probe();
    }

    /// Keys and the next id show themselves only when something is enqueued.
    fn probe(&mut self) {
        let probe =
            |key| New { key, key_life: 30, due_in: 0, priority: 0, body: 1, leased: false }.message(self.now);
        // One without a key, which all states take: the others may all be held.
        let batch: Vec<_> = (0..6).map(Some).chain([None]).map(probe).collect();
        let answers = self.store.enqueue(self.now, &batch);
        let now = self.now;
        let mut fitting = None;
        for mut model in self.states.drain(..) {
            let before = model.clone();
            if model.enqueue(now, &batch) == answers {
                fitting = Some(vec![before, model]);
            }
        }
        self.states = fitting.expect("keys or ids are not as in any state it may be in");
    }
}

impl New {
    fn message(&self, now: i64) -> NewMessage {
        let key = self
            .key
            .map(|key| IdempotencyKey { octets: vec![b'k', key].into(), expires_at: now + self.key_life });
        NewMessage {
            key,
            due_at: now + self.due_in,
            priority: self.priority,
            state: 1,
            queue: "destination".into(),
            meta: "fresh".into(),
            body: vec![b'b'; self.body].into(),
            leased: self.leased,
        }
    }
}

/// All that can be seen of a store: live messages and summaries.
fn contents(store: &impl MessageStore, now: i64) -> (Vec<Message>, Vec<Lookup>) {
    let mut messages = Vec::new();
    store.snapshot(&mut |message| messages.push(message)).unwrap();
    let summaries =
        (1..600).map(|id| store.get(now, id).unwrap()).filter(|found| matches!(found, Lookup::Final(_)));
    (messages, summaries.collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn after_any_crash_the_store_is_in_a_state_it_may_be_in(seed: u64, steps in vec(step(), 1..120)) {
        let mut pair = Pair::new(seed);
        for step in steps {
            pair.step(step);
        }
        pair.disk.fail_at(u64::MAX);
        pair.crash();
    }
}
