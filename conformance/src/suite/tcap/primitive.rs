//! What TCAP, its user and SCCP tell each other, in no stack's types (Q.771 §3.1; Q.711 §6.2).

use std::fmt;

use super::node::Node;
use crate::suite::lines::hex;

/// What SCCP tells TCAP. Addresses are subsystem numbers at one of the lower tester's points.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_enums)] // an implementation must do them all
pub enum Inbound {
    /// N-UNITDATA indication, from this point.
    Unitdata(u32, Vec<u8>),
    /// N-NOTICE indication: what was sent came back, with this return cause.
    Notice(u8, Vec<u8>),
}

/// N-UNITDATA request.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs)] // the parameters that cases look at
pub struct Outbound {
    /// To which point.
    pub to: u32,
    /// The message.
    pub octets: Vec<u8>,
}

/// An operation's class (Q.771 §3.1.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are four
pub enum Class {
    /// Success and failure are told.
    One,
    /// Failure alone.
    Two,
    /// Success alone.
    Three,
    /// Nothing.
    Four,
}

/// What a user asks TCAP for (Q.771 §3.1). Operations and errors are local numbers, parameters whole elements.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_enums)] // an implementation must do them all
pub enum Request {
    /// A dialogue with the lower tester at this point, of which nothing is sent yet: gives its number.
    Open(u32),
    /// TC-UNI request, with an application context or none. The dialogue is gone.
    Uni(u32, Option<Vec<u8>>),
    /// TC-BEGIN request, with an application context or none.
    Begin(u32, Option<Vec<u8>>),
    /// TC-CONTINUE request.
    Continue(u32),
    /// TC-END request, basic.
    End(u32),
    /// TC-END request, pre-arranged.
    PreArrangedEnd(u32),
    /// TC-U-ABORT request with user information: an EXTERNAL, or nothing.
    Abort(u32, Vec<u8>),
    /// TC-U-ABORT request: the application context is not supported, another one would do.
    Refuse(u32, Vec<u8>),
    /// TC-INVOKE request: gives the number of the invocation.
    Invoke {
        /// In which dialogue.
        dialogue: u32,
        /// What it brings back.
        class: Class,
        /// The peer's invocation that it belongs to.
        linked: Option<u8>,
        /// The operation.
        operation: u8,
        /// The parameter; empty for none.
        parameter: Vec<u8>,
        /// For how many seconds its outcome is awaited.
        seconds: u64,
    },
    /// TC-RESULT-L and TC-RESULT-NL request.
    Result {
        /// In which dialogue.
        dialogue: u32,
        /// The peer's invocation.
        invoke: u8,
        /// Whether it is the last.
        last: bool,
        /// The operation and its result; `None` where it brought nothing.
        result: Option<(u8, Vec<u8>)>,
    },
    /// TC-U-ERROR request.
    Error {
        /// In which dialogue.
        dialogue: u32,
        /// The peer's invocation.
        invoke: u8,
        /// The error.
        error: u8,
        /// The parameter; empty for none.
        parameter: Vec<u8>,
    },
    /// TC-U-REJECT request, with the tag and the code of the problem.
    Reject {
        /// In which dialogue.
        dialogue: u32,
        /// The component.
        invoke: u8,
        /// The tag of the problem, and its code.
        problem: [u8; 2],
    },
    /// TC-U-CANCEL request.
    Cancel(u32, u8),
    /// TC-TIMER-RESET request.
    TimerReset(u32, u8),
}

/// What TCAP tells its user (Q.771 §3.1). Those with components are followed by them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Indication {
    /// TC-UNI indication, with the application context if there is one.
    Uni(Option<Vec<u8>>),
    /// TC-BEGIN indication: the dialogue, and the application context if there is one.
    Begin(u32, Option<Vec<u8>>),
    /// TC-CONTINUE indication: the dialogue, and the application context if there is one.
    Continue(u32, Option<Vec<u8>>),
    /// TC-END indication: the dialogue, and the application context if there is one.
    End(u32, Option<Vec<u8>>),
    /// TC-U-ABORT indication: the dialogue, and the user's information; empty if there is none.
    Abort(u32, Vec<u8>),
    /// TC-U-ABORT indication: the dialogue, of which the application context is not supported, and one that is.
    Refused(u32, Option<Vec<u8>>),
    /// TC-P-ABORT indication: the dialogue, and what the peer's provider says.
    ProviderAbort(u32, u8),
    /// TC-P-ABORT indication: the dialogue portion was against the rules.
    AbnormalDialogue(u32),
    /// TC-P-ABORT indication: the two sides have no version of the dialogue portion in common.
    NoCommonDialoguePortion(u32),
    /// TC-NOTICE indication: the dialogue, and the return cause.
    Notice(u32, u8),
    /// TC-INVOKE indication: number, linked number, operation, parameter.
    Invoke(u8, Option<u8>, u8, Vec<u8>),
    /// TC-RESULT-L and TC-RESULT-NL indication: number, whether it is the last, operation and result.
    Result(u8, bool, Option<(u8, Vec<u8>)>),
    /// TC-U-ERROR indication: number, error, parameter.
    Error(u8, u8, Vec<u8>),
    /// TC-U-REJECT and TC-R-REJECT indication: number if that is told, tag of the problem and its code.
    Reject(Option<u8>, [u8; 2]),
    /// TC-L-REJECT indication: number if that could be read, tag of the problem and its code.
    LocalReject(Option<u8>, [u8; 2]),
    /// TC-L-CANCEL indication: dialogue and invocation.
    Cancelled(u32, u8),
    /// What the cases have no name for.
    Other(String),
}

fn show(f: &mut fmt::Formatter<'_>, octets: &[u8]) -> fmt::Result {
    match Node::read(octets) {
        Some(node) => write!(f, "{node} [{}]", hex(octets, |_| false)),
        None => write!(f, "not BER [{}]", hex(octets, |_| false)),
    }
}

impl fmt::Display for Inbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unitdata(from, octets) => {
                write!(f, "from {from}: ")?;
                show(f, octets)
            }
            Self::Notice(cause, octets) => {
                write!(f, "returned for {cause}: ")?;
                show(f, octets)
            }
        }
    }
}

impl fmt::Display for Outbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "to {}: ", self.to)?;
        show(f, &self.octets)
    }
}
