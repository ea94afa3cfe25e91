//! Messages as an operator looks for them: one by its id, or those under way by the beginning of an address.

use brivas_platform::store::Lookup;
use brivas_smpp::MessageState;
use tokio::sync::oneshot;

use super::notes::Epitaph;
use super::outside::Reply;
use super::{Engine, Moment, Notes};
use crate::envelope::{Address, Envelope, Kind, Parts};

/// The most messages that one turn reads for a search: more would hold up the others. The next request goes on from there.
const SLICE: usize = 1024;

/// What is looked for.
#[derive(Clone, Debug)]
pub(crate) enum Wanted {
    /// The message with this number, under way or ended.
    Id(u64),
    /// Messages under way from an address that begins so.
    From(Vec<u8>),
    /// Messages under way to an address that begins so.
    To(Vec<u8>),
}

pub(crate) struct Search {
    pub(crate) wanted: Wanted,
    /// Only messages with a lower number.
    pub(crate) before: u64,
    /// So many at most.
    pub(crate) limit: usize,
    pub(crate) reply: oneshot::Sender<Findings>,
}

/// What a search found, the newest first.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) messages: Vec<Finding>,
    /// Where to go on; `None` when all was looked at.
    pub(crate) next: Option<u64>,
}

/// A message without its text.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) id: u64,
    /// The system_id that it came from.
    pub(crate) origin: Vec<u8>,
    pub(crate) from: Vec<u8>,
    /// `None` of a message that has ended: only its end is kept.
    pub(crate) under_way: Option<UnderWay>,
    pub(crate) state: MessageState,
    /// The `command_status` of the last attempt, 0 for none; 255 for a larger one if the message has ended.
    pub(crate) error: u32,
    /// When it ended, Unix ms.
    pub(crate) ended_at: Option<i64>,
}

/// What is known of a message that has not ended; times in Unix ms.
#[derive(Debug)]
pub(crate) struct UnderWay {
    pub(crate) to: Vec<u8>,
    pub(crate) attempts: u16,
    pub(crate) submitted_at: i64,
    pub(crate) due_at: i64,
    pub(crate) expires_at: i64,
}

impl Engine {
    pub(super) fn on_search(&mut self, now: Moment, search: Search) {
        self.apply_enqueues(now);
        let Search { wanted, before, limit, reply } = search;
        let findings = match wanted {
            Wanted::Id(id) => {
                Findings { messages: self.find_by_id(now, id).into_iter().collect(), next: None }
            }
            Wanted::From(prefix) => self.scan(now, before, limit, |it| it.from.starts_with(&prefix)),
            Wanted::To(prefix) => self.scan(now, before, limit, |it| {
                it.under_way.as_ref().is_some_and(|message| message.to.starts_with(&prefix))
            }),
        };
        self.replies.push(Reply::Search(reply, findings));
    }

    fn scan(&self, now: Moment, before: u64, limit: usize, is_wanted: impl Fn(&Finding) -> bool) -> Findings {
        let mut findings = Findings::default();
        for (read, id) in self.index.before(before).enumerate() {
            if read == SLICE || findings.messages.len() == limit {
                return findings;
            }
            findings.messages.extend(self.find_by_id(now, id).filter(|finding| is_wanted(finding)));
            findings.next = Some(id);
        }
        findings.next = None;
        findings
    }

    fn find_by_id(&self, now: Moment, id: u64) -> Option<Finding> {
        match self.store.get(now.unix_ms, id).ok()? {
            Lookup::Live(message) => {
                let envelope = Envelope::from_octets(message.body.clone())?;
                if envelope.head.kind != Kind::Message {
                    return None;
                }
                let pdu = envelope.pdu().ok()?;
                let parts = Parts::of(&pdu).ok()?;
                let notes = Notes::read(&message.meta);
                let waits = message.due_at > now.unix_ms && notes.attempts == 0 && notes.handed.is_none();
                Some(Finding {
                    id,
                    origin: envelope.origin().to_vec(),
                    from: digits(parts.source),
                    under_way: Some(UnderWay {
                        to: digits(parts.destination),
                        attempts: notes.attempts,
                        submitted_at: envelope.head.submitted_at,
                        due_at: message.due_at,
                        expires_at: envelope.head.expires_at,
                    }),
                    state: if waits { MessageState::SCHEDULED } else { MessageState(message.state) },
                    error: notes.error,
                    ended_at: None,
                })
            }
            Lookup::Final(summary) => {
                let epitaph = Epitaph::read(&summary.summary)?;
                Some(Finding {
                    id,
                    origin: epitaph.origin.to_vec(),
                    from: epitaph.source.to_vec(),
                    under_way: None,
                    state: MessageState(summary.state),
                    error: epitaph.error_code.into(),
                    ended_at: Some(summary.done_at),
                })
            }
            Lookup::Unknown => None,
        }
    }
}

fn digits(address: Address<'_>) -> Vec<u8> {
    address.digits.to_vec()
}
