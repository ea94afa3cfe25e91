//! What TCAP and its user tell each other (Q.771 §3.1).

use std::fmt;
use std::time::Duration;

use brivas_timer::Handle;
use bytes::Bytes;

use super::{Code, PAbortCause, Problem};
use crate::Buffer;
use crate::ber::ObjectIdentifier;
use crate::sccp::Address;

/// A dialogue (Q.771 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DialogueId(pub(super) Handle);

/// What an operation brings back (Q.771 §3.1.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums)] // there are four
pub enum Class {
    /// Class 1: success and failure are told.
    Both,
    /// Class 2: failure alone.
    Failure,
    /// Class 3: success alone.
    Success,
    /// Class 4: nothing.
    None,
}

/// TC-INVOKE request (Q.771 §3.1.3.1).
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)] // the parameters of the standard
pub struct Invoke<'a> {
    /// What it brings back.
    pub class: Class,
    /// The peer's invocation that it belongs to.
    pub linked_id: Option<i8>,
    /// What is to be done.
    pub operation: Code<'a>,
    /// How long its outcome is waited for.
    pub timeout: Duration,
}

/// What goes with TC-BEGIN, TC-CONTINUE and TC-END for the dialogue portion (Q.771 §3.1.2.2).
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::exhaustive_structs)] // the parameters of the standard
pub struct DialogueInfo<'a> {
    /// The application context's name: the content of its OBJECT IDENTIFIER. With TC-BEGIN it asks for a dialogue portion;
    /// in the first answer it may name another one than was asked for, and needs not be given.
    pub application_context: Option<&'a [u8]>,
    /// The user's own information: EXTERNALs.
    pub user_information: Option<&'a [u8]>,
}

/// How a dialogue ends (Q.771 §3.1.2.2.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are two
pub enum Termination {
    /// The peer is told.
    Basic,
    /// The peer knows.
    PreArranged,
}

/// Why the user gives a dialogue up (Q.771 §3.1.2.2.2.4).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum AbortReason<'a> {
    /// The application context is not supported: the dialogue is refused. Another one that would do can be named.
    ApplicationContextNotSupported {
        /// Its name.
        alternative: Option<&'a [u8]>,
        /// The user's own information: EXTERNALs.
        user_information: Option<&'a [u8]>,
    },
    /// The dialogue is refused for a reason that the user information tells.
    DialogueRefused {
        /// The user's own information: EXTERNALs.
        user_information: Option<&'a [u8]>,
    },
    /// Whatever the user information tells.
    UserSpecific {
        /// The user's own information: EXTERNALs.
        user_information: Option<&'a [u8]>,
    },
}

impl<'a> AbortReason<'a> {
    pub(super) const fn user_information(&self) -> Option<&'a [u8]> {
        match self {
            Self::ApplicationContextNotSupported { user_information, .. }
            | Self::DialogueRefused { user_information }
            | Self::UserSpecific { user_information } => *user_information,
        }
    }
}

/// An operation's or an error's code, kept (Q.771 §3.1).
#[derive(Clone, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are these two
pub enum OwnedCode {
    /// A number.
    Local(i64),
    /// The content of an OBJECT IDENTIFIER.
    Global(Bytes),
}

impl OwnedCode {
    /// The code.
    #[must_use]
    pub fn as_code(&self) -> Code<'_> {
        match self {
            Self::Local(number) => Code::Local(*number),
            Self::Global(name) => Code::Global(ObjectIdentifier(name)),
        }
    }
}

impl fmt::Debug for OwnedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_code().fmt(f)
    }
}

/// What came with a message for the dialogue (Q.771 §3.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DialogueIndication {
    /// The application context's name, if the message has one.
    pub application_context: Option<Bytes>,
    /// The peer's user information, if there is any.
    pub user_information: Option<Bytes>,
    /// Whether components follow as events.
    pub components_present: bool,
}

/// What TCAP tells its user, in order: a message first, then its components (Q.771 §3.1).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// TC-UNI indication. Its components follow with [`Event::Component`] and no dialogue.
    Unidirectional {
        /// For whom.
        called: Address,
        /// From whom.
        calling: Address,
        /// What came with it.
        indication: DialogueIndication,
    },
    /// TC-BEGIN indication.
    Begin {
        /// The new dialogue.
        dialogue: DialogueId,
        /// For whom.
        called: Address,
        /// From whom.
        calling: Address,
        /// What came with it.
        indication: DialogueIndication,
    },
    /// TC-CONTINUE indication.
    Continue {
        /// The dialogue.
        dialogue: DialogueId,
        /// What came with it.
        indication: DialogueIndication,
    },
    /// TC-END indication. The components that follow are the last of the dialogue, which is gone.
    End {
        /// The dialogue.
        dialogue: DialogueId,
        /// What came with it.
        indication: DialogueIndication,
    },
    /// TC-U-ABORT indication: the peer has refused the dialogue or given it up. It is gone.
    UAbort {
        /// The dialogue.
        dialogue: DialogueId,
        /// Whether it was refused since the application context is not supported.
        context_not_supported: bool,
        /// What came with it; a context is one that would do.
        indication: DialogueIndication,
    },
    /// TC-P-ABORT indication: the dialogue is gone.
    PAbort {
        /// The dialogue.
        dialogue: DialogueId,
        /// Why.
        cause: AbortCause,
    },
    /// TC-NOTICE indication: a message of this dialogue was not delivered.
    Notice {
        /// The dialogue.
        dialogue: DialogueId,
        /// The network's return cause (Q.713 §3.12).
        return_cause: u8,
    },
    /// A component of the message before.
    Component {
        /// The dialogue; `None` of a Unidirectional.
        dialogue: Option<DialogueId>,
        /// What it is.
        component: ComponentIndication,
    },
    /// TC-L-CANCEL indication: the time for an invocation is over. For class 2 that is success, for class 4 nothing.
    Cancelled {
        /// The dialogue.
        dialogue: DialogueId,
        /// The invocation.
        invoke_id: i8,
    },
}

/// Why the provider gives a dialogue up (Q.771 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AbortCause {
    /// The peer's provider says so.
    Peer(PAbortCause),
    /// The peer's messages contradict the rules of dialogues, and it has been told (Q.774 §3.2.2).
    AbnormalDialogue,
    /// Neither side speaks the other's protocol version.
    NoCommonDialoguePortion,
    /// Nothing came for as long as the dialogue timer runs.
    DialogueTimer,
}

/// A component that came (Q.771 §3.1).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ComponentIndication {
    /// TC-INVOKE indication.
    Invoke {
        /// The peer's number for it.
        invoke_id: i8,
        /// Our invocation that it belongs to.
        linked_id: Option<i8>,
        /// What is to be done.
        operation: OwnedCode,
        /// With what: tag, length and content.
        parameter: Option<Bytes>,
    },
    /// TC-RESULT-L and TC-RESULT-NL indication.
    ReturnResult {
        /// Our invocation.
        invoke_id: i8,
        /// Whether nothing follows.
        last: bool,
        /// The operation; `None` where it brought nothing.
        operation: Option<OwnedCode>,
        /// What it brought: tag, length and content.
        parameter: Option<Bytes>,
    },
    /// TC-U-ERROR indication.
    ReturnError {
        /// Our invocation.
        invoke_id: i8,
        /// What went wrong.
        error: OwnedCode,
        /// With what: tag, length and content.
        parameter: Option<Bytes>,
    },
    /// TC-U-REJECT and TC-R-REJECT indication: the peer, or its provider, has rejected a component of ours.
    Reject {
        /// Which one, if that is known.
        invoke_id: Option<i8>,
        /// Why.
        problem: Problem,
    },
    /// TC-L-REJECT indication: a component of the peer's could not be taken. The peer is told by the next message that the
    /// user sends.
    LocalReject {
        /// Which one, if that is known.
        invoke_id: Option<i8>,
        /// Why.
        problem: Problem,
    },
}

/// A message to be sent (Q.771 §3.1).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Transmit {
    /// To whom.
    pub called: Address,
    /// From whom.
    pub calling: Address,
    /// Messages with the same one stay in order.
    pub sequence_control: u32,
    /// Whether it comes back if it cannot be delivered.
    pub return_option: bool,
    /// The message, with room before it.
    pub octets: Buffer,
}

/// Why a call was refused; all is as before it (Q.771 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UsageError {
    /// The dialogue is gone.
    Gone,
    /// The dialogue's state does not allow it (Q.774 §3.2.1).
    State,
    /// All dialogues that there may be are open.
    TooManyDialogues,
    /// The dialogue has all the components or invocations that it may have.
    TooManyComponents,
    /// There is no such invocation.
    NoInvocation,
    /// MAP: version 1, which the dialogue has, knows nothing of the field that has this name in the standard, or must have it
    /// (GSM 09.02, version 2, §17.6).
    NotInVersion {
        /// The name of the field, or of the operation.
        field: &'static str,
    },
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gone => "the dialogue is gone",
            Self::State => "not in this state of the dialogue",
            Self::TooManyDialogues => "too many dialogues",
            Self::TooManyComponents => "too many components",
            Self::NoInvocation => "there is no such invocation",
            Self::NotInVersion { field } => {
                return write!(f, "the version of the dialogue does not allow this {field}");
            }
        })
    }
}

impl std::error::Error for UsageError {}
