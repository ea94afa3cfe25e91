//! What MAP and its user tell each other (3GPP TS 29.002 §7.3, §7.4).

use std::fmt;

use bytes::Bytes;

use super::{ApplicationContext, Argument, DialoguePdu, ErrorCode, MapError, OperationCode, ResultParameter};
use crate::DecodeError;
use crate::ber::Reader;
use crate::sccp::Address;
use crate::tcap::{AbortCause, DialogueId, Problem};

/// What MAP tells its user. A message is: what it says of the dialogue, its services, a delimiter or the end
/// (3GPP TS 29.002 §7.3).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// MAP-OPEN indication.
    Open {
        /// The new dialogue.
        dialogue: DialogueId,
        /// For whom.
        called: Address,
        /// From whom.
        calling: Address,
        /// Its context. Version 1 names none: then it is the one that its first operation has there.
        context: Option<ApplicationContext>,
        /// The dialogue's references, if there are any.
        user_information: UserInformation,
    },
    /// MAP-OPEN confirm: the dialogue is accepted.
    Accepted {
        /// The dialogue.
        dialogue: DialogueId,
        /// Its context.
        context: Option<ApplicationContext>,
        /// What the peer adds: map-accept, or map-close where it has ended the dialogue at once.
        user_information: UserInformation,
    },
    /// MAP-OPEN confirm: the dialogue is refused, and gone.
    Refused {
        /// The dialogue.
        dialogue: DialogueId,
        /// Why.
        refusal: Refusal,
        /// What the peer adds.
        user_information: UserInformation,
    },
    /// A service's indication.
    Invoke {
        /// The dialogue.
        dialogue: DialogueId,
        /// What its answer refers to.
        invoke_id: i8,
        /// Our invocation that it belongs to.
        linked_id: Option<i8>,
        /// Which service.
        operation: OperationCode,
        /// What came with it.
        parameter: Parameter,
    },
    /// A service's confirm.
    Result {
        /// The dialogue.
        dialogue: DialogueId,
        /// Our invocation.
        invoke_id: i8,
        /// Whether nothing follows.
        last: bool,
        /// Which service; `None` where nothing came with it.
        operation: Option<OperationCode>,
        /// What came with it.
        parameter: Parameter,
    },
    /// A service's confirm: it failed.
    Error {
        /// The dialogue.
        dialogue: DialogueId,
        /// Our invocation.
        invoke_id: i8,
        /// What went wrong.
        error: ErrorCode,
        /// What came with it.
        parameter: Parameter,
    },
    /// A component was rejected: one of ours by the peer, or one of the peer's by TCAP.
    Rejected {
        /// The dialogue.
        dialogue: DialogueId,
        /// Which one, if that is known.
        invoke_id: Option<i8>,
        /// Why.
        problem: Problem,
        /// Whether it was the peer's.
        local: bool,
    },
    /// The time for an invocation is over: no answer will be told.
    TimedOut {
        /// The dialogue.
        dialogue: DialogueId,
        /// Our invocation.
        invoke_id: i8,
    },
    /// MAP-DELIMITER indication: it is our turn.
    Delimiter {
        /// The dialogue.
        dialogue: DialogueId,
    },
    /// MAP-CLOSE indication: the dialogue has ended.
    Closed {
        /// The dialogue.
        dialogue: DialogueId,
    },
    /// MAP-U-ABORT indication: the peer has given the dialogue up; map-providerAbort in it says that the peer's MAP has
    /// (3GPP TS 29.002 §7.3.5).
    UAbort {
        /// The dialogue.
        dialogue: DialogueId,
        /// What the peer says of it.
        user_information: UserInformation,
    },
    /// MAP-P-ABORT indication: the dialogue is gone.
    PAbort {
        /// The dialogue.
        dialogue: DialogueId,
        /// Why.
        cause: AbortCause,
    },
    /// MAP-NOTICE indication: a message was not delivered.
    Notice {
        /// The dialogue.
        dialogue: DialogueId,
        /// The network's return cause (Q.713 §3.12).
        return_cause: u8,
    },
}

/// Why a dialogue is refused (3GPP TS 29.002 §7.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The peer does not have the context in this version. To try again with what it asked for is to try for ever, so that
    /// only a lower version is named (3GPP TS 29.002 §7.3.1).
    ContextNotSupported {
        /// The context in the highest lower version that may do; `None` where there is none.
        fallback: Option<ApplicationContext>,
    },
    /// For a reason that the user information tells.
    Other,
}

/// User information of a dialogue (Q.773 §4.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserInformation(pub(super) Option<Bytes>);

impl UserInformation {
    /// MAP's own, if there is any.
    ///
    /// # Errors
    /// There is, and it cannot be read.
    pub fn pdu(&self) -> Result<Option<DialoguePdu<'_>>, DecodeError> {
        self.0.as_deref().map_or(Ok(None), DialoguePdu::read)
    }
}

/// What came with a service (3GPP TS 29.002 §17.6).
#[derive(Clone, PartialEq, Eq)]
pub struct Parameter {
    pub(super) octets: Option<Bytes>,
    pub(super) version: u8,
}

impl Parameter {
    /// Tag, length and content; `None` if nothing came.
    #[must_use]
    pub const fn octets(&self) -> Option<&Bytes> {
        self.octets.as_ref()
    }

    /// The version of the dialogue that it came in.
    #[must_use]
    pub const fn version(&self) -> u8 {
        self.version
    }

    /// As the argument of this operation; `None` if nothing came.
    ///
    /// # Errors
    /// What is wrong, and where: the answer is a reject, mistyped parameter.
    pub fn argument(&self, operation: OperationCode) -> Result<Option<Argument<'_>>, DecodeError> {
        let Some(octets) = &self.octets else { return Ok(None) };
        Argument::read(operation, self.version, &Reader::new(octets).next("argument")?).map(Some)
    }

    /// As the result of this operation; `None` if nothing came.
    ///
    /// # Errors
    /// As of [`Self::argument`].
    pub fn result(&self, operation: OperationCode) -> Result<Option<ResultParameter<'_>>, DecodeError> {
        let Some(octets) = &self.octets else { return Ok(None) };
        ResultParameter::read(operation, self.version, &Reader::new(octets).next("result")?).map(Some)
    }

    /// As that of an error.
    ///
    /// # Errors
    /// As of [`Self::argument`].
    pub fn error(&self, code: ErrorCode) -> Result<MapError<'_>, DecodeError> {
        let element = self.octets.as_ref().map(|octets| Reader::new(octets).next("error")).transpose()?;
        MapError::read(code, element.as_ref())
    }
}

impl fmt::Debug for Parameter {
    /// Without the content, which may be a subscriber's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Parameter({} octets)", self.octets.as_ref().map_or(0, Bytes::len))
    }
}
