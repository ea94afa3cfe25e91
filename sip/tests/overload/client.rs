//! What a client holds back by loss, and for how long it holds.

use std::time::{Duration, Instant};

use brivas_sip::StatusCode;
use brivas_sip::overload::{Algorithm, Category, Report, Sequence, Throttle, Verdict};
use brivas_sip::resolver::Outcome;
use proptest::prelude::*;

pub(crate) fn report(algorithm: Algorithm, value: u32, millis: u64, number: u64) -> Report {
    Report {
        value,
        algorithm: Some(algorithm),
        validity: Duration::from_millis(millis),
        sequence: Some(Sequence::new(number, 0)),
    }
}

fn loss(value: u32, millis: u64, number: u64) -> Report {
    report(Algorithm::Loss, value, millis, number)
}

/// A throttle, and a clock that stands until it is moved.
struct Test {
    throttle: Throttle,
    start: Instant,
}

impl Test {
    fn new() -> Self {
        let start = Instant::now();
        Self { throttle: Throttle::new([7; 16], start), start }
    }

    fn at(&self, millis: u64) -> Instant {
        self.start + Duration::from_millis(millis)
    }

    fn report(&mut self, millis: u64, report: &Report) {
        self.throttle.handle_report(self.at(millis), report);
    }

    /// Whether a request that is surely refused at 100 per cent is.
    fn is_open(&mut self, millis: u64) -> bool {
        self.throttle.admit(self.at(millis), Category::Ordinary) == Verdict::Pass
    }

    /// How many of each thousand are refused, of a mix with so many preferred ones in a hundred.
    fn refused(&mut self, preferred: u32) -> [f64; 2] {
        let (mut counts, mut refused) = ([0_u32; 2], [0_u32; 2]);
        for number in 0..40_000_u32 {
            let is_preferred = number * 37 % 100 < preferred;
            let category = if is_preferred { Category::Preferred } else { Category::Ordinary };
            counts[usize::from(is_preferred)] += 1;
            let verdict = self.throttle.admit(self.start, category);
            refused[usize::from(is_preferred)] += u32::from(verdict == Verdict::Refuse);
        }
        [0, 1].map(|it: usize| f64::from(refused[it]) / f64::from(counts[it].max(1)))
    }
}

#[test]
fn without_a_report_everything_goes() {
    let mut test = Test::new();
    assert_eq!(test.refused(20), [0.0, 0.0]);
    test.report(0, &loss(0, 10_000, 1));
    assert_eq!(test.refused(20), [0.0, 0.0]);
}

/// RFC 7339 §7.2: the percentage is of all requests, and the ordinary ones bear it alone while they can.
#[test]
fn ordinary_requests_bear_the_whole_loss_and_preferred_ones_what_is_beyond_them() {
    for (value, preferred, expected) in [
        (20, 0, [0.2, 0.0]),
        (20, 20, [0.25, 0.0]),
        (40, 50, [0.8, 0.0]),
        (80, 20, [1.0, 0.0]),
        (90, 20, [1.0, 0.5]),
        (100, 20, [1.0, 1.0]),
        (50, 100, [0.0, 0.5]),
    ] {
        let mut test = Test::new();
        test.report(0, &loss(value, 10_000, 1));
        let found = test.refused(preferred);
        for (found, expected) in found.into_iter().zip(expected) {
            assert!((found - expected).abs() < 0.02, "{value} of {preferred}: {found} is not {expected}");
        }
    }
}

#[test]
fn ack_and_cancel_always_go() {
    let mut test = Test::new();
    test.report(0, &loss(100, 10_000, 1));
    test.throttle.handle_unavailable(test.start, Some(Duration::from_secs(9)));
    assert_eq!(test.throttle.admit(test.start, Category::Always), Verdict::Pass);
    assert_eq!(test.throttle.admit(test.start, Category::Preferred), Verdict::Refuse);
}

#[test]
fn a_report_ends_with_its_validity() {
    let mut test = Test::new();
    test.report(1000, &loss(100, 500, 1));
    assert!(!test.is_open(1499));
    assert!(test.throttle.is_restricted(test.at(1499)));
    assert!(!test.throttle.is_restricted(test.at(1500)));
    assert!(test.is_open(1500));
}

#[test]
fn a_validity_of_zero_ends_it_at_once() {
    let mut test = Test::new();
    test.report(0, &loss(100, 10_000, 1));
    assert!(!test.is_open(1));
    test.report(1, &loss(100, 0, 2));
    assert!(test.is_open(1));
}

#[test]
fn a_report_that_was_overtaken_is_passed_over() {
    let mut test = Test::new();
    test.report(0, &loss(0, 0, 5));
    test.report(1, &loss(100, 10_000, 4));
    assert!(test.is_open(2), "an older one");
    test.report(3, &loss(100, 10_000, 5));
    assert!(test.is_open(3), "the same again");
    test.report(4, &loss(100, 10_000, 6));
    assert!(!test.is_open(4), "a newer one");
}

#[test]
fn a_server_that_began_anew_is_heard_after_no_response_of_before_can_come() {
    let mut test = Test::new();
    test.report(0, &loss(0, 0, 1000));
    test.report(31_999, &loss(100, 1000, 1));
    assert!(test.is_open(31_999));
    test.report(32_000, &loss(100, 1000, 1));
    assert!(!test.is_open(32_000));
}

#[test]
fn a_report_without_a_number_or_an_algorithm_is_followed_as_the_last_one() {
    let mut test = Test::new();
    test.report(0, &report(Algorithm::Rate, 0, 1000, 1));
    assert!(!test.is_open(1));
    test.report(2, &Report { algorithm: None, sequence: None, ..loss(1_000_000, 1000, 0) });
    assert!(test.is_open(100), "a million a second");
    test.report(101, &loss(100, 1000, 2));
    test.report(102, &Report { algorithm: None, ..loss(101, 0, 3) });
    assert!(!test.is_open(102), "101 per cent are nothing");
}

/// RFC 3261 §21.5.4.
#[test]
fn retry_after_stops_all_for_its_time_and_a_503_without_it_nothing() {
    let mut test = Test::new();
    test.throttle.handle_unavailable(test.start, None);
    assert!(test.is_open(0));
    test.throttle.handle_unavailable(test.start, Some(Duration::from_secs(10)));
    test.throttle.handle_unavailable(test.start, Some(Duration::from_secs(2)));
    assert!(!test.is_open(9999));
    assert!(test.is_open(10_000));
}

/// RFC 7339 §5.9.
#[test]
fn a_server_that_is_silent_is_probed_ever_more_rarely_until_it_answers() {
    let mut test = Test::new();
    let tell = |test: &mut Test, outcome| test.throttle.handle_outcome(test.start, outcome);
    for outcome in [Outcome::Timeout, Outcome::TransportError] {
        tell(&mut test, outcome);
        tell(&mut test, Outcome::Timeout);
        assert!(test.is_open(0), "never three in a row");
        tell(&mut test, Outcome::Response(StatusCode::OK));
    }
    tell(&mut test, Outcome::Timeout);
    tell(&mut test, Outcome::TransportError);
    assert!(test.is_open(0), "two");
    tell(&mut test, Outcome::Timeout);
    assert!(test.throttle.is_restricted(test.start));
    assert_eq!(test.throttle.admit(test.start, Category::Preferred), Verdict::Refuse);
    assert_eq!(test.throttle.admit(test.start, Category::Always), Verdict::Pass);
    let open: Vec<_> = (0..300_000).step_by(500).filter(|millis| test.is_open(*millis)).collect();
    assert_eq!(open, [2000, 6000, 14_000, 30_000, 62_000, 126_000, 190_000, 254_000]);
    test.throttle.handle_outcome(test.at(300_000), Outcome::Timeout);
    assert!(!test.is_open(300_000));
    test.throttle.handle_outcome(test.at(300_001), Outcome::Response(StatusCode::BUSY_HERE));
    assert!(test.is_open(300_001) && test.is_open(300_001));
}

#[test]
fn nobody_stops_us_for_longer_than_the_limit() {
    let mut test = Test::new();
    test.throttle.set_longest(Duration::from_secs(60));
    test.throttle.handle_unavailable(test.start, Some(Duration::from_secs(u32::MAX.into())));
    test.report(0, &loss(100, u32::MAX.into(), 1));
    assert!(!test.is_open(59_999));
    assert!(test.is_open(60_000));
}

#[test]
fn an_earlier_instant_counts_as_the_last() {
    let mut test = Test::new();
    test.report(1000, &loss(100, 500, 1));
    assert!(test.is_open(1500));
    assert!(test.is_open(1200), "it has ended");
}

proptest! {
    /// Whatever comes in whatever order: no panic, ACK goes, nothing holds longer than five minutes; and the same again.
    #[test]
    fn any_reports_leave_a_throttle_that_opens_again(
        steps in prop::collection::vec((0_u64..2000, any::<u32>(), any::<u32>(), 0_u64..50, any::<bool>(), 0_u8..4), 0..60),
        seed: [u8; 16],
    ) {
        let start = Instant::now();
        let run = || {
            let (mut throttle, mut now, mut verdicts) = (Throttle::new(seed, start), start, vec![]);
            for (millis, value, validity, number, is_rate, kind) in &steps {
                now += Duration::from_millis(*millis);
                let algorithm = if *is_rate { Algorithm::Rate } else { Algorithm::Loss };
                match kind {
                    0 => throttle.handle_report(now, &report(algorithm, *value, (*validity).into(), *number)),
                    1 => throttle.handle_unavailable(now, Some(Duration::from_secs((*value).into()))),
                    2 => verdicts.push(throttle.admit(now, Category::Ordinary)),
                    _ => assert_eq!(throttle.admit(now, Category::Always), Verdict::Pass),
                }
            }
            let later = now + Duration::from_secs(300);
            assert!(!throttle.is_restricted(later));
            assert_eq!(throttle.admit(later, Category::Ordinary), Verdict::Pass);
            verdicts
        };
        prop_assert_eq!(run(), run());
    }
}
