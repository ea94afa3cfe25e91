//! User agents that do anything at any moment over a network that does anything: a run is its seed. `BRIVAS_SIP_SEEDS` says how
//! many, else 300; `BRIVAS_SIP_SEED` runs one alone and prints what is sent.
#![allow(clippy::unwrap_used)] // a test may fail loudly
#![allow(clippy::expect_used)]

mod keeper;
mod machine;
mod owner;
mod random;
mod score;
mod watcher;
mod wire;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

use score::Score;
use world::World;

#[allow(clippy::disallowed_methods)] // how many runs there are is for whoever runs them
fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

/// Runs all seeds, each tenth twice.
fn run(has_switch: bool) -> Score {
    let (mut score, mut broken) = (Score::default(), Vec::new());
    let alone = number("BRIVAS_SIP_SEED");
    let seeds = alone.map_or(0..number("BRIVAS_SIP_SEEDS").unwrap_or(300), |seed| seed..seed + 1);
    for seed in seeds.clone() {
        let once = || World::new(seed, has_switch, alone.is_some()).run();
        match catch_unwind(AssertUnwindSafe(once)) {
            Ok((counted, sum)) => {
                score.add(&counted);
                if seed % 10 == 0 {
                    assert_eq!(once().1, sum, "seed {seed} gives other octets the second time");
                }
            }
            Err(_) => broken.push(seed),
        }
    }
    assert!(broken.is_empty(), "{} of {} seeds are broken: {broken:?}", broken.len(), seeds.end);
    score
}

/// The faults leave most of it alone, and not all.
fn check(score: &Score) {
    println!("{score:?}");
    if number("BRIVAS_SIP_SEED").is_some() {
        return;
    }
    assert!(score.answered * 4 > score.calls, "{score:?}");
    assert!(score.acknowledged * 4 > score.answered * 3, "{score:?}");
    assert!(score.refused > 0 && score.failed > 0 && score.cancelled > 0, "{score:?}");
    assert!(score.pracked > 0 && score.changed > 0 && score.responses > 0, "{score:?}");
}

#[test]
fn two_user_agents_end_every_call_and_tell_nothing_twice() {
    let score = run(false);
    check(&score);
    if number("BRIVAS_SIP_SEED").is_none() {
        assert!(score.subscribed > 100 && score.notified > score.subscribed / 2, "{score:?}");
        assert!(score.referred > 50 && score.reported > score.referred / 4, "{score:?}");
    }
}

#[test]
fn nothing_is_left_of_calls_through_a_back_to_back_user_agent() {
    check(&run(true));
}
