//! Random histories from a seed: the same seed gives the same, and a hundred thousand take minutes.

use super::pair::{New, Step};

/// SplitMix64.
#[derive(Clone, Debug)]
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    pub(crate) fn index(&mut self, bound: usize) -> usize {
        usize::try_from(self.below(bound as u64)).unwrap()
    }

    pub(crate) fn time(&mut self, bound: u64) -> i64 {
        i64::try_from(self.below(bound)).unwrap()
    }

    pub(crate) fn one_in(&mut self, bound: u64) -> bool {
        self.below(bound) == 0
    }

    /// Work of an owner of a store, as much of it ends as begins.
    pub(crate) fn step(&mut self) -> Step {
        match self.below(40) {
            0..10 => Step::Enqueue((0..=self.below(3)).map(|_| self.new_message()).collect()),
            10..14 => Step::Transition {
                pick: self.index(1000),
                due_at: self.time(100),
                meta: self.one_in(2),
                body: self.one_in(3).then(|| self.index(2500)),
            },
            14..21 => Step::Finalize {
                picks: (0..=self.below(5)).map(|_| self.index(1000)).collect(),
                retain: self.time(200),
            },
            21..23 => Step::Due(self.index(5)),
            23 => Step::Release,
            24..32 => Step::Commit,
            32..38 => Step::Maintain(self.index(40_000)),
            38 => Step::Pass(self.time(60)),
            _ => Step::Close,
        }
    }

    fn new_message(&mut self) -> New {
        New {
            key: self.one_in(3).then(|| self.below(6).try_into().unwrap()),
            key_life: self.time(400),
            due_in: self.time(50),
            priority: self.below(3).try_into().unwrap(),
            body: self.index(2500),
            leased: self.one_in(2),
        }
    }
}

/// Runs `history` with the seeds from 0, `usual` of them or as many as `BRIVAS_STORE_SEEDS` says, and prints the one that fails.
/// `BRIVAS_STORE_SEED` runs one alone. Gives how many there were.
pub(crate) fn for_each_seed(usual: u64, mut history: impl FnMut(u64)) -> u64 {
    struct Tell(u64);
    impl Drop for Tell {
        fn drop(&mut self) {
            if std::thread::panicking() {
                println!("BRIVAS_STORE_SEED={}", self.0);
            }
        }
    }
    let number = |name| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let seeds = match number("BRIVAS_STORE_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("BRIVAS_STORE_SEEDS").unwrap_or(usual),
    };
    let count = seeds.end - seeds.start;
    for seed in seeds {
        let _tell = Tell(seed);
        history(seed);
    }
    count
}
