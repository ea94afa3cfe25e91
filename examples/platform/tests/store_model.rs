//! Random work, with the power going between any two steps, held against the memory store as the model.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod store_support;

use brivas_platform::store::{
    MessageStore, StoreError,
    log::{LogStore, SimDisk, check},
};
use proptest::{collection::vec, prelude::*};
use store_support::{
    config,
    pair::{New, Pair, Step},
};

#[derive(Clone, Debug)]
enum Event {
    Do(Step),
    /// The power goes.
    Crash,
    /// The power goes at the so many-th disk operation from here.
    CrashSoon(u64),
    /// The process ends; what it wrote the operating system still has.
    Kill,
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
    ]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        41 => step().prop_map(Event::Do),
        1 => Just(Event::Do(Step::Close)),
        1 => Just(Event::Crash),
        2 => (1..12_u64).prop_map(Event::CrashSoon),
        1 => Just(Event::Kill),
    ]
}

/// The store under test, its model and its disk.
struct World {
    disk: SimDisk,
    pair: Pair<SimDisk>,
}

impl World {
    fn new(seed: u64) -> Self {
        let disk = SimDisk::new(seed);
        let pair = Pair::new(LogStore::open(disk.clone(), config()).unwrap().0);
        Self { disk, pair }
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::Do(step) => match self.pair.step(step) {
                Ok(()) if matches!(step, Step::Close) => self.crash(),
                Ok(()) => {}
                Err(error) => self.failed(error),
            },
            Event::Crash => self.crash(),
            Event::CrashSoon(operations) => self.disk.fail_at(self.disk.operations() + operations),
            Event::Kill => {
                self.disk.clear_faults();
                self.reopen();
            }
        }
    }

    /// After a failure the store accepts nothing; only the next start knows what is there.
    fn failed(&mut self, error: StoreError) {
        assert!(matches!(error, StoreError::Disk(_)), "{error:?}");
        let store = &mut self.pair.store;
        assert!(matches!(store.commit(), Err(StoreError::ReadOnly(_))));
        assert!(matches!(store.enqueue(0, &[]), Err(StoreError::ReadOnly(_))));
        assert!(matches!(store.due(i64::MAX, 1), Err(StoreError::ReadOnly(_))));
        self.crash();
    }

    fn crash(&mut self) {
        self.disk.crash();
        self.reopen();
    }

    fn reopen(&mut self) {
        let store = LogStore::open(self.disk.clone(), config()).unwrap().0;
        let checked = check(&self.disk).unwrap();
        assert_eq!(checked.problems, [], "what was torn is cut off");
        self.pair.reopened(store);
        self.pair.probe().unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn after_any_crash_the_store_is_in_a_state_it_may_be_in(seed: u64, events in vec(event(), 1..120)) {
        let mut world = World::new(seed);
        for event in &events {
            world.event(event);
        }
        world.crash();
    }
}
