//! What connections, links, hooks and HTTP tell the engine, and what it has them do.

use std::time::Instant;

use brivas_smpp::{CommandStatus, InboundId, InterfaceVersion, MessageState, Npi, Pdu, Ton};
use bytes::Bytes;
use regex::bytes::Regex;
use tokio::sync::oneshot;

use super::control::RouteControl;
use super::dead_letters::DeadLettersAsked;
use super::handset::HandsetCommand;
use super::outside::{Inquiry, Submission};
use super::overview::Overview;
use super::party::Party;
use super::search::Search;
use crate::envelope::Envelope;
use crate::message_id::MessageId;

/// A connection, by a number that is never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ConnectionId(pub(crate) u64);

/// The present, by both clocks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) instant: Instant,
    pub(crate) unix_ms: i64,
}

/// What a connection tells the engine.
pub(crate) enum Input {
    /// Somebody was bound.
    Bound {
        connection: ConnectionId,
        party: Party,
        version: InterfaceVersion,
        /// Whether it may be delivered to.
        receives: bool,
        address_range: Option<Regex>,
    },
    /// The peer asks for something.
    Request { connection: ConnectionId, id: InboundId, pdu: Pdu },
    /// What became of a delivery.
    Delivered { connection: ConnectionId, token: u64, outcome: Outcome },
    /// The session ended; deliveries under way on it have failed.
    Gone { connection: ConnectionId },
    /// A subscriber of the mobile network can be reached again.
    Reachable { number: Vec<u8> },
    /// A message that came otherwise than over SMPP.
    Submit(Submission),
    /// A question that came over HTTP.
    Inquire(Inquiry),
    /// What a handset wants done with a message of its own.
    Command { command: HandsetCommand, reply: oneshot::Sender<Result<(), CommandStatus>> },
    /// What an operator wants.
    Routes(RouteControl),
    /// What an operator sees at a glance.
    Overview(oneshot::Sender<Overview>),
    /// What an operator looks for.
    Search(Search),
    /// What is wanted of the receipts that a hook did not take.
    DeadLetters(DeadLettersAsked),
}

/// What became of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The peer answered with this status.
    Answered(CommandStatus),
    /// Another message centre has taken the message, and calls it by this id.
    TakenOver(Bytes),
    /// No answer came in time: to be tried again.
    TimedOut,
    /// The session ended before an answer came: to be tried again.
    Lost,
    /// The message cannot be put into a PDU for this peer.
    Unfit,
}

/// What the engine has a connection do.
#[derive(Debug)]
pub(crate) enum Output {
    /// Answer a request.
    Answer(InboundId, Answer),
    /// Deliver a message that has been tried so often, and tell what became of it under this token.
    Deliver { token: u64, envelope: Envelope, attempts: u16 },
}

/// An answer to a request.
#[derive(Debug)]
pub(crate) enum Answer {
    Refuse(CommandStatus),
    SubmitSm {
        message_id: MessageId,
    },
    DataSm {
        message_id: MessageId,
    },
    SubmitMulti {
        message_id: MessageId,
        failed: Vec<FailedDestination>,
    },
    QuerySm {
        message_id: MessageId,
        final_date: Option<i64>,
        state: MessageState,
        error_code: u8,
    },
    CancelSm,
    ReplaceSm,
    /// What another message centre delivered has been taken.
    Received {
        data_sm: bool,
    },
    /// A transaction-mode message was not delivered.
    TransactionFailed {
        data_sm: bool,
        status: CommandStatus,
        reason: u8,
    },
}

/// A destination of a submit_multi that was not accepted.
#[derive(Clone)]
pub(crate) struct FailedDestination {
    pub(crate) ton: Ton,
    pub(crate) npi: Npi,
    pub(crate) address: Vec<u8>,
    pub(crate) status: CommandStatus,
}

impl std::fmt::Debug for FailedDestination {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FailedDestination({} octets, {:?})", self.address.len(), self.status)
    }
}
