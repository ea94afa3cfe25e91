//! Two whole stacks, an application server and a gateway, on an association that breaks, with users that do anything and a
//! network that brings anything.

mod side;

use std::collections::VecDeque;
use std::time::Duration;

use arbitrary::{Arbitrary, Unstructured};
use brivas_sigtran::m3ua::{AssociationEvent, Data, Message, Transmit};
use brivas_sigtran::{Buffer, mtp, sccp};
use bytes::Bytes;

use super::ss7_way::numbers_in;
use crate::harness::Clock;
use side::{LINK, POINTS, Side};

/// How many messages are under way to one stack.
const MOST_COMING: usize = 60;

/// One thing that happens. `bool`: to the second stack, the gateway; `u8`: with which of its dialogues.
#[derive(Arbitrary, Debug)]
enum Op<'a> {
    /// A dialogue is opened for the other, by its title or point code, with an invocation.
    Ask(bool, bool),
    /// The user answers, and ends the dialogue or lets it go on.
    Answer(bool, u8, bool),
    Abort(bool, u8),
    /// A user without MAP sends, in sequence by this control.
    Unitdata(bool, u8),
    /// A subsystem comes and goes.
    State(bool, bool, bool),
    /// So many messages arrive.
    Carry(bool, u8),
    Up,
    /// Both hear the end; so many of the messages that were under way had never left their sender.
    Cut(u8),
    Restart,
    /// The owner of the server wants it active or not.
    AspActive(bool),
    /// The user hears what there is.
    Drain(bool),
    /// Time passes, in units of 100 ms; timers run.
    Pass(u16),
    /// Any octets come: as a message, and as what DATA carries.
    Inject(bool, u8, &'a [u8]),
    Data(bool, u8, &'a [u8]),
    /// An octet of the next message is altered.
    Alter(bool, u16, u8),
}

struct World {
    clock: Clock,
    sides: [Side; 2],
    /// On its way to each.
    coming: [VecDeque<Transmit>; 2],
    up: bool,
    number: u32,
}

/// Does any operations to two stacks.
///
/// # Panics
/// When a rule is broken.
pub fn ss7_stack(octets: &[u8]) {
    let Ok(ops) = Vec::<Op<'_>>::arbitrary_take_rest(Unstructured::new(octets)) else { return };
    let mut world = World::new();
    world.step(&Op::Up);
    for op in ops.iter().take(300) {
        world.step(op);
        world.collect();
    }
    world.settle();
}

impl World {
    fn new() -> Self {
        let clock = Clock::new();
        let sides = [Side::new(0, clock.now()), Side::new(1, clock.now())];
        Self { clock, sides, coming: Default::default(), up: false, number: 0 }
    }

    fn step(&mut self, op: &Op<'_>) {
        let now = self.clock.now();
        self.number += 1;
        match *op {
            Op::Ask(second, by_title) => self.side(second).ask(now, by_title),
            Op::Answer(second, nth, ends) => self.side(second).answer(now, nth, ends),
            Op::Abort(second, nth) => self.side(second).abort(now, nth),
            Op::Unitdata(second, control) => {
                let number = self.number;
                self.side(second).send(now, control, number);
            }
            Op::State(second, map, in_service) => self.side(second).state(now, map, in_service),
            Op::Carry(second, most) => (0..most % 32).for_each(|_| self.carry(second)),
            Op::Up => {
                if !self.up {
                    self.up = true;
                    self.associate(AssociationEvent::Up { streams: 4 });
                }
            }
            Op::Cut(unsent) => self.cut(AssociationEvent::Down, unsent),
            Op::Restart => {
                if self.up {
                    self.cut(AssociationEvent::Restart, 0);
                    self.up = true;
                }
            }
            Op::AspActive(active) => self.side(false).activate(now, active),
            Op::Drain(second) => self.side(second).drain(),
            Op::Pass(units) => self.pass(Duration::from_millis(u64::from(units) * 100)),
            Op::Inject(second, stream_id, octets) => {
                if numbers_in(octets).next().is_none() {
                    self.hear(second, stream_id, Bytes::copy_from_slice(octets));
                }
            }
            Op::Data(second, sls, octets) => {
                if numbers_in(octets).next().is_none() {
                    self.hear(second, sls % 4, data(second, sls, octets));
                }
            }
            Op::Alter(second, place, by) => self.alter(second, place.into(), by),
        }
    }

    fn side(&mut self, second: bool) -> &mut Side {
        let [first, other] = &mut self.sides;
        if second { other } else { first }
    }

    fn coming(&mut self, second: bool) -> &mut VecDeque<Transmit> {
        let [first, other] = &mut self.coming;
        if second { other } else { first }
    }

    /// Puts what both have sent on its way: it can be read down to SCCP.
    fn collect(&mut self) {
        for second in [false, true] {
            while let Some(transmit) = self.side(second).stack.poll_transmit() {
                readable(&transmit.octets);
                let up = self.up;
                let coming = self.coming(!second);
                if up && coming.len() < MOST_COMING {
                    coming.push_back(transmit);
                } else {
                    // The transport takes no more: it gives the message back.
                    let now = self.clock.now();
                    self.side(second).stack.handle_unsent(now, &transmit.octets);
                }
            }
        }
    }

    /// One message arrives, if it is taken.
    fn carry(&mut self, second: bool) {
        self.collect();
        if self.side(second).stack.wants_input()
            && let Some(transmit) = self.coming(second).pop_front()
        {
            let now = self.clock.now();
            self.side(second).stack.handle_message(now, LINK, transmit.stream_id, transmit.octets);
        }
    }

    /// A message of nobody comes, whether it is wanted or not.
    fn hear(&mut self, second: bool, stream_id: u8, octets: Bytes) {
        let now = self.clock.now();
        let stack = &mut self.side(second).stack;
        let expected = stack.refused() + u64::from(!stack.wants_input());
        stack.handle_message(now, LINK, stream_id.into(), octets);
        assert_eq!(stack.refused(), expected, "what is not wanted is refused and counted");
    }

    fn alter(&mut self, second: bool, place: usize, by: u8) {
        self.collect();
        let Some(transmit) = self.coming(second).front_mut() else { return };
        let mut other = transmit.octets.to_vec();
        let place = place % other.len().max(1);
        other.get_mut(place).into_iter().for_each(|octet| *octet ^= by);
        // A message of a user's stays his: it is told by its number, and ordered by its label.
        if numbers_in(&transmit.octets).next().is_none() && numbers_in(&other).next().is_none() {
            transmit.octets = other.into();
        }
    }

    fn associate(&mut self, event: AssociationEvent) {
        let now = self.clock.now();
        self.sides.iter_mut().for_each(|side| side.stack.handle_association(now, LINK, event));
    }

    /// The association ends. What is on its way is lost, or comes back if it never left.
    fn cut(&mut self, event: AssociationEvent, unsent: u8) {
        self.collect();
        let now = self.clock.now();
        for second in [false, true] {
            let coming = std::mem::take(self.coming(second));
            let left = coming.len().saturating_sub(unsent.into());
            for transmit in coming.into_iter().skip(left) {
                self.side(!second).stack.handle_unsent(now, &transmit.octets);
            }
        }
        self.up = false;
        self.associate(event);
    }

    fn pass(&mut self, time: Duration) {
        self.clock.advance(time);
        let now = self.clock.now();
        for side in &mut self.sides {
            side.stack.handle_timeout(now);
            assert!(side.stack.poll_timeout().is_none_or(|due| due > now), "a timer that was run is due");
        }
    }

    /// The association is gone for good and time goes by: no dialogue hangs.
    fn settle(&mut self) {
        self.cut(AssociationEvent::Down, 0);
        for _ in 0..200 {
            self.sides.iter_mut().for_each(Side::drain);
            self.collect();
            if self.sides.iter().all(|side| side.stack.map().dialogues() == 0) {
                return;
            }
            self.pass(Duration::from_secs(60));
        }
        panic!("a dialogue hangs");
    }
}

/// What is sent can be read, and what SCCP has put into it.
fn readable(octets: &[u8]) {
    assert!(Message::read(octets).is_ok(), "a message that cannot be read");
    if let Ok((data, user_data)) = Data::read(octets)
        && data.label.si == mtp::RoutingLabel::SCCP
    {
        let read = sccp::Message::read(user_data, sccp::Variant::Itu);
        // What has come as it is and cannot be delivered goes no further; all else is of our making.
        assert!(read.is_ok(), "DATA with what is no message of SCCP");
    }
}

/// DATA with any octets, to one of the points from the other.
fn data(to_second: bool, sls: u8, octets: &[u8]) -> Bytes {
    let [first, second] = POINTS;
    let (opc, dpc) = if to_second { (first, second) } else { (second, first) };
    let label = mtp::RoutingLabel { opc, dpc, si: mtp::RoutingLabel::SCCP, ni: 0, mp: 0, sls: sls % 16 };
    let mut out = Buffer::new();
    out.prepend(octets);
    let data = Data { network_appearance: None, routing_context: None, label, correlation_id: None };
    // Too long for a message: then what comes is empty.
    if data.write(&mut out).is_err() {
        out.clear();
    }
    out.into_bytes()
}
