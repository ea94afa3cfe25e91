//! brivas-sip beside rsipstack and sofia-sip, and all beside the floor, on the same INVITE and its SDP, in one run: each takes its
//! turn for some milliseconds, over and over, so that what else the machine does meets all of them. For each the time of the turn
//! that a tenth of its turns were faster than, and the median.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs, unreachable_pub)] // a benchmark has a clock, and may fail

#[path = "../message/ours.rs"]
mod ours;
#[path = "../sdp/ours.rs"]
mod ours_sdp;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use brivas_sip::Message;
use brivas_sip_peers::{Sofia, read, typed};
use bytes::Bytes;
use ours::INVITE;

const TURNS: usize = 300;
const TURN: Duration = Duration::from_millis(2);

/// Somebody who takes turns.
struct Contender<'a> {
    name: &'static str,
    /// Does it this often, and says for how long and with how many allocations.
    run: Box<dyn FnMut(u64) -> (Duration, u64) + 'a>,
    times: u64,
    turns: Vec<f64>,
    allocations: u64,
}

fn main() {
    let program = std::env::var("SOFIA").expect("start it by `run`");
    let invite = Path::new(env!("CARGO_MANIFEST_DIR")).join("../invite.dat");
    let mut sofia = Sofia::start(Path::new(&program), &invite).unwrap();
    let mut sofia_sdp = Sofia::start(Path::new(&program), &invite).unwrap();
    let octets = Bytes::from_static(INVITE);
    let whole = Message::read(octets.clone()).unwrap();
    let sdp = whole.body();

    let mut contenders = vec![
        timed("floor: lines and colons", || ours::lines(black_box(INVITE))),
        timed("brivas-sip, index", || Message::read(black_box(octets.clone())).unwrap()),
        timed("rsipstack, message", || read(black_box(INVITE))),
        timed("brivas-sip, index and 5 typed", || {
            let message = Message::read(black_box(octets.clone())).unwrap();
            black_box(ours::typed(&message));
        }),
        timed("the same, octets copied first", || {
            let message = Message::read(Bytes::copy_from_slice(black_box(INVITE))).unwrap();
            black_box(ours::typed(&message));
        }),
        timed("rsipstack, message and 5 typed", || {
            let message = read(black_box(INVITE));
            black_box(typed(&message));
        }),
        contender("sofia-sip, all typed", |times| asked(&mut sofia, "message", times)),
        timed("floor: SDP, line feeds", || memchr::memchr_iter(b'\n', black_box(sdp)).count()),
        timed("brivas-sip, SDP and its rtpmaps", || ours_sdp::typed(black_box(sdp))),
        contender("sofia-sip, SDP", |times| asked(&mut sofia_sdp, "sdp", times)),
    ];
    for contender in &mut contenders {
        contender.measure_in();
    }
    for _ in 0..TURNS {
        contenders.iter_mut().for_each(Contender::take_turn);
    }
    contenders.iter_mut().for_each(Contender::report);
}

/// Something of this process.
fn timed<'a, T>(name: &'static str, mut work: impl FnMut() -> T + 'a) -> Contender<'a> {
    contender(name, move |times| {
        let mut took = Duration::ZERO;
        let counted = allocation_counter::measure(|| {
            let begun = Instant::now();
            (0..times).for_each(|_| drop(black_box(work())));
            took = begun.elapsed();
        });
        (took, counted.count_total)
    })
}

fn contender<'a>(name: &'static str, run: impl FnMut(u64) -> (Duration, u64) + 'a) -> Contender<'a> {
    Contender { name, run: Box::new(run), times: 1, turns: Vec::new(), allocations: 0 }
}

fn asked(sofia: &mut Sofia, what: &str, times: u64) -> (Duration, u64) {
    let taken = sofia.read(what, times).unwrap();
    (Duration::from_nanos(taken.nanoseconds), taken.allocations)
}

impl Contender<'_> {
    /// Finds how often it is done in a turn.
    fn measure_in(&mut self) {
        while (self.run)(self.times).0 < TURN {
            self.times *= 2;
        }
        self.allocations = (self.run)(1).1;
    }

    fn take_turn(&mut self) {
        let (took, _) = (self.run)(self.times);
        self.turns.push(took.as_secs_f64() * 1e9 / self.times as f64);
    }

    fn report(&mut self) {
        self.turns.sort_by(f64::total_cmp);
        let at = |part: usize| self.turns[self.turns.len() * part / 100];
        let (name, quiet, half, allocations) = (self.name, at(10), at(50), self.allocations);
        println!("{name:34} {quiet:9.1} ns   median {half:9.1} ns   {allocations:3} allocations");
    }
}
