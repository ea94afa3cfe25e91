//! Receipts that a hook did not take: kept for some days, listed, and replayed on demand.
//!
//! A dead letter is a live message of the store in the state UNDELIVERABLE, due when its time ends. So it survives a
//! restart without anything beside the store; the index here is made of the store's messages.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound::{Excluded, Unbounded};

use brivas_platform::store::{Message, Transition};
use brivas_smpp::{CommandStatus, MessageState};
use tokio::sync::oneshot;

use super::outside::Reply;
use super::party::{hook_of, is_hook, owner_of};
use super::{Engine, Moment, Notes};
use crate::envelope::{Envelope, Head};

/// The most dead letters that one turn looks at: more would hold up the messages.
const SLICE: usize = 256;

/// What somebody wants of the dead letters: a page of them, or to have them posted again.
pub(crate) struct DeadLettersAsked {
    /// The system_id of the tenant whose they are; `None`: everybody's.
    pub(crate) tenant: Option<Vec<u8>>,
    /// These alone; all if `None`.
    pub(crate) ids: Option<BTreeSet<u64>>,
    /// Those with a higher id.
    pub(crate) after: u64,
    /// So many at most, and never more than a slice.
    pub(crate) limit: usize,
    /// Whether they are to be posted again; else they are shown alone.
    pub(crate) replay: bool,
    /// `None`: the store has failed.
    pub(crate) reply: oneshot::Sender<Option<DeadLettersPage>>,
}

/// Dead letters in the order of their ids.
#[derive(Debug, Default)]
pub(crate) struct DeadLettersPage {
    pub(crate) letters: Vec<DeadLetter>,
    /// The last id that was looked at, if there may be more.
    pub(crate) next: Option<u64>,
}

/// A receipt that was not taken.
#[derive(Debug)]
pub(crate) struct DeadLetter {
    pub(crate) id: u64,
    /// The system_id of the tenant whose it is.
    pub(crate) tenant: Vec<u8>,
    pub(crate) envelope: Envelope,
    pub(crate) attempts: u16,
    /// The `command_status` that the last attempt counts as.
    pub(crate) error: u32,
    /// Until when it is kept, Unix ms.
    pub(crate) kept_until: i64,
}

/// The ids of all dead letters, by the name of their hook.
#[derive(Debug, Default)]
pub(super) struct DeadLetters {
    by_hook: BTreeMap<Vec<u8>, BTreeSet<u64>>,
}

impl DeadLetters {
    pub(super) fn note(&mut self, id: u64, hook: &[u8]) {
        match self.by_hook.get_mut(hook) {
            Some(ids) => ids.insert(id),
            None => self.by_hook.entry(hook.to_vec()).or_default().insert(id),
        };
    }

    fn forget(&mut self, id: u64, hook: &[u8]) {
        if let Some(ids) = self.by_hook.get_mut(hook) {
            ids.remove(&id);
        }
    }

    /// The oldest letter of a hook that has more than it may.
    fn one_too_many(&self, hook: &[u8], most: usize) -> Option<u64> {
        self.by_hook.get(hook).filter(|ids| ids.len() > most)?.first().copied()
    }

    pub(super) fn len(&self) -> usize {
        self.by_hook.values().map(BTreeSet::len).sum()
    }

    /// How many there are, by system_id of the tenant.
    pub(super) fn counts(&self) -> impl Iterator<Item = (&[u8], usize)> {
        self.by_hook.iter().map(|(hook, ids)| (owner_of(hook), ids.len())).filter(|(_, count)| *count > 0)
    }

    /// The next ids after this one, of one hook or of all.
    fn after(&self, after: u64, hook: Option<&[u8]>, limit: usize) -> Vec<u64> {
        let of_one = |ids: &BTreeSet<u64>| {
            ids.range((Excluded(after), Unbounded)).take(limit).copied().collect::<Vec<u64>>()
        };
        let Some(hook) = hook else {
            let mut all: Vec<u64> = self.by_hook.values().flat_map(of_one).collect();
            all.sort_unstable();
            all.truncate(limit);
            return all;
        };
        self.by_hook.get(hook).map(of_one).unwrap_or_default()
    }

    fn holds(&self, id: u64, hook: Option<&[u8]>) -> bool {
        match hook {
            Some(hook) => self.by_hook.get(hook).is_some_and(|ids| ids.contains(&id)),
            None => self.by_hook.values().any(|ids| ids.contains(&id)),
        }
    }
}

/// Whether a live message is a dead letter.
pub(super) fn is_dead(message: &Message, envelope: &Envelope) -> bool {
    message.state == MessageState::UNDELIVERABLE.0 && is_hook(envelope.target())
}

impl Engine {
    /// Whether a receipt for a hook has been posted as often as it may.
    pub(super) fn is_posted_out(&self, envelope: &Envelope, attempts: u16) -> bool {
        is_hook(envelope.target()) && attempts >= self.settings.hook.attempts
    }

    /// Keeps a receipt that its hook did not take. Of too many the oldest ends.
    pub(super) fn bury(&mut self, now: Moment, id: u64, envelope: &Envelope, notes: Notes<'_>) {
        let hook = envelope.target();
        self.transitions.push(Transition {
            id,
            state: MessageState::UNDELIVERABLE.0,
            due_at: now.unix_ms.saturating_add(self.settings.hook.keep_dead_ms),
            meta: Some(notes.to_bytes()),
            body: None,
        });
        self.dead_letters.note(id, hook);
        tracing::warn!(id, attempts = notes.attempts, "a receipt became a dead letter");
        if let Some(oldest) = self.dead_letters.one_too_many(hook, self.settings.hook.max_dead_letters) {
            self.end_dead_letter(now, oldest, envelope);
        }
    }

    /// Ends a dead letter of the hook that this envelope goes to.
    pub(super) fn end_dead_letter(&mut self, now: Moment, id: u64, envelope: &Envelope) {
        self.dead_letters.forget(id, envelope.target());
        self.finish(now, id, envelope, MessageState::UNDELIVERABLE, CommandStatus::ESME_ROK);
    }

    pub(super) fn on_dead_letters(&mut self, now: Moment, asked: DeadLettersAsked) {
        let DeadLettersAsked { tenant, ids, after, limit, replay, reply } = asked;
        let hook = tenant.as_deref().map(hook_of);
        let limit = limit.min(SLICE);
        let chosen: Vec<u64> = match ids {
            Some(ids) => {
                let wanted = ids.range((Excluded(after), Unbounded));
                wanted
                    .copied()
                    .filter(|id| self.dead_letters.holds(*id, hook.as_deref()))
                    .take(limit)
                    .collect()
            }
            None => self.dead_letters.after(after, hook.as_deref(), limit),
        };
        let next = chosen.last().copied().filter(|_| chosen.len() == limit);
        let mut letters = Vec::new();
        for id in chosen {
            let Some((message, envelope)) = self.load(now, id) else { continue };
            if replay {
                self.replay(now, id, &envelope);
            }
            letters.push(dead_letter(&message, envelope));
        }
        self.replies.push(Reply::DeadLetters(reply, DeadLettersPage { letters, next }));
    }

    /// Has a dead letter posted again, as if it were new.
    fn replay(&mut self, now: Moment, id: u64, envelope: &Envelope) {
        let expires_at = now.unix_ms.saturating_add(self.settings.default_validity_ms);
        let renewed = envelope.with_head(Head { expires_at, ..envelope.head });
        self.transitions.push(Transition {
            id,
            state: MessageState::ENROUTE.0,
            due_at: now.unix_ms,
            meta: Some(Notes::default().to_bytes()),
            body: Some(renewed.octets().clone()),
        });
        self.dead_letters.forget(id, envelope.target());
    }
}

fn dead_letter(message: &Message, envelope: Envelope) -> DeadLetter {
    let notes = Notes::read(&message.meta);
    DeadLetter {
        id: message.id,
        tenant: owner_of(envelope.target()).to_vec(),
        attempts: notes.attempts,
        error: notes.error,
        kept_until: message.due_at,
        envelope,
    }
}
