//! Messages: the transaction portion, and what it carries (Q.773 §3.1).

use super::component::{COMPONENT_PORTION, Components};
use super::dialogue::{DIALOGUE_PORTION, Dialogue};
use super::transaction_id::TransactionId;
use crate::ber::{Element, Field, Reader, Tag, close, write_integer};
use crate::numbers::numbers;
use crate::{Buffer, DecodeError, DecodeErrorKind};

const OTID: Tag = Tag(0x48);
const DTID: Tag = Tag(0x49);
const P_ABORT_CAUSE: Tag = Tag(0x4A);

/// The type of a message (Q.773 §3.1.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_enums)] // there are these
pub enum MessageType {
    /// Unidirectional: no transaction.
    #[default]
    Unidirectional,
    /// Begin: a transaction is opened.
    Begin,
    /// End: it ends.
    End,
    /// Continue: it goes on.
    Continue,
    /// Abort: it is given up.
    Abort,
}

impl MessageType {
    const fn tag(self) -> Tag {
        Tag(match self {
            Self::Unidirectional => 0x61,
            Self::Begin => 0x62,
            Self::End => 0x64,
            Self::Continue => 0x65,
            Self::Abort => 0x67,
        })
    }

    const fn of(tag: Tag) -> Option<Self> {
        Some(match tag {
            Tag(0x61) => Self::Unidirectional,
            Tag(0x62) => Self::Begin,
            Tag(0x64) => Self::End,
            Tag(0x65) => Self::Continue,
            Tag(0x67) => Self::Abort,
            _ => return None,
        })
    }

    const fn has_otid(self) -> bool {
        matches!(self, Self::Begin | Self::Continue)
    }

    const fn has_dtid(self) -> bool {
        matches!(self, Self::End | Self::Continue | Self::Abort)
    }
}

numbers! {
    /// P-Abort cause (Q.773 §3.1.3).
    pub struct PAbortCause(u8) {
        /// unrecognizedMessageType
        UNRECOGNIZED_MESSAGE_TYPE = 0 "unrecognizedMessageType",
        /// unrecognizedTransactionID
        UNRECOGNIZED_TRANSACTION_ID = 1 "unrecognizedTransactionID",
        /// badlyFormattedTransactionPortion
        BADLY_FORMATTED_TRANSACTION_PORTION = 2 "badlyFormattedTransactionPortion",
        /// incorrectTransactionPortion
        INCORRECT_TRANSACTION_PORTION = 3 "incorrectTransactionPortion",
        /// resourceLimitation
        RESOURCE_LIMITATION = 4 "resourceLimitation",
    }
}

/// A message (Q.773 §3.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Message<'a> {
    /// Its type.
    pub message_type: MessageType,
    /// Originating transaction: of Begin and Continue.
    pub otid: Option<TransactionId>,
    /// Destination transaction: of Continue, End and Abort.
    pub dtid: Option<TransactionId>,
    /// Of an Abort by the provider.
    pub p_abort_cause: Option<PAbortCause>,
    /// The dialogue portion.
    pub dialogue: Option<Dialogue<'a>>,
    /// The component portion.
    pub components: Components<'a>,
}

/// Why a message could not be read, and what can be answered (Q.774 §3.3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BadMessage {
    /// What is wrong, and where.
    pub error: DecodeError,
    /// Its type, if that is known.
    pub message_type: Option<MessageType>,
    /// The peer's transaction, if that could be read: without it nothing can be answered.
    pub otid: Option<TransactionId>,
    /// Our transaction, if that could be read.
    pub dtid: Option<TransactionId>,
    /// What the standard answers (Q.774 §3.3.4).
    pub p_abort_cause: PAbortCause,
}

impl<'a> Message<'a> {
    /// Reads a message. Components are read one by one, by their iterator: a bad one spoils only itself.
    ///
    /// # Errors
    /// What is wrong, and what can be answered.
    pub fn read(octets: &'a [u8]) -> Result<Self, BadMessage> {
        let mut message = Self::default();
        let mut known = None;
        message.read_all(octets, &mut known).map_err(|(error, p_abort_cause)| BadMessage {
            error,
            message_type: known,
            otid: message.otid,
            dtid: message.dtid,
            p_abort_cause,
        })?;
        Ok(message)
    }

    fn read_all(
        &mut self,
        octets: &'a [u8],
        known: &mut Option<MessageType>,
    ) -> Result<(), (DecodeError, PAbortCause)> {
        let bad = |error| (error, PAbortCause::BADLY_FORMATTED_TRANSACTION_PORTION);
        let mut all = Reader::new(octets);
        let element = all.next("message").map_err(bad)?;
        let Some(message_type) = MessageType::of(element.tag) else {
            self.find_ids(&element);
            let error = element.error(DecodeErrorKind::MessageType);
            return Err((error, PAbortCause::UNRECOGNIZED_MESSAGE_TYPE));
        };
        (*known, self.message_type) = (Some(message_type), message_type);
        let incorrect = |error| (error, PAbortCause::INCORRECT_TRANSACTION_PORTION);
        let mut reader = element.reader().map_err(bad)?;
        if message_type.has_otid() {
            let otid = reader.expect(OTID, "otid").and_then(|otid| TransactionId::read(&otid));
            self.otid = Some(otid.map_err(incorrect)?);
        }
        if message_type.has_dtid() {
            let dtid = reader.expect(DTID, "dtid").and_then(|dtid| TransactionId::read(&dtid));
            self.dtid = Some(dtid.map_err(incorrect)?);
        }
        if message_type == MessageType::Abort
            && let Some(cause) = reader.optional(P_ABORT_CAUSE, "p-abortCause").map_err(bad)?
        {
            self.p_abort_cause = Some(PAbortCause(u8::read(&cause).map_err(incorrect)?));
        }
        if let Some(portion) = reader.optional(DIALOGUE_PORTION, "dialoguePortion").map_err(bad)? {
            self.dialogue = Some(Dialogue::read(&portion).map_err(incorrect)?);
        }
        if let Some(portion) = reader.optional(COMPONENT_PORTION, "components").map_err(bad)? {
            self.components = Components::of(&portion).map_err(bad)?;
        }
        reader.finish("message").map_err(incorrect)?;
        all.finish("message").map_err(bad)
    }

    /// What can be answered to a type that is not known needs the transactions.
    fn find_ids(&mut self, element: &Element<'a>) {
        let Ok(mut reader) = element.reader() else { return };
        if let Ok(Some(otid)) = reader.optional(OTID, "otid") {
            self.otid = TransactionId::read(&otid).ok();
        }
        if let Ok(Some(dtid)) = reader.optional(DTID, "dtid") {
            self.dtid = TransactionId::read(&dtid).ok();
        }
    }

    /// Puts it before what is there.
    pub fn write(&self, out: &mut Buffer) {
        let end = out.len();
        if !self.components.is_empty() {
            out.prepend(self.components.octets());
        }
        self.close(out, end);
    }

    /// Makes a message of the components that were written since the buffer had `end` octets; its own are left out.
    pub fn close(&self, out: &mut Buffer, end: usize) {
        if out.len() > end {
            close(out, COMPONENT_PORTION, end);
        }
        if let Some(dialogue) = &self.dialogue {
            dialogue.write(out);
        }
        if let Some(cause) = self.p_abort_cause {
            write_integer(out, P_ABORT_CAUSE, cause.0.into());
        }
        if let Some(dtid) = &self.dtid {
            dtid.write(DTID, out);
        }
        if let Some(otid) = &self.otid {
            otid.write(OTID, out);
        }
        close(out, self.message_type.tag(), end);
    }
}
