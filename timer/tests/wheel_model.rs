//! Random calls on the wheel beside a sorted list that does the same the slow way.
#![expect(clippy::disallowed_methods, reason = "a test makes its first instant")]

use std::time::{Duration, Instant};

use brivas_timer::{TimerHandle, Wheel};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Op {
    Arm(Offset),
    /// The number picks one of all handles ever given, stale ones included.
    Cancel(usize),
    Rearm(usize, Offset),
    Advance(Duration),
    /// Fires one timer at most.
    Pop,
    /// Fires all that is due.
    Drain,
}

/// A deadline, relative to the current instant.
#[derive(Clone, Copy, Debug)]
enum Offset {
    Ahead(Duration),
    Behind(Duration),
}

/// What is live, in the order in which it must fire.
#[derive(Default)]
struct Model {
    live: Vec<Timer>,
    turns: u64,
}

struct Timer {
    due_ms: u128,
    turn: u64,
    handle: TimerHandle,
    value: u64,
}

impl Model {
    fn arm(&mut self, due_ms: u128, handle: TimerHandle, value: u64) {
        self.turns += 1;
        self.live.push(Timer { due_ms, turn: self.turns, handle, value });
        self.live.sort_by_key(|timer| (timer.due_ms, timer.turn));
    }

    fn cancel(&mut self, handle: TimerHandle) -> Option<u64> {
        let at = self.live.iter().position(|timer| timer.handle == handle)?;
        Some(self.live.remove(at).value)
    }

    fn pop_due(&mut self, now_ms: u128) -> Option<(TimerHandle, u64)> {
        let due = self.live.first().is_some_and(|timer| timer.due_ms <= now_ms);
        due.then(|| self.live.remove(0)).map(|timer| (timer.handle, timer.value))
    }
}

fn duration() -> impl Strategy<Value = Duration> {
    prop_oneof![
        Just(Duration::ZERO),
        (0..5_u64).prop_map(Duration::from_millis),
        (0..3_000_000_u64).prop_map(Duration::from_nanos),
        (0..70_000_u64).prop_map(Duration::from_millis),
        (0..7_u32, 0..3_u64)
            .prop_map(|(level, less)| Duration::from_millis(64_u64.pow(level).saturating_sub(less))),
        (0..3_000_000_000_u64, 0..1_000_000_000_u32).prop_map(|(secs, nanos)| Duration::new(secs, nanos)),
    ]
}

fn offset() -> impl Strategy<Value = Offset> {
    prop_oneof![4 => duration().prop_map(Offset::Ahead), 1 => duration().prop_map(Offset::Behind)]
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        6 => offset().prop_map(Op::Arm),
        2 => any::<usize>().prop_map(Op::Cancel),
        2 => (any::<usize>(), offset()).prop_map(|(pick, offset)| Op::Rearm(pick, offset)),
        2 => duration().prop_map(Op::Advance),
        2 => Just(Op::Pop),
        1 => Just(Op::Drain),
    ]
}

fn rounded_up_ms(since_epoch: Duration) -> u128 {
    since_epoch.as_nanos().div_ceil(1_000_000)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn the_wheel_does_what_a_sorted_list_does(ops in prop::collection::vec(op(), 0..120)) {
        let epoch = Instant::now();
        let mut elapsed = Duration::ZERO;
        let mut wheel = Wheel::new(epoch);
        let mut model = Model::default();
        let mut given: Vec<TimerHandle> = Vec::new();
        let mut values = 0..;

        for op in ops {
            let since_epoch = |offset| match offset {
                Offset::Ahead(by) => elapsed + by,
                Offset::Behind(by) => elapsed.saturating_sub(by),
            };
            let pick = |n: usize| given.get(n % given.len().max(1)).copied();
            match op {
                Op::Arm(offset) => {
                    let at = since_epoch(offset);
                    let value = values.next().unwrap();
                    let handle = wheel.arm(epoch + at, value);
                    prop_assert!(!given.contains(&handle), "a handle was given twice");
                    given.push(handle);
                    model.arm(rounded_up_ms(at), handle, value);
                }
                Op::Cancel(n) => if let Some(handle) = pick(n) {
                    prop_assert_eq!(wheel.cancel(handle), model.cancel(handle));
                },
                Op::Rearm(n, offset) => if let Some(handle) = pick(n) {
                    let at = since_epoch(offset);
                    let value = model.cancel(handle);
                    prop_assert_eq!(wheel.rearm(handle, epoch + at), value.is_some());
                    if let Some(value) = value {
                        model.arm(rounded_up_ms(at), handle, value);
                    }
                },
                Op::Advance(by) => elapsed += by,
                Op::Pop => {
                    prop_assert_eq!(wheel.pop_due(epoch + elapsed), model.pop_due(elapsed.as_millis()));
                }
                Op::Drain => while let Some(expected) = model.pop_due(elapsed.as_millis()) {
                    prop_assert_eq!(wheel.pop_due(epoch + elapsed), Some(expected));
                },
            }

            let next_ms = wheel.next_deadline().map(|next| next.duration_since(epoch).as_millis());
            prop_assert_eq!(next_ms, model.live.first().map(|timer| timer.due_ms));
            prop_assert_eq!(wheel.len(), model.live.len());
            for timer in &model.live {
                prop_assert_eq!(wheel.get(timer.handle), Some(&timer.value));
                let due_ms = wheel.deadline(timer.handle).map(|due| due.duration_since(epoch).as_millis());
                prop_assert_eq!(due_ms, Some(timer.due_ms));
            }
        }
    }
}
