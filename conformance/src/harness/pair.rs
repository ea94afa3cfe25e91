use std::time::Duration;

use bytes::BytesMut;

use super::{Clock, Machine, Net, NetConfig};

/// Two machines joined by a network, on one clock.
#[derive(Debug)]
pub struct Pair<A: Machine, B: Machine> {
    /// One side.
    pub a: A,
    /// The other side.
    pub b: B,
    /// The clock of both.
    pub clock: Clock,
    /// From `a` to `b`.
    pub a_to_b: Net,
    /// From `b` to `a`.
    pub b_to_a: Net,
    /// What `a` has told, in order.
    pub a_events: Vec<A::Event>,
    /// What `b` has told, in order.
    pub b_events: Vec<B::Event>,
    a_input: BytesMut,
    b_input: BytesMut,
}

/// Turns that one call may take: a test that needs more goes in circles.
const TURNS: usize = 1_000_000;

impl<A: Machine, B: Machine> Pair<A, B> {
    /// Joins two machines that were made at `clock.now()`.
    pub fn new(a: A, b: B, clock: Clock, config: NetConfig, seed: u64) -> Self {
        Self {
            a,
            b,
            clock,
            a_to_b: Net::new(config, seed),
            b_to_a: Net::new(config, seed ^ u64::MAX),
            a_events: Vec::new(),
            b_events: Vec::new(),
            a_input: BytesMut::new(),
            b_input: BytesMut::new(),
        }
    }

    /// Lets time pass, from one thing that happens to the next, with both owners reacting.
    ///
    /// # Panics
    /// When the two keep each other busy without end.
    pub fn run(&mut self, span: Duration) {
        let end = self.clock.now() + span;
        for _ in 0..TURNS {
            while self.turn() {}
            let next = [
                self.a.poll_timeout(),
                self.b.poll_timeout(),
                self.a_to_b.next_arrival(),
                self.b_to_a.next_arrival(),
            ];
            match next.into_iter().flatten().min().filter(|at| *at <= end) {
                Some(at) => self.clock.advance_to(at),
                None => return self.clock.advance_to(end),
            }
        }
        panic!("the two machines never come to rest");
    }

    /// Carries what is there one step; false when nothing moved.
    fn turn(&mut self) -> bool {
        let now = self.clock.now();
        let mut moved =
            side(&mut self.a, now, &mut self.a_input, &mut self.b_to_a, &mut self.a_to_b, &mut self.a_events);
        moved |=
            side(&mut self.b, now, &mut self.b_input, &mut self.a_to_b, &mut self.b_to_a, &mut self.b_events);
        moved
    }
}

/// One step of one machine: input, timers, events, output.
fn side<M: Machine>(
    machine: &mut M,
    now: std::time::Instant,
    input: &mut BytesMut,
    from: &mut Net,
    to: &mut Net,
    events: &mut Vec<M::Event>,
) -> bool {
    let before = input.len();
    from.receive_stream(now, input);
    let mut moved = input.len() != before;
    if !input.is_empty() && machine.wants_input() {
        machine.handle_input(now, input);
    }
    if from.has_ended(now) {
        machine.handle_eof(now);
        moved = true;
    }
    if machine.poll_timeout().is_some_and(|at| at <= now) {
        machine.handle_timeout(now);
        moved = true;
    }
    while let Some(event) = machine.poll_event() {
        machine.react(now, &event);
        events.push(event);
        moved = true;
    }
    while let Some(octets) = machine.poll_transmit() {
        to.send_stream(now, &octets);
        moved = true;
    }
    moved
}
