//! What steps of cases have in common: dialogues begun by either side up to where a case is about.

use super::message::{
    AARE, AARQ, BEGIN, CONTEXT, OPERATION, OTID, PARAMETER, aarq, abort, accepted, begin, continues, end,
    invoke, p_abort, with_apdu,
};
use super::node::Node;
use super::primitive::{Class, Inbound, Indication, Request};
use super::{PEER, TcapLayer};
use crate::suite::tester::Tester;
use crate::suite::verdict::{Outcome, check, fail};

/// The transaction of the lower tester.
pub(super) const OURS: [u8; 3] = [0x11, 0x22, 0x33];

/// A dialogue between the user and the lower tester.
#[derive(Clone, Debug)]
pub(super) struct Talk {
    /// What the upper tester calls it.
    pub(super) dialogue: u32,
    /// The transaction of the layer under test; empty where it has not told it.
    pub(super) theirs: Vec<u8>,
    /// The user's invocation, if there is one.
    pub(super) invoke: u8,
}

impl Talk {
    /// A Continue of the lower tester.
    pub(super) fn continues(&self, components: &[Node]) -> Node {
        continues(&OURS, &self.theirs, components)
    }

    /// The last message of the lower tester.
    pub(super) fn end(&self, components: &[Node]) -> Node {
        end(&self.theirs, components)
    }

    /// A Continue of the layer under test.
    pub(super) fn answer(&self, components: &[Node]) -> Node {
        continues(&self.theirs, &OURS, components)
    }
}

/// The tree without the version of the dialogue portion's protocol: the one that there is needs not be named.
fn without_version(node: &Node) -> Node {
    match node {
        Node::Branch(tag @ (AARQ | AARE), children) => {
            let is_version = |child: &&Node| !(child.tag() == 0x80 && child.content() == [7, 0x80]);
            Node::branch(*tag, children.iter().filter(is_version).map(without_version).collect::<Vec<_>>())
        }
        Node::Branch(tag, children) => {
            Node::branch(*tag, children.iter().map(without_version).collect::<Vec<_>>())
        }
        leaf => leaf.clone(),
    }
}

impl Tester<TcapLayer> {
    pub(super) fn sends(&self, message: &Node) {
        self.gives(Inbound::Unitdata(PEER, message.octets()));
    }

    /// The next message, which goes to this point; `expected` says which it should be.
    pub(super) fn next_to(&self, to: u32, expected: &str) -> Outcome<Node> {
        let sent = self.must_give(expected)?;
        match Node::read(&sent.octets) {
            Some(node) if sent.to == to => Ok(without_version(&node)),
            _ => fail(format!("{expected}, to {to}"), sent.to_string()),
        }
    }

    /// The next message is this one.
    pub(super) fn gets(&self, expected: &Node) -> Outcome {
        let node = self.next_to(PEER, &expected.to_string())?;
        check(node == *expected, expected.to_string(), node.to_string())
    }

    /// The user puts an invocation into a dialogue.
    pub(super) fn invokes(&self, dialogue: u32, class: Class, seconds: u64) -> Outcome<u8> {
        let (operation, parameter) = (OPERATION, PARAMETER.to_vec());
        let request = Request::Invoke { dialogue, class, linked: None, operation, parameter, seconds };
        Ok(u8::try_from(self.asks(request)?).unwrap_or(0))
    }

    /// The user begins a dialogue with an invocation of this class, awaited for 10 s; Begin has come.
    pub(super) fn begins(&self, class: Class, context: Option<&[u8]>) -> Outcome<Talk> {
        let dialogue = self.asks(Request::Open(PEER))?;
        let id = self.invokes(dialogue, class, 10)?;
        self.asks(Request::Begin(dialogue, context.map(<[u8]>::to_vec)))?;
        let node = self.next_to(PEER, "Begin")?;
        let theirs = node.find(OTID).map(Node::content).unwrap_or_default().to_vec();
        let plain = begin(&theirs, &[invoke(id, None, &PARAMETER)]);
        let expected = match context {
            Some(context) => with_apdu(plain, aarq(context)),
            None => plain,
        };
        let right = node == expected && (1..=4).contains(&theirs.len()) && node.tag() == BEGIN;
        check(right, expected.to_string(), node.to_string())?;
        Ok(Talk { dialogue, theirs, invoke: id })
    }

    /// The user has begun a dialogue, and the lower tester has answered.
    pub(super) fn talks(&self, class: Class) -> Outcome<Talk> {
        let talk = self.begins(class, None)?;
        self.sends(&talk.continues(&[]));
        self.tells(&Indication::Continue(talk.dialogue, None))?;
        Ok(talk)
    }

    /// The same with an application context.
    pub(super) fn talks_in_context(&self) -> Outcome<Talk> {
        let talk = self.begins(Class::One, Some(&CONTEXT))?;
        self.sends(&with_apdu(talk.continues(&[]), accepted()));
        self.tells(&Indication::Continue(talk.dialogue, Some(CONTEXT.to_vec())))?;
        Ok(talk)
    }

    /// The lower tester begins a dialogue with invocation 1; the user has heard of both.
    pub(super) fn is_asked(&self, context: Option<&[u8]>) -> Outcome<Talk> {
        let plain = begin(&OURS, &[invoke(1, None, &PARAMETER)]);
        let message = match context {
            Some(context) => with_apdu(plain, aarq(context)),
            None => plain,
        };
        self.sends(&message);
        let dialogue = self.hears_begin(context)?;
        self.tells(&Indication::Invoke(1, None, OPERATION, PARAMETER.to_vec()))?;
        Ok(Talk { dialogue, theirs: Vec::new(), invoke: 1 })
    }

    /// TC-BEGIN indication, with this context.
    pub(super) fn hears_begin(&self, context: Option<&[u8]>) -> Outcome<u32> {
        match self.must_tell("TC-BEGIN indication")? {
            Indication::Begin(dialogue, name) if name.as_deref() == context => Ok(dialogue),
            other => fail(format!("TC-BEGIN indication with context {context:02x?}"), format!("{other:?}")),
        }
    }

    /// The user continues the dialogue that the lower tester has begun, and says which transaction it is.
    pub(super) fn answers(&self, talk: &mut Talk, apdu: Option<Node>) -> Outcome {
        self.asks(Request::Continue(talk.dialogue))?;
        let node = self.next_to(PEER, "Continue")?;
        talk.theirs = node.find(OTID).map(Node::content).unwrap_or_default().to_vec();
        let plain = talk.answer(&[]);
        let expected = match apdu {
            Some(apdu) => with_apdu(plain, apdu),
            None => plain,
        };
        check(
            node == expected && (1..=4).contains(&talk.theirs.len()),
            expected.to_string(),
            node.to_string(),
        )
    }

    /// The transaction is idle: a Continue for it is answered as for one that was never there.
    pub(super) fn is_idle(&self, talk: &Talk) -> Outcome {
        self.is_quiet()?;
        self.sends(&continues(&[9, 9], &talk.theirs, &[]));
        self.gets(&p_abort(&[9, 9], 1))?;
        self.is_quiet()
    }

    /// The dialogue goes on both ways.
    pub(super) fn lives(&self, talk: &Talk) -> Outcome {
        self.sends(&talk.continues(&[]));
        self.tells(&Indication::Continue(talk.dialogue, None))?;
        self.asks(Request::Continue(talk.dialogue))?;
        self.gets(&talk.answer(&[]))
    }

    /// The lower tester's dialogues are taken still.
    pub(super) fn takes_dialogues(&self) -> Outcome {
        let talk = self.is_asked(None)?;
        self.asks(Request::Abort(talk.dialogue, Vec::new()))?;
        let node = self.next_to(PEER, "Abort")?;
        check(node.tag() == abort(&OURS).tag(), "Abort", node.to_string())
    }
}
