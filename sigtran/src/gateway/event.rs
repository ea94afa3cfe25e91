//! What a gateway and its owner tell each other.

use std::fmt;

use brivas_timer::Handle;
use bytes::Bytes;

use super::Failure;
use crate::{EncodeError, tcap};

/// A message to a handset.
#[derive(Clone, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // what there is to say
pub struct Delivery<'a> {
    /// The subscriber's number, in international form without `+`.
    pub msisdn: &'a str,
    /// Whether it is tried though the HLR knows the subscriber to be absent (sm-RP-PRI).
    pub priority: bool,
    /// Its TPDUs, SMS-DELIVER or SMS-STATUS-REPORT, in order: the parts of one message go in one dialogue.
    pub tpdus: Vec<Bytes>,
}

/// Number and text are a subscriber's: how much there is is shown.
impl fmt::Debug for Delivery<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Delivery({} digits, {} parts)", self.msisdn.len(), self.tpdus.len())
    }
}

/// A delivery that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeliveryId(pub(super) Handle);

/// A message of a handset that waits for the owner's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubmissionId(pub(super) Handle);

/// What the owner must know.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// Every part of a message has reached the handset.
    Delivered {
        /// Which.
        id: DeliveryId,
    },
    /// A message, or the rest of its parts, was not delivered.
    Failed {
        /// Which.
        id: DeliveryId,
        /// How many parts were delivered before.
        delivered: usize,
        /// Why.
        failure: Failure,
    },
    /// A handset sends a message, which waits for [`accept`](super::SmsGateway::accept) or
    /// [`refuse`](super::SmsGateway::refuse).
    Submitted {
        /// What the answer refers to.
        id: SubmissionId,
        /// The subscriber's number, in international form without `+`.
        msisdn: String,
        /// An SMS-SUBMIT or SMS-COMMAND.
        tpdu: Bytes,
    },
    /// A subscriber for whom messages wait can be reached again.
    Alert {
        /// His number, in international form without `+`.
        msisdn: String,
    },
}

/// Numbers and texts are subscribers': they are not shown.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Delivered { id } => write!(f, "Delivered({id:?})"),
            Self::Failed { id, delivered, failure } => write!(f, "Failed({id:?}, {delivered}, {failure:?})"),
            Self::Submitted { id, tpdu, .. } => write!(f, "Submitted({id:?}, {} octets)", tpdu.len()),
            Self::Alert { .. } => f.write_str("Alert"),
        }
    }
}

/// Why a call was refused; the gateway is as before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UsageError {
    /// It has ended, or never was.
    Gone,
    /// A delivery without TPDUs.
    Empty,
    /// There may be no more of these.
    Full,
    /// The number is none.
    Number(EncodeError),
    /// TCAP refuses.
    Tcap(tcap::UsageError),
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("it has ended or never was"),
            Self::Empty => f.write_str("there is nothing to deliver"),
            Self::Full => f.write_str("there may be no more"),
            Self::Number(error) => write!(f, "no number: {error}"),
            Self::Tcap(error) => write!(f, "TCAP refuses: {error}"),
        }
    }
}

impl std::error::Error for UsageError {}

impl From<EncodeError> for UsageError {
    fn from(error: EncodeError) -> Self {
        Self::Number(error)
    }
}

impl From<tcap::UsageError> for UsageError {
    fn from(error: tcap::UsageError) -> Self {
        Self::Tcap(error)
    }
}
