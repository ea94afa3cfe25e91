//! The wheel from outside, on a virtual clock: rounding, order, stale handles, far deadlines.
#![expect(clippy::disallowed_methods, reason = "a test makes its first instant")]

use std::time::{Duration, Instant};

use brivas_timer::{TimerHandle, Wheel};

const MS: Duration = Duration::from_millis(1);
const NS: Duration = Duration::from_nanos(1);
const YEAR: Duration = Duration::from_secs(31_557_600);

fn drain<T>(wheel: &mut Wheel<T>, now: Instant) -> Vec<T> {
    std::iter::from_fn(|| wheel.pop_due(now)).map(|(_, value)| value).collect()
}

#[test]
fn a_deadline_is_rounded_up_to_the_millisecond_since_the_epoch() {
    let epoch = Instant::now();
    for (deadline, due) in [
        (Duration::ZERO, 0),
        (NS, 1),
        (MS - NS, 1),
        (MS, 1),
        (MS + NS, 2),
        (Duration::new(1, 0), 1000),
        (Duration::new(1, 999_000_001), 2000),
        (Duration::new(1, 999_999_999), 2000),
    ] {
        let mut wheel = Wheel::new(epoch);
        let timer = wheel.arm(epoch + deadline, ());
        assert_eq!(wheel.next_deadline(), Some(epoch + due * MS), "{deadline:?}");
        assert_eq!(wheel.deadline(timer), wheel.next_deadline());
    }
}

#[test]
fn a_timer_fires_at_its_deadline_and_not_a_nanosecond_before() {
    let epoch = Instant::now();
    let mut wheel = Wheel::new(epoch);
    let timer = wheel.arm(epoch + 250 * MS, 'a');
    assert_eq!(wheel.pop_due(epoch), None);
    assert_eq!(wheel.pop_due(epoch + 250 * MS - NS), None);
    assert_eq!(wheel.pop_due(epoch + 250 * MS), Some((timer, 'a')));
    assert_eq!(wheel.pop_due(epoch + 250 * MS), None);
    assert_eq!(wheel.next_deadline(), None);
    assert!(wheel.is_empty());
}

#[test]
fn a_late_call_fires_all_in_deadline_order_and_equal_ones_in_order_of_arming() {
    let epoch = Instant::now();
    let mut wheel = Wheel::new(epoch);
    for (ms, value) in
        [(64, 'd'), (5, 'a'), (63, 'c'), (64, 'e'), (5, 'b'), (4096, 'f'), (9000, 'g'), (64, 'x')]
    {
        let timer = wheel.arm(epoch + ms * MS, value);
        if value == 'x' {
            assert_eq!(wheel.cancel(timer), Some('x'));
        }
    }
    assert_eq!(drain(&mut wheel, epoch + 4096 * MS), ['a', 'b', 'c', 'd', 'e', 'f']);
    assert_eq!(drain(&mut wheel, epoch + 9000 * MS), ['g']);
}

#[test]
fn a_deadline_in_the_past_is_due_at_once() {
    let epoch = Instant::now() + YEAR;
    let now = epoch + 1000 * MS;
    let mut wheel = Wheel::new(epoch);
    wheel.arm(now, "now");
    wheel.arm(now - 10 * MS, "past");
    wheel.arm(epoch - 10 * MS, "before the epoch");
    assert_eq!(wheel.next_deadline(), Some(epoch));
    assert_eq!(drain(&mut wheel, now), ["before the epoch", "past", "now"]);

    wheel.arm(epoch - 20 * MS, "before the epoch");
    assert_eq!(drain(&mut wheel, epoch - 30 * MS), ["before the epoch"]);
}

#[test]
fn a_timer_moved_goes_behind_the_others_of_its_tick_and_keeps_its_handle() {
    let epoch = Instant::now();
    let mut wheel = Wheel::new(epoch);
    let a = wheel.arm(epoch + MS, 'a');
    wheel.arm(epoch + 2 * MS, 'b');
    let c = wheel.arm(epoch + 2 * MS, 'c');
    wheel.arm(epoch + 2 * MS, 'd');
    assert!(wheel.rearm(a, epoch + 2 * MS));
    assert!(wheel.rearm(c, epoch + 2 * MS));
    assert_eq!((wheel.get(a), wheel.len()), (Some(&'a'), 4));
    assert_eq!(wheel.next_deadline(), Some(epoch + 2 * MS));
    assert_eq!(drain(&mut wheel, epoch + 2 * MS), ['b', 'd', 'a', 'c']);
}

#[test]
fn a_stale_handle_does_nothing_even_when_its_index_is_used_again() {
    let epoch = Instant::now();
    let mut wheel = Wheel::new(epoch);
    let cancelled = wheel.arm(epoch + MS, 'a');
    assert_eq!(wheel.cancel(cancelled), Some('a'));
    let fired = wheel.arm(epoch, 'b');
    assert_eq!(wheel.pop_due(epoch), Some((fired, 'b')));
    let live = wheel.arm(epoch + 7 * MS, 'c');

    for stale in [cancelled, fired] {
        assert_ne!(stale, live);
        assert_eq!(wheel.cancel(stale), None);
        assert!(!wheel.rearm(stale, epoch));
        assert_eq!(wheel.get(stale), None);
        assert_eq!(wheel.get_mut(stale), None);
        assert_eq!(wheel.deadline(stale), None);
    }
    assert_eq!((wheel.next_deadline(), wheel.len()), (Some(epoch + 7 * MS), 1));
}

#[test]
fn a_timer_armed_while_firing_takes_its_place_in_the_same_round() {
    let epoch = Instant::now();
    let mut wheel = Wheel::new(epoch);
    wheel.arm(epoch + MS, 3);
    wheel.arm(epoch + 10 * MS, 100);
    let mut fired = Vec::new();
    while let Some((_, n)) = wheel.pop_due(epoch + 10 * MS) {
        fired.push(n);
        if (1..=3).contains(&n) {
            wheel.arm(epoch + 5 * MS, n - 1);
        }
    }
    assert_eq!(fired, [3, 2, 1, 0, 100]);
}

#[test]
fn deadlines_years_away_are_exact_to_the_millisecond() {
    let epoch = Instant::now();
    let mut wheel = Wheel::new(epoch);
    let mut deadlines: Vec<_> = (0..14).map(|power| epoch + Duration::from_secs(10_u64.pow(power))).collect();
    deadlines.extend([epoch + 100 * YEAR, epoch + 100 * YEAR + MS]);
    for &deadline in deadlines.iter().rev() {
        wheel.arm(deadline, deadline);
    }
    deadlines.sort();
    for deadline in deadlines {
        assert_eq!(wheel.next_deadline(), Some(deadline));
        assert_eq!(wheel.pop_due(deadline - NS), None);
        assert_eq!(wheel.pop_due(deadline).map(|(_, value)| value), Some(deadline));
    }
}

#[test]
fn the_last_instant_of_the_platform_is_a_deadline_that_fires() {
    let epoch = Instant::now();
    let mut last = epoch;
    for power in (0..64).rev() {
        last = last.checked_add(Duration::from_secs(1 << power)).unwrap_or(last);
    }
    let last = last.checked_add(Duration::from_millis(999)).unwrap_or(last);
    let mut wheel = Wheel::new(epoch);
    wheel.arm(last, "last");
    wheel.arm(epoch + MS, "first");
    assert_eq!(drain(&mut wheel, epoch + 100 * YEAR), ["first"]);
    let next = wheel.next_deadline();
    assert!(next.is_some_and(|next| next > epoch + 100 * YEAR && next <= last));
    assert_eq!(drain(&mut wheel, last), ["last"]);
}

#[test]
fn the_same_calls_give_the_same_handles() {
    let epoch = Instant::now();
    let run = || {
        let mut wheel = Wheel::new(epoch);
        let mut handles: Vec<TimerHandle> = Vec::new();
        for n in 0..500_u32 {
            handles.push(wheel.arm(epoch + (n * 7919 % 1000) * MS, n));
            if n % 3 == 0 {
                wheel.cancel(handles[(n / 2) as usize]);
            }
            handles.extend(wheel.pop_due(epoch + n * MS).map(|(timer, _)| timer));
        }
        handles
    };
    assert_eq!(run(), run());
}
