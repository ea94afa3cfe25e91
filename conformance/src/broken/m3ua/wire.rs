//! Between the endpoint and the wire: where a fault is put in.

use brivas_sigtran::m3ua::{AspState, ErrorCode, MessageType, Status, Tag};
use bytes::Bytes;

use super::{AspFault, SgpFault, asp_wire, sgp_wire};
use crate::suite::m3ua::{Message, Wish};

/// What becomes of a message.
#[derive(Debug)]
pub(super) enum Step {
    ToNode(u16, Bytes),
    ToSuite(u16, Bytes),
    /// The association ends.
    End,
}

/// What a fault does with a message that goes one way.
#[derive(Debug)]
pub(super) enum Act {
    /// It goes on, perhaps changed.
    Pass,
    /// It goes on whole and mended, however it came.
    Mend,
    Drop,
    /// These go back in its place.
    Answer(Vec<Message>),
    /// It goes on, and these go to the suite.
    And(Vec<Message>),
    /// It waits for the next one, which goes before it.
    Hold,
    End,
}

/// A message on its way, and where the ASP of its association stands.
pub(super) struct Passing<'a> {
    pub(super) message: &'a mut Message,
    pub(super) stream_id: &'a mut u16,
    pub(super) state: AspState,
    pub(super) memory: &'a mut Memory,
}

impl Passing<'_> {
    pub(super) fn is(&self, message_type: MessageType) -> bool {
        self.message.message_type == message_type
    }

    /// Whether it is a notification of this.
    pub(super) fn notifies(&self, status: Status) -> bool {
        let word = u32::from(status.status_type) << 16 | u32::from(status.information);
        self.is(MessageType::NTFY) && self.message.word(Tag::STATUS) == Some(word)
    }

    /// Whether it is an Error of this code.
    pub(super) fn refuses(&self, code: ErrorCode) -> bool {
        self.is(MessageType::ERR) && self.message.word(Tag::ERROR_CODE) == Some(code.0)
    }

    /// Takes these parameters out.
    pub(super) fn strip(&mut self, tag: Tag) -> Act {
        *self.message = self.message.clone().without(tag);
        Act::Pass
    }

    /// Gives a parameter these words.
    pub(super) fn put(&mut self, tag: Tag, words: &[u32]) -> Act {
        *self.message = self.message.clone().without(tag).words(tag, words);
        Act::Pass
    }

    pub(super) fn becomes(&mut self, message_type: MessageType) -> Act {
        self.message.message_type = message_type;
        Act::Pass
    }
}

/// What a faulty peer remembers.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The last message of the suite.
    pub(super) heard: Option<MessageType>,
    /// What the operator wished since.
    pub(super) wished: Option<Wish>,
    /// How many messages of the kind that the fault is about went, on this association.
    pub(super) count: u32,
    /// Whether the application server is pending, by what was notified.
    pub(super) pending: bool,
    /// Nothing is answered any more.
    pub(super) dead: bool,
    /// How many associations there were.
    pub(super) joined: u32,
    held: Option<(u16, Bytes)>,
}

/// The fault, and what it remembers.
#[derive(Debug)]
pub(super) struct Wire {
    fault: Fault,
    memory: Memory,
}

#[derive(Clone, Copy, Debug)]
enum Fault {
    None,
    Sgp(SgpFault),
    Asp(AspFault),
}

impl Wire {
    pub(super) fn sgp(fault: Option<SgpFault>) -> Self {
        Self { fault: fault.map_or(Fault::None, Fault::Sgp), memory: Memory::default() }
    }

    pub(super) fn asp(fault: Option<AspFault>) -> Self {
        Self { fault: fault.map_or(Fault::None, Fault::Asp), memory: Memory::default() }
    }

    /// A new association; whether there is one.
    pub(super) fn joins(&mut self) -> bool {
        self.memory.count = 0;
        self.memory.joined += 1;
        self.memory.joined == 1 || !matches!(self.fault, Fault::Asp(AspFault::NeverReconnects))
    }

    pub(super) fn wish(&mut self, wish: Wish) {
        self.memory.heard = None;
        self.memory.wished = Some(wish);
    }

    /// A message from the suite to the node.
    pub(super) fn inbound(&mut self, state: AspState, stream_id: u16, octets: &Bytes) -> Vec<Step> {
        let Some(mut message) = Message::parse(octets) else {
            self.memory.dead |=
                matches!(self.fault, Fault::Sgp(SgpFault::DiesOfJunk) | Fault::Asp(AspFault::DiesOfJunk));
            return vec![Step::ToNode(stream_id, octets.clone())];
        };
        if self.memory.dead {
            return Vec::new();
        }
        let whole = message.octets();
        let mut stream = stream_id;
        let memory = &mut self.memory;
        memory.heard = Some(message.message_type);
        let passing = Passing { message: &mut message, stream_id: &mut stream, state, memory };
        let act = match self.fault {
            Fault::None => Act::Pass,
            Fault::Sgp(fault) => sgp_wire::inbound(fault, passing),
            Fault::Asp(fault) => asp_wire::inbound(fault, passing),
        };
        // What was not changed goes as it came, however broken.
        let changed = message.octets();
        let forward = if changed == whole { octets.clone() } else { changed.clone().into() };
        match act {
            Act::Pass | Act::Hold => vec![Step::ToNode(stream, forward)],
            Act::Mend => vec![Step::ToNode(stream, changed.into())],
            Act::Drop => Vec::new(),
            Act::Answer(answers) => answers.iter().map(to_suite).collect(),
            Act::And(more) => {
                let more = more.iter().map(to_suite);
                [Step::ToNode(stream, forward)].into_iter().chain(more).collect()
            }
            Act::End => vec![Step::End],
        }
    }

    /// A message from the node to the suite.
    pub(super) fn outbound(&mut self, state: AspState, stream_id: u16, octets: &Bytes) -> Vec<Step> {
        let Some(mut message) = Message::parse(octets) else {
            return vec![Step::ToSuite(stream_id, octets.clone())];
        };
        let mut stream = stream_id;
        let memory = &mut self.memory;
        let passing = Passing { message: &mut message, stream_id: &mut stream, state, memory };
        if passing.notifies(Status::AS_PENDING) {
            passing.memory.pending = true;
        }
        if passing.notifies(Status::AS_ACTIVE) {
            passing.memory.pending = false;
        }
        let act = match self.fault {
            Fault::None => Act::Pass,
            Fault::Sgp(fault) => sgp_wire::outbound(fault, passing),
            Fault::Asp(fault) => asp_wire::outbound(fault, passing),
        };
        let forward = Step::ToSuite(stream, message.octets().into());
        match act {
            Act::Pass | Act::Mend => match self.memory.held.take() {
                Some((stream_id, octets)) => vec![forward, Step::ToSuite(stream_id, octets)],
                None => vec![forward],
            },
            Act::Drop => Vec::new(),
            Act::Answer(answers) => {
                answers.iter().map(|answer| Step::ToNode(0, answer.octets().into())).collect()
            }
            Act::And(more) => [forward].into_iter().chain(more.iter().map(to_suite)).collect(),
            Act::Hold => {
                self.memory.held = Some((stream, message.octets().into()));
                Vec::new()
            }
            Act::End => vec![Step::End],
        }
    }
}

fn to_suite(message: &Message) -> Step {
    Step::ToSuite(message.stream_id.unwrap_or(0), message.octets().into())
}
