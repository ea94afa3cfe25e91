use std::time::Duration;

use arbitrary::{Arbitrary, Unstructured};
use brivas_smpp::{CommandStatus, Config, Dialect, Event, Role, SubmitSm, encode};
use bytes::BytesMut;

use crate::harness::{Clock, Machine, SmppMachine, SmppVerb, small};

/// One thing that happens to a pair of sessions.
#[derive(Arbitrary, Debug)]
enum Op<'a> {
    /// An owner calls a verb.
    Call(bool, SmppVerb),
    /// Octets are carried from one to the other, some of them at most.
    Carry(bool, u16),
    /// Any octets come to one.
    Inject(bool, &'a [u8]),
    /// A whole PDU with this status and number comes to one.
    Pdu(bool, u32, u32),
    /// Time passes, in units of 10 ms.
    Pass(u16),
    /// Timers are run though nothing need be due.
    Timeout(bool),
    /// Events are taken, and answered if the second says so.
    Drain(bool, bool),
    /// The stream to one ends.
    Eof(bool),
}

struct Side {
    machine: SmppMachine,
    input: BytesMut,
    asked: usize,
    outcomes: usize,
    closed: bool,
    window: usize,
}

impl Side {
    fn new(config: Config, clock: &Clock) -> Self {
        let window = usize::from(config.window());
        let machine = SmppMachine::new(config, [5; 32], clock.now());
        Self { machine, input: BytesMut::new(), asked: 0, outcomes: 0, closed: false, window }
    }

    /// Takes the events; a request has one outcome, and nothing follows the end.
    fn drain(&mut self, clock: &Clock, answer: bool) {
        self.machine.answers = answer;
        while let Some(event) = self.machine.poll_event() {
            assert!(!self.closed, "an event after Closed: {event:?}");
            if matches!(
                event,
                Event::Response { .. }
                    | Event::RequestFailed { .. }
                    | Event::Bound { .. }
                    | Event::BindRefused(_)
            ) {
                self.outcomes += 1;
            }
            self.closed = SmppMachine::is_closed(&event);
            self.machine.react(clock.now(), &event);
        }
        let open = self.machine.session().outstanding();
        assert!(open <= self.window, "{open} requests in a window of {}", self.window);
        assert!(self.outcomes <= self.asked, "more outcomes than requests");
        if self.closed {
            assert_eq!(self.machine.poll_timeout(), None, "a closed session has no timers");
        }
    }
}

/// Does any operations to a pair of sessions.
///
/// # Panics
/// When a rule is broken.
pub fn smpp_session(octets: &[u8]) {
    let Ok(ops) = Vec::<Op<'_>>::arbitrary_take_rest(Unstructured::new(octets)) else { return };
    let mut clock = Clock::new();
    let mut sides = [Side::new(small(Role::Esme), &clock), Side::new(small(Role::Mc), &clock)];
    for op in ops.iter().take(300) {
        step(&mut clock, &mut sides, op);
    }
    for side in &mut sides {
        side.drain(&clock, true);
        side.machine.handle_eof(clock.now());
        side.drain(&clock, true);
        assert!(side.closed, "the end of the stream is the end of the session");
        assert_eq!(side.outcomes, side.asked, "each request has one outcome");
    }
}

fn step(clock: &mut Clock, sides: &mut [Side; 2], op: &Op<'_>) {
    let [a, b] = sides;
    match op {
        Op::Call(first, verb) => {
            let side = if *first { a } else { b };
            let asks = !matches!(
                verb,
                SmppVerb::Outbind
                    | SmppVerb::EnquireLink
                    | SmppVerb::Unbind
                    | SmppVerb::Abort
                    | SmppVerb::Answer
                    | SmppVerb::Refuse
                    | SmppVerb::AnswerStale
                    | SmppVerb::CongestionState(_)
            );
            if side.machine.call(clock.now(), verb).is_ok() && asks {
                side.asked += 1;
            }
        }
        Op::Carry(to_first, most) => {
            let (from, to) = if *to_first { (b, a) } else { (a, b) };
            while let Some(octets) = from.machine.poll_transmit() {
                to.input.extend_from_slice(&octets);
            }
            let mut now = to.input.split_to(to.input.len().min(usize::from(*most)));
            to.machine.handle_input(clock.now(), &mut now);
            now.unsplit(std::mem::take(&mut to.input));
            to.input = now;
        }
        Op::Inject(first, octets) => {
            let side = if *first { a } else { b };
            side.input.extend_from_slice(octets);
            side.machine.handle_input(clock.now(), &mut side.input);
        }
        Op::Pdu(first, status, number) => {
            let side = if *first { a } else { b };
            let body = SubmitSm::default();
            let _ = encode(&body, CommandStatus(*status), *number, Dialect::V5_0, &mut side.input);
            side.machine.handle_input(clock.now(), &mut side.input);
        }
        Op::Pass(units) => clock.advance(Duration::from_millis(u64::from(*units) * 10)),
        Op::Timeout(first) => (if *first { a } else { b }).machine.handle_timeout(clock.now()),
        Op::Drain(first, answer) => (if *first { a } else { b }).drain(clock, *answer),
        Op::Eof(first) => (if *first { a } else { b }).machine.handle_eof(clock.now()),
    }
}
