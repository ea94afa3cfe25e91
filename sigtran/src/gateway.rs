//! The MAP side of a service centre: SMS-GMSC and SMS-IWMSC (3GPP TS 29.002 §23; 3GPP TS 23.040 §10).
//!
//! | file | what |
//! |---|---|
//! | `gateway/terminated.rs` | messages to handsets: routing, then each TPDU to the node that serves the subscriber |
//! | `gateway/forward.rs` | the dialogue with that node |
//! | `gateway/originated.rs` | messages from handsets |
//! | `gateway/alert.rs` | subscribers that can be reached again |
//! | `gateway/report.rs` | the HLR is told how a delivery ended |
//! | `gateway/versions.rs` | which version of MAP a node speaks |
//! | `gateway/config.rs`, `gateway/event.rs`, `gateway/failure.rs` | the settings, and what the owner hears |

mod alert;
mod config;
mod event;
mod failure;
mod forward;
mod originated;
mod report;
mod terminated;
mod versions;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use brivas_timer::{Handle, Slab};

pub use config::Config;
pub use event::{Delivery, DeliveryId, Event, SubmissionId, UsageError};
pub use failure::Failure;

use crate::map::{self, Map, UserAbortChoice};
use crate::tcap::{DialogueId, Termination};
use originated::{Origin, Submission};
use report::Report;
use terminated::Terminated;
use versions::Versions;

/// What a service centre does by MAP. It works on a [`Map`] that may have other users: the owner hands it every event of
/// that, and gets back those that are not for it (3GPP TS 29.002 §23).
#[derive(Debug)]
pub struct SmsGateway {
    config: Arc<Config>,
    deliveries: Slab<Terminated>,
    submissions: Slab<Submission>,
    dialogues: BTreeMap<DialogueId, Purpose>,
    versions: Versions,
    events: VecDeque<Event>,
}

/// What a dialogue is for.
#[derive(Debug)]
enum Purpose {
    /// A message to a handset.
    Terminated(Handle),
    /// A message from a handset.
    Originated(Origin),
    /// A subscriber can be reached again.
    Alert,
    /// The HLR is told of an outcome.
    Report(Report),
}

impl SmsGateway {
    /// One that has nothing to do yet.
    #[must_use]
    pub fn new(config: Arc<Config>) -> Self {
        Self {
            deliveries: Slab::with_limit(config.max_deliveries()),
            submissions: Slab::with_limit(config.max_submissions()),
            dialogues: BTreeMap::new(),
            versions: Versions::new(config.max_version()),
            events: VecDeque::new(),
            config,
        }
    }

    /// The next thing that the owner must know.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// How many deliveries are under way.
    #[must_use]
    pub fn deliveries(&self) -> usize {
        self.deliveries.len()
    }

    /// Takes an event of MAP; gives it back if it is of a dialogue that is not the gateway's, or not any more.
    pub fn handle_event(&mut self, now: Instant, map: &mut Map, event: map::Event) -> Option<map::Event> {
        if let map::Event::Open { dialogue, context: Some(context), .. } = event {
            let purpose = match context.context {
                map::ContextCode::shortMsgMO_RelayContext => Purpose::Originated(Origin::Opened),
                map::ContextCode::shortMsgAlertContext => Purpose::Alert,
                _ => return Some(event),
            };
            self.dialogues.insert(dialogue, purpose);
            return None;
        }
        let Some(purpose) = self.dialogues.get(&dialogue_of(&event)) else { return Some(event) };
        match purpose {
            Purpose::Terminated(handle) => {
                let handle = *handle;
                self.on_terminated(now, map, handle, event);
            }
            Purpose::Originated(_) => self.on_originated(now, map, event),
            Purpose::Alert => self.on_alert(now, map, event),
            Purpose::Report(_) => self.on_report(now, map, event),
        }
        None
    }

    /// Ends a dialogue in which nothing more is to be said. One that is gone needs no end.
    fn leave(&mut self, now: Instant, map: &mut Map, dialogue: Option<DialogueId>) {
        if let Some(dialogue) = dialogue {
            let _ = map.close(now, dialogue, Termination::Basic);
            self.dialogues.remove(&dialogue);
        }
    }

    /// Gives up a dialogue that got no answer. A peer that has not answered at all has nothing that could be aborted.
    fn give_up(&mut self, now: Instant, map: &mut Map, dialogue: DialogueId) {
        let _ = map.u_abort(now, dialogue, UserAbortChoice::default());
        self.dialogues.remove(&dialogue);
    }

    /// Forgets a dialogue that has not come about, as its first message came back.
    fn forget(&mut self, now: Instant, map: &mut Map, dialogue: DialogueId) {
        let _ = map.close(now, dialogue, Termination::PreArranged);
        self.dialogues.remove(&dialogue);
    }
}

/// The dialogue that an event is of: each is of one.
const fn dialogue_of(event: &map::Event) -> DialogueId {
    match event {
        map::Event::Open { dialogue, .. }
        | map::Event::Accepted { dialogue, .. }
        | map::Event::Refused { dialogue, .. }
        | map::Event::Invoke { dialogue, .. }
        | map::Event::Result { dialogue, .. }
        | map::Event::Error { dialogue, .. }
        | map::Event::Rejected { dialogue, .. }
        | map::Event::TimedOut { dialogue, .. }
        | map::Event::Delimiter { dialogue }
        | map::Event::Closed { dialogue }
        | map::Event::UAbort { dialogue, .. }
        | map::Event::PAbort { dialogue, .. }
        | map::Event::Notice { dialogue, .. } => *dialogue,
    }
}
