//! What comes otherwise than over SMPP: submissions over HTTP and of handsets, questions over HTTP. Each is answered once the
//! turn is durable.

use std::sync::Arc;

use brivas_platform::store::{Enqueued, Final, IdempotencyKey, NewMessage};
use brivas_smpp::{CommandStatus, InterfaceVersion, MessageState, Pdu, SubmitSm};
use bytes::Bytes;
use tokio::sync::oneshot;

use super::control::RouteState;
use super::dead_letters::DeadLettersPage;
use super::operate::Report;
use super::overview::Overview;
use super::search::Findings;
use super::submit::{Sender, status_of};
use super::{Arrival, Engine, Moment};
use crate::envelope::Parts;
use crate::message_id::{self, MessageId};
use crate::settings::Tenant;

/// How long a key stands for the message that came with it, ms: a day.
const KEY_HOLDS_MS: i64 = 24 * 60 * 60 * 1000;

/// A message: one submit_sm for each of its parts.
pub(crate) struct Submission {
    /// The system_id that it comes from, or what stands for one.
    pub(crate) origin: Vec<u8>,
    /// Whether it came over HTTP.
    pub(crate) by_http: bool,
    pub(crate) known_by: KnownBy,
    pub(crate) parts: Vec<Pdu>,
    /// Whether the tenant may send this now; it counts if so. Not asked for a message that was taken before.
    pub(crate) admit: Admit,
    pub(crate) reply: oneshot::Sender<Result<Taken, Refusal>>,
}

/// How a message is known again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KnownBy {
    /// By its id alone.
    Id,
    /// By this key, which a second time is the same message: it is not taken again.
    Key([u8; 32]),
    /// By the user_message_reference that its handset gave it.
    Reference {
        /// Whether it is not to be taken while another with the same reference to the same number has not ended (TP-RD).
        reject_duplicates: bool,
    },
}

pub(crate) type Admit = Box<dyn FnOnce(&[Pdu]) -> Result<(), CommandStatus> + Send>;

/// A message that was taken, now or before.
#[derive(Debug)]
pub(crate) struct Taken {
    /// The id of each part.
    pub(crate) ids: Vec<MessageId>,
    /// Whether it was taken before, by the same key.
    pub(crate) again: bool,
    /// When this was decided, Unix ms: when it came if it is new.
    pub(crate) at: i64,
}

/// Why a message was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// For the reason that an ESME would be told.
    Status(CommandStatus),
    /// Its key, or the reference that a handset gave it, stands for another message.
    KeyUsed,
}

/// What became of a message?
pub(crate) struct Inquiry {
    pub(crate) tenant: Arc<Tenant>,
    pub(crate) message_id: Vec<u8>,
    pub(crate) reply: oneshot::Sender<Result<Report, CommandStatus>>,
}

/// An answer that waits for the turn to be durable.
pub(super) enum Reply {
    Submission(oneshot::Sender<Result<Taken, Refusal>>, Result<Taken, Refusal>),
    Inquiry(oneshot::Sender<Result<Report, CommandStatus>>, Result<Report, CommandStatus>),
    Routes(oneshot::Sender<Option<Vec<RouteState>>>, Option<Vec<RouteState>>),
    Overview(oneshot::Sender<Overview>, Overview),
    Search(oneshot::Sender<Findings>, Findings),
    DeadLetters(oneshot::Sender<Option<DeadLettersPage>>, DeadLettersPage),
    Handset(oneshot::Sender<Result<(), CommandStatus>>, Result<(), CommandStatus>),
}

impl Reply {
    /// Who asked may have gone meanwhile.
    pub(super) fn send(self, durable: bool) {
        const BROKEN: CommandStatus = CommandStatus::ESME_RSYSERR;
        match self {
            Self::Submission(to, answer) => {
                let answer = if durable { answer } else { Err(Refusal::Status(BROKEN)) };
                let _ = to.send(answer);
            }
            Self::Inquiry(to, answer) => {
                let _ = to.send(if durable { answer } else { Err(BROKEN) });
            }
            Self::Routes(to, answer) => {
                let _ = to.send(answer);
            }
            Self::Overview(to, answer) => {
                let _ = to.send(answer);
            }
            Self::Search(to, answer) => {
                let _ = to.send(answer);
            }
            Self::DeadLetters(to, answer) => {
                let _ = to.send(durable.then_some(answer));
            }
            Self::Handset(to, answer) => {
                let _ = to.send(if durable { answer } else { Err(BROKEN) });
            }
        }
    }
}

impl Engine {
    pub(super) fn on_submission(&mut self, now: Moment, submission: Submission) {
        let Submission { origin, by_http, known_by, parts, admit, reply } = submission;
        let sender = Sender { origin, version: InterfaceVersion::V5_0, by_http, is_link: false };
        let answer = self.take_parts(now, &sender, known_by, &parts, admit);
        if let Err(Refusal::Status(status)) = answer {
            self.metrics.refused(status);
        }
        self.replies.push(Reply::Submission(reply, answer));
    }

    pub(super) fn on_inquiry(&mut self, now: Moment, inquiry: Inquiry) {
        let Inquiry { tenant, message_id, reply } = inquiry;
        self.apply_enqueues(now);
        let version = InterfaceVersion::V5_0;
        let id = message_id::parse(&message_id, version).ok_or(CommandStatus::ESME_RINVMSGID);
        let answer = id.and_then(|id| self.report(now, id, &tenant.system_id, None, version));
        self.replies.push(Reply::Inquiry(reply, answer));
    }

    /// All parts or none.
    fn take_parts(
        &mut self,
        now: Moment,
        sender: &Sender,
        known_by: KnownBy,
        parts: &[Pdu],
        admit: Admit,
    ) -> Result<Taken, Refusal> {
        self.apply_enqueues(now);
        // Before anything else: what was taken once is told again, whatever holds now.
        let known = match known_by {
            KnownBy::Key(key) => self.store.holder(now.unix_ms, &key_of_part(key, 0, now).octets),
            KnownBy::Id | KnownBy::Reference { .. } => None,
        };
        if known.is_none() {
            admit(parts).map_err(Refusal::Status)?;
        }
        self.check_room(parts.len()).map_err(Refusal::Status)?;
        let mut messages: Vec<NewMessage> = Vec::new();
        let mut arrivals: Vec<Arrival> = Vec::new();
        for (number, pdu) in parts.iter().enumerate() {
            let body = pdu.body::<SubmitSm<'_>>().map_err(|error| Refusal::Status(error.command_status()))?;
            if known_by == (KnownBy::Reference { reject_duplicates: true })
                && self.is_duplicate(now, &Parts::of_submit_sm(&body))
            {
                return Err(Refusal::KeyUsed);
            }
            let (mut message, arrival) =
                self.prepare(now, sender, &body, pdu.octets(), None).map_err(Refusal::Status)?;
            message.key = match known_by {
                KnownBy::Key(key) => Some(key_of_part(key, number, now)),
                KnownBy::Id | KnownBy::Reference { .. } => None,
            };
            messages.push(message);
            arrivals.push(arrival);
        }
        let answers =
            self.store.enqueue(now.unix_ms, &messages).map_err(|e| Refusal::Status(status_of(&e)))?;
        let taken: Vec<u64> = answers.iter().filter_map(accepted).collect();
        if !taken.is_empty() && taken.len() < answers.len() {
            self.take_back(now, &taken);
            return Err(Refusal::KeyUsed);
        }
        let again = taken.is_empty();
        let mut ids = Vec::new();
        for ((answer, message), arrival) in answers.iter().zip(&messages).zip(arrivals) {
            let (Enqueued::Accepted(id) | Enqueued::Duplicate(id)) = *answer;
            ids.push(message_id::format(id, sender.version));
            if !again {
                self.metrics.accepted();
                self.arrive(now, id, message, arrival);
            }
        }
        Ok(Taken { ids, again, at: now.unix_ms })
    }

    /// Parts that were stored though others were there: their key stands for another message.
    fn take_back(&mut self, now: Moment, ids: &[u64]) {
        let end = |id: &u64| Final {
            id: *id,
            state: MessageState::DELETED.0,
            done_at: now.unix_ms,
            retain_until: now.unix_ms,
            summary: Bytes::new(),
        };
        self.finals.extend(ids.iter().map(end));
    }
}

fn accepted(answer: &Enqueued) -> Option<u64> {
    match answer {
        Enqueued::Accepted(id) => Some(*id),
        Enqueued::Duplicate(_) => None,
    }
}

fn key_of_part(key: [u8; 32], number: usize, now: Moment) -> IdempotencyKey {
    let number = u16::try_from(number).unwrap_or(u16::MAX).to_be_bytes();
    IdempotencyKey {
        octets: Bytes::from([&key[..], &number].concat()),
        expires_at: now.unix_ms.saturating_add(KEY_HOLDS_MS),
    }
}
