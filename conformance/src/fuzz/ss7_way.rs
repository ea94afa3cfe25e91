//! The way between two nodes that have dialogues, on which anything may happen to messages.

use std::collections::{BTreeSet, VecDeque};
use std::time::{Duration, Instant};

use arbitrary::Arbitrary;
use brivas_sigtran::Buffer;
use brivas_sigtran::ber::Explicit;
use brivas_sigtran::map::Map;
use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{Address, Ssn};
use brivas_sigtran::tcap::{
    Code, Component, Diagnostic, Dialogue, DialogueAbort, DialogueRequest, DialogueResponse, Message,
    MessageType, PAbortCause, Problem, Tcap, TransactionId, Transmit,
};
use bytes::Bytes;

use crate::harness::Clock;

/// An application context: shortMsgGatewayContext-v3.
pub(super) const CONTEXT: &[u8] = &[4, 0, 0, 1, 0, 20, 3];
/// Before the number of what a user sends, so that it is known again.
const MARK: &[u8] = b"Brvs";
/// How many transaction ids of a node are remembered.
const MOST_NUMBERS: usize = 16;
/// How many messages are under way to one node.
const MOST_COMING: usize = 40;

/// Whatever has dialogues.
pub(super) trait Node {
    fn handle_unitdata(&mut self, now: Instant, message: &Passing);
    fn handle_notice(&mut self, now: Instant, return_cause: u8, octets: &Bytes);
    fn handle_timeout(&mut self, now: Instant);
    fn poll_transmit(&mut self) -> Option<Transmit>;
    fn poll_timeout(&self) -> Option<Instant>;
    fn dialogues(&self) -> usize;
}

impl Node for Tcap {
    fn handle_unitdata(&mut self, now: Instant, message: &Passing) {
        self.handle_unitdata(now, message.called, message.calling, &message.octets);
    }

    fn handle_notice(&mut self, now: Instant, return_cause: u8, octets: &Bytes) {
        self.handle_notice(now, return_cause, octets);
    }

    fn handle_timeout(&mut self, now: Instant) {
        self.handle_timeout(now);
    }

    fn poll_transmit(&mut self) -> Option<Transmit> {
        self.poll_transmit()
    }

    fn poll_timeout(&self) -> Option<Instant> {
        self.poll_timeout()
    }

    fn dialogues(&self) -> usize {
        self.dialogues()
    }
}

impl Node for Map {
    fn handle_unitdata(&mut self, now: Instant, message: &Passing) {
        self.handle_unitdata(now, message.called, message.calling, &message.octets);
    }

    fn handle_notice(&mut self, now: Instant, return_cause: u8, octets: &Bytes) {
        self.handle_notice(now, return_cause, octets);
    }

    fn handle_timeout(&mut self, now: Instant) {
        self.handle_timeout(now);
    }

    fn poll_transmit(&mut self) -> Option<Transmit> {
        self.poll_transmit()
    }

    fn poll_timeout(&self) -> Option<Instant> {
        self.poll_timeout()
    }

    fn dialogues(&self) -> usize {
        self.dialogues()
    }
}

/// What happens on the way; `bool`: to the second node.
#[derive(Arbitrary, Debug)]
pub(super) enum Fate<'a> {
    /// So many messages arrive.
    Carry(bool, u8),
    /// The next one is lost, comes twice, or is overtaken by all others.
    Lose(bool),
    Double(bool),
    Overtake(bool),
    /// An octet of the next one is altered.
    Alter(bool, u16, u8),
    /// The next one goes back to its sender, for this reason.
    GiveBack(bool, u8),
    /// Any octets arrive.
    Inject(bool, &'a [u8]),
    /// A message arrives that the other node has not sent, about a transaction that there may be.
    Forge(bool, Forged<'a>),
    /// Time passes, in seconds; timers run.
    Pass(u16),
    Timeout(bool),
}

/// A message of no node.
#[derive(Arbitrary, Debug)]
pub(super) struct Forged<'a> {
    kind: u8,
    otid: u8,
    dtid: u8,
    cause: Option<u8>,
    dialogue: u8,
    pieces: Vec<Piece<'a>>,
}

/// A component of it.
#[derive(Arbitrary, Debug)]
enum Piece<'a> {
    Invoke(i8, Option<i8>, u8, &'a [u8]),
    Result(i8, bool, Option<u8>, &'a [u8]),
    Error(i8, u8, &'a [u8]),
    Reject(Option<i8>, u8, u8),
    Octets(&'a [u8]),
}

/// A message under way.
#[derive(Clone, Debug)]
pub(super) struct Passing {
    called: Address,
    calling: Address,
    octets: Bytes,
}

/// The clock, and what is under way.
pub(super) struct Way {
    pub(super) clock: Clock,
    /// To the first node, and to the second.
    coming: [VecDeque<Passing>; 2],
    /// What each node calls its transactions.
    numbers: [VecDeque<TransactionId>; 2],
    /// Which of a user's parameters each transaction had.
    given: BTreeSet<(usize, Vec<u8>, u32)>,
}

impl Way {
    pub(super) fn new() -> Self {
        Self {
            clock: Clock::new(),
            coming: Default::default(),
            numbers: Default::default(),
            given: BTreeSet::new(),
        }
    }

    pub(super) fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Puts what the nodes have sent on its way: it can be read, and says nothing twice or out of order.
    pub(super) fn collect<N: Node>(&mut self, nodes: [&mut N; 2]) {
        for (from, node) in nodes.into_iter().enumerate() {
            while let Some(Transmit { called, calling, octets, .. }) = node.poll_transmit() {
                let octets = octets.into_bytes();
                self.look(from, &octets);
                if let Some(coming) = self.coming.get_mut(1 - from)
                    && coming.len() < MOST_COMING
                {
                    coming.push_back(Passing { called, calling, octets });
                }
            }
        }
    }

    fn look(&mut self, from: usize, octets: &[u8]) {
        let message = Message::read(octets);
        let message = message.unwrap_or_else(|bad| panic!("{from} sends what cannot be read: {}", bad.error));
        let Some(otid) = message.otid else { return };
        let mut last = None;
        for number in numbers_in(message.components.octets()) {
            assert!(last < Some(number), "{number} comes after {last:?}");
            last = Some(number);
            let is_new = self.given.insert((from, otid.octets().to_vec(), number));
            assert!(is_new, "{number} is said twice in a dialogue");
        }
        if let Some(numbers) = self.numbers.get_mut(from)
            && !numbers.contains(&otid)
        {
            numbers.push_back(otid);
            numbers.drain(..numbers.len().saturating_sub(MOST_NUMBERS));
        }
    }

    /// Something happens.
    pub(super) fn meet<N: Node>(&mut self, nodes: [&mut N; 2], fate: &Fate<'_>) {
        let now = self.now();
        let [first, second] = nodes;
        let [to_first, to_second] = &mut self.coming;
        let (second_meant, [first_numbers, second_numbers]) = (fate.is_second(), &self.numbers);
        let (node, other, coming, own, others) = if second_meant {
            (second, first, to_second, second_numbers, first_numbers)
        } else {
            (first, second, to_first, first_numbers, second_numbers)
        };
        match fate {
            Fate::Carry(_, count) => {
                let count = usize::from(*count).min(coming.len());
                coming.drain(..count).for_each(|message| node.handle_unitdata(now, &message));
            }
            Fate::Lose(_) => drop(coming.pop_front()),
            Fate::Double(_) => coming.extend(coming.front().cloned()),
            Fate::Overtake(_) => {
                let front = coming.pop_front();
                coming.extend(front);
            }
            Fate::Alter(_, place, by) => {
                if let Some(message) = coming.front_mut() {
                    message.octets = altered(&message.octets, usize::from(*place), *by);
                }
            }
            Fate::GiveBack(_, cause) => {
                if let Some(message) = coming.pop_front() {
                    other.handle_notice(now, *cause, &message.octets);
                }
            }
            Fate::Inject(_, octets) => {
                if numbers_in(octets).next().is_none() {
                    let octets = Bytes::copy_from_slice(octets);
                    node.handle_unitdata(now, &Passing { called: address(1), calling: address(2), octets });
                }
            }
            Fate::Forge(_, forged) => {
                let octets = forged.octets(others, own);
                if numbers_in(&octets).next().is_none() {
                    node.handle_unitdata(now, &Passing { called: address(1), calling: address(3), octets });
                }
            }
            Fate::Pass(seconds) => self.clock.advance(Duration::from_secs((*seconds).into())),
            Fate::Timeout(_) => {
                node.handle_timeout(now);
                assert!(node.poll_timeout().is_none_or(|deadline| deadline > now), "what is due has run");
            }
        }
    }

    /// Nothing arrives any more, and all timers run, until none is left; `hear` is what the users do then.
    pub(super) fn end<S, N: Node>(
        &mut self,
        sides: &mut S,
        nodes: impl Fn(&mut S) -> [&mut N; 2],
        mut hear: impl FnMut(&mut S, Instant),
    ) {
        for _ in 0..2_000 {
            hear(sides, self.now());
            self.collect(nodes(sides));
            let deadlines = nodes(sides).map(|node| node.poll_timeout());
            let Some(next) = deadlines.into_iter().flatten().min() else { return };
            self.clock.advance_to(next);
            nodes(sides).into_iter().for_each(|node| node.handle_timeout(self.clock.now()));
        }
        panic!("timers without an end");
    }
}

impl Fate<'_> {
    const fn is_second(&self) -> bool {
        match self {
            Self::Carry(second, _)
            | Self::Lose(second)
            | Self::Double(second)
            | Self::Overtake(second)
            | Self::Alter(second, ..)
            | Self::GiveBack(second, _)
            | Self::Inject(second, _)
            | Self::Forge(second, _)
            | Self::Timeout(second) => *second,
            Self::Pass(_) => false,
        }
    }
}

impl Forged<'_> {
    /// It comes from one of `others`, and is about one of `own`.
    fn octets(&self, others: &VecDeque<TransactionId>, own: &VecDeque<TransactionId>) -> Bytes {
        let pick = |numbers: &VecDeque<TransactionId>, place: u8| {
            let known = numbers.get(usize::from(place)).copied();
            (place < 128).then(|| known.unwrap_or(TransactionId::new(place.into())))
        };
        let kinds = [
            MessageType::Unidirectional,
            MessageType::Begin,
            MessageType::Continue,
            MessageType::End,
            MessageType::Abort,
        ];
        let place = usize::from(self.kind) % kinds.len();
        let message = Message {
            message_type: kinds.get(place).copied().unwrap_or(MessageType::Continue),
            otid: pick(others, self.otid),
            dtid: pick(own, self.dtid),
            p_abort_cause: self.cause.map(PAbortCause),
            dialogue: dialogue(self.dialogue),
            ..Default::default()
        };
        let mut components = Buffer::new();
        self.pieces.iter().take(6).rev().for_each(|piece| piece.write(&mut components));
        message.close(&mut components, 0);
        components.into_bytes()
    }
}

impl Piece<'_> {
    fn write(&self, out: &mut Buffer) {
        let some = |octets: &[u8]| (!octets.is_empty()).then(|| parameter(octets));
        match *self {
            Self::Invoke(invoke_id, linked_id, operation, octets) => {
                let (operation, octets) = (Code::Local(operation.into()), some(octets));
                let parameter = octets.as_ref().map(Buffer::as_slice);
                Component::Invoke { invoke_id, linked_id, operation, parameter }.write(out);
            }
            Self::Result(invoke_id, last, operation, octets) => {
                let octets = some(octets);
                let parameter = octets.as_ref().map(Buffer::as_slice);
                let result = operation.map(|operation| (Code::Local(operation.into()), parameter));
                Component::ReturnResult { invoke_id, last, result }.write(out);
            }
            Self::Error(invoke_id, error, octets) => {
                let (error, octets) = (Code::Local(error.into()), some(octets));
                let parameter = octets.as_ref().map(Buffer::as_slice);
                Component::ReturnError { invoke_id, error, parameter }.write(out);
            }
            Self::Reject(invoke_id, kind, code) => {
                Component::Reject { invoke_id, problem: problem(kind, code) }.write(out);
            }
            Self::Octets(octets) => out.prepend(octets),
        }
    }
}

/// A problem of each kind.
pub(super) fn problem(kind: u8, code: u8) -> Problem {
    match kind % 4 {
        0 => Problem::General(code % 8),
        1 => Problem::Invoke(code % 8),
        2 => Problem::ReturnResult(code % 8),
        _ => Problem::ReturnError(code % 8),
    }
}

fn dialogue(kind: u8) -> Option<Dialogue<'static>> {
    let response = |why| Some(Dialogue::Response(DialogueResponse::new(CONTEXT, why, None)));
    match kind % 8 {
        0 => response(None),
        1 => response(Some(Diagnostic::User(Explicit(2)))),
        2 => response(Some(Diagnostic::Provider(Explicit(2)))),
        3 => Some(Dialogue::Request(DialogueRequest::new(CONTEXT, None))),
        4 => Some(Dialogue::Unidirectional(DialogueRequest::new(CONTEXT, None))),
        5 => Some(Dialogue::Abort(DialogueAbort::by_user(None))),
        6 => Some(Dialogue::Abort(DialogueAbort { abort_source: 1, ..Default::default() })),
        _ => None,
    }
}

/// The address of a point.
pub(super) fn address(point_code: u32) -> Address {
    Address::of_point_code(PointCode(point_code), Ssn::MSC)
}

/// An OCTET STRING.
pub(super) fn parameter(octets: &[u8]) -> Buffer {
    let octets = octets.get(..100).unwrap_or(octets);
    let mut out = Buffer::new();
    out.prepend(octets);
    out.prepend(&[4, u8::try_from(octets.len()).unwrap_or_default()]);
    out
}

/// Octets by which a user's parameter is known again.
pub(super) fn marked(number: u32) -> Vec<u8> {
    [MARK, &number.to_be_bytes()].concat()
}

/// The numbers that are in there, in order.
pub(super) fn numbers_in(octets: &[u8]) -> impl Iterator<Item = u32> {
    let number = |window: &[u8]| window.strip_prefix(MARK)?.try_into().ok().map(u32::from_be_bytes);
    octets.windows(MARK.len() + 4).filter_map(number)
}

/// The same with one octet altered, unless the user's numbers would be others then.
fn altered(octets: &Bytes, place: usize, by: u8) -> Bytes {
    let mut other = octets.to_vec();
    let place = place % other.len().max(1);
    if let Some(octet) = other.get_mut(place) {
        *octet ^= by;
    }
    if numbers_in(&other).eq(numbers_in(octets)) { other.into() } else { octets.clone() }
}
