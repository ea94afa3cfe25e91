//! A dialog and what goes on in it.

use brivas_timer::{Handle, TimerHandle};

use super::reliable::{Heard, Reliable};
use super::session_timer::SessionTimer;
use super::update::Offer;
use super::usage::Usages;
use super::{CallId, EndReason, Event, UserAgent};
use crate::dialog::DialogKey;
use crate::endpoint::{ClientId, Sent, ServerId, Target};
use crate::message::Rows;
use crate::{Dialog, StatusCode};

/// A dialog of a user agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DialogId(pub(super) Handle);

impl DialogId {
    pub(crate) const fn handle(self) -> Handle {
        self.0
    }
}

/// A dialog and its INVITE, offer, timers.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) dialog: Dialog,
    pub(super) key: DialogKey,
    /// Where requests go if the next URI names no address: where the dialog came from, or went.
    pub(super) flow: Target,
    /// The INVITE of ours that made it, as long as others may come of it.
    pub(super) call: Option<CallId>,
    pub(super) invite: Progress,
    /// The ACKs for the 2xx to INVITEs of ours of which copies may come yet, and the numbers of these.
    pub(super) acks: Vec<(u32, Sent)>,
    /// Provisional responses of ours that are acknowledged.
    pub(super) reliable: Option<Box<Reliable>>,
    /// Provisional responses of the other side's that we have acknowledged.
    pub(super) heard: Heard,
    pub(super) offer: Offer,
    /// The request of ours that has the open offer, and that of the other side's, where these are no INVITE.
    pub(super) offer_in: Option<ClientId>,
    pub(super) offer_from: Option<ServerId>,
    pub(super) timer: SessionTimer,
    /// Whether a BYE is to go once that is allowed, or has gone.
    pub(super) bye: Bye,
    pub(super) bye_rows: Option<Box<Rows>>,
    /// What the other side has said that it takes.
    pub(super) peer: Peer,
    /// Whether the dialog is of an INVITE that is not over.
    pub(super) has_invite: bool,
    /// The subscriptions that live in the dialog (RFC 5057).
    pub(super) usages: Usages,
}

/// What is known of the other side.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Peer {
    pub(super) allows_update: bool,
    pub(super) supports_reliable: bool,
    pub(super) requires_reliable: bool,
    pub(super) supports_timer: bool,
}

/// Where the INVITE of a dialog stands: there is at most one, in either direction (RFC 3261 §14.1).
#[derive(Debug, Default)]
pub(super) enum Progress {
    #[default]
    None,
    /// The other side's, to be answered.
    Incoming { id: ServerId, number: u32 },
    /// The other side's, answered with 2xx and not acknowledged.
    Accepted { id: ServerId, number: u32, resend: Resend },
    /// Ours: which, if it is one within the dialog.
    Outgoing { again: Option<ClientId> },
    /// Ours, answered with 2xx which is to be acknowledged.
    Answered { number: u32 },
}

/// When something is sent again, and until when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resend {
    pub(super) timer: TimerHandle,
    pub(super) interval: std::time::Duration,
    pub(super) end: std::time::Instant,
}

/// Whether the dialog is being ended by us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Bye {
    #[default]
    No,
    /// Once our 2xx is acknowledged, or nobody will (RFC 3261 §15).
    Wanted,
    Sent,
}

impl Session {
    pub(super) fn new(dialog: Dialog, key: DialogKey, flow: Target) -> Self {
        Self {
            dialog,
            key,
            flow,
            call: None,
            invite: Progress::None,
            acks: Vec::new(),
            reliable: None,
            heard: Heard::default(),
            offer: Offer::None,
            offer_in: None,
            offer_from: None,
            timer: SessionTimer::default(),
            bye: Bye::No,
            bye_rows: None,
            peer: Peer::default(),
            has_invite: true,
            usages: Usages::default(),
        }
    }
}

impl UserAgent {
    /// Puts a dialog in; `None` if there are as many as may be.
    pub(super) fn add_dialog(&mut self, session: Session) -> Option<DialogId> {
        let key = session.key;
        let id = DialogId(self.dialogs.insert(session).ok()?);
        self.by_key.insert(key, id);
        Some(id)
    }

    /// Ends what is of the INVITE in a dialog, and stops its timers: `None` if there is nothing of that. The dialog goes too, unless
    /// subscriptions live in it (RFC 5057 §4.1).
    pub(super) fn remove_dialog(&mut self, id: DialogId) -> Option<()> {
        let session = self.dialogs.get_mut(id.0).filter(|session| session.has_invite)?;
        session.has_invite = false;
        (session.bye, session.heard) = (Bye::No, Heard::default());
        let (call, key) = (session.call.take(), session.key);
        let invite = std::mem::take(&mut session.invite);
        let (reliable, timer) = (session.reliable.take(), std::mem::take(&mut session.timer));
        if let Some(call) = call {
            self.forget_branch(call, id, key);
        }
        match invite {
            Progress::Accepted { resend, id, .. } => {
                self.wheel.cancel(resend.timer);
                self.endpoint.acknowledged(id);
            }
            // It may never be answered, and a request would be left.
            Progress::Outgoing { again: Some(id) } => {
                let _ = self.endpoint.cancel(self.now, id, None);
            }
            _ => {}
        }
        if let Some(timer) = reliable.and_then(|reliable| reliable.timer()) {
            self.wheel.cancel(timer);
        }
        if let Some(timer) = timer.handle() {
            self.wheel.cancel(timer);
        }
        self.drop_unused(id);
        Some(())
    }

    /// Takes a dialog out in which nothing lives any more.
    pub(super) fn drop_unused(&mut self, id: DialogId) {
        let is_used = |session: &Session| session.has_invite || !session.usages.is_empty();
        if self.dialogs.get(id.0).is_some_and(is_used) {
            return;
        }
        if let Some(session) = self.dialogs.remove(id.0)
            && self.by_key.get(&session.key) == Some(&id)
        {
            self.by_key.remove(&session.key);
        }
    }

    /// Ends a session, refuses the INVITE that is open in its dialog, and tells the owner.
    pub(super) fn end(&mut self, id: DialogId, reason: EndReason) {
        self.drop_invite(id, StatusCode::REQUEST_TERMINATED);
        if self.remove_dialog(id).is_some() {
            self.events.push_back(Event::Ended { dialog: id, reason });
        }
    }
}
