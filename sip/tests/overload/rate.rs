//! What a client holds back by rate, beside the standard's algorithm in plain numbers (RFC 7415 §3.5).

use std::time::{Duration, Instant};

use brivas_sip::overload::{Algorithm, Category, Throttle, Verdict};
use proptest::prelude::*;

use crate::client::report;

/// How many of requests that come evenly pass in ten seconds.
fn passed(rate: u32, offered: u32, category: Category) -> u32 {
    let start = Instant::now();
    let mut throttle = Throttle::new([3; 16], start);
    throttle.handle_report(start, &report(Algorithm::Rate, rate, 60_000, 1));
    let step = Duration::from_secs(1) / offered;
    let verdicts = (0..offered * 10).map(|number| throttle.admit(start + step * number, category));
    u32::try_from(verdicts.filter(|verdict| *verdict == Verdict::Pass).count()).unwrap()
}

#[test]
fn no_more_pass_than_the_rate_and_all_do_below_it() {
    for (rate, offered) in [(150, 1000), (10, 11), (1, 50), (999, 5000)] {
        let found = passed(rate, offered, Category::Ordinary);
        assert!((rate * 10 - 1..=rate * 10 + 6).contains(&found), "{rate} of {offered}: {found}");
    }
    assert_eq!(passed(100, 90, Category::Ordinary), 900);
    assert_eq!(passed(0, 100, Category::Ordinary), 0);
    assert_eq!(passed(0, 100, Category::Preferred), 0);
    assert_eq!(passed(0, 100, Category::Always), 1000);
}

/// RFC 7415 §3.5.2.
#[test]
fn preferred_requests_pass_when_ordinary_ones_do_no_more() {
    let start = Instant::now();
    let mut throttle = Throttle::new([3; 16], start);
    throttle.handle_report(start, &report(Algorithm::Rate, 10, 60_000, 1));
    let mut burst = |category| {
        let verdicts = (0..100).map(|_| throttle.admit(start, category));
        verdicts.filter(|verdict| *verdict == Verdict::Pass).count()
    };
    assert!((4..=5).contains(&burst(Category::Ordinary)));
    assert_eq!(burst(Category::Ordinary), 0);
    assert_eq!(burst(Category::Preferred), 6);
    assert_eq!(burst(Category::Preferred), 0);
    assert_eq!(burst(Category::Always), 100);
    // However many always pass, the bucket is no fuller than it can be.
    assert_eq!(throttle.admit(start + Duration::from_millis(699), Category::Ordinary), Verdict::Refuse);
    assert_eq!(throttle.admit(start + Duration::from_millis(701), Category::Ordinary), Verdict::Pass);
}

/// X' of the standard may be TAU itself: of four T and an empty bucket five pass at once.
#[test]
fn a_bucket_that_is_as_full_as_it_may_be_takes_one_more() {
    let start = Instant::now();
    let mut throttle = Throttle::new([3; 16], start);
    throttle.handle_report(start, &report(Algorithm::Rate, 8, 60_000, 1));
    let later = start + Duration::from_secs(10);
    let verdicts = (0..9).map(|_| throttle.admit(later, Category::Ordinary));
    assert_eq!(verdicts.filter(|verdict| *verdict == Verdict::Pass).count(), 5);
}

#[test]
fn clients_that_begin_together_do_not_send_together() {
    let start = Instant::now();
    let first_refused = |seed: u8| {
        let mut throttle = Throttle::new([seed; 16], start);
        throttle.handle_report(start, &report(Algorithm::Rate, 1, 60_000, 1));
        while throttle.admit(start, Category::Ordinary) == Verdict::Pass {}
        let free = (0..2000).find(|millis| {
            throttle.clone().admit(start + Duration::from_millis(*millis), Category::Ordinary)
                == Verdict::Pass
        });
        free.unwrap()
    };
    let mut times: Vec<u64> = (0..20).map(first_refused).collect();
    times.sort_unstable();
    times.dedup();
    assert!(times.len() > 15, "{times:?}");
}

proptest! {
    /// The algorithm in the words of the standard, in nanoseconds: X, LCT, T, TAU.
    #[test]
    fn it_is_the_algorithm_of_the_standard(
        rate in 1_u32..2000,
        gaps in prop::collection::vec((0_u64..5_000_000, any::<bool>()), 1..300),
        seed: [u8; 16],
    ) {
        let start = Instant::now();
        let mut throttle = Throttle::new(seed, start);
        throttle.handle_report(start, &report(Algorithm::Rate, rate, 300_000, 1));
        let t = 1_000_000_000 / i128::from(rate);
        // What the bucket begins with is drawn; any below T may be: take the two extremes as bounds.
        let (mut low, mut high, mut last) = (0_i128, t, 0_i128);
        let mut now = 0_i128;
        for (gap, is_preferred) in gaps {
            now += i128::from(gap);
            let tau = if is_preferred { 10 * t } else { 4 * t };
            let category = if is_preferred { Category::Preferred } else { Category::Ordinary };
            let (low_now, high_now) = (low - (now - last), high - (now - last));
            let at = start + Duration::from_nanos(u64::try_from(now).unwrap());
            match throttle.admit(at, category) {
                Verdict::Pass => {
                    prop_assert!(low_now <= tau, "it was too full");
                    (low, high, last) = (low_now.max(0) + t, high_now.min(tau).max(0) + t, now);
                }
                Verdict::Refuse => {
                    prop_assert!(high_now > tau, "it was not full");
                    low = low.max(tau + 1 + (now - last));
                }
            }
        }
    }
}
