//! The ten rules as checks that any [`Machine`] can be given to. Rule 1 is held by the determinism gate, rule 10 by
//! verbs that use stale handles. Each check gives what is wrong as text, so that a test can also show that it bites.

use std::time::{Duration, Instant};

use bytes::BytesMut;

use super::Machine;

/// One thing that is done to a machine.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_enums)] // a test's script
pub enum Step<V> {
    /// The owner calls a verb.
    Call(V),
    /// Octets of the peer come.
    Input(Vec<u8>),
    /// Time passes, in milliseconds, and what is due is run.
    Pass(u32),
    /// The peer sends no more.
    Eof,
}

/// What came out of a run: events as text, and octets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Each event as its `Debug` has it.
    pub events: Vec<String>,
    /// How many of them were the last one.
    pub closed: usize,
    /// Whether the last one was the last.
    pub closed_last: bool,
    /// Everything sent.
    pub octets: Vec<u8>,
    /// The result of each verb.
    pub results: Vec<Result<(), String>>,
}

/// When outputs are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // a test's choice
pub enum Drain {
    /// After each step, with many polls more than needed.
    Eagerly,
    /// At the end alone.
    AtTheEnd,
}

fn drain<M: Machine>(machine: &mut M, record: &mut Record) {
    while let Some(event) = machine.poll_event() {
        record.closed_last = M::is_closed(&event);
        record.closed += usize::from(record.closed_last);
        record.events.push(format!("{event:?}"));
    }
    while let Some(octets) = machine.poll_transmit() {
        record.octets.extend_from_slice(&octets);
    }
}

/// Does the steps to a machine. `shift` moves the clock of each call, to try clocks that go backwards.
pub fn run<M: Machine>(
    machine: &mut M,
    start: Instant,
    steps: &[Step<M::Verb>],
    when: Drain,
    shift: impl Fn(usize, Instant) -> Instant,
) -> Record {
    let mut record = Record::default();
    let mut now = start;
    let mut input = BytesMut::new();
    for (index, step) in steps.iter().enumerate() {
        if let Step::Pass(millis) = step {
            now += Duration::from_millis(u64::from(*millis));
        }
        let at = shift(index, now);
        match step {
            Step::Call(verb) => record.results.push(machine.call(at, verb)),
            Step::Input(octets) => {
                input.extend_from_slice(octets);
                machine.handle_input(at, &mut input);
            }
            Step::Pass(_) => machine.handle_timeout(at),
            Step::Eof => machine.handle_eof(at),
        }
        if when == Drain::Eagerly {
            for _ in 0..3 {
                drain(machine, &mut record);
                let _ = (machine.poll_timeout(), machine.wants_input());
            }
        }
    }
    drain(machine, &mut record);
    record
}

fn plain(_: usize, now: Instant) -> Instant {
    now
}

fn same(rule: &str, left: &Record, right: &Record) -> Result<(), String> {
    if left == right { Ok(()) } else { Err(format!("{rule}: {left:?} differs from {right:?}")) }
}

/// Rules 2 and 3: it makes no difference when outputs are taken, nor how often is polled.
///
/// # Errors
/// What differs.
pub fn rules_2_and_3<M: Machine>(
    make: impl Fn() -> M,
    start: Instant,
    steps: &[Step<M::Verb>],
) -> Result<(), String> {
    let eager = run(&mut make(), start, steps, Drain::Eagerly, plain);
    let late = run(&mut make(), start, steps, Drain::AtTheEnd, plain);
    same("rules 2 and 3, drains", &eager, &late)
}

/// Rule 4: an earlier `now` counts as the last one; a late `handle_timeout` leaves nothing due, and a second does nothing.
///
/// # Errors
/// What differs.
pub fn rule_4<M: Machine>(
    make: impl Fn() -> M,
    start: Instant,
    steps: &[Step<M::Verb>],
) -> Result<(), String> {
    let straight = run(&mut make(), start, steps, Drain::Eagerly, plain);
    // Every call after a step of time gets a clock from before it, except the first: that one tells the time.
    let back = |index: usize, now: Instant| match steps.get(index) {
        Some(Step::Pass(_)) => now,
        _ => start,
    };
    let shifted = run(&mut make(), start, steps, Drain::Eagerly, back);
    same("rule 4, clock", &straight, &shifted)?;
    let mut machine = make();
    run(&mut machine, start, steps, Drain::Eagerly, plain);
    let late = start + Duration::from_secs(1_000_000);
    machine.handle_timeout(late);
    drain(&mut machine, &mut Record::default());
    if machine.poll_timeout().is_some_and(|at| at <= late) {
        return Err("rule 4: something is still due after handle_timeout".into());
    }
    let before = machine.observe();
    machine.handle_timeout(late);
    let mut again = Record::default();
    drain(&mut machine, &mut again);
    if machine.observe() != before || again != Record::default() {
        return Err(format!("rule 4: a second handle_timeout did something: {again:?}"));
    }
    Ok(())
}

/// Rule 5: a PDU with a bad body does not desynchronise the stream: the good one behind it is answered.
///
/// # Errors
/// What was sent instead.
pub fn rule_5<M: Machine>(
    machine: &mut M,
    now: Instant,
    bad: &[u8],
    good: &[u8],
    answer: &[u8],
) -> Result<(), String> {
    let mut input = BytesMut::from(bad);
    input.extend_from_slice(good);
    machine.handle_input(now, &mut input);
    let mut record = Record::default();
    drain(machine, &mut record);
    if record.octets.ends_with(answer) && input.is_empty() {
        Ok(())
    } else {
        Err(format!("rule 5: {record:?}, {} octets left", input.len()))
    }
}

/// Rule 6: a verb that is refused leaves the machine as it was.
///
/// # Errors
/// What changed.
pub fn rule_6<M: Machine>(
    make: impl Fn() -> M,
    start: Instant,
    steps: &[Step<M::Verb>],
) -> Result<(), String> {
    let all = run(&mut make(), start, steps, Drain::Eagerly, plain);
    let mut results = all.results.iter();
    let taken: Vec<Step<M::Verb>> = steps
        .iter()
        .filter(|step| !matches!(step, Step::Call(_)) || results.next().is_some_and(Result::is_ok))
        .cloned()
        .collect();
    let mut without = run(&mut make(), start, &taken, Drain::Eagerly, plain);
    without.results.clone_from(&all.results);
    same("rule 6, refused verbs left out", &all, &without)
}

/// Rule 7: the last event comes once, and last.
///
/// # Errors
/// How often it came.
pub fn rule_7<M: Machine>(
    make: impl Fn() -> M,
    start: Instant,
    steps: &[Step<M::Verb>],
) -> Result<(), String> {
    let mut steps = steps.to_vec();
    steps.extend([Step::Eof, Step::Eof, Step::Pass(1_000_000)]);
    let record = run(&mut make(), start, &steps, Drain::Eagerly, plain);
    if record.closed == 1 && record.closed_last {
        Ok(())
    } else {
        Err(format!("rule 7: closed {} times, last {}: {record:?}", record.closed, record.closed_last))
    }
}

/// Rule 8: a peer that floods a machine whose owner takes nothing is left unread, and what waits stays below the bounds:
/// so many events, so many octets, the last of them at most `slack` octets over.
///
/// # Errors
/// How much waited.
pub fn rule_8<M: Machine>(
    machine: &mut M,
    now: Instant,
    flood: &[u8],
    max_events: usize,
    max_octets: usize,
) -> Result<(), String> {
    let mut input = BytesMut::new();
    for _ in 0..200_000 {
        input.extend_from_slice(flood);
        machine.handle_input(now, &mut input);
        if !machine.wants_input() {
            break;
        }
    }
    if machine.wants_input() {
        return Err("rule 8: a flood is read without end".into());
    }
    let left = input.len();
    machine.handle_input(now, &mut input);
    if input.len() != left {
        return Err("rule 8: octets were taken that were not wanted".into());
    }
    let mut record = Record::default();
    drain(machine, &mut record);
    if record.events.len() > max_events || record.octets.len() > max_octets {
        return Err(format!(
            "rule 8: {} events and {} octets waited",
            record.events.len(),
            record.octets.len()
        ));
    }
    Ok(())
}

/// Rule 9: the same configuration, seed and calls give the same outputs.
///
/// # Errors
/// What differs.
pub fn rule_9<M: Machine>(
    make: impl Fn() -> M,
    start: Instant,
    steps: &[Step<M::Verb>],
) -> Result<(), String> {
    let first = run(&mut make(), start, steps, Drain::Eagerly, plain);
    let second = run(&mut make(), start, steps, Drain::Eagerly, plain);
    same("rule 9, a second run", &first, &second)
}
